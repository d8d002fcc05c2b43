"""How grave a document says its incident was, and in which part of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from pmlint.markdown import Document, Quote, inlines
from pmlint.model import SaidAs, Severity, Why
from pmlint.read.incident.fields import Field, of_incident
from pmlint.read.incident.places import Places
from pmlint.read.incident.title import part_of
from pmlint.read.sections.places import SectionsByPlace
from pmlint.read.sections.reader import Part
from pmlint.text import Source, Text
from pmlint.vocabulary import Vocabulary
from pmlint.vocabulary.fields import ONE_OF_SEVERAL


def read_severities(
    fields: Sequence[Field], titles: Sequence[Text], document: Document, parts: Sequence[Part], vocabulary: Vocabulary
) -> tuple[Severity, ...]:
    """What the incident's own fields and titles declare, and what the document says elsewhere of a graver one.

    Where nothing is declared, all that is said.
    """
    own = (field for field in of_incident(fields) if field.name.field == "severity")
    declared = [_of_field(field, field.said_as, vocabulary) for field in own]
    declared += _of_titles(titles, document.source, vocabulary)
    known = {each.level for each in vocabulary.process.severities}
    if any(each.level not in known for each in declared):
        return tuple(declared)  # it is judged as the most severe anyway
    gravest = min((each.level for each in declared if each.level is not None), default=sys.maxsize)
    said = [*_of_other_fields(fields, vocabulary), *_of_sentences(document, parts, titles, vocabulary)]
    return (*declared, *(each for each in said if each.level is not None and each.level < gravest))


def _of_other_fields(fields: Sequence[Field], vocabulary: Vocabulary) -> Iterator[Severity]:
    """The priorities of the head, and the severities that the incident had at some time."""
    for field in fields:
        if field.name.field == "priority" and field.place == "head":
            yield _of_field(field, "priority", vocabulary)
        elif field.name.field == ONE_OF_SEVERAL and field.place != "elsewhere":
            yield _of_field(field, "one of several", vocabulary)


def _of_field(field: Field, said_as: SaidAs, vocabulary: Vocabulary) -> Severity:
    named = vocabulary.severities.value(field.value.value, field.line, field.struck)
    why = Why(named.form, named.word or field.why.word) if named.form else field.why
    return Severity(field.value, field.said_in, named.level, said_as, why, named.lowered_to)


def _of_titles(titles: Sequence[Text], source: Source, vocabulary: Vocabulary) -> Iterator[Severity]:
    for title in titles:
        for named in vocabulary.severities.in_title(title.value):
            text = part_of(title, named.start, named.end, source)
            yield Severity(text, "title", named.level, why=Why(named.form))


def _of_sentences(
    document: Document, parts: Sequence[Part], titles: Sequence[Text], vocabulary: Vocabulary
) -> Iterator[Severity]:
    """What the text says in passing, outside quotations and the sections that tell of actions or other things."""
    if not vocabulary.severities.are_in(document.source.text):
        return
    sections, places = SectionsByPlace(parts), Places(document, parts, next(iter(titles), None), vocabulary)
    others = vocabulary.process.holding("actions", "evidence", "signatures")
    for block in document.blocks:
        place = places.at(block.span.start)
        if isinstance(block, Quote) or place == "elsewhere" or sections.at(block.span.start) in others:
            continue
        for inline in inlines([block]):
            if not vocabulary.severities.are_in(inline.raw):
                continue  # most texts: their markup need not be read
            for named in vocabulary.severities.in_sentences(inline.text, asides=place != "section"):
                text = inline.locate(named.start, named.end)
                yield Severity(text, "text", named.level, "sentence", Why(named.form))
