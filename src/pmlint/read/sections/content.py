"""What stands in a section: something, only fillers, or nothing that shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from pmlint.forms.boxes import opening_box
from pmlint.forms.labels import label_before_colon
from pmlint.forms.placeholders import (
    SHORT,
    is_footnote,
    is_one_gap,
    is_template,
    repeats_itself,
    says_words,
    without_gaps,
)
from pmlint.markdown import Block, Code, Html, Inline, List, Paragraph, Quote, Row, Table, visible_html
from pmlint.process import SectionKind
from pmlint.spelling import drop_invisible, is_made_of, name_key, without_emoji_names, without_list_marks, words
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary

Says = Literal["text", "filler", "nothing"]
Weight = Literal["text", "filler", "part of guidance", "nothing"]

LONG = 400
"""Characters of a passage that are looked at first: few fillers are longer, and most passages are none."""

MOST_FILLERS = 20
"""Fillers that are kept of one section."""

ENOUGH_GUIDANCE = 0.5
"""The share of the template's guidance that passages have to repeat, together, to be taken for it; less is chance."""


FEW_OWN_WORDS = 3
"""Words by which a copy of the template's guidance may differ from it and still be one."""


def what_it_says(
    blocks: Iterable[Block],
    lead: Text | None,
    title: str,
    kind: SectionKind | None,
    vocabulary: Vocabulary,
    source: Source,
) -> tuple[Says, tuple[Text, ...]]:
    """What a section's blocks, and the text behind its label, say; and the fillers, if it is nothing else.

    Reads only as far as the first passage that says something.
    """
    scale = _Scale(title, kind, vocabulary)
    fillers: list[Text] = []
    parts: list[Text] = []
    for passage in _passages(blocks, lead, source):
        if passage.inline is not None and scale.opens_with_text(passage.inline.raw):
            return "text", ()
        weight = scale.weigh(passage)
        if weight == "text":
            return "text", ()
        if weight == "part of guidance":
            parts.append(passage.text)
        elif weight == "filler" and len(fillers) < MOST_FILLERS:
            fillers.append(passage.text)
    if parts and not scale.is_guidance(parts):
        return "text", ()
    fillers = sorted([*fillers, *parts], key=lambda text: text.span)
    return ("filler", tuple(fillers[:MOST_FILLERS])) if fillers else ("nothing", ())


def visible_words(blocks: Iterable[Block], lead: Text | None, source: Source) -> Iterator[str]:
    """The words that readers see in a section's blocks and behind its label; those of code only where all is code."""
    all_code = True
    for passage in _passages(blocks, lead, source):
        if not passage.code:
            all_code = False
            yield from _SPELLED_WORD.findall(passage.text.value)
    for passage in _passages(blocks, lead, source) if all_code else ():
        yield from _SPELLED_WORD.findall(passage.text.value)


def opening_words(blocks: Iterable[Block], lead: Text | None, source: Source, count: int) -> tuple[str, ...]:
    """The first of these words; a text that opens without markup is not parsed for them."""
    first = next(_passages(blocks, lead, source), None)
    plain = _PLAIN_START.match(first.inline.raw) if first and first.inline else None
    said = _SPELLED_WORD.findall(_EMPHASIS.sub("", plain[0])) if plain else []
    return tuple(said[:count] if len(said) > count else islice(visible_words(blocks, lead, source), count))


_SPELLED_WORD = re.compile(r"\w+")


# --- passages ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Passage:
    """A visible text: a paragraph, an item's text, a cell; `code` tells a block of code.

    `inline` is where it comes from, if it is Markdown, which is parsed only when the text is asked for.
    """

    said: Text | None = None
    inline: Inline | None = None
    code: bool = False
    cell: bool = False
    beside: Sequence[Inline] = ()
    """Of the first cell of a row the others."""

    @property
    def text(self) -> Text:
        return self.inline.whole if self.inline is not None else self.said or Text("", Span(0, 0))


