"""The hooks as pre-commit runs them: installed from a copy of the project, over scratch repositories."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from pmlint.cli.deliveries import TAG, URL
from pmlint.selection import SUFFIXES

Run = Callable[..., subprocess.CompletedProcess[str]]
Hooks = Callable[..., tuple[int, dict[str, tuple[str, str]]]]


@pytest.fixture
def hooks(run: Run, commit: Callable[[Path], None], project: Path, tmp_path: Path) -> Hooks:
    """Commits documents (text by path) and runs both hooks over them: the exit code; verdict and output by hook."""

    def hooks(documents: dict[str, str], *options: str) -> tuple[int, dict[str, tuple[str, str]]]:
        repository = tmp_path / "repository"
        for path, text in documents.items():
            (repository / path).parent.mkdir(parents=True, exist_ok=True)
            (repository / path).write_text(text, encoding="utf-8")
        commit(repository)
        done = run(
            *(sys.executable, "-m", "pre_commit", "try-repo", "--verbose", "--color=never", project, *options),
            cwd=repository,
            code=None,
            env={"PRE_COMMIT_HOME": str(tmp_path / "home")},
        )
        return done.returncode, _by_hook(done.stdout)

    return hooks


def _by_hook(output: str) -> dict[str, tuple[str, str]]:
    """Verdict and output of each hook, by its id, from `NAME......VERDICT` lines and what follows each."""
    parts = re.split(r"^.+?\.{3,}.*?(Passed|Failed|Skipped)$", output, flags=re.MULTILINE)
    hooks = {}
    for verdict, said in zip(parts[1::2], parts[2::2], strict=True):
        id_ = re.search(r"^- hook id: (\S+)$", said, re.MULTILINE)
        assert id_ is not None, output
        hooks[id_[1]] = (verdict, said)
    return hooks


def test_both_hooks_pass_over_a_clean_postmortem(hooks: Hooks, clean_document: str) -> None:
    others = {"README.md": "# Ours\n", "docs/guide.md": "# Guide\n", "src/incidents/report.py": "print()\n"}
    code, said = hooks({"docs/incidents/2026-03-12-clean.md": clean_document, **others}, "--all-files")

    assert code == 0
    assert {hook: verdict for hook, (verdict, _) in said.items()} == {"pmlint": "Passed", "pmlint-all": "Passed"}
    assert all("1 file" in output for _, output in said.values())


def test_both_hooks_hold_to_the_configured_paths(hooks: Hooks, faulty_document: str, fault: str) -> None:
    given, configured = "docs/incidents/2026-09-14-faulty.md", "ops/2026-09-14-faulty.md"
    documents = {given: faulty_document, configured: faulty_document, ".pmlint.yaml": "paths: [ops]\n"}
    code, said = hooks(documents, "--all-files")

    assert code == 1
    for verdict, output in said.values():
        assert verdict == "Failed"
        assert "- exit code: 1\n" in output
        assert f"\n{configured}{fault}" in output
        assert f"\n{given}" not in output


def test_a_deleted_last_postmortem_is_noticed(hooks: Hooks) -> None:
    code, said = hooks({"docs/incidents/.gitkeep": "", "docs/guide.md": "# Guide\n"}, "--all-files")

    assert code == 1
    assert {hook: verdict for hook, (verdict, _) in said.items()} == {"pmlint": "Passed", "pmlint-all": "Failed"}
    assert "- exit code: 3\n" in said["pmlint-all"][1]


@pytest.mark.parametrize("folder", ["", "rca/", "docs/Incidents/2026/", "docs/new\nline/"])
@pytest.mark.parametrize("suffix", [*SUFFIXES, ".MD"])
def test_hook_is_given_all_markdown(project: Path, folder: str, suffix: str) -> None:
    assert re.search(_files_of_hook(project), f"{folder}2026-09-14-new\nline{suffix}")


@pytest.mark.parametrize("path", ["docs/incidents/graph.png", "docs/incidents/x.md.txt", "md"])
def test_hook_is_given_no_other_files(project: Path, path: str) -> None:
    assert not re.search(_files_of_hook(project), path)


def _files_of_hook(project: Path) -> str:
    manifest = yaml.safe_load((project / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return next(str(hook["files"]) for hook in manifest if hook["id"] == "pmlint")


def test_the_hook_that_init_writes_runs(
    run: Run,
    commit: Callable[[Path], None],
    project: Path,
    tmp_path: Path,
    clean_document: str,
    faulty_document: str,
    fault: str,
) -> None:
    repository = tmp_path / "repository"
    (repository / "postmortems").mkdir(parents=True)
    (repository / "postmortems" / "2026-03-12-clean.md").write_text(clean_document, encoding="utf-8")
    commit(repository)
    run(sys.executable, "-m", "pmlint", "init", "--write", cwd=repository)
    run("git", "tag", "--force", TAG, cwd=project)
    hook = (sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never")
    here = {
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{project}.insteadOf",
        "GIT_CONFIG_VALUE_0": URL,
    }
    run("git", "add", "--all", cwd=repository)
    assert "Passed" in run(*hook, cwd=repository, env=here).stdout

    faulty = "postmortems/2026-09-14-faulty.md"
    (repository / faulty).write_text(faulty_document, encoding="utf-8")
    run("git", "add", "--all", cwd=repository)
    assert f"\n{faulty}{fault}" in run(*hook, cwd=repository, code=1, env=here).stdout
