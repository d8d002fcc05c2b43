"""Sentences that tell of work; the rows stand in docs/forms/work.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.work import Sentence, WorkForm
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def form() -> WorkForm:
    return Vocabulary(packs.load_bundled("incident-process").process).work


@pytest.mark.form_table("work", "Promised")
def test_a_promise_or_an_order_is_one(written_as: str, because: str, form: WorkForm) -> None:
    assert form.work(written_as) == "promised", because


@pytest.mark.form_table("work", "Wished")
def test_a_wish_is_one(written_as: str, because: str, form: WorkForm) -> None:
    assert form.work(written_as) == "wished", because


@pytest.mark.form_table("work", "Refused")
def test_what_says_how_things_are_is_neither(written_as: str, as_it_is: str, form: WorkForm) -> None:
    assert form.work(written_as) is None, as_it_is


def test_each_sentence_has_its_place(form: WorkForm) -> None:
    text = "It fell over. We will cap it. We should watch it."
    assert list(form.sentences(text)) == [Sentence(14, 29, "promised"), Sentence(30, 49, "wished")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rolled back to 3.4.1", True),
        ("We took it out", True),
        ("Roll back", False),
        ("We will cap it", False),
        ("", False),
    ],
)
def test_what_was_done_is_told_from_what_is_to_be_done(text: str, told: bool, form: WorkForm) -> None:
    assert form.is_told(text) is told
