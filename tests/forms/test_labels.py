"""Labels; the rows stand in docs/forms/labels.md."""

from __future__ import annotations

import pytest

from pmlint.forms.labels import known_labels, label_before_colon, labels_of_lines, opening_label, pairs


def shown(written: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its bold marks, and the ranges that are bold."""
    parts = written.split("**")
    bold, text = [], ""
    for index, part in enumerate(parts):
        if index % 2:
            bold.append((len(text), len(text) + len(part)))
        text += part
    return text, bold


@pytest.mark.form_table("labels", "At the beginning of a line")
def test_a_line_opens_with_a_label(written_as: str, form: str, name: str, value: str) -> None:
    text, bold = shown(written_as)
    label = opening_label(text, bold=bold)
    assert label is not None
    assert (label.form, label.name, text[label.value :].strip()) == (form, name, value)
    assert text[label.start : label.end] == name


@pytest.mark.form_table("labels", "No label at the beginning of a line")
def test_a_line_opens_with_none(written_as: str, as_it_is: str) -> None:
    text, bold = shown(written_as)
    assert opening_label(text, bold=bold) is None, as_it_is


@pytest.mark.form_table("labels", "Before a colon")
def test_what_stands_before_a_colon(written_as: str, name: str, value: str) -> None:
    label = label_before_colon(written_as)
    assert label is not None
    assert (label.name, written_as[label.value :].strip()) == (name, value)


@pytest.mark.form_table("labels", "Nothing before a colon")
def test_nothing_stands_before_a_colon(written_as: str, as_it_is: str) -> None:
    assert label_before_colon(written_as) is None, as_it_is


KNOWN = ("owner", "due", "due date")


@pytest.mark.form_table("labels", "Inside a text")
def test_known_labels_inside_a_text(written_as: str, known: str) -> None:
    text, bold = shown(written_as)
    found = known_labels(
        text, lambda name: name.lower() if name.lower() in KNOWN else None, begins=[start for start, _ in bold]
    )
    assert ", ".join(label.means for label in found) == known


@pytest.mark.form_table("labels", "Several in one line")
def test_several_pairs_in_one_line(written_as: str, apart: str) -> None:
    assert ", ".join(written_as[start:end] for start, end in pairs(written_as)) == apart


def test_only_the_part_between_two_indexes_is_looked_at() -> None:
    text = "Scope: a\nImpact: b"
    assert [label.name for label in labels_of_lines(text)] == ["Scope", "Impact"]
    second = opening_label(text, 9)
    assert second is not None
    assert (second.name, text[second.value :]) == ("Impact", " b")
    assert label_before_colon(text, 9, 12) is None
