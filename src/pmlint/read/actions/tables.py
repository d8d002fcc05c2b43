"""Actions in tables: the header row decides what a column holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmlint.markdown import Inline, Piece, Row, Table
from pmlint.model import ActionHeading, ActionItem
from pmlint.process import ActionKind
from pmlint.read.actions.fields import Fields, fields_in_cell, labelled, read_fields
from pmlint.read.actions.item import action
from pmlint.read.actions.lists import is_template
from pmlint.read.actions.people import People
from pmlint.read.actions.words import ActionWords, Field, box, visible


def read_table(
    table: Table, known: ActionWords, people: People, kind: ActionKind | None, done: bool | None
) -> Iterator[ActionItem | ActionHeading]:
    """The actions of a table, and the headings of groups among its rows; none if no column is a field of actions.

    A column with an unknown header holds nothing that is known, whatever it looks like.
    """
    columns = [known.column(cell.text) for cell in table.header.cells]
    if not any(field != "kind" for column in columns for field in column):
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
        elif not _says_none(item := _action(row, filled, columns, titles, known, people, kind, done), known):
            yield item


def read_told(table: Table, known: ActionWords) -> list[tuple[Field, Piece]]:
    """The fields of a table that tells of one action, a field a row: `Owner | Ana`; none if it is any other table."""
    if len(table.header.cells) != 2:
        return []
    rows = [(known.field(name.text), said) for name, said in (row.cells for row in table.rows)]
    first = known.field(table.header.cells[0].text)
    if first and not known.field(table.header.cells[1].text):
        rows.insert(0, (first, table.header.cells[1]))
    told = [(kind, _all_of(said)) for kind, said in rows if kind]
    return told if len(told) > 1 and 2 * len(told) >= len(rows) else []


def _says_none(item: ActionItem, known: ActionWords) -> bool:
    """Whether a row is left of a template, or says that there is no action: without owner, issue and due date, too."""
    if item.owners or item.issues or (item.due and item.due.day):
        return False
    return is_template(item.text.value) or known.says_none(item.text.value)


def _action(
    row: Row,
    filled: list[Inline],
    columns: list[tuple[Field, ...]],
    titles: list[str],
    known: ActionWords,
    people: People,
    kind: ActionKind | None,
    done: bool | None,
) -> ActionItem:
    fields = Fields()
    for cell, column in zip(row.cells, columns, strict=False):
        if len(column) == 1:
            fields.add(column[0], _all_of(cell))
        elif column:
            _add_several(cell, column, known, people, fields)
    for cell, column in zip(row.cells, columns, strict=False):
        if column == ("issue",):  # `CART-7, Status: done`, `CART-7 **DONE**`
            _add_others(cell, known, people, fields, ("done", "owner"), 1 if cell.text.startswith("[") else 0)
            marked = known.marked_state(cell.text)
            done = done if marked is None else marked
    for cell, title in zip(row.cells, titles, strict=False):
        if not any(map(str.isalnum, title)) and cell.text:  # a column of marks has no name
            ticked = box(cell.text)[0]
            marked = known.mark(cell.text) if ticked is None else ticked
            done = done if marked is None else marked
    cell = _text_cell(row, filled, columns, titles)
    ticked, begin = box(cell.text)
    _add_others(cell, known, people, fields, ("owner",), begin)
    for found in labelled(cell, known, begin):
        if found.kind == "due" and "due" not in fields.said:
            fields.add("due", found.value)
    fields.text = cell.part(begin, len(cell.text))
    struck = (cell in filled and cell.struck) or all(other.struck for other in filled)
    return action(fields, row.span, known, "row", kind, ticked, done, struck, row.extra)


def _add_others(
    cell: Inline, known: ActionWords, people: People, fields: Fields, kinds: Sequence[Field], begin: int
) -> None:
    """Adds the fields of some kinds that a cell says, and that have no column of their own."""
    missing = [kind for kind in kinds if kind not in fields.said]
    if not missing or not cell.text:
        return
    said = read_fields(cell, known, people, begin).said
    for kind in missing:
        for piece in said.get(kind, []):
            fields.add(kind, piece, named=False)


def _add_several(cell: Inline, column: tuple[Field, ...], known: ActionWords, people: People, fields: Fields) -> None:
    """Adds the fields of a column that holds several, such as `Ticket + status`; whose issues may stand anywhere."""
    said = fields_in_cell(cell, known, people)
    for kind in column:
        if kind == "issue":
            fields.add(kind, _all_of(cell))
        elif kind != "action":
            for piece in said.get(kind, []):
                fields.add(kind, piece)


def _all_of(cell: Inline) -> Piece:
    return cell.part(0, len(cell.text))


def _text_cell(row: Row, filled: list[Inline], columns: list[tuple[Field, ...]], titles: list[str]) -> Inline:
    """The cell that says what is to be done: of an action column, else of an unknown one, the first that is filled."""
    cells = list(zip(row.cells, columns, titles, strict=False))
    candidates = (
        [cell for cell, column, _ in cells if "action" in column]
        or [cell for cell, column, title in cells if not column and any(map(str.isalpha, title))]
        or row.cells
    )
    return next((cell for cell in candidates if cell in filled), candidates[0])
