"""Who acts in a sentence; the rows stand in docs/forms/subjects.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.subjects import SubjectForm
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def subjects() -> SubjectForm:
    return Vocabulary(packs.load_bundled("incident-process").process).subjects


@pytest.mark.form_table("subjects", "Found")
def test_who_acts_is_found(written_as: str, who: str, subjects: SubjectForm) -> None:
    found = subjects.find(written_as, 0, len(written_as))
    assert found is not None
    assert written_as[slice(*found)] == who


@pytest.mark.form_table("subjects", "Refused")
def test_what_nobody_does_has_no_subject(written_as: str, as_it_is: str, subjects: SubjectForm) -> None:
    assert subjects.find(written_as, 0, len(written_as)) is None, as_it_is


@pytest.mark.form_table("subjects", "Deeds of nobody")
def test_a_deed_without_anybody_is_told(written_as: str, told: str, subjects: SubjectForm) -> None:
    assert subjects.is_deed(written_as) == (told == "yes")
