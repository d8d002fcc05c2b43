"""`pmlint parse` by the installed command: whose words it reads by, and where from."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pmlint import packs

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


def test_why_tells_form_word_and_line_of_the_pack_for_what_is_read() -> None:
    text = (
        "---\nid: INC-42\nseverity: Sev-2\n---\n# Queue outage\n\n## Ursache\n\nEin Deploy.\n\n## Action items\n\n"
        "- [x] Cap the queue - Owner: Ana Silva - Issue: PAY-7 - Due: 22 May 2026\n"
    )
    code, found, _ = parse("--why", "-", stdin=text)
    told = {each["of"]: (each["form"], each["word"], each["rule"]) for each in found[0]["why"]}
    assert code == 0
    assert told["incident.id"][:2] == ("front matter", "id")
    assert told["sections[1].id"][:2] == ("name", "ursache")
    assert told["action_items[0].owners"][:2] == ("label", "owner")
    assert told["title"] == ("heading", None, None)
    assert told["action_items[0].done"] == ("task box", None, None)
    for of, word in (("incident.id", "ID"), ("sections[1].id", "Ursache"), ("action_items[0].owners", "Owner, Owners")):
        assert word in line_of(told[of][2]), told[of]


def test_why_tells_what_is_known_by_its_form_alone() -> None:
    text = "---\ntitle: Queue outage\n---\n\n## Action items\n\n- Cap the queue (PAY-7)\n- Warn early, see #12\n"
    found = parse("--why", "-", stdin=text)[1][0]
    told = {each["of"]: each["form"] for each in found["why"]}
    assert told["title"] == "front matter"
    assert (told["action_items[0].issues"], told["action_items[1].issues"]) == ("issue ID", "issue ID")


def line_of(rule: str | None) -> str:
    """The line of a bundled pack that `rules/.../file.yaml:LINE` names."""
    path, _, line = str(rule).rpartition(":")
    file = packs.bundled_folder() / path.removeprefix("rules/")
    return file.read_text(encoding="utf-8").split("\n")[int(line) - 1]


def test_why_names_the_file_of_an_own_pack() -> None:
    (reason,) = (
        each for each in parse("--why", "--pack", "./ours", "a.md")[1][0]["why"] if "sections[1]" in each["of"]
    )
    assert reason == {
        "of": "sections[1].id", "form": "name", "word": "who felt it in the end", "rule": "ours/pack.yaml:6"
    }  # fmt: skip


def test_an_unknown_pack_is_told_with_the_near_name() -> None:
    code, found, said = parse("--pack", "gogle-sre", "a.md")
    assert (code, found) == (2, [])
    assert "did you mean 'google-sre'?" in said


def test_each_document_is_read_by_the_pack_of_its_path(folder: Path) -> None:
    (folder / "pay").mkdir()
    (folder / "pay/a.md").write_text(DOCUMENT, encoding="utf-8")
    (folder / ".pmlint.yaml").write_text("overrides: [{paths: [pay], pack: ./ours}]\n", encoding="utf-8")
    code, found, err = parse("--why", "a.md", "pay/a.md")
    assert (code, err) == (0, "")
    assert [[section["id"] for section in each["sections"]] for each in found] == [[None, None], [None, "impact"]]
    pages = {each["rule"] for each in found[1]["why"] if each["word"] == "who felt it in the end"}
    assert pages == {f"{folder}/ours/pack.yaml:6"}
    # The command line goes before all of it.
    assert sections(parse("--pack", "incident-process", "pay/a.md")[1]) == [None, None]
