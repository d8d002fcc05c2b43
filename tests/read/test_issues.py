"""Issue IDs in short texts."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.markdown import Inline, Paragraph, Piece, parse
from pmlint.process import Trackers
from pmlint.read.issues import IssueFinder, finder
from pmlint.text import Source

TRACKERS = packs.load_bundled("incident-process").process.trackers


def inline(text: str) -> Inline:
    block = parse(Source("a.md", text)).blocks[0]
    assert isinstance(block, Paragraph)
    return block.inline


def ids(text: str, trackers: Trackers = TRACKERS) -> list[str]:
    read = inline(text)
    return [found.value for found in finder(trackers).find(Piece(read, 0, len(read.text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#7", ["#7"]),
        ("see #7, #81 and (#9).", ["#7", "#81", "#9"]),
        ("acme/shop#12", ["acme/shop#12"]),
        ("GH-4 and AB#5 and sc-6", ["GH-4", "AB#5", "sc-6"]),
        ("CART-31/CART-32", ["CART-31", "CART-32"]),
        ("(CART-31)", ["CART-31"]),
        ("チケットCART-31対応", ["CART-31"]),
        ("**CART**-31", ["CART-31"]),
        ("`CART-31`", ["CART-31"]),
        ("https://github.com/acme/shop/issues/12", ["https://github.com/acme/shop/issues/12"]),
        ("https://github.com/acme/shop/issues/12#issuecomment-99", ["https://github.com/acme/shop/issues/12"]),
        ("<https://github.com/acme/shop/pull/12/files>", ["https://github.com/acme/shop/pull/12"]),
        ("https://gitlab.com/a/b/c/-/issues/3.", ["https://gitlab.com/a/b/c/-/issues/3"]),
        ("https://jira.acme.test:8080/browse/CART-31", ["https://jira.acme.test:8080/browse/CART-31"]),
        ("PR #254", ["#254"]),
        ("acme/web/shop#12 and shop!34 and acme/shop!34 and !35", ["acme/web/shop#12", "acme/shop!34", "!35"]),
        ("b/4567, RT#12, shop#13 and ticket 77", ["b/4567", "RT#12", "shop#13", "ticket 77"]),
        ("ch12, T4567 and bug 45678 or Bug 45679", ["ch12", "T4567", "bug 45678", "Bug 45679"]),
        ("https://gitlab.com/acme/shop/issues/12", ["https://gitlab.com/acme/shop/issues/12"]),
        ("https://gitlab.com/groups/acme/-/epics/3", ["https://gitlab.com/groups/acme/-/epics/3"]),
        ("https://git.acme.test/acme/shop/pulls/7", ["https://git.acme.test/acme/shop/pulls/7"]),
        ("https://redmine.acme.test/issues/12", ["https://redmine.acme.test/issues/12"]),
        ("https://tasks.acme.test/T4567", ["https://tasks.acme.test/T4567"]),
        (
            "https://acme.youtrack.cloud/youtrack/issue/CART-31/x",
            ["https://acme.youtrack.cloud/youtrack/issue/CART-31"],
        ),
        ("https://trello.com/c/AbCd12/34-cap-it", ["https://trello.com/c/AbCd12"]),
        ("https://github.com/acme/shop/discussions/12", ["https://github.com/acme/shop/discussions/12"]),
    ],
)
def test_ids_are_found_as_they_are_written(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "#0",
        "#007",
        "#123456789012345678901234567890",
        "CART-0",
        "CART-31?",
        "CART-31 (?)",
        "CART-31？",
        "C\u0410RT-31",  # a Cyrillic A
        "\u0421CART-31",  # behind a Cyrillic letter
        "CART\u200b-31",
        "CA\u200bRT-31",
        "CART-３１",
        "CART-3１",
        "cart-31",
        "CART–31",
        "MYCART-31b",
        "CART-31-draft",
        "CART-31.md",
        "docs/CART-31",
        "X-31",
        "SHA-256",
        "UTF-8",
        "CVE-2024-1234",
        "XXX-123",
        "Q3-2026",
        "[[000552]]",
        "[[CART-31]]",
        "[[1]](#references)",
        "C#7",
        "run `git log CART-31`",
        "https://example.test/CART-31",
        "https://github.com/acme/shop/issues/new",
        "https://github.com/acme/shop/issues/12?",
        "2026-03-14",
        "<!-- CART-31 -->",
        "T1",
        "bug 3",
        "debug 45678",
        "AI-1",
        "P1-2",
        "3!4",
        "action item #7",
        "step #2",
    ],
)
def test_look_alikes_are_no_ids(text: str) -> None:
    assert ids(f"say {text} so") == []


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
    found = finder(TRACKERS).find(Piece(read, 0, len(read.text)))
    assert [tuple(each.span) for each in found] == [(6, 13), (26, 64)]


def test_only_the_piece_is_searched() -> None:
    read = inline("CART-1 then CART-2 then [CART-3](https://jira.acme.test/browse/CART-3)")
    assert [found.value for found in finder(TRACKERS).find(Piece(read, 7, 18))] == ["CART-2"]


def test_named_projects_are_the_only_ones() -> None:
    trackers = TRACKERS._replace(projects=("CART", "SHA"))
    assert ids("CART-1 SHA-256 SHOP-3 GH-4 #5", trackers) == ["CART-1", "SHA-256", "GH-4", "#5"]
    assert ids("https://jira.acme.test/browse/SHOP-3", trackers) == []


def test_a_pack_can_have_other_spellings() -> None:
    trackers = Trackers(patterns=("T{number}", "https://phab.test/T{number}"), false_friends=())
    assert ids("T12 #3 https://phab.test/T9 T12a", trackers) == ["T12", "https://phab.test/T9"]
    assert ids("T12", Trackers(patterns=(), false_friends=())) == []


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
    field = finder(TRACKERS).field(Piece(read, 0, len(read.text)))
    assert (field.text.value, [each.value for each in field.ids], field.target) == (written, found, target)


def test_a_long_text_is_searched_in_linear_time() -> None:
    for hostile in (
        "a/b#" * 20_000,
        "https://" * 20_000,
        "A" * 80_000,
        "a-" * 40_000,
        "https://a.test/" + "x/" * 40_000,
    ):
        assert IssueFinder(TRACKERS).find(Piece(inline(hostile), 0, len(hostile))) == []
