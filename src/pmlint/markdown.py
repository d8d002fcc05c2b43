"""Markdown to blocks with exact places. The only importer of markdown-it.

markdown-it gives line ranges for blocks and no places for inline text. Here the columns are recovered: an inline text
is looked up line by line inside its block's own lines, table rows are cut at unescaped pipes, and inline tokens record
where the parser stood when it pushed them. Only blocks are parsed up front; inline markup is parsed when a text is
asked for, which halves the cost of a document (most paragraphs are never asked).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, normalize
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from pmlint.text import Lazy, Source, Span, Text

NESTING_OTHERS_READ = 20
"""Levels of nesting that other tools built on markdown-it read (its default `maxNesting`); they drop deeper text,
inside a list together with the rest of the document."""

NESTING_READ = 100
"""Levels of nesting that are read here. At this depth the parser skips text, so the document is not read whole."""


# --- inline text ---------------------------------------------------------------------------------------------------


class Run(NamedTuple):
    """A piece of visible text that stands in one place of the source."""

    text: str
    span: Span
    code: bool = False
    struck: bool = False
    bold: bool = False


class Link(NamedTuple):
    """A link or image: its visible text, where it leads, and the place of the whole of it."""

    text: Text
    target: str
    span: Span
    image: bool = False


class Inline:
    """The text of a heading, paragraph or table cell, with a way from each visible character back to its place."""

    __slots__ = ("__dict__", "_anchors", "_references", "raw", "span")

    def __init__(self, raw: str, anchors: list[tuple[int, int]], span: Span, references: object) -> None:
        self.raw = raw
        """The text as written, without the block's own markers and indentation; lines end with `\\n`."""
        self.span = span
        self._anchors = anchors  # (index into raw, offset into the source), ascending; between two, both run alike
        self._references = references

    def offset(self, index: int) -> int:
        """The source offset of an index into `raw`."""
        at = bisect_right(self._anchors, (index, 1 << 62))
        start, offset = self._anchors[max(at - 1, 0)]
        # A tab may have become several blanks, so what follows sets a limit.
        limit = self._anchors[at][1] - 1 if at < len(self._anchors) else self.span.end
        return min(offset + index - start, limit)

    def pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """A range of indexes into `raw`, cut where its source does not run on: at line ends and escaped pipes."""
        first, last = bisect_right(self._anchors, (start, 1 << 62)), bisect_left(self._anchors, (end, 0))
        cuts = [start, *(index for index, _ in self._anchors[first:last]), end]
        return list(pairwise(cuts))

    @Lazy
    def _plain(self) -> bool:
        """Whether the text has no markup, as most cells and many lines."""
        return _MARKUP.search(self.raw) is None and not (self._references and "[" in self.raw)

    @Lazy
    def _runs_on(self) -> bool:
        """Whether the text is one piece of the source without markup."""
        return len(self._anchors) == 1 and self._plain

    @Lazy
    def _parsed(self) -> tuple[tuple[Run, ...], tuple[Link, ...]]:
        return _parse_inline(self, self._references)

    def _lines(self) -> Iterator[Run]:
        """The runs of a text without markup: its lines, each in one place."""
        start = 0
        for line in self.raw.split("\n"):
            if start:
                yield Run("\n", Span(self.offset(start - 1), self.offset(start - 1) + 1))
            for begin, stop in self.pieces(start, start + len(line)):
                at = self.offset(begin)
                yield Run(self.raw[begin:stop], Span(at, at + stop - begin))
            start += len(line) + 1

    @property
    def links(self) -> tuple[Link, ...]:
        """The links and images, in order; bare URLs are text, not links."""
        return () if self._plain else self._parsed[1]

    @Lazy
    def runs(self) -> tuple[Run, ...]:
        """The pieces of visible text: no markup, comments or tags; struck-out text only where nothing else is said."""
        if self._plain:
            return tuple(self._lines())
        runs = self._parsed[0]
        kept = tuple(run for run in runs if not run.struck)
        said = "".join(run.text for run in kept).strip()
        return kept if said and said not in _BOXES else runs

    @Lazy
    def struck(self) -> bool:
        """Whether all that is said is struck out."""
        return not self._plain and any(run.struck for run in self.runs)

    @Lazy
    def text(self) -> str:
        """What a reader of the rendered document sees; a line break is `\\n`."""
        if self._plain:
            return self.raw
        return "".join(run.text for run in self.runs)

    @Lazy
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for run in self.runs:
            starts.append(at)
            at += len(run.text)
        return starts

    def locate(self, start: int, end: int) -> Text:
        """The part `text[start:end]` with its place; blanks around it are left out.

        An empty part stands where its first character would.
        """
        part = self.text[start:end]
        value = part.strip()
        if len(value) != len(part):
            start += len(part) - len(part.lstrip())
        if value and self._runs_on:
            first, offset = self._anchors[0]
            at = offset + start - first
            return Text(value, Span(at, at + len(value)))
        if not value:
            return Text("", Span(self._place(start).start, self._place(start).start) if self.text else self.span)
        return Text(value, Span(self._place(start).start, self._place(start + len(value) - 1).end))

    def _place(self, index: int) -> Span:
        """The source span of one visible character."""
        if not self.runs:
            return Span(self.span.start, self.span.start)
        at = max(bisect_right(self._starts, index) - 1, 0)
        run, within = self.runs[at], index - self._starts[at]
        if run.span.end - run.span.start != len(run.text):  # an entity or an escape: one character, many written
            return run.span
        start = min(run.span.start + within, run.span.end)
        return Span(start, min(start + 1, run.span.end))

    def run_at(self, index: int) -> Run | None:
        """The run that holds the visible character at an index."""
        return self.runs[max(bisect_right(self._starts, index) - 1, 0)] if 0 <= index < len(self.text) else None

    @property
    def whole(self) -> Text:
        """All of the visible text with its place."""
        return self.locate(0, len(self.text))


