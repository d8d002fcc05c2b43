"""Which number of a dotted date such as 07.05.2026 is the day, by the document that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmlint.spelling import words
from pmlint.vocabulary import Vocabulary

_DOTTED = re.compile(r"(?<![0-9.])([0-9]{1,2})\.([0-9]{1,2})\.[0-9]{4}(?![0-9])")
_MONTHS_OF_A_YEAR = 12
"""The highest number of a month: one above it is a day."""
_WORDS_OF_A_LANGUAGE = 2000
"""Words of a document that are enough to tell its language."""
_SHARE_OF_SMALL_WORDS = 0.05
"""The share of a language's small words in a text of it at least: in running text every fifth is one of them."""


def is_day_first(texts: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether dotted dates begin with the day: another one of the texts tells it, else their language."""
    text = "\n".join(texts)
    dotted = [tuple(map(int, each)) for each in _DOTTED.findall(text)]
    if any(number > _MONTHS_OF_A_YEAR for each in dotted for number in each):
        return all(second <= _MONTHS_OF_A_YEAR for _, second in dotted)
    said = words(text)[:_WORDS_OF_A_LANGUAGE]
    small = vocabulary.process.words.dates.day_first
    return sum(word in small for word in said) >= _SHARE_OF_SMALL_WORDS * len(said)
