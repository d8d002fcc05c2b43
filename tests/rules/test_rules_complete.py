"""The catalogue as a whole: each rule has all that a rule has, and ids, names and files fit together."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from pmlint.checks import KINDS
from pmlint.checks.ignoring import Fault as IgnoreFault
from pmlint.model import FaultKind
from pmlint.packs import DEFAULT_PACK, bundled_folder, load_folder
from pmlint.rule import Rule

CASES = Path(__file__).resolve().parents[1] / "cases"
FOLDER = bundled_folder() / DEFAULT_PACK

GROUPS = {
    "0": {
        "reading-faults", "file-name", "file-date", "title-present", "severity-stated", "incident-id", "date-not-ahead",
    },
    "1": {"sections-present", "sections-filled", "sections-in-order", "sections-unique", "sections-numbered"},
    "2": {
        "action-field", "issue-well-formed", "owner-is-somebody", "due-is-date", "due-in-range", "actions-present",
        "action-groups-present", "mitigations-done",
    },
    "4": {"sign-off-names"},
    "9": {"ignore-comments"},
}  # fmt: skip
"""Check kinds by the first digit of the ids of their rules; new kinds are added to a group here."""

TESTED_IN_CODE = {"unreadable-file", "misnamed-file"}
"""Rules about what no mark can stand in; see `test_cases.py`."""


@cache
def rules() -> tuple[Rule, ...]:
    return load_folder(FOLDER).rules


EACH = pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule.name))


@EACH
def test_a_rule_says_what_why_and_how_to_mend_it_and_where_it_comes_from(rule: Rule) -> None:
    for text in (rule.summary, rule.why, rule.fix, rule.source):
        assert text.strip()
        assert "!" not in re.sub(r"`[^`]*`", "", text), "plain and calm"
    assert not rule.summary.endswith("."), "a summary is a line of a table"
    assert len(rule.summary) <= 90
    assert 1 <= len(re.findall(r"[.?](?:\s|$)", rule.why)) <= 3, "why: one to three sentences"
    assert re.match(r"PROCESS\.md|Ours\b", rule.source)


@EACH
def test_a_rule_has_a_bad_and_a_good_example(rule: Rule) -> None:
    assert any(example.bad is not None for example in rule.examples)
    assert any(example.good is not None for example in rule.examples)


@EACH
def test_a_rule_has_a_case(rule: Rule) -> None:
    assert (CASES / f"{rule.name}.md").is_file() != (rule.name in TESTED_IN_CODE)


@EACH
def test_an_id_stands_in_the_group_of_its_check(rule: Rule) -> None:
    assert re.fullmatch(r"PM[0-9]{3}", rule.id)
    assert rule.check.kind in GROUPS[rule.id[2]]


@EACH
def test_a_name_is_that_of_the_file_and_reads_well_behind_ignore(rule: Rule) -> None:
    assert (FOLDER / f"{rule.name}.yaml").is_file()
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)+", rule.name)


@EACH
def test_what_is_milder_in_a_draft_or_for_other_severities_is_milder_there(rule: Rule) -> None:
    for milder in (rule.applies.draft, rule.applies.otherwise):
        assert milder is None or milder.rank < rule.level.rank
    if rule.applies.severity:
        assert rule.applies.severity == (1, 2), "the severities for which the process requires a postmortem"
    else:
        assert rule.applies.otherwise is None


def test_what_the_process_marks_unverified_is_marked_here() -> None:
    quoted = {rule.name for rule in rules() if "[Unverified]" in rule.source}
    assert quoted == {rule.name for rule in rules() if rule.unverified}


def test_ids_and_names_are_unique() -> None:
    assert len({rule.id for rule in rules()}) == len({rule.name for rule in rules()}) == len(rules())


def test_every_file_of_the_pack_is_a_rule_or_known() -> None:
    known = {f"{rule.name}.yaml" for rule in rules()} | {"pack.yaml", "example.md", "template.md"}
    assert {file.name for file in FOLDER.iterdir() if file.is_file()} == known


def test_every_case_belongs_to_a_rule() -> None:
    assert {file.stem for file in CASES.iterdir()} - {"README"} == {rule.name for rule in rules()} - TESTED_IN_CODE


def test_every_kind_of_check_is_used_by_a_rule_and_stands_in_one_group() -> None:
    grouped = [kind for group in GROUPS.values() for kind in group]
    assert {rule.check.kind for rule in rules()} == set(KINDS) == set(grouped)
    assert len(grouped) == len(set(grouped))


def test_no_two_rules_ask_for_the_same() -> None:
    checks = [rule.check for rule in rules()]
    assert all(checks.count(check) == 1 for check in checks)


def test_each_choice_that_a_check_offers_is_asked_for_by_some_rule() -> None:
    """Faults, fields and bounds: what a check can find and no rule asks for would go unseen."""
    asked = {kind for rule in rules() for kind in getattr(rule.check, "faults", ())}
    assert asked == set(get_args(FaultKind))
    ignores = {getattr(rule.check, "fault", None) for rule in rules() if rule.check.kind == "ignore-comments"}
    assert ignores == set(get_args(IgnoreFault))
