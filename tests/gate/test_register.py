"""What a register may say, in three formats, and how its mistakes are told."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pmlint.cli.main import run
from pmlint.gate.register import LARGEST

from .repository import AS_OF, DOC, INC, Gate, changed, codes, write

ENTRIES: list[dict[str, str | int]] = [
    {"id": INC, "severity": 2, "opened": "2026-03-12", "postmortem": DOC},
    {"id": "#7", "severity": "Sev-3", "url": "https://github.com/acme/pay/issues/7"},
    {"id": "INC-8", "severity": "critical", "state": "open"},
    {"id": "INC-9", "state": "closed", "reason": "duplicate", "closed": "2026-03-12T10:00Z"},
    {"id": "INC-10"},
]
COLUMNS = ["id", "severity", "state", "opened", "closed", "url", "postmortem", "reason"]


def as_csv() -> str:
    rows = [",".join(COLUMNS), *(",".join(str(each.get(name, "")) for name in COLUMNS) for each in ENTRIES)]
    return "\r\n".join(rows) + "\r\n"


def as_yaml() -> str:
    lines = ["# our incidents", "incidents:"]
    for each in ENTRIES:
        first, *others = (f'{key}: "{value}"' if key == "id" else f"{key}: {value}" for key, value in each.items())
        lines += [f"  - {first}", *(f"    {other}" for other in others)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("i.yaml", as_yaml()),
        ("i.yml", as_yaml()),
        ("i.json", json.dumps({"incidents": ENTRIES})),
        ("tabs.json", json.dumps({"incidents": ENTRIES}, indent="\t")),
        ("dense.json", json.dumps({"incidents": ENTRIES}, separators=(",", ":"))),
        ("i.csv", as_csv()),
        ("bom.csv", "\ufeff" + as_csv()),
    ],
)
def test_a_register_says_the_same_in_each_format(name: str, text: str, gate: Gate) -> None:
    write({name: text})
    code, told = gate("--register", name)
    assert code == 1
    found = [(each["id"], each["severity"], each["state"], each["verdict"]) for each in told["incidents"]]
    assert found == [
        (INC, {"level": 2, "from": "register"}, "closing", "may-close"),
        ("#7", {"level": 3, "from": "register"}, "closing", "may-close"),
        ("INC-8", {"level": 1, "from": "register"}, "open", "open"),
        ("INC-9", {"level": 1, "from": "unknown"}, "closed", "may-close"),
        ("INC-10", {"level": 1, "from": "unknown"}, "closing", "may-not-close"),
    ]
    assert codes(told) == ["not-required", "not-required", "no-postmortem"]


MISTAKES = [
    ("i.yaml", "incidents:\n  - {id: A-1, sevrity: 1}\n", ":2:15: unknown key 'sevrity' (did you mean 'severity'?)"),
    ("i.yaml", "incident: []\n", "i.yaml:1:1: unknown key 'incident' (did you mean 'incidents'?)"),
    ("i.yaml", "incidents: {}\n", "i.yaml:1:12: 'incidents': expected a list"),
    ("i.yaml", "incidents: [INC-1]\n", "i.yaml:1:13: an incident is written as keys and values"),
    ("i.yaml", "- id: INC-1\n", "i.yaml:1:1: no 'incidents'"),
    ("i.yaml", "", "i.yaml:1:1: no 'incidents'"),
    ("i.yaml", "incidents: [{severity: 1}]\n", "key 'id' is missing"),
    ("i.yaml", "incidents: [{id: }]\n", "key 'id' is missing"),
    ("i.yaml", "incidents: [{id: two words}]\n", "i.yaml:1:18: 'id': expected an ID such as INC-42"),
    ("i.yaml", "incidents: [{id: INC-XXXX}]\n", "'id': expected an ID such as INC-42"),
    ("i.yaml", "incidents: [{id: [INC-1]}]\n", "i.yaml:1:18: 'id': expected text"),
    ("i.yaml", "incidents:\n- {id: INC-1}\n- {id: inc-1}\n", "i.yaml:3:8: 'inc-1' appears twice (first in line 2)"),
    ("i.yaml", "incidents:\n- {id: A-1, postmortem: a.md}\n- {id: A-2, postmortem: ./a.md}\n", "'./a.md' appears"),
    ("i.yaml", "incidents:\n- {id: INC-1, id: INC-2}\n", "i.yaml:2:15: key 'id' appears twice"),
    ("i.yaml", "incidents:\n- {id: INC-1, ID: INC-2}\n", "i.yaml:2:15: key 'ID' appears twice"),
    ("i.yaml", "incidents:\n- &a {id: INC-1}\n- *a\n", "i.yaml:2:3: a YAML anchor"),
    ("i.yaml", "incidents: [{id: !!str INC-1}]\n", "a YAML tag"),
    ("i.yaml", "incidents: [{<<: {id: INC-1}}]\n", "a YAML merge key"),
    ("i.yaml", "incidents: []\n---\nincidents: []\n", "a second YAML document"),
    ("i.yaml", "incidents: [{id: INC-1\n", "not valid YAML"),
    ("i.yaml", "incidents: [{id: INC-1, severity: 7}]\n", "'severity': expected a severity of the process, not '7'"),
    ("i.yaml", "incidents: [{id: INC-1, severity: low or high}]\n", "'severity': expected a severity of the process"),
    ("i.yaml", "incidents: [{id: INC-1, severity: -1}]\n", "'severity': expected a severity of the process"),
    ("i.yaml", "incidents: [{id: INC-1, severity: 1.5}]\n", "'severity': expected a severity of the process"),
    ("i.yaml", "incidents: [{id: INC-1, state: close}]\n", "(did you mean 'closed'?)"),
    ("i.yaml", "incidents: [{id: INC-1, state: Open}]\n", "'state': expected 'open', 'closing' or 'closed'"),
    ("i.yaml", "incidents: [{id: A-1, reason: no}]\n", "'reason': expected 'completed', 'not planned' or 'duplicate'"),
    ("i.yaml", "incidents: [{id: A, opened: 12.3.2026}]\n", "'opened': expected a day as YYYY-MM-DD, not '12.3.2026'"),
    ("i.yaml", "incidents: [{id: INC-1, closed: 2026-02-30}]\n", "'closed': expected a day as YYYY-MM-DD"),
    ("i.yaml", "incidents: [{id: INC-1, url: INC-2}]\n", "'url': expected an address, not 'INC-2'"),
    ("i.yaml", "incidents: [{id: INC-1, url: 'javascript:alert(1)'}]\n", "'url': expected an address"),
    ("i.yaml", "incidents: [{id: A-1, postmortem: ../../etc/passwd}]\n", "'postmortem': expected a path from the root"),
    ("i.yaml", "incidents: [{id: INC-1, postmortem: /etc/passwd}]\n", "'postmortem': expected a path from the root"),
    ("i.json", '{"incidents": [{"id": "INC-1",}]}', "i.json:1:"),
    ("i.json", '{"incidents": [{"id": "INC-1", "id": "INC-2"}]}', "key 'id' appears twice"),
    ("i.json", "[" * 100000, "not valid JSON: nested too deep"),
    ("i.json", "incidents: []", "i.json:1:1: not valid JSON"),
    ("i.csv", "id,sevrity\nINC-1,1\n", "i.csv:1:1: unknown column 'sevrity' (did you mean 'severity'?)"),
    ("i.csv", "name,severity\nINC-1,1\n", "i.csv:1:1: no column 'id'"),
    ("i.csv", "id;severity\nINC-1;1\n", "separate the columns with commas"),
    ("i.csv", "id,severity,severity\nINC-1,1,2\n", "column 'severity' appears twice"),
    ("i.csv", "id,severity\nINC-1,1,2\n", "i.csv:2:1: 3 cells for 2 columns"),
    ("i.csv", "", "i.csv:1:1: no column 'id'"),
    ("i.csv", 'id\n"INC-1\n', "not valid CSV"),
    ("i.csv", "id,severity\n=cmd|' /C calc'!A0,1\n", "i.csv:2:1: 'id': expected an ID"),
    ("i.csv", 'id,severity\n"INC-1\nINC-2",1\n', "i.csv:2:1: 'id': expected an ID"),
    ("i.csv", "id,severity\nINC-1,1\n\nINC-1,2\n", "i.csv:4:1: 'INC-1' appears twice (first in line 2)"),
    ("i.txt", "id\nINC-1\n", "a register ends with .yaml, .yml, .json, .csv"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "told"), MISTAKES, ids=[each[2] for each in MISTAKES])
def test_a_mistake_is_told_with_its_place(name: str, text: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    write({name: text})
    assert run(["gate", *AS_OF, "--register", name]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err


def test_all_mistakes_are_told_in_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    write({"i.yaml": "incidents:\n- {id: INC-1, state: shut, severity: 8}\n- {id: INC-1}\n"})
    assert run(["gate", "--register", "i.yaml"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_an_extra_column_is_a_note(capsys: pytest.CaptureFixture[str]) -> None:
    write({"i.csv": f"id,severity,channel\n{INC},2,#war-room\n"})
    assert run(["gate", *AS_OF, "--register", "i.csv"]) == 0
    assert "note: i.csv: the column 'channel' is not one of a register" in capsys.readouterr().err


def test_a_register_without_incidents_closes_none_and_names_the_documents_that_have_one(gate: Gate) -> None:
    write({"i.yaml": "incidents: []\n"})
    code, told = gate("--register", "i.yaml")
    assert (code, told["verdict"], told["incidents"], told["orphans"]) == (0, "may-close", [], [DOC])


@pytest.mark.parametrize(
    ("make", "code"), [("missing", 2), ("folder", 4), ("link", 4), ("fifo", 4), ("large", 4), ("not UTF-8", 2)]
)
def test_a_register_that_is_no_file_of_a_fair_size(make: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("i.yaml")
    if make == "folder":
        path.mkdir()
    elif make == "link":
        write({"other.yaml": "incidents: []\n"})
        path.symlink_to("other.yaml")
    elif make == "fifo":
        os.mkfifo(path)
    elif make != "missing":
        path.write_bytes(b"#" * (LARGEST + 1) if make == "large" else b"incidents: []\n# \xff\n")
    assert run(["gate", "--register", "i.yaml"]) == code
    assert "i.yaml" in capsys.readouterr().err


def test_the_configured_register_is_found_from_the_root(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        {".pmlint.yaml": "gate: {register: docs/i.yaml}\n", "docs/i.yaml": f"incidents: [{{id: {INC}, severity: 2}}]\n"}
    )
    assert gate()[0] == 0
    monkeypatch.chdir("docs")
    assert gate()[0] == 0


@pytest.mark.parametrize("state", ["closing", "closed"])
def test_what_closes_is_judged_and_what_is_open_is_listed(state: str, gate: Gate) -> None:
    entry = "incidents: [{id: INC-1, severity: 1, state: STATE}]\n"
    write({"i.yaml": entry.replace("STATE", state)})
    assert gate("--register", "i.yaml")[0] == 1
    write({"i.yaml": entry.replace("STATE", "open")})
    code, told = gate("--register", "i.yaml")
    assert (code, told["incidents"][0]["verdict"], codes(told)) == (0, "open", [])


@pytest.mark.parametrize("reason", ["not planned", "duplicate"])
def test_what_was_no_incident_of_its_own_needs_no_postmortem(reason: str, gate: Gate) -> None:
    write({"i.yaml": f"incidents: [{{id: INC-1, severity: 1, reason: {reason}}}]\n"})
    code, told = gate("--register", "i.yaml")
    assert (code, codes(told)) == (0, ["not-required"])


@pytest.mark.parametrize(
    ("opened", "code"), [("2026-03-11", 0), ("2026-03-13", 0), ("2026-03-10", 1), ("2026-03-14", 1)]
)
def test_days_may_lie_one_apart(opened: str, code: int, gate: Gate) -> None:
    write({"i.yaml": f"incidents: [{{id: {INC}, severity: 2, opened: {opened}}}]\n"})
    assert gate("--register", "i.yaml")[0] == code


def test_a_graver_document_is_judged_by_what_it_says(gate: Gate) -> None:
    write({"i.yaml": f"incidents: [{{id: {INC}, severity: 3}}]\n"})
    code, told = gate("--register", "i.yaml")
    assert (code, codes(told), told["incidents"][0]["severity"]) == (
        0,
        ["severity-graver"],
        {"level": 2, "from": "register"},
    )


def test_the_path_of_a_register_may_stand_for_an_id_that_the_document_does_not_have(gate: Gate) -> None:
    write(
        {
            DOC: changed((f"id: {INC}\n", "issue: 7\n")),
            "i.yaml": f"incidents: [{{id: INC-1, severity: 2, postmortem: {DOC}}}]\n",
        }
    )
    code, told = gate("--register", "i.yaml")
    assert (code, told["incidents"][0]["postmortem"], codes(told)) == (0, DOC, [])
