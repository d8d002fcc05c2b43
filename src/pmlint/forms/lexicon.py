"""Phrases of the pack found in a text by its words: each text is gone through once, however many phrases there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from pmlint.spelling import EAST_ASIAN

M = TypeVar("M")

MOST_SPOKEN = 20_000
"""Characters of a text that are looked at; nobody's section has so many in one paragraph."""

MOST_KEPT = 20_000
"""Words of which it is kept what they open: more than all languages have in common use, and few enough to hold."""

_WORD = re.compile(rf"(?<![\w/])/[^\W_]+|[{EAST_ASIAN}]|[^\W_{EAST_ASIAN}]+|[<>≤≥]")
"""A word, a route, a sign of comparison, or a sign of a script that writes no blanks."""

_GOES_ON = "..."
"""Behind a word of a phrase: any word that begins so."""


class Token(NamedTuple):
    """A word of a text, folded, with its place in it."""

    word: str
    start: int
    end: int


class Spot(NamedTuple, Generic[M]):
    """A phrase in a row of words, from the index `first` up to `end`, and what it means."""

    first: int
    end: int
    meaning: M


class Found(NamedTuple, Generic[M]):
    """A phrase in a text, from where to where, and what it means."""

    start: int
    end: int
    meaning: M


def words_of(text: str) -> list[str]:
    """The words of a text in order, as they are written."""
    return _WORD.findall(text)


def tokens_of(text: str) -> list[Token]:
    """The words of a text in order, with their places."""
    return [Token(folded(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """A word in small letters; the Turkish capital keeps no dot of its own."""
    return word.casefold() if word.isascii() else word.casefold().replace("i̇", "i")


class _Phrase(NamedTuple, Generic[M]):
    """A phrase by its words; of a word that is `open` only the beginning is given."""

    words: tuple[tuple[str, bool], ...]
    meaning: M

    def goes_on(self, said: Sequence[str], at: int) -> bool:
        """Whether it stands at an index of the words of a text, where its first word does."""
        if at + len(self.words) > len(said):
            return False
        for number in range(1, len(self.words)):
            wanted, is_open = self.words[number]
            word = folded(said[at + number])
            if not (word.startswith(wanted) if is_open else word == wanted):
                return False
        return True


class Lexicon(Generic[M]):
    """Phrases by what they mean, found anywhere in a text, whatever marks stand between their words.

    A word of a phrase that ends with `...` stands for all words that begin so.
    """

    def __init__(self, meanings: Iterable[tuple[M, Iterable[str]]]) -> None:
        self._whole: dict[str, list[_Phrase[M]]] = {}
        self._begun: dict[str, list[_Phrase[M]]] = {}
        for meaning, phrases in meanings:
            for written in phrases:
                self._add(meaning, written)
        self._lengths = sorted({len(each) for each in self._begun})
        self._kept: dict[str, tuple[_Phrase[M], ...]] = {}
        self._idle: set[str] = set()

    def _add(self, meaning: M, written: str) -> None:
        parts = tuple((folded(word[0]), written.startswith(_GOES_ON, word.end())) for word in _WORD.finditer(written))
        if parts:
            first, is_open = parts[0]
            phrase = _Phrase(parts, meaning)
            known = (self._begun if is_open else self._whole).setdefault(first, [])
            if phrase not in known:  # languages share many words
                known.append(phrase)

    def spots(self, said: Sequence[str]) -> Iterator[Spot[M]]:
        """All phrases in a row of words, in order of where they begin; they may overlap."""
        if self._idle.issuperset(said):  # quicker to tell than where
            return
        kept = self._kept
        for at, word in enumerate(said):
            phrases = kept.get(word)
            for phrase in self._opening(word) if phrases is None else phrases:
                if phrase.goes_on(said, at):
                    yield Spot(at, at + len(phrase.words), phrase.meaning)

    def find(self, text: str) -> Iterator[Found[M]]:
        """All phrases in a text, in order of where they begin; they may overlap."""
        text = text[:MOST_SPOKEN]
        spots = list(self.spots(words_of(text)))
        if spots:
            places = [found.span() for found in _WORD.finditer(text)]
            for spot in spots:
                yield Found(places[spot.first][0], places[spot.end - 1][1], spot.meaning)

    def meanings(self, text: str) -> frozenset[M]:
        """What the phrases in a text mean."""
        return frozenset(spot.meaning for spot in self.spots(words_of(text[:MOST_SPOKEN])))

    def is_in(self, text: str) -> bool:
        """Whether a text has any of the phrases."""
        return next(self.spots(words_of(text)), None) is not None

    def _opening(self, written: str) -> tuple[_Phrase[M], ...]:
        """The phrases that a word may open; kept, as most words of most texts open none."""
        word = folded(written)
        begun = (self._begun.get(word[:length], ()) for length in self._lengths if length <= len(word))
        found = (*self._whole.get(word, ()), *(each for phrases in begun for each in phrases))
        if len(self._kept) < MOST_KEPT:
            self._kept[written] = found
            if not found:
                self._idle.add(written)
        return found
