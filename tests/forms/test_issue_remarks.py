"""What stands beside issue IDs; the rows stand in docs/forms/issue_remarks.md."""

from __future__ import annotations

import pytest

from pmlint.forms.issues import whole
from pmlint.packs import load_bundled

VOCABULARY = load_bundled("incident-process").vocabulary


@pytest.mark.form_table("issue_remarks", "Beside an ID")
def test_what_is_not_known_beside_an_id_is_not_understood(text: str, not_understood: str) -> None:
    found = [each for each in VOCABULARY.issues.in_field.find(text) if each.is_issue]
    understood = {each.start: whole(text, each) for each in found}
    unread = VOCABULARY.issue_remarks.unread(text, understood, 0, len(text))
    assert (text[slice(*unread)] if unread else "") == not_understood


@pytest.mark.form_table("issue_remarks", "Changes")
def test_a_change_is_no_issue(text: str, is_a_change: str) -> None:
    before, _, issue = text.rpartition(" ")
    assert VOCABULARY.issue_remarks.is_change(issue, f"{before} " if before else "") is (is_a_change == "yes")
