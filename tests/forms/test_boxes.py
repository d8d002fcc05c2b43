"""Boxes; the rows stand in docs/forms/boxes.md."""

from __future__ import annotations

import pytest

from pmlint.forms.boxes import Box, opening_box


@pytest.mark.form_table("boxes", "Read")
def test_a_box_in_front_is_read(written_as: str, form: str, ticked: str, the_text_goes_on_with: str) -> None:
    found = opening_box(written_as)
    assert (found.form, found.ticked, written_as[found.end :]) == (form, ticked == "yes", the_text_goes_on_with)


@pytest.mark.form_table("boxes", "Refused")
def test_what_only_looks_like_a_box_is_none(written_as: str, as_it_is: str) -> None:
    assert opening_box(written_as) == Box(0, 0, None), as_it_is


def test_only_the_part_between_two_indexes_is_looked_at() -> None:
    assert opening_box("a [x] b", 1) == Box(1, 6, True, "task box")
    assert opening_box("[x] [ ]", 0, 2).ticked is None
