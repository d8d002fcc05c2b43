"""Texts by grammar: a production is a choice of lines, a `$slot` in a line is filled from the production of that name.

The grammars stand beside this file as text. `= name` begins a production, each line below it is one choice, `↵` in it a
line end, `∅` a choice that is empty, and a line that begins with `;` a remark. Which choices are taken is a matter of
the dice alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "grammars"

_SLOT = re.compile(r"\$([a-z][a-z_]*)")


class Grammar:
    """The productions of some files; a slot that none of them knows is an error."""

    def __init__(self, productions: Mapping[str, tuple[str, ...]]) -> None:
        self.productions = productions
        slots = {slot for choices in productions.values() for choice in choices for slot in _SLOT.findall(choice)}
        self.given_slots = slots - productions.keys()
        """Slots that only a caller can fill."""

    def fill(self, dice: random.Random, name: str, **given: str) -> str:
        """A text of the production; `given` fills slots, before any production of their name."""

        def filled(slot: re.Match[str]) -> str:
            value = given.get(slot[1])
            return self.fill(dice, slot[1], **given) if value is None else value

        return _SLOT.sub(filled, dice.choice(self.productions[name]))


@cache
def grammar(*names: str) -> Grammar:
    """The grammar of the files of these names."""
    productions: dict[str, list[str]] = {}
    for name in names:
        for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
            if line.startswith("= "):
                choices = productions.setdefault(line.removeprefix("= "), [])
            elif line and not line.startswith(";"):
                choices.append("" if line == "∅" else line.replace("↵", "\n"))
    return Grammar({name: tuple(choices) for name, choices in productions.items()})
