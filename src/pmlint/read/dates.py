"""Dates as people write them. What could be two dates is none."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple


class FoundDate(NamedTuple):
    """A date in a text: where it stands there, and the day (`None` when no such day exists)."""

    start: int
    end: int
    day: date | None


class WrittenDate(NamedTuple):
    """A date as it is written at the beginning of a text: where it ends, and its numbers.

    `year` is `None` where none is written. In `03/04/2026` it is not known which number is the month: `ambiguous` says
    so, and `month` and `day` may be the other way round.
    """

    end: int
    year: int | None
    month: int
    day: int
    ambiguous: bool = False
    bare: bool = False
    """Two numbers and nothing else, as in `08-01`, which may be something other than a date."""
    day_first: bool | None = None
    """Whether a date in numbers that could be in either order has the day first, where its numbers tell."""


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero janeiro gennaio januari",
            "feb february februar février févr febrero fevereiro febbraio februari",
            "mar march märz mär mrz mars marzo março maart",
            "apr april avril avr abril abr aprile",
            "may mai mayo maio maggio mei",
            "jun june juni juin junio junho giugno",
            "jul july juli juillet juil julio julho luglio",
            "aug august août agosto augustus",
            "sep sept september septembre septiembre setembro settembre",
            "oct october oktober okt octobre octubre outubro ottobre",
            "nov november novembre noviembre novembro",
            "dec december dezember dez décembre déc diciembre dezembro dicembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<{}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_ORDINAL = "(?:st|nd|rd|th)?"

_WEEKDAY = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|nes|ur)?(?:day)?\b\.?"
    r"|[月火水木金土日]曜日?"
    r"|[(（](?:(?:mon|tue|wed|thu|fri|sat|sun)|[月火水木金土日월화수목금토일])[)）]"
    r"),?[ \u00a0]*",
    re.IGNORECASE | re.ASCII,
)

# ISO; month by name in the three orders people use; Chinese, Japanese and Korean. Digits are ASCII only.
_DATE = re.compile(
    r"(?<![\w.-])(?:"
    r"(?P<y1>[0-9]{4})-(?P<m1>[0-9]{2})-(?P<d1>[0-9]{2})(?![0-9-])"
    r"|(?P<y2>[0-9]{4})(?P<s2>[/.])(?P<m2>[0-9]{1,2})(?P=s2)(?P<d2>[0-9]{1,2})(?![0-9/.]*[0-9])"
    rf"|{_MONTH.format('m3')}[ -](?P<d3>[0-9]{{1,2}}){_ORDINAL},?[ -](?P<y3>[0-9]{{4}})(?![0-9])"
    rf"|(?P<d4>[0-9]{{1,2}}){_ORDINAL}(?:\.? |-| of | de ){_MONTH.format('m4')}"
    r"(?:,?[ -]| de )(?P<y4>[0-9]{4})(?![0-9])"
    rf"|(?P<y5>[0-9]{{4}})[ -]{_MONTH.format('m5')}[ -](?P<d5>[0-9]{{1,2}})(?![0-9])"
    r"|(?P<y6>[0-9]{4})\s?[年년]\s?(?P<m6>[0-9]{1,2})\s?[月월]\s?(?P<d6>[0-9]{1,2})\s?[日일]"
    r")",
    re.IGNORECASE | re.ASCII,
)

_YEAR_DIGITS = re.compile(r"[0-9]{4}", re.ASCII)

# The further forms of a timeline: without a year, ranges of days (`January 14-19, 2026`, whose start counts), numbers
# with slashes, dots or hyphens in other orders.
_YEAR = "(?:19|20)[0-9]{2}"
_LAST_DAY = rf"(?: ?[-–—] ?[0-9]{{1,2}}{_ORDINAL}(?![0-9]|:[0-9]))?"
_OPENING_DATE_FORM = (
    r"(?P<y1>[0-9]{4})(?P<s1>[-/. ])(?P<m1>[0-9]{1,2})(?P=s1)(?P<d1>[0-9]{1,2})(?:/[0-9]{1,2})?"
    r"(?![0-9](?![0-9]:[0-9]{2})|[-/.][0-9])"  # a time may follow without a blank
    rf"|{_MONTH.format('m2')}[ -](?P<d2>[0-9]{{1,2}}){_ORDINAL}(?![0-9]|:[0-9]){_LAST_DAY}"
    rf"(?:,?[ -](?P<y2>{_YEAR})(?![0-9]|:[0-9]))?"
    rf"|(?P<d3>[0-9]{{1,2}}){_ORDINAL}{_LAST_DAY}(?:\.? |-| of | de ){_MONTH.format('m3')}"
    rf"(?:(?:,?[ -]| de )(?P<y3>{_YEAR})(?![0-9]|:[0-9]))?"
    rf"|(?P<y4>{_YEAR})[ -]{_MONTH.format('m4')}[ -](?P<d4>[0-9]{{1,2}}){_ORDINAL}(?![0-9]|:[0-9])"
    r"|(?:(?P<y5>[0-9]{4})\s?[年년]\s?)?(?P<m5>[0-9]{1,2})\s?[月월]\s?(?P<d5>[0-9]{1,2})\s?[日일]"
    r"|(?P<a6>[0-9]{1,2})(?P<s6>[-/.])(?P<b6>[0-9]{1,2})(?P=s6)(?P<y6>[0-9]{4}|[0-9]{2})(?![0-9]|[-/.][0-9])"
    r"|(?P<a7>[0-9]{1,2})/(?P<b7>[0-9]{1,2})(?![0-9/])"
    r"|(?P<m8>[0-9]{2})-(?P<d8>[0-9]{2})(?![0-9-]|/[0-9])"
)


@cache
def _opening_dates() -> re.Pattern[str]:
    """Compiled when a timeline is read, which most runs never do."""
    return re.compile(_OPENING_DATE_FORM, re.IGNORECASE | re.ASCII)


def find_date(text: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """The first date, between two indexes of a text, that is written unambiguously with its year."""
    end = len(text) if end is None else end
    found = _DATE.search(text, start, end) if _YEAR_DIGITS.search(text, start, end) else None
    if found is None:
        return None
    if found["y1"]:  # ISO 8601, as nearly all are written
        return FoundDate(found.start(), found.end(), _day(int(found["y1"]), int(found["m1"]), int(found["d1"])))
    part = {name[0]: value for name, value in found.groupdict().items() if value}
    return FoundDate(found.start(), found.end(), _day(int(part["y"]), _month(part["m"]), int(part["d"])))


# Numbers in another order than ISO 8601, where they can be only one day: `04-26-2024`, `26/04/2024`, `26.4.2024`, and
# `4/26/24`, which no reading in which the year comes first allows.
@cache
def _in_numbers_form() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w/.-])(?:(?P<a>[0-9]{1,2})(?P<s>[-/.])(?P<b>[0-9]{1,2})(?P=s)(?P<y>(?:19|20)[0-9]{2}|[0-9]{2})"
        r"|(?P<y2>(?:19|20)[0-9]{2})-(?P<m2>[0-9]{1,2})-(?P<d2>[0-9]{1,2}))(?![\w]|[-/.][0-9])",
        re.ASCII,
    )


# `January 14-19, 2026` and `14-19 January 2026`: of the first day the year is written only behind the last.
_LAST_OF_DAYS = rf" ?(?:[-–—]|to|and|through) ?[0-9]{{1,2}}{_ORDINAL}"


@cache
def _days_form() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<m1>[A-Z][a-z]{{2,8}})\.? (?P<d1>[0-9]{{1,2}}){_ORDINAL}{_LAST_OF_DAYS},? (?P<y1>[0-9]{{4}})(?![0-9])"
        rf"|(?<![0-9])(?P<d2>[0-9]{{1,2}}){_ORDINAL}{_LAST_OF_DAYS} (?P<m2>[A-Z][a-z]{{2,8}}),? "
        r"(?P<y2>[0-9]{4})(?![0-9])"
    )


_SHORT_MONTH = r"(?P<{}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"


@cache
def _no_year_form() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w]){_SHORT_MONTH.format('m1')} (?P<d1>[0-9]{{1,2}}){_ORDINAL}(?![\w:]|,? [0-9]{{4}})"
        rf"|(?<![\w])(?P<d2>[0-9]{{1,2}})(?:{_ORDINAL}|\.) (?:of )?{_SHORT_MONTH.format('m2')}(?![\w]|,? [0-9]{{4}})"
        r"|(?P<m3>[0-9]{1,2})\s?[月월]\s?(?P<d3>[0-9]{1,2})\s?[日일]",
        re.IGNORECASE | re.ASCII,
    )


_TO = re.compile(r"[-–—→~～〜]|\b(?:to|until|till|through|and|bis|a)\b")
_BETWEEN = re.compile(r"\s{0,4}(?:(?:\s[-–—]|→|[–—~～〜]|->)|\s(?:to|until|till|through)\s)\s{0,4}")
_CLOCK = re.compile(r"T|,? (?:at )?[0-9]{1,2}:[0-9]{2}", re.ASCII)
_LONGEST_TO = 30
"""Characters between the two days of a range, with the first one's time."""

