"""Which postmortem is an incident's own: the one whose metadata name it.

A name in prose, in the target of a link or in the name of a file is none, and no two names are taken for one because
they look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pmlint.facts import Facts
from pmlint.gate.record import Record
from pmlint.gate.references import Reference, reference
from pmlint.model import Incident, Severity, Stated, StatedDate
from pmlint.text import Source


class Document(NamedTuple):
    """A postmortem of which it is known which incident it names, and what it says of that."""

    source: Source
    inside: str
    """Its path as seen from the root."""
    incident: Incident
    facts: Facts
    """Of which `severity` is how grave the document itself says that the incident was, and the mildest one where it
    says nothing."""
    states: frozenset[Reference]

    @property
    def path(self) -> str:
        return self.source.path

    def line(self, stated: Stated | Severity | StatedDate | None) -> int | None:
        """The line of something that it says."""
        return self.source.position(stated.text.span.start).line if stated else None


def stated(incident: Incident, home: str = "") -> frozenset[Reference]:
    """What a document's metadata name its incident by; `home` is the repository of bare numbers."""
    said = [each.text.value for each in incident.ids if each.said_in != "file name"]
    said += [each.text.value for each in incident.records]
    return frozenset(named for each in said if (named := reference(each, home)))


class Matches(NamedTuple):
    """The postmortems that may be an incident's own, and what the record names instead."""

    found: tuple[Document, ...]
    named: str | None = None
    """The path that the record names and where no postmortem is judged."""
    other: Document | None = None
    """The postmortem that the record names and that names another incident."""


def matches(record: Record, documents: Sequence[Document]) -> Matches:
    """The postmortems whose metadata name an incident, and the one that the record names, unless it names another."""
    found = {each.path: each for each in documents if each.states & record.references}
    if record.postmortem is None:
        return Matches(tuple(found.values()))
    named = next((each for each in documents if each.inside == record.postmortem), None)
    if named is None:
        return Matches(tuple(found.values()), named=record.postmortem)
    if named.path not in found and _names_another(named, record):
        return Matches(tuple(found.values()), other=named)
    return Matches(tuple({named.path: named, **found}.values()))


def _names_another(document: Document, record: Record) -> bool:
    """Whether a document names an incident, in a way in which the record names its own, and another one."""
    kinds = {each.kind for each in record.references}
    return any(each.kind in kinds for each in document.states)


def orphans(records: Iterable[Record], documents: Iterable[Document]) -> Iterator[str]:
    """The paths of the postmortems that no incident on record is named by."""
    known = frozenset[Reference]().union(*(record.references for record in records))
    paths = {record.postmortem for record in records}
    return (each.path for each in documents if not each.states & known and each.inside not in paths)
