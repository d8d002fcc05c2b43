"""Whether the names of a path speak of an incident, where nobody has said where postmortems are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from pmlint.process import FileWords
from pmlint.spelling import EAST_ASIAN

_Words = tuple[str, ...]

_WORD = re.compile(r"[^\W\d_]+|\d+")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_UNPARTED = re.compile(f"[{EAST_ASIAN}]")
_ENDING = re.compile(r"\.[A-Za-z]+$")

DIGITS_OF_A_DATE = 3
"""Digits from which on a number in a name is that of a year, a day or an incident, and no version."""


class SpeakingNames:
    """Names that speak of an incident, by the words of a pack."""

    def __init__(self, known: FileWords) -> None:
        self._reports = _phrases(known.reports)
        self._incidents = _phrases(known.incidents)
        self._folders = _phrases(known.folders)
        self._openers = _phrases(known.openers)
        self._others = _phrases(known.others)

    def __call__(self, path: str) -> bool:
        """Whether a folder of a path with slashes is one of postmortems, or the file's name that of one."""
        *folders, name = path.split("/")
        return any(map(self._is_folder, folders)) or self._said(name) is not None

    def place(self, path: str) -> str | None:
        """Where postmortems are of which one is at a path that speaks: its topmost folder that does.

        Where the name alone speaks, a pattern of names with the same word; `None` where the word can't be found in it.
        """
        *folders, name = path.split("/")
        for depth, folder in enumerate(folders, start=1):
            if self._is_folder(folder):
                return "/".join(folders[:depth])
        word = re.search(r"[\W_]*".join(map(re.escape, self._said(name) or ())), name, re.IGNORECASE)
        return "/".join((*folders, f"*{word[0]}*")) if word and word[0] else None

    def _is_folder(self, name: str) -> bool:
        words = tuple(word for word in _words(name) if not word.isdecimal())
        if self._is_general(words, len(words)):
            return False
        whole = words in self._incidents or words in self._reports
        return whole or any(words[-len(each) :] == each for each in (*self._folders, *self._reports))

    def _said(self, name: str) -> _Words | None:
        """The words by which a file's name is that of a postmortem."""
        words = tuple(_words(_ENDING.sub("", name)))
        dated = any(word.isdecimal() and len(word) >= DIGITS_OF_A_DATE for word in words)
        said = tuple(word for word in words if not word.isdecimal())
        for phrase, end in _found(said, (*self._reports, *self._incidents, *self._folders) if dated else self._reports):
            if (dated or (end == len(said) and len(said) > 1)) and not self._is_general(said, end):
                return phrase
        return None

    def _is_general(self, words: _Words, end: int) -> bool:
        """Whether words, of which some up to an end speak of incidents, are about all of them."""
        return (
            any(words[: len(each)] == each for each in self._openers)
            or any(words[end : end + len(each)] == each for each in self._others)
            or any(words[-len(each) :] == each for each in self._others)
        )


def _found(words: _Words, phrases: Sequence[_Words]) -> Iterator[tuple[_Words, int]]:
    """The phrases that stand in some words, and where they end; what is written without blanks may be a part of one."""
    for phrase in phrases:
        for start in range(len(words) - len(phrase) + 1):
            if words[start : start + len(phrase)] == phrase:
                yield phrase, start + len(phrase)
        if len(phrase) == 1 and _UNPARTED.match(phrase[0]):
            yield from ((phrase, at + 1) for at, word in enumerate(words) if phrase[0] in word)


def _phrases(written: Iterable[str]) -> list[_Words]:
    return [tuple(_words(each)) for each in written]


def _words(name: str) -> list[str]:
    """The words and numbers of a name, without case."""
    return _WORD.findall(_INNER_CAPITAL.sub(" ", unicodedata.normalize("NFKC", name)).casefold())
