"""Which section a place of the document stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pmlint.read.sections.reader import Part

_LOOKED_BACK = 20
"""Sections in front of a place that are asked whether they hold it: nobody nests so many one behind the other."""


class SectionsByPlace:
    """Which known section an offset stands in."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.bodies = sorted((part.section.body, part.section.id) for part in parts if part.section.id)
        self.starts = [body.start for body, _ in self.bodies]

    def at(self, offset: int) -> str | None:
        """The id of the innermost known section; those that hold others close behind them are looked at too."""
        index = bisect_right(self.starts, offset) - 1
        for body, section in reversed(self.bodies[max(0, index - _LOOKED_BACK) : index + 1]):
            if offset < body.end:
                return section
        return None
