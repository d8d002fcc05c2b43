"""The script of the action, run by bash over each input and each way to fail. No environment is really made."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

Run = Callable[..., subprocess.CompletedProcess[str]]
Commands = Callable[[str], list[tuple[str, str, str, str]]]

# A Python in whose new environments pmlint is there already; BROKEN names what does not work today.
_PYTHON = """\
#!/usr/bin/env bash
case "$*" in
  "-I -m venv "*) [ "$BROKEN" != venv ] && mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
  "-I -m pip "*) [ "$BROKEN" != pip ] ;;
  "-I -X utf8 -m pmlint "*) if [ "$BROKEN" = pmlint ]; then exit "$STATUS"; else exec '{python}' "$@"; fi ;;
  *) exec '{python}' "$@" ;;
esac
"""

DRAFT = "docs/incidents/2026-09-14-draft.md"
CLEAN = "docs/2026-03-12-clean.md"


@dataclass(frozen=True)
class Outcome:
    """How a run of the action ended."""

    code: int
    outputs: dict[str, str]
    stdout: str

    @property
    def report(self) -> dict[str, Any]:
        """The report that the outputs name."""
        report: dict[str, Any] = json.loads(Path(self.outputs["report"]).read_text(encoding="utf-8"))
        return report


Action = Callable[..., Outcome]


def script_of(action: dict[str, Any]) -> dict[str, Any]:
    """The step that runs pmlint."""
    step: dict[str, Any] = next(each for each in action["runs"]["steps"] if each.get("id") == "pmlint")
    return step


@pytest.fixture
def workspace(tmp_path: Path, clean_document: str, faulty_document: str) -> Path:
    """A folder with a draft without sections where postmortems usually are, and a clean postmortem elsewhere."""
    workspace = tmp_path / "workspace"
    for path, text in {DRAFT: faulty_document.replace("status: final", "status: draft"), CLEAN: clean_document}.items():
        (workspace / path).parent.mkdir(parents=True, exist_ok=True)
        (workspace / path).write_text(text, encoding="utf-8")
    return workspace


@pytest.fixture
def action(run: Run, project: Path, workspace: Path, tmp_path: Path) -> Action:
    """Runs the script as the runner does, with some inputs (`_` for `-`) and variables."""
    action = yaml.safe_load((project / "action.yml").read_text(encoding="utf-8"))
    step = script_of(action)
    defaults = {f"${{{{ inputs.{name} }}}}": str(each["default"]) for name, each in action["inputs"].items()}
    script, python, outputs = tmp_path / "script.sh", tmp_path / "python", tmp_path / "outputs"
    script.write_text(step["run"], encoding="utf-8")
    python.write_text(_PYTHON.format(python=sys.executable), encoding="utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)

    def perform(env: dict[str, str] | None = None, **inputs: str) -> Outcome:
        outputs.write_text("", encoding="utf-8")
        given = {f"${{{{ inputs.{name.replace('_', '-')} }}}}": value for name, value in inputs.items()}
        values = defaults | {"${{ inputs.python }}": str(python), "${{ inputs.as-of }}": "2026-09-15"} | given
        runner = {
            "BROKEN": "",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(project),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
            "GITHUB_WORKSPACE": str(workspace),
            "RUNNER_TEMP": str(tmp_path),
        }
        shell = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script)
        arguments = {name: values[expression] for name, expression in step["env"].items()}
        done = run(*shell, cwd=workspace, code=None, env=runner | arguments | (env or {}))
        lines = outputs.read_text(encoding="utf-8").splitlines()
        return Outcome(done.returncode, dict(line.split("=", 1) for line in lines), done.stdout)

    return perform


def test_inputs_and_outputs_are_wired_by_name(project: Path) -> None:
    action = yaml.safe_load((project / "action.yml").read_text(encoding="utf-8"))
    step = script_of(action)
    outputs = {name: each["value"] for name, each in action["outputs"].items()}

    assert step["env"] == {
        f"ARG_{name.replace('-', '_').upper()}": f"${{{{ inputs.{name} }}}}" for name in action["inputs"]
    }
    assert outputs == {name: f"${{{{ steps.{step['id']}.outputs.{name} }}}}" for name in outputs}
    assert "${{" not in step["run"]


def test_without_a_file_for_outputs_the_exit_code_is_that_of_the_check(action: Action) -> None:
    assert action(env={"GITHUB_OUTPUT": ""}).code == 0
    assert action(env={"GITHUB_OUTPUT": ""}, paths="nowhere").code == 2


def test_where_the_postmortems_lie_elsewhere_it_is_red_and_says_what_to_set(action: Action, workspace: Path) -> None:
    (workspace / "docs/incidents").rename(workspace / "postmortems")
    outcome = action()

    assert outcome.code == 3
    assert outcome.outputs == {"exit-code": "3"}
    assert "::error title=pmlint::nothing was checked: there is no docs/incidents; name the folders" in outcome.stdout
    (workspace / "docs/incidents").mkdir()
    assert action().code == 0
    assert action(require_files="true").code == 3


def test_without_inputs_the_usual_folder_is_judged(action: Action) -> None:
    outcome = action()

    assert outcome.code == 0
    assert outcome.report["files"] == [DRAFT]
    assert outcome.report["tool"]["as_of"] == "2026-09-15"


def test_paths_are_one_a_line_and_may_have_blanks(action: Action, workspace: Path) -> None:
    (workspace / "docs/incidents").rename(workspace / "docs/old incidents")
    outcome = action(paths=f"\n  docs/old incidents  \n\n{CLEAN}\n")

    assert set(outcome.report["files"]) == {"docs/old incidents/2026-09-14-draft.md", CLEAN}


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"fail_on": "error"}, 0),
        ({"fail_on": "warning"}, 1),
        ({"final": "false"}, 0),
        ({"final": "true"}, 1),
        ({"final": "true", "paths": CLEAN}, 0),
        ({"final": "true", "config": "without-docs.yaml"}, 0),
        ({"pack": "incident-process"}, 0),
    ],
)
def test_inputs_reach_pmlint(action: Action, workspace: Path, inputs: dict[str, str], code: int) -> None:
    (workspace / "without-docs.yaml").write_text("exclude: [docs]\n", encoding="utf-8")
    outcome = action(**inputs)

    assert outcome.code == code
    assert outcome.outputs["exit-code"] == str(code)


def test_outputs_count_what_the_report_has(action: Action, workspace: Path) -> None:
    (workspace / ".pmlint.yaml").write_text("levels: {missing-sign-off: note}\n", encoding="utf-8")
    outcome = action(fail_on="note")

    levels = [finding["level"] for finding in outcome.report["findings"]]
    assert set(levels) == {"warning", "note"}
    assert outcome.outputs == {
        "errors": "0",
        "warnings": str(levels.count("warning")),
        "notes": str(levels.count("note")),
        "exit-code": "1",
        "report": outcome.outputs["report"],
    }


def test_further_reports_are_written(action: Action, workspace: Path) -> None:
    outcome = action(output="json=first report.json\nconcise=second.txt")

    assert json.loads((workspace / "first report.json").read_text(encoding="utf-8")) == outcome.report
    assert (workspace / "second.txt").read_text(encoding="utf-8").startswith(f"{DRAFT}:")


@pytest.mark.parametrize(
    ("inputs", "broken", "code", "says"),
    [
        ({"python": "no-such-python"}, {}, 2, "Python 3.11 or newer is needed"),
        ({"python": "false"}, {}, 2, "Python 3.11 or newer is needed"),
        ({}, {"BROKEN": "venv"}, 4, "no virtual environment"),
        ({}, {"BROKEN": "pip"}, 4, "could not be installed"),
        ({}, {"RUNNER_TEMP": "/no/such/folder"}, 4, "no temporary folder"),
        ({}, {"BROKEN": "pmlint", "STATUS": "0"}, 4, "nothing was checked"),
        ({}, {"BROKEN": "pmlint", "STATUS": "1"}, 4, "nothing was checked"),
        ({}, {"BROKEN": "pmlint", "STATUS": "137"}, 137, "nothing was checked"),
        ({"final": "yes"}, {}, 2, "'final' is neither true nor false"),
        ({"fail_on": "all"}, {}, 2, "nothing was checked"),
        ({"as_of": "soon"}, {}, 2, "nothing was checked"),
        ({"output": "papyrus=report"}, {}, 2, "nothing was checked"),
        ({"pack": "no-such-pack"}, {}, 2, "nothing was checked"),
        ({"config": "no-such.yaml"}, {}, 2, "nothing was checked"),
        ({"config": "--exit-zero"}, {}, 2, "nothing was checked"),
        ({"paths": "no/such/folder"}, {}, 2, "nothing was checked"),
        ({"paths": "--exit-zero\ndocs"}, {}, 2, "nothing was checked"),
    ],
)
def test_a_run_that_checked_nothing_says_so_and_neither_passes_nor_finds(
    action: Action, commands: Commands, inputs: dict[str, str], broken: dict[str, str], code: int, says: str
) -> None:
    outcome = action(broken, **inputs)

    assert outcome.code == code
    assert outcome.outputs == {"exit-code": str(code)}
    [(_, level, title, message)] = commands(outcome.stdout)
    assert (level, title) == ("error", "title=pmlint")
    assert says in message


@pytest.mark.parametrize("input_", ["paths", "config", "pack", "fail_on", "final", "as_of", "output"])
def test_inputs_are_data(action: Action, workspace: Path, input_: str) -> None:
    outcome = action(**{input_: '"; touch hit; "$(touch hit)`touch hit`\ntouch hit\n'})

    assert outcome.code == 2
    assert not (workspace / "hit").exists()


def test_a_file_that_cannot_be_read_is_counted_and_ends_as_incomplete(action: Action, workspace: Path) -> None:
    os.symlink(workspace / CLEAN, workspace / "docs/incidents/2026-03-12-link.md")
    outcome = action()

    assert outcome.code == 4
    assert outcome.outputs["exit-code"] == "4"
    assert outcome.report["unread"] == ["docs/incidents/2026-03-12-link.md"]
