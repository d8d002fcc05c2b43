"""The baseline: what a team found when it began does not fail a run, and whatever is new does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmlint import packs
from pmlint.baseline import FILE, LARGEST
from pmlint.cli.main import run as pmlint
from pmlint.likeness import likeness, renamed, sketch

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "files"
PMLINT = Path(sys.executable).with_name("pmlint")
"""The installed command."""

EXAMPLE = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_text("utf-8")
ONE = "docs/incidents/2026-03-12-fx-drift-hold.md"
TWO = "docs/incidents/2026-03-12-cart-lost-prices.md"
OTHER = EXAMPLE.replace("INC-2026-007", "INC-2026-009")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository with a postmortem that has no impact and a TODO, and one that keeps every rule."""
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "-q"], check=True)
    write(ONE, EXAMPLE.replace("## 2. Impact", "## 2. Whatever").replace("Noor Haddad | PAY-413", "TBD | PAY-413"))
    write(TWO, OTHER)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `pmlint`: exit code, standard output, standard error."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PMLINT_AS_OF", "2026-03-20")

    def call(*arguments: str) -> tuple[int, str, str]:
        code = pmlint(list(arguments))
        return code, *capsys.readouterr()

    return call


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def edit(path: str, old: str, new: str) -> None:
    text = Path(path).read_text("utf-8")
    assert old in text
    write(path, text.replace(old, new, 1))


def report(run: Run, *arguments: str) -> Any:
    return json.loads(run("check", "--format", "json", *arguments)[1])


def counting(data: Any) -> list[tuple[str, str]]:
    return [(each["rule"], each["path"]) for each in data["findings"] if not each["known"]]


def test_what_is_there_is_known_and_green(run: Run) -> None:
    before = report(run)
    assert before["summary"]["exit"] == 1
    code, out, err = run("check", "--write-baseline")
    assert code == 0
    known = sum(before["summary"][level] for level in ("errors", "warnings", "notes"))
    assert f"knows the {known} findings" in err
    assert f"{known} known" in out
    after = report(run)
    assert after["summary"] | {"exit": 0, "known": known} == after["summary"]
    assert after["tool"]["baseline"] == FILE
    assert counting(after) == []
    code, out, _ = run("check", "-v")
    assert (code, out.count(": known error ")) == (0, before["summary"]["errors"])
    assert f"baseline: {FILE}" in out
    assert "known error" not in run("check")[1]


@pytest.mark.parametrize(
    ("path", "old", "new", "rule"),
    [
        (ONE, "## 5. Contributing Factors", "## 5. Other", "PM101"),
        (ONE, "Tomas Lind | PAY-411", " | PAY-411", "PM202"),
        (ONE, "Mira Okafor | PAY-412", "Mira Okafor | TBD", "PM201"),
        (ONE, "severity: Sev-2", "severity: Sev-9", "PM011"),
        (ONE, "2026-04-16", "soon", "PM203"),
        (TWO, "## 2. Impact", "## 2. Whatever", "PM101"),
        (TWO, "Noor Haddad | PAY-413", "TBD | PAY-413", "PM205"),
    ],
)
def test_a_new_fault_is_red(run: Run, path: str, old: str, new: str, rule: str) -> None:
    run("check", "--write-baseline")
    edit(path, old, new)
    data = report(run)
    assert data["summary"]["exit"] == 1
    assert (rule, path) in counting(data)
    assert {each for _, each in counting(data)} <= {path, FILE}


def test_the_same_fault_once_more_is_new(run: Run) -> None:
    """As often as it was found, it is known."""
    row = "| Show the rate source in the operator console | TBD | PAY-413 | 2026-04-16 |\n"
    edit(ONE, row, row + row.replace("PAY-413", "PAY-414"))
    run("check", "--write-baseline")
    assert report(run)["summary"]["exit"] == 0
    edit(ONE, row, row + row.replace("PAY-413", "PAY-415"))
    assert ("PM205", ONE) in counting(report(run))


def test_entries_are_found_again_when_lines_move_and_a_section_is_renamed_back_and_forth(run: Run) -> None:
    run("check", "--write-baseline")
    edit(ONE, "## 1. Summary\n", "## 1. Summary\n\nIn short:\n\n")
    edit(ONE, "\n# FX", "\n\n\n# FX")
    assert counting(report(run)) == []
    edit(ONE, "## 8. Corrective Actions", "## 8. Action Items")
    edit(ONE, "## 4. Root Cause", "## 4. Why it happened so badly")
    assert ("PM101", ONE) in counting(report(run))
    edit(ONE, "## 4. Why it happened so badly", "## 4. Root Cause")
    edit(ONE, "## 8. Action Items", "## 8. Corrective Actions")
    assert counting(report(run)) == []


