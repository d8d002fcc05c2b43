"""What the day and the zone of each event of a row are: the pass over a timeline that follows reading its events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pmlint.forms.clocks import Clock, Zone
from pmlint.forms.dates import FoundDate
from pmlint.forms.stamps import Stamp
from pmlint.forms.weekdays import days_later, following, nearest
from pmlint.model import Moment, TimelineEntry, Why
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary

_HALF_A_DAY = 12 * 3600
"""Times that fall by so many seconds have run past midnight."""
_A_NIGHT = 8 * 3600
"""The same from the late afternoon on (19:40, then 9:10), unless only one of the two says `am` or `pm`: then the other
may mean the afternoon as well."""
_LATE = 16 * 3600
"""When the late afternoon begins."""
_SMALL_HOURS = 5 * 3600
"""Until when a night still belongs to the day before: `the next day` after 02:20 is the day that has begun."""
_WHOLE_DAY = 24 * 3600
_BACKWARD = 2
"""How often times have to fall so that the newest event comes first; one may be out of place."""

_YEAR_IN_TITLE = re.compile(r"(?<![\w/.-])20[0-9]{2}(?![\w/.-])", re.ASCII)


class Group(NamedTuple):
    """A date over several events, with the zone that it names, if any."""

    stamp: Stamp
    zone: Zone | None


class Event(NamedTuple):
    """An event as it is written. `group` is the date it stands under, `zone` that of its column."""

    span: Span
    stamp: Stamp | None
    when: Text | None
    actor: Text | None
    text: Text
    group: Group | None
    zone: Zone | None = None
    unsaid: bool = False
    """Whether its cell for who did it is blank."""


class Log(NamedTuple):
    """Events that tell each other's days, as read by the first pass.

    `title` is the heading of their section and `sentences` are paragraphs of it that are no events: both may name a
    zone or a day. `zone` is the one that the document names for all times outside the section.
    """

    events: Sequence[Event]
    title: str
    sentences: Sequence[str]
    zone: Zone | None


class _Zero(NamedTuple):
    """The time from which others are counted."""

    day: date | None
    seconds: int
    zone: Zone | None


def place(log: Log, near: date | None, vocabulary: Vocabulary, number: int = 0) -> list[TimelineEntry]:
    """The events with their times as far as known; `near` is the incident's day, as far as that is known.

    `number` tells the log from the others of the document.
    """
    clock = _Clockwork(log, near, vocabulary)
    return [
        TimelineEntry(
            event.span,
            at,
            event.when,
            event.actor,
            event.text,
            _why(event.stamp),
            event.stamp.relative if event.stamp else None,
            zoned,
            event.unsaid,
            number,
        )
        for (event, at), zoned in zip(_placed(log.events, clock), _zoned(log.events, clock), strict=True)
    ]


def _zoned(events: Sequence[Event], clock: _Clockwork) -> Iterator[bool]:
    """Whether a zone is said for each time: a time of day alone has that of an event before it, too."""
    before = False
    for event in events:
        own = clock.zone_of(event) is not None
        before = before or own
        yield own or (before and not (event.stamp and event.stamp.dated))


def _why(stamp: Stamp | None) -> Why:
    return Why(stamp.form, stamp.word) if stamp else Why("event without a time")


def _placed(events: Sequence[Event], clock: _Clockwork) -> list[tuple[Event, Moment | None]]:
    if _run_forward(events):
        return [(event, clock.at(event)) for event in events]
    if any(_dates(events)) or any(event.stamp and event.stamp.near for event in events):
        clock.direction = -1
        return [(event, clock.at(event)) for event in events]
    # The incident's day is that of the oldest event, which comes last.
    return [(event, clock.at(event)) for event in reversed(events)][::-1]


class _Clockwork:
    """Goes from event to event and remembers the day."""

    def __init__(self, log: Log, incident_day: date | None, vocabulary: Vocabulary) -> None:
        said = _Said(log, vocabulary)
        self.day_first = said.day_first()
        sentence_day = said.day_of_sentences()
        said_day = sentence_day or said.day_of_title(incident_day, self.day_first)
        self.near = said_day or incident_day or _first_full_date(log.events)
        self.day = said_day or incident_day
        self.fixed_day = sentence_day is not None
        """Whether a sentence says the day of all events, so that another day holds for its own event only."""
        self.zone = said.zone()
        self.zero = said.zero()
        self.year = said.year()
        """The year in which dates without one are when no day is known."""
        self.direction = 1
        self.last: Clock | None = None
        self.last_zone: Zone | None = None
        self.group: Group | None = None
        self.group_day: date | None = None
        self.settled = False
        """Whether an event or a group said its day."""
        self.first_day: date | None = None
        """The day that `Day 1` is."""

    def at(self, event: Event) -> Moment | None:
        """The time of the next event, as far as known."""
        self.enter(event.group)
        stamp = event.stamp
        if stamp is None or not (stamp.dated or stamp.timed):
            return Moment(self.group_day) if self.group_day else None
        if stamp.clock:
            return self.timed(stamp, stamp.clock, event)
        return self.from_zero(stamp.relative) if stamp.relative is not None else self.dated(stamp)

    def enter(self, group: Group | None) -> None:
        """Goes to the day of a group, where another one begins."""
        if group is self.group:
            return
        self.group, self.last = group, None
        is_dated = group is not None and group.stamp.dated
        self.group_day = self.stamp_day(group.stamp) if group and is_dated else None
        if is_dated:
            self.day = self.group_day

    def timed(self, stamp: Stamp, clock: Clock, event: Event) -> Moment | None:
        """The moment of a time of day, on the day that it says itself or that it runs on to."""
        day = self.stamp_day(stamp) if stamp.dated else self.day
        if day is None and stamp.date and stamp.full and stamp.date.order != "open":
            return None  # there is no such day
        if clock.seconds is None:
            return None
        zone = self.zone_of(event)
        if not stamp.dated:
            day = self.run_on(clock, clock.seconds, zone)
        if not stamp.dated or not (self.fixed_day or _looks_back(stamp)):
            self.day, self.last, self.last_zone = day, clock, zone
        if stamp.relative is not None:
            self.zero = _Zero(day, clock.seconds - stamp.relative, zone)
        return _moment(day, clock.seconds, zone, clock.precise)

    def zone_of(self, event: Event) -> Zone | None:
        """The zone of an event's time: its own, its column's, its group's, or that of all times."""
        own = event.stamp.zone if event.stamp else None
        return own or event.zone or (event.group.zone if event.group else None) or self.zone

    def dated(self, stamp: Stamp) -> Moment | None:
        day = self.stamp_day(stamp)
        if day and not _looks_back(stamp):
            self.day, self.last = day, None
        return Moment(day) if day else None

    def from_zero(self, distance: int) -> Moment | None:
        if self.zero is None:
            return None
        day = self.zero.day or self.day
        days, seconds = divmod(self.zero.seconds + distance, _WHOLE_DAY)
        if day is None and days:
            return None
        return _moment(days_later(day, days), seconds, self.zero.zone, seconds % 60 != 0)

    def run_on(self, clock: Clock, seconds: int, zone: Zone | None) -> date | None:
        """The day of a time that follows the last one: the next, if midnight lies between (before it, newest first)."""
        if self.day is None or self.last is None or self.last.seconds is None:
            return self.day
        now, before = seconds, self.last.seconds
        if zone and self.last_zone and zone.offset is not None and self.last_zone.offset is not None:
            now, before = now - zone.offset * 60, before - self.last_zone.offset * 60
        later, earlier = (before, now) if self.direction > 0 else (now, before)
        night = later >= _LATE and clock.half == self.last.half
        past_midnight = later - earlier >= (_A_NIGHT if night else _HALF_A_DAY)
        return days_later(self.day, self.direction) if past_midnight else self.day

    def stamp_day(self, stamp: Stamp) -> date | None:
        """The day that a stamp says, out of its date or of the day before it in the list."""
        day = self.date_day(stamp, stamp.date) if stamp.date else self.near_day(stamp)
        self.settled = self.settled or day is not None
        return day

    def date_day(self, stamp: Stamp, written: FoundDate) -> date | None:
        near = self.day or self.near
        if written.year is None and self.year and near is None:
            written = written._replace(year=self.year)
        day = written.in_list(near, self.day_first)  # a date without a year is close to the one before it
        if stamp.near and stamp.near.number is not None:
            self.first_day = days_later(day, 1 - stamp.near.number)
        return day

    def near_day(self, stamp: Stamp) -> date | None:
        near, day = stamp.near, self.day or self.near
        if near is None or day is None:
            return None
        if near.number is not None:
            self.first_day = self.first_day or days_later(day, 1 - near.number if self.settled else 0)
            return days_later(self.first_day, near.number - 1)
        if near.weekday is not None:
            # The day of the incident that other places tell may be off by some days, and that of an event is not.
            return following(near.weekday, day, self.direction) if self.settled else nearest(near.weekday, day)
        small_hours = self.last and self.last.seconds is not None and self.last.seconds < _SMALL_HOURS
        return day if small_hours else days_later(day, near.later or 0)