def _passages(blocks: Iterable[Block], lead: Text | None, source: Source) -> Iterator[_Passage]:
    if lead is not None and lead.value:
        yield _Passage(lead)
    # A stack instead of recursion: lists may be nested deeper than Python calls.
    stack: list[Iterator[Block]] = [iter(blocks)]
    while stack:
        block = next(stack[-1], None)
        if block is None:
            stack.pop()
        elif isinstance(block, Paragraph):
            yield _Passage(inline=block.inline)
        elif isinstance(block, List):
            stack.append(inner for item in block.items for inner in item.blocks)
        elif isinstance(block, Quote):
            stack.append(iter(block.blocks))
        elif isinstance(block, Table):
            for row in block.rows:
                yield from _cells(row)
        elif isinstance(block, Code):
            yield _code(block, source)
        elif isinstance(block, Html):
            yield _Passage(Text(block.text(source), block.span))


def _cells(row: Row) -> Iterator[_Passage]:
    """The cells of a row, but for a number in front that only counts the rows; the first may be the others' label."""
    for index, cell in enumerate(row.cells):
        if index == 0 and len(row.cells) > 1:
            if not _ROW_NUMBER.fullmatch(cell.raw.strip()):
                yield _Passage(inline=cell, cell=True, beside=row.cells[1:])
        else:
            yield _Passage(inline=cell, cell=True)


_ROW_NUMBER = re.compile(r"#?[0-9]{1,3}[.)]?")


def _code(block: Code, source: Source) -> _Passage:
    text = source.slice(block.content)
    value = text.strip()
    start = block.content.start + text.find(value)
    return _Passage(Text(value, Span(start, start + len(value))), code=True)


# --- weighing ------------------------------------------------------------------------------------------------------

_PLAIN_START = re.compile(r"[^~\[\]<>&{}\n【]{60,400}")
_EMPHASIS = re.compile(r"[*_`\\]")
_ANSWER = re.compile(r"[^\n]{1,60}?(?:\s[-–—=→>]{1,3}\s|[?=]\s)\s*([^\n]{1,80})")
_TARGET = re.compile(r"\]\([^()\n]{0,2000}\)")
_POINTER = re.compile(
    r"(?:(?:please )?(?:see|cf\.?|refer to)(?: also)? )?(?:ticket |issue )?"
    r"(?:#[0-9]{1,9}|[A-Z][A-Z0-9_]{1,9}-[0-9-]{1,12}|#[a-z0-9-]{3,60}|§ ?[0-9]{1,2})\.?",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\[\^[^\]\n]{1,40}\]:")  # what a footnote says, which shows only where the text refers to it
_TIMES = re.compile(r"[0-9](?:[0-9:.,/+\-–—~ ]|T(?=[0-9])|Z(?![a-zA-Z])){2,}(?:(?:UTC|GMT)(?![a-zA-Z]))?")


