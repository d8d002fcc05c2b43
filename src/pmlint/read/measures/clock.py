"""How much time lies between two events."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.model import Moment, TimelineEntry
from pmlint.process import MINUTES_OF_A_DAY


def minutes_between(first: Moment | None, last: Moment | None) -> float | None:
    """The minutes from one moment to another; `None` where a time is not known, or only one has a day or a zone."""
    if first is None or last is None or first.seconds is None or last.seconds is None:
        return None
    if (first.day is None) != (last.day is None) or (first.offset is None) != (last.offset is None):
        return None
    days = (last.day - first.day).days if first.day and last.day else 0
    minutes = days * MINUTES_OF_A_DAY + (last.seconds - first.seconds) / 60
    return minutes - ((last.offset or 0) - (first.offset or 0))


def oldest_first(entries: Sequence[TimelineEntry]) -> Sequence[TimelineEntry]:
    """Events in order of time, where a timeline has its newest first."""
    span = minutes_between(entries[0].at, entries[-1].at) if entries else None
    return entries[::-1] if span is not None and span < 0 else entries
