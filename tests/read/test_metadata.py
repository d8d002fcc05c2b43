"""The title of a document and what it says of its incident."""

from __future__ import annotations

from datetime import date

import pytest

from pmlint.markdown import parse
from pmlint.model import Incident
from pmlint.packs import load_bundled
from pmlint.read.front_matter import read_front_matter
from pmlint.read.incident.reader import read_incident
from pmlint.read.sections.reader import read_sections
from pmlint.text import Source, Text
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(load_bundled("incident-process").process)


def metadata(text: str, vocabulary: Vocabulary, path: str = "report.md") -> tuple[Text | None, Incident, Source]:
    source = Source(path, text)
    document = parse(source)
    parts, _ = read_sections(document, vocabulary)
    title, incident = read_incident(document, read_front_matter(document), parts, vocabulary)
    return title, incident, source


# --- severity --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("This was a SEV-1 incident.", ["SEV-1"]),
        ("The outage was a P1.", ["P1"]),
        ("On Monday (SEV-2) the queue stood still.", ["SEV-2"]),
        ("We declared a SEV2, escalated to SEV-1.", ["SEV2", "SEV-1"]),
        ("It was raised as a P2.", ["P2"]),
        ("It was not a SEV-1, and the issue wasn't a P1.", []),
        ("It was like the Sev-4 events of last year.", []),
        ("A vendor opened SEV2 tickets.", []),
        ("It would have been a SEV-1.", []),
        ("The S3 bucket (S3) was a mess, p99 (P99) too.", []),
        ("```\nThis was a SEV-1 incident.\n```", []),
        ("## Action items\n\n- Handle what is declared a SEV-1 faster", []),
    ],
)
def test_a_sentence_tells_the_severity_where_nothing_else_does(
    text: str, labels: list[str], vocabulary: Vocabulary
) -> None:
    _, incident, source = metadata(f"# T\n\n## Summary\n\n{text}\n", vocabulary)
    assert [said.text.value for said in incident.severities] == labels
    assert [source.slice(said.text.span) for said in incident.severities] == labels
    assert all(
        not said.declared and said.said_as == "sentence" and said.said_in == "text" for said in incident.severities
    )
    stated = metadata(f"# T\n\nSeverity: Sev-3\n\n## Summary\n\n{text}\n", vocabulary)[1]
    assert [said.text.value for said in stated.severities] == ["Sev-3"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- Priority: P2\n", [("P2", 2, "priority")]),
        ("- Priority: High\n", []),
        ("- Priority: P4\n- Severity: Sev-1\n", [("Sev-1", 1, "severity")]),
        ("## Action items\n\n- Fix\n  - Priority: P2\n", []),
    ],
)
def test_a_priority_is_a_severity_only_where_there_is_no_other(
    text: str, said: list[tuple[str, int, str]], vocabulary: Vocabulary
) -> None:
    incident = metadata(f"# T\n\n{text}", vocabulary)[1]
    assert [(each.text.value, each.level, each.said_as) for each in incident.severities] == said


TABLE = "# T\n\n| Field | Value |\n| --- | --- |\n| Severity | Sev-2 |\n| Status | final |\n"


