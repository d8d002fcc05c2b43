"""A signal as people type it: `errors=62%/40m`, `breaker-open=12m`, `data-loss`."""

from __future__ import annotations

import re
from typing import NamedTuple

from pmlint.forms.measures import MEGABYTES, WHOLE
from pmlint.process import Process, SignalTest, Unit
from pmlint.spelling import near

_MOST = 1_000_000.0
"""What no figure of an incident is greater than, in any unit."""

_FIGURES: dict[Unit, re.Pattern[str]] = {
    "%": re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?) ?%"),
    "x": re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?[xX×]"),
    "GB": re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?([GM])i?B?", re.IGNORECASE),
}
_TIME = re.compile(r"(?:([0-9]{1,4}(?:\.[0-9]{1,2})?)h)?(?:([0-9]{1,6}(?:\.[0-9]{1,2})?)m(?:in)?)?(?:([0-9]{1,6})s)?")
_MINUTES = (60.0, 1.0, 1 / 60)
"""Of an hour, a minute, a second."""

_EXAMPLES: dict[Unit, str] = {"%": "62%", "x": "2.5x", "GB": "1.5GB", "min": "40m"}


class Signal(NamedTuple):
    """A signal with the value as it is written, its figure in the unit of the criteria, and its minutes."""

    name: str
    value: str | None
    figure: float | None = None
    minutes: float | None = None

    def meets(self, test: SignalTest) -> bool:
        """Whether it meets a test of a criterion."""
        return test.signal == self.name and test.is_met(self.figure, self.minutes)


class NoSignal(ValueError):
    """What was typed is no signal of the process, or has a value that is none of it; the text says what to write."""


class SignalForm:
    """The signals of a process, by the tests of its criteria."""

    def __init__(self, process: Process) -> None:
        self._tests: dict[str, list[SignalTest]] = {}
        for test in process.tests:
            self._tests.setdefault(test.signal, []).append(test)

    def read(self, written: str) -> Signal:
        """A signal with its value. Raises `NoSignal`."""
        name, equals, value = (part.strip() for part in written.partition("="))
        key = name.casefold()
        if key not in self._tests:
            guess = near(key, list(self._tests))
            hint = f"did you mean '{guess}'?" if guess else f"known: {', '.join(self._tests) or 'none'}"
            raise NoSignal(f"no signal is called '{name}'; {hint}")
        parts = self.parts(key)
        if not parts:
            if equals:
                raise NoSignal(f"'{name}' takes no value: write '{key}' alone")
            return Signal(key, None)
        expected = f"expected {key}={'/'.join(_EXAMPLES[part] for part in parts)}"
        given = value.split("/")
        if len(given) != len(parts):
            raise NoSignal(f"'{written}': {expected}")
        figure = minutes = None
        for part, said in zip(parts, map(str.strip, given), strict=True):
            number = _minutes(said) if part == "min" else _figure(part, said)
            if number is None:
                raise NoSignal(f"'{written}': '{said}' is not a {_CALLED[part]}; {expected}")
            if part == "min":
                minutes = number
            else:
                figure = number
        return Signal(key, value, figure, minutes)

    def parts(self, signal: str) -> list[Unit]:
        """What the value of a signal is made of: its figure, and its time in minutes."""
        tests = self._tests.get(signal, ())
        parts: list[Unit] = []
        for test in tests:
            for unit, asked in ((test.unit, test.figure), ("min", test.minutes)):
                if asked is not None and unit not in parts:
                    parts.append(unit)
        return parts


_CALLED: dict[Unit, str] = {"%": "share up to 100%", "x": "factor", "GB": "size", "min": "time"}


def threshold(test: SignalTest) -> str | None:
    """From when on a test is met, as its signal is typed: `>=50%/15m`; nothing where the signal alone is enough."""
    signs = {"at least": ">=", "more than": ">", "at most": "<=", "less than": "<"}
    unit = "m" if test.unit == "min" else test.unit
    figure = f"{signs[test.comparison]}{test.figure}{unit}" if test.figure is not None else None
    time = f"{test.minutes}m" if test.minutes is not None else None
    return "/".join(part for part in (figure, time) if part) or None


def _figure(unit: Unit, said: str) -> float | None:
    found = _FIGURES[unit].fullmatch(said)
    if found is None:
        return None
    number = float(found[1])
    if unit == "GB" and found[2].upper() == "M":
        number /= MEGABYTES
    return None if number > (WHOLE if unit == "%" else _MOST) else number


def _minutes(said: str) -> float | None:
    found = _TIME.fullmatch(said.replace(" ", "").casefold())
    if found is None or not any(found.groups()):
        return None
    return sum(float(part) * each for part, each in zip(found.groups(), _MINUTES, strict=True) if part)
