"""The fields of a document's metadata: keys that name a fact of the incident or a role, each with its value.

In the front matter, and in the body in whatever shape they are written: two-column tables, tables of one row, label
lines (`Severity: Sev-2`), bold labels, list items and headings. In the body only outside the sections that have fields
of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pmlint.forms.boxes import opening_box
from pmlint.forms.labels import LONGEST_LABEL, bold_opening, label_before_colon, opening_label, pairs
from pmlint.markdown import Block, Document, Heading, Inline, Item, List, Paragraph, Quote, Table, shows, walk
from pmlint.model import SaidAs, SaidIn, Why
from pmlint.read.incident.places import Place, Places
from pmlint.read.second import Displaced
from pmlint.read.sections.places import SectionsByPlace
from pmlint.read.sections.reader import Part
from pmlint.spelling import drop_invisible, fold, mixes_scripts
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary
from pmlint.vocabulary.fields import ONE_OF_SEVERAL, FieldName, FieldNames
from pmlint.yaml_text import Mapping as YamlMapping
from pmlint.yaml_text import Node, Scalar
from pmlint.yaml_text import Sequence as YamlSequence

_MOST_COLUMNS = 16
"""Columns of a table of one row that are looked at: more than a document has facts."""

_TWO_PAIRS = 4
"""Cells of a row that holds two keys with their values."""

_TOGETHER = 3
"""Fields that, standing together below an item of a list, are those of the incident; fewer may be of anything."""

_KEY_LOOKED_AT = LONGEST_LABEL + 20
"""Characters of a raw line in which a key may begin: some may be markup."""


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
    place: Place = "head"

    @property
    def withdrawn(self) -> bool:
        """Whether all of its line or cell is struck out."""
        return bool(self.struck) and self.struck.strip() == self.line.strip()


def front_matter_fields(
    entries: Sequence[tuple[Text, Node]],
    source: Source,
    names: FieldNames,
    *,
    top: bool = True,
    around: Mapping[str, str] | None = None,
) -> Iterator[Field]:
    """The fields of the front matter. Below another key only a severity counts, wherever it stands.

    What stands below `incident` or the like is the incident's, and there every field counts (`top`). `around` are the
    facts of the first level, below which these stand: beside a severity one below another key is evidence, and what
    has an ID of its own is about another incident.
    """
    own = _facts(entries, names) if around is None else around
    for key, node in entries:
        name = names.get(key.value)
        kind = name.field if name else ""
        if isinstance(node, YamlMapping) and kind != "severity" and not (name and _is_gap(node)):
            if kind == "id" or not _is_of_another(node, own, names):
                yield from front_matter_fields(node.entries, source, names, top=kind == "id", around=own)
        elif name and (top or kind == "severity"):
            is_evidence = not top and "severity" in own
            said_as = _said_as(key.value, around is not None)
            yield from _said(name._replace(field=ONE_OF_SEVERAL) if is_evidence else name, node, source, said_as)


def _said(name: FieldName, node: Node, source: Source, said_as: SaidAs) -> Iterator[Field]:
    """The fields that a key with a name gives: of a role each that a list has."""
    for each in node.items if isinstance(node, YamlSequence) and name.role else (node,):
        value = _value(each, source)
        yield Field(name, value, "front matter", Why("front matter", name.word), value.value, said_as=said_as)


def _is_of_another(node: YamlMapping, own: Mapping[str, str], names: FieldNames) -> bool:
    """Whether what stands below a key has another incident's ID."""
    return "id" in own and _facts(node.entries, names).get("id", own["id"]) != own["id"]


def _facts(entries: Sequence[tuple[Text, Node]], names: FieldNames) -> Mapping[str, str]:
    """The facts that keys state with a plain value, each folded."""
    stated = ((names.get(key.value), node) for key, node in entries)
    return {name.field: fold(node.text.value) for name, node in stated if name and isinstance(node, Scalar)}


def displaced_severities(displaced: Sequence[Displaced], names: FieldNames) -> Iterator[Field]:
    """The severities of front matter in the wrong place; they count only where they are graver."""
    for block in displaced:
        for key, value in block.fields:
            name = names.get(key.value)
            if name and name.field == "severity":
                several = name._replace(field=ONE_OF_SEVERAL)
                yield Field(several, value, "text", Why("front matter", name.word), value.value, place="section")


