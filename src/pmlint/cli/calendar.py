"""The calendar of the configuration: its time zone and holidays, which come from outside."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import UTC, date, tzinfo
from importlib import import_module

from pmlint.business_days import Calendar
from pmlint.policy import CalendarSettings
from pmlint.spelling import near

Mistake = Callable[[tuple[str | int, ...], str], Exception]
"""A mistake at a path of keys of the configuration."""


def calendar_of(settings: CalendarSettings, mistake: Mistake) -> Calendar:
    """The calendar that a configuration describes. Raises what `mistake` makes of a mistake in it."""
    at = ("calendar", "holidays")
    listed = frozenset(day_of(mistake, (*at, index), text) for index, text in enumerate(settings.holidays))
    holidays: list[Container[date]] = [listed] if listed else []
    if settings.country is not None:
        holidays.append(_holidays_of(mistake, settings.country))
    zone = UTC if settings.time_zone is None else _zone(mistake, settings.time_zone)
    return Calendar(zone, tuple(holidays))


def day_of(mistake: Mistake, keys: tuple[str | int, ...], text: str) -> date:
    """The day that the configuration says at a path of keys. Raises what `mistake` makes of it where it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        what = "holiday" if "holidays" in keys else f"'{keys[-1]}':"
        raise mistake(keys, f"{what} '{text}' is not a day as YYYY-MM-DD")
    return day


def _zone(mistake: Mistake, name: str) -> tzinfo:
    import zoneinfo  # 5 ms, which only teams with a zone need pay

    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        known = zoneinfo.available_timezones()
    guess = near(name, sorted(known))
    hint = f"did you mean '{guess}'?" if guess else "use a name from the tz database, such as 'Europe/Zurich'"
    if not known:
        hint = "this system has no time zones; 'pip install tzdata' adds them"
    raise mistake(("calendar", "time-zone"), f"no time zone is called '{name}'; {hint}")


def _holidays_of(mistake: Mistake, code: str) -> Container[date]:
    """The public holidays of a country, or of a part of it, by the package that keeps them."""
    at = ("calendar", "country")
    try:
        package = import_module("holidays")
    except ImportError:
        message = "country holidays need another package; 'pip install pmlint[holidays]' adds it"
        raise mistake(at, f"{message}, or list the days under 'calendar.holidays'") from None
    country, _, part = code.upper().partition("-")
    try:
        found: Container[date] = package.country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        raise mistake(
            at, f"no holidays are known for '{code}'; a country is written as in ISO 3166, such as 'CH' or 'CH-ZH'"
        ) from None
    return found
