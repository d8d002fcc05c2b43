"""Colours of a terminal: the only escape sequences that pmlint writes."""

from __future__ import annotations

import enum
from typing import NamedTuple

from pmlint.finding import Level


class Tone(enum.Enum):
    """What a piece of output is; the value is its SGR code (ECMA-48)."""

    ERROR = "1;31"
    WARNING = "1;33"
    NOTE = "1;36"
    FRAME = "34"
    STRONG = "1"
    GOOD = "1;32"
    FILE = "1;4"
    FAINT = "2"


TONE_OF_LEVEL = {Level.ERROR: Tone.ERROR, Level.WARNING: Tone.WARNING, Level.NOTE: Tone.NOTE}


class Style(NamedTuple):
    """Paints, or leaves every text as it is."""

    color: bool

    def paint(self, tone: Tone, text: str) -> str:
        """A text in a tone; the text is escaped already."""
        return f"\x1b[{tone.value}m{text}\x1b[0m" if self.color and text else text
