"""Times of day and time zones as people write them."""

from __future__ import annotations

import re
from typing import NamedTuple

from pmlint.forms.phrases import any_of
from pmlint.process import TimeWords
from pmlint.text import Lazy


class Clock(NamedTuple):
    """A time of day at an index of a text: where it ends and its seconds since midnight.

    `seconds` is `None` when there is no such time (`25:61`). `precise` tells whether seconds are written, and
    `half` whether `am` or `pm` is.
    """

    end: int
    seconds: int | None
    precise: bool = False
    half: bool = False
    form: str = "clock"
    """`clock`, `hour with am or pm`, `word`, `compact clock`, `bare clock`, `hour`."""


class Zone(NamedTuple):
    """A time zone as it is written: where it ends, and its minutes ahead of UTC (`None`: it could be several)."""

    end: int
    offset: int | None


_DAY = 24 * 60
"""Minutes of a day: `24:00` is a time, `24:01` is none."""
_FARTHEST_ZONE = 14 * 60
"""Minutes ahead of UTC of the zone that is farthest from it; a greater number is no zone's."""
LEAP_SECOND = 60
"""The second that a minute may have more; it is read as the one before."""

_BLANK = "[ \u00a0\u202f]?"
_HALF = rf"(?:(?P<short>[ap])(?![\w.])|{_BLANK}(?P<half>[ap])\.?m\b\.?)"
_COMPACT = re.compile(r"(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])(?![0-9]|[:.,][0-9])")
_COMPACT_BEHIND_DATE = re.compile(r" ?(?:[-–—:|)\]]|$)")
_BARE = re.compile(r"(?P<hour>[01][0-9]|2[0-3])\.?(?P<minute>[0-5][0-9])(?=[ :–—-]|$)")
_HOUR = re.compile(r"(?P<hour>[0-9]{1,2})(?![\w:.])")

_OFFSETS = {
    "UTC": 0, "UCT": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180,
    "MSK": 180, "SGT": 480, "HKT": 480, "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600, "ACDT": 630,
    "AEDT": 660, "NZST": 720, "NZDT": 780, "EDT": -240, "CDT": -300, "MDT": -360, "PDT": -420,
}  # fmt: skip
"""Abbreviations of zones, and their minutes ahead of UTC."""
_AMBIGUOUS = (
    "PST", "PT", "EST", "ET", "CST", "CT", "MST", "MT", "BST", "IST", "AST", "ADT", "AKST", "AKDT", "HST", "GST", "SST",
    "WAT", "CAT", "EAT", "PKT", "PHT", "WIB", "ICT", "BRT", "ART", "COT", "CLT",
)  # fmt: skip
"""Those with several meanings (BST: British or Bangladesh), or that people also write in summer (PST)."""
ZONES = frozenset(map(str.casefold, (*_OFFSETS, *_AMBIGUOUS, "Zulu")))
"""All of them, folded."""
_NAMES = "|".join(sorted((*_OFFSETS, *_AMBIGUOUS), key=len, reverse=True))
_ZONE_NAME = (
    rf"(?P<name>{_NAMES}|[Uu]tc|[Gg]mt|Zulu)"
    rf"(?:{_BLANK}(?P<sign>[-+−–])(?P<hours>[0-9]{{1,2}})(?::?(?P<minutes>[0-9]{{2}}))?)?(?![0-9A-Za-z_])"
)
_REGION = "(?:Europe|America|Asia|Africa|Australia|Pacific|Atlantic)/[A-Z][A-Za-z_]+"
_NUMERIC_ZONE = re.compile(rf"{_BLANK}(?P<sign>[-+−])(?P<hours>[01][0-9]):?(?P<minutes>[0-5][0-9])(?![0-9])")


