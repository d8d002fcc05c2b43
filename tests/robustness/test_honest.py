"""Honest variation never turns a document that passes into one that fails."""

from __future__ import annotations

import pytest

from pmlint.finding import Level
from pmlint.report import ExitCode

from .honest import Doc, chain, documents, grammar_of_honesty, hold
from .pipeline import judge

CHAINS = 1_000
PART = 50


@pytest.mark.parametrize("doc", [pytest.param(doc, id=doc.name) for doc in documents()])
def test_the_documents_pass(doc: Doc) -> None:
    assert judge(doc.text.encode()).exit_code(Level.ERROR) is ExitCode.CLEAN


@pytest.mark.parametrize("first", range(0, CHAINS, PART))
def test_no_chain_of_honest_variations_fails(first: int) -> None:
    for seed in range(first, first + PART):
        try:
            hold(seed)
        except AssertionError as error:
            error.add_note(f"seed {seed}; repeat it with: make fuzz WHAT=honest COUNT=1 SEED={seed}")
            raise


def test_variations_vary() -> None:
    assert len({chain(seed).text for seed in range(200)}) > 190


def test_the_grammar_is_whole() -> None:
    days = {"day", "earlier_day", "weekday", "day_in_words", "day_american", "day_short"}
    days |= {"day_german", "day_french", "day_spanish", "day_japanese"}
    assert grammar_of_honesty().given_slots == days | {"n", "severity"}
