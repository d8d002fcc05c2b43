"""Names of sections; the rows stand in docs/forms/sections.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.vocabulary.sections import Named, SectionNames


@pytest.fixture(scope="module")
def names() -> SectionNames:
    return packs.load_bundled(packs.DEFAULT_PACK).vocabulary.sections


@pytest.mark.form_table("sections", "Read")
def test_a_heading_names_a_section(names: SectionNames, written_as: str, section: str, how: str, word: str) -> None:
    assert names.find(written_as) == Named(section, how, word)


@pytest.mark.form_table("sections", "May be one")
def test_a_heading_may_name_a_section(names: SectionNames, written_as: str, section: str, where: str) -> None:
    named = names.find(written_as)
    assert named.id is None
    assert (where, section) in [(sometimes.when, meant) for sometimes, meant in named.perhaps]


@pytest.mark.form_table("sections", "Refused")
def test_other_headings_name_none(names: SectionNames, written_as: str) -> None:
    named = names.find(written_as)
    assert (named.id, list(named.perhaps)) == (None, [])
