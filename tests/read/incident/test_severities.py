"""Where a document says its severity, and how; which number one names stands in docs/forms/severities.md."""

from __future__ import annotations

import pytest

from pmlint.model import Why

from .reading import read

TABLE = "# T\n\n| Field | Value |\n| --- | --- |\n| Severity | Sev-2 |\n| Status | final |\n"


@pytest.mark.parametrize(
    ("text", "label", "line", "column", "said_in"),
    [
        pytest.param("---\nseverity: Sev-2\n---\n# T\n", "Sev-2", 2, 11, "front matter", id="front matter"),
        pytest.param("---\nsev: 2\n---\n# T\n", "2", 2, 6, "front matter", id="front matter, a number"),
        pytest.param("---\nincident:\n  severity: Sev-2\n---\n# T\n", "Sev-2", 3, 13, "front matter", id="below a key"),
        pytest.param(TABLE, "Sev-2", 5, 14, "table", id="row"),
        pytest.param("# T\n\n|  |  |\n|--|--|\n| **Severity** | Sev-2 |\n", "Sev-2", 5, 18, "table", id="bold key"),
        pytest.param(
            "# T\n\n| Severity | S2 \\- High |\n|--|--|\n| Status | final |\n", "S2 - High", 3, 14, "table", id="header"
        ),
        pytest.param(
            "# T\n\n| Severity *Say how bad it is.* | S2 |\n|--|--|\n| Status | final |\n",
            *("S2", 3, 35, "table"),
            id="explained key",
        ),
        pytest.param(
            "# T\n\n| **Severity** *how bad* | S2 |\n|--|--|\n| Status | final |\n",
            *("S2", 3, 28, "table"),
            id="bold explained key",
        ),
        pytest.param(
            "# T\n\n| **Severity** | *Say how bad.* S2 |\n|--|--|\n| **Status** | x |\n",
            *("S2", 3, 33, "table"),
            id="explained value",
        ),
        pytest.param(
            "# T\n\n| Incident Severity [\\[guide\\]](https://x.example/s) | S2 |\n|--|--|\n| Status | x |\n",
            *("S2", 3, 56, "table"),
            id="key with a link behind it",
        ),
        pytest.param(
            f"# T\n\n| Severity [\\[guide\\]](https://x.example/{'s' * 60}) | S2 |\n|--|--|\n| Status | x |\n",
            *("S2", 3, 106, "table"),
            id="key with a long address",
        ),
        pytest.param(
            "# T\n\n| ID | Severity | Status |\n|--|--|--|\n| PM-1 | Sev-2 | final |\n",
            *("Sev-2", 5, 10, "table"),
            id="column",
        ),
        pytest.param(
            "# T\n\n| Severity | Started at | Commander | Scribe |\n|--|--|--|--|\n| S2 | 9:07 | Ann | Bo |\n",
            *("S2", 5, 3, "table"),
            id="column beside roles",
        ),
        pytest.param(
            "# T\n\n| ID | PM-1 | Severity | S2 |\n|--|--|--|--|\n| Task | x | People | 2 |\n",
            *("S2", 3, 26, "table"),
            id="second pair of a header",
        ),
        pytest.param(
            "# T\n\n| Task | x | People | 2 |\n|--|--|--|--|\n| ID | PM-1 | Severity | S2 |\n",
            *("S2", 5, 26, "table"),
            id="second pair of a row",
        ),
        pytest.param(
            "# T\n\n## Summary\n\nText.\n\n## Incident details\n\n| Severity | Sev-2 |\n|--|--|\n| Status | x |\n",
            *("Sev-2", 9, 14, "table"),
            id="table of a section of metadata",
        ),
        pytest.param("# T\n\nID: PM-1\nSeverity: Sev-2\nStatus: final\n", "Sev-2", 4, 11, "line", id="line"),
        pytest.param("# T\n\nID: PM-1  \nSeverity: Sev-2  \n", "Sev-2", 4, 11, "line", id="line with a hard break"),
        pytest.param("# T\n\n**Severity:** SEV-2\n", "SEV-2", 3, 15, "line", id="bold with its colon"),
        pytest.param("# T\n\n**Severity**: SEV-2\n", "SEV-2", 3, 15, "line", id="bold before a colon"),
        pytest.param("# T\n\n**Severity** SEV-2\n", "SEV-2", 3, 14, "line", id="bold without a colon"),
        pytest.param(
            "# T\n\n**Date:** 2026-03-14 | **Severity:** SEV-2 | **Status:** final\n",
            *("SEV-2", 3, 38, "line"),
            id="several in a line",
        ),
        pytest.param(
            "# T\n\n**ID** PM-1 **Severity** S2 **Status** final\n", "S2", 3, 26, "line", id="several bold in a line"
        ),
        pytest.param("# T\n\n重大度：SEV-2\n", "SEV-2", 3, 5, "line", id="wide colon"),
        pytest.param("# T\n\n> **Severity:** Sev-2\n\n## Summary\n", "Sev-2", 3, 17, "line", id="box at the top"),
        pytest.param("# T\n\nSeverity\n: Sev-2\n", "Sev-2", 4, 3, "line", id="definition"),
        pytest.param("# T\n\n- **Severity**: Sev-2\n- Status: final\n", "Sev-2", 3, 17, "list", id="item"),
        pytest.param(
            "# T\n\n* **Incident [Severity](https://example.org/a)**: S2\n", "S2", 3, 51, "list", id="linked key"
        ),
        pytest.param("# T\n\n- About\n  - Severity: Sev-2\n", "Sev-2", 4, 15, "list", id="item below another"),
        pytest.param("# T\n\n## Severity: Sev-2\n", "Sev-2", 3, 14, "heading", id="heading"),
        pytest.param("# T\n\n## Severity\n\nSev-2\n", "Sev-2", 5, 1, "heading", id="below a heading"),
        pytest.param(
            "# T\n\n## Severity\n\n<!-- 1 to 4 -->\n\nSev-2\n", "Sev-2", 7, 1, "heading", id="behind a comment"
        ),
        pytest.param("# T\n\n## Severity\n\n- Sev-2\n", "Sev-2", 5, 3, "heading", id="only item below a heading"),
        pytest.param(
            "# T\n\n## Severity\n\n- [ ] Sev-1\n- [x] Sev-2\n- [ ] Sev-3\n", "Sev-2", 6, 7, "heading", id="ticked item"
        ),
        pytest.param("# T\n\n**Severity**\n\nSev-2\n", "Sev-2", 5, 1, "heading", id="below a bold line"),
        pytest.param("# SEV-2: queue stood still\n", "SEV-2", 1, 3, "title", id="title"),
    ],
)
def test_a_severity_is_found_in_every_shape_of_metadata(
    text: str, label: str, line: int, column: int, said_in: str
) -> None:
    found = read(text)
    (said,) = found.incident.severities
    assert (said.text.value, said.level, said.said_in) == (label, 2, said_in)
    assert found.place(said.text) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# T\n\n## Summary\n\nIt was like the Sev-4 events of last year.\n", id="comparison"),
        pytest.param("# T\n\nWe say the Severity: Sev-4 of it aloud.\n", id="sentence with a colon"),
        pytest.param("# T\n\n---\nseverity: Sev-4\n---\n\n## Summary\n", id="displaced front matter"),
        pytest.param("# T\n\n```\nSeverity: Sev-4\n```\n", id="code"),
        pytest.param("# T\n\n<!-- Severity: Sev-4 -->\n", id="comment"),
        pytest.param("# T\n\n## Status <!-- This was a Sev-4 incident. -->\n\nfinal\n", id="comment in a heading"),
        pytest.param('# T\n\n<a title="This was a Sev-4 incident."></a>\n', id="attribute"),
        pytest.param("# T\n\n- a <!-- It was a SEV-4 -->\n", id="comment in an item"),
        pytest.param("# T\n\n| a <!-- It was a SEV-4 --> | b |\n|--|--|\n| c | d |\n", id="comment in a cell"),
        pytest.param("# T\n\n## Summary\n\nText.\n\n> Severity: Sev-4\n", id="quotation further down"),
        pytest.param("# T\n\n## Corrective Actions\n\n- Fix it\n  - Severity: Sev-4\n", id="field of an action"),
        pytest.param("# T\n\n## Timeline\n\n| Time | Event |\n|--|--|\n| Severity | Sev-4 |\n", id="row of a timeline"),
        pytest.param(
            "# T\n\n| Sev | Criteria |\n|--|--|\n| Sev-1 | all down |\n| Sev-4 | a glitch |\n", id="severity matrix"
        ),
        pytest.param(
            "# T\n\n| Severity | Owner | Action | Due | Issue |\n|--|--|--|--|--|\n| Sev-4 | Ann | Fix | x | y |\n",
            id="table of actions",
        ),
    ],
)
def test_a_mention_is_no_statement(text: str) -> None:
    assert read(text).incident.severities == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("---\nseverity: Sev-2\n---\n# T\n", Why("code", "severity"), id="front matter"),
        pytest.param("# T\n\nSev level: 2\n", Why("code", "sev level"), id="another name"),
        pytest.param("# T\n\n**Severity** high\n", Why("word", "high"), id="a word of the process"),
        pytest.param("# T\n\n**Severity** odd\n", Why("bold label", "severity"), id="no number"),
        pytest.param("# SEV-2: queue\n", Why("code in a title"), id="title"),
        pytest.param("# T\n\nThis was a SEV-2 incident.\n", Why("code in a sentence"), id="sentence"),
        pytest.param("# T\n\n- Priority: P2\n", Why("code", "priority"), id="priority"),
    ],
)
def test_a_severity_says_what_made_it(text: str, why: Why) -> None:
    assert [said.why for said in read(text).incident.severities] == [why]


