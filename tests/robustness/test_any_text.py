"""Any text is read, judged and shown: made of pieces of Markdown and YAML, or of any characters at all."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmlint.text import Source, Span
from pmlint.yaml_text import YamlFault, as_data, key_place, parse_yaml, place_of

from .pipeline import hold

quickly = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

WORDS = st.sampled_from(
    [
        "TBD",
        "Sev-2",
        "sev",
        "Root Cause",
        "Owner",
        "owner:",
        "@olu",
        "PAY-12",
        "#12",
        "2026-05-22",
        "09:07Z",
        "UTC",
        "Ida Brand",
        "n/a",
        "done",
        "[x]",
        "**bold**",
        "`code`",
        "~~gone~~",
        "<b>",
        "</b>",
        "<!-- x -->",
        "&amp;",
        "&#0;",
        "[a](b)",
        "![](c)",
        "<https://a.b>",
        "[^1]",
        "a|b",
        "\\",
        "*",
        "_",
        "\u200b",
        "\u202e",
        "\xa0",
        "İ",
        "Ｔ",
        "🚒",
        "é",
        "\x00",
        "\x1b",
        "\u2028",
        "\ufeff",
        "根本原因",
    ]
)
LINES = st.lists(WORDS, max_size=6).map(" ".join)
TITLES = st.sampled_from(
    [
        "Summary",
        "1. Summary",
        "3. Timeline",
        "4. Root Cause",
        "8. Corrective Actions",
        "Preventive",
        "Corrective",
        "10. Sign-off",
        "Impact:",
    ]
)


def _table(rows: list[list[str]]) -> str:
    width = max((len(row) for row in rows), default=1) or 1
    lines = ["| " + " | ".join(row) + " |" for row in rows] or ["| |"]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def _indented(text: str, by: str) -> str:
    return "\n".join(by + line for line in text.split("\n"))


LEAVES = st.one_of(
    LINES,
    st.tuples(st.integers(1, 7), TITLES | LINES).map(lambda head: f"{'#' * head[0]} {head[1]}"),
    st.tuples(TITLES | LINES, st.sampled_from(["---", "===", "-", "***"])).map("\n".join),
    st.tuples(TITLES | LINES, LINES).map(lambda said: f"**{said[0]}:** {said[1]}"),
    st.lists(st.lists(LINES, min_size=1, max_size=4), max_size=4).map(_table),
    st.tuples(st.sampled_from(["```", "~~~", "```yaml", "$$"]), LINES, st.sampled_from(["```", "~~~", ""])).map(
        "\n".join
    ),
    st.tuples(st.sampled_from(["<!--", "<div hidden>", "<details>", "<table>", "<template>", "-->", "<?"]), LINES).map(
        "\n".join
    ),
    st.tuples(st.sampled_from(["<!-- pmlint: ignore[PM102] ", "<!-- pmlint: ignore-file[", "<!-- pmlint"]), LINES).map(
        "".join
    ),
    st.sampled_from(["---", "", " ", "\t", "[a]: b 'c'", "[^1]: x", "- [ ]", "1.", "+++", "%%%"]),
)
BLOCKS = st.recursive(
    LEAVES,
    lambda inner: st.tuples(
        st.sampled_from(["> ", "- ", "1. ", "  ", "    ", "- [ ] ", "* ", "\t"]),
        st.lists(inner, min_size=1, max_size=3),
    ).map(lambda nested: _indented("\n".join(nested[1]), nested[0])),
    max_leaves=8,
)
SCALARS = st.one_of(
    WORDS,
    LINES,
    st.sampled_from(
        ["", "~", "|", ">-", "'", '"', "{", "[", "&a", "*a", "!!int 1", "0x2", "2026-05-14", "- a", "a: b"]
    ),
)
KEYS = st.sampled_from(
    ["id", "severity", "Severity", "date", "status", "commander", "<<", "?", "", "s\u0435verity", "title", "tags"]
)
YAML = st.recursive(
    st.tuples(KEYS, SCALARS).map(lambda pair: f"{pair[0]}: {pair[1]}") | SCALARS,
    lambda inner: st.tuples(
        KEYS, st.sampled_from(["  ", "- ", "  - ", "\t"]), st.lists(inner, min_size=1, max_size=3)
    ).map(lambda nested: f"{nested[0]}:\n" + _indented("\n".join(nested[2]), nested[1])),
    max_leaves=8,
)
FRONT_MATTER = st.tuples(
    st.sampled_from(["---", "--- ", "\n---", "+++", "----"]),
    st.lists(YAML, max_size=6).map("\n".join),
    st.sampled_from(["---", "...", ""]),
).map("\n".join)
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\r"])
MARKDOWN = st.tuples(st.lists(BLOCKS, max_size=12), ENDS).map(lambda parts: parts[1].join(parts[0]))
CHARACTERS = st.characters(exclude_categories=())
"""All code points, lone surrogates among them."""


@given(MARKDOWN)
@quickly
def test_pieces_of_markdown_are_judged(text: str) -> None:
    hold(text)


@given(FRONT_MATTER, MARKDOWN)
@quickly
def test_pieces_of_front_matter_are_judged(front_matter: str, body: str) -> None:
    hold(f"{front_matter}\n{body}")


@given(st.text(CHARACTERS, max_size=200))
@quickly
def test_any_characters_are_judged(text: str) -> None:
    hold(text)


@given(st.binary(max_size=200))
@quickly
def test_any_bytes_are_judged(content: bytes) -> None:
    hold(content)


@given(st.lists(YAML, max_size=6).map("\n".join) | st.text(CHARACTERS, max_size=80))
@quickly
def test_any_yaml_gives_a_value_or_a_fault_with_places_inside(text: str) -> None:
    source = Source("a.yaml", text)
    try:
        node = parse_yaml(source, Span(0, len(text)), escaped_controls=False)
    except YamlFault as fault:
        told = fault.span
        node = None
    else:
        told = Span(0, 0)
    assert 0 <= told.start <= told.end <= len(text)
    data = as_data(node)
    assert node is None or 0 <= node.span.start <= node.span.end <= len(text)
    for key in data if isinstance(data, dict) else ():
        for place in (place_of(node, (key,)), key_place(node, (key,))):
            assert place is not None
            assert 0 <= place.start <= place.end <= len(text)
