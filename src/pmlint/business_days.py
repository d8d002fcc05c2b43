"""Business days, and when a day ends: the calendar of a team. Pure: it knows no clock and no list of time zones."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

SATURDAY = 5
"""The first day of the weekend, as `date.weekday` counts."""

LAST_YEAR = 9000
"""Behind it nothing is counted, so that no deadline runs past the end of the calendar."""


def day_or_moment(text: str) -> date | None:
    """The day that a text says as YYYY-MM-DD, or the timestamp of ISO 8601 that it is; `None` for any other."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.date().isoformat() == text:
        return moment.date()
    return moment if text.startswith(f"{moment.date()}T") else None


class Calendar(NamedTuple):
    """In which time zone a team's days end, and which days are holidays, as lists of days or what computes them."""

    zone: tzinfo = UTC
    holidays: tuple[Container[date], ...] = ()

    def is_business_day(self, day: date) -> bool:
        """Whether a day is neither of a weekend nor a holiday."""
        return day.weekday() < SATURDAY and not any(day in each for each in self.holidays)

    def business_days_after(self, day: date, count: int) -> date:
        """The day that is some business days behind another one, which does not count itself."""
        while count > 0 and day.year <= LAST_YEAR:
            day += timedelta(days=1)
            count -= self.is_business_day(day)
        return day

    def days_after(self, day: date, count: int) -> date:
        """The day that is some days behind another one."""
        return day + timedelta(days=count) if day.year <= LAST_YEAR else day

    def end_of(self, day: date) -> datetime:
        """When a day ends: the midnight behind it, in UTC."""
        return self.at(day, 24 * 3600)

    def at(self, day: date, seconds: int, zone: tzinfo | None = None) -> datetime:
        """The moment some seconds behind the first midnight of a day, in UTC; that of the team's zone without one."""
        try:
            midnight = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)
            return midnight.replace(tzinfo=zone or self.zone).astimezone(UTC)
        except (OverflowError, ValueError):  # the calendar ends
            return (datetime.max if day.year > LAST_YEAR else datetime.min).replace(tzinfo=UTC)

    def moment_of(self, as_of: date | datetime) -> datetime:
        """The moment that is meant: of a day its end, and a timestamp itself, in the team's zone if it has none."""
        if not isinstance(as_of, datetime):
            return self.end_of(as_of)
        return as_of if as_of.tzinfo else as_of.replace(tzinfo=self.zone)

    def day_of(self, as_of: date | datetime) -> date:
        """The day that is meant, or on which a moment lies in the team's zone."""
        if not isinstance(as_of, datetime):
            return as_of
        try:
            return self.moment_of(as_of).astimezone(self.zone).date()
        except OverflowError:  # the calendar ends
            return as_of.date()
