"""The sections of a document, with what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pmlint.forms.substance import Substance, stems
from pmlint.markdown import Block, Document, Heading, Inline
from pmlint.model import Section, Sighting, Why
from pmlint.read.sections.content import shows_nothing, visible_words, what_it_says
from pmlint.read.sections.headings import headed_sections, settle
from pmlint.read.sections.labelled import labelled_sections
from pmlint.read.sections.marks import Mark, known_above
from pmlint.read.sections.sightings import find_sightings
from pmlint.spelling import words
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary


@dataclass(slots=True)
class Part:
    """A section and the blocks of its body, sub-headings included."""

    section: Section
    blocks: list[Block]
    lead: Text | None = None
    """Text that follows a label on its own line, as in `**Impact:** some users`."""
    cell: Inline | None = None
    """The cell of a table that holds the section."""
    own: Sequence[Block] = ()
    """Its blocks without those of other known sections inside it."""


def read_sections(document: Document, vocabulary: Vocabulary) -> tuple[list[Part], list[Sighting]]:
    """The sections in order of the document, and where else the words of a section were seen."""
    headed = headed_sections(document, vocabulary)
    settle(headed, document.blocks, vocabulary)
    labelled = list(labelled_sections(document.blocks, headed, vocabulary))
    for mark, following in pairwise(labelled):
        if following.first > mark.first:
            mark.end = min(mark.end, following.first - 1)
    marks = sorted([*headed, *labelled], key=lambda mark: mark.span)
    settle(marks, document.blocks, vocabulary)
    marks = [mark for mark in marks if mark.id or mark.form == "heading"]
    outline = _outline_level(marks)
    known = {mark.first - 1: mark for mark in headed if mark.id}
    title = next((block.inline.text for block in document.blocks if isinstance(block, Heading)), "")
    subject = vocabulary.substance.weigh(title).words
    parts = [_part(mark, document, subject, vocabulary, outline, known) for mark in marks]
    _mark_copies(parts, document.source, vocabulary.substance)
    stand = {part.section.id for part in parts if not part.section.nested}
    missing = frozenset(kind.id for kind in vocabulary.process.sections if kind.id not in stand)
    return parts, find_sightings(document, vocabulary, missing)


def _part(
    mark: Mark,
    document: Document,
    subject: frozenset[str],
    vocabulary: Vocabulary,
    outline: int | None,
    known: dict[int, Mark],
) -> Part:
    blocks = [*mark.own, *document.blocks[mark.first : mark.end]]
    kind = vocabulary.kinds.get(mark.id) if mark.id else None
    own = list(_without_foreign(mark, document.blocks, known))
    says, filler = what_it_says(own, mark.lead, mark.title.value, subject, kind, vocabulary, document.source)
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
        says=says,
        filler=filler,
        why=mark.why if mark.id else Why(""),
        shows_nothing=says == "text" and shows_nothing(blocks, mark.lead, kind, vocabulary, document.source),
    )
    return Part(section, blocks, mark.lead, mark.cell, own)


SHORTEST_COPY = 4
"""Words that two sections do not have in common by chance."""

MOSTLY = 0.8
"""The share of all words of two sections, from which on one that has them, too, is nearly a copy of the other."""


def _mark_copies(parts: Sequence[Part], source: Source, substance: Substance) -> None:
    """Notes which sections of the outline repeat, nearly word for word, the first one of another name before them."""
    firsts: dict[str, tuple[Part, frozenset[str]]] = {}
    for part in parts:
        section = part.section
        if section.id and not section.nested and section.says == "text":
            written = frozenset(words(source.slice(section.body)))
            for id_, (earlier, before) in firsts.items():
                # What both write is soon compared; only if that is alike, what readers see of it.
                alike = len(written & before) >= MOSTLY * min(len(written), len(before))
                if id_ != section.id and alike and _is_nearly(earlier, part, source, substance):
                    part.section = section._replace(repeats=earlier.section.title)
                    break
            firsts.setdefault(section.id, (part, written))


def _is_nearly(one: Part, other: Part, source: Source, substance: Substance) -> bool:
    """Whether two sections show nearly the same words, or nearly the same words of content: `that` became `which`."""
    shown = [frozenset(visible_words(part.own, part.lead, source)) for part in (one, other)]
    content = [stems(substance.of_content(said)) for said in shown]
    return any(
        len(first & second) >= max(SHORTEST_COPY, MOSTLY * len(first | second)) for first, second in (shown, content)
    )


def _outline_level(marks: Sequence[Mark]) -> int | None:
    """The level of headings at which most of the process's sections stand; the higher one of two."""
    ids: dict[int, set[str]] = {}
    for mark in marks:
        if mark.level is not None and mark.id:
            ids.setdefault(mark.level, set()).add(mark.id)
    return min(ids, key=lambda level: (-len(ids[level]), level), default=None)


def _is_nested(mark: Mark, outline: int | None) -> bool:
    """Whether a section stands inside another known one, below the level of the outline."""
    if mark.level is not None and outline is not None and mark.level <= outline:
        return False
    return known_above(mark.inside) is not None


def _without_foreign(mark: Mark, blocks: Sequence[Block], known: dict[int, Mark]) -> Iterator[Block]:
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
