"""The catalogue as a whole: each rule has all that a rule has, and ids, names and files fit together."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from pmlint.checks import KINDS
from pmlint.model import FaultKind
from pmlint.packs import BASE, DEFAULT_PACK, bundled_folder, bundled_names, load_folder
from pmlint.rule import Rule

CASES = Path(__file__).resolve().parents[1] / "cases"

GROUPS = {
    "0": {
        "reading-faults", "file-name", "file-date", "title-present", "severity-declared", "severity-known",
        "severities-agree", "severity-not-lowered", "severity-not-understated", "lowerings-explained",
        "incident-id-well-formed",
        "incident-id-stated", "incident-ids-agree", "incident-id-unique", "incident-date-is-day",
        "incident-date-not-ahead", "date-stated", "status-stated", "start-stated", "end-stated", "role-stated",
    },
    "1": {
        "sections-present", "sections-not-empty", "sections-written", "sections-not-copied", "sections-in-order",
        "sections-unique", "sections-numbered", "section-speaks", "section-one-paragraph", "nothing-left",
    },
    "2": {
        "action-names-issue", "action-names-owner", "action-says-due", "issue-is-id", "issue-link-leads",
        "actions-checkable", "issue-is-certain", "issues-differ", "issue-not-shared", "actions-differ",
        "owner-is-somebody", "owner-is-known", "due-is-date",
        "due-after-incident", "due-within-horizon", "actions-listed", "actions-worded", "actions-not-withdrawn",
        "action-groups-present", "action-groups-explained", "mitigations-done", "work-listed", "actions-in-time",
    },
    "3": {
        "timeline-in-order", "timeline-not-ahead", "timeline-near-incident", "timeline-names-zones",
        "timeline-names-actors", "timeline-has-times", "timeline-tells-detection",
        "targets-addressed", "durations-agree",
    },
    "4": {
        "sign-off-names-somebody", "commander-signed", "sign-off-names-commander", "sign-off-names-owners",
        "signature-is-understood", "signer-is-commander",
    },
    "5": {"no-blame"},
    "6": {
        "evidence-shown", "attachments-exist", "attachments-inside", "attachments-parse", "trace-ids-well-formed",
    },
    "7": {"draft-in-time", "final-in-time", "signed-in-time"},
    "8": {"message-is-whole", "process-agrees"},
    "9": {
        "ignore-readable", "ignore-known", "ignore-allowed", "ignore-reasoned", "ignore-current", "ignore-ends",
        "ignores-within-budget", "ignore-used", "baseline-current",
        "kept-since-base",
    },
}  # fmt: skip
"""Check kinds by the first digit of the ids of their rules; new kinds are added to a group here."""

TESTED_IN_CODE = {
    "unreadable-file", "misnamed-file", "duplicate-incident",
    "unfilled-message", "message-without-next-update", "follow-up-without-owner", "follow-up-without-due-date",
    "blaming-message", "stale-baseline",
    "severity-lowered", "status-rolled-back", "due-date-moved", "action-removed", "section-emptied",
    "postmortem-removed", "ignore-added", "policy-weakened",
    "process-figure-differs", "process-name-differs", "process-words-differ", "missing-process-part",
    "unknown-process-part", "unverified-process", "unheld-process-hook", "broken-process-data", "unread-process-part",
}  # fmt: skip
"""Rules about what no mark can stand in, or no single document shows, see `test_cases.py`; and those about what is no
postmortem, see `test_process_check.py`, `test_comms.py`, `test_baseline.py` and
`commits/test_base.py`."""


@cache
def own_rules(name: str) -> tuple[Rule, ...]:
    """The rules whose files stand in a folder."""
    files = {file.stem for file in (bundled_folder() / name).glob("*.yaml")}
    loaded = load_folder(bundled_folder() / (DEFAULT_PACK if name == BASE else name))
    return tuple(rule for rule in loaded.rules if rule.name in files)


FOLDERS = [BASE, *bundled_names()]

SOURCES = {BASE: r"Ours\b", DEFAULT_PACK: r"PROCESS\.md|Ours\b"}
"""How a rule names its source; in the other packs, the document or `Ours`."""


def cases(folder: str) -> Path:
    """Where the cases are for the rules of a folder."""
    return CASES if folder in (BASE, DEFAULT_PACK) else CASES / folder


EACH = pytest.mark.parametrize(
    ("folder", "rule"),
    [pytest.param(folder, rule, id=f"{folder}-{rule.name}") for folder in FOLDERS for rule in own_rules(folder)],
)


@EACH
def test_a_rule_says_what_why_and_how_to_mend_it_and_where_it_comes_from(folder: str, rule: Rule) -> None:
    for text in (rule.summary, rule.why, rule.fix, rule.source):
        assert text.strip()
        assert "!" not in re.sub(r"`[^`]*`", "", text), "plain and calm"
    assert not rule.summary.endswith("."), "a summary is a line of a table"
    assert len(rule.summary) <= 90
    assert 1 <= len(re.findall(r"[.?](?:\s|$)", rule.why)) <= 3, "why: one to three sentences"
    assert re.match(SOURCES.get(folder, r".{4}"), rule.source)


@EACH
def test_a_rule_has_a_bad_and_a_good_example(folder: str, rule: Rule) -> None:
    assert any(example.bad is not None for example in rule.examples)
    assert any(example.good is not None for example in rule.examples)


@EACH
def test_a_rule_has_a_case(folder: str, rule: Rule) -> None:
    assert (cases(folder) / f"{rule.name}.md").is_file() != (rule.name in TESTED_IN_CODE)


@EACH
def test_an_id_stands_in_the_group_of_its_check(folder: str, rule: Rule) -> None:
    assert re.fullmatch(r"PM[0-9]{3}", rule.id)
    assert {check.kind for check in rule.check} <= GROUPS[rule.id[2]]


@EACH
def test_a_name_is_that_of_the_file_and_reads_well_behind_ignore(folder: str, rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)+", rule.name)


@EACH
def test_what_is_milder_in_a_draft_or_for_other_severities_is_milder_there(folder: str, rule: Rule) -> None:
    level = rule.applies.deadlines or rule.level
    for milder in (rule.applies.draft, rule.applies.otherwise):
        assert milder is None or milder == "off" or milder.rank < level.rank
    if folder in (BASE, DEFAULT_PACK) and rule.applies.severity:
        assert rule.applies.severity == (1, 2), "the severities for which the process requires a postmortem"
    if not rule.applies.severity and rule.applies.where is None:
        assert rule.applies.otherwise is None


def test_what_the_process_marks_unverified_is_marked_here() -> None:
    rules = own_rules(DEFAULT_PACK)
    quoted = {rule.name for rule in rules if "[Unverified]" in rule.source}
    assert quoted == {rule.name for rule in rules if rule.unverified}


def test_a_name_has_one_id_in_all_packs_and_an_id_one_name() -> None:
    pairs = {(rule.id, rule.name) for folder in FOLDERS for rule in own_rules(folder)}
    ids, names = zip(*pairs, strict=True)
    assert len(set(ids)) == len(set(names)) == len(pairs)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_of_a_pack_is_a_rule_or_known(folder: str) -> None:
    known = {f"{rule.name}.yaml" for rule in own_rules(folder)} | {"pack.yaml"}
    if folder != BASE:
        known |= {"example.md", "template.md"}
    if folder not in (BASE, DEFAULT_PACK):
        known |= {"counterexample.md"}
    assert {file.name for file in (bundled_folder() / folder).iterdir() if file.is_file()} == known


@pytest.mark.parametrize("folder", bundled_names())
def test_every_case_belongs_to_a_rule(folder: str) -> None:
    rules = {rule.name for rule in own_rules(folder)}
    if folder == DEFAULT_PACK:
        rules |= {rule.name for rule in own_rules(BASE)}
    assert {file.stem for file in cases(folder).glob("*.md")} - {"README"} == rules - TESTED_IN_CODE


def test_every_kind_of_check_is_used_by_a_rule_and_stands_in_one_group() -> None:
    grouped = [kind for group in GROUPS.values() for kind in group]
    used = {check.kind for folder in FOLDERS for rule in own_rules(folder) for check in rule.check}
    assert used == set(KINDS) == set(grouped)
    assert len(grouped) == len(set(grouped))


@pytest.mark.parametrize("name", bundled_names())
def test_no_two_rules_of_a_pack_ask_for_the_same(name: str) -> None:
    checks = [(check.kind, check) for rule in load_folder(bundled_folder() / name).rules for check in rule.check]
    assert all(checks.count(check) == 1 for check in checks)


def test_each_choice_that_a_check_offers_is_asked_for_by_some_rule() -> None:
    """What a check can find and no rule asks for would go unseen."""
    asked = {kind for rule in own_rules(BASE) for check in rule.check for kind in getattr(check, "faults", ())}
    assert asked == set(get_args(FaultKind))
