"""The calendar of a team: business days, and when a day ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from pmlint.business_days import Calendar

ZURICH = Calendar(ZoneInfo("Europe/Zurich"), (frozenset({date(2026, 12, 25), date(2026, 12, 28)}),))


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        pytest.param("2026-03-12", 5, "2026-03-19", id="over-a-weekend"),
        pytest.param("2026-03-13", 1, "2026-03-16", id="from-a-friday"),
        pytest.param("2026-03-14", 1, "2026-03-16", id="from-a-saturday"),
        pytest.param("2026-03-15", 5, "2026-03-20", id="from-a-sunday"),
        pytest.param("2026-12-22", 5, "2026-12-31", id="over-holidays"),
        pytest.param("2026-12-25", 1, "2026-12-29", id="from-a-holiday"),
        pytest.param("2028-02-28", 1, "2028-02-29", id="leap-day"),
        pytest.param("2026-12-31", 1, "2027-01-01", id="no-holiday-of-its-own"),
        pytest.param("2026-03-12", 0, "2026-03-12", id="none"),
    ],
)
def test_business_days_are_counted_from_the_next_day_on(day: str, count: int, last: str) -> None:
    assert ZURICH.business_days_after(date.fromisoformat(day), count) == date.fromisoformat(last)


def test_several_lists_of_holidays_count_together() -> None:
    calendar = Calendar(UTC, (frozenset({date(2026, 3, 16)}), frozenset({date(2026, 3, 17)})))
    assert calendar.business_days_after(date(2026, 3, 13), 1) == date(2026, 3, 18)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        pytest.param("2026-01-15", "2026-01-15T23:00Z", id="winter"),
        pytest.param("2026-07-15", "2026-07-15T22:00Z", id="summer"),
        pytest.param("2026-03-28", "2026-03-28T23:00Z", id="before-the-short-day"),
        pytest.param("2026-03-29", "2026-03-29T22:00Z", id="the-short-day"),
        pytest.param("2026-10-25", "2026-10-25T23:00Z", id="the-long-day"),
    ],
)
def test_a_day_ends_at_midnight_in_the_teams_zone(day: str, end: str) -> None:
    assert ZURICH.end_of(date.fromisoformat(day)) == datetime.fromisoformat(end)


def test_a_day_means_its_end_and_a_timestamp_itself() -> None:
    moment = datetime(2026, 3, 12, 23, 30, tzinfo=UTC)
    assert ZURICH.moment_of(date(2026, 3, 12)) == datetime(2026, 3, 12, 23, tzinfo=UTC)
    assert ZURICH.moment_of(moment) == moment
    assert ZURICH.moment_of(datetime(2026, 3, 13, 0, 30)) == moment, "without a zone: the team's"
    assert ZURICH.day_of(moment) == date(2026, 3, 13)
    assert ZURICH.day_of(date(2026, 3, 12)) == date(2026, 3, 12)


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))])
@pytest.mark.parametrize("day", [date.min, date.max, date(9000, 12, 31)])
def test_the_calendar_may_end(zone: timezone, day: date) -> None:
    calendar = Calendar(zone)
    assert calendar.end_of(day).tzinfo is not None
    assert calendar.business_days_after(day, 130) >= day
    assert calendar.days_after(day, 180) >= day
    assert calendar.day_of(datetime(day.year, day.month, day.day, 12, tzinfo=zone))
    assert date.min <= calendar.day_of(datetime.combine(day, datetime.max.time(), UTC)) <= date.max
