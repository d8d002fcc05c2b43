"""`--base`: what documents and policy say less than at a commit is found, and honest work is not."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pmlint import packs

from .conftest import Run
from .real_git import commit, git, write

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "hostile"
EXAMPLE = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_text("utf-8")
ONE = "docs/incidents/2026-03-12-fx-drift-hold.md"
TWO = "docs/incidents/2026-03-12-cart-lost-prices.md"
OTHER = "# Carts lost their prices\n\nID: INC-2026-009\n\n## Summary\n\nCarts lost their prices for an hour.\n"
QUIET = "levels: {PM602: off}\n"
OWN = "pack: ./ours\n" + QUIET


class Said(NamedTuple):
    """A finding of a rule about changes."""

    rule: str
    path: str
    line: int
    message: str


def said(run: Run, *arguments: str) -> list[Said]:
    """What the rules about changes find."""
    data: Any = json.loads(run("--base", "main", "--format", "json", *arguments)[1])
    return [
        Said(each["rule"], each["path"], each["line"], each["message"])
        for each in data["findings"]
        if each["rule"].startswith("PM92")
    ]


def edit(path: str, *edits: tuple[str, str]) -> None:
    text = Path(path).read_text("utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    write(path, text)


def cut(path: str, start: str, end: str) -> None:
    text = Path(path).read_text("utf-8")
    before, _, rest = text.partition(start)
    write(path, before + end + rest.partition(end)[2])


ROW = "| Show the rate source in the operator console | Noor Haddad | PAY-413 | 2026-04-16 |"
FACTORS = "## 5. Contributing Factors"
DETECTION = "## 6. Detection & Response"


def test_nothing_changed_is_nothing_said_and_both_points_are_shown(run: Run) -> None:
    commit("main", {ONE: EXAMPLE, TWO: OTHER, ".pmlint.yaml": QUIET})
    assert said(run) == []
    sha = git("rev-parse", "main")
    assert f"compared with main ({sha[:12]})" in run("--base", "main")[1]
    data = json.loads(run("--base", "main", "--format", "json")[1])
    assert data["tool"]["base"] == {"ref": "main", "sha": sha}


LESS = {
    "declared milder": ([("severity: Sev-2", "severity: Sev-3")], {"PM921"}),
    "declared milder, in other words": ([("severity: Sev-2", "severity: SEV4")], {"PM921"}),
    "declared in another place": ([("severity: Sev-2\n", ""), ("\n# FX", "\nSeverity: Sev-3\n\n# FX")], {"PM921"}),
    "a draft again": ([("status: final", "status: draft")], {"PM922"}),
    "open again": ([("status: final", "status: in progress")], {"PM922"}),
    "due later": ([("2026-04-16", "2026-12-16")], {"PM923"}),
    "due later, in other words": (
        [(ROW, "| Show in the console where rates are from | Noor Haddad | PAY-413 | 2027-01-16 |")], {"PM923"}
    ),
    "due later, another issue": ([("PAY-413 | 2026-04-16", "PAY-999 | 2026-12-16")], {"PM923"}),
    "an action gone": ([(f"{ROW}\n", "")], {"PM924"}),
    "an action hidden": ([(ROW, f"<!-- {ROW} -->")], {"PM924"}),
    "an action replaced": ([(ROW, "| Buy a new chair | Noor Haddad | PAY-999 | 2026-04-16 |")], {"PM924"}),
    "a section renamed": ([(FACTORS, "## 5. Notes")], {"PM925"}),
    "an ignored finding too many": (
        [
            ("Tomas Lind | PAY-411", "everyone | PAY-411"),
            ("Mira Okafor | PAY-412", "everyone | PAY-412"),
            ("Noor Haddad | PAY-413", "everyone | PAY-413"),
            ("2026-03-26 |", "2026-03-26 | <!-- pmlint: ignore[PM205] the rates rota owns this -->"),
            ("2026-04-02 |", "2026-04-02 | <!-- pmlint: ignore[PM205] the rates rota owns this -->"),
            ("2026-04-16 |", "2026-04-16 | <!-- pmlint: ignore[PM205] the rates rota owns this -->"),
        ],
        {"PM927"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "rules"), LESS.values(), ids=LESS)
def test_what_says_less_is_found_and_points_at_both(run: Run, edits: list[tuple[str, str]], rules: set[str]) -> None:
    commit("main", {ONE: EXAMPLE, ".pmlint.yaml": QUIET})
    edit(ONE, *edits)
    found = said(run)
    assert {each.rule for each in found} == rules
    sha = git("rev-parse", "main")[:12]
    for each in found:
        assert each.path == ONE
        assert f"{ONE}:" in each.message
        assert f" of main ({sha})" in each.message
    code, out, _ = run("--base", "main")
    assert code == (0 if rules == {"PM923"} else 1)
    assert all(rule in out for rule in rules)


HONEST = {
    "a graver severity": [("severity: Sev-2", "severity: Sev-1")],
    "the same severity in other words": [("severity: Sev-2", "severity: SEV 2")],
    "an earlier date": [("2026-04-16", "2026-04-01")],
    "another owner": [("Noor Haddad | PAY-413", "Mira Okafor | PAY-413")],
    "an action in other words": [
        ("Show the rate source in the operator console", "Make the console show each rate's source")
    ],
    "an action with another issue": [("PAY-413", "PAY-777")],
    "an action more": [(ROW, f"{ROW}\n{ROW.replace('Show', 'Log').replace('413', '414')}")],
    "an action in another group": [(f"{ROW}\n", ""), ("| Convert", f"{ROW}\n| Convert")],
    "an action struck out": [
        (ROW, "| ~~Show the rate source in the operator console~~ | ~~Noor Haddad~~ | ~~PAY-413~~ | ~~2026-04-16~~ |")
    ],
    "a section rewritten": [(FACTORS, f"{FACTORS}\n\nNobody had asked what happens at the end of a quarter.\n")],
    "a section without its number": [(FACTORS, "## Contributing Factors")],
    "a title": [("# FX drift", "# Rates: FX drift")],
    "two ignored findings": [
        ("Tomas Lind | PAY-411", "everyone | PAY-411"),
        ("2026-03-26 |", "2026-03-26 | <!-- pmlint: ignore[PM205] the rates rota owns this -->"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("edits", HONEST.values(), ids=HONEST)
def test_honest_work_is_silent(run: Run, edits: list[tuple[str, str]]) -> None:
    commit("main", {ONE: EXAMPLE, ".pmlint.yaml": QUIET})
    edit(ONE, *edits)
    assert said(run) == []


def test_a_final_status_and_a_done_action_are_progress(run: Run) -> None:
    draft = EXAMPLE.replace("status: final", "status: draft").replace("- [x] Use", "- [ ] Use")
    commit("main", {ONE: draft, ".pmlint.yaml": QUIET})
    write(ONE, EXAMPLE)
    assert said(run) == []


def test_an_emptied_section_and_one_that_is_gone(run: Run) -> None:
    commit("main", {ONE: EXAMPLE, ".pmlint.yaml": QUIET})
    cut(ONE, FACTORS, DETECTION)
    assert [(each.rule, "is gone" in each.message) for each in said(run)] == [("PM925", True)]
    edit(ONE, (DETECTION, f"{FACTORS}\n\nTODO\n\n{DETECTION}"))
    assert [(each.rule, "no text any more" in each.message) for each in said(run)] == [("PM925", True)]


def moved_away() -> str:
    """The path at which a document lay."""
    Path(ONE).unlink()
    return ONE


GONE: dict[str, tuple[Callable[[], object], str]] = {
    "deleted": (lambda: Path(ONE).unlink(), "no file lies there"),
    "moved out": (lambda: shutil.move(ONE, "old.md"), "no file lies there"),
    "called a readme": (lambda: shutil.move(ONE, "docs/incidents/README.md"), "no file lies there"),
    "called something else": (lambda: shutil.move(ONE, ONE.replace(".md", ".txt")), "no file lies there"),
    "hidden": (lambda: shutil.move(ONE, "docs/incidents/.2026-03-12-fx-drift-hold.md"), "no file lies there"),
    "excluded": (lambda: write(".pmlint.yaml", f"exclude: ['*drift*']\n{QUIET}"), "excluded by '*drift*'"),
    "named": (lambda: write(".pmlint.yaml", f"not-postmortems: ['*drift*']\n{QUIET}"), "skipped, not a postmortem"),
    "outside": (lambda: write(".pmlint.yaml", f"paths: ['docs/incidents/*prices*']\n{QUIET}"), "outside"),
    "a link": (lambda: os.symlink(Path(TWO).name, moved_away()), "a link lies there"),
    "a folder": (lambda: os.mkdir(moved_away()), "it lies outside of what is checked"),
}


@pytest.mark.parametrize(("change", "why"), GONE.values(), ids=GONE)
def test_a_postmortem_that_is_judged_no_more_is_told(run: Run, change: Callable[[], object], why: str) -> None:
    commit("main", {ONE: EXAMPLE, TWO: OTHER, ".pmlint.yaml": QUIET})
    change()
    found = [each for each in said(run) if each.rule == "PM926"]
    assert [(each.path, each.line) for each in found] == [(ONE, 1)]
    assert why in found[0].message
    assert run("--base", "main")[0] in (1, 4)


def test_the_last_one_and_its_folder(run: Run) -> None:
    commit("main", {ONE: EXAMPLE})
    shutil.rmtree("docs")
    assert [each.rule for each in said(run)] == ["PM926"]
    assert run("--base", "main")[0] == 1
    assert run()[0] == 3


def test_a_renamed_one_is_the_same_document(run: Run) -> None:
    commit("main", {ONE: EXAMPLE, TWO: OTHER, ".pmlint.yaml": QUIET})
    new = "docs/incidents/2026/2026-03-12-rates-stood-still.md"
    Path(new).parent.mkdir()
    git("mv", ONE, new)
    assert said(run) == []
    edit(new, ("severity: Sev-2", "severity: Sev-3"))
    assert [(each.rule, each.path) for each in said(run)] == [("PM921", new)]
    assert [(each.rule, each.path) for each in said(run, new)] == [("PM921", new)]
    # Hardly a line is left, but the incident is the same.
    write(new, "---\nid: inc-2026-007\nseverity: Sev-4\n---\n\n# Nothing happened\n")
    assert {each.rule for each in said(run)} == {"PM921", "PM924", "PM925"}
    write(new, "---\nid: INC-2026-099\nseverity: Sev-4\n---\n\n# Something else happened\n")
    assert [(each.rule, each.path) for each in said(run)] == [("PM926", ONE)]


def test_a_run_over_some_documents_misses_no_others(run: Run) -> None:
    commit("main", {ONE: EXAMPLE, TWO: OTHER, ".pmlint.yaml": QUIET})
    Path(ONE).unlink()
    assert said(run, TWO) == []
    assert [each.rule for each in said(run, "docs")] == ["PM926"]
    Path("docs/incidents").mkdir(exist_ok=True)


def test_from_a_folder_of_the_repository(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    commit("main", {ONE: EXAMPLE, ".pmlint.yaml": QUIET})
    edit(ONE, ("severity: Sev-2", "severity: Sev-3"))
    monkeypatch.chdir("docs")
    found = said(run)
    assert [(each.rule, each.path) for each in found] == [("PM921", ONE.removeprefix("docs/"))]


def test_what_could_not_be_read_at_the_base_is_not_compared(run: Run) -> None:
    commit("main", {ONE: EXAMPLE, ".pmlint.yaml": QUIET})
    Path(ONE).write_bytes(b"\xff\xfe")
    git("commit", "-qam", "two")
    write(ONE, EXAMPLE)
    assert said(run) == []


def test_findings_about_changes_are_in_no_baseline_and_can_not_be_ignored(run: Run) -> None:
    commit("main", {ONE: EXAMPLE, ".pmlint.yaml": QUIET})
    edit(
        ONE,
        ("severity: Sev-2", "severity: Sev-3"),
        ("\n# FX", "\n<!-- pmlint: ignore-file[PM921] we agreed on it in the review until=2026-05-01 -->\n\n# FX"),
    )
    run("--write-baseline")
    assert {each.rule for each in said(run)} == {"PM921", "PM928"}
    assert run("--base", "main", "--level", "PM921=off", "--level", "PM928=off")[0] == 0


# --- policy -----------------------------------------------------------------------------------------------------------

WEAKER = {
    "a rule off": ("", "levels: {PM101: off}", "PM101 missing-section is off"),
    "a rule milder": ("", "levels: {missing-section: warning}", "PM101 missing-section was 'error' and is 'warning'"),
    "rules by prefix": ("", "levels: {PM2: off}", "more are off"),
    "fail-on": ("fail-on: warning", "fail-on: error", "what fails a run was 'warning' and is 'error'"),
    "fail-on taken out": ("fail-on: note", "", "what fails a run was 'note' and is 'error'"),
    "final": ("final: true", "final: false", "drafts were judged as final"),
    "require-files": ("require-files: true", "", "passes now"),
    "since": ("", "since: 2026-06-01", "holds from 2026-06-01 on"),
    "since later": ("since: 2025-01-01", "since: 2026-06-01", "held from 2025-01-01 on and holds from 2026-06-01 on"),
    "severity": ("", "severity: 3", "were judged as 1, now 3"),
    "exclude": ("exclude: [a]", "exclude: [a, 'docs/x*']", "'exclude' leaves out more: 'docs/x*'"),
    "not-postmortems": ("", "not-postmortems: ['*draft*']", "'not-postmortems' leaves out more"),
    "not-postmortems no more taken out": ("not-postmortems: ['!README.md']", "", "leaves out more: 'README.md'"),
    "paths": ("paths: [docs/incidents, docs]", "paths: [docs/incidents]", "'paths' has no more 'docs'"),
    "paths narrowed": ("paths: [docs]", "paths: [docs, '!docs/x*']", "'paths' takes out '!docs/x*'"),
    "people": ("people: ['Tomas Lind', 'Mira Okafor', 'Noor Haddad']", "", "held to a list of people"),
    "trackers": ("trackers: {projects: [PAY]}", "", "issues were held to the trackers' projects"),
    "pack": ("", "pack: google-sre", "pack 'google-sre' has no "),
    "budget": ("", "gate: {ignore-budget: 9}", "could ignore 2 findings and may ignore 9"),
    "deadline": ("", "process: {deadlines: {action-horizon-days: 1800}}", "'deadlines.action-horizon-days' was"),
    "enough words": ("", "process: {enough-words: 1}", "'enough-words' was 2 and is 1"),
    "sections": (
        "", "process: {sections: [summary, impact, corrective_actions, sign_off]}", "has no section 'Timeline'"
    ),
    "no postmortem": (
        "",
        "process: {severities: [{level: 1, postmortem: required}, {level: 2, postmortem: optional}]}",
        "severity 'Sev-2' needs no postmortem",
    ),
    "an override": ("", "overrides: [{paths: [docs/x], levels: {PM101: off}}]", "for docs/x: PM101"),
    "an override with since": ("", "overrides: [{paths: ['*'], since: 2026-06-01}]", "for *: the process held for all"),
    "a stricter override gone": (
        "overrides: [{paths: [docs/x], levels: {misnamed-file: error}}]",
        "",
        "for docs/x: PM003 misnamed-file was 'error' and is 'warning'",
    ),
    "unreadable": ("", "fail_on: never", "can't be compared: .pmlint.yaml:1:1: unknown key 'fail_on'"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "told"), WEAKER.values(), ids=WEAKER)
def test_a_policy_that_asks_less_is_told(run: Run, before: str, after: str, told: str) -> None:
    commit("main", {ONE: EXAMPLE, ".pmlint.yaml": f"{before}\n"})
    write(".pmlint.yaml", f"{after}\n")
    found = [each for each in said(run, "--policy-from", "main") if each.rule == "PM928"]
    assert any(told in each.message for each in found), found
    assert {each.path for each in found} == {".pmlint.yaml"}
    data = json.loads(run("--policy-from", "main", "--format", "json")[1])
    assert "PM928" in {each["rule"] for each in data["findings"]}, "also without --base"
    assert data["summary"]["exit"] == 1
    if told.startswith("can't"):
        assert run("--base", "main")[0] == 2
    else:
        assert "PM928" in {each.rule for each in said(run)}


STRICTER = {
    "a graver level": ("", "levels: {misnamed-file: error}"),
    "a rule on again": ("levels: {PM101: off}", ""),
    "fail-on": ("", "fail-on: warning"),
    "final": ("", "final: true"),
    "since taken out": ("since: 2025-01-01", ""),
    "since earlier": ("since: 2025-06-01", "since: 2025-01-01"),
    "exclude taken out": ("exclude: [a]", ""),
    "more paths": ("paths: [docs/incidents]", "paths: [docs]"),
    "people": ("", "people: ['Tomas Lind', 'Mira Okafor', 'Noor Haddad']"),
    "one more of the people": (
        "people: ['Tomas Lind', 'Mira Okafor', 'Noor Haddad']",
        "people: ['Tomas Lind', 'Mira Okafor', 'Noor Haddad', 'Wen Li']",
    ),
    "one more project": ("trackers: {projects: [PAY]}", "trackers: {projects: [PAY, OPS]}"),
    "another name of a section": ("", "process: {aliases: {impact: [Who was hurt]}}"),
    "holidays": ("", "calendar: {holidays: [2026-12-25]}"),
    "a shorter deadline": ("", "process: {deadlines: {action-horizon-days: 60}}"),
    "a smaller budget": ("", "gate: {ignore-budget: 0}"),
    "another order": ("levels: {PM003: off}\nfinal: true", "final: true\nlevels: {misnamed-file: off}"),
    "a stricter override": ("", "overrides: [{paths: [docs/x], levels: {misnamed-file: error}}]"),
    "a comment": ("final: true", "# As agreed.\nfinal: true"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), STRICTER.values(), ids=STRICTER)
def test_a_policy_that_asks_no_less_is_not_told(run: Run, before: str, after: str) -> None:
    commit("main", {ONE: EXAMPLE, ".pmlint.yaml": f"{before}\n"})
    write(".pmlint.yaml", f"{after}\n")
    assert [each for each in said(run, "--policy-from", "main") if each.rule == "PM928"] == []


def test_a_pack_of_the_repository(run: Run) -> None:
    pack = "extends: incident-process\nname: ours\n"
    commit("main", {ONE: EXAMPLE, ".pmlint.yaml": OWN, "ours/pack.yaml": f"{pack}levels: {{PM003: error}}\n"})
    assert said(run) == []
    write("ours/pack.yaml", f"{pack}levels: {{PM003: error, PM101: off, PM205: warning}}\n")
    (found,) = {each.message.partition(", against")[0] for each in said(run) if "PM101" in each.message}
    assert "PM101 missing-section" in found
    assert any("PM205 nobody-owner was 'error' and is 'warning'" in each.message for each in said(run))
    rule = (packs.bundled_folder() / packs.DEFAULT_PACK / "missing-section.yaml").read_text("utf-8")
    write("ours/pack.yaml", f"{pack}levels: {{PM003: error}}\n")
    write(
        "ours/missing-section.yaml", rule.replace("kind: sections-present", "kind: sections-present, only: [summary]")
    )
    assert any("PM101 missing-section: asked is something else" in each.message for each in said(run))
    shutil.rmtree("ours")
    assert [each.rule for each in said(run, "--policy-from", "main") if each.rule == "PM928"] == ["PM928"]


def test_a_configuration_that_is_gone(run: Run) -> None:
    commit("main", {ONE: EXAMPLE, ".pmlint.yaml": "fail-on: note\nlevels: {PM003: error}\n"})
    Path(".pmlint.yaml").unlink()
    assert {each.message.partition(",")[0] for each in said(run)} == {
        "what fails a run was 'note' and is 'error'",
        "PM003 misnamed-file was 'error' and is 'warning'",
    }


def test_a_baseline_that_grows(run: Run) -> None:
    broken = EXAMPLE.replace("Noor Haddad | PAY-413", "TBD | PAY-413")
    commit("main", {ONE: broken, ".pmlint.yaml": QUIET})
    run("--write-baseline")
    git("add", "-A")
    git("commit", "-qm", "baseline")
    assert said(run) == []
    renamed = ONE.replace("fx-drift-hold", "rates-stood-still")
    git("mv", ONE, renamed)
    run("--write-baseline")
    assert renamed in Path(".pmlint-baseline.json").read_text("utf-8")
    assert said(run) == []
    edit(renamed, (FACTORS, "## 5. Notes"))
    Path(".pmlint-baseline.json").unlink()
    run("--write-baseline")
    (found,) = (each for each in said(run) if each.rule == "PM928")
    assert found.path == ".pmlint-baseline.json"
    assert "knows 2 findings more than that of main" in found.message
    assert f"PM101 in '{renamed}' (section contributing_factors)" in found.message
    write(".pmlint-baseline.json", "[]")
    (found,) = (each for each in said(run, "--policy-from", "main") if each.rule == "PM928")
    assert "can't be compared" in found.message


# --- the pairs of the hostile corpus ----------------------------------------------------------------------------------

PAIRS = {
    "severity_downgrade": ({"PM921", "PM924", "PM925"}, 1),
    "config_fail_on_never": ({"PM928"}, 1),
    "config_pyproject_shadow": ({"PM928"}, 1),
    "gitattributes_hides": (set(), 1),
    "renamed_folder_case": ({"PM926"}, 1),
    "due_pushed": ({"PM923"}, 0),
    "plugin_added": ({"PM928"}, 1),
    "workflow_disabled": (set(), 1),
    "severity_upgrade_ok": (set(), 0),
    "cache_committed": (set(), 1),
}
"""The rules about changes that speak, and the exit code. `due_pushed` is a warning by the contract, which fails a run
with `--fail-on warning`; what `workflow_disabled` is about no linter can hold, and its document fails by itself."""


def put(tree: Path) -> None:
    """Lays a tree into the working directory, its configuration in our words."""
    for each in Path().iterdir():
        if each.name != ".git":
            shutil.rmtree(each) if each.is_dir() else each.unlink()
    shutil.copytree(tree, ".", dirs_exist_ok=True)
    if Path(".pmlint.yml").exists():
        text = Path(".pmlint.yml").read_text("utf-8")
        Path(".pmlint.yml").unlink()
        write(".pmlint.yaml", text.replace("version: 1\n", "").replace("fail_on:", "fail-on:"))


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile corpus lies elsewhere")
def test_every_pair_of_the_corpus_is_here() -> None:
    assert set(PAIRS) == {each.name for each in (HOSTILE / "pairs").iterdir()}


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile corpus lies elsewhere")
@pytest.mark.parametrize("name", PAIRS)
def test_a_pair_behaves_as_expected(run: Run, name: str) -> None:
    put(HOSTILE / "pairs" / name / "base")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "base")
    put(HOSTILE / "pairs" / name / "head")
    rules, code = PAIRS[name]
    arguments = ("--policy-from", "main", "--final", "--as-of", "2026-04-25")
    assert {each.rule for each in said(run, *arguments)} == rules
    assert run("--base", "main", *arguments)[0] == code
    assert run("--base", "main", *arguments, "--fail-on", "warning")[0] == 1 or name == "severity_upgrade_ok"
    assert not os.path.exists("/tmp/pmlint-pwned")
