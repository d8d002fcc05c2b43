"""What may stand beside the IDs where an issue belongs, and which of them are those of changes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pmlint.forms.beside import Around
from pmlint.forms.due import DueForm
from pmlint.forms.phrases import Phrases, end_of, not_understood, one_of, word_of
from pmlint.process import Words
from pmlint.text import Lazy

# Where trackers keep changes: pull and merge requests, changes of Gerrit; and a merge request's `!12`.
_PLACE_OF_CHANGES = re.compile(r"/(?:pull|pulls|pull-requests|merge_requests|c/.{1,200}/\+)/|![0-9]")
_LABEL = re.compile(r"~(?:\"[^\"\n]{1,60}\"|[a-z][\w:-]{1,60})")
"""A label of GitLab: `~"corrective action"`."""
_BEHIND_LINK = re.compile(r"\s?[(（]([^()（）\n]{1,80})[)）]")
_NUMBER = re.compile(" ?[#!]?[0-9]{1,9}")
_LONGEST_CHANGE = 20
"""Characters before a change's number that its word may take: `merge request `."""


class IssueRemarks:
    """The remarks on an issue, in the words of a process."""

    def __init__(self, words: Words, due: DueForm) -> None:
        self._words, self._due = words, due

    def unread(
        self, text: str, understood: Mapping[int, int], start: int, end: int, around: Around | None = None
    ) -> tuple[int, int] | None:
        """The first part of `text[start:end]` that is no ID and no known remark.

        `understood` are the IDs, and the links that lead to issues, by where they begin: where they end.
        """
        first = min(understood, default=end)
        steps = (
            lambda _, at: understood.get(at, at),
            lambda text, at: self._related.end(text, at) if at > first else at,
            *(self._remark, self._date, *self._due.beside.steps(around)),
            lambda text, at: end_of(_LABEL, text, at),
        )
        return not_understood(text, start, end, steps)

    def behind_link(self, text: str, at: int) -> int:
        """Where a remark in brackets ends behind an ID whose link leads to it; it may say all but a doubt."""
        found = _BEHIND_LINK.match(text, at)
        return at if found is None or "?" in found[1] or self._doubt.search(found[1]) else found.end()

    def is_change(self, issue: str, before: str = "", target: str = "") -> bool:
        """Whether an ID is that of a change, which is no issue: by itself, the words before it, or where it leads."""
        is_place = any(map(_PLACE_OF_CHANGES.search, (issue, target)))
        return is_place or self._change.search(before[-_LONGEST_CHANGE:]) is not None

    def _date(self, text: str, at: int) -> int:
        found = self._due.dates.at(text, at)
        return found.end if found else at

    def _remark(self, text: str, at: int) -> int:
        for meaning, end in self._known.at(text, at):
            if meaning == "change":
                return end_of(_NUMBER, text, end)
            if meaning == "state name":
                end = self._states.end(text, end + len(": ")) if text.startswith(": ", end) else end
            return end
        return at

    @Lazy
    def _known(self) -> Phrases:
        known = self._words
        beside = (*known.issue.beside, *known.fields.get("issue", ()), *known.people.joined, *known.state_goes_on)
        states = {"change": known.issue.changes, "state name": known.fields.get("done", ())}
        return Phrases({**states, "beside": (*beside, *known.done)})

    @Lazy
    def _related(self) -> Phrases:
        """What is said of an issue that stands before: how others are related to it, and until when it is due."""
        due = self._words.due
        return Phrases({"": (*self._words.issue.related, *due.former, *due.moved, *due.moved_from, *due.labels)})

    @Lazy
    def _states(self) -> Phrases:
        return Phrases({"": (*self._words.done, *self._words.open)})

    @Lazy
    def _change(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![A-Za-z]){one_of(self._words.issue.changes)} ?$")

    @Lazy
    def _doubt(self) -> re.Pattern[str]:
        """Words that take something back, set a condition, or put it off."""
        signing = self._words.signing
        later = (*signing.to_come, *signing.postponed, *signing.deferred)
        return re.compile(
            word_of((*signing.refused, *signing.negations, *later, *self._words.undecided, *self._words.placeholders)),
            re.IGNORECASE,
        )
