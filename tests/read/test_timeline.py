"""Timelines in the shapes that teams write them in."""

from __future__ import annotations

from datetime import date

import pytest

from pmlint import packs
from pmlint.markdown import parse
from pmlint.model import TimelineEntry
from pmlint.read.sections.reader import read_sections
from pmlint.read.timeline.reader import Timeline
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(packs.load_bundled("incident-process").process)


def timeline(text: str, vocabulary: Vocabulary, day: date | None = date(2026, 3, 14)) -> tuple[TimelineEntry, ...]:
    source = Source("x.md", text)
    document = parse(source)
    parts, _ = read_sections(document, vocabulary)
    return Timeline(parts, document, vocabulary).entries(day)


def at(entry: TimelineEntry) -> str | None:
    return entry.at.iso() if entry.at else None


def ats(body: str, vocabulary: Vocabulary, day: date | None = date(2026, 3, 14)) -> list[str | None]:
    return [at(entry) for entry in timeline(f"## Timeline\n\n{body}", vocabulary, day)]


# --- shapes ---


def test_a_table_has_its_zone_in_the_header_and_its_actor_in_a_column(vocabulary: Vocabulary) -> None:
    text = (
        "## Timeline\n\n| Time (UTC) | Who | What |\n|---|---|---|\n"
        "| 09:07 | Mina | gets paged |\n| **09:12** | | reads logs |\n"
    )
    first, second = timeline(text, vocabulary)
    assert (at(first), first.actor and first.actor.value, first.text.value) == (
        "2026-03-14T09:07Z",
        "Mina",
        "gets paged",
    )
    assert (at(second), second.actor, second.text.value) == ("2026-03-14T09:12Z", None, "reads logs")
    source = Source("x.md", text)
    assert first.when is not None
    assert second.when is not None
    assert source.position(first.when.span.start) == (5, 3)
    assert source.position(second.when.span.start) == (6, 5)
    assert source.slice(second.when.span) == "09:12"
    assert first.actor is not None
    assert source.position(first.actor.span.start) == (5, 11)
    assert source.position(first.text.span.start) == (5, 18)


def test_a_table_may_say_the_date_in_a_column_of_its_own(vocabulary: Vocabulary) -> None:
    body = (
        "| Day | Date (2026) | Time (JST) | Event |\n|---|---|---|---|\n"
        "| Sat | Mar 14 | 23:50 | a |\n| Sun | Mar 15 | 00:10 | b |\n| | | 00:20 | c |\n"
    )
    expected = ["2026-03-14T23:50+09:00", "2026-03-15T00:10+09:00", "2026-03-15T00:20+09:00"]
    assert ats(body, vocabulary, None) == expected


def test_of_two_columns_with_times_the_first_counts(vocabulary: Vocabulary) -> None:
    body = "| Time (UTC) | Time (CEST) | Event |\n|---|---|---|\n| 05:04 | 07:04 AM | a |\n| | 07:08 AM | b |\n"
    assert ats(body, vocabulary) == ["2026-03-14T05:04Z", "2026-03-14T07:08+02:00"]


def test_a_column_named_by_its_format_holds_times(vocabulary: Vocabulary) -> None:
    body = "| YYYY-MM-DD hh:mm UTC | Person(s) | Note |\n|---|---|---|\n| 2026-03-14 20:48 | Oda | a |\n"
    assert ats(body, vocabulary, None) == ["2026-03-14T20:48Z"]


def test_a_column_of_times_needs_no_known_name(vocabulary: Vocabulary) -> None:
    assert ats("| Moment | Fact |\n|---|---|\n| 20:48 | a |\n| 20:50 | b |\n", vocabulary) == [
        "2026-03-14T20:48",
        "2026-03-14T20:50",
    ]


def test_a_table_without_times_is_no_timeline(vocabulary: Vocabulary) -> None:
    assert ats("| Host | State |\n|---|---|\n| alpha | down |\n", vocabulary) == []


