"""Comments that ask to ignore findings."""

from __future__ import annotations

from datetime import date

import pytest

from pmlint.markdown import parse
from pmlint.model import Ignore
from pmlint.read.ignores import read_ignores
from pmlint.text import Source


def ignores(text: str) -> tuple[tuple[Ignore, ...], Source]:
    source = Source("a.md", text)
    return read_ignores(parse(source)), source


def covered(text: str) -> list[str]:
    found, source = ignores(text)
    return [source.slice(ignore.covers) for ignore in found]


def test_a_request_has_rules_reason_and_date_with_their_places() -> None:
    found, source = ignores(
        "# T\n\n<!-- pmlint: ignore[PM205, no-owner] vendor owns it until=2026-12-31 -->\n\nText.\n"
    )
    (ignore,) = found
    assert ignore.fault is None
    assert [rule.value for rule in ignore.rules] == ["PM205", "no-owner"]
    assert [source.position(rule.span.start) for rule in ignore.rules] == [(3, 21), (3, 28)]
    assert ignore.reason == "vendor owns it"
    assert ignore.until is not None
    assert (ignore.until.day, source.slice(ignore.until.text.span)) == (date(2026, 12, 31), "2026-12-31")
    assert source.position(ignore.span.start) == (3, 1)
    assert source.slice(ignore.covers) == "Text."


@pytest.mark.parametrize(
    ("text", "covers"),
    [
        ("<!-- pmlint: ignore[A] r -->\n## Impact\n\nText.\n", "## Impact"),
        ("<!-- pmlint: ignore[A] r -->\n\n- a\n- b\n\nText.\n", "- a\n- b"),
        ("<!-- pmlint: ignore[A] r -->\n<!-- other -->\n\nText.\n", "Text."),
        ("<!-- pmlint: ignore[A]\nr -->\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 1 | 2 |"),
        ("## Impact <!-- pmlint: ignore[A] r -->\n\nText.\n", "## Impact <!-- pmlint: ignore[A] r -->"),
        ("one\ntwo <!-- pmlint: ignore[A] r -->\nthree\n", "two <!-- pmlint: ignore[A] r -->"),
        ("- a\n- b <!-- pmlint: ignore[A] r -->\n  more\n- c\n", "- b <!-- pmlint: ignore[A] r -->\n  more"),
        ("|a|b|\n|-|-|\n|1|2 <!-- pmlint: ignore[A] r -->|\n", "|1|2 <!-- pmlint: ignore[A] r -->|"),
        ("- a\n\n  <!-- pmlint: ignore[A] r -->\n\n  inner\n- b\n", "inner"),
        ("> <!-- pmlint: ignore[A] r -->\n>\n> quoted\n\nText.\n", "> quoted"),
    ],
)
def test_a_comment_covers_the_block_behind_it_or_the_line_it_ends(text: str, covers: str) -> None:
    assert covered(text) == [covers]


def test_two_comments_at_the_end_of_a_line_both_cover_it() -> None:
    line = "x <!-- pmlint: ignore[A] r --> <!-- pmlint: ignore[B] r -->"
    assert covered(f"{line}\n") == [line, line]


def test_ignore_file_above_the_first_section_covers_the_document() -> None:
    text = "# T\n\n<!-- pmlint: ignore-file[PM101] an import of old reports -->\n\n## Summary\n\nText.\n"
    (ignore,), _ = ignores(text)
    assert ignore.whole_file
    assert ignore.covers == (0, len(text))


def test_a_reason_may_be_missing_here() -> None:
    (ignore,), _ = ignores("<!-- pmlint: ignore[A] -->\nText\n")
    assert (ignore.fault, ignore.reason) == (None, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<!-- pmlint-disable -->\n\nText\n", "'pmlint-disable' is not 'pmlint:'"),
        ("<!-- PMLINT-DISABLE all -->\n\nText\n", "pmlint is spelled 'PMLINT'"),
        ("<!-- Pmlint: ignore[A] r -->\n\nText\n", "pmlint is spelled 'Pmlint'"),
        ("<!-- pmlint: disable[A] -->\n\nText\n", "'disable' is not something"),
        ("<!-- pmlint:ignore -->\n\nText\n", "does not name rules in brackets"),
        ("<!-- pmlint ignore[A] -->\n\nText\n", "not followed by a colon"),
        ("<!-- pmlint: -->\n\nText\n", "asks for nothing"),
        ("<!-- pmlint: ignore[] r -->\n\nText\n", "no rule stands between the brackets"),
        ("<!-- pmlint: ignore[A,] r -->\n\nText\n", "a comma too many"),
        ("<!-- pmlint: ignore[*] r -->\n\nText\n", "'*' is no name of a rule"),
        ("<!-- pmlint: ignore[A] r until=2026-13-01 -->\n\nText\n", "'until=2026-13-01' is no date"),
        ("<!-- pmlint: ignore[A] r until=soon -->\n\nText\n", "'until=soon' is no date"),
        ("<!-- pmlint: ignore[A] r until= -->\n\nText\n", "'until=' is no date"),
        ("<!-- pmlint: ignore[A] r until=２０２６-12-31 -->\n\nText\n", "is no date"),
        ("<!-- pmlint: ignore[A] until=2026-01-01 until=2027-01-01 -->\n\nText\n", "two dates"),
        ("Text\n\n<!-- pmlint: ignore[A] r -->\n", "no block follows it"),
        ("a <!-- pmlint: ignore[A] r --> b\n", "inside a line"),
        ("|a|b|\n|-|-|\n|1 <!-- pmlint: ignore[A] r -->|2|\n", "inside a line"),
        ("# T\n\n## Summary\n\n<!-- pmlint: ignore-file[A] r -->\n\nText\n", "behind the first section"),
        ("<!-- pmlint: ignore[A] r\n\nText\n", "not closed"),
        ("Text <!-- please, pmlint: ignore[A] -->\n", "does not name rules"),
    ],
)
def test_what_is_not_the_grammar_is_kept_with_its_fault_and_covers_nothing(text: str, words: str) -> None:
    (ignore,), source = ignores(text)
    assert ignore.fault is not None
    assert words in ignore.fault
    assert ignore.covers.start == ignore.covers.end
    assert source.text.startswith("<!--", ignore.span.start)


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- pmlint: ignore[A] r -->\n```\n\nText\n",
        "    <!-- pmlint: ignore[A] r -->\n\nText\n",
        "Write `<!-- pmlint: ignore[A] r -->` there.\n",
        "Write \\<!-- pmlint: ignore[A] r -->\n",
        "---\na: <!-- pmlint: ignore[A] r -->\n---\n\nText\n",
        "<script>\n<!-- pmlint: ignore[A] r -->\n</script>\n\nText\n",
        "<!-- pmlint: expect[PM303] -->\n\nText\n",
        "<!-- this report was checked with pmlint -->\n\nText\n",
        "<!--> pmlint: ignore[A] r -->\n\nText\n",
        "<!-- mypmlint: ignore[A] r -->\n\nText\n",
    ],
)
def test_shown_text_and_other_comments_ask_for_nothing(text: str) -> None:
    assert ignores(text)[0] == ()
