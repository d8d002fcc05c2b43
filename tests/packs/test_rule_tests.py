"""`pmlint rules --test`: the examples of a pack's rules, run by the installed command."""

from __future__ import annotations

from pathlib import Path

import pytest

from .quay import DOCUMENT, RULE, quay_pack, ran


@pytest.fixture
def quay(tmp_path: Path) -> Path:
    return quay_pack(tmp_path)


def told_of(folder: Path, *options: str) -> tuple[int, list[str], list[str]]:
    return ran(folder.parent, "rules", "--test", *(options or ("--pack", "./quay")))


def test_examples_that_hold_are_counted(quay: Path) -> None:
    assert told_of(quay) == (0, ["2 examples pass"], [])


def test_the_configured_pack_is_tested(quay: Path) -> None:
    (quay.parent / ".pmlint.yaml").write_text("pack: ./quay\n", encoding="utf-8")
    assert told_of(quay, "--color", "never") == (0, ["2 examples pass"], [])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'expect: ["3:31"]', 'expect: ["9:9"]',
            ["quay/lost.yaml:14:15: expected QY001 at 9:9, but it was found at 3:31"],
        ),
        (
            "## What else", "## Lessons",
            ["quay/lost.yaml:14:15: expected QY001 at 3:31, but it was not found"],
        ),
        (
            "- good: |\n      ## Lessons", "- good: |\n      ## Other",
            ["quay/lost.yaml:16:11: found QY001 at 3:58, which was not expected: section 'Lessons' is missing"],
        ),
        (
            "gets an alarm.\n    part: lessons\n", 'gets an alarm.\n    part: lessons\n    expect: ["1:1"]\n',
            ["quay/lost.yaml:21:13: a 'good' example has no findings: leave 'expect' out, or make it bad"],
        ),
        ('    expect: ["3:31"]\n', "", ['quay/lost.yaml:10:10: give the place of QY001: expect: ["LINE:COLUMN"]']),
        (
            'expect: ["3:31"]', 'expect: ["3:31", "5:1 QY009", here]',
            [
                "quay/lost.yaml:14:23: no rule of the pack has the ID 'QY009'",
                "quay/lost.yaml:14:35: 'here' is not LINE:COLUMN, with or without an ID after it",
            ],
        ),
        (
            "  - bad: |", "  - good: again\n    bad: |",
            ["quay/lost.yaml:10:5: an example is either 'bad' or 'good'"],
        ),
        (
            'expect: ["3:31"]\n    part: lessons', 'expect: ["3:31"]\n    part: lesson',
            [
                "quay/lost.yaml:15:11: the pack's 'example.md' has no section 'lesson'; it has head, summary, "
                "timeline, lessons"
            ],
        ),
        (
            'expect: ["3:31"]\n    part: lessons', 'expect: ["3:31"]\n    part: summary lessons',
            [
                "quay/lost.yaml:15:11: the sections 'summary lessons' do not follow each other in the pack's "
                "'example.md'"
            ],
        ),
        (
            "    part: lessons\n  - good", "    part: lessons\n    as-of: soon\n  - good",
            [
                "quay/lost.yaml:16:12: 'soon' is not a day as YYYY-MM-DD, nor a time as YYYY-MM-DDTHH:MMZ"
            ],
        ),
    ],
)  # fmt: skip
def test_an_example_that_does_not_hold_is_told_with_its_place(quay: Path, old: str, new: str, told: list[str]) -> None:
    assert RULE.count(old) == 1
    (quay / "lost.yaml").write_text(RULE.replace(old, new), encoding="utf-8")
    assert told_of(quay) == (1, [*told, "1 of 2 examples fail"], [])


def test_an_example_document_that_breaks_a_rule_is_told(quay: Path) -> None:
    (quay / "example.md").write_text(DOCUMENT.replace("## Lessons", "## Also"), encoding="utf-8")
    code, lines, _ = told_of(quay)
    assert code == 1
    assert lines[0] == "quay/example.md:16:71: QY001 is found in the example document: section 'Lessons' is missing"


def test_a_part_without_an_example_document_is_told(quay: Path) -> None:
    (quay / "example.md").unlink()
    code, lines, _ = told_of(quay)
    assert (code, len(lines)) == (1, 3)
    assert lines[0].endswith("15:11: a part is judged inside the pack's 'example.md', and there is none")


def test_the_clock_of_an_example_is_that_of_the_example_document(quay: Path) -> None:
    """Not that of the machine: what holds today holds in a year."""
    ahead = RULE.replace("QY001", "QY002").replace("lost", "ahead")
    ahead = ahead[: ahead.index("examples:")].replace("sections-present", "incident-date-not-ahead")
    for day, code in (("2026-09-10", 0), ("2026-09-11", 1)):
        example = f"examples:\n  - good: |\n      # Crane bookings failed\n\n      Date: {day}\n    part: head\n"
        (quay / "ahead.yaml").write_text(ahead + example, encoding="utf-8")
        assert told_of(quay)[0] == code


def test_a_rule_without_an_example_is_named(quay: Path) -> None:
    (quay / "lost.yaml").write_text(RULE[: RULE.index("examples:")] + "examples: []\n", encoding="utf-8")
    assert told_of(quay) == (0, ["0 examples pass"], ["note: without an example: lost"])


def test_what_a_pack_takes_over_is_not_its_own_to_test(quay: Path) -> None:
    (quay / "pack.yaml").write_text("extends: google-sre\nname: quay\ntitle: T\nsource: S\n", encoding="utf-8")
    for name in ("lost.yaml", "example.md"):
        (quay / name).unlink()
    assert told_of(quay) == (0, ["0 examples pass"], [])


def test_a_bundled_pack_is_tested_by_its_name(quay: Path) -> None:
    code, lines, _ = told_of(quay, "--pack", "google-sre")
    assert code == 0
    assert int(lines[0].split()[0]) > 40


def test_a_broken_pack_is_no_pack(quay: Path) -> None:
    (quay / "lost.yaml").write_text("id: 1\n", encoding="utf-8")
    code, lines, said = told_of(quay)
    assert (code, lines) == (2, [])
    assert "quay/lost.yaml:1:1: " in said[0]


def test_there_is_no_other_format_of_it(quay: Path) -> None:
    code, lines, said = told_of(quay, "--format", "json")
    assert (code, lines) == (2, [])
    assert "--test" in said[0]
