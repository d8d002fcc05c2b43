"""`github`: annotations on a pull request, as GitHub Actions workflow commands.

How the runner treats them is from actions/runner (`ActionCommandManager.cs`, `ExecutionContext.cs`): ten annotations a
level and step, the others only logged; columns dropped unless the range is on one line; the log shows only the message.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pmlint.escape import command, page
from pmlint.finding import Finding, Level
from pmlint.report import Report
from pmlint.reporters.groups import Group, grouped
from pmlint.reporters.style import Style
from pmlint.reporters.view import View
from pmlint.reporters.wording import closing, one_line, where

PER_LEVEL = 10
_COMMAND_OF_LEVEL = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def render(report: Report, view: View) -> str:
    """Annotations, errors first; then those groups that are too many to annotate, and the sum, as plain log lines."""
    annotations: list[str] = []
    rest: list[Group] = []
    groups = grouped(report.findings)
    for level in (Level.ERROR, Level.WARNING, Level.NOTE):
        told = [group for group in groups if group.level is level]
        unread = report.unread if level is Level.ERROR else ()
        lines = chain((_unread(path, view) for path in unread), (_annotation(each, view) for each in told))
        annotations += [line for line, _ in zip(lines, range(PER_LEVEL), strict=False)]
        rest += told[max(0, PER_LEVEL - len(unread)) :]
    return "".join(f"{line}\n" for line in annotations) + page(_log(report, rest, view))


def _log(report: Report, rest: list[Group], view: View) -> Iterator[str]:
    style = Style(view.color)
    if rest:
        yield f"... and {len(rest)} more, which are only in this log (GitHub shows {PER_LEVEL} annotations a level):"
    for group in rest:
        yield one_line(group, style)
    yield from closing(report, view._replace(width=None), style)


def _annotation(group: Group, view: View) -> str:
    """One group. The message says place and rules again, because the log shows nothing but the message."""
    first = group.first
    properties: dict[str, str | int] = {
        "file": view.in_repository(first.source.path),
        **_range(first),
        "title": f"{group.rules} {group.name}".rstrip(),
    }
    remedy = f" ({'; '.join(group.helps)})" if group.helps else ""
    message = f"{where(first)}: {group.rules} {group.message}{remedy}"
    return command(_COMMAND_OF_LEVEL[group.level], properties, message)


def _unread(path: str, view: View) -> str:
    properties: dict[str, str | int] = {"file": view.in_repository(path), "line": 1, "title": "not read"}
    return command("error", properties, f"{path}: not read, so the check is not complete")


def _range(finding: Finding) -> dict[str, int]:
    """The place as the runner takes it: columns only where the range is on one line."""
    source, span = finding.source, finding.violation.span
    start, end = source.position(span.start), source.position(span.end)
    if start.line == end.line:
        return {"line": start.line, "endLine": end.line, "col": start.column, "endColumn": end.column}
    # A range that ends before the first character of a line ends on the line above.
    return {"line": start.line, "endLine": end.line - (end.column == 1)}
