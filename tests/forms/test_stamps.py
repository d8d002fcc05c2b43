"""The times of events: the tables of docs/forms/stamps.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.stamps import Place, Stamp
from pmlint.vocabulary import Vocabulary

PLACES: dict[str, Place] = {"cell": "cell", "item": "item", "line": "line"}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(packs.load_bundled("incident-process").process)


@pytest.mark.form_table("stamps", "Read")
def test_an_event_opens_with_its_time(
    written: str, place: str, stamp: str, event: str, form: str, vocabulary: Vocabulary
) -> None:
    found = vocabulary.stamps.read(written, PLACES[place])
    assert found is not None
    assert vocabulary.stamps.may_open(written)
    assert (written[found.start : found.end], written[found.rest :], found.form) == (stamp, event, form)


@pytest.mark.form_table("stamps", "Refused")
def test_other_numbers_and_words_are_no_time(written: str, place: str, vocabulary: Vocabulary) -> None:
    assert vocabulary.stamps.read(written, PLACES[place]) is None


@pytest.mark.form_table("stamps", "Placed")
def test_an_event_may_have_its_time_elsewhere(written: str, by: str, stamp: str, vocabulary: Vocabulary) -> None:
    placed = vocabulary.placed_stamps
    labelled, spoken = placed.labelled(written), placed.speaker(written)
    found: dict[str, Stamp | None] = {
        "label": labelled[1] if labelled else None,
        "brackets": placed.bracketed(written),
        "end": placed.closing(written),
        "name": spoken[1] if spoken else None,
    }
    said = found[by]
    assert (written[said.start : said.end] if said else "") == stamp


@pytest.mark.form_table("stamps", "Notes")
def test_a_sentence_may_be_about_all_times(written: str, says: str, vocabulary: Vocabulary) -> None:
    notes = vocabulary.time_notes
    said = {
        "zone": notes.zone_said(written) is not None,
        "zero": notes.zero(written) is not None,
        "other days": notes.is_of_other_days(written),
        "about times": notes.is_about_times(written),
    }
    assert {name for name, is_so in said.items() if is_so} == set(filter(None, says.split(", ")))


def test_times_in_a_bare_form_need_each_other(vocabulary: Vocabulary) -> None:
    texts = ["1420 page", "14.31 call", "no time"]
    stamps = vocabulary.placed_stamps.with_bare(texts, [None, None, None])
    assert [stamp and stamp.form for stamp in stamps] == ["bare clock", "bare clock", None]
    assert vocabulary.placed_stamps.with_bare(["1420 page"], [None]) == [None]
    assert vocabulary.placed_stamps.with_bare(["2019 page", "2020 call"], [None, None]) == [None, None]
