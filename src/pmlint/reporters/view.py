"""What a rendering depends on besides the report: the place where it will be read."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import NamedTuple

from pmlint.finding import Level


class View(NamedTuple):
    """How a report is to be shown, and to whom."""

    color: bool = False
    verbose: bool = False
    """List what is else only counted: ignored findings with their reasons, all skipped files."""
    quiet: bool = False
    """Findings only, and files that could not be read; no summary."""
    width: int | None = None
    """The terminal's columns; `None` where there is no terminal."""
    in_repository: Callable[[str], str] = posixpath.normpath
    """A reported path as seen from the root of its repository, which is what annotations name."""
    fail_on: Level = Level.ERROR
    """From which level on findings fail a run: what a verdict says."""
