"""`json`: all that the gate found as data, for programs."""

from __future__ import annotations

from typing import Any

from pmlint.escape import json_text
from pmlint.gate.outcome import Judged, Outcome
from pmlint.reporters.finding_data import finding_data
from pmlint.reporters.view import View


def render(outcome: Outcome, view: View) -> str:
    """One JSON object; findings are as those of `pmlint check`."""
    data = {
        "version": 1,
        "verdict": outcome.verdict,
        "incidents": list(map(_incident, outcome.incidents)),
        "orphans": list(outcome.orphans),
        "policy": outcome.policy._asdict() if outcome.policy else None,
    }
    return f"{json_text(data)}\n"


def _incident(judged: Judged) -> dict[str, Any]:
    return {
        "id": judged.id,
        "severity": {"level": judged.severity, "from": judged.known_from},
        "state": judged.state,
        "verdict": judged.verdict,
        "postmortem": judged.postmortem,
        "reasons": [each._asdict() for each in judged.reasons],
        "findings": list(map(finding_data, judged.findings)),
    }
