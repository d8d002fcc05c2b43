"""A folder for a repository, and the command in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmlint.cli.main import run as pmlint

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PMLINT_AS_OF", "2026-03-20")
    (tmp_path / "repository").mkdir()
    monkeypatch.chdir(tmp_path / "repository")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `pmlint check`: exit code, standard output, standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = pmlint(["check", *arguments])
        return code, *capsys.readouterr()

    return call
