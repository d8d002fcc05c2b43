from __future__ import annotations

from pathlib import Path

import pytest

from .repository import DOC, EXAMPLE, Gate, gate_of, write


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The root of a repository with one postmortem that complies."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "PMLINT_AS_OF", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    write({DOC: EXAMPLE, "artifacts/2026-03-12/metrics.txt": "holds 1\n"})


@pytest.fixture
def gate(capsys: pytest.CaptureFixture[str]) -> Gate:
    return gate_of(capsys)
