"""What stands in a section: something, only fillers, or nothing that shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pmlint.forms.boxes import opening_box
from pmlint.forms.evidence import written_evidence
from pmlint.forms.labels import COLONS, label_before_colon
from pmlint.forms.placeholders import says_words
from pmlint.forms.substance import Worth, copies, guided, shape, stem, stems
from pmlint.markdown import Block, Code, Heading, Html, Inline, List, Paragraph, Quote, Row, Table
from pmlint.process import SectionKind
from pmlint.spelling import drop_invisible, name_key, without_emoji_names, words
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary

Says = Literal["text", "filler", "nothing"]

MOST_FILLERS = 20
"""Fillers that are kept of one section."""

ENOUGH_GUIDANCE = 0.5
"""The share of the guidance's words that a section has to say to be taken for it; less is chance."""

FEW_OWN_WORDS = 3
"""Words that a copy of the guidance may have more, and one for every three of the guidance's, as a translation has."""


WORDS_OF_A_SUBJECT = 4
"""Words of content of a title from which on a section that has the same says nothing more; fewer may be all to say."""

TELLING_MARKS = 4
"""Commas, semicolons and slashes, of two kinds, from which on their order tells a list from others."""


def what_it_says(
    blocks: Iterable[Block],
    lead: Text | None,
    title: str,
    subject: frozenset[str],
    kind: SectionKind | None,
    vocabulary: Vocabulary,
    source: Source,
) -> tuple[Says, tuple[Text, ...]]:
    """What a section's blocks, and the text behind its label, say; and the fillers, if it is nothing else.

    `title` is the section's, `subject` has the words of the document's, which say nothing again.
    Reads only as far as there is enough.
    """
    scale = _Scale(title, subject, kind, vocabulary)
    fillers: list[Text] = []
    for passage in _passages(_about_it(blocks, vocabulary), lead, source):
        if scale.takes(passage):
            return "text", ()
        if len(fillers) < MOST_FILLERS and scale.shows(passage):
            fillers.append(passage.text)
    if scale.has_enough():
        return "text", ()
    return ("filler", tuple(fillers)) if fillers else ("nothing", ())


def shows_nothing(
    blocks: Iterable[Block], lead: Text | None, kind: SectionKind | None, vocabulary: Vocabulary, source: Source
) -> bool:
    """Whether a section for evidence has words only.

    That is: no code or table to look at, nothing to look up by its address, path, ID or name, and no denial.
    """
    if kind is None or kind.holds != "evidence":
        return False
    return not any(
        passage.code
        or passage.row
        or (passage.inline is not None and any(run.code for run in passage.inline.runs))
        or _BY_NAME.search(passage.text.value)
        or vocabulary.denies(passage.text.value)
        or any(_evidence(passage))
        for passage in _passages(blocks, lead, source)
    )


_BY_NAME = re.compile(r"#\w|[\"“„«‹「『]")
"""A number, a channel, or what stands in quotation marks: by that something can be found, too."""


def visible_words(blocks: Iterable[Block], lead: Text | None, source: Source) -> Iterator[str]:
    """The words that readers see in a section's blocks and behind its label; those of code only where all is code."""
    all_code = True
    for passage in _passages(blocks, lead, source):
        if not passage.code:
            all_code = False
            yield from words(passage.text.value)
    for passage in _passages(blocks, lead, source) if all_code else ():
        yield from words(passage.text.value)


# --- passages ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Passage:
    """A visible text: a paragraph, an item's text, a cell; `code` tells a block of code.

    `inline` is where it comes from, if it is Markdown, which is parsed only when the text is asked for.
    """

    said: Text | None = None
    inline: Inline | None = None
    code: bool = False
    pictures: bool = False
    """Whether it is raw HTML that shows a picture or the like."""
    row: Sequence[Inline] = ()
    """Of a cell the cells of its row."""

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
            yield _html(block, source)


def _about_it(blocks: Iterable[Block], vocabulary: Vocabulary) -> Iterator[Block]:
    """The blocks that do not stand below a sub-heading such as `Glossary`."""
    apart: int | None = None
    for block in blocks:
        if isinstance(block, Heading) and (apart is None or block.level <= apart):
            apart = block.level if name_key(block.inline.text) in vocabulary.substance.apart else None
        if apart is None:
            yield block


def _cells(row: Row) -> Iterator[_Passage]:
    """The cells of a row, but for a number in front that only counts the rows."""
    for index, cell in enumerate(row.cells):
        if index or len(row.cells) == 1 or not _ROW_NUMBER.fullmatch(cell.raw.strip()):
            yield _Passage(inline=cell, row=row.cells)


