"""Patterns that are made of the words of a process."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmlint.spelling import EAST_ASIAN

_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")
_RUNS_ON = re.compile(rf"[\W{EAST_ASIAN}]$")  # anything may follow: another mark, or the next word of such a script


def any_of(words: Iterable[str]) -> str:
    """What finds some words, longer ones before those that they begin with; nothing where there are none."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def any_word(words: Iterable[str]) -> str:
    """The same for words that stand apart, but for those of scripts that write no blanks between them."""
    words = list(words)
    joined = [word for word in words if _EAST_ASIAN.search(word)]
    apart = [word for word in words if not _EAST_ASIAN.search(word)]
    return rf"(?:(?<!\w)(?:{any_of(apart)})(?!\w)|(?:{any_of(joined)}))"


def any_at(phrases: Iterable[str]) -> str:
    """The same for phrases at an index, of which only the end has to stand apart; it needs `re.IGNORECASE`."""
    longest_first = sorted({phrase.casefold() for phrase in phrases}, key=lambda each: (-len(each), each))
    return rf"(?:{'|'.join(map(_ending, longest_first))})" if longest_first else "(?!)"


def _ending(phrase: str) -> str:
    return re.escape(phrase) + ("" if _RUNS_ON.search(phrase) else r"\b")


def end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a pattern ends that stands at an index of a text; the index where it does not."""
    found = pattern.match(text, at)
    return found.end() if found else at
