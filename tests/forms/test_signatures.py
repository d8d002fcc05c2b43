"""Signatures; the rows stand in docs/forms/signatures.md."""

from __future__ import annotations

import pytest

from pmlint.forms.signatures import SignatureForm
from pmlint.packs import load_bundled


@pytest.fixture(scope="module")
def signatures() -> SignatureForm:
    return load_bundled("incident-process").vocabulary.signatures


@pytest.mark.form_table("signatures", "Signs")
def test_a_line_signs(signatures: SignatureForm, line: str, who: str, role: str, day: str) -> None:
    said = signatures.read(line)
    assert [line[each.start : each.end] for each in said.signers] == who.split("`, `")
    first = said.signers[0]
    assert (first.role.value if first.role else "", str(first.date.day) if first.date else "") == (role, day)
    assert said.unread is None


@pytest.mark.form_table("signatures", "Does not sign")
def test_a_line_does_not_sign(signatures: SignatureForm, line: str, as_it_says: str) -> None:
    unread = signatures.read(line).unread
    assert unread is not None
    assert line[slice(*unread)].strip() == as_it_says


def test_an_empty_box_is_told() -> None:
    form = load_bundled("incident-process").vocabulary.signatures
    boxes = ("[ ] IC: Noor Haddad, 2026-03-17", "IC: Noor Haddad ☐", "IC: Noor Haddad [ ] approved")
    assert [form.read(line).signers[0].ticked for line in boxes] == [False, False, False]


def test_what_the_document_names_is_a_name_in_small_letters_too(signatures: SignatureForm) -> None:
    assert not signatures.read("IC: noor haddad").signers
    assert signatures.read("IC: noor haddad", known=("noor", "haddad")).signers