def test_blank_rows_are_no_events_and_a_row_with_a_date_alone_is_a_heading(vocabulary: Vocabulary) -> None:
    body = "| Time | Event |\n|---|---|\n| | |\n| **2026-03-20** | |\n| 10:00 | a |\n| later | b |\n| — | — |\n"
    assert ats(body, vocabulary) == ["2026-03-20T10:00", "2026-03-20"]


def test_list_items_open_with_their_time(vocabulary: Vocabulary) -> None:
    body = (
        "- 09:07 UTC: alert\n- **09:08 UTC** - page\n- `09:09:30 UTC` — ack\n- [09:10 UTC] look\n"
        "- At 09:11 UTC, found\n- ~09:12 UTC fixed\n- 09:13Z done\n"
    )
    expected = ["09:07Z", "09:08Z", "09:09:30Z", "09:10Z", "09:11Z", "09:12Z", "09:13Z"]
    assert ats(body, vocabulary) == [f"2026-03-14T{time}" for time in expected]
    said = [entry.text.value for entry in timeline(f"## Timeline\n\n{body}", vocabulary)]
    assert said == ["alert", "page", "ack", "look", "found", "fixed", "done"]


def test_an_item_keeps_the_place_of_its_time_behind_markup(vocabulary: Vocabulary) -> None:
    text = "## Timeline\n\n1. **~09:08 UTC** – `@mina` restarts\n   the worker\n"
    (entry,) = timeline(text, vocabulary)
    source = Source("x.md", text)
    assert entry.when is not None
    assert entry.when.value == "~09:08 UTC"
    assert source.position(entry.when.span.start) == (3, 6)
    assert source.slice(entry.when.span) == "~09:08 UTC"
    assert entry.actor is not None
    assert source.position(entry.actor.span.start) == (3, 22)
    assert entry.text.value == "restarts\nthe worker"
    assert source.position(entry.text.span.start) == (3, 29)
    assert source.position(entry.span.start) == (3, 1)


def test_headings_with_times_are_events_and_lists_below_tell_more(vocabulary: Vocabulary) -> None:
    text = (
        "## Timeline\n\n### 2026-03-14 00:25 - 00:29 AM ###\n\nThe queue grows.\n\n- a detail\n\n"
        "### 1:06 PM\n\n- another detail\n\n### 13:20 – all good\n\nDone.\n"
    )
    entries = timeline(text, vocabulary, None)
    assert [at(entry) for entry in entries] == ["2026-03-14T00:25", "2026-03-14T13:06", "2026-03-14T13:20"]
    assert [entry.text.value for entry in entries] == ["The queue grows.", "", "all good"]


def test_dates_over_lists_are_no_events(vocabulary: Vocabulary) -> None:
    body = (
        "**Sat, 14 Mar 2026**\n\n- 09:00 a\n\n### March 15\n\n- 10:00 b\n- no time\n\n"
        "Monday, March 16th 2026\n- 3:45PM c\n"
    )
    assert ats(body, vocabulary, None) == ["2026-03-14T09:00", "2026-03-15T10:00", "2026-03-15", "2026-03-16T15:45"]


def test_a_date_over_one_paragraph_is_an_event(vocabulary: Vocabulary) -> None:
    body = "### 2026-03-14\n\nSomebody rotates the key.\n\n### 2026-03-15 11:00\n\nThe key expires.\n"
    assert ats(body, vocabulary) == ["2026-03-14", "2026-03-15T11:00"]


def test_an_item_with_a_date_alone_hands_it_to_its_items(vocabulary: Vocabulary) -> None:
    body = "- 2026-03-14\n  - 09:07 a\n    - more of a\n  - 09:30 b\n- 2026-03-15\n  - c\n"
    assert ats(body, vocabulary) == ["2026-03-14T09:07", "2026-03-14T09:30", "2026-03-15"]


def test_items_below_an_event_only_tell_more(vocabulary: Vocabulary) -> None:
    assert ats("- 09:07 a\n  - 09:08 a detail\n  - another\n- 09:10 b\n", vocabulary) == [
        "2026-03-14T09:07",
        "2026-03-14T09:10",
    ]


