"""The sections that headings open, and which section a name means that does not tell by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pmlint.forms.boxes import opening_box
from pmlint.markdown import Block, Document, Heading, Inline, Item, List, Paragraph, Table
from pmlint.model import Why
from pmlint.process import Sometimes
from pmlint.read.sections.marks import Mark, stands_in
from pmlint.spelling import split_number
from pmlint.vocabulary import Vocabulary
from pmlint.vocabulary.sections import Named

TIMED_EVENTS = 3
"""Events with times from which a text is a log; two may be the start and the end of something."""

_REACH_OF_A_TIME = 40
"""Characters from its beginning within which an event tells its time."""

_LEADING_CELLS = 2
"""Cells of a row in which an event's time may stand: behind a number or day."""


def headed_sections(document: Document, vocabulary: Vocabulary) -> list[Mark]:
    """The headings of the document's own level of nesting, each with its range and the heading it stands under."""
    marks: list[Mark] = []
    open_: list[Mark] = []
    several = sum(isinstance(block, Heading) and block.level == 1 for block in document.blocks) > 1
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Heading):
            continue
        while open_ and (open_[-1].level or 0) >= block.level:
            open_.pop().end = index
        if block.inline.struck:
            continue  # withdrawn
        title = block.inline.whole
        mark = Mark(None, title, split_number(title.value)[0], "heading", block.span, index + 1, len(document.blocks))
        mark.level = block.level
        mark.inside = open_[-1] if open_ else None
        is_title = not marks and block.level == 1
        named = _title(title.value, several, vocabulary) if is_title else _named(mark, vocabulary)
        mark.id, mark.perhaps, mark.why = named.id, named.perhaps, Why(named.how, named.word)
        marks.append(mark)
        open_.append(mark)
    return marks


def _title(title: str, several: bool, vocabulary: Vocabulary) -> Named:
    """What the document's title names: a section only by its whole name, or where it is one of several."""
    named = vocabulary.sections.find(title)
    if named.how == "name" and vocabulary.section(title):
        return named
    return Named(perhaps=named.perhaps) if several else Named()


def _named(mark: Mark, vocabulary: Vocabulary) -> Named:
    """The section that a heading names, or those it may mean."""
    named = vocabulary.sections.find(mark.title.value)
    if named.id is None and named.perhaps and named.perhaps[0][0].when == "heading":
        named = named._replace(id=named.perhaps[0][1], how="sometimes heading")
    if named.id and mark.number is None and vocabulary.kinds[named.id].groups_actions:
        # Among the actions, Detection and Response only say what a group of them is for.
        return Named() if stands_in(mark, vocabulary.process.holding("actions")) else named
    return named


def settle(marks: Sequence[Mark], blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
    """Decides the sections whose name alone does not tell, by where they stand and what they hold."""
    named = frozenset(mark.id for mark in marks if mark.id)
    actions = vocabulary.process.holding("actions")
    before: set[str] = set()
    for mark in marks:
        if mark.id is None and mark.perhaps and not stands_in(mark, actions):
            evidence = _Confirmation(blocks[mark.first : mark.end], named, before, vocabulary)
            confirmed = (each for each in mark.perhaps if evidence.of(*each))
            if meant := next(confirmed, None):
                sometimes, mark.id = meant
                mark.why = Why(f"sometimes {sometimes.when}", mark.why.word)
        if mark.id:
            before.add(mark.id)


class _Confirmation:
    """What tells whether a heading means a section: what stands there, and which sections are named, or come before."""

    def __init__(self, body: Sequence[Block], named: frozenset[str], before: set[str], vocabulary: Vocabulary) -> None:
        self.body = body
        self.named = named
        self.before = before
        self.vocabulary = vocabulary

    def of(self, sometimes: Sometimes, id: str) -> bool:
        """Whether a heading means the section that it may mean."""
        match sometimes.when:
            case "heading":
                return True
            case "label":
                return False
            case "unnamed":
                return id not in self.named and not _is_log(self.body)
            case "opening":
                return id not in self.named and self._is_opening(id)
            case "later":
                return bool(self.before - {id})
            case "tasks":
                return any(self._tells_tasks(block, id) for block in self.body)
            case "timed":
                return id not in self.named and _is_log(self.body)

    def _is_opening(self, id: str) -> bool:
        """Whether it is a text ahead of the other sections; who signed may stand before it."""
        others = self.before - {id} - self.vocabulary.process.holding("signatures")
        has_prose = any(isinstance(block, Paragraph) for block in self.body)
        return not others and has_prose and not _is_log(self.body)

    def _tells_tasks(self, block: Block, id: str) -> bool:
        """Whether a block is a task list, a table with fields of tasks, or a heading that names the section."""
        match block:
            case Heading(inline=inline):
                return self.vocabulary.sections.find(inline.text).id == id
            case List(items=items):
                return any(_is_task(item.inline) for item in items if item.inline)
            case Table(header=header):
                return any(self.vocabulary.field(cell.text) in ("owner", "issue", "due") for cell in header.cells)
            case _:
                return False


def _is_task(inline: Inline) -> bool:
    return inline.raw.startswith("[") and opening_box(inline.text).ticked is not None


_TIME = re.compile(
    r"(?<![0-9])(?:[01]?[0-9]|2[0-3])[:.hH][0-5][0-9](?![0-9])|(?<![0-9])20[0-9]{2}-[01][0-9]-[0-3][0-9]"
)


def _is_log(body: Sequence[Block]) -> bool:
    """Whether most of what stands there are events with times."""
    starts = [start[:_REACH_OF_A_TIME] for block in body for start in _starts(block)]
    timed = sum(_TIME.search(start) is not None for start in starts)
    return timed >= TIMED_EVENTS and 2 * timed >= len(starts)


def _starts(block: Block) -> Iterator[str]:
    """How the events of a block begin, if it holds some: its items, its rows, its lines."""
    match block:
        case List():
            yield from (item.inline.text for item in _items(block) if item.inline)
        case Table(rows=rows):
            yield from (" ".join(cell.text for cell in row.cells[:_LEADING_CELLS]) for row in rows)
        case Paragraph(inline=inline) | Heading(inline=inline):
            yield from inline.text.split("\n")


def _items(block: List) -> Iterator[Item]:
    """The items of a list, and of the lists directly in it, which may stand below their day."""
    for item in block.items:
        yield item
        for nested in item.blocks:
            if isinstance(nested, List):
                yield from nested.items
