"""The sections of a document, with what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pmlint.markdown import Block, Document, Heading, Inline, Item, List, Paragraph, Quote, Table
from pmlint.model import Section, SectionForm, Sighting
from pmlint.process import Sometimes
from pmlint.read.content import what_holds
from pmlint.read.labels import Label, bold_opening, label_of, label_text, labels, text_behind
from pmlint.read.sightings import find_sightings
from pmlint.read.vocabulary import Vocabulary
from pmlint.spelling import name_key, split_number
from pmlint.text import Span, Text

_LONGEST_KEY = 80
"""Characters of a cell that can name a section."""

_OF_THE_INCIDENT = ("severity", "id", "date", "status", "start", "end")
"""Fields whose rows in a table are facts, however long."""

PROSE_WORDS = 4
"""Words from which a table's cell is prose, and its row a section; fewer are a fact, such as `Impact | High`."""

TIMED_EVENTS = 3
"""Events with times from which a text is a log."""


@dataclass(slots=True)
class Part:
    """A section and the blocks of its body, sub-headings included."""

    section: Section
    blocks: list[Block]
    lead: Text | None = None
    """Text that follows a label on its own line, as in `**Impact:** some users`."""
    cell: Inline | None = None
    """The cell of a table that holds the section."""


@dataclass(slots=True)
class _Mark:
    """What opens a section, before it is known what stands in it.

    `first` and `end` are the range of the document's blocks that belong to it; `own` are blocks inside one block, such
    as an item's, which come before them.
    """

    id: str | None
    title: Text
    number: int | None
    form: SectionForm
    span: Span
    first: int
    end: int
    level: int | None = None
    lead: Text | None = None
    cell: Inline | None = None
    own: list[Block] = field(default_factory=list)
    inside: _Mark | None = None
    """The heading it stands under."""
    perhaps: Sequence[tuple[Sometimes, str]] = ()
    """What it may mean, if the document bears it out."""


def read_sections(document: Document, vocabulary: Vocabulary) -> tuple[list[Part], list[Sighting]]:
    """The sections in order of the document, and where else the words of a section were seen."""
    headed = _headed(document, vocabulary)
    _settle(headed, document.blocks, vocabulary)
    labelled = list(_labelled(document.blocks, headed, vocabulary))
    for mark, following in pairwise(labelled):
        if following.first > mark.first:
            mark.end = min(mark.end, following.first - 1)
    marks = sorted([*headed, *labelled], key=lambda mark: mark.span)
    _settle(marks, document.blocks, vocabulary)
    marks = [mark for mark in marks if mark.id or mark.form == "heading"]
    outline = _outline_level(marks)
    known = {mark.first - 1: mark for mark in headed if mark.id}
    parts = [_part(mark, document, vocabulary, outline, known) for mark in marks]
    stand = {part.section.id for part in parts if not part.section.nested}
    missing = frozenset(kind.id for kind in vocabulary.process.sections if kind.id not in stand)
    return parts, find_sightings(document, vocabulary, missing)


def _part(
    mark: _Mark, document: Document, vocabulary: Vocabulary, outline: int | None, known: dict[int, _Mark]
) -> Part:
    blocks = [*mark.own, *document.blocks[mark.first : mark.end]]
    kind = vocabulary.kinds.get(mark.id) if mark.id else None
    own = _without_foreign(mark, document.blocks, known)
    holds, filler = what_holds(own, mark.lead, mark.title.value, kind, vocabulary, document.source)
    start = mark.lead.span.start if mark.lead else mark.span.end
    end = blocks[-1].span.end if blocks else mark.lead.span.end if mark.lead else start
    section = Section(
        id=mark.id,
        title=mark.title,
        number=mark.number,
        form=mark.form,
        level=mark.level,
        nested=_is_nested(mark, outline),
        span=mark.span,
        body=Span(start, max(start, end)),
        holds=holds,
        filler=filler,
    )
    return Part(section, blocks, mark.lead, mark.cell)


# --- headings ------------------------------------------------------------------------------------------------------


def _headed(document: Document, vocabulary: Vocabulary) -> list[_Mark]:
    """The headings of the document's own level of nesting, each with its range and the heading it stands under."""
    marks: list[_Mark] = []
    open_: list[_Mark] = []
    several = sum(isinstance(block, Heading) and block.level == 1 for block in document.blocks) > 1
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Heading):
            continue
        while open_ and (open_[-1].level or 0) >= block.level:
            open_.pop().end = index
        title = block.inline.whole
        mark = _Mark(None, title, split_number(title.value)[0], "heading", block.span, index + 1, len(document.blocks))
        mark.level = block.level
        mark.inside = open_[-1] if open_ else None
        if block.inline.struck:
            continue  # withdrawn
        if not marks and block.level == 1:  # the title, unless it is one of several and named as a section
            mark.id = vocabulary.section(title.value)
            mark.perhaps = vocabulary.heading(title.value)[1] if several and mark.id is None else ()
        else:
            mark.id, mark.perhaps = _named(mark, vocabulary)
        marks.append(mark)
        open_.append(mark)
    return marks