_BOXES = ("[ ]", "[x]", "[X]")
"""A task list's boxes, which say nothing by themselves."""

# What inline markup can't do without, but for a link whose target is defined elsewhere. A text without it reads as it
# is written.
_MARKUP = re.compile(r"[\\`*_~<]|&[#A-Za-z]|\]\(|[ \t]\n|\n[ \t]")


class _LocatedState(StateInline):
    """markdown-it's inline state, which also notes on each token where it starts, and where a link ends."""

    link_start: int | None = None
    """Where a link starts that is not opened yet: its rule moves `pos` behind the bracket first."""

    def pushPending(self) -> Token:
        # Only blanks before a line end are ever dropped from what is pending, so the last match is the right one.
        start = self.src.rfind(self.pending, 0, self._here())
        token = super().pushPending()
        token.meta = {"at": start}
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        at = self._here()
        token = super().push(ttype, tag, nesting)
        self.link_start = None
        token.meta = {"at": at}
        return token

    def _here(self) -> int:
        return self.pos if self.link_start is None else self.link_start


InlineRule = Callable[[StateInline, bool], bool]


def _located(rule: InlineRule) -> InlineRule:
    """A rule for links, images or autolinks which also notes where its last token ends."""

    def run(state: StateInline, silent: bool) -> bool:
        if silent or not isinstance(state, _LocatedState):
            return rule(state, silent)
        start = state.link_start = state.pos
        made = rule(state, False)
        state.link_start = None
        if made:
            last = state.tokens[-1]
            last.meta["end"] = state.pos
            if last.info == "auto":  # the parser decodes %20 and the like, a reader of the source does not
                state.tokens[-2].content = state.src[start + 1 : state.pos - 1]
        return made

    return run


def _parse_inline(inline: Inline, references: object) -> tuple[tuple[Run, ...], tuple[Link, ...]]:
    raw = inline.raw
    tokens: list[Token] = []
    state = _LocatedState(raw, _PARSER, {"references": references}, tokens)
    _PARSER.inline.tokenize(state)
    for rule in _PARSER.inline.ruler2.getRules(""):
        rule(state)

    runs: list[Run] = []
    links: list[Link] = []
    open_links: list[tuple[str, int, int]] = []  # target, index into runs, start in raw
    cursor = struck = bold = 0

    def add(text: str, start: int, end: int, *, code: bool = False) -> None:
        one_to_one = len(text) == end - start
        for begin, stop in inline.pieces(start, end) if one_to_one else [(start, end)]:
            part = text[begin - start : stop - start] if one_to_one else text
            runs.append(Run(part, _cover(inline, begin, stop), code, struck > 0, bold > 0))

    for token in tokens:
        start = max(token.meta["at"], cursor)
        kind = token.type
        if kind == "text":
            cursor = start + len(token.content)
            if token.content:
                add(token.content, start, cursor)
        elif kind == "text_special":
            cursor = start + len(token.markup)
            add(token.content, start, cursor)
        elif kind == "code_inline":
            start += len(token.markup)
            if raw[start : start + len(token.content)].replace("\n", " ") != token.content:
                start += 1  # one blank on either side is not part of the content
            add(token.content, start, start + len(token.content), code=True)
            cursor = start + len(token.content) + len(token.markup)
        elif kind in ("softbreak", "hardbreak"):
            cursor = raw.find("\n", start) + 1
            add("\n", cursor - 1, cursor)
        elif kind == "html_inline":
            cursor = start + len(token.content)
            if _LINE_BREAK_TAG.match(token.content):
                add("\n", start, cursor)
            elif tag := _STRIKE_TAG.match(token.content):
                struck = max(0, struck + (-1 if tag[1] else 1))
        elif kind in ("em_open", "em_close"):
            cursor = start + len(token.markup)
        elif kind in ("s_open", "s_close"):
            struck += token.nesting
            cursor = start + len(token.markup)
        elif kind in ("strong_open", "strong_close"):
            bold += token.nesting
            cursor = start + len(token.markup)
        elif kind == "link_open":
            cursor = start + (token.info == "auto")
            open_links.append((str(token.attrs.get("href", "")), len(runs), start))
        elif kind == "link_close" and open_links:
            target, first, begin = open_links.pop()
            cursor = token.meta["end"]
            links.append(Link(_joined(runs[first:], inline.offset(begin)), target, _cover(inline, begin, cursor)))
        elif kind == "image":
            cursor = token.meta["end"]
            alt = Text(token.content, _cover(inline, start + 2, start + 2 + len(token.content)))
            links.append(Link(alt, str(token.attrs.get("src", "")), _cover(inline, start, cursor), image=True))
    return tuple(runs), tuple(links)