def test_lines_of_a_paragraph_are_events(vocabulary: Vocabulary) -> None:
    text = "## Timeline\n\n[18:27] The alarm goes off\n[18:31] Somebody wakes up\nand reads on\n\n**18:40** - calm\n"
    entries = timeline(text, vocabulary)
    assert [at(entry) for entry in entries] == ["2026-03-14T18:27", "2026-03-14T18:31", "2026-03-14T18:40"]
    assert entries[1].text.value == "Somebody wakes up\nand reads on"
    positions = [Source("x.md", text).position(entry.span.start) for entry in entries]
    assert positions == [(3, 1), (4, 1), (7, 1)]


def test_a_line_with_a_time_alone_has_its_event_below(vocabulary: Vocabulary) -> None:
    text = "## Timeline\n\n1:03\nFirst alert\n\nJuly 23 4:10 AM\n\nAll calm\n"
    entries = timeline(text, vocabulary, date(2026, 7, 22))
    assert [(at(entry), entry.text.value) for entry in entries] == [
        ("2026-07-22T01:03", "First alert"),
        ("2026-07-23T04:10", "All calm"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "On 24 April 2026, we heard of it. At 10:00 we\n10:30 began.\n",
        "Everything happened quickly.\n",
        "```\n10:00 a line of a log\n```\n",
        "> 10:00 said somebody\n",
        "",
    ],
)
def test_a_narrative_a_log_and_a_quotation_give_no_events(body: str, vocabulary: Vocabulary) -> None:
    assert ats(body, vocabulary) == []


def test_headings_with_dates_beside_the_timeline_belong_to_it(vocabulary: Vocabulary) -> None:
    text = (
        "## Timeline\n\n_All times in UTC_\n\n## May 12\n\n### 20:15\n\na\n\n"
        "## May 13\n\n### 14:30\n\nb\n\n## Impact\n\n- 15:00 c\n"
    )
    assert [at(entry) for entry in timeline(text, vocabulary, date(2026, 5, 12))] == [
        "2026-05-12T20:15Z",
        "2026-05-13T14:30Z",
    ]


def test_a_dated_log_in_another_section_counts_and_dates_of_actions_do_not(vocabulary: Vocabulary) -> None:
    log = "- 2026-03-12: a\n- 2026-03-13: b\n- 2026-03-14 10:00: c\n"
    found = timeline(f"## What we saw\n\n{log}\n## Action Items\n\n{log}", vocabulary)
    assert [at(entry) for entry in found] == ["2026-03-12", "2026-03-13", "2026-03-14T10:00"]


def test_events_without_any_time_are_kept(vocabulary: Vocabulary) -> None:
    assert ats("1. The deploy starts\n2. It fails\n", vocabulary) == [None, None]


def test_a_label_may_say_that_the_time_of_a_list_is_not_known(vocabulary: Vocabulary) -> None:
    assert ats("At some earlier date:\n\n- a\n\nMarch 14th 2026\n\n- 10:00 b\n", vocabulary) == [
        None,
        "2026-03-14T10:00",
    ]


def test_a_list_without_times_beside_events_tells_more(vocabulary: Vocabulary) -> None:
    assert ats("- 10:00 a\n- 10:05 b\n\nThe hosts were:\n\n- alpha\n- beta\n", vocabulary) == [
        "2026-03-14T10:00",
        "2026-03-14T10:05",
    ]


def test_a_time_may_stand_behind_a_label_or_at_the_end(vocabulary: Vocabulary) -> None:
    entries = timeline("## Timeline\n\n- **Detected:** 10:05 UTC\n- Traffic is back (10:40 UTC)\n", vocabulary)
    assert [(at(entry), entry.when and entry.when.value) for entry in entries] == [
        ("2026-03-14T10:05Z", "10:05 UTC"),
        ("2026-03-14T10:40Z", "10:40 UTC"),
    ]


# --- days ---


def test_a_time_past_midnight_is_on_the_next_day(vocabulary: Vocabulary) -> None:
    assert ats("- 23:58 a\n- 00:03 b\n- 00:10 c\n", vocabulary) == [
        "2026-03-14T23:58",
        "2026-03-15T00:03",
        "2026-03-15T00:10",
    ]


