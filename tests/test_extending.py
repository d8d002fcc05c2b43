"""A pack on top of another: what it takes over, what it changes, and what its author is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pmlint.cli.main import run
from pmlint.data_fault import DataFaults
from pmlint.finding import Level
from pmlint.pack_files import Pack
from pmlint.packs import DEFAULT_PACK, load_bundled, load_folder
from pmlint.report import ExitCode

HEAD = "extends: incident-process\nname: ours\ntitle: Our process\nsource: wiki\n"
INHERITED = load_bundled(DEFAULT_PACK)


@pytest.fixture
def extending(tmp_path: Path) -> Callable[..., Path]:
    """Writes a pack that extends the default one, further files beside it."""

    def write(text: str = "", head: str = HEAD, **files: str) -> Path:
        for name, content in {"pack": head + text, **files}.items():
            (tmp_path / f"{name.replace('_', '-')}.yaml").write_text(content, encoding="utf-8")
        return tmp_path

    return write


def told(folder: Path) -> list[str]:
    with pytest.raises(DataFaults) as raised:
        load_folder(folder)
    return [str(fault).removeprefix(f"{folder}{os.sep}") for fault in raised.value.faults]


def names(pack: Pack) -> list[str]:
    return [rule.name for rule in pack.rules]


# --- what is imported -----------------------------------------------------------------------------------------------


def test_what_a_pack_does_not_say_it_takes_over(extending: Callable[..., Path]) -> None:
    pack = load_folder(extending())
    assert pack.process._replace(name="", title="", source="") == INHERITED.process._replace(
        name="", title="", source=""
    )
    assert pack.rules == INHERITED.rules
    assert (pack.process.name, pack.process.title, pack.process.source) == ("ours", "Our process", "wiki")


def test_its_sections_are_the_template_and_the_others_stay_known(extending: Callable[..., Path]) -> None:
    text = (
        "sections: [timeline, {id: summary, title: In one breath}, {id: bill, title: What it cost, guidance: euros}]\n"
    )
    process = load_folder(extending(text)).process
    assert [section.id for section in process.sections] == ["timeline", "summary", "bill"]
    assert process.sections[0] == INHERITED.process.section("timeline")
    summary = process.sections[1]
    assert (summary.title, summary.number) == ("In one breath", 1)
    assert "TL;DR" in summary.aliases
    assert process.sections[2].guidance == "euros"
    assert "impact" in {section.id for section in process.other_sections}
    assert load_folder(extending(text)).vocabulary.section("Who was affected") == "impact"


def test_more_names_are_added_and_taken_from_the_section_that_had_them(extending: Callable[..., Path]) -> None:
    vocabulary = load_folder(extending("aliases: {impact: [Fault, Blast zone]}\n")).vocabulary
    assert vocabulary.section("Blast zone") == vocabulary.section("fault") == "impact"
    assert vocabulary.section("Who was affected") == "impact"
    assert INHERITED.vocabulary.section("Fault") == "root_cause"


def test_a_name_of_a_group_of_actions_is_taken_from_the_group_that_had_it(extending: Callable[..., Path]) -> None:
    groups = "action-groups: [{kind: corrective, title: Now, aliases: [Preventive actions]}, {kind: preventive}]\n"
    vocabulary = load_folder(extending(groups)).vocabulary
    assert vocabulary.group("Preventive actions") == vocabulary.group("Now") == "corrective"
    assert vocabulary.group("Preventive measures") == "preventive"
    assert INHERITED.vocabulary.group("Preventive actions") == "preventive"


def test_a_figure_is_changed_alone_and_words_are_added_to(extending: Callable[..., Path]) -> None:
    text = "deadlines: {draft-hours: 24}\nwords: {nobody: [the night shift], fields: {owner: [Held by]}}\n"
    process = load_folder(extending(text)).process
    assert process.deadlines.draft_hours == (24, False, "")
    assert process.deadlines.final_business_days == INHERITED.process.deadlines.final_business_days
    assert process.words.nobody == ("the night shift", *INHERITED.process.words.nobody)
    assert "Assignee" in process.words.fields["owner"]
    assert process.words.fields["owner"][0] == "Held by"


def test_severities_are_its_own_and_rules_ask_where_it_requires_a_postmortem(extending: Callable[..., Path]) -> None:
    text = "severities: [{level: 1, postmortem-due: in 3 days}, {level: 7, name: Mild, postmortem: required}]\n"
    pack = load_folder(extending(text))
    assert [(each.level, each.name) for each in pack.process.severities] == [(1, "Critical"), (7, "Mild")]
    assert pack.process.severities[0].criteria == INHERITED.process.severities[0].criteria
    assert pack.process.severities[0].postmortem_due == ("in 3 days", False, "")
    missing = next(rule for rule in pack.rules if rule.name == "missing-section")
    assert missing.applies.severity == (1, 7)


def test_rules_are_taken_over_replaced_and_left_out(extending: Callable[..., Path]) -> None:
    mine = """\
