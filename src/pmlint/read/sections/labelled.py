"""The sections that labels open: bold lines, words before a colon, items of lists, rows of tables, boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmlint.markdown import Block, Inline, List, Paragraph, Quote, Table
from pmlint.model import SectionForm
from pmlint.process import Sometimes
from pmlint.read.sections.labels import Label, bold_opening, label_of, label_text, labels, text_behind
from pmlint.read.sections.marks import Mark, known_above
from pmlint.spelling import name_key, split_number
from pmlint.vocabulary import Vocabulary

_LONGEST_KEY = 80
"""Characters of a cell that can name a section."""

_OF_THE_INCIDENT = ("severity", "id", "date", "status", "start", "end")
"""Fields whose rows in a table are facts, however long."""

PROSE_WORDS = 4
"""Words from which a table's cell is prose, and its row a section; fewer are a fact, such as `Impact | High`."""


def labelled_sections(blocks: Sequence[Block], headed: Sequence[Mark], vocabulary: Vocabulary) -> Iterator[Mark]:
    """The sections that are marked by a label.

    Under a heading that is a known section only a bold line or a bold label before a paragraph opens another; list
    items and rows are what the section says.
    """
    next_labels = _NextLabels(blocks)
    for number, (first, end, under) in enumerate(_stretches(blocks, headed)):
        known = known_above(under)
        for index in range(first, end):
            block = blocks[index]
            if isinstance(block, Paragraph):
                yield from _in_paragraph(block.inline, index, end, next_labels, under, known, vocabulary)
            elif isinstance(block, Quote):
                yield from _in_box(block, index, under, known, vocabulary)
            elif isinstance(block, List) and known is None:
                yield from _in_list(block, index, end, blocks, under, vocabulary)
            elif isinstance(block, Table) and known in (None, "summary") and number < 3:
                yield from _in_table(block, index, under, vocabulary)


def _stretches(blocks: Sequence[Block], headed: Sequence[Mark]) -> Iterator[tuple[int, int, Mark | None]]:
    """The ranges of blocks between two headings, each with the heading it stands under."""
    first, under = 0, None
    for mark in headed:
        yield first, mark.first - 1, under
        first, under = mark.first, mark
    yield first, len(blocks), under


def _in_paragraph(
    inline: Inline,
    index: int,
    end: int,
    next_labels: _NextLabels,
    under: Mark | None,
    known: str | None,
    vocabulary: Vocabulary,
) -> Iterator[Mark]:
    found = list(labels(inline))
    if not found and (opening := bold_opening(inline)) and name_key(opening.name) in vocabulary.sections.own:
        found = [opening]
    for at, label in enumerate(found):
        section = _means(label, vocabulary, known)
        perhaps = _may_mean(label, vocabulary) if section is None and not at else ()
        if section is None and not perhaps:
            continue
        if known and (section == known and not _divides(label, under)):
            continue
        if known == "corrective_actions" and section == "detection_response":
            continue  # what a group of actions is for
        divides = at == 0 and label.alone and section is not None and section == known
        if known and not (label.bold and found[0].bold) and not divides and not _is_question(inline, label):
            continue
        following = found[at + 1] if at + 1 < len(found) else None
        stop = following.start if following else None
        if following and label.bold:
            stop = inline.raw.rfind("\n", 0, following.start)
        last = following is None
        first = index + 1
        body_end = next_labels.find(first, end, label.bold) if last else first
        form: SectionForm = "bold" if label.bold and label.alone else "label"
        mark = _mark(inline, label, section, form, first, body_end, under, stop)
        mark.perhaps = perhaps
        yield mark


def _is_question(inline: Inline, label: Label) -> bool:
    """Whether a label is a question that stands alone in its paragraph, as a heading would."""
    return label.alone and inline.raw.rstrip().endswith("?") and "\n" not in inline.raw


def _divides(label: Label, under: Mark | None) -> bool:
    """Whether a bold line divides the section that it stands in, as `What went well` does below `Lessons learned`."""
    return under is not None and label.alone and name_key(label.name) != name_key(under.title.value)


def _may_mean(label: Label, vocabulary: Vocabulary) -> Sequence[tuple[Sometimes, str]]:
    """The sections that a label which stands alone on its line may mean, as a heading does."""
    return vocabulary.sections.find(label.name).perhaps if label.alone else ()


