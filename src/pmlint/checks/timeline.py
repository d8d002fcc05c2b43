"""The timeline: its order, and what each of its events has to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import compress, groupby, pairwise
from typing import Annotated, NamedTuple

from pmlint.check import TIMELINE, Context, DocumentCheck, NoParameters
from pmlint.checks.wording import LONGEST_ACTION, TELLING_WORDS, quote
from pmlint.finding import Related, Subject, Violation
from pmlint.model import Postmortem, TimelineEntry
from pmlint.process import Bounds
from pmlint.spelling import says_nothing, words
from pmlint.text import inside

HALF_A_DAY = 12 * 3600
"""Times without a day that run back by fewer seconds are out of order; by more they are of the next day."""

LAST_ZONE = timedelta(hours=12)
"""How long after the end of a day in UTC it ends at the place on earth where it does so last."""

A_MINUTE = 60
"""Times without seconds are exact to a minute: one in the same minute as another is not earlier."""

_HOUR_OF_HALF = re.compile(r"\W*[1-9]:")
"""An hour that may be one of the afternoon, as it has no zero in front."""

_RANGE = re.compile(r"[0-9]{1,2}[:.][0-9]{2}\S{0,6}(?:\s+\S{1,3}\s+|\s*[-–—~〜～/]\s*)[0-9]{1,2}[:.][0-9]{2}")
"""A time that lasts, which may overlap the one before."""

_MEANT = re.compile(r"\W*(?:[0-9]{1,2}:[0-9]{2}|[0-9]{4,5}-[0-9]{2}-[0-9]{2})")
"""What is meant as a time or a day, whether there is such a one or not.

