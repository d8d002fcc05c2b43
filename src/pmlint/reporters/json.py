"""`json`: all of a report as data, for programs. Texts are whole and as written; places are 1-based, ends exclusive."""

from __future__ import annotations

from typing import Any

from pmlint import __version__
from pmlint.escape import json_text
from pmlint.finding import Finding, Level
from pmlint.report import Lowered, Report
from pmlint.reporters.finding_data import finding_data
from pmlint.reporters.view import View
from pmlint.text import Span


def render(report: Report, view: View) -> str:
    """One JSON object. Ignored findings stand among the others, each with its reason, and so do known ones."""
    findings = sorted((*report.findings, *report.ignored, *report.known), key=_order)
    return f"{json_text(_data(report, findings, view))}\n"


def _data(report: Report, findings: list[Finding], view: View) -> dict[str, Any]:
    return {
        "version": 1,
        "tool": {
            "name": "pmlint",
            "version": __version__,
            "pack": report.pack,
            "package": report.package,
            "configuration": report.configuration,
            "baseline": report.baseline,
            "policy": report.policy_from._asdict() if report.policy_from else None,
            "base": report.base._asdict() if report.base else None,
            "since": report.since.isoformat() if report.since else None,
            "lowered": _lowered(report.lowered),
            "overrides": [
                {
                    "paths": list(each.paths),
                    "pack": each.pack,
                    "package": each.package,
                    "since": each.since.isoformat() if each.since else None,
                    "lowered": _lowered(each.lowered),
                }
                for each in report.overrides
            ],
            "as_of": report.as_of.isoformat(),
            "rules": [rule._asdict() for rule in report.rules],
        },
        "summary": {
            "errors": report.count(Level.ERROR),
            "warnings": report.count(Level.WARNING),
            "notes": report.count(Level.NOTE),
            "ignored": len(report.ignored),
            "known": len(report.known),
            "files": len(report.files),
            "older": len(report.older),
            "skipped": len(report.skipped),
            **{reason.lower().replace(" ", "_"): count for reason, count in report.skipped_by_reason().items()},
            "unread": len(report.unread),
            "complete": report.complete,
            "exit": int(report.exit_code(view.fail_on)),
        },
        "findings": [finding_data(each) | {"known": each.known} for each in findings],
        "files": list(report.files),
        "older": list(report.older),
        "skipped": [each._asdict() for each in report.skipped],
        "unread": list(report.unread),
    }


def _lowered(lowered: tuple[Lowered, ...]) -> list[dict[str, Any]]:
    return [{**each._asdict(), "level": each.level.value if each.level else "off"} for each in lowered]


def _order(finding: Finding) -> tuple[str, Span, str]:
    return finding.source.path, finding.violation.span, finding.rule_id
