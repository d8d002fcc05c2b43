"""What can be looked up; the rows stand in docs/forms/evidence.md."""

from __future__ import annotations

import pytest

from pmlint.forms.evidence import (
    is_trace_id,
    linked_evidence,
    local_path,
    may_hold_evidence,
    path_in_code,
    written_evidence,
)


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


@pytest.mark.form_table("evidence", "Of a link")
def test_a_target_is_a_path(target: str, path: str, of: str) -> None:
    found = local_path(target)
    expected = None if of == "none" else (path, of == "machine", of == "repository or site")
    assert (found and tuple(found)) == expected


@pytest.mark.form_table("evidence", "In code")
def test_code_is_a_path(code: str, path: str) -> None:
    assert path_in_code(code) == (None if path == "none" else path)


@pytest.mark.form_table("evidence", "Trace IDs")
def test_a_trace_id_has_32_digits(written: str, is_one: str) -> None:
    assert is_trace_id(written) == (is_one == "yes")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Trace ID ab12cd34", ["ab12cd34"]),
        ("trace_id=ab12cd34", ["ab12cd34"]),
        ("trace ID req-12, req-13", ["req-12"]),
        ("trace IDs: ab12cd34, cd34ef56", ["ab12cd34", "cd34ef56"]),
        ("trace ID ab12cd34, PAY-411, 20260312, INC-2026-007", ["ab12cd34"]),
        ("trace ID ab12cd34 of PAY-4110", ["ab12cd34"]),
        ("Trace: ab12cd34", []),
        ("span ab12cd34ef56ab12", []),
        ("the trace IDs of 2026-03-12", []),
    ],
)
def test_what_is_called_a_trace_id_is_named(text: str, named: list[str]) -> None:
    assert [text[each.start : each.end] for each in written_evidence(text) if each.named] == named
