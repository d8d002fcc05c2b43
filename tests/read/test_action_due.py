"""The due dates of actions: where one is said, and which day it names."""

from __future__ import annotations

from datetime import date

import pytest

from .action_documents import made_by, only


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-22", date(2026, 5, 22)),
        ("2026-05-22 (moved)", date(2026, 5, 22)),
        ("Friday, 22 May 2026", date(2026, 5, 22)),
        ("05/06/2026", None),
        ("2026-05-22?", None),
        ("TBD", None),
    ],
)
def test_a_due_date_is_a_day_only_if_it_is_one(written: str, day: date | None) -> None:
    row = only(f"| Action | Due |\n|--|--|\n| Do it | {written} |")
    assert row.due is not None
    assert (row.due.text.value, row.due.day) == (written, day)
    item = only(f"- Do it - Due: {written}")
    assert item.due is not None
    assert (item.due.text.value, item.due.day) == (written, day)


@pytest.mark.parametrize(
    ("form", "written", "due"),
    [
        ("due date", "- Do it by 2026-05-22", "2026-05-22"),
        ("due date", "- Do it (due 2026-05-22)", "2026-05-22"),
        ("due date", "- Do it (due ASAP)", "ASAP"),
        ("year first", "- Do it - 2026-05-22", "2026-05-22"),
        ("due date", "- Do it by 2026-05-22?", "2026-05-22?"),
        ("due date", "- Do it by Friday, 22 May 2026", "Friday, 22 May 2026"),
        ("due date", "- Do it no later than 2026-05-22", "2026-05-22"),
        ("due date", "- Do it (target date 2026-05-22)", "2026-05-22"),
        ("due date", "- Do it 📅 2026-05-22", "2026-05-22"),
        ("due date", "- Do it @Anna R. @May 22, 2026", "May 22, 2026"),
        ("due date", "- Do it (owner: @channel, CART-8, due 2026-05-22)", "2026-05-22"),
        ("due date", "- Do it (owner: Ines, by hand, due 2026-05-22)", "2026-05-22"),
        ("due date", "- Do it bis zum 22.05.2026", "22.05.2026"),
        ("label", "- やる（担当：山田、期限：2026-05-22）", "2026-05-22"),
        ("label", "- 先做。责任人：赵磊，完成时间：2026-05-22", "2026-05-22"),
        ("due date", "- Do it, due 05/06/2026", "05/06/2026"),
        ("", "- Do it due to load", None),
        ("", "- Since 2026-05-22 it fails; do it", None),
    ],
)
def test_a_due_date_needs_no_label_where_it_is_clear(form: str, written: str, due: str | None) -> None:
    item = only(written)
    assert (made_by(item, "due"), item.due.text.value if item.due else None) == (form, due)