@pytest.mark.parametrize(
    ("text", "label", "line", "column", "said_in"),
    [
        ("---\nseverity: Sev-2\n---\n# T\n", "Sev-2", 2, 11, "front matter"),
        ("---\nsev: 2\n---\n# T\n", "2", 2, 6, "front matter"),
        ("---\nincident:\n  severity: Sev-2\n---\n# T\n", "Sev-2", 3, 13, "front matter"),
        (TABLE, "Sev-2", 5, 14, "table"),
        ("# T\n\n|  |  |\n|--|--|\n| **Severity** | Sev-2 |\n", "Sev-2", 5, 18, "table"),
        ("# T\n\n| Severity | S2 \\- High |\n|--|--|\n| Status | final |\n", "S2 - High", 3, 14, "table"),
        ("# T\n\n| Severity *Say how bad it is.* | S2 |\n|--|--|\n| Status | final |\n", "S2", 3, 35, "table"),
        ("# T\n\n| **Severity** | *Say how bad.* S2 |\n|--|--|\n| **Status** | x |\n", "S2", 3, 33, "table"),
        ("# T\n\n| ID | Severity | Status |\n|--|--|--|\n| PM-1 | Sev-2 | final |\n", "Sev-2", 5, 10, "table"),
        ("# T\n\nID: PM-1\nSeverity: Sev-2\nStatus: final\n", "Sev-2", 4, 11, "line"),
        ("# T\n\nID: PM-1  \nSeverity: Sev-2  \nStatus: final  \n", "Sev-2", 4, 11, "line"),
        ("# T\n\n**Severity:** SEV-2\n", "SEV-2", 3, 15, "line"),
        ("# T\n\n**Severity**: SEV-2\n", "SEV-2", 3, 15, "line"),
        ("# T\n\n**Severity** SEV-2\n", "SEV-2", 3, 14, "line"),
        ("# T\n\n**Date:** 2026-03-14 | **Severity:** SEV-2 | **Status:** final\n", "SEV-2", 3, 38, "line"),
        ("# T\n\n重大度：SEV-2\n", "SEV-2", 3, 5, "line"),
        ("# T\n\n> **Severity:** Sev-2\n\n## Summary\n", "Sev-2", 3, 17, "line"),
        (
            "# T\n\n| Incident Severity [\\[guide\\]](https://x.example/s) | S2 |\n|--|--|\n| Status | x |\n",
            "S2",
            3,
            56,
            "table",
        ),
        ("# T\n\n- **Severity**: Sev-2\n- Status: final\n", "Sev-2", 3, 17, "list"),
        ("# T\n\n* **Incident [Severity](https://example.org/a)**: S2\n", "S2", 3, 51, "list"),
        ("# T\n\n- About\n  - Severity: Sev-2\n", "Sev-2", 4, 15, "list"),
        ("# T\n\n**ID** PM-1 **Severity** S2 **Status** final\n", "S2", 3, 26, "line"),
        ("# T\n\nSeverity\n: Sev-2\n", "Sev-2", 4, 3, "line"),
        ("# T\n\n| ID | PM-1 | Severity | S2 |\n|--|--|--|--|\n| Task | x | People | 2 |\n", "S2", 3, 26, "table"),
        ("# T\n\n| Task | x | People | 2 |\n|--|--|--|--|\n| ID | PM-1 | Severity | S2 |\n", "S2", 5, 26, "table"),
        (
            "# T\n\n| Severity | Started at | Commander | Scribe |\n|--|--|--|--|\n| S2 | 9:07 | Ann | Bo |\n",
            "S2",
            5,
            3,
            "table",
        ),
        ("# T\n\n## Severity\n\n- [ ] Sev-1\n- [x] Sev-2\n- [ ] Sev-3\n", "Sev-2", 6, 7, "heading"),
        ("# T\n\n## Severity: Sev-2\n", "Sev-2", 3, 14, "heading"),
        ("# T\n\n## Severity\n\nSev-2\n", "Sev-2", 5, 1, "heading"),
        ("# T\n\n## Severity\n\n- Sev-2\n", "Sev-2", 5, 3, "heading"),
        ("# T\n\n**Severity**\n\nSev-2\n", "Sev-2", 5, 1, "heading"),
        (
            "# T\n\n## Summary\n\nText.\n\n## Stats\n\n| Severity | Sev-2 |\n|--|--|\n| Status | x |\n",
            "Sev-2",
            9,
            14,
            "table",
        ),
        ("# SEV-2: queue stood still\n", "SEV-2", 1, 3, "title"),
    ],
)
def test_a_severity_is_found_in_every_shape_of_metadata(
    text: str, label: str, line: int, column: int, said_in: str, vocabulary: Vocabulary
) -> None:
    _, incident, source = metadata(text, vocabulary)
    (said,) = incident.severities
    assert (said.text.value, said.level, said.said_in) == (label, 2, said_in)
    assert source.position(said.text.span.start) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n## Summary\n\nIt was like the Sev-4 events of last year.\n",
        "# T\n\n---\nseverity: Sev-4\n---\n\n## Summary\n",
        "# T\n\nid: x\nseverity: Sev-4\n---\n",
        "# T\n\n```\nSeverity: Sev-4\n```\n",
        "# T\n\n<!-- Severity: Sev-4 -->\n",
        "# T\n\n## Summary\n\nText.\n\n> Severity: Sev-4\n",
        "# T\n\n## Corrective Actions\n\n- Fix it\n  - Severity: Sev-4\n",
        "# T\n\n## Timeline\n\n| Time | Event |\n|--|--|\n| Severity | Sev-4 |\n",
        "# T\n\n| Sev | Criteria |\n|--|--|\n| Sev-1 | all down |\n| Sev-4 | a glitch |\n",
        "# T\n\n| Severity | Owner | Action | Due | Issue |\n|--|--|--|--|--|\n| Sev-4 | Ann | Fix | x | y |\n",
        "# T\n\nWe say the Severity: Sev-4 of it aloud.\n",
    ],
)
def test_a_mention_is_no_statement(text: str, vocabulary: Vocabulary) -> None:
    assert metadata(text, vocabulary)[1].severities == ()


