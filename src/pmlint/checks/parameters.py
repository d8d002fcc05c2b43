"""Parameters that several checks have in common."""

from typing import NamedTuple

from pmlint.model import Postmortem, Section, SectionForm
from pmlint.process import ActionKind, SectionKind


class OfKinds(NamedTuple):
    """Which kinds of actions are asked about."""

    kinds: tuple[ActionKind, ...]


class Marked(NamedTuple):
    """Which sections count: those that are marked in one of `forms`."""

    forms: tuple[SectionForm, ...] = ("heading", "ordered-label")


class MarkedBut(NamedTuple):
    """Which sections count: those that are marked in one of `forms`, without those named in `but`."""

    forms: tuple[SectionForm, ...] = ("heading", "ordered-label")
    but: tuple[str, ...] = ()


class Chosen(NamedTuple):
    """Which sections are asked about: those in `only` (all when empty) and not in `but`, marked in one of `forms`."""

    forms: tuple[SectionForm, ...] = ("heading", "ordered-label")
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def asks(self, section: SectionKind) -> bool:
        """Whether a section is asked about; an optional one is only by its id."""
        asked = section.id in self.only if self.only or section.optional else True
        return asked and section.id not in self.but


def standing_in(doc: Postmortem, forms: tuple[SectionForm, ...]) -> list[Section]:
    """The sections that count: known, marked in an accepted form, and not inside another one."""
    return [section for section in doc.sections if section.id and section.form in forms and not section.nested]
