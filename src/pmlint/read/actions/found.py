"""What is found in the texts of one action: each field with its place, its value, and what made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pmlint.markdown import Inline, Piece
from pmlint.model import Why
from pmlint.vocabulary.actions import ActionField

NAMING_FORMS = frozenset(("label", "column", "row"))
"""The forms in which a field has its name beside it; the others tell it by what it is."""


class FoundField(NamedTuple):
    """A field in a text: what it is, where it stands with its name, its value, and what made it."""

    kind: ActionField
    start: int
    end: int
    value: Piece
    why: Why


@dataclass(slots=True)
class Fields:
    """What is said of one action, each field as often as it is said."""

    said: dict[ActionField, list[Piece]] = field(default_factory=dict)
    why: dict[ActionField, Why] = field(default_factory=dict)
    """What made each field: of several values the first that has its name beside it, else the first."""
    text: Piece | None = None
    more: list[Inline] = field(default_factory=list)
    """Texts that elaborate on the action."""
    begin: int = 0
    """Where the text with the fields begins, behind a box or number."""

    def add(self, kind: ActionField, value: Piece, why: Why) -> None:
        self.said.setdefault(kind, []).append(value)
        if kind not in self.why or (why.form in NAMING_FORMS and not self.is_named(kind)):
            self.why[kind] = why

    def drop_struck(self) -> None:
        """Take away what is struck out, as of an action that stands it is no longer said."""
        self.said = {kind: [each for each in said if not each.inline.struck] for kind, said in self.said.items()}

    def of(self, kind: ActionField) -> list[Piece]:
        """What is said of a field; nothing where it is not said."""
        return self.said.get(kind, [])

    def is_named(self, kind: ActionField) -> bool:
        """Whether a field is written with its name, or in a column of its own."""
        return kind in self.why and self.why[kind].form in NAMING_FORMS

    def __bool__(self) -> bool:
        return any(kind != "action" for kind in self.said)
