"""Fields of a document's body: a key and its value, in whatever shape they are written.

Two-column tables, tables of one row, label lines (`Severity: Sev-2`), bold labels, list items and headings. Only keys
that name a fact of the incident or a role count, and only outside the sections that have fields of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pmlint.forms.boxes import opening_box
from pmlint.markdown import Block, Document, Heading, Inline, Item, List, Paragraph, Quote, Table, walk
from pmlint.model import SaidIn
from pmlint.read.sections.reader import Part
from pmlint.spelling import drop_invisible, fold, name_key
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary

INCIDENT_FIELDS = ("severity", "id", "date", "day", "status", "start", "end", "window", "priority")
"""The fields that state a fact of the incident, by their names in `words.fields`."""

_OTHER_OWNERS = ("timeline", "corrective_actions", "sign_off")
"""Sections in which a status, a date or a role belongs to an event, an action or a signature."""

_LONGEST_KEY = 60

_MOST_FACTS = 16
"""Columns of a table of one row that are looked at."""

_TWO_PAIRS = 4
"""Cells of a row that holds two keys with their values."""

_TOGETHER = 3
"""Fields that, standing together below an item of a list, are those of the incident."""


class Field(NamedTuple):
    """A field. `written` is all of the line or cell as it stands in the source."""

    name: str
    """One of `INCIDENT_FIELDS`, or `role:` and a role's id."""
    value: Text
    said_in: SaidIn
    written: str
    nested: bool = False
    """Below the first level of the front matter, where it may be another incident's."""


@lru_cache(maxsize=8)
def _names(vocabulary: Vocabulary) -> dict[str, str]:
    # Vocabulary.field knows one meaning of a word: 'Status' is also an action's.
    fields = vocabulary.process.words.fields
    roles = {key: f"role:{role}" for key, role in vocabulary.roles.items()}
    return roles | {name_key(name): field for field in INCIDENT_FIELDS for name in fields.get(field, ())}


