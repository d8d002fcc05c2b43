"""Due dates; the rows stand in docs/forms/due.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.due import DueForm
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def due() -> DueForm:
    return Vocabulary(packs.load_bundled("incident-process").process).due


@pytest.mark.form_table("due", "Days")
def test_a_field_names_a_day_only_if_it_is_sure_of_one(written_as: str, day: str, due: DueForm) -> None:
    assert str(due.read(written_as).day or "") == day


@pytest.mark.form_table("due", "In a text")
def test_a_due_date_is_found_behind_its_word(written_as: str, due_date: str, word: str, due: DueForm) -> None:
    found = [(written_as[each.at : each.end], each.word) for each in due.find(written_as)]
    assert found == ([(due_date, word)] if due_date else [])


@pytest.mark.form_table("due", "In words")
def test_a_due_date_may_be_said_in_words(written_as: str, how: str, due: DueForm) -> None:
    label = due.label(written_as)
    assert (label[1] if label else "in words" if due.is_in_words(written_as) else "no") == how
