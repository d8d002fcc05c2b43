"""`pmlint gate` as people and workflows use it: by hand, its formats, its ways out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from pmlint import packs
from pmlint.cli.main import run
from pmlint.engine import Input, read_input
from pmlint.reporters.gate import GATE_REPORTERS
from pmlint.text import Source

from .repository import AS_OF, DOC, EXAMPLE, INC, WITHOUT_ISSUE, WITHOUT_SECTION, Gate, changed, codes, write

COMMAND = Path(sys.executable).parent / "pmlint"

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """The gate's exit code and what it says to people."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(["gate", *AS_OF, *arguments])
        return code, *capsys.readouterr()

    return call


def installed(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "gate", *AS_OF, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
    )


def test_the_installed_command_says_may_close(tmp_path: Path) -> None:
    done = installed(INC, "--severity", "2")
    assert (done.returncode, done.stderr) == (0, "")
    head, document, rules, verdict = done.stdout.splitlines()
    assert (head, document) == (f"{INC} (Sev-2, by the command line): may close", f"  {DOC}")
    assert rules.startswith("rules of incident-process, not configured")
    assert verdict == "may close: 1 incident"


def test_the_installed_command_says_may_not_close_and_why() -> None:
    write({DOC: WITHOUT_ISSUE})
    done = installed(INC, "--severity", "2", "docs/incidents")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:3] == [
        f"{INC} (Sev-2, by the command line): may not close",
        f"  {DOC}:71: findings: 1 error in its postmortem, judged as final",
        f"    {DOC}:71:59: error PM201 action 'Page when a drift hold lasts ten minutes' has no issue ID",
    ]


@pytest.mark.parametrize("incident", ["7", "#7", "acme/pay#7", "https://github.com/acme/pay/issues/7", "Acme/Pay#7"])
@pytest.mark.parametrize("value", ["7", '"#7"', '"acme/pay#7"', "https://github.com/acme/pay/issues/7"])
def test_an_incident_is_named_by_hand_in_each_way(incident: str, value: str, gate: Gate) -> None:
    write({DOC: changed((f"id: {INC}\n", f"id: {INC}\nissue: {value}\n"))})
    assert gate(incident, "--severity", "2", "--repository", "acme/pay")[0] == 0
    write({".pmlint.yaml": "gate: {repository: acme/pay}\n"})
    assert gate(incident, "--severity", "2")[0] == 0


def test_a_bare_number_is_of_no_repository_in_particular_where_none_is_named(gate: Gate) -> None:
    write({DOC: changed((f"id: {INC}\n", f"id: {INC}\nissue: 7\n"))})
    assert gate("7", "--severity", "2")[0] == 0
    assert codes(gate("acme/pay#7", "--severity", "2")[1]) == ["no-postmortem"]


@pytest.mark.parametrize("incident", [INC, INC.lower(), INC.title()])
def test_an_id_is_compared_without_case(incident: str, gate: Gate) -> None:
    assert gate(incident, "--severity", "2")[0] == 0


def test_without_a_severity_it_is_judged_as_the_gravest(gate: Gate) -> None:
    code, told = gate(INC)
    assert (code, told["incidents"][0]["severity"]) == (0, {"level": 1, "from": "unknown"})
    write({DOC: changed(("severity: Sev-2", "severity: Sev-4"), text=WITHOUT_SECTION)})
    assert codes(gate(INC)[1]) == ["findings"]


@pytest.mark.parametrize("severity", ["3", "4"])
def test_a_mild_incident_needs_no_postmortem(severity: str, gate: Gate) -> None:
    code, told = gate("INC-1", "--severity", severity)
    assert (code, codes(told), told["verdict"]) == (0, ["not-required"], "may-close")


def test_a_document_that_complies_may_close_under_any_configuration(gate: Gate) -> None:
    for text in (
        "levels: {PM1: off, PM2: off}\n",
        "since: 2030-01-01\n",
        "process: {sections: [summary]}\n",
        "overrides: [{paths: [docs], pack: pagerduty}]\n",
        "levels: {vague-action: error}\n",
    ):
        write({".pmlint.yaml": text})
        assert gate(INC, "--severity", "2")[0] == 0, text


