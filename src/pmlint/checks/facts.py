"""What a document says about its incident as a whole: its day, status, times and roles."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pmlint.check import DATES, Context, DocumentCheck, NoParameters
from pmlint.checks.wording import is_head_unread, is_placeholder, quote, unstated, why_no_day
from pmlint.finding import Subject, Violation
from pmlint.model import Postmortem, StatedDate
from pmlint.spelling import fold
from pmlint.text import Span, Text


class _Fact(NamedTuple):
    """A fact as messages name it: the field of the front matter, the name in a sentence, and an example."""

    field: str
    name: str
    example: str


_DATE = _Fact("date", "date", "2026-03-14")
_STATUS = _Fact("status", "status", "final")
_START = _Fact("start", "start of the incident", "2026-03-14T09:07Z")
_END = _Fact("end", "end of the incident", "2026-03-14T10:30Z")


def _unstated(doc: Postmortem, subject: str, fact: _Fact, said: Sequence[tuple[Text, bool]]) -> Iterator[Violation]:
    """A fact that is not said, or only in ways that leave it open: each is a text, and whether it does so."""
    if is_head_unread(doc) or not all(is_open for _, is_open in said):
        return
    example = f"'{fact.field}: {fact.example}'"
    about = Subject("incident", subject)
    if said:
        message = f"the document leaves the {fact.name} open"
        yield Violation(about, said[0][0].span, message, f"add it to the front matter, for example {example}")
    else:
        span = doc.title.span if doc.title else Span(0, 0)
        yield unstated(about, span, f"the document names no {fact.name}", fact.name, example)


def _is_open(text: Text, context: Context) -> bool:
    return is_placeholder(text.value, context)


class DateStated(DocumentCheck, NoParameters):
    """The document gives the date of its incident in a place for it."""

    kind = "date-stated"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        said = [each.text for each in doc.incident.dates if each.said_in not in ("text", "file name")]
        return _unstated(doc, "date", _DATE, [(text, _is_open(text, context)) for text in said])


class StatusStated(DocumentCheck, NoParameters):
    """The document gives its status; `draft` is one, though elsewhere it is a placeholder."""

    kind = "status-stated"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        known = context.process.words
        states = {
            fold(state) for state in (*known.draft, *known.done, *known.open)
        } - context.vocabulary.people.undecided
        said = [each.text for each in doc.incident.statuses]
        left_open = [_is_open(text, context) and fold(text.value).strip() not in states for text in said]
        return _unstated(doc, "status", _STATUS, list(zip(said, left_open, strict=True)))


class StartStated(DocumentCheck, NoParameters):
    """The document says when its incident began."""

    kind = "start-stated"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        return _unstated(doc, "start", _START, _moment(doc.incident.started, context))


class EndStated(DocumentCheck, NoParameters):
    """The document says when its incident ended."""

    kind = "end-stated"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        return _unstated(doc, "end", _END, _moment(doc.incident.ended, context))


def _moment(said: StatedDate | None, context: Context) -> list[tuple[Text, bool]]:
    return [(said.text, _is_open(said.text, context))] if said else []


class _Role(NamedTuple):
    role: str
    """The id of the role."""


class RoleStated(DocumentCheck, _Role):
    """The document says who held a role (`role` is its id)."""

    kind = "role-stated"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        role = next((each for each in context.process.roles if each.id == self.role), None)
        name = role.title.lower() if role else self.role
        holders = [holder.person for holder in doc.incident.roles if holder.role == self.role]
        signed = [line.person for line in doc.sign_off if line.role == self.role]
        said = [(person, context.vocabulary.people.is_no_person(person.value)) for person in (*holders, *signed)]
        return _unstated(doc, self.role, _Fact(name, name, "Maria Lindqvist"), said)


class IncidentDateIsDay(DocumentCheck, NoParameters):
    """If the incident has a date, it is a day."""

    kind = "incident-date-is-day"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        stated = [said for said in doc.incident.dates if said.said_in not in ("title", "text", "file name")]
        if stated and not any(said.day for said in stated):
            yield Violation(
                Subject("incident", "date"),
                stated[0].text.span,
                f"incident date {quote(stated[0].text.value)} is not a date{why_no_day(stated[0].text.value, context)}",
                "write the day on which the incident began as YYYY-MM-DD",
            )


class IncidentDateNotAhead(DocumentCheck, NoParameters):
    """The incident has happened: none of its dates is after the day of the check."""

    kind = "incident-date-not-ahead"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for said in doc.incident.dates:
            if said.day and said.day > context.as_of:
                yield Violation(
                    Subject("incident", "date"),
                    Span(0, 0) if said.said_in == "file name" else said.text.span,
                    f"the incident is dated {said.day}, which is after {context.as_of}, the day of this check",
                    "give the day on which the incident began",
                )
                return
