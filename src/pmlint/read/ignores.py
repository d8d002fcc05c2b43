"""Comments that ask to ignore findings.

`<!-- pmlint: ignore[PM205] reason until=2026-12-31 -->` as a block of its own covers the block that follows it, at the
end of a line that line; of a list item all lines, of a table row the row. `ignore-file[...]` before the first section
covers the whole document. In a quotation or in an item of a list a comment means what it means elsewhere: the block
behind it there, or the line that it ends. What is shown as text (code, escapes) or stands in the front matter asks for
nothing.

A comment that is addressed to pmlint and says anything else is kept with what is wrong about it, and covers nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pmlint.markdown import Block, Document, Heading, Html, Inline, List, Paragraph, Quote, Table
from pmlint.model import Due, Ignore
from pmlint.read.dates import written_date
from pmlint.text import Source, Span, Text


def read_ignores(document: Document) -> tuple[Ignore, ...]:
    """The ignore comments of a document, in order."""
    if "pmlint" not in document.source.text.lower():
        return ()
    return tuple(_Reader(document).read())


class _Reader:
    def __init__(self, document: Document) -> None:
        self.source = document.source
        self.blocks = document.blocks
        headings = [block for block in document.blocks if isinstance(block, Heading)]
        sections = headings[1:] if headings and headings[0].level == 1 else headings
        self.first_section = sections[0].span.start if sections else len(self.source.text)

    def read(self) -> Iterator[Ignore]:
        yield from self.in_blocks(self.blocks)

    def in_blocks(self, blocks: Sequence[Block]) -> Iterator[Ignore]:
        followed_by: list[Block | None] = [None]  # for each block the next that is no comment, from behind
        for block in reversed(blocks):
            followed_by.append(followed_by[-1] if self.is_comment(block) else block)
        for block in blocks:
            followed_by.pop()
            if isinstance(block, Html):
                if not _RAW_TEXT.match(self.source.text, block.span.start):
                    following = followed_by[-1]
                    covers = following.span if following else None
                    for comment in _comments(self.source, block.span):
                        yield from self.request(comment, covers, "no block follows it")
            elif isinstance(block, Heading | Paragraph):
                yield from self.in_inline(block.inline, block.span if isinstance(block, Heading) else None)
            elif isinstance(block, Table):
                for row in (block.header, *block.rows):
                    for number, cell in enumerate(row.cells):
                        last = number == len(row.cells) - 1
                        yield from self.in_inline(cell, row.span if last else Span(row.span.start, row.span.start))
            elif isinstance(block, List):
                for item in block.items:
                    inline = item.inline
                    if inline is not None:
                        yield from self.in_inline(inline, item.span)
                    yield from self.in_blocks(item.blocks[1:] if inline is not None else item.blocks)
            elif isinstance(block, Quote):
                yield from self.in_blocks(block.blocks)

    def is_comment(self, block: Block) -> bool:
        return isinstance(block, Html) and self.source.text.startswith("<!--", block.span.start)

    def in_inline(self, inline: Inline, covers: Span | None) -> Iterator[Ignore]:
        """The comments in a text; they cover `covers`, or the line they end."""
        if "<!--" not in inline.raw or "pmlint" not in inline.raw.lower():
            return
        shown = [run.span for run in inline.runs]
        comments = [comment for comment in _comments(self.source, inline.span) if not _is_shown(comment.start, shown)]
        ends: list[bool] = []  # for each comment whether its line ends with it, from behind
        for index in range(len(comments) - 1, -1, -1):
            line = self.source.line_span(self.source.position(comments[index].end).line)
            last = index == len(comments) - 1 or comments[index + 1].start > line.end
            until = line.end if last else comments[index + 1].start
            at_end = not self.source.text[comments[index].end : until].strip(" \t|#")
            ends.append(at_end and (last or ends[-1]) and (covers is None or covers.end > covers.start))
        for comment in comments:
            line = self.source.line_span(self.source.position(comment.end).line)
            yield from self.request(comment, (covers or line) if ends.pop() else None, "it stands inside a line")

    def request(self, comment: Span, covers: Span | None, nowhere: str) -> Iterator[Ignore]:
        """What a comment asks for, if it is addressed to pmlint; `nowhere` tells why it would cover nothing."""
        start = comment.start + len("<!--")
        closed = self.source.text.endswith("-->", start, comment.end)
        inner = self.source.text[start : comment.end - len("-->") if closed else comment.end]
        if not _ADDRESSED.search(inner):
            return
        found = _REQUEST.fullmatch(inner)
        if found is None:
            yield _faulty(comment, _what_is_wrong(inner))
            return
        if found["what"] == "expect":  # what the cases of a rule say; see the documentation of rules
            return
        whole_file = found["what"] == "ignore-file"
        rules = tuple(_rules(found, start))
        until, fault = _until(found, start)
        if not closed:
            fault = "the comment is not closed"
        elif not rules:
            fault = "no rule stands between the brackets"
        elif wrong := next((rule for rule in rules if not _RULE.fullmatch(rule.value)), None):
            fault = f"'{wrong.value[:40]}' is no name of a rule" if wrong.value else "a comma too many in the brackets"
        elif whole_file and comment.start >= self.first_section:
            fault = "'ignore-file' stands behind the first section"
        elif not whole_file and covers is None:
            fault = nowhere
        if fault:
            yield _faulty(comment, fault, rules)
            return
        reason = " ".join(word for word in found["rest"].split() if not word.startswith("until="))
        everything = Span(0, len(self.source.text))
        yield Ignore(comment, rules, reason, until, everything if whole_file else covers or comment, whole_file)


# Raw text to HTML: `<!--` in it is no comment.
_RAW_TEXT = re.compile(r"<(?:script|style|textarea)\b", re.IGNORECASE | re.ASCII)

# A comment that begins with the name, or gives it something to do.
_ADDRESSED = re.compile(r"^\W*pmlint\b|\bpmlint\s*(?:[:=\[]|-\w)", re.IGNORECASE | re.ASCII)

_REQUEST = re.compile(
    r"\s*pmlint:[ \t]*(?P<what>ignore-file|ignore|expect)\[(?P<rules>[^\[\]]*)\](?P<rest>(?:\s.*)?)", re.DOTALL
)
_RULE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")


def _comments(source: Source, span: Span) -> Iterator[Span]:
    """The comments in a part of a source; one that is not closed ends with the part. `<!-->` and `<!--->` are whole."""
    at = span.start
    while (start := source.text.find("<!--", at, span.end)) >= 0:
        degenerate = next((text for text in ("<!-->", "<!--->") if source.text.startswith(text, start)), None)
        if degenerate:
            at = start + len(degenerate)
            continue
        close = source.text.find("-->", start + 4, span.end)
        at = close + 3 if close >= 0 else span.end
        yield Span(start, at)


def _is_shown(offset: int, shown: Sequence[Span]) -> bool:
    """Whether a place lies in one of the spans, which ascend: what is shown is no comment."""
    index = bisect_right(shown, offset, key=lambda span: span.start) - 1
    return index >= 0 and offset < shown[index].end


def _faulty(comment: Span, fault: str, rules: tuple[Text, ...] = ()) -> Ignore:
    return Ignore(comment, rules, "", None, Span(comment.start, comment.start), fault=fault)


def _what_is_wrong(inner: str) -> str:
    if found := re.search(r"pmlint", inner, re.IGNORECASE):
        if found[0] != "pmlint":
            return f"pmlint is spelled '{found[0]}'"
        behind = inner[found.end() : found.end() + 40].strip()
        if not behind.startswith(":"):
            word = "pmlint" + behind.split()[0] if behind[:1] in "-_=[" and behind else "pmlint"
            return f"'{word}' is not followed by a colon" if word == "pmlint" else f"'{word}' is not 'pmlint:'"
        said = re.match(r":\s*([\w-]*)", behind)
        word = said[1] if said else ""
        if word not in ("ignore", "ignore-file", "expect"):
            return f"'{word}' is not something that pmlint can be asked to do" if word else "it asks for nothing"
    return "it does not name rules in brackets"


def _rules(found: re.Match[str], start: int) -> Iterator[Text]:
    """The rules between the brackets, each with its place."""
    at = start + found.start("rules")
    if not found["rules"].strip():
        return
    for piece in found["rules"].split(","):
        name = piece.strip()
        begin = at + piece.find(name)
        yield Text(name, Span(begin, begin + len(name)))
        at += len(piece) + 1


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _until(found: re.Match[str], start: int) -> tuple[Due | None, str | None]:
    """Until when the request holds, and what is wrong with that."""
    words = [word for word in re.finditer(r"\S+", found["rest"]) if word[0].startswith("until=")]
    if not words:
        return None, None
    written = words[0][0].removeprefix("until=")
    day = written_date(written) if _DAY.fullmatch(written) else None
    end = start + found.start("rest") + words[0].end()
    until = Due(Text(written, Span(end - len(written), end)), day)
    if len(words) > 1:
        return until, "it has two dates 'until='"
    return until, None if day else f"'until={written[:40]}' is no date such as 2026-12-31"
