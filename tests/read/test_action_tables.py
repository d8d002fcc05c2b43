"""Actions in tables, and in lists within a cell."""

from __future__ import annotations

from datetime import date

import pytest

from pmlint.read import read
from pmlint.text import Source

from .action_documents import VOCABULARY, document, items, only, place, summary


def test_places_are_exact_in_a_table() -> None:
    doc = document("| Action | Owner | Issue | Due |\n|--|--|--|--|\n| Cap `a\\|b` |  | CART-7 |\n")
    (item,) = doc.action_items
    assert (item.text.value, place(doc, item.text)) == ("Cap a|b", (7, 3, 13))
    assert item.owner is not None
    assert item.due is not None
    assert (item.owner.value, place(doc, item.owner)) == ("", (7, 16, 16))
    assert [place(doc, issue) for issue in item.issues] == [(7, 19, 25)]
    assert (item.due.text.value, place(doc, item.due.text)) == ("", (7, 27, 27))


def test_a_column_with_an_unknown_header_is_no_owner_column() -> None:
    for header in ("Own\u0435r", "Colour", ""):
        assert only(f"| Action | {header} | Issue |\n|--|--|--|\n| Do it | Ines | #4 |").owner is None


def test_cells_behind_the_last_column_are_unseen() -> None:
    row = only("| Action | Owner | Due |\n|--|--|--|\n| Do it |  |  | Ines | 2026-05-22 |")
    assert [cell.value for cell in row.unseen] == ["Ines", "2026-05-22"]
    assert (row.owners, row.due.day if row.due else "no place") == ((), None)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Owner / Due", "Anna, 2026-05-22"),
        ("Owner & due date", "@anna (2026-05-22)"),
        ("Due + owner", "2026-05-22<br>Anna"),
        ("Owner/ETA", "Owner: Anna, due: 2026-05-22"),
    ],
)
def test_a_column_may_hold_several_fields(header: str, cell: str) -> None:
    row = only(f"| Action | {header} |\n|--|--|\n| Do it | {cell} |")
    assert [owner.value.lower().lstrip("@") for owner in row.owners] == ["anna"]
    assert row.due is not None
    assert row.due.day == date(2026, 5, 22)


def test_a_header_that_could_be_two_fields_is_none() -> None:
    row = only("| Action | Owner / Due | Issue |\n|--|--|--|\n| Do it | Xanti | #4 |")
    assert (row.owner, row.due) == (None, None)
    assert only("| Ticket title / Context | Issue |\n|--|--|\n| Do it | #4 |").text.value == "Do it"


def test_the_row_of_a_table_may_be_the_section() -> None:
    text = (
        "# O\n\n| Impact | Half of the carts were empty |\n|--|--|\n"
        "| Action items | 1. Warn early (Anna, 22/05/2026)<br>2. Cap *it* (@ines, done)<br/>3. None |\n"
    )
    doc = read(Source("a.md", text), VOCABULARY)
    assert [(summary(item), item.done) for item in doc.action_items] == [
        (("Warn early", ["Anna"], [], "22/05/2026"), None),
        (("Cap it", ["@ines"], [], None), True),
    ]
    assert [place(doc, item.text) for item in doc.action_items] == [(5, 21, 31), (5, 57, 65)]


def test_a_list_in_a_cell_is_not_cut_within_a_comment() -> None:
    text = "# O\n\n| Impact | Carts |\n|--|--|\n| Action items | 1. Warn early<br>2. Note it<!--<br>3. Cap it--> |\n"
    assert [item.text.value for item in read(Source("a.md", text), VOCABULARY).action_items] == [
        "Warn early",
        "Note it",
    ]


def test_each_table_has_its_own_columns() -> None:
    body = "| Action | Owner |\n|--|--|\n| a | Ines |\n\n| Owner | Action |\n|--|--|\n| Bo | b |\n| Owner | Action |\n"
    assert [summary(item)[:2] for item in items(body)] == [("a", ["Ines"]), ("b", ["Bo"])]