def test_every_statement_is_kept_the_front_matter_first(vocabulary: Vocabulary) -> None:
    text = "---\nseverity: Sev-4\nsev: none\n---\n\n# Sev-1: queue\n\nSeverity: Sev-3\n\n- Severity: [Sev-2]\n"
    incident = metadata(text, vocabulary)[1]
    said = [(said.text.value, said.level, said.said_in) for said in incident.severities]
    assert said == [
        ("Sev-4", 4, "front matter"),
        ("none", None, "front matter"),
        ("Sev-3", 3, "line"),
        ("[Sev-2]", None, "list"),
        ("Sev-1", 1, "title"),
    ]
    assert incident.severity is not None
    assert incident.severity.level is None


@pytest.mark.parametrize("value", ["[Sev-1, Sev-4]", "{a: Sev-4}", "~", "''", ".nan", "0x2"])
def test_a_front_matter_value_that_is_no_level_is_kept_as_written(value: str, vocabulary: Vocabulary) -> None:
    _, incident, source = metadata(f"---\nseverity: {value}\n---\n# T\n", vocabulary)
    (said,) = incident.severities
    assert said.level is None
    assert source.slice(said.text.span) == value


def test_an_empty_severity_stands_where_it_is_missing(vocabulary: Vocabulary) -> None:
    _, incident, source = metadata("# T\n\nSeverity:\nStatus: final\n", vocabulary)
    (said,) = incident.severities
    assert (said.text.value, said.level) == ("", None)
    assert source.position(said.text.span.start).line == 3


# --- other facts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "ids"),
    [
        ("---\nid: PM-2026-014\n---\n# T\n", "x.md", ["PM-2026-014"]),
        ("# T\n\n| Incident ID | PM-7 (see wiki) |\n|--|--|\n| Status | x |\n", "x.md", ["PM-7"]),
        ("# T\n\n- Incident ID: 2026-03-14 queue\n", "x.md", ["2026-03-14 queue"]),
        ("# PM-2026-014: queue\n", "x.md", ["PM-2026-014"]),
        ("# Postmortem: INC-42 queue\n", "x.md", ["INC-42"]),
        ("# Queue [INC-42]\n", "x.md", ["INC-42"]),
        ("# 001 - Postmortem for the queue\n", "x.md", ["001"]),
        ("# Queue\n", "INC-42-queue.md", ["INC-42"]),
        ("# Queue\n", "PM2026-003 - Queue.md", ["PM2026-003"]),
        ("# INC-42: queue\n", "PM-7-queue.md", ["INC-42"]),
        ("---\nid: PM-7\n---\n\n# INC-42: queue\n", "x.md", ["PM-7", "INC-42"]),
        ("---\nid: PM-7\n---\n\n# PM-7: queue\n", "x.md", ["PM-7"]),
        ("# T\n\nIncident: the queue stood still\n", "x.md", []),
        ("# SEV-2: queue and UTF-8\n", "2026-03-14-queue.md", []),
        ("# CVE-2026-1234: queue\n", "x.md", []),
        ("# Incident: 2026-03-14: queue\n", "x.md", []),
    ],
)
def test_ids_are_found_where_they_identify_the_incident(
    text: str, path: str, ids: list[str], vocabulary: Vocabulary
) -> None:
    assert [said.text.value for said in metadata(text, vocabulary, path)[1].ids] == ids


