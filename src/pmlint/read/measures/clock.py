"""How much time lies between two events."""

from __future__ import annotations

from pmlint.model import Moment

_SECONDS_OF_A_MINUTE = 60
_MINUTES_OF_A_DAY = 24 * 60


def minutes_between(first: Moment | None, last: Moment | None) -> float | None:
    """The minutes from one moment to another; `None` where a time is not known, or only one has a day or a zone."""
    if first is None or last is None or first.seconds is None or last.seconds is None:
        return None
    if (first.day is None) != (last.day is None) or (first.offset is None) != (last.offset is None):
        return None
    days = (last.day - first.day).days if first.day and last.day else 0
    minutes = days * _MINUTES_OF_A_DAY + (last.seconds - first.seconds) / _SECONDS_OF_A_MINUTE
    return minutes - ((last.offset or 0) - (first.offset or 0))
