"""`full`: each thing that is wrong with the line it is about, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pmlint.escape import page, plain
from pmlint.report import Report
from pmlint.reporters.frame import Excerpt, columns, excerpt
from pmlint.reporters.groups import Group, grouped
from pmlint.reporters.style import TONE_OF_LEVEL, Style, Tone
from pmlint.reporters.view import View
from pmlint.reporters.wording import LEAST_ROOM, brief, closing, wrapped
from pmlint.text import Source, Span

_WIDTH = 120

_UNDER = "  "
"""Before the lines on which a message goes on that is too long for the terminal."""


def render(report: Report, view: View) -> str:
    """A header for each file, below it a code frame for each group of findings; then the sum and one hint."""
    style = Style(view.color)
    lines: list[str] = []
    groups = grouped(report.findings)
    for path, of_file in groupby(groups, key=lambda group: group.first.source.path):
        lines += [*(style.paint(Tone.FILE, line) for line in wrapped(plain(path), view.width)), ""]
        lines += [line for group in of_file for line in (*_frame(group, view, style), "")]
    lines += closing(report, view, style)
    if groups and not view.quiet:
        gravest = max(groups, key=lambda group: group.level.rank)
        rule = next(each for each in gravest.findings if each.level is gravest.level).rule_id
        lines.append(f"run 'pmlint explain {plain(rule)}' for the reason and examples")
    while lines and not lines[-1]:
        lines.pop()
    return page(lines)


def _frame(group: Group, view: View, style: Style) -> Iterator[str]:
    """One group: what is wrong, where, the lines themselves, what is related, and the remedy."""
    source = group.first.source
    tone = TONE_OF_LEVEL[group.level]
    spans = [*group.spans, *(related.span for related in group.related)]
    gutter = max(len(str(source.position(span.start).line)) for span in spans)
    room = max(LEAST_ROOM, (view.width or _WIDTH) - gutter - len(" | "))
    bar = style.paint(Tone.FRAME, f"{' ' * gutter} |")

    yield from _head(group, view.width, style)
    for at, of_line in _by_line(source, group.spans):
        yield f"{' ' * gutter}{style.paint(Tone.FRAME, '-->')} {at}"
        yield bar
        yield from _excerpt(excerpt(source, of_line, room), "^", "", gutter, None, tone, style)
    for related in group.related:
        ((at, of_line),) = _by_line(source, [related.span])
        yield f"{' ' * gutter}{style.paint(Tone.FRAME, '-->')} {at}"
        yield bar
        label, most = plain(brief(related.message)), room if view.width else None
        yield from _excerpt(excerpt(source, of_line, room), "-", label, gutter, most, Tone.FRAME, style)
    if group.helps:
        yield bar
    for advice in group.helps:
        yield from _help(plain(brief(advice)), gutter, view.width, style)


def _head(group: Group, width: int | None, style: Style) -> Iterator[str]:
    """What is wrong, with its level, its rules, and the rule's name where there is one."""
    label = f"{group.level.value}[{plain(group.rules)}]"
    name = f" {plain(group.name)}: " if group.name else ": "
    message = plain(brief(group.message, len(group.findings)))
    first, *more = wrapped(f"{label}{name}{message}", width and width - len(_UNDER))
    named, shown = len(label), len(label) + len(name)
    level = style.paint(TONE_OF_LEVEL[group.level], first[:named])
    yield f"{level}{first[named:shown]}{style.paint(Tone.STRONG, first[shown:])}"
    for line in more:
        yield f"{_UNDER}{style.paint(Tone.STRONG, line)}"


def _by_line(source: Source, spans: Sequence[Span]) -> list[tuple[str, list[Span]]]:
    """Spans by the line on which they begin, each line with the place of the first, in order of the document."""
    lines: dict[int, list[Span]] = {}
    for span in spans:
        lines.setdefault(source.position(span.start).line, []).append(span)
    return [(f"{line}:{source.position(found[0].start).column}", found) for line, found in sorted(lines.items())]


def _excerpt(
    shown: Excerpt, mark: str, label: str, gutter: int, room: int | None, tone: Tone, style: Style
) -> Iterator[str]:
    """The line of the document, and under it the marks; what they mean behind them, or below where there is no room."""
    numbered = style.paint(Tone.FRAME, f"{shown.line:>{gutter}} |")
    blank = style.paint(Tone.FRAME, f"{' ' * gutter} |")
    yield f"{numbered} {shown.text}".rstrip(" ")
    marks, at = "", 0
    for indent, length in shown.marks:
        marks += " " * (indent - at) + mark * length
        at = indent + length
    pointing = marks.lstrip(" ")
    fits = room is None or len(f"{marks} ") + columns(label) <= room
    said = f"{pointing} {label}" if label and fits else pointing
    yield f"{blank} {' ' * (len(marks) - len(pointing))}{style.paint(tone, said)}"
    for line in () if fits else wrapped(label, room):
        yield f"{blank} {style.paint(tone, line)}"


def _help(text: str, gutter: int, width: int | None, style: Style) -> Iterator[str]:
    """The remedy; wrapped where the terminal's width is known, so that it stays clear of the gutter."""
    head = f"{' ' * gutter} {style.paint(Tone.FRAME, '=')} {style.paint(Tone.STRONG, 'help')}: "
    indent = gutter + len(" = help: ")
    first, *more = wrapped(text, width and width - indent)
    yield f"{head}{first}".rstrip(" ")
    for line in more:
        yield f"{' ' * indent}{line}"
