"""The README's examples are what it says they are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pmlint.cli.deliveries import HOOKS, JOB, WORKFLOW
from pmlint.markdown import parse
from pmlint.policy import CalendarSettings, PolicyFile
from pmlint.read.ignores import read_ignores
from pmlint.schema import validated
from pmlint.text import Source, Span
from pmlint.yaml_text import Mapping, as_data, parse_yaml

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def block(kind: str, opening: str) -> str:
    """The one block of a kind that begins with some words."""
    (found,) = [text for language, text in BLOCKS if language == kind and text.startswith(opening)]
    return found


@pytest.mark.parametrize("screen", [text for kind, text in BLOCKS if kind == "console"])
def test_a_screen_is_what_the_command_prints(screen: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")  # where a command may write
    command, _, printed = screen.removeprefix("$ ").partition("\n")
    scripts = str(Path(sys.executable).parent)
    environment = {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "PMLINT_AS_OF": "2026-05-02"}
    run = subprocess.run(command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert run.stdout == printed
    assert run.stderr == ""


def test_the_hooks_of_the_pre_commit_snippet_exist() -> None:
    (repo,) = yaml.safe_load(block("yaml", "# .pre-commit-config.yaml"))["repos"]
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {hook["id"] for hook in repo["hooks"]} <= known


@pytest.mark.parametrize(
    ("opening", "text"),
    [
        ("# .pre-commit-config.yaml\n", HOOKS),
        ("# .github/workflows/postmortems.yml\n", WORKFLOW),
        ("# .gitlab-ci.yml\n", JOB),
    ],
)
def test_what_runs_pmlint_is_what_init_writes(opening: str, text: str) -> None:
    assert block("yaml", opening) == opening + text


def test_the_scheduled_workflow_uses_inputs_that_the_action_has() -> None:
    workflow = yaml.safe_load(block("yaml", "# .github/workflows/deadlines.yml"))
    (use,) = [step for step in workflow["jobs"]["pmlint"]["steps"] if step["uses"].startswith("pmlint/")]
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert set(use["with"]) <= set(action["inputs"])


def test_the_scheduled_workflow_holds_to_the_deadlines() -> None:
    workflow = yaml.load(block("yaml", "# .github/workflows/deadlines.yml"), Loader=yaml.BaseLoader)
    (schedule,) = workflow["on"]["schedule"]
    assert re.fullmatch(r"[0-5]?[0-9] [0-9]{1,2} \* \* 1-5", schedule["cron"])
    assert workflow["jobs"]["pmlint"]["steps"][-1]["with"] == {"deadlines": "true"}


def test_the_configuration_snippet_is_one() -> None:
    source = Source(".pmlint.yaml", block("yaml", "# .pmlint.yaml"))
    node = parse_yaml(source, Span(0, len(source.text)))
    written = validated(PolicyFile, as_data(node), source, node)
    assert written.trackers.projects == ("PAY", "OPS")
    assert written.calendar == CalendarSettings("Europe/Zurich", ("2026-12-25",), "CH")
    assert isinstance(node, Mapping)
    assert {key.value.replace("-", "_") for key, _ in node.entries} == set(written._fields)


def test_the_ignore_comment_is_one() -> None:
    (ignore,) = read_ignores(parse(Source("x.md", block("markdown", "<!-- pmlint: ignore"))))
    assert (ignore.fault, ignore.reason) == (None, "the vendor tracks it, ticket 4711")


def test_the_rule_of_the_readme_works_by_its_file_alone(tmp_path: Path) -> None:
    text = block("yaml", "# rules/incident-process/")
    pack = tmp_path / "incident-process"
    shutil.copytree(ROOT / "rules" / "incident-process", pack)
    (pack / "mitigation-without-owner.yaml").write_text(text, encoding="utf-8")
    document = tmp_path / "2026-03-12-fx-drift-hold.md"
    whole = (pack / "example.md").read_text(encoding="utf-8")
    before, rest = whole.split("## 8. Corrective Actions")
    (_, behind) = rest.split("## 9. Attachments")
    bad = yaml.safe_load(text)["examples"][0]["bad"]
    document.write_text(f"{before}{bad}\n## 9. Attachments{behind}", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pmlint", "check", "--pack", f"{pack}", "--as-of", "2026-03-20", document.name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    first_line = before.count("\n") + 1
    assert run.stdout.startswith(f"{document.name}:{first_line + 4}:7: warning PM290 ")
    assert run.returncode == 0
