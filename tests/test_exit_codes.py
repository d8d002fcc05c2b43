"""Every way out of the program, and its code: only a complete and clean check is 0, only findings are 1."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pmlint import packs
from pmlint.check import Context
from pmlint.checks.sections import SectionsPresent
from pmlint.cli.main import run
from pmlint.engine import Input
from pmlint.files import load
from pmlint.finding import Violation
from pmlint.model import Postmortem
from pmlint.reporters import REPORTERS

EXAMPLE = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_bytes()
COMMAND = Path(sys.executable).parent / "pmlint"
FORMATS = list(REPORTERS)

# What the example is not about: the day that its name tells, and the clock.
AS_OF = ("--as-of", "2026-04-01", "--level", "date-mismatch=off", "--level", "misnamed-file=off")

Check = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with documents that end a check in each of the ways."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "PMLINT_AS_OF", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    Path("empty").mkdir()
    Path("clean.md").write_bytes(EXAMPLE)
    Path("warning.md").write_bytes(EXAMPLE.replace(b"\n# ", b"\nno title: ", 1))
    Path("error.md").write_bytes(b"# T\n")
    Path("unreadable.md").write_bytes(b"\xff")
    Path("deep.md").write_bytes(b"# T\n\n" + b"- " * 60 + b"x\n")


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = run([*AS_OF, *arguments])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def long_report() -> str:
    """A document whose report is longer than a pipe holds."""
    rows = "".join(f"| Mend part {number} | | | |\n" for number in range(1500))
    Path("long.md").write_text(
        f"# T\n\n## 8. Corrective Actions\n\n| Action | Owner | Issue | Due |\n|-|-|-|-|\n{rows}"
    )
    return "long.md"


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs a line of shell in which `pmlint` is the installed command."""
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, env={**os.environ, "PATH": path, **environment}, timeout=60
    )


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("clean.md",), 0),
        (("warning.md",), 0),
        (("warning.md", "--fail-on", "warning"), 1),
        (("error.md",), 1),
        (("error.md", "clean.md"), 1),
        (("error.md", "--exit-zero"), 0),
        (("empty",), 0),
        (("empty", "--require-files"), 3),
        (("empty", "--require-files", "--exit-zero"), 3),
        (("clean.md", "--require-files"), 0),
        (("error.md", "--require-files"), 1),
        (("unreadable.md",), 4),
        (("unreadable.md", "error.md", "--exit-zero"), 4),
        (("unreadable.md", "--level", "unreadable-file=off"), 4),
        (("unreadable.md", "--require-files"), 4),
        (("deep.md", "--exit-zero"), 4),
        (("nowhere.md", "--exit-zero"), 2),
        (("error.md", "nowhere.md"), 2),
        (("error.md", "--nonsense", "--exit-zero"), 2),
        (("error.md", "--level", "nonsense=off", "--exit-zero"), 2),
        (("error.md", "--config", "nowhere.yaml", "--exit-zero"), 2),
    ],
)
def test_the_code_is_the_same_in_every_format(check: Check, format: str, arguments: tuple[str, ...], code: int) -> None:
    found, out, err = check("--format", format, *arguments)
    assert found == code, out + err


@pytest.mark.parametrize(
    ("levels", "fail_on", "code"),
    [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("note", "warning", 0),
        ("note", "note", 1),
        ("off", "note", 0),
    ],
)
def test_fail_on_draws_the_line(check: Check, levels: str, fail_on: str, code: int) -> None:
    everything = [
        argument
        for rule in packs.load_bundled(packs.DEFAULT_PACK).rules
        for argument in ("--level", f"{rule.id}={levels}")
    ]
    assert check("error.md", *everything, "--fail-on", fail_on)[0] == code


# --- faults of our own ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [ValueError, RecursionError, MemoryError, AssertionError, KeyError, UnicodeError])
def test_a_fault_in_pmlint_is_4_and_its_traceback_commands_nobody(
    check: Check,
    foreign: Callable[[str], list[object]],
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
) -> None:
    def fail(self: SectionsPresent, doc: Postmortem, context: Context) -> Iterator[Violation]:
        raise error("\n::set-output name=x::y\n##[stop-commands]z \x1b[2J")

    monkeypatch.setattr(SectionsPresent, "run", fail)
    for format_ in FORMATS:
        code, out, err = check("error.md", "--exit-zero", "--format", format_)
        assert code == 4
        assert out == ""
        assert "pmlint itself failed" in err
        assert error.__name__ in err
        assert foreign(err) == []
        assert "\x1b" not in err


