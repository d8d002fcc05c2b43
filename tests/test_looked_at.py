"""What the installed command looks at, what it passes over and says so, and how it ends where nothing was there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pmlint import packs
from pmlint.selection import from_folder

EXAMPLE = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_text(encoding="utf-8")
COMMAND = Path(sys.executable).parent / "pmlint"
NAME = "2026-03-12-fx-drift-hold.md"


class Run(NamedTuple):
    """How a run of the command ended."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """What it printed, where that is JSON."""
        report: dict[str, Any] = json.loads(self.out)
        return report

    @property
    def skipped(self) -> dict[str, str]:
        """The reason for each file that was not judged."""
        return {each["path"]: each["reason"] for each in self.report["skipped"]}


Command = Callable[..., Run]


@pytest.fixture
def pmlint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs the command in an empty repository, or in a folder of it."""
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    others = ("GITHUB_", "PMLINT_", "FORCE_COLOR", "NO_COLOR")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(others)}

    def pmlint(*arguments: str, cwd: str = ".", stdin: str = "", **variables: str) -> Run:
        done = subprocess.run(
            [COMMAND, *arguments],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            text=True,
            env={**environment, "PMLINT_AS_OF": "2026-04-01", **variables},
            timeout=60,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return pmlint


def write(*paths: str, text: str = EXAMPLE) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


def configure(text: str) -> None:
    write(".pmlint.yaml", text=text)


def last(text: str) -> str:
    return text.splitlines()[-1]


# --- every file is judged, or listed with the reason ------------------------------------------------------------------


def test_every_file_of_a_folder_is_judged_or_listed(pmlint: Command) -> None:
    folder = "docs/incidents"
    judged = f"{folder}/{NAME}"
    reasons = {
        f"{folder}/README.md": "not a postmortem",
        f"{folder}/2019/old.md": "excluded",
        f"{folder}/2026-04-01-x": "not Markdown",
        f"{folder}/2026-04-01-x.rst": "not Markdown",
        f"{folder}/.drafts/": "hidden",
        f"{folder}/._{NAME}": "hidden",
        f"{folder}/{NAME}~": "hidden",
    }
    write(judged, *(path if not path.endswith("/") else f"{path}a.md" for path in reasons))
    os.symlink("ines@host:1", f"{folder}/.#{NAME}")
    configure("exclude: [2019/]\n")

    done = pmlint("--format", "json")
    assert done.code == 0, done
    assert done.report["files"] == [judged]
    assert done.skipped == {**reasons, f"{folder}/.#{NAME}": "hidden"}
    patterns = {each["path"]: each["pattern"] for each in done.report["skipped"]}
    assert patterns[f"{folder}/2019/old.md"] == "2019/"
    assert patterns[f"{folder}/README.md"] == "README.md"
    assert patterns[f"{folder}/.drafts/"] is None
    counts = {"skipped": 8, "not_a_postmortem": 1, "excluded": 1, "not_markdown": 2, "hidden": 4, "outside_paths": 0}
    assert counts.items() <= done.report["summary"].items()

    printed = pmlint().out
    assert last(printed).endswith(" in 1 file; 1 skipped; 1 excluded; 2 not Markdown; 4 hidden")
    assert f"{folder}/2019/old.md: excluded by '2019/'\n" in printed
    assert ".drafts" not in printed
    assert f"{folder}/.drafts/: skipped, hidden\n" in pmlint("--verbose").out
    pmlint("--format", "github", GITHUB_STEP_SUMMARY="summary.md")
    summary = Path("summary.md").read_text()
    assert "; 1 skipped; 1 excluded; 2 not Markdown; 4 hidden\n" in summary
    assert f"- `{folder}/2026-04-01-x.rst`: `skipped, not Markdown`\n" in summary


def test_files_that_are_named_honour_the_configuration_and_where_none_is_left_it_is_said(pmlint: Command) -> None:
    write("docs/incidents/a.md", "docs/incidents/TEMPLATE.md", "src/guide.md")
    configure("paths: [docs/incidents]\nexclude: [a.md]\n")
    done = pmlint("--format", "json", "docs/incidents/a.md", "docs/incidents/TEMPLATE.md", "src/guide.md")
    assert done.code == 0
    assert done.err == "note: no postmortem to check\n"
    assert [*done.skipped.values()] == ["not a postmortem", "excluded", "outside paths"]
    done = pmlint("src/guide.md", "docs/incidents/a.md")
    assert "guide" not in done.out
    assert last(done.out) == "no findings in 0 files; 1 excluded; 1 outside paths"


@pytest.mark.parametrize(
    ("name", "judged"), [("docs/incidents/README.md", 0), ("docs/incidents/old.md", 0), ("x/b.md", 0), ("-", 1)]
)
def test_standard_input_is_judged_as_the_file_that_it_is(pmlint: Command, name: str, judged: int) -> None:
    configure("paths: [docs/incidents]\nexclude: [old.md]\n")
    write("docs/incidents/a.md")
    done = pmlint("--format", "json", "--stdin-filename", name, "-", stdin=EXAMPLE)
    assert len(done.report["files"]) == judged
    assert len(done.skipped) == 1 - judged
    assert done.code == 0


def test_one_file_that_is_named_in_two_ways_is_judged_once(pmlint: Command) -> None:
    write(f"docs/{NAME}")
    os.symlink("docs", "link")
    paths = ("docs", f"docs/../docs/{NAME}", os.path.abspath("docs"), f"link/{NAME}")
    assert pmlint("--format", "json", *paths).report["files"] == [f"docs/{NAME}"]


# --- patterns ---------------------------------------------------------------------------------------------------------


def test_the_names_of_the_configuration_add_to_the_usual_ones(pmlint: Command) -> None:
    write(*(f"docs/incidents/{name}" for name in (NAME, "Readme.md", "template.md", "index.md", "CHANGELOG.md")))
    configure("not-postmortems: [INDEX.md, '!changelog.md']\n")
    done = pmlint("--format", "json")
    assert set(done.report["files"]) == {f"docs/incidents/{NAME}", "docs/incidents/CHANGELOG.md"}
    assert set(done.skipped.values()) == {"not a postmortem"}
    assert done.err == ""


def test_patterns_of_paths_are_searched_for_and_excluded_ones_taken_back(pmlint: Command) -> None:
    write(*(f"services/{each}/docs/incidents/{NAME}" for each in ("pay", "web", "old")), "services/web/guide.md")
    configure("paths: ['services/*/docs/incidents', '!services/old/']\n")
    judged = [f"services/{each}/docs/incidents/{NAME}" for each in ("pay", "web")]
    assert pmlint("--format", "json").report["files"] == judged
    assert pmlint("--format", "json", cwd="services/web").report["files"] == [
        f"../pay/docs/incidents/{NAME}",
        f"docs/incidents/{NAME}",
    ]
    assert pmlint("--format", "json", "services").report["files"] == judged
    assert pmlint("--format", "json", "services/web/guide.md").skipped == {"services/web/guide.md": "outside paths"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("exclude: ['2019*']", "1:12: '2019*' in 'exclude' matches no file"),
        ("not-postmortems: [a.md, index.md]", "1:25: 'index.md' in 'not-postmortems' matches no file"),
        ("paths: [docs/incidents, 'x*/']", "1:26: 'x*/' in 'paths' matches no file"),
        ("levels: {PM101: error}", "1:10: 'PM101' has no effect: PM101 is 'error' without it"),
        (
            "levels: {missing-section: off, PM101: note}",
            "1:10: 'missing-section' has no effect: 'PM101' is the same rule",
        ),
    ],
)
def test_what_has_no_effect_is_told_with_its_place(pmlint: Command, line: str, told: str) -> None:
    write(f"docs/incidents/{NAME}", "docs/incidents/a.md", "docs/incidents/A.MD")
    configure(line)
    done = pmlint("--exit-zero")
    assert done.code == 0
    assert done.err == f"warning: .pmlint.yaml:{told}\n"
    if not line.startswith("levels"):  # a run over some files need not meet every pattern
        assert pmlint("--exit-zero", f"docs/incidents/{NAME}").err == ""


