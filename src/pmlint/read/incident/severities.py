"""How grave a document says its incident was, and in which part of it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence

from pmlint.markdown import Block, Document, Heading, Html, Inline, Quote, Table, inlines
from pmlint.model import SaidAs, Severity, Why
from pmlint.read.front_matter import FrontMatter
from pmlint.read.incident.fields import Field, of_incident
from pmlint.read.incident.places import Places
from pmlint.read.incident.title import part_of
from pmlint.read.sections.places import SectionsByPlace
from pmlint.read.sections.reader import Part
from pmlint.spelling import fold
from pmlint.text import Source, Text
from pmlint.vocabulary import Vocabulary
from pmlint.vocabulary.fields import ONE_OF_SEVERAL
from pmlint.yaml_text import Node, Scalar
from pmlint.yaml_text import Sequence as YamlSequence

_LONGEST_AHEAD = 40
"""Characters in front of a code in brackets in which the incident stands that it is of: `INC-12, last May (Sev-1)`."""

PAIR = 2
"""Cells of a row that holds a key and its value."""


def read_severities(
    fields: Sequence[Field],
    titles: Sequence[Text],
    ids: Collection[str],
    front_matter: FrontMatter,
    document: Document,
    parts: Sequence[Part],
    vocabulary: Vocabulary,
) -> tuple[Severity, ...]:
    """What the incident's own fields and titles declare, and what the document says elsewhere of a graver one.

    Where nothing is declared, all that is said. `ids` are those of the incident, folded.
    """
    named = [field for field in fields if field.name.field == "severity" and not _is_on_a_scale(field, vocabulary)]
    own = of_incident(named)
    declared = [_of_field(field, field.said_as, vocabulary) for field in own]
    declared += _of_titles(titles, document.source, vocabulary)
    known = {each.level for each in vocabulary.process.severities}
    if any(each.level not in known for each in declared):
        return tuple(declared)  # it is judged as the most severe anyway
    gravest = min((each.level for each in declared if each.level is not None), default=sys.maxsize)
    said = list(_of_other_fields(fields, vocabulary))
    if vocabulary.severities.are_in(document.source.text):
        places = Places(document, parts, next(iter(titles), None), vocabulary)
        if declared:  # a code under some other key declares none, but may be graver than what is declared
            said += _of_keys(front_matter.fields, vocabulary)
            said += _of_head(document, titles, places, ids, vocabulary)
        said += _of_sentences(document, parts, places, ids, vocabulary)
    return (*declared, *(each for each in said if each.level is not None and each.level < gravest))


def _is_on_a_scale(field: Field, vocabulary: Vocabulary) -> bool:
    """Whether a field of the account tells how grave something else is, such as a flaw by its CVSS."""
    return field.place != "head" and vocabulary.severities.is_on_a_scale(field.value.value)


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


def _of_keys(entries: Sequence[tuple[Text, Node]], vocabulary: Vocabulary) -> Iterator[Severity]:
    """What keys of the front matter say that are of no fact, such as `tags`."""
    for key, node in entries:
        values = node.items if isinstance(node, YamlSequence) else (node,)
        for value in values if vocabulary.metadata.get(key.value) is None else ():
            if isinstance(value, Scalar):
                line = f"{key.value}: {value.text.value}"
                for named in vocabulary.severities.in_head(line):
                    yield Severity(value.text, "front matter", named.level, "sentence", Why(named.form))


def _of_head(
    document: Document, titles: Sequence[Text], places: Places, ids: Collection[str], vocabulary: Vocabulary
) -> Iterator[Severity]:
    """What stands for itself in the head, under whatever key; but not beside the ID of another incident."""
    for block in document.blocks:
        if places.at(block.span.start) != "head" or any(block.span.holds(title.span) for title in titles):
            continue
        if isinstance(block, Html):
            text = block.text(document.source)
            for named in vocabulary.severities.in_title(text):
                yield Severity(Text(text[named.start : named.end], block.span), "text", named.level, "sentence")
        for cells in _lines(block):
            text = ": ".join(cell.text for cell in cells)
            shift = len(text) - len(cells[-1].text)
            for named in vocabulary.severities.in_head(text):
                if named.start >= shift and not _is_of_another(text, ids, vocabulary):
                    shown = cells[-1].locate(named.start - shift, named.end - shift)
                    yield Severity(shown, "text", named.level, "sentence", Why(named.form))


def _is_of_another(text: str, ids: Collection[str], vocabulary: Vocabulary) -> bool:
    """Whether a text names an incident or issue that is not the document's."""
    return any(fold(text[named.start : named.end]) not in ids for named in vocabulary.incident_ids.all(text))


def _lines(block: Block) -> Iterator[Sequence[Inline]]:
    """The texts of a block, in a table of two columns each with the one that names it."""
    if isinstance(block, Table):
        rows = (block.header, *block.rows) if len(block.header.cells) == PAIR else ()
        yield from (row.cells for row in rows)
    elif not (isinstance(block, Heading) and block.setext):  # an underlined `severity: Sev-4` is displaced front matter
        yield from ([inline] for inline in inlines([block]))


def _of_sentences(
    document: Document, parts: Sequence[Part], places: Places, ids: Collection[str], vocabulary: Vocabulary
) -> Iterator[Severity]:
    """What the text says in passing, outside quotations and the sections that tell of actions or other things."""
    sections = SectionsByPlace(parts)
    others = vocabulary.process.holding("actions", "evidence", "signatures")
    for block in document.blocks:
        place = places.at(block.span.start)
        if isinstance(block, Quote) or place == "elsewhere" or sections.at(block.span.start) in others:
            continue
        for inline in inlines([block]):
            if not vocabulary.severities.are_in(inline.raw):
                continue  # most texts: their markup need not be read
            for named in vocabulary.severities.in_sentences(inline.text, asides=place != "section"):
                ahead = inline.text[max(0, named.start - _LONGEST_AHEAD) : named.start]
                if named.form != "code in brackets" or not _is_of_another(ahead.split("\n")[-1], ids, vocabulary):
                    text = inline.locate(named.start, named.end)
                    yield Severity(text, "text", named.level, "sentence", Why(named.form))