def test_a_file_that_a_worker_lost_is_4(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(path: str) -> Input:
        return load(f"other-{path}")

    monkeypatch.setattr("pmlint.cli.documents.load", lose)
    code, out, _ = check("clean.md", "--exit-zero")
    assert code == 4
    assert "clean.md: not read, so the check is not complete" in out


def test_a_named_file_that_must_not_be_read_is_4_and_the_others_are_judged(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load_but_one(path: str) -> Input:
        return load(path if path != "clean.md" else "/proc/self/mem")

    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    monkeypatch.setattr("pmlint.cli.documents.load", load_but_one)
    code, out, _ = check("clean.md", "error.md")
    assert code == 4
    assert "error.md:1:1: " in out or "error.md:1:3: " in out


def test_an_interrupt_is_neither_0_nor_1(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(self: SectionsPresent, doc: Postmortem, context: Context) -> Iterator[Violation]:
        raise KeyboardInterrupt

    monkeypatch.setattr(SectionsPresent, "run", interrupt)
    assert check("error.md", "--exit-zero")[0] == 130


@pytest.mark.parametrize(("number", "codes"), [(signal.SIGINT, {130, -2}), (signal.SIGTERM, {-15, 143})])
def test_a_signal_ends_the_real_process_with_neither_0_nor_1(number: signal.Signals, codes: set[int]) -> None:
    process = subprocess.Popen(
        [COMMAND, "-", "--exit-zero"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(0.8)  # until it waits for its input
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode in codes


# --- output that cannot be written ------------------------------------------------------------------------------------


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("format", FORMATS)
def test_a_reader_who_stops_reading_ends_the_run_with_4(long_report: str, format: str, unbuffered: str) -> None:
    done = shell(
        f"set -o pipefail; pmlint --exit-zero --format {format} {long_report} | head -c 1", PYTHONUNBUFFERED=unbuffered
    )
    # Annotations come first and the rest behind them, so that every format writes more than a pipe holds.
    assert done.returncode == 4
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("pmlint clean.md >/dev/full", 4, b"error: the output can't be written: No space left on device\n"),
        ("pmlint error.md --exit-zero >/dev/full", 4, b"error: the output can't be written: No space left on device\n"),
        ("pmlint LONG >/dev/full", 4, b"error: the output can't be written: No space left on device\n"),
        ("pmlint rules >/dev/full", 4, b"error: the output can't be written: No space left on device\n"),
        ("pmlint parse clean.md >/dev/full", 4, b"error: the output can't be written: No space left on device\n"),
        ("pmlint --help >/dev/full", 4, b"error: the output can't be written: No space left on device\n"),
        ("pmlint error.md >&-", 4, b"error: standard output is closed\n"),
        ("pmlint - <&-", 2, b"error: standard input is closed\n"),
        ("pmlint nowhere.md 2>/dev/full", 2, b""),
        ("pmlint nowhere.md 2>&-", 2, b""),
        ("pmlint nowhere.md >/dev/full 2>/dev/full", 2, b""),
        ("pmlint error.md 2>/dev/full", 1, b""),
        ("pmlint error.md 2>&-", 1, b""),
        ("pmlint error.md >/dev/full 2>/dev/full", 4, b""),
        ("pmlint error.md >&- 2>&-", 4, b""),
    ],
)
def test_streams_that_are_full_or_closed(long_report: str, command: str, code: int, told: bytes) -> None:
    for unbuffered in ("", "1") if "LONG" in command else ("",):
        done = shell(command.replace("LONG", long_report), PYTHONUNBUFFERED=unbuffered)
        assert done.returncode == code
        assert done.stderr == told


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("/dev/full", "error: report '/dev/full' can't be written: No space left on device\n"),
        ("nowhere/report.json", "error: report 'nowhere/report.json' can't be written: No such file or directory\n"),
        ("empty", "error: report 'empty' can't be written: Is a directory\n"),
    ],
)
@pytest.mark.parametrize("document", ["clean.md", "error.md"])
def test_a_report_that_cannot_be_written_is_4_and_told(check: Check, document: str, file: str, told: str) -> None:
    code, out, err = check(document, "--exit-zero", "--output", f"json={file}", "--output", "concise=other.txt")
    assert (code, err) == (4, told)
    assert out == Path("other.txt").read_text()


def test_a_job_summary_that_cannot_be_written_is_4(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "/dev/full")
    assert check("clean.md", "--format", "github")[0] == 4
    assert check("clean.md", "--format", "json")[0] == 0


def test_reports_in_files_are_whole_when_nobody_reads_the_printed_one(long_report: str) -> None:
    done = shell(f"set -o pipefail; pmlint --output json=report.json {long_report} | head -c 1")
    assert done.returncode == 4
    assert Path("report.json").read_bytes().endswith(b"\n}\n")
