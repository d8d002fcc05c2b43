"""The title of a document."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.markdown import Document, Heading
from pmlint.read.front_matter import FrontMatter
from pmlint.spelling import name_key
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary
from pmlint.yaml_text import Scalar


def read_titles(document: Document, front_matter: FrontMatter, vocabulary: Vocabulary) -> list[Text]:
    """The title, and behind it the front matter's where that is another.

    The title is the first heading of level 1 that names no section; else the front matter's; else the first heading, if
    that names none. Several headings of level 1 are parts of the document: then the front matter's title goes first.
    """
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    top = [heading for heading in headings if heading.level == 1]
    stated = _front_matter_title(front_matter)
    first = stated if len(top) > 1 else None
    title = first or _first_title(top, vocabulary) or stated or _first_title(headings[:1], vocabulary)
    return [each for each in dict.fromkeys((title, stated)) if each]


def _front_matter_title(front_matter: FrontMatter) -> Text | None:
    for key, value in front_matter.fields:
        if name_key(key.value) == "title" and isinstance(value, Scalar) and value.text.value.strip():
            return value.text
    return None


def _first_title(headings: Sequence[Heading], vocabulary: Vocabulary) -> Text | None:
    return next((heading.inline.whole for heading in headings if _names_document(heading, vocabulary)), None)


def _names_document(heading: Heading, vocabulary: Vocabulary) -> bool:
    """Whether a heading is that of the document, and of no section or field.

    `Incident: ...` and `Date: 2026-03-14, what happened` are titles.
    """
    title = heading.inline.text.strip()
    if not title or vocabulary.section(title):
        return False
    named = vocabulary.sections.find(title)
    if heading.level > 1 and (named.id or named.perhaps):
        return False
    key, colon, value = title.partition(":")
    name = vocabulary.metadata.get(key)
    is_field = name and (not colon or name.field in ("severity", "status") or vocabulary.dates.whole(value))
    return not is_field


def part_of(text: Text, start: int, end: int, source: Source) -> Text:
    """A part of a value; its place is that of all of it where markup or quoting stands in between."""
    value = text.value[start:end]
    at = source.text.find(value, text.span.start, text.span.end)
    return Text(value, Span(at, at + len(value)) if at >= 0 else text.span)
