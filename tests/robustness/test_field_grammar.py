"""Issue and due date: no doubt beside them passes, whatever it says, and no honest way to write them fails."""

from __future__ import annotations

import random

import pytest

from pmlint.finding import Level
from pmlint.report import ExitCode

from .faults import EXAMPLE, with_one_action
from .pipeline import judge, policy

ROUNDS = 40
ROW = "| Convert rates of the second source once | Tomas Lind | {issue} | {due} |"
STYLES = (
    ROW,
    "- [ ] Convert rates of the second source once - Owner: Tomas Lind - Issue: {issue} - Due: {due}",
    "- [ ] Convert rates of the second source once (owner: Tomas Lind, issue: {issue}, due: {due})",
    "- Convert rates of the second source once\n  - Owner: Tomas Lind\n  - Issue: {issue}\n  - Due: {due}",
)
DAYS = ("2026-03-26", "26 March 2026", "March 26, 2026", "26.03.2026", "Thu 2026-03-26", "Thursday, 26 March 2026")
LIMITS = ("by {}", "no later than {}", "latest {}", "end of {}", "{} EOD", "{} 17:00 UTC", "{} (Thu)", "{}")
REMARKS = (
    "{}", "{} (done 2026-03-20)", "{} (extended from 2026-03-20)", "{}, extended", "was 2026-03-20, now {}",
    "moved from 2026-03-20 to {}", "{} (end of sprint 12)", "{} (originally 20 March 2026)",
)  # fmt: skip
ISSUES = (
    "pay-411", "PAY-411", "#411", "acme/fx#411", "PRB0041234", "`PAY-411`", "**PAY-411**",
    "https://jira.acme.example/browse/PAY-411", "[PAY-411: once](https://jira.acme.example/browse/PAY-411)",
)  # fmt: skip
ISSUE_REMARKS = (
    "{}",
    "{} (closed)",
    "{} (done 2026-03-20)",
    "{}, PAY-499",
    "{} (in review)",
    "Jira: {}",
    "{} ✅",
    "{}.",
)

DOUBTS = (
    "draft", "not created", "or another", "some day", "wontfix", "tentative", "unsure", "perhaps", "if at all", "like",
    "gelöscht", "peut-être", "нет", "未定", "wkrótce", "zzz", "?", "***", "%0a",
)  # fmt: skip


def document(style: str, issue: str, due: str) -> str:
    text = with_one_action(EXAMPLE.read_text("utf-8"))
    start = text.index("| Action | Owner") if style != ROW else text.index("| Convert rates")
    end = text.index("\n\n", start)
    return text[:start] + style.format(issue=issue, due=due) + text[end:]


def passes(text: str) -> bool:
    return judge(text.encode()).exit_code(Level.ERROR) is ExitCode.CLEAN


@pytest.mark.parametrize("style", STYLES)
def test_no_honest_way_to_write_a_field_fails(style: str) -> None:
    dice = random.Random(style)
    for _ in range(ROUNDS):
        due = dice.choice(REMARKS).format(dice.choice(LIMITS).format(dice.choice(DAYS)))
        issue = dice.choice(ISSUE_REMARKS).format(dice.choice(ISSUES))
        assert passes(document(style, issue, due)), (issue, due)


@pytest.mark.parametrize("style", STYLES)
def test_no_doubt_beside_a_field_passes(style: str) -> None:
    dice = random.Random(style)
    for _ in range(ROUNDS):
        doubted = dice.choice(("{0} {1}", "{0} ({1})", "{0}, {1}", "{1} {0}")).format
        doubt = dice.choice(DOUBTS)
        if dice.random() < 0.5:
            issue, due = doubted(dice.choice(ISSUES), doubt), dice.choice(DAYS)
        else:
            issue, due = dice.choice(ISSUES), doubted(dice.choice(DAYS), doubt)
        assert not passes(document(style, issue, due)), (issue, due)


def test_the_document_passes_as_it_is() -> None:
    assert policy().final
    assert passes(document(ROW, "PAY-411", "2026-03-26"))
