"""Where the incident's ID stands; what is one in a title or a file name stands in docs/forms/incident_ids.md."""

from __future__ import annotations

import pytest

from pmlint.model import Why

from .reading import read


@pytest.mark.parametrize(
    ("text", "path", "ids"),
    [
        pytest.param("---\nid: PM-2026-014\n---\n# T\n", "x.md", ["PM-2026-014"], id="front matter"),
        pytest.param(
            "# T\n\n| Incident ID | PM-7 (see wiki) |\n|--|--|\n| Status | x |\n",
            "x.md",
            ["PM-7"],
            id="before a remark",
        ),
        pytest.param("# T\n\n- Incident ID: 2026-03-14 queue\n", "x.md", ["2026-03-14 queue"], id="a day and a name"),
        pytest.param("# T\n\nIncident: the queue stood still\n", "x.md", [], id="a sentence"),
        pytest.param("# T\n\nIncident ID: ask the desk\n", "x.md", ["ask the desk"], id="no ID where one is due"),
        pytest.param("---\nid: INC-1 or INC-2\n---\n", "x.md", ["INC-1 or INC-2"], id="one of two"),
        pytest.param("# PM-2026-014: queue\n", "x.md", ["PM-2026-014"], id="title"),
        pytest.param("# INC-42: queue\n", "PM-7-queue.md", ["INC-42"], id="title before file name"),
        pytest.param("# Queue\n", "INC-42-queue.md", ["INC-42"], id="file name"),
        pytest.param("---\nid: PM-7\n---\n\n# INC-42: queue\n", "x.md", ["PM-7", "INC-42"], id="two"),
        pytest.param("---\nid: PM-7\n---\n\n# PM-7: queue\n", "x.md", ["PM-7"], id="the same twice"),
        pytest.param("# T <!-- INC-42 -->\n", "x.md", [], id="comment"),
    ],
)
def test_ids_are_found_where_they_identify_the_incident(text: str, path: str, ids: list[str]) -> None:
    assert [said.text.value for said in read(text, path).incident.ids] == ids


def test_an_id_has_its_place_and_says_what_made_it() -> None:
    found = read("# [INC-42] queue\n\n**Incident ID:** **PM-7** (see wiki)\n")
    assert [(said.text.value, found.place(said.text), said.why) for said in found.incident.ids] == [
        ("PM-7", (3, 20), Why("label", "incident id")),
        ("INC-42", (1, 4), Why("id at the start")),
    ]
