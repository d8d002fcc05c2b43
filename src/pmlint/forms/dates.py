"""Dates as people write them, in three strengths. What could be two dates is none, unless something tells which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Literal, NamedTuple

from pmlint.forms.phrases import any_of, word_of
from pmlint.forms.weekdays import WeekdayForm
from pmlint.process import DateWords, PeopleWords
from pmlint.text import Lazy

Strength = Literal["certain", "near", "order"]
Doubt = Literal["no year", "two days", "no such day", "short year"]
"""Why what is written as a date names no one day."""

"""How sure a date has to be.

`certain`: it can be one day only, and its year is written. `near`: a missing year is taken from a day that is known to
be close, with dots the day comes first, and a range counts as its first day. `order`: which number is the day may be
told by other dates of the list, and numbers such as `08-01` are a date where one is expected.
"""

Order = Literal["told", "day first", "month first", "open"]
"""Which number of a date in numbers comes first; `told` where the form says so or both are the same."""

_RANK: dict[Strength, int] = {"certain": 0, "near": 1, "order": 2}

_WRITTEN_AHEAD = timedelta(days=7)
"""How much later than a known date one without a year may be; otherwise it is of the year before."""

_CLOSE = 3
"""Days from a known day within which one of two readings has to lie to be the one that is meant.

The other one is then weeks away: two readings of the same numbers lie 27 days apart at least.
"""
_LONGEST_TO = 30
"""Characters between the two days of a range, with the first one's time."""

_MOST = 12
"""Dates of a text that are read, where nothing else is asked for: nobody writes more in one place."""


class FoundDate(NamedTuple):
    """A date in a text: where it stands there, its numbers, and the day.

    `day` is `None` when no such day exists, or when nothing tells which of two it is. `strength` is the one that it
    takes to be a date. `year` is `None` where none is written.
    """

    start: int
    end: int
    day: date | None
    form: str
    """`year first`, `numbers`, `month in words`, `signs`, `range of days`, `without year`, `bare numbers`."""
    word: str
    """The month of the pack, folded."""
    strength: Strength
    year: int | None
    month: int
    number: int
    """The day of the month; in an open order it and the month may be the other way round."""
    order: Order = "told"

    @property
    def readings(self) -> tuple[date, ...]:
        """The days that a date with its year can be: none where no such day exists, two in an open order."""
        if self.day or self.year is None:
            return (self.day,) if self.day else ()
        numbers = {(self.month, self.number), *([(self.number, self.month)] if self.order == "open" else [])}
        days = (_day(self.year, *each) for each in sorted(numbers))
        return tuple(day for day in days if day)

    def up_to(self, last: date) -> date | None:
        """The last day up to another one that a date without a year can be."""
        days = (_day(year, self.month, self.number) for year in (last.year, last.year - 1))
        return next((day for day in days if day and day <= last), None)

    def in_list(self, near: date | None, day_first: bool | None) -> date | None:
        """The day that is meant, if that is clear.

        `near` is a day that is known to be close, from which a missing year is taken; `day_first` tells whether other
        dates of the same list begin with the day, `None` when none of them tells.
        """
        month_first_day = self._close_to(near, self.month, self.number)
        if self.order != "open":
            return month_first_day
        day_first_day = self._close_to(near, self.number, self.month)
        if day_first is not None:
            return day_first_day if day_first else month_first_day
        if near is None or month_first_day is None or day_first_day is None:
            return None
        # Close to the incident's own day on one reading, weeks away on the other.
        distance, other = abs((month_first_day - near).days), abs((day_first_day - near).days)
        if min(distance, other) > _CLOSE:
            return None
        return month_first_day if distance < other else day_first_day

    def _close_to(self, near: date | None, month: int, number: int) -> date | None:
        if self.year is not None:
            return _day(self.year, month, number)
        if near is None:
            return None
        days = [found for step in (-1, 0, 1) if (found := _day(near.year + step, month, number))]
        return min(days, key=lambda found: abs(found - near), default=None)


_YEAR = "(?:19|20)[0-9]{2}"
_WORD = r"[^\W\d_]{3,12}(?!\w)"

