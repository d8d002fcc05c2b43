"""The incident's ID: what its fields say, else its title, else the name of the file; and where it is tracked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from pmlint.model import Stated, Why
from pmlint.read.incident.fields import Field
from pmlint.read.incident.title import part_of
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary
from pmlint.vocabulary.fields import RECORD


def read_ids(
    fields: Sequence[Field], titles: Sequence[Text], source: Source, vocabulary: Vocabulary
) -> tuple[Stated, ...]:
    """All IDs that are said; that of the file name only where nothing else says one. It has no place in the text."""
    found = [
        Stated(text, field.said_in, field.why)
        for field in fields
        if field.name.field == "id" and not field.withdrawn and (text := _of_field(field, source, vocabulary))
    ]
    for title in titles:
        if named := vocabulary.incident_ids.in_title(title.value):
            text = part_of(title, named.start, named.end, source)
            if all(text.value != known.text.value for known in found):
                found.append(Stated(text, "title", Why(named.form)))
    stem = PurePosixPath(source.path).stem
    if not found and (named := vocabulary.incident_ids.in_file_name(stem)):
        found.append(Stated(Text(stem[named.start : named.end], Span(0, 0)), "file name", Why(named.form)))
    return tuple(found)


def read_records(fields: Sequence[Field]) -> tuple[Stated, ...]:
    """Under which issues and addresses the head says that the incident is tracked."""
    return tuple(
        Stated(field.value, field.said_in, field.why)
        for field in fields
        if field.name.field == RECORD and field.place == "head" and not field.withdrawn
    )


def _of_field(field: Field, source: Source, vocabulary: Vocabulary) -> Text | None:
    """What a field gives as an ID: the word that it opens with, else all of its value, but for a title."""
    value = field.value.value
    if len(value.split()) < 2 or vocabulary.dates.whole(value.split()[0]):  # `2026-03-14 checkout`
        return field.value
    if named := vocabulary.incident_ids.opens(value):
        return part_of(field.value, named.start, named.end, source)
    is_title = vocabulary.incident_ids.is_title_prefix(field.why.word) and not any(map(str.isdecimal, value))
    return None if is_title else field.value