_WRITTEN_AHEAD = timedelta(days=7)
"""How much later than a known date one without a year may be; otherwise it is of the year before."""


def first_day(value: str, near: date | None = None) -> date | None:
    """The day that a field or a title gives: the first date in it, of a range the first day.

    `near` is a day that is known to be close, from which a missing year is taken.
    """
    if (plain := find_date(value)) and plain.start == 0:
        return plain.day  # as most are written: the other patterns need not be compiled
    found = next(iter(dates_in(value, near)), None)
    if found and (start := _no_year_form().search(value, 0, found.start)):
        between = value[start.end() : found.start]
        if len(between) <= _LONGEST_TO and _TO.search(between):
            return _before(start, found.day)
    return found.day if found else None


def start_day(value: str) -> date | None:
    """The day that the value of a field for the start gives.

    Where it tells of several (two failures, a change long before that nobody felt), the earliest that has a time.
    """
    if len(_YEAR_DIGITS.findall(value)) < 2:
        return first_day(value)
    days = [each for each in dates_in(value) if each.day and not _in_brackets(value, each.start)]
    if len({each.day for each in days}) < 2 or _TO.search(value[days[0].end : days[1].start][:_LONGEST_TO]):
        return first_day(value)
    timed = [each.day for each in days if each.day and _CLOCK.match(value, each.end)]
    return min(timed, default=first_day(value))