_BEGINS = re.compile(rf"(?<![0-9A-Za-z_.-])(?:[0-9]|{_WORD}\.?[ -][0-9])")
_ENDS = re.compile(r"(?![0-9]|-\w|[/.]+[0-9])")
"""What stands behind a date that is none of a longer number, a version, an address, a file's name."""
_ENDS_IN_LIST = re.compile(r"(?=[0-9]{2}:[0-9]{2})|(?![0-9]|[-/.][0-9])")
"""The same where a time may follow without a blank."""

_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})(?P<s>[-/. ])(?P<month>[0-9]{1,2})(?P=s)(?P<day>[0-9]{1,2})")
_LAST_BEHIND = re.compile(r"/[0-9]{1,2}(?![0-9/])")  # `2026-05-22/23`
_NUMBERS = re.compile(r"(?P<a>[0-9]{1,2})(?P<s>[-/.])(?P<b>[0-9]{1,2})(?P=s)(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])")
_BARE = re.compile(r"(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})(?![0-9/])|(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?![0-9-]|/[0-9])")
_SIGNS = re.compile(r"(?:(?P<year>[0-9]{4})\s?[年년]\s?)?(?P<month>[0-9]{1,2})\s?[月월]\s?(?P<day>[0-9]{1,2})\s?[日일]")
_BEHIND_LAST = re.compile(r"(?:T[0-9:.]{2,12}(?:Z|[+-][0-9:]{4,6})?)?[ .?!]*")
"""What a text may end with behind its last date: a time, and marks."""
_DIGIT = re.compile("[0-9]")
_YEAR_DIGITS = re.compile("[0-9]{4}|[0-9][-/][0-9]{2}(?![0-9])")
"""What a date with its year has."""


