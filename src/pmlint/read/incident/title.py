"""The title of a document, and the incident's ID in a title or a file name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmlint.markdown import Document, Heading
from pmlint.read.dates import written_date
from pmlint.read.front_matter import FrontMatter
from pmlint.read.incident.fields import field_name
from pmlint.spelling import name_key
from pmlint.text import Text
from pmlint.vocabulary import Vocabulary
from pmlint.yaml_text import Scalar


def read_title(document: Document, front_matter: FrontMatter, vocabulary: Vocabulary) -> Text | None:
    """The first heading of level 1 that names no section; else the front matter's title; else the first such heading.

    Where the document has several of level 1, they are its parts: then the front matter's title goes first.
    """
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    top = [heading for heading in headings if heading.level == 1]
    stated = front_matter_title(front_matter)
    first = _first_title(top, vocabulary)
    if first and not (stated and len(top) > 1):
        return first
    return stated or first or _first_title(headings[:1], vocabulary)


def front_matter_title(front_matter: FrontMatter) -> Text | None:
    """The title that the front matter gives."""
    for key, value in front_matter.fields:
        if name_key(key.value) == "title" and isinstance(value, Scalar) and value.text.value.strip():
            return value.text
    return None


def _first_title(headings: Sequence[Heading], vocabulary: Vocabulary) -> Text | None:
    for heading in headings:
        title = heading.inline.whole
        if not title.value or vocabulary.section(title.value):
            continue
        if heading.level > 1 and any(vocabulary.heading(title.value)):
            continue  # it names a section, or may do so
        key, colon, value = title.value.partition(":")
        name = field_name(key.strip(), vocabulary)
        if name and (not colon or name in ("severity", "status") or written_date(value)):
            continue  # a field; `Incident: ...` and `Date: 2026-03-14, what happened` are titles
        return title
    return None


# `PM-2026-014`, `PM2022-003`, `INC-42` at the start or in brackets, and a running number such as `001 - ...`.
_KEYED = r"(?P<id>(?P<project>[A-Z]{2,10})(?:-?[0-9]{4})?-[0-9]{1,8})(?![\w.-]*[0-9])"
_ID_AT_START = re.compile(
    rf"(?:[\[(]\s*)?{_KEYED}|(?:incident\s+#?)?(?P<number>[0-9]{{3}})(?=:|\s+[-–—]\s)",
    re.ASCII | re.IGNORECASE,
)
_ID_IN_BRACKETS = re.compile(rf"[\[(]\s*{_KEYED}\s*[\])]", re.ASCII)
_ID_OF_FILE = re.compile(
    r"(?P<id>(?P<project>[A-Z]{2,10})(?:-?[0-9]{4})?-[0-9]{1,8})(?=[-_ .]|$)|(?P<number>[0-9]{3})(?=[-_ ])", re.ASCII
)
_PREFIX = re.compile(r"(?:post-?\s?mortem|incident(?: report)?|rca)\b[\s:#–—-]*", re.IGNORECASE | re.ASCII)

_INCIDENT_KEYS = ("INC", "PM", "IR", "RCA")
"""Project keys that are false friends among issues, and here the real ones."""


def id_in_title(title: str, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """Where a title names the incident's ID."""
    starts = [0]
    if prefix := _PREFIX.match(title):
        starts.append(prefix.end())
    for start in starts:
        if (found := _ID_AT_START.match(title, start)) and _is_id(found, vocabulary):
            return found.span("id") if found["id"] else found.span("number")
    for found in _ID_IN_BRACKETS.finditer(title):
        if _is_id(found, vocabulary):
            return found.span("id")
    return None


def id_of_file(stem: str, vocabulary: Vocabulary) -> str | None:
    """The incident's ID that a file name begins with."""
    found = _ID_OF_FILE.match(stem)
    return found[0] if found and _is_id(found, vocabulary) else None


def _is_id(found: re.Match[str], vocabulary: Vocabulary) -> bool:
    project = found["project"]
    if project is None:
        return True
    return project.isupper() and (project in _INCIDENT_KEYS or project not in vocabulary.process.trackers.false_friends)
