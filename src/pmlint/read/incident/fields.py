"""The fields of a document's metadata: keys that name a fact of the incident or a role, each with its value.

In the front matter, and in the body in whatever shape they are written: two-column tables, tables of one row, label
lines (`Severity: Sev-2`), bold labels, list items and headings. In the body only outside the sections that have fields
of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pmlint.forms.boxes import opening_box
from pmlint.markdown import (
    Block,
    Document,
    Heading,
    Html,
    Inline,
    Item,
    List,
    Paragraph,
    Quote,
    Table,
    visible_html,
    walk,
)
from pmlint.model import SaidAs, SaidIn, Why
from pmlint.read.sections.reader import Part
from pmlint.spelling import drop_invisible, fold, mixes_scripts
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary
from pmlint.vocabulary.fields import LONGEST_KEY, FieldName, FieldNames
from pmlint.yaml_text import Mapping, Node, Scalar
from pmlint.yaml_text import Sequence as YamlSequence

_MOST_COLUMNS = 16
"""Columns of a table of one row that are looked at: more than a document has facts."""

_TWO_PAIRS = 4
"""Cells of a row that holds two keys with their values."""

_TOGETHER = 3
"""Fields that, standing together below an item of a list, are those of the incident; fewer may be of anything."""

_MARKS_BEFORE_KEY = 20
"""Characters of markup before and around a key, at most, where a line is looked through for one."""


class Field(NamedTuple):
    """A field. `line` is all that shows in its line or cell, struck-out text included; `struck` that text alone."""

    name: FieldName
    value: Text
    said_in: SaidIn
    why: Why
    line: str
    struck: str = ""
    said_as: SaidAs = "severity"
    """How a severity is said; of other fields it tells nothing."""


def front_matter_fields(
    entries: Sequence[tuple[Text, Node]], source: Source, names: FieldNames, *, top: bool = True, below: bool = False
) -> Iterator[Field]:
    """The fields of the front matter. Below another key (`below`) only a severity counts, wherever it stands.

    What stands below `incident` or the like is the incident's, and there every field counts (`top`).
    """
    for key, node in entries:
        name = names.get(key.value)
        if isinstance(node, Mapping) and not (name and name.field == "severity"):
            of_incident = name is not None and name.field == "id"
            yield from front_matter_fields(node.entries, source, names, top=of_incident, below=True)
        elif name and (top or name.field == "severity"):
            for each in node.items if isinstance(node, YamlSequence) and name.role else (node,):
                yield _front_matter_field(name, each, source)._replace(said_as=_said_as(key.value, below=below))


def _said_as(key: str, *, below: bool) -> SaidAs:
    """How a key of the front matter says a severity."""
    if below:
        return "below another key"
    return "look-alike key" if mixes_scripts(key) else "severity"


def _front_matter_field(name: FieldName, node: Node, source: Source) -> Field:
    """A field with its value as it is written, where that is no plain value, but without comments."""
    if isinstance(node, Scalar):
        value = node.text
    else:
        value = Text(" ".join(_YAML_COMMENT.sub("", source.slice(node.span)).split()), node.span)
    return Field(name, value, "front matter", Why("front matter", name.word), value.value)


_YAML_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*")


def read_fields(document: Document, parts: Sequence[Part], title: Text | None, vocabulary: Vocabulary) -> list[Field]:
    """The fields of the body, in order; the title is none."""
    blocks, reader = document.blocks, FieldReader(document.source, vocabulary.metadata)
    headings = (block.span.start for block in blocks[1:] if isinstance(block, Heading))
    opening_ends = next(headings, len(document.source.text))
    found: list[Field] = []
    for index in _own_blocks(blocks, parts, vocabulary):
        block = blocks[index]
        if isinstance(block, Heading) and title and block.span.holds(title.span):
            continue
        if isinstance(block, Quote) and block.span.start >= opening_ends:
            continue  # a quotation at the top is a box with metadata, further down it is somebody's words
        found.extend(reader.block(blocks, index))
    return found


def _own_blocks(blocks: Sequence[Block], parts: Sequence[Part], vocabulary: Vocabulary) -> Iterator[int]:
    """The indexes of the blocks outside the sections in which a field is that of an event, an action or a signature."""
    others = vocabulary.process.holding("events", "actions", "signatures")
    bodies = sorted((part.section.body for part in parts if part.section.id in others), reverse=True)
    covered = 0
    for index, block in enumerate(blocks):
        while bodies and bodies[-1].start <= block.span.start:
            covered = max(covered, bodies.pop().end)
        if block.span.start >= covered:
            yield index


class FieldReader:
    """Finds the fields in blocks of any kind."""

    def __init__(self, source: Source, names: FieldNames) -> None:
        self.source = source
        self.names = names

    def block(self, blocks: Sequence[Block], index: int) -> Iterator[Field]:
        """The fields of a block; the value of a heading may stand in the one that follows."""
        match blocks[index]:
            case Heading() as heading:
                yield from self.heading(heading, blocks, index)
            case Paragraph(inline=inline):
                yield from self.paragraph(inline, blocks, index)
            case Table() as table:
                yield from self.table(table)
            case List(items=items):
                for item in items:
                    yield from self.item(item)
            case Quote(blocks=inner):
                for within in range(len(inner)):
                    yield from self.block(inner, within)

    def heading(self, heading: Heading, blocks: Sequence[Block], index: int) -> Iterator[Field]:
        """`## Date: 12 March 2023`, or `## Status` with its value below.

        An underlined heading is none: `severity: Sev-4` above `---` is front matter that was displaced.
        """
        text = heading.inline.text
        key, colon, value = text.partition(":")
        name = None if heading.setext else self.names.get(key)
        if name and value.strip():
            yield self.field(name, heading.inline, len(key) + len(colon), len(text), "heading", "heading")
        elif name:
            yield from self.below(name, blocks, index)

    def paragraph(self, inline: Inline, blocks: Sequence[Block], index: int) -> Iterator[Field]:
        """Label lines, or a line that is only bold and names a field as a heading does."""
        if not self._may_have_fields(inline):
            return  # most paragraphs: their markup need not be read
        alone = inline.bold_parts() == [(0, len(inline.text))]
        if alone and (name := self.names.get(inline.text.rstrip(_COLONS))):
            yield from self.below(name, blocks, index)
        else:
            yield from self.lines(inline, "line")

    def below(self, name: FieldName, blocks: Sequence[Block], index: int) -> Iterator[Field]:
        """The field whose value stands below its heading: the first line of a paragraph, or the only item of a list."""
        following = next(
            (block for block in map(blocks.__getitem__, range(index + 1, len(blocks))) if self._shows(block)), None
        )
        inline = None
        if isinstance(following, List):
            items = following.items if len(following.items) == 1 else _ticked(following)
            inline = items[0].inline if len(items) == 1 else None
        elif isinstance(following, Paragraph):
            inline = following.inline
        if inline is not None:
            start, line_end = opening_box(inline.text).end, inline.text.find("\n")
            end = line_end if line_end >= 0 else len(inline.text)
            yield self.field(name, inline, start, end, "heading", "heading")

    def _shows(self, block: Block) -> bool:
        """Whether a reader sees anything of a block: of a comment, for one, nothing."""
        return not isinstance(block, Html) or bool(visible_html(self.source.slice(block.span)))

    def item(self, item: Item) -> Iterator[Field]:
        """The fields of an item. Deeper down, or behind its first line, a field may be that of anything: there several
        have to stand together, below an item that only names them, unless it is a severity.
        """
        own: list[Field] = []
        below: list[Field] = []
        for inner in walk(item.blocks):
            if isinstance(inner, Paragraph) and self._may_have_fields(inner.inline):
                (own if inner.inline is item.inline else below).extend(self.lines(inner.inline, "list"))
        together = not own and len({field.name.field for field in below if field.name.is_fact}) >= _TOGETHER
        yield from own
        yield from below if together else (field for field in below if field.name.field == "severity")

    def table(self, table: Table) -> Iterator[Field]:
        """The fields of a table whose rows hold keys and values, or of one with keys above its only row."""
        header, rows = table.header.cells, [row.cells for row in table.rows]
        if len(header) < 2:
            return
        above = [self.key(cell) for cell in header[:_MOST_COLUMNS]]
        if self._holds_two_pairs(above) or any(self.key(cells[0]) for cells in rows):
            opens_with_pair = len(header) in (2, _TWO_PAIRS) and not above[1]
            for cells in [header, *rows] if opens_with_pair else rows:
                yield from self.pairs(cells)
        elif len(rows) == 1 and self._are_mostly_facts(above, len(header)):
            for name, cell in zip(above, rows[0], strict=False):
                if name:
                    yield self.cell(name, cell)

    def _holds_two_pairs(self, row: Sequence[FieldName | None]) -> bool:
        """Whether a row is key, value, key, value."""
        return len(row) == _TWO_PAIRS and [bool(name) for name in row] == [True, False, True, False]

    def _are_mostly_facts(self, above: Sequence[FieldName | None], columns: int) -> bool:
        """Whether more than half of the columns are of the incident; a role is, beside two facts and as no owner."""
        facts = sum(name is not None and name.is_fact for name in above)
        roles = [name for name in above if name and name.role and not self.names.is_owner_of_actions(name)]
        return (facts + len(roles) if facts > 1 else facts) * 2 > columns

    def pairs(self, cells: Sequence[Inline]) -> Iterator[Field]:
        """The field of a row that begins with its key, and the second one of a row that holds two."""
        for at in (0, 2) if len(cells) == _TWO_PAIRS else (0,):
            if name := self.key(cells[at]):
                yield self.cell(name, cells[at + 1])

    def key(self, cell: Inline) -> FieldName | None:
        """The field that a cell names: its words in bold, else those before an explanation in italics."""
        text = cell.text
        if explained := next((start for start, _ in cell.italic_parts() if start), None):
            bold = next(iter(cell.bold_parts()), (explained, 0))
            text = text[: explained if bold[0] else bold[1]]
        return self.names.get(text.strip().rstrip(_COLONS))

    def cell(self, name: FieldName, cell: Inline) -> Field:
        """The field whose value is a cell, without an explanation in italics that opens it."""
        start, end = next(iter(cell.italic_parts()), (0, 0))
        explained = start == 0 and cell.text[end : end + 1].isspace() and cell.text[end:].strip()
        return self.field(name, cell, end if explained else 0, len(cell.text), "table", "cell")

    def lines(self, inline: Inline, said_in: SaidIn) -> Iterator[Field]:
        """Label lines: each line of a paragraph whose first line is one.

        A line may hold several, set off by `|` or a dot in the middle. A term above may be defined by a line that
        begins with a colon.
        """
        text, bold = inline.text, dict(inline.bold_parts())
        term: FieldName | None = None
        start = 0
        for line in text.split("\n"):
            end = start + len(line)
            if term and line.startswith(":"):
                yield self.field(term, inline, start + 1, end, said_in, "definition")
            term = self.names.get(line)
            pieces = list(self.pieces(text, start, end, bold))
            fields = [self.label(inline, begin, stop, said_in, bold) for begin, stop in pieces]
            if start == 0 and not (term or fields[0] or _LABEL_LINE.match(text, *pieces[0])):
                return  # a sentence, and not a block of labels
            yield from filter(None, fields)
            start = end + 1

    def pieces(self, text: str, start: int, end: int, bold: dict[int, int]) -> Iterator[tuple[int, int]]:
        """The parts of a line that may be fields: set off by marks, or each with its key in bold."""
        marks = [mark.span() for mark in _BETWEEN_FIELDS.finditer(text, start, end)]
        begun = list(bold)
        for begin, stop in zip([start, *(end for _, end in marks)], [*(start for start, _ in marks), end], strict=True):
            inside = begun[bisect_right(begun, begin) : bisect_left(begun, stop)] if begin in bold else []
            keys = [at for at in inside if self.names.get(text[at : bold[at]].rstrip(_COLONS))]
            yield from pairwise((begin, *keys, stop))

    def label(self, inline: Inline, start: int, end: int, said_in: SaidIn, bold: dict[int, int]) -> Field | None:
        """The field that a part of a line is: a key before a colon, or a key in bold."""
        text = inline.text
        colon = _COLON.search(text, start, min(end, start + LONGEST_KEY + 1))
        if colon and (name := self.names.get(text[start : colon.start()])):
            return self.field(name, inline, colon.end(), end, said_in, "label")
        key_end = bold.get(start, start)
        if name := self.names.get(text[start:key_end].rstrip(_COLONS)):
            behind = text[key_end:end]
            value = end - len(behind.lstrip(_COLONS + "–—-="))
            return self.field(name, inline, value, end, said_in, "bold label")
        return None

    def field(self, name: FieldName, inline: Inline, start: int, end: int, said_in: SaidIn, form: str) -> Field:
        """The field whose value is a part of a text."""
        value = inline.locate(start, end)
        first, last = self.source.position(value.span.start).line, self.source.position(value.span.end).line
        shown = inline.runs_at(Span(self.source.offset(first), self.source.line_span(last).end))
        line = "".join(run.text for run in shown)
        struck = "".join(run.text for run in shown if run.struck)
        return Field(name, value, said_in, Why(form, name.word), line, struck)

    def _may_have_fields(self, inline: Inline) -> bool:
        return any(_may_be_field(line, self.names.first_words) for line in inline.raw.split("\n"))


_FIRST_WORD = re.compile(r"(?:[^\w<]|<[^<>]{0,20}>|[_\d])*([^\W\d_]*)")


def _may_be_field(line: str, first_words: frozenset[str]) -> bool:
    """Whether a raw line may open with a key, or hold several fields."""
    head = line[: LONGEST_KEY + _MARKS_BEFORE_KEY]
    found = _FIRST_WORD.match(head if head.isascii() else drop_invisible(head))
    if found and (found[1].lower() if found[1].isascii() else fold(found[1])) in first_words:
        return True
    return any(mark in line for mark in _MARKS_BETWEEN_FIELDS) and _BETWEEN_FIELDS.search(line) is not None


_COLONS = " :："
_COLON = re.compile(r"[:：](?!//)")
_LABEL_LINE = re.compile(r"[^:：.!?]{1,60}[:：](?:\s|$)")
_MARKS_BETWEEN_FIELDS = "|·•"
_BETWEEN_FIELDS = re.compile(rf"[ \t][{_MARKS_BETWEEN_FIELDS}][ \t]")


def _ticked(options: List) -> list[Item]:
    """The items of a list of boxes that are ticked."""
    return [item for item in options.items if item.inline and opening_box(item.inline.text).ticked]
