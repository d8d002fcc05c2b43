"""What is said of an example whose rule asks what has changed: in a repository of its own, against a commit of it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import chdir
from datetime import date
from pathlib import Path

from pmlint.cli.base import BaseDocuments, compared_policies
from pmlint.cli.configuration import no_configuration
from pmlint.cli.documents import documents
from pmlint.cli.overrides import PathPolicies
from pmlint.cli.run import Run
from pmlint.commit import CommitTree, environment
from pmlint.engine import lint, remarked
from pmlint.examples import FOLDER, Unplaced
from pmlint.finding import Finding
from pmlint.policy import Policy

BRANCH = "main"

_WHEN = "2026-01-01T00:00:00Z"
"""Of every commit: its name depends on what is in it alone."""

_WHO = ("-c", "user.name=pmlint", "-c", "user.email=pmlint@example.test")


def against_commit(base: Mapping[str, str], now: Mapping[str, str], policy: Policy, as_of: date) -> list[Finding]:
    """What is found in the files of `now`, by their paths, by themselves and against those of a commit with `base`.

    Raises `Unplaced` where no commit can be made.
    """
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        _commit(base)
        for path in base:
            Path(path).unlink()
        _write(now)
        Path(FOLDER).mkdir(parents=True, exist_ok=True)
        configuration = no_configuration()
        found, inputs = documents((), configuration)
        run = Run((), found, inputs, policy, PathPolicies(configuration, lambda _: policy), as_of)
        tree = CommitTree(folder, BRANCH)
        try:
            said = BaseDocuments(tree, ()).compared(run) + compared_policies(tree)
        finally:
            tree.close()
        return list(remarked(lint(inputs, policy, as_of), said, policy, as_of).findings)


def _commit(files: Mapping[str, str]) -> None:
    """Begins a repository in the working directory with one commit, in which some files lie."""
    _write(files)
    _git("init", "--quiet", "--template=", f"--initial-branch={BRANCH}")
    _git("add", "--all")
    _git(*_WHO, "commit", "--quiet", "--message=base")


def _write(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8", newline="")


def _git(*arguments: str) -> None:
    """Runs git in the working directory, with nothing of what it is told elsewhere: a hook names another repository."""
    told = environment(os.getcwd()) | {"GIT_AUTHOR_DATE": _WHEN, "GIT_COMMITTER_DATE": _WHEN}
    try:
        subprocess.run(["git", *arguments], check=True, capture_output=True, stdin=subprocess.DEVNULL, env=told)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Unplaced("base", f"git makes no commit to compare with: {error}") from None
