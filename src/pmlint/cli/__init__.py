"""The command line. This package alone reads the environment and the clock, prints and exits."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """The installed command. What can't even be imported ends as 4, where Python would say 1."""
    try:
        from pmlint.cli.main import main as run_and_exit
    except OSError as error:
        sys.stderr.write(f"error: pmlint can't be loaded: {error.strerror!a}\n")
        sys.exit(4)
    except ImportError as error:
        sys.stderr.write(f"error: pmlint is not installed whole: {str(error)!a}\n")
        sys.exit(4)
    run_and_exit()