def test_an_evening_is_followed_by_a_morning(vocabulary: Vocabulary) -> None:
    assert ats("- 19:40 a\n- 09:10 b\n", vocabulary) == ["2026-03-14T19:40", "2026-03-15T09:10"]


@pytest.mark.parametrize("times", [("22:40", "22:06"), ("12:50", "01:10"), ("5:00 PM", "6:10")])
def test_a_time_out_of_order_stays_on_its_day(times: tuple[str, str], vocabulary: Vocabulary) -> None:
    found = ats(f"- {times[0]} a\n- {times[1]} b\n", vocabulary)
    assert [at and at[:10] for at in found] == ["2026-03-14", "2026-03-14"]


def test_the_newest_may_come_first(vocabulary: Vocabulary) -> None:
    assert ats("- 01:10 d\n- 00:20 c\n- 23:58 b\n- 23:40 a\n", vocabulary) == [
        "2026-03-15T01:10",
        "2026-03-15T00:20",
        "2026-03-14T23:58",
        "2026-03-14T23:40",
    ]


def test_a_date_holds_until_the_next(vocabulary: Vocabulary) -> None:
    assert ats("- Mar 12, 10:00 a\n- 10:05 b\n- 13 March 09:00 c\n- 09:30 d\n", vocabulary) == [
        "2026-03-12T10:00",
        "2026-03-12T10:05",
        "2026-03-13T09:00",
        "2026-03-13T09:30",
    ]


def test_the_title_of_the_section_may_say_the_day(vocabulary: Vocabulary) -> None:
    text = "## Timeline (all times UTC) Monday May 11th, 2026\n\n- 09:15:04 a\n"
    assert [at(entry) for entry in timeline(text, vocabulary, None)] == ["2026-05-11T09:15:04Z"]


def test_a_sentence_may_say_the_day_of_all_events_but_those_that_say_another(vocabulary: Vocabulary) -> None:
    body = "Unless otherwise noted, all events happened on 2026-03-16.\n\n- 2026-03-15 23:00 a\n- 01:38 b\n"
    assert ats(body, vocabulary) == ["2026-03-15T23:00", "2026-03-16T01:38"]


def test_a_year_is_taken_from_the_incident_and_changes_at_new_year(vocabulary: Vocabulary) -> None:
    body = "### Dec 31\n\n- 23:58 a\n\n### Jan 1\n\n- 10:00 b\n"
    assert ats(body, vocabulary, date(2026, 1, 2)) == ["2025-12-31T23:58", "2026-01-01T10:00"]


def test_dates_with_slashes_are_read_by_those_that_tell_the_order(vocabulary: Vocabulary) -> None:
    assert ats("- 03/04/2026 10:00 a\n- 13/04/2026 11:00 b\n", vocabulary, None) == [
        "2026-04-03T10:00",
        "2026-04-13T11:00",
    ]
    assert ats("- 03/04/2026 10:00 a\n- 04/13/2026 11:00 b\n", vocabulary, None) == [
        "2026-03-04T10:00",
        "2026-04-13T11:00",
    ]
    assert ats("- 03/04/2026 10:00 a\n", vocabulary, None) == ["10:00"]


def test_without_any_day_the_time_is_all_that_is_known(vocabulary: Vocabulary) -> None:
    assert ats("- 10:00 a\n- 10:05 UTC b\n", vocabulary, None) == ["10:00", "10:05Z"]


@pytest.mark.parametrize("when", ["25:99", "2026-02-30 10:00", "2026-13-01 10:00"])
def test_a_time_that_does_not_exist_is_kept_as_written(when: str, vocabulary: Vocabulary) -> None:
    (entry,) = timeline(f"## Timeline\n\n- {when} a\n", vocabulary)
    assert entry.at is None
    assert entry.when is not None
    assert entry.when.value == when


# --- zones ---


