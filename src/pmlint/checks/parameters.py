"""Parameters that several checks have in common."""

from typing import NamedTuple

from pmlint.model import Postmortem, Section, SectionForm
from pmlint.process import ActionKind, SectionKind


class OfKinds(NamedTuple):
    """Some kinds of actions."""

    kinds: tuple[ActionKind, ...]
    """Which kinds of actions are asked about."""


class Marked(NamedTuple):
    """Which sections count."""

    forms: tuple[SectionForm, ...] = ("heading", "ordered-label")
    """How a section may be marked to count as one of the template's."""


class MarkedBut(NamedTuple):
    """Which sections count, and which of them are not asked about."""

    forms: tuple[SectionForm, ...] = ("heading", "ordered-label")
    """How a section may be marked to count as one of the template's."""
    but: tuple[str, ...] = ()
    """The ids of sections that are not asked about."""


class Chosen(NamedTuple):
    """Which sections are asked about."""

    forms: tuple[SectionForm, ...] = ("heading", "ordered-label")
    """How a section may be marked to count as one of the template's."""
    only: tuple[str, ...] = ()
    """The ids of the sections that are asked about; empty: all that are not optional."""
    but: tuple[str, ...] = ()
    """The ids of sections that are not asked about."""

    def asks(self, section: SectionKind) -> bool:
        """Whether a section is asked about; an optional one is only by its id."""
        asked = section.id in self.only if self.only or section.optional else True
        return asked and section.id not in self.but


def standing_in(doc: Postmortem, forms: tuple[SectionForm, ...]) -> list[Section]:
    """The sections that count: known, marked in an accepted form, and not inside another one."""
    return [section for section in doc.sections if section.id and section.form in forms and not section.nested]
