"""Days that are named by another day: a weekday, `Day 2`, `the next day`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from pmlint.forms.phrases import any_of, end_of
from pmlint.process import DateWords
from pmlint.spelling import EAST_ASIAN
from pmlint.text import Lazy


class NearDay(NamedTuple):
    """A day as it is written at an index of a text, and where it ends there.

    One of three: the `weekday` (0 is Monday), the `number` of the day in the incident, how many days `later` it is than
    the day before it in the list. `word` is the word of the pack that says so.
    """

    end: int
    weekday: int | None = None
    number: int | None = None
    later: int | None = None
    word: str = ""


class WeekdayForm:
    """Weekdays and days named by their neighbours, by the words of a process."""

    def __init__(self, known: DateWords) -> None:
        self._known = known
        self._numbers = {name.casefold(): number for number, names in enumerate(known.weekdays) for name in names}
        signs = enumerate(known.weekday_signs)
        self._signs = {sign.casefold(): number for number, names in signs for sign in names}
        self._letters = frozenset(name[:1] for name in self._numbers if name)
        others = (*known.day, *known.next_day, *known.day_before)
        self._other_letters = frozenset("(t") | {phrase[:1].casefold() for phrase in others if phrase}
        self._day_before = frozenset(map(str.casefold, known.day_before))

    def at(self, text: str, index: int) -> NearDay | None:
        """The weekday that begins at an index of a text."""
        found = self._name.match(text, index) if text[index : index + 1].casefold() in self._letters else None
        if found is None:
            return None
        word = found["name"].casefold()
        return NearDay(found.end(), weekday=self._numbers[word], word=word)

    def beside(self, text: str, index: int) -> NearDay | None:
        """The weekday beside a date that begins at an index of a text: `Friday`, `(Fri)`, `(金)`, or `Fr` before it."""
        found = self._sign.match(text, index)
        if found is None:
            return self.at(text, index)
        word = (found["sign"] or found["bare"]).casefold()
        return NearDay(found.end(), weekday=self._numbers.get(word, self._signs.get(word)), word=word)

    def near(self, text: str, index: int) -> NearDay | None:
        """The weekday, the numbered or the next day that begins at an index of a text."""
        if weekday := self.at(text, index):
            return weekday
        found = self._other.match(text, index) if text[index : index + 1].casefold() in self._other_letters else None
        if found is None:
            return None
        if found["number"]:
            return NearDay(found.end(), number=int(found["number"]), word=found["day"].casefold())
        word = (found["neighbour"] or found["aside"] or "").casefold()
        return NearDay(found.end(), later=-1 if word in self._day_before else 1, word=word)

    def skip(self, text: str, index: int) -> int:
        """Where a text goes on behind a weekday, its comma and blanks; the index where there is none."""
        day = self.at(text, index)
        behind = day.end if day else end_of(self._sign, text, index)
        return end_of(_COMMA, text, behind) if behind > index else index

    def before(self, text: str, index: int, start: int) -> int:
        """Where the weekday begins that stands before an index of a text, from another on; the index without one."""
        found = self._ends.search(text, max(start, index - _LONGEST), index)
        return found.start() if found else index

    def behind(self, text: str, index: int) -> int:
        """Where the weekday ends that stands behind an index of a text; the index without one."""
        day = self.beside(text, end_of(_COMMA, text, index))
        return day.end if day else index

    def of_event(self, text: str) -> tuple[int, NearDay] | None:
        """Where a text first says on which weekday something happened, and which: beside a time, `on Monday`.

        `Every Monday`, `Mondays` and `Monday to Friday` name none.
        """
        for lead in self._leads.finditer(text):
            day = self.at(text, lead.end())
            if day and not self._goes_on.match(text, day.end):
                return lead.end(), day
        return None

    @Lazy
    def _name(self) -> re.Pattern[str]:
        return re.compile(rf"(?P<name>{any_of(self._numbers)})\.?(?![-/'’])", re.IGNORECASE)

    @Lazy
    def _ends(self) -> re.Pattern[str]:
        names = any_of([*self._numbers, *self._signs])
        return re.compile(rf"(?<![^\W{EAST_ASIAN}])(?:{names}\.?|[(（]{names}[)）])[,，]?\s{{0,2}}$", re.IGNORECASE)

    @Lazy
    def _sign(self) -> re.Pattern[str]:
        names = [name for name in self._numbers if name.isascii()]
        return re.compile(
            rf"[(（](?P<sign>{any_of([*self._signs, *names])})[)）]|(?P<bare>{any_of(self._signs)})\.?(?=,?\s?{_DAY})",
            re.IGNORECASE,
        )

    @Lazy
    def _other(self) -> re.Pattern[str]:
        known = self._known
        next_day = any_of(known.next_day)
        return re.compile(
            rf"(?P<day>{any_of(known.day)}) (?P<number>[0-9]{{1,3}})(?![\w.])"
            rf"|\((?:\+ ?1(?: day|d)?|(?P<aside>{next_day}))\)"
            rf"|(?P<neighbour>{any_of((*known.next_day, *known.day_before))})",
            re.IGNORECASE,
        )

    @Lazy
    def _leads(self) -> re.Pattern[str]:
        on = any_of(self._known.on)
        return re.compile(
            rf"\b{on}\s(?=\w)|^(?=\w)|[0-9][0-9:]{{0,4}}\s?(?:[AP]M)?\s(?:[A-Z]{{2,4}}\s)?(?:{on}\s)?(?=\w)",
            re.IGNORECASE | re.MULTILINE,
        )

    @Lazy
    def _goes_on(self) -> re.Pattern[str]:
        return re.compile(rf"\s(?:and\b|{any_of(self._known.to)})", re.IGNORECASE)


_DAY = r"(?:[0-9]{1,2}[./]|[0-9]{4}-)"
"""How a day begins beside which two letters are a weekday: `Do 12.03.`, not `do 12 checks`."""
_LONGEST = 24
"""Characters of a weekday with the marks around it, at most."""
_COMMA = re.compile(",?[ \u00a0]*")


def nearest(weekday: int, day: date) -> date | None:
    """The day of a weekday that is closest to another day."""
    return days_later(day, (weekday - day.weekday() + 3) % 7 - 3)


def following(weekday: int, day: date, direction: int) -> date | None:
    """The first day of a weekday from another day on, going forward (1) or backward (-1)."""
    return days_later(day, direction * ((weekday - day.weekday()) * direction % 7))


def days_later(day: date | None, days: int) -> date | None:
    """The day so many days after another; `None` where the calendar ends."""
    if day is None:
        return None
    try:
        return day + timedelta(days)
    except OverflowError:
        return None
