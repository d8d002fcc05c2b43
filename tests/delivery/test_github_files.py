"""The action, the workflows and the hook manifest, as the linters of their formats see them."""

from __future__ import annotations

import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "linter",
    [
        ("check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"),
        ("check-jsonschema", "--builtin-schema", "vendor.github-workflows", ".github/workflows/ci.yml"),
        ("jactionlint",),
        ("zizmor", "--offline", "."),
        ("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml"),
    ],
    ids=" ".join,
)
def test_linter_finds_nothing(
    run: Callable[..., subprocess.CompletedProcess[str]], project: Path, linter: tuple[str, ...]
) -> None:
    program = Path(sysconfig.get_path("scripts")) / linter[0]

    run(program, *linter[1:], cwd=project)
