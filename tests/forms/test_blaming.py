"""What blames persons; the rows stand in docs/forms/blaming.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.read import read
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(packs.load_bundled("incident-process").process)


@pytest.mark.form_table("blaming", "Blaming")
def test_words_that_blame_are_read(written_as: str, blames_by: str, vocabulary: Vocabulary) -> None:
    blame = read(Source("a.md", written_as), vocabulary).blame
    assert [each.text.value for each in blame] == [blames_by]


@pytest.mark.form_table("blaming", "Refused")
def test_what_blames_no_person_is_not(written_as: str, as_it_is: str, vocabulary: Vocabulary) -> None:
    assert not read(Source("a.md", written_as), vocabulary).blame, as_it_is


def test_nothing_is_heard_where_nobody_asks(vocabulary: Vocabulary) -> None:
    assert not read(Source("a.md", "It was human error."), vocabulary, frozenset()).blame
