"""The action items of a document."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.markdown import Document
from pmlint.model import ActionHeading, ActionItem
from pmlint.read.sections import Part
from pmlint.read.vocabulary import Vocabulary


def read_actions(
    document: Document, parts: Sequence[Part], vocabulary: Vocabulary
) -> tuple[tuple[ActionItem, ...], tuple[ActionHeading, ...]]:
    """The action items and the headings of their groups, in order of the document."""
    return (), ()
