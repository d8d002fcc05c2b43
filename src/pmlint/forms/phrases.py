"""How words of the pack become a part of a pattern. All forms that look for words at an index build theirs here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pmlint.spelling import EAST_ASIAN

Step = Callable[[str, int], int]
"""Where a part of a text ends that stands at an index; the index where there is none."""

GAP = "..."
"""Stands in a phrase for other words."""

_REACH = r"[^,;:.!?\n]{1,80}?"
"""The words in a gap: a part of the clause, of 80 signs at most."""

_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")
_LETTER = re.compile(r"\w")
_CLOSES = re.compile(r"[()\[\],;（）、，；]|$")


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for one of some phrases, the longest first, as whole words; of none it matches nothing.

    Scripts that write no blanks have no whole words; what ends with a mark may be followed by anything. The pattern
    needs `re.IGNORECASE`.
    """
    longest_first = sorted({phrase.casefold() for phrase in phrases}, key=lambda each: (-len(each), each))
    return rf"(?:{'|'.join(map(_whole, longest_first))})" if longest_first else "(?!)"


def one_of(words: Iterable[str]) -> str:
    """A pattern for one of some words, the longest first, just as they are written; of none it matches nothing."""
    return rf"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True))) or '(?!)'})"


def word_of(phrases: Iterable[str]) -> str:
    """The pattern of `any_of` for phrases that stand apart on both sides, but for those that need no blanks."""
    phrases = list(phrases)
    joined = [phrase for phrase in phrases if _EAST_ASIAN.search(phrase)]
    return rf"(?:(?<!\w){any_of(phrase for phrase in phrases if phrase not in joined)}|{any_of(joined)})"


def gapped(phrases: Sequence[str]) -> str:
    """The pattern of `word_of` for phrases that may have a gap: `muss ... werden`."""
    parts = [[word_of((part.strip(),)) for part in phrase.split(GAP)] for phrase in phrases if GAP in phrase]
    return "|".join((word_of(phrase for phrase in phrases if GAP not in phrase), *map(_REACH.join, parts)))


def _whole(phrase: str) -> str:
    return re.escape(phrase) + ("" if _runs_on(phrase) else r"\b")


def _runs_on(phrase: str) -> bool:
    """Whether a letter may follow a phrase."""
    return not _LETTER.match(phrase[-1:]) or bool(_EAST_ASIAN.match(phrase[-1:]))


def end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a pattern ends that stands at an index of a text; the index where it does not."""
    found = pattern.match(text, at)
    return found.end() if found else at


class Phrases:
    """Phrases by what they mean, which are looked up at an index; a pattern of so many takes long to compile."""

    def __init__(self, meanings: Mapping[str, Iterable[str]]) -> None:
        phrases = [(phrase.casefold(), meaning) for meaning, each in meanings.items() for phrase in each]
        self._by_letter: dict[str, list[tuple[str, str]]] = {}
        for phrase, meaning in sorted(phrases, key=lambda each: -len(each[0])):
            self._by_letter.setdefault(phrase[:1], []).append((phrase, meaning))

    def at(self, text: str, index: int) -> Iterator[tuple[str, int]]:
        """What begins at an index of a text as whole words: what it means and where it ends, the longest first."""
        for phrase, meaning in self._by_letter.get(text[index : index + 1].casefold(), ()):
            end = index + len(phrase)
            if text[index:end].casefold() == phrase and (_runs_on(phrase) or not _LETTER.match(text, end)):
                yield meaning, end

    def end(self, text: str, index: int) -> int:
        """Where the longest phrase ends that begins at an index; the index where there is none."""
        return next((end for _, end in self.at(text, index)), index)


def not_understood(text: str, start: int, end: int, steps: Iterable[Step]) -> tuple[int, int] | None:
    """The first part of a text that no step takes, up to the bracket or comma behind it; `None` where all is taken.

    The steps are tried in order at each place, the first that takes something wins. This is how a closed grammar reads:
    what it does not know is not passed over.
    """
    steps, at = tuple(steps), start
    while at < end:
        behind = next((taken for step in steps if (taken := step(text, at)) > at), at)
        if behind == at:
            closes = _CLOSES.search(text, at + 1, end)
            return at, at + len(text[at : closes.start() if closes else end].rstrip())
        at = behind
    return None
