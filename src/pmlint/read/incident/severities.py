"""How grave a document says its incident was, and in which part of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmlint.markdown import Document, Quote, inlines
from pmlint.model import SaidAs, Severity, Why
from pmlint.read.incident.fields import Field
from pmlint.read.incident.title import part_of
from pmlint.read.sections.places import SectionsByPlace
from pmlint.read.sections.reader import Part
from pmlint.text import Source, Text
from pmlint.vocabulary import Vocabulary


def read_severities(
    fields: Sequence[Field], titles: Sequence[Text], document: Document, parts: Sequence[Part], vocabulary: Vocabulary
) -> tuple[Severity, ...]:
    """What fields and titles say; where they say nothing, a priority in the metadata; else what sentences say."""
    stated = [_of_field(field, field.said_as, vocabulary) for field in fields if field.name.field == "severity"]
    stated += _of_titles(titles, document.source, vocabulary)
    if stated:
        return tuple(stated)
    priorities = [_of_field(field, "priority", vocabulary) for field in fields if field.name.field == "priority"]
    understood = tuple(priority for priority in priorities if priority.level is not None)
    return understood or tuple(_of_sentences(document, parts, vocabulary))


def _of_field(field: Field, said_as: SaidAs, vocabulary: Vocabulary) -> Severity:
    named = vocabulary.severities.value(field.value.value, field.line, field.struck)
    why = Why(named.form, named.word or field.why.word) if named.form else field.why
    return Severity(field.value, field.said_in, named.level, said_as, why)


def _of_titles(titles: Sequence[Text], source: Source, vocabulary: Vocabulary) -> Iterator[Severity]:
    for title in titles:
        for named in vocabulary.severities.in_title(title.value):
            text = part_of(title, named.start, named.end, source)
            yield Severity(text, "title", named.level, why=Why(named.form))


def _of_sentences(document: Document, parts: Sequence[Part], vocabulary: Vocabulary) -> Iterator[Severity]:
    """What the text says in passing, outside quotations and the sections that tell of actions or other documents."""
    if not vocabulary.severities.are_in(document.source.text):
        return
    sections = SectionsByPlace(parts)
    others = vocabulary.process.holding("actions", "evidence", "signatures")
    for block in document.blocks:
        section = sections.at(block.span.start)
        if isinstance(block, Quote) or section in others:
            continue
        of_incident = section is None or vocabulary.kinds[section].overview
        for inline in inlines([block]):
            if not vocabulary.severities.are_in(inline.raw):
                continue  # most texts: their markup need not be read
            for named in vocabulary.severities.in_sentences(inline.text, asides=of_incident):
                text = inline.locate(named.start, named.end)
                yield Severity(text, "text", named.level, "sentence", Why(named.form))