def _in_brackets(value: str, at: int) -> bool:
    return any(value.rfind(opening, 0, at) > value.rfind(closing, 0, at) for opening, closing in ("()", "（）"))


def window(value: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Where in a value such as `2026-03-14 09:07 to 10:30 UTC` the beginning and the end stand, if it tells a day."""
    first = next(iter(dates_in(value)), None)
    if first is None:
        return None, None
    to = _BETWEEN.search(value, first.end)
    if to is None:
        return (first.start, len(value)), None
    rest = (to.end(), len(value)) if any(char.isdecimal() for char in value[to.end() :]) else None
    return (first.start, to.start()), rest


def dates_in(text: str, near: date | None = None, most: int = 12) -> list[FoundDate]:
    """The first dates of a text that can be only one day, in order; `most` of each form at most.

    Without a year only those ahead of the first that has one, and only where `near` tells the year.
    """
    found: list[FoundDate] = []
    for span in _days_form().finditer(text) if _YEAR_DIGITS.search(text) else ():
        month, day, year = span["m1"] or span["m2"], span["d1"] or span["d2"], span["y1"] or span["y2"]
        if len(found) < most and (first := find_date(f"{day} {month} {year}")):
            found.append(FoundDate(*span.span(), first.day))
    ranges, at = list(found), 0
    while len(found) < most and (each := find_date(text, at)):
        at = each.end
        if not any(span.start <= each.start < span.end for span in ranges):
            found.append(each)
    taken = {each.start for each in found}
    for match in _in_numbers_form().finditer(text):
        if len(found) < 2 * most and match.start() not in taken and (number := _in_numbers(match)):
            found.append(FoundDate(*match.span(), number))
    found.sort()
    if near:
        undated = _no_year_form().finditer(text, 0, found[0].start if found else len(text))
        dated = (FoundDate(*each.span(), _before(each, near + _WRITTEN_AHEAD)) for each in undated)
        found[:0] = [each for each in dated if each.day]
    return found


def _in_numbers(found: re.Match[str]) -> date | None:
    if found["y2"]:
        return _day(int(found["y2"]), int(found["m2"]), int(found["d2"]))
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if len(found["y"]) == 2:  # may as well be the day of a date that begins with the year
        return _day(2000 + year, first, second) if second > 12 and found["s"] != "." else None
    if found["s"] == "." or first > 12:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 or first == second else None


def _before(found: re.Match[str], until: date | None) -> date | None:
    """The last day up to another one that a date without a year can be."""
    month = found["m1"] or found["m2"] or found["m3"]
    number = int(found["d1"] or found["d2"] or found["d3"])
    for year in (until.year, until.year - 1) if until else ():
        day = _day(year, int(month) if month.isdecimal() else _MONTHS[month.lower()], number)
        if day and until and day <= until:
            return day
    return None


def written_date(text: str) -> date | None:
    """The day that a text is, if it is one date (with its weekday, perhaps) and nothing else."""
    found = find_date(text)
    if found is None:
        return None
    before, after = text[: found.start].lstrip(), text[found.end :].lstrip()
    if before[skip_weekday(before, 0) :].strip() or after[skip_weekday(after, 0) :].strip():
        return None
    return found.day


def opening_date(text: str, at: int) -> WrittenDate | None:
    """The date that begins at an index of a text, in any form that is used in timelines."""
    found = _opening_dates().match(text, at)
    if found is None:
        return None
    part = {name[0]: value for name, value in found.groupdict().items() if value}
    year = int(part["y"]) if "y" in part else None
    if "a" not in part:
        bare = found["m8"] is not None
        return WrittenDate(found.end(), year, _month(part["m"]), int(part["d"]), bare=bare)
    if year is not None and year < 100:
        year += 2000
    first, second = int(part["a"]), int(part["b"])
    bare = year is None
    if part.get("s") == ".":  # with dots the day comes first
        return WrittenDate(found.end(), year, second, first, bare=bare)
    if first > 12:
        return WrittenDate(found.end(), year, second, first, bare=bare, day_first=True)
    if second > 12:
        return WrittenDate(found.end(), year, first, second, bare=bare, day_first=False)
    return WrittenDate(found.end(), year, first, second, ambiguous=first != second, bare=bare)


def skip_weekday(text: str, at: int) -> int:
    """Where a text goes on behind the weekday, and the blanks after it, at an index; the index where there is none."""
    found = _WEEKDAY.match(text, at)
    return found.end() if found else at


def resolve(written: WrittenDate, near: date | None, day_first: bool | None) -> date | None:
    """The day that is meant, if that is clear.

    `near` is a day that is known to be close, from which a missing year is taken; `day_first` tells whether other dates
    of the same list begin with the day, `None` when none of them tells.
    """
    if not written.ambiguous:
        return _with_year(written.year, written.month, written.day, near)
    month_first_day = _with_year(written.year, written.month, written.day, near)
    day_first_day = _with_year(written.year, written.day, written.month, near)
    if day_first is not None:
        return day_first_day if day_first else month_first_day
    if near is None or month_first_day is None or day_first_day is None:
        return None
    # Close to the incident's own day on one reading, weeks away on the other.
    distance, other = abs((month_first_day - near).days), abs((day_first_day - near).days)
    if min(distance, other) > 3 or max(distance, other) < 14:
        return None
    return month_first_day if distance < other else day_first_day


def _with_year(year: int | None, month: int, day: int, near: date | None) -> date | None:
    if year is not None:
        return _day(year, month, day)
    if near is None:
        return None
    days = [found for step in (-1, 0, 1) if (found := _day(near.year + step, month, day))]
    return min(days, key=lambda found: abs(found - near), default=None)


def _month(name: str) -> int:
    return _MONTHS.get(name.lower().rstrip(".")) or int(name)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
