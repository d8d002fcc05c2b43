"""The date and time that the text of an event opens with: a row of dates, times and zones, made of those forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from pmlint.forms.clocks import ZONES, Clock, Clocks, Zone
from pmlint.forms.dates import Dates, FoundDate
from pmlint.forms.durations import Durations
from pmlint.forms.phrases import any_of, end_of
from pmlint.forms.weekdays import NearDay, WeekdayForm
from pmlint.process import Words
from pmlint.text import Lazy

Place = Literal["cell", "item", "line"]
"""Where a text stands: a cell is nothing but a time; an item or a heading may say `At 14:05 ...`; a line of a paragraph
that does so is a sentence."""


class Stamp(NamedTuple):
    """When something happened, as written in `text[start:end]`; the event begins at `rest`.

    Of a range it is the start. `relative` is in seconds from the incident's zero (`T+5m`). `near` is a day that another
    one tells, such as a weekday, where no date is written.
    """

    start: int
    end: int
    rest: int
    date: FoundDate | None = None
    clock: Clock | None = None
    zone: Zone | None = None
    relative: int | None = None
    near: NearDay | None = None

    @property
    def dated(self) -> bool:
        """Whether it says the day in any way."""
        return self.date is not None or self.near is not None

    @property
    def timed(self) -> bool:
        """Whether it says more than a date."""
        return self.clock is not None or self.relative is not None

    @property
    def full(self) -> bool:
        """Whether it has a date with its year."""
        return self.date is not None and self.date.year is not None

    @property
    def form(self) -> str:
        """What says the time, as the pages of the forms have it: the date's form, the clock's, or both."""
        if self.relative is not None and self.clock is None:
            return "from zero"
        near = "near day" if self.near and self.date is None else ""
        said = (self.date.form if self.date else near, self.clock.form if self.clock else "")
        return " and ".join(filter(None, said)) or "words in brackets"

    @property
    def word(self) -> str:
        """The pack's word that says the day, folded."""
        return self.date.word if self.date else self.near.word if self.near else ""

    def moved(self, by: int) -> Stamp:
        """The same stamp where its text stands further behind in another one."""
        return self._replace(start=self.start + by, end=self.end + by, rest=self.rest + by)


_REACH = 60
"""How many characters from its beginning a text has to show a digit or a day to open with a time."""
_MOST_PIECES = 3
"""A day, its time, and a day or time behind that: more do not stand in a row."""
_NOON = 12 * 3600
"""Seconds of the half of a day that `am` and `pm` tell apart."""

_OPENING = re.compile(r"(?:\s*\[[xX]\](?=\s))?(?::[a-z][a-z_]{1,30}:|[^\w+~≈∼]|_|\+(?![0-9]))*")
_FIRST = re.compile(
    r"(?:\s*\[[xX]\]\s)?(?::[a-z][a-z_]{1,30}:|[^\w<]|_)*(?:(?P<sure>[0-9<]|[^\x00-\x7f]|T[-+0 ])|(?P<word>[^\W\d_]+))"
)
_NUMBER = re.compile(r"\s*[0-9]{1,2}[.)]\s+(?=\S)")
_REST = re.compile(r"[\s\])}>*`\"'”:：–—|,;.→=-]*")
_ALTERNATIVE = re.compile(r"\s*[(/（]\s*")
_CLOSE = re.compile(r"[^()\n）]{0,20}[)）]")
_DIGIT = re.compile("[0-9]")
_LETTERS = re.compile(r"[^\W\d_]+")


class _Pieces(NamedTuple):
    end: int
    date: FoundDate | None
    clock: Clock | None
    zone: Zone | None
    near: NearDay | None = None


