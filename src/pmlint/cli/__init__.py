"""The command line. This package alone reads the environment and the clock, prints and exits."""

from __future__ import annotations

from pmlint.cli.main import main

__all__ = ["main"]
