"""Times of day and zones: the tables of docs/forms/clocks.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.clocks import Clocks
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def clocks() -> Clocks:
    return Vocabulary(packs.load_bundled("incident-process").process).clocks


@pytest.mark.form_table("clocks", "Read")
def test_a_time_of_day_is_understood(written: str, clock: str, form: str, clocks: Clocks) -> None:
    found = clocks.at(written, 0)
    hour, minute, second = map(int, clock.split(":"))
    assert found is not None
    assert (found.seconds, found.form) == (hour * 3600 + minute * 60 + second, form)


@pytest.mark.form_table("clocks", "Refused")
def test_what_is_no_time_is_none(written: str, why: str, clocks: Clocks) -> None:
    found = clocks.at(written, 0)
    assert why
    assert found is None or found.seconds is None


@pytest.mark.form_table("clocks", "Zones")
def test_a_zone_has_its_difference_to_utc_where_it_has_one(written: str, offset: str, clocks: Clocks) -> None:
    found = clocks.zone(written, 0)
    said = "none" if found is None else "open" if found.offset is None else str(found.offset)
    assert said == offset


def test_a_minus_is_a_zone_only_behind_seconds(clocks: Clocks) -> None:
    found = clocks.zone("-07:00", 0, after_precise=True)
    assert found is not None
    assert found.offset == -420


def test_four_digits_are_a_time_behind_a_date_or_in_a_row_of_such_times(clocks: Clocks) -> None:
    assert clocks.at("1405 - page", 0) is None
    assert clocks.at("1405 - page", 0, after_date=True) is not None
    assert clocks.at("2000 users", 0, after_date=True) is None
    bare = clocks.bare("14.20 page", 0)
    assert bare is not None
    assert (bare.seconds, bare.form) == (14 * 3600 + 20 * 60, "bare clock")


def test_the_first_zone_of_a_sentence_counts(clocks: Clocks) -> None:
    found = clocks.find_zone("All timestamps are in UTC (with CEST in parentheses)")
    assert found is not None
    assert found.offset == 0
    assert clocks.find_zone("the etc folder, Zoe and a PTA") is None