`Jul 2024` is neither, nor is `unknown (about 2024-07-03)`: both say something.
"""


def entries(doc: Postmortem, context: Context) -> list[TimelineEntry]:
    """The events of the sections that hold some; of a section that is still to be written other rules speak."""
    holding = context.process.holding("events")
    bodies = [section.body for section in doc.sections if section.id in holding and section.says == "text"]
    return list(compress(doc.timeline, inside(bodies, (entry.span for entry in doc.timeline))))


def _about(entry: TimelineEntry) -> Subject:
    """An event as the subject of a violation: told by its first words."""
    return Subject("event", " ".join(words(entry.text.value)[:TELLING_WORDS]))


def _quoted(entry: TimelineEntry) -> str:
    """An event as a message shows it."""
    return quote(entry.text.value if entry.text.value.strip() else (entry.when or entry.text).value, LONGEST_ACTION)


def _runs(
    events: Sequence[TimelineEntry], is_faulty: Callable[[TimelineEntry], bool]
) -> Iterator[Sequence[TimelineEntry]]:
    """The events in a row that have a fault."""
    return (list(run) for faulty, run in groupby(events, is_faulty) if faulty)


def _violation(
    run: Sequence[TimelineEntry], what: str, help: str, related: tuple[Related, ...] = (), at_least: bool = False
) -> Violation:
    """One violation for all events of a run, at the first of them; `at_least` where others may have the fault, too."""
    first = run[0]
    count = f"{'at least ' if at_least else ''}{len(run) - 1}"
    more = f"; the same goes for {count} more after it" if len(run) > 1 else ""
    message = f"timeline entry {_quoted(first)} {what}{more}"
    return Violation(_about(first), (first.when or first.text).span, message, help, related)


class TimelineInOrder(DocumentCheck, NoParameters):
    """The events of the timeline are in chronological order, or all in reverse."""

    kind = "timeline-in-order"
    reads = TIMELINE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for _, log in groupby(entries(doc, context), lambda entry: entry.log):
            events = [entry for entry in log if entry.at]
            steps = [_sign(one, next_) for one, next_ in pairwise(events)]
            forward, backward = steps.count(1), steps.count(-1)
            if not backward or not forward:
                continue  # newest first throughout is an order, too
            yield from self._misplaced(events, 1 if forward >= backward else -1)

    def _misplaced(self, events: Sequence[TimelineEntry], direction: int) -> Iterator[Violation]:
        last = events[0]
        behind: dict[TimelineEntry, TimelineEntry] = {}
        for event in events[1:]:
            if _sign(last, event) * direction < 0:
                behind[event] = last
            else:
                last = event
        for run in _runs(events, behind.__contains__):
            before = behind[run[0]]
            said = before.when.value if before.when else ""
            earlier = "earlier" if direction > 0 else "later"
            what = f"follows the one at {quote(said, LONGEST_ACTION)} but is {earlier}"
            place = Related((before.when or before.text).span, "the one before")
            yield _violation(run, what, "put the events in the order of their times, or correct the time", (place,))


def _sign(first: TimelineEntry, second: TimelineEntry) -> int:
    """1 where a second event is later than a first one, -1 where it is earlier, 0 where it is neither or not known."""
    one, other = first.at, second.at
    if one is None or other is None:
        return 0
    if not (one.day and other.day):
        passed = (other.seconds or 0) - (one.seconds or 0) if None not in (one.seconds, other.seconds) else 0
        return 0 if abs(passed) >= HALF_A_DAY else _sign_of(passed, second)
    if (seconds := one.seconds_until(other)) is not None:
        in_one_minute = abs(seconds) < A_MINUTE and not (one.precise and other.precise)
        return 0 if in_one_minute else _sign_of(seconds, second)
    return (other.day > one.day) - (other.day < one.day)


def _sign_of(seconds: int, second: TimelineEntry) -> int:
    """The sign of a distance; 0 where an event that seems earlier may be one of the afternoon, or lasts.

    As `1:05` does after `12:50`, and `22:43-23:00` after `22:45`.
    """
    said = second.when.value if second.when else ""
    if -HALF_A_DAY <= seconds < 0 and (_HOUR_OF_HALF.match(said) or _RANGE.search(said)):
        return 0
    return (seconds > 0) - (seconds < 0)


class TimelineNotAhead(DocumentCheck, NoParameters):
    """No event of the timeline is after the day of the check, which ends when it does everywhere on earth."""

    kind = "timeline-not-ahead"
    reads = TIMELINE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for run in _runs(entries(doc, context), lambda entry: _is_ahead(entry, context.as_of)):
            what = f"is in the future, after {context.as_of}"
            yield _violation(run, what, "correct the time; work still to do belongs among the actions")


def _is_ahead(entry: TimelineEntry, as_of: date) -> bool:
    """Whether an event lies behind a day everywhere on earth; one without a zone may be of the place that is ahead."""
    at = entry.at
    if at is None or at.day is None or at.day <= as_of:
        return False
    if at.seconds is None or at.offset is None:
        return at.day > as_of + timedelta(days=1) if as_of < date.max else False
    end = datetime(as_of.year, as_of.month, as_of.day) + timedelta(days=1) + LAST_ZONE
    said = datetime(at.day.year, at.day.month, at.day.day) + timedelta(seconds=at.seconds, minutes=-at.offset)
    return said >= end


def _is_past(entry: TimelineEntry, as_of: date) -> bool:
    """Whether an event has a day, which is none that is yet to come."""
    return entry.at is not None and entry.at.day is not None and not _is_ahead(entry, as_of)


class _Distance(NamedTuple):
    days: Annotated[int, Bounds(1, 3660, "a timeline ten years away from its incident is that of another")]
    """Days between the incident and the nearest event."""


class TimelineNearIncident(DocumentCheck, _Distance):
    """Some event of the timeline is within `days` days of the day that the document gives for its incident."""

    kind = "timeline-near-incident"
    reads = TIMELINE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        stated = [said.day for said in doc.incident.dates if said.day and said.said_in not in ("text", "title")]
        dated = [entry for entry in entries(doc, context) if _is_past(entry, context.as_of)]
        days = {entry.at.day for entry in dated if entry.at and entry.at.day}
        nearest = min((abs((day - other).days) for day in stated for other in days), default=0)
        if nearest > self.days:
            what = f"is {nearest} days from the incident on {stated[0]}, and no other entry is closer"
            first = dated[0]
            yield Violation(
                _about(first),
                (first.when or first.text).span,
                f"timeline entry {_quoted(first)} {what}",
                "correct the date of the entry or of the incident",
            )


class TimelineNamesZones(DocumentCheck, NoParameters):
    """Each time of the timeline has a zone: its own, or that of its column, its group or of all times."""

    kind = "timeline-names-zones"
    reads = TIMELINE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for run in _runs(entries(doc, context), _lacks_zone):
            advice = "write times as 2026-03-14T09:07Z, or state their time zone once"
            yield _violation(run, "has a time without a time zone", advice)


def _lacks_zone(entry: TimelineEntry) -> bool:
    return entry.at is not None and entry.at.seconds is not None and not entry.zoned and entry.from_zero is None


class TimelineHasTimes(DocumentCheck, NoParameters):
    """Each event of the timeline says when it was, and the timeline has events."""

    kind = "timeline-has-times"
    reads = TIMELINE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        advice = "begin each event with its time, such as 2026-03-14T09:07Z"
        for title in doc.untimed:
            yield Violation(Subject("section", "times"), title.span, "the timeline has no times", advice)
        for run in _runs(entries(doc, context), _lacks_time):
            yield _violation(run, "has no time that can be read", advice)


def _lacks_time(entry: TimelineEntry) -> bool:
    """Whether an event has no time, or one that is none; to say that it is not known is to say something."""
    if entry.at is not None or entry.from_zero is not None or says_nothing(entry.text.value):
        return False
    return entry.when is None or _MEANT.match(entry.when.value) is not None


class TimelineNamesActors(DocumentCheck, NoParameters):
    """Each event about something that was done says by whom, and no cell for that is blank.

    Events that name nobody are one run, whether all of them tell what was done or some what was seen.
    """

    kind = "timeline-names-actors"
    reads = TIMELINE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        is_deed = context.vocabulary.subjects.is_deed

        for run in _runs(entries(doc, context), lambda entry: entry.actor is None):
            if lacking := [entry for entry in run if entry.unsaid or is_deed(entry.text.value)]:
                what = "has a blank cell for who did it" if lacking[0].unsaid else "does not say who did it"
                help_ = "name the person, team or system after the time"
                yield _violation(lacking, what, help_, at_least=True)


class TimelineTellsDetection(DocumentCheck, NoParameters):
    """An event of the timeline says how the incident was noticed."""

    kind = "timeline-tells-detection"
    reads = TIMELINE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        events = entries(doc, context)
        texts = [f"{entry.actor.value if entry.actor else ''} {entry.text.value}" for entry in events]
        if not events or any(map(context.vocabulary.milestones.notices, texts)):
            return
        span = next(section.title.span for section in doc.sections if section.body.holds(events[0].span) and section.id)
        yield Violation(
            Subject("section", "detection"),
            span,
            "no timeline entry says how the incident was noticed",
            "add when and how it was detected: the alert, the page, the first report",
        )
