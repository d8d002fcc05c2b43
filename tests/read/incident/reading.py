"""What a document says of its incident, read from its text alone."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pmlint.markdown import parse
from pmlint.model import Incident
from pmlint.packs import load_bundled
from pmlint.read.front_matter import read_front_matter
from pmlint.read.incident.reader import read_incident
from pmlint.read.sections.reader import read_sections
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
    document = parse(source)
    parts, _ = read_sections(document, _vocabulary())
    return IncidentRead(*read_incident(document, read_front_matter(document), parts, _vocabulary()), source)