@pytest.mark.parametrize("edited", [False, True])
def test_a_file_that_git_renames_keeps_its_entries(run: Run, edited: bool) -> None:
    run("check", "--write-baseline")
    new = "docs/incidents/2026/2026-03-12-rates-stood-still.md"
    Path(new).parent.mkdir()
    subprocess.run(["git", "add", "."], check=True)
    subprocess.run(["git", "mv", ONE, new], check=True)
    if edited:
        edit(new, "## 4. Root Cause\n", "## 4. Root Cause\n\nThe guard took two sources for one.\n")
    assert counting(report(run)) == []
    assert run("check", new)[0] == 0
    edit(new, "## 5. Contributing Factors", "## 5. Other")
    assert ("PM101", new) in counting(report(run))
    run("check", "--write-baseline")
    documents = json.loads(Path(FILE).read_text("utf-8"))["documents"]
    assert new in documents
    assert ONE not in documents


def test_another_document_inherits_nothing_of_one_that_is_gone(run: Run) -> None:
    run("check", "--write-baseline")
    Path(ONE).unlink()
    other = "# The disk was full\n\n## Summary\n\nThe disk of the queue was full for an hour, as it was not cleaned.\n"
    write("docs/incidents/2026-04-20-disk-full.md", other)
    data = report(run)
    assert {each["path"] for each in data["findings"] if each["known"]} == {TWO}
    assert ("PM101", "docs/incidents/2026-04-20-disk-full.md") in counting(data)
    assert {rule for rule, path in counting(data) if path == FILE} == {"PM911"}


def test_what_is_mended_is_named_and_dropped_and_nothing_is_added(run: Run) -> None:
    run("check", "--write-baseline")
    entries = Path(FILE).read_text("utf-8").count("section impact")
    assert entries
    edit(ONE, "## 2. Whatever", "## 2. Impact")
    code, out, _ = run("check")
    assert code == 0
    assert f"{FILE}:" in out
    assert "warning PM911 PM101 is known in" in out
    assert run("check", "--fail-on", "warning")[0] == 1
    edit(TWO, "## 2. Impact", "## 2. Whatever")
    code, out, err = run("check", "--write-baseline")
    assert code == 1
    assert "are new and were not added" in err
    assert "PM101" in out
    assert "section impact" not in Path(FILE).read_text("utf-8")
    edit(TWO, "## 2. Whatever", "## 2. Impact")
    assert counting(report(run)) == []


def test_a_run_over_some_documents_says_and_drops_nothing_of_others(run: Run) -> None:
    edit(TWO, "## 2. Impact", "## 2. Whatever")
    run("check", "--write-baseline")
    edit(ONE, "## 2. Whatever", "## 2. Impact")
    code, out, _ = run("check", TWO)
    assert (code, "PM911" in out) == (0, False)
    run("check", "--write-baseline", TWO)
    assert ONE in Path(FILE).read_text("utf-8")
    code, out, _ = run("check", ONE)
    assert (code, "PM911" in out) == (0, True)


def test_what_a_run_does_not_ask_is_not_stale(run: Run) -> None:
    run("check", "--write-baseline")
    assert counting(report(run, "--level", "PM205=off", "--level", "PM101=off")) == []
    assert run("check", "--isolated")[0] == 1
    Path(ONE).write_bytes(b"\xff\xfe")
    data = report(run)
    assert data["summary"]["exit"] == 4
    assert counting(data) == [("PM001", ONE)]


def test_a_document_that_can_not_be_read_keeps_its_entries(run: Run) -> None:
    run("check", "--write-baseline")
    before = Path(FILE).read_bytes()
    Path(ONE).write_bytes(b"\xff\xfe")
    assert run("check", "--write-baseline")[0] == 4
    assert Path(FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", ":1:1: not valid JSON"),
        ("[1,\n", ":2:1: not valid JSON"),
        ("[]", ":1:1: expected an object"),
        ('{"version": 1}', "key 'documents' is missing"),
        ('{"version": 2, "documents": {}}', ":1:2: 'version': expected 1 (a later pmlint wrote it)"),
        ('{"version": 1, "document": {}}', "unknown key 'document' (did you mean 'documents'?)"),
        ('{"version": 1, "documents": {"a.md": {"knwon": {}}}}', "unknown key 'knwon' (did you mean 'known'?)"),
        ('{"version": 1, "documents": {"a.md": {"known": {"PM101": "x"}}}}', "expected a list"),
        ('{"version": 1, "documents": {"a.md": {"known": {"PM101": [1]}}}}', "expected text"),
        ('{"version": 1, "documents": {},\n "documents": {}}', ":2:2: key 'documents' stands twice"),
        ("[" * 100_000, "not valid JSON"),
        ('{"version": ' + "1" * 10_000 + "}", "not valid JSON"),
    ],
)
def test_what_is_no_baseline_is_refused_and_left_as_it_is(run: Run, content: str, told: str) -> None:
    write(FILE, content)
    for arguments in ((), ("--write-baseline",)):
        code, out, err = run("check", *arguments)
        assert (code, out) == (2, "")
        assert err.startswith(f"error: {FILE}:")
        assert told in err
        assert Path(FILE).read_text("utf-8") == content


