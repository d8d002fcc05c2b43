"""From documents to a report: pure, complete, and with every ignored finding counted."""

from __future__ import annotations

import gc
import pickle
import random
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest

import pmlint.read
from pmlint import engine, packs
from pmlint.check import AnyCheck, Context, DocumentCheck, IgnoreCheck, IgnoreOutcome, NoParameters, RunCheck
from pmlint.checks import ignoring
from pmlint.checks.actions import ActionNamesOwner
from pmlint.checks.reading import ReadingFaults
from pmlint.checks.title import TitlePresent
from pmlint.engine import Input, lint
from pmlint.facts import Facts
from pmlint.files import decode
from pmlint.finding import Finding, Level, Subject, Violation
from pmlint.model import Need, Postmortem
from pmlint.policy import ActiveRule, Policy
from pmlint.process import Process
from pmlint.report import ExitCode, Report, Skipped
from pmlint.rule import Applies, Rule
from pmlint.text import Source, Span
from pmlint.vocabulary import Vocabulary

PACK = packs.load_bundled(packs.DEFAULT_PACK)
PROCESS: Process = PACK.process
DAY = date(2026, 6, 15)
IGNORING: dict[str, AnyCheck] = {
    "unused": ignoring.IgnoreUsed(),
    "unknown": ignoring.IgnoreKnown(),
    "forbidden": ignoring.IgnoreAllowed(),
    "expired": ignoring.IgnoreCurrent(),
    "faulty": ignoring.IgnoreReadable(),
    "without-reason": ignoring.IgnoreReasoned(),
    "endless": ignoring.IgnoreEnds(),
    "over": ignoring.IgnoresWithinBudget(),
}


def rule(
    id: str, name: str, check: AnyCheck, level: Level = Level.ERROR, *, ignorable: bool = True, in_file: bool = True
) -> Rule:
    applies = Applies(final=Level.ERROR) if name == "ignore-over" else Applies()
    return Rule(id, name, name, level, (check,), "ours", "why", "fix", (), applies, ignorable, in_file)


RULES = (
    rule("XX001", "unreadable", ReadingFaults(("unreadable", "cut")), ignorable=False),
    rule("XX002", "untitled", TitlePresent()),
    rule("XX003", "unowned", ActionNamesOwner(("corrective", "preventive"))),
    *(
        rule(f"XX01{number}", f"ignore-{fault}", check, Level.WARNING, ignorable=False)
        for number, (fault, check) in enumerate(IGNORING.items())
    ),
)


def policy(rules: Sequence[Rule] = RULES) -> Policy:
    return Policy(PROCESS, tuple(map(ActiveRule, rules)), tuple(rules), PACK.vocabulary)


def judge(*documents: str | Input, rules: Sequence[Rule] = RULES, expected: Sequence[str] = ()) -> Report:
    inputs = [
        each if isinstance(each, Input) else Input(Source(f"{number}.md", each))
        for number, each in enumerate(documents)
    ]
    return lint(inputs, policy(rules), DAY, expected=expected)


def places(findings: Sequence[Finding]) -> list[str]:
    return [f"{finding.source.position(finding.violation.span.start).line} {finding.rule_name}" for finding in findings]


ACTIONS = "# T\n\n## 8. Corrective Actions\n\n### Corrective\n\n"
TABLE = "| Action | Owner |\n|---|---|\n| Mend it | |\n| Test it | |\n"


SKIPPED = (Skipped("x.md", "excluded", "x*"), Skipped("y.md", "not a postmortem", "y.md"))


def test_the_same_documents_give_the_same_report_in_any_order() -> None:
    inputs = [Input(Source(f"{name}.md", ACTIONS + TABLE)) for name in "cabed"]
    inputs.append(decode("bad.md", b"\xff"))
    first = lint(inputs, policy(), DAY, SKIPPED[::-1], ("gone.md", "a.md"))
    assert len(first.findings) == 11
    for seed in range(5):
        random.Random(seed).shuffle(inputs)
        assert lint(inputs, policy(), DAY, SKIPPED, ("a.md", "gone.md")) == first
    assert first.files == ("a.md", "b.md", "bad.md", "c.md", "d.md", "e.md")
    assert first.skipped == SKIPPED
    assert first.unread == ("bad.md", "gone.md")


