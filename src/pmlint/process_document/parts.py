"""A process document as parts: each some sentences that stand together, from lists, tables, paragraphs and code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple

from pmlint.markdown import Block, Code, Heading, Inline, Item, List, Paragraph, Quote, Table, inlines, parse, walk
from pmlint.process_document.tokens import UNVERIFIED
from pmlint.spelling import split_number
from pmlint.text import Source, Span, Text

PartForm = Literal["list", "column", "paragraph", "code"]

_LABEL = re.compile(r"[^:.;]{1,60}:(?=\s|$)")
_APART = re.compile(r"\s*(?:[·•;]|\n)\s*")
_NUMBER = re.compile(r"[0-9]{1,9}(?=[.)])")
_SENTENCE_END = re.compile(r"(?<=[.;])\s+")


class Said(NamedTuple):
    """A sentence: its name (`Ack`, `Required:`), which may be empty, and what follows it, as ranges of an `inline`.

    `number` is the one that is written before it in a list.
    """

    inline: Inline
    start: int
    middle: int
    end: int
    number: Text | None = None

    @property
    def text(self) -> str:
        """All of it as a reader sees it."""
        return self.inline.text[self.start : self.end]

    @property
    def name(self) -> str:
        """Its name, which may be empty."""
        return self.inline.text[self.start : self.middle]

    @property
    def unnamed(self) -> str:
        """What follows its name."""
        return self.inline.text[self.middle : self.end]

    @property
    def place(self) -> Span:
        """Where it stands."""
        return self.inline.locate(self.start, self.end).span


class Part(NamedTuple):
    """Sentences that stand together, and the text of the heading or column over them.

    A cell of a table knows where the table begins, its row's first cell, which column it is in, and the heading over
    the table.
    """

    form: PartForm
    title: str
    span: Span
    said: tuple[Said, ...]
    table: int | None = None
    row: Said | None = None
    column: int = 0
    over_table: str = ""

    @property
    def heading(self) -> str:
        """The heading that it stands below."""
        return self.title if self.table is None else self.over_table


class ProcessDocument(NamedTuple):
    """The parts of a process document in order, each mark of what is not verified, and the title, if it has one."""

    source: Source
    parts: tuple[Part, ...]
    unverified: tuple[Text, ...]
    title: str = ""


def read_parts(source: Source) -> ProcessDocument:
    """The parts of a document. What a reader does not see is none. Nothing raises."""
    blocks = parse(source).blocks
    title = next((block.inline.text for block in blocks if isinstance(block, Heading) and block.level == 1), "")
    return ProcessDocument(source, tuple(_parts(blocks, source)), tuple(_marks(blocks, source)), title)


def _marks(blocks: Sequence[Block], source: Source) -> Iterator[Text]:
    for inline in [*inlines(blocks), *(line for block in walk(blocks) for line in _code_lines(block, source))]:
        for mark in UNVERIFIED.finditer(inline.text):
            yield inline.locate(mark.start(), mark.end())


def _parts(blocks: Sequence[Block], source: Source) -> Iterator[Part]:
    heading: Inline | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        title = heading.text if heading else ""
        match block:
            case Heading(inline=inline) | Paragraph(inline=inline) if isinstance(block, Heading) or _is_bold(inline):
                heading = inline
                if not isinstance(following, Code):  # else it is told with the code
                    yield Part("paragraph", inline.text, block.span, (_unnumbered(inline),))
            case Paragraph(inline=inline):
                for said in _cut(inline, _SENTENCE_END):
                    yield Part("paragraph", title, said.place, (said,))
            case Quote(blocks=inner):
                yield from _parts(inner, source)
            case List():
                yield from _list_parts(block, title, source)
            case Table():
                yield from _columns(block, title)
            case Code():
                lines = [*([heading] if heading else []), *_code_lines(block, source)]
                yield Part("code", title, block.span, tuple(map(_unnumbered, lines)))


def _is_bold(inline: Inline) -> bool:
    """Whether a paragraph is a heading in bold."""
    return bool(inline.runs) and all(run.bold or not run.text.strip() for run in inline.runs)


def _code_lines(block: Block, source: Source) -> Iterator[Inline]:
    if isinstance(block, Code):
        first = source.position(block.content.start).line
        last = source.position(max(block.content.end - 1, block.content.start)).line
        for line in range(first, last + 1):
            span = source.line_span(line)
            if source.slice(span).strip():
                yield Inline.verbatim(Text(source.slice(span), span))


def _list_parts(block: List, title: str, source: Source) -> Iterator[Part]:
    """The items of a list as a part, and then what stands inside of them: a list in an item is a part of its own."""
    numbers = [_number(item, source) for item in block.items]
    counts = len({number.value for number in numbers if number}) > 1  # else it is for Markdown to count
    said = tuple(
        _named(item.inline)._replace(number=number if counts else None)
        for item, number in zip(block.items, numbers, strict=True)
        if item.inline is not None
    )
    if said:
        yield Part("list", title, block.span, said)
    for item in block.items:
        name = item.inline.text if item.inline else title
        for part in _parts(_inner(item), source):
            yield part._replace(title=part.title or name)


def _number(item: Item, source: Source) -> Text | None:
    found = _NUMBER.match(source.text, item.span.start)
    return Text(found[0], Span(*found.span())) if found else None


def _inner(item: Item) -> Sequence[Block]:
    return item.blocks[1:] if item.inline is not None else item.blocks


def _columns(block: Table, heading: str) -> Iterator[Part]:
    for row in block.rows:
        if row.cells:
            first = _whole(row.cells[0])
            for index, cell in enumerate(row.cells):
                title = block.header.cells[index].text
                said = (first,) if index == 0 else tuple(_cut(cell, _APART))
                yield Part("column", title, cell.span, said, block.span.start, first, index, heading)


def _whole(inline: Inline) -> Said:
    return Said(inline, 0, 0, len(inline.text))


def _unnumbered(inline: Inline) -> Said:
    """A heading or a line without the number that it begins with."""
    start = len(inline.text) - len(split_number(inline.text.replace(")", ".", 1))[1])
    return Said(inline, start, start, len(inline.text))


def _cut(inline: Inline, apart: re.Pattern[str]) -> Iterator[Said]:
    start = 0
    for end, after in [
        *((found.start(), found.end()) for found in apart.finditer(inline.text)),
        (len(inline.text),) * 2,
    ]:
        if inline.text[start:end].strip():
            yield _named(inline, start, end)
        start = after


def _named(inline: Inline, start: int = 0, end: int | None = None) -> Said:
    """A sentence with its name: what is bold at its beginning, or a label before a colon."""
    end = len(inline.text) if end is None else end
    at = 0
    for run in inline.runs:
        if at >= start and run.text.strip() and not run.bold:
            break
        at += len(run.text)
        if at > start and run.bold:
            return Said(inline, start, min(at, end), end)
    label = _LABEL.match(inline.text, start, end)
    return Said(inline, start, label.end() if label else start, end)
