"""Hostile configurations, translated: the attacks of the corpus in the keys that `.pmlint.yaml` really has.

The corpus writes them in a language that pmlint does not speak. That its files are refused as they are is what
tests/test_configuration.py holds. What has no equivalent here is named, with the reason, and its key is refused.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pmlint.cli.main import run
from pmlint.report import ExitCode

EXPECTED = Path(__file__).resolve().parents[2] / "shared" / "hostile" / "expected_configs.csv"

SLOWEST = 5.0

SECRET = "s3cr3t-of-the-runner"

REFUSED: dict[str, list[bytes]] = {
    # No network: an address in the place of a pack is a folder that is not there.
    "extends_url.yml": [b"pack: http://169.254.169.254/latest/meta-data/\n", b"extends: http://169.254.169.254/\n"],
    # No code: a pack is data, and is looked for among those that are bundled.
    "plugins_os.yml": [b"pack: os\n", b"pack: ../../os\n", b"plugins: [os, antigravity]\n"],
    "dup_keys.yml": [
        b"levels:\n  PM101: error\n  PM101: off\n",
        b"exclude: []\nexclude: ['*']\n",
        b"exclude: []\nEXCLUDE: ['*']\n",
    ],
    "list_root.yml": [b"- exclude: ['*']\n", b"levels: [PM101]\n"],
    "latin1.yml": [b"# caf\xe9\npaths: [docs]\n", b"paths: ['caf\xe9']\n"],
}
"""What must end with exit code 2."""

WITHOUT_EQUIVALENT: dict[str, tuple[str, list[bytes]]] = {
    "regex_huge_repeat.yml": (
        "a configuration has no regular expressions",
        [b"rules: [{id: X1, pattern: 'a{1,65535}{1,65535}'}]\n", b"levels: {PM101: {pattern: 'a{1,65535}'}}\n"],
    ),
    "report_escape.yml": (
        "only the command line says where a report goes",
        [b"report: ../../x.yml\n", b"output: [json=../../x.json]\n", b"format: json\n"],
    ),
    "version_future.yml": (
        "a configuration has no version: what a later pmlint knows is an unknown key to this one",
        [b"version: 999\n", b"levels: {PM9999: error}\n"],
    ),
    "max_size_huge.yml": (
        "the limits of what is read are not to be configured",
        [b"max_file_size: 999999999999\n", b"timeout: 999999\n", b"max-size: 1\n"],
    ),
    "fail_never.yml": (
        "only the command line says what fails a run; levels of single rules are the team's own, and a file that could "
        "not be read is no matter of levels",
        [b"fail_on: never\n", b"fail-on: never\n", b"exit-zero: true\n", b"levels: {'*': off}\n", b"levels: off\n"],
    ),
}
"""Attacks for which the configuration has no key: why, and the keys that are refused."""

HARMLESS: dict[str, list[bytes]] = {
    # The only patterns are those of a shell, which are matched in time whatever they are.
    "redos.yml": [
        b"exclude: ['" + b"*a" * 300 + b"*b']\n",
        b"exclude: ['" + b"a*" * 300 + b"?[!a]']\nnot-postmortems: ['" + b"*?" * 300 + b"']\n",
        b"exclude: ['" + b"[" * 3000 + b"']\n",
        b"exclude: ['^(a+)+$']\n",
    ],
    # What a configuration says is shown as it is written, and put into no format.
    "message_format.yml": [
        b"pack: '{0.__class__.__init__.__globals__} %(x)s {{7*7}}'\n",
        b"paths: ['{0.__class__.__init__.__globals__} %(x)s {{7*7}}']\n",
    ],
    "env_interpolation.yml": [b"pack: '${GITHUB_TOKEN}'\n", b"paths: ['$GITHUB_TOKEN/${GITHUB_TOKEN}']\n"],
}
"""What may end in any documented way."""

Check = Callable[[bytes], tuple[int, str, str]]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs pmlint in a repository with this configuration and a document without anything."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "PMLINT_AS_OF", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_TOKEN", SECRET)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    name = "a" * 100 + ".md"
    (tmp_path / name).write_text("Nothing.\n", encoding="utf-8")

    def call(configuration: bytes) -> tuple[int, str, str]:
        (tmp_path / ".pmlint.yaml").write_bytes(configuration)
        code = run(["check"] if b"paths:" in configuration else ["check", name])
        return code, *capsys.readouterr()

    return call


def cases(table: dict[str, list[bytes]]) -> list[object]:
    return [
        pytest.param(text, id=f"{name}-{index}") for name, texts in table.items() for index, text in enumerate(texts)
    ]


@pytest.mark.parametrize("text", cases(REFUSED))
def test_is_refused(text: bytes, check: Check) -> None:
    code, out, err = check(text)
    assert code == ExitCode.USAGE
    assert out == ""
    assert ".pmlint.yaml:" in err


@pytest.mark.parametrize("text", cases({name: texts for name, (_, texts) in WITHOUT_EQUIVALENT.items()}))
def test_has_no_equivalent_and_the_key_is_refused(text: bytes, check: Check) -> None:
    code, out, err = check(text)
    assert code == ExitCode.USAGE
    assert out == ""
    assert ".pmlint.yaml:1:" in err


@pytest.mark.parametrize("text", cases(HARMLESS))
def test_does_no_harm(text: bytes, check: Check) -> None:
    start = time.monotonic()
    code, out, err = check(text)
    assert time.monotonic() - start < SLOWEST
    assert code in (ExitCode.FINDINGS, ExitCode.USAGE)
    assert SECRET not in out + err
    assert "Traceback" not in err
    assert "49" not in err
    for written in ("{0.__class__.__init__.__globals__}", "GITHUB_TOKEN}"):
        if written.encode() in text:
            assert written in err


def test_no_level_makes_an_unreadable_file_a_clean_one(check: Check, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "b.md").write_bytes(b"# Caf\xe9\n")
    assert check(b"levels: {unreadable-file: off}\npaths: [broken]\n")[0] == ExitCode.INCOMPLETE


@pytest.mark.skipif(not EXPECTED.is_file(), reason="the hostile configurations are not beside this checkout")
def test_every_configuration_is_translated_as_it_is_expected_to_end() -> None:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        expected = {row["file"]: row["expected"] for row in csv.DictReader(file)}
    must_fail = {name for name, what in expected.items() if what == "must-fail"}
    # A catastrophic expression may be refused or run in time; shell patterns do the latter.
    assert must_fail - {"redos.yml"} == {*REFUSED, *WITHOUT_EQUIVALENT}
    assert set(expected) - must_fail | {"redos.yml"} == set(HARMLESS)
