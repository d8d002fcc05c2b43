"""Real repositories with real commits."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

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
