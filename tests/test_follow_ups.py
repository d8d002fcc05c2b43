"""`pmlint actions` and `pmlint stats` by the installed command, and the figures and tables that they print."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmlint.figures import Times
from pmlint.packs import DEFAULT_PACK, bundled_folder
from pmlint.tables import table

COMMAND = Path(sys.executable).parent / "pmlint"

EXAMPLE = (bundled_folder() / DEFAULT_PACK / "example.md").read_text("utf-8")

QUEUE = """\
---
id: INC-42
severity: Sev-2
date: 2026-04-01
---

# Queue stuck

## 8. Corrective Actions

### Immediate Mitigations

- [x] Restart the worker - Owner: Ana Silva - Issue: PAY-1 - Due: 2026-04-01

### Corrective

- [ ] Cap the queue - Owner: @mira - Issue: PAY-2 - Due: 2026-04-20
- [ ] Say how long | the queue is - Owner: Ana Silva, Mira Okafor - Issue: PAY-3 - Due: 2026-05-01
- [ ] ~~Buy a larger queue~~
- [ ] =HYPERLINK("https://evil.example") is what a cell may say
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two postmortems."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PMLINT_AS_OF", raising=False)
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs/incidents").mkdir(parents=True)
    (tmp_path / "docs/incidents/2026-03-12-a.md").write_text(EXAMPLE, "utf-8")
    (tmp_path / "docs/incidents/2026-04-01-b.md").write_text(QUEUE, "utf-8")
    (tmp_path / "docs/incidents/README.md").write_text("# Incidents\n", "utf-8")
    return tmp_path


def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
    done = subprocess.run([COMMAND, *arguments], input=stdin, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def listed(*arguments: str) -> list[dict[str, Any]]:
    code, out, err = run("actions", "--format", "json", "--as-of", "2026-05-01", *arguments)
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert isinstance(found, list)
    return found


def figures(*arguments: str) -> dict[str, Any]:
    code, out, err = run("stats", "--format", "json", "--as-of", "2026-05-01", *arguments)
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


# --- actions ----------------------------------------------------------------------------------------------------------


def test_all_actions_are_listed_with_what_they_say() -> None:
    found = [each for each in listed() if each["incident"] == "INC-42"]
    assert found[1] == {
        "incident": "INC-42",
        "path": "docs/incidents/2026-04-01-b.md",
        "line": 17,
        "text": "Cap the queue",
        "kind": "corrective",
        "owners": ["@mira"],
        "issues": ["PAY-2"],
        "due": "2026-04-20",
        "done": False,
        "overdue": True,
    }
    assert [(each["line"], each["done"], each["overdue"]) for each in found] == [
        (13, True, False),
        (17, False, True),
        (18, False, False),  # the day itself is in time
        (20, False, False),
    ]


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (("--overdue",), [17]),
        (("--open",), [17, 18, 20]),
        (("--owner", "Mira"), [17, 18]),
        (("--owner", "ana silva"), [13, 18]),
        (("--owner", "Ana Silva", "--open"), [18]),
        (("--owner", "Ana Silva", "--overdue"), []),
        (("--owner", ""), []),
    ],
)
def test_actions_are_chosen_by_state_and_owner(arguments: tuple[str, ...], lines: list[int]) -> None:
    assert [each["line"] for each in listed(*arguments, "docs/incidents/2026-04-01-b.md")] == lines


def test_an_owner_is_found_by_all_that_the_team_calls_them(folder: Path) -> None:
    (folder / ".pmlint.yaml").write_text("people: ['Ana Silva, @asi']\n")
    assert [each["line"] for each in listed("--owner", "@asi", "docs/incidents/2026-04-01-b.md")] == [13, 18]