_ROW_NUMBER = re.compile(r"#?[0-9]{1,3}[.)]?")


def _html(block: Html, source: Source) -> _Passage:
    shown = block.text(source)
    return _Passage(
        Text(_SHOWN_TAG.sub("", shown).strip(), block.span), pictures=_SHOWN_PICTURE.search(shown) is not None
    )


_SHOWN_TAG = re.compile(r"\b(?:img|video|audio|source|embed)\b[^<>]{0,2000}>", re.IGNORECASE)
"""A tag that shows what its source has, as `visible_html` leaves it."""
_SHOWN_PICTURE = re.compile(
    r"\b(?:img|video|audio|source|embed)\b[^<>]{0,1000}?\bsrc(?:set)?\s?=\s?[\"']?[^\s\"'<>][^<>]{0,1000}>",
    re.IGNORECASE,
)
"""The same with a source that is somewhere: `<img src="">` shows nothing."""


def _code(block: Code, source: Source) -> _Passage:
    text = source.slice(block.content)
    value = text.strip()
    start = block.content.start + text.find(value)
    return _Passage(Text(value, Span(start, start + len(value))), code=True)


# --- weighing ------------------------------------------------------------------------------------------------------

_PLAIN_START = re.compile(r"[^~\[\]<>&{}\n【]{60,400}(?=[ \n]|$)")
_EMPHASIS = re.compile(r"[*_`\\]")
_NOTE = re.compile(r"\[\^[^\]\n]{1,40}\]:")  # what a footnote says, which shows only where the text refers to it
# A folder, a route, or the ID of something to look up.
_PATH = re.compile(
    r"[\w.-]{2,60}/[\w.-]*|/[\w.-]{2,60}|[A-Z][A-Z0-9_]*-[0-9]+"
)  # a folder, a route, or the ID of something to look up
_LISTED = re.compile(r"\s*[,;/|]\s*")
_REMARK = re.compile(r"\s\([^()]{1,20}\)$")  # `(UTC)`
_GAP_OR_CODE = re.compile(r"[{}<>\[\]【】%]")


