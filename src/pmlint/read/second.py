"""What is a document of its own inside another: then the facts and sections of one could pass for the other's."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from pmlint.markdown import Document, Heading, shows
from pmlint.model import Fault
from pmlint.read.front_matter import Displaced, FrontMatter
from pmlint.read.sections.reader import Part
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary

FEWEST_AGAIN = 3
"""Sections below a second heading of level 1 that stand above it, too: an overview and an analysis share one or two."""

MOST_OF_A_TEMPLATE = 0.5
"""The share of the template's sections that makes any heading above them the title of a document."""


def displaced_front_matter(
    document: Document, front_matter: FrontMatter, displaced: Sequence[Displaced]
) -> Iterator[Fault]:
    """The blocks of keys that look like front matter and are not: a second one is a second document."""
    for block in displaced:
        if document.front_matter_span and block.opened:
            yield _second(block.span, "a second front matter")
        elif not (front_matter.fault and front_matter.fault.span.end <= block.span.start):
            yield Fault(
                "displaced-front-matter",
                block.span,
                "keys closed by '---' that are not the front matter",
                "move them to the first line, between two lines '---', or write them as a list",
            )


def second_titles(
    document: Document, parts: Sequence[Part], title: Text | None, vocabulary: Vocabulary
) -> Iterator[Fault]:
    """The headings, beside the title, below which a postmortem begins anew."""
    known = [(part.section.span.start, part.section.id) for part in parts if part.section.id]
    sections = {start for start, _ in known}
    headings = [block for block in document.blocks if isinstance(block, Heading) and not block.inline.struck]
    most = MOST_OF_A_TEMPLATE * len(vocabulary.process.sections)
    for index, heading in enumerate(headings):
        start = heading.span.start
        if start in sections or title is None or start <= title.span.start:
            continue
        end = next((each.span.start for each in headings[index + 1 :] if each.level <= heading.level), sys.maxsize)
        below = {section for at, section in known if start < at < end}
        again = below.intersection(section for at, section in known if at < start)
        is_another = heading.level == 1 and len(below) >= most and _tells_of_another(title, heading, parts, document)
        if len(again) >= (FEWEST_AGAIN if heading.level == 1 else most) or (
            is_another and not vocabulary.incident_ids.is_report(heading.inline.text)
        ):
            yield _second(heading.span, "a second title with sections of its own")


def _tells_of_another(title: Text, second: Heading, parts: Sequence[Part], document: Document) -> bool:
    """Whether text stands below the title and no section, up to a second one: that is all that it tells."""
    between = Span(title.span.end, second.span.start)
    if any(part.section.id and between.holds(part.section.span) for part in parts):
        return False
    blocks = (block for block in document.blocks if between.holds(block.span) and not isinstance(block, Heading))
    return any(shows(block, document.source) for block in blocks)


def _second(span: Span, what: str) -> Fault:
    advice = "give each incident a file of its own, or make this a section of the one above"
    return Fault("second-document", span, f"{what}: two documents in one file", advice)
