"""Text that is still to be written; the rows stand in docs/forms/placeholders.md."""

from __future__ import annotations

import pickle

import pytest

from pmlint import packs
from pmlint.forms.placeholders import Placeholders, is_gap, is_untouched_row


@pytest.fixture(scope="module")
def known() -> Placeholders:
    return packs.load_bundled(packs.DEFAULT_PACK).vocabulary.placeholders


@pytest.mark.form_table("placeholders", "Gaps")
def test_a_gap_is_a_placeholder(known: Placeholders, written_as: str) -> None:
    assert is_gap(written_as)
    assert known.is_placeholder(written_as)


@pytest.mark.form_table("placeholders", "No gaps")
def test_what_only_looks_like_a_gap_is_none(written_as: str, as_it_is: str) -> None:
    assert not is_gap(written_as), as_it_is


@pytest.mark.form_table("placeholders", "Placeholders, not gaps")
def test_a_placeholder_says_nothing(known: Placeholders, written_as: str) -> None:
    assert known.is_placeholder(written_as)
    assert not is_gap(written_as)


@pytest.mark.form_table("placeholders", "No placeholders")
def test_what_says_more_is_no_placeholder(known: Placeholders, written_as: str, as_it_is: str) -> None:
    assert not known.is_placeholder(written_as), as_it_is


@pytest.mark.form_table("placeholders", "Rows that only tools fill in")
def test_a_row_that_a_tool_left_was_never_meant(written_as: str) -> None:
    assert is_untouched_row(written_as)


@pytest.mark.form_table("placeholders", "Rows that people have to fill in")
def test_a_row_that_people_left_is_told(written_as: str) -> None:
    assert not is_untouched_row(written_as)


def test_the_words_are_stored_with_the_pack(known: Placeholders) -> None:
    assert pickle.loads(pickle.dumps(known)).is_placeholder("to be written")
