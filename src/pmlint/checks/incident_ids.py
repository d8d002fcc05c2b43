"""The ID of the incident, by which its postmortem is found."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from pmlint.check import Context, DocumentCheck, NoParameters, RunCheck
from pmlint.checks.wording import is_head_unread, is_placeholder, quote, unstated
from pmlint.facts import Facts
from pmlint.finding import Related, Subject, Violation
from pmlint.model import Postmortem, Stated
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary

LONGEST_PATH = 200
"""Characters of another file's path in a message; a path that is cut can't be opened."""

_ID = Subject("incident", "id")


def _stated(ids: Sequence[Stated], context: Context) -> list[Stated]:
    return [stated for stated in ids if not is_placeholder(stated.text.value, context)]


class IncidentIdStated(DocumentCheck, NoParameters):
    """The document names its incident."""

    kind = "incident-id-stated"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        if not is_head_unread(doc) and not any(stated.text.value.strip() for stated in doc.incident.ids):
            span = doc.title.span if doc.title else Span(0, 0)
            yield unstated(_ID, span, "no incident ID", "incident ID", "'id: INC-42'")


class IncidentIdWellFormed(DocumentCheck, NoParameters):
    """The ID of the incident is a valid one, or the address of its issue."""

    kind = "incident-id-well-formed"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for stated in doc.incident.ids:
            written = stated.text.value.strip()
            if written and not is_incident_id(written, context.vocabulary):
                yield Violation(
                    _ID,
                    stated.text.span,
                    f"{quote(written)} is not an incident ID",
                    "write the ID as one word, such as 'INC-42', without a path or an address",
                )


def is_incident_id(written: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is an ID or the address of an issue, and stands for none to come."""
    if vocabulary.placeholders.is_placeholder(written):
        return False
    named = next(vocabulary.issues.find(written), None)
    is_address = named is not None and named.is_issue and (named.start, named.end) == (0, len(written))
    return is_address or vocabulary.incident_ids.is_word(written)


class IncidentIdsAgree(DocumentCheck, NoParameters):
    """The document names one incident only."""

    kind = "incident-ids-agree"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        firsts: dict[bool, Text] = {}
        for stated in _stated(doc.incident.ids, context):
            text = stated.text
            if stated.said_in == "file name":
                continue
            first = firsts.setdefault("://" in text.value, text)  # an incident has an ID and an address
            if text.value.casefold() != first.value.casefold():
                yield Violation(
                    _ID,
                    text.span,
                    f"incident ID {quote(text.value)} differs from {quote(first.value)}, which comes first",
                    "keep one of the two",
                    (Related(first.span, "first stated here"),),
                )


class IncidentIdUnique(RunCheck, NoParameters):
    """No two documents of a run name the same incident."""

    kind = "incident-id-unique"

    def run(self, documents: Sequence[Facts], context: Context) -> Iterator[tuple[int, Violation]]:
        firsts: dict[tuple[bool, str], str] = {}
        for index, facts in enumerate(documents):
            ids = _own_ids(facts, context)
            for key, text in ids.items():
                if (path := firsts.get(key, facts.path)) != facts.path:
                    yield index, _same_incident(text, key[0], path)
                    break
            for key in ids:
                firsts.setdefault(key, facts.path)


def _own_ids(facts: Facts, context: Context) -> dict[tuple[bool, str], Text]:
    """The IDs that a document states, by whether its name states them and how they are compared.

    What a file name says, which is read only where the document itself names no incident, is compared with other file
    names only: it may say which incident a document is about, or just mention it. A bare number is compared within a
    folder: several services that number their incidents have one each.
    """
    ids: dict[tuple[bool, str], Text] = {}
    for stated in _stated(facts.ids, context):
        name = stated.text.value.casefold()
        if name.isdecimal():
            name = str(PurePosixPath(facts.path).with_name(name))
        ids.setdefault((stated.said_in == "file name", name), stated.text)
    return ids


def _same_incident(text: Text, in_name: bool, path: str) -> Violation:
    return Violation(
        _ID,
        Span(0, 0) if in_name else text.span,
        f"incident {quote(text.value)} already has a postmortem: {quote(path, LONGEST_PATH)}",
        "keep one of the two, or give this one the ID of its own incident",
    )
