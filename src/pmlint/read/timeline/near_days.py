"""Days that are named by another day: a weekday, `Day 2`, `the next day`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from pmlint.read.dates import skip_weekday


class NearDay(NamedTuple):
    """A day as it is written at an index of a text, and where it ends there.

    One of three: the `weekday` (0 is Monday), the `number` of the day in the incident, how many days `later` it is than
    the day before it in the list.
    """

    end: int
    weekday: int | None = None
    number: int | None = None
    later: int | None = None


_WEEKDAYS = (
    "mon monday montag lundi lunes lunedì maandag segunda-feira",
    "tue tues tuesday dienstag mardi martes martedì dinsdag terça-feira",
    "wed weds wednesday mittwoch mercredi miércoles mercoledì woensdag quarta-feira",
    "thu thur thurs thursday donnerstag jeudi jueves giovedì donderdag quinta-feira",
    "fri friday freitag vendredi viernes venerdì vrijdag sexta-feira",
    "sat saturday samstag sonnabend samedi sábado sabato zaterdag",
    "sun sunday sonntag dimanche domingo domenica zondag",
)
_NUMBERS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compiled when a timeline is read, which most runs never do."""
    names = "|".join(sorted(_NUMBERS, key=len, reverse=True))
    return (
        re.compile(rf"(?P<name>{names})\b\.?(?![-/'’])", re.IGNORECASE),
        re.compile(
            r"day (?P<number>[0-9]{1,3})(?![\w.])"
            r"|\(?(?:the )?(?P<next>next|following) (?:day|morning)\b\)?"
            r"|(?:the )?(?P<before>day before|previous day)\b"
            r"|\((?:\+[ ]?1(?: day|d)?|(?:the )?next day)\)",
            re.IGNORECASE,
        ),
    )


_WEEKDAY_LETTERS = frozenset("mtwfsdjlvqg")
_OTHER_LETTERS = frozenset("dntfp(")


def opening_near_day(text: str, at: int) -> NearDay | None:
    """The weekday, the numbered or the next day that begins at an index of a text."""
    first = text[at : at + 1].lower()
    weekdays, others = _patterns()
    if first in _WEEKDAY_LETTERS and (found := weekdays.match(text, at)):
        return NearDay(found.end(), weekday=_NUMBERS[found["name"].lower()])
    if first in _OTHER_LETTERS and (found := others.match(text, at)):
        if found["number"]:
            return NearDay(found.end(), number=int(found["number"]))
        return NearDay(found.end(), later=-1 if found["before"] else 1)
    return None


def skip_day_name(text: str, at: int) -> int:
    """Where a text goes on behind a weekday in any of the languages, and the blanks after it."""
    found = _patterns()[0].match(text, at) if text[at : at + 1].lower() in _WEEKDAY_LETTERS else None
    if found is None:
        return skip_weekday(text, at)
    end = found.end() + (text[found.end() : found.end() + 1] == ",")
    while text[end : end + 1] in (" ", "\u00a0"):
        end += 1
    return end


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
