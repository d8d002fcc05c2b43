"""What the delivery tests share: a committed copy of the project, documents to check, and a way to run programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

_PROJECT = Path(__file__).resolve().parents[2]

# Variables that would tell a program under test that it is in somebody else's job, hook, checkout or Python.
_FOREIGN = ("ACTIONS_", "GIT_", "GITHUB_", "INPUT_", "PMLINT_", "PRE_COMMIT", "PYTHON", "RUNNER_", "VIRTUAL_ENV")

_FAULTY = """\
---
id: INC-2026-091
severity: Sev-1
date: 2026-09-14
status: final
---

# Quotes froze for an hour
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs a program in a folder and returns what it said; expects the exit code `code`, where one is given."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PMLINT_AS_OF": "2026-11-20"}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_NAME": "Test", f"GIT_{role}_EMAIL": "test@example.org"}

    def run(
        *command: str | Path, cwd: Path, code: int | None = 0, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=environment | (env or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert code in (None, done.returncode), f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    return run


@pytest.fixture(scope="session")
def commit(run: Run) -> Callable[[Path], None]:
    """Makes a folder a git repository with all its files in one commit."""

    def commit(folder: Path) -> None:
        run("git", "init", "--quiet", "--initial-branch=main", cwd=folder)
        run("git", "add", "--all", cwd=folder)
        run("git", "commit", "--quiet", "--message=All of it", cwd=folder)

    return commit


@pytest.fixture(scope="session")
def project(run: Run, commit: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the project as it is now, committed or not: what a user would get of it."""
    folder = tmp_path_factory.mktemp("project")
    # A checkout may belong to another user than the one who tests, as in a container.
    listing = ("-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in run("git", *listing, cwd=_PROJECT).stdout.split("\0"):
        if name and (_PROJECT / name).is_file():  # not deleted
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(_PROJECT / name, folder / name)
    commit(folder)
    return folder


@pytest.fixture(scope="session")
def clean_document() -> str:
    """A postmortem without findings on any day, wherever it lies; its file is to be named `2026-03-12-...`."""
    done = (_PROJECT / "examples" / "incidents" / "2026-03-12-fx-drift-hold.md").read_text(encoding="utf-8")
    return done.replace(" snapshot: `artifacts/2026-03-12/metrics.txt`", " snapshot: PAY-410")


@pytest.fixture(scope="session")
def faulty_document() -> str:
    """A postmortem of a Sev-1 incident without a single section; its file is to be named `2026-09-14-...`."""
    return _FAULTY


@pytest.fixture(scope="session")
def fault() -> str:
    """Place, level and rules of its errors, which are told as one, as they follow the path."""
    return ":8:27: error PM101,PM107 "
