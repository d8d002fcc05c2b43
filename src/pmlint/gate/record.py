"""What is on record of an incident, outside of its postmortem."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from pmlint.gate.references import Reference
from pmlint.process import SeverityLevel

State = Literal["open", "closing", "closed"]
"""An open incident stays as it is. One that closes and one that is closed are judged."""

Closed = Literal["completed", "not planned", "duplicate"]
"""Why an incident is closed. What is not planned, or was another one, has no postmortem of its own."""

KnownFrom = Literal["command line", "register", "label", "unknown"]
"""Who says how grave an incident is."""


class Place(NamedTuple):
    """A line of the file in which an incident is on record."""

    path: str
    line: int


class Record(NamedTuple):
    """An incident as others than its postmortem tell of it."""

    id: str
    """As written, for people."""
    references: frozenset[Reference]
    """By which its postmortem may name it."""
    severity: SeverityLevel | None = None
    known_from: KnownFrom = "unknown"
    state: State = "closing"
    closed_as: Closed = "completed"
    opened: date | None = None
    closed: date | None = None
    postmortem: str | None = None
    """The path of its postmortem from the root, where the record names one."""
    place: Place | None = None
    declared: bool = True
    """Whether it says that it is an incident; one that does not is one if a register or a document says so."""
    looked_up: bool = True
    """Whether it is known what it is, beside its name."""
    registered: bool | None = None
    """Whether a register has it; `None` where there is no register."""


def joined(record: Record, register: Iterable[Record] | None) -> Record:
    """A record with what the register says of its incident, where there is one. The graver severity counts."""
    if register is None:
        return record
    entry = next((each for each in register if each.references & record.references), None)
    if entry is None:
        return record._replace(registered=False)
    graver, known_from = record.severity, record.known_from
    if entry.severity is not None and (graver is None or entry.severity < graver):
        graver, known_from = entry.severity, entry.known_from
    return record._replace(
        references=record.references | entry.references,
        severity=graver,
        known_from=known_from,
        opened=entry.opened,
        closed=entry.closed,
        postmortem=entry.postmortem,
        place=entry.place,
        declared=True,
        registered=True,
    )
