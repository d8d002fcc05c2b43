"""Who signs off a document, and what keeps a line of the sign-off from signing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pmlint.forms.boxes import opening_box
from pmlint.forms.dates import FoundDate
from pmlint.forms.labels import label_before_colon
from pmlint.forms.signatures import Part as Said
from pmlint.forms.signatures import Signature
from pmlint.markdown import Block, Heading, Inline, Item, List, Paragraph, Row, Table
from pmlint.model import SignOff, Why
from pmlint.read.sections.reader import Part
from pmlint.spelling import name_key, says_nothing, words
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary
from pmlint.vocabulary.signing import Columns

_WORDS_OF_A_LINE = 5
"""Words of an item that names neither a role nor somebody who is known by form, at most; more is prose."""
_NO_PEOPLE = frozenset(("date", "status", "done", "due", "issue", "id", "severity", "time", "end", "start"))
"""Fields of which a line tells something other than who signed."""


class _Role(NamedTuple):
    """A role of the process and how it is named; both blank where there is none."""

    id: str | None = None
    why: Why = Why("")


_NO_ROLE = _Role()


def read_sign_off(
    source: Source, parts: Sequence[Part], people: Iterable[str], vocabulary: Vocabulary
) -> tuple[SignOff, ...]:
    """The lines of the sections that hold signatures, in order of the document.

    `people` are the names that the document has elsewhere.
    """
    holding = vocabulary.process.holding("signatures")
    known = frozenset(word for name in people for word in words(name))
    lines: list[SignOff] = []
    read = 0  # up to where; parts are in order, so a section that begins before it stands in one that was read
    for part in parts:
        if part.section.id in holding and part.section.span.end > read:
            read = max(read, part.section.body.end)
            lines += _SectionReader(source, vocabulary, known).read(part)
    return tuple(lines)


class _SectionReader:
    """Reads the lines and rows of one section that name who signed."""

    def __init__(self, source: Source, vocabulary: Vocabulary, known: Collection[str]) -> None:
        self.source, self.vocabulary, self.known = source, vocabulary, known
        self.bare: set[SignOff] = set()
        """Lines that say nothing but names and roles."""
        self.withdrawn: Text | None = None
        """What says of the whole section that it is not signed: `Pending:`, over the names."""

    def read(self, part: Part) -> list[SignOff]:
        """The lines of a section; those of names alone do not sign where another line says that nobody has."""
        lines: list[SignOff] = []
        if part.lead:  # `**Sign-off:** Maria Lindqvist (IC)`
            lead = self._lead(part.lead)
            lines += self._line(lead, 0, len(lead.text), part.lead.span, _NO_ROLE)
        lines += self._blocks(part.blocks, _NO_ROLE)
        if self.withdrawn is None:
            return lines
        return [line._replace(unread=self.withdrawn) if line in self.bare else line for line in lines]

    def _lead(self, lead: Text) -> Inline:
        """What stands behind a section's label, with the place of each name, also behind an escape: `\\[x\\]`."""
        written = self.source.slice(lead.span)
        in_a_line = "\n" not in written and "\r" not in written  # else it has markers of a quotation or a list
        return Inline(written if in_a_line else lead.value, [(0, lead.span.start)], lead.span, {})

    def _blocks(self, blocks: Sequence[Block], role: _Role) -> Iterator[SignOff]:
        """The lines in some blocks. A heading that names a role holds for the names below it."""
        for block in blocks:
            if isinstance(block, Heading):
                role = self._role(block.inline.text, "heading")
                if role.id is None:
                    self._withdraw(block.inline)
            elif isinstance(block, Paragraph):
                yield from self._paragraph(block, role)
            elif isinstance(block, List):
                for item in block.items:
                    yield from self._item(item, role)
            elif isinstance(block, Table):
                yield from self._table(block)

    def _role(self, text: str, form: str) -> _Role:
        role = self.vocabulary.role(text)
        return _Role(role, Why(form, name_key(text))) if role else _NO_ROLE

    def _withdraw(self, inline: Inline, start: int = 0, end: int | None = None) -> None:
        said = self._signature(inline, start, end)
        if said.refusal and not said.approved and self.withdrawn is None:
            self.withdrawn = inline.locate(*said.refusal)

    def _signature(self, inline: Inline, start: int = 0, end: int | None = None) -> Signature:
        text = "" if inline.struck else inline.text
        said = self.vocabulary.signatures.read(text, start, end if text else 0, self.known)
        if said.proven or said.unread or not self._takes_back(inline):
            return said
        return said._replace(rest=(said.place[1], said.place[1]))

    def _takes_back(self, inline: Inline) -> bool:
        """Whether what is struck out in a text would sign: `Ana Silva ~~approved~~`."""
        struck = "".join(run.text for run in inline.runs_at(inline.span) if run.struck)
        return bool(struck) and self.vocabulary.signatures.read(struck, known=self.known).proven

    def _paragraph(self, block: Paragraph, role: _Role) -> Iterator[SignOff]:
        start = 0
        text = block.inline.text
        for end in [*(at for at, char in enumerate(text) if char == "\n"), len(text)]:
            if text[start:end].strip():
                yield from self._line(block.inline, start, end, block.inline.locate(start, end).span, role)
            start = end + 1

    def _item(self, item: Item, role: _Role) -> Iterator[SignOff]:
        inline = item.inline
        if inline is None or not inline.text.strip():
            yield from self._blocks(item.blocks, role)
            return
        below = [block for block in item.blocks if isinstance(block, List)]
        named = self._role(inline.text[opening_box(inline.text).end :], "label")
        if named.id and below:  # `- Owners:` with the names nested below
            yield from self._blocks(below, named)
            return
        span = Span(item.span.start, inline.span.end)
        yield from self._line(inline, 0, len(inline.text), span, role, in_list=not below)
        yield from self._blocks(below, role)

    def _line(
        self, inline: Inline, start: int, end: int, span: Span, role: _Role, in_list: bool = False
    ) -> Iterator[SignOff]:
        """The sign-offs on one line: the people and their roles; none where all is struck out."""
        if inline.struck:
            return
        text = inline.text
        label = label_before_colon(text, opening_box(text, start, end).end, end)
        if label and self.vocabulary.role(label.name) is None and self.vocabulary.field(label.name) in _NO_PEOPLE:
            self._withdraw(inline, label.value, end)
            return
        said = self._signature(inline, start, end)
        if said.signers:
            lines = [
                _sign_off(
                    span,
                    self._beside(inline, signer.role, role),
                    inline.locate(signer.start, signer.end),
                    _evidence(inline, said._replace(date=signer.date or said.date, ticked=signer.ticked)),
                    Why("line"),
                )
                for signer in said.signers
            ]
            yield from lines
            if not said.proven and not said.unread:
                self.bare.update(lines)
        elif said.role or role.id or (in_list and len(words(text[start:end])) <= _WORDS_OF_A_LINE):
            named = self._beside(inline, said.role, role)
            person = inline.locate(*said.place)
            yield _sign_off(span, named, person, _evidence(inline, said), Why("line"))
        else:
            self._withdraw(inline, start, end)

    def _beside(self, inline: Inline, said: Said | None, otherwise: _Role) -> _Role:
        """The role that a line names, or the one that it stands below."""
        if said is None:
            return otherwise
        before_colon = inline.text[said.end :].lstrip().startswith((":", "："))
        form = "label" if before_colon else "beside the name"
        return _Role(said.value, Why(form, name_key(inline.text[said.start : said.end])))

    # --- tables ---

    def _table(self, table: Table) -> Iterator[SignOff]:
        header, rows = table.header, table.rows
        columns = self.vocabulary.signing.of([cell.text for cell in header.cells])
        if not columns.names and self.vocabulary.role(header.cells[0].text):
            columns, rows = Columns(), [header, *rows]  # a header row that is itself the first line
        for row in rows:
            if not all(says_nothing(cell.text) or cell.struck for cell in row.cells):
                yield from self._row(row, header, columns)

    def _row(self, row: Row, header: Row, columns: Columns) -> Iterator[SignOff]:
        """The sign-offs of a row: the role in its column, or the first that is named, and the people beside it."""
        held = [self._role(cell.text, "column") for cell in row.cells]
        at = next(iter((*columns.roles, *(index for index, each in enumerate(held) if each.id))), None)
        role = _NO_ROLE if at is None else held[at]
        rest = [index for index in range(len(row.cells)) if index != at]
        person = _first_filled(row, [index for index in columns.names if index != at] or rest)
        cell = row.cells[person]
        told = {index: self._signature(row.cells[index]) for index in (person, *rest)}
        said = self._said_in(row, told, columns)
        why = Why("column", name_key(header.cells[person].text)) if person in columns.names else Why("row")
        for signer in told[person].signers:
            own = role if role.id else self._beside(cell, signer.role, _NO_ROLE)
            yield _sign_off(row.span, own, cell.locate(signer.start, signer.end), said, why)
        if not told[person].signers:
            yield _sign_off(row.span, role, cell.whole, said, why)

    def _said_in(self, row: Row, told: Mapping[int, Signature], columns: Columns) -> _Evidence:
        """What the cells of a row say together; the first is that of the name."""
        dated = next((_evidence(row.cells[index], each) for index, each in told.items() if each.date), _Evidence())
        agreed = bool(columns.signatures) or any(each.approved or each.ticked for each in told.values())
        boxes = [each.ticked for each in told.values() if each.ticked is not None]
        if not agreed and any(says_nothing(row.cells[index].text) for index in columns.days):
            boxes.append(False)
        unread = next(self._unread_in(row, told, columns, agreed), None)
        return dated._replace(ticked=all(boxes) if boxes else None, unread=unread)

    def _unread_in(self, row: Row, told: Mapping[int, Signature], columns: Columns, agreed: bool) -> Iterator[Text]:
        """What keeps a row from signing: a refusal, no yes where it has to stand, a remark where nothing agrees."""
        for index, each in told.items():
            cell = row.cells[index]
            if index in columns.signatures:
                if not self._is_yes(cell, each, row.cells[next(iter(told))]):
                    yield cell.whole
            elif each.refusal:
                yield cell.locate(*each.refusal)
            elif not agreed and index not in columns.remarks and (said := each.deferred or each.rest):
                yield cell.locate(*said)

    def _is_yes(self, cell: Inline, said: Signature, named: Inline) -> bool:
        """Whether a cell for signatures has one: a proof, a known yes, or once more the name of who signs."""
        names = (cell.text[signer.start : signer.end] for signer in said.signers)
        if not said.unread and (said.proven or any(_may_be_of(name, named.text) for name in names)):
            return True
        return not cell.struck and self.vocabulary.actions.state(cell.text) is True


