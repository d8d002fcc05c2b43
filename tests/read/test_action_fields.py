"""The fields of an action: the same in every form, with their places."""

from __future__ import annotations

from datetime import date

import pytest

from .action_documents import document, items, only, place, summary


@pytest.mark.parametrize(
    "written",
    [
        "- Warn early - Owner: Ines - Issue: CART-7 - Due: 2026-05-22",
        "- [ ] Warn early - Owner: Ines - Issue: CART-7 - Due: 2026-05-22",
        "- Warn early – owner: Ines – issue: CART-7 – due: 2026-05-22",
        "- Warn early | Owner: Ines | Ticket: CART-7 | ETA: 2026-05-22",
        "- Warn early; Assignee: Ines; Jira: CART-7; Deadline: 2026-05-22",
        "- Warn early, Owner: Ines, Issue: CART-7, Due: 2026-05-22",
        "- Warn early **Owner:** Ines **Issue:** CART-7 **Due:** 2026-05-22",
        "- Warn early **Owner**: Ines **Issue**: `CART-7` **Due**: 2026-05-22",
        "- Warn early - Owner: Ines. Issue: CART-7. Due: 2026-05-22.",
        "- Warn early\n  Owner: Ines\n  Issue: CART-7\n  Due: 2026-05-22",
        "- Warn early (Owner: Ines, Issue: CART-7, Due: 2026-05-22)",
        "- Warn early (owner: Ines; CART-7; due 2026-05-22)",
        "- Warn early (Ines, CART-7, 2026-05-22)",
        "- Warn early\n  - Owner: Ines\n  - Issue ID: CART-7\n  - Due date: 2026-05-22",
        "- Warn early\n\n  Owner: Ines\n\n  Issue: CART-7\n\n  Due by: 2026-05-22",
        "1. Warn early - Owner: Ines - Issue: CART-7 - Due: 2026-05-22",
        "- Issue: CART-7 - Action: Warn early - Owner: Ines - Due: 2026-05-22",
        "#### 1) Warn early\n\n- Owner: Ines\n- Issue: CART-7\n- Due: 2026-05-22",
        "#### Warn early (CART-7)\n\nSome prose.\n\n**Owner:** Ines\n\n**Due:** 2026-05-22",
        "**Action:** Warn early\n**Owner:** Ines\n**Issue:** CART-7\n**Due:** 2026-05-22",
        "**1. Warn early**\n- Owner: Ines\n- Issue: CART-7\n- Due: 2026-05-22",
        "**Warn early** (Owner: Ines, Issue: CART-7, Due: 2026-05-22)",
        "Warn early - Owner: Ines - Issue: CART-7 - Due: 2026-05-22",
        "#### Warn early\n\n| Field | Value |\n|--|--|\n| Owner | Ines |\n| Issue | CART-7 |\n| Due | 2026-05-22 |",
        "#### Warn early\n\n| Owner | Ines |\n|--|--|\n| Issue | CART-7 |\n| Due | 2026-05-22 |",
        "| Action | Owner | Issue | Due date |\n|---|---|---|---|\n| Warn early | Ines | CART-7 | 2026-05-22 |",
        "| Due | Ticket | # | Who | What |\n|--|--|--|--|--|\n| 2026-05-22 | CART-7 | 1 | Ines | Warn early |",
        "| 期限 | 担当 | アクション | チケット |\n|--|--|--|--|\n| 2026-05-22 | Ines | Warn early | CART-7 |",
        "| Aufgabe | Zuständig | Ticket # | Fällig am |\n|--|--|--|--|\n| Warn early | Ines | CART-7 | 2026-05-22 |",
        "| 조치 사항 | 담당자 | 티켓 번호 | 완료 예정일 |\n|--|--|--|--|\n| Warn early | Ines | CART-7 | 2026-05-22 |",
    ],
)
def test_the_fields_are_the_same_in_every_form(written: str) -> None:
    item = only(written)
    assert summary(item) == ("Warn early", ["Ines"], ["CART-7"], "2026-05-22")
    assert item.due is not None
    assert item.due.day == date(2026, 5, 22)


def test_places_are_exact_in_an_item() -> None:
    line = "- [ ] Cap **it** — Owner: `@ines`, [Bo](mailto:bo@acme.test) — Issue:  — Due: May 22, 2026"
    doc = document(line)
    (item,) = doc.action_items
    assert place(doc, item.text) == (5, 7, 17)
    assert place(doc, item.owner) == (5, 27, 61)
    assert [place(doc, owner) for owner in item.owners] == [(5, 28, 33), (5, 37, 39)]
    assert item.issue is not None
    blank = line.index("Issue:") + len("Issue:") + 1
    assert (item.issue.text.value, place(doc, item.issue.text)) == ("", (5, blank, blank))
    assert item.due is not None
    assert place(doc, item.due.text) == (5, line.index("May") + 1, len(line) + 1)
    assert doc.source.slice(item.span).startswith("- [ ] Cap")


def test_a_field_without_a_place_is_none_and_a_blank_one_is_empty() -> None:
    bare = only("- Do it")
    assert (bare.owner, bare.issue, bare.due) == (None, None, None)
    row = only("| Action | Owner | Issue |\n|--|--|--|\n| Do it | <!-- Ines --> | |")
    assert row.owner is not None
    assert row.issue is not None
    assert (row.owner.value, row.owners, row.issue.text.value, row.due) == ("", (), "", None)


def test_what_is_said_twice_is_not_chosen_silently() -> None:
    row = only(
        "| Action | Owner | Owner | Due | ETA | Issue |\n|--|--|--|--|--|--|\n"
        "| Do it | Ines | TBD | 2026-05-22 | 2026-06-22 | #4 |"
    )
    assert row.owner is not None
    assert row.due is not None
    assert (row.owner.value, row.due.text.value, row.due.day) == ("Ines, TBD", "2026-05-22, 2026-06-22", None)
    item = only("- Do it - Due: 2026-05-22 - Due: 2026-05-22 - Owner: Ines - Owner: Bo")
    assert item.due is not None
    assert (item.due.day, [owner.value for owner in item.owners]) == (date(2026, 5, 22), ["Ines", "Bo"])


def test_a_link_elsewhere_is_kept_with_its_target() -> None:
    for written in ("- Do it - Issue: [CART-7](https://example.test/)", "- Do it ([CART-7](https://example.test/))"):
        item = only(written)
        assert item.issue is not None
        assert (item.issue.text.value, item.issue.ids, item.issue.target) == ("CART-7", (), "https://example.test/")
        assert item.issues == ()


def test_ids_in_the_text_count_only_without_an_issue_field() -> None:
    text = only("- Do it ([#12](https://github.com/acme/shop/pull/12)), then CART-7\n  - and CART-8\n")
    assert [issue.value for issue in text.issues] == ["#12", "CART-7", "CART-8"]
    assert only("- Undo CART-7 - Issue: none yet").issues == ()
    assert only("| Action | Issue |\n|--|--|\n| Undo CART-7 | |").issues == ()


def test_a_very_long_item_is_read_in_linear_time() -> None:
    for hostile in (
        "Owner: " * 10_000,
        "(@a " * 10_000,
        "by " * 20_000,
        "a, " * 20_000,
        "~ " * 30_000,
        "y" + " " * 30_000,
    ):
        assert len(items(f"- {hostile}x")) == 1


def test_where_semicolons_divide_the_fields_a_dash_does_not() -> None:
    action = only("- Warn early; owner: Ines; issue: CART-7 - to be created; due: 2026-05-22")
    assert action.issue is not None
    assert action.issue.unread is not None
    assert action.issue.unread.value == "to be created"
