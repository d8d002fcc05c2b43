"""The text of a heading, paragraph or cell, with a way from each visible character back to its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from markdown_it.token import Token

from pmlint.markdown.html_tags import Tag, hides, tag_at
from pmlint.markdown.parser import PARSER, LocatedState
from pmlint.text import Lazy, Span, Text


class Run(NamedTuple):
    """A piece of visible text that stands in one place of the source."""

    text: str
    span: Span
    code: bool = False
    struck: bool = False
    bold: bool = False
    italic: bool = False


class Link(NamedTuple):
    """A link or image: its visible text, where it leads, and the place of the whole of it."""

    text: Text
    target: str
    span: Span
    address: Span
    """Where the target stands in it; all of it, if the target is written otherwise or elsewhere."""
    image: bool = False


class _Marked(NamedTuple):
    """Emphasis, a link or code: the place of what it shows, and of all of it with its marks."""

    shown: Span
    whole: Span


class Inline:
    """The text of a heading, paragraph or table cell, with a way from each visible character back to its place."""

    __slots__ = ("__dict__", "_anchors", "_references", "raw", "span")

    def __init__(self, raw: str, anchors: list[tuple[int, int]], span: Span, references: object) -> None:
        self.raw = raw
        """The text as written, without the block's own markers and indentation; lines end with `\\n`."""
        self.span = span
        self._anchors = anchors  # (index into raw, offset into the source), ascending; between two, both run alike
        self._references = references

    @classmethod
    def verbatim(cls, text: Text) -> Inline:
        """A text that has no markup, or whose markup was read before: then all of it has one place."""
        inline = cls(text.value, [(0, text.span.start)], text.span, None)
        same = text.span.end - text.span.start == len(text.value)
        inline.__dict__.update(_plain=True, _runs_on=same, runs=(Run(text.value, text.span),))
        return inline

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
    def _parsed(self) -> tuple[tuple[Run, ...], tuple[Link, ...], list[_Marked], list[Tag]]:
        return _InlineReader(self).read(self._references)

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

    @property
    def tags(self) -> Sequence[Tag]:
        """The tags of raw HTML, in order; none of code, which shows them."""
        return () if "<" not in self.raw or self._plain else self._parsed[3]

    @Lazy
    def _text_links(self) -> tuple[list[Link], list[int]]:
        """The links that are no images, and where they start; they never stand in each other."""
        found = [link for link in self.links if not link.image]
        return found, [link.span.start for link in found]

    def link_at(self, offset: int) -> Link | None:
        """The link, but no image, that covers a place of the source."""
        found, starts = self._text_links
        index = bisect_right(starts, offset) - 1
        return found[index] if index >= 0 and offset < found[index].span.end else None

    def links_in(self, span: Span) -> list[Link]:
        """The links, but no images, whose text overlaps a part of the source."""
        found, starts = self._text_links
        first, last = max(bisect_right(starts, span.start) - 1, 0), bisect_left(starts, span.end)
        return [
            link for link in found[first:last] if link.text.span.start < span.end and link.text.span.end > span.start
        ]

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
        span = Span(self._place(start).start, self._place(start + len(value) - 1).end)
        return Text(value, span if self._plain else self._with_marks(span))

    def _with_marks(self, span: Span) -> Span:
        """A place that begins or ends inside emphasis, a link or code which it holds whole, with the marks of that."""
        start, end = span
        begin, stop = self._marked
        return _widened(span, (*begin.get(start, ()), *stop.get(end, ())))

    @Lazy
    def _marked(self) -> tuple[dict[int, list[_Marked]], dict[int, list[_Marked]]]:
        """What is marked, by where the text it shows begins and by where that ends."""
        begin: dict[int, list[_Marked]] = {}
        stop: dict[int, list[_Marked]] = {}
        for each in self._parsed[2]:
            begin.setdefault(each.shown.start, []).append(each)
            stop.setdefault(each.shown.end, []).append(each)
        return begin, stop

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

    @Lazy
    def _places(self) -> list[int]:
        return [run.span.start for run in self.runs]

    def index_at(self, offset: int) -> int:
        """The index into `text` of the first character that stands at or behind a place of the source."""
        at = bisect_left(self._places, offset) - 1
        if at < 0:
            return 0
        run = self.runs[at]
        same = run.span.end - run.span.start == len(run.text)
        return self._starts[at] + min(offset - run.span.start if same else len(run.text), len(run.text))

    def run_at(self, index: int) -> Run | None:
        """The run that holds the visible character at an index."""
        return self.runs[max(bisect_right(self._starts, index) - 1, 0)] if 0 <= index < len(self.text) else None

    def bold_parts(self) -> list[tuple[int, int]]:
        """The ranges of `text` that are bold, each as long as it goes on, also over a line break."""
        return [] if self._plain else self._ranges(run.bold for run in self.runs)

    def italic_parts(self) -> list[tuple[int, int]]:
        """The ranges of `text` that are in italics, each as long as it goes on."""
        return [] if self._plain else self._ranges(run.italic for run in self.runs)

    def _ranges(self, marked: Iterable[bool]) -> list[tuple[int, int]]:
        """The ranges of `text` whose runs are marked; `marked` tells it of each."""
        found: list[tuple[int, int]] = []
        for start, run, is_marked in zip(self._starts, self.runs, marked, strict=True):
            if is_marked:
                begun = found.pop()[0] if found and found[-1][1] == start else start
                found.append((begun, start + len(run.text)))
        return found

    def runs_at(self, span: Span) -> tuple[Run, ...]:
        """The pieces that show at a part of the source, the struck-out ones that `runs` leaves out included."""
        runs = self.runs if self._plain else self._parsed[0]
        first = bisect_right(runs, span.start, key=lambda run: run.span.end)
        return runs[first : bisect_left(runs, span.end, key=lambda run: run.span.start)]

    def part(self, start: int, end: int) -> Piece:
        """The part `text[start:end]`, which is located when it is asked for."""
        return Piece(self, start, end)

    @property
    def whole(self) -> Text:
        """All of the visible text with its place."""
        return self.locate(0, len(self.text))


