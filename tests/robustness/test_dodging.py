"""Cosmetic edits never turn a document that fails into one that passes."""

from __future__ import annotations

import random

import pytest

from pmlint.finding import Level
from pmlint.report import ExitCode

from .cosmetics import Faulty
from .dodge import chain, faulty_documents, hold
from .faults import KINDS, Kind, complete, grammar_of_faults
from .pipeline import judge

CHAINS = 2_500
"""As many as take a minute; `make fuzz` tries others."""
PART = 250

OF_A_KIND = 10
"""Documents of each kind that are tried without an edit."""


def test_the_documents_comply_but_for_their_fault() -> None:
    assert judge(complete().encode()).exit_code(Level.ERROR) is ExitCode.CLEAN


@pytest.mark.parametrize("doc", [pytest.param(doc, id=doc.name) for doc in faulty_documents()])
def test_a_fault_fails(doc: Faulty) -> None:
    assert judge(doc.text.encode()).exit_code(Level.ERROR) is ExitCode.FINDINGS


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.__name__) for kind in dict.fromkeys(KINDS)])
def test_a_fault_by_grammar_fails(kind: Kind) -> None:
    for seed in range(OF_A_KIND):
        doc = kind(random.Random(seed))
        passes = judge(doc.text.encode()).exit_code(Level.ERROR) is ExitCode.CLEAN
        assert not passes, f"passes: {doc.name}, seed {seed}"


def test_the_grammar_is_whole() -> None:
    assert grammar_of_faults().given_slots == {"day", "other_day", "wrong_weekday", "rule"}


@pytest.mark.parametrize("first", range(0, CHAINS, PART))
def test_no_chain_of_cosmetic_edits_passes(first: int) -> None:
    for seed in range(first, first + PART):
        try:
            hold(seed)
        except AssertionError as error:
            error.add_note(f"seed {seed}; repeat it with: make fuzz WHAT=dodges COUNT=1 SEED={seed}")
            raise


def test_most_chains_change_a_document() -> None:
    edits = [len(chain(seed).edits) for seed in range(200)]
    assert sum(count > 0 for count in edits) > 170
    assert sum(edits) > 400