def test_findings_come_in_order_of_path_and_place() -> None:
    report = judge(ACTIONS + TABLE, "no title\n")
    assert [(found.source.path, found.rule_name) for found in report.findings] == [
        ("0.md", "unowned"),
        ("0.md", "unowned"),
        ("1.md", "untitled"),
    ]
    assert places(report.findings[:2]) == ["9 unowned", "10 unowned"]


# --- ignoring ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ignored", "left"),
    [
        (f"{ACTIONS}{TABLE}", [], ["9 unowned", "10 unowned"]),
        (f"{ACTIONS}<!-- pmlint: ignore[XX003] the vendor does it -->\n\n{TABLE}", ["11 unowned", "12 unowned"], []),
        (f"{ACTIONS}<!-- pmlint: ignore[unowned] the vendor does it -->\n\n{TABLE}", ["11 unowned", "12 unowned"], []),
        (
            ACTIONS + TABLE.replace("Mend it |", "Mend it <!-- pmlint: ignore[XX003] the vendor does it --> |", 1),
            [],
            ["9 ignore-faulty", "9 unowned", "10 unowned"],
        ),
        (
            ACTIONS + TABLE.replace("Mend it | |", "Mend it | <!-- pmlint: ignore[XX003] the vendor does it --> |"),
            ["9 unowned"],
            ["10 unowned"],
        ),
        (
            f"<!-- pmlint: ignore-file[XX003] the vendor does it until=2026-09-13 -->\n{ACTIONS}{TABLE}",
            ["10 unowned", "11 unowned"],
            [],
        ),
        (
            f"<!-- pmlint: ignore-file[XX003] the vendor does it until=2026-09-14 -->\n{ACTIONS}{TABLE}",
            [],
            ["1 ignore-endless", "10 unowned", "11 unowned"],
        ),
        (
            f"<!-- pmlint: ignore-file[XX003] the vendor does it -->\n{ACTIONS}{TABLE}",
            [],
            ["1 ignore-endless", "10 unowned", "11 unowned"],
        ),
        (
            f"<!-- pmlint: ignore-file[XX003, XX002] the vendor does it -->\n\nno title\n{ACTIONS[4:]}{TABLE}",
            [],
            ["1 ignore-faulty", "1 untitled", "11 unowned", "12 unowned"],
        ),
        (
            f"{ACTIONS}<!-- pmlint: ignore[XX003] the vendor does it -->\n\n{TABLE}| Write it | |\n",
            ["11 unowned", "12 unowned", "13 unowned"],
            ["7 ignore-over"],
        ),
        (
            f"{ACTIONS}<!-- pmlint: ignore[XX003] -->\n\n{TABLE}",
            [],
            ["7 ignore-without-reason", "11 unowned", "12 unowned"],
        ),
        (
            f"{ACTIONS}<!-- pmlint: ignore[XX003] the vendor does it until=2026-06-15 -->\n\n{TABLE}",
            ["11 unowned", "12 unowned"],
            [],
        ),
        (
            f"{ACTIONS}<!-- pmlint: ignore[XX003] the vendor does it until=2026-06-14 -->\n\n{TABLE}",
            [],
            ["7 ignore-expired", "11 unowned", "12 unowned"],
        ),
        ("# T\n\n<!-- pmlint: ignore[XX003] the vendor does it -->\n\ntext\n", [], ["3 ignore-unused"]),
        ("# T\n\n<!-- pmlint: ignore[XX001] the vendor does it -->\n\ntext\n", [], ["3 ignore-forbidden"]),
        ("# T\n\n<!-- pmlint: ignore[XX010] the vendor does it -->\n\ntext\n", [], ["3 ignore-forbidden"]),
        ("# T\n\n<!-- pmlint: ignore the vendor does it -->\n\ntext\n", [], ["3 ignore-faulty"]),
        (
            f"{ACTIONS}<!-- pmlint: ignore[XX003, unownd] the vendor does it -->\n\n{TABLE}",
            ["11 unowned", "12 unowned"],
            ["7 ignore-unknown"],
        ),
    ],
    ids=[
        "nothing",
        "a block, by id",
        "a block, by name",
        "in a cell before the last",
        "a line, from its last cell",
        "a file",
        "a file, for long",
        "a file, without an end",
        "two rules of a file",
        "more than the budget",
        "without a reason",
        "on its last day",
        "after its last day",
        "what is not found",
        "what may not be ignored",
        "the rule about ignoring",
        "no rule",
        "one known and one unknown rule",
    ],
)
def test_what_a_document_asks_to_ignore(text: str, ignored: list[str], left: list[str]) -> None:
    report = judge(text)
    assert sorted(places(report.ignored)) == sorted(ignored)
    assert sorted(places(report.findings)) == sorted(left)


