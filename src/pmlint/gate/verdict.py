"""The verdict on one incident: its postmortem, what is wrong with it, and where it disagrees with the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from pmlint.finding import Finding, Level
from pmlint.gate.floor import Held
from pmlint.gate.matching import Document, Matches, matches
from pmlint.gate.outcome import Judged, Reason
from pmlint.gate.record import Record
from pmlint.model import Stated
from pmlint.process import SeverityLevel
from pmlint.report import Report

DAYS_APART = timedelta(days=1)
"""How far the days of record and postmortem may lie apart: an incident in the night has one in each of two zones."""


class PassedOver(NamedTuple):
    """A document that is not judged, and why; what it names is no postmortem of."""

    document: Document
    why: str


class Bench(NamedTuple):
    """What every incident of a run is judged by."""

    held: Held
    documents: Sequence[Document]
    unread: Sequence[str]
    """The paths of documents that could not, or not wholly, be read: each may be anybody's postmortem."""
    examine: Callable[[Document, SeverityLevel], Report]
    """What is found in a document that is judged as the postmortem of an incident of a severity."""
    passed_over: Callable[[], Iterable[PassedOver]] = tuple
    """The documents that are not judged, for who misses one."""

    def judge(self, record: Record) -> Judged:
        """Whether an incident may be closed, and why."""
        on_record = self.held.most_severe if record.severity is None else record.severity
        found = matches(record, self.documents)
        severity = min([on_record, *(each.facts.severity for each in found.found)])
        judged = Judged(
            record.id,
            severity,
            self.held.own.process.severity(severity),
            record.known_from,
            record.state,
            postmortem=found.found[0].path if len(found.found) == 1 else None,
        )
        if record.state == "open":
            return judged
        if reason := self._excused(record, found, severity):
            return judged._replace(reasons=(reason, *_informing(record)))
        reasons = [*self._about_match(record, found), *_informing(record)]
        if len(found.found) != 1:
            return judged._replace(reasons=(*reasons, *self._about_unread()))
        (document,) = found.found
        report = self.examine(document, severity)
        findings = tuple(sorted((*report.findings, *report.ignored), key=_place))
        reasons = [*_about_findings(document, report), *reasons, *self._about_record(record, document)]
        unread = dict.fromkeys((*report.unread, *self.unread))
        return judged._replace(findings=findings, reasons=(*reasons, *map(_unreadable, unread)))

    def _excused(self, record: Record, found: Matches, severity: SeverityLevel) -> Reason | None:
        """Why nothing is asked for an incident, or why nothing can be told of it."""
        if not record.looked_up:
            return Reason("not-looked-up", "its labels are not known, and nothing was looked up")
        if not record.declared and not found.found:
            return Reason("not-an-incident", "it has no incident label, and no postmortem names it")
        if record.closed_as != "completed":
            return Reason("not-required", f"closed as {record.closed_as}, so it needs no postmortem", *_at(record))
        if not self.held.requires(severity):
            name = self.held.own.process.severity(severity)
            return Reason("not-required", f"a postmortem is optional for {name}", *_at(record))
        return None

    def _about_match(self, record: Record, found: Matches) -> Iterator[Reason]:
        """What is wrong with the number of postmortems that name the incident."""
        if found.other:
            said = _first_name(found.other)
            message = f"the register names it as the postmortem of {record.id}, but it is about another incident"
            if said:
                message = f"{message}: '{said.text.value}'"
            yield Reason("id-differs", message, found.other.path, found.other.line(said))
        elif not found.found and not self.unread:
            yield Reason("no-postmortem", self._missing(record, found), *_at(record))
        if len(found.found) > 1:
            for document in found.found:
                others = ", ".join(f"'{each.path}'" for each in found.found if each is not document)
                line = document.line(_first_name(document))
                yield Reason("several-postmortems", f"{record.id} is named here and in {others}", document.path, line)

    def _missing(self, record: Record, found: Matches) -> str:
        """That there is no postmortem, and the nearest thing to one."""
        if found.named is not None:
            return f"the register names '{found.named}', where no postmortem is judged"
        message = f"no postmortem names {record.id} in its metadata"
        for document in self.documents:
            names = (each.text.value.casefold() for each in document.incident.ids)
            if any(name in {each.name for each in record.references} for name in names):
                return f"{message}; '{document.path}' has it only in its file name: add 'id: {record.id}'"
        for document, why in self.passed_over():
            if document.states & record.references:
                return f"{message}; '{document.path}' does, but is not judged: {why}"
        return message

    def _about_unread(self) -> Iterator[Reason]:
        return map(_unreadable, self.unread)

    def _about_record(self, record: Record, document: Document) -> Iterator[Reason]:
        """Where a postmortem and the record disagree."""
        yield from self._about_severity(record, document)
        dated = next((each for each in document.incident.dates if each.day), None)
        if dated is None or dated.day is None:
            return
        far = record.opened and abs(dated.day - record.opened) > DAYS_APART
        late = record.closed and dated.day > record.closed + DAYS_APART
        if far or late:
            on_record = f"opened on {record.opened}" if far else f"closed on {record.closed}"
            message = f"the postmortem is about {dated.day}, and {record.id} was {on_record}"
            yield Reason("dates-differ", message, document.path, document.line(dated))

    def _about_severity(self, record: Record, document: Document) -> Iterator[Reason]:
        if record.severity is None or not document.incident.severities:
            return
        process, theirs = self.held.own.process, document.facts.severity
        ours = process.severity(record.severity)
        if theirs < record.severity:
            line = document.line(document.incident.severity)
            is_said = any(each.level == theirs for each in document.incident.severities)
            says = f"says {process.severity(theirs)}" if is_said else "gives no known severity"
            message = f"the postmortem {says}, and the record {ours}: judged as {process.severity(theirs)}"
            yield Reason("severity-graver", message, document.path, line)
        declared = [each for each in document.incident.severities if each.declared and each.level is not None]
        gravest = min(declared, key=lambda each: each.level or 0, default=None)
        if gravest and gravest.level is not None and gravest.level > record.severity:
            milder = process.severity(gravest.level)
            message = f"the postmortem says {milder}, and {record.id} is {ours} by the {record.known_from}"
            yield Reason("severity-differs", message, document.path, document.line(gravest))


def _first_name(document: Document) -> Stated | None:
    """The first name that a document gives its incident."""
    return next(iter((*document.incident.ids, *document.incident.records)), None)


def _at(record: Record) -> tuple[str | None, int | None]:
    """Where an incident is on record."""
    return (record.place.path, record.place.line) if record.place else (None, None)


def _informing(record: Record) -> Iterator[Reason]:
    if record.registered is False:
        yield Reason("not-in-register", f"the register has no {record.id}")


def _unreadable(path: str) -> Reason:
    return Reason("unreadable", "could not be read completely, so it may be the postmortem of any incident", path)


def _about_findings(document: Document, report: Report) -> Iterator[Reason]:
    errors = [each for each in report.findings if each.level is Level.ERROR]
    if errors:
        first = errors[0]
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        line = first.source.position(first.violation.span.start).line
        yield Reason("findings", f"{count} in its postmortem, judged as final", document.path, line)


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.violation.span, finding.rule_id
