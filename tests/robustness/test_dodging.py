"""Cosmetic edits never turn a document that fails into one that passes."""

from __future__ import annotations

import pytest

from pmlint.finding import Level
from pmlint.report import ExitCode

from .cosmetics import Faulty
from .dodge import EXAMPLE, chain, faulty_documents, hold, with_one_action
from .pipeline import judge

CHAINS = 5_000
PART = 250


def test_the_documents_comply_but_for_their_fault() -> None:
    text = with_one_action(EXAMPLE.read_text("utf-8"))
    assert judge(text.encode()).exit_code(Level.ERROR) is ExitCode.CLEAN


@pytest.mark.parametrize("doc", [pytest.param(doc, id=doc.name) for doc in faulty_documents()])
def test_a_fault_fails(doc: Faulty) -> None:
    assert judge(doc.text.encode()).exit_code(Level.ERROR) is ExitCode.FINDINGS


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
