"""Clock times and time zones as people write them."""

from __future__ import annotations

import re
from typing import NamedTuple


class Clock(NamedTuple):
    """A time of day at an index of a text: where it ends and its seconds since midnight.

    `seconds` is `None` when there is no such time (`25:61`). `precise` tells whether seconds are written, and
    `half` whether `am` or `pm` is.
    """

    end: int
    seconds: int | None
    precise: bool = False
    half: bool = False


class Zone(NamedTuple):
    """A time zone as it is written: where it ends, and its minutes ahead of UTC (`None`: it could be several)."""

    end: int
    offset: int | None


_BLANK = "[ \u00a0\u202f]?"
_HALF = rf"(?:(?P<short>[ap])(?![\w.])|{_BLANK}(?P<half>[ap])\.?m\b\.?)"
_CLOCK = re.compile(
    rf"(?P<hour>[0-9]{{1,2}})(?:"
    rf"[:：](?P<m1>[0-9]{{2}})(?::(?P<second>[0-9]{{2}})(?:[.,][0-9]{{1,9}})?)?(?![0-9]|:[0-9])"
    rf"|\.(?P<m2>[0-9]{{2}})(?={_BLANK}(?:[ap]\.?m|Uhr|UTC|GMT|CES?T)\b|{_BLANK}(?:[:–—|]|-[ ]|$))"
    rf"|{_BLANK}[hH]{_BLANK}(?P<m3>[0-9]{{2}})(?!\w)"
    rf"|{_BLANK}[時时시点點]{_BLANK}(?:(?P<m4>[0-9]{{1,2}}){_BLANK}[分분])?"
    rf"|(?:(?={_BLANK}(?:[ap]\.?m|Uhr)\b)"
    rf"|h(?={_BLANK}(?:[:–—|)\]]|-[ ]|$))|(?=[ap](?:[:–—|)\]]|[ ]-[ ]|$)))"
    rf"){_HALF}?",
    re.IGNORECASE | re.ASCII,
)
# `1625` is a time only where something says so: a zone or `hrs` behind it, or a date before and the event behind.
_COMPACT = re.compile(r"(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])(?![0-9]|[:.,][0-9])", re.ASCII)
_COMPACT_BEHIND = re.compile(r"Z(?!\w)| ?(?:UTC|GMT|hrs?|hours)(?!\w)", re.ASCII)
_COMPACT_BEHIND_DATE = re.compile(r" ?(?:[-–—:|)\]]|$)", re.ASCII)
# `1420` and `14.20` without anything that says so, where several of them stand in a row.
_BARE = re.compile(r"(?P<hour>[01][0-9]|2[0-3])\.?(?P<minute>[0-5][0-9])(?=[ :–—-]|$)", re.ASCII)
_WORDS = re.compile(r"(?:12 )?(?:(?P<noon>noon|midday)|midnight)\b", re.IGNORECASE)
_HALF_BEFORE = re.compile(r"(?:(?P<pm>午後|下午|晚上|오후)|午前|上午|凌晨|早上|오전)\s?")
_HOUR = re.compile(r"(?P<hour>[0-9]{1,2})(?![\w:.])", re.ASCII)

_OFFSETS = {
    "UTC": 0, "UCT": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180,
    "MSK": 180, "SGT": 480, "HKT": 480, "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600, "ACDT": 630,
    "AEDT": 660, "NZST": 720, "NZDT": 780, "EDT": -240, "CDT": -300, "MDT": -360, "PDT": -420,
}  # fmt: skip
# Abbreviations with several meanings (BST: British or Bangladesh), or that people also write in summer (PST): which
# offset is meant is not known.
_AMBIGUOUS = (
    "PST", "PT", "EST", "ET", "CST", "CT", "MST", "MT", "BST", "IST", "AST", "ADT", "AKST", "AKDT", "HST", "GST", "SST",
    "WAT", "CAT", "EAT", "PKT", "PHT", "WIB", "ICT", "BRT", "ART", "COT", "CLT",
)  # fmt: skip
_NAMES = "|".join(sorted((*_OFFSETS, *_AMBIGUOUS), key=len, reverse=True))
_ZONE_NAME = (
    rf"(?P<name>{_NAMES}|[Uu]tc|[Gg]mt|Zulu)"
    rf"(?:{_BLANK}(?P<sign>[-+\u2212–])(?P<hours>[0-9]{{1,2}})(?::?(?P<minutes>[0-9]{{2}}))?)?(?![\w])"
)
_ZONE = re.compile(
    rf"{_BLANK}[(\[]?(?:\+?{_ZONE_NAME}"
    rf"|(?P<place>(?:Europe|America|Asia|Africa|Australia|Pacific|Atlantic)/[A-Z][A-Za-z_]+"
    rf"|(?:Pacific|Eastern|Central|Mountain|local)\stime\b|local\b))[)\]]?",
    re.ASCII,
)
_NUMERIC_ZONE = re.compile(
    rf"{_BLANK}(?P<sign>[-+\u2212])(?P<hours>[01][0-9]):?(?P<minutes>[0-5][0-9])(?![0-9])", re.ASCII
)
_NAMED_ANYWHERE = re.compile(rf"(?<![\w/+.-]){_ZONE_NAME}", re.ASCII)