def test_statuses_times_and_roles_have_their_places(vocabulary: Vocabulary) -> None:
    text = (
        "# T\n\n- Status: draft\n- **Start of impact**: 2026-03-14 09:07 UTC\n- **Time resolved**: 2026-03-14 10:00\n"
        "- Incident commander: Ann Example\n- Scribe: Bo\n"
    )
    _, incident, source = metadata(text, vocabulary)
    assert [said.text.value for said in incident.statuses] == ["draft"]
    assert incident.started is not None
    assert incident.ended is not None
    assert source.slice(incident.started.text.span) == "2026-03-14 09:07 UTC"
    assert incident.ended.day == date(2026, 3, 14)
    assert [(holder.role, holder.person.value) for holder in incident.roles] == [
        ("commander", "Ann Example"),
        ("scribe", "Bo"),
    ]
    assert source.position(incident.roles[0].person.span.start) == (6, 23)


def test_status_and_date_of_actions_events_and_signatures_are_not_the_incidents(vocabulary: Vocabulary) -> None:
    text = (
        "# T\n\n## Timeline\n\n- Date: 2026-03-14\n- Status: investigating\n\n## Corrective Actions\n\n"
        "| Action | Status |\n|--|--|\n| Fix | open |\n\n## Sign-off\n\n- IC: Ann\n- Date: 2026-03-20\n"
    )
    incident = metadata(text, vocabulary)[1]
    assert incident.statuses == ()
    assert incident.roles == ()
    assert [said.said_in for said in incident.dates if said.text.value == "2026-03-20"] == []


# --- the day ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "day"),
    [
        (
            "---\ndate: 2026-03-14\nseverity: Sev-2\n---\n# T\n\nOn 2 May 2025 it was built.\n",
            "x.md",
            date(2026, 3, 14),
        ),
        ("---\ndate: 2026-03-20\n---\n# T\n\nOn 14 March 2026 the queue stood.\n", "x.md", date(2026, 3, 14)),
        ("---\ndate: 2026-03-20\n---\n# T\n\nOn March 14th the queue stood.\n", "x.md", date(2026, 3, 14)),
        ("---\ndate: 2026-01-02\n---\n# T\n\nOn 30 December the queue stood.\n", "x.md", date(2025, 12, 30)),
        (
            "---\ndate: 2026-03-14\n---\n# T\n\nOn 1 March 2026 built, on 14 March 2026 down.\n",
            "x.md",
            date(2026, 3, 14),
        ),
        ("---\ndate: 2026-03-20\n---\n# T\n\nNothing more.\n", "x.md", date(2026, 3, 20)),
        ("# Queue outage, 14 March 2026\n\nText.\n", "2026-03-20-queue.md", date(2026, 3, 14)),
        ("# Queue\n\n**Date:** January 14-19, 2026\n**Severity:** Sev-2\n", "x.md", date(2026, 1, 14)),
        ("# Queue\n\n**Date:** 2026-03-20\n\n## Timeline\n\n- 2026-03-14 09:00 down\n", "x.md", date(2026, 3, 14)),
        ("# Queue\n\n- Start of impact: 2026-03-14\n- Date: 2026-03-20\n", "x.md", date(2026, 3, 14)),
        ("# Queue\n\n## Date: 12 March 2026\n", "x.md", date(2026, 3, 12)),
        ("# Queue\n\nText.\n", "2026-03-14-queue.md", date(2026, 3, 14)),
        ("# Queue\n\nText.\n", "reports/20260314_queue.md", date(2026, 3, 14)),
        ("# Queue\n\nText.\n", "2026-03-14-queue/index.md", date(2026, 3, 14)),
        ("# Queue\n\nDate: 05/06/2026\n", "x.md", None),
        ("# Queue\n\nText.\n", "2026-13-14-queue.md", None),
    ],
)
def test_the_day_is_that_on_which_the_incident_began(
    text: str, path: str, day: date | None, vocabulary: Vocabulary
) -> None:
    assert metadata(text, vocabulary, path)[1].day == day