def test_a_table_has_a_line_for_each_action() -> None:
    code, out, err = run("actions", "--as-of", "2026-05-01", "--open", "docs/incidents/2026-04-01-b.md")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].split() == ["incident", "action", "kind", "owner", "issue", "due", "state", "place"]
    assert lines[1].split("  ")[0] == "INC-42"
    assert lines[1].endswith("PAY-2  2026-04-20  overdue  docs/incidents/2026-04-01-b.md:17")
    assert len({line.index(word) for line, word in zip(lines, ("kind", *["corrective"] * 3), strict=True)}) == 1


def test_a_spreadsheet_takes_no_cell_for_a_formula() -> None:
    out = run("actions", "--format", "csv", "--as-of", "2026-05-01", "docs/incidents/2026-04-01-b.md")[1]
    header, *rows = csv.reader(io.StringIO(out))
    assert header == ["incident", "action", "kind", "owner", "issue", "due", "state", "place"]
    assert rows[1] == [
        "INC-42", "Cap the queue", "corrective", "'@mira", "PAY-2", "2026-04-20", "overdue",
        "docs/incidents/2026-04-01-b.md:17",
    ]  # fmt: skip
    assert rows[3][1].startswith("'=HYPERLINK(")


def test_a_page_shows_what_documents_say_as_text() -> None:
    out = run("actions", "--format", "markdown", "--as-of", "2026-05-01", "docs/incidents/2026-04-01-b.md")[1]
    assert out.splitlines()[:2] == [
        "| incident | action | kind | owner | issue | due | state | place |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    assert "`Say how long \\| the queue is`" in out


# --- stats ------------------------------------------------------------------------------------------------------------


def test_figures_over_all_postmortems() -> None:
    found = figures()
    assert list(found) == ["incidents", "by_severity", "by_month", "minutes", "complete", "actions", "findings"]
    assert found["incidents"] == 2
    assert found["by_severity"] == {"2": 2}
    assert found["by_month"] == {"2026-03": 1, "2026-04": 1}
    assert list(found["minutes"]) == ["to_detect", "to_acknowledge", "to_triage", "to_mitigate", "to_resolve"]
    assert all(list(each) == ["median", "p90", "known"] for each in found["minutes"].values())
    assert found["complete"] == {"documents": 1, "of": 2}
    assert found["actions"]["all"] == len(listed())
    assert found["actions"]["overdue"] == len(listed("--overdue"))
    assert found["actions"]["open"] == len(listed("--open"))
    assert found["actions"]["done"] == found["actions"]["all"] - found["actions"]["open"]
    checked = json.loads(run("check", "--final", "--format", "json", "--as-of", "2026-05-01")[1])["findings"]
    assert sum(each["count"] for each in found["findings"]) == len(checked)
    counts = [(-each["count"], each["rule"]) for each in found["findings"]]
    assert counts == sorted(counts)


def test_times_to_the_steps_of_the_response_are_those_of_parse(folder: Path) -> None:
    (folder / "docs/incidents/c.md").write_text(
        "# C\n\n- Started: 2026-04-02T10:00Z\n- Detected: 2026-04-02T10:04Z\n\n## 3. Timeline\n\n"
        "- 2026-04-02T10:05Z monitor: pages Mira Okafor\n- 2026-04-02T10:09Z Mira Okafor: acknowledges\n"
    )
    parsed = json.loads(run("parse", "docs/incidents/c.md")[1])["incident"]["minutes"]
    assert (parsed["to_detect"], parsed["to_acknowledge"], parsed["to_resolve"]) == (4, 4, None)
    assert {name: each["median"] for name, each in figures()["minutes"].items()} == parsed


def test_what_a_document_does_not_say_is_unknown(folder: Path) -> None:
    (folder / "docs/incidents/c.md").write_text("# No day, no severity\n")
    found = figures()
    assert found["by_severity"] == {"2": 2, "unknown": 1}
    assert list(found["by_month"].items())[-1] == ("unknown", 1)


def test_figures_as_a_table_and_as_csv() -> None:
    shown = run("stats", "--as-of", "2026-05-01")[1]
    assert ["by severity", "2", "2"] in [
        [cell.strip() for cell in line.split("  ") if cell] for line in shown.splitlines()
    ]
    rows = list(csv.reader(io.StringIO(run("stats", "--format", "csv", "--as-of", "2026-05-01")[1])))
    assert rows[:3] == [["figure", "of", "value"], ["incidents", "", "2"], ["by severity", "2", "2"]]
    assert ["complete", "documents", "1"] in rows
    assert any(row[:2] == ["findings", "PM101 missing-section"] for row in rows)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ([], (None, None, 0)),
        ([7], (7, 7, 1)),
        ([4, 2], (3, 4, 2)),
        ([1, 2], (1.5, 2, 2)),
        (range(1, 11), (5.5, 9, 10)),
        (range(1, 12), (6, 10, 11)),
    ],
)
def test_median_and_nearest_rank(minutes: list[float], expected: tuple[float | None, float | None, int]) -> None:
    assert tuple(Times.of(minutes)) == expected


