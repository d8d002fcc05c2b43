"""How long something lasted, as a sentence says it: `for 40 minutes`, `(1 h 20 min)`, `from 10:02 to 10:20`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from pmlint.forms.clocks import Clocks
from pmlint.forms.numbers import Numbers
from pmlint.forms.phrases import any_of, word_of
from pmlint.process import MINUTES_OF_A_DAY, Words
from pmlint.text import Lazy

_MINUTES = (1440.0, 60.0, 1.0, 1 / 60)
"""Of a day, an hour, a minute, a second, as the fields of `Units` stand."""

_MOST_TIMES = 20
"""Times of day of one text that are looked at; a text with more is a table or a log."""

_LONGEST_LEAD = 40
"""Characters before a duration or a time in which the words stand that say what it is."""

_TIME = re.compile(
    r"(?<![0-9A-Za-z_:.,+])(?:(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ]\s?)?(?=[0-9]{1,2}[:hH時时.])", re.ASCII
)
_MARK = r"[-–—~〜→]"


class Lasting(NamedTuple):
    """How long something lasted, in minutes, and where the text says so."""

    start: int
    end: int
    minutes: float


class _Time(NamedTuple):
    start: int
    end: int
    day: date | None
    minutes: float


class LastingForm:
    """How sentences say how long something lasted, by the words of a process."""

    def __init__(self, known: Words, clocks: Clocks) -> None:
        self._known = known
        self._clocks = clocks
        self._numbers = Numbers(known.measures.numbers or {})

    def find(self, text: str) -> list[Lasting]:
        """All that a text says of how long something lasted, in order; not when it was, how often, or until when."""
        windows = list(self.windows(text))
        lengths = [each for each in self.lengths(text) if not any(w.start <= each.start < w.end for w in windows)]
        return sorted([*windows, *lengths])

    def beside(self, text: str) -> Iterator[tuple[Lasting, Lasting]]:
        """Each window with the length of the same thing beside it: `for 40 minutes, 10:02 to 10:42`."""
        windows = list(self.windows(text))
        for length in self.lengths(text) if windows else ():
            for window in windows:
                before = self._leads_to_window.fullmatch(text, length.end, window.start)
                behind = text[window.end : length.start].strip() in ("(", ")(", "=")
                if before or (behind and text[length.end : length.end + 1] in (")", "")):
                    yield length, window

    def has_length(self, text: str) -> bool:
        """Whether a text has a length of time, whatever it says of it."""
        return self._length.search(text) is not None

    def any_minutes(self, text: str) -> list[float]:
        """All lengths of time of a text, in minutes, whatever it says of them."""
        return [self._minutes(found[0]) for found in self._length.finditer(text)]

    def windows(self, text: str) -> Iterator[Lasting]:
        """The stretches between two times: `10:02–10:20`, `between 10:02 and 10:20 UTC`."""
        times = list(self._times(text)) if ":" in text or "h" in text or "時" in text or "时" in text else []
        for first, last in pairwise(times):
            between = text[first.end : last.start]
            lead = max(0, first.start - _LONGEST_LEAD)
            joined = self._and.fullmatch(between) and self._between.search(text, lead, first.start)
            if not (self._to.fullmatch(between) or joined):
                continue
            minutes = last.minutes - first.minutes
            if first.day and last.day:
                minutes += (last.day - first.day).days * MINUTES_OF_A_DAY
            elif minutes < 0:
                minutes += MINUTES_OF_A_DAY
            if minutes > 0:
                yield Lasting(first.start, last.end, minutes)

    def _times(self, text: str) -> Iterator[_Time]:
        for number, found in enumerate(_TIME.finditer(text)):
            clock = self._clocks.at(text, found.end()) if number < _MOST_TIMES else None
            if clock is None or clock.seconds is None:
                continue
            zone = self._clocks.zone(text, clock.end)
            yield _Time(found.start(), zone.end if zone else clock.end, _day(found["day"]), clock.seconds / 60)

    def lengths(self, text: str) -> Iterator[Lasting]:
        """The durations that say how long something was: `for about 40 minutes`, `40 minutes of errors`, `(40 min)`."""
        if self._length.search(text) is None:
            return
        for found in self._length.finditer(text):
            before, behind = text[: found.start()], text[found.end() :]
            in_brackets = before.rstrip().endswith(("(", "（")) and behind.lstrip()[:1] in (")", "）", ",", ";")
            if in_brackets or self._leads.search(before[-_LONGEST_LEAD:]) or self._follows.match(behind):
                yield Lasting(found.start(), found.end(), self._minutes(found[0]))

    def _minutes(self, text: str) -> float:
        minutes = 0.0
        for found in self._one.finditer(text):
            each = next(
                size for names, size in zip(self._units, _MINUTES, strict=True) if found["unit"].casefold() in names
            )
            minutes += self._numbers.value(found["n"]) * each
        return minutes

    @Lazy
    def _units(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(name.casefold() for name in names) for names in self._known.times.units)

    @Lazy
    def _one(self) -> re.Pattern[str]:
        unit = any_of(name for names in self._units for name in names)
        return re.compile(rf"(?P<n>{self._numbers.pattern})(?:\s|-)?(?P<unit>{unit})", re.IGNORECASE)

    @Lazy
    def _length(self) -> re.Pattern[str]:
        unit = any_of(name for names in self._units for name in names)
        one = rf"{self._numbers.pattern}(?:\s|-)?{unit}"
        joined = word_of(self._known.people.joined)
        more = rf"(?:,?\s?(?:{joined}\s)?[0-9]{{1,2}}\s?{unit})?"
        return re.compile(rf"(?<![0-9A-Za-z_.,:+/–-]){one}{more}", re.IGNORECASE)

    @Lazy
    def _leads(self) -> re.Pattern[str]:
        """What stands before a duration that says how long something was."""
        about = word_of((*self._known.times.about, *self._known.measures.nearly))
        return re.compile(rf"(?:{word_of(self._known.measures.lasting)}\s?|[:：]\s?)(?:{about}\s?)*$", re.IGNORECASE)

    @Lazy
    def _follows(self) -> re.Pattern[str]:
        """What stands behind one."""
        known = self._known.measures
        return re.compile(rf"\s?(?:{word_of(known.lasting_behind)}|{word_of(known.of)})", re.IGNORECASE)

    @Lazy
    def _leads_to_window(self) -> re.Pattern[str]:
        """What stands between a length and the window that it is of."""
        words = word_of((*self._known.times.leading, *self._known.measures.between))
        return re.compile(rf"\s?[,:(–—-]\s?(?:{words}\s)?", re.IGNORECASE)

    @Lazy
    def _to(self) -> re.Pattern[str]:
        words = word_of((*self._known.dates.to, *self._known.measures.until))
        return re.compile(rf"\s*(?:{_MARK}|{words})\s*(?:{word_of(self._known.times.about)}\s*)?", re.IGNORECASE)

    @Lazy
    def _and(self) -> re.Pattern[str]:
        return re.compile(rf"\s*{word_of(self._known.people.joined)}\s*", re.IGNORECASE)

    @Lazy
    def _between(self) -> re.Pattern[str]:
        return re.compile(rf"{word_of(self._known.measures.between)}\s*(?:[0-9T:-]+\s*)?$", re.IGNORECASE)


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
