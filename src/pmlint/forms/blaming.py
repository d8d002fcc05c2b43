"""Words that blame persons: `human error`, `the engineer forgot to`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pmlint.forms.lexicon import Lexicon

_BEHIND = "... "
"""In front of a phrase that blames only behind a word for a person: `... forgot to`."""


class Blaming(NamedTuple):
    """What to write instead of a phrase that blames, and whether it does so behind a word for a person only."""

    instead: str
    behind_person: bool


def blaming_words(phrases: Mapping[str, Iterable[str]]) -> Lexicon[Blaming]:
    """What blames persons, by what to write in its place."""
    return Lexicon(
        (Blaming(instead, each.startswith(_BEHIND)), (each.removeprefix(_BEHIND),))
        for instead, written in phrases.items()
        for each in written
    )
