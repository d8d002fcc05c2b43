"""Durations: the tables of docs/forms/durations.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.durations import Durations
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def durations() -> Durations:
    return Vocabulary(packs.load_bundled("incident-process").process).durations


@pytest.mark.form_table("durations", "From zero")
def test_a_time_may_be_told_from_the_zero_of_the_incident(written: str, seconds: str, durations: Durations) -> None:
    found = durations.from_zero(written, 0)
    assert found is not None
    assert (found.end, found.seconds) == (len(written), int(seconds))


@pytest.mark.form_table("durations", "Refused")
def test_what_is_no_distance_from_zero_is_none(written: str, why: str, durations: Durations) -> None:
    assert why
    assert durations.from_zero(written, 0) is None
