"""What may stand beside the IDs where an issue belongs, and which of them are those of changes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pmlint.forms.dates import Dates
from pmlint.forms.phrases import Phrases, end_of, not_understood, one_of
from pmlint.process import Words
from pmlint.text import Lazy

# Where trackers keep changes: pull and merge requests, changes of Gerrit; and a merge request's `!12`.
_PLACE_OF_CHANGES = re.compile(r"/(?:pull|pulls|pull-requests|merge_requests|c/.{1,200}/\+)/|![0-9]")
_MARKS = re.compile(r"[\s,.:;&/•·|()（）\[\]、，：；–—↗→-]+|(?<= )\+(?= )|~(?:\"[^\"\n]{1,60}\"|[a-z][\w:-]{1,60})")
"""What stands between IDs and remarks and says nothing, and a label of GitLab: `~"corrective action"`."""
_COLON = re.compile(": *")
_NUMBER = re.compile(" ?[#!]?[0-9]{1,9}")
_LONGEST_CHANGE = 20
"""Characters before a change's number that its word may take: `merge request `."""


class IssueRemarks:
    """The remarks on an issue, in the words of a process."""

    def __init__(self, words: Words, dates: Dates) -> None:
        self._words, self._dates = words, dates

    def unread(self, text: str, understood: Mapping[int, int], start: int, end: int) -> tuple[int, int] | None:
        """The first part of `text[start:end]` that is no ID and no known remark.

        `understood` are the IDs, and the links that lead to issues, by where they begin: where they end.
        """
        steps = (lambda _, at: understood.get(at, at), self._remark, self._date)
        return not_understood(text, start, end, steps)

    def is_change(self, issue: str, before: str = "", target: str = "") -> bool:
        """Whether an ID is that of a change, which is no issue: by itself, the words before it, or where it leads."""
        is_place = any(map(_PLACE_OF_CHANGES.search, (issue, target)))
        return is_place or self._change.search(before[-_LONGEST_CHANGE:]) is not None

    def _date(self, text: str, at: int) -> int:
        found = self._dates.at(text, at)
        return found.end if found else at

    def _remark(self, text: str, at: int) -> int:
        if (behind := end_of(_MARKS, text, at)) > at:
            return behind
        for meaning, end in self._known.at(text, at):
            if meaning == "state name":
                behind = self._states.end(text, end_of(_COLON, text, end)) if text[end : end + 1] == ":" else end
                if behind > end:
                    return behind
            elif meaning == "change":
                return end_of(_NUMBER, text, end)
            else:
                return self._goes_on.end(text, end + 1) if meaning == "done" and text[end : end + 1] == " " else end
        return at

    @Lazy
    def _known(self) -> Phrases:
        known = self._words
        names = (*known.fields.get("issue", ()), *known.people.joined)
        states = {"state name": known.fields.get("done", ()), "change": known.issue.changes, "done": known.done}
        return Phrases({**states, "beside": (*known.issue.beside, *names)})

    @Lazy
    def _states(self) -> Phrases:
        return Phrases({"state": (*self._words.done, *self._words.open)})

    @Lazy
    def _goes_on(self) -> Phrases:
        return Phrases({"goes on": self._words.state_goes_on})

    @Lazy
    def _change(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![A-Za-z]){one_of(self._words.issue.changes)} ?$")