class Piece:
    """A part of an inline text: `inline.text[start:end]`."""

    def __init__(self, inline: Inline, start: int, end: int) -> None:
        self.inline = inline
        self.start = start
        self.end = end

    @Lazy
    def text(self) -> Text:
        """The part with its place, without the blanks around it."""
        return self.inline.locate(self.start, self.end)

    def links(self) -> list[Link]:
        """The links whose text stands in the part."""
        return self.inline.links_in(self.text.span) if self.inline.links else []


_BOXES = ("[ ]", "[x]", "[X]")
"""A task list's boxes, which say nothing by themselves."""

# What inline markup can't do without, but for a link whose target is defined elsewhere. A text without it reads as it
# is written.
_MARKUP = re.compile(r"[\\`*_~<]|&[#A-Za-z]|\]\(|[ \t]\n|\n[ \t]")


class _InlineReader:
    """Goes through the tokens of a text and notes what it shows, each in its place."""

    def __init__(self, inline: Inline) -> None:
        self.inline = inline
        self.raw = inline.raw
        self.runs: list[Run] = []
        self.links: list[Link] = []
        self.marked: list[_Marked] = []
        self.open_links: list[tuple[str, int, int]] = []  # target, index into runs, start in raw
        self.open_marks: list[tuple[int, int]] = []  # index into runs, start in raw
        self.cursor = 0
        """Up to where the text was read: markdown-it tells where a token was pushed, which may be before that."""
        self.struck = self.bold = self.italic = 0
        self.tags: list[Tag] = []
        self.hidden: list[str] = []
        """The elements that are open and hide what stands in them, the innermost last."""
        self.gap = False
        """Whether markup that shows nothing was just passed over: of two blanks around it a browser shows one."""

    def read(self, references: object) -> tuple[tuple[Run, ...], tuple[Link, ...], list[_Marked], list[Tag]]:
        """The runs, the links, what is marked, and the tags."""
        tokens: list[Token] = []
        state = LocatedState(self.raw, PARSER, {"references": references}, tokens)
        PARSER.inline.tokenize(state)
        for rule in PARSER.inline.ruler2.getRules(""):
            rule(state)
        for token in tokens:
            if take := _TOKENS.get(token.type):
                take(self, token, max(token.meta["at"], self.cursor))
        return tuple(self.runs), tuple(self.links), self.marked, self.tags

    def add(self, text: str, start: int, end: int, *, code: bool = False) -> None:
        if self.hidden:
            return
        if self.gap and text[0] == " " and (not self.runs or self.runs[-1].text[-1:].isspace()):
            text, start = text[1:], start + 1
        self.gap = False
        one_to_one = len(text) == end - start
        for begin, stop in self.inline.pieces(start, end) if one_to_one else [(start, end)]:
            part = text[begin - start : stop - start] if one_to_one else text
            marks = self.struck > 0, self.bold > 0, self.italic > 0
            self.runs.append(Run(part, _cover(self.inline, begin, stop), code, *marks))

    def mark(self, first: int, start: int, end: int) -> None:
        """Notes that the runs from `first` on are marked from one index to another."""
        if first < len(self.runs):
            shown = Span(self.runs[first].span.start, self.runs[-1].span.end)
            self.marked.append(_Marked(shown, _cover(self.inline, start, end)))

    def address(self, target: str, start: int, end: int) -> Span:
        at = self.raw.rfind(target, start, end) if target else -1
        return _cover(self.inline, at, at + len(target)) if at >= 0 else _cover(self.inline, start, end)

    def text(self, token: Token, start: int) -> None:
        self.cursor = start + len(token.content)
        if token.content:
            self.add(token.content, start, self.cursor)

    def special(self, token: Token, start: int) -> None:
        """An entity or an escape."""
        self.cursor = start + len(token.markup)
        self.add(token.content, start, self.cursor)

    def code(self, token: Token, start: int) -> None:
        first, begin = len(self.runs), start + len(token.markup)
        if self.raw[begin : begin + len(token.content)].replace("\n", " ") != token.content:
            begin += 1  # one blank on either side is not part of the content
        self.add(token.content, begin, begin + len(token.content), code=True)
        self.cursor = 2 * begin + len(token.content) - start
        self.mark(first, start, self.cursor)

    def line_break(self, token: Token, start: int) -> None:
        self.cursor = self.raw.find("\n", start) + 1
        self.add("\n", self.cursor - 1, self.cursor)

    def html(self, token: Token, start: int) -> None:
        """A tag or a comment, which shows nothing, but may break the line, or strike out or hide what follows."""
        self.cursor = start + len(token.content)
        if _LINE_BREAK_TAG.match(token.content):
            self.add("\n", start, self.cursor)
            return
        self.gap = True
        if (tag := tag_at(self.raw, start)) is None:
            return
        self.tags.append(tag)
        if _STRIKE_TAG.match(token.content):
            self.struck = max(0, self.struck + (-1 if tag.closing else 1))
        elif tag.closing and self.hidden and tag.name == self.hidden[-1]:
            self.hidden.pop()
        elif tag.name in self.hidden or hides(tag, self.raw):
            self.hidden.append(tag.name)

    def emphasis(self, token: Token, start: int) -> None:
        self.cursor = start + len(token.markup)
        self.struck += token.nesting if token.tag == "s" else 0
        self.bold += token.nesting if token.tag == "strong" else 0
        self.italic += token.nesting if token.tag == "em" else 0
        if token.nesting > 0:
            self.open_marks.append((len(self.runs), start))
        elif self.open_marks:
            self.mark(*self.open_marks.pop(), self.cursor)

    def link_open(self, token: Token, start: int) -> None:
        self.cursor = start + (token.info == "auto")
        self.open_links.append((str(token.attrs.get("href", "")), len(self.runs), start))

    def link_close(self, token: Token, start: int) -> None:
        if not self.open_links:
            return
        target, first, begin = self.open_links.pop()
        self.cursor = token.meta["end"]
        text = _joined(self.runs[first:], self.marked, self.inline.offset(begin))
        whole = _cover(self.inline, begin, self.cursor)
        if self.hidden:
            return
        self.links.append(Link(text, target, whole, self.address(target, begin, self.cursor)))
        self.mark(first, begin, self.cursor)

    def image(self, token: Token, start: int) -> None:
        self.cursor = token.meta["end"]
        if self.hidden:
            return
        alt = Text(token.content, _cover(self.inline, start + 2, start + 2 + len(token.content)))
        target, whole = str(token.attrs.get("src", "")), _cover(self.inline, start, self.cursor)
        self.links.append(Link(alt, target, whole, self.address(target, start, self.cursor), image=True))


