"""The box that a text opens with: of a task, `[x]`, or drawn, `☑`."""

from __future__ import annotations

import re
from typing import NamedTuple

EMPTY_BOXES = "☐"
TICKED_BOXES = "☑✅✔"
"""Characters that are a box by themselves; an emoji's variation selector may follow."""

_BOX = re.compile(rf"\s*(?:\[([ xX]?)\]|([{EMPTY_BOXES}{TICKED_BOXES}])\ufe0f?)(?:\s+|$)")


class Box(NamedTuple):
    """The box that a text opens with, from `start` to `end`, where the text goes on; both are the same without one."""

    start: int
    end: int
    ticked: bool | None
    """`None` without a box."""
    form: str = ""
    """`task box` or `drawn box`."""


def opening_box(text: str, start: int = 0, end: int | None = None) -> Box:
    """The box that the text between two indexes opens with, blanks before and behind it included."""
    found = _BOX.match(text, start, len(text) if end is None else end)
    if found is None:
        return Box(start, start, None)
    if drawn := found[2]:
        return Box(start, found.end(), drawn in TICKED_BOXES, "drawn box")
    return Box(start, found.end(), found[1] in ("x", "X"), "task box")
