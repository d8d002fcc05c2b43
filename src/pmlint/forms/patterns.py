"""Patterns that are made of the words of a process."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmlint.spelling import EAST_ASIAN

_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")


def any_of(words: Iterable[str]) -> str:
    """What finds some words, longer ones before those that they begin with; nothing where there are none."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def any_word(words: Iterable[str]) -> str:
    """The same for words that stand apart, but for those of scripts that write no blanks between them."""
    words = list(words)
    joined = [word for word in words if _EAST_ASIAN.search(word)]
    apart = [word for word in words if not _EAST_ASIAN.search(word)]
    return rf"(?:(?<!\w)(?:{any_of(apart)})(?!\w)|(?:{any_of(joined)}))"
