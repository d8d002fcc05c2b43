"""Dates and times as people write them. What could be two dates is none."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple


class FoundDate(NamedTuple):
    """A date in a text: where it stands there, and the day (`None` when no such day exists)."""

    start: int
    end: int
    day: date | None


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<{}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"

# ISO; month by name in the three orders people use; Chinese, Japanese and Korean. Digits are ASCII only.
_DATE = re.compile(
    r"(?<![\w.-])(?:"
    r"(?P<y1>[0-9]{4})-(?P<m1>[0-9]{2})-(?P<d1>[0-9]{2})(?![0-9-])"
    r"|(?P<y2>[0-9]{4})[/.](?P<m2>[0-9]{1,2})[/.](?P<d2>[0-9]{1,2})(?![0-9/.]*[0-9])"
    rf"|{_MONTH.format('m3')}[ -](?P<d3>[0-9]{{1,2}})(?:st|nd|rd|th)?,?[ -](?P<y3>[0-9]{{4}})(?![0-9])"
    rf"|(?P<d4>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:[ -]| of ){_MONTH.format('m4')},?[ -](?P<y4>[0-9]{{4}})(?![0-9])"
    rf"|(?P<y5>[0-9]{{4}})[ -]{_MONTH.format('m5')}[ -](?P<d5>[0-9]{{1,2}})(?![0-9])"
    r"|(?P<y6>[0-9]{4})\s?[\u5e74\ub144]\s?(?P<m6>[0-9]{1,2})\s?[\u6708\uc6d4]\s?(?P<d6>[0-9]{1,2})\s?[\u65e5\uc77c]"
    r")",
    re.IGNORECASE | re.ASCII,
)


def find_date(text: str, start: int = 0) -> FoundDate | None:
    """The first date that is written unambiguously with its year."""
    found = _DATE.search(text, start)
    if found is None:
        return None
    part = {name[0]: value for name, value in found.groupdict().items() if value}
    month = _MONTHS.get(part["m"].lower().rstrip(".")) or int(part["m"])
    return FoundDate(found.start(), found.end(), _day(int(part["y"]), month, int(part["d"])))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def written_date(text: str) -> date | None:
    """The day that a text is, if it is one date and nothing else."""
    found = find_date(text)
    if found is None or text[: found.start].strip() or text[found.end :].strip():
        return None
    return found.day
