"""Real postmortems of many teams: nothing breaks on them, whatever is asked.

They are data of their own repository, read in place where they are.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pmlint.cli.main import run
from pmlint.report import ExitCode
from pmlint.reporters import REPORTERS

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the corpus is not beside this checkout")


@pytest.fixture(scope="module")
def documents() -> list[str]:
    return sorted(str(file) for file in (FOLDER / "files").rglob("*") if file.is_file())


@pytest.mark.parametrize("format", REPORTERS)
def test_every_document_is_judged_in_every_format(
    format: str, documents: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / ".pmlint.yaml"
    config.write_text("not-postmortems: []\n", encoding="utf-8")
    code = run(["check", "--config", str(config), "--as-of", "2026-11-01", "--format", format, *documents])
    sys.stdout.flush()
    out, err = capsys.readouterr()
    assert code == ExitCode.FINDINGS
    assert err == ""
    assert f"{len(documents)} files" in out or len(json.loads(out)["files"]) == len(documents)


def test_every_document_has_a_model(documents: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["parse", *documents])
    sys.stdout.flush()
    models = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == ExitCode.CLEAN
    assert [model["path"] for model in models] == documents


def test_the_score_can_be_taken() -> None:
    score = subprocess.run(
        [sys.executable, str(FOLDER / "score.py"), "--json", "--pmlint", f"{sys.executable} -m pmlint"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(score.stdout)["failed"] == 0