@pytest.mark.parametrize(
    ("zone", "suffix"),
    [
        ("UTC", "Z"), ("GMT", "Z"), ("UTC+1", "+01:00"), ("UTC-05:30", "-05:30"), ("CET", "+01:00"), ("CEST", "+02:00"),
        ("JST", "+09:00"), ("EDT", "-04:00"), ("PST", ""), ("BST", ""), ("IST", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("shape", ["title", "sentence", "entry", "column"])
def test_a_zone_is_known_only_if_it_is_one(zone: str, suffix: str, shape: str, vocabulary: Vocabulary) -> None:
    text = {
        "title": f"## Timeline ({zone})\n\n- 10:00 a\n",
        "sentence": f"## Timeline\n\nAll times in {zone}.\n\n- 10:00 a\n",
        "entry": f"## Timeline\n\n- 10:00 {zone} – a\n",
        "column": f"## Timeline\n\n| Time ({zone}) | Event |\n|---|---|\n| 10:00 | a |\n",
    }[shape]
    assert [at(entry) for entry in timeline(text, vocabulary)] == [f"2026-03-14T10:00{suffix}"]


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("2026-03-14T09:07:11Z", "2026-03-14T09:07:11Z"),
        ("2026-03-14 16:10:16+01:00", "2026-03-14T16:10:16+01:00"),
        ("2026-03-14T09:07-07:00", "2026-03-14T09:07-07:00"),
        ("2026-03-14 09:07 +0900", "2026-03-14T09:07+09:00"),
    ],
)
def test_a_difference_to_utc_is_kept(when: str, at: str, vocabulary: Vocabulary) -> None:
    assert ats(f"- {when} a\n", vocabulary) == [at]


def test_the_zone_of_an_event_goes_before_that_of_the_section(vocabulary: Vocabulary) -> None:
    text = "## Timeline (UTC)\n\n- 12:48 (6:48 PDT): a\n- 13:00 CET: b\n- 14:00 PST: c\n"
    assert [at(entry) for entry in timeline(text, vocabulary)] == [
        "2026-03-14T12:48Z",
        "2026-03-14T13:00+01:00",
        "2026-03-14T14:00",
    ]


def test_a_sentence_before_the_timeline_may_name_the_zone(vocabulary: Vocabulary) -> None:
    text = "## Summary\n\nIt was slow. All times are in UTC.\n\n## Timeline\n\n- 10:00 a\n"
    assert [at(entry) for entry in timeline(text, vocabulary)] == ["2026-03-14T10:00Z"]


@pytest.mark.parametrize(
    "said",
    ["All times in UTC", "_All times in UTC_", "**Times are UTC.**", "(UTC)", "All times [UTC](https://x.example)"],
)
def test_a_sentence_about_times_may_be_marked_up(said: str, vocabulary: Vocabulary) -> None:
    assert ats(f"{said}\n\n- 10:00 a\n", vocabulary) == ["2026-03-14T10:00Z"]


def test_a_time_without_a_zone_is_not_utc(vocabulary: Vocabulary) -> None:
    assert ats("- 10:00 UTC a\n- 10:05 b\n", vocabulary) == ["2026-03-14T10:00Z", "2026-03-14T10:05"]


# --- times ---


@pytest.mark.parametrize(
    ("when", "clock"),
    [
        ("9:20 AM", "09:20"),
        ("5pm", "17:00"),
        ("9:02a", "09:02"),
        ("12:29p", "12:29"),
        ("12:05 AM", "00:05"),
        ("12:05 PM", "12:05"),
        ("17:14pm", "17:14"),
        ("00:25 AM", "00:25"),
        ("10.30am", "10:30"),
        ("14h05", "14:05"),
        ("14時05分", "14:05"),
        ("1625 UTC", "16:25Z"),
        ("around 14:20", "14:20"),
        ("14:20 - 14:40", "14:20"),
        ("14:20–14:40", "14:20"),
        ("8-9 PM", "20:00"),
        ("8:20 - 8:24 PM", "20:20"),
        ("11:50 - 12:10 PM", "11:50"),
        ("between 02:00 and 02.30 PM", "14:00"),
        ("14:20:33.125", "14:20:33"),
    ],
)
def test_clocks_are_read_as_people_write_them(when: str, clock: str, vocabulary: Vocabulary) -> None:
    assert ats(f"- {when}: a\n", vocabulary, None) == [clock]


def test_the_last_minute_of_a_day_may_be_written_as_24(vocabulary: Vocabulary) -> None:
    assert ats("- 24:00 a\n", vocabulary) == ["2026-03-15T00:00"]


def test_times_relative_to_a_zero_need_to_know_it(vocabulary: Vocabulary) -> None:
    assert ats("- T+0: a\n- T+5m: b\n", vocabulary) == [None, None]
    assert ats("- T-0 (2026-03-14 09:07Z): a\n- T+5m: b\n- T+1h 10m: c\n- T-3: d\n- T+00:30 e\n", vocabulary) == [
        "2026-03-14T09:07Z",
        "2026-03-14T09:12Z",
        "2026-03-14T10:17Z",
        "2026-03-14T09:04Z",
        "2026-03-14T09:37Z",
    ]
    assert ats("T0 = 2026-03-14 23:58 UTC\n\n- T+5m: b\n", vocabulary) == ["2026-03-15T00:03Z"]


# --- actors ---


@pytest.mark.parametrize(
    ("said", "actor", "rest"),
    [
        ("@mina restarts it", "@mina", "restarts it"),
        ("@mina and @oda restart it", "@mina and @oda", "restart it"),
        ("`@mina` restarts it", "@mina", "restarts it"),
        ("Mina: restarts it", "Mina", "restarts it"),
        ("Mina Sato (IC): restarts it", "Mina Sato", "restarts it"),
        ("mina: restarts it", "mina", "restarts it"),
        ("IC: declares it", "IC", "declares it"),
        ("**Mina** restarts it", "Mina", "restarts it"),
        ("[Mina] restarts it", "Mina", "restarts it"),
        ("[Mina](mailto:mina@example.com) restarts it", "Mina", "restarts it"),
        ("Mina — restarts it", "Mina", "restarts it"),
        ("Detection: restarts it", None, "Detection: restarts it"),
        ("**Mitigation:** restarts it", None, "Mitigation: restarts it"),
        ("the worker restarts: it works", None, "the worker restarts: it works"),
        ("restarts it", None, "restarts it"),
        ("検知: 再起動", None, "検知: 再起動"),
    ],
)
def test_a_name_in_front_is_the_actor(said: str, actor: str | None, rest: str, vocabulary: Vocabulary) -> None:
    (entry,) = timeline(f"## Timeline\n\n- 10:00 UTC – {said}\n", vocabulary)
    assert (entry.actor.value if entry.actor else None, entry.text.value) == (actor, rest)


# --- anything goes ---


@pytest.mark.parametrize(
    "body",
    [
        "- \n",
        "- **\n",
        "| Time |\n|---|\n| 10:00 |\n",
        "| |\n|-|\n| |\n",
        "- 99999-99-99 9:9\n",
        "### \n",
        "- T+99999999h\n",
        "- T-99999h x\n",
    ],
)
def test_nothing_raises(body: str, vocabulary: Vocabulary) -> None:
    assert len(timeline(f"## Timeline\n\n{body}", vocabulary)) <= 1


def test_long_lines_are_read_in_linear_time(vocabulary: Vocabulary) -> None:
    for piece in ("10:00 ", "a:", "(", "@a ", "[", "- ", "~"):
        timeline("## Timeline\n\n- 10:00 " + piece * 5000, vocabulary)


@pytest.mark.parametrize("tag", ["b", "kbd", "time", "code", 'span style="color:red"'])
def test_a_time_may_stand_in_a_tag(tag: str, vocabulary: Vocabulary) -> None:
    close = tag.split()[0]
    body = f"- <{tag}>10:00</{close}> page\n- <{tag}>10:05</{close}> ack\n"
    assert ats(body, vocabulary) == ["2026-03-14T10:00", "2026-03-14T10:05"]
