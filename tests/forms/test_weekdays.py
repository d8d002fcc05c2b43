"""Days named by another day: the tables of docs/forms/weekdays.md."""

from __future__ import annotations

from datetime import date

import pytest

from pmlint import packs
from pmlint.forms.weekdays import WeekdayForm, following, nearest
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def weekdays() -> WeekdayForm:
    return Vocabulary(packs.load_bundled("incident-process").process).weekdays


@pytest.mark.form_table("weekdays", "Read")
def test_a_day_may_be_named_by_another(
    written: str, weekday: str, number: str, later: str, weekdays: WeekdayForm
) -> None:
    found = weekdays.near(written, 0)
    assert found is not None
    said = ["" if each is None else str(each) for each in (found.weekday, found.number, found.later)]
    assert said == [weekday, number, later]


@pytest.mark.form_table("weekdays", "Refused")
def test_other_words_name_no_day(written: str, weekdays: WeekdayForm) -> None:
    assert weekdays.near(written, 0) is None


@pytest.mark.form_table("weekdays", "Skipped")
def test_a_weekday_is_skipped_and_other_words_are_not(written: str, left: str, weekdays: WeekdayForm) -> None:
    assert written[weekdays.skip(written, 0) :] == left


@pytest.mark.form_table("weekdays", "Of an event")
def test_running_text_says_the_weekday_of_an_event(written: str, said: str, weekdays: WeekdayForm) -> None:
    found = weekdays.of_event(written)
    assert (written[found[0] : found[1].end] if found else "") == said


def test_a_weekday_is_the_nearest_or_the_next_in_a_direction() -> None:
    saturday = date(2026, 3, 14)
    assert nearest(0, saturday) == date(2026, 3, 16)
    assert nearest(2, saturday) == date(2026, 3, 11)
    assert nearest(5, saturday) == saturday
    assert following(0, saturday, 1) == date(2026, 3, 16)
    assert following(4, saturday, -1) == date(2026, 3, 13)
    assert following(0, date.max, 1) is None