def _is_gap(node: YamlMapping) -> bool:
    """Whether a mapping is a gap of a template: `{INCIDENT_ID}` has a key and no value."""
    return all(isinstance(value, Scalar) and not value.text.value for _, value in node.entries)


def _value(node: Node, source: Source) -> Text:
    """A value of the front matter; one that is not plain as it is written, but without comments."""
    if isinstance(node, Scalar):
        return node.text
    return Text(" ".join(_YAML_COMMENT.sub("", source.slice(node.span)).split()), node.span)


def _said_as(key: str, below: bool) -> SaidAs:
    if below:
        return "below another key"
    return "look-alike key" if mixes_scripts(key) else "severity"


_YAML_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*")


def read_fields(document: Document, parts: Sequence[Part], title: Text | None, vocabulary: Vocabulary) -> list[Field]:
    """The fields of the body, in order; the title is none."""
    blocks, reader = document.blocks, FieldReader(document.source, vocabulary.metadata)
    sections, places = SectionsByPlace(parts), Places(document, parts, title, vocabulary)
    others = vocabulary.process.holding("events", "actions", "signatures")  # which have fields of their own
    found: list[Field] = []
    for index, block in enumerate(blocks):
        if sections.at(block.span.start) in others or (title and block.span.holds(title.span)):
            continue
        place = places.at(block.span.start)
        if isinstance(block, Quote) and place != "head":
            continue  # a quotation at the top is a box with metadata, further down it is somebody's words
        found.extend(field._replace(place=place) for field in reader.block(blocks, index))
    return found


def of_incident(fields: Sequence[Field]) -> list[Field]:
    """The fields that speak for the incident; of each fact those of the head, else those of its account.

    Who held a role is taken from anywhere, as nobody else's roles are told in a postmortem.
    """
    told = {field.name.field for field in fields if field.place == "head"}
    return [
        field
        for field in fields
        if not field.name.is_fact
        or field.place == "head"
        or (field.place == "account" and field.name.field not in told)
    ]


