"""`github`: the reasons as annotations, as GitHub Actions workflow commands; then all as plain log lines.

Ten annotations a level and step are shown, the others only logged, as `pmlint.reporters.github` says.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.escape import command, page
from pmlint.gate.outcome import Judged, Outcome
from pmlint.reporters.gate.wording import closing, error_groups, incident_lines, informs
from pmlint.reporters.style import Style
from pmlint.reporters.view import View

_PER_LEVEL = 10


def render(outcome: Outcome, view: View) -> str:
    """Annotations of what keeps incidents open, then of what informs, then the log."""
    told: dict[str, list[str]] = {"error": [], "notice": []}
    for judged in outcome.incidents:
        for level, line in _annotations(judged, view):
            told[level].append(line)
    style = Style(view.color)
    log = [line for judged in outcome.incidents for line in incident_lines(judged, style)]
    annotations = [line for lines in told.values() for line in lines[:_PER_LEVEL]]
    return "".join(f"{line}\n" for line in annotations) + page([*log, *closing(outcome, style)])


def _annotations(judged: Judged, view: View) -> Iterator[tuple[str, str]]:
    """The annotations about an incident, each with its level."""
    for reason in judged.reasons:
        level = "notice" if informs(reason) else "error"
        properties = _properties(reason.path, reason.line, f"gate: {reason.code}", view)
        yield level, command(level, properties, f"{judged.id}: {reason.message}")
    for group in error_groups(judged):
        line = group.first.source.position(group.first.violation.span.start).line
        properties = _properties(group.first.source.path, line, f"{group.rules} {group.name}".rstrip(), view)
        yield "error", command("error", properties, f"{judged.id}: {group.rules} {group.message}")


def _properties(path: str | None, line: int | None, title: str, view: View) -> dict[str, str | int]:
    where: dict[str, str | int] = {}
    if path is not None:
        where = {"file": view.in_repository(path), "line": line or 1}
    return {**where, "title": title}
