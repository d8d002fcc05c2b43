"""The day on which an incident began, and when it started and ended."""

from __future__ import annotations

from datetime import date

import pytest

from .reading import read


@pytest.mark.parametrize(
    ("text", "path", "day"),
    [
        pytest.param(
            "---\ndate: 2026-03-14\nseverity: Sev-2\n---\n# T\n\nOn 2 May 2025 it was built.\n",
            "x.md",
            date(2026, 3, 14),
            id="other day in the text",
        ),
        pytest.param(
            "---\ndate: 2026-03-20\n---\n# T\n\nOn 14 March 2026 the queue stood.\n",
            "x.md",
            date(2026, 3, 14),
            id="publication after the incident",
        ),
        pytest.param(
            "---\ndate: 2026-03-20\n---\n# T\n\nOn March 14th the queue stood.\n",
            "x.md",
            date(2026, 3, 14),
            id="day without a year",
        ),
        pytest.param(
            "---\ndate: 2026-01-02\n---\n# T\n\nOn 30 December the queue stood.\n",
            "x.md",
            date(2025, 12, 30),
            id="day of the year before",
        ),
        pytest.param(
            "---\ndate: 2026-03-14\n---\n# T\n\nOn 1 March 2026 built, on 14 March 2026 down.\n",
            "x.md",
            date(2026, 3, 14),
            id="built before",
        ),
        pytest.param(
            "---\ndate: 2026-03-20\n---\n# T\n\nNothing more.\n", "x.md", date(2026, 3, 20), id="date of the post alone"
        ),
        pytest.param(
            "# Queue outage, 14 March 2026\n\nText.\n",
            "2026-03-20-queue.md",
            date(2026, 3, 14),
            id="title before the file name",
        ),
        pytest.param(
            "# Queue\n\n**Date:** January 14-19, 2026\n**Severity:** Sev-2\n",
            "x.md",
            date(2026, 1, 14),
            id="range of days",
        ),
        pytest.param(
            "# Queue\n\n**Date:** 2026-03-20\n\n## Timeline\n\n- 2026-03-14 09:00 down\n",
            "x.md",
            date(2026, 3, 14),
            id="timeline before a field",
        ),
        pytest.param(
            "# Queue\n\n- Start of impact: 2026-03-14\n- Date: 2026-03-20\n",
            "x.md",
            date(2026, 3, 14),
            id="start before a date",
        ),
        pytest.param("# Queue\n\n## Date: 12 March 2026\n", "x.md", date(2026, 3, 12), id="heading"),
        pytest.param("# Queue\n\nText.\n", "2026-03-14-queue.md", date(2026, 3, 14), id="file name"),
        pytest.param(
            "# Queue\n\nText.\n", "reports/20260314_queue.md", date(2026, 3, 14), id="file name without dashes"
        ),
        pytest.param("# Queue\n\nText.\n", "2026-03-14-queue/index.md", date(2026, 3, 14), id="folder"),
        pytest.param("# Queue\n\nDate: 05/06/2026\n", "x.md", None, id="day or month first"),
        pytest.param("# Queue\n\nText.\n", "2026-13-14-queue.md", None, id="month that does not exist"),
    ],
)
def test_the_day_is_that_on_which_the_incident_began(text: str, path: str, day: date | None) -> None:
    assert read(text, path).incident.day == day


POST = "---\ndate: 2026-03-20\n---\n# T\n\n"
LOG = "## Timeline\n\n"