@pytest.mark.parametrize("line", ["exclude: ['[z-a]']", "not-postmortems: ['!']", "paths: ['*a*a*a*a*a*b']"])
def test_a_pattern_that_is_none_is_a_mistake(pmlint: Command, line: str) -> None:
    write(f"docs/incidents/{NAME}")
    configure(line)
    for arguments in ((), ("docs",)):
        done = pmlint(*arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("error: .pmlint.yaml:1:")


# --- places, and how it ends where there is nothing -------------------------------------------------------------------


def test_a_path_that_is_not_there_is_bad_usage(pmlint: Command) -> None:
    write("docs/incidents/a.md")
    assert pmlint("docs/incident")[::2] == (
        2,
        "error: no file or folder 'docs/incident'; did you mean 'docs/incidents'?\n",
    )
    configure("pack: incident-process\npaths: [docs/incident]\n")
    told = ".pmlint.yaml:2:9: 'paths': no file or folder 'docs/incident'"
    assert pmlint()[::2] == (2, f"error: {told}; did you mean 'docs/incidents'?\n")
    assert pmlint(cwd="docs").err.endswith(f"/{told}; did you mean 'docs/incidents'?\n")
    configure("paths: ['post-*', 'x?']\n")
    assert pmlint()[::2] == (2, "error: .pmlint.yaml:1:10: 'paths': no file or folder matches 'post-*' or 'x?'\n")
    configure("pack: incident-process\npaths: [docs/incident]\n")
    # Who names what to check gets it checked.
    named = pmlint("--exit-zero", "--format", "json", "docs")
    assert named.err == f"warning: {told}\n"
    assert named.report["files"] == ["docs/incidents/a.md"]


def test_without_paths_the_usual_folder_is_looked_for_here_and_in_the_root(pmlint: Command) -> None:
    write("docs/incidents/a.md", "services/pay/docs/incidents/b.md", "services/web/README.md")
    files = {cwd: pmlint("--format", "json", cwd=cwd).report["files"] for cwd in (".", "services/pay", "services/web")}
    assert files == {
        ".": ["docs/incidents/a.md"],
        "services/pay": ["docs/incidents/b.md"],
        "services/web": ["../../docs/incidents/a.md"],
    }


@pytest.mark.parametrize("arguments", [(), ("--format", "json"), ("--exit-zero",), ("--no-require-files",)])
def test_where_there_is_no_folder_to_look_in_it_ends_with_3_and_says_what_to_set(
    pmlint: Command, arguments: tuple[str, ...]
) -> None:
    write("postmortems/a.md", "services/pay/README.md", "_posts/2026-04-09-outage.md", "rca/1.md", "outages/2.md")
    for cwd, places in ((".", ["'docs/incidents'"]), ("services/pay", ["'docs/incidents'", "'../../docs/incidents'"])):
        done = pmlint(*arguments, cwd=cwd)
        assert (done.code, done.out) == (3, "")
        assert all(place in done.err for place in places)
        assert "'paths: [...]' in .pmlint.yaml" in done.err
        assert "some are in '_posts/*outage*', 'outages', 'postmortems' and 1 more places. " in done.err


def test_where_no_name_speaks_of_a_postmortem_no_place_is_told(pmlint: Command) -> None:
    write("docs/guide.md")
    assert "By their names" not in pmlint().err


def test_a_folder_without_a_postmortem_is_0_with_a_note_unless_files_are_required(pmlint: Command) -> None:
    write("docs/incidents/.gitkeep")
    note = "note: no postmortem to check\n"
    assert pmlint()[::2] == (0, note)
    assert pmlint("--require-files")[::2] == (3, note)
    configure("require-files: true\n")
    assert pmlint()[::2] == (3, note)
    assert pmlint("--no-require-files")[::2] == (0, note)
    write("docs/incidents/a.md")
    assert pmlint("--exit-zero").code == 0


def test_fail_on_and_final_can_be_configured_and_the_command_line_wins(pmlint: Command) -> None:
    draft, _, _ = EXAMPLE.replace("status: final", "status: draft").partition("\n## 9.")
    write(f"docs/incidents/{NAME}", text=draft)
    for line, code in (("", 0), ("fail-on: warning", 1), ("final: true", 1)):
        configure(line)
        assert pmlint().code == code
    assert pmlint("--no-final").code == 0
    configure("fail-on: warning")
    assert pmlint("--fail-on", "error").code == 0
    configure("fail-on: never")
    assert pmlint().err == "error: .pmlint.yaml:1:10: 'fail-on': expected 'error', 'warning' or 'note'\n"


def test_a_configuration_below_the_root_is_not_used_and_told(pmlint: Command) -> None:
    write(f"team/incidents/{NAME}")
    write("team/.pmlint.yaml", text="pack: google-sre\n")
    nested = "warning: team/.pmlint.yaml is not used: the configuration is that of the repository, "
    done = pmlint("team")
    assert done.err.startswith(nested)
    assert "rules of incident-process, not configured (" in done.out
    configure("pack: gitlab\n")
    done = pmlint(".")
    assert done.err.startswith(nested)
    assert len(done.err.splitlines()) == 1
    assert pmlint("--config", "team/.pmlint.yaml", "team").err == ""


# --- hooks ------------------------------------------------------------------------------------------------------------


def test_what_a_hook_names_need_be_no_postmortem_where_the_configuration_requires_some(pmlint: Command) -> None:
    configure("paths: [docs/incidents]\nrequire-files: true\n")
    write(f"docs/incidents/{NAME}", "docs/guide.md")
    assert pmlint("--hook", "docs/guide.md")[::2] == (0, "note: no postmortem to check\n")
    assert pmlint("--hook", "--require-files", "docs/guide.md").code == 3
    assert pmlint("--hook").code == 0
    Path(f"docs/incidents/{NAME}").unlink()
    assert pmlint("--hook").code == 3


def test_a_hook_passes_quietly_over_what_speaks_of_no_incident(pmlint: Command) -> None:
    judged = [f"docs/outages/{NAME}", "docs/postmortem-2026-04-09.md"]
    others = ["docs/guide.md", "docs/incident-response.md", "README.md"]
    write(*judged, *others)
    done = pmlint("--hook", "--format", "json", "--exit-zero", *judged, *others)
    assert done.report["files"] == judged
    assert done.skipped == dict.fromkeys(sorted(others), "outside paths")
    printed = pmlint("--hook", *others)
    assert printed.code == 0
    first, last = printed.out.splitlines()
    assert first.startswith("rules of incident-process, not configured (")
    assert last == "no findings in 0 files; 3 outside paths"
    assert len(pmlint("--format", "json", "--exit-zero", *others).report["files"]) == 2
    configure("paths: [docs/guide.md]\n")
    assert pmlint("--hook", "--format", "json", "--exit-zero", *judged, *others).report["files"] == ["docs/guide.md"]


def test_a_hook_in_a_repository_that_is_called_as_postmortems_are_looks_at_all_of_it(
    pmlint: Command, tmp_path: Path
) -> None:
    write("postmortems/.git/HEAD", "postmortems/PM-1.md")
    assert pmlint("--hook", "--format", "json", "--exit-zero", "PM-1.md", cwd="postmortems").report["files"] == [
        "PM-1.md"
    ]


# --- a process that holds from a day on -------------------------------------------------------------------------------


def test_what_is_older_than_the_process_is_a_note_and_counted(pmlint: Command) -> None:
    new, old = "2026-03-12-new.md", "2019-03-12-old.md"
    text = "# Queue stood still\n\nNothing.\n"
    write(f"docs/incidents/{new}", f"docs/incidents/{old}", text=text)
    write("docs/incidents/undated.md", text=text)
    configure("since: 2026-01-01\n")
    done = pmlint("--format", "json")
    assert done.code == 1
    assert done.report["older"] == [f"docs/incidents/{old}"]
    assert done.report["summary"]["older"] == 1
    levels = {path: {each["level"] for each in done.report["findings"] if path in each["path"]} for path in (new, old)}
    assert levels[old] == {"note"}
    assert "error" in levels[new]
    assert any(each["level"] == "error" for each in done.report["findings"] if "undated" in each["path"])
    printed = pmlint("--fail-on", "note", f"docs/incidents/{old}")
    assert printed.code == 1
    assert printed.out.endswith("configured by .pmlint.yaml; in force since 2026-01-01\n" + last(printed.out) + "\n")
    assert last(printed.out).endswith(" in 1 file; 1 older")
    configure("since: 2026-1-1\n")
    assert pmlint().err == "error: .pmlint.yaml:1:8: 'since': '2026-1-1' is not a day as YYYY-MM-DD\n"


# --- the edges of the program -----------------------------------------------------------------------------------------


def test_standard_input_without_a_name_has_no_findings_about_its_name(pmlint: Command) -> None:
    assert "misnamed-file" not in pmlint("--format", "json", "-", stdin=EXAMPLE).out.partition('"findings"')[2]
    named = pmlint("--format", "json", "--stdin-filename", "docs/incidents/x.md", "-", stdin=EXAMPLE)
    assert "misnamed-file" in named.out.partition('"findings"')[2]


def test_a_pyproject_that_cannot_be_read_is_not_taken_for_none(pmlint: Command) -> None:
    write("docs/incidents/a.md")
    Path("pyproject.toml").mkdir()
    assert pmlint()[::2] == (2, "error: pyproject.toml: the file can't be read: Is a directory\n")


def test_a_working_directory_that_is_gone_is_called_so(pmlint: Command) -> None:
    write("a.md")
    Path("gone").mkdir()
    line = f"cd gone; rmdir ../gone; {COMMAND} ../a.md; echo $?"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True)
    assert done.stdout == "4\n"
    assert "the working directory is gone" in done.stderr