id: PM005
name: missing-title
summary: The document has a title
level: note
check: {kind: title-present}
source: ours
why: why
fix: fix
examples: []
"""
    pack = load_folder(extending("levels: {PM107: off, missing-section: note}\n", missing_title=mine))
    rules = {rule.name: rule for rule in pack.rules}
    assert "missing-sign-off" not in rules
    assert rules["missing-section"].level is rules["missing-title"].level is Level.NOTE
    assert rules["missing-title"].source == "ours"
    assert len(rules) == len(INHERITED.rules) - 1


def test_a_pack_may_extend_a_folder_that_extends_another(extending: Callable[..., Path], tmp_path: Path) -> None:
    extending("aliases: {impact: [Blast zone]}\n")
    inner = tmp_path / "team"
    inner.mkdir()
    (inner / "pack.yaml").write_text("extends: ../ # the company's\nname: team\ntitle: Team\nsource: wiki\n")
    pack = load_folder(inner)
    assert pack.process.name == "team"
    assert pack.vocabulary.section("Blast zone") == "impact"
    assert names(pack) == names(INHERITED)


# --- what an author is told -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sections: [summary, impct]\n", "5:21: no section is called 'impct' (did you mean 'impact'?)"),
        ("aliases: {impct: [Hurt]}\n", "5:18: no section is called 'impct' (did you mean 'impact'?)"),
        ("aliases: {impact: Hurt}\n", "5:19: 'impact': expected a list"),
        ("aliases: [Hurt]\n", "5:10: 'value': expected keys and values"),
        ("aliases: {impact: [Hurt], summary: [Hurt]}\n", "5:20: 'Hurt' is also a name of section 'summary'"),
        (
            "sections: [summary, {id: hurt, title: Hurt}, {id: pain, title: Pain, aliases: [hurt]}]\n",
            "5:80: 'hurt' is also a name of section 'hurt' (keep one of the two)",
        ),
        ("sections: [{id: pain}]\n", "5:12: key 'sections.0.title' is missing"),
        ("severities: [{level: 1, postmortem: requird}]\n", "5:37: 'severities.0.postmortem': expected 'required' or "),
        (
            "severities: [{level: 1, postmorten: required}]\n",
            "5:25: unknown key 'postmorten' (did you mean 'postmortem'",
        ),
        ("deadlines: {draft-hours: soon}\n", "5:26: 'deadlines.draft-hours': expected a whole number from 1 to 2160 "),
        (
            "levels: {missing-sectoin: off}\n",
            "5:10: no inherited or borrowed rule is called 'missing-sectoin' (did you mean 'missin",
        ),
        (
            "levels: {PM101: eror}\n",
            "5:17: 'levels.PM101': expected 'error', 'warning', 'note' or 'off' (did you mean 'error'?)",
        ),
        ("trackers: {projects: PAY}\n", "5:22: 'trackers.projects': expected a list"),
    ],
)
def test_a_mistake_is_told_with_its_place(extending: Callable[..., Path], text: str, expected: str) -> None:
    (fault,) = told(extending(text))
    assert fault.startswith("pack.yaml:" + expected)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("extends: incident-proces\n", "1:10: no pack is called 'incident-proces' (did you mean 'incident-process'?)"),
        ("extends: ./nowhere\n", "1:10: no pack is called './nowhere' (bundled: "),
        ("extends:  ''\n", "1:11: no pack is called ''"),
        ("{extends: base, name: a, title: A, source: b}\n", "1:2: 'extends' is not read in this form (write it as "),
        ("extends: .\\\n", "1:10: no pack is called '.\\'"),
        ("extends: ./\n", "1:10: the packs extend each other in a circle"),
        ("extends: https://example.com/pack.yaml\n", "1:10: no pack is called 'https://example.com/pack.yaml'"),
    ],
)
def test_what_can_not_be_extended_is_told(extending: Callable[..., Path], head: str, expected: str) -> None:
    assert told(extending(head=head))[0].startswith("pack.yaml:" + expected)


def test_all_mistakes_of_a_pack_are_told_at_once(extending: Callable[..., Path]) -> None:
    text = "sections: [impct]\nlevels: {PM9999: off}\ndeadlines: {draft-hours: soon}\n"
    assert len(told(extending(text, broken="a: [\n"))) == 4


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("level: error", "level: eror", "4:8: 'level': expected 'note', 'warning' or 'error' (did you mean 'error'?)"),
        ("[sign_off]", "[signoff]", "6:39: the template has no section 'signoff' (did you mean 'sign_off'?)"),
        ("where: required", "severity: [9]", "5:22: the process has no severity 9 (it has: 1, 2, 3, 4)"),
        ("ignorable", "ignoreable", "unknown key 'ignoreable' (did you mean 'ignorable'?)"),
    ],
)
def test_a_mistake_in_a_rule_is_told_in_the_light_of_the_process(
    extending: Callable[..., Path], old: str, new: str, expected: str
) -> None:
    rule = """\
