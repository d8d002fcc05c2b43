"""`pmlint parse` by the installed command: whose words it reads by, and where from."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = Path(sys.executable).parent / "pmlint"

DOCUMENT = "# Queue outage\n\n## Who felt it in the end\n\nEverybody.\n"
PACK = """\
extends: incident-process
name: ours
title: Ours
source: Ours
aliases:
  impact: [Who felt it in the end]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a document and a pack whose words it takes to read it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "pack.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "a.md").write_text(DOCUMENT, encoding="utf-8")
    return tmp_path


def parse(*arguments: str, stdin: str = "") -> tuple[int, list[dict[str, Any]], str]:
    done = subprocess.run([COMMAND, "parse", *arguments], input=stdin, capture_output=True, text=True, timeout=60)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def sections(found: list[dict[str, Any]]) -> list[str | None]:
    return [section["id"] for section in found[0]["sections"]]


def test_the_default_pack_is_read_by_unless_another_is_named() -> None:
    assert sections(parse("a.md")[1]) == [None, None]
    assert sections(parse("--pack", "./ours", "a.md")[1]) == [None, "impact"]


def test_the_configured_pack_is_read_by(folder: Path) -> None:
    (folder / ".pmlint.yaml").write_text("pack: ./ours\n", encoding="utf-8")
    assert sections(parse("a.md")[1]) == [None, "impact"]


def test_a_configuration_can_be_named(folder: Path) -> None:
    (folder / "other.yaml").write_text("pack: ./ours\n", encoding="utf-8")
    assert sections(parse("--config", "other.yaml", "a.md")[1]) == [None, "impact"]


def test_a_hyphen_reads_standard_input_among_files() -> None:
    code, found, _ = parse("a.md", "-", stdin="# From a pipe\n")
    assert code == 0
    assert [(each["path"], each["title"]["value"]) for each in found] == [
        ("a.md", "Queue outage"),
        ("-", "From a pipe"),
    ]


def test_an_unknown_pack_is_told_with_the_near_name() -> None:
    code, found, said = parse("--pack", "gogle-sre", "a.md")
    assert (code, found) == (2, [])
    assert "did you mean 'google-sre'?" in said