def test_a_report_is_written_to_no_file_called_like_standard_output(pmlint: Command) -> None:
    write("a.md")
    done = pmlint("--output", "json=-", "a.md")
    assert done.code == 2
    assert "'--format json' prints a report" in done.err
    assert not Path("-").exists()


@pytest.mark.parametrize(("terminal", "colored"), [("dumb", False), ("xterm", True)])
def test_a_dumb_terminal_gets_no_colours(pmlint: Command, terminal: str, colored: bool) -> None:
    write("a.md", text="# T\n")
    screen, end = os.openpty()
    environment = {"PATH": os.environ["PATH"], "TERM": terminal}
    subprocess.run([COMMAND, "a.md", "--level", "missing-section=off"], stdout=end, env=environment, timeout=60)
    os.close(end)
    assert (b"\x1b[" in os.read(screen, 1000)) is colored
    os.close(screen)


def test_annotations_have_paths_from_the_repository(pmlint: Command) -> None:
    write("sub/docs/a.md", text="# T\n")
    os.symlink(".", "link")
    linked = pmlint("docs", cwd="sub", GITHUB_ACTIONS="true", GITHUB_WORKSPACE=os.path.abspath("link"))
    assert linked.out.startswith("::error file=sub/docs/a.md,")
    write("ws/app/.git/HEAD", "ws/app/docs/a.md", text="# T\n")
    checked_out = pmlint("docs", cwd="ws/app", GITHUB_ACTIONS="true", GITHUB_WORKSPACE=os.path.abspath("ws"))
    assert checked_out.out.startswith("::error file=docs/a.md,")
    above = pmlint("ws/app/docs", GITHUB_ACTIONS="true", GITHUB_WORKSPACE=os.path.abspath("link/ws"))
    assert above.out.startswith("::error file=docs/a.md,")
    beside = pmlint("../app/docs", cwd="ws/app", GITHUB_ACTIONS="true", GITHUB_WORKSPACE=os.path.abspath("ws"))
    assert beside.out.startswith("::error file=docs/a.md,")


