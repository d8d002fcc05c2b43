"""How a release is made, in a scratch clone, and that what it installs from is whole."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from pmlint import __version__

ROOT = Path(__file__).resolve().parents[1]
NEXT = "97.1.0"
FILES = ("CHANGELOG.md", "Makefile", "README.md", ".ci", "rules", "src", "tests/reporters/golden")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a program in a repository with what of the project has a version."""
    clone = tmp_path / "clone"
    clone.mkdir()
    for name in FILES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, clone / name)
    others = ("GIT_", "PYTHON", "MAKE")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_NAME": "Test", f"GIT_{role}_EMAIL": "test@example.org"}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, timeout=120)

    (clone / ".gitignore").write_text("__pycache__/\n", encoding="utf-8")
    for command in ("init --quiet --initial-branch=main", "add --all", "commit --quiet --message=All"):
        assert run("git", *command.split()).returncode == 0
    with (clone / "CHANGELOG.md").open("r+", encoding="utf-8") as file:
        text = file.read()
        if not re.search(r"^## Unreleased\n\n- ", text, re.MULTILINE):  # as right after a release
            file.seek(0)
            file.write(text.replace("## Unreleased\n", "## Unreleased\n\n- Something.\n", 1))
    run("git", "commit", "--quiet", "--all", "--message=An entry")
    return run


def release(run: Run, version: str) -> subprocess.CompletedProcess[str]:
    return run("make", "release", f"VERSION={version}", f"PYTHON={sys.executable}")


def test_one_command_makes_version_changelog_and_tag(run: Run) -> None:
    done = release(run, NEXT)
    assert done.returncode == 0, done.stderr
    assert f"'git push origin HEAD v{NEXT}' publishes it." in done.stdout
    assert run("git", "status", "--porcelain").stdout == ""
    assert run("git", "log", "-1", "--format=%s %D").stdout == f"Release {NEXT} HEAD -> main, tag: v{NEXT}\n"
    assert run("git", "cat-file", "-t", f"v{NEXT}").stdout == "tag\n"
    source = "import sys; sys.path.insert(0, 'src'); import pmlint; print(pmlint.__version__)"
    assert run(sys.executable, "-c", source).stdout == f"{NEXT}\n"
    left = run("git", "grep", "-F", f"v{__version__}", "--", ".", ":!CHANGELOG.md").stdout
    assert left == ""
    before, after = (ROOT / "README.md").read_text(encoding="utf-8"), run("git", "show", "HEAD:README.md").stdout
    assert after.count(f"v{NEXT}") == before.count(f"v{__version__}") > 0
    changelog = run("git", "show", "HEAD:CHANGELOG.md").stdout
    assert re.search(rf"^## Unreleased\n\n## {NEXT} \(20[0-9-]{{8}}\)\n\n- ", changelog, re.MULTILINE)
    assert "has nothing under 'Unreleased'" in release(run, "97.2.0").stderr


@pytest.mark.parametrize(
    ("version", "why"),
    [
        ("", "is no version such as 1.2.3"),
        ("v1.2.3", "is no version such as 1.2.3"),
        ("1.2", "is no version such as 1.2.3"),
        ("1.02.3", "is no version such as 1.2.3"),
        (__version__, f"does not come after {__version__}"),
        ("0.0.99", f"does not come after {__version__}"),
    ],
)
def test_a_version_that_is_no_later_one_is_refused(version: str, why: str, run: Run) -> None:
    refused(run, version, why)


def test_a_tag_that_exists_is_refused(run: Run) -> None:
    run("git", "tag", f"v{NEXT}")
    refused(run, NEXT, f"the tag v{NEXT} exists")


def test_changes_that_are_not_committed_are_refused(run: Run) -> None:
    run("touch", "new.txt")
    refused(run, NEXT, "there are changes that are not committed")


def refused(run: Run, version: str, why: str) -> None:
    before = run("git", "rev-parse", "HEAD").stdout, run("git", "tag").stdout, run("git", "status", "--short").stdout
    done = release(run, version)
    assert done.returncode != 0
    assert why in done.stderr
    after = run("git", "rev-parse", "HEAD").stdout, run("git", "tag").stdout, run("git", "status", "--short").stdout
    assert after == before


def test_the_lock_has_all_that_is_needed_and_a_hash_of_each() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entry = r"^([a-z0-9-]+)==([0-9.]+)(?: ;.*)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+$"
    entries = re.findall(entry, text, re.MULTILINE)
    assert len(entries) == len(re.findall(r"^[a-z]", text, re.MULTILINE))
    locked = {name: numbers(version) for name, version in entries}
    for requirement in needed:
        name, _, floor = requirement.partition(">=")
        assert locked[name] >= numbers(floor), name


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
