"""Actions in tables: the header row decides what a column holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pmlint.forms.boxes import opening_box
from pmlint.markdown import Inline, Piece, Row, Table
from pmlint.model import ActionHeading, ActionItem, Why
from pmlint.read.actions.fields import ActionFields
from pmlint.read.actions.found import Fields
from pmlint.read.actions.item import ActionScope, Candidate, action
from pmlint.spelling import name_key, says_nothing
from pmlint.vocabulary.actions import ActionField, ActionWords


class Column(NamedTuple):
    """A column: its header, and the fields of an action that it holds."""

    title: str
    fields: tuple[ActionField, ...]

    @property
    def is_of_marks(self) -> bool:
        """Whether it has no name, so that what stands in it can only be a mark."""
        return not any(map(str.isalnum, self.title))

    @property
    def why(self) -> Why:
        return Why("column", name_key(self.title))


def read_table(table: Table, reader: ActionFields, scope: ActionScope) -> Iterator[ActionItem | ActionHeading]:
    """The actions of a table, and the headings of groups among its rows; none if no column is a field of actions.

    A column with an unknown header holds nothing that is known, whatever it looks like.
    """
    columns = _columns(table, reader.known)
    if not _hold_actions(columns):
        return
    for row in table.rows:
        filled = [cell for cell in row.cells if not says_nothing(cell.text)]
        if all(cell.text.strip().isdecimal() for cell in filled) or _repeats(row, columns):
            continue
        kind = reader.known.group(filled[0].text) if len(filled) == 1 else None
        if kind:
            scope = scope._replace(kind=kind, why=Why("row", name_key(filled[0].text)))
            yield ActionHeading(kind, filled[0].whole)
        elif not _says_none(item := _RowReader(row, filled, columns, reader).action(scope), reader.known):
            yield item


def holds_actions(table: Table, known: ActionWords) -> bool:
    """Whether a table is one of actions, whatever its rows say."""
    return _hold_actions(_columns(table, known))


def _columns(table: Table, known: ActionWords) -> list[Column]:
    return [Column(cell.text.strip(), known.column(cell.text)) for cell in table.header.cells]


def _hold_actions(columns: Sequence[Column]) -> bool:
    return any(field != "kind" for column in columns for field in column.fields)


def read_told(table: Table, known: ActionWords) -> list[tuple[ActionField, Piece, Why]]:
    """The fields of a table that tells of one action, a field a row: `Owner | Ana`; none if it is any other table."""
    if len(table.header.cells) != 2:
        return []
    rows = [row.cells for row in table.rows]
    name, value = table.header.cells
    if known.field(name.text) and not known.field(value.text):
        rows.insert(0, table.header.cells)
    told = [
        (kind, said.part(0, len(said.text)), Why("row", name_key(name.text)))
        for name, said in rows
        if (kind := known.field(name.text))
    ]
    return told if len(told) > 1 and 2 * len(told) >= len(rows) else []


def _repeats(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row is the header once more."""
    return all(cell.text.strip() == column.title for cell, column in zip(row.cells, columns, strict=False))


def _says_none(item: ActionItem, known: ActionWords) -> bool:
    """Whether a row is left of a template, or says that there is no action: without owner, issue and due date, too."""
    return not (item.owners or item.issues or (item.due and item.due.day)) and known.says_none(item.text.value)


class _RowReader:
    """Reads one row, whose cells `filled` say something."""

    def __init__(self, row: Row, filled: Sequence[Inline], columns: Sequence[Column], reader: ActionFields) -> None:
        self.row = row
        self.filled = filled
        self.cells = list(zip(row.cells, columns, strict=False))
        self.reader = reader
        self.fields = Fields()

    def action(self, scope: ActionScope) -> ActionItem:
        """The action of the row."""
        for cell, column in self.cells:
            self._add_column(cell, column)
        marks = [self._mark_beside_issue(cell) for cell, column in self.cells if column.fields == ("issue",)]
        marks += [self._mark(cell) for cell, column in self.cells if column.is_of_marks and cell.text]
        done = next((mark for mark in reversed(marks) if mark is not None), scope.done)
        text = self._text_cell()
        self._read_text(text)
        struck = (text in self.filled and text.struck) or all(cell.struck for cell in self.filled)
        scope = scope._replace(done=done)
        candidate = Candidate(text, self.row.span, scope, self.reader, "row", struck=struck, unseen=self.row.extra)
        return action(candidate, self.fields)

    def _add_column(self, cell: Inline, column: Column) -> None:
        """Adds what a cell says of the fields of its column; of several, issues may stand anywhere in it."""
        if len(column.fields) == 1:
            self.fields.add(column.fields[0], cell.part(0, len(cell.text)), column.why)
        elif column.fields:
            said = self.reader.in_cell(cell).said
            for kind in column.fields:
                pieces = [cell.part(0, len(cell.text))] if kind == "issue" else said.get(kind, [])
                for piece in pieces if kind != "action" else ():
                    self.fields.add(kind, piece, column.why)

    def _mark_beside_issue(self, cell: Inline) -> bool | None:
        """What a cell says of the state beside an issue: `CART-7, Status: done`, `CART-7 **DONE**`."""
        self._add_missing(cell, ("done", "owner"), 1 if cell.text.startswith("[") else 0)
        return self.reader.known.marked_state(cell.text)

    def _mark(self, cell: Inline) -> bool | None:
        ticked = opening_box(cell.text).ticked
        return self.reader.known.mark(cell.text) if ticked is None else ticked

    def _add_missing(self, cell: Inline, kinds: Sequence[ActionField], begin: int) -> None:
        """Adds the fields of some kinds that a cell says, and that have no column of their own."""
        missing = [kind for kind in kinds if kind not in self.fields.said]
        if not missing or not cell.text:
            return
        read = self.reader.read(cell, begin)
        for kind in missing:
            for piece in read.said.get(kind, []):
                self.fields.add(kind, piece, read.why[kind])

    def _read_text(self, cell: Inline) -> None:
        """Reads the cell that says what is to be done, and the fields in it that have no column."""
        box = opening_box(cell.text)
        self._add_missing(cell, ("owner",), box.end)
        due = next((found for found in self.reader.labelled(cell, box.end) if found.kind == "due"), None)
        if due and "due" not in self.fields.said:
            self.fields.add("due", due.value, due.why)
        self.fields.text = cell.part(box.end, len(cell.text))
        self.fields.begin = box.end

    def _text_cell(self) -> Inline:
        """The cell that says what is to be done: of an action column, else of an unknown one, the first filled one."""
        candidates = (
            [cell for cell, column in self.cells if "action" in column.fields]
            or [cell for cell, column in self.cells if not column.fields and any(map(str.isalpha, column.title))]
            or self.row.cells
        )
        return next((cell for cell in candidates if cell in self.filled), candidates[0])
