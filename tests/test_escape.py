"""Nothing that others wrote leaves as a terminal escape, a command or markup; and what is shown can be read back."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pmlint import escape

Commands = Callable[[str], list[tuple[str, str, str, str]]]
Foreign = Callable[[str], list[object]]

# Any text, with the pieces that commands, escapes and markup are made of far more often than by chance.
PIECES = [
    *"#[]:%\\{}|`u\n\r\t \x1b\x85\u2028\u200b\u202e\ufe0f\u200d\ud800🚒",
    *[
        "::",
        "##[",
        "##",
        "error",
        "stop-commands",
        "::add-mask::x",
        "##[set-output name=a]b",
        "\\u{1b}",
        "%0A",
        "||",
        "``",
    ],
]
TEXTS = st.one_of(
    st.text(st.characters()), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3))).map("".join)
)
# Signs that Unicode calls format characters and that are drawn all the same: Arabic, Syriac and Kaithi number marks.
DRAWN_FORMAT = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}


def read_back(shown: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), shown)


def decoded_data(data: str) -> str:
    """A command's data as actions/runner decodes it (`_escapeDataMappings`, in that order)."""
    return data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def decoded_property(value: str) -> str:
    """A command's property as actions/runner decodes it (`_escapePropertyMappings`, in that order)."""
    for written, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        value = value.replace(written, char)
    return value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("an ordinary line, 100% (a.b) [x] #42", "an ordinary line, 100% (a.b) [x] #42"),
        ("Größe 日本語\u3000Привет مرحبا", "Größe 日本語\u3000Привет مرحبا"),
        ("a\x1b[2Jb", "a\\u{1b}[2Jb"),
        ("a\rb\nc\td", "a\\u{d}b\\u{a}c\\u{9}d"),
        ("\x85\u2028\u2029\x9b\x7f", "\\u{85}\\u{2028}\\u{2029}\\u{9b}\\u{7f}"),
        ("\u202eevil\u2066", "\\u{202e}evil\\u{2066}"),
        ("Ro\u200bot\xadCause\u3164\xa0\ufeff", "Ro\\u{200b}ot\\u{ad}Cause\\u{3164}\\u{a0}\\u{feff}"),
        ("lone \udc80", "lone \\u{dc80}"),
        ("a literal \\u{1b} and C:\\users", "a literal \\u{5c}u{1b} and C:\\users"),
        ("::set-output name=a::b", "\\u{3a}:set-output name=a::b"),
        ("  \u3000::error::b", "  \u3000\\u{3a}:error::b"),
        ("std::vector", "std::vector"),
        ("see ##[stop-commands]x", "see #\\u{23}[stop-commands]x"),
        ("####[x] ## [x] #[x]", "###\\u{23}[x] ## [x] #[x]"),
        ("👩‍🚒 ⚠️ 1️⃣ 👍🏽", "👩‍🚒 ⚠️ 1️⃣ 👍🏽"),
        ("a\ufe0f \u200db 1\ufe0f2", "a\\u{fe0f} \\u{200d}b 1\\u{fe0f}2"),
    ],
)
def test_plain_shows_what_is_printable_and_names_the_rest(text: str, shown: str) -> None:
    assert escape.plain(text) == shown


def test_every_control_blank_and_format_character_is_named() -> None:
    leaked = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")
        and code not in DRAWN_FORMAT | {0x20, 0x3000}
        and escape.plain(f"a{chr(code)}b") != f"a\\u{{{code:x}}}b"
    ]
    assert leaked == []


@given(TEXTS)
def test_plain_is_one_line_without_a_command_and_reads_back(commands: Commands, foreign: Foreign, text: str) -> None:
    shown = escape.plain(text)
    assert commands(shown) == []
    assert foreign(shown) == []
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert read_back(shown) == text


@given(TEXTS)
def test_each_character_is_shown_the_same_in_a_frame_and_in_a_line(text: str) -> None:
    assert len(escape.shown_as(text)) == len(text)
    assert escape.inert("".join(escape.shown_as(text))) == escape.plain(text)


@given(st.lists(TEXTS, max_size=4))
def test_lines_composed_of_escaped_texts_hold_no_command(commands: Commands, texts: list[str]) -> None:
    for joint in ("", "[", ":", " ", "]"):
        assert commands(escape.page([joint.join(map(escape.plain, texts))])) == []


def test_texts_that_are_harmless_alone_make_no_command_together() -> None:
    assert escape.inert(escape.plain("##") + escape.plain("[add-mask]x")) == "#\\u{23}[add-mask]x"
    assert escape.inert("  " + escape.plain(":") + escape.plain(":error::x")) == "  \\u{3a}:error::x"


