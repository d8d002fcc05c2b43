"""The days and clocks of a timeline as people name them: weekdays, `Day 2`, `the next day`, other languages."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.read import read
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(packs.load_bundled("incident-process").process)


def ats(body: str, vocabulary: Vocabulary, title: str = "Outage of 2026-03-10") -> list[str | None]:
    """The times of a timeline in a document of an incident on Tuesday 10 March 2026."""
    text = f"# {title}\n\n## Timeline\n\n{body}"
    return [entry.at and entry.at.iso() for entry in read(Source("x.md", text), vocabulary).timeline]


# --- days that another day tells ---


def test_a_weekday_is_the_next_of_its_name_after_the_day_before_it(vocabulary: Vocabulary) -> None:
    body = (
        "### Tuesday 10 March 2026\n\n- 09:00 a\n\n### Wednesday\n\n- 09:30 b\n\n### Friday\n\n- 10:00 c\n- 11:00 d\n"
    )
    assert ats(body, vocabulary) == ["2026-03-10T09:00", "2026-03-11T09:30", "2026-03-13T10:00", "2026-03-13T11:00"]


def test_the_first_weekday_is_the_one_nearest_to_the_incident(vocabulary: Vocabulary) -> None:
    body = "sat 22:00 a\nsat 23:00 b\nsun 02:30 c\nmon 09:00 d\n"
    assert ats(body, vocabulary) == ["2026-03-07T22:00", "2026-03-07T23:00", "2026-03-08T02:30", "2026-03-09T09:00"]


def test_a_weekday_may_stand_behind_the_time_or_over_items(vocabulary: Vocabulary) -> None:
    body = "**10:00 AM Tuesday** – a\n\n**1:40 PM** – b\n\n**12:30 AM Wednesday** – c\n\n**5:00 AM** – d\n"
    assert ats(body, vocabulary) == ["2026-03-10T10:00", "2026-03-10T13:40", "2026-03-11T00:30", "2026-03-11T05:00"]
    assert ats("- Tuesday\n  - 09:00 a\n- Wednesday\n  - 08:00 b\n", vocabulary) == [
        "2026-03-10T09:00",
        "2026-03-11T08:00",
    ]


def test_days_are_numbered_from_the_first(vocabulary: Vocabulary) -> None:
    dated = "### Day 1 (2026-03-12)\n\n- 22:00 a\n\n### Day 2\n\n- 01:10 b\n\n### Day 4\n\n- 09:00 c\n"
    assert ats(dated, vocabulary) == ["2026-03-12T22:00", "2026-03-13T01:10", "2026-03-15T09:00"]
    undated = "**Day 1**\n\n- 22:00 a\n\n**Day 2**\n\n- 01:10 b\n"
    assert ats(undated, vocabulary) == ["2026-03-10T22:00", "2026-03-11T01:10"]


def test_the_next_day_is_told_by_the_entry_before(vocabulary: Vocabulary) -> None:
    body = "- 14:05 a\n- Around noon the next day, b\n- Next day, 09:00: c\n- sometime the following day: d\n"
    assert ats(body, vocabulary) == ["2026-03-10T14:05", "2026-03-11T12:00", "2026-03-12T09:00", "2026-03-13"]


def test_after_a_night_the_next_day_is_the_one_that_has_begun(vocabulary: Vocabulary) -> None:
    assert ats("- 22:30 a\n- 02:20 b\n- sometime the next day: c\n", vocabulary) == [
        "2026-03-10T22:30",
        "2026-03-11T02:20",
        "2026-03-11",
    ]


def test_the_day_before_holds_for_its_own_entry(vocabulary: Vocabulary) -> None:
    assert ats("- Day before: a\n- 14:05 b\n", vocabulary) == ["2026-03-09", "2026-03-10T14:05"]


def test_without_any_day_a_weekday_tells_none(vocabulary: Vocabulary) -> None:
    assert ats("- Fri 22:10 a\n- Sat 01:10 b\n", vocabulary, "Outage") == ["22:10", "01:10"]
    assert ats("- Friday: a\n- Day 2: b\n", vocabulary, "Outage") == [None, None]


def test_words_that_are_also_weekdays_do_not_date_an_event(vocabulary: Vocabulary) -> None:
    assert ats("- 10:00 Sun sets\n- 10:05 Monday deploy is blamed\n", vocabulary) == [
        "2026-03-10T10:00",
        "2026-03-10T10:05",
    ]


def test_a_date_group_ends_with_its_items(vocabulary: Vocabulary) -> None:
    assert ats("- 2026-03-10\n  - 09:00 a\n- all users were told\n", vocabulary) == ["2026-03-10T09:00", None]


def test_a_remark_on_the_zone_leaves_a_date_a_group(vocabulary: Vocabulary) -> None:
    body = "- 2026-03-10 (CET)\n  - 10:05 a\n- 2026-03-12\n  - 09:00 b\n"
    assert ats(body, vocabulary) == ["2026-03-10T10:05+01:00", "2026-03-12T09:00"]


def test_a_year_in_the_heading_is_that_of_dates_without_one(vocabulary: Vocabulary) -> None:
    text = "# Outage\n\n## Timeline (2026)\n\n- 3/9 22:10 a\n- 3/14 08:00 b\n"
    found = [entry.at and entry.at.iso() for entry in read(Source("x.md", text), vocabulary).timeline]
    assert found == ["2026-03-09T22:10", "2026-03-14T08:00"]


def test_a_time_may_be_glued_to_its_date(vocabulary: Vocabulary) -> None:
    assert ats("- 2026-03-1214:00 UTC a\n", vocabulary) == ["2026-03-12T14:00Z"]


# --- clocks ---


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("noon", "12:00"),
        ("Around midnight", "00:00"),
        ("c. 14:50", "14:50"),
        ("gegen 14:20 Uhr", "14:20"),
        ("11 Uhr", "11:00"),
        ("14.20 Uhr", "14:20"),
        ("vers 14h20", "14:20"),
        ("15h", "15:00"),
        ("11a", "11:00"),
        ("Shortly after 15:00", "15:00"),
        ("\u4e0b\u53483\u70b9", "15:00"),
        ("\u5348\u524d9\u664215\u5206", "09:15"),
        ("\uc624\ud6c4 3\uc2dc 10\ubd84", "15:10"),
    ],
)
def test_clocks_of_other_languages_and_words(when: str, at: str, vocabulary: Vocabulary) -> None:
    assert ats(f"- {when}: a\n", vocabulary) == [f"2026-03-10T{at}"]


@pytest.mark.parametrize(
    "text", ["15h later it broke", "3h outage", "14.05 million rows", "11a is the flat", "noonday"]
)
def test_other_numbers_are_no_clocks(text: str, vocabulary: Vocabulary) -> None:
    assert ats(f"- {text}\n", vocabulary) == [None]


@pytest.mark.parametrize(
    "when",
    [
        "12. M\u00e4rz 2026", "Donnerstag, 12. M\u00e4rz 2026", "12 mars 2026", "jeudi 12 mars 2026",
        "12 de marzo de 2026", "12 de mar\u00e7o de 2026", "Thursday, 12.03.2026", "Mittwoch, 12.03.2026",
    ],
)  # fmt: skip
def test_dates_of_other_languages(when: str, vocabulary: Vocabulary) -> None:
    assert ats(f"**{when}**\n\n- 14:05 a\n", vocabulary) == ["2026-03-12T14:05"]


@pytest.mark.parametrize(
    "zero",
    [
        "T = 2026-03-10 12:46 UTC, when it stopped.",
        "T0 = 12:46 UTC",
        "All times are relative to 12:46 UTC.",
        "The deploy at 12:46 UTC is T0.",
    ],
)
def test_a_sentence_may_tell_the_zero(zero: str, vocabulary: Vocabulary) -> None:
    body = f"{zero}\n\n- T+0 a\n- T+4m b\n- T+1h10m c\n- T+~4h d\n"
    assert ats(body, vocabulary) == [f"2026-03-10T{at}Z" for at in ("12:46", "12:50", "13:56", "16:46")]


def test_the_heading_may_tell_the_zero(vocabulary: Vocabulary) -> None:
    text = "# 2026-03-10\n\n## Timeline (T0 = 13:00 UTC)\n\n| T | Event |\n|---|---|\n| T-10 | a |\n| T+1h | b |\n"
    found = [entry.at and entry.at.iso() for entry in read(Source("x.md", text), vocabulary).timeline]
    assert found == ["2026-03-10T12:50Z", "2026-03-10T14:00Z"]


def test_times_of_two_zones_are_compared_as_instants(vocabulary: Vocabulary) -> None:
    assert ats("- 23:05 UTC a\n- 14:30 PDT b\n", vocabulary) == ["2026-03-10T23:05Z", "2026-03-10T14:30-07:00"]
