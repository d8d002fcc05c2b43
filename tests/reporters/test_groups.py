"""One thing is said once to people, and nothing is lost: each finding's rule and line stand in what they read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pmlint.engine import lint
from pmlint.files import decode
from pmlint.finding import Finding, Level, Listed, Subject, Together, Violation
from pmlint.packs import DEFAULT_PACK, bundled_folder, load_folder
from pmlint.policy import Policy, PolicyFile, make_policy
from pmlint.report import Report
from pmlint.reporters import REPORTERS, View, job_summary
from pmlint.reporters.groups import Group, grouped
from pmlint.reporters.wording import summary
from pmlint.text import Source, Span

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "files"
RENDER = {"full": REPORTERS["full"], "concise": REPORTERS["concise"], "job-summary": job_summary.render}
AS_OF = date(2026, 6, 1)

SOURCE = Source("docs/a.md", "one\ntwo\nthree\n")


@cache
def policy() -> Policy:
    return make_policy(load_folder(bundled_folder() / DEFAULT_PACK), PolicyFile(), {})


def judged(file: Path) -> Report:
    return lint([decode(file.name, file.read_bytes())], policy(), AS_OF)


def finding(line: int, rule: str, message: str, together: Together | None, level: Level = Level.ERROR) -> Finding:
    at = SOURCE.offset(line)
    violation = Violation(Subject("section"), Span(at, at + 1), message, "help", together=together)
    return Finding(SOURCE, rule, f"name-of-{rule}", level, violation)


def missing(name: str) -> Together:
    return Together("sections", Listed("sections ", name, " are missing"), (Listed("write ", name), "or begin anew"))


def has_no(field: str, start: int = 0) -> Together:
    return Together("action", Listed("action 'x' has no ", field, last=" or "), ("write it",), start)


@pytest.mark.parametrize(
    ("findings", "message", "helps"),
    [
        ([finding(1, "PM1", "section a is missing", missing("a"))], "section a is missing", ["help"]),
        (
            [finding(1, "PM1", "-", missing("a")), finding(1, "PM1", "-", missing("b"))],
            "sections a and b are missing",
            ["write a and b", "or begin anew"],
        ),
        (
            [finding(line, "PM1", "-", missing(name)) for line, name in ((1, "a"), (1, "b"), (2, "c"), (3, "d"))],
            "sections a, b, and at line 2 c, and at line 3 d are missing",
            ["write a, b, c and d", "or begin anew"],
        ),
        (
            [finding(1, "PM1", "-", has_no("owner")), finding(1, "PM2", "-", has_no("due date"))],
            "action 'x' has no owner or due date",
            ["write it"],
        ),
        (
            [
                finding(1, "PM1", "the ID of action 'x' is odd", Together("action", "its ID is odd")),
                finding(2, "PM2", "-", has_no("owner")),
            ],
            "action 'x' has no owner (line 2); its ID is odd",
            ["write it"],
        ),
        (
            [
                finding(1, "PM1", "the ID of action 'x' is odd", Together("action", "its ID is odd", ("mend it",))),
                finding(2, "PM2", "its day is past", Together("action", "it is late", ("do it",))),
            ],
            "the ID of action 'x' is odd; it is late (line 2)",
            ["mend it", "do it"],
        ),
    ],
)
def test_a_group_says_what_its_findings_say(findings: list[Finding], message: str, helps: list[str]) -> None:
    (group,) = grouped(findings)
    assert (group.message, group.helps) == (message, helps)


def test_what_is_about_another_thing_or_told_alone_is_no_part_of_a_group() -> None:
    elsewhere = finding(1, "PM1", "-", missing("a"))._replace(source=Source("docs/b.md", SOURCE.text))
    findings = [
        finding(1, "PM1", "-", has_no("owner", 5)),
        finding(1, "PM1", "-", has_no("owner", 9)),
        finding(1, "PM1", "-", missing("a")),
        elsewhere,
        finding(1, "PM1", "-", None),
        finding(1, "PM1", "-", None),
    ]
    assert grouped(findings) == [Group((each,)) for each in findings]


def test_a_group_has_the_gravest_level_all_rules_and_a_name_where_they_have_one() -> None:
    first, second = (
        finding(1, "PM7", "-", missing("a"), Level.NOTE),
        finding(2, "PM3", "-", missing("b"), Level.WARNING),
    )
    (group,) = grouped([first, second])
    assert (group.level, group.rules, group.name) == (Level.WARNING, "PM7,PM3", "")
    (group,) = grouped([first, first])
    assert (group.level, group.rules, group.name) == (Level.NOTE, "PM7", "name-of-PM7")


def test_the_sum_counts_findings_and_says_at_how_many_places_they_are_told() -> None:
    report = judged(ROOT / "examples" / "incidents" / "2026-04-21-clamp-oscillation.md")
    places = len(grouped(report.findings))
    assert places < len(report.findings)
    assert f" at {places} places in 1 file" in summary(report)
    assert " at " not in summary(report._replace(findings=report.findings[:1]))


FILES = [
    *sorted((ROOT / "examples").rglob("*.md")),
    *sorted((ROOT / "tests" / "cases").rglob("*.md")),
    *sorted((ROOT / "rules").glob("*/*example.md")),
    *sorted((ROOT / "rules").glob("*/template.md")),
]


def lost(report: Report) -> Iterator[str]:
    """The findings whose rule and line are not where people read of their group: in one block, line or row."""
    groups = {id(each): group for group in grouped(report.findings) for each in group.findings}
    for finding in report.findings:
        group = groups[id(finding)]
        alone = report._replace(findings=group.findings)
        line = finding.source.position(finding.violation.span.start).line
        for name, render in RENDER.items():
            if not _told(render(alone, View()), finding.rule_id, line):
                yield f"{name}: {finding.source.path}:{line} {finding.rule_id}"
        if not _told(REPORTERS["github"](alone, View()), finding.rule_id, line):
            yield f"github: {finding.source.path}:{line} {finding.rule_id}"


def _told(text: str, rule: str, line: int) -> bool:
    return rule in text and re.search(rf"(?<![0-9.]){line}(?![0-9.])", text) is not None


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_is_lost(file: Path) -> None:
    assert list(lost(judged(file))) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout")
def test_real_postmortems_are_told_half_as_much_and_nothing_is_lost() -> None:
    files = sorted(file for file in CORPUS.rglob("*") if file.is_file())
    reports = [judged(file) for file in files]
    said = sum(len(grouped(report.findings)) for report in reports)
    assert said <= sum(len(report.findings) for report in reports) / 2
    assert [each for report in reports[::7] for each in lost(report)] == []
    for report in reports[::7]:
        assert REPORTERS["concise"](report, View(quiet=True)).count("\n") == len(grouped(report.findings))