def test_every_statement_is_kept_the_front_matter_first() -> None:
    text = "---\nseverity: Sev-4\nsev: none\n---\n\n# Sev-1: queue\n\nSeverity: Sev-3\n\n- Severity: [Sev-2]\n"
    incident = read(text).incident
    assert [(said.text.value, said.level, said.said_in) for said in incident.severities] == [
        ("Sev-4", 4, "front matter"),
        ("none", None, "front matter"),
        ("Sev-3", 3, "line"),
        ("[Sev-2]", None, "list"),
        ("Sev-1", 1, "title"),
    ]
    assert incident.severity is not None
    assert incident.severity.level is None


@pytest.mark.parametrize("value", ["[Sev-1, Sev-4]", "{a: Sev-4}", "~", "''", ".nan", "0x2"])
def test_a_front_matter_value_that_is_no_level_is_kept_as_written(value: str) -> None:
    found = read(f"---\nseverity: {value}\n---\n# T\n")
    (said,) = found.incident.severities
    assert said.level is None
    assert found.source.slice(said.text.span) == value


def test_an_empty_severity_stands_where_it_is_missing() -> None:
    found = read("# T\n\nSeverity:\nStatus: final\n")
    (said,) = found.incident.severities
    assert (said.text.value, said.level) == ("", None)
    assert found.place(said.text)[0] == 3


