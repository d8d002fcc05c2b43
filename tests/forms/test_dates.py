"""Dates as people write them: the tables of docs/forms/dates.md."""

from __future__ import annotations

from datetime import date

import pytest

from pmlint import packs
from pmlint.forms.dates import Dates, FoundDate, Strength
from pmlint.vocabulary import Vocabulary

THE_DAY = date(2026, 5, 22)


@pytest.fixture(scope="module")
def dates() -> Dates:
    return Vocabulary(packs.load_bundled("incident-process").process).dates


def as_day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell not in ("", "none") else None


@pytest.mark.form_table("dates", "Certain")
def test_a_date_that_is_certain_has_one_reading_in_every_strength(written: str, form: str, dates: Dates) -> None:
    strengths: tuple[Strength, ...] = ("certain", "near", "order")
    for strength in strengths:
        found = dates.whole(written, strength)
        assert found is not None
        assert (found.day, found.form, found.strength) == (THE_DAY, form, "certain")


@pytest.mark.form_table("dates", "Refused")
def test_what_could_be_something_else_is_no_date(written: str, why: str, dates: Dates) -> None:
    assert why
    assert dates.whole(written) is None


@pytest.mark.form_table("dates", "No such day")
def test_a_day_that_does_not_exist_is_found_without_a_day(written: str, dates: Dates) -> None:
    found = dates.find(f"due {written} at the latest")
    assert found is not None
    assert (found.start, found.end, found.day) == (4, 4 + len(written), None)


@pytest.mark.form_table("dates", "Near")
def test_a_day_nearby_tells_a_missing_year(written: str, near: str, day: str, form: str, dates: Dates) -> None:
    found = dates.find(written, strength="near", near=as_day(near))
    assert (found and found.day) == as_day(day)
    assert (found.form if found else "") == form


@pytest.mark.form_table("dates", "First")
def test_a_field_gives_the_first_day_of_a_range(written: str, day: str, dates: Dates) -> None:
    found = dates.first(written)
    assert (found and found.day) == as_day(day)


@pytest.mark.form_table("dates", "In a list")
def test_other_dates_of_a_list_tell_the_order(written: str, near: str, day_first: str, day: str, dates: Dates) -> None:
    found = dates.at(written, 0, "order")
    assert found is not None
    assert found.in_list(as_day(near), {"yes": True, "no": False}.get(day_first)) == as_day(day)


@pytest.mark.form_table("dates", "Not a date in a list")
def test_no_date_opens_a_text_that_says_something_else(written: str, dates: Dates) -> None:
    assert dates.at(written, 0, "order") is None


def test_a_date_is_found_where_it_stands_and_searched_from_an_index(dates: Dates) -> None:
    text = "from 2026-05-22 to May 24, 2026."
    places = [(found.start, found.end, found.day) for found in dates.all(text)]
    assert places == [(5, 15, THE_DAY), (19, 31, date(2026, 5, 24))]
    assert dates.all(text, most=1) == [dates.find(text)]
    assert dates.find(text, 15) == dates.all(text)[1]
    assert dates.find(text, 31) is None
    assert dates.find(text, 0, 5) is None


def test_a_date_without_a_year_counts_ahead_of_those_that_have_one(dates: Dates) -> None:
    found = dates.all("May 20, then 2026-05-22, then May 23", strength="near", near=THE_DAY)
    assert [each.day for each in found] == [date(2026, 5, 20), THE_DAY]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        pytest.param("13/04/2026", "day first", id="day-first"),
        pytest.param("04/13/2026", "month first", id="month-first"),
        pytest.param("03/04/2026", "open", id="open"),
        pytest.param("04/04/2026", "told", id="the-same"),
    ],
)
def test_a_number_over_twelve_tells_the_order(text: str, order: str, dates: Dates) -> None:
    found = dates.at(text, 0, "order")
    assert found is not None
    assert found.order == order


def test_the_word_of_the_pack_is_told(dates: Dates) -> None:
    found = dates.find("am 22. Mai 2026")
    assert isinstance(found, FoundDate)
    assert found.word == "mai"


@pytest.mark.form_table("dates", "Everything that is reported")
def test_all_that_a_date_tells_is_read(
    written: str,
    found: str,
    day: str,
    form: str,
    word: str,
    strength: str,
    numbers: str,
    order: str,
    readings: str,
    dates: Dates,
) -> None:
    each = dates.at(written, written.index(found), "order")
    assert each is not None
    assert written[each.start : each.end] == found
    assert (each.day, each.form, each.word, each.strength, each.order) == (as_day(day), form, word, strength, order)
    assert f"{each.year or '?'} {each.month} {each.number}" == numbers
    assert ", ".join(map(str, each.readings)) == readings


@pytest.mark.form_table("dates", "Between two days")
def test_what_stands_between_two_days_joins_them(
    written: str, range: str, either: str, until: str, dates: Dates
) -> None:
    assert (dates.to.search(written) is not None) == (range == "yes")
    assert (dates.either.search(written) is not None) == (either == "yes")
    assert (dates.until.fullmatch(written) is not None) == (until == "yes")


def test_a_date_goes_with_its_weekday_as_far_as_the_text_reaches(dates: Dates) -> None:
    text = "am Freitag, 22. Mai 2026 (Fr) um 12"
    found = dates.find(text)
    assert found is not None
    assert dates.with_weekday(text, found, 0, len(text)) == (3, 29)
    assert dates.with_weekday(text, found, 12, 26) == (12, 26)


def test_of_many_dates_the_first_twelve_are_read(dates: Dates) -> None:
    text = ", ".join(f"2026-05-{day}" for day in range(10, 30))
    assert [each.number for each in dates.all(text)] == list(range(10, 22))
