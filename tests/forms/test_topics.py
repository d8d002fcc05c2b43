"""What texts speak of; the rows stand in docs/forms/topics.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.topics import Topics
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def topics() -> Topics:
    return Vocabulary(packs.load_bundled("incident-process").process).topics


@pytest.mark.form_table("topics", "Topics")
def test_words_tell_the_topic(written_as: str, speaks_of: str, topics: Topics) -> None:
    assert speaks_of in topics.of(written_as)


@pytest.mark.form_table("topics", "By form")
def test_forms_tell_lengths_and_figures(written_as: str, tells: str, topics: Topics) -> None:
    assert list(topics.told(written_as)) == tells.split(", ")


@pytest.mark.form_table("topics", "Refused")
def test_moments_and_numbers_of_things_are_no_figures(written_as: str, as_it_is: str, topics: Topics) -> None:
    assert not list(topics.told(written_as)), as_it_is