# --- both -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["actions", "stats"])
def test_the_documents_are_those_that_are_checked(folder: Path, command: str) -> None:
    whole = run(command, "docs/incidents", "--as-of", "2026-05-01")
    assert run(command, "--as-of", "2026-05-01") == whole
    (folder / "docs/incidents/old.md").write_text("- [ ] Nothing\n")
    (folder / ".pmlint.yaml").write_text("exclude: [docs/incidents/old*]\n")
    assert run(command, "--as-of", "2026-05-01") == whole
    (folder / "other.yaml").write_text("paths: [docs/incidents/2026-03-12-a.md]\n")
    only = run(command, "--as-of", "2026-05-01", "--config", "other.yaml")
    assert only == run(command, "--as-of", "2026-05-01", "docs/incidents/2026-03-12-a.md")
    assert only != whole


@pytest.mark.parametrize("command", ["actions", "stats"])
def test_what_cannot_be_read_ends_with_4_and_the_rest_is_told(folder: Path, command: str) -> None:
    (folder / "docs/incidents/broken.md").write_bytes(b"\xff")
    code, out, err = run(command, "--format", "json", "--as-of", "2026-05-01")
    assert code == 4
    assert err == "error: docs/incidents/broken.md: the file is not UTF-8: byte 0xFF in line 1\n"
    found = json.loads(out)
    if command == "stats":
        assert (found["incidents"], found["complete"]) == (2, {"documents": 1, "of": 3})
    else:
        assert {each["path"] for each in found} == {f"docs/incidents/2026-0{name}.md" for name in ("3-12-a", "4-01-b")}


@pytest.mark.parametrize("command", ["actions", "stats"])
def test_standard_input_is_read_and_a_missing_path_is_told(command: str) -> None:
    code, out, _ = run(command, "-", "--format", "json", stdin=QUEUE)
    assert (code, "PAY-2" in out or '"incidents": 1' in out) == (0, True)
    code, out, err = run(command, "docs/incident")
    assert (code, out) == (2, "")
    assert err == "error: no file or folder 'docs/incident'; did you mean 'docs/incidents'?\n"


@pytest.mark.parametrize("command", ["actions", "stats"])
def test_no_document_is_no_mistake(folder: Path, command: str) -> None:
    (folder / "empty").mkdir()
    code, out, err = run(command, "empty", "--format", "json")
    assert (code, err) == (0, "note: no postmortem to read\n")
    found = json.loads(out)
    assert found == [] if command == "actions" else found["incidents"] == 0


@pytest.mark.parametrize("command", ["actions", "stats"])
@pytest.mark.parametrize("format", ["table", "csv", "json"])
def test_the_order_of_paths_changes_nothing(command: str, format: str) -> None:
    paths = ["docs/incidents/2026-03-12-a.md", "docs/incidents/2026-04-01-b.md"]
    one, other = (run(command, "--format", format, "--as-of", "2026-05-01", *each) for each in (paths, paths[::-1]))
    assert one == other