class FieldReader:
    """Finds the fields in blocks of any kind."""

    def __init__(self, source: Source, names: FieldNames) -> None:
        self.source = source
        self.names = names

    def block(self, blocks: Sequence[Block], index: int) -> Iterator[Field]:
        """The fields of a block; the value of a heading may stand in the one that follows."""
        match blocks[index]:
            case Heading(inline=inline, setext=False):  # an underlined `severity: Sev-4` is displaced front matter
                yield from self.heading(inline, blocks, index)
            case Paragraph(inline=inline) if self._may_have_fields(inline):
                if inline.bold_parts() == [(0, len(inline.text.rstrip()))]:
                    yield from self.heading(inline, blocks, index)
                else:
                    yield from self.lines(inline, "line")
            case Table() as table:
                yield from self.table(table)
            case List(items=items):
                for item in items:
                    yield from self.item(item)
            case Quote(blocks=inner):
                for within in range(len(inner)):
                    yield from self.block(inner, within)

    def heading(self, inline: Inline, blocks: Sequence[Block], index: int) -> Iterator[Field]:
        """`## Date: 12 March 2023`, or `## Status` with its value below: the first line of a paragraph, or the only or
        only ticked item of a list. A line that is only bold is a heading, too.
        """
        field = self.label(inline, 0, len(inline.text), "heading", [])
        if field and field.value.value:
            yield field
        elif (name := self.names.get(inline.text)) and (below := self._text_below(blocks, index)):
            line, _, _ = below.text.partition("\n")
            yield self.field(name, below, opening_box(below.text).end, len(line), "heading", "heading")

    def _text_below(self, blocks: Sequence[Block], index: int) -> Inline | None:
        """The text that stands alone in the block below another; what shows nothing, such as a comment, is no block."""
        match next((blocks[at] for at in range(index + 1, len(blocks)) if shows(blocks[at], self.source)), None):
            case Paragraph(inline=inline):
                return inline
            case List(items=[Item() as only]):
                return only.inline
            case List(items=items):
                ticked = [item for item in items if item.inline and opening_box(item.inline.text).ticked]
                return ticked[0].inline if len(ticked) == 1 else None
        return None

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
        holds_pairs = [name is not None for name in above] == [True, False, True, False]
        if holds_pairs or any(self.key(cells[0]) for cells in rows):
            opens_with_pair = len(header) in (2, _TWO_PAIRS) and not above[1]
            for cells in [header, *rows] if opens_with_pair else rows:
                yield from self.row(cells)
        elif len(rows) == 1 and self._are_mostly_facts(above, len(header)):
            yield from (self.cell(name, cell) for name, cell in zip(above, rows[0], strict=False) if name)

    def _are_mostly_facts(self, above: Sequence[FieldName | None], columns: int) -> bool:
        """Whether more than half of the columns are of the incident; a role is, beside two facts and as no owner."""
        facts = sum(name is not None and name.is_fact for name in above)
        roles = sum(name is not None and self.names.is_role_of_incident(name) for name in above)
        return (facts + roles if facts > 1 else facts) * 2 > columns

    def row(self, cells: Sequence[Inline]) -> Iterator[Field]:
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
        return self.names.get(text)

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
        text, bold = inline.text, inline.bold_parts()
        keys = [start for start, end in bold if self.names.get(text[start:end])]
        term: FieldName | None = None
        start = 0
        for line in text.split("\n"):
            end = start + len(line)
            if term and line.startswith(":"):
                yield self.field(term, inline, start + 1, end, said_in, "definition")
            term = self.names.get(line)
            fields = [
                self.label(inline, begin, stop, said_in, bold)
                for piece in pairs(text, start, end)
                for begin, stop in _by_bold_keys(text, *piece, bold, keys)
            ]
            if start == 0 and not (term or fields[0] or opening_label(text, 0, end, bold) or _BOX.fullmatch(line)):
                return  # a sentence, and not a block of labels
            yield from filter(None, fields)
            start = end + 1

    def label(
        self, inline: Inline, start: int, end: int, said_in: SaidIn, bold: Sequence[tuple[int, int]]
    ) -> Field | None:
        """The field that a part of a line is: a key before a colon, or a key in bold."""
        label = label_before_colon(inline.text, start, end)
        if label and (name := self.names.get(label.name)):
            return self.field(name, inline, label.value, end, said_in, label.form)
        label = bold_opening(inline.text, start, end, bold)
        if label and (name := self.names.get(label.name)):
            value = end - len(inline.text[label.value : end].lstrip(" –—-="))
            return self.field(name, inline, value, end, said_in, label.form)
        return None

    def field(self, name: FieldName, inline: Inline, start: int, end: int, said_in: SaidIn, form: str) -> Field:
        """The field whose value is a part of a text."""
        value = inline.locate(start, end)
        first, last = self.source.position(value.span.start).line, self.source.position(value.span.end).line
        shown = inline.runs_at(Span(self.source.offset(first), self.source.line_span(last).end))
        struck = "".join(run.text for run in shown if run.struck)
        return Field(name, value, said_in, Why(form, name.word), "".join(run.text for run in shown), struck)

    def _may_have_fields(self, inline: Inline) -> bool:
        """Whether a line may open with a key or hold several fields; most do not, and are not parsed for it."""
        if next(pairs(inline.raw)) != (0, len(inline.raw)):
            return True
        openings = (_RAW_WORD.match(drop_invisible(line[:_KEY_LOOKED_AT])) for line in inline.raw.split("\n"))
        return any(fold(found[1]) in self.names.first_words for found in openings if found)


_BOX = re.compile(r"\[![A-Za-z]+\]\s*")
"""What makes a quotation a box: `[!CAUTION]`."""

_RAW_WORD = re.compile(r"(?:[^\w<]|<[^<>]{0,20}>|[_\d])*([^\W\d_]*)")


def _by_bold_keys(
    text: str, start: int, end: int, bold: Sequence[tuple[int, int]], keys: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The parts of a part of a line that each open with a key in bold; `keys` are where those of the text begin."""
    opens_bold = bold_opening(text, start, end, bold) is not None
    inside = keys[bisect_right(keys, start) : bisect_left(keys, end)] if opens_bold else ()
    yield from pairwise((start, *inside, end))