@pytest.mark.parametrize(
    ("line", "level"),
    [
        pytest.param("Severity: ~~Sev-1~~ Sev-4", 1, id="another one struck out"),
        pytest.param("Severity: ~~Sev-4~~ Sev-4", 4, id="the same struck out"),
        pytest.param("Severity: <del>Sev-1</del> Sev-4", 1, id="struck out in HTML"),
        pytest.param("Severity: Sev-4 <!-- one of Sev-1, Sev-2, Sev-3, Sev-4 -->", 4, id="others in a comment"),
        pytest.param("Severity: [Sev-4](https://example.org/sev-1)", 4, id="another one in an address"),
        pytest.param("Severity: Sev-4 | Before: Sev-1", 1, id="another one in the line"),
        pytest.param("Severity: Sev-4\nBefore: Sev-1", 4, id="another one in the next line"),
    ],
)
def test_what_shows_in_the_line_counts(line: str, level: int | None) -> None:
    assert [said.level for said in read(f"# T\n\n{line}\n").incident.severities] == [level]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        pytest.param("This was a SEV-1 incident.", ["SEV-1"], id="one"),
        pytest.param("We declared a SEV2, escalated to SEV-1.", ["SEV2", "SEV-1"], id="two"),
        pytest.param("This was a **SEV-1** incident.", ["SEV-1"], id="bold"),
        pytest.param("On Monday (SEV-2) the queue stood still.", ["SEV-2"], id="aside"),
        pytest.param("```\nThis was a SEV-1 incident.\n```", [], id="code"),
        pytest.param("> This was a SEV-1 incident.", [], id="quotation"),
        pytest.param("## Action items\n\n- Handle what is declared a SEV-1 faster", [], id="action"),
        pytest.param("## Root cause\n\nOn Monday (SEV-2) the queue stood still.", [], id="aside of another section"),
    ],
)
def test_a_sentence_tells_the_severity_where_nothing_else_does(text: str, labels: list[str]) -> None:
    found = read(f"# T\n\n## Summary\n\n{text}\n")
    said = found.incident.severities
    assert [each.text.value for each in said] == labels
    assert [found.source.slice(each.text.span).strip("*") for each in said] == labels
    assert all(not each.declared and (each.said_as, each.said_in) == ("sentence", "text") for each in said)