def test_an_archive_is_told_to_be_none_to_run_from(pmlint: Command) -> None:
    write("a.md")
    source = packs.bundled_folder().parent / ("src/pmlint" if (packs.bundled_folder().parent / "src").is_dir() else ".")
    with zipfile.ZipFile("p.zip", "w") as archive:
        for file in source.rglob("*.py"):
            archive.write(file, Path("pmlint") / file.relative_to(source))
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.path.insert(0, 'p.zip'); import pmlint.cli; pmlint.cli.main()", "a.md"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 4
    assert "pmlint's packs are not there as files" in done.stderr


def test_a_path_on_another_drive_is_shown_whole(pmlint: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, start: str) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", refuse)
    assert from_folder("/d/x.md", "/c") == "/d/x.md"


# --- options that help to adopt it ------------------------------------------------------------------------------------


def test_files_can_be_listed_without_judging_them(pmlint: Command) -> None:
    write("docs/incidents/b.md", "docs/incidents/README.md", "docs/incidents/a.md", text="Nothing.\n")
    assert pmlint("--list-files") == (0, "docs/incidents/a.md\ndocs/incidents/b.md\n", "")


def test_statistics_count_what_the_findings_are(pmlint: Command) -> None:
    write("docs/incidents/a.md", "docs/incidents/b.md", text="Nothing.\n")
    findings = pmlint("--format", "json").report["findings"]
    done = pmlint("--statistics")
    assert done.code == 1
    counted = [line.split()[:3] for line in done.out.splitlines() if re.match(r" *[0-9]+  PM", line)]
    expected = Counter((each["rule"], each["name"]) for each in findings)
    assert {(rule, name): int(count) for count, rule, name in counted} == expected
    assert [int(count) for count, _, _ in counted] == sorted(expected.values(), reverse=True)
    assert re.search(r"^18  PM101 missing-section  error, in 2 files$", done.out, re.MULTILINE)


