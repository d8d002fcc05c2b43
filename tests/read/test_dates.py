"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from pmlint.read.dates import FoundDate, find_date, opening_date, resolve, skip_weekday, written_date

THE_DAY = date(2026, 5, 22)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-22",
        "2026/05/22",
        "2026/5/22",
        "2026.05.22",
        "22 May 2026",
        "22nd May 2026",
        "22 of May 2026",
        "22 de mayo de 2026",
        "22. Mai 2026",
        "22 mai 2026",
        "22nd of May, 2026",
        "May 22, 2026",
        "May 22nd, 2026",
        "May 22 2026",
        "may 22 2026",
        "May-22-2026",
        "22-May-2026",
        "2026 May 22",
        "2026年5月22日",
        "2026년 5월 22일",
        "Friday, May 22nd, 2026",
        "Fri 22 May 2026",
        "2026-05-22 (Fri)",
        "  2026-05-22  ",
    ],
)
def test_a_date_with_its_year_is_understood(text: str) -> None:
    assert written_date(text) == THE_DAY


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2026",
        "13/04/2026",
        "04/13/2026",
        "20260522",
        "2026-W21",
        "2026-W21-5",
        "2026-05",
        "May 2026",
        "May 22",
        "22/05",
        "\uff12\uff10\uff12\uff16-05-22",
        "2026-5",
        "2026-05-2222",
        "2026-05-22-1",
        "v2026-05-22",
        "Q2 2026",
        "soon",
        "",
    ],
)
def test_what_could_be_something_else_is_no_date(text: str) -> None:
    assert written_date(text) is None


@pytest.mark.parametrize("text", ["2026-02-30", "0000-01-01", "2026-13-01", "31 April 2026", "2026年2月30日"])
def test_a_day_that_does_not_exist_is_found_without_a_day(text: str) -> None:
    assert find_date(f"due {text} at the latest") == FoundDate(4, 4 + len(text), None)


def test_a_date_is_found_where_it_stands_and_searched_from_an_index() -> None:
    text = "from 2026-05-22 to May 24, 2026."
    assert find_date(text) == FoundDate(5, 15, THE_DAY)
    assert find_date(text, 15) == FoundDate(19, 31, date(2026, 5, 24))
    assert find_date(text, 31) is None


def test_a_date_with_other_words_is_not_a_date_alone() -> None:
    assert written_date("by 2026-05-22") is None
    assert written_date("2026-05-22 or later") is None


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("May 22", date(2026, 5, 20), THE_DAY),
        ("22nd May: restart", date(2026, 5, 20), THE_DAY),
        ("05-22 14:00", date(2026, 5, 20), THE_DAY),
        ("5月22日", date(2026, 5, 20), THE_DAY),
        ("December 31", date(2026, 1, 2), date(2025, 12, 31)),
        ("Jan 1", date(2025, 12, 30), date(2026, 1, 1)),
        ("Feb 29", date(2025, 2, 28), date(2024, 2, 29)),
        ("May 22", None, None),
        ("May 20-22, 2026", None, date(2026, 5, 20)),
        ("2026-05-22/23", None, THE_DAY),
        ("5/22/26", None, THE_DAY),
        ("22/05/2026", None, THE_DAY),
        ("05/22/2026", None, THE_DAY),
        ("05-22-2026", None, THE_DAY),
        ("22.05.2026", None, THE_DAY),
        ("2026 05 22 @ 14:00", None, THE_DAY),
        ("05/05/2026", None, date(2026, 5, 5)),
    ],
)
def test_a_timeline_has_more_forms_and_takes_the_year_from_a_day_nearby(
    text: str, near: date | None, expected: date | None
) -> None:
    written = opening_date(text, 0)
    assert written is not None
    assert resolve(written, near, None) == expected


@pytest.mark.parametrize(
    ("day_first", "near", "expected"),
    [
        (None, None, None),
        (True, None, date(2026, 4, 3)),
        (False, None, date(2026, 3, 4)),
        (None, date(2026, 3, 5), date(2026, 3, 4)),
        (None, date(2026, 4, 2), date(2026, 4, 3)),
        (None, date(2026, 3, 20), None),
    ],
)
def test_numbers_in_either_order_need_other_dates_or_a_day_nearby(
    day_first: bool | None, near: date | None, expected: date | None
) -> None:
    written = opening_date("03/04/2026", 0)
    assert written is not None
    assert written.ambiguous
    assert resolve(written, near, day_first) == expected


@pytest.mark.parametrize(("text", "day_first"), [("13/04/2026", True), ("04/13/2026", False), ("03/04/2026", None)])
def test_a_number_over_twelve_tells_the_order(text: str, day_first: bool | None) -> None:
    written = opening_date(text, 0)
    assert written is not None
    assert written.day_first is day_first


@pytest.mark.parametrize("text", ["Jul 2026", "2026-05-2214", "three", "10:05", "1.2.3.4", "May 2215"])
def test_no_date_opens_a_text_that_says_something_else(text: str) -> None:
    assert opening_date(text, 0) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Mon, 4 May", 5), ("Thursday 4", 9), ("Tues. 4", 6), ("Monitor", 0), ("Sunny day", 0), ("4", 0)],
)
def test_a_weekday_is_skipped_and_other_words_are_not(text: str, expected: int) -> None:
    assert skip_weekday(text, 0) == expected