class _Said:
    """What the title and the sentences of a log say of its times."""

    def __init__(self, log: Log, vocabulary: Vocabulary) -> None:
        self.log = log
        self.vocabulary = vocabulary

    def day_first(self) -> bool | None:
        """Whether dates with slashes begin with the day: told by those that can be read in one way only."""
        in_title = self.vocabulary.dates.all(self.log.title, strength="order")
        telling = {each.order for each in (*_dates(self.log.events), *in_title)} & {"day first", "month first"}
        return telling == {"day first"} if len(telling) == 1 else None

    def day_of_title(self, near: date | None, day_first: bool | None) -> date | None:
        dates = self.vocabulary.dates
        if found := dates.find(self.log.title):
            return found.day
        open_date = dates.find(self.log.title, strength="order")
        return open_date.in_list(near, day_first) if open_date else None

    def day_of_sentences(self) -> date | None:
        """The day that a sentence about all times names: `All events happened on 2026-03-14`."""
        about = filter(self.vocabulary.time_notes.names_times, self.log.sentences)
        return next((found.day for said in about if (found := self.vocabulary.dates.find(said)) and found.day), None)

    def zone(self) -> Zone | None:
        """The zone of all times: of the title, of a sentence about them, of the document."""
        about = filter(self.vocabulary.time_notes.is_about_times, self.log.sentences)
        zones = map(self.vocabulary.clocks.find_zone, (self.log.title, *about))
        return next(filter(None, zones), self.log.zone)

    def year(self) -> int | None:
        found = _YEAR_IN_TITLE.search(self.log.title)
        return int(found[0]) if found else None

    def zero(self) -> _Zero | None:
        """The time that `T0` is said to be."""
        for said in (self.log.title, *self.log.sentences):
            at = self.vocabulary.time_notes.zero(said)
            stamp = self.vocabulary.stamps.read(said[at:], "cell") if at is not None else None
            if stamp and stamp.clock and stamp.clock.seconds is not None:
                day = stamp.date.in_list(None, None) if stamp.date else None
                return _Zero(day, stamp.clock.seconds, stamp.zone)
        return None


