"""The blocks of a document, each with its span."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pmlint.markdown.html_text import visible_html
from pmlint.markdown.inline import Inline
from pmlint.text import Lazy, Source, Span, Text


class Heading(NamedTuple):
    """A heading; `setext` when it is marked by an underline."""

    span: Span
    level: int
    inline: Inline
    setext: bool


class Paragraph(NamedTuple):
    span: Span
    inline: Inline


class Item(NamedTuple):
    """A list item. The box of a task list, `[x]`, is the beginning of its text."""

    span: Span
    number: int | None
    blocks: "list[Block]"

    @property
    def inline(self) -> Inline | None:
        """The text the item opens with, if it opens with text."""
        first = self.blocks[0] if self.blocks else None
        return first.inline if isinstance(first, Paragraph | Heading) else None


class List(NamedTuple):
    span: Span
    ordered: bool
    items: list[Item]


class Row:
    """A table row: as many cells as the header has; `extra` is what is written behind them, which no reader sees.

    It is cut into cells when they are asked for: most rows of a timeline never are.
    """

    def __init__(self, source: Source, line: int, contents: list[str], references: object, *, header: bool) -> None:
        self._source = source
        self._line = line
        self._contents = contents
        self._references = references
        self._header = header

    @Lazy
    def span(self) -> Span:
        whole = self._source.line_span(self._line)
        text = self._source.slice(whole)
        return Span(whole.start + len(text) - len(text.lstrip()), whole.start + len(text.rstrip()))

    @property
    def cells(self) -> list[Inline]:
        return self._cut[0]

    @property
    def extra(self) -> list[Text]:
        return self._cut[1]

    @Lazy
    def _cut(self) -> tuple[list[Inline], list[Text]]:
        whole = self._source.line_span(self._line)
        pieces = _cut_row(self._source.slice(whole))
        # What stands before the first pipe is a cell, or blank, or the marker of the list or quotation around. A header
        # has all its cells; a row below it is no list item.
        if self._header:
            first = min(max(len(pieces) - len(self._contents), 0), 1)
        else:
            first = int(_QUOTED.fullmatch(pieces[0][1]) is not None)
        cells = []
        for index, content in enumerate(self._contents):
            if first + index < len(pieces):
                begin, piece = pieces[first + index]
                cells.append(_cell(content, whole.start + begin, piece, self._references))
            else:  # a cell that the row does not write stands at the row's end
                end = self.span.end
                cells.append(Inline("", [(0, end)], Span(end, end), self._references))
        extra = []
        for begin, piece in pieces[first + len(self._contents) :]:
            if value := piece.strip():
                at = whole.start + begin + piece.find(value)
                extra.append(Text(value, Span(at, at + len(value))))
        return cells, extra


def _cell(content: str, begin: int, piece: str, references: object) -> Inline:
    """The cell that a piece of a row is; `content` is the piece as the parser read it."""
    if "|" in content:
        written = content.replace("|", "\\|")  # the backslash before a pipe is not part of the content
        start = begin + max(piece.rfind(written), 0)
        anchors, index, offset = [(0, start)], 0, start
        for part in content.split("|")[:-1]:
            index, offset = index + len(part), offset + len(part) + 1
            anchors.append((index, offset))
            index, offset = index + 1, offset + 1
        return Inline(content, anchors, Span(start, start + len(written)), references)
    start = begin + (max(piece.find(content), 0) if content else len(piece) // 2)  # an empty cell stands in its middle
    return Inline(content, [(0, start)], Span(start, start + len(content)), references)


class Table(NamedTuple):
    span: Span
    header: Row
    rows: list[Row]


class Code(NamedTuple):
    """A code block; `content` is the span of its lines."""

    span: Span
    content: Span
    fenced: bool
    closed: bool


class Html(NamedTuple):
    """A block of raw HTML, which includes comments; or any block that stands in what hides it, and is not `seen`."""

    span: Span
    seen: bool = True

    def text(self, source: Source) -> str:
        """What a reader sees of it."""
        return visible_html(source.slice(self.span)) if self.seen else ""


class Quote(NamedTuple):
    span: Span
    blocks: "list[Block]"


class Break(NamedTuple):
    """A thematic break."""

    span: Span


Block = Heading | Paragraph | List | Table | Code | Html | Quote | Break


@dataclass(slots=True)
class Document:
    """A parsed document."""

    source: Source
    front_matter: Text | None
    """What stands between the fences at the top."""
    front_matter_span: Span | None
    blocks: "list[Block]"
    too_deep: Span | None = None
    """The first line that is nested deeper than other tools read."""
    cut: bool = False
    """Whether nesting went so deep that a part was not read at all."""
    references: dict[str, object] = field(default_factory=dict)


def shows(block: Block, source: Source) -> bool:
    """Whether a reader sees anything of a block: nothing of a comment, or of a line that is only tags."""
    match block:
        case Html():
            return bool(block.text(source))
        case Paragraph(inline=inline):
            return bool(inline.text.strip())
    return True


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks, outer before inner, in order."""
    for block in blocks:
        yield block
        if isinstance(block, Quote):
            yield from walk(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from walk(item.blocks)


def inlines(blocks: Sequence[Block]) -> Iterator[Inline]:
    """All texts of some blocks, in order: of headings, paragraphs and the cells of tables, nested ones included."""
    for block in walk(blocks):
        if isinstance(block, Heading | Paragraph):
            yield block.inline
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                yield from row.cells


def _cut_row(text: str) -> list[tuple[int, str]]:
    """A row's pieces between unescaped pipes, each with where it begins."""
    pieces, begin = [], 0
    for pipe in _PIPE.finditer(text):
        pieces.append((begin, text[begin : pipe.start()]))
        begin = pipe.end()
    pieces.append((begin, text[begin:]))
    if len(pieces) > 1 and not pieces[-1][1].strip():
        pieces.pop()
    return pieces


_PIPE = re.compile(r"(?<!\\)\|")
_QUOTED = re.compile(r"[\s>]*")
