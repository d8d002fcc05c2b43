"""Which steps of the response events tell; the rows stand in docs/forms/milestones.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.milestones import MilestoneForm
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def milestones() -> MilestoneForm:
    return Vocabulary(packs.load_bundled("incident-process").process).milestones


@pytest.mark.form_table("milestones", "Reported")
def test_words_tell_the_steps(written_as: str, steps: str, milestones: MilestoneForm) -> None:
    assert milestones.steps(written_as) == frozenset(steps.split(", "))


@pytest.mark.form_table("milestones", "Refused")
def test_what_did_not_happen_here_is_no_step(written_as: str, as_it_is: str, milestones: MilestoneForm) -> None:
    assert not milestones.steps(written_as), as_it_is


@pytest.mark.form_table("milestones", "Noticed")
def test_how_it_was_noticed_is_told(written_as: str, told: str, milestones: MilestoneForm) -> None:
    assert milestones.notices(written_as) == (told == "yes")
