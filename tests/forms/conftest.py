"""The tables of `docs/forms/` as the rows of tests.

`@pytest.mark.form_table("dates", "Read")` runs a test once for each row of the table below the heading `Read` in
`docs/forms/dates.md`. The columns are its arguments: `written as` is `written_as`. Code marks around a cell are taken
off, `↵` stands for a line break, and a test's id is its first cell.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[2] / "docs" / "forms"
_CELL = re.compile(r"(?<!\\)\|")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for mark in metafunc.definition.iter_markers("form_table"):
        columns, rows = table(*mark.args)
        metafunc.parametrize(columns, rows, ids=[f"{mark.args[0]}-{row[0]}" for row in rows])


def table(page: str, heading: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """The columns and rows of the first table below a heading of a page; a missing or empty one is an error."""
    lines = (PAGES / f"{page}.md").read_text(encoding="utf-8").split("\n")
    start = next(index for index, line in enumerate(lines) if line.lstrip("# ") == heading and line.startswith("#"))
    below = iter(lines[start + 1 :])
    first = next(line for line in below if line.startswith("|"))
    next(below)
    rows = []
    for line in below:
        if not line.startswith("|"):
            break
        rows.append(tuple(map(_value, _cells(line))))
    assert rows, f"no rows below '{heading}' in {page}.md"
    return [column.replace(" ", "_") for column in _cells(first)], rows


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELL.split(line.strip())[1:-1]]


def _value(cell: str) -> str:
    bare = cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == "`" else cell
    return bare.replace("\\|", "|").replace("↵", "\n")
