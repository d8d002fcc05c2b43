"""Words that several reporters share: one line for a finding, and what closes a report."""

from __future__ import annotations

from collections.abc import Iterable

from pmlint.escape import plain
from pmlint.finding import Finding, Level
from pmlint.report import Report, Skipped, SkipReason
from pmlint.reporters.style import TONE_OF_LEVEL, Style
from pmlint.reporters.view import View

_SKIPPED_SHOWN = 5
_LONGEST = 600
_CALLED = {"not a postmortem": "skipped"}
"""How the sum calls a reason, where it does not by its name."""
NAMED: tuple[SkipReason, ...] = ("not a postmortem", "excluded")
"""Reasons for which a file is named that might have been judged. Others are counted: there may be thousands."""


def where(finding: Finding) -> str:
    """`path:line:col` of a finding, as it is; escape it."""
    place = finding.source.position(finding.violation.span.start)
    return f"{finding.source.path}:{place.line}:{place.column}"


def brief(text: str) -> str:
    """A text that people can take in: cut where it quotes a document by the screenful. JSON has it whole."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def one_line(finding: Finding, style: Style) -> str:
    """`path:line:col: error PM201 message`, escaped; an ignored finding with its reason."""
    level = style.paint(TONE_OF_LEVEL[finding.level], finding.level.value)
    said = f"{plain(finding.rule_id)} {plain(brief(finding.violation.message))}"
    if finding.ignored is None:
        return f"{plain(where(finding))}: {level} {said}"
    return f"{plain(where(finding))}: ignored {level} {said} (reason: {plain(brief(finding.ignored))})"


def closing(report: Report, view: View, style: Style) -> list[str]:
    """What every report for people ends with: files not read, files skipped, ignored findings, and the sum."""
    lines = [f"{plain(path)}: not read, so the check is not complete" for path in report.unread]
    if view.quiet:
        return lines
    named = report.skipped if view.verbose else [each for each in report.skipped if each.reason in NAMED]
    shown = named if view.verbose else named[:_SKIPPED_SHOWN]
    lines += [f"{plain(each.path)}: {plain(why_skipped(each))}" for each in shown]
    if len(shown) < len(named):
        lines.append(f"... and {len(named) - len(shown)} more skipped; --verbose names them")
    if view.verbose:
        lines += [one_line(finding, style) for finding in report.ignored]
    return [*lines, plain(judged_by(report)), summary(report)]


def why_skipped(skipped: Skipped) -> str:
    """Why a file was not judged, as it is; escape it."""
    return f"excluded by '{skipped.pattern}'" if skipped.reason == "excluded" else f"skipped, {skipped.reason}"


def judged_by(report: Report) -> str:
    """What decided: `rules of incident-process, configured by .pmlint.yaml; off: PM003 misnamed-file`, as it is."""
    configured = f"configured by {report.configuration}" if report.configuration else "not configured"
    off = ", ".join(f"{each.id} {each.name}" for each in report.lowered if each.level is None)
    milder = ", ".join(f"{each.id} {each.name} ({each.level.value})" for each in report.lowered if each.level)
    since = f"in force since {report.since}" if report.since else ""
    parts = [f"rules of {report.pack}, {configured}", since, off and f"off: {off}", milder and f"milder: {milder}"]
    return "; ".join(filter(None, parts))


def summary(report: Report) -> str:
    """The sum in one line: `2 errors, 1 warning, 3 notes in 4 files; 1 ignored; 2 excluded; 1 hidden`."""
    counts = [(report.count(level), level.value) for level in (Level.ERROR, Level.WARNING, Level.NOTE)]
    found = ", ".join(number(count, word) for count, word in counts if count) or "no findings"
    skipped = [(count, _CALLED.get(reason, reason)) for reason, count in report.skipped_by_reason().items()]
    rest = ((len(report.older), "older"), (len(report.ignored), "ignored"), *skipped, (len(report.unread), "not read"))
    return "; ".join([f"{found} in {number(len(report.files), 'file')}", *_counted(rest)])


def number(count: int, word: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _counted(things: Iterable[tuple[int, str]]) -> list[str]:
    return [f"{count} {word}" for count, word in things if count]
