"""The incident's ID in titles and file names; the rows stand in docs/forms/incident_ids.md."""

from __future__ import annotations

import pytest

from pmlint.forms.incident_ids import IncidentIds
from pmlint.packs import load_bundled


@pytest.fixture(scope="module")
def ids() -> IncidentIds:
    return IncidentIds(load_bundled("incident-process").process)


@pytest.mark.form_table("incident_ids", "Read in titles")
def test_a_title_gives_an_id(title: str, id: str, form: str, ids: IncidentIds) -> None:
    found = ids.in_title(title)
    assert found is not None
    assert (title[found.start : found.end], found.form) == (id, form)


@pytest.mark.form_table("incident_ids", "Refused in titles")
def test_a_title_may_name_what_only_looks_like_an_id(title: str, why: str, ids: IncidentIds) -> None:
    assert ids.in_title(title) is None, why


@pytest.mark.form_table("incident_ids", "Read in file names")
def test_a_file_name_gives_an_id(stem: str, id: str, ids: IncidentIds) -> None:
    found = ids.in_file_name(stem)
    assert found is not None
    assert stem[found.start : found.end] == id


@pytest.mark.form_table("incident_ids", "Refused in file names")
def test_a_file_name_may_begin_with_something_else(stem: str, why: str, ids: IncidentIds) -> None:
    assert ids.in_file_name(stem) is None, why


@pytest.mark.form_table("incident_ids", "Read in fields")
def test_a_field_gives_an_id(value: str, id: str, ids: IncidentIds) -> None:
    found = ids.opens(value)
    assert found is not None
    assert value[found.start : found.end] == id


@pytest.mark.form_table("incident_ids", "Refused in fields")
def test_what_stands_in_a_field_may_be_no_id(value: str, why: str, ids: IncidentIds) -> None:
    assert ids.opens(value) is None, why


@pytest.mark.form_table("incident_ids", "Words")
def test_an_id_is_one_word(written: str, can_be_one: str, ids: IncidentIds) -> None:
    assert ids.is_word(written) is (can_be_one == "yes")
