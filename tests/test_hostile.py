"""Documents that try to slip through, to break pmlint, or to speak through it.

They are data of their own repository, read in place where they are; `expected.csv` says what has to happen to each. A
class of findings is mapped to rules once, here.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pmlint.cli.main import run
from pmlint.report import ExitCode
from pmlint.reporters import REPORTERS

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "hostile"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the hostile documents are not beside this checkout")

CLASSES = {
    "SECTION": {"PM101", "PM107"},
    "EMPTY": {"PM102", "PM103"},
    "DUP": {"PM105"},
    "SEV": {"PM010", "PM011", "PM012"},
    "META": {"PM002", "PM004", "PM013", "PM014", "PM015"},
    "ACTION-ISSUE": {"PM201", "PM204"},
    "ACTION-OWNER": {"PM202", "PM205"},
    "ACTION-DUE": {"PM203", "PM206", "PM207", "PM208"},
    "ACTION-STRUCT": {"PM209", "PM210"},
    "SIGNOFF": {"PM107", "PM401"},
    "SUPPRESS": {"PM901", "PM902", "PM903", "PM904", "PM905", "PM906"},
    "ENCODING": {"PM001"},
    "INVIS": {"PM006"},
    "LIMIT": {"PM007"},
}
CLASSES["ACTION"] = CLASSES["ACTION-ISSUE"] | CLASSES["ACTION-OWNER"] | CLASSES["ACTION-DUE"] | CLASSES["ACTION-STRUCT"]

SLOWEST = 5.0
"""Seconds of the processor that a document may take, by the corpus' own README; others may use the machine too."""


def rows(*expected: str) -> list[Any]:
    if not FOLDER.is_dir():
        return []
    with (FOLDER / "expected.csv").open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row["file"]) for row in csv.DictReader(file) if row["expected"] in expected]


@pytest.fixture
def check(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, bytes, bytes]]:
    """Runs `pmlint check` on a document as the corpus assumes; exit code, stdout, stderr."""
    config = tmp_path / ".pmlint.yaml"
    config.write_text("trackers: {projects: [PAY, LEDG, EDGE]}\n", encoding="utf-8")

    def run_check(name: str, format: str) -> tuple[int, bytes, bytes]:
        code = run(
            [
                "check",
                "--config",
                str(config),
                "--as-of",
                "2026-04-25",
                "--final",
                "--format",
                format,
                str(FOLDER / name),
            ]
        )
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out, err

    return run_check


def errors(out: bytes) -> set[str]:
    return {
        found["rule"] for found in json.loads(out)["findings"] if found["level"] == "error" and not found["ignored"]
    }


@pytest.mark.parametrize("row", rows("must-pass"))
def test_what_complies_passes(row: dict[str, str], check: Callable[..., tuple[int, bytes, bytes]]) -> None:
    code, out, _ = check(row["file"], "json")
    assert (code, errors(out)) == (ExitCode.CLEAN, set())


@pytest.mark.parametrize("row", rows("must-fail", "must-escape"))
def test_what_hides_a_fault_fails_for_that_fault(
    row: dict[str, str], check: Callable[..., tuple[int, bytes, bytes]]
) -> None:
    code, out, _ = check(row["file"], "json")
    wanted = set().union(*(CLASSES[name] for name in row["finding_class"].split("|")))
    assert code == ExitCode.FINDINGS
    assert errors(out) & wanted, f"{row['why']}: expected one of {sorted(wanted)}, found {sorted(errors(out))}"


@pytest.mark.parametrize("row", rows("must-not-crash"))
def test_what_tries_to_break_it_gets_a_documented_answer_in_time(
    row: dict[str, str], check: Callable[..., tuple[int, bytes, bytes]]
) -> None:
    start = time.process_time()
    code, out, err = check(row["file"], "json")
    assert time.process_time() - start < SLOWEST
    assert code in set(ExitCode)
    assert b"Traceback" not in out + err
    if row["exit"] == "nonzero":
        assert code in (ExitCode.FINDINGS, ExitCode.INCOMPLETE)
    if row["exit"] == "nonzero" and row["finding_class"]:
        assert errors(out) & set().union(*(CLASSES[name] for name in row["finding_class"].split("|")))


@pytest.fixture(scope="module")
def runner() -> ModuleType:
    """What the GitHub Actions runner would make of an output."""
    spec = importlib.util.spec_from_file_location("runner_sim", FOLDER / "runner_sim.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("format", REPORTERS)
@pytest.mark.parametrize("row", rows("must-escape", "must-fail", "must-not-crash"))
def test_nothing_a_document_says_is_obeyed(
    row: dict[str, str], format: str, check: Callable[..., tuple[int, bytes, bytes]], runner: ModuleType
) -> None:
    _, out, err = check(row["file"], format)
    for stream in (out, err):
        assert runner.foreign(stream, ("error", "warning", "notice") if format == "github" else ()) == []
        assert not set(stream.decode("utf-8")) & {chr(code) for code in (*range(10), *range(11, 32), *range(127, 160))}
