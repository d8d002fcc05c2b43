"""`full`: each finding with the line it is about, for people at a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pmlint.escape import page, plain
from pmlint.finding import Finding
from pmlint.report import Report
from pmlint.reporters.frame import Excerpt, excerpt
from pmlint.reporters.style import TONE_OF_LEVEL, Style, Tone
from pmlint.reporters.view import View
from pmlint.reporters.wording import brief, closing, where

_WIDTH = 120
_LEAST_ROOM = 40


def render(report: Report, view: View) -> str:
    """A code frame for each finding, in order, then the sum and one hint at `pmlint explain`."""
    style = Style(view.color)
    lines = [line for finding in report.findings for line in (*_frame(finding, view, style), "")]
    lines += closing(report, view, style)
    if report.findings and not view.quiet:
        gravest = max(report.findings, key=lambda finding: finding.level.rank)
        lines.append(f"run 'pmlint explain {plain(gravest.rule_id)}' for the reason and examples")
    while lines and not lines[-1]:
        lines.pop()
    return page(lines)


def _frame(finding: Finding, view: View, style: Style) -> Iterator[str]:
    """One finding: what is wrong, where, the line itself, what is related, and the remedy."""
    source, violation = finding.source, finding.violation
    tone = TONE_OF_LEVEL[finding.level]
    spans = [violation.span, *(related.span for related in violation.related)]
    gutter = max(len(str(source.position(span.start).line)) for span in spans)
    room = max(_LEAST_ROOM, (view.width or _WIDTH) - gutter - len(" | "))
    bar = style.paint(Tone.FRAME, f"{' ' * gutter} |")

    label = style.paint(tone, f"{finding.level.value}[{plain(finding.rule_id)}]")
    yield f"{label} {plain(finding.rule_name)}: {style.paint(Tone.STRONG, plain(brief(violation.message)))}"
    yield f"{' ' * gutter}{style.paint(Tone.FRAME, '-->')} {plain(where(finding))}"
    yield bar
    yield from _excerpt(excerpt(source, violation.span, room), "^", "", gutter, tone, style)
    for related in violation.related:
        place = source.position(related.span.start)
        at = plain(f"{source.path}:{place.line}:{place.column}")
        yield f"{' ' * gutter}{style.paint(Tone.FRAME, '-->')} {at}"
        yield bar
        label = f" {plain(brief(related.message))}"
        yield from _excerpt(excerpt(source, related.span, room), "-", label, gutter, Tone.FRAME, style)
    if violation.help is not None:
        yield bar
        yield from _help(plain(brief(violation.help)), gutter, view.width, style)


def _excerpt(shown: Excerpt, mark: str, label: str, gutter: int, tone: Tone, style: Style) -> Iterator[str]:
    """The line of the document, and under it the marks with what they mean."""
    numbered = style.paint(Tone.FRAME, f"{shown.line:>{gutter}} |")
    blank = style.paint(Tone.FRAME, f"{' ' * gutter} |")
    yield f"{numbered} {shown.text}".rstrip(" ")
    yield f"{blank} {' ' * shown.indent}{style.paint(tone, f'{mark * shown.length}{label}')}"


def _help(text: str, gutter: int, width: int | None, style: Style) -> Iterator[str]:
    """The remedy; wrapped where the terminal's width is known, so that it stays clear of the gutter."""
    head = f"{' ' * gutter} {style.paint(Tone.FRAME, '=')} {style.paint(Tone.STRONG, 'help')}: "
    indent = gutter + len(" = help: ")
    if width is None:
        lines = [text]
    else:
        lines = textwrap.wrap(
            text, max(_LEAST_ROOM, width - indent), break_long_words=False, break_on_hyphens=False
        ) or [""]
    yield f"{head}{lines[0]}".rstrip(" ")
    for line in lines[1:]:
        yield f"{' ' * indent}{line}"
