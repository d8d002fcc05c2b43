"""The sections that labels open: bold lines, words before a colon, items of lists, rows of tables, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from pmlint.forms.labels import LONGEST_BOLD_LABEL, Label, bold_opening, labels_of_lines, opening_label
from pmlint.markdown import Block, Inline, Item, List, Paragraph, Quote, Table
from pmlint.model import SectionForm, Why
from pmlint.read.sections.marks import Mark, known_above
from pmlint.spelling import EAST_ASIAN, name_key, split_number
from pmlint.vocabulary import Vocabulary
from pmlint.vocabulary.fields import FACTS
from pmlint.vocabulary.sections import Named

_OPENING_STRETCHES = 3
"""Stretches between headings, from the top, whose tables may hold sections: a fact sheet stands at the top, and a table
further down is what a section says."""

_PROSE_WORDS = 4
"""Words from which a table's cell is prose, and its row a section; fewer are a fact, such as `Impact | High`."""

_LETTERS_OF_A_WORD = 3
"""Letters of scripts without blanks that count as a word."""

_LETTER_WITHOUT_BLANKS = re.compile(f"[{EAST_ASIAN}]")

# How a text is written that may have a label. Most texts are not, and need not be parsed.
_HAS_LABEL = re.compile(r"\*\*|__|\[!|[!?:]{3}|[:?](?!\S)|[：–—]|[:?]<")
_OPENS_SET_OFF = re.compile(r"(?:^|[\n>])[^\w\n]{0,8}(?:\*\*|__)|^\[!|^[!?:]{3}")
_ENDS_WITH_LABEL = re.compile(r"[:：?](?:[ \t*_\\]|<[^<>\n]*>|&\w+;)*+$", re.MULTILINE)
_FIRST_WORDS = re.compile(
    r"^(?:[^\w<\n]|<[^<>]*>|[\d_])*+([^\W\d_]++)(?=[^:：?–—\n]{0,120}+(?:[:?](?=[\s<*_\\&]|$)|[：–—]))", re.MULTILINE
)


class _Stretch(NamedTuple):
    """The blocks between two headings."""

    first: int
    end: int
    under: Mark | None
    """The heading above."""
    known: str | None
    """The section that they stand in."""
    is_opening: bool


def labelled_sections(blocks: Sequence[Block], headed: Sequence[Mark], vocabulary: Vocabulary) -> Iterator[Mark]:
    """The sections that are marked by a label.

    Under a heading that is a known section only a bold line or a bold label before a paragraph opens another; list
    items and rows are what the section says.
    """
    reader = LabelledReader(blocks, vocabulary)
    for stretch in _stretches(blocks, headed):
        for index in range(stretch.first, stretch.end):
            yield from reader.block(index, stretch)


def _stretches(blocks: Sequence[Block], headed: Sequence[Mark]) -> Iterator[_Stretch]:
    starts = [0, *(mark.first for mark in headed)]
    ends = [*(mark.first - 1 for mark in headed), len(blocks)]
    for number, (first, end, under) in enumerate(zip(starts, ends, [None, *headed], strict=True)):
        yield _Stretch(first, end, under, known_above(under), number < _OPENING_STRETCHES)