def test_a_graver_level_of_the_team_counts(gate: Gate) -> None:
    write({DOC: changed(("date: 2026-03-12", "date: 2026-03-11"))})
    assert gate(INC, "--severity", "2")[0] == 0
    write({".pmlint.yaml": "levels: {date-mismatch: error}\n"})
    assert codes(gate(INC, "--severity", "2")[1]) == ["findings"]


def test_names_of_the_teams_own_are_understood(gate: Gate) -> None:
    own = "process:\n  sections: [summary, {id: impact, title: Who was hurt}, corrective_actions]\n"
    write({".pmlint.yaml": own, DOC: changed(("## 2. Impact", "## Who was hurt"))})
    assert gate(INC, "--severity", "2")[0] == 0


@pytest.mark.parametrize("pack", ["atlassian", "gitlab", "google-sre", "pagerduty"])
def test_another_pack_judges_at_its_own_levels(pack: str, gate: Gate) -> None:
    example = (packs.bundled_folder() / pack / "example.md").read_text()
    incident = read_input(Input(Source(DOC, example)), packs.load_bundled(pack).vocabulary).incident
    named = incident.id.value if incident.id else "INC-1"
    severity = incident.severity.level if incident.severity else 1
    write(
        {
            DOC: example,
            ".pmlint.yaml": f"pack: {pack}\nlevels: {{missing-section: off}}\n",
            "i.yaml": f"incidents: [{{id: {named}, severity: {severity}, postmortem: {DOC}}}]\n",
        }
    )
    assert gate("--register", "i.yaml")[0] == 0
    write({DOC: example[: example.index("\n## ")]})
    assert gate("--register", "i.yaml")[0] == 1


def test_ignores_count_within_the_budget_and_not_with_no_ignores(gate: Gate) -> None:
    write(
        {
            DOC: changed(
                ("2026-04-02 |", "2026-04-02 | <!-- pmlint: ignore[PM201] the vendor tracks it -->"), text=WITHOUT_ISSUE
            )
        }
    )
    code, told = gate(INC, "--severity", "2")
    assert code == 0
    ignored = [(each["rule"], each["ignored"]) for each in told["incidents"][0]["findings"] if each["ignored"]]
    assert ignored == [("PM201", "the vendor tracks it")]
    assert gate(INC, "--severity", "2", "--no-ignores")[0] == 1
    write({".pmlint.yaml": "gate: {ignore-budget: 0}\n"})
    assert codes(gate(INC, "--severity", "2")[1]) == ["findings"]


MISTAKES = [
    ((), "which incident? Name one"),
    (("docs/incidents",), "'docs/incidents' is a file or folder, not an incident"),
    (("two words",), "'two words' is no incident"),
    (("INC-XXXX",), "'INC-XXXX' is no incident"),
    ((INC, "--severity", "8"), "'--severity': the process has no severity 8; it has 1, 2, 3, 4"),
    ((INC, "--severity", "sev-1"), "'--severity'"),
    ((INC, "nowhere"), "no file or folder 'nowhere'"),
    ((INC, "--repository", "pay"), "'--repository': 'pay' is not a repository; write it as OWNER/NAME"),
    ((INC, "--fail-on", "note"), "No such option"),
    ((INC, "--exit-zero"), "No such option"),
    ((INC, "--level", "PM101=off"), "No such option"),
    ((INC, "--format", "jsn"), "did you mean 'json'?"),
    ((INC, "--output", "sarif=x"), "formats: text, json, github, markdown"),
    ((INC, "--output", f"json={DOC}"), "would overwrite"),
    (("--register", "i.yaml", "--github-event", "e.json"), "give one of the two"),
    (("--register", "i.yaml", "--severity", "1"), "here the register says it"),
    (("--github-event", "e.json", "--severity", "1"), "here the labels of an issue says it"),
    (("--register", "none.yaml"), "the register 'none.yaml' does not exist"),
    (("--github-event", "none.json"), "the event 'none.json' does not exist"),
]


