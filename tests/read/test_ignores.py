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
        pytest.param("<!-- pmlint: ignore[A] r -->\n## Impact\n\nText.\n", "## Impact", id="heading behind it"),
        pytest.param("<!-- pmlint: ignore[A] r -->\n\n- a\n- b\n\nText.\n", "- a\n- b", id="list behind it"),
        pytest.param("<!-- pmlint: ignore[A] r -->\n<!-- other -->\n\nText.\n", "Text.", id="another comment between"),
        pytest.param(
            "<!-- pmlint: ignore[A]\nr -->\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            id="table behind it",
        ),
        pytest.param(
            "## Impact <!-- pmlint: ignore[A] r -->\n\nText.\n",
            "## Impact <!-- pmlint: ignore[A] r -->",
            id="heading that it ends",
        ),
        pytest.param(
            "one\ntwo <!-- pmlint: ignore[A] r -->\nthree\n", "two <!-- pmlint: ignore[A] r -->", id="line that it ends"
        ),
        pytest.param(
            "- a\n- b <!-- pmlint: ignore[A] r -->\n  more\n- c\n",
            "- b <!-- pmlint: ignore[A] r -->\n  more",
            id="item that it ends",
        ),
        pytest.param(
            "|a|b|\n|-|-|\n|1|2 <!-- pmlint: ignore[A] r -->|\n",
            "|1|2 <!-- pmlint: ignore[A] r -->|",
            id="row that it ends",
        ),
        pytest.param("- a\n\n  <!-- pmlint: ignore[A] r -->\n\n  inner\n- b\n", "inner", id="block in an item"),
        pytest.param("> <!-- pmlint: ignore[A] r -->\n>\n> quoted\n\nText.\n", "> quoted", id="block in a quotation"),
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
        pytest.param("<!-- pmlint-disable -->\n\nText\n", "'pmlint-disable' is not 'pmlint:'", id="another command"),
        pytest.param("<!-- PMLINT-DISABLE all -->\n\nText\n", "pmlint is spelled 'PMLINT'", id="capitals"),
        pytest.param("<!-- Pmlint: ignore[A] r -->\n\nText\n", "pmlint is spelled 'Pmlint'", id="a capital"),
        pytest.param("<!-- pmlint: disable[A] -->\n\nText\n", "'disable' is not something", id="another verb"),
        pytest.param("<!-- pmlint:ignore -->\n\nText\n", "does not name rules in brackets", id="no brackets"),
        pytest.param("<!-- pmlint ignore[A] -->\n\nText\n", "not followed by a colon", id="no colon"),
        pytest.param("<!-- pmlint: -->\n\nText\n", "requests nothing", id="nothing asked"),
        pytest.param("<!-- pmlint: ignore[] r -->\n\nText\n", "no rule is named in the brackets", id="no rule"),
        pytest.param("<!-- pmlint: ignore[A,] r -->\n\nText\n", "an extra comma", id="a comma too many"),
        pytest.param("<!-- pmlint: ignore[*] r -->\n\nText\n", "'*' is not the name of a rule", id="no name of a rule"),
        pytest.param(
            "<!-- pmlint: ignore[A] r until=2026-13-01 -->\n\nText\n", "'until=2026-13-01' is not a date", id="no day"
        ),
        pytest.param("<!-- pmlint: ignore[A] r until=soon -->\n\nText\n", "'until=soon' is not a date", id="no date"),
        pytest.param("<!-- pmlint: ignore[A] r until= -->\n\nText\n", "'until=' is not a date", id="empty date"),
        pytest.param(
            "<!-- pmlint: ignore[A] r until=２０２６-12-31 -->\n\nText\n", "is not a date", id="full-width digits"
        ),
        pytest.param(
            "<!-- pmlint: ignore[A] until=2026-01-01 until=2027-01-01 -->\n\nText\n",
            "two 'until=' dates",
            id="two dates",
        ),
        pytest.param("Text\n\n<!-- pmlint: ignore[A] r -->\n", "no block follows it", id="nothing behind it"),
        pytest.param("a <!-- pmlint: ignore[A] r --> b\n", "inside a line", id="inside a line"),
        pytest.param("|a|b|\n|-|-|\n|1 <!-- pmlint: ignore[A] r -->|2|\n", "inside a line", id="inside a row"),
        pytest.param(
            "# T\n\n## Summary\n\n<!-- pmlint: ignore-file[A] r -->\n\nText\n",
            "below the first section",
            id="below the first section",
        ),
        pytest.param("<!-- pmlint: ignore-file[A, B] r -->\n\nText\n", "takes one rule", id="two rules of a file"),
        pytest.param("<!-- pmlint: ignore[A] r\n\nText\n", "not closed", id="not closed"),
        pytest.param("Text <!-- please, pmlint: ignore[A] -->\n", "does not name rules", id="another word in front"),
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
        pytest.param("```\n<!-- pmlint: ignore[A] r -->\n```\n\nText\n", id="fenced code"),
        pytest.param("    <!-- pmlint: ignore[A] r -->\n\nText\n", id="indented code"),
        pytest.param("Write `<!-- pmlint: ignore[A] r -->` there.\n", id="code"),
        pytest.param("Write \\<!-- pmlint: ignore[A] r -->\n", id="escaped"),
        pytest.param("---\na: <!-- pmlint: ignore[A] r -->\n---\n\nText\n", id="front matter"),
        pytest.param("<script>\n<!-- pmlint: ignore[A] r -->\n</script>\n\nText\n", id="script"),
        pytest.param("<!-- pmlint: expect[PM303] -->\n\nText\n", id="expectation of a case"),
        pytest.param("<!-- this report was checked with pmlint -->\n\nText\n", id="pmlint in a sentence"),
        pytest.param("<!--> pmlint: ignore[A] r -->\n\nText\n", id="empty comment"),
        pytest.param("<!-- mypmlint: ignore[A] r -->\n\nText\n", id="another tool"),
    ],
)
def test_shown_text_and_other_comments_ask_for_nothing(text: str) -> None:
    assert ignores(text)[0] == ()