@dataclass(slots=True)
class _Scale:
    """Weighs one section."""

    title: str
    subject: frozenset[str]
    kind: SectionKind | None
    vocabulary: Vocabulary
    worth: Worth = field(default_factory=Worth)
    echoes: frozenset[str] = field(init=False)
    guided: str = field(init=False)
    """What the template says."""
    guidance: frozenset[str] = field(init=False)
    """The stems of its words of content."""

    def __post_init__(self) -> None:
        own = (self.title, self.kind.title) if self.kind else (self.title,)
        self.echoes = frozenset(word for name in own for word in words(name))
        self.guided = self.kind.guidance if self.kind else ""
        self.guidance = guided(self.guided, self.vocabulary.substance)

    def holds(self, *holding: str) -> bool:
        """Whether the section is for things of some kinds."""
        return self.kind is not None and self.kind.holds in holding

    def takes(self, passage: _Passage) -> bool:
        """Whether a passage, together with those before it, says enough, whatever follows."""
        inline = passage.inline
        if inline is not None and not passage.row and (start := _PLAIN_START.match(inline.raw)):
            self.worth |= self.weigh(_EMPHASIS.sub("", start[0]))
            if self.has_enough_of_its_own():
                return True
        if self.holds("evidence") and any(each not in self.guided for each in _evidence(passage)):
            return True
        self.worth |= self.weigh_passage(passage)
        return self.has_enough_of_its_own()

    def has_enough_of_its_own(self) -> bool:
        """Whether the words so far are enough, and too many to be the guidance and some more."""
        return self.has_enough() and len(self.own) > (FEW_OWN_WORDS + len(self.guidance) // 3 if self.guidance else 0)

    def has_enough(self) -> bool:
        """Whether the words so far are enough, and not the guidance's."""
        enough = 1 if self.holds("signatures", "actions", "facts") else self.vocabulary.process.enough_words
        is_title = len(self.subject) >= WORDS_OF_A_SUBJECT and self.worth.words == self.subject
        return self.worth.size >= enough and not is_title and not self.is_guidance()

    @property
    def own(self) -> set[str]:
        return {word for word in self.worth.words if stem(word) not in self.guidance}

    def is_guidance(self) -> bool:
        """Whether the words so far are those of the guidance, in any order, with a few more."""
        shared = stems(self.worth.words) & self.guidance
        few = min(FEW_OWN_WORDS + len(shared) // 3, len(shared))
        return bool(shared) and len(shared) >= ENOUGH_GUIDANCE * len(self.guidance) and len(self.own) <= few

    def weigh_passage(self, passage: _Passage) -> Worth:
        """What a passage says."""
        text = drop_invisible(passage.text.value).strip()
        inline = passage.inline
        if inline is not None and (inline.struck or _NOTE.match(text)):
            return Worth()
        if passage.code:
            return self.weigh(_GAP_OR_CODE.sub(" ", text))
        if not passage.row:
            return self.weigh(text[opening_box(text).end :] if text[:1] == "[" else text)
        others = [cell for cell in passage.row[1:] if cell is not inline] if inline is passage.row[0] else ()
        if others and not any(self.weigh(cell.text).words or _has_figure(cell) for cell in others):
            return Worth()  # a label of nothing
        return Worth() if self.names_value(text) else self.weigh(text, timed=any(map(_has_figure, passage.row)))

    def weigh(self, text: str, timed: bool = False) -> Worth:
        """What a text says beside the section's title."""
        if self.holds("actions"):
            return self.weigh_action(text)
        when = self.holds("events") and (timed or any(map(str.isdigit, text)))
        worth = self.vocabulary.substance.weigh(text, doing=when or self.holds("signatures", "facts"))
        if self.is_translation(text, worth.words) or self.copies_guidance(text) or self.is_head(text):
            return Worth()
        said = worth.words - self.echoes
        if self.holds("signatures", "facts") or (self.holds("evidence") and timed):
            said |= self.value(text)
        return Worth(said, worth.related or when)

    def weigh_action(self, text: str) -> Worth:
        """What an action says, which is one thing, if it is no group's label with what the template says of it."""
        substance, groups = self.vocabulary.substance, self.vocabulary.process.action_groups
        is_label = substance.repeats(text, (group.guidance for group in groups))
        says = not is_label and substance.names_something(text)
        return Worth(frozenset((text,) if says else ()))

    def value(self, text: str) -> frozenset[str]:
        """What stands behind a label, or alone, if it is no placeholder: a name, a day, a number."""
        label = label_before_colon(text)
        value = text[label.value :].strip() if label else text
        is_one = says_words(value) and not self.vocabulary.placeholders.is_placeholder(value)
        return frozenset((value,) if is_one else ())

    def is_translation(self, text: str, said: frozenset[str]) -> bool:
        """Whether a text is a list as the guidance is, mark by mark, with a word of it, such as `FX`."""
        marks = shape(self.guided)
        telling = len(marks) >= TELLING_MARKS and len(set(marks)) > 1
        return telling and shape(text) == marks and not stems(said).isdisjoint(self.guidance)

    def copies_guidance(self, text: str) -> bool:
        """Whether a text is what the template says of any section, nearly word for word."""
        return copies(text, (each.guidance for each in self.vocabulary.process.known_sections))

    def is_head(self, text: str) -> bool:
        """Whether a text is the head of a table that is not there: `Time (UTC), Actor, Event`."""
        names = _LISTED.split(text)
        return len(names) > 1 and all(map(self.names_value, names))

    def names_value(self, text: str) -> bool:
        """Whether a text is a role, or the name of a field or group of actions, `Time (UTC)` too."""
        known, bare = self.vocabulary, _REMARK.sub("", text)
        return any(look_up(bare) is not None for look_up in (known.role, known.field, known.group))

    def shows(self, passage: _Passage) -> bool:
        """Whether a passage that says nothing shows something: no blank, and no label of what is missing."""
        text = drop_invisible(passage.text.value).strip()
        text = text[opening_box(text).end :] if text[:1] == "[" else text
        if passage.row and (passage.inline is passage.row[0] or self.names_value(text)) and len(passage.row) > 1:
            return bool(text) and self.vocabulary.placeholders.is_blank(text)
        known = self.vocabulary
        is_label = says_words(text) and (known.role(text) is not None or known.group(text) is not None)
        return bool(text) and not is_label and not without_emoji_names(text).endswith(tuple(COLONS))


def _has_figure(cell: Inline) -> bool:
    return any(map(str.isdigit, cell.text))


def _evidence(passage: _Passage) -> Iterator[str]:
    """What a passage shows that can be looked up: pictures, links that lead somewhere, addresses, files, IDs."""
    inline, text = passage.inline, passage.text.value
    if inline is not None:
        yield from (link.target for link in inline.links if _leads_somewhere(link.target))
    if passage.pictures or (inline is not None and _SHOWN_PICTURE.search(inline.raw) is not None):
        yield "<"
    yield from (text[each.start : each.end] for each in written_evidence(text))
    yield from _PATH.findall(text)


def _leads_somewhere(target: str) -> bool:
    """Whether a link's target is more than a place in the same page."""
    target = drop_invisible(target).strip()
    return bool(target) and not target.startswith("#") and says_words(target)
