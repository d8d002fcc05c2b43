"""Which of some new texts is a former one under another name, as git tells it: half of the lines are the same.

A text is kept as a sketch: the smallest hashes of its lines. The share of those that two sketches have in common is
about the share of lines that the texts do (MinHash, Broder 1997), and it does not matter in which order they stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

KEPT = 24
"""Hashes of a sketch; with these a share of half is told to a tenth."""

_DIGITS = 8
"""Hexadecimal digits of a hash: documents have some hundred lines, so that two hardly ever share one by chance."""

ALIKE = 0.5
"""The share of lines from which on git takes a file for another one under a new name (`git diff -M`)."""


def sketch(text: str) -> str:
    """What is kept of a text to know it again: hexadecimal digits; none, where it has no line that says anything."""
    lines = {" ".join(line.split()) for line in text.splitlines()} - {""}
    hashes = sorted(hashlib.sha256(line.encode("utf-8", "replace")).hexdigest()[:_DIGITS] for line in lines)
    return "".join(hashes[:KEPT])


def likeness(one: str, other: str) -> float:
    """About which share of their lines two texts have in common, by their sketches."""
    ours, theirs = _hashes(one), _hashes(other)
    smallest = sorted(ours | theirs)[:KEPT]
    return sum(each in ours and each in theirs for each in smallest) / len(smallest) if smallest else 0.0


def renamed(gone: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The former path of each new one that was renamed; both are sketches by path, and each is taken once.

    The likest go first, and of equals the first by their paths.
    """
    pairs = [(likeness(theirs, ours), old, path) for old, theirs in gone.items() for path, ours in new.items()]
    found: dict[str, str] = {}
    for share, old, path in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if share >= ALIKE and path not in found and old not in found.values():
            found[path] = old
    return found


def _hashes(of: str) -> set[str]:
    return {of[at : at + _DIGITS] for at in range(0, len(of), _DIGITS)}
