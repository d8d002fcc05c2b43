"""Rows as text: a table for a terminal, CSV for a spreadsheet, Markdown for a page. All cells leave by the escaper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pmlint.escape import csv_cell, markdown, page, plain

LONGEST_CELL = 60
"""Characters of a cell on a terminal, where a row has to be taken in at a glance. The other formats have all of it."""

Row = Sequence[str]


def table(format: str, header: Row, rows: Sequence[Row]) -> str:
    """Rows below a header, in one of `FORMATS`. The cells are as written; each row has one for each column."""
    return page(_WRITERS[format](header, rows))


def _on_a_terminal(header: Row, rows: Sequence[Row]) -> list[str]:
    shown = [[_short(cell) for cell in row] for row in (header, *rows)]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in shown]


def _short(cell: str) -> str:
    shown = plain(" ".join(cell.split()))
    return shown if len(shown) <= LONGEST_CELL else f"{shown[: LONGEST_CELL - 1]}…"


def _as_csv(header: Row, rows: Sequence[Row]) -> list[str]:
    """RFC 4180, but for the line ends."""
    return [",".join(_quoted(csv_cell(cell)) for cell in row) for row in (header, *rows)]


def _quoted(cell: str) -> str:
    if not any(sign in cell for sign in ',;"'):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _as_markdown(header: Row, rows: Sequence[Row]) -> list[str]:
    return [
        f"| {' | '.join(header)} |",
        f"|{' --- |' * len(header)}",
        *(f"| {' | '.join(map(markdown, row))} |" for row in rows),
    ]


_WRITERS: dict[str, Callable[[Row, Sequence[Row]], list[str]]] = {
    "table": _on_a_terminal,
    "csv": _as_csv,
    "markdown": _as_markdown,
}

FORMATS = tuple(_WRITERS)
