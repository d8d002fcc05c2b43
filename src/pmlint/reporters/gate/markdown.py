"""`markdown`: the verdict as a comment on an issue or a pull request, or as a job summary."""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.escape import inert, markdown
from pmlint.gate.outcome import Judged, Outcome
from pmlint.reporters.gate.wording import TOLD, error_groups, reason_line, summary
from pmlint.reporters.view import View
from pmlint.reporters.wording import brief

MARKER = "<!-- pmlint:gate -->"
"""The first line, by which the comment is found again."""

LIMIT = 60_000
"""Characters. GitHub refuses a comment of more than 65,536."""


def render(outcome: Outcome, view: View) -> str:
    """The sum, a table of the incidents, and below it what keeps each of them open."""
    lines = [MARKER, f"## pmlint gate: {TOLD[outcome.verdict]}", "", summary(outcome), ""]
    if outcome.incidents:
        lines += ["| Incident | Severity | Verdict | Postmortem |", "| --- | --- | --- | --- |"]
    body = [*map(_row, outcome.incidents)]
    for judged in outcome.incidents:
        body += _reasons(judged)
    if outcome.orphans:
        body += ["", "### Postmortems of no incident", "", *(f"- {_code(path)}" for path in outcome.orphans)]
    shown = _cut([*lines, *body], LIMIT - len(outcome.judged_by) * 2)
    end = ["", _code(outcome.judged_by)] if outcome.judged_by else []
    return "".join(f"{inert(line)}\n" for line in [*shown, *end])


def _cut(lines: list[str], room: int) -> list[str]:
    """As many lines as there is room for, and how many are left out."""
    for at, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return [*lines[:at], "", f"... and {len(lines) - at} more lines, too many for a comment"]
    return lines


def _row(judged: Judged) -> str:
    known = "" if judged.known_from == "unknown" else f", by the {judged.known_from}"
    severity = f"{_code(judged.severity_name)}{known or ', as it is not known'}"
    return f"| {_code(judged.id)} | {severity} | {TOLD[judged.verdict]} | {_code(judged.postmortem or '')} |"


def _reasons(judged: Judged) -> Iterator[str]:
    """The reasons, and the errors that one of them is about."""
    if not judged.reasons:
        return
    yield from ("", f"### {_code(judged.id)}: {TOLD[judged.verdict]}", "")
    for reason in judged.reasons:
        yield f"- {_code(reason_line(reason))}"
        for group in error_groups(judged) if reason.code == "findings" else ():
            place = group.first.source.position(group.first.violation.span.start)
            said = _code(f"{group.rules} {brief(group.message, len(group.findings))}")
            yield f"  - {place.line}:{place.column} {said}"


def _code(text: str) -> str:
    return markdown(brief(text))
