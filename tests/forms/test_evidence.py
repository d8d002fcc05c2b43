"""What can be looked up; the rows stand in docs/forms/evidence.md."""

from __future__ import annotations

import pytest

from pmlint.forms.evidence import linked_evidence, may_hold_evidence, written_evidence


@pytest.mark.form_table("evidence", "Read")
def test_evidence_is_found(written: str, found: str, kind: str, form: str) -> None:
    assert may_hold_evidence(written)
    assert [(written[each.start : each.end], each.kind, each.form) for each in written_evidence(written)] == [
        (each.strip("`"), kind, form) for each in found.split("`, `")
    ]


@pytest.mark.form_table("evidence", "Refused")
def test_what_cannot_be_looked_up_is_no_evidence(written: str, why: str) -> None:
    assert list(written_evidence(written)) == [], why


@pytest.mark.form_table("evidence", "Linked")
def test_a_link_gives_what_it_leads_to(label: str, target: str, kind: str) -> None:
    assert linked_evidence(label, target) == (None if kind == "none" else kind)
