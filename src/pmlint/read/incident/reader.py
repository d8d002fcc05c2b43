"""The title of a document and what it says of its incident."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from pmlint.markdown import Document
from pmlint.model import Incident, Late, RoleHolder, SaidIn, Stated, StatedDate
from pmlint.read.dates import dates_in, find_date, first_day, start_day, window
from pmlint.read.front_matter import FrontMatter
from pmlint.read.incident.day import Claims, in_order_of_trust
from pmlint.read.incident.fields import Field, front_matter_fields, read_fields
from pmlint.read.incident.ids import read_ids
from pmlint.read.incident.severities import read_severities
from pmlint.read.incident.title import front_matter_title, part_of, read_title
from pmlint.read.sections.reader import Part
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary
from pmlint.yaml_text import Scalar

_NOWHERE = Span(0, 0)
"""The place of what the file name says."""


def read_incident(
    document: Document, front_matter: FrontMatter, parts: Sequence[Part], vocabulary: Vocabulary
) -> tuple[Text | None, Incident]:
    """The title, and the incident's facts: each as often as it is said, those of the front matter first.

    Only `dates` is in order of trust: its first is the day on which the incident most likely began.
    """
    source = document.source
    title = read_title(document, front_matter, vocabulary)
    fields = [
        *front_matter_fields(front_matter.fields, source, vocabulary.metadata),
        *read_fields(document, parts, title, vocabulary),
    ]
    titles = [title] if title else []
    if (stated := front_matter_title(front_matter)) and stated not in titles:
        titles.append(stated)
    severities = read_severities(fields, titles, document, parts, vocabulary)
    ids = read_ids(fields, titles, source, vocabulary)
    started, ended = _first_date(fields, "start", source), _first_date(fields, "end", source)
    records = {*(said.said_in for said in severities), *(said.said_in for said in ids)}
    claims = _claims(source, front_matter, fields, started, titles, records)
    body = front_matter.span.end if front_matter.span else 0
    return title, Incident(
        ids=ids,
        dates=Late(lambda: in_order_of_trust(claims, document, parts, body, vocabulary)),
        severities=severities,
        statuses=tuple(
            Stated(field.value, field.said_in, field.why) for field in fields if field.name.field == "status"
        ),
        roles=tuple(_roles(fields)),
        started=started,
        ended=ended,
    )


def _first_date(fields: Sequence[Field], name: str, source: Source) -> StatedDate | None:
    """The first field of a name that tells a time at all: its key may also be an ordinary label, such as `Resolved`.

    Else the beginning or the end of a field that tells from when to when the incident lasted.
    """
    for field in fields:
        if field.name.field == name and any(char.isdecimal() for char in field.value.value):
            return StatedDate(field.value, field.said_in, start_day(field.value.value))
    for field in fields:
        if field.name.field == "window" and (place := window(field.value.value)[name == "end"]):
            return _stated_date(part_of(field.value, *place, source), field.said_in)
    return None


def _stated_date(text: Text, said_in: SaidIn) -> StatedDate:
    return StatedDate(text, said_in, first_day(text.value))


def _claims(
    source: Source,
    front_matter: FrontMatter,
    fields: Sequence[Field],
    started: StatedDate | None,
    titles: Sequence[Text],
    records: Collection[SaidIn],
) -> Claims:
    """The dates of the metadata; `records` is where a severity or an ID is said."""
    stated = [_stated_date(field.value, field.said_in) for field in fields if field.name.field == "date"]
    of_incident = [_stated_date(field.value, field.said_in) for field in fields if field.name.field == "day"]
    others = [each for each in stated if each.said_in not in records]
    front = [each for each in others if each.said_in == "front matter"]
    return Claims(
        started,
        record=[*of_incident, *(each for each in stated if each.said_in in records)],
        titles=[each for each in (_stated_date(title, "title") for title in titles) if each.day],
        fields=[each for each in others if each.said_in != "front matter"],
        publication=[*front, *_file_dates(source.path), *_address_dates(front_matter)],
    )


_DATE_IN_NAME = re.compile(r"(?<![0-9])([0-9]{4})([-_]?)([0-9]{2})\2([0-9]{2})(?![0-9])", re.ASCII)
_DAY_IN_NAME = re.compile(r"([0-9]{2})[-_]([0-9]{2})(?![0-9]|[-_][0-9]{2})", re.ASCII)
_YEAR_OF_FOLDER = re.compile(r"((?:19|20)[0-9]{2})(?:[-_]([0-9]{2}))?", re.ASCII)
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z])_|_(?=[A-Za-z])|(?<=[0-9])_(?=[0-9])|[.,]")


def _file_dates(path: str) -> list[StatedDate]:
    """The date in the file's name, else in its folder's, else that of both together (`2026/03-14-queue.md`)."""
    *folders, name = PurePosixPath(path).parts[-3:]
    for part in (name, *folders[-1:]):
        found = _DATE_IN_NAME.search(part)
        written = find_date(f"{found[1]}-{found[3]}-{found[4]}") if found else None
        if found and written and written.day:
            return [StatedDate(Text(found[0], _NOWHERE), "file name", written.day)]
        stem = PurePosixPath(part).stem if part is name else part
        for each in dates_in(_BETWEEN_WORDS.sub("-", stem)) or dates_in(
            _BETWEEN_WORDS.sub(" ", stem).replace("-", " ")
        ):
            if each.day:
                return [StatedDate(Text(stem, _NOWHERE), "file name", each.day)]
    folder = _YEAR_OF_FOLDER.fullmatch(folders[-1]) if folders else None
    beginning = _DAY_IN_NAME.match(name)
    if folder and beginning and folder[2] in (None, beginning[1]):
        written = find_date(f"{folder[1]}-{beginning[1]}-{beginning[2]}")
        if written and written.day:
            return [StatedDate(Text(beginning[0], _NOWHERE), "file name", written.day)]
    return []


def _address_dates(front_matter: FrontMatter) -> list[StatedDate]:
    """The date in the address that a site generator is told to publish under, as in `permalink: /2026/03/14/outage`."""
    return [
        StatedDate(node.text, "front matter", found.day)
        for key, node in front_matter.fields
        if key.value in ("path", "permalink", "url") and isinstance(node, Scalar)
        if (found := find_date(node.text.value)) and found.day
    ]


_LONGEST_NAME = 80
"""Characters of a person's name; what is longer is a sentence."""


def _roles(fields: Sequence[Field]) -> Iterator[RoleHolder]:
    for field in fields:
        if field.name.role and 0 < len(field.value.value) <= _LONGEST_NAME:
            yield RoleHolder(field.name.role, field.value, field.why)
