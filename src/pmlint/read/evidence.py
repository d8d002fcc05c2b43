"""What a document gives as evidence."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.markdown import Document
from pmlint.model import Evidence
from pmlint.read.sections import Part


def read_evidence(document: Document, parts: Sequence[Part]) -> tuple[Evidence, ...]:
    """Links, images, local files and trace IDs, in order of the document."""
    return ()