def _looks_back(stamp: Stamp) -> bool:
    """Whether it says `the day before`, which holds for its own event only."""
    return stamp.near is not None and stamp.near.later == -1


def _moment(day: date | None, seconds: int, zone: Zone | None, precise: bool) -> Moment:
    return Moment.of(day, seconds, zone.offset if zone else None, precise=precise)


def _run_forward(events: Iterable[Event]) -> bool:
    """Whether the events run forward; else the newest comes first."""
    forward = backward = 0
    last: tuple[Group | None, int] | None = None
    for event in events:
        stamp = event.stamp
        if stamp is None or stamp.clock is None or stamp.clock.seconds is None:
            continue
        seconds = stamp.clock.seconds
        if last and last[0] is event.group and not stamp.dated:
            forward += last[1] < seconds
            backward += last[1] > seconds
        last = (event.group, seconds)
    return backward <= forward or backward < _BACKWARD


def _dates(events: Iterable[Event]) -> Iterator[FoundDate]:
    for event in events:
        if event.stamp and event.stamp.date:
            yield event.stamp.date
        if event.group and event.group.stamp.date:
            yield event.group.stamp.date


def _first_full_date(events: Iterable[Event]) -> date | None:
    return next((day for written in _dates(events) if written.year and (day := written.in_list(None, None))), None)