POST = "---\ndate: 2026-03-20\n---\n# T\n\n"
LOG = "## Timeline\n\n"


@pytest.mark.parametrize(
    ("text", "path", "day"),
    [
        # the timeline begins with the incident; a blog post and its file are written later, also within it
        (POST + LOG + "- 2026-03-14 09:00 queue down\n- 2026-03-20 10:00 fixed\n", "x.md", date(2026, 3, 14)),
        ("# T\n\n" + LOG + "03-14-2026 - reported\n\n03-18-2026 - fixed\n", "2026-04-20-t.md", date(2026, 3, 14)),
        ("# T\n\n## Timeline 3/14/26-3/18/26\n\n_3/14/26_\n\n9:12 AM: queue down\n", "x.md", date(2026, 3, 14)),
        (POST + LOG + "- 18 March, 10:00 fixed\n- 14 March, 09:00 queue down\n", "x.md", date(2026, 3, 14)),
        # a lone event that tells of no trouble is a lead-up
        (
            "# T\n\n" + LOG + "- 2026-03-10 08:00 version 4 installed\n"
            "- 2026-03-14 09:00 queue down\n- 2026-03-14 09:10 paged\n- 2026-03-14 10:00 fixed\n",
            "x.md",
            date(2026, 3, 14),
        ),
        (
            "# T\n\n" + LOG + "- 2026-03-10 08:00 first customers report lost mail\n"
            "- 2026-03-14 09:00 queue down\n- 2026-03-14 09:10 paged\n- 2026-03-14 10:00 fixed\n",
            "x.md",
            date(2026, 3, 10),
        ),
        # a Date field is the report's where it lies behind the timeline, also beside a severity
        (
            "# T\n\n- Severity: Sev-2\n- Date: 2026-03-20\n\n" + LOG + "- 2026-03-14 09:00 queue down\n",
            "x.md",
            date(2026, 3, 14),
        ),
        (
            "# T\n\n- Severity: Sev-2\n- Date: 2026-03-14\n\n" + LOG + "- 2025-03-14 09:00 queue down\n",
            "x.md",
            date(2026, 3, 14),
        ),
        # a title that nothing bears out against two that agree
        ("# 2026-01-14, queue\n\n" + LOG + "- 2026-03-14 09:00 down\n", "2026-03-14-queue.md", date(2026, 3, 14)),
        ("# Queue, 14 March 2026\n\n" + LOG + "- 2026-03-15 01:00 down\n", "2026-03-14-q.md", date(2026, 3, 14)),
        # what a summary tells of, and not the release that ended it
        (
            "# T\n\n## Summary\n\nFixed in version 5 of 2026-05-01.\n\n"
            + LOG
            + "- 2026-03-14: bug reported\n- 2026-05-01: version 5\n",
            "x.md",
            date(2026, 3, 14),
        ),
        # days of the week and of the month before that of writing
        (POST + "On Saturday the queue stood still.\n", "x.md", date(2026, 3, 14)),
        (POST + LOG + "fri 18:00 queue down\n", "2026-03-20-t.md", date(2026, 3, 20)),
        (POST + "Every Monday we meet.\n", "x.md", date(2026, 3, 20)),
        ("# T\n\nOn Jan 28 it fell over.\n", "2026-01-27-t.md", date(2026, 1, 28)),
        ("# T\n\nOn 5. January 2026 it fell over.\n", "x.md", date(2026, 1, 5)),
        ("# T\n\nBetween 8 and 21 June 2026 maps were wrong.\n", "x.md", date(2026, 6, 8)),
        # dates of the document, of actions, of the end and in addresses are none of the incident
        ("# T\n\nText.\n\n## Action items\n\n- Fix it. Due: 2026-04-01\n", "x.md", None),
        ("# T\n\nText.\n\n## Action items\n\n| Action | Due |\n|--|--|\n| Fix | 2026-04-01 |\n", "x.md", None),
        ("# T\n\n- Last updated: 2026-04-01\n", "x.md", None),
        ("# T\n\n| Published | 2026-04-01 |\n|--|--|\n| Resolved | 2026-04-02 |\n", "x.md", None),
        ("# T\n\nPublished on 1 April 2026.\n", "x.md", None),
        ("# T\n\nSee https://blog.example/2026/04/01/queue for more.\n", "x.md", None),
        ("# T\n\n## Sign-off\n\n- Ann, 2026-04-01\n", "x.md", None),
        # a field or the front matter tells from when to when
        ("---\ndate: 2026-03-20\nincident_window: 2026-03-14 to 2026-03-18\n---\n# T\n", "x.md", date(2026, 3, 14)),
        (POST + LOG + "- **Start time (detected):** 2026-03-14 09:00\n", "x.md", date(2026, 3, 14)),
        (
            "# T\n\n- Start: dormant since 2026-03-10 (version 4); queue down 2026-03-14 09:00\n",
            "x.md",
            date(2026, 3, 14),
        ),
        ("# T\n\n- Start: 2026-03-14 (version 4 came on 2026-03-10 08:00)\n", "x.md", date(2026, 3, 14)),
        # numbers in an order that can mean one day only
        ("# T\n\nDate: 13/09/2026 3am\n", "x.md", date(2026, 9, 13)),
        ("# T\n\nDate: 14.03.2026\n", "x.md", date(2026, 3, 14)),
        ("# Queue down 5-26-26\n", "x.md", date(2026, 5, 26)),
        ("# Queue down 26-05-26\n", "x.md", None),
        ("# T\n\nDate: March 30 - April 2, 2026\n", "x.md", date(2026, 3, 30)),
        ("# Queue\n", "x/03-14-2026-queue.md", date(2026, 3, 14)),
        ("# Queue\n", "x/14th_march_2026.md", date(2026, 3, 14)),
        ("# Queue\n", "2026/03-14-queue.md", date(2026, 3, 14)),
        ("# Queue\n", "2026-03/03-14-queue.md", date(2026, 3, 14)),
        ("# Queue\n", "2026-04/03-14-queue.md", None),
        ("# Queue\n", "x/03-04-2026-queue.md", None),
    ],
)
def test_the_day_is_what_the_document_bears_out(text: str, path: str, day: date | None, vocabulary: Vocabulary) -> None:
    assert metadata(text, vocabulary, path)[1].day == day


