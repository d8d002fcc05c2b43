"""Issues in a text with links, code and emphasis; how they are spelled is tested in tests/forms."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.markdown import Inline, Paragraph, Piece, parse
from pmlint.read.actions.issues import issue_field, issues_in
from pmlint.text import Source

VOCABULARY = packs.load_bundled("incident-process").vocabulary
FORM, REMARKS = VOCABULARY.issues, VOCABULARY.issue_remarks


def inline(text: str) -> Inline:
    block = parse(Source("a.md", text)).blocks[0]
    assert isinstance(block, Paragraph)
    return block.inline


def ids(text: str) -> list[str]:
    read = inline(text)
    return [found.value for found in issues_in(Piece(read, 0, len(read.text)), FORM)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**CART**-31", ["CART-31"]),
        ("`CART-31`", ["CART-31"]),
        ("<https://github.com/acme/shop/pull/12/files>", ["https://github.com/acme/shop/pull/12"]),
        ("run `git log CART-31`", []),
        ("<!-- CART-31 -->", []),
    ],
)
def test_markup_is_no_part_of_an_id(text: str, expected: list[str]) -> None:
    assert ids(f"say {text} so") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[CART-31](https://jira.acme.test/browse/CART-31)", ["CART-31"]),
        ("[CART-31](https://acme.test/board?selectedIssue=CART-31)", ["CART-31"]),
        ("[#12](https://github.com/acme/shop/issues/12)", ["#12"]),
        ("[acme/shop#12](https://github.com/Acme/Shop/pull/12)", ["acme/shop#12"]),
        ("[Fix the cart #12](https://github.com/acme/shop/issues/12)", ["#12"]),
        ("[issue](https://github.com/acme/shop/issues/12)", ["https://github.com/acme/shop/issues/12"]),
        ("[T4567](https://tasks.acme.test/T4567)", ["T4567"]),
        ("[bug 45678](https://bugs.acme.test/show_bug.cgi?id=45678)", ["bug 45678"]),
        ("[acme/shop!34](https://gitlab.com/acme/shop/-/merge_requests/34)", ["acme/shop!34"]),
        ("[acme/shop!34](https://gitlab.com/acme/other/-/merge_requests/34)", []),
        ("[T4567](https://tasks.acme.test/T4568)", []),
        ("[CART-31](https://jira.acme.test/browse/CART-32)", []),
        ("[CART-31](https://example.test/)", []),
        ("[CART-31](http://169.254.169.254/latest/meta-data/)", []),
        ("[CART-31](#cart-31)", []),
        ("[#12](https://github.com/acme/shop/issues/13)", []),
        ("[acme/shop#12](https://github.com/acme/other/issues/12)", []),
        ("[https://github.com/acme/shop/issues/1](https://github.com/acme/shop/issues/2)", []),
        ("[https://example.test/a](https://github.com/acme/shop/issues/2)", []),
        ("[CART-31](https://jira.acme.test/browse/CART-310)", []),
        ("[runbook](https://example.test/runbook)", []),
        ("![#12](https://github.com/acme/shop/issues/12)", []),
        ("[](https://github.com/acme/shop/issues/12)", []),
    ],
)
def test_a_link_counts_if_text_and_target_agree(text: str, expected: list[str]) -> None:
    assert ids(f"say {text} so") == expected


def test_an_id_has_its_exact_place() -> None:
    read = inline("see **CART-31** or [that](https://github.com/acme/shop/issues/12)")
    found = issues_in(Piece(read, 0, len(read.text)), FORM)
    assert [tuple(each.span) for each in found] == [(6, 13), (26, 64)]


def test_only_the_piece_is_searched() -> None:
    read = inline("CART-1 then CART-2 then [CART-3](https://jira.acme.test/browse/CART-3)")
    assert [found.value for found in issues_in(Piece(read, 7, 18), FORM)] == ["CART-2"]


@pytest.mark.parametrize(
    ("text", "written", "found", "target"),
    [
        ("CART-1, CART-2", "CART-1, CART-2", ["CART-1", "CART-2"], None),
        ("[CART-1](https://example.test/)", "CART-1", [], "https://example.test/"),
        ("TBD", "TBD", [], None),
    ],
)
def test_a_field_keeps_what_is_written(text: str, written: str, found: list[str], target: str | None) -> None:
    read = inline(text)
    field = issue_field(Piece(read, 0, len(read.text)), FORM, REMARKS)
    assert (field.text.value, [each.value for each in field.ids], field.target) == (written, found, target)
