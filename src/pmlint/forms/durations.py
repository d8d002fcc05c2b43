"""How long something takes, as it is written; today only from the incident's zero: `T+5m`, `T-1:30`, `+10 min`."""

from __future__ import annotations

import re
from typing import NamedTuple

from pmlint.forms.phrases import any_of
from pmlint.process import Units
from pmlint.text import Lazy

_SECONDS = (86400, 3600, 60, 1)
"""Of a day, an hour, a minute, a second, as the fields of `Units` stand."""


class FromZero(NamedTuple):
    """A time that is told by its distance from the incident's zero, in seconds; before it the number is negative."""

    end: int
    seconds: int


class Durations:
    """Durations, by the units of a process's words."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._seconds = {
            unit.casefold(): seconds for names, seconds in zip(units, _SECONDS, strict=True) for unit in names
        }

    def from_zero(self, text: str, index: int) -> FromZero | None:
        """The distance from the incident's zero at an index of a text; a number without a unit is in minutes."""
        if text[index : index + 1] not in ("T", "+"):
            return None
        found = self._from_zero.match(text, index)
        if found is None:
            return None
        seconds = 0
        if found["hours"]:
            seconds = int(found["hours"]) * 3600 + int(found["minutes"]) * 60
        elif found["n"]:
            unit = self._seconds[found["unit"].casefold()] if found["unit"] else 60
            seconds = int(found["n"]) * unit + int(found["more"] or 0) * 60
        return FromZero(found.end(), -seconds if found["sign"] not in (None, "+") else seconds)

    @Lazy
    def _from_zero(self) -> re.Pattern[str]:
        units = "|".join(map(re.escape, sorted(self._seconds, key=len, reverse=True)))
        unit, minutes = rf"(?i:(?:{units})(?![^\W\d_]))", rf"(?i:{any_of(self._units.minute)})"
        return re.compile(
            rf"(?:(?:T\s?(?P<sign>[-+−–])\s?[~≈]?|\+(?=[0-9]+(?::[0-9]{{2}}|\s?{unit})))"
            rf"(?:(?P<hours>[0-9]{{1,3}}):(?P<minutes>[0-9]{{2}})(?!\w)"
            rf"|(?P<n>[0-9]{{1,5}})\s?(?P<unit>{unit})?(?:\s?(?P<more>[0-9]{{1,2}})\s?{minutes})?(?!\w))"
            r"|T0(?!\w))(?!\s*=)"
        )
