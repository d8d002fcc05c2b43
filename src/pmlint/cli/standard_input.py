"""The document on standard input, which `-` stands for."""

from __future__ import annotations

import sys

from pmlint.cli.main import Stop
from pmlint.engine import Input
from pmlint.files import LARGEST, decode


def read_standard_input(name: str) -> Input:
    """The document that is piped in, to be reported under a name. Raises `Stop` where there is no standard input."""
    if sys.stdin is None:
        raise Stop("standard input is closed")
    return decode(name, sys.stdin.buffer.read(LARGEST + 1))