_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRIKE_TAG = re.compile(r"<(/?)(?:s|del|strike)(?:\s[^<>]*)?>", re.IGNORECASE)


def _cover(inline: Inline, start: int, end: int) -> Span:
    return Span(inline.offset(start), inline.offset(end - 1) + 1 if end > start else inline.offset(start))


def _joined(runs: Sequence[Run], at: int) -> Text:
    if not runs:
        return Text("", Span(at, at))
    return Text("".join(run.text for run in runs), Span(runs[0].span.start, runs[-1].span.end))


# --- blocks --------------------------------------------------------------------------------------------------------


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
    """A list item. A task list's box is not part of `blocks`' visible text: see `checked`."""

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
    """A block of raw HTML, which includes comments."""

    span: Span


class Quote(NamedTuple):
    span: Span
    blocks: "list[Block]"


class Rule(NamedTuple):
    """A thematic break."""

    span: Span


Block = Heading | Paragraph | List | Table | Code | Html | Quote | Rule


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


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks, outer before inner, in order."""
    for block in blocks:
        yield block
        if isinstance(block, Quote):
            yield from walk(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from walk(item.blocks)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": NESTING_READ}).enable(["table", "strikethrough"])
    parser.use(front_matter_plugin)
    parser.core.ruler.disable(["inline", "text_join"])  # inline texts are parsed when they are asked for
    parser.inline.ruler2.disable(["fragments_join"])  # it joins tokens and forgets where they stood
    for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
        parser.inline.ruler.at(name, _located(rule))
    parser.core.ruler.at("normalize", _normalize)
    parser.core.ruler.at("block", _blocks)
    return parser


def _normalize(core: StateCore) -> None:
    """markdown-it's rule for line ends and NUL, which goes through the text twice, only where there is work for it."""
    if "\r" in core.src or "\0" in core.src:
        normalize(core)


def _blocks(core: StateCore) -> None:
    """markdown-it's rule that runs the block rules, with a state of our own."""
    state = _BlockState(core.src, core.md, core.env, core.tokens)
    core.md.block.tokenize(state, state.line, state.lineMax)


class _BlockState(StateBlock):
    """markdown-it's block state, without a token for the begin and end of each cell.

    The cells' texts tell all that is needed, and two thirds of a timeline's tokens are such marks.
    """

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        return _MARK if ttype in _CELL_MARKS else super().push(ttype, tag, nesting)


_CELL_MARKS = ("td_open", "td_close", "th_open", "th_close")
_MARK = Token("mark", "", 0)


_PARSER = _parser()


def parse(source: Source) -> Document:
    """The blocks of a document. Any text has some; nothing raises."""
    env: dict[str, object] = {}
    tokens = _PARSER.parse(source.text, env)
    references = env.get("references")
    return _Builder(source, tokens, references if isinstance(references, dict) else {}).document()