@given(TEXTS, TEXTS)
def test_a_command_decodes_to_what_plain_shows(commands: Commands, path: str, message: str) -> None:
    line = escape.command("error", {"file": path, "line": 3}, message)
    ((form, name, properties, data),) = commands(line)
    assert (form, name) == ("::", "error")
    assert decoded_data(data) == escape.plain(message)
    values = dict(pair.split("=", 1) for pair in properties.split(","))
    assert values["line"] == "3"
    assert decoded_property(values.get("file", "")).rstrip() == escape.plain(path).rstrip()
    assert "\n" not in line


@pytest.mark.parametrize(
    ("text", "data", "value"),
    [
        ("50% done: a, b", "50%25 done: a, b", "50%25 done%3A a%2C b"),
        ("%0A::error::x", "%250A::error::x", "%250A%3A%3Aerror%3A%3Ax"),
        ("a\nb", "a\\u{a}b", "a\\u{a}b"),
        ("::stop-commands::x", "\\u{3a}:stop-commands::x", "\\u{3a}%3Astop-commands%3A%3Ax"),
    ],
)
def test_commands_are_percent_escaped_percent_first(text: str, data: str, value: str) -> None:
    assert escape.command_data(text) == data
    assert escape.command_property(text) == value


def test_a_command_leaves_out_what_is_empty() -> None:
    assert escape.command("notice", {"file": "", "title": "X"}, "a") == "::notice title=X::a"
    assert escape.command("notice", {"file": ""}, "a") == escape.command("notice", {}, "a") == "::notice::a"


def test_a_message_is_cut_only_where_it_is_longer_than_what_is_kept() -> None:
    assert escape.command_data("x" * 4000) == "x" * 4000
    assert escape.command_data("x" * 4001) == "x" * 3999 + "…"


@pytest.mark.parametrize("text", ["x" * 9000, "🚒" * 9000, "\x1b" * 9000, "%" * 9000, "a" + "\x1b🚒%" * 3000])
def test_a_long_message_is_cut_between_characters_to_what_the_runner_keeps(text: str) -> None:
    kept = decoded_data(escape.command_data(text))
    assert 3980 < len(kept.encode("utf-16-le")) // 2 <= 4000
    assert kept.endswith("…")
    assert text.startswith(read_back(kept[:-1]))


@given(st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner)), st.sampled_from([None, 2]))
def test_json_is_ascii_without_commands_and_reads_back(commands: Commands, data: object, indent: int | None) -> None:
    written = escape.json_text(data, indent)
    assert written.isascii()
    assert commands(written) == []
    assert "##[" not in written
    assert json.loads(written) == json.loads(json.dumps(data))


@given(TEXTS.filter(bool))
def test_markdown_is_one_code_span_in_one_cell_that_reads_back(text: str) -> None:
    page = f"| a | b |\n| --- | --- |\n| {escape.markdown(text)} | end |\n"
    cells = [
        token.children or []
        for before, token in pairwise(MarkdownIt("commonmark").enable("table").parse(page))
        if before.type == "td_open"
    ]
    assert [[child.type for child in cell] for cell in cells] == [["code_inline"], ["text"]]
    assert read_back(cells[0][0].content) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("closes #12, says @everyone", "`closes #12, says @everyone`"),
        ("<img src=x> ![a](b)", "`<img src=x> ![a](b)`"),
        ("a `b` ``c``", "``` a `b` ``c`` ```"),
        ("`a", "`` `a ``"),
        ("  ", "`\\u{20}\\u{20}`"),
        (" a ", "`  a  `"),
        ("a | b", "`a \\| b`"),
        ("a \\| b", "`a \\\\u{7c} b`"),
        ("a\n\n# b", "`a\\u{a}\\u{a}# b`"),
        ("X", "`X`"),
        ("a`", "`` a` ``"),
    ],
)
def test_markdown_shows_every_text_as_code(text: str, written: str) -> None:
    assert escape.markdown(text) == written


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("PAY-411", "PAY-411"),
        ("=1+1", "'=1+1"),
        (" '@SUM(A1)", " ''@SUM(A1)"),
        ("done;+1", "done;'+1"),
        ("＝1", "'＝1"),
        ("a\x1b[31m", "a\\u{1b}[31m"),
    ],
)
def test_a_cell_begins_no_formula(text: str, shown: str) -> None:
    assert escape.csv_cell(text) == shown