@pytest.mark.parametrize(
    ("text", "ignored", "left"),
    [
        (f"<!-- pmlint: ignore-file[XX003] the vendor does it until=2026-07-01 -->\n{ACTIONS}{TABLE}", 0, 3),
        (f"{ACTIONS}<!-- pmlint: ignore[XX003] the vendor does it -->\n\n{TABLE}", 0, 3),
        (ACTIONS + TABLE.replace("Mend it | |", "Mend it | <!-- pmlint: ignore[XX003] the vendor does it --> |"), 1, 1),
    ],
    ids=["a file", "a table of several", "one row"],
)
def test_what_may_be_ignored_at_one_place_only(text: str, ignored: int, left: int) -> None:
    rules = [each._replace(ignorable_in_file=each.id != "XX003") for each in RULES]
    report = judge(text, rules=rules)
    assert (len(report.ignored), len(report.findings)) == (ignored, left)


@pytest.mark.parametrize(
    ("reason", "gives"),
    [
        *(
            ("the vendor does it", True),
            ("vendor owns it", True),
            ("外部ベンダーが対応中", True),
            ("Поставщик чинит", True),
        ),
        *(("agreed", False), ("XX003", False), ("XX003 unowned", False), ("TODO", False), ("PAY-411 PAY-412", False)),
        *(("...", False), ("n/a", False), ("ok ok ok", False), ("\u200b\u200b\u200b", False), ("", False)),
    ],
)
def test_a_reason_says_something(reason: str, gives: bool) -> None:
    report = judge(f"{ACTIONS}<!-- pmlint: ignore[XX003] {reason} -->\n\n{TABLE}")
    assert len(report.ignored) == (2 if gives else 0)


def test_more_ignores_than_the_budget_are_an_error_where_documents_are_judged_as_final() -> None:
    text = f"{ACTIONS}<!-- pmlint: ignore[XX003] the vendor does it -->\n\n{TABLE}| Write it | |\n"
    inputs = [Input(Source("a.md", text))]
    levels = [lint(inputs, policy()._replace(final=final), DAY).findings[0].level for final in (False, True)]
    assert levels == [Level.WARNING, Level.ERROR]


def test_an_ignored_finding_keeps_its_reason_and_does_not_fail_the_run() -> None:
    report = judge(f"{ACTIONS}<!-- pmlint: ignore[XX003] the vendor  does it until=2027-01-01 -->\n\n{TABLE}")
    assert [found.ignored for found in report.ignored] == ["the vendor does it"] * 2
    assert report.exit_code(Level.NOTE) is ExitCode.CLEAN
    assert report.count(Level.ERROR) == 0