def _named(mark: _Mark, vocabulary: Vocabulary) -> tuple[str | None, Sequence[tuple[Sometimes, str]]]:
    """The section that a heading names, or those it may mean.

    Among the actions, Detection and Response only say what a group of them is for.
    """
    found, perhaps = vocabulary.heading(mark.title.value)
    if found is None and perhaps and perhaps[0][0].when == "heading":
        found = perhaps[0][1]
    if found == "detection_response" and mark.number is None and _stands_in(mark, "corrective_actions"):
        return None, ()
    return found, perhaps


def _stands_in(mark: _Mark, id: str) -> bool:
    above = mark.inside
    while above is not None:
        if above.id == id:
            return True
        above = above.inside
    return False


def _settle(marks: Sequence[_Mark], blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
    """Decides the sections whose name alone does not tell, by where they stand and what they hold."""
    named = frozenset(mark.id for mark in marks if mark.id)
    before: set[str] = set()
    for mark in marks:
        if mark.id is None and mark.perhaps and not _stands_in(mark, "corrective_actions"):
            body = blocks[mark.first : mark.end]
            for sometimes, section in mark.perhaps:
                if _bears_out(sometimes, section, body, named, before, vocabulary):
                    mark.id = section
                    break
        if mark.id:
            before.add(mark.id)


def _bears_out(
    sometimes: Sometimes, id: str, body: Sequence[Block], named: frozenset[str], before: set[str], known: Vocabulary
) -> bool:
    """Whether a heading means the section that it may mean."""
    match sometimes.when:
        case "heading":
            return True
        case "unnamed":
            return id not in named and not _is_log(body)
        case "opening":
            return id not in named and not before - {id, "sign_off"} and _has_prose(body) and not _is_log(body)
        case "later":
            return bool(before - {id})
        case "label":
            return False
        case "tasks":
            return _lists_tasks(body, id, known)
        case "timed":
            return id not in named and _is_log(body)


def _has_prose(body: Sequence[Block]) -> bool:
    return any(isinstance(block, Paragraph) for block in body)


_TIME = re.compile(
    r"(?<![0-9])(?:[01]?[0-9]|2[0-3])[:.hH][0-5][0-9](?![0-9])|(?<![0-9])20[0-9]{2}-[01][0-9]-[0-3][0-9]"
)


def _is_log(body: Sequence[Block]) -> bool:
    """Whether most of what stands there are events with times."""
    starts: list[str] = []
    for block in body:
        if isinstance(block, List):
            starts.extend(each.inline.raw for each in _items(block) if each.inline)
        elif isinstance(block, Table):
            starts.extend(" ".join(cell.raw for cell in row.cells[:2]) for row in block.rows)
        elif isinstance(block, Paragraph | Heading):
            starts.extend(block.inline.raw.split("\n"))
    timed = sum(_TIME.search(start[:40]) is not None for start in starts)
    return timed >= TIMED_EVENTS and 2 * timed >= len(starts)


def _items(block: List) -> Iterator[Item]:
    """The items of a list, and of the lists directly in it, which may stand below their day."""
    for item in block.items:
        inner = [each for nested in item.blocks if isinstance(nested, List) for each in nested.items]
        yield from (item, *inner)


_TASK = re.compile(r"\[[ xX]?\]\s")


def _lists_tasks(body: Sequence[Block], id: str, known: Vocabulary) -> bool:
    """Whether there is a task list, a table with owners, issues or due dates, or a heading that names the section."""
    for block in body:
        if isinstance(block, Heading) and known.heading(block.inline.text)[0] == id:
            return True
        if isinstance(block, List) and any(item.inline and _TASK.match(item.inline.raw) for item in block.items):
            return True
        if isinstance(block, Table) and any(
            known.field(cell.text) in ("owner", "issue", "due") for cell in block.header.cells
        ):
            return True
    return False


# --- labels --------------------------------------------------------------------------------------------------------


def _labelled(blocks: Sequence[Block], headed: Sequence[_Mark], vocabulary: Vocabulary) -> Iterator[_Mark]:
    """The sections that are marked by a label.

    Under a heading that is a known section only a bold line or a bold label before a paragraph opens another; list
    items and rows are what the section says.
    """
    next_labels = _NextLabels(blocks)
    for number, (first, end, under) in enumerate(_stretches(blocks, headed)):
        known = _known_above(under)
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


def _stretches(blocks: Sequence[Block], headed: Sequence[_Mark]) -> Iterator[tuple[int, int, _Mark | None]]:
    """The ranges of blocks between two headings, each with the heading it stands under."""
    first, under = 0, None
    for mark in headed:
        yield first, mark.first - 1, under
        first, under = mark.first, mark
    yield first, len(blocks), under


def _known_above(mark: _Mark | None) -> str | None:
    while mark is not None and mark.id is None:
        mark = mark.inside
    return mark.id if mark else None


def _in_paragraph(
    inline: Inline,
    index: int,
    end: int,
    next_labels: _NextLabels,
    under: _Mark | None,
    known: str | None,
    vocabulary: Vocabulary,
) -> Iterator[_Mark]:
    found = list(labels(inline))
    if not found and (opening := bold_opening(inline)) and name_key(opening.name) in vocabulary.strong:
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
        if known and not (label.bold and found[0].bold) and not _is_question(inline, label):
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


def _divides(label: Label, under: _Mark | None) -> bool:
    """Whether a bold line divides the section that it stands in, as `What went well` does below `Lessons learned`."""
    return under is not None and label.alone and name_key(label.name) != name_key(under.title.value)


def _may_mean(label: Label, vocabulary: Vocabulary) -> Sequence[tuple[Sometimes, str]]:
    """The sections that a label which stands alone on its line may mean, as a heading does."""
    return vocabulary.heading(label.name)[1] if label.alone else ()


def _mark(
    inline: Inline,
    label: Label,
    id: str | None,
    form: SectionForm,
    first: int,
    end: int,
    under: _Mark | None,
    stop: int | None = None,
) -> _Mark:
    title = label_text(inline, label)
    lead = text_behind(inline, label, stop)
    mark = _Mark(id, title, split_number(title.value)[0], form, title.span, first, end, lead=lead)
    mark.inside = under
    return mark


def _means(label: Label, vocabulary: Vocabulary, inside: str | None = None) -> str | None:
    """The section that a label names; before a text, a plain word names one only by the section's own name."""
    key = name_key(label.name)
    if inside:
        for sometimes, section in vocabulary.sometimes.get(key, ()):
            if sometimes.when == "label":
                return section
    if label.bold and label.alone:
        return vocabulary.heading(label.name)[0]
    return vocabulary.sections.get(key) if label.bold or label.alone or key in vocabulary.strong else None


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
    block: List, index: int, end: int, blocks: Sequence[Block], under: _Mark | None, vocabulary: Vocabulary
) -> Iterator[_Mark]:
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