def test_fields_that_stand_together_below_an_item_are_the_incidents(vocabulary: Vocabulary) -> None:
    fields = "  - ID: PM-1\n  - Status: final\n  - Start time: 09:07\n"
    together = metadata(f"# T\n\n- About it\n{fields}", vocabulary)[1]
    assert together.id is not None
    assert together.started is not None
    assert (together.id.value, together.started.text.value) == ("PM-1", "09:07")
    alone = metadata("# T\n\n- Another one\n  - ID: PM-9\n", vocabulary)[1]
    assert alone.ids == ()
    beside = metadata(f"# T\n\n- Status: draft\n{fields}", vocabulary)[1]
    assert [said.text.value for said in beside.statuses] == ["draft"]


def test_what_stands_below_incident_in_the_front_matter_is_the_incidents(vocabulary: Vocabulary) -> None:
    text = (
        "---\ndate: 2026-03-20\nincident:\n  id: PM-1\n  date: 2026-03-14\n  status: final\n  commander: Ann\n"
        "other:\n  status: draft\n---\n# T\n"
    )
    incident = metadata(text, vocabulary)[1]
    assert [said.text.value for said in incident.ids] == ["PM-1"]
    assert [said.text.value for said in incident.statuses] == ["final"]
    assert [(holder.role, holder.person.value) for holder in incident.roles] == [("commander", "Ann")]


