"""Patterns of paths as `.gitignore` has them: the door to pathspec.

pathspec is what black, pre-commit's mirrors and yamllint read such patterns with. It is imported where somebody wrote a
pattern, since it costs 15 ms.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MOST_STARS = 4
"""Stars of one part of a path: each more multiplies the time that a hostile name can cost by the length of the name."""

MOST_PARTS = 12
"""Parts of a pattern; the deepest folder of postmortems that we have seen lies five deep."""

_STARS = re.compile(r"\*+")


class BadPattern(Exception):
    """A pattern that can match nothing, or takes too long; `index` is its place among the patterns."""

    def __init__(self, index: int, message: str) -> None:
        super().__init__(message)
        self.index = index


class Patterns:
    """Some patterns of which the last that matches a path decides, and which of them have decided anything.

    `!pattern` takes back what earlier ones took. With `any_case` capitals do not matter. Raises `BadPattern`.
    """

    def __init__(self, written: Sequence[str], *, any_case: bool = False) -> None:
        self.written = written
        self._any_case = any_case
        self._decided: set[int] = set()
        for index, pattern in enumerate(written):
            _compile([_plain(pattern)], index)
        self._spec = _compile([self._spelled(_plain(each)) for each in written]) if written else None

    def decide(self, path: str) -> tuple[str, bool] | None:
        """The pattern that decides about a path, and whether it takes it; a folder's path ends with a slash."""
        if self._spec is None:
            return None
        result = self._spec.check_file(self._spelled(path))
        if result.index is None:
            return None
        self._decided.add(result.index)
        return self.written[result.index], bool(result.include)

    def taking(self, path: str) -> str | None:
        """The pattern that takes a path, if one does."""
        decision = self.decide(path)
        return decision[0] if decision and decision[1] else None

    @property
    def idle(self) -> list[int]:
        """The places of the patterns that have decided nothing so far."""
        return [index for index in range(len(self.written)) if index not in self._decided]

    def _spelled(self, text: str) -> str:
        return text.lower() if self._any_case else text


def is_pattern(entry: str) -> bool:
    """Whether an entry of a list of paths is a pattern, and no path."""
    return entry.startswith("!") or any(mark in entry for mark in "*?[")


def _plain(pattern: str) -> str:
    """A pattern as git takes it: where others write `./docs`, git has `/docs`."""
    negated = "!" if pattern.startswith("!") else ""
    rest = pattern.removeprefix("!")
    return negated + (rest[1:] if rest.startswith("./") else rest)


def _compile(patterns: list[str], index: int = 0) -> GitIgnoreSpec:
    """Patterns as pathspec has them; `index` is the place of the one that is compiled alone, to try it."""
    from pathspec import GitIgnoreSpec

    for pattern in patterns:
        parts = pattern.split("/")
        if len(parts) > MOST_PARTS or any(len(_STARS.findall(part)) > MOST_STARS for part in parts):
            raise BadPattern(index, f"a pattern has at most {MOST_STARS} stars a part, and {MOST_PARTS} parts")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of `re`, about brackets
            return GitIgnoreSpec.from_lines(patterns)
    except (ValueError, re.error):
        raise BadPattern(index, "not a pattern as .gitignore has them") from None