def test_an_unknown_rule_in_a_comment_is_answered_with_the_near_one() -> None:
    (finding,) = judge("# T\n\n<!-- pmlint: ignore[unownd] the vendor does it -->\n\ntext\n").findings
    assert finding.violation.help == "did you mean 'unowned'?"


def test_a_comment_on_a_rule_that_is_off_is_neither_unused_nor_unknown() -> None:
    active = tuple(ActiveRule(each) for each in RULES if each.id != "XX003")
    text = f"{ACTIONS}<!-- pmlint: ignore[XX003] the vendor does it -->\n\n{TABLE}"
    report = lint([Input(Source("a.md", text))], Policy(PROCESS, active, RULES, PACK.vocabulary), DAY)
    assert places(report.findings) == []


# --- what could not be read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"\xff\xfe#\0", b"caf\xe9", b"a\0b"])
def test_what_cannot_be_read_yields_that_fault_alone_and_an_incomplete_report(content: bytes) -> None:
    report = judge(decode("bad.md", content), "# T\n")
    assert [found.rule_name for found in report.findings] == ["unreadable"]
    assert report.unread == ("bad.md",)
    assert report.files == ("1.md", "bad.md")
    assert report.exit_code(Level.ERROR) is ExitCode.INCOMPLETE


def test_what_cannot_be_read_is_incomplete_also_without_a_rule_that_says_so() -> None:
    report = judge(decode("bad.md", b"\xff"), rules=RULES[1:])
    assert report.findings == ()
    assert not report.complete
    assert report.exit_code(Level.ERROR) is ExitCode.INCOMPLETE


def test_a_document_that_nests_too_deep_to_be_read_whole_is_incomplete_and_still_judged() -> None:
    report = judge("- " * 60 + "no title\n")
    assert report.unread == ("0.md",)
    assert {found.rule_name for found in report.findings} == {"unreadable", "untitled"}


def test_a_file_that_was_expected_and_is_lost_makes_the_report_incomplete() -> None:
    report = judge("# T\n", expected=("0.md", "lost.md"))
    assert report.unread == ("lost.md",)
    assert report.exit_code(Level.ERROR) is ExitCode.INCOMPLETE


def test_no_documents_are_a_complete_report() -> None:
    report = judge()
    assert report.complete
    assert report.exit_code(Level.NOTE) is ExitCode.CLEAN


# --- levels -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fail_on", "level", "code"),
    [
        (Level.ERROR, Level.ERROR, ExitCode.FINDINGS),
        (Level.ERROR, Level.WARNING, ExitCode.CLEAN),
        (Level.WARNING, Level.WARNING, ExitCode.FINDINGS),
        (Level.WARNING, Level.NOTE, ExitCode.CLEAN),
        (Level.NOTE, Level.NOTE, ExitCode.FINDINGS),
    ],
)
def test_the_mildest_level_that_fails_can_be_chosen(fail_on: Level, level: Level, code: ExitCode) -> None:
    assert judge("text\n", rules=(rule("XX002", "untitled", TitlePresent(), level),)).exit_code(fail_on) is code


@pytest.mark.parametrize(
    ("severity", "level"), [("Sev-1", Level.ERROR), ("Sev-3", Level.NOTE), ("whatever", Level.ERROR)]
)
def test_a_rule_has_its_level_by_the_severity_of_the_document(severity: str, level: Level) -> None:
    graded = Rule(
        "XX002", "untitled", "", Level.ERROR, (TitlePresent(),), "", "", "", (), Applies((1, 2), otherwise=Level.NOTE)
    )
    (finding,) = judge(f"Severity: {severity}\n\nNo title.\n", rules=(graded,)).findings
    assert finding.level is level


# --- examined one by one ----------------------------------------------------------------------------------------------


def documents() -> list[Input]:
    """Some postmortems, one of which can't be read."""
    text = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_text("utf-8")
    return [*(Input(Source(f"{name}.md", text)) for name in "ab"), decode("bad.md", b"\xff")]