@pytest.mark.parametrize(
    ("head", "text", "said"),
    [
        pytest.param("Severity: Sev-3", "We declared a Sev-1 at 07:58.", [("Sev-1", "sentence")], id="graver sentence"),
        pytest.param("Severity: Sev-1", "We declared a Sev-3 at 07:58.", [], id="milder sentence"),
        pytest.param("Severity: Sev-3", "It was a Sev-1 until 09:40.", [("Sev-1", "sentence")], id="for a time"),
        pytest.param("Severity: Sev-3", "It would have been a Sev-1.", [], id="what was not"),
        pytest.param("Severity: Sev-3", "AWS declared a Sev-1 at 07:58.", [], id="somebody else's"),
        pytest.param("Severity: Sev-3\nPriority: P1", "Text.", [("P1", "priority")], id="graver priority"),
        pytest.param("Severity: Sev-3\nPriority: P4", "Text.", [], id="milder priority"),
        pytest.param("Severity: Sev-3", "Initial severity: Sev-1", [("Sev-1", "one of several")], id="initial"),
        pytest.param("Severity: Sev-3\nSeverity at peak: 2", "Text.", [("2", "one of several")], id="at peak"),
        pytest.param("Severity: Sev-1\nInitial severity: Sev-3", "Text.", [], id="promoted"),
        pytest.param("Severity: Sev-3", "Text.\n\n## Glossary\n\nWe declare a Sev-1 at once.", [], id="a glossary"),
        pytest.param("Severity: Sev-3", "Text.\n\n## Alerts\n\nSeverity: Sev-1", [], id="an alert"),
    ],
)
def test_what_is_said_elsewhere_counts_where_it_is_graver(head: str, text: str, said: list[tuple[str, str]]) -> None:
    incident = read(f"# T\n\n{head}\n\n## Summary\n\n{text}\n").incident
    assert [(each.text.value, each.said_as) for each in incident.severities if not each.declared] == said


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        pytest.param("# T\n\n## Summary\n\n- Severity: Sev-3\n", ["Sev-3"], id="summary"),
        pytest.param("# T\n\n## Impact\n\n| Severity | Sev-3 |\n|--|--|\n| Date | x |\n", ["Sev-3"], id="impact"),
        pytest.param("# T\n\nSev: 2\n\n## Impact\n\nSeverity: Sev-3\n", ["2"], id="a head that says it"),
        pytest.param("# T\n\n## Detection\n\n- Alert: X\n- Severity: Sev-3\n", [], id="another section"),
        pytest.param("# T\n\n## Summary\n\nThe alert says:\n\nSeverity: 3\n", [], id="introduced as another's"),
        pytest.param("# T\n\n## Summary\n\nA.\n\n## Glossary\n\n| Severity | 3 |\n|--|--|\n", [], id="glossary"),
        pytest.param("# T\n\n## Severity levels\n\nSeverity: 3\n\n## Summary\n\nA.\n", [], id="what levels mean"),
        pytest.param("# T\n\n## Our incident\n\nSeverity: 3\n\n## Summary\n\nA.\n", ["3"], id="ahead of sections"),
        pytest.param("# T\n\n## Summary\n\nA.\n\n## Severity\n\nSev-3\n", ["Sev-3"], id="heading"),
        pytest.param("# T\n\nid: x\nseverity: Sev-4\n---\n", [], id="displaced front matter"),
    ],
)
def test_the_head_speaks_for_the_incident_and_its_account_where_the_head_is_silent(
    text: str, declared: list[str]
) -> None:
    assert [each.text.value for each in read(text).incident.severities if each.declared] == declared


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("- Priority: P2\n", [("P2", 2, "priority")], id="alone"),
        pytest.param("- Priority: High\n", [("High", 2, "priority")], id="a word of the process"),
        pytest.param("- Priority: odd\n", [], id="no number"),
        pytest.param("- Priority: P4\n- Severity: Sev-1\n", [("Sev-1", 1, "severity")], id="beside a graver severity"),
        pytest.param("## Action items\n\n- Fix\n  - Priority: P2\n", [], id="of an action"),
    ],
)
def test_a_priority_is_a_severity_only_where_there_is_no_graver_one(
    text: str, said: list[tuple[str, int, str]]
) -> None:
    incident = read(f"# T\n\n{text}").incident
    assert [(each.text.value, each.level, each.said_as) for each in incident.severities] == said


@pytest.mark.parametrize(
    ("key", "said_as", "declared"),
    [
        pytest.param("severity: Sev-4", "severity", True, id="on the first level"),
        pytest.param("incident:\n  severity: Sev-4", "below another key", False, id="below the incident"),
        pytest.param("other:\n  severity: Sev-4", "below another key", False, id="below another key"),
        pytest.param("sеverity: Sev-4", "look-alike key", False, id="a Cyrillic letter"),
    ],
)
def test_a_severity_of_the_front_matter_tells_whether_it_is_declared(key: str, said_as: str, declared: bool) -> None:
    (said,) = read(f"---\n{key}\n---\n# T\n").incident.severities
    assert (said.level, said.said_as, said.declared) == (4, said_as, declared)
