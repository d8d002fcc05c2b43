"""Colours of a terminal: the only escape sequences that pmlint writes."""

from __future__ import annotations

import enum
from typing import NamedTuple

from pmlint.finding import Level


class Tone(enum.Enum):
    """What a piece of output is; the value is its SGR code (ECMA-48).

    The colours are among the 240 that no theme changes, and have a contrast of at least 3.5 with white, with black and
    with the dark grey of editors. Of the first 16, yellow can't be read on white, nor blue on black.
    """

    ERROR = "1;38;5;196"
    WARNING = "1;38;5;166"
    NOTE = "1;38;5;30"
    FRAME = "38;5;32"
    STRONG = "1"
    GOOD = "1;38;5;28"
    FILE = "1;4"
    FAINT = "38;5;244"


TONE_OF_LEVEL = {Level.ERROR: Tone.ERROR, Level.WARNING: Tone.WARNING, Level.NOTE: Tone.NOTE}


class Style(NamedTuple):
    """Paints, or leaves every text as it is."""

    color: bool

    def paint(self, tone: Tone, text: str) -> str:
        """A text in a tone; the text is escaped already."""
        return f"\x1b[{tone.value}m{text}\x1b[0m" if self.color and text else text
