"""The date and time that a timeline entry opens with."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pmlint.read.dates import WrittenDate, opening_date
from pmlint.read.timeline.near_days import NearDay, opening_near_day, skip_day_name
from pmlint.read.timeline.times import Clock, Zone, bare_clock, opening_clock, opening_hour, opening_zone

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
    date: WrittenDate | None = None
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


_OPENING = re.compile(r"(?:\s*\[[xX]\](?=\s))?(?::[a-z][a-z_]{1,30}:|[^\w+~≈∼]|_|\+(?![0-9]))*")
_LEADING_WORDS = re.compile(
    r"(?:(?:at|on|from|between|by|before|after|since|early|late|just|shortly|soon|right|immediately|starting"
    r"|am|um|bis|ab|nach|vor|kurz|seit|à|a las|alle|dalle|ore|às|desde|depuis|om|kl\b\.?)\b[\s:~]*)+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*[0-9]{1,2}[.)]\s+(?=\S)", re.ASCII)
_ABOUT = re.compile(
    r"(?:\s*(?:[~≈∼約]|(?:approximately|approx\b\.?|around|about|circa|ca\b\.?|c\.|roughly|sometime"
    r"|gegen|etwa|ungefähr|vers|environ|hacia|sobre|aproximadamente|aprox\b\.?|verso|rond|omstreeks"
    r"|около)(?=[\s~0-9])))*\s*",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"(?:[\s,@:|()\[\]·–—~≈∼-]|T(?=~?[0-9])|\bat\b|\bum\b|\bapprox\b\.?|\baround\b|\babout\b|\bca\b\.?|\bbetween\b)*",
    re.IGNORECASE,
)
_JOINT_BEHIND_CLOCK = re.compile(r"(?:[\s,(@]|\bon\b)*", re.IGNORECASE)
_UNTIL = re.compile(
    r"\s*(?:[-–—~〜～→]|->|(?:to|until|till|and|through)\b)+\s*[~≈∼]?\s*",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\s?(?:頃|ごろ|約|경|-?ish\b|Uhr\b|hrs?\b|hours\b|[(（](?:approx\.?|approximately|est\.?|estimated|推定|概算)[)）])",
    re.IGNORECASE,
)
_REST = re.compile(r"[\s\])}>*`\"'”:：–—|,;.→=-]*")
_DATE_ENDS = re.compile(r"\s*(?:[:\])}–—|：]|-\s|$)|,? (?:early|late|in the|morning|afternoon|evening|night)\b")
_RELATIVE = re.compile(
    r"(?:(?:T\s?(?P<sign>[-+\u2212–])\s?[~≈]?|\+(?=[0-9]+(?::[0-9]{2}|\s?[dhms])))"
    r"(?:(?P<hours>[0-9]{1,3}):(?P<minutes>[0-9]{2})(?!\w)"
    r"|(?P<n>[0-9]{1,5})\s?(?P<unit>(?:d|h|m|s)|(?:day|hour|hr|minute|min|second|sec)s?)?(?:\s?(?P<more>[0-9]{1,2})\s?(?:m|mins?|minutes?))?(?!\w))"
    r"|T0(?!\w))(?!\s*=)",
    re.ASCII,
)
_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_REACH = 60
"""How many characters from its beginning a text has to show a digit to open with a time."""
_TELLING = re.compile(
    r"[0-9]|\b(?:noon|midday|midnight|next|following|day before|previous)\b|day\b|(?:mon|tue|wed|thu|fri|sat|sun)\b"
    r"|tag\b|mittwoch|di\b|dimanche|lunes|martes|coles|jueves|viernes|bado|domingo|edì|sabato|domenica|dag\b|feira",
    re.IGNORECASE,
)


def may_tell(text: str) -> bool:
    """Whether a text shows near its beginning what a time or a day can't do without."""
    return _TELLING.search(text, 0, _REACH) is not None


def read_stamp(text: str, place: Place) -> Stamp | None:
    """The date, the time or both that a text opens with."""
    if not may_tell(text):
        return None
    if place == "item" and (number := _NUMBER.match(text)) and (found := _read(text, number.end(), place)):
        return found
    return _read(text, 0, place)


def read_bare_stamp(text: str) -> Stamp | None:
    """The time that a text opens with in a form that only a row of such times makes one: `1420 page`, `14.20 page`."""
    start = _end(_ABOUT, text, _end(_OPENING, text, 0))
    clock = bare_clock(text, start)
    return Stamp(start, clock.end, _end(_REST, text, clock.end), None, clock) if clock else None


def _read(text: str, at: int, place: Place) -> Stamp | None:
    at = _end(_OPENING, text, at)
    if place != "line":
        at = _end(_LEADING_WORDS, text, at)
    start = at
    at = _end(_ABOUT, text, at)
    if relative := _RELATIVE.match(text, at):
        return _relative_stamp(text, start, relative)
    pieces = _pieces(text, at, place)
    if pieces is None:
        return None
    pieces = _until(text, pieces)
    pieces = _alternatives(text, pieces)
    end, date, clock, zone, near = pieces
    if clock is None and _glued(text, end):
        return None
    if clock is None and (place == "line" or date is None) and not _DATE_ENDS.match(text, end):
        return None
    return Stamp(
        start,
        end,
        _end(_REST, text, end),
        date,
        clock,
        zone,
        near=near if date is None or (near and near.number) else None,
    )


class _Pieces(NamedTuple):
    end: int
    date: WrittenDate | None
    clock: Clock | None
    zone: Zone | None
    near: NearDay | None = None


