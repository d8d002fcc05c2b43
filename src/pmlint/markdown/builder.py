"""From markdown-it's flat tokens to blocks with places."""

import re
from collections.abc import Callable, Iterator

from markdown_it.token import Token

from pmlint.markdown.blocks import (
    Block,
    Break,
    Code,
    Document,
    Heading,
    Html,
    Item,
    List,
    Paragraph,
    Quote,
    Row,
    Table,
)
from pmlint.markdown.hidden import without_hidden
from pmlint.markdown.inline import Inline
from pmlint.markdown.parser import NESTING_OTHERS_READ, NESTING_READ, PARSER
from pmlint.text import Source, Span, Text


def parse(source: Source) -> Document:
    """The blocks of a document, what browsers hide as raw HTML. Any text has some; nothing raises."""
    env: dict[str, object] = {}
    tokens = PARSER.parse(source.text, env)
    references = env.get("references")
    document = _Builder(source, tokens, references if isinstance(references, dict) else {}).document()
    return without_hidden(document)


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
            if kind == "front_matter":
                self.front_matter(token, span)
            elif kind == "table_open":
                found += self.table(span)
            elif make := _BLOCKS.get(kind):
                found.append(make(self, token, span))
        return found

    def paragraph(self, token: Token, span: Span) -> Block:
        return Paragraph(span, self.inline_of_block(self.next_inline()))

    def heading(self, token: Token, span: Span) -> Block:
        setext = token.markup in ("=", "-")
        text = self.next_inline()
        if text.content.endswith("}"):
            text.content = _ATTRIBUTES.sub("", text.content)
        inline = self.inline_of_block(text, after=0 if setext else len(token.markup))
        return Heading(span, int(token.tag[1]), inline, setext)

    def next_inline(self) -> Token:
        """The text of a block that was opened; its closing token is passed over."""
        self.at += 2
        return self.tokens[self.at - 2]

    def list_(self, token: Token, span: Span) -> Block:
        return List(span, token.type == "ordered_list_open", self.items(token.type.replace("open", "close")))

    def quote(self, token: Token, span: Span) -> Block:
        return Quote(span, self.blocks("blockquote_close"))

    def html(self, token: Token, span: Span) -> Block:
        # Inside a list item or a quotation the line begins with their markers, which are no part of the block.
        opens = token.content.partition("\n")[0].strip()
        return Html(Span(max(self.source.text.find(opens, span.start, span.end), span.start), span.end))

    def thematic_break(self, token: Token, span: Span) -> Block:
        return Break(span)

    def front_matter(self, token: Token, span: Span) -> None:
        if token.map:
            first, last = token.map
            start = self.source.offset(first + 2)
            end = max(self.source.line_span(max(last - 1, first + 1)).end, start) if last - first > 2 else start
            self.result.front_matter = Text(self.source.text[start:end], Span(start, end))
            self.result.front_matter_span = span

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

    def table(self, span: Span) -> Iterator[Block]:
        """A table; in Quarto, the line behind it that begins with a colon is its caption, and no row."""
        rows: list[Row] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == "table_close":
                break
            if token.type == "tr_open" and token.map:
                rows.append(self.row(token.map[0], header=not rows))
        caption = self.caption(rows[-1]) if rows[1:] and self.source.path.lower().endswith(_QUARTO) else None
        yield Table(span, rows[0], rows[1:-1] if caption else rows[1:])
        if caption:
            yield Paragraph(caption.span, caption)

    def caption(self, row: Row) -> Inline | None:
        """The text of a row that is a caption."""
        found = _CAPTION.fullmatch(self.source.text, *row.span)
        return Inline.verbatim(Text(found["text"], Span(*found.span("text")))) if found else None

    def row(self, line: int, header: bool) -> Row:
        contents = []
        while (token := self.tokens[self.at]).type != "tr_close":
            if token.type == "inline":
                contents.append(token.content)
            self.at += 1
        return Row(self.source, line + 1, contents, self.references, header=header)

    def code(self, token: Token, span: Span) -> Block:
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
        return self.source.line_text(line + 1).replace("\0", "�")

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
            written, wanted = self.source.slice(span).replace("\0", "�"), line.strip(" \t")
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


# The address and the classes of a heading, behind its text: `{#impact .wide}`, `{: #impact}`, `{/* #impact */}`.
_ATTRIBUTES = re.compile(r"(?<=\S)[ \t]*\{(?::?[ \t]*[#.][^{}\n]*|/\*[^*\n]*\*/)\}$")

_QUARTO = (".qmd", ".rmd")
_CAPTION = re.compile(r"(?:Table)?:[ \t]+(?P<text>[^|\n]+?)(?:[ \t]*\{[^{}\n]*\})?[ \t]*")

_BLOCKS: dict[str, Callable[[_Builder, Token, Span], Block]] = {
    "paragraph_open": _Builder.paragraph,
    "heading_open": _Builder.heading,
    "bullet_list_open": _Builder.list_,
    "ordered_list_open": _Builder.list_,
    "blockquote_open": _Builder.quote,
    "fence": _Builder.code,
    "code_block": _Builder.code,
    "html_block": _Builder.html,
    "hr": _Builder.thematic_break,
}
"""What a block is made by, by the type of the token that opens it."""
