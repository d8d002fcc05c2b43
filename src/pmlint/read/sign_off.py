"""Who signed off a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pmlint.forms.boxes import EMPTY_BOXES, TICKED_BOXES, opening_box
from pmlint.forms.labels import label_before_colon
from pmlint.forms.phrases import end_of
from pmlint.markdown import Block, Heading, Inline, Item, List, Paragraph, Row, Table
from pmlint.model import Moment, SignOff, Why
from pmlint.read.sections.reader import Part
from pmlint.spelling import EMOJI_NAMES, name_key, says_nothing, words
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary

_WORDS_OF_A_NAME = 5
_WORDS_OF_A_ROLE = 5
"""Words of a name by itself, and of a label, at most; more is prose."""
_STOP = re.compile(rf"\s[-–—]{{1,3}}(?=\s|$)|[(（\[|;\n]|\s?[{EMPTY_BOXES}{TICKED_BOXES}❌]")
_BESIDE_NAME = re.compile(r"\s[-–—]{1,3}\s|,|[()（）]|\|")
_NO_PEOPLE = frozenset(("date", "status", "due", "issue", "id", "severity", "time", "end", "start"))
"""Fields of which a line tells something other than who signed."""


class _Role(NamedTuple):
    """A role of the process, how it is named, and where the text goes on; all blank where there is none."""

    id: str | None = None
    why: Why = Why("")
    end: int = 0


_NO_ROLE = _Role()


class _Signed(NamedTuple):
    """When somebody signed, if they did, and what made the day."""

    when: Text | None = None
    ticked: bool | None = None
    why: Why = Why("")
    at: Moment | None = None


def read_sign_off(parts: Sequence[Part], vocabulary: Vocabulary) -> tuple[SignOff, ...]:
    """The lines of the sections that hold signatures, in order of the document."""
    reader = SignOffReader(vocabulary)
    holding = vocabulary.process.holding("signatures")
    lines: list[SignOff] = []
    read = 0  # up to where; parts are in order, so a section that begins before it stands in one that was read
    for part in parts:
        if part.section.id in holding and part.section.span.end > read:
            read = max(read, part.section.body.end)
            lines += reader.lead(part.lead) if part.lead else ()
            lines += reader.blocks(part.blocks, _NO_ROLE)
    return tuple(lines)


class SignOffReader:
    """Reads lines and rows that name who signed."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.signing = vocabulary.signing

    def lead(self, lead: Text) -> Iterator[SignOff]:
        """The names behind a section's label, as in `**Sign-off:** Maria Lindqvist (IC)`."""
        inline = Inline(lead.value, [(0, lead.span.start)], lead.span, {})
        yield from self.line(inline, 0, len(inline.text), lead.span, _NO_ROLE)

    def blocks(self, blocks: Sequence[Block], role: _Role) -> Iterator[SignOff]:
        """The lines in some blocks. A heading that names a role holds for the names below it."""
        for block in blocks:
            if isinstance(block, Heading):
                role = self._role(block.inline.text, "heading")
            elif isinstance(block, Paragraph):
                yield from self._paragraph(block, role)
            elif isinstance(block, List):
                for item in block.items:
                    yield from self._item(item, role)
            elif isinstance(block, Table):
                yield from self._table(block)

    def _role(self, text: str, form: str, end: int = 0) -> _Role:
        role = self.vocabulary.role(text)
        return _Role(role, Why(form, name_key(text)), end) if role else _Role(end=end)

    def _paragraph(self, block: Paragraph, role: _Role) -> Iterator[SignOff]:
        start = 0
        text = block.inline.text
        for end in [*(at for at, char in enumerate(text) if char == "\n"), len(text)]:
            if text[start:end].strip():
                yield from self.line(block.inline, start, end, block.inline.locate(start, end).span, role)
            start = end + 1

    def _item(self, item: Item, role: _Role) -> Iterator[SignOff]:
        inline = item.inline
        if inline is None or not inline.text.strip():
            yield from self.blocks(item.blocks, role)
            return
        below = [block for block in item.blocks if isinstance(block, List)]
        named = self._role(inline.text[opening_box(inline.text).end :], "label")
        if named.id and below:  # `- Owners:` with the names nested below
            yield from self.blocks(below, named)
            return
        yield from self.line(inline, 0, len(inline.text), Span(item.span.start, inline.span.end), role, in_list=True)
        yield from self.blocks(below, role)

    def line(
        self, inline: Inline, start: int, end: int, span: Span, role: _Role, in_list: bool = False
    ) -> Iterator[SignOff]:
        """The sign-offs on one line: a role, if it names one, and the people; none where all is struck out."""
        if inline.struck:
            return
        text = inline.text
        box = opening_box(text, start, end)
        at = end_of(EMOJI_NAMES, text, box.end)
        label = self._label(text, at, end)
        if label is not None:
            if label.id is None and self.vocabulary.field(text[box.end : label.end]) in _NO_PEOPLE:
                return
            role, at = label if label.id else role, label.end
        at = self._behind_by(text, at, end)
        beside = self._role_beside(text, at, end)
        if label is None and beside.id is None and not in_list and self._is_prose(text[at:end]):
            return
        refused = self._is_refused(text, at, end)
        signed = _Signed(ticked=False) if refused else self._signed(inline, at, end, box.ticked)
        for person in self._people(inline, beside.end, end):
            yield _sign_off(span, beside if beside.id else role, person, signed, Why("line"))

    def _behind_by(self, text: str, start: int, end: int) -> int:
        """Where a text goes on behind `Approved by`, if it does."""
        by = self.signing.by.match(text, start, end)
        return by.end() if by and text[by.end() : end].strip() else start

    def _label(self, text: str, start: int, end: int) -> _Role | None:
        """The role that a label in front names, or a blank one for an unknown label, and where the line goes on."""
        only = self._role(text[start:end], "label", end)
        if only.id:
            return only  # nothing but a role: nobody is named
        label = label_before_colon(text, start, end)
        if label is None or len(words(label.name)) > _WORDS_OF_A_ROLE:
            return None
        return self._role(label.name, "label", label.value)

    def _role_beside(self, text: str, start: int, end: int) -> _Role:
        """The role that stands beside a name (`Maria (IC)`, `IC - Maria`), and where the name begins."""
        at = start
        for stop in [*_BESIDE_NAME.finditer(text, start, end), None]:
            finish = stop.start() if stop else end
            role = self._role(text[at:finish], "beside the name", stop.end() if stop and at == start else start)
            if role.id:
                return role
            at = stop.end() if stop else finish
        return _Role(end=start)

    def _people(self, inline: Inline, start: int, end: int) -> list[Text]:
        """The names from an index on, up to what was said about the approval; an empty one if there is none."""
        text = inline.text
        start = end_of(EMOJI_NAMES, text, start)
        stop = _STOP.search(text, start, end)
        while stop and not text[start : stop.start()].strip():  # a separator before the name
            start, stop = stop.end(), _STOP.search(text, stop.end(), end)
        last = stop.start() if stop else end
        if date := self.vocabulary.dates.find(text, start, last):
            last = date.start
        if signed := self.signing.signed.search(text, start, last):
            last = signed.start()
        last = start + len(text[start:last].rstrip(" \t,;:."))
        named = [inline.locate(*part) for part in self.vocabulary.people.parts(text, start, last)]
        people = [each for each in named if each.value and self.vocabulary.role(each.value) is None]
        return people or [Text("", inline.locate(start, start).span)]

    def _is_refused(self, text: str, start: int, end: int) -> bool:
        """Whether a line says first that its person has not signed, such as `rejected`, `pending` or `not approved`."""
        refused = self.signing.refused.search(text, start, end)
        signed = self.signing.signed.search(text, start, end)
        return refused is not None and (signed is None or refused.start() < signed.start())

    def _is_prose(self, said: str) -> bool:
        """Whether a line without a label or role is too long for a name, and has no day of a signature."""
        return len(words(said)) > _WORDS_OF_A_NAME and not self.vocabulary.dates.find(said)

    def _signed(self, inline: Inline, start: int, end: int, ticked: bool | None) -> _Signed:
        date = self.vocabulary.dates.find(inline.text, start, end)
        if date is None:
            return _Signed(ticked=ticked)
        at = Moment(date.day) if date.day else None
        return _Signed(inline.locate(date.start, date.end), ticked, Why(date.form, date.word), at)

    def _table(self, table: Table) -> Iterator[SignOff]:
        headers = [name_key(cell.text) for cell in table.header.cells]
        names = {index: header for index, header in enumerate(headers) if header in self.signing.names}
        roles = [index for index, header in enumerate(headers) if header in self.signing.roles]
        rows = table.rows
        if not names and self.vocabulary.role(table.header.cells[0].text):
            rows = [table.header, *table.rows]  # a header row that is itself the first line
        for row in rows:
            if not all(says_nothing(cell.text) for cell in row.cells):
                yield from self._row(row, names, roles)

    def _row(self, row: Row, names: dict[int, str], roles: list[int]) -> Iterator[SignOff]:
        """The sign-offs of a row: the role in its column, or the first that is named, and the people beside it.

        `names` and `roles` are the columns whose headers say that they hold them.
        """
        held = [self._role(cell.text, "column") for cell in row.cells]
        at = roles[0] if roles else next((index for index, role in enumerate(held) if role.id), None)
        role = _NO_ROLE if at is None else held[at]
        rest = [index for index in range(len(row.cells)) if index != at]
        person = _first_filled(row, [*names] or rest)
        cell = row.cells[person]
        beside = self._role_beside(cell.text, 0, len(cell.text))
        signed = self._signed_in([row.cells[index] for index in rest], _first_box(row))
        why = Why("column", names[person]) if names else Why("row")
        for name in self._people(cell, beside.end, len(cell.text)):
            shown = cell.whole if says_nothing(cell.text) else name
            yield _sign_off(row.span, role if role.id else beside, shown, signed, why)

    def _signed_in(self, cells: Sequence[Inline], ticked: bool | None) -> _Signed:
        dated = (self._signed(cell, 0, len(cell.text), ticked) for cell in cells)
        return next((each for each in dated if each.when), _Signed(ticked=ticked))


def _sign_off(span: Span, role: _Role, person: Text, signed: _Signed, why: Why) -> SignOff:
    made = tuple(
        (field, each) for field, each in (("person", why), ("role", role.why), ("when", signed.why)) if each.form
    )
    return SignOff(span, role.id, person, signed.when, signed.ticked, made, signed.at)


def _first_filled(row: Row, indexes: Sequence[int]) -> int:
    """The first of some cells of a row that says something; else the first of them, or of the row."""
    filled = (index for index in indexes if not says_nothing(row.cells[index].text))
    return next(filled, indexes[0] if indexes else 0)


def _first_box(row: Row) -> bool | None:
    ticks = (opening_box(cell.text).ticked for cell in row.cells if cell.text.strip())
    return next((ticked for ticked in ticks if ticked is not None), None)