def _mark(
    inline: Inline,
    label: Label,
    id: str | None,
    form: SectionForm,
    first: int,
    end: int,
    under: Mark | None,
    stop: int | None = None,
) -> Mark:
    title = label_text(inline, label)
    lead = text_behind(inline, label, stop)
    mark = Mark(id, title, split_number(title.value)[0], form, title.span, first, end, lead=lead)
    mark.inside = under
    return mark


def _means(label: Label, vocabulary: Vocabulary, inside: str | None = None) -> str | None:
    """The section that a label names; before a text, a plain word names one only by the section's own name."""
    key = name_key(label.name)
    if inside:
        for sometimes, section in vocabulary.sections.sometimes.get(key, ()):
            if sometimes.when == "label":
                return section
    if label.bold and label.alone:
        return vocabulary.sections.find(label.name).id
    return vocabulary.sections.get(key) if label.bold or label.alone or key in vocabulary.sections.own else None


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
        label = label_of(block.inline.raw.partition("\n")[0]) if isinstance(block, Paragraph) else None
        return label is not None and label.bold == bold and not any(char.isdigit() for char in label.name)


def _in_list(
    block: List, index: int, end: int, blocks: Sequence[Block], under: Mark | None, vocabulary: Vocabulary
) -> Iterator[Mark]:
    for item in block.items:
        inline = item.inline
        label = label_of(inline.raw.partition("\n")[0]) if inline and isinstance(item.blocks[0], Paragraph) else None
        if label is None and inline is not None and block.ordered and len(item.blocks) > 1:
            label = _whole_line(inline)
        if inline is None or label is None or not (label.bold or block.ordered):
            continue
        section = _means(label, vocabulary)
        if section is None:
            continue
        form: SectionForm = "ordered-label" if block.ordered else "bold-item"
        mark = _mark(inline, label, section, form, index + 1, index + 1, under)
        mark.own = item.blocks[1:]
        mark.number = item.number if block.ordered else mark.number
        if item is block.items[-1] and (block.ordered or (mark.lead is None and not mark.own)):
            mark.end = _end_of_item(blocks, index + 1, end)
        yield mark


def _whole_line(inline: Inline) -> Label | None:
    """The text of an item as a label, if it is one short line with text of its own below, as in a numbered memo."""
    raw = inline.raw
    return Label(raw, 0, len(raw), False, True) if len(raw) <= _LONGEST_KEY and "\n" not in raw else None


def _end_of_item(blocks: Sequence[Block], first: int, end: int) -> int:
    """Where the blocks end that follow a list's last item and belong to it: before another list or label."""
    for index in range(first, end):
        block = blocks[index]
        if isinstance(block, List) and any(
            item.inline and label_of(item.inline.raw.partition("\n")[0]) for item in block.items[:1]
        ):
            return index
        if isinstance(block, Paragraph) and label_of(block.inline.raw.partition("\n")[0]):
            return index
    return end


def _in_box(block: Quote, index: int, under: Mark | None, known: str | None, vocabulary: Vocabulary) -> Iterator[Mark]:
    """A quotation that is a box with a title, such as `> [!NOTE] Summary`."""
    first = block.blocks[0] if block.blocks else None
    if not isinstance(first, Paragraph) or not first.inline.raw.startswith("[!"):
        return
    label = label_of(first.inline.raw.partition("\n")[0])
    section = _means(label, vocabulary) if label else None
    if label and section and section != known:
        mark = _mark(first.inline, label, section, "label", index + 1, index + 1, under)
        mark.own = block.blocks[1:]
        yield mark


def _in_table(block: Table, index: int, under: Mark | None, vocabulary: Vocabulary) -> Iterator[Mark]:
    """Rows of a table of two columns whose first cell names a section and whose second one is prose."""
    if len(block.header.cells) != 2:
        return
    for row in (block.header, *block.rows):
        name, said = row.cells
        section = vocabulary.sections.find(name.text).id if len(name.raw) <= _LONGEST_KEY else None
        if section and vocabulary.field(name.text) not in _OF_THE_INCIDENT and _is_prose(said.raw):
            title = name.whole
            mark = Mark(section, title, split_number(title.value)[0], "table-row", title.span, index + 1, index + 1)
            mark.lead, mark.cell, mark.inside = said.whole, said, under
            yield mark


def _is_prose(text: str) -> bool:
    """Whether a text is more than a few words; scripts without blanks are counted by letters."""
    return len(text.split()) >= PROSE_WORDS or sum(ord(char) > 0x2E80 for char in text) >= 3 * PROSE_WORDS