def _may_be_of(signature: str, name: str) -> bool:
    """Whether a signature is that of somebody: a word of the name, or its initials."""
    signed, named = words(signature), words(name)
    initials = "".join(word[0] for word in named)
    return not set(signed).isdisjoint(named) or "".join(signed) == initials


class _Evidence(NamedTuple):
    """What is said of a signature, with its places."""

    when: Text | None = None
    date: FoundDate | None = None
    ticked: bool | None = None
    unread: Text | None = None


def _evidence(inline: Inline, said: Signature) -> _Evidence:
    when = inline.locate(said.date.start, said.date.end) if said.date else None
    return _Evidence(when, said.date, said.ticked, inline.locate(*said.unread) if said.unread else None)


def _sign_off(span: Span, role: _Role, person: Text, said: _Evidence, why: Why) -> SignOff:
    dated = Why(said.date.form, said.date.word) if said.date else Why("")
    made = tuple((field, each) for field, each in (("person", why), ("role", role.why), ("when", dated)) if each.form)
    days = said.date.readings if said.date else ()
    return SignOff(span, role.id, person, said.when, said.ticked, made, days, said.unread)


def _first_filled(row: Row, indexes: Sequence[int]) -> int:
    """The first of some cells of a row that says something; else the first of them, or of the row."""
    filled = (index for index in indexes if not says_nothing(row.cells[index].text))
    return next(filled, indexes[0] if indexes else 0)
