"""How grave an incident was by what the document reports of it, and when its severity was lowered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pmlint.markdown import Document
from pmlint.model import ImpliedSeverity, Incident, Lowering, Severity, TimelineEntry
from pmlint.process import SignalTest
from pmlint.read.measures.clock import minutes_between, oldest_first
from pmlint.read.measures.reported import Report, Reports
from pmlint.read.sections.reader import Part
from pmlint.spelling import fold, words
from pmlint.vocabulary import Vocabulary


def read_implied(
    document: Document,
    parts: Sequence[Part],
    entries: Sequence[TimelineEntry],
    incident: Incident,
    vocabulary: Vocabulary,
) -> ImpliedSeverity | None:
    """The gravest severity of which a criterion is met by what the overview and the timeline report."""
    if not vocabulary.process.tests:
        return None
    reports = Reports(document, parts, {fold(said.text.value) for said in incident.ids}, vocabulary)
    found = [*reports.in_sentences(), *reports.between_events(entries)]
    if not found:
        return None
    window = minutes_between(
        incident.started.at if incident.started else None, incident.ended.at if incident.ended else None
    )
    signals, journeys = {report.signal for report in found}, reports.journeys()
    for level, criterion in vocabulary.process.criteria:
        for test in criterion.tests:
            if test.beside and test.beside not in signals:
                continue
            for report in found:
                if report.signal == test.signal and _meets(report, test, journeys, window):
                    return ImpliedSeverity(
                        level, criterion, report.text, report.until, report.minutes if report.until else None
                    )
    return None


def _meets(report: Report, test: SignalTest, journeys: Collection[str], window: float | None) -> bool:
    """Whether a report meets a test; a share that says no length is taken for that of the whole incident."""
    named = report.journeys or journeys
    if test.journeys and named and not set(test.journeys) & set(named):
        return False
    minutes = window if report.minutes is None and report.figure is not None else report.minutes
    return test.is_met(report.figure, minutes)


def read_lowerings(
    entries: Sequence[TimelineEntry], severities: Sequence[Severity], vocabulary: Vocabulary
) -> tuple[Lowering, ...]:
    """Each time that the timeline lowers the severity; where it never does, what the severity's field says of it."""
    found = tuple(_in_events(entries, vocabulary))
    if found:
        return found
    return tuple(
        Lowering(said.text, said.lowered_to)
        for said in severities
        if said.lowered_to is not None and vocabulary.severities.tells_former(said.text.value)
    )


def _in_events(entries: Sequence[TimelineEntry], vocabulary: Vocabulary) -> Iterator[Lowering]:
    """The events that lower the severity: by a word that says so, or as they give it a milder one than before."""
    current: int | None = None
    ordered = oldest_first(entries)
    for index, entry in enumerate(ordered):
        text = entry.text.value
        if not vocabulary.severities.are_in(text):
            continue
        lowered = vocabulary.severities.lowering(text)
        given = [each.level for each in vocabulary.severities.in_sentences(text, asides=False) if each.level]
        level = lowered.level if lowered else given[-1] if given else None
        if lowered or (level is not None and current is not None and level > current):
            yield _lowering(entry, level, ordered[:index], vocabulary)
        current = level if level is not None else current


def _lowering(
    entry: TimelineEntry, level: int | None, earlier: Sequence[TimelineEntry], vocabulary: Vocabulary
) -> Lowering:
    """A lowering with the last sign of trouble before it; what its own event says of calm counts, too."""
    trouble = next((each for each in reversed(earlier) if _tells_of_trouble(each.text.value, vocabulary)), None)
    minutes = minutes_between(trouble.at, entry.at) if trouble else None
    if minutes is not None:
        minutes = max([minutes, *vocabulary.lasting.any_minutes(entry.text.value)])
    return Lowering(entry.text, level, trouble.text if trouble else None, minutes)


def _tells_of_trouble(text: str, vocabulary: Vocabulary) -> bool:
    """Whether an event tells that something is wrong, and not also that it is better."""
    if vocabulary.calm.is_in(text):
        return False
    marks = vocabulary.process.words.trouble
    plain = tuple(fold(mark) for mark in marks if mark.isascii())
    folded = fold(text)
    return any(word.startswith(plain) for word in words(text)) or any(m in folded for m in marks if not m.isascii())