def opening_clock(text: str, at: int, *, after_date: bool = False) -> Clock | None:
    """The time of day at an index of a text; after a date, four digits without a colon are one too."""
    before = None if text[at : at + 1].isascii() else _HALF_BEFORE.match(text, at)
    found = _CLOCK.match(text, before.end() if before else at)
    if found is None:
        if words := _WORDS.match(text, at):
            return Clock(words.end(), 12 * 3600 if words["noon"] else 0, half=True)
        return _compact_clock(text, at, after_date)
    half = found["half"] or found["short"] or (("p" if before["pm"] else "a") if before else None)
    minute = found["m1"] or found["m2"] or found["m3"] or found["m4"] or "0"
    return Clock(
        found.end(),
        _seconds(int(found["hour"]), int(minute), int(found["second"] or 0), half),
        found["second"] is not None,
        half is not None,
    )


def bare_clock(text: str, at: int) -> Clock | None:
    """Four digits at an index of a text, with or without a dot, that only others beside it make a time."""
    found = _BARE.match(text, at)
    return Clock(found.end(), _seconds(int(found["hour"]), int(found["minute"]), 0, None)) if found else None


def opening_hour(text: str, at: int) -> Clock | None:
    """A number that may be an hour, as in `8-9 PM`: only what follows can tell."""
    found = _HOUR.match(text, at)
    return Clock(found.end(), _seconds(int(found["hour"]), 0, 0, None)) if found else None


def _compact_clock(text: str, at: int, after_date: bool) -> Clock | None:
    found = _COMPACT.match(text, at)
    if found is None:
        return None
    behind = _COMPACT_BEHIND.match(text, found.end())
    if behind is None and not (after_date and _COMPACT_BEHIND_DATE.match(text, found.end())):
        return None
    return Clock(found.end(), _seconds(int(found["hour"]), int(found["minute"]), 0, None))


def _seconds(hour: int, minute: int, second: int, half: str | None) -> int | None:
    if half and hour == 12:
        hour = 0
    if half and half in "pP" and hour < 12:
        hour += 12
    if minute > 59 or second > 60 or hour * 60 + minute > 24 * 60:
        return None
    return hour * 3600 + minute * 60 + min(second, 59)


def opening_zone(text: str, at: int, *, after_precise: bool = False) -> Zone | None:
    """The time zone at an index of a text, also in parentheses.

    A difference to UTC without `UTC` (`+09:00`) is one; with a minus sign (`10:00-07:00`) only after a time with
    seconds, as it is a range otherwise.
    """
    found = _ZONE.match(text, at)
    if found:
        return Zone(found.end(), None if found["place"] else _offset(found))
    found = _NUMERIC_ZONE.match(text, at)
    if found and (found["sign"] == "+" or after_precise):
        return Zone(found.end(), _offset(found))
    return None


def find_zone(text: str) -> Zone | None:
    """The first time zone that a text names: UTC, an abbreviation in capitals, a difference to UTC."""
    found = _NAMED_ANYWHERE.search(text)
    return Zone(found.end(), _offset(found)) if found else None


def _offset(found: re.Match[str]) -> int | None:
    name = found.groupdict().get("name")
    base = _OFFSETS.get(name.upper(), 0 if name == "Zulu" else None) if name else 0
    if found["sign"] is None or base is None:
        return base
    minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
    if minutes > 14 * 60:
        return None
    return minutes if found["sign"] == "+" else -minutes


def zone_suffix(offset: int) -> str:
    """A zone as ISO 8601 writes it: `Z`, `+09:00`."""
    if offset == 0:
        return "Z"
    hours, minutes = divmod(abs(offset), 60)
    return f"{'+' if offset > 0 else '-'}{hours:02}:{minutes:02}"
