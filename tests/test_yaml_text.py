"""YAML with places, and what of it is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmlint.text import Source, Span
from pmlint.yaml_text import Mapping, Node, Scalar, Sequence, YamlFault, as_data, parse_yaml


def parse(text: str, *, escaped_controls: bool = True) -> Node | None:
    return parse_yaml(Source("a.yaml", text), Span(0, len(text)), escaped_controls=escaped_controls)


def fault_of(text: str, *, escaped_controls: bool = True) -> tuple[int, int, str]:
    with pytest.raises(YamlFault) as caught:
        parse(text, escaped_controls=escaped_controls)
    position = Source("a.yaml", text).position(caught.value.span.start)
    return position.line, position.column, caught.value.message


def test_scalars_stay_as_they_are_written() -> None:
    node = parse("a: 0x2\nb: no\nc: 10:30\nd: .nan\n")
    assert isinstance(node, Mapping)
    assert [value.text.value for _, value in node.entries if isinstance(value, Scalar)] == [
        "0x2",
        "no",
        "10:30",
        ".nan",
    ]


def test_places_count_code_points_behind_emoji_and_other_wide_characters() -> None:
    text = "😀é: 😀 Zürich\nnext: [ü, end]\n"
    node = parse(text)
    assert isinstance(node, Mapping)
    value = node.entries[0][1]
    assert text[value.span.start : value.span.end] == "😀 Zürich"
    items = node.get("next")
    assert isinstance(items, Sequence)
    assert [text[item.span.start : item.span.end] for item in items.items] == ["ü", "end"]


@pytest.mark.parametrize(
    ("written", "place"),
    [("'a b'", "a b"), ('"a b"', "a b"), ("a b", "a b"), ("'it''s'", "'it''s'"), ('"a\\tb"', '"a\\tb"'), ("''", "''")],
)
def test_a_quoted_value_stands_between_its_quotes_if_it_is_written_there(written: str, place: str) -> None:
    text = f"key: {written}\n"
    node = parse(text)
    assert isinstance(node, Mapping)
    span = node.entries[0][1].span
    assert text[span.start : span.end] == place


def test_a_span_in_the_middle_of_a_source_gives_places_of_the_whole_source() -> None:
    source = Source("a.md", "---\nkey: value\n---\n")
    node = parse_yaml(source, Span(4, 14))
    assert isinstance(node, Mapping)
    assert [source.slice(name.span) for name, _ in node.entries] == ["key"]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\nb: &x 2\n", 2, 4, "anchor"),
        ("a: 1\nb: *x\n", 2, 4, "alias"),
        ("a: !!set {x}\n", 1, 4, "tag"),
        ("a: !!binary eA==\n", 1, 4, "tag"),
        ("<<: {a: 1}\n", 1, 1, "merge key"),
        ("a: 1\na: 2\n", 2, 1, "'a' appears twice"),
        ("Severity: 1\nother: 2\nseverity: 4\n", 3, 1, "'severity' appears twice"),
        ("severity: 1\nｓeverity: 4\n", 2, 1, "appears twice"),
        ("x: {b: 1, B: 2}\n", 1, 11, "'B' appears twice"),
        ("? [a, b]\n: 1\n", 1, 3, "a list or a mapping"),
        ("? \n: 1\n", 1, 2, "an empty key"),
        ("a: 1\n---\nb: 2\n", 2, 1, "second YAML document"),
        ("a: x\x07y\n", 1, 5, "control character U+0007"),
        ("a: x\x9by\n", 1, 5, "control character U+009B"),
        ("\ufeffa: 1\n", 1, 1, "control character U+FEFF"),
        ("a: \ud800\n", 1, 4, "control character U+D800"),
        ("😀: [a\n", 2, 1, "not valid YAML"),
        ("a: @b\n", 1, 4, "not valid YAML"),
        ("\ta: 1\n", 1, 1, "not valid YAML"),
        ("a: b: c\n", 1, 5, "not valid YAML"),
        ("k" * 2000 + ": 1\n", 1, 2001, "not valid YAML"),
    ],
)
def test_what_says_something_else_than_it_shows_is_refused_where_it_stands(
    text: str, line: int, column: int, words: str
) -> None:
    at_line, at_column, message = fault_of(text)
    assert words in message
    assert (at_line, at_column) == (line, column)


def test_a_directive_is_refused() -> None:
    assert fault_of("%TAG ! tag:x,2026:\n---\na: 1\n")[2] == "a YAML directive"


@pytest.mark.parametrize("opening", ["[", "- ", "{a: "])
def test_deep_nesting_is_refused_before_it_is_read_to_its_end(opening: str) -> None:
    assert "deeper than 32" in fault_of(opening * 100_000)[2]


def test_an_escaped_control_character_is_refused_where_asked() -> None:
    assert fault_of('id: "PM-\\0"\n', escaped_controls=False) == (1, 5, "control character U+0000 in YAML")
    assert as_data(parse('id: "PM-\\0"\n')) == {"id": "PM-\0"}


def test_windows_line_ends_are_no_control_characters() -> None:
    assert as_data(parse("a: 1\r\nb: x\r\n")) == {"a": 1, "b": "x"}


def test_whole_numbers_and_booleans_are_data_only_when_plain() -> None:
    text = "a: 12\nb: '12'\nc: true\nd: 1e3\ne: ~\nf: 007\ng: " + "9" * 5000 + "\n"
    data = as_data(parse(text))
    assert data == {"a": 12, "b": "12", "c": True, "d": "1e3", "e": None, "f": "007", "g": "9" * 5000}


def test_a_text_without_a_value_is_none() -> None:
    assert parse("# only a remark\n") is None
    assert parse("") is None


@given(st.text(alphabet=st.sampled_from(list("abc:-?[]{}&*!%|>'\"#@,\n\t ~<\\0\x00\x85\u2028😀\ud800")), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_node_or_a_fault_inside_it(text: str) -> None:
    span = Span(0, 0)
    try:
        parse(text, escaped_controls=False)
    except YamlFault as fault:
        span = fault.span
    assert 0 <= span.start <= span.end <= len(text)
