"""The action, run by act: what decodes its commands, outputs and summary here was not written with pmlint."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

_WORKFLOW = """\
on: push
jobs:
  clean:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - id: pmlint
        uses: ./
        with:
          python: '{python}'
          output: 'json={folder}/clean.json'
      - run: cmp "$REPORT" '{folder}/clean.json'
        env:
          REPORT: ${{{{ steps.pmlint.outputs.report }}}}
  faulty:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - id: pmlint
        uses: ./
        with:
          python: '{python}'
          paths: |
            docs/incidents
            docs/other, incidents
      - if: always()
        run: echo "$OUTPUTS"
        env:
          OUTPUTS: ${{{{ toJSON(steps.pmlint.outputs) }}}}
  without-python:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - uses: ./
        with:
          python: 'no-such-python'
"""

# In the place of actions/cache, which is not here: it says what it was asked to keep.
_CACHE = """\
runs:
  using: composite
  steps:
    - shell: bash
      run: echo "kept as $KEY in $FOLDER"
      env:
        KEY: ${{ inputs.key }}
        FOLDER: ${{ inputs.path }}
inputs:
  path: {}
  key: {}
"""

# Modules that Python would import from the workspace if it looked there.
_DECOYS = ("click", "ensurepip", "json", "pip", "pydantic", "venv", "yaml")


@dataclass
class Job:
    """What act says of a job."""

    result: str = ""
    annotations: list[dict[str, Any]] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    log: str = ""


@pytest.fixture(scope="module")
def jobs(
    run: Run,
    commit: Callable[[Path], None],
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
    clean_document: str,
    faulty_document: str,
) -> dict[str, Job]:
    """The jobs of a workflow, over a repository that has the project's files, some documents and decoys."""
    folder = tmp_path_factory.mktemp("act")
    repository = folder / "repository"
    shutil.copytree(project, repository, ignore=shutil.ignore_patterns(".git", ".github"))
    files = {
        ".github/workflows/try.yml": _WORKFLOW.format(python=sys.executable, folder=folder),
        "docs/incidents/2026-03-12-clean.md": clean_document,
        "docs/other, incidents/2026-09-14-faulty.md": faulty_document,
        **{f"{name}.py": "raise SystemExit('imported from the workspace')\n" for name in _DECOYS},
    }
    for path, text in files.items():
        (repository / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / path).write_text(text, encoding="utf-8")
    commit(repository)

    (folder / "keep").mkdir()
    (folder / "keep" / "action.yml").write_text(_CACHE, encoding="utf-8")
    [cache] = re.findall(r"uses: (actions/cache@\S+)", (project / "action.yml").read_text(encoding="utf-8"))
    act = Path(sysconfig.get_path("scripts")) / "act"
    home = {"HOME": str(folder / "home"), "XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder)}
    options = ("--platform=ubuntu-latest=-self-hosted", "--json", f"--local-repository={cache}={folder / 'keep'}")
    done = run(act, "push", *options, cwd=repository, code=1, env=home)
    return _jobs(done.stdout)


def _jobs(output: str) -> dict[str, Job]:
    """The jobs by name, from the records that act prints one a line."""
    jobs: dict[str, Job] = {}
    for line in output.splitlines():
        record = json.loads(line)
        job = jobs.setdefault(str(record.get("job", "")).partition("/")[2].strip(), Job())
        job.result = record.get("jobResult", job.result)
        match record.get("command"):
            case "error" | "warning" | "notice":
                job.annotations.append(record)
            case "set-output":
                job.outputs[record["name"]] = record["arg"]
            case "summary":
                job.summary = record["content"]
            case None if record.get("raw_output"):
                job.log += record["msg"]
    return jobs


def test_clean_postmortems_pass(jobs: dict[str, Job]) -> None:
    job = jobs["clean"]

    assert job.result == "success"
    assert job.annotations == []
    assert job.summary.startswith("## pmlint: passed\n")
    assert {name: job.outputs[name] for name in ("errors", "warnings", "notes", "exit-code")} == {
        "errors": "0",
        "warnings": "0",
        "notes": "0",
        "exit-code": "0",
    }


def test_a_faulty_postmortem_fails_with_annotations_at_its_place(jobs: dict[str, Job], fault: str) -> None:
    job = jobs["faulty"]
    path = "docs/other, incidents/2026-09-14-faulty.md"
    line, column = fault.split(":")[1:3]
    errors = [each for each in job.annotations if each["command"] == "error"]

    assert job.result == "failure"
    assert {each["kvPairs"]["file"] for each in errors} == {path}
    assert errors[0]["kvPairs"] == {
        "file": path,
        "line": line,
        "endLine": line,
        "col": column,
        "endColumn": column,
        "title": "PM101,PM107",
    }
    assert errors[0]["arg"].startswith(f"{path}:{line}:{column}: PM101,PM107 sections '1. Summary', ")


def test_a_failed_step_has_outputs_and_a_summary_too(jobs: dict[str, Job]) -> None:
    job = jobs["faulty"]
    outputs = json.loads(job.log[job.log.index("{\n") :])
    errors = [each for each in job.annotations if each["command"] == "error"]

    assert len(errors) == 1  # for ten sections that are missing
    assert outputs["errors"] == "10"
    assert outputs["exit-code"] == "1"
    assert outputs["report"].endswith("report.json")
    assert job.summary.startswith("## pmlint: failed\n")
    assert "`docs/other, incidents/2026-09-14-faulty.md`" in job.summary


def test_an_unfit_python_ends_as_bad_usage(jobs: dict[str, Job]) -> None:
    job = jobs["without-python"]

    # What it says is not asserted here: act drops what a failing process printed in its last moments.
    assert job.result == "failure"
    assert job.outputs["exit-code"] == "2"


def test_what_was_downloaded_is_kept_by_lock_and_python(jobs: dict[str, Job]) -> None:
    version = ".".join(map(str, sys.version_info[:3]))
    assert re.search(rf"kept as pmlint-\w+-\w+-{version}-[0-9a-f]{{16}} in \S+/pmlint-pip\b", jobs["clean"].log)
    assert "kept as" not in jobs["without-python"].log
