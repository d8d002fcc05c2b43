"""What a text says; the rows stand in docs/forms/substance.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.compiled import dumped, loaded
from pmlint.forms.substance import Substance
from pmlint.vocabulary import Vocabulary

PACK = packs.load_bundled(packs.DEFAULT_PACK)
ENOUGH = PACK.process.enough_words


@pytest.fixture(scope="module")
def known() -> Substance:
    return PACK.vocabulary.substance


@pytest.mark.form_table("substance", "Says something")
def test_a_short_honest_text_says_something(known: Substance, written_as: str) -> None:
    assert known.says_something(written_as, ENOUGH), known.weigh(written_as)


@pytest.mark.form_table("substance", "Says nothing")
def test_what_speaks_of_nothing_says_nothing(known: Substance, written_as: str) -> None:
    assert not known.says_something(written_as, ENOUGH), known.weigh(written_as)


@pytest.mark.form_table("substance", "Actions that name something")
def test_an_action_names_something(known: Substance, written_as: str) -> None:
    assert known.names_something(written_as)


@pytest.mark.form_table("substance", "Actions that name nothing")
def test_an_action_names_nothing(known: Substance, written_as: str) -> None:
    assert not known.names_something(written_as)


def test_the_words_are_stored_with_the_pack() -> None:
    stored = loaded(dumped(Vocabulary(PACK.process).substance))
    assert isinstance(stored, Substance)
    assert stored.says_something("The cache was full.", ENOUGH)
    assert not stored.says_something("See above.", ENOUGH)
