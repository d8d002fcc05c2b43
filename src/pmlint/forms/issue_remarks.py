"""What may stand beside the IDs where an issue belongs, and which of them are those of changes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pmlint.forms.dates import Dates
from pmlint.forms.phrases import any_of, not_understood, one_of
from pmlint.process import Words
from pmlint.text import Lazy

# Where trackers keep changes: pull and merge requests, changes of Gerrit; and a merge request's `!12`.
_PLACE_OF_CHANGES = re.compile(r"/(?:pull|pulls|pull-requests|merge_requests|c/.{1,200}/\+)/|![0-9]")
_MARKS = r"[\s,.:;+&/•·|()（）\[\]<>、，：；–—↗→-]|~(?:\"[^\"\n]{1,60}\"|[\w:.-]{1,60})"
"""What stands between IDs and remarks and says nothing, and a label of GitLab: `~"corrective action"`."""
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
        found = self._known.match(text, at)
        return found.end() if found else at

    @Lazy
    def _change(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![A-Za-z]){one_of(self._words.issue.changes)} ?$")

    @Lazy
    def _known(self) -> re.Pattern[str]:
        known = self._words
        names, states = known.fields.get("issue", ()), known.fields.get("done", ())
        beside = any_of((*known.issue.beside, *known.done, *names, *known.people.joined, *known.state_goes_on))
        state = rf"{any_of(states)}: *{any_of((*known.done, *known.open))}"
        return re.compile(rf"{_MARKS}|{state}|{any_of(known.issue.changes)} ?[#!]?[0-9]{{0,9}}|{beside}", re.IGNORECASE)
