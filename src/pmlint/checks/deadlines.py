"""Until when the document itself is due, counted from the end of its incident."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from pmlint.business_days import Calendar
from pmlint.check import TIMELINE, Context, DocumentCheck, NoParameters
from pmlint.checks.parameters import Chosen, standing_in
from pmlint.checks.wording import quote
from pmlint.facts import is_draft
from pmlint.finding import Subject, Violation
from pmlint.model import Postmortem, StatedDate
from pmlint.text import Span


class _Over(NamedTuple):
    """From when deadlines are counted: the end of an incident, or what is known to be next to it."""

    moment: datetime
    day: date
    what: str


class _FinalDue(NamedTuple):
    """The last day on which a document is final in time, and how messages say what it is counted by."""

    day: date
    after: str


def _over(doc: Postmortem, calendar: Calendar) -> _Over | None:
    """When an incident was over; of a day without a time its end, of a time without a zone that of the team's.

    Without an end it is the start, and without that the day of the incident as it is read, by which its dates are in
    order; but where events of the timeline are on later days, it went on until then.
    """
    if ended := _counted(doc.incident.ended, "end", calendar):
        return ended
    last = next((said.last or said.day for said in doc.incident.dates if said.day), None)
    begun = _counted(doc.incident.started, "start", calendar)
    begun = begun or (_Over(calendar.end_of(last), last, "day") if last else None)
    until = _last_day(doc)
    if begun and until and until > begun.day:
        return _Over(calendar.end_of(until), until, "last event")
    return begun


def _last_day(doc: Postmortem) -> date | None:
    """The day of the event that resolves the incident, else the last day that the timeline has."""
    resolved = doc.incident.milestones.resolved
    if resolved and resolved.at and resolved.at.day:
        return resolved.at.day
    return max((entry.at.day for entry in doc.timeline if entry.at and entry.at.day), default=None)


def _counted(said: StatedDate | None, what: str, calendar: Calendar) -> _Over | None:
    found = _moment(said, calendar) if said else None
    return _Over(*found, what) if found else None


def _moment(said: StatedDate, calendar: Calendar) -> tuple[datetime, date] | None:
    """When something was, and on which day of the team's; `None` where no day is known."""
    at = said.at
    if at is None or at.day is None or at.seconds is None or said.last:
        day = said.last or said.day
        return (calendar.end_of(day), day) if day else None
    zone = None if at.offset is None else timezone(timedelta(minutes=at.offset))
    moment = calendar.at(at.day, at.seconds, zone)
    return moment, calendar.day_of(moment)


def _final_due(doc: Postmortem, context: Context) -> _FinalDue | None:
    """Until when the document has to be final; `None` where the process or the document does not tell."""
    over, due = _over(doc, context.calendar), context.process.final_due(context.severity)
    if over is None or due is None:
        return None
    return _FinalDue(due.day(over.day, context.calendar), f"{due.told()} after the {over.what} of the incident")


class _Unwritten(NamedTuple):
    """Sections that are asked for and do not stand in the document with a text."""

    headings: list[str]
    place: Span
    """The first of them that stands, or the title."""

    def told(self) -> str:
        """What is still to be written, in words."""
        more = (
            f" and {len(self.headings) - 1} more are missing or say"
            if len(self.headings) > 1
            else " is missing or says"
        )
        return f"section {quote(self.headings[0])}{more} nothing"


def _unwritten(doc: Postmortem, asked: Chosen, context: Context) -> _Unwritten | None:
    """The sections that are still to be written; `None` where none is."""
    standing = standing_in(doc, asked.forms)
    written = {section.id for section in doc.sections if section.says == "text"}  # also inside another one
    wanted = [each for each in context.process.sections if asked.asks(each) and each.id not in written]
    ids = {each.id for each in wanted}
    title = doc.title.span if doc.title else Span(0, 0)
    place = next((section.title.span for section in standing if section.id in ids), title)
    return _Unwritten([each.heading for each in wanted], place) if wanted else None


class DraftInTime(DocumentCheck, Chosen):
    """When the draft is due, each section says something; where the final document is due, that is another question."""

    kind = "draft-in-time"
    reads = TIMELINE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        hours, over = context.process.deadlines.draft_hours, _over(doc, context.calendar)
        if hours is None or over is None or context.now <= over.moment + timedelta(hours=hours.value):
            return
        final = _final_due(doc, context)
        unwritten = _unwritten(doc, self, context)
        if unwritten is None or (final and context.now > context.calendar.end_of(final.day)):
            return
        due = (over.moment + timedelta(hours=hours.value)).astimezone(UTC)
        yield Violation(
            Subject("incident", "draft"),
            unwritten.place,
            f"the draft was due at {due:%Y-%m-%dT%H:%MZ}, {hours.value} hours after the {over.what} of the incident: "
            f"{unwritten.told()}",
            "write down what is known so far; it may still change",
        )


class FinalInTime(DocumentCheck, Chosen):
    """When the document has to be final, it calls itself no draft any more, and each section says something."""

    kind = "final-in-time"
    reads = TIMELINE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        due = _final_due(doc, context)
        if due is None or context.now <= context.calendar.end_of(due.day):
            return
        unwritten = _unwritten(doc, self, context)
        if is_draft(doc.incident, context.process) and doc.incident.status:
            status = doc.incident.status
            place, reason = status.span, f"its status is {quote(status.value)}"
        elif unwritten:
            place, reason = unwritten.place, unwritten.told()
        else:
            return
        yield Violation(
            Subject("incident", "final"),
            place,
            f"the postmortem had to be final by {due.day}, {due.after}: {reason}",
            "finish it, then update its status",
        )


class SignedInTime(DocumentCheck, NoParameters):
    """Signatures are given by the day on which the document has to be final."""

    kind = "signed-in-time"
    reads = TIMELINE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        due = _final_due(doc, context)
        for line in doc.sign_off if due else ():
            if due and line.when and line.unread is None and len(line.days) == 1 and line.days[0] > due.day:
                yield Violation(
                    Subject("sign-off", line.person.value),
                    line.when.span,
                    f"{quote(line.person.value)} signed on {line.days[0]}; sign-off was due by {due.day}, {due.after}",
                    "this can no longer be fixed here: find out what held up the signature",
                )
                return
