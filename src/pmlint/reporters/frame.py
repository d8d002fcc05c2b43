"""A code frame's middle: a line of a document as a terminal shows it, and which of its columns a span takes up."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from pmlint.escape import shown_as
from pmlint.text import Source, Span

_TAB = 4
_CUT = "…"
_JOINER = "\u200d"
_EMOJI_FORM = "\ufe0f"
_SKIN_TONES = "🏻🏼🏽🏾🏿"


def columns(text: str) -> int:
    """The terminal columns of a text that is escaped already."""
    return len(text) if text.isascii() else sum(map(_width, text, text, f" {text}"))


class Mark(NamedTuple):
    """Where a span stands on its line, in terminal columns; of at least one, so that there is something to see."""

    indent: int
    length: int


class Excerpt(NamedTuple):
    """A line with some spans, as shown."""

    line: int
    text: str
    marks: tuple[Mark, ...]
    """In order and apart; spans that begin on the line and are out of sight have none."""


def excerpt(source: Source, spans: Sequence[Span], room: int) -> Excerpt:
    """The line on which some spans begin in at most `room` columns, a longer one cut around the first of them."""
    line = source.position(spans[0].start).line
    whole = source.line_span(line)
    parts = [_on(whole, span) for span in spans]
    start, end = parts[0]
    # A line may be a megabyte: look only at what could fit.
    near = Span(max(whole.start, start - 2 * room), min(whole.end, start + 4 * room))
    cells = _cells(source.slice(near))
    widths = [width for _, width in cells]
    columns = [0, *accumulate(widths)]
    reach = max((part.end for part in parts if near.holds(part)), default=start)
    if reach > start and columns[reach - near.start] - columns[start - near.start] <= room - 2 * len(_CUT):
        end = reach  # all of them can be shown
    first, last = _window(widths, start - near.start, min(end, near.end) - near.start, room)
    before = _CUT if near.start + first > whole.start else ""
    behind = _CUT if near.start + last < whole.end else ""
    seen = Span(near.start + first, near.start + last)
    marks: list[Mark] = []
    for part in sorted(part for part in parts if seen.start <= part.start <= seen.end):
        indent = len(before) + columns[part.start - near.start] - columns[first]
        stop = min(part.end, seen.end) - near.start
        length = max(1, columns[stop] - columns[part.start - near.start])
        if not marks or indent >= marks[-1].indent + marks[-1].length:
            marks.append(Mark(indent, length))
    return Excerpt(line, f"{before}{''.join(shown for shown, _ in cells[first:last])}{behind}", tuple(marks))


def _on(line: Span, span: Span) -> Span:
    """The part of a span that is on the line where it begins."""
    start = min(span.start, line.end)
    return Span(start, max(start, min(span.end, line.end)))


def _window(widths: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """Which characters to show, half-open: the span, a third of what is left before it, then as much as fits."""
    if sum(widths) <= room:
        return 0, len(widths)
    room -= 2 * len(_CUT)
    last, used = _grow(widths, range(start, end), 0, room)
    first = start
    steps, used = _grow(widths, range(start - 1, -1, -1), used, used + (room - used) // 3)
    first -= steps
    last += start
    steps, used = _grow(widths, range(last, len(widths)), used, room)
    last += steps
    steps, used = _grow(widths, range(first - 1, -1, -1), used, room)
    return first - steps, last


def _grow(widths: list[int], indices: range, used: int, limit: int) -> tuple[int, int]:
    """How many of the indices fit, in order, and the columns that are used then."""
    for count, index in enumerate(indices):
        if used + widths[index] > limit:
            return count, used
        used += widths[index]
    return len(indices), used


def _cells(text: str) -> list[tuple[str, int]]:
    """Each code point as shown, with the terminal columns it takes; tabs are blanks up to the next stop."""
    cells: list[tuple[str, int]] = []
    column = 0
    previous = ""
    for char, shown in zip(text, shown_as(text), strict=True):
        if char == "\t":
            shown = " " * (_TAB - column % _TAB)
        width = _width(char, shown, previous)
        cells.append((shown, width))
        column += width
        previous = char
    return cells


def _width(char: str, shown: str, previous: str) -> int:
    """Terminal columns of a character: Unicode's East Asian Width, and 0 for what is drawn into the one before."""
    if shown.isascii():
        return len(shown)
    if char == _EMOJI_FORM:
        return 1 if previous and unicodedata.east_asian_width(previous) not in "WF" else 0
    if char == _JOINER or previous == _JOINER or char in _SKIN_TONES or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
