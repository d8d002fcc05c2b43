"""Measures: the tables of docs/forms/measures.md."""

from __future__ import annotations

import pytest

from pmlint import packs
from pmlint.forms.lasting import LastingForm
from pmlint.forms.measures import Measures
from pmlint.forms.signals import NoSignal, SignalForm
from pmlint.process import Process
from pmlint.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def process() -> Process:
    return packs.load_bundled("incident-process").process


@pytest.fixture(scope="module")
def measures(process: Process) -> Measures:
    return Vocabulary(process).measures


@pytest.fixture(scope="module")
def lasting(process: Process) -> LastingForm:
    return Vocabulary(process).lasting


@pytest.fixture(scope="module")
def signals(process: Process) -> SignalForm:
    return SignalForm(process)


def number(written: str) -> float | None:
    return float(written) if written.strip() else None


@pytest.mark.form_table("measures", "Reported")
def test_a_measure_is_read(written_as: str, signal: str, figure: str, minutes: str, measures: Measures) -> None:
    (found,) = (each for each in measures.in_text(written_as) if not each.over)
    assert found.signal == signal
    assert found.figure == (None if not figure else pytest.approx(float(figure)))
    assert found.minutes == (None if not minutes else pytest.approx(float(minutes)))


@pytest.mark.form_table("measures", "Refused")
def test_what_reports_nothing_is_no_measure(written_as: str, why: str, measures: Measures) -> None:
    assert [each for each in measures.in_text(written_as) if not each.over] == [], why


@pytest.mark.form_table("measures", "Over")
def test_what_is_over_is_told(written_as: str, signal: str, measures: Measures) -> None:
    assert {each.signal for each in measures.in_text(written_as) if each.over} == {signal}


@pytest.mark.form_table("measures", "Journeys")
def test_journeys_that_are_affected_are_named(written_as: str, journeys: str, measures: Measures) -> None:
    assert measures.journeys(written_as) == set(journeys.split())


@pytest.mark.form_table("measures", "Lasting")
def test_how_long_something_lasted_is_read(written_as: str, minutes: str, lasting: LastingForm) -> None:
    assert [each.minutes for each in lasting.find(written_as)] == [float(minutes)]


@pytest.mark.form_table("measures", "Not lasting")
def test_other_times_are_no_length(written_as: str, why: str, lasting: LastingForm) -> None:
    assert lasting.find(written_as) == [], why


@pytest.mark.form_table("measures", "Beside a window")
def test_the_length_of_a_window_is_read(written_as: str, minutes: str, window: str, lasting: LastingForm) -> None:
    assert [(length.minutes, of.minutes) for length, of in lasting.beside(written_as)] == [
        (float(minutes), float(window))
    ]


@pytest.mark.form_table("measures", "Not beside a window")
def test_another_length_is_not_that_of_a_window(written_as: str, why: str, lasting: LastingForm) -> None:
    assert list(lasting.beside(written_as)) == [], why


@pytest.mark.form_table("measures", "Typed")
def test_a_typed_signal_is_read(written_as: str, figure: str, minutes: str, signals: SignalForm) -> None:
    signal = signals.read(written_as)
    assert (signal.figure, signal.minutes) == (number(figure), number(minutes))


@pytest.mark.form_table("measures", "Mistyped")
def test_what_is_no_signal_is_told(written_as: str, told: str, signals: SignalForm) -> None:
    with pytest.raises(NoSignal) as caught:
        signals.read(written_as)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "measured"),
    [("31 % of page views", True), ("for 40 minutes", True), ("14x", True), ("some users", False), ("", False)],
)
def test_a_text_has_a_figure_or_none(text: str, measured: bool, measures: Measures) -> None:
    assert measures.has_figure(text) is measured


def test_every_signal_of_the_criteria_has_words(process: Process) -> None:
    assert {test.signal for test in process.tests} == set(process.words.measures.signals or ())


@pytest.mark.parametrize("text", ["62 % of " * 3000, "10:02 to " * 3000, "breaker " * 4000, "for 40 min, " * 3000])
def test_a_long_text_is_soon_read(text: str, measures: Measures) -> None:
    measures.in_text(text)
