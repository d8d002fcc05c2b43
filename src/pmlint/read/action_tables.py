"""Actions in tables: the header row decides what a column holds."""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.markdown import Inline, Row, Table
from pmlint.model import ActionHeading, ActionItem
from pmlint.process import ActionKind
from pmlint.read.action_fields import Fields
from pmlint.read.action_item import action
from pmlint.read.action_lists import is_template
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
        if all(cell.text.strip() == title for cell, title in zip(row.cells, titles, strict=False)):
            continue
        group = known.group(filled[0].text) if len(filled) == 1 else None
        if group:
            kind = group
            yield ActionHeading(group, filled[0].whole)
        elif not _says_none(item := _action(row, filled, columns, titles, known, kind, done), known):
            yield item


def _says_none(item: ActionItem, known: ActionWords) -> bool:
    """Whether a row is left of a template, or says that there is no action: without owner, issue and due date, too."""
    if item.owners or item.issues or (item.due and item.due.day):
        return False
    return is_template(item.text.value) or known.says_none(item.text.value)


def _action(
    row: Row,
    filled: list[Inline],
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
    cell = _text_cell(row, filled, columns, titles)
    ticked, begin = box(cell.text)
    fields.text = Piece(cell, begin, len(cell.text))
    struck = (cell in filled and cell.struck) or all(other.struck for other in filled)
    return action(fields, row.span, known, "row", kind, ticked, done, struck, row.extra)


def _all_of(cell: Inline) -> Piece:
    return Piece(cell, 0, len(cell.text))


def _text_cell(row: Row, filled: list[Inline], columns: list[Field | None], titles: list[str]) -> Inline:
    """The cell that says what is to be done: of an action column, else of an unknown one, the first that is filled."""
    cells = list(zip(row.cells, columns, titles, strict=False))
    candidates = (
        [cell for cell, column, _ in cells if column == "action"]
        or [cell for cell, column, title in cells if column is None and any(map(str.isalpha, title))]
        or row.cells
    )
    return next((cell for cell in candidates if cell in filled), candidates[0])
