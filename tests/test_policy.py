"""How a pack, a configuration and the command line become the rules that run."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from pmlint import packs
from pmlint.check import DocumentCheck, NoParameters
from pmlint.checks.title import TitlePresent
from pmlint.engine import Input, lint
from pmlint.finding import Level, LevelWord
from pmlint.pack_files import Pack
from pmlint.policy import ActiveRule, Policy, PolicyFile, TrackerSettings, UnknownRule, find_rule, make_policy
from pmlint.process import Process
from pmlint.rule import Applies, Rule
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary

PROCESS: Process = packs.load_bundled(packs.DEFAULT_PACK).process
E, W, N = Level.ERROR, Level.WARNING, Level.NOTE


def rule(id: str = "XX001", name: str = "untitled", level: Level = E, applies: Applies = Applies()) -> Rule:
    return Rule(id, name, "A title", level, (TitlePresent(),), "ours", "why", "fix", (), applies)


PACK = Pack(PROCESS, (rule(), rule("XX002", "nameless"), rule("YY001", "Mixed-Case")), Vocabulary(PROCESS), {})


def levels(written: dict[str, LevelWord] | None = None, typed: dict[str, LevelWord] | None = None) -> dict[str, str]:
    policy = make_policy(PACK, PolicyFile(levels=written), typed or {})
    return {each.rule.id: (each.override or each.rule.level).value for each in policy.rules}


@pytest.mark.parametrize("name", ["XX001", "xx001", " XX001 ", "untitled", "UNTITLED"])
def test_a_rule_is_found_by_id_and_by_name_in_any_case(name: str) -> None:
    assert find_rule(PACK.rules, name).id == "XX001"


def test_a_name_with_capitals_is_found() -> None:
    assert find_rule(PACK.rules, "mixed-case").id == "YY001"


@pytest.mark.parametrize(
    ("name", "guess"),
    [("untitle", "untitled"), ("XX01", "XX001"), ("namelss", "nameless"), ("zebra", None), ("", None)],
)
def test_an_unknown_rule_is_told_with_the_near_one(name: str, guess: str | None) -> None:
    with pytest.raises(UnknownRule) as raised:
        find_rule(PACK.rules, name)
    assert (raised.value.name, raised.value.guess) == (name, guess)


@pytest.mark.parametrize(
    ("written", "typed", "expected"),
    [
        ({}, {}, {"XX001": "error", "XX002": "error", "YY001": "error"}),
        ({"untitled": "note"}, {}, {"XX001": "note", "XX002": "error", "YY001": "error"}),
        ({"xx001": "off"}, {}, {"XX002": "error", "YY001": "error"}),
        ({"untitled": "off"}, {"XX001": "warning"}, {"XX001": "warning", "XX002": "error", "YY001": "error"}),
        ({"untitled": "note"}, {"XX001": "off"}, {"XX002": "error", "YY001": "error"}),
        ({"XX": "note"}, {}, {"XX001": "note", "XX002": "note", "YY001": "error"}),
        ({"xx001": "off", "XX0": "note"}, {}, {"XX002": "note", "YY001": "error"}),
        ({"xx001": "warning"}, {"XX00": "note"}, {"XX001": "note", "XX002": "note", "YY001": "error"}),
    ],
    ids=[
        *("the rule", "configured", "configured off", "typed over off", "typed off"),
        *("a prefix", "a rule over a prefix", "a typed prefix"),
    ],
)
def test_the_command_line_beats_the_configuration_which_beats_the_rule(
    written: dict[str, LevelWord], typed: dict[str, LevelWord], expected: dict[str, str]
) -> None:
    assert levels(written, typed) == expected


@pytest.mark.parametrize(
    ("written", "typed"), [({"untitld": "off"}, {}), ({}, {"untitld": "off"})], ids=["configured", "typed"]
)
def test_an_unknown_rule_is_never_passed_over(written: dict[str, LevelWord], typed: dict[str, LevelWord]) -> None:
    with pytest.raises(UnknownRule):
        levels(written, typed)


def test_rules_that_are_off_are_still_known() -> None:
    policy = make_policy(PACK, PolicyFile(), {"XX001": "off"})
    assert [each.id for each in policy.known] == ["XX001", "XX002", "YY001"]


DRAFT_MILD = Applies(draft=W)
GRAVE_ONLY = Applies(severity=(1, 2), draft=N, otherwise=W)
SILENT_ELSE = Applies(severity=(1, 2))


@pytest.mark.parametrize(
    ("applies", "override", "severity", "draft", "expected"),
    [
        (Applies(), None, 1, False, E),
        (Applies(), None, 4, True, E),
        (Applies(), N, 4, True, N),
        (DRAFT_MILD, None, 1, True, W),
        (DRAFT_MILD, E, 1, True, W),
        (DRAFT_MILD, N, 1, True, N),
        (DRAFT_MILD, N, 1, False, N),
        (GRAVE_ONLY, None, 2, False, E),
        (GRAVE_ONLY, None, 2, True, N),
        (GRAVE_ONLY, E, 2, True, N),
        (GRAVE_ONLY, None, 3, False, W),
        (GRAVE_ONLY, E, 3, False, W),
        (GRAVE_ONLY, N, 3, False, N),
        (SILENT_ELSE, None, 3, False, None),
        (SILENT_ELSE, E, 3, False, None),
        (SILENT_ELSE, W, 1, False, W),
    ],
)
def test_a_level_never_gets_graver_where_the_rule_is_milder(
    applies: Applies, override: Level | None, severity: int, draft: bool, expected: Level | None
) -> None:
    assert ActiveRule(rule(applies=applies), override).level_for(severity, draft) is expected


@pytest.mark.parametrize(("final", "expected"), [(False, W), (True, E)])
def test_final_judges_a_draft_as_final(final: bool, expected: Level) -> None:
    policy = make_policy(Pack(PROCESS, (rule(applies=DRAFT_MILD),), Vocabulary(PROCESS), {}), PolicyFile(), {}, final)
    document = Input(Source("a.md", "---\nstatus: draft\nseverity: Sev-1\n---\n\nNo title.\n"))
    (finding,) = lint([document], policy, date(2026, 3, 1)).findings
    assert finding.level is expected


def test_the_teams_project_keys_take_the_place_of_the_packs() -> None:
    policy = make_policy(PACK, PolicyFile(trackers=TrackerSettings(("OPS", "WEB"))), {})
    assert policy.process.trackers.projects == ("OPS", "WEB")
    assert policy.process.trackers.patterns == PROCESS.trackers.patterns
    assert make_policy(PACK, PolicyFile(), {}).process is PROCESS
    assert policy.process._replace(trackers=PROCESS.trackers) == PROCESS


def test_a_policy_can_be_sent_to_another_process() -> None:
    policy = make_policy(packs.load_bundled(packs.DEFAULT_PACK), PolicyFile(), {})
    sent = pickle.loads(pickle.dumps(policy))
    assert sent.rules == policy.rules
    assert [type(check) for each in sent.rules for check in each.rule.check] == [
        type(check) for each in policy.rules for check in each.rule.check
    ]


def test_what_has_to_be_read_is_what_the_facts_and_the_rules_that_run_ask_for() -> None:
    class Eventful(DocumentCheck, NoParameters):
        reads = frozenset({"timeline"})

    def needs(*checks: DocumentCheck) -> set[str]:
        active = tuple(ActiveRule(rule()._replace(check=(check,))) for check in checks)
        return set(Policy(PROCESS, active, (), PACK.vocabulary).needs)

    assert needs() == needs(TitlePresent()) == {"dates"}
    assert needs(TitlePresent(), Eventful()) == {"dates", "timeline"}