_TOKENS: dict[str, Callable[[_InlineReader, Token, int], None]] = {
    "text": _InlineReader.text,
    "text_special": _InlineReader.special,
    "code_inline": _InlineReader.code,
    "softbreak": _InlineReader.line_break,
    "hardbreak": _InlineReader.line_break,
    "html_inline": _InlineReader.html,
    "em_open": _InlineReader.emphasis,
    "em_close": _InlineReader.emphasis,
    "strong_open": _InlineReader.emphasis,
    "strong_close": _InlineReader.emphasis,
    "s_open": _InlineReader.emphasis,
    "s_close": _InlineReader.emphasis,
    "link_open": _InlineReader.link_open,
    "link_close": _InlineReader.link_close,
    "image": _InlineReader.image,
}
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRIKE_TAG = re.compile(r"<(/?)(?:s|del|strike)(?:\s[^<>]*)?>", re.IGNORECASE)


def _cover(inline: Inline, start: int, end: int) -> Span:
    return Span(inline.offset(start), inline.offset(end - 1) + 1 if end > start else inline.offset(start))


def _joined(runs: Sequence[Run], marked: Sequence[_Marked], at: int) -> Text:
    """The text of a link that begins at an offset; `marked` ends with what is marked in it."""
    if not runs:
        return Text("", Span(at, at))
    inside = takewhile(lambda each: each.whole.start >= at, reversed(marked))
    return Text("".join(run.text for run in runs), _widened(Span(runs[0].span.start, runs[-1].span.end), inside))


def _widened(span: Span, marked: Iterable[_Marked]) -> Span:
    """A place with the marks of what it holds whole, but for those of what it shows alone."""
    start, end = span
    for shown, whole in marked:
        if shown.start == span.start and shown.end < span.end:
            start = min(start, whole.start)
        elif shown.end == span.end and shown.start > span.start:
            end = max(end, whole.end)
    return Span(start, end)
