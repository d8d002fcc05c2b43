"""Timelines in the forms of chats, incident tools, blogs and exports, as whole documents."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.model import TimelineEntry
from pmlint.read import read
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(packs.load_bundled("incident-process").process)


def entries(text: str, vocabulary: Vocabulary) -> list[TimelineEntry]:
    return list(read(Source("x.md", text), vocabulary).timeline)


def ats(body: str, vocabulary: Vocabulary) -> list[str | None]:
    """The times of a timeline in a document of an incident on Tuesday 10 March 2026."""
    return [
        entry.at and entry.at.iso() for entry in entries(f"# Outage of 2026-03-10\n\n## Timeline\n\n{body}", vocabulary)
    ]


# --- where an entry has its time ---


def test_an_entry_may_close_with_its_time(vocabulary: Vocabulary) -> None:
    body = "- Kiln goes cold at 14:05 UTC\n- Pager — 14:10 UTC\n- Glaze restarted: 14:20 UTC\n"
    assert ats(body, vocabulary) == [
        "2026-03-10T14:05Z",
        "2026-03-10T14:10Z",
        "2026-03-10T14:20Z",
    ]
    assert ats("- PR 7 opened 2026-03-10 09:00Z\n", vocabulary) == ["2026-03-10T09:00Z"]


def test_a_time_in_a_sentence_is_not_that_of_the_entry(vocabulary: Vocabulary) -> None:
    assert ats("- 10:00 a\n- The kiln was down until 14:05 UTC on both sites\n- It took 10-15 min\n", vocabulary) == [
        "2026-03-10T10:00",
        None,
        None,
    ]


def test_a_label_may_stand_before_a_time_in_parentheses(vocabulary: Vocabulary) -> None:
    body = "- **Block 8812** (Mar-10-2026 06:12:23 AM +UTC): a\n- **Block 8813** (Mar-10-2026 06:22:00 PM +UTC): b\n"
    assert ats(body, vocabulary) == ["2026-03-10T06:12:23Z", "2026-03-10T18:22:00Z"]


def test_updates_of_a_status_page_close_with_their_time(vocabulary: Vocabulary) -> None:
    body = (
        "**Resolved** - All kilns are warm.\nMar 10, 2026 - 18:44 UTC\n\n"
        "**Monitoring** - We wait. *Mar 10, 17:30 UTC*\n\n**Investigating** - We look.\nMar 10, 16:58 UTC\n"
    )
    assert ats(body, vocabulary) == ["2026-03-10T18:44Z", "2026-03-10T17:30Z", "2026-03-10T16:58Z"]


def test_paragraphs_that_all_open_with_a_sentence_about_their_time_are_events(vocabulary: Vocabulary) -> None:
    body = "At 7:30 AM, a kiln stopped.\n\nAt 9:28 AM, it was warm.\n\nBy 2:22 PM, all was well.\n"
    assert ats(body, vocabulary) == ["2026-03-10T07:30", "2026-03-10T09:28", "2026-03-10T14:22"]


def test_one_such_paragraph_among_others_tells_a_story(vocabulary: Vocabulary) -> None:
    assert ats("A kiln stopped.\n\nAt 9:28 AM, it was warm.\n\nWe looked.\n\nAll was well.\n", vocabulary) == []


def test_a_chat_has_the_name_before_the_time(vocabulary: Vocabulary) -> None:
    text = (
        "# Log of 2026-03-10\n\n## Timeline\n\n**orla** [10:14 AM]\nkiln is cold?\n\nBo Hart  10:15 AM\nyes, looking\n"
    )
    assert [
        (entry.at and entry.at.iso(), entry.actor and entry.actor.value, entry.text.value)
        for entry in entries(text, vocabulary)
    ] == [
        ("2026-03-10T10:14", "orla", "kiln is cold?"),
        ("2026-03-10T10:15", "Bo Hart", "yes, looking"),
    ]


def test_lines_broken_in_a_cell_are_events(vocabulary: Vocabulary) -> None:
    text = (
        "# Review\n\n| | |\n|---|---|\n| **Incident date** | 2026-03-10 |\n"
        "| **Timeline** | 06:00 kilns go cold<br>06:25 shift lead calls<br>23:50 calm<br>00:10 warm |\n"
    )
    assert [entry.at and entry.at.iso() for entry in entries(text, vocabulary)] == [
        "2026-03-10T06:00",
        "2026-03-10T06:25",
        "2026-03-10T23:50",
        "2026-03-11T00:10",
    ]


def test_boxes_emoji_and_shortcodes_stand_in_front(vocabulary: Vocabulary) -> None:
    body = "- [x] **09:30** a\n- [ ] 09:31 b\n- :fire: 09:32 c\n- \U0001f6a8 09:33 d\n- [[2026-03-10]] 09:34 e\n"
    assert ats(body, vocabulary) == [
        "2026-03-10T09:30",
        "2026-03-10T09:31",
        "2026-03-10T09:32",
        "2026-03-10T09:33",
        "2026-03-10T09:34",
    ]


# --- set off from the text ---


@pytest.mark.parametrize("fence", ["```\n{}```\n", "```text\n{}```\n"])
def test_a_code_block_may_hold_all_of_the_timeline(fence: str, vocabulary: Vocabulary) -> None:
    text = "# 2026-03-10\n\n## Timeline\n\n" + fence.format("10:14 UTC page\n  more of it\n10:22 UTC rolled back\n")
    found = entries(text, vocabulary)
    assert [(entry.at and entry.at.iso(), entry.text.value) for entry in found] == [
        ("2026-03-10T10:14Z", "page"),
        ("2026-03-10T10:22Z", "rolled back"),
    ]
    source = Source("x.md", text)
    assert [source.position(entry.span.start) for entry in found] == [(6, 1), (8, 1)]
    assert found[1].when is not None
    assert source.slice(found[1].when.span) == "10:22 UTC"


def test_a_quotation_may_hold_all_of_the_timeline(vocabulary: Vocabulary) -> None:
    assert ats("> 10:00 UTC – a\n> 10:12 UTC – b\n", vocabulary) == ["2026-03-10T10:00Z", "2026-03-10T10:12Z"]


def test_beside_events_code_and_quotations_are_evidence(vocabulary: Vocabulary) -> None:
    body = "- 10:00 a\n\n```\n10:01 one\n10:02 two\n```\n\n> 10:03 three\n> 10:04 four\n"
    assert ats(body, vocabulary) == ["2026-03-10T10:00"]


def test_a_quoted_note_may_name_the_zone(vocabulary: Vocabulary) -> None:
    assert ats("> **Note:** All times are in UTC.\n\n- 10:00 a\n", vocabulary) == ["2026-03-10T10:00Z"]


# --- logs elsewhere ---


def test_lines_with_times_under_a_heading_without_a_known_name_are_a_log(vocabulary: Vocabulary) -> None:
    log = "**10:00** – a\n\n**13:40** – b\n\n**18:15** – c\n\n**Wed** – d\n"
    text = f"# Axes, 2026-03-10\n\n### How did it go down?\n\n{log}"
    assert [entry.at and entry.at.iso() for entry in entries(text, vocabulary)] == [
        "2026-03-10T10:00",
        "2026-03-10T13:40",
        "2026-03-10T18:15",
        "2026-03-11",
    ]


def test_a_log_may_stand_before_any_heading_and_in_an_item(vocabulary: Vocabulary) -> None:
    text = "**log**\n\n2026-03-10 18:00 a\n18:20 b\n18:25 c\n"
    assert [entry.at and entry.at.iso() for entry in entries(text, vocabulary)] == [
        "2026-03-10T18:00",
        "2026-03-10T18:20",
        "2026-03-10T18:25",
    ]
    assert len(entries("# Note\n\n4. Course\n\n   2230Z a\n   2241Z b\n   0020Z c\n", vocabulary)) == 3


def test_a_table_of_times_is_a_log_only_where_there_is_no_timeline(vocabulary: Vocabulary) -> None:
    table = "## What we saw\n\n| Time | Seen |\n|---|---|\n| 10:00 | a |\n| 10:01 | b |\n| 10:02 | c |\n\n"
    assert len(entries(f"# 2026-03-10\n\n{table}", vocabulary)) == 3
    assert len(entries(f"# 2026-03-10\n\n{table}## Timeline\n\n- 10:00 d\n", vocabulary)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "# Impact\n\n| Region | Ratio |\n|---|---|\n| EU | 10:10 |\n| US | 11:20 |\n| AP | 13:30 |\n",
        "# Resolution\n\nAt 14:05 we saw it.\n\n- Restarted 3 nodes\n- Waited 10 minutes\n",
        "**Action items**\n\n- 2026-03-10 10:00 a\n- 2026-03-11 10:00 b\n- 2026-03-12 10:00 c\n",
        "# Notes\n\n10:00 is when the shop opens.\n\nIt closes late.\n\nMore.\n\n18:00 is rush hour.\n",
    ],
)
def test_other_numbers_and_lists_of_actions_are_no_log(text: str, vocabulary: Vocabulary) -> None:
    assert entries(text, vocabulary) == []


# --- clocks in a row ---


def test_digits_without_a_colon_are_times_where_others_beside_them_say_so(vocabulary: Vocabulary) -> None:
    assert ats("- 1405 UTC a\n- 1440 b\n", vocabulary) == ["2026-03-10T14:05Z", "2026-03-10T14:40"]
    assert ats("- 1405 a\n- 1950 b\n", vocabulary) == ["2026-03-10T14:05", "2026-03-10T19:50"]
    assert ats("- 14.05 a\n- 14.20 b\n", vocabulary) == ["2026-03-10T14:05", "2026-03-10T14:20"]
    assert ats("10:15 a\n10.20 b\n", vocabulary) == ["2026-03-10T10:15", "2026-03-10T10:20"]


def test_years_and_single_numbers_are_no_times(vocabulary: Vocabulary) -> None:
    assert ats("- 2013 founded\n- 2014 grown\n", vocabulary) == [None, None]
    assert ats("- 1440 pots broke\n- the kiln too\n", vocabulary) == [None, None]


# --- tables ---


def test_a_table_with_a_blank_header_has_it_in_the_first_row(vocabulary: Vocabulary) -> None:
    body = "| | |\n|---|---|\n| **Time (AEST)** | **Event** |\n| 08:15 | a |\n| 08:40 | b |\n"
    assert ats(body, vocabulary) == ["2026-03-10T08:15+10:00", "2026-03-10T08:40+10:00"]


def test_a_blank_header_over_times_leaves_the_first_row_an_event(vocabulary: Vocabulary) -> None:
    assert ats("| | |\n|---|---|\n| 08:15 | a |\n| 08:40 | b |\n", vocabulary) == [
        "2026-03-10T08:15",
        "2026-03-10T08:40",
    ]


@pytest.mark.parametrize(
    ("time", "actor", "event"),
    [
        ("Uhrzeit", "Wer", "Ereignis"),
        ("Zeitpunkt (MEZ)", "Beteiligte", "Beschreibung"),
        ("Hora (CET)", "Responsable", "Descripción"),
        ("Horário", "Quem", "Evento"),
        ("Horodatage", "Intervenant", "Événement"),
        ("Time stamp", "Performed by", "Remarks"),
        ("Clock (local)", "Who did it", "Notes/observations"),
        ("Время (МСК)", "Кто", "Событие"),
        ("発生時刻", "実施者", "対応内容"),
        ("시각", "담당자", "내용"),
    ],
)
def test_columns_bear_names_of_many_languages(time: str, actor: str, event: str, vocabulary: Vocabulary) -> None:
    text = (
        f"# 2026-03-10\n\n## Timeline\n\n| {event} | {actor} | {time} |\n|---|---|---|\n| Reset done | Oda | 14:05 |\n"
    )
    (entry,) = entries(text, vocabulary)
    assert (entry.at.iso() if entry.at else "")[:16] == "2026-03-10T14:05"
    assert (entry.actor and entry.actor.value, entry.text.value) == ("Oda", "Reset done")


# --- actors ---


@pytest.mark.parametrize(
    ("said", "actor"),
    [
        ("| kiln-bot | restarts", "kiln-bot"),
        ("| Alma Reyes | restarts", "Alma Reyes"),
        ("- **SRE team** - restarts", "SRE team"),
        ("SRE on-call: restarts", "SRE on-call"),
        ("Result: restarts", None),
        ("restarts | twice", None),
    ],
)
def test_a_name_between_bars_or_with_a_role_is_the_actor(said: str, actor: str | None, vocabulary: Vocabulary) -> None:
    (entry,) = entries(f"## Timeline\n\n- 10:00 UTC {said}\n", vocabulary)
    assert (entry.actor.value if entry.actor else None) == actor


# --- anything goes ---


def test_many_paragraphs_and_long_lines_are_read_in_linear_time(vocabulary: Vocabulary) -> None:
    for piece in ("at 10:0 ", "(10:00", "day ", "T = ", "relative to a ", ":a", "Mon ", "- 1 - ", "a b 1\n\n", "> 1\n"):
        entries("## Timeline\n\n" + piece * 5000, vocabulary)
        entries("## Notes\n\n" + piece * 5000, vocabulary)


def test_the_words_behind_a_label_need_not_tell_a_time(vocabulary: Vocabulary) -> None:
    assert entries("# Outage\n\n**Timeline:** Worker 2 stood still.\n", vocabulary) == []


def test_a_clock_may_stand_behind_its_word_in_other_languages(vocabulary: Vocabulary) -> None:
    body = "- ore 9:17 allarme\n- às 9:25 alarme\n- um 9:30 Alarm\n- alle ore 9:40 fine\n"
    assert ats(body, vocabulary) == [f"2026-03-10T09:{minute}" for minute in (17, 25, 30, 40)]
