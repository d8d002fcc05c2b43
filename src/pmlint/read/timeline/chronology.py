"""Events in a row: what the day and the zone of each are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pmlint.model import TimelineEntry
from pmlint.read.dates import WrittenDate, find_date, opening_date, resolve
from pmlint.read.timeline.near_days import days_later, following, nearest
from pmlint.read.timeline.stamps import Stamp, read_stamp
from pmlint.read.timeline.times import Clock, Zone, find_zone, zone_suffix
from pmlint.text import Span, Text

# Times that fall by half a day have run past midnight. From the late afternoon on a night is enough (19:40, then 9:10),
# unless only one of the two says `am` or `pm`: then the other may mean the afternoon as well.
_HALF_A_DAY = 12 * 3600
_A_NIGHT = 8 * 3600
_LATE = 16 * 3600
_SMALL_HOURS = 5 * 3600
"""Until when a night still belongs to the day before: `the next day` after 02:20 is the day that has begun."""


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


_ABOUT_TIMES = re.compile(
    r"\b(?:times?|timestamps?|timezone|zone|clocks?|events|dates|uhrzeiten|zeiten|horas)\b"
    r"|時刻|时间|시간|시각",
    re.IGNORECASE,
)
_ZERO = re.compile(
    r"\bT ?(?:[-+\u2212]? ?0\b ?(?:[:=(]|is\b|was\b)|=)\s*"
    r"|\brelative to (?:[a-z ]{1,30}(?:at|[(]) ?)?(?=[0-9])"
)
_AS_ZERO = re.compile(r"\b(?:is|as|=) T ?[-+\u2212]? ?0\b")
_FIRST_CLOCK = re.compile(r"(?:20[0-9]{2}-[0-9]{2}-[0-9]{2}[ T])?\b[0-9]{1,2}:[0-9]{2}\b", re.ASCII)
_YEAR = re.compile(r"(?<![\w/.-])20[0-9]{2}(?![\w/.-])", re.ASCII)
LONGEST_SENTENCE = 400
"""Up to how many characters a paragraph counts as a sentence about all times; longer ones tell a story."""
_NUMERIC_DATE = re.compile(r"(?<![\w/.-])[0-9]{1,2}([/-])[0-9]{1,2}\1[0-9]{2,4}(?![\w/-])", re.ASCII)


def entries(
    events: Sequence[Event],
    incident_day: date | None,
    title: str,
    sentences: Sequence[str],
    zone_elsewhere: Zone | None,
) -> Iterator[TimelineEntry]:
    """The events with their times as far as known.

    `title` is the section's heading and `sentences` are paragraphs of it that are no events: both may name a zone or a
    day. `zone_elsewhere` is the zone that the document names for all times outside the section.
    """
    day_first = _day_first(events, title)
    title_day = _title_day(title, incident_day, day_first)
    sentence_day = _sentence_day(sentences)
    said_day = sentence_day or title_day
    near = said_day or incident_day or _first_full_date(events)
    about_zones = (find_zone(said) for said in sentences if _is_about_times(said))
    zone = find_zone(title) or next(filter(None, about_zones), zone_elsewhere)
    zero = _zero((title, *sentences))
    year = int(found[0]) if (found := _YEAR.search(title)) else None
    clock = _Clockwork(near, day_first, zone, said_day or incident_day, sentence_day is not None, zero, year)
    for event, at in _dated(events, clock):
        yield TimelineEntry(event.span, at, event.when, event.actor, event.text)


def _is_about_times(said: str) -> bool:
    return _ABOUT_TIMES.search(said) is not None or len(said.split()) <= 4


def _dated(events: Sequence[Event], clock: _Clockwork) -> list[tuple[Event, str | None]]:
    if _direction(events) > 0:
        return [(event, clock.at(event)) for event in events]
    if any(_written_dates(events)) or any(event.stamp and event.stamp.near for event in events):
        clock.direction = -1
        return [(event, clock.at(event)) for event in events]
    # The incident's day is that of the oldest event, which comes last.
    return [(event, clock.at(event)) for event in reversed(events)][::-1]


class _Clockwork:
    """Goes from event to event and remembers the day."""

    def __init__(
        self,
        near: date | None,
        day_first: bool | None,
        zone: Zone | None,
        day: date | None,
        fixed_day: bool,
        zero: tuple[date | None, int, Zone | None] | None,
        year: int | None,
    ) -> None:
        self.near = near
        self.day_first = day_first
        self.zone = zone
        self.direction = 1
        self.day = day
        self.last: Clock | None = None
        self.last_zone: Zone | None = None
        self.group: Group | None = None
        self.group_day: date | None = None
        self.year = year
        """The year in which dates without one are when no day is known."""
        self.settled = False
        """Whether an event or a group said its day."""
        self.first_day: date | None = None
        """The day that `Day 1` is."""
        self.fixed_day = fixed_day
        """Whether a sentence says the day of all events, so that another day holds for its own event only."""
        self.zero = zero

    def at(self, event: Event) -> str | None:
        """The time of the next event in ISO 8601, as far as known."""
        if event.group is not self.group:
            self.group = event.group
            self.last = None
            if event.group and event.group.stamp.dated:
                self.day = self.group_day = self.stamp_day(event.group.stamp)
            else:
                self.group_day = None
        stamp = event.stamp
        if stamp is None or not (stamp.dated or stamp.timed):
            return self.group_day.isoformat() if self.group_day else None
        if stamp.clock is None:
            return self.relative(stamp) if stamp.relative is not None else self.dated(stamp)
        day = self.stamp_day(stamp) if stamp.dated else self.day
        if day is None and stamp.date and stamp.date.year is not None and not stamp.date.ambiguous:
            return None  # there is no such day
        seconds = stamp.clock.seconds
        if seconds is None:
            return None
        zone = stamp.zone or event.zone or (event.group.zone if event.group else None) or self.zone
        if not stamp.dated:
            day = self.run_on(stamp.clock, seconds, zone)
        if not stamp.dated or not (self.fixed_day or _looks_back(stamp)):
            self.day, self.last, self.last_zone = day, stamp.clock, zone
        if stamp.relative is not None:
            self.zero = (day, seconds - stamp.relative, zone)
        return _iso(day, seconds, zone, stamp.clock.precise)

    def dated(self, stamp: Stamp) -> str | None:
        day = self.stamp_day(stamp)
        if day and not _looks_back(stamp):
            self.day, self.last = day, None
        return day.isoformat() if day else None

    def relative(self, stamp: Stamp) -> str | None:
        if self.zero is None or stamp.relative is None:
            return None
        day, zero, zone = self.zero
        day = day or self.day
        days, seconds = divmod(zero + stamp.relative, 86400)
        if day is None and days:
            return None
        return _iso(days_later(day, days), seconds, zone, seconds % 60 != 0)

    def run_on(self, clock: Clock, seconds: int, zone: Zone | None) -> date | None:
        """The day of a time that follows the last one: the next, if midnight lies between (before it, newest first)."""
        if self.day is None or self.last is None or self.last.seconds is None:
            return self.day
        now, before = seconds, self.last.seconds
        if zone and self.last_zone and zone.offset is not None and self.last_zone.offset is not None:
            now, before = now - zone.offset * 60, before - self.last_zone.offset * 60
        later, earlier = (before, now) if self.direction > 0 else (now, before)
        night = later >= _LATE and clock.half == self.last.half
        if later - earlier < (_A_NIGHT if night else _HALF_A_DAY):
            return self.day
        return days_later(self.day, self.direction)

    def stamp_day(self, stamp: Stamp) -> date | None:
        """The day that a stamp says, out of its date or of the day before it in the list."""
        if stamp.date is None:
            day = self.near_day(stamp)
        else:
            written = stamp.date
            if written.year is None and self.year and not (self.day or self.near):
                written = written._replace(year=self.year)
            # A date without a year is close to the one before it.
            day = resolve(written, self.day or self.near, self.day_first)
            if stamp.near and stamp.near.number is not None:
                self.first_day = days_later(day, 1 - stamp.near.number)
        self.settled = self.settled or day is not None
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


def _looks_back(stamp: Stamp) -> bool:
    """Whether it says `the day before`, which holds for its own event only."""
    return stamp.near is not None and stamp.near.later == -1


def _iso(day: date | None, seconds: int, zone: Zone | None, precise: bool) -> str:
    if seconds >= 86400:
        day, seconds = days_later(day, 1), seconds - 86400
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}" + (f":{seconds % 60:02}" if precise else "")
    suffix = zone_suffix(zone.offset) if zone and zone.offset is not None else ""
    return f"{day.isoformat()}T{clock}{suffix}" if day else clock + suffix


def _direction(events: Sequence[Event]) -> int:
    """1 when the events run forward, -1 when the newest comes first."""
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
    return -1 if backward > forward and backward >= 2 else 1


def _written_dates(events: Sequence[Event]) -> Iterator[WrittenDate]:
    for event in events:
        if event.stamp and event.stamp.date:
            yield event.stamp.date
        if event.group and event.group.stamp.date:
            yield event.group.stamp.date


def _first_full_date(events: Sequence[Event]) -> date | None:
    return next(
        (day for written in _written_dates(events) if written.year and (day := resolve(written, None, None))), None
    )


def _day_first(events: Sequence[Event], title: str) -> bool | None:
    """Whether dates with slashes begin with the day: told by those that can be read in one way only."""
    in_title = (opening_date(title, found.start()) for found in _NUMERIC_DATE.finditer(title))
    written = (*_written_dates(events), *(date for date in in_title if date))
    telling = {date.day_first for date in written if date.day_first is not None}
    return telling.pop() if len(telling) == 1 else None


def _title_day(title: str, near: date | None, day_first: bool | None) -> date | None:
    """The day that the section's title names."""
    if found := find_date(title):
        return found.day
    numeric = _NUMERIC_DATE.search(title)
    written = opening_date(title, numeric.start()) if numeric else None
    return resolve(written, near, day_first) if written else None


def _sentence_day(sentences: Sequence[str]) -> date | None:
    """The day that a sentence about all times names: `All events happened on 2026-03-14`."""
    found = (find_date(said) for said in sentences if _ABOUT_TIMES.search(said))
    return next((date.day for date in found if date and date.day), None)


def _zero(sentences: Sequence[str]) -> tuple[date | None, int, Zone | None] | None:
    """The time that `T0` is said to be."""
    for said in sentences:
        if found := _ZERO.search(said):
            stamp = read_stamp(said[found.end() :], "cell")
        elif (found := _AS_ZERO.search(said)) and (clock := _FIRST_CLOCK.search(said)):
            stamp = read_stamp(said[clock.start() :], "cell")
        else:
            continue
        if stamp and stamp.clock and stamp.clock.seconds is not None:
            return (resolve(stamp.date, None, None) if stamp.date else None), stamp.clock.seconds, stamp.zone
    return None
