"""What looks like a field that an action lacks; the rows stand in docs/forms/alike.md."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from pmlint import packs
from pmlint.checks.wording import ActionField, as_it_reads
from pmlint.model import ActionItem
from pmlint.read import read
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary(packs.load_bundled("incident-process").process)
GAPS = {"{owner}": "Ines Duarte", "{issue ID}": "PAY-77", "{YYYY-MM-DD}": "2026-12-04"}


def first(body: str) -> ActionItem:
    return read(Source("a.md", f"# Cart outage\n\n## Corrective Actions\n\n{body}"), VOCABULARY).action_items[0]


def told(item: ActionItem) -> str:
    """What an action is told of itself, as in the table."""
    alike = ((each, f" = {each.value}" if each.value else "") for each in item.alike)
    return "; ".join(f"{each.field}: {each.text.value} ({each.doubt}){value}" for each, value in alike) or "-"


@pytest.mark.form_table("alike", "Looks like")
def test_what_looks_like_a_missing_field_is_kept_with_the_reason(written_as: str, looks_like: str) -> None:
    item = first(f"- [ ] {written_as}")
    assert told(item) == looks_like
    missing = {"owner": item.owner, "issue": item.issue or item.issues or None, "due": item.due}
    assert {missing[each.field] for each in item.alike} <= {None}


@pytest.mark.form_table("alike", "Looks like")
def test_the_line_that_is_proposed_is_read_as_it_says(written_as: str, looks_like: str) -> None:
    item = first(f"- [ ] {written_as}")
    for field in get_args(ActionField):
        value = next((each.value for each in item.alike if each.field == field), "")
        line = as_it_reads(item, field, value).alone.removeprefix("write '").removesuffix("'")
        again = first(re.sub(r"\{[^{}]+\}$", lambda gap: GAPS[gap[0]], line))
        assert {"owner": again.owners, "issue": again.issues, "due": again.due and again.due.day}[field], line


@pytest.mark.parametrize(
    ("written", "help_"),
    [
        ("| Action | Owner |\n|--|--|\n| Cap it | |", "write in its row 'Owner: {owner}'"),
        ("| Action | Due |\n|--|--|\n| Cap it | |", "write in its row 'Owner: {owner}' (in a column of its own)"),
        ("#### Cap it\n\n- Due: 2026-05-22", "write below the heading 'Owner: {owner}'"),
        ("- [x] Cap it - Due: 2026-05-22", "write '- [x] Cap it - Due: 2026-05-22 - Owner: {owner}'"),
        ("- Cap `it`\n  now, PAY-7", "write '- [ ] Cap it now - Issue: PAY-7 - Owner: {owner}'"),
    ],
)
def test_each_form_of_an_action_is_told_where_the_field_belongs(written: str, help_: str) -> None:
    assert as_it_reads(first(written), "owner").alone == help_


def test_a_text_that_is_no_line_is_not_looked_through() -> None:
    assert first(f"- [ ] {'word ' * 250}, Ines, next week").alike == ()