class LabelledReader:
    """Finds the sections that labels open in the blocks of a document."""

    def __init__(self, blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
        self.blocks = blocks
        self.vocabulary = vocabulary
        self.next_labels = _NextLabels(blocks)

    def block(self, index: int, stretch: _Stretch) -> Iterator[Mark]:
        """The sections that a block opens."""
        known = self.vocabulary.kinds[stretch.known] if stretch.known else None
        match self.blocks[index]:
            case Paragraph(inline=inline):
                yield from self.paragraph(inline, index, stretch)
            case Quote() as quote:
                yield from self.box(quote, index, stretch)
            case List() as items if known is None:
                yield from self.list(items, index, stretch)
            case Table() as table if stretch.is_opening and (known is None or known.overview):
                yield from self.table(table, index, stretch)

    # Labels in a paragraph

    def paragraph(self, inline: Inline, index: int, stretch: _Stretch) -> Iterator[Mark]:
        """The sections that the lines of a paragraph open."""
        if not self._may_open(inline.raw, inside=stretch.known is not None):
            return
        labels = self.labels(inline)
        for label, following in zip_longest(labels, labels[1:]):
            named = self.meaning(label, stretch.known)
            perhaps = named.perhaps if label is labels[0] and label.alone else ()
            if not (named.id or perhaps):
                continue
            if stretch.known and not self.divides(label, labels[0], named.id, stretch, inline):
                continue
            stop = inline.text.rfind("\n", 0, following.start) if following else len(inline.text)
            form: SectionForm = "bold" if label.bold and label.alone else "label"
            end = index + 1 if following else self.next_labels.find(index + 1, stretch.end, label.bold)
            mark = self.mark(inline, label, named, form, index, stretch, stop)
            mark.end, mark.perhaps = end, perhaps
            yield mark

    def _may_open(self, raw: str, *, inside: bool) -> bool:
        """Whether a text, as written, may have lines with a label that opens a section, or one `inside` another."""
        if _OPENS_SET_OFF.search(raw):
            return True
        if inside and not _ENDS_WITH_LABEL.search(raw):
            return False
        known = self.vocabulary.sections.first_words
        return raw.startswith(":") or any(
            first.lower() in known or not first.isascii() for first in _FIRST_WORDS.findall(raw)
        )

    def labels(self, inline: Inline) -> list[Label]:
        """The labels of a paragraph's lines; else the bold words it opens with, if they are a section's own name."""
        bold = inline.bold_parts()
        found = list(labels_of_lines(inline.text, bold))
        opening = None if found else bold_opening(inline.text, 0, None, bold)
        is_own = opening is not None and name_key(opening.name) in self.vocabulary.sections.own
        stands_apart = opening is not None and not inline.text[opening.value : opening.value + 2].isspace()
        return [opening] if opening and is_own and stands_apart else found

    def divides(self, label: Label, first: Label, id: str | None, stretch: _Stretch, inline: Inline) -> bool:
        """Whether a label inside a known section opens another, or divides the section it stands in.

        It is set off by bold, as the first one of its paragraph is; or a question that has the paragraph for itself. A
        label that means the same section divides it, as `What went well` does below `Lessons learned`.
        """
        kinds = self.vocabulary.kinds
        if id and stretch.known and kinds[stretch.known].holds == "actions" and kinds[id].groups_actions:
            return False  # what a group of actions is for
        is_set_off = (label.bold and first.bold) or (label.alone and _is_question(inline.text))
        if id != stretch.known:
            return is_set_off
        title = stretch.under.title.value if stretch.under else ""
        return label.alone and name_key(label.name) != name_key(title) and (label is first or is_set_off)

    def meaning(self, label: Label, inside: str | None = None) -> Named:
        """What a label names; before a text, a plain word names a section only by the section's own name."""
        sections, key = self.vocabulary.sections, name_key(label.name)
        for sometimes, section in sections.sometimes.get(key, ()) if inside else ():
            if sometimes.when == "label":
                return Named(section, "sometimes label", key)
        if label.bold and label.alone:
            return sections.find(label.name)
        if not (label.bold or label.alone or key in sections.own):
            return Named()
        if named := sections.get(key):
            return Named(named, "name", key)
        return sections.find(label.name)._replace(id=None, how="") if label.alone else Named()

    def mark(
        self,
        inline: Inline,
        label: Label,
        named: Named,
        form: SectionForm,
        index: int,
        stretch: _Stretch,
        stop: int | None = None,
    ) -> Mark:
        """The section that a label in the block at an index opens; its lead goes up to an index of the text."""
        title = inline.locate(label.start, label.end)
        lead = inline.locate(label.value, max(label.value, len(inline.text) if stop is None else stop))
        number = split_number(title.value)[0]
        mark = Mark(named.id, title, number, form, title.span, index + 1, index + 1, inside=stretch.under)
        mark.lead = lead if lead.value else None
        mark.why = Why(named.how, named.word)
        return mark

    # Labels in items, boxes and tables

    def list(self, items: List, index: int, stretch: _Stretch) -> Iterator[Mark]:
        """The sections that the items of a list open: by a bold label, or by any label in a numbered list."""
        for item in items.items:
            label = _label_of_item(item, numbered=items.ordered)
            named = self.meaning(label) if label else Named()
            if item.inline is None or label is None or named.id is None:
                continue
            mark = self.mark(
                item.inline, label, named, "ordered-label" if items.ordered else "bold-item", index, stretch
            )
            mark.own = item.blocks[1:]
            mark.number = item.number if items.ordered else mark.number
            if item is items.items[-1] and (items.ordered or not (mark.lead or mark.own)):
                mark.end = _end_of_item(self.blocks, index + 1, stretch.end)
            yield mark

    def box(self, quote: Quote, index: int, stretch: _Stretch) -> Iterator[Mark]:
        """The section that a quotation opens which is a box with a title, such as `> [!NOTE] Summary`."""
        first = quote.blocks[0] if quote.blocks else None
        if not isinstance(first, Paragraph) or not first.inline.raw.startswith("[!"):
            return
        label = _first_label(first.inline)
        named = self.meaning(label) if label else Named()
        if label and named.id and named.id != stretch.known:
            mark = self.mark(first.inline, label, named, "label", index, stretch)
            mark.own = quote.blocks[1:]
            yield mark

    def table(self, table: Table, index: int, stretch: _Stretch) -> Iterator[Mark]:
        """The sections in rows of a table of two columns whose first cell names one and whose second one is prose."""
        if len(table.header.cells) != 2:
            return
        for name, said in (row.cells for row in (table.header, *table.rows)):
            if len(name.text) > LONGEST_BOLD_LABEL or self.vocabulary.field(name.text) in FACTS:
                continue
            named = self.vocabulary.sections.find(name.text)
            if named.id and _is_prose(said.text):
                label = Label(name.text, 0, len(name.text), len(name.text), "label", alone=True)
                mark = self.mark(name, label, named, "table-row", index, stretch)
                mark.lead, mark.cell = said.whole, said
                yield mark


def _is_question(text: str) -> bool:
    """Whether a text is one line that asks something, as a heading would."""
    return text.rstrip().endswith("?") and "\n" not in text


class _NextLabels:
    """Finds where the blocks that belong to a label end: before a paragraph that opens with a label of the same kind.

    A bold date only groups the events of a timeline.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.found = {True: (0, -1), False: (0, -1)}
        """By whether a label is bold the last search: the same stretch is never looked through for each label in it."""

    def find(self, first: int, end: int, bold: bool) -> int:
        """The index of such a paragraph at or behind `first`, or `end`."""
        began, stop = self.found[bold]
        if not began <= first <= stop:
            stop = next((index for index in range(first, end) if self._opens_with_label(index, bold)), end)
            self.found[bold] = first, stop
        return stop

    def _opens_with_label(self, index: int, bold: bool) -> bool:
        block = self.blocks[index]
        label = _first_label(block.inline) if isinstance(block, Paragraph) else None
        return label is not None and label.bold == bold and not any(map(str.isdigit, label.name))


def _first_label(inline: Inline) -> Label | None:
    """The label that the first line of a text opens with."""
    if not _HAS_LABEL.search(inline.raw):
        return None
    line_end = inline.text.find("\n")
    return opening_label(inline.text, 0, line_end if line_end >= 0 else None, inline.bold_parts())


def _label_of_item(item: Item, *, numbered: bool) -> Label | None:
    """The label of an item that may open a section.

    In a numbered list also one short line with text of its own below, as in a numbered memo.
    """
    if item.inline is None or not isinstance(item.blocks[0], Paragraph):
        return None
    label = _first_label(item.inline) if numbered or _OPENS_SET_OFF.search(item.inline.raw) else None
    if label is None and numbered and len(item.blocks) > 1:
        text = item.inline.text
        is_short_line = len(text) <= LONGEST_BOLD_LABEL and "\n" not in text
        return Label(text, 0, len(text), len(text), "label", alone=True) if is_short_line else None
    return label if label and (label.bold or numbered) else None


def _end_of_item(blocks: Sequence[Block], first: int, end: int) -> int:
    """Where the blocks end that follow a list's last item and belong to it: before another list or label."""
    for index in range(first, end):
        block = blocks[index]
        inline = block.items[0].inline if isinstance(block, List) and block.items else None
        inline = block.inline if isinstance(block, Paragraph) else inline
        if inline and _first_label(inline):
            return index
    return end


def _is_prose(text: str) -> bool:
    """Whether a text is more than a few words; scripts without blanks are counted by letters."""
    letters = len(_LETTER_WITHOUT_BLANKS.findall(text))
    return len(text.split()) >= _PROSE_WORDS or letters >= _LETTERS_OF_A_WORD * _PROSE_WORDS
