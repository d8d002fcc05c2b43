"""Phrases of the pack found in a text by its words: each text is gone through once, however many phrases there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from pmlint.spelling import EAST_ASIAN
from pmlint.text import Kept

M = TypeVar("M")

_TOKEN = re.compile(rf"(?<!\w)/[^\W_]+|[{EAST_ASIAN}]|[^\W_{EAST_ASIAN}]+|[<>≤≥]")
"""A word, a route, a sign of comparison, or a sign of a script that writes no blanks."""

_BEGINS = "..."
"""At the end of a phrase: its last word may go on."""


class Token(NamedTuple):
    """A word of a text, folded, with its place in it."""

    word: str
    start: int
    end: int


class Spot(NamedTuple, Generic[M]):
    """A phrase in a row of tokens, from the index `first` up to `end`, and what it means."""

    first: int
    end: int
    meaning: M


def tokens_of(text: str) -> list[Token]:
    """The words of a text in order."""
    return [Token(_folded(found[0]), found.start(), found.end()) for found in _TOKEN.finditer(text)]


def _folded(word: str) -> str:
    """A word in small letters; the Turkish capital keeps no dot of its own."""
    return word.casefold() if word.isascii() else word.casefold().replace("i̇", "i")


class _Phrase(NamedTuple, Generic[M]):
    words: tuple[str, ...]
    begins: bool
    meaning: M

    def stands_at(self, tokens: Sequence[Token], at: int) -> bool:
        end = at + len(self.words)
        if end > len(tokens):
            return False
        *before, last = self.words
        said = tokens[end - 1].word
        ends = said.startswith(last) if self.begins else said == last
        return ends and all(tokens[at + step].word == word for step, word in enumerate(before))


class Lexicon(Generic[M]):
    """Phrases by what they mean; one that ends with `...` stands for all words that begin so."""

    def __init__(self, meanings: Iterable[tuple[M, Iterable[str]]]) -> None:
        self._by_word: dict[str, list[_Phrase[M]]] = {}
        self._by_beginning: dict[str, list[_Phrase[M]]] = {}
        for meaning, phrases in meanings:
            for phrase in phrases:
                begins = phrase.endswith(_BEGINS)
                words = tuple(token.word for token in tokens_of(phrase.removesuffix(_BEGINS)))
                if words:
                    index = self._by_beginning if begins and len(words) == 1 else self._by_word
                    index.setdefault(words[0], []).append(_Phrase(words, begins, meaning))
        self._lengths = sorted(set(map(len, self._by_beginning)))

    def find(self, tokens: Sequence[Token]) -> Iterator[Spot[M]]:
        """All phrases in a row of tokens, in order of where they begin."""
        for at, token in enumerate(tokens):
            for phrase in self._opening_with(token.word):
                if phrase.stands_at(tokens, at):
                    yield Spot(at, at + len(phrase.words), phrase.meaning)

    def is_in(self, text: str) -> bool:
        """Whether a text has any of the phrases."""
        return next(self.find(tokens_of(text)), None) is not None

    @Kept
    def _opening_with(self, word: str) -> tuple[_Phrase[M], ...]:
        begun = (self._by_beginning.get(word[:length], ()) for length in self._lengths if length <= len(word))
        return (*self._by_word.get(word, ()), *chain.from_iterable(begun))