@dataclass(slots=True)
class _Scale:
    """Weighs the passages of one section."""

    title: str
    kind: SectionKind | None
    vocabulary: Vocabulary
    echoes: frozenset[str] = field(init=False)
    guidance: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        own = (self.title, self.kind.title) if self.kind else (self.title,)
        self.echoes = frozenset(name_key(name) for name in own)
        self.guidance = words(self.kind.guidance) if self.kind else ()

    def opens_with_text(self, raw: str) -> bool:
        """Whether so much plain text comes before any markup that the rest need not be parsed."""
        start = _PLAIN_START.match(raw)
        if start is None or self.vocabulary.placeholders.has_open_end(raw):
            return False
        plain = _EMPHASIS.sub("", drop_invisible(start[0] if start.end() < LONG else start[0].rpartition(" ")[0]))
        return self.begins_like_no_filler(plain) or self.weigh_line(plain) == "text"

    def begins_like_no_filler(self, text: str) -> bool:
        """Whether the first words of a long text already tell that it is none; cheaper than weighing it."""
        said = words(text[:SHORT])
        first = next((word for word in said if len(word) > 1 and not word.isdigit()), None)
        return (
            len(set(said)) > 3
            and first is not None
            and first not in self.vocabulary.placeholders.first_words
            and ":" not in text[:SHORT]
            and not _runs_in(said[:3], self.guidance)
        )

    def weigh(self, passage: _Passage) -> Weight:
        """What a passage is worth."""
        text = drop_invisible(passage.text.value).strip()
        inline = passage.inline
        if is_footnote(text) or _NOTE.match(text):
            return "filler"
        if inline is not None and self.shows_link(inline, text):
            return "text"
        if not text:
            return "text" if inline is not None and _shows_element(inline) else "nothing"
        if inline is not None and inline.struck:
            return "filler"
        if passage.code:
            return self.weigh_code(text)
        return self.weigh_cell(text, passage.beside) if passage.cell else self.weigh_prose(text)

    def weigh_prose(self, text: str) -> Weight:
        """The same for a paragraph or an item, which may open with a box."""
        text = text[opening_box(text).end :] if text[0] == "[" else text
        return "filler" if 0 < len(text) <= SHORT and self.is_scrap(text) else self.weigh_text(text)

    def weigh_code(self, text: str) -> Weight:
        """The same for a block of code, whose braces and brackets are code and no gaps to fill in."""
        text = without_emoji_names(text)
        lines = map(without_list_marks, text.split("\n") if len(text) <= LONG else [text])
        fillers = all(
            self.vocabulary.placeholders.is_filler(line) or self.is_echo(line) for line in lines if says_words(line)
        )
        return "filler" if fillers or self.vocabulary.placeholders.is_filler(text) else "text"

    def shows_link(self, inline: Inline, text: str) -> bool:
        """Whether a passage shows an image, or a link under words that are no placeholder, and it leads somewhere."""
        return any(_leads_somewhere(link.target) and (link.image or text) for link in inline.links) and not (
            text and len(text) <= LONG and is_made_of(without_list_marks(text), self.vocabulary.placeholders.phrases)
        )

    def weigh_cell(self, text: str, beside: Sequence[Inline]) -> Weight:
        """The same for a cell, where the name of something is a label, and what stands before fillers only as well."""
        return "nothing" if self.are_fillers(beside) or self.names_value(text) else self.weigh_text(text)

    def are_fillers(self, cells: Sequence[Inline]) -> bool:
        """Whether all that some cells say is filler, as behind the first one in `| Trigger | TBD |`."""
        said = [text for cell in cells if (text := drop_invisible(cell.text).strip())]
        return (
            bool(said)
            and max(map(len, said)) <= SHORT
            and all(self.vocabulary.placeholders.is_filler(text) or is_one_gap(text) for text in said)
        )

    def names_value(self, text: str) -> bool:
        """Whether a cell is a role, or the name of a field or group of actions."""
        known = self.vocabulary
        return (
            len(text) <= SHORT
            and not known.placeholders.is_filler(text)
            and any(look_up(text) is not None for look_up in (known.role, known.field, known.group))
        )

    def weigh_text(self, text: str) -> Weight:
        """The same for a text without its task box; of several lines, one that says something is enough."""
        if not text:
            return "nothing"
        head = text if len(text) <= LONG else text[: text.rfind(" ", 0, LONG) + 1] or text[:LONG]
        weight = self.weigh_line(head)
        if len(text) > LONG and weight != "text":
            weight = "filler" if self.is_filler(text) or not says_words(text) else "text"
        if weight == "text" and "\n" in text:
            return _heaviest(self.weigh_line(line.strip()) for line in text.split("\n"))
        return weight

    def weigh_line(self, text: str) -> Weight:
        if self.kind is not None and self.kind.holds == "events":
            text = _TIMES.sub("", text, count=1) if _TIMES.match(text) else text
        if not says_words(without_list_marks(text)):
            return "filler" if text else "nothing"
        if self.is_filler(text):
            return "filler"
        if self.is_part_of_guidance(text):
            return "part of guidance"
        if (answer := _ANSWER.fullmatch(text)) and self.vocabulary.placeholders.is_filler(answer[1]):
            return "filler"
        if label := label_before_colon(text):
            behind = text[label.value :]
            if not behind or behind[0].isspace() or text[label.value - 1] != ":":
                return self.weigh_labelled(label.name, behind.strip())
        if self.is_label(text):
            return "nothing"
        return "text"

    def weigh_labelled(self, label: str, rest: str) -> Weight:
        """A label and the text behind it: the text counts, a label alone is a sub-heading."""
        if not rest:
            return "nothing"
        if not says_words(rest) or self.is_filler(rest):
            return "filler"
        is_own = name_key(label) in self.echoes or self.vocabulary.section(label) is not None
        return "part of guidance" if is_own and self.is_part_of_guidance(rest) else "text"

    def is_filler(self, text: str) -> bool:
        bare = without_list_marks(without_emoji_names(text))
        return (
            self.vocabulary.placeholders.is_filler(text)
            or (bare != text and self.vocabulary.placeholders.is_filler(bare))
            or (len(text) <= SHORT and self.is_echo(text))
            or is_template(text)
            or repeats_itself(text)
        )

    def is_echo(self, text: str) -> bool:
        """Whether a text only repeats the title, perhaps with its number, an article or more than once."""
        key = name_key(text)
        if self.kind and self.vocabulary.sections.get(key) == self.kind.id:
            return True
        return key in self.echoes or is_made_of(key.removeprefix("the "), self.echoes)

    def is_scrap(self, text: str) -> bool:
        """Whether a text is a letter, a number or an issue ID alone; under Attachments an ID is one to look up."""
        if "[[" in text:
            return False  # a link to another page, as wikis write it
        if _POINTER.fullmatch(text):
            return self.kind is None or self.kind.holds != "evidence"
        bare = [char for char in text if char.isalnum()]
        return all(char.isdigit() for char in bare) or (len(bare) < 3 and all(char.isascii() for char in bare))

    def is_label(self, text: str) -> bool:
        """Whether a text is a role, or a group of actions, with no more than the template says about it."""
        if len(text) > 60:
            return False
        if self.vocabulary.role(text) is not None:
            return True
        kind = self.vocabulary.group(text)
        said = text.partition("(")[2]
        return kind is not None and (
            not said
            or any(
                group.kind == kind and words(group.guidance) == words(said)
                for group in self.vocabulary.process.action_groups
            )
        )

    def is_part_of_guidance(self, text: str) -> bool:
        """Whether a text is words of the template's guidance in the same order, marks such as `[Unverified]` aside."""
        if not self.guidance or len(text) > 2 * LONG:
            return False
        said = words(without_gaps(text))
        if not said or len(said) > len(self.guidance) + FEW_OWN_WORDS:
            return False
        return _runs_in(said, self.guidance) or (
            len(said) > 2 * FEW_OWN_WORDS
            and sum(word not in self.guidance for word in said) <= FEW_OWN_WORDS
            and said[0] == self.guidance[0]
        )

    def is_guidance(self, parts: list[Text]) -> bool:
        """Whether passages repeat so much of the guidance that they are it."""
        said = sum(len(words(without_gaps(part.value))) for part in parts)
        return said >= ENOUGH_GUIDANCE * len(self.guidance)


def _heaviest(weights: Iterable[Weight]) -> Weight:
    seen: set[Weight] = set()
    for weight in weights:
        if weight == "text":
            return "text"
        seen.add(weight)
    order: tuple[Weight, ...] = ("part of guidance", "filler")
    return next((weight for weight in order if weight in seen), "nothing")


def _runs_in(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _shows_element(inline: Inline) -> bool:
    """Whether a text without words shows some by an element, such as a picture's description."""
    return "<" in inline.raw and says_words(visible_html(_TARGET.sub("]", inline.raw)))


def _leads_somewhere(target: str) -> bool:
    """Whether a link's target is more than a place in the same page."""
    target = drop_invisible(target).strip()
    return bool(target) and not target.startswith("#") and says_words(target)