id: ZZ001
name: sections-lost
summary: The sections stand
level: error
applies: {where: required}
check: {kind: sections-present, but: [sign_off]}
source: ours
why: why
fix: fix
examples: []
ignorable: true
"""
    (fault,) = told(extending(sections_lost=rule.replace(old, new)))
    assert expected in fault


# --- in the configuration ---------------------------------------------------------------------------------------------

DOCUMENT = """\
---
severity: Sev-2
id: INC-7
date: 2026-03-14
---

# The cache forgot everything

## Summary

The cache was flushed at noon, and all pages were slow for an hour.

## Hurt

Some nine thousand readers waited for more than four seconds.
"""


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., object]:
    """Checks a document under a configuration: exit code, and what was said."""
    monkeypatch.chdir(tmp_path)

    def run_check(configuration: str, document: str = DOCUMENT) -> tuple[int, str]:
        Path(".pmlint.yaml").write_text(configuration, encoding="utf-8")
        Path("2026-03-14-cache.md").write_text(document, encoding="utf-8")
        code = run(["check", "--as-of", "2026-04-01", "--format", "concise", "2026-03-14-cache.md"])
        out, err = capsys.readouterr()
        return code, out + err

    return run_check


def test_a_configuration_changes_sections_and_aliases_of_a_pack(check: Callable[..., tuple[int, str]]) -> None:
    before, said = check("process: {sections: [summary, impact]}\n")
    assert before == ExitCode.FINDINGS
    assert "section '2. Impact' is missing" in said
    assert "Root Cause" not in said
    assert check("process: {sections: [summary, impact], aliases: {impact: [Hurt]}}\n")[0] == ExitCode.CLEAN


def test_a_configuration_changes_severities_and_levels(check: Callable[..., tuple[int, str]]) -> None:
    milder = "process:\n  severities: [{level: 1}, {level: 2, postmortem: optional}]\nlevels: {misnamed-file: off}\n"
    assert check(milder)[0] == ExitCode.CLEAN
    assert check(milder, DOCUMENT.replace("Sev-2", "Sev-1"))[0] == ExitCode.FINDINGS
    assert "'Sev-3' is not a severity" in check(milder, DOCUMENT.replace("Sev-2", "Sev-3"))[1]


def test_a_configuration_changes_a_figure(check: Callable[..., tuple[int, str]]) -> None:
    action = "\n## Corrective Actions\n\n- [ ] Warm the cache - Owner: Ana Ruiz - Issue: OPS-4 - Due: 2026-09-01\n"
    assert "days away" not in check("levels: {missing-section: off}\n", DOCUMENT + action)[1]
    said = check("process: {deadlines: {action-horizon-days: 90}}\n", DOCUMENT + action)[1]
    assert "due date 2026-09-01 is more than 90 days away" in said
    severities = "severities: [{level: 1, action-horizon-days: 30}, {level: 2, action-horizon-days: 60}]"
    assert "more than 60 days away" in check(f"process: {{{severities}}}\n", DOCUMENT + action)[1]


@pytest.mark.parametrize(
    ("configuration", "expected"),
    [
        ("process: {sections: [sumary]}\n", "1:22: no section is called 'sumary' (did you mean 'summary'?)"),
        ("process:\n  deadlins: {}\n", "2:3: unknown key 'deadlins' (did you mean 'deadlines'?)"),
        ("process: {levels: {PM101: off}}\n", "1:11: unknown key 'levels'"),
        ("process: {extends: base}\n", "1:11: unknown key 'extends'"),
        ("process: [sections]\n", "1:10: 'process': expected keys and values"),
    ],
)
def test_a_mistake_in_the_configured_process_is_told_with_its_place(
    check: Callable[..., tuple[int, str]], configuration: str, expected: str
) -> None:
    code, said = check(configuration)
    assert code == ExitCode.USAGE
    assert f".pmlint.yaml:{expected}" in said


def test_what_was_understood_of_a_pack_is_shown(
    extending: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "sections: [timeline, {id: bill, title: What it cost}]\ndeadlines: {draft-hours: {value: 24, unverified: true}}"
    )
    folder = extending(text)
    assert run(["rules", "--pack", str(folder)]) == ExitCode.CLEAN
    shown = capsys.readouterr().out
    assert "PM101  missing-section" in shown
    assert "\n\nours: Our process\n  source        wiki\n" in shown
    assert "3. Timeline (" in shown
    assert "What it cost (bill, 1 name)" in shown
    assert "draft-hours 24 [Unverified]; final-business-days 5 [Unverified]" in shown
