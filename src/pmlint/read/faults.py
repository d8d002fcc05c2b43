"""What keeps a document from being read as one."""

from __future__ import annotations

from pmlint.markdown import Document
from pmlint.model import Fault
from pmlint.read.front_matter import FrontMatter


def read_faults(document: Document, front_matter: FrontMatter) -> tuple[Fault, ...]:
    """The faults of a document, in order of kind and place."""
    return (front_matter.fault,) if front_matter.fault else ()
