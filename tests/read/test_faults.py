"""What keeps a document from being read as one."""

from __future__ import annotations

import pytest

from pmlint.markdown import parse
from pmlint.model import Fault
from pmlint.read.faults import read_faults
from pmlint.read.front_matter import read_front_matter
from pmlint.text import Source


def faults(text: str) -> tuple[tuple[Fault, ...], Source]:
    source = Source("a.md", text)
    document = parse(source)
    return read_faults(document, read_front_matter(document)), source


@pytest.mark.parametrize(
    ("text", "line", "column", "named"),
    [
        pytest.param(
            "# T\n\nIn prose \u202ereversed\u202c.\n",
            3,
            10,
            "U+202E RIGHT-TO-LEFT OVERRIDE, U+202C POP DIRECTIONAL",
            id="direction override in prose",
        ),
        pytest.param("# T\n\n```\na \u2066b\n```\n", 4, 3, "U+2066 LEFT-TO-RIGHT ISOLATE", id="isolate in code"),
        pytest.param("# T\n\nbell\x07\n", 3, 5, "U+0007 CONTROL CHARACTER", id="bell"),
        pytest.param("# T\n\na \x1b[2Jb\n", 3, 3, "U+001B CONTROL CHARACTER", id="escape"),
        pytest.param("# T\n\na\x85b\n", 3, 2, "U+0085 CONTROL CHARACTER", id="next line"),
        pytest.param("# T\n\na\x00b\n", 3, 2, "U+0000 CONTROL CHARACTER", id="null"),
        pytest.param("# T\n\n## Root\u200b Cause\n", 3, 8, "U+200B ZERO WIDTH SPACE", id="zero-width space"),
        pytest.param("# T\n\n## Ro&shy;ot\n", 3, 6, "U+00AD SOFT HYPHEN", id="soft hyphen as an entity"),
        pytest.param("Title\u2060x\n=====\n", 1, 6, "U+2060 WORD JOINER", id="word joiner in an underlined heading"),
        pytest.param("## Im\u200dpact\n", 1, 6, "U+200D ZERO WIDTH JOINER", id="joiner between Latin letters"),
        pytest.param(
            "## Impact\ufe0f\n", 1, 10, "U+FE0F VARIATION SELECTOR-16", id="variation selector behind a letter"
        ),
        pytest.param("|a|b|\n|-|-|\n|x|Jo\u00adna|\n", 3, 6, "U+00AD SOFT HYPHEN", id="soft hyphen in a cell"),
        pytest.param(
            '---\nid: "PM\u200b-7"\n---\n', 2, 8, "U+200B ZERO WIDTH SPACE", id="zero-width space in front matter"
        ),
        pytest.param(
            "---\n\uff29d: 1\n---\n",
            2,
            1,
            "U+FF29 FULLWIDTH LATIN CAPITAL LETTER I looks like a Latin letter or digit",
            id="full-width letter in a key",
        ),
        pytest.param(
            "## Root C\u0430use\n",
            1,
            10,
            "U+0430 CYRILLIC SMALL LETTER A looks like a Latin letter",
            id="Cyrillic letter in a heading",
        ),
        pytest.param(
            "|Own\u0435r|Due|\n|-|-|\n|a|b|\n",
            1,
            5,
            "U+0435 CYRILLIC SMALL LETTER IE looks like a Latin letter",
            id="Cyrillic letter in a header",
        ),
    ],
)
def test_hidden_characters_are_named_where_the_first_of_them_stands(
    text: str, line: int, column: int, named: str
) -> None:
    (fault,), source = faults(text)
    assert fault.kind == "hidden-character"
    assert named in fault.message
    assert source.position(fault.span.start) == (line, column)
    assert fault.span.end > fault.span.start


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# Plan \U0001f469\u200d\U0001f680 and \u2705\ufe0f and 1\ufe0f\u20e3\n", id="emoji and keycaps"),
        pytest.param("# \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\n", id="Persian"),
        pytest.param("# \u200f\u05e9\u05dc\u05d5\u05dd\u200f v2\n", id="Hebrew"),
        pytest.param("A zero\u200bwidth space and a soft\u00adhyphen in prose.\n", id="zero-width space in prose"),
        pytest.param(
            "Tab\there, form feed\x0chere, vertical tab\x0bhere.\r\nNext.\rLast.\n", id="blanks and line ends"
        ),
        pytest.param(
            "# \u0427\u0442\u043e \u0438 \u043a\u0430\u043a \u0441\u043b\u043e\u043c\u0430\u043b\u043e\u0441\u044c\n",
            id="Russian",
        ),
        pytest.param("# Caf\u00e9 \u2014 \u00dcberlast\n", id="accents"),
        pytest.param("# \u6839\u672c\u539f\u56e0 (Root Cause)\n", id="Japanese beside Latin"),
        pytest.param("# AT&amp;T\n", id="entity"),
        pytest.param("| a |\n|---|\n| con\u00adversions |\n", id="soft hyphen in a word"),
    ],
)
def test_characters_with_work_to_do_are_no_fault(text: str) -> None:
    assert faults(text)[0] == ()


def test_a_line_has_one_fault_of_a_kind() -> None:
    found, source = faults("# a\u200bb\u200bc\u2060\n\nx\x07y\x07\n\nz\x08\n")
    assert [source.position(fault.span.start) for fault in found] == [(3, 2), (5, 2), (1, 4)]
    assert found[2].message == "hidden character U+200B ZERO WIDTH SPACE, U+2060 WORD JOINER"


def test_a_control_character_in_broken_front_matter_is_said_once() -> None:
    (fault,), _ = faults("---\nid: a\x07\n---\n# T\n")
    assert fault.kind == "front-matter"


def test_what_other_tools_drop_is_too_deep() -> None:
    found, source = faults("# T\n\n" + "- " * 30 + "deep\n\nText.\n")
    assert [fault.kind for fault in found] == ["too-deep"]
    assert source.position(found[0].span.start).line == 3
    assert found[0].help is not None
    assert "drop the rest" in found[0].help


def test_what_is_not_read_at_all_is_cut() -> None:
    found, _ = faults("# T\n\n" + "> " * 300 + "deep\n")
    assert [fault.kind for fault in found] == ["too-deep", "cut"]