class Dates:
    """The dates that texts name, by the words of a process, with those for `and` and `or` that it has for people."""

    def __init__(self, known: DateWords, around: PeopleWords, weekdays: WeekdayForm) -> None:
        self._known = known
        self._joined = around.joined
        self._either = around.either
        self._weekdays = weekdays
        self._months = {name.casefold(): number for number, names in enumerate(known.months, start=1) for name in names}

    def find(
        self,
        text: str,
        start: int = 0,
        end: int | None = None,
        strength: Strength = "certain",
        near: date | None = None,
    ) -> FoundDate | None:
        """The first date between two indexes of a text."""
        return next(self._found(text, start, end, strength, near), None)

    def all(
        self,
        text: str,
        start: int = 0,
        end: int | None = None,
        strength: Strength = "certain",
        near: date | None = None,
        most: int = _MOST,
    ) -> list[FoundDate]:
        """The first dates between two indexes of a text, in order.

        Without a year only those ahead of the first that has one, and only where `near` tells the year.
        """
        return list(islice(self._found(text, start, end, strength, near), most))

    def at(self, text: str, index: int, strength: Strength = "certain", near: date | None = None) -> FoundDate | None:
        """The date that begins at an index of a text."""
        found = self._written(text, index)
        if found is None or _RANK[found.strength] > _RANK[strength]:
            return None
        if not (_ENDS_IN_LIST if strength == "order" else _ENDS).match(text, found.end):
            return None
        if strength == "order":
            return found._replace(day=found.in_list(near, None))
        if found.year is not None:
            return found
        day = found.up_to(near + _WRITTEN_AHEAD) if near else None
        return found._replace(day=day) if day else None

    def whole(self, text: str, strength: Strength = "certain", near: date | None = None) -> FoundDate | None:
        """The date that a text is, with its weekday perhaps and nothing else."""
        found = self.find(text, strength=strength, near=near)
        if found is None:
            return None
        before, after = text[: found.start].lstrip(), text[found.end :].lstrip()
        around = before[self._weekdays.skip(before, 0) :], after[self._weekdays.skip(after, 0) :]
        return None if any(map(str.strip, around)) else found

    def last(self, text: str, start: int, end: int) -> FoundDate | None:
        """The date, in whatever form and also one that is no day, with which a part of a text ends."""
        for found in self._in_any_form(text, start, end):
            if found.end <= end and _BEHIND_LAST.fullmatch(text, found.end, end):
                return found
        return None

    def doubt(self, text: str) -> Doubt | None:
        """Why the first date in a text that names no one day does not, if there is one."""
        return next((doubt for doubt, _ in self.doubts(text)), None)

    def doubts(self, text: str) -> Iterator[tuple[Doubt, tuple[date, ...]]]:
        """Why dates in a text name no one day, and the days that each can be."""
        for found in self._in_any_form(text, 0, len(text)):
            if found.year is None:
                yield "no year", ()
            elif not found.readings:
                yield "no such day", ()
            elif len(found.readings) > 1 or (found.strength != "certain" and found.month != found.number):
                yield "two days", found.readings
            elif found.strength != "certain":
                yield "short year", found.readings

    def _in_any_form(self, text: str, start: int, end: int) -> Iterator[FoundDate]:
        at, most = start, _MOST
        while most and (begins := _BEGINS.search(text, at, end)):
            found = self._written(text, begins.start())
            at, most = found.end if found else begins.start() + 1, most - bool(found)
            if found:
                yield found

    def with_weekday(self, text: str, found: FoundDate, start: int, end: int) -> tuple[int, int]:
        """From and to where a date goes with the weekday before or behind it, within two indexes of a text."""
        return self._weekdays.before(text, found.start, start), min(self._weekdays.behind(text, found.end), end)

    def first(self, value: str, near: date | None = None) -> FoundDate | None:
        """The date that a field or a title gives: the first in it, also of a range whose end alone has the year."""
        found = self.find(value, strength="near", near=near)
        if found is None or found.day is None:
            return found
        start = self.find(value, 0, found.start, "near", found.day)
        if start is None or not self._is_range(value[start.end : found.start]):
            return found
        return start._replace(day=start.up_to(found.day))

    def _is_range(self, between: str) -> bool:
        return len(between) <= _LONGEST_TO and self.to.search(between) is not None

    @Lazy
    def to(self) -> re.Pattern[str]:
        """What stands between the first and the last of a range."""
        return re.compile(rf"[-–—→~～〜]|\b{any_of((*self._known.to, *self._joined))}", re.IGNORECASE)

    @Lazy
    def either(self) -> re.Pattern[str]:
        """What stands between two days of which nobody knows which it was."""
        return re.compile(word_of(self._either), re.IGNORECASE)

    @Lazy
    def until(self) -> re.Pattern[str]:
        """What stands between the beginning and the end of a time that is told from one to the other."""
        dash = r"(?:\s[-–—]|→|[–—~～〜]|->)"
        return re.compile(rf"\s{{0,4}}(?:{dash}|\s{any_of(self._known.to)}\s)\s{{0,4}}", re.IGNORECASE)

    def _found(
        self, text: str, start: int, end: int | None, strength: Strength, near: date | None
    ) -> Iterator[FoundDate]:
        end = len(text) if end is None else end
        text = text[:end] if end < len(text) else text
        needed = _DIGIT if near or strength == "order" else _YEAR_DIGITS
        dated, at = False, start
        while needed.search(text, at) and (begins := _BEGINS.search(text, at)):
            found = self.at(text, begins.start(), strength, near)
            if found is None or found.form == "bare numbers" or (dated and found.year is None):
                at = begins.start() + 1
                continue
            at, dated = found.end, dated or found.year is not None
            yield found

    # --- shapes ---

    def _written(self, text: str, index: int) -> FoundDate | None:
        """The date in any form that begins at an index."""
        if not "0" <= text[index : index + 1] <= "9":
            return self._in_words(self._month_first.match(text, index))
        if text[index : index + 4].isdecimal():
            shapes = (_YEAR_FIRST, self._year_and_month, _SIGNS)
            found = next((each for each in (shape.match(text, index) for shape in shapes) if each), None)
            if found and found.re is _YEAR_FIRST:
                return _year_first(found)
            return self._in_words(found) if found and found.re is not _SIGNS else _in_signs(found)
        if found := _NUMBERS.match(text, index):
            return _in_numbers(found)
        if in_words := self._in_words(self._day_first.match(text, index)):
            return in_words
        if found := _BARE.match(text, index):
            return _bare(found)
        return _in_signs(_SIGNS.match(text, index))

    def _in_words(self, found: re.Match[str] | None) -> FoundDate | None:
        """A date whose month is a word, if the word is one."""
        if found is None:
            return None
        word = found["word"].casefold()
        month = self._months.get(f"{word}.") if found["dot"] else None
        month = month or self._months.get(word)
        if month is None:
            return None
        is_range = "last" in found.re.groupindex and found["last"] is not None
        return _dated(found, month, "range of days" if is_range else "month in words", word)

    @Lazy
    def _ordinal(self) -> str:
        return rf"(?:{'|'.join(map(re.escape, self._known.ordinals))}|\b)"

    @Lazy
    def _to_day(self) -> str:
        """A second day behind the first one."""
        return rf"(?: ?[-–—] ?| {any_of((*self._known.to, *self._joined))} )[0-9]{{1,2}}{self._ordinal}(?!\w|:[0-9])"

    @Lazy
    def _month_first(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?P<word>{_WORD})(?P<dot>\.?)[ -](?P<day>[0-9]{{1,2}}){self._ordinal}(?!\w|:[0-9])"
            rf"(?P<last>{self._to_day})?(?:,?[ -](?P<year>{_YEAR})(?![0-9]|:[0-9]))?",
            re.IGNORECASE,
        )

    @Lazy
    def _day_first(self) -> re.Pattern[str]:
        of = any_of(self._known.of)
        return re.compile(
            rf"(?P<day>[0-9]{{1,2}}){self._ordinal}(?P<last>{self._to_day})?"
            rf"(?:\.? |-| {of} )(?P<word>{_WORD})(?P<dot>\.?)"
            rf"(?:(?:,?[ -]| {of} )(?P<year>{_YEAR})(?![0-9]|:[0-9]))?",
            re.IGNORECASE,
        )

    @Lazy
    def _year_and_month(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?P<year>{_YEAR})[ -](?P<word>{_WORD})(?P<dot>\.?)[ -](?P<day>[0-9]{{1,2}}){self._ordinal}(?!\w|:[0-9])",
            re.IGNORECASE,
        )


