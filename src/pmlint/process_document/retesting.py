"""The figures of a sentence as numbers that documents can be held to."""

from __future__ import annotations

import re
import typing
from collections.abc import Sequence
from typing import Any

from pmlint.process import Bounds, Comparison, SignalTest
from pmlint.process_document.rewording import Figured
from pmlint.process_document.tokens import LOST, Token
from pmlint.spelling import fold

MINUTE, HOUR, DAY = 60, 3600, 86400
"""Seconds of each."""

_DURATION = re.compile(r"([0-9]+) s")
_COMPARISONS: dict[str, Comparison] = {"≥": "at least", ">": "more than", "≤": "at most", "<": "less than"}


def duration(token: Token, unit: int) -> int | None:
    """How many of a unit of time a figure says; `None` where it is no duration, or no whole number of them."""
    if token.key == "0":
        return 0
    found = _DURATION.fullmatch(token.key)
    seconds = int(found[1]) if found and len(found[1]) < _MOST_DIGITS else None
    return None if seconds is None or seconds % unit else seconds // unit


_MOST_DIGITS = 12
"""Of a duration in seconds: 30,000 years."""


def is_duration(token: Token) -> bool:
    """Whether a figure says how long."""
    return token.key == "0" or _DURATION.fullmatch(token.key) is not None


def number(token: Token) -> int | None:
    """The whole number that a figure without unit says."""
    return int(token.key) if token.key.isascii() and token.key.isdigit() and len(token.key) < _MOST_DIGITS else None


def in_bounds(kind: type, field: str, value: int) -> bool:
    """Whether a field of a type of the process takes a number."""
    bounds = next(_bounds(typing.get_type_hints(kind, include_extras=True)[field]), None)
    return bounds is None or bounds.least <= value <= bounds.most


def _bounds(hint: Any) -> typing.Iterator[Bounds]:
    yield from (each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Bounds))
    for inner in typing.get_args(hint):
        yield from _bounds(inner)


def retested(tests: Sequence[SignalTest], figured: Figured | None) -> tuple[SignalTest, ...] | None:
    """The tests of a criterion in whose sentence figures were replaced; `None` where a test can't have such a figure.

    `figured` are those of the sentence before and after; `None` where it was reworded.
    """
    if figured is None:
        return None
    changes = {old.key: new for old, new in zip(figured.old, figured.new, strict=True) if not new.agrees(old)}
    if any([each.key for each in figured.old].count(key) > 1 for key in changes):
        return None  # nobody knows which of the two the test is about
    found = [_retested(test, changes) for test in tests]
    return None if None in found else tuple(test for test in found if test)


def _retested(test: SignalTest, changes: dict[str, Token]) -> SignalTest | None:
    unit = fold(test.unit)
    if test.figure is not None:
        keys = [f"{test.figure * MINUTE} s"] if unit == "min" else [f"{test.figure}{unit}", str(test.figure)]
        if changed := next((changes[key] for key in keys if key in changes), None):
            figure = _as_figure(changed, unit)
            if figure is None or not in_bounds(SignalTest, "figure", figure):
                return None
            comparison = test.comparison if changed.sign in ("", LOST) else _COMPARISONS[changed.sign]
            test = test._replace(figure=figure, comparison=comparison)
    if test.minutes is not None and (changed := changes.get(f"{test.minutes * MINUTE} s")):
        minutes = duration(changed, MINUTE)
        if not minutes or not in_bounds(SignalTest, "minutes", minutes):
            return None
        test = test._replace(minutes=minutes)
    journeys = (changes[fold(each)].key.upper() if fold(each) in changes else each for each in test.journeys)
    return test._replace(journeys=tuple(journeys))


def _as_figure(token: Token, unit: str) -> int | None:
    if unit == "min":
        return duration(token, MINUTE)
    return number(token._replace(key=token.key.removesuffix(unit)))