def test_settings_are_shown_with_their_origin(pmlint: Command) -> None:
    configure("paths: [docs]\nlevels:\n  PM0: off\n")
    done = pmlint("--show-settings", "--final", "--fail-on", "note")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "# .pmlint.yaml"
    for line in (
        "pack: incident-process  # default",
        'paths: ["docs"]  # .pmlint.yaml:1:1',
        'levels: {"PM0": "off"}  # .pmlint.yaml:2:1',
        "final: true  # command line",
        "fail-on: note  # command line",
        "# PM003 misnamed-file is off, in the pack warning",
    ):
        assert line in lines
    isolated = pmlint("--isolated", "--show-settings").out.splitlines()
    assert isolated[0] == "# no configuration"
    assert "paths: []  # default" in isolated


def test_an_isolated_run_reads_no_configuration(pmlint: Command) -> None:
    write("docs/incidents/a.md", text="Nothing.\n")
    configure("zebra: 1\n")
    assert pmlint("--isolated").code == 1
    assert pmlint("--isolated", "--config", ".pmlint.yaml").code == 1


def test_rules_are_named_by_how_their_ids_begin(pmlint: Command) -> None:
    write("docs/incidents/a.md", text="Nothing.\n")
    configure("levels: {PM1: off, PM101: note}\n")
    rules = {each["rule"]: each["level"] for each in pmlint("--format", "json").report["findings"]}
    assert rules["PM101"] == "note"
    assert [rule for rule in rules if rule.startswith("PM1")] == ["PM101"]
    assert pmlint("--level", "PM=off").out.endswith("no findings in 1 file\n")
    assert pmlint("--level", "ZZ=off").code == 2


