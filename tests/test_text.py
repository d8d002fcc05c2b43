"""Offsets to lines and columns, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.text import Position, Source, Span

TEXTS = st.text(st.sampled_from("ab \n\r\u2028\u0085\x0c\x0b\té😀"), max_size=40)


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, (1, 1)),
        ("ab", 0, (1, 1)),
        ("ab", 2, (1, 3)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 2, (1, 3)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n\rb", 3, (3, 1)),
        ("a\n", 2, (2, 1)),
        ("a\u2028b", 2, (1, 3)),
        ("a\x0cb\x0bc\u0085d", 6, (1, 7)),
        ("😀é\nx", 2, (1, 3)),
    ],
)
def test_a_place_is_counted_in_code_points_and_in_lines_as_markdown_ends_them(
    text: str, offset: int, position: tuple[int, int]
) -> None:
    assert Source("a.md", text).position(offset) == Position(*position)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\r\nb\rc\nd", ["a", "b", "c", "d"]),
        ("\n\r\n\r", ["", "", "", ""]),
        ("a\u2028b\x0cc\nd", ["a\u2028b\x0cc", "d"]),
    ],
)
def test_lines_come_without_their_ends(text: str, lines: list[str]) -> None:
    source = Source("a.md", text)
    assert source.line_count == len(lines)
    assert [source.line_text(number) for number in range(1, source.line_count + 1)] == lines


def test_a_line_behind_the_last_one_starts_and_ends_where_the_text_ends() -> None:
    source = Source("a.md", "ab\ncd")
    assert source.offset(3) == 5
    assert source.line_span(9) == Span(5, 5)


@given(TEXTS)
def test_each_offset_comes_back_from_its_line_and_column(text: str) -> None:
    source = Source("a.md", text)
    for offset in range(len(text) + 1):
        line, column = source.position(offset)
        assert 1 <= line <= source.line_count
        assert column >= 1
        assert source.offset(line) + column - 1 == offset


@given(TEXTS)
def test_the_lines_and_their_ends_make_up_the_text(text: str) -> None:
    source = Source("a.md", text)
    spans = [source.line_span(number) for number in range(1, source.line_count + 1)]
    ends = [text[span.end : source.offset(number + 2)] for number, span in enumerate(spans)]
    assert "".join(source.slice(span) + end for span, end in zip(spans, ends, strict=True)) == text
    assert all(end in ("\n", "\r\n", "\r") for end in ends[:-1])
    assert ends[-1] == ""


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [
        (Span(2, 5), Span(2, 5), True),
        (Span(2, 5), Span(3, 3), True),
        (Span(2, 5), Span(1, 3), False),
        (Span(2, 5), Span(4, 6), False),
    ],
)
def test_a_span_holds_what_lies_wholly_inside(outer: Span, inner: Span, holds: bool) -> None:
    assert outer.holds(inner) is holds
