"""When something happened: moments as data, in every part of the model that has them."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from pmlint import packs
from pmlint.model import Moment, Need, Why
from pmlint.read import read
from pmlint.read.sections.reader import Part
from pmlint.read.timeline import reader
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary

DAY = date(2026, 3, 14)
DOCUMENT = (
    "---\nid: INC-7\nstarted: 2026-03-14 09:07 UTC\nended: 10:30 CET on 14 March 2026\n---\n\n# Queue\n\n"
    "## Timeline\n\n- 09:07 UTC Mina: gets paged\n- 10:30 done, see [log](log.txt)\n"
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(packs.load_bundled("incident-process").process)


@pytest.mark.parametrize(
    ("moment", "iso"),
    [
        pytest.param(Moment(DAY), "2026-03-14", id="day"),
        pytest.param(Moment(DAY, 9 * 3600 + 420), "2026-03-14T09:07", id="no-zone"),
        pytest.param(Moment(DAY, 9 * 3600 + 420, 0), "2026-03-14T09:07Z", id="utc"),
        pytest.param(Moment(DAY, 9 * 3600 + 420, -210), "2026-03-14T09:07-03:30", id="offset"),
        pytest.param(Moment(DAY, 9 * 3600 + 425, 540, precise=True), "2026-03-14T09:07:05+09:00", id="seconds"),
        pytest.param(Moment(None, 9 * 3600 + 420), "09:07", id="no-day"),
        pytest.param(Moment.of(DAY, 24 * 3600, None, precise=False), "2026-03-15T00:00", id="midnight"),
        pytest.param(Moment.of(date.max, 24 * 3600, 0, precise=False), "00:00Z", id="last-day"),
    ],
)
def test_a_moment_is_written_as_far_as_it_is_known(moment: Moment, iso: str) -> None:
    assert moment.iso() == iso


@pytest.mark.parametrize(
    ("started", "iso"),
    [
        pytest.param("2026-03-14 09:07 UTC", "2026-03-14T09:07Z", id="behind"),
        pytest.param("2026-03-14T09:07:30+09:00", "2026-03-14T09:07:30+09:00", id="iso"),
        pytest.param("09:07 CET, 14 March 2026", "2026-03-14T09:07+01:00", id="in-front"),
        pytest.param("March 14, 2026 at 9:07 PM", "2026-03-14T21:07", id="half"),
        pytest.param("2026-03-14", "2026-03-14", id="day"),
        pytest.param("09:07", "09:07", id="time"),
        pytest.param("3 pods late", "", id="neither"),
    ],
)
def test_the_start_of_an_incident_has_its_time_of_day(started: str, iso: str, vocabulary: Vocabulary) -> None:
    said = read(Source("x.md", f"---\nstarted: '{started}'\n---\n\n# Queue\n"), vocabulary).incident.started
    assert said is not None
    assert (said.at.iso() if said.at else "") == iso


def test_a_window_gives_start_and_end_their_times(vocabulary: Vocabulary) -> None:
    text = "# Queue\n\n**Incident window:** 2026-03-14 09:07 to 10:30 UTC\n"
    incident = read(Source("x.md", text), vocabulary).incident
    assert incident.started
    assert incident.started.at == Moment(DAY, 9 * 3600 + 420)


def test_the_model_is_data(vocabulary: Vocabulary) -> None:
    doc = read(Source("x.md", DOCUMENT), vocabulary)
    again = pickle.loads(pickle.dumps(doc))
    assert again == doc
    assert again.incident.started.at == Moment(DAY, 9 * 3600 + 420, 0)
    assert again.incident.ended.at == Moment(DAY, 10 * 3600 + 1800, 60)


def test_dates_and_events_say_what_made_them(vocabulary: Vocabulary) -> None:
    doc = read(Source("x.md", DOCUMENT), vocabulary)
    assert [entry.why for entry in doc.timeline] == [Why("clock"), Why("clock")]
    assert doc.incident.ended
    assert doc.incident.ended.why == Why("month in words", "march")


@pytest.mark.parametrize("need", ["timeline", "evidence", "dates"])
def test_what_nobody_needs_is_left_empty(need: Need, vocabulary: Vocabulary) -> None:
    doc = read(Source("x.md", DOCUMENT), vocabulary, frozenset({need}))
    parts = {"timeline": doc.timeline, "evidence": doc.evidence, "dates": doc.incident.dates}
    assert {name for name, part in parts.items() if part} <= {need}
    assert parts[need] or need == "evidence"
    assert doc.sections


def test_the_timeline_is_read_once(monkeypatch: pytest.MonkeyPatch, vocabulary: Vocabulary) -> None:
    count = 0
    original = reader.TimelineReader.read_section

    def counted(self: reader.TimelineReader, part: Part) -> None:
        nonlocal count
        count += 1
        original(self, part)

    monkeypatch.setattr(reader.TimelineReader, "read_section", counted)
    text = (
        "---\ndate: 2026-03-20\n---\n\n# Queue\n\n## Timeline\n\n- 2026-03-14 09:07 page\n- 10:30 error\n- 11:00 done\n"
    )
    doc = read(Source("x.md", text), vocabulary)
    assert doc.incident.day == DAY
    assert [entry.at and entry.at.day for entry in doc.timeline] == [DAY] * 3
    assert count == 1
