"""What is said around an issue ID that takes it back: that there is none yet, or that it is a change's."""

from __future__ import annotations

import re

from pmlint.forms.phrases import one_of, word_of
from pmlint.process import IssueWords
from pmlint.text import Lazy

# Where trackers keep changes: pull and merge requests, changes of Gerrit; and a merge request's `!12`.
_PLACE_OF_CHANGES = r"/(?:pull|pulls|pull-requests|merge_requests|c/.{1,200}/\+)/|![0-9]"


class IssueRemarks:
    """The remarks on an issue, in the words of a process."""

    def __init__(self, words: IssueWords) -> None:
        self._words = words

    def leaves_open(self, text: str) -> bool:
        """Whether a text asks, or says that there is no issue yet: `PAY-12?`, `not PAY-12`, `to be filed`."""
        return self._open.search(text) is not None

    def names_change(self, text: str) -> bool:
        """Whether a text, or the address of a link, names a change, which is no issue: `PR #12`."""
        return self._change.search(text) is not None

    @Lazy
    def _open(self) -> re.Pattern[str]:
        # One word alone means it only where it comes first: what is 'not' said further on may be anything.
        not_yet = self._words.not_yet
        phrases = [phrase for phrase in not_yet if " " in phrase or not phrase.isascii()]
        return re.compile(rf"\?(?=\s|$|[)\]])|^\W{{0,3}}{one_of(not_yet)}(?!\w)|{word_of(phrases)}", re.IGNORECASE)

    @Lazy
    def _change(self) -> re.Pattern[str]:
        return re.compile(rf"{_PLACE_OF_CHANGES}|(?<![A-Za-z]){one_of(self._words.changes)} ?[#!]?[0-9]")
