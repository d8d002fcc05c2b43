"""The model as JSON: what `pmlint parse` prints. A table of it stands in the README."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pmlint.model import (
    ActionItem,
    Evidence,
    Ignore,
    ImpliedSeverity,
    Incident,
    Milestone,
    Postmortem,
    Section,
    SignOff,
    TimelineEntry,
    Why,
)
from pmlint.text import Source, Span, Text

Data = dict[str, Any]


class Reason(NamedTuple):
    """What made a value: the value by its path in the JSON, and which words of a pack could name it."""

    of: str
    why: Why
    kind: str = ""
    """The kind of word that may name it: `section`, `group`, `role` or `field`; empty for any."""
    id: str = ""
    """The section, group, role or field that the word names; empty where it may be any."""


def reasons(doc: Postmortem) -> Iterator[Reason]:
    """What made each value of the model, in the order of the JSON; of some nothing is known but where they stand."""
    return (reason for reason in _reasons(doc) if reason.why.form)


def _of_facts(incident: Incident) -> Iterator[Reason]:
    dated = next((stated for stated in incident.dates if stated.day), None)
    facts = {
        "id": next(iter(incident.ids), None),
        "date": dated,
        "severity": incident.severity,
        "status": next(iter(incident.statuses), None),
        "started": incident.started,
        "ended": incident.ended,
    }
    for name, fact in facts.items():
        if fact:
            yield Reason(f"incident.{name}", fact.why, "field", _FACTS.get(name, ""))


def _reasons(doc: Postmortem) -> Iterator[Reason]:
    incident = doc.incident
    yield Reason("title", doc.why_title)
    yield from _of_facts(incident)
    for index, holder in enumerate(incident.roles):
        yield Reason(f"incident.roles[{index}]", holder.why, "role", holder.role)
    for index, section in enumerate(doc.sections):
        yield Reason(f"sections[{index}].id", section.why, "section", section.id or "")
    for index, entry in enumerate(doc.timeline):
        yield Reason(f"timeline[{index}].at", entry.why)
    for index, item in enumerate(doc.action_items):
        for name, why in item.why:
            kind, id_ = ("group", item.kind or "") if name == "kind" else ("field", name)
            yield Reason(f"action_items[{index}].{_FIELDS.get(name, name)}", why, kind, id_)
    for index, line in enumerate(doc.sign_off):
        yield from (Reason(f"sign_off[{index}].{name}", why, "role", line.role or "") for name, why in line.why)
    for index, each in enumerate(doc.evidence):
        yield Reason(f"evidence[{index}]", each.why)


_FACTS = {"id": "id", "severity": "severity", "status": "status", "started": "start", "ended": "end"}
"""The fields of the pack that tell the facts of an incident; its day may come from several."""

_FIELDS = {"item": "text", "owner": "owners", "issue": "issues"}
"""What the JSON calls the fields of an action that the model calls otherwise."""


def as_json(doc: Postmortem) -> Data:
    """The model as plain data. Missing is `None` or an empty list, never an absent key.

    Places count from 1, in code points; ends are exclusive.
    """
    writer = _Writer(doc.source)
    return {
        "path": doc.source.path,
        "title": writer.located(doc.title),
        "incident": writer.incident(doc.incident),
        "sections": list(map(writer.section, doc.sections)),
        "timeline": list(map(writer.timeline_entry, doc.timeline)),
        "action_items": list(map(writer.action_item, doc.action_items)),
        "sign_off": list(map(writer.sign_off, doc.sign_off)),
        "evidence": list(map(writer.evidence, doc.evidence)),
        "ignores": list(map(writer.ignore, doc.ignores)),
    }


class _Writer:
    """Writes the parts of one document's model."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def located(self, text: Text | None) -> Data | None:
        return None if text is None else {"value": text.value, **place(self.source, text.span)}

    def incident(self, incident: Incident) -> Data:
        severity = incident.severity
        return {
            "id": self.located(incident.id),
            "date": incident.day.isoformat() if incident.day else None,
            "severity": None if severity is None else {"label": self.located(severity.text), "level": severity.level},
            "status": self.located(incident.status),
            "started": self.located(incident.started.text if incident.started else None),
            "ended": self.located(incident.ended.text if incident.ended else None),
            "milestones": {name: self.milestone(found) for name, found in incident.milestones._asdict().items()},
            "minutes": {name: _number(minutes) for name, minutes in incident.milestones.minutes().items()},
            "implied_severity": self.implied(incident.implied),
            "roles": [{"role": holder.role, "person": self.located(holder.person)} for holder in incident.roles],
        }

    def milestone(self, found: Milestone | None) -> Data | None:
        if found is None:
            return None
        at = found.at.iso() if found.at else None
        return {"at": at, "from": found.said_in, **place(self.source, found.text.span)}

    def implied(self, implied: ImpliedSeverity | None) -> Data | None:
        if implied is None:
            return None
        return {"level": implied.level, "criterion": implied.criterion.text, **place(self.source, implied.text.span)}

    def section(self, section: Section) -> Data:
        return {
            "id": section.id,
            "title": section.title.value,
            "number": section.number,
            "form": section.form,
            **place(self.source, section.span),
        }

    def timeline_entry(self, entry: TimelineEntry) -> Data:
        return {
            "at": entry.at.iso() if entry.at else None,
            "when": self.located(entry.when),
            "actor": self.located(entry.actor),
            "text": entry.text.value,
            **place(self.source, entry.span),
        }

    def action_item(self, item: ActionItem) -> Data:
        due = item.due
        day = due.day.isoformat() if due and due.day else None
        return {
            "kind": item.kind,
            "text": item.text.value,
            "owners": list(map(self.located, item.owners)),
            "issues": list(map(self.located, item.issues)),
            "due": {"date": day, **(self.located(due.text) or {})} if due else None,
            "done": item.done,
            **place(self.source, item.span),
        }

    def sign_off(self, line: SignOff) -> Data:
        return {
            "role": line.role,
            "person": self.located(line.person),
            "when": self.located(line.when),
            "signed": line.signed,
            **place(self.source, line.span),
        }

    def evidence(self, each: Evidence) -> Data:
        return {"kind": each.kind, "target": each.target, **(self.located(each.text) or {})}

    def ignore(self, ignore: Ignore) -> Data:
        return {
            "rules": [rule.value for rule in ignore.rules],
            "reason": ignore.reason,
            "until": ignore.until.day.isoformat() if ignore.until and ignore.until.day else None,
            "whole_file": ignore.whole_file,
            **place(self.source, ignore.span),
        }


def _number(minutes: float | None) -> float | int | None:
    """Minutes as JSON has them: whole ones without a point."""
    return int(minutes) if minutes is not None and minutes.is_integer() else minutes


def place(source: Source, span: Span) -> dict[str, int]:
    """The four numbers of a place."""
    start, end = source.position(span.start), source.position(span.end)
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}
