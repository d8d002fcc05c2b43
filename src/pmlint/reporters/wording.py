"""Words that several reporters share: one line for what is said once, and what closes a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pmlint.escape import plain
from pmlint.finding import Finding, Level
from pmlint.report import Lowered, Overridden, Report, Skipped, SkipReason
from pmlint.reporters.frame import columns
from pmlint.reporters.groups import Group, grouped
from pmlint.reporters.style import TONE_OF_LEVEL, Style, Tone
from pmlint.reporters.view import View

_SKIPPED_SHOWN = 5
LEAST_ROOM = 40
"""Columns that a text gets on a terminal, however narrow that is."""
_LONGEST = 600
"""Characters that are told of a finding. JSON has it whole."""
_CALLED = {"not a postmortem": "skipped"}
"""How the sum calls a reason, where it does not by its name."""
NAMED: tuple[SkipReason, ...] = ("not a postmortem", "excluded")
"""Reasons for which a file is named that might have been judged. Others are counted: there may be thousands."""


def where(finding: Finding) -> str:
    """`path:line:col` of a finding, as it is; escape it."""
    place = finding.source.position(finding.violation.span.start)
    return f"{finding.source.path}:{place.line}:{place.column}"


def brief(text: str, findings: int = 1) -> str:
    """A text of some findings that people can take in: cut where it quotes a document by the screenful."""
    most = _LONGEST * findings
    return text if len(text) <= most else f"{text[: most - 1]}…"


def wrapped(text: str, width: int | None) -> list[str]:
    """A text in lines of at most so many columns, broken between words only; in one where no width is known."""
    if width is None:
        return [text]
    lines, used, room = [""], 0, max(LEAST_ROOM, width)
    for word in text.split(" "):
        length = columns(word)
        if used and used + 1 + length > room:
            lines.append(word)
            used = length
        else:
            lines[-1] += f" {word}" if used else word
            used += length + (1 if used else 0)
    return lines


def one_line(group: Group, style: Style) -> str:
    """`path:line:col: error PM201,PM202 message`, escaped; an ignored finding with its reason."""
    first = group.first
    level = style.paint(TONE_OF_LEVEL[group.level], group.level.value)
    said = f"{plain(group.rules)} {plain(brief(group.message, len(group.findings)))}"
    if first.known:
        return f"{plain(where(first))}: known {level} {said}"
    if first.ignored is None:
        return f"{plain(where(first))}: {level} {said}"
    return f"{plain(where(first))}: ignored {level} {said} (reason: {plain(brief(first.ignored))})"


def closing(report: Report, view: View, style: Style) -> list[str]:
    """What every report for people ends with: files not read, files skipped, ignored findings, and the sum."""
    unread = [f"{plain(path)}: not read, so the check is not complete" for path in report.unread]
    lines = [style.paint(Tone.ERROR, line) for line in unread]
    if view.quiet:
        return lines
    named = report.skipped if view.verbose else [each for each in report.skipped if each.reason in NAMED]
    shown = named if view.verbose else named[:_SKIPPED_SHOWN]
    passed_over = [f"{plain(each.path)}: {plain(why_skipped(each))}" for each in shown]
    if len(shown) < len(named):
        passed_over.append(f"... and {len(named) - len(shown)} more skipped; --verbose lists them")
    lines += _painted(Tone.FAINT, passed_over, view, style)
    if view.verbose:
        lines += [one_line(Group((finding,)), style) for finding in (*report.ignored, *report.known)]
    lines += _painted(Tone.FAINT, [plain(judged_by(report))], view, style)
    return [*lines, *_painted(_tone_of_sum(report), [summary(report)], view, style)]


def _painted(tone: Tone, texts: Sequence[str], view: View, style: Style) -> list[str]:
    return [style.paint(tone, line) for text in texts for line in wrapped(text, view.width)]


def _tone_of_sum(report: Report) -> Tone:
    """That of the gravest finding; green where nothing was found in what was read, and everything was."""
    gravest = max((finding.level for finding in report.findings), key=lambda level: level.rank, default=None)
    if not report.complete or gravest is Level.ERROR:
        return Tone.ERROR
    if gravest:
        return TONE_OF_LEVEL[gravest]
    return Tone.GOOD if report.files else Tone.WARNING


def why_skipped(skipped: Skipped) -> str:
    """Why a file was not judged, as it is; escape it."""
    return f"excluded by '{skipped.pattern}'" if skipped.reason == "excluded" else f"skipped, {skipped.reason}"


_UNCONFIGURED = "not configured (choose a pack with --pack, or 'pack:' in .pmlint.yaml)"


def judged_by(report: Report) -> str:
    """What decided: `rules of incident-process, configured by .pmlint.yaml; off: PM003 misnamed-file`, as it is."""
    configured = f"configured by {report.configuration}" if report.configuration else _UNCONFIGURED
    parts = [f"rules of {_pack(report)}, {configured}", *_changed(report.since, report.lowered)]
    for each in report.overrides:
        changed = [f"rules of {_pack(each)}", *_changed(each.since, each.lowered)]
        parts.append(f"for {', '.join(each.paths)}: {', '.join(changed)}")
    if report.baseline:
        parts.append(f"baseline: {report.baseline}")
    if report.policy_from:
        parts.append(f"policy of {report.policy_from}")
    if report.base:
        parts.append(f"compared with {report.base}")
    return "; ".join(parts)


def _pack(each: Report | Overridden) -> str:
    return f"{each.pack} (of the package {each.package})" if each.package else each.pack


def _changed(since: date | None, lowered: Sequence[Lowered]) -> Iterator[str]:
    off = ", ".join(f"{each.id} {each.name}" for each in lowered if each.level is None)
    milder = ", ".join(f"{each.id} {each.name} ({each.level.value})" for each in lowered if each.level)
    if since:
        yield f"in force since {since}"
    if off:
        yield f"off: {off}"
    if milder:
        yield f"milder: {milder}"


def summary(report: Report) -> str:
    """The sum in one line: `2 errors, 1 warning, 3 notes at 5 places in 4 files; 1 ignored; 2 excluded; 1 hidden`.

    The findings are counted as `json` has them; places are what they are told as, where these are fewer.
    """
    counts = [(report.count(level), level.value) for level in (Level.ERROR, Level.WARNING, Level.NOTE)]
    found = ", ".join(number(count, word) for count, word in counts if count) or "no findings"
    skipped = [(count, _CALLED.get(reason, reason)) for reason, count in report.skipped_by_reason().items()]
    rest = (
        *((len(report.older), "older"), (len(report.ignored), "ignored"), (len(report.known), "known")),
        *skipped,
        (len(report.unread), "not read"),
    )
    places = len(grouped(report.findings))
    told = f"{found} at {number(places, 'place')}" if places < len(report.findings) else found
    return "; ".join([f"{told} in {number(len(report.files), 'file')}", *_counted(rest)])


def number(count: int, word: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _counted(things: Iterable[tuple[int, str]]) -> list[str]:
    return [f"{count} {word}" for count, word in things if count]
