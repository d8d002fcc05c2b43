"""The sections that headings open, and which section a name means that does not tell by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pmlint.markdown import Block, Document, Heading, Item, List, Paragraph, Table
from pmlint.process import Sometimes
from pmlint.read.sections.marks import Mark, stands_in
from pmlint.spelling import split_number
from pmlint.vocabulary import Vocabulary

TIMED_EVENTS = 3
"""Events with times from which a text is a log."""


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
        title = block.inline.whole
        mark = Mark(None, title, split_number(title.value)[0], "heading", block.span, index + 1, len(document.blocks))
        mark.level = block.level
        mark.inside = open_[-1] if open_ else None
        if block.inline.struck:
            continue  # withdrawn
        if not marks and block.level == 1:  # the title, unless it is one of several and named as a section
            mark.id = vocabulary.section(title.value)
            mark.perhaps = vocabulary.sections.find(title.value).perhaps if several and mark.id is None else ()
        else:
            mark.id, mark.perhaps = _named(mark, vocabulary)
        marks.append(mark)
        open_.append(mark)
    return marks


def _named(mark: Mark, vocabulary: Vocabulary) -> tuple[str | None, Sequence[tuple[Sometimes, str]]]:
    """The section that a heading names, or those it may mean.

    Among the actions, Detection and Response only say what a group of them is for.
    """
    found, _, _, perhaps = vocabulary.sections.find(mark.title.value)
    if found is None and perhaps and perhaps[0][0].when == "heading":
        found = perhaps[0][1]
    if found == "detection_response" and mark.number is None and stands_in(mark, "corrective_actions"):
        return None, ()
    return found, perhaps


def settle(marks: Sequence[Mark], blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
    """Decides the sections whose name alone does not tell, by where they stand and what they hold."""
    named = frozenset(mark.id for mark in marks if mark.id)
    before: set[str] = set()
    for mark in marks:
        if mark.id is None and mark.perhaps and not stands_in(mark, "corrective_actions"):
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
        if isinstance(block, Heading) and known.sections.find(block.inline.text).id == id:
            return True
        if isinstance(block, List) and any(item.inline and _TASK.match(item.inline.raw) for item in block.items):
            return True
        if isinstance(block, Table) and any(
            known.field(cell.text) in ("owner", "issue", "due") for cell in block.header.cells
        ):
            return True
    return False