def full_policy() -> Policy:
    return Policy(PROCESS, tuple(map(ActiveRule, PACK.rules)), PACK.rules, PACK.vocabulary)


def test_no_model_is_kept_when_its_document_has_been_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []

    class Watched(Postmortem):
        """A model whose end is seen."""

        def __del__(self) -> None:
            events.append("dropped")

    def read(*arguments: Any) -> Postmortem:
        gc.collect()
        events.append("read")
        return Watched(*pmlint.read.read(*arguments))

    monkeypatch.setattr(engine, "read", read)
    examined = [engine.examine(each, full_policy(), DAY) for each in documents()]
    gc.collect()
    assert events == ["read", "dropped", "read", "dropped"]
    assert len(examined) == 3


def test_a_report_is_put_together_from_what_was_examined_in_any_order() -> None:
    inputs = documents()
    examined = [engine.examine(each, full_policy(), DAY) for each in inputs]
    report = engine.assemble(examined, full_policy(), DAY)
    assert report == lint(inputs, full_policy(), DAY) == engine.assemble(examined[::-1], full_policy(), DAY)
    sent = pickle.loads(pickle.dumps(examined))
    assert [each.facts for each in sent] == [each.facts for each in examined]
    assert "duplicate-incident" in {found.rule_name for found in report.findings if found.source.path == "b.md"}


def test_a_fault_of_the_program_names_the_document_that_showed_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(TitlePresent, "run", fail)
    with pytest.raises(ZeroDivisionError) as raised:
        judge("# T\n")
    assert raised.value.__notes__ == ["while judging 0.md"]


def test_the_reasons_of_the_rules_are_in_the_report() -> None:
    (info,) = judge(rules=RULES[1:2]).rules
    assert (info.why, info.fix, info.source, info.page) == ("why", "fix", "ours", "pmlint explain XX002")


def test_a_report_tells_its_pack_day_and_rules() -> None:
    report = judge(rules=RULES[1:3])
    assert (report.pack, report.as_of) == ("incident-process", DAY)
    assert [(info.id, info.name, info.summary) for info in report.rules] == [
        ("XX002", "untitled", "untitled"),
        ("XX003", "unowned", "unowned"),
    ]


def told(context: Context) -> Violation:
    assert context.vocabulary is PACK.vocabulary
    return Violation(Subject("file"), Span(0, 0), f"{context.as_of} {context.severity}")


class OfDocument(NoParameters, DocumentCheck):
    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        yield told(context)


class OfIgnores(NoParameters, IgnoreCheck):
    def run(self, outcomes: Sequence[IgnoreOutcome], context: Context) -> Iterator[Violation]:
        yield told(context)


class OfRun(NoParameters, RunCheck):
    def run(self, documents: Sequence[Facts], context: Context) -> Iterator[tuple[int, Violation]]:
        yield from ((0, told(context)) for _ in "ab")


@pytest.mark.parametrize(
    ("check", "messages"),
    [
        (OfDocument(), ["2026-06-15 3"]),
        (OfIgnores(), ["2026-06-15 3"]),
        (OfRun(), ["2026-06-15 1", "2026-06-15 1"]),
    ],
)
def test_a_check_is_told_the_day_and_the_severity_whenever_it_runs(check: AnyCheck, messages: list[str]) -> None:
    report = judge("---\nseverity: Sev-3\nstatus: draft\n---\n# T\n", rules=[rule("XX001", "told", check)])
    assert [found.violation.message for found in report.findings] == messages


def test_of_a_document_only_what_the_policy_needs_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    needs: list[frozenset[Need]] = []

    def read(source: Source, vocabulary: Vocabulary, needed: frozenset[Need]) -> Postmortem:
        needs.append(needed)
        return pmlint.read.read(source, vocabulary, needed)

    monkeypatch.setattr(engine, "read", read)
    judge("# T\n")
    assert needs == [policy().needs]
