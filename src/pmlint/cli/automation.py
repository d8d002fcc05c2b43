"""What runs by itself in a repository, and whether it runs pmlint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pmlint.plain_file import Refused, read_plain_file

HOOKS = ".pre-commit-config.yaml"
"""What pre-commit runs."""

WORKFLOWS = ".github/workflows"
"""What GitHub runs."""

GITLAB = ".gitlab-ci.yml"
"""What GitLab runs."""

LARGEST = 256 * 1024
"""Bytes of a workflow that are read; what runs pmlint stands long before."""

_RUNS_PMLINT = re.compile(r"^[^#\n]*\bpmlint\b", re.MULTILINE)


def workflows(root: Path) -> list[Path]:
    """The workflows of a repository."""
    folder = root / WORKFLOWS
    return sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])


def running_pmlint(paths: list[Path]) -> Iterator[Path]:
    """The files of some that run pmlint; what can't be read, or is a link, runs nothing that we know."""
    return (path for path in paths if _RUNS_PMLINT.search(text_of(path) or ""))


def text_of(path: Path) -> str | None:
    """What a file says, unless it can't be read."""
    try:
        return read_plain_file(str(path), LARGEST, follow=False).decode("utf-8", "replace")
    except (Refused, OSError):
        return None