def _in_box(
    block: Quote, index: int, under: _Mark | None, known: str | None, vocabulary: Vocabulary
) -> Iterator[_Mark]:
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


def _in_table(block: Table, index: int, under: _Mark | None, vocabulary: Vocabulary) -> Iterator[_Mark]:
    """Rows of a table of two columns whose first cell names a section and whose second one is prose."""
    if len(block.header.cells) != 2:
        return
    for row in (block.header, *block.rows):
        name, said = row.cells
        section = vocabulary.heading(name.text)[0] if len(name.raw) <= _LONGEST_KEY else None
        if section and vocabulary.field(name.text) not in _OF_THE_INCIDENT and _is_prose(said.raw):
            title = name.whole
            mark = _Mark(section, title, split_number(title.value)[0], "table-row", title.span, index + 1, index + 1)
            mark.lead, mark.cell, mark.inside = said.whole, said, under
            yield mark


def _is_prose(text: str) -> bool:
    """Whether a text is more than a few words; scripts without blanks are counted by letters."""
    return len(text.split()) >= PROSE_WORDS or sum(ord(char) > 0x2E80 for char in text) >= 3 * PROSE_WORDS


# --- the outline ---------------------------------------------------------------------------------------------------


def _outline_level(marks: Sequence[_Mark]) -> int | None:
    """The level of headings at which most of the process's sections stand; the higher one of two."""
    ids: dict[int, set[str]] = {}
    for mark in marks:
        if mark.level is not None and mark.id:
            ids.setdefault(mark.level, set()).add(mark.id)
    return min(ids, key=lambda level: (-len(ids[level]), level), default=None)


def _is_nested(mark: _Mark, outline: int | None) -> bool:
    """Whether a section stands inside another known one, below the level of the outline."""
    if mark.level is not None and outline is not None and mark.level <= outline:
        return False
    return _known_above(mark.inside) is not None


def _without_foreign(mark: _Mark, blocks: Sequence[Block], known: dict[int, _Mark]) -> Iterator[Block]:
    """The blocks of a section without those of other known sections inside it; `known` has them by their heading."""
    yield from mark.own
    index = mark.first
    while index < mark.end:
        other = known.get(index)
        if other is not None and other.id != mark.id:
            index = other.end
        else:
            yield blocks[index]
            index += 1
