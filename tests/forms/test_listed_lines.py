"""Lines of lists that Markdown does not read; the rows stand in docs/forms/listed_lines.md."""

from __future__ import annotations

import pytest

from pmlint.forms.listed_lines import behind_footnote, behind_mark, has_picture, is_definition, is_listed


@pytest.mark.form_table("listed_lines", "Read")
def test_a_mark_in_front_is_read(written_as: str, the_text_goes_on_with: str) -> None:
    assert is_listed(written_as)
    assert written_as[behind_mark(written_as, behind_footnote(written_as)) :] == the_text_goes_on_with


@pytest.mark.form_table("listed_lines", "Refused")
def test_what_only_looks_like_a_mark_is_none(written_as: str, as_it_is: str) -> None:
    assert not is_listed(written_as), as_it_is


def test_a_picture_is_told_from_a_bullet() -> None:
    assert [has_picture(line) for line in ("⚠️ Mind", "📌 Cap it", "☐ Cap it", "• Cap it", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_definition_is_told_from_a_time() -> None:
    assert (is_definition(": large"), is_definition("12:03 large")) == (True, False)
