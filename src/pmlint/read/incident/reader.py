"""The title of a document and what it says of its incident."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from pmlint.forms.severities import Severities
from pmlint.markdown import Code, Document, Html, Quote
from pmlint.model import Incident, Late, RoleHolder, SaidIn, Severity, Stated, StatedDate
from pmlint.read.dates import dates_in, find_date, first_day, start_day, window, written_date
from pmlint.read.front_matter import FrontMatter
from pmlint.read.incident.day import OTHER_THINGS, Claims, SectionsByPlace, in_order_of_trust
from pmlint.read.incident.fields import Field, field_name, read_fields
from pmlint.read.incident.title import front_matter_title, id_in_title, id_of_file, read_title
from pmlint.read.sections.reader import Part
from pmlint.spelling import mixes_scripts
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary
from pmlint.yaml_text import Mapping, Node, Scalar
from pmlint.yaml_text import Sequence as YamlSequence

_NOWHERE = Span(0, 0)
"""The place of what the file name says."""


def read_metadata(
    document: Document, front_matter: FrontMatter, parts: Sequence[Part], vocabulary: Vocabulary
) -> tuple[Text | None, Incident]:
    """The title, and the incident's facts: each as often as it is said, those of the front matter first.

    Only `dates` is in order of trust: its first is the day on which the incident most likely began.
    """
    source, known = document.source, vocabulary.severities
    title = read_title(document, front_matter, vocabulary)
    fields = [
        *_front_matter_fields(front_matter.fields, source, vocabulary),
        *read_fields(document, parts, title, vocabulary),
    ]
    titles = [title] if title else []
    if (stated := front_matter_title(front_matter)) and stated not in titles:
        titles.append(stated)
    severities = (*_severities(fields, known), *_severities_of_titles(titles, source, known))
    if not severities:
        severities = tuple(_severities_in_passing(fields, document, parts, known))
    ids = _ids(fields, titles, source, vocabulary)
    started, ended = _first_date(fields, "start", source), _first_date(fields, "end", source)
    records = {*(said.said_in for said in severities), *(said.said_in for said in ids)}
    claims = _claims(source, front_matter, fields, started, titles, records)
    body = front_matter.span.end if front_matter.span else 0
    return title, Incident(
        ids=ids,
        dates=Late(lambda: in_order_of_trust(claims, document, parts, body, vocabulary)),
        severities=severities,
        statuses=tuple(Stated(field.value, field.said_in) for field in fields if field.name == "status"),
        roles=tuple(_roles(fields)),
        started=started,
        ended=ended,
    )


def _front_matter_fields(
    entries: Sequence[tuple[Text, Node]], source: Source, vocabulary: Vocabulary, top: bool = True
) -> Iterator[Field]:
    """The fields of the front matter. Below its first level (`top`) only a severity counts, wherever it stands."""
    for key, node in entries:
        name = field_name(key.value, vocabulary)
        if name == "id" and isinstance(node, Mapping):  # what stands below `incident` is the incident's
            below = _front_matter_fields(node.entries, source, vocabulary)
            yield from (field._replace(nested=True) if field.name == "severity" else field for field in below)
        elif name == "severity" or (name and top and not isinstance(node, Mapping)):
            nodes = node.items if isinstance(node, YamlSequence) and name.startswith("role:") else (node,)
            for each in nodes:
                written = source.slice(each.span)
                value = each.text if isinstance(each, Scalar) else Text(" ".join(written.split()), each.span)
                yield Field(name, value, "front matter", written, nested=not top or mixes_scripts(key.value))
        elif isinstance(node, Mapping):
            yield from _front_matter_fields(node.entries, source, vocabulary, top=False)


def _seen(written: str) -> str:
    """A line without its comments, which often list the severities to choose from."""
    pieces = written.split("<!--")
    return pieces[0] + "".join(piece.partition("-->")[2] for piece in pieces[1:])


def _struck(written: str) -> str:
    return _seen(written) if "~~" in written or "<" in written else ""


def _severities(fields: Sequence[Field], known: Severities) -> Iterator[Severity]:
    for field in fields:
        if field.name == "severity":
            level = known.value(field.value.value, _seen(field.written), _struck(field.written)).level
            yield Severity(field.value, field.said_in, level, field.nested)


def _severities_in_passing(
    fields: Sequence[Field], document: Document, parts: Sequence[Part], known: Severities
) -> Iterator[Severity]:
    """What a document without a severity says in its place: a priority in its metadata, else what sentences say."""
    priorities = [field for field in fields if field.name == "priority"]
    found = [
        (field, known.value(field.value.value, _seen(field.written), _struck(field.written)).level)
        for field in priorities
    ]
    yield from (Severity(field.value, field.said_in, level, nested=True) for field, level in found if level is not None)
    source = document.source
    if any(level is not None for _, level in found) or not known.are_in(source.text):
        return
    sections = SectionsByPlace(parts)
    for block in document.blocks:
        section = sections.at(block.span.start)
        if isinstance(block, Code | Html | Quote) or section in OTHER_THINGS:
            continue
        text = source.slice(block.span)
        for start, end, level, *_ in known.in_sentences(text, asides=section in (None, "summary")):
            span = Span(block.span.start + start, block.span.start + end)
            yield Severity(Text(text[start:end], span), "text", level, nested=True)


def _severities_of_titles(titles: Sequence[Text], source: Source, known: Severities) -> Iterator[Severity]:
    for title in titles:
        for start, end, level, *_ in known.in_title(title.value):
            yield Severity(_part(title, start, end, source), "title", level)


def _part(title: Text, start: int, end: int, source: Source) -> Text:
    """A part of a title; its place is the whole title's where markup or quoting stands in between."""
    value = title.value[start:end]
    at = source.text.find(value, title.span.start, title.span.end)
    return Text(value, Span(at, at + len(value)) if at >= 0 else title.span)