@pytest.mark.parametrize(
    ("text", "path", "day"),
    [
        # the timeline begins with the incident; a blog post and its file are written later, also within it
        pytest.param(
            POST + LOG + "- 2026-03-14 09:00 queue down\n- 2026-03-20 10:00 fixed\n",
            "x.md",
            date(2026, 3, 14),
            id="timeline before a post",
        ),
        pytest.param(
            "# T\n\n" + LOG + "03-14-2026 - reported\n\n03-18-2026 - fixed\n",
            "2026-04-20-t.md",
            date(2026, 3, 14),
            id="timeline before a file name",
        ),
        pytest.param(
            "# T\n\n## Timeline 3/14/26-3/18/26\n\n_3/14/26_\n\n9:12 AM: queue down\n",
            "x.md",
            date(2026, 3, 14),
            id="title of the timeline",
        ),
        pytest.param(
            POST + LOG + "- 18 March, 10:00 fixed\n- 14 March, 09:00 queue down\n",
            "x.md",
            date(2026, 3, 14),
            id="last event first",
        ),
        # a lone event that tells of no trouble is a lead-up
        pytest.param(
            "# T\n\n" + LOG + "- 2026-03-10 08:00 version 4 installed\n"
            "- 2026-03-14 09:00 queue down\n- 2026-03-14 09:10 paged\n- 2026-03-14 10:00 fixed\n",
            "x.md",
            date(2026, 3, 14),
            id="lead-up",
        ),
        pytest.param(
            "# T\n\n" + LOG + "- 2026-03-10 08:00 first customers report lost mail\n"
            "- 2026-03-14 09:00 queue down\n- 2026-03-14 09:10 paged\n- 2026-03-14 10:00 fixed\n",
            "x.md",
            date(2026, 3, 10),
            id="first report",
        ),
        # a Date field is the report's where it lies behind the timeline, also beside a severity
        pytest.param(
            "# T\n\n- Severity: Sev-2\n- Date: 2026-03-20\n\n" + LOG + "- 2026-03-14 09:00 queue down\n",
            "x.md",
            date(2026, 3, 14),
            id="field after the timeline",
        ),
        pytest.param(
            "# T\n\n- Severity: Sev-2\n- Date: 2026-03-14\n\n" + LOG + "- 2025-03-14 09:00 queue down\n",
            "x.md",
            date(2026, 3, 14),
            id="timeline of another year",
        ),
        # a title that no other date supports, against two that agree
        pytest.param(
            "# 2026-01-14, queue\n\n" + LOG + "- 2026-03-14 09:00 down\n",
            "2026-03-14-queue.md",
            date(2026, 3, 14),
            id="title against two that agree",
        ),
        pytest.param(
            "# Queue, 14 March 2026\n\n" + LOG + "- 2026-03-15 01:00 down\n",
            "2026-03-14-q.md",
            date(2026, 3, 14),
            id="title before a later event",
        ),
        # what a summary tells of, and not the release that ended it
        pytest.param(
            "# T\n\n## Summary\n\nFixed in version 5 of 2026-05-01.\n\n"
            + LOG
            + "- 2026-03-14: bug reported\n- 2026-05-01: version 5\n",
            "x.md",
            date(2026, 3, 14),
            id="summary of the release",
        ),
        # days of the week and of the month before that of writing
        pytest.param(POST + "On Saturday the queue stood still.\n", "x.md", date(2026, 3, 14), id="day of the week"),
        pytest.param(
            POST + LOG + "fri 18:00 queue down\n",
            "2026-03-20-t.md",
            date(2026, 3, 20),
            id="weekday that opens an event",
        ),
        pytest.param(POST + "Every Monday we meet.\n", "x.md", date(2026, 3, 20), id="every week"),
        pytest.param(
            "# T\n\nOn Jan 28 it fell over.\n", "2026-01-27-t.md", date(2026, 1, 28), id="day after the file's"
        ),
        pytest.param("# T\n\nOn 5. January 2026 it fell over.\n", "x.md", date(2026, 1, 5), id="day with a dot"),
        pytest.param(
            "# T\n\nBetween 8 and 21 June 2026 maps were wrong.\n", "x.md", date(2026, 6, 8), id="two days of a month"
        ),
        # dates of the document, of actions, of the end and in addresses are none of the incident
        pytest.param(
            "# T\n\nText.\n\n## Action items\n\n- Fix it. Due: 2026-04-01\n", "x.md", None, id="due date of an item"
        ),
        pytest.param(
            "# T\n\nText.\n\n## Action items\n\n| Action | Due |\n|--|--|\n| Fix | 2026-04-01 |\n",
            "x.md",
            None,
            id="due date in a table",
        ),
        pytest.param("# T\n\n- Last updated: 2026-04-01\n", "x.md", None, id="last update"),
        pytest.param(
            "# T\n\n| Published | 2026-04-01 |\n|--|--|\n| Resolved | 2026-04-02 |\n",
            "x.md",
            None,
            id="published and resolved in a table",
        ),
        pytest.param("# T\n\nPublished on 1 April 2026.\n", "x.md", None, id="published in a sentence"),
        pytest.param(
            "# T\n\nSee https://blog.example/2026/04/01/queue for more.\n", "x.md", None, id="address in the text"
        ),
        pytest.param("# T\n\n## Sign-off\n\n- Ann, 2026-04-01\n", "x.md", None, id="sign-off"),
        # a field or the front matter tells from when to when
        pytest.param(
            "---\ndate: 2026-03-20\nincident_window: 2026-03-14 to 2026-03-18\n---\n# T\n",
            "x.md",
            date(2026, 3, 14),
            id="window in the front matter",
        ),
        pytest.param(
            POST + LOG + "- **Start time (detected):** 2026-03-14 09:00\n",
            "x.md",
            date(2026, 3, 14),
            id="start among the events",
        ),
        pytest.param(
            "# T\n\n- Start: dormant since 2026-03-10 (version 4); queue down 2026-03-14 09:00\n",
            "x.md",
            date(2026, 3, 14),
            id="start behind a lead-up",
        ),
        pytest.param(
            "# T\n\n- Start: 2026-03-14 (version 4 came on 2026-03-10 08:00)\n",
            "x.md",
            date(2026, 3, 14),
            id="start before a lead-up",
        ),
        # two days of which nobody says which it is
        pytest.param("# T\n\nDate: 2026-03-12 / 2026-03-13\n", "x.md", None, id="two days with a slash"),
        pytest.param("# T\n\nDate: 2026-03-12 / 12 March 2026\n", "x.md", date(2026, 3, 12), id="one day said twice"),
        # numbers in an order that can mean one day only
        pytest.param("# T\n\nDate: 13/09/2026 3am\n", "x.md", date(2026, 9, 13), id="day above 12 first"),
        pytest.param("# T\n\nDate: 14.03.2026\n", "x.md", date(2026, 3, 14), id="day with dots"),
        pytest.param("# Queue down 5-26-26\n", "x.md", date(2026, 5, 26), id="year of two digits"),
        pytest.param("# Queue down 26-05-26\n", "x.md", None, id="year or day first"),
        pytest.param("# T\n\nDate: March 30 - April 2, 2026\n", "x.md", date(2026, 3, 30), id="days of two months"),
        pytest.param("# Queue\n", "x/03-14-2026-queue.md", date(2026, 3, 14), id="file name month first"),
        pytest.param("# Queue\n", "x/14th_march_2026.md", date(2026, 3, 14), id="file name in words"),
        pytest.param("# Queue\n", "2026/03-14-queue.md", date(2026, 3, 14), id="folder of a year"),
        pytest.param("# Queue\n", "2026-03/03-14-queue.md", date(2026, 3, 14), id="folder of a month"),
        pytest.param("# Queue\n", "2026-04/03-14-queue.md", None, id="folder of another month"),
        pytest.param("# Queue\n", "x/03-04-2026-queue.md", None, id="file name day or month first"),
    ],
)
def test_the_day_is_what_its_dates_agree_on(text: str, path: str, day: date | None) -> None:
    assert read(text, path).incident.day == day


