"""The severity matrix of a process document as the severities of a process."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pmlint.process import Criterion, Figure, Process, SeverityKind, Statement
from pmlint.process_document.describing import Describing
from pmlint.process_document.matching import Match
from pmlint.process_document.parts import Said
from pmlint.process_document.retesting import MINUTE, duration, in_bounds, is_duration, retested
from pmlint.process_document.rewording import shown, written
from pmlint.process_document.topics import OWNER, Topic
from pmlint.spelling import name_key

_NUMBER = re.compile(r"[0-9]+")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
_BEHIND = re.compile(r"\s*[-–—:]?\s*(\S.*)")
_COMMANDER, _REPAIR = 0, 1
"""The entries of the column of owners."""


class Severities(NamedTuple):
    """The severities that a document lists, how it writes them, and from which of the policy's each is made."""

    rows: tuple[SeverityKind, ...]
    label: str


class _Named(NamedTuple):
    """The first cell of a row: how the severity is written, with its number, and what it is called."""

    label: str
    level: int
    name: str


def severities(describing: Describing, process: Process) -> Severities:
    """The severities of a document; those of the policy where it lists none."""
    topic = describing.topic("severities")
    if topic is None:
        return Severities(process.severities, process.severity_label)
    rows: list[SeverityKind] = []
    labels: list[str] = []
    kinds = _labels_of_owners(describing)
    for match in describing.sentences(topic):
        named = _named(match.said)
        if named is None or named.level in [row.level for row in rows]:
            why = "has no number of one digit" if named is None else "has the number of another"
            describing.tell(match.said, f"is not imported as a severity: it {why}")
            continue
        labels.append(named.label)
        old = process.severities[match.sentence.entry] if match.sentence else SeverityKind(named.level, "")
        row = old._replace(level=named.level, name=named.name or old.name or named.label)
        rows.append(_with_cells(row, old, match, describing, kinds))
    if not rows:
        return Severities(process.severities, process.severity_label)
    return Severities(tuple(rows), _label(labels, process, describing))


def _label(labels: Sequence[str], process: Process, describing: Describing) -> str:
    """How the document writes a severity, if it does so in one way."""
    known = process.severity_label
    first = labels[0]
    same = describing.rewording.agree(first.replace("{level}", "1"), known.replace("{level}", "1"))
    return known if same or len(set(labels)) > 1 else first


def _named(said: Said) -> _Named | None:
    text = shown(said.text)
    found = _NUMBER.search(text)
    if found is None or len(found[0]) > 1:
        return None
    label = f"{text[: found.start()]}{{level}}"
    rest = text[found.end() :]
    name = _IN_BRACKETS.search(rest) or _BEHIND.fullmatch(rest)
    return _Named(label, int(found[0]), name[1].strip() if name else "")


def _labels_of_owners(describing: Describing) -> dict[str, int]:
    """The labels in the column of owners (`MTTR:`), and which entry of it they are for."""
    labels: dict[str, int] = {}
    for topic in describing.topics:
        if topic.column == OWNER:
            for match in describing.matched.sentences(topic):
                if match.sentence and match.said.name:
                    labels.setdefault(name_key(match.said.name), match.sentence.entry)
    return labels


def _with_cells(
    row: SeverityKind, old: SeverityKind, match: Match, describing: Describing, labels: dict[str, int]
) -> SeverityKind:
    """A severity with what the cells of its row say."""
    for part in describing.doc.parts:
        column = describing.matched.columns.get((part.table, part.column))
        if part.row is not match.said or part.column == 0 or column is None:
            continue
        topic = next(
            (each for each in describing.topics if each.column == column and each.severity == old.level),
            Topic(column, (), "cell", column=column),
        )
        found = describing.matched.beside([(said, part) for said in part.said], topic)
        found = describing.readable(found, topic.title)
        match column:
            case "criteria":
                row = row._replace(criteria=_criteria(found, old, describing))
            case "signals":
                row = row._replace(signals=tuple(map(describing.statement, describing.grouped(found))))
            case "first actions":
                row = row._replace(actions=tuple(map(describing.statement, describing.grouped(found))))
            case _:
                row = _owned(row, old, found, describing, labels)
    return row


def _criteria(found: Sequence[Match], old: SeverityKind, describing: Describing) -> tuple[Criterion, ...]:
    return tuple(_criterion(group, old, describing) for group in describing.grouped(found))


def _criterion(group: Sequence[Match], old: SeverityKind, describing: Describing) -> Criterion:
    """A criterion, with the policy's tests by the document's figures; one that has no such test any more is told."""
    first = group[0]
    text, unverified = describing.statement(group)[:2]
    known = old.criteria[first.sentence.entry] if first.sentence else Criterion("")
    tests = retested(known.tests, describing.rewording.figured(text, known.text))
    if tests is None or not (tests or known.tests):
        describing.tell(first.said, "is imported as words only: nothing in a postmortem is tested by it")
    return Criterion(text, unverified, describing.source(first.said, first.part), tests or ())


def _owned(
    row: SeverityKind, old: SeverityKind, found: Sequence[Match], describing: Describing, labels: dict[str, int]
) -> SeverityKind:
    """A severity with who commands it and how long its repair may take, as its cell says."""
    commander: list[str] = []
    repair: Match | None = None
    for match in found:
        is_figure = any(map(is_duration, describing.rewording.figures(match.said.text)))
        known = match.sentence.entry if match.sentence else labels.get(name_key(match.said.name))
        if (_REPAIR if known is None and is_figure else known) != _REPAIR:
            commander.append(_value(match, old.commander, describing))
        elif repair:
            describing.tell(match.said, "is not imported: the time to repair appears twice")
        else:
            repair = match
    row = row._replace(commander="; ".join(commander), time_to_repair=None, repair_minutes=None)
    if repair is None:
        return row
    text = _value(repair, old.time_to_repair.text if old.time_to_repair else "", describing)
    unverified, source = describing.is_unverified(repair), describing.source(repair.said, repair.part)
    row = row._replace(time_to_repair=Statement(text, unverified, source))
    minutes = _minutes(text, describing)
    if minutes is None:
        if describing.rewording.figures(text):
            describing.tell(repair.said, "is imported as words only: it gives no whole number of minutes")
        return row
    return row._replace(repair_minutes=Figure(minutes, unverified, source))


def _value(match: Match, wanted: str, describing: Describing) -> str:
    """What an entry of the column of owners says without its label."""
    said = match.said
    text = written(said, said.middle, said.end) if shown(said.unnamed) else written(said, said.start, said.end)
    return describing.rewording.taken(text, wanted)


def _minutes(text: str, describing: Describing) -> int | None:
    figures = [each for each in describing.rewording.figures(text) if is_duration(each)]
    minutes = duration(figures[0], MINUTE) if len(figures) == 1 else None
    return minutes if minutes and in_bounds(SeverityKind, "repair_minutes", minutes) else None
