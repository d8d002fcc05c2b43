"""What a document says of its incident, read from its text alone."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pmlint.model import Incident
from pmlint.packs import load_bundled
from pmlint.read import read as read_document
from pmlint.text import Source, Text
from pmlint.vocabulary import Vocabulary


class IncidentRead(NamedTuple):
    """What was read, and the source, to look places up in."""

    title: Text | None
    incident: Incident
    source: Source

    def place(self, text: Text) -> tuple[int, int]:
        return self.source.position(text.span.start)


@cache
def _vocabulary() -> Vocabulary:
    return load_bundled("incident-process").vocabulary


def read(text: str, path: str = "report.md") -> IncidentRead:
    """The title and the incident of a document."""
    source = Source(path, text)
    doc = read_document(source, _vocabulary(), frozenset({"dates"}))
    return IncidentRead(doc.title, doc.incident, source)