@pytest.mark.parametrize(("arguments", "message"), MISTAKES)
def test_a_mistake_on_the_command_line_is_told(arguments: tuple[str, ...], message: str, told: Told) -> None:
    event = {"action": "closed", "issue": {}, "repository": {"full_name": "a/b", "html_url": "https://github.com/a/b"}}
    write({"i.yaml": "incidents: []\n", "e.json": json.dumps(event)})
    code, out, err = told(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert Path(DOC).read_text() == EXAMPLE


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gate: {registr: i.yaml}\n", "unknown key 'registr' (did you mean 'register'?)"),
        ("gate: {incident-labels: incident}\n", "'gate.incident-labels': expected a list"),
        ("gate: {severity-labels: {a: b}}\n", "'gate.severity-labels.a': expected a whole number"),
        ("gate: {repository: pay}\n", ".pmlint.yaml:1:8: 'pay' is not a repository"),
        ("gate: {ignore-budget: 99}\n", "'gate.ignore-budget': expected a whole number from 0 to 20"),
    ],
)
def test_a_mistake_in_the_configuration_is_told(text: str, message: str, told: Told) -> None:
    write({".pmlint.yaml": text})
    code, _, err = told(INC)
    assert code == 2
    assert message in err


HINTS = [
    (
        {DOC: None, f"docs/incidents/{INC}.md": EXAMPLE.replace(f"id: {INC}\n", "")},
        f"has it only in its file name: add 'id: {INC}'",
    ),
    ({".pmlint.yaml": "exclude: [2026*]\n"}, f"'{DOC}' does, but is not judged: excluded by '2026*'"),
    ({DOC: None, "docs/incidents/README.md": EXAMPLE}, "'docs/incidents/README.md' does, but is not judged: skipped"),
]


@pytest.mark.parametrize(("files", "message"), HINTS)
def test_the_nearest_thing_to_a_postmortem_is_named(
    files: dict[str, str | bytes | None], message: str, told: Told
) -> None:
    write(files)
    code, out, _ = told(INC, "--severity", "2")
    assert code == 1
    assert message in out


def test_without_a_folder_there_is_no_postmortem(told: Told) -> None:
    write({DOC: None})
    Path(DOC).parent.rmdir()
    code, out, err = told(INC)
    assert code == 1
    assert "no-postmortem" in out
    assert "nothing was checked: there is no 'docs/incidents' here" in err


def test_the_json_has_the_keys_of_the_contract(gate: Gate) -> None:
    write(
        {
            DOC: WITHOUT_ISSUE,
            ".pmlint.yaml": "gate: {register: i.yaml}\n",
            "i.yaml": "incidents: [{id: INC-1, severity: 4}]\n",
        }
    )
    code, told = gate(INC, "--severity", "2")
    assert code == 1
    assert list(told) == ["version", "verdict", "incidents", "orphans", "policy"]
    assert (told["version"], told["verdict"], told["orphans"], told["policy"]) == (1, "may-not-close", [DOC], None)
    (incident,) = told["incidents"]
    assert list(incident) == ["id", "severity", "state", "verdict", "postmortem", "reasons", "findings"]
    assert incident["reasons"] == [
        {"code": "findings", "message": "1 error in its postmortem, judged as final", "path": DOC, "line": 71},
        {"code": "not-in-register", "message": f"the register has no {INC}", "path": None, "line": None},
    ]
    findings = [(each["rule"], each["level"], each["line"], each["ignored"]) for each in incident["findings"]]
    assert findings == [("PM220", "note", 65, None), ("PM201", "error", 71, None)]


REGISTER = f"""incidents:
  - {{id: {INC}, severity: 1}}
  - {{id: INC-2, severity: 2}}
  - {{id: INC-3, severity: 3}}
  - {{id: INC-4, severity: 1, state: open}}
"""


@pytest.mark.parametrize("format", list(GATE_REPORTERS))
def test_each_format_has_its_golden_report(format: str, told: Told, golden: Callable[[Path, str], None]) -> None:
    write(
        {
            DOC: WITHOUT_ISSUE,
            "docs/incidents/b.md": EXAMPLE.replace(INC, "INC-9"),
            "i.yaml": REGISTER,
        }
    )
    code, out, err = told("--register", "i.yaml", "--format", format)
    assert (code, err) == (1, "")
    golden(Path(__file__).with_name("golden") / f"gate.{format}", out)


