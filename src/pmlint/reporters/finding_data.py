"""A finding as plain data, the same in every report for programs."""

from __future__ import annotations

from typing import Any

from pmlint.finding import Finding
from pmlint.model_json import place


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding with its place and those of what is related; an ignored one has the reason."""
    source, violation = finding.source, finding.violation
    return {
        "path": source.path,
        **place(source, violation.span),
        "level": finding.level.value,
        "rule": finding.rule_id,
        "name": finding.rule_name,
        "subject": violation.subject._asdict(),
        "message": violation.message,
        "help": violation.help,
        "related": [{**place(source, each.span), "message": each.message} for each in violation.related],
        "edits": [{**place(source, each.span), "new": each.new} for each in violation.edits],
        "ignored": finding.ignored,
    }
