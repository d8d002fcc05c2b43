"""Actions that name no result; the rows stand in docs/forms/vague.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.vague import VagueForm
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def form() -> VagueForm:
    return Vocabulary(packs.load_bundled("incident-process").process).vague


@pytest.mark.form_table("vague", "Vague")
def test_a_deed_without_an_end_is_vague(written_as: str, because: str, form: VagueForm) -> None:
    assert form.is_vague(written_as), because


@pytest.mark.form_table("vague", "Refused")
def test_what_names_a_result_is_not(written_as: str, as_it_is: str, form: VagueForm) -> None:
    assert not form.is_vague(written_as), as_it_is