@lru_cache(maxsize=8)
def _first_words(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(name.partition(" ")[0].partition("'")[0] for name in _names(vocabulary))


def field_name(key: str, vocabulary: Vocabulary) -> str | None:
    """The field that a key names; see `Field.name`."""
    return _names(vocabulary).get(name_key(_REMARK.sub("", key))) if 0 < len(key) <= _LONGEST_KEY else None


_REMARK = re.compile(r"\[[^\[\]]{1,40}\]\s*$|\[\^[^\]]{1,40}\]")  # a footnote, a link to what the field means


def read_fields(document: Document, parts: Sequence[Part], title: Text | None, vocabulary: Vocabulary) -> list[Field]:
    """The fields of the body, in order; the title is none."""
    elsewhere = sorted((part.section.body for part in parts if part.section.id in _OTHER_OWNERS), reverse=True)
    covered = 0
    reader = _Reader(document.source, vocabulary)
    found: list[Field] = []
    blocks = document.blocks
    opening = True  # a quotation at the top is a box with metadata, further down it is somebody's words
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            opening = opening and index == 0
        while elsewhere and elsewhere[-1].start <= block.span.start:
            covered = max(covered, elsewhere.pop().end)
        if block.span.start < covered:
            continue
        if isinstance(block, Heading):
            if title and block.span.holds(title.span):
                continue
            found.extend(reader.heading(block, blocks[index + 1] if index + 1 < len(blocks) else None))
        elif isinstance(block, Paragraph) and (name := reader.bold_heading(block)):
            found.extend(reader.below(name, blocks[index + 1] if index + 1 < len(blocks) else None))
        elif isinstance(block, Quote):
            for inner in block.blocks if opening else ():
                found.extend(reader.block(inner))
        else:
            found.extend(reader.block(block))
    return found


class _Reader:
    def __init__(self, source: Source, vocabulary: Vocabulary) -> None:
        self.source = source
        self.vocabulary = vocabulary
        self.first_words = _first_words(vocabulary)

    def name(self, key: str) -> str | None:
        return field_name(key.strip(), self.vocabulary)

    def block(self, block: Block) -> Iterator[Field]:
        if isinstance(block, Paragraph):
            yield from self.lines(block.inline, "line")
        elif isinstance(block, Table):
            yield from self.table(block)
        elif isinstance(block, List):
            for item in block.items:
                yield from self.item(item)

    def item(self, item: Item) -> Iterator[Field]:
        """The fields of an item. Deeper down, or behind its first line, a field may be that of anything: there several
        have to stand together, below an item that only names them, unless it is a severity.
        """
        own: list[Field] = []
        below: list[Field] = []
        for inner in walk(item.blocks):
            if isinstance(inner, Paragraph):
                (own if inner.inline is item.inline else below).extend(self.lines(inner.inline, "list"))
        together = not own and len({field.name for field in below if field.name in INCIDENT_FIELDS}) >= _TOGETHER
        yield from own
        yield from below if together else (field for field in below if field.name == "severity")

    def heading(self, heading: Heading, following: Block | None) -> Iterator[Field]:
        """`## Date: 12 March 2023`, or `## Status` with its value below.

        An underlined heading is none: `severity: Sev-4` above `---` is front matter that was displaced.
        """
        text = heading.inline.text
        if heading.setext or not (name := self.name(text.partition(":")[0])):
            return
        colon = text.find(":")
        if colon >= 0 and text[colon + 1 :].strip():
            yield self.field(name, heading.inline.locate(colon + 1, len(text)), "heading", heading.inline)
            return
        yield from self.below(name, following)

    def bold_heading(self, paragraph: Paragraph) -> str | None:
        """The field that a line which is only bold names, as a heading does."""
        raw = paragraph.inline.raw
        if raw[:2] not in ("**", "__") or raw[-2:] != raw[:2] or not _may_be_field(raw, self.first_words):
            return None
        text = paragraph.inline.text
        return self.name(text.rstrip(" :：")) if _bold_pieces(paragraph.inline).get(0) == text else None

    def below(self, name: str, following: Block | None) -> Iterator[Field]:
        """The field whose value stands below its heading: the first line of a paragraph, or the only item of a list."""
        if isinstance(following, List):
            items = following.items if len(following.items) == 1 else _ticked(following)
            inline = items[0].inline if len(items) == 1 else None
        else:
            inline = following.inline if isinstance(following, Paragraph) else None
        if inline is not None:
            line, start = inline.text.find("\n"), opening_box(inline.text).end
            yield self.field(name, inline.locate(start, line if line >= 0 else len(inline.text)), "heading", inline)

    def table(self, table: Table) -> Iterator[Field]:
        header = table.header.cells
        if len(header) < 2:
            return
        rows = [row.cells for row in table.rows if len(row.cells) >= 2]
        known = [self.name(_key(cell)) for cell in header[:_MOST_FACTS]]
        pairs = len(header) == _TWO_PAIRS and known[0] and known[2] and not known[1] and not known[3]
        if pairs or any(self.name(_key(cells[0])) for cells in rows):
            if len(header) in (2, _TWO_PAIRS) and not known[1]:
                yield from self.pairs(header)  # the header is the first pair
            for cells in rows:
                yield from self.pairs(cells)
        elif len(rows) == 1:
            facts = sum(name in INCIDENT_FIELDS for name in known)
            roles = sum(1 for name in known if name and name.startswith("role:") and name != "role:owner")
            if (facts + roles if facts > 1 else facts) * 2 > len(header):
                for name, cell in zip(known, rows[0], strict=False):
                    if name:
                        yield self.cell(name, cell)

    def pairs(self, cells: Sequence[Inline]) -> Iterator[Field]:
        """The field of a row that begins with its key, and the second one of a row that holds two."""
        for key in (0, 2) if len(cells) == _TWO_PAIRS else (0,):
            if name := self.name(_key(cells[key])):
                yield self.cell(name, cells[key + 1])

    def cell(self, name: str, cell: Inline) -> Field:
        start = _after_guidance(cell)
        return Field(name, cell.locate(start, len(cell.text)), "table", self.source.slice(cell.span))

    def lines(self, inline: Inline, said_in: SaidIn) -> Iterator[Field]:
        """Label lines: each line of a paragraph whose first line is one.

        A line may hold several, set off by `|` or a dot in the middle.
        """
        if not any(_may_be_field(line, self.first_words) for line in inline.raw.split("\n")):
            return  # most paragraphs: their markup need not be read
        text, start, bold = inline.text, 0, _bold_pieces(inline)
        bold_at = list(bold)
        named: str | None = None  # the field that the line before names, for a definition that follows
        for number, line in enumerate(text.split("\n")):
            at = start
            if named and line[:1] == ":":
                yield self.field(named, inline.locate(start + 1, start + len(line)), said_in, inline)
            named = self.name(line)
            first, end = bisect_left(bold_at, start), bisect_left(bold_at, start + len(line))
            for piece in self.pieces(line, start, {index: bold[index] for index in bold_at[first:end]}):
                at = text.find(piece, at)
                found = self.line(inline, at, piece, said_in, bold.get(at, ""))
                if found:
                    yield found
                elif number == 0 and at == start and not named and not _LABEL_LINE.match(piece):
                    return  # a sentence, and not a block of labels
                at += len(piece)
            start += len(line) + 1

    def pieces(self, line: str, start: int, bold: dict[int, str]) -> Iterator[str]:
        """The parts of a line that may be fields: set off by marks, or each with its key in bold.

        `start` is where the line begins in its text, `bold` what is bold in the line, by its index in the text.
        """
        for piece in _BETWEEN_FIELDS.split(line):
            at = line.find(piece)
            keys = [
                index - start - at
                for index in bold
                if 0 < index - start - at < len(piece) and self.name(bold[index].rstrip(" :："))
            ]
            cuts = [0, *keys, len(piece)] if start + at in bold else [0, len(piece)]
            for begin, end in pairwise(cuts):
                yield piece[begin:end].rstrip()

    def line(self, inline: Inline, at: int, piece: str, said_in: SaidIn, bold: str) -> Field | None:
        """The field that a piece of a line is; `bold` is what is bold at its start."""
        colon = _COLON.search(piece[: _LONGEST_KEY + 1])
        if colon and (name := self.name(piece[: colon.start()])):
            return self.field(name, inline.locate(at + colon.end(), at + len(piece)), said_in, inline)
        if bold and (name := self.name(bold.rstrip(" :："))):
            behind = piece[len(bold) :]
            skipped = len(bold) + len(behind) - len(behind.lstrip(" :：–—-="))
            return self.field(name, inline.locate(at + skipped, at + len(piece)), said_in, inline)
        return None

    def field(self, name: str, value: Text, said_in: SaidIn, inline: Inline) -> Field:
        first, last = self.source.position(value.span.start).line, self.source.position(value.span.end).line
        start = max(self.source.offset(first), inline.span.start)
        end = min(self.source.line_span(last).end, inline.span.end)
        return Field(name, value, said_in, self.source.slice(Span(start, end)))


_FIRST_WORD = re.compile(r"(?:[^\w<]|<[^<>]{0,20}>|[_\d])*([^\W\d_]*)")


def _may_be_field(line: str, first_words: frozenset[str]) -> bool:
    """Whether a raw line may open with a key, or hold several fields."""
    head = line[: _LONGEST_KEY + 20]
    found = _FIRST_WORD.match(head if head.isascii() else drop_invisible(head))
    if found and (found[1].lower() if found[1].isascii() else fold(found[1])) in first_words:
        return True
    return any(mark in line for mark in _MARKS_BETWEEN_FIELDS) and _BETWEEN_FIELDS.search(line) is not None


_COLON = re.compile(r"[:：](?!//)")
_LABEL_LINE = re.compile(r"[^:：.!?]{1,60}[:：](?:\s|$)")
_MARKS_BETWEEN_FIELDS = "|·•"
_BETWEEN_FIELDS = re.compile(rf"[ \t][{_MARKS_BETWEEN_FIELDS}][ \t]")


def _ticked(options: List) -> list[Item]:
    """The items of a list of boxes that are ticked."""
    return [item for item in options.items if item.inline and opening_box(item.inline.text).ticked]


def _bold_pieces(inline: Inline) -> dict[int, str]:
    """The bold pieces of the visible text by where they begin."""
    found: dict[int, str] = {}
    index, begun = 0, -1
    for run in inline.runs if "**" in inline.raw or "__" in inline.raw else ():
        if run.bold:
            begun = index if begun < 0 else begun
            found[begun] = found.get(begun, "") + run.text
        else:
            begun = -1
        index += len(run.text)
    return found


def _key(cell: Inline) -> str:
    """The words of a key cell: what is bold, else what stands before an explanation in italics."""
    raw = cell.raw.strip()
    if len(raw) <= _LONGEST_KEY and not _GUIDANCE.search(raw):
        return cell.text.strip().rstrip(":： ")
    bold = _bold_pieces(cell).get(0)
    return (bold or _GUIDANCE.split(raw, maxsplit=1)[0]).strip().rstrip(":： ")


_GUIDANCE = re.compile(r"(?<=\s)[*_](?![*_\s])")


def _after_guidance(cell: Inline) -> int:
    """Where in a cell's visible text the value starts: behind an explanation in italics that opens the cell."""
    raw = cell.raw
    if raw[:1] not in ("*", "_") or raw[:2] in ("**", "__"):
        return 0
    end = raw.find(raw[0] + " ", 1)
    if end < 0 or not raw[end + 1 :].strip():
        return 0
    behind, index = cell.offset(end + 1), 0
    for run in cell.runs:
        if run.span.start >= behind:
            return index
        index += len(run.text)
    return 0
