"""What is said of an example whose rule asks what has changed: in a real repository, against a real commit."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import chdir
from datetime import date
from pathlib import Path

from pmlint.cli.base import BaseDocuments, compared_policies
from pmlint.cli.configuration import no_configuration
from pmlint.cli.documents import documents
from pmlint.cli.overrides import PathPolicies
from pmlint.cli.run import Run
from pmlint.commit import CommitTree
from pmlint.engine import lint, remarked
from pmlint.finding import Finding
from pmlint.policy import Policy

GIT = ("git", "-c", "user.name=a", "-c", "user.email=a@example.test", "-c", "commit.gpgsign=false")


def git(*arguments: str) -> str:
    """Runs git in the working directory, with commits whose names depend on what is in them alone."""
    when = "2026-03-20T12:00:00Z"
    environment = {**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run([*GIT, *arguments], check=True, capture_output=True, text=True, env=environment)
    return done.stdout.strip()


def commit(branch: str, files: dict[str, str]) -> None:
    """Begins a repository in the working directory with one commit, in which some files lie."""
    git("init", "-q", "-b", branch)
    for path, text in files.items():
        write(path, text)
    git("add", "-A")
    git("commit", "-q", "--no-verify", "-m", "base")


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def against_base(base: dict[str, str], head: dict[str, str], policy: Policy, as_of: date) -> list[Finding]:
    """What is found in the files of `head` by themselves, and against those of `base`."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        commit("main", base)
        for path in base:
            Path(path).unlink()
        for path, text in head.items():
            write(path, text)
        Path("docs/incidents").mkdir(parents=True, exist_ok=True)
        configuration = no_configuration()
        found, inputs = documents((), configuration)
        run = Run((), found, inputs, policy, PathPolicies(policy, configuration), as_of)
        tree = CommitTree(folder, "main")
        try:
            said = BaseDocuments(tree, ()).compared(run) + compared_policies(tree)
        finally:
            tree.close()
        return list(remarked(lint(inputs, policy, as_of), said, policy, as_of).findings)
