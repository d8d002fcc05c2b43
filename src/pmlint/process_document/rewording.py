"""What a sentence of a process document says in the place of the policy's: the same, other figures, other words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pmlint.process_document.alignment import Alignment
from pmlint.process_document.parts import Said
from pmlint.process_document.tokens import LOST, UNVERIFIED, Token
from pmlint.spelling import drop_invisible

MOST_CHARACTERS = 500
"""Of a sentence that is imported: the longest that we have seen in a process has 230."""

_BLANKS = re.compile(r"\s+")
_BEFORE_MARK = re.compile(r"\s+(?=[.,;:)])")
_SIGNS = "<>≤≥=? "


def shown(text: str) -> str:
    """A text as a pack has it: on one line, without marks of what is unverified and characters that show nothing."""
    bare = _BLANKS.sub(" ", drop_invisible(UNVERIFIED.sub(" ", text)))
    return _BEFORE_MARK.sub("", "".join(filter(str.isprintable, bare))).strip()


def is_unverified(text: str) -> bool:
    """Whether a text has a mark of what is not verified."""
    return UNVERIFIED.search(text) is not None


def written(said: Said, start: int, end: int) -> str:
    """A range of a sentence's text with its code between backticks."""
    at, pieces = 0, []
    for run in said.inline.runs:
        piece = run.text[max(start - at, 0) : max(end - at, 0)]
        pieces.append(f"`{piece}`" if run.code and piece.strip() and "`" not in piece else piece)
        at += len(run.text)
    return "".join(pieces)


class Figured(NamedTuple):
    """The figures of two sentences that say the same otherwise, one by one."""

    old: Sequence[Token]
    new: Sequence[Token]


class Rewording:
    """Compares texts by their figures and words."""

    def __init__(self, alignment: Alignment) -> None:
        self._alignment = alignment

    def agree(self, text: str, wanted: str) -> bool:
        """Whether two texts say the same, as `process check` compares them."""
        new, old = self._alignment.tokens(text), self._alignment.tokens(wanted)
        return len(new) == len(old) and all(
            one.agrees(other) if one.is_figure else one.key == other.key for one, other in zip(new, old, strict=True)
        )

    def figures(self, text: str) -> list[Token]:
        """The figures of a text."""
        return [token for token in self._alignment.tokens(text) if token.is_figure]

    def figured(self, text: str, wanted: str) -> Figured | None:
        """The figures of two texts that differ in nothing else; `None` where they do."""
        new, old = self._alignment.tokens(text), self._alignment.tokens(wanted)
        if [None if each.is_figure else each.key for each in new] != [
            None if each.is_figure else each.key for each in old
        ]:
            return None
        return Figured([each for each in old if each.is_figure], [each for each in new if each.is_figure])

    def taken(self, text: str, wanted: str) -> str:
        """What a pack says where the document says `text` and the policy `wanted`.

        The same, if the two agree; the policy's words with the document's figures, if only those differ, as signs get
        lost where a document is converted; else the document's words.
        """
        figured = self.figured(text, wanted)
        if figured is None:
            return shown(self._signed(text, wanted))
        for old, new in reversed([*zip(figured.old, figured.new, strict=True)]):
            if not new.agrees(old):
                wanted = f"{wanted[: old.start]}{_figure(text, new, wanted, old)}{wanted[old.end :]}"
        return wanted

    def _signed(self, text: str, wanted: str) -> str:
        """A text with the policy's signs before the figures that are the policy's, where it has lost them."""
        known = {token.key: token for token in self.figures(wanted)}
        for new in reversed(self.figures(text)):
            if new.sign == LOST and new.key in known:
                text = f"{text[: new.start]}{_figure(text, new, wanted, known[new.key])}{text[new.end :]}"
        return text


def _figure(text: str, new: Token, wanted: str, old: Token) -> str:
    """A figure as the document writes it, with the policy's sign where the document has lost its own."""
    figure, before = text[new.start : new.end], wanted[old.start : old.end]
    if new.sign not in ("", LOST):
        return figure
    sign = before[: len(before) - len(before.lstrip(_SIGNS))]
    return sign + figure.lstrip(_SIGNS)
