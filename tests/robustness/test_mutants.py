"""Nothing breaks on a damaged document: it is read, judged and shown, in time, and the same way twice."""

from __future__ import annotations

import pytest

from .mutate import mutant
from .pipeline import hold

MUTANTS = 1_500
"""As many as take a minute; `make fuzz` tries others."""
PART = 100


@pytest.mark.parametrize("first", range(0, MUTANTS, PART))
def test_mutants_of_real_documents_are_judged(first: int) -> None:
    for seed in range(first, first + PART):
        try:
            hold(mutant(seed))
        except Exception as error:
            error.add_note(f"seed {seed}; repeat it with: make fuzz COUNT=1 SEED={seed}")
            raise


def test_a_seed_makes_the_same_mutant_each_time() -> None:
    assert [mutant(seed) for seed in range(20)] == [mutant(seed) for seed in range(20)]
    assert len({mutant(seed) for seed in range(200)}) > 190