class StampForm:
    """The stamps that texts open with, by the words of a process."""

    def __init__(self, known: Words, dates: Dates, clocks: Clocks, weekdays: WeekdayForm, durations: Durations) -> None:
        self.dates, self.clocks, self.weekdays, self.durations = dates, clocks, weekdays, durations
        self._times, self._days, self._joined = known.times, known.dates, known.people.joined

    def may_tell(self, text: str) -> bool:
        """Whether a text shows near its beginning what a time or a day can't do without."""
        if _DIGIT.search(text, 0, _REACH):
            return True
        return not self._telling.isdisjoint(_LETTERS.findall(text[:_REACH].casefold()))

    def may_open(self, raw: str) -> bool:
        """Whether a text as written can open with a time, which shows without parsing its markup."""
        first = _FIRST.match(raw)
        if first is None or not (first["sure"] or first["word"].casefold() in self._opening):
            return False
        return self.may_tell(raw)

    def read(self, text: str, place: Place) -> Stamp | None:
        """The date, the time or both that a text opens with."""
        if not self.may_tell(text):
            return None
        if place == "item" and (number := _NUMBER.match(text)) and (found := self._read(text, number.end(), place)):
            return found
        return self._read(text, 0, place)

    def bare(self, text: str) -> Stamp | None:
        """The time that a text opens with in a form that only a row of such times makes one: `1420 page`."""
        start = end_of(self.about, text, end_of(_OPENING, text, 0))
        clock = self.clocks.bare(text, start)
        return Stamp(start, clock.end, end_of(_REST, text, clock.end), None, clock) if clock else None

    def _read(self, text: str, at: int, place: Place) -> Stamp | None:
        at = end_of(_OPENING, text, at)
        if place != "line":
            at = end_of(self._leading, text, at)
        start = at
        at = end_of(self.about, text, at)
        if relative := self.durations.from_zero(text, at):
            return self._relative(text, start, relative.end, relative.seconds)
        pieces = self.pieces(text, at, place)
        if pieces is None:
            return None
        pieces = self._alternatives(text, self._until(text, pieces))
        end, date, clock, zone, near = pieces
        if clock is None and not self._is_day(text, end, certain=place != "line" and date is not None):
            return None
        kept = near if date is None or (near and near.number) else None
        return Stamp(start, end, end_of(_REST, text, end), date, clock, zone, near=kept)

    def _is_day(self, text: str, end: int, *, certain: bool) -> bool:
        """Whether a day without a time ends there as one; `certain` where no separator has to say so."""
        return not _is_glued(text, end) and (certain or self.day_ends.match(text, end) is not None)

    def pieces(self, text: str, at: int, place: Place) -> _Pieces | None:
        """The date, the time and the zone that stand in a row at an index."""
        return _Row(self, text, at, place).read()

    def _until(self, text: str, pieces: _Pieces) -> _Pieces:
        """The same with the end of a range taken in: `14:05 - 14:20 UTC`."""
        until = self.until.match(text, pieces.end)
        last = self.pieces(text, until.end(), "cell" if pieces.date else "item") if until else None
        if last is None or (last.clock is None and (pieces.date is None or pieces.clock is not None)):
            return pieces
        clock = _of_same_half(pieces.clock, last.clock) if pieces.clock and last.clock else pieces.clock
        return pieces._replace(end=last.end, clock=clock, zone=pieces.zone or last.zone)

    def _alternatives(self, text: str, pieces: _Pieces) -> _Pieces:
        """The same with the time in another zone taken in: `14:05 UTC (16:05 CEST)`, `14:05 UTC / 16:05 CEST`."""
        if pieces.clock is None or (opens := _ALTERNATIVE.match(text, pieces.end)) is None:
            return pieces
        other = self.pieces(text, opens.end(), "item")
        if other is None or other.clock is None:
            return pieces
        end = other.end if "/" in opens[0] else _closed(text, other.end)
        return pieces._replace(end=end) if end else pieces

    def _relative(self, text: str, start: int, end: int, seconds: int) -> Stamp:
        """A time from the incident's zero, with the time of day that stands in brackets behind it."""
        opens = _ALTERNATIVE.match(text, end)
        absolute = self.pieces(text, opens.end(), "item") if opens else None
        if absolute is None or absolute.clock is None:
            return Stamp(start, end, end_of(_REST, text, end), relative=seconds)
        end = _closed(text, absolute.end) or absolute.end
        return Stamp(start, end, end_of(_REST, text, end), absolute.date, absolute.clock, absolute.zone, seconds)

    # --- what the words of the process make ---

    @Lazy
    def _telling(self) -> frozenset[str]:
        """Of each way to name a day or a time without a digit its longest word."""
        days, times = self._days, self._times
        phrases = (*_flat(days.weekdays), *days.day, *days.next_day, *days.day_before, *times.noon, *times.midnight)
        return frozenset(max(words, key=len) for words in map(_folded_words, phrases) if words)

    @Lazy
    def _opening(self) -> frozenset[str]:
        """First words of what may open with a time."""
        days, times = self._days, self._times
        phrases = (*times.leading, *times.about, *times.openings, *times.noon, *times.midnight)
        named = (*_flat(days.months), *_flat(days.weekdays), *days.day, *days.next_day, *days.day_before)
        return ZONES | frozenset(words[0] for words in map(_folded_words, (*phrases, *named)) if words)

    @Lazy
    def _leading(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{any_of(self._times.leading)}\.?[\s:~]*)+", re.IGNORECASE)

    @Lazy
    def about(self) -> re.Pattern[str]:
        """Before a time that is not exact."""
        return re.compile(rf"(?:\s*(?:[~≈∼約]|{any_of(self._times.about)}\.?(?=[\s~0-9])))*\s*", re.IGNORECASE)

    @Lazy
    def joint(self) -> re.Pattern[str]:
        """Between a day and its time."""
        words = rf"\b{any_of((*self._times.joint, *self._times.about))}"
        return re.compile(rf"(?:[\s,@:|()\[\]·–—~≈∼-]|T(?=~?[0-9])|{words}\.?)*", re.IGNORECASE)

    @Lazy
    def joint_behind_clock(self) -> re.Pattern[str]:
        """Between a time and its day."""
        return re.compile(rf"(?:[\s,(@]|\b{any_of(self._days.on)})*", re.IGNORECASE)

    @Lazy
    def until(self) -> re.Pattern[str]:
        """Between the first and the last time of a range."""
        to = any_of((*self._days.to, *self._joined))
        return re.compile(rf"\s*(?:[-–—~〜～→]|->|{to})+\s*[~≈∼]?\s*", re.IGNORECASE)

    @Lazy
    def remark(self) -> re.Pattern[str]:
        """Behind a time, a part of it: `14:00ish`, `14:00 Uhr`, `14:00 (est.)`."""
        times = self._times
        behind = any_of((*times.about_behind, *times.hours))
        return re.compile(rf"\s?(?:-?{behind}|[(（]{any_of(times.estimated)}\.?[)）])", re.IGNORECASE)

    @Lazy
    def day_ends(self) -> re.Pattern[str]:
        """Behind a day without a time: a separator, or the part of the day."""
        return re.compile(rf"\s*(?:[:\])}}–—|：]|-\s|$)|,? {any_of(self._times.parts_of_day)}", re.IGNORECASE)


