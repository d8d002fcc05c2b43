"""The dates that a document claims for its incident outside its text: in fields, titles, its address and file name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

from pmlint.forms.dates import FoundDate
from pmlint.model import Milestone, Moment, SaidIn, Stated, StatedDate, Why
from pmlint.read.front_matter import FrontMatter
from pmlint.read.incident.fields import Field
from pmlint.read.incident.title import part_of
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary
from pmlint.yaml_text import Scalar

_NOWHERE = Span(0, 0)
"""The place of what the file name says."""

_ADDRESSES = ("path", "permalink", "url")
"""Keys of the front matter by which a site generator is told the address of a page."""

_FOLDERS_LOOKED_AT = 2
"""Folders around a file that may belong to its name: that of the year, and one for the incident."""

_LONGEST_TO = 30
"""Characters between the two days of a range, with the first one's time."""

_DATE_IN_NAME = re.compile(r"(?<![0-9])([0-9]{4})([-_]?)([0-9]{1,2})\2([0-9]{1,2})(?![0-9])", re.ASCII)
_DAY_IN_NAME = re.compile(r"([0-9]{2})[-_]([0-9]{2})(?![0-9]|[-_][0-9]{2})", re.ASCII)
_YEAR_OF_FOLDER = re.compile(r"((?:19|20)[0-9]{2})(?:[-_]([0-9]{2}))?", re.ASCII)
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z])_|_(?=[A-Za-z])|(?<=[0-9])_(?=[0-9])|[.,]")
_AROUND_NUMBERS = re.compile(r"(?<=[0-9])-(?=[A-Za-z])|(?<=[A-Za-z])-(?=[0-9])")
_NUMBER = re.compile(r"[0-9]+(?P<unit>\s?(?!T[0-9])[^\W\d_])?")
_RUNS_ON = re.compile(r"(?!T[0-9])[a-z]", re.IGNORECASE | re.ASCII)
_NUMBERS_OF_DAYS = re.compile(r"(?<![0-9])[0-9]{1,2}(?![0-9])")
_APART = re.compile(r"\s*[/|]\s*")
"""What stands between two days of which nobody says which it is."""
_REMARKS = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_PAIRS_OF_BRACKETS = (("(", ")"), ("（", "）"))


class Claims(NamedTuple):
    """The dates that a document claims outside its text, by where they stand; each list in order of the document.

    `record` are those beside a severity or an ID, so the incident's; `publication` are the front matter's and the file
    name's, which may be the day of writing.
    """

    started: StatedDate | None
    record: Sequence[StatedDate]
    titles: Sequence[StatedDate]
    fields: Sequence[StatedDate]
    publication: Sequence[StatedDate]

    def all(self) -> list[StatedDate]:
        """All of them, the one to be trusted most in front."""
        started = [self.started] if self.started and self.started.day else []
        return [*started, *self.record, *self.titles, *self.fields, *self.publication]