@pytest.mark.parametrize("format", ["table", "csv", "markdown", "json"])
def test_nothing_that_a_document_says_is_a_command(
    folder: Path, foreign: Callable[[str], list[object]], format: str
) -> None:
    text = QUEUE.replace("INC-42", '"::add-mask::x"').replace("Cap the queue", "##[group]x \x1b[2J\u202e ::error::y")
    (folder / os.fsdecode("docs/incidents/::warning::z.md")).write_text(text, "utf-8")
    out = run("actions", "--format", format)[1]
    assert foreign(out) == []
    assert not {"\x1b", "\u202e"} & set(out)


# --- tables -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("plain", "plain"),
        ("a, b", '"a, b"'),
        ('say "x"', '"say ""x"""'),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        (" =1+1", " '=1+1"),
        ('"=1+1"', '"""\'=1+1"""'),
        ("a;=1+1", '"a;\'=1+1"'),
        ("\t=1+1", "\\u{9}=1+1"),
        ("a\r\nb", "a\\u{d}\\u{a}b"),
        ("a-b = c", "a-b = c"),
        ("", ""),
    ],
)
def test_a_cell_of_csv(cell: str, written: str) -> None:
    assert table("csv", ["h"], [[cell]]) == f"h\n{written}\n"


def test_a_table_for_a_terminal_cuts_long_cells() -> None:
    assert table("table", ["a", "b"], [["x" * 80, "y\nz"]]) == f"a{' ' * 61}b\n{'x' * 59}…  y z\n"


def test_a_table_without_rows_has_its_header() -> None:
    assert [table(each, ["a", "b"], []) for each in ("table", "csv", "markdown")] == [
        "a  b\n",
        "a,b\n",
        "| a | b |\n| --- | --- |\n",
    ]


# --- other settings for some paths ------------------------------------------------------------------------------------

PLANNED = "# Queue stuck\n\n## What we promise\n\n- Cap the queue - Owner: @mira - Issue: PAY-2 - Due: 2026-04-20\n"


def test_each_document_is_read_and_judged_by_the_settings_of_its_path(folder: Path) -> None:
    for name in ("pay", "web"):
        (folder / name).mkdir()
        (folder / name / "2026-04-01-c.md").write_text(PLANNED, "utf-8")
    override = "{paths: [pay], process: {aliases: {corrective_actions: [What we promise]}}, levels: {PM101: off}}"
    (folder / ".pmlint.yaml").write_text(f"overrides: [{override}]\n", "utf-8")

    assert [(each["path"], each["issues"]) for each in listed("pay", "web")] == [("pay/2026-04-01-c.md", ["PAY-2"])]
    pay, web, both = figures("pay"), figures("web"), figures("pay", "web")
    assert (pay["actions"]["open"], web["actions"]["open"], both["actions"]["open"]) == (1, 0, 1)
    missing = [{each["rule"]: each["count"] for each in of["findings"]}.get("PM101", 0) for of in (pay, web, both)]
    assert missing[0] == 0
    assert missing[1] == missing[2] > 0


def test_a_rule_of_another_pack_has_its_name_in_the_figures(folder: Path) -> None:
    (folder / "pay").mkdir()
    (folder / "pay/2026-04-01-c.md").write_text(PLANNED, "utf-8")
    (folder / ".pmlint.yaml").write_text("overrides: [{paths: [pay], pack: google-sre}]\n", "utf-8")
    code, out, err = run("stats", "--format", "csv", "--as-of", "2026-05-01", "pay")
    checked = json.loads(run("check", "--format", "json", "--final", "--as-of", "2026-05-01", "pay")[1])
    spoke = {f"{each['rule']} {each['name']}" for each in checked["findings"]}
    assert (code, err) == (0, "")
    assert {row[1] for row in csv.reader(io.StringIO(out)) if row[0] == "findings"} == spoke
