"""Options that several commands have, and what a wrong value of one is told."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from pmlint.spelling import near


class Choice(click.Choice[str]):
    """One of some words; a wrong one is told the word that was perhaps meant."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        message = super().get_invalid_choice_message(value, ctx).removesuffix(".")
        guess = near(str(value).casefold(), self.choices)
        return f"{message}; did you mean '{guess}'?" if guess else message


config_option = click.option(
    "--config", type=click.Path(), metavar="FILE", help="Use this configuration, not the repository's .pmlint.yaml."
)

pack_option = click.option(
    "--pack",
    metavar="NAME|DIR",
    help="Use this pack of rules, by name or folder, not the configured one.",
)

color_option = click.option(
    "--color",
    type=Choice(["auto", "always", "never"]),
    default="auto",
    help="When to use colours. auto: on a terminal, unless NO_COLOR is set. [auto]",
)


def terminal_width() -> int | None:
    """The columns of the terminal that standard output is; `None` where it is none."""
    if not sys.stdout.isatty():
        return None
    import shutil  # 2 ms, which only somebody at a terminal need pay

    return shutil.get_terminal_size().columns


def is_colored(color: str) -> bool:
    """Whether what goes to standard output is coloured, by the option and by what the environment asks for."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"  # Emacs compiles in a dumb one
