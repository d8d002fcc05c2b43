"""The title of a document and what it says of its incident."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.markdown import Document, Heading
from pmlint.model import Incident
from pmlint.read.front_matter import FrontMatter
from pmlint.read.sections import Part
from pmlint.read.vocabulary import Vocabulary
from pmlint.text import Text


def read_metadata(
    document: Document, front_matter: FrontMatter, parts: Sequence[Part], vocabulary: Vocabulary
) -> tuple[Text | None, Incident]:
    """The title, and the incident's facts."""
    first = next((block for block in document.blocks if isinstance(block, Heading) and block.level == 1), None)
    return (first.inline.whole if first else None), Incident()
