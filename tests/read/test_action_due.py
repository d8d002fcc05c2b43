"""The due dates of actions: where one is said, and which day it names."""

from __future__ import annotations

from datetime import date

import pytest

from .action_documents import made_by, only


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-22", date(2026, 5, 22)),
        ("22 May 2026", date(2026, 5, 22)),
        ("May 22, 2026", date(2026, 5, 22)),
        ("2026年5月22日", date(2026, 5, 22)),
        ("2028-02-29", date(2028, 2, 29)),
        ("2026-05-22 (moved)", date(2026, 5, 22)),
        ("by 2026-05-22", date(2026, 5, 22)),
        ("2026-05-22 17:00 UTC", date(2026, 5, 22)),
        ("Friday, 22 May 2026", date(2026, 5, 22)),
        ("22/05/2026", date(2026, 5, 22)),
        ("05/22/2026", date(2026, 5, 22)),
        ("22.05.2026", date(2026, 5, 22)),
        ("06.05.2026", None),
        ("32.05.2026", None),
        ("22.05.26", None),
        ("20260522", None),
        ("05/06/2026", None),
        ("2026-02-30", None),
        ("0000-01-01", None),
        ("２０２６-０５-２２", None),
        ("ASAP", None),
        ("Q3", None),
        ("TBD", None),
        ("ongoing", None),
        ("2026-05-22?", None),
        ("2026-05-22 or 2026-06-22", None),
        ("not before 2026-05-22", None),
        ("~2026-05-22", None),
        ("2026-05-22 (2026-06-22)", None),
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
        ("date", "- Do it - 2026-05-22", "2026-05-22"),
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
