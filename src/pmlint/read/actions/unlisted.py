"""What stands among the actions and is read as none: forms that are not read, and prose that tells of work to be done.

All that a reader of the document sees there is an action, an introduction, an explanation, or told from here.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from pmlint.forms.boxes import opening_box
from pmlint.forms.labels import label_before_colon
from pmlint.forms.listed_lines import behind_footnote, behind_mark, has_picture, is_definition, is_listed
from pmlint.forms.placeholders import is_gap
from pmlint.forms.work import Remark
from pmlint.markdown import Block, Code, Heading, Html, Inline, List, Paragraph, Quote, Table, visible_html, walk
from pmlint.model import UnlistedWork
from pmlint.read.actions.labels import COLONS
from pmlint.read.actions.lists import cut
from pmlint.spelling import says_nothing
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary

_MARKS_IN_FRONT = " \t\\*_"
_BEFORE_A_LIST = (*COLONS, ".", "!", "?")
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]{0,30})")
_OPENING_TAG = re.compile(r"\s{0,9}<([a-zA-Z][a-zA-Z0-9-]{0,30})[^<>]{0,400}>")
_ANY_TAG = re.compile(r"<[^<>]{0,400}>")
_MARKUP = re.compile(r"<!--.*?-->|<[^<>]{0,2000}>", re.DOTALL)
_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_PICTURE = re.compile(r"<(?:img|video|audio|source|embed)\b[^<>]{0,2000}>", re.IGNORECASE)
_PROSE_ELEMENTS = frozenset(
    (
        "a", "abbr", "b", "blockquote", "br", "center", "cite", "code", "del", "details", "div", "em", "figcaption",
        "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "mark", "p", "picture",
        "q", "s", "samp", "section", "small", "source", "span", "strike", "strong", "sub", "summary", "sup", "time",
        "tt", "u", "var", "video", "wbr",
    )
)  # fmt: skip
"""Elements whose text is prose; all others list something, or are not known."""
_NUMBERED_TASK = re.compile(r"\s{0,9}((?:[^\W\d_]{1,20} ){0,2}[^\W\d_]{1,20})(?: ?#|[ -])?[0-9]{1,3}\s?[.:)–—-]\s+\w")
_DASHED = re.compile(r"\s{0,9}((?:[^\W\d_]{1,20} ?){1,3})\s[-–—]{1,3}\s+\w")
FENCE = ":::"
"""What a box of a Markdown dialect begins and ends with."""
_FENCE = re.compile(r"[ \t]{0,3}(:::+|!!!|\?{3}\+?|(?=\[!))[ \t]{0,9}(\S[^\n]{0,60})?")
_INFO = re.compile(r"[ \t]{0,3}(?:`{3,}|~{3,})[ \t]{0,9}([^\s`{]{0,40})")
_PLAIN_CODE = frozenset(("", "text", "txt", "plain", "plaintext", "md", "markdown", "none"))
"""Languages of code in which people write what is to be done."""
_MARKDOWN_IN_CODE = re.compile(r"^[ \t]*(?:[-*+|#]|[0-9]{1,3}[.)])", re.MULTILINE)
_BOX_IN_CODE = re.compile(r"^[ \t>]{0,12}(?:[-*+][ \t]{1,4})?\[ ?\][ \t]", re.MULTILINE)
_ROW = re.compile(r"\s{0,9}(?:\|?[^|\n]{1,300}\|[^|\n]{1,300}\||\|[^|\n]{1,300}\|\s*$)")


class Unlisted:
    """Finds what is told of the blocks of one document that are read as no action."""

    def __init__(self, vocabulary: Vocabulary, source: Source) -> None:
        self.vocabulary = vocabulary
        self.known, self.form = vocabulary.actions, vocabulary.work
        self.source = source

    def listed_lines(self, inline: Inline) -> list[Inline]:
        """The items of a list that Markdown reads as a paragraph, each without its mark; none if it is no list.

        A line without a mark belongs to the item before it. One mark inside a sentence makes no list.
        """
        starts: list[tuple[int, int]] = []
        at, before = 0, ""
        for line in inline.raw.split("\n"):
            bare = line.lstrip(_MARKS_IN_FRONT)
            begin = at + len(line) - len(bare)
            if starts or not before or before.endswith(_BEFORE_A_LIST):
                if is_listed(bare):
                    starts.append((begin, begin + behind_mark(bare, behind_footnote(bare))))
                elif is_listed(shown := line.replace("*", "").replace("_", " ")) or self._names_task(shown):
                    starts.append((at, at))
            at, before = at + len(line) + 1, line.rstrip()
        if not starts or (len(starts) == 1 and has_picture(inline.raw[starts[0][0] :])):
            return []
        ends = [start for start, _ in starts[1:]] + [len(inline.raw)]
        lines = (cut(inline, begin, end) for (_, begin), end in zip(starts, ends, strict=True))
        return [line for line in lines if not says_nothing(line.text)]

    def _names_task(self, line: str) -> bool:
        """Whether a line is a task by its label: `TODO: ...`, `Action 1: ...`."""
        numbered = _NUMBERED_TASK.match(line)
        if numbered and (numbered[1].isupper() or self.known.field(numbered[1]) == "action"):
            return True
        dashed = _DASHED.match(line)
        if dashed and self.known.field(dashed[1]) == "action":
            return True
        label = label_before_colon(line)
        if label is None or says_nothing(line[label.value :]) or self.known.says_none(label.name):
            return False
        return self._is_to_be_done(label.name) or self.known.field(label.name) == "action"

    def _is_to_be_done(self, name: str) -> bool:
        """Whether a name says that what it names is still to be done: `TODO`, `FIXME`."""
        return self.known.state(name) is False or self.known.placeholders.is_blank(name)

    def paragraph(self, inline: Inline, *, explains: bool = False) -> Iterator[UnlistedWork]:
        """What is told of a paragraph: the form it has, or the first sentence that promises work, else wishes it.

        `explains` if an action stands above it. A gap of the template is none: it is told as one.
        """
        text = inline.text
        if is_gap(text):
            return
        if self._is_form(inline):
            yield UnlistedWork("form", inline.whole)
            return
        remark, start = self._remarks(text)
        yield from self._told(inline, start, explains=explains, remark=remark)

    def remark(self, inline: Inline) -> Iterator[UnlistedWork]:
        """What is told of an item of a list of remarks: work that it promises, or orders and is no advice."""
        return self._told(inline, 0, remark="call")

    def _told(self, inline: Inline, start: int, *, explains: bool = False, remark: Remark) -> Iterator[UnlistedWork]:
        """The first sentence of a text that promises work, else the first that wishes it."""
        told = list(self.form.sentences(inline.text, start, explains=explains, remark=remark))
        if first := next((each for each in told if each.work == "promised"), told[0] if told else None):
            yield UnlistedWork(first.work, inline.locate(first.start, first.end))

    def _is_form(self, inline: Inline) -> bool:
        """Whether a paragraph is an element, a box, a table without its second line or a definition, and no prose."""
        raw = inline.raw
        tag = _OPENING_TAG.match(raw)
        if tag and tag[1].lower() not in _PROSE_ELEMENTS:
            return not says_nothing(_ANY_TAG.sub(" ", raw))
        lines = raw.split("\n")
        if fence := _FENCE.match(lines[0]):
            inside = "\n".join(line for line in lines[1:] if not _FENCE.match(line))
            return not says_nothing(inside) and not self._box(fence[2] or "")
        return any(map(is_definition, lines[1:])) or all(map(_ROW.match, inline.text.split("\n")))

    def _box(self, name: str) -> Remark:
        """What the name of a box makes of its text: `[!NOTE]`, `{.important}`."""
        return self.form.remark(name.strip("[]!{}."))

    def _remarks(self, text: str, *, boxed: bool = False) -> tuple[Remark, int]:
        """What the label of a paragraph, or its first line as a box, makes of its text, and where that begins."""
        first = text.partition("\n")[0]
        if (remark := self._box(_FENCE.sub(r"\2", first))) and (boxed or _FENCE.match(first)):
            return remark, len(first)
        label = label_before_colon(text)
        remark = self.form.remark(label.name) if label else ""
        return remark, label.value if label and remark else behind_footnote(text)

    def quote(self, block: Quote) -> Iterator[UnlistedWork]:
        """What is told of a quotation: that its lists and tables are not read, else what its text tells of work."""
        inside = list(walk(block.blocks))
        texts = [each.inline for each in inside if isinstance(each, Paragraph)]
        remark, start = self._remarks(texts[0].text, boxed=True) if texts else ("", 0)
        if remark:
            for index, inline in enumerate(texts):
                yield from self._told(inline, 0 if index else start, remark=remark)
            return
        if any(isinstance(each, List | Table) for each in inside):
            shown = [text for each in inside for text in _texts(each) if self.known.says_something(text.value)]
            yield from (UnlistedWork("form", text, "a quotation") for text in shown[:1])
            return
        for inline in texts:
            yield from self.paragraph(inline)

    def html(self, block: Html) -> Iterator[UnlistedWork]:
        """What is told of raw HTML: that it is not read, unless it is prose."""
        raw = _PICTURE.sub(" ", self.source.slice(block.span))
        shown = visible_html(raw)
        if says_nothing(shown) or self.known.says_none(shown) or not self.known.says_something(shown):
            return
        text = self._first_words(block.span, _MARKUP) or Text(self.source.slice(block.span), block.span)
        if any(name.lower() not in _PROSE_ELEMENTS for name in _TAG.findall(raw)):
            yield UnlistedWork("form", text, "raw HTML")
        elif told := list(self.form.sentences(shown)):
            promised = any(each.work == "promised" for each in told)
            yield UnlistedWork("promised" if promised else "wished", text)

    def _first_words(self, span: Span, markup: re.Pattern[str] | None = None) -> Text | None:
        """The first line that speaks in a place, or what stands in it before, between or behind markup."""
        raw = self.source.slice(span)
        bare = markup.sub(lambda found: "\n" * len(found[0]), raw) if markup else raw
        for line in _LINE.finditer(bare):
            if not says_nothing(line[0]):
                return Text(line[0], Span(span.start + line.start(), span.start + line.end()))
        return None

    def code(self, block: Code, *, introduced: bool, below_action: bool) -> Iterator[UnlistedWork]:
        """What is told of code: that it is not read, unless it is introduced, or explains an action above it."""
        content = self.source.slice(block.content)
        info = _INFO.match(self.source.slice(block.span)) if block.fenced else None
        name = info[1].lower() if info else ""
        is_program = name not in _PLAIN_CODE and not self._is_to_be_done(name)
        lists = _MARKDOWN_IN_CODE.search(content) or any(
            any(self.form.sentences(line)) for line in content.splitlines()
        )
        explains = introduced or (below_action and (is_program or not lists))
        if not says_nothing(content) and (not explains or _BOX_IN_CODE.search(content)):
            words = self._first_words(block.content)
            # from the fence on, since a comment that says not to tell this can stand only above it
            shown = Span(block.span.start, words.span.end if words else block.content.end)
            yield UnlistedWork("form", Text(self.source.slice(shown), shown), "code")

    def table(self, table: Table) -> Iterator[UnlistedWork]:
        """What is told of a table that has no column for what is to be done."""
        said = [cell.text for row in table.rows for cell in row.cells if self.known.says_something(cell.text)]
        if said and not all(map(self.known.says_none, said)):
            shown = [text for text in _texts(table) if not says_nothing(text.value)]
            yield UnlistedWork("form", shown[0])

    def title(self, title: Text, *, blank: bool) -> Iterator[UnlistedWork]:
        """What is told of a heading or bold line below which no action is read; `blank` if nothing stands there."""
        text = title.value
        if self._box(text) or not self.known.says_something(text) or self.known.says_none(text):
            return
        if blank or self.form.work(text) == "promised":
            yield UnlistedWork("form", title)

    def blank_orders(self, blocks: Sequence[Block], named: Container[int]) -> Iterator[UnlistedWork]:
        """The headings that order work and have nothing below; not those of sections, which begin at `named`."""
        for block, following in pairwise([*blocks, None]):
            if not isinstance(block, Heading) or block.span.start in named:
                continue
            ends = following is None or (isinstance(following, Heading) and following.level <= block.level)
            if ends and self.form.orders(block.inline.text) and self.known.says_something(block.inline.text):
                yield UnlistedWork("form", block.inline.whole)

    def open_boxes(self, blocks: Sequence[Block], bodies: Sequence[Span]) -> Iterator[UnlistedWork]:
        """The boxes that are not ticked, and order work, outside the bodies of the sections that may have boxes.

        Not those of a checklist or procedure, by the headings and the paragraph above them.
        """
        titles: list[Heading] = []
        introduction = ""
        for block in blocks:
            if isinstance(block, Heading):
                titles = [each for each in titles if each.level < block.level] + [block]
                introduction = ""
            elif isinstance(block, Paragraph):
                introduction = block.inline.text
            elif isinstance(block, List) and not any(body.holds(block.span) for body in bodies):
                above = [*(each.inline.text for each in titles), introduction]
                if not any(self.form.is_procedure(text) or self.known.is_aside(text) for text in above):
                    yield from self._boxes_in(block)

    def _boxes_in(self, block: List) -> Iterator[UnlistedWork]:
        for each in walk([block]):
            if isinstance(each, Paragraph):
                box = opening_box(each.inline.text)
                if box.ticked is False and self.form.work(each.inline.text[box.end :]) == "promised":
                    yield UnlistedWork("form", each.inline.locate(box.end, len(each.inline.text)))


def _texts(block: Block) -> list[Text]:
    """The texts of a paragraph, heading or table, in order."""
    if isinstance(block, Table):
        return [cell.whole for row in (block.header, *block.rows) for cell in row.cells]
    return [block.inline.whole] if isinstance(block, Paragraph | Heading) else []