def test_a_date_that_is_named_the_incidents_goes_before_that_of_a_post() -> None:
    text = "+++\ndate = 2026-03-20 10:00:00\nseverity = 2\nincident_date = '2026-03-14'\n+++\n\n# T\n"
    _, incident, source = read(text)
    assert incident.day == date(2026, 3, 14)
    assert [source.slice(said.text.span) for said in incident.dates] == ["2026-03-14", "2026-03-20 10:00:00"]


def test_a_window_tells_the_start_and_the_end() -> None:
    _, incident, source = read("# T\n\n| Incident window | 2026-03-14 09:07 – 10:30 UTC |\n|--|--|\n| Status | x |\n")
    assert incident.started is not None
    assert incident.ended is not None
    assert source.slice(incident.started.text.span) == "2026-03-14 09:07"
    assert source.slice(incident.ended.text.span) == "10:30 UTC"


def test_all_dates_that_are_claimed_are_kept() -> None:
    text = "---\nid: PM-1\ndate: 2036-03-14\n---\n# T\n\nOn 14 March 2026 the queue stood.\n"
    dates = read(text, "2026-03-14-t.md").incident.dates
    assert [(said.text.value, said.said_in) for said in dates] == [
        ("2036-03-14", "front matter"),
        ("2026-03-14", "file name"),
    ]
