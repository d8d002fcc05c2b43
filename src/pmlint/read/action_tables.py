"""Actions in tables: the header row decides what a column holds."""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.markdown import Inline, Row, Table
from pmlint.model import ActionHeading, ActionItem
from pmlint.process import ActionKind
from pmlint.read.action_fields import Fields
from pmlint.read.action_item import action
from pmlint.read.action_words import ActionWords, Field, box, visible
from pmlint.read.issues import Piece


def read_table(
    table: Table, known: ActionWords, kind: ActionKind | None, done: bool | None
) -> Iterator[ActionItem | ActionHeading]:
    """The actions of a table, and the headings of groups among its rows; none if no column is a field of actions.

    A column with an unknown header holds nothing that is known, whatever it looks like.
    """
    columns = [known.column(cell.text) for cell in table.header.cells]
    if not any(column and column != "kind" for column in columns):
        return
    titles = [cell.text.strip() for cell in table.header.cells]
    for row in table.rows:
        filled = [cell for cell in row.cells if visible(cell)]
        if not filled or all(cell.text.strip().isdecimal() for cell in filled):
            continue
        if [cell.text.strip() for cell in row.cells] == titles:
            continue
        group = known.group(filled[0].text) if len(filled) == 1 else None
        if group:
            kind = group
            yield ActionHeading(group, filled[0].whole)
        else:
            yield _action(row, columns, titles, known, kind, done)


def _action(
    row: Row,
    columns: list[Field | None],
    titles: list[str],
    known: ActionWords,
    kind: ActionKind | None,
    done: bool | None,
) -> ActionItem:
    fields = Fields()
    for cell, column in zip(row.cells, columns, strict=False):
        if column:
            fields.add(column, _all_of(cell))
    at = _text_cell(row, columns, titles)
    cell = row.cells[at]
    ticked, begin = box(cell.text)
    fields.text = Piece(cell, begin, len(cell.text))
    shown = [other for other in row.cells if visible(other)]
    struck = (visible(cell) and cell.struck) or all(other.struck for other in shown)
    return action(fields, row.span, known, "row", kind, ticked, done, struck, row.extra)


def _all_of(cell: Inline) -> Piece:
    return Piece(cell, 0, len(cell.text))


def _text_cell(row: Row, columns: list[Field | None], titles: list[str]) -> int:
    """Which cell says what is to be done: an action column, else an unknown column, the first that says something."""
    by_header = [index for index, column in enumerate(columns) if column == "action"]
    unknown = [index for index, column in enumerate(columns) if column is None and any(map(str.isalpha, titles[index]))]
    candidates = [*by_header, *([] if by_header else unknown)] or list(range(len(row.cells)))
    return next((index for index in candidates if visible(row.cells[index])), candidates[0])