def test_a_date_that_is_named_the_incidents_goes_before_that_of_a_post(vocabulary: Vocabulary) -> None:
    text = "+++\ndate = 2026-03-20 10:00:00\nseverity = 2\nincident_date = '2026-03-14'\n+++\n\n# T\n"
    _, incident, source = metadata(text, vocabulary)
    assert incident.day == date(2026, 3, 14)
    assert [source.slice(said.text.span) for said in incident.dates] == ["2026-03-14", "2026-03-20 10:00:00"]


def test_a_window_tells_the_start_and_the_end(vocabulary: Vocabulary) -> None:
    _, incident, source = metadata(
        "# T\n\n| Incident window | 2026-03-14 09:07 – 10:30 UTC |\n|--|--|\n| Status | x |\n", vocabulary
    )
    assert incident.started is not None
    assert incident.ended is not None
    assert source.slice(incident.started.text.span) == "2026-03-14 09:07"
    assert source.slice(incident.ended.text.span) == "10:30 UTC"


def test_all_dates_that_are_claimed_are_kept(vocabulary: Vocabulary) -> None:
    text = "---\nid: PM-1\ndate: 2036-03-14\n---\n# T\n\nOn 14 March 2026 the queue stood.\n"
    dates = metadata(text, vocabulary, "2026-03-14-t.md")[1].dates
    assert [(said.text.value, said.said_in) for said in dates] == [
        ("2036-03-14", "front matter"),
        ("2026-03-14", "file name"),
    ]


# --- the title -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Queue **stood** `still` \U0001f525\n", "Queue stood still \U0001f525"),
        ("Queue stood still\n=====\n", "Queue stood still"),
        ("## Summary\n\n# Queue\n", "Queue"),
        ("# Timeline\n\n# Queue\n", "Queue"),
        ("---\ntitle: From the front\n---\n\n## Summary\n", "From the front"),
        ("---\ntitle: From the front\n---\n\n# Heading\n", "Heading"),
        ("---\ntitle: From the front\n---\n\n# Part one\n\n# Part two\n", "From the front"),
        ("## Queue report\n\n## Date: 12 March 2026\n", "Queue report"),
        ("# Incident: queue stood still\n", "Incident: queue stood still"),
        ("# incident date: 2026-03-14, queue\n", "incident date: 2026-03-14, queue"),
        ("## Date: 12 March 2026\n\nText.\n", None),
        ("## Summary\n\nText.\n", None),
        ("Text.\n", None),
        ("Text.\n\n## Log\n\n- 10:05 down\n", None),
    ],
)
def test_the_title_is_the_first_heading_that_names_the_document(
    text: str, title: str | None, vocabulary: Vocabulary
) -> None:
    found = metadata(text, vocabulary)[0]
    assert (found.value if found else None) == title


def test_a_title_has_its_place(vocabulary: Vocabulary) -> None:
    title, _, source = metadata("Text.\n\n#  Queue stood still ##\n", vocabulary)
    assert title is not None
    assert source.position(title.span.start) == (3, 4)
    assert source.slice(title.span) == "Queue stood still"


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
def test_no_document_raises(text: str, vocabulary: Vocabulary) -> None:
    assert metadata(text, vocabulary)[1].day is None


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("Sev\u20114", 4),
        ("Sev\u20134 (low)", 4),
        ("Sev--4", None),
        ("4;1", None),
        ("Sev-4 (P1)", None),
        ("Sev-4, upgraded to 1", None),
        ("Sev-4 - raised to critical", None),
        ("Sev-4 (upgraded to 4)", 4),
    ],
)
def test_a_severity_that_may_be_a_graver_one_has_no_level(
    written: str, level: int | None, vocabulary: Vocabulary
) -> None:
    _, incident, _ = metadata(f"# T\n\nSeverity: {written}\n", vocabulary)
    assert [said.level for said in incident.severities] == [level]


def test_a_severity_below_another_key_is_marked_as_such(vocabulary: Vocabulary) -> None:
    _, incident, _ = metadata("---\nincident:\n  severity: Sev-4\n---\n# T\n", vocabulary)
    assert [(said.level, said.said_as, said.declared) for said in incident.severities] == [
        (4, "below another key", False)
    ]