def test_links_folders_and_bytes_are_refused(run: Run, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.json"
    outside.write_text("kept", encoding="utf-8")
    for put in (
        lambda: Path(FILE).symlink_to(outside),
        lambda: Path(FILE).symlink_to(tmp_path / "nowhere"),
        lambda: Path(FILE).mkdir(),
        lambda: os.mkfifo(FILE),
        lambda: Path(FILE).write_bytes(b"\xff{}"),
        lambda: Path(FILE).write_bytes(b" " * (LARGEST + 1)),
    ):
        put()
        for arguments in ((), ("--write-baseline",)):
            code, _, err = run("check", *arguments)
            assert code == 2, err
            assert f"{FILE}: the baseline" in err
        shutil.rmtree(FILE) if Path(FILE).is_dir() else Path(FILE).unlink()
    assert outside.read_text("utf-8") == "kept"


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("chattr"), reason="root writes everywhere")
def test_a_baseline_that_can_not_be_written_is_as_it_was(run: Run, tmp_path: Path) -> None:
    run("check", "--write-baseline")
    before = Path(FILE).read_bytes()
    edit(ONE, "## 2. Whatever", "## 2. Impact")
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    tmp_path.chmod(0o555)
    code, _, err = run("check", "--write-baseline")
    tmp_path.chmod(0o755)
    assert code == 4
    assert err
    assert Path(FILE).read_bytes() == before


def test_the_file_is_the_same_for_the_same_findings(run: Run) -> None:
    run("check", "--write-baseline")
    first = Path(FILE).read_bytes()
    assert first == first.decode("ascii").encode()
    run("check", "--write-baseline")
    assert Path(FILE).read_bytes() == first
    Path(FILE).unlink()
    run("check", "--write-baseline")
    assert Path(FILE).read_bytes() == first


class TestLikeness:
    def test_a_text_is_like_itself_whatever_its_line_ends_and_order(self) -> None:
        lines = [f"line {number}" for number in range(200)]
        one, other = "\n".join(lines), "\r\n\r\n".join(f"  {line} " for line in reversed(lines))
        assert likeness(sketch(one), sketch(other)) == 1.0
        assert likeness(sketch(""), sketch("")) == 0.0

    def test_it_is_about_the_share_of_lines(self) -> None:
        lines = [f"line {number}" for number in range(400)]
        for changed in range(0, 400, 40):
            other = [f"other {number}" for number in range(changed)] + lines[changed:]
            share = (400 - changed) / (400 + changed)
            assert abs(likeness(sketch("\n".join(lines)), sketch("\n".join(other))) - share) < 0.3

    def test_each_path_is_taken_once_and_the_likest_go_first(self) -> None:
        text = "\n".join(f"line {number}" for number in range(20))
        same, near = sketch(text), sketch(text.replace("line 1", "another 1", 1))
        assert renamed({"a": same, "b": near}, {"x": near, "y": same}) == {"x": "b", "y": "a"}
        assert renamed({"a": same}, {"x": same, "y": same}) == {"x": "a"}
        assert renamed({"a": same}, {"x": sketch("other")}) == {}


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real postmortems lies elsewhere")
def test_real_postmortems_are_green_and_each_new_fault_is_red(run: Run, tmp_path: Path) -> None:
    shutil.rmtree("docs")
    shutil.copytree(CORPUS, "docs/incidents")
    assert run("check", "-q")[0] == 1
    assert run("check", "--write-baseline")[0] == 0
    data = report(run)
    assert (data["summary"]["exit"], data["summary"]["files"] >= 200, counting(data)) == (0, True, [])
    broken = []
    for number, path in enumerate(data["files"]):
        text = Path(path).read_bytes().decode("utf-8", "replace")
        if number % 4 == 0 and "<!--" not in text:
            # What is below a heading that is there already is emptied, or, where there is none, an owner is nobody.
            write(path, f"{text}\n\n## Corrective Actions\n\n- [ ] Look into frobnication (owner: TBD)\n")
            broken.append(path)
    red = {path for rule, path in counting(report(run)) if rule != "PM911"}
    assert red == set(broken)
