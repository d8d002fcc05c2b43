"""Fields of a document's body: a key and its value, in whatever shape they are written.

Two-column tables, tables of one row, label lines (`Severity: Sev-2`), bold labels, list items and headings. Only keys
that name a fact of the incident or a role count, and only outside the sections that have fields of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pmlint.markdown import Block, Document, Heading, Inline, List, Paragraph, Quote, Table, walk
from pmlint.model import SaidIn
from pmlint.read.sections import Part
from pmlint.read.vocabulary import Vocabulary
from pmlint.spelling import drop_invisible, fold, name_key
from pmlint.text import Source, Span, Text

INCIDENT_FIELDS = ("severity", "id", "date", "status", "start", "end", "window", "priority")
"""The fields that state a fact of the incident, by their names in `words.fields`."""

_OTHER_OWNERS = ("timeline", "corrective_actions", "sign_off")
"""Sections in which a status, a date or a role belongs to an event, an action or a signature."""

_LONGEST_KEY = 60


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
                for inner in walk(item.blocks):
                    if isinstance(inner, Paragraph):
                        found = self.lines(inner.inline, "list")
                        # deeper down, or behind the item's first line, a field may be that of anything
                        yield from found if inner.inline is item.inline else (f for f in found if f.name == "severity")

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
        return self.name(text.rstrip(" :\uff1a")) if _bold_pieces(paragraph.inline).get(0) == text else None

    def below(self, name: str, following: Block | None) -> Iterator[Field]:
        """The field whose value stands below its heading: the first line of a paragraph, or the only item of a list."""
        if isinstance(following, List):
            inline = following.items[0].inline if len(following.items) == 1 else None
        else:
            inline = following.inline if isinstance(following, Paragraph) else None
        if inline is not None:
            line = inline.text.find("\n")
            yield self.field(name, inline.locate(0, line if line >= 0 else len(inline.text)), "heading", inline)

    def table(self, table: Table) -> Iterator[Field]:
        header = table.header.cells
        if len(header) < 2:
            return
        rows = [row.cells for row in table.rows if len(row.cells) >= 2]
        found = [(cells, name) for cells in rows if (name := self.name(_key(cells[0])))]
        if found:
            if len(header) == 2 and (name := self.name(_key(header[0]))) and not self.name(_key(header[1])):
                yield self.cell(name, header[1])  # the header is the first pair
            for cells, name in found:
                yield self.cell(name, cells[1])
        elif len(rows) == 1:
            names = [self.name(_key(cell)) for cell in header]
            if sum(name in INCIDENT_FIELDS for name in names) * 2 > len(header):
                for name, cell in zip(names, rows[0], strict=False):
                    if name:
                        yield self.cell(name, cell)

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
        for number, line in enumerate(text.split("\n")):
            at = start
            for piece in _BETWEEN_FIELDS.split(line):
                at = text.find(piece, at)
                found = self.line(inline, at, piece, said_in, bold.get(at, ""))
                if found:
                    yield found
                elif number == 0 and at == start and not _LABEL_LINE.match(piece):
                    return  # a sentence, and not a block of labels
                at += len(piece)
            start += len(line) + 1

    def line(self, inline: Inline, at: int, piece: str, said_in: SaidIn, bold: str) -> Field | None:
        """The field that a piece of a line is; `bold` is what is bold at its start."""
        colon = _COLON.search(piece[: _LONGEST_KEY + 1])
        if colon and (name := self.name(piece[: colon.start()])):
            return self.field(name, inline.locate(at + colon.end(), at + len(piece)), said_in, inline)
        if bold and (name := self.name(bold.rstrip(" :\uff1a"))):
            behind = piece[len(bold) :]
            skipped = len(bold) + len(behind) - len(behind.lstrip(" :\uff1a\u2013\u2014-="))
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


_COLON = re.compile(r"[:\uff1a](?!//)")
_LABEL_LINE = re.compile(r"[^:\uff1a.!?]{1,60}[:\uff1a](?:\s|$)")
_MARKS_BETWEEN_FIELDS = "|\u00b7\u2022"
_BETWEEN_FIELDS = re.compile(rf"[ \t][{_MARKS_BETWEEN_FIELDS}][ \t]")


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
        return cell.text.strip().rstrip(":\uff1a ")
    bold = _bold_pieces(cell).get(0)
    return (bold or _GUIDANCE.split(raw, maxsplit=1)[0]).strip().rstrip(":\uff1a ")


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
