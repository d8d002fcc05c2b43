"""The names in an owner field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmlint.markdown import Piece
from pmlint.read.dates import find_date
from pmlint.text import Text
from pmlint.vocabulary import Vocabulary

_REMARK = re.compile(r"\s{0,8}[(（][^()（）]{0,120}[)）]\s*$")


def names(piece: Piece, vocabulary: Vocabulary) -> Iterator[Text]:
    """The names in an owner field: without remarks in parentheses, IDs, dates and placeholders."""
    text = piece.inline.text
    for start, end in vocabulary.people.parts(text, piece.start, piece.end):
        bare = _REMARK.sub("", text[start:end])
        shown = piece.inline.locate(start, start + len(bare) if bare.strip() else end)
        if any(map(str.isalpha, shown.value)) and not _is_something_else(shown.value, vocabulary):
            yield shown


def _is_something_else(written: str, vocabulary: Vocabulary) -> bool:
    return (
        vocabulary.issues.is_spelled_like_one(written)
        or vocabulary.placeholders.is_placeholder(written)
        or find_date(written) is not None
    )
