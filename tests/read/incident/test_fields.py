"""The facts and roles that a document's metadata names, and whose they are."""

from __future__ import annotations

from datetime import date

import pytest

from pmlint.model import Why

from .reading import read


def test_statuses_times_and_roles_have_their_places() -> None:
    found = read(
        "# T\n\n- Status: draft\n- **Start of impact**: 2026-03-14 09:07 UTC\n- **Time resolved**: 2026-03-14 10:00\n"
        "- Incident commander: Ann Example\n- Scribe: Bo\n"
    )
    incident = found.incident
    assert [said.text.value for said in incident.statuses] == ["draft"]
    assert incident.started is not None
    assert incident.ended is not None
    assert found.source.slice(incident.started.text.span) == "2026-03-14 09:07 UTC"
    assert incident.ended.day == date(2026, 3, 14)
    assert [(holder.role, holder.person.value) for holder in incident.roles] == [
        ("commander", "Ann Example"),
        ("scribe", "Bo"),
    ]
    assert found.place(incident.roles[0].person) == (6, 23)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("---\nstatus: final\n---\n# T\n", Why("front matter", "status"), id="front matter"),
        pytest.param("# T\n\nDoc status: final\n", Why("label", "doc status"), id="label"),
        pytest.param("# T\n\n**Status** final\n", Why("bold label", "status"), id="bold label"),
        pytest.param("# T\n\nStatus\n: final\n", Why("definition", "status"), id="definition"),
        pytest.param("# T\n\n| Status | final |\n|--|--|\n| ID | 1 |\n", Why("cell", "status"), id="cell"),
        pytest.param("# T\n\n## Status\n\nfinal\n", Why("heading", "status"), id="heading"),
    ],
)
def test_a_fact_says_what_made_it(text: str, why: Why) -> None:
    (said,) = read(text).incident.statuses
    assert (said.text.value, said.why) == ("final", why)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("## Status\n\n<!-- All times are in JST. -->\n\nresolved\n", "resolved", id="behind a comment"),
        pytest.param("## Status\n\n<div hidden>draft</div>\n\nresolved\n", "resolved", id="behind what hides"),
        pytest.param("**Status** <!-- x -->\n\nresolved\n", "resolved", id="below a bold line with a comment"),
        pytest.param(
            "## Status\n\n<template>draft</template>\n\nresolved\n", "resolved", id="behind an element in a line"
        ),
        pytest.param("**Status**\n\nresolved\n", "resolved", id="below a bold line"),
        pytest.param("Status: final <!-- draft -->\n", "final", id="before a comment"),
        pytest.param("Status <!-- draft: -->: final\n", "final", id="a comment in the key"),
        pytest.param("---\nstatus: [ # draft\n final ]\n---\n", "[ final ]", id="a comment in the front matter"),
    ],
)
def test_what_hides_is_no_value(text: str, status: str) -> None:
    assert [said.text.value for said in read(text).incident.statuses] == [status]


def test_status_and_date_of_actions_events_and_signatures_are_not_the_incidents() -> None:
    incident = read(
        "# T\n\n## Timeline\n\n- Date: 2026-03-14\n- Status: investigating\n\n## Corrective Actions\n\n"
        "| Action | Status |\n|--|--|\n| Fix | open |\n\n## Sign-off\n\n- IC: Ann\n- Date: 2026-03-20\n"
    ).incident
    assert incident.statuses == ()
    assert incident.roles == ()
    assert [said.said_in for said in incident.dates if said.text.value == "2026-03-20"] == []


def test_fields_that_stand_together_below_an_item_are_the_incidents() -> None:
    fields = "  - ID: PM-1\n  - Status: final\n  - Start time: 09:07\n"
    together = read(f"# T\n\n- About it\n{fields}").incident
    assert together.id is not None
    assert together.started is not None
    assert (together.id.value, together.started.text.value) == ("PM-1", "09:07")
    alone = read("# T\n\n- Another one\n  - ID: PM-9\n").incident
    assert alone.ids == ()
    beside = read(f"# T\n\n- Status: draft\n{fields}").incident
    assert [said.text.value for said in beside.statuses] == ["draft"]


def test_what_stands_below_incident_in_the_front_matter_is_the_incidents() -> None:
    incident = read(
        "---\ndate: 2026-03-20\nincident:\n  id: PM-1\n  date: 2026-03-14\n  status: final\n  commander: Ann\n"
        "other:\n  status: draft\n---\n# T\n"
    ).incident
    assert [said.text.value for said in incident.ids] == ["PM-1"]
    assert [said.text.value for said in incident.statuses] == ["final"]
    assert [(holder.role, holder.person.value) for holder in incident.roles] == [("commander", "Ann")]


def test_a_role_may_be_held_by_several() -> None:
    roles = read("---\nscribe: [Ann, Bo] # Cy\n---\n# T\n").incident.roles
    assert [(holder.person.value, holder.why) for holder in roles] == [
        ("Ann", Why("front matter", "scribe")),
        ("Bo", Why("front matter", "scribe")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "#",
        "# ",
        "|a|\n|-|\n",
        "**",
        "Severity",
        "Severity:",
        "\0",
        "---",
        "+++",
        "export const a = {",
        "##\n\n:",
    ],
)
def test_no_document_raises(text: str) -> None:
    assert read(text).incident.day is None