class DateReader:
    """Reads the dates of the metadata of a document."""

    def __init__(self, source: Source, fields: Sequence[Field], vocabulary: Vocabulary) -> None:
        self.source = source
        self.fields = fields
        self.dates = vocabulary.dates
        self.stamps = vocabulary.stamps
        self.clocks = vocabulary.clocks
        self.doubts = vocabulary.severities.doubts

    def start(self) -> StatedDate | None:
        """When the incident began."""
        return self._of_span("start")

    def end(self) -> StatedDate | None:
        """When the incident ended."""
        return self._of_span("end")

    def milestone(self, name: str) -> Milestone | None:
        """When a step of the response was taken, as the field of a name tells."""
        stated = self._of_span(name)
        if stated is None:
            return None
        stamp = self.stamps.read(stated.text.value, "cell")
        from_zero = stamp.relative if stamp else None
        if stated.at is None and from_zero is None:
            return None
        return Milestone(stated.at, "metadata", stated.text, from_zero)

    def duration(self) -> Stated | None:
        """How long the incident lasted, as a field says: one for that, or one for its window that tells no day."""
        lengths = [field for field in self.fields if field.name.field == "duration"]
        lengths += [
            field for field in self.fields if field.name.field == "window" and not self._window(field.value.value)[0]
        ]
        told = (field for field in lengths if any(map(str.isdecimal, field.value.value)))
        return next((Stated(field.value, field.said_in, field.why) for field in told), None)

    def claims(
        self, front_matter: FrontMatter, started: StatedDate | None, titles: Sequence[Text], records: Collection[SaidIn]
    ) -> Claims:
        """The dates of the metadata; `records` is where a severity or an ID is said."""
        stated = [self._of_field(field) for field in self.fields if field.name.field == "date"]
        others = [each for each in stated if each.said_in not in records]
        front = [each for each in others if each.said_in == "front matter"]
        of_incident = [self._of_field(field) for field in self.fields if field.name.field == "day"]
        return Claims(
            started,
            record=[*of_incident, *(each for each in stated if each.said_in in records)],
            titles=[each for title in titles if (each := self._stated(title, "title", Why(""))).day],
            fields=[each for each in others if each.said_in != "front matter"],
            publication=[*front, *self._of_file(), *self._of_address(front_matter)],
        )

    def _of_span(self, name: str) -> StatedDate | None:
        """The first field of a name that tells a time at all: its key may also be an ordinary label, `Resolved`.

        Else the beginning or the end of a field that tells from when to when the incident lasted.
        """
        for field in self.fields:
            if field.name.field == name and any(char.isdecimal() for char in field.value.value):
                return self._timed(field, field.value, self._start_of(field.value.value))
        for field in self.fields if name in ("start", "end") else ():
            if field.name.field == "window" and (place := self._window(field.value.value)[name == "end"]):
                text = part_of(field.value, *place, self.source)
                return self._timed(field, text, self.dates.first(text.value))
        return None

    def _of_field(self, field: Field) -> StatedDate:
        """The day of a field, if all of its value can be understood as days, times and remarks."""
        stated = self._stated(field.value, field.said_in, field.why)
        is_whole = self._is_whole(field.value.value, stated.day)
        return stated if is_whole else stated._replace(day=None, at=None, last=None)

    def _stated(self, text: Text, said_in: SaidIn, otherwise: Why) -> StatedDate:
        """The first day of a text; `otherwise` is why the text is taken where it names none."""
        found = self.dates.first(text.value)
        day = found.day if found else None
        last = self._last(text.value, found) if found else None
        return StatedDate(text, said_in, day, _on(day), _why(found) if found else otherwise, last)

    def _is_whole(self, value: str, near: date | None) -> bool:
        """Whether each number of a date's value belongs to a day or a time, and nothing leaves the date open."""
        rest = _REMARKS.sub(" ", value)
        days = self.dates.all(rest, strength="near", near=near)
        if self.doubts.search(rest) or any(_RUNS_ON.match(rest, found.end) for found in days):
            return False
        if self._leaves_open(rest, days):
            return False
        for found in reversed(days):
            rest = f"{rest[: found.start]} {rest[found.end :]}"
        at = 0
        while number := _NUMBER.search(rest, at):
            clock = self.clocks.at(rest, number.start(), after_date=True)
            zone = self.clocks.zone(rest, clock.end) if clock else None
            if (clock is None and not number["unit"]) or (clock and clock.seconds is None):
                return False
            at = zone.end if zone else clock.end if clock else number.end()
        return True

    def _leaves_open(self, value: str, days: Sequence[FoundDate]) -> bool:
        """Whether a value has two days of which nobody says which it is."""
        pairs = pairwise(days)
        apart = any(one.day != other.day and _APART.fullmatch(value, one.end, other.start) for one, other in pairs)
        return apart or (len(days) > 1 and self.dates.either.search(value) is not None)

    def _last(self, value: str, found: FoundDate) -> date | None:
        """The last day of a range that begins with a date."""
        if found.form == "range of days" and found.day:
            number = int(_NUMBERS_OF_DAYS.findall(value[found.start : found.end])[-1])
            return found.day + timedelta(number - found.day.day) if number > found.day.day else None
        second = self.dates.find(value, found.end, strength="near", near=found.day)
        is_range = second and self.dates.to.search(value[found.end : second.start])
        return second.day if second and is_range else None

    def _timed(self, field: Field, text: Text, found: FoundDate | None) -> StatedDate:
        day = found.day if found else None
        why = _why(found) if found else field.why
        return StatedDate(text, field.said_in, day, self._moment(text.value, found), why)

    def _moment(self, value: str, found: FoundDate | None) -> Moment | None:
        """The day with the time of day that stands behind it, or in front; of a value without a day the time alone."""
        stamp = self.stamps.read(value[found.start :] if found else value, "cell")
        if found and (stamp is None or stamp.clock is None):
            stamp = self.stamps.read(value[: found.start], "cell")
        clock = stamp.clock if stamp else None
        day = found.day if found else None
        if stamp is None or clock is None or clock.seconds is None:
            return _on(day)
        return Moment.of(day, clock.seconds, stamp.zone.offset if stamp.zone else None, precise=clock.precise)

    def _start_of(self, value: str) -> FoundDate | None:
        """The day that a field for the start gives.

        Where it tells of several (two failures, a change long before that nobody felt), the earliest that has a time.
        """
        first = self.dates.first(value)
        days = [each for each in self.dates.all(value, strength="near") if each.day and not _in_brackets(value, each)]
        if len({each.day for each in days}) < 2 or self.dates.to.search(_between(value, days)):
            return first
        timed = [each for each in days if self._has_clock(value, each)]
        return min(timed, key=lambda each: each.day or date.max, default=first)

    def _has_clock(self, value: str, found: FoundDate) -> bool:
        stamp = self.stamps.read(value[found.start :], "cell")
        return stamp is not None and stamp.clock is not None

    def _window(self, value: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        """Where in `2026-03-14 09:07 to 10:30 UTC` the beginning and the end stand, if it tells a day."""
        first = self.dates.find(value, strength="near")
        if first is None:
            return None, None
        to = self.dates.until.search(value, first.end)
        if to is None:
            return (first.start, len(value)), None
        rest = (to.end(), len(value)) if any(char.isdecimal() for char in value[to.end() :]) else None
        return (first.start, to.start()), rest

    def _of_file(self) -> Iterator[StatedDate]:
        """The date in the file's name, else in its folder's, else that of both together (`2026/03-14-queue.md`)."""
        *folders, name = PurePosixPath(self.source.path).parts[-1 - _FOLDERS_LOOKED_AT :]
        for part in (PurePosixPath(name).stem, *folders[-1:]):
            if said := self._in_name(part):
                yield said
                return
        folder = _YEAR_OF_FOLDER.fullmatch(folders[-1]) if folders else None
        beginning = _DAY_IN_NAME.match(name)
        if folder and beginning and folder[2] in (None, beginning[1]):
            found = self.dates.find(f"{folder[1]}-{beginning[1]}-{beginning[2]}")
            if found and found.day:
                yield _of_name(beginning[0], found)

    def _in_name(self, name: str) -> StatedDate | None:
        """The date in one name, whose words are joined by hyphens, low lines or dots."""
        for numbers in _DATE_IN_NAME.finditer(name):
            found = self.dates.find(f"{numbers[1]}-{numbers[3]}-{numbers[4]}")
            if found and found.day:
                return _of_name(numbers[0], found)
        joined = _BETWEEN_WORDS.sub("-", name)
        for words in (_AROUND_NUMBERS.sub(" ", joined), joined.replace("-", " ")):
            if found := next((each for each in self.dates.all(words) if each.day), None):
                return _of_name(name, found)
        return None

    def _of_address(self, front_matter: FrontMatter) -> Iterator[StatedDate]:
        """The date in the address that a site generator is told to publish under: `permalink: /2026/03/14/outage`."""
        for key, node in front_matter.fields:
            if key.value in _ADDRESSES and isinstance(node, Scalar):
                found = self.dates.find(node.text.value)
                if found and found.day:
                    yield StatedDate(node.text, "front matter", found.day, Moment(found.day), _why(found))


def _on(day: date | None) -> Moment | None:
    return Moment(day) if day else None


def _why(found: FoundDate) -> Why:
    return Why(found.form, found.word)


def _of_name(written: str, found: FoundDate) -> StatedDate:
    return StatedDate(Text(written, _NOWHERE), "file name", found.day, Moment(found.day), _why(found))


def _between(value: str, days: Sequence[FoundDate]) -> str:
    return value[days[0].end : days[1].start][:_LONGEST_TO]


def _in_brackets(value: str, found: FoundDate) -> bool:
    at = found.start
    return any(value.rfind(opening, 0, at) > value.rfind(closing, 0, at) for opening, closing in _PAIRS_OF_BRACKETS)