def test_a_severity_holds_for_documents_that_say_none(pmlint: Command) -> None:
    unsaid, grave = "# Queue stood still\n\nNothing.\n", "---\nseverity: Sev-1\n---\n\n# Queue\n"
    write("docs/incidents/unsaid.md", text=unsaid)
    write("docs/incidents/grave.md", text=grave)

    def levels(*arguments: str) -> dict[str, set[str]]:
        found = pmlint("--format", "json", *arguments).report["findings"]
        told = [each for each in found if each["rule"] != "PM010"]  # which says that none is said
        return {name: {each["level"] for each in told if name in each["path"]} for name in ("unsaid", "grave")}

    assert "error" in levels()["unsaid"]
    assert levels("--severity", "3") == {"unsaid": {"note"}, "grave": levels()["grave"]}
    configure("severity: 3\n")
    assert levels()["unsaid"] == {"note"}
    assert "error" in levels("--severity", "1")["unsaid"]
    configure("severity: 7\n")
    assert pmlint().err.startswith("error: .pmlint.yaml:1:11: 'severity': the process has no severity 7; it has 1, 2")
    assert pmlint("--severity", "8", "--isolated").code == 2


def test_the_version_has_a_short_option(pmlint: Command) -> None:
    assert pmlint("-V") == pmlint("--version")