class Clocks:
    """The times of day that texts name, by the words of a process."""

    def __init__(self, known: TimeWords) -> None:
        self._known = known

    def at(self, text: str, index: int, *, after_date: bool = False) -> Clock | None:
        """The time of day at an index of a text; after a date, four digits without a colon are one too."""
        before = None if text[index : index + 1].isascii() else self._half_before.match(text, index)
        found = self._clock.match(text, before.end() if before else index)
        if found is None:
            return self._in_words(text, index) or self._compact(text, index, after_date)
        half = found["half"] or found["short"] or (("p" if before["pm"] else "a") if before else None)
        minute = found["m1"] or found["m2"] or found["m3"] or found["m4"]
        return Clock(
            found.end(),
            _seconds(int(found["hour"]), int(minute or 0), int(found["second"] or 0), half),
            found["second"] is not None,
            half is not None,
            "clock" if minute else "hour with am or pm",
        )

    def bare(self, text: str, index: int) -> Clock | None:
        """Four digits at an index of a text, with or without a dot, that only others beside it make a time."""
        found = _BARE.match(text, index)
        if found is None:
            return None
        return Clock(found.end(), _seconds(int(found["hour"]), int(found["minute"])), form="bare clock")

    def hour(self, text: str, index: int) -> Clock | None:
        """A number that may be an hour, as in `8-9 PM`: only what follows can tell."""
        found = _HOUR.match(text, index)
        return Clock(found.end(), _seconds(int(found["hour"]), 0), form="hour") if found else None

    def zone(self, text: str, index: int, *, after_precise: bool = False) -> Zone | None:
        """The time zone at an index of a text, also in parentheses.

        A difference to UTC without `UTC` (`+09:00`) is one; with a minus sign (`10:00-07:00`) only after a time with
        seconds, as it is a range otherwise.
        """
        if found := self._zone.match(text, index):
            return Zone(found.end(), None if found["place"] else _offset(found))
        found = _NUMERIC_ZONE.match(text, index)
        if found and (found["sign"] == "+" or after_precise):
            return Zone(found.end(), _offset(found))
        return None

    def find_zone(self, text: str) -> Zone | None:
        """The first time zone that a text names: UTC, an abbreviation in capitals, a difference to UTC."""
        found = self._zone_anywhere.search(text)
        return Zone(found.end(), _offset(found)) if found else None

    def without_zones(self, text: str) -> str:
        """The name of a column without its zone and the words around that: `Time (local)`, `Times in UTC`."""
        return self._around_zones.sub(" ", text)

    def _in_words(self, text: str, index: int) -> Clock | None:
        found = self._words.match(text, index)
        return Clock(found.end(), _DAY * 30 if found["noon"] else 0, half=True, form="word") if found else None

    def _compact(self, text: str, index: int, after_date: bool) -> Clock | None:
        """`1625`, which is a time where a zone or `hrs` stands behind it, or a date before and the event behind."""
        found = _COMPACT.match(text, index)
        if found is None:
            return None
        behind = self._compact_behind.match(text, found.end())
        if behind is None and not (after_date and _COMPACT_BEHIND_DATE.match(text, found.end())):
            return None
        return Clock(found.end(), _seconds(int(found["hour"]), int(found["minute"])), form="compact clock")

    # --- patterns, compiled when a time is read, which most runs never do ---

    @Lazy
    def _clock(self) -> re.Pattern[str]:
        known = self._known
        hours, alone = any_of(known.hours), any_of(set(known.hours) - set(known.units.hour))  # `3 hrs` is no time
        ends = rf"{_BLANK}(?:[:–—|)\]]|-[ ]|$)"
        minutes = "|".join(
            (
                r"[:：](?P<m1>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?(?![0-9]|:[0-9])",
                rf"\.(?P<m2>[0-9]{{2}})(?={_BLANK}(?:(?:[ap]\.?m|UTC|GMT|CES?T)\b|{hours}|[:–—|]|-[ ]|$))",
                rf"{_BLANK}h{_BLANK}(?P<m3>[0-9]{{2}})(?![0-9A-Za-z_])",
                rf"{_BLANK}[時时시点點]{_BLANK}(?:(?P<m4>[0-9]{{1,2}}){_BLANK}[分분])?",
                rf"(?={_BLANK}(?:[ap]\.?m\b|{alone}))|h(?={ends})|(?=[ap](?:[:–—|)\]]|[ ]-[ ]|$))",
            )
        )
        return re.compile(rf"(?P<hour>[0-9]{{1,2}})(?:{minutes}){_HALF}?", re.IGNORECASE | re.ASCII)

    @Lazy
    def _compact_behind(self) -> re.Pattern[str]:
        return re.compile(rf"Z(?!\w)| ?(?:UTC\b|GMT\b|(?i:{any_of(self._known.hours)}))", re.ASCII)

    @Lazy
    def _words(self) -> re.Pattern[str]:
        known = self._known
        return re.compile(
            rf"(?:12 )?(?:(?P<noon>{any_of(known.noon)})|{any_of(known.midnight)})(?![\w])", re.IGNORECASE
        )

    @Lazy
    def _half_before(self) -> re.Pattern[str]:
        return re.compile(rf"(?:(?P<pm>{any_of(self._known.pm)})|{any_of(self._known.am)})\s?", re.IGNORECASE)

    @Lazy
    def _zone(self) -> re.Pattern[str]:
        places = rf"{_REGION}|(?i:{any_of(self._known.zones)})"
        return re.compile(rf"{_BLANK}{_BLANK}[(\[]?(?:\+?{_ZONE_NAME}|(?P<place>{places}))[)\]]?")

    @Lazy
    def _around_zones(self) -> re.Pattern[str]:
        known = self._known
        words = {word for phrase in (*known.all_times, *known.zones) for word in phrase.split()[1:] or [phrase]}
        return re.compile(
            rf"\b(?i:{any_of((*words, *known.joint))})|\b(?:UTC|GMT)(?:[+-][0-9:]{{1,5}})?\b|\b[A-Z]{{2,4}}T\b|[,/]"
        )

    @Lazy
    def _zone_anywhere(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w/+.-]){_ZONE_NAME}", re.ASCII)


def _seconds(hour: int, minute: int, second: int = 0, half: str | None = None) -> int | None:
    if half and hour == 12:
        hour = 0
    if half and half in "pP" and hour < 12:
        hour += 12
    if minute > 59 or second > LEAP_SECOND or hour * 60 + minute > _DAY:
        return None
    return hour * 3600 + minute * 60 + min(second, LEAP_SECOND - 1)


def _offset(found: re.Match[str]) -> int | None:
    name = found.groupdict().get("name")
    base = _OFFSETS.get(name.upper(), 0 if name == "Zulu" else None) if name else 0
    if found["sign"] is None or base is None:
        return base
    minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
    if minutes > _FARTHEST_ZONE:
        return None
    return minutes if found["sign"] == "+" else -minutes
