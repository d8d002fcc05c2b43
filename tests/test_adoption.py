"""The README's road from old postmortems to a check that means something, followed command by command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CORPUS = ROOT.parent / "shared" / "corpus" / "files"
DAY = "2026-11-28"
NEW = "---\nseverity: Sev-1\ndate: 2026-11-30\nstatus: final\n---\n\n# Rates stood still\n"


def commands() -> list[str]:
    """The commands of the README, as they stand there."""
    section = README.partition("\n## You have 200 old postmortems\n")[2].partition("\n## ")[0]
    (block,) = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return str(block).splitlines()


class Run(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., Run]


@pytest.fixture
def run(tmp_path: Path) -> Command:
    """Runs a command line as somebody would type it in a folder."""
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    variables = {"PATH": path, "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        variables |= {f"GIT_{role}_NAME": "Test", f"GIT_{role}_EMAIL": "test@example.org"}

    def run(line: str, cwd: Path, as_of: str = DAY) -> Run:
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=cwd,
            env={**variables, "PMLINT_AS_OF": as_of},
            capture_output=True,
            text=True,
            timeout=120,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return run


def clone(documents: Path, where: Path, run: Command) -> Path:
    """A clone of a repository with some documents, whose folders are called as in it."""
    upstream, repository = where / "upstream.git", where / documents.name
    shutil.copytree(documents, repository)
    assert run(f"git init --quiet --bare --initial-branch=main '{upstream}'", where).code == 0
    begin = (
        "git init --quiet --initial-branch=main && git add --all && git commit --quiet --message 'All of it' && "
        f"git remote add origin '{upstream}' && git push --quiet origin main && git switch --quiet --create pmlint"
    )
    assert run(begin, repository).code == 0
    return repository


def own_documents(where: Path) -> Path:
    """Old postmortems that most have faults: the cases of the rules."""
    for folder in ("docs/incidents", "services/pay/postmortems"):
        shutil.copytree(ROOT / "tests" / "cases", where / "acme" / folder, ignore=shutil.ignore_patterns("README.md"))
    return where / "acme"


BESIDE = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout")


@pytest.mark.parametrize(
    "documents",
    [
        pytest.param(None, id="cases"),
        pytest.param(CORPUS, id="all of the corpus", marks=BESIDE),
        pytest.param(CORPUS / "dfds+postmortems", id="a repository of postmortems", marks=BESIDE),
        pytest.param(CORPUS / "usegalaxy-eu+website", id="a website", marks=BESIDE),
    ],
)
def test_five_commands_lead_from_a_clone_to_a_check_that_passes_and_means_something(
    documents: Path | None, tmp_path: Path, run: Command
) -> None:
    repository = clone(documents or own_documents(tmp_path / "source"), tmp_path, run)
    show, write, count, commit, push = commands()

    shown = run(show, repository)
    assert (shown.code, shown.err) == (0, "")
    found = re.match(r"(\d+) postmortems were found; (\d+) have errors", shown.out)
    assert found is not None
    if documents == CORPUS:
        assert int(found[1]) >= 180
    assert run("git status --short", repository).out == ""

    assert run(write, repository)[::2] == (0, "")
    written = {".pmlint.yaml", ".pre-commit-config.yaml", ".github/workflows/postmortems.yml"}
    untracked = run("git status --short --untracked-files=all", repository).out
    assert {line.removeprefix("?? ") for line in untracked.splitlines()} == written

    counted = run(count, repository)
    assert (counted.code, counted.err) == (0, "")
    assert "PM101" in counted.out

    assert run(commit, repository).code == 0
    assert run("git status --short", repository).out == ""
    assert run(push, repository).code == 0

    assert run("git clone --quiet --branch pmlint upstream.git ci", tmp_path).code == 0
    check = "pmlint --format json"  # as the action runs it
    ci = tmp_path / "ci"
    assert run(check, ci)[::2] == (0, "")
    folder = Path(run("pmlint check --list-files | head -1", ci).out.strip()).parent
    new = ci / folder / "2026-11-30-an-outage-postmortem.md"
    new.write_text(NEW, encoding="utf-8")
    assert run(check, ci, as_of="2026-12-01").code == 1
    new.unlink()
    assert run("pmlint check --list-files | tr '\\n' '\\0' | xargs -0 rm", ci).code == 0
    assert run(check, ci).code in (2, 3)  # 2 where patterns name the postmortems, which match nothing now
