"""How words of the pack become a part of a pattern. All forms that look for words at an index build theirs here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmlint.spelling import EAST_ASIAN

_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")
_RUNS_ON = re.compile(rf"[\W{EAST_ASIAN}]$")


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


def _whole(phrase: str) -> str:
    return re.escape(phrase) + ("" if _RUNS_ON.search(phrase) else r"\b")


def end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a pattern ends that stands at an index of a text; the index where it does not."""
    found = pattern.match(text, at)
    return found.end() if found else at
