"""What is said around an issue ID; the rows stand in docs/forms/issue_remarks.md."""

from __future__ import annotations

import pytest

from pmlint.packs import load_bundled


@pytest.mark.form_table("issue_remarks", "Leaves the issue open")
def test_leaves_open(text: str, said: str) -> None:
    assert load_bundled("incident-process").vocabulary.issue_remarks.leaves_open(text) is (said == "yes")


@pytest.mark.form_table("issue_remarks", "Names a change")
def test_names_change(text: str, said: str) -> None:
    assert load_bundled("incident-process").vocabulary.issue_remarks.names_change(text) is (said == "yes")
