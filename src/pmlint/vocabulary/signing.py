"""Words of a sign-off, ready to be looked up."""

from __future__ import annotations

import re

from pmlint.forms.phrases import any_of, word_of
from pmlint.process import SigningWords
from pmlint.spelling import name_key
from pmlint.text import Lazy


class Signing:
    """What a line or a column of a sign-off says by the words of a process."""

    def __init__(self, known: SigningWords) -> None:
        self._known = known
        self.names = frozenset(map(name_key, known.people))
        """Names of columns that hold the people."""
        self.roles = frozenset(map(name_key, known.roles))
        """Names of columns that hold their roles."""

    @Lazy
    def signed(self) -> re.Pattern[str]:
        """That somebody signed, or when."""
        return re.compile(word_of((*self._known.signed, *self._known.when)), re.IGNORECASE)

    @Lazy
    def refused(self) -> re.Pattern[str]:
        """That somebody has not signed."""
        return re.compile(word_of(self._known.refused), re.IGNORECASE)

    @Lazy
    def by(self) -> re.Pattern[str]:
        """What stands in front of who signed: `Approved by`."""
        return re.compile(rf"\s*{any_of(self._known.by)}[ :]*", re.IGNORECASE)
