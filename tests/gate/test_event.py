"""Events of GitHub as it sends them: which incident they are about, how grave it is, and what closes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pmlint.cli.main import run
from pmlint.gate.event import ISSUE_ACTIONS, LARGEST

from .repository import DOC, EXAMPLE, INC, WITHOUT_SECTION, Gate, changed, codes, write

PAYLOADS = Path(__file__).with_name("payloads")
ISSUE = json.loads((PAYLOADS / "issues.edited.json").read_text())
PULL_REQUEST = json.loads((PAYLOADS / "pull_request.opened.json").read_text())
ADDRESS = "https://github.com/Codertocat/Hello-World/issues/1"
HOME = "Codertocat/Hello-World"


def issue(*labels: str, action: str = "closed", state: str = "closed", **more: Any) -> dict[str, Any]:
    """A real event with another action, state and labels, as GitHub sends it for them."""
    named = [{**ISSUE["issue"]["labels"][0], "name": label} for label in labels]
    event = {**ISSUE, "action": action, "issue": {**ISSUE["issue"], "state": state, "labels": named, **more}}
    event.pop("changes")
    return event


def pull_request(body: str, title: str = "Update") -> dict[str, Any]:
    return {**PULL_REQUEST, "pull_request": {**PULL_REQUEST["pull_request"], "body": body, "title": title}}


def named(key: str, value: str, text: str = EXAMPLE) -> str:
    """A postmortem that says under which issue its incident is tracked."""
    return changed((f"id: {INC}\n", f"id: {INC}\n{key}: {value}\n"), text=text)


def event(gate: Gate, data: object, *arguments: str) -> tuple[int, dict[str, Any]]:
    write({"event.json": json.dumps(data)})
    return gate("--github-event", "event.json", *arguments)


NAMES = [
    ("issue", "1"),
    ("issue", '"#1"'),
    ("issue", f'"{HOME}#1"'),
    ("issue", '"codertocat/hello-world#1"'),
    ("issue", ADDRESS),
    ("url", f"{ADDRESS}/"),
    ("url", f"{ADDRESS}#issuecomment-77"),
    ("incident-url", ADDRESS.replace("Codertocat", "codertocat")),
    ("ticket", ADDRESS),
    ("Ticket", "'#1'"),
]


@pytest.mark.parametrize(("key", "value"), NAMES)
def test_a_document_names_its_issue_in_its_front_matter(key: str, value: str, gate: Gate) -> None:
    write({DOC: named(key, value)})
    code, told = event(gate, issue("incident", "sev-2"))
    assert (code, told["incidents"][0]["postmortem"], codes(told)) == (0, DOC, [])
    assert told["incidents"][0]["id"] == f"{HOME}#1"
    assert told["incidents"][0]["severity"] == {"level": 2, "from": "label"}


@pytest.mark.parametrize(
    "line",
    [
        f"**Issue:** {ADDRESS}",
        "- Ticket: #1",
        f"| Fact | Value |\n| --- | --- |\n| Issue | {ADDRESS} |",
        f"**Incident:** <{ADDRESS}>",
    ],
)
def test_a_document_names_its_issue_in_a_line_of_its_head(line: str, gate: Gate) -> None:
    write({DOC: changed(("## 1. Summary", f"{line}\n\n## 1. Summary"))})
    assert event(gate, issue("incident", "sev-2"))[1]["incidents"][0]["postmortem"] == DOC


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("issue", "11"),
        ("issue", "01"),
        ("issue", "[1]"),
        ("issue", "1 and 2"),
        ("issue", '"Hello-World#1"'),
        ("issue", '"other/Hello-World#1"'),
        ("url", ADDRESS.replace("github.com", "github.com.evil.example")),
        ("url", ADDRESS.replace("github.com", "evil.example/github.com")),
        ("url", ADDRESS.replace("github.com", "github.com@evil.example")),
        ("url", ADDRESS.replace("https://", "https://evil.example\\@")),
        ("url", ADDRESS.replace("issues", "pull")),
        ("url", f"{ADDRESS}1"),
        ("url", f"{ADDRESS}/../2"),
        ("url", f"{ADDRESS}?x=/issues/2"),
        ("url", f'"{ADDRESS} {ADDRESS}"'),
        ("related", ADDRESS),
        ("references", ADDRESS),
    ],
)
def test_another_issue_host_or_repository_is_never_this_one(key: str, value: str, gate: Gate) -> None:
    write({DOC: named(key, value)})
    code, told = event(gate, issue("incident", "sev-2"))
    assert (code, codes(told)) == (1, ["no-postmortem"])


@pytest.mark.parametrize(
    "text",
    [
        changed(("On 12 March", f"See {ADDRESS}. On 12 March")),
        changed(("On 12 March", f"[See this]({ADDRESS}). On 12 March")),
        changed(("## 1. Summary", f"This is about [the issue]({ADDRESS}).\n\n## 1. Summary")),
        changed(("## 1. Summary", f"[issue]: {ADDRESS}\n\n## 1. Summary")),
        changed(("PAY-411", f"[PAY-411]({ADDRESS})")),
        changed(("trace ID 4bf92f", f"{ADDRESS}, trace ID 4bf92f")),
    ],
)
def test_a_mention_is_no_statement(text: str, gate: Gate) -> None:
    write({DOC: text})
    assert codes(event(gate, issue("incident", "sev-2"))[1]) == ["no-postmortem"]


@pytest.mark.parametrize(
    ("labels", "severity"),
    [
        (["incident", "Sev-1"], {"level": 1, "from": "label"}),
        (["Incident", "sev:2"], {"level": 2, "from": "label"}),
        (["incident", "severity::3"], {"level": 3, "from": "label"}),
        (["incident", "SEV 4"], {"level": 4, "from": "label"}),
        (["in-cident", "severity: 2", "sev_1"], {"level": 1, "from": "label"}),
        (["incident"], {"level": 1, "from": "unknown"}),
        (["incident", "sev-9"], {"level": 1, "from": "unknown"}),
        (["incident", "critical-path"], {"level": 1, "from": "unknown"}),
    ],
)
def test_labels_say_how_grave_it_is(labels: list[str], severity: dict[str, Any], gate: Gate) -> None:
    assert event(gate, issue(*labels))[1]["incidents"][0]["severity"] == severity


def test_a_team_names_its_own_labels(gate: Gate) -> None:
    write({".pmlint.yaml": "gate: {incident-labels: [outage], severity-labels: {blocker: 1, minor: 3}}\n"})
    assert codes(event(gate, issue("Outage", "Minor"))[1]) == ["not-required"]
    assert codes(event(gate, issue("Outage", "blocker"))[1]) == ["no-postmortem"]
    assert codes(event(gate, issue("incident", "blocker"))[1]) == ["not-an-incident"]


def test_a_label_of_a_severity_that_the_process_does_not_have_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    write({".pmlint.yaml": "gate: {severity-labels: {minor: 8}}\n", "event.json": json.dumps(issue("incident"))})
    assert run(["gate", "--github-event", "event.json"]) == 2
    assert ".pmlint.yaml:1:26: the process has no severity 8; it has 1, 2, 3, 4" in capsys.readouterr().err


def test_an_issue_without_a_label_is_an_incident_only_where_a_document_or_the_register_says_so(gate: Gate) -> None:
    code, told = event(gate, issue("bug"))
    assert (code, codes(told)) == (0, ["not-an-incident"])
    write({DOC: named("issue", "1", WITHOUT_SECTION)})
    assert codes(event(gate, issue("bug"))[1]) == ["findings"]
    write(
        {
            DOC: EXAMPLE,
            ".pmlint.yaml": "gate: {register: i.yaml}\n",
            "i.yaml": f"incidents: [{{id: {INC}, severity: 2, url: '{ADDRESS}'}}]\n",
        }
    )
    code, told = event(gate, issue("bug"))
    assert (code, told["incidents"][0]["postmortem"]) == (0, DOC)


def test_the_graver_of_label_and_register_counts(gate: Gate) -> None:
    write(
        {
            ".pmlint.yaml": "gate: {register: i.yaml}\n",
            "i.yaml": f"incidents: [{{id: A-1, severity: 1, url: '{ADDRESS}'}}]\n",
        }
    )
    assert event(gate, issue("incident", "sev-3"))[1]["incidents"][0]["severity"] == {"level": 1, "from": "register"}
    assert event(gate, issue("incident", "sev-1"))[1]["incidents"][0]["severity"]["level"] == 1


@pytest.mark.parametrize("action", ISSUE_ACTIONS)
def test_a_closed_issue_is_judged_whatever_happened_to_it(action: str, gate: Gate) -> None:
    assert event(gate, issue("incident", "sev-1", action=action))[0] == 1


def test_an_open_issue_stays_open(gate: Gate) -> None:
    code, told = event(gate, issue("incident", "sev-1", action="labeled", state="open"))
    assert (code, told["incidents"][0]["verdict"], told["incidents"][0]["state"]) == (0, "open", "open")


@pytest.mark.parametrize("reason", ["not_planned", "duplicate"])
def test_an_issue_that_was_none_needs_no_postmortem(reason: str, gate: Gate) -> None:
    assert codes(event(gate, issue("incident", "sev-1", state_reason=reason))[1]) == ["not-required"]


@pytest.mark.parametrize("reason", ["completed", "reopened", "wontfix", None])
def test_an_issue_that_was_closed_otherwise_does(reason: str | None, gate: Gate) -> None:
    assert codes(event(gate, issue("incident", "sev-1", state_reason=reason))[1]) == ["no-postmortem"]


CLOSING = [
    ("Fixes #7", [f"{HOME}#7"]),
    ("fixed: #7, and closes #8.", [f"{HOME}#7", f"{HOME}#8"]),
    ("Resolves acme/pay#3", ["acme/pay#3"]),
    (f"Closes {ADDRESS}.", ["codertocat/hello-world#1"]),
    ("closes #7 closes #7", [f"{HOME}#7"]),
]


@pytest.mark.parametrize(("body", "ids"), CLOSING)
def test_a_pull_request_that_closes_issues_is_undecided(body: str, ids: list[str], gate: Gate) -> None:
    code, told = event(gate, pull_request(body))
    assert (code, told["verdict"]) == (4, "undecided")
    assert [each["id"].lower() for each in told["incidents"]] == [each.lower() for each in ids]
    assert set(codes(told)) == {"not-looked-up"}


@pytest.mark.parametrize(
    "body", ["", "See #7", "prefixes #7", "closes the door on #7", "fixes 7", "PR #7 closes it", None]
)
def test_a_pull_request_that_closes_nothing_passes(body: str | None, gate: Gate) -> None:
    code, told = event(gate, pull_request(body or ""))
    assert (code, told["incidents"], told["verdict"]) == (0, [], "may-close")


OTHERS = [
    (json.loads((PAYLOADS / "issue_comment.created.json").read_text()), "comment"),
    ({**PULL_REQUEST, "review": {}}, "review"),
    (issue("incident", action="assigned"), "'assigned'"),
    (issue("incident", action="deleted"), "'deleted'"),
    (issue("incident", pull_request={}), "'closed'"),
    ({"ref": "refs/heads/main", "repository": ISSUE["repository"]}, "neither"),
    ({"action": "closed", "issue": ISSUE["issue"]}, "no repository"),
    ({**issue("incident"), "repository": {"full_name": "a/b", "html_url": "https://x@y/a/b"}}, "no repository"),
    (issue("incident", number="1"), "no number"),
    (issue("incident", number=0), "no number"),
    (issue("incident", number=True), "no number"),
    (issue("incident", state="gone"), "no state"),
    (issue("incident", labels=None), "labels"),
    (issue("incident", labels=[{"id": 1}]), "labels"),
    ([], "expected an object"),
    (7, "expected an object"),
]


@pytest.mark.parametrize(("data", "told"), OTHERS)
def test_any_other_event_is_a_mistake(data: object, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    write({"event.json": json.dumps(data)})
    assert run(["gate", "--github-event", "event.json"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("error: event.json: ")
    assert told in err


@pytest.mark.parametrize(("text", "code"), [("{", 2), ("[" * 100_000, 2), ("", 2), (" " * (LARGEST + 1), 4)])
def test_what_is_no_event(text: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    write({"event.json": text})
    assert run(["gate", "--github-event", "event.json"]) == code
    assert "event.json" in capsys.readouterr().err


def test_an_enterprise_server_has_its_own_host(gate: Gate) -> None:
    at_home = json.loads(json.dumps(issue("incident", "sev-2")).replace("github.com", "git.acme.example"))
    write({DOC: named("url", ADDRESS)})
    assert codes(event(gate, at_home)[1]) == ["no-postmortem"]
    write({DOC: named("url", ADDRESS.replace("github.com", "git.acme.example"))})
    assert event(gate, at_home)[0] == 0
    write({DOC: named("issue", f'"{HOME}#1"')})
    assert event(gate, at_home)[0] == 0
