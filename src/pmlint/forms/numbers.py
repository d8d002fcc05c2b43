"""Numbers before what is counted, in figures or in words: `40` minutes, `1,5` hours, `half an` hour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pmlint.forms.phrases import word_of
from pmlint.text import Lazy

_FIGURES = "[0-9]{1,4}(?:[.,][0-9]{1,2})?"


class Numbers:
    """Numbers up to 9999.99, and those that a process has words for; a comma stands for a point, as for decimals."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._words = words

    @Lazy
    def pattern(self) -> str:
        """A pattern for one of them, which needs `re.IGNORECASE`."""
        return rf"(?:{_FIGURES}|{word_of(word for words in self._words.values() for word in words)})"

    @Lazy
    def _values(self) -> dict[str, float]:
        return {word.casefold(): float(figure) for figure, words in self._words.items() for word in words}

    def value(self, written: str) -> float:
        """What a text stands for that the pattern matches."""
        known = self._values.get(re.sub(r"\s+", " ", written).casefold())
        return float(written.replace(",", ".")) if known is None else known
