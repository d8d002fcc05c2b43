"""The front matter: its fields, and when it is broken."""

from __future__ import annotations

import pytest

from pmlint.markdown import parse
from pmlint.read.front_matter import FrontMatter, read_front_matter
from pmlint.text import Source
from pmlint.yaml_text import Scalar


def front_matter(text: str) -> tuple[FrontMatter, Source]:
    source = Source("a.md", text)
    return read_front_matter(parse(source)), source


def fields(text: str) -> dict[str, str]:
    found, _ = front_matter(text)
    return {key.value: value.text.value for key, value in found.fields if isinstance(value, Scalar)}


def test_fields_have_their_places() -> None:
    found, source = front_matter("---\nid: PM-7\nseverity: Sev-2\n---\n\n# Title\n")
    assert found.fault is None
    (key, value), (other_key, other) = found.fields
    assert (source.slice(key.span), source.slice(value.span)) == ("id", "PM-7")
    assert source.position(other_key.span.start) == (3, 1)
    assert source.position(other.span.start) == (3, 11)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\n---\n# T\n", id="empty block"),
        pytest.param("---\n# a remark\n---\n# T\n", id="a remark alone"),
        pytest.param("# T\n", id="no block"),
        pytest.param("", id="empty document"),
        pytest.param("---", id="opening alone"),
        pytest.param("---\n", id="opening and a line end"),
    ],
)
def test_a_document_may_have_no_fields(text: str) -> None:
    found, _ = front_matter(text)
    assert found.fields == ()
    assert found.fault is None


def test_windows_line_ends_are_fine() -> None:
    assert fields("---\r\nid: PM-7\r\nstatus: final\r\n---\r\n\r\n# T\r\n") == {"id": "PM-7", "status": "final"}


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        pytest.param("---\njust text\n---\n", 2, 1, "has no keys", id="text"),
        pytest.param("---\n- a\n- b\n---\n", 2, 1, "has no keys", id="list"),
        pytest.param("---\nid: a\nid: b\n---\n", 3, 1, "'id' appears twice", id="key twice"),
        pytest.param("---\nid: [a\n---\n# T\n", 2, 7, "not valid YAML", id="open bracket"),
        pytest.param('---\nid: "a\\0"\n---\n', 2, 5, "control character U+0000", id="escaped control character"),
        pytest.param("---\nid: a\x07\n---\n", 2, 6, "control character U+0007", id="control character"),
        pytest.param("---\n%YAML 9.9\n---\nid: a\n---\n", 2, 1, "not valid YAML", id="YAML directive"),
        pytest.param("---\nid: a\nstatus: final\n\n# T\n", 1, 1, "not closed", id="not closed"),
        pytest.param("---\nseverity:\n\n# T\n", 1, 1, "not closed", id="not closed, one key"),
        pytest.param(
            "\n---\nseverity: Sev-4\n---\n\n# T\n", 2, 1, "does not start on the first line", id="behind a blank line"
        ),
        pytest.param(
            " \n\n---\nid: a\nstatus: x\n---\n", 3, 1, "does not start on the first line", id="behind two blank lines"
        ),
        pytest.param("----\nid: a\n----\n", 1, 1, "more than '---'", id="four dashes"),
        pytest.param("--- # yaml\nid: a\n---\n", 1, 1, "more than '---'", id="remark behind the dashes"),
    ],
)
def test_a_broken_block_is_a_fault_in_its_place_and_gives_no_fields(
    text: str, line: int, column: int, words: str
) -> None:
    found, source = front_matter(text)
    assert found.fields == ()
    assert found.fault is not None
    assert found.fault.kind == "front-matter"
    assert words in found.fault.message
    assert source.position(found.fault.span.start) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\n\n# Title\n\nText.\n", id="before a heading"),
        pytest.param("---\nThe queue stood still: nobody saw it.\n", id="before a sentence with a colon"),
        pytest.param("---\n\nseverity: Sev-2\n", id="before a blank line"),
        pytest.param("\n---\n\n# Title\n", id="behind a blank line"),
        pytest.param("# Title\n\n---\nseverity: Sev-4\n---\n", id="below the title"),
    ],
)
def test_a_thematic_break_is_no_front_matter(text: str) -> None:
    found, _ = front_matter(text)
    assert found.fault is None
    assert found.fields == ()


def test_toml_between_pluses_gives_its_plain_lines() -> None:
    text = (
        '+++\ntitle = "The \\"queue\\" stood"\ndate = 2026-03-14\ntags = ["a"]\n'
        "owner = 'Ann' # who\n\n[extra]\n+++\n\nText\n"
    )
    assert fields(text) == {"title": 'The "queue" stood', "date": "2026-03-14", "owner": "Ann"}
    found, source = front_matter(text)
    assert source.position(found.fields[1][1].span.start) == (3, 8)


def test_toml_that_is_not_closed_is_text() -> None:
    assert fields('+++\ntitle = "x"\n') == {}


def test_an_object_that_an_mdx_file_exports_gives_its_plain_lines() -> None:
    text = "import X from 'x'\n\nexport const post = {\n  draft: false,\n  title: 'Relay down',\n}\n\n## Body\n"
    assert fields(text) == {"draft": "false", "title": "Relay down"}