# --- other rules for some paths ---------------------------------------------------------------------------------------


def test_some_paths_have_other_rules(pmlint: Command) -> None:
    text = "# Queue stood still\n\nNothing.\n"
    pay, web, old, rest = (f"{each}/incidents/2026-03-12-a.md" for each in ("pay", "web", "web/old", "rest"))
    write(pay, web, old, rest, text=text)
    configure(
        """\
paths: ['*/incidents', web/old/incidents]
levels: {missing-section: warning, PM003: off}
overrides:
  - {paths: [pay], pack: google-sre}
  - {paths: [web], levels: {missing-section: note}}
  - {paths: [web/old/**], since: 2027-01-01}
"""
    )
    done = pmlint("--format", "json")
    assert done.err == ""
    found = done.report["findings"]
    sections = {
        path: {
            (each["message"], each["level"])
            for each in found
            if each["path"] == path and each["name"] == "missing-section"
        }
        for path in (pay, web, old, rest)
    }
    assert {level for _, level in sections[web]} == {"note"}
    assert {level for _, level in sections[rest]} == {"warning"}
    assert {level for _, level in sections[pay]} == {"warning"}
    assert {message for message, _ in sections[pay]} != {message for message, _ in sections[rest]}
    assert {each["level"] for each in found if each["path"] == old} == {"note"}
    assert done.report["older"] == [old]
    told = done.report["tool"]["overrides"]
    assert [(each["paths"], each["pack"]) for each in told] == [
        (["pay"], "google-sre"),
        (["web"], "incident-process"),
        (["web/old/**"], "incident-process"),
    ]
    printed = pmlint().out
    assert "; for pay: rules of google-sre, " in printed
    # The command line goes before all of it, and a path is the same wherever the command runs.
    assert "rules of google-sre" not in pmlint("--pack", "incident-process").out
    assert pmlint("--format", "json", "incidents", cwd="pay").report["findings"] == [
        {**each, "path": "incidents/2026-03-12-a.md"}
        for each in found
        if each["path"] == pay and each["rule"] != "PM025"
    ]


@pytest.mark.parametrize(
    ("override", "told"),
    [
        ("{paths: [pay], pack: zebra}", "2:26: no pack is called 'zebra'"),
        ("{paths: [pay], levels: {zebra: off}}", "2:29: no rule is called 'zebra'"),
        ("{paths: [pay], since: x}", "2:27: 'since': 'x' is not a day"),
        ("{paths: ['pay*/[z-a]']}", "2:15: 'overrides.0.paths.0': not a pattern"),
        ("{pack: gitlab}", "2:5: key 'overrides.0.paths' is missing"),
        ("{paths: [pay], zebra: 1}", "2:"),
        ("{paths: [pay], process: {zebra: 1}}", "2:"),
    ],
)
def test_a_mistake_in_an_override_is_told_with_its_place(pmlint: Command, override: str, told: str) -> None:
    write("docs/incidents/a.md")
    configure(f"overrides:\n  - {override}\n")
    done = pmlint("docs")
    assert done.code == 2
    assert done.err.startswith(f"error: .pmlint.yaml:{told}")


def test_an_override_that_takes_nothing_is_told(pmlint: Command) -> None:
    write(f"docs/incidents/{NAME}")
    configure("overrides:\n  - {paths: [docs, payments], levels: {PM402: note}}\n")
    told = "warning: .pmlint.yaml:2:20: 'payments' in 'overrides.0.paths' matches no file\n"
    assert pmlint().err == told
    assert pmlint("docs").err == ""
