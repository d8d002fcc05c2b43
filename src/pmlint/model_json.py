"""The model as JSON: what `pmlint parse` prints. A table of it stands in the README."""

from __future__ import annotations

from typing import Any

from pmlint.model import Postmortem
from pmlint.text import Source, Span, Text


def as_json(doc: Postmortem) -> dict[str, Any]:
    """The model as plain data. Missing is `None` or an empty list, never an absent key.

    Places count from 1, in code points; ends are exclusive.
    """
    source = doc.source

    def located(text: Text | None) -> dict[str, Any] | None:
        return None if text is None else {"value": text.value, **place(source, text.span)}

    incident = doc.incident
    severity = incident.severity
    return {
        "path": source.path,
        "title": located(doc.title),
        "incident": {
            "id": located(incident.id),
            "date": incident.day.isoformat() if incident.day else None,
            "severity": None if severity is None else {"label": located(severity.text), "level": severity.level},
            "status": located(incident.status),
            "started": located(incident.started.text if incident.started else None),
            "ended": located(incident.ended.text if incident.ended else None),
            "roles": [{"role": holder.role, "person": located(holder.person)} for holder in incident.roles],
        },
        "sections": [
            {
                "id": section.id,
                "title": section.title.value,
                "number": section.number,
                "form": section.form,
                **place(source, section.span),
            }
            for section in doc.sections
        ],
        "timeline": [
            {
                "at": entry.at,
                "when": located(entry.when),
                "actor": located(entry.actor),
                "text": entry.text.value,
                **place(source, entry.span),
            }
            for entry in doc.timeline
        ],
        "action_items": [
            {
                "kind": item.kind,
                "text": item.text.value,
                "owners": [located(owner) for owner in item.owners],
                "issues": [located(issue) for issue in item.issues],
                "due": None
                if item.due is None
                else {"date": item.due.day.isoformat() if item.due.day else None, **(located(item.due.text) or {})},
                "done": item.done,
                **place(source, item.span),
            }
            for item in doc.action_items
        ],
        "sign_off": [
            {
                "role": line.role,
                "person": located(line.person),
                "when": located(line.when),
                "signed": line.signed,
                **place(source, line.span),
            }
            for line in doc.sign_off
        ],
        "evidence": [{"kind": each.kind, "target": each.target, **(located(each.text) or {})} for each in doc.evidence],
        "ignores": [
            {
                "rules": [rule.value for rule in ignore.rules],
                "reason": ignore.reason,
                "until": ignore.until.day.isoformat() if ignore.until and ignore.until.day else None,
                "whole_file": ignore.whole_file,
                **place(source, ignore.span),
            }
            for ignore in doc.ignores
        ],
    }


def place(source: Source, span: Span) -> dict[str, int]:
    """The four numbers of a place."""
    start, end = source.position(span.start), source.position(span.end)
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}