def _pieces(text: str, at: int, place: Place) -> _Pieces | None:
    """The date, the time and the zone that stand in a row at an index."""
    date: WrittenDate | None = None
    clock: Clock | None = None
    zone: Zone | None = None
    near: NearDay | None = None
    end = at
    leading_zone = opening_zone(text, at)
    if leading_zone and leading_zone.offset is not None:  # `UTC 14:05`
        at = leading_zone.end
    for step in range(3):
        if step or leading_zone:
            at = _end(_JOINT_BEHIND_CLOCK if clock else _JOINT, text, at + (text[at : at + 1] == " "))
        at = _end(_ABOUT, text, at)
        if near is None and (day := opening_near_day(text, at)) and (not clock or _ends_day(text, day)):
            near = day
            end = day.end
            at = _end(_JOINT, text, day.end)
            at = _end(_ABOUT, text, at)
        at = _end(_ABOUT, text, skip_day_name(text, at))
        if date is None and (found := _date(text, at, place)):
            date = found
            at = end = found.end
        elif clock is None and (clock := _clock(text, at, date)):
            at = end = clock.end
            iso = date is not None and text[date.end : date.end + 1] == "T"
            if found_zone := opening_zone(text, end, after_precise=clock.precise or iso):
                zone = found_zone
                at = end = zone.end
        else:
            break
    if date is None and clock is None and near is None:
        return None
    if remark := _REMARK.match(text, end):
        end = remark.end()
    return _Pieces(end, date, clock, zone or (leading_zone if clock else None), near)


def _ends_day(text: str, day: NearDay) -> bool:
    """Whether a weekday behind a time belongs to the time: `14:05 Sat: ...` does, `14:05 Sat down` does not."""
    return day.weekday is None or _DATE_ENDS.match(text, day.end) is not None


def _date(text: str, at: int, place: Place) -> WrittenDate | None:
    found = opening_date(text, at)
    if found is None or not found.bare or place == "cell":
        return found
    behind = _end(_JOINT, text, found.end)
    return found if behind == len(text) or opening_clock(text, behind) else None


def _clock(text: str, at: int, date: WrittenDate | None) -> Clock | None:
    clock = opening_clock(text, at, after_date=date is not None)
    if clock is None and (hour := opening_hour(text, at)) and (until := _UNTIL.match(text, hour.end)):
        last = opening_clock(text, until.end())
        return hour if last and last.half else None
    return clock


def _until(text: str, pieces: _Pieces) -> _Pieces:
    """The same with the end of a range taken in: `14:05 - 14:20 UTC`."""
    until = _UNTIL.match(text, pieces.end)
    last = _pieces(text, until.end(), "cell" if pieces.date else "item") if until else None
    if last is None or (last.clock is None and (pieces.date is None or pieces.clock is not None)):
        return pieces
    clock = pieces.clock
    if clock and last.clock and last.clock.half and not clock.half and clock.seconds is not None:
        clock = _same_half(clock, clock.seconds, last.clock)
    return pieces._replace(end=last.end, clock=clock, zone=pieces.zone or last.zone)


def _same_half(clock: Clock, seconds: int, last: Clock) -> Clock:
    """The start of a range of which only the end says `am` or `pm`: of the same half, unless it would be later."""
    noon = 12 * 3600
    if last.seconds is None or seconds > noon + 3599:
        return clock
    start = seconds % noon
    return clock._replace(seconds=start + noon if last.seconds >= start + noon else start)


_ALTERNATIVE = re.compile(r"\s*[(/（]\s*")
_CLOSE = re.compile(r"[^()\n）]{0,20}[)）]")


def _alternatives(text: str, pieces: _Pieces) -> _Pieces:
    """The same with the time in another zone taken in: `14:05 UTC (16:05 CEST)`, `14:05 UTC / 16:05 CEST`."""
    if pieces.clock is None or (opens := _ALTERNATIVE.match(text, pieces.end)) is None:
        return pieces
    other = _pieces(text, opens.end(), "item")
    if other is None or other.clock is None:
        return pieces
    if "/" in opens[0]:
        return pieces._replace(end=other.end)
    end = _closed(text, other.end)
    return pieces._replace(end=end) if end else pieces


def _closed(text: str, at: int) -> int | None:
    """Where a parenthesis ends whose last word ends at an index."""
    if text[at - 1] in ")）":
        return at
    closes = _CLOSE.match(text, at)
    return closes.end() if closes else None


def _relative_stamp(text: str, start: int, found: re.Match[str]) -> Stamp:
    if found["hours"] is not None:
        seconds = int(found["hours"]) * 3600 + int(found["minutes"]) * 60
    elif found["n"] is not None:
        unit = (found["unit"] or "m")[0]
        seconds = int(found["n"]) * _UNITS[unit] + int(found["more"] or 0) * 60
    else:
        seconds = 0
    if found["sign"] not in (None, "+"):
        seconds = -seconds
    end = found.end()
    opens = _ALTERNATIVE.match(text, end)
    absolute = _pieces(text, opens.end(), "item") if opens else None
    if absolute is None or absolute.clock is None:
        return Stamp(start, end, _end(_REST, text, end), relative=seconds)
    end = _closed(text, absolute.end) or absolute.end
    return Stamp(start, end, _end(_REST, text, end), absolute.date, absolute.clock, absolute.zone, seconds)


def _glued(text: str, end: int) -> bool:
    """Whether a date goes on as a word, such as a file name: `2026-03-14-notes.md`."""
    behind = text[end : end + 2]
    return (behind[:1].isalnum() and behind.isascii()) or (behind[:1] in "-_" and behind[1:].isalnum())


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
