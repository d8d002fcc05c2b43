"""Comments that ask to ignore findings.

`<!-- pmlint: ignore[PM205] reason until=2026-12-31 -->` as a block of its own covers the block that follows it, at the
end of a line that line; of a list item all lines, of a table row the row. `ignore-file[...]` before the first section
covers the whole document for one rule. In a quotation or in an item of a list a comment means what it means elsewhere:
the block behind it there, or the line that it ends. In MDX the comment may as well be `{/* ... */}`. What is shown as
text (code, escapes) or stands in the front matter asks for nothing.

A comment that is addressed to pmlint and says anything else is kept with what is wrong about it, and covers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from pmlint.markdown import Block, Document, Heading, Html, Inline, Item, List, Paragraph, Quote, Row, Table
from pmlint.model import Due, Ignore
from pmlint.text import Span, Text


def read_ignores(document: Document) -> tuple[Ignore, ...]:
    """The ignore comments of a document, in order."""
    if "pmlint" not in document.source.text.lower():
        return ()
    return tuple(IgnoreReader(document).in_blocks(document.blocks))


_NOTHING = "no block follows it"
_NOTHING_IN_ITEM = "it belongs to the list item above, and no block follows it there: move it to the margin"


class IgnoreReader:
    """Finds the comments of a document and what each of them covers."""

    def __init__(self, document: Document) -> None:
        self.source = document.source
        headings = [block for block in document.blocks if isinstance(block, Heading)]
        sections = headings[1:] if headings and headings[0].level == 1 else headings
        self.opening = _OPENING_OF_MDX if document.source.path.lower().endswith(_MDX) else _OPENING
        self.in_list = 0
        """In how many list items the reader is."""
        self.first_section = sections[0].span.start if sections else len(self.source.text)

    def in_blocks(self, blocks: Sequence[Block]) -> Iterator[Ignore]:
        """What is asked for in some blocks; a comment that is a block covers the next that is none."""
        following: list[Block | None] = [None]  # from behind
        for block in reversed(blocks):
            following.append(following[-1] if self._is_comment(block) else block)
        for block, behind in zip(blocks, following[-2::-1], strict=True):
            yield from self.in_block(block, behind)

    def _is_comment(self, block: Block) -> bool:
        return isinstance(block, Html) and self.opening.match(self.source.text, block.span.start) is not None

    def in_block(self, block: Block, following: Block | None) -> Iterator[Ignore]:
        """What is asked for in a block, which another one follows."""
        match block:
            case Html(span=span):
                yield from self.in_html(span, following)
            case Heading(inline=inline, span=span):
                yield from self.in_text(inline, span)
            case Paragraph(inline=inline):
                yield from self.in_text(inline, None)
            case Table(header=header, rows=rows):
                for row in (header, *rows):
                    for cell in row.cells:
                        yield from self.in_text(cell, row.span, ends_line=cell is row.cells[-1])
                    yield from self.behind_row(row)
            case List(items=items):
                for item in items:
                    yield from self.in_item(item)
            case Quote(blocks=inner):
                yield from self.in_blocks(inner)

    def behind_row(self, row: Row) -> Iterator[Ignore]:
        """The comments after the last pipe of a row, which are in none of its cells."""
        last = row.cells[-1].span.end if row.cells else row.span.start
        line = self.source.line_span(self.source.position(last).line)
        for comment in self.comments(Span(last, line.end)):
            yield from self.request(comment, row.span)

    def in_html(self, span: Span, following: Block | None) -> Iterator[Ignore]:
        nothing = _NOTHING_IN_ITEM if self.in_list else _NOTHING
        if not _RAW_TEXT.match(self.source.text, span.start):
            for comment in self.comments(span):
                yield from self.request(comment, following.span if following else nothing)

    def in_item(self, item: Item) -> Iterator[Ignore]:
        if item.inline is not None:
            yield from self.in_text(item.inline, item.span)
        self.in_list += 1
        yield from self.in_blocks(item.blocks if item.inline is None else item.blocks[1:])
        self.in_list -= 1

    def in_text(self, inline: Inline, covers: Span | None, *, ends_line: bool = True) -> Iterator[Ignore]:
        """The comments in a text. Those at the end of a line cover `covers`, else that line."""
        if "pmlint" not in inline.raw.lower() or not self.opening.search(inline.raw):
            return
        comments = [each for each in self.comments(inline.span) if not self._is_shown(each, inline)]
        for comment, at_end in zip(comments, self._at_line_ends(comments), strict=True):
            whole = covers or self.source.line_span(self.source.position(comment.end).line)
            yield from self.request(comment, whole if at_end and ends_line else "it is inside a line")

    def _is_shown(self, comment: Span, inline: Inline) -> bool:
        """Whether a comment in a text is shown: as code, or by an escape. A comment of MDX is text to Markdown."""
        runs = inline.runs_at(Span(comment.start, comment.start + 1))
        return any(run.code for run in runs) if self.source.text[comment.start] == "{" else bool(runs)

    def _at_line_ends(self, comments: Sequence[Span]) -> list[bool]:
        """For each comment whether its line ends with it, or with others behind it."""
        ends: list[bool] = []  # from behind
        for comment, following in reversed(list(zip_longest(comments, comments[1:]))):
            line_end = self.source.line_span(self.source.position(comment.end).line).end
            goes_on = following is not None and following.start <= line_end
            behind = self.source.text[comment.end : following.start if following and goes_on else line_end]
            ends.append(not behind.strip(" \t|#") and (ends[-1] if goes_on else True))
        return ends[::-1]

    def comments(self, span: Span) -> Iterator[Span]:
        """The comments in a part of the source; one that is not closed ends with the part.

        `<!-->` and `<!--->` are whole.
        """
        text, at = self.source.text, span.start
        while found := self.opening.search(text, at, span.end):
            start, mark = found.start(), found[0]
            degenerate = next((each for each in ("<!-->", "<!--->") if text.startswith(each, start)), None)
            if degenerate:
                at = start + len(degenerate)
                continue
            close = text.find(_CLOSING[mark], start + len(mark), span.end)
            at = close + len(_CLOSING[mark]) if close >= 0 else span.end
            yield Span(start, at)

    def request(self, comment: Span, covers: Span | str) -> Iterator[Ignore]:
        """What a comment asks for, if it is addressed to pmlint; `covers` is a text where it says why nothing is."""
        opening, closing = next(
            pair for pair in _CLOSING.items() if self.source.text.startswith(pair[0], comment.start)
        )
        start = comment.start + len(opening)
        closed = self.source.text.endswith(closing, start, comment.end)
        inner = self.source.text[start : comment.end - len(closing) if closed else comment.end]
        if not _ADDRESSED.search(inner):
            return
        asked = _REQUEST.fullmatch(self.source.text, start, start + len(inner))
        if asked is None:
            yield _faulty(comment, _what_is_wrong(inner))
            return
        if asked["what"] == "expect":  # what the cases of a rule say; see the documentation of rules
            return
        if asked["what"] == "ignore-file":
            above = comment.start < self.first_section
            covers = Span(0, len(self.source.text)) if above else "'ignore-file' is below the first section"
        yield _ignore(comment, asked, covers if closed else "the comment is not closed")


def _ignore(comment: Span, asked: re.Match[str], covers: Span | str) -> Ignore:
    """What a comment asks for, or what is wrong with it."""
    rules = tuple(_rules(asked))
    until, wrong_date = _until(asked)
    if isinstance(covers, str):
        return _faulty(comment, covers, rules)
    if fault := _fault_of_rules(rules) or wrong_date:
        return _faulty(comment, fault, rules)
    if len(rules) > 1 and asked["what"] == "ignore-file":
        return _faulty(comment, "'ignore-file' takes one rule, with its own reason and end", rules)
    reason = " ".join(_UNTIL.sub("", asked["rest"]).split())
    return Ignore(comment, rules, reason, until, covers, whole_file=asked["what"] == "ignore-file")


def _fault_of_rules(rules: Sequence[Text]) -> str | None:
    if not rules:
        return "no rule is named in the brackets"
    wrong = next((rule.value for rule in rules if not _RULE.fullmatch(rule.value)), None)
    if wrong is None:
        return None
    return f"'{wrong[:_QUOTED]}' is not the name of a rule" if wrong else "an extra comma in the brackets"


_QUOTED = 40
"""Characters of a document that a message repeats at most."""


_CLOSING = {"<!--": "-->", "{/*": "*/}"}
"""How a comment ends, by how it begins."""
_OPENING = re.compile("<!--")
_OPENING_OF_MDX = re.compile(r"<!--|\{/\*")
_MDX = ".mdx"

# Raw text to HTML: `<!--` in it is no comment.
_RAW_TEXT = re.compile(r"<(?:script|style|textarea)\b", re.IGNORECASE | re.ASCII)

# A comment that begins with the name, or gives it something to do.
_ADDRESSED = re.compile(r"^\W*pmlint\b|\bpmlint\s*(?:[:=\[]|-\w)", re.IGNORECASE | re.ASCII)

_REQUEST = re.compile(
    r"\s*pmlint:[ \t]*(?P<what>ignore-file|ignore|expect)\[(?P<rules>[^\[\]]*)\](?P<rest>(?:\s.*)?)", re.DOTALL
)
_RULE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")


def _faulty(comment: Span, fault: str, rules: tuple[Text, ...] = ()) -> Ignore:
    return Ignore(comment, rules, "", None, Span(comment.start, comment.start), fault=fault)


def _what_is_wrong(inner: str) -> str:
    """Why a comment that is addressed to pmlint is no request."""
    found = _ANY_CASE.search(inner)
    if found is None:
        return "it does not name rules in brackets"
    if found[0] != "pmlint":
        return f"pmlint is spelled '{found[0]}'"
    behind = inner[found.end() : found.end() + _QUOTED].strip()
    if not behind.startswith(":"):
        if behind.startswith(("-", "_", "=", "[")):
            return f"'pmlint{behind.split()[0]}' is not 'pmlint:'"
        return "'pmlint' is not followed by a colon"
    word = _FIRST_ASKED.match(behind)
    if word is None:
        return "it requests nothing"
    if word[1] not in ("ignore", "ignore-file", "expect"):
        return f"'{word[1]}' is not something that pmlint can be asked to do"
    return "it does not name rules in brackets"


_ANY_CASE = re.compile("pmlint", re.IGNORECASE)
_FIRST_ASKED = re.compile(r":\s*([\w-]+)")


def _rules(asked: re.Match[str]) -> Iterator[Text]:
    """The rules between the brackets, each with its place."""
    at = asked.start("rules")
    for piece in asked["rules"].split(",") if asked["rules"].strip() else ():
        name = piece.strip()
        begin = at + piece.find(name)
        yield Text(name, Span(begin, begin + len(name)))
        at += len(piece) + 1


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNTIL = re.compile(r"(?<!\S)until=(\S*)")


def _until(asked: re.Match[str]) -> tuple[Due | None, str | None]:
    """Until when the request holds, and what is wrong with that."""
    dates = list(_UNTIL.finditer(asked.string, *asked.span("rest")))
    if not dates:
        return None, None
    written = dates[0][1]
    until = Due(Text(written, Span(*dates[0].span(1))), _day(written))
    if len(dates) > 1:
        return until, "it has two 'until=' dates"
    return until, None if until.day else f"'until={written[:_QUOTED]}' is not a date such as 2026-12-31"


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        return None