def _ids(fields: Sequence[Field], titles: Sequence[Text], source: Source, vocabulary: Vocabulary) -> tuple[Stated, ...]:
    found = []
    for field in fields:
        if field.name == "id":
            first = field.value.value.split(maxsplit=1)[:1]
            if not first or first[0] == field.value.value or written_date(first[0]):  # `2026-03-14 checkout`
                found.append(Stated(field.value, field.said_in))
            elif any(char.isdecimal() for char in first[0]):  # a remark follows; without a digit it is a sentence
                start = field.value.span.start
                found.append(Stated(Text(first[0], Span(start, start + len(first[0]))), field.said_in))
    for title in titles:
        if (place := id_in_title(title.value, vocabulary)) and title.value[slice(*place)] not in _values(found):
            found.append(Stated(_part(title, *place, source), "title"))
    if not found and (named := id_of_file(PurePosixPath(source.path).stem, vocabulary)):
        found.append(Stated(Text(named, _NOWHERE), "file name"))
    return tuple(found)


def _values(stated: Sequence[Stated]) -> list[str]:
    return [each.text.value for each in stated]


def _first_date(fields: Sequence[Field], name: str, source: Source) -> StatedDate | None:
    """The first field of a name that tells a time at all: its key may also be an ordinary label, such as `Resolved`.

    Else the beginning or the end of a field that tells from when to when the incident lasted.
    """
    for field in fields:
        if field.name == name and any(char.isdecimal() for char in field.value.value):
            return StatedDate(field.value, field.said_in, start_day(field.value.value))
    for field in fields:
        if field.name == "window" and (place := window(field.value.value)[name == "end"]):
            return _stated_date(_part(field.value, *place, source), field.said_in)
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
    stated = [_stated_date(field.value, field.said_in) for field in fields if field.name == "date"]
    of_incident = [_stated_date(field.value, field.said_in) for field in fields if field.name == "day"]
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
        if field.name.startswith("role:") and 0 < len(field.value.value) <= _LONGEST_NAME:
            yield RoleHolder(field.name.removeprefix("role:"), field.value)