HOSTILE = "::error::x\u202e\x1b[31m ##[add-mask]`<img src=x>` @team closes #1 | [a](b)"


@pytest.mark.parametrize("format", list(GATE_REPORTERS))
def test_nothing_that_a_document_says_is_obeyed(
    format: str, told: Told, foreign: Callable[[str], list[object]]
) -> None:
    name = "docs/incidents/::error::%0A##[x] @team closes #1 `x` |.md"
    document = changed(
        ("ten minutes | Mira Okafor | PAY-412", f"{HOSTILE.replace('|', '-')} | Mira Okafor | {HOSTILE[:12]}")
    )
    write({name: document})
    for arguments in ([INC, "--severity", "1"], ["INC-1"], ["--register", "i.yaml"]):
        write({"i.yaml": f"incidents: [{{id: INC-77, severity: 1, postmortem: {json.dumps(name)}}}]\n"})
        _, out, err = told(*arguments, "--format", format)
        assert foreign(out) == []
        assert foreign(err) == []
        assert not {"\x1b", "\u202e"} & set(out + err)
        if format == "markdown":
            inner = [
                token
                for block in MarkdownIt("gfm-like", {"linkify": False}).parse(out)
                for token in block.children or ()
            ]
            assert not any("@team" in token.content for token in inner if token.type != "code_inline")


def test_in_actions_it_annotates_and_writes_the_job_summary() -> None:
    done = installed(INC, "--severity", "1", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY="summary.md")
    assert done.returncode == 1
    line = f"::error file={DOC},line=3,title=gate%3A severity-differs::{INC}: the postmortem says Sev-2"
    assert done.stdout.startswith(line)
    assert Path("summary.md").read_text().startswith("<!-- pmlint:gate -->\n## pmlint gate: may not close\n")


def test_reports_are_written_to_files_as_well(told: Told) -> None:
    code, out, _ = told(INC, "--severity", "2", "--output", "json=r.json", "--output", "markdown=r.md")
    assert code == 0
    assert out.startswith(INC)
    assert json.loads(Path("r.json").read_text())["verdict"] == "may-close"
    assert "may close" in Path("r.md").read_text()


@pytest.mark.parametrize("output", ["json=/dev/full", "json=no/such/folder/r.json", "markdown=."])
def test_a_report_that_cannot_be_written_leaves_it_undecided(output: str, told: Told) -> None:
    code, _, err = told(INC, "--severity", "2", "--output", output)
    assert code == 4
    assert "can't be written" in err


@pytest.mark.parametrize("stream", ["> /dev/full", ">&-", "| head -c 0; exit ${PIPESTATUS[0]}"])
def test_what_nobody_reads_is_no_verdict(stream: str) -> None:
    entries = "".join(f"  - {{id: INC-{number}, severity: 4}}\n" for number in range(1, 3000))
    write({"i.yaml": f"incidents:\n{entries}"})
    line = f"{COMMAND} gate --register i.yaml {' '.join(AS_OF)} {stream}"
    assert subprocess.run(["bash", "-c", line], capture_output=True, timeout=120).returncode == 4


def test_the_order_of_files_and_the_place_of_the_run_change_nothing(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    write({"docs/incidents/a.md": EXAMPLE, "i.yaml": REGISTER})
    first = gate("--register", "i.yaml", "docs/incidents/a.md", DOC)
    assert gate("--register", "i.yaml", DOC, "docs/incidents/a.md") == first
    assert gate("--register", "i.yaml", "docs") == first


def test_a_long_comment_is_cut_to_what_github_takes(told: Told) -> None:
    entries = "".join(f"  - {{id: INC-{number}, severity: 1}}\n" for number in range(1, 3000))
    write({"i.yaml": f"incidents:\n{entries}"})
    _, out, _ = told("--register", "i.yaml", "--format", "markdown")
    assert len(out) < 65_536
    assert "more lines, too many for a comment" in out