class _Row:
    """Goes along the date, the time and the zone that stand in a row."""

    def __init__(self, form: StampForm, text: str, at: int, place: Place) -> None:
        self.form, self.text, self.at, self.place = form, text, at, place
        self.end = at
        self.date: FoundDate | None = None
        self.clock: Clock | None = None
        self.zone: Zone | None = None
        self.near: NearDay | None = None

    def read(self) -> _Pieces | None:
        leading = self.form.clocks.zone(self.text, self.at)
        if leading and leading.offset is not None:  # `UTC 14:05`
            self.at = leading.end
        for step in range(_MOST_PIECES):
            if step or leading:
                self.skip_joint()
            self.take_near_day()
            if not (self.take_date() or self.take_clock()):
                break
        if self.date is None and self.clock is None and self.near is None:
            return None
        zone = self.zone or (leading if self.clock else None)
        return _Pieces(end_of(self.form.remark, self.text, self.end), self.date, self.clock, zone, self.near)

    def skip_joint(self) -> None:
        joint = self.form.joint_behind_clock if self.clock else self.form.joint
        self.at = end_of(joint, self.text, self.at + (self.text[self.at : self.at + 1] == " "))

    def skip_about(self) -> None:
        self.at = end_of(self.form.about, self.text, self.at)

    def take_near_day(self) -> None:
        """A weekday or `Day 2`, and the weekday that may stand in front of a date."""
        self.skip_about()
        day = self.form.weekdays.near(self.text, self.at) if self.near is None else None
        if day and (not self.clock or self.ends_day(day)):
            self.near, self.end = day, day.end
            self.at = end_of(self.form.joint, self.text, day.end)
            self.skip_about()
        self.at = self.form.weekdays.skip(self.text, self.at)
        self.skip_about()

    def ends_day(self, day: NearDay) -> bool:
        """Whether a weekday behind a time belongs to the time: `14:05 Sat: ...` does, `14:05 Sat down` does not."""
        return day.weekday is None or self.form.day_ends.match(self.text, day.end) is not None

    def take_date(self) -> bool:
        found = self.form.dates.at(self.text, self.at, "order") if self.date is None else None
        if found is None or not self.may_be_bare(found):
            return False
        self.date, self.at, self.end = found, found.end, found.end
        return True

    def may_be_bare(self, found: FoundDate) -> bool:
        """Whether a date may be two numbers only: alone, before a time, or in a cell of times."""
        if found.form != "bare numbers" or self.place == "cell":
            return True
        behind = end_of(self.form.joint, self.text, found.end)
        return behind == len(self.text) or self.form.clocks.at(self.text, behind) is not None

    def take_clock(self) -> bool:
        if self.clock is not None:
            return False
        clock = self.form.clocks.at(self.text, self.at, after_date=self.date is not None) or self.open_hour()
        if clock is None:
            return False
        self.clock, self.at, self.end = clock, clock.end, clock.end
        iso = self.date is not None and self.text[self.date.end : self.date.end + 1] == "T"
        if zone := self.form.clocks.zone(self.text, clock.end, after_precise=clock.precise or iso):
            self.zone, self.at, self.end = zone, zone.end, zone.end
        return True

    def open_hour(self) -> Clock | None:
        """The hour that a range begins with whose end says `am` or `pm`: `8-9 PM`."""
        hour = self.form.clocks.hour(self.text, self.at)
        until = self.form.until.match(self.text, hour.end) if hour else None
        last = self.form.clocks.at(self.text, until.end()) if until else None
        return hour if last and last.half else None


def _of_same_half(clock: Clock, last: Clock) -> Clock:
    """The start of a range of which only the end says `am` or `pm`: of the same half, unless it would be later."""
    if clock.half or not last.half or clock.seconds is None or last.seconds is None:
        return clock
    if clock.seconds >= _NOON + 3600:
        return clock
    start = clock.seconds % _NOON
    return clock._replace(seconds=start + _NOON if last.seconds >= start + _NOON else start)


def _closed(text: str, at: int) -> int | None:
    """Where a parenthesis ends whose last word ends at an index."""
    return at if text[at - 1] in ")）" else end_of(_CLOSE, text, at) if _CLOSE.match(text, at) else None


def _is_glued(text: str, end: int) -> bool:
    """Whether a date goes on as a word, such as a file name: `2026-03-14-notes.md`."""
    behind = text[end : end + 2]
    return (behind[:1].isalnum() and behind.isascii()) or (behind[:1] in "-_" and behind[1:].isalnum())


def _flat(names: Iterable[Iterable[str]]) -> list[str]:
    return [name for each in names for name in each]


def _folded_words(phrase: str) -> list[str]:
    return _LETTERS.findall(phrase.casefold())