def _year_first(found: re.Match[str]) -> FoundDate:
    last = _LAST_BEHIND.match(found.string, found.end()) if found["s"] == "-" else None
    each = _dated(found, int(found["month"]), "range of days" if last else "year first", "")
    if last:
        each = each._replace(end=last.end())
    return each._replace(strength="order") if found["s"] == " " else each


def _in_signs(found: re.Match[str] | None) -> FoundDate | None:
    return _dated(found, int(found["month"]), "signs", "") if found else None


def _dated(found: re.Match[str], month: int, form: str, word: str) -> FoundDate:
    """A date whose form tells its order."""
    year, number = int(found["year"]) if found["year"] else None, int(found["day"])
    is_certain = year is not None and form != "range of days"
    return FoundDate(
        *found.span(),
        day=_day(year, month, number) if year is not None else None,
        form=form if year is not None or form == "range of days" else "without year",
        word=word,
        strength="certain" if is_certain else "near",
        year=year,
        month=month,
        number=number,
    )


def _in_numbers(found: re.Match[str]) -> FoundDate | None:
    """`26/04/2024`, `04-26-2024`, `26.4.2024`; with dots the day comes first, but not everybody knows that."""
    first, second, dotted = int(found["a"]), int(found["b"]), found["s"] == "."
    short = len(found["year"]) == 2
    year = int(found["year"]) + (2000 if short else 0)
    order = _order(first, second)
    day_first = dotted or order == "day first"
    month, number = (second, first) if day_first else (first, second)
    strength: Strength = "near" if dotted and order == "open" else "order" if order == "open" else "certain"
    if short and (dotted or order != "month first"):
        strength = "order"  # may as well be the day of a date that begins with the year
    day = _day(year, month, number)
    if day is None and strength != "order":
        return None
    day = None if order == "open" and not dotted else day
    return FoundDate(*found.span(), day, "numbers", "", strength, year, month, number, "told" if dotted else order)


def _bare(found: re.Match[str]) -> FoundDate:
    """`5/22` and `05-22`, which may be something other than a date."""
    first, second = int(found["m"] or found["a"]), int(found["d"] or found["b"])
    order: Order = "told" if found["m"] else _order(first, second)
    month, number = (second, first) if order == "day first" else (first, second)
    return FoundDate(*found.span(), None, "bare numbers", "", "order", None, month, number, order)


def _order(first: int, second: int) -> Order:
    """Which of two numbers is the day, as far as they tell."""
    if first > 12:
        return "day first"
    if second > 12:
        return "month first"
    return "told" if first == second else "open"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
