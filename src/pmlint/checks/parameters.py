"""Parameters that several checks have in common."""

from typing import NamedTuple

from pmlint.model import SectionForm
from pmlint.process import ActionKind


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
