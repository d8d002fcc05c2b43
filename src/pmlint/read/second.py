"""What looks like the front matter or the title of a document and is none of it: a block in the wrong place, or another
document. The facts and sections of one could pass for the other's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pmlint.markdown import Code, Document, Heading, Html, shows, walk
from pmlint.model import Fault
from pmlint.read.front_matter import KEY, FrontMatter
from pmlint.read.sections.reader import Part
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary
from pmlint.vocabulary.fields import FieldNames

FEWEST_AGAIN = 3
"""Sections below a second heading of level 1 that stand above it, too: an overview and an analysis share one or two."""

MOST_OF_A_TEMPLATE = 0.5
"""The share of the template's sections that makes any heading above them the title of a document."""

_FEWEST_WORDS = 3
"""Words of a title that tell of an incident; shorter ones may name a part, such as `Analysis`."""

# Two keys at least: one line above `---` that has a colon may as well be a heading.
_QUOTE = r"(?:[ ]{0,3}>[ ]?)*"
_BLOCK = re.compile(
    rf"^(?P<opened>{_QUOTE}---[ \t]*\r?\n)?"
    rf"(?P<lines>(?:{_QUOTE}{KEY}(?:[ \t][^\n]*)?\n(?:{_QUOTE}[ \t]+\S[^\n]*\n)*){{2,}})"
    rf"(?={_QUOTE}---[ \t]*\r?$)",
    re.MULTILINE,
)
_PAIR_LINE = re.compile(rf"^{_QUOTE}(?P<key>{KEY})[ \t]*(?P<value>[^\r\n]*)", re.MULTILINE)


class Displaced(NamedTuple):
    """A block of keys closed by `---` that is not the front matter; `opened` tells whether one stands above it, too."""

    fields: tuple[tuple[Text, Text], ...]
    opened: bool


def displaced_blocks(document: Document, names: FieldNames) -> list[Displaced]:
    """Where keys and values are closed by `---` as in front matter, and one of them is a fact of the incident.

    What shows nothing is left out, and so is code below the first heading, where files are quoted.
    """
    source = document.source
    if "---" not in source.text:
        return []
    first_heading = next((block.span.start for block in document.blocks if isinstance(block, Heading)), 0)
    blocks = walk(document.blocks)
    others = [
        block.span
        for block in blocks
        if isinstance(block, Html) or (isinstance(block, Code) and block.span.start > first_heading)
    ]
    found: list[Displaced] = []
    for block in _BLOCK.finditer(source.text, document.front_matter_span.end if document.front_matter_span else 0):
        lines = Span(*block.span("lines"))
        fields = tuple(_key_and_value(line) for line in _PAIR_LINE.finditer(source.text, *lines))
        if not any(other.holds(lines) for other in others) and any(_is_fact(key.value, names) for key, _ in fields):
            found.append(Displaced(fields, block["opened"] is not None))
    return found


def _key_and_value(line: re.Match[str]) -> tuple[Text, Text]:
    key, value = line["key"].rstrip(": \t").strip("\"'"), line["value"].strip().strip("\"'")
    return Text(key, Span(*line.span("key"))), Text(value, Span(*line.span("value")))


def _is_fact(key: str, names: FieldNames) -> bool:
    name = names.get(key)
    return name is not None and name.is_fact


def displaced_front_matter(
    document: Document, front_matter: FrontMatter, displaced: Sequence[Displaced]
) -> Iterator[Fault]:
    """The faults of blocks that look like front matter: a second one is a second document."""
    for block in displaced:
        span = block.fields[0][0].span
        if document.front_matter_span and block.opened:
            yield _second(span, "a second front matter")
        elif not front_matter.fault:  # which names the first of them
            yield Fault(
                "displaced-front-matter",
                span,
                "keys closed by '---' outside the front matter",
                "move them to the first line, between two lines '---', or write them as a list",
            )


def second_titles(
    document: Document, parts: Sequence[Part], title: Text | None, vocabulary: Vocabulary
) -> Iterator[Fault]:
    """The headings behind the title below which a postmortem begins anew."""
    sections = {part.section.span.start: part.section.id for part in parts if part.section.id}
    for heading, end in _with_ends(document):
        at = heading.span.start
        if title and at > title.span.start and at not in sections:
            above, below = _between(sections, 0, at), _between(sections, at + 1, end)
            if (
                _repeats(heading, above & below, vocabulary)
                or (not above and _is_another(title, heading, below, document, vocabulary))
                or (below and _names_another(title, heading, below, vocabulary))
            ):
                yield _second(heading.span, "a second title with sections of its own")


def _between(sections: Mapping[int, str], start: int, end: int) -> set[str]:
    return {section for at, section in sections.items() if start <= at < end}


def _with_ends(document: Document) -> Iterator[tuple[Heading, int]]:
    """The headings that stand, each with the offset at which the next of its level or above begins."""
    headings = [block for block in document.blocks if isinstance(block, Heading) and not block.inline.struck]
    for index, heading in enumerate(headings):
        following = (each.span.start for each in headings[index + 1 :] if each.level <= heading.level)
        yield heading, next(following, sys.maxsize)


def _repeats(heading: Heading, again: set[str], vocabulary: Vocabulary) -> bool:
    """Whether enough sections stand below a heading again that it is a title."""
    most = MOST_OF_A_TEMPLATE * len(vocabulary.process.sections)
    return len(again) >= (min(FEWEST_AGAIN, most) if heading.level == 1 else most)


def _is_another(title: Text, second: Heading, below: set[str], document: Document, vocabulary: Vocabulary) -> bool:
    """Whether the sections stand below a second title, and only text below the first.

    Not where the second one only says what the document is.
    """
    if second.level > 1 or len(below) < MOST_OF_A_TEMPLATE * len(vocabulary.process.sections):
        return False
    between = Span(title.span.end, second.span.start)
    blocks = (block for block in document.blocks if between.holds(block.span) and not isinstance(block, Heading))
    is_told = any(shows(block, document.source) for block in blocks)
    return is_told and not vocabulary.incident_ids.is_report(second.inline.text)


def _names_another(title: Text, second: Heading, below: set[str], vocabulary: Vocabulary) -> bool:
    """Whether a second title is that of another incident: by its ID, or by a name over most of what is asked."""
    if second.level > 1:
        return False
    ids = vocabulary.incident_ids
    if named := ids.in_title(second.inline.text):
        return second.inline.text[named.start : named.end] not in title.value
    words = re.findall(r"[^\W\d_]+", second.inline.text)
    return (ids.opens_title(second.inline.text) and not ids.is_report(title.value)) or (
        len(words) >= _FEWEST_WORDS
        and len(below) >= MOST_OF_A_TEMPLATE * len(vocabulary.process.sections)
        and not vocabulary.sections.find(second.inline.text).perhaps
    )


def _second(span: Span, what: str) -> Fault:
    advice = "give each incident a file of its own, or make this a section of the one above"
    return Fault("second-document", span, f"{what}: two documents in one file", advice)