class _Builder:
    """One pass over markdown-it's flat tokens."""

    def __init__(self, source: Source, tokens: list[Token], references: dict[str, object]) -> None:
        self.source = source
        self.tokens = tokens
        self.references = references
        self.at = 0
        self.result = Document(source, None, None, [], references=references)

    def document(self) -> Document:
        self.result.blocks = self.blocks("")
        if max([token.level for token in self.tokens], default=0) < NESTING_OTHERS_READ:
            return self.result
        for token in self.tokens:
            if token.level >= NESTING_OTHERS_READ and token.map and self.result.too_deep is None:
                self.result.too_deep = self.source.line_span(token.map[0] + 1)
            if token.level >= NESTING_READ - 2:
                self.result.cut = True
        return self.result

    def blocks(self, end: str) -> list[Block]:
        """The blocks up to the token of type `end`, which is consumed."""
        found: list[Block] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            kind = token.type
            if kind == end:
                break
            span = self.lines(token.map) if token.map else Span(0, 0)
            if kind == "paragraph_open":
                found.append(Paragraph(span, self.inline_of_block(self.tokens[self.at])))
                self.at += 2
            elif kind == "heading_open":
                setext = token.markup in ("=", "-")
                inline = self.inline_of_block(self.tokens[self.at], after=0 if setext else len(token.markup))
                found.append(Heading(span, int(token.tag[1]), inline, setext))
                self.at += 2
            elif kind in ("bullet_list_open", "ordered_list_open"):
                found.append(List(span, kind == "ordered_list_open", self.items(kind.replace("open", "close"))))
            elif kind == "blockquote_open":
                found.append(Quote(span, self.blocks("blockquote_close")))
            elif kind == "table_open":
                found.append(self.table(span))
            elif kind in ("fence", "code_block"):
                found.append(self.code(token, span))
            elif kind == "html_block":
                # Inside a list item or a quotation the line begins with their markers, which are no part of the block.
                opens = token.content.partition("\n")[0].strip()
                found.append(Html(Span(max(self.source.text.find(opens, span.start, span.end), span.start), span.end)))
            elif kind == "hr":
                found.append(Rule(span))
            elif kind == "front_matter" and token.map:
                first, last = token.map
                start = self.source.offset(first + 2)
                end_of_content = (
                    max(self.source.line_span(max(last - 1, first + 1)).end, start) if last - first > 2 else start
                )
                self.result.front_matter = Text(self.source.text[start:end_of_content], Span(start, end_of_content))
                self.result.front_matter_span = span
        return found

    def items(self, end: str) -> list[Item]:
        found: list[Item] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                break
            if token.type == "list_item_open":
                span = self.lines(token.map) if token.map else Span(0, 0)
                number = int(token.info) if token.info.isdecimal() else None
                found.append(Item(span, number, self.blocks("list_item_close")))
        return found

    def table(self, span: Span) -> Table:
        rows: list[Row] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == "table_close":
                break
            if token.type == "tr_open" and token.map:
                rows.append(self.row(token.map[0], header=not rows))
        return Table(span, rows[0], rows[1:])

    def row(self, line: int, header: bool) -> Row:
        contents = []
        while (token := self.tokens[self.at]).type != "tr_close":
            if token.type == "inline":
                contents.append(token.content)
            self.at += 1
        return Row(self.source, line + 1, contents, self.references, header=header)

    def code(self, token: Token, span: Span) -> Code:
        first, last = token.map or [0, 0]
        if token.type == "code_block":
            return Code(span, span, fenced=False, closed=True)
        written = token.content.count("\n") + (token.content[-1:] not in ("", "\n"))
        closed = last - first - 1 > written
        return Code(
            span,
            Span(self.source.offset(first + 2), self.source.offset(first + 2 + written)),
            fenced=True,
            closed=closed,
        )

    def lines(self, lines: list[int]) -> Span:
        """The span of a line range, from the first character that is no blank to the last."""
        first, last = lines
        start, end = self.source.offset(first + 1), self.source.offset(last + 1)
        text = self.source.text[start:end]
        stripped = text.strip(" \t\r\n")
        start += text.find(stripped) if stripped else 0
        return Span(start, start + len(stripped))

    def parsed(self, line: int) -> str:
        """A line (from 0) as the parser sees it."""
        return self.source.line_text(line + 1).replace("\0", "\ufffd")

    def inline_of_block(self, token: Token, after: int = 0) -> Inline:
        """The inline text of a block, each of its lines looked up in the source line it came from."""
        first = token.map[0] if token.map else 0
        lines = token.content.split("\n")
        # The parser drops lines of blanks that are no Markdown blanks, such as U+00A0, at the start of a text.
        while token.map and first + len(lines) < token.map[1] and lines[0].strip() not in self.parsed(first):
            first += 1
        anchors: list[tuple[int, int]] = []
        index = end = 0
        for number, line in enumerate(lines):
            span = self.source.line_span(first + number + 1)
            written, wanted = self.source.slice(span).replace("\0", "\ufffd"), line.strip(" \t")
            if after:  # an ATX heading: behind its hashes, and before any that close it
                at = written.find(wanted, written.find("#") + after) if wanted else len(written.rstrip())
            else:
                at = len(written.rstrip(" \t")) - len(wanted)
                if not written.startswith(wanted, max(at, 0)):
                    at = max(written.rfind(wanted), 0)
            anchors.append((index + line.find(wanted), span.start + at))
            end = span.start + at + len(wanted)
            index += len(line) + 1
        return Inline(token.content, anchors, Span(anchors[0][1], end), self.references)


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
