"""The signals that a document reports, where it tells of its incident: in its overview and its timeline."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from pmlint.forms.lasting import Lasting
from pmlint.forms.measures import Measured
from pmlint.markdown import Block, Document, Heading, Inline, List, Paragraph, Quote, Table
from pmlint.model import TimelineEntry
from pmlint.read.incident.severities import PAIR
from pmlint.read.measures.clock import minutes_between, oldest_first
from pmlint.read.sections.places import SectionsByPlace
from pmlint.read.sections.reader import Part
from pmlint.spelling import fold
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary

_MOST_EVENTS = 100
"""Events that report one signal that are compared with each other; nobody writes more of one."""


class Report(NamedTuple):
    """A signal that is reported, with its figure and its minutes, and the journeys that its sentence names.

    `until` is the event that ended it, where two events tell how long it was.
    """

    text: Text
    signal: str
    figure: float | None
    minutes: float | None
    journeys: frozenset[str] = frozenset()
    until: Text | None = None


class Told(NamedTuple):
    """A text that tells of the incident: of one paragraph, or of a row that says two things of each other."""

    text: str
    cells: tuple[Inline, ...]
    section: str

    def locate(self, start: int, end: int) -> Text:
        """A part of it with its place."""
        *before, last = self.cells
        shift = len(self.text) - len(last.text)
        if start >= shift:
            return last.locate(start - shift, end - shift)
        if before and end > len(before[0].text):
            return Text(self.text[start:end], Span(before[0].span.start, last.span.end))
        return self.cells[0].locate(start, end)


class Reports:
    """What is reported in a document; `own` are the IDs of its incident, folded."""

    def __init__(self, document: Document, parts: Sequence[Part], own: Collection[str], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._measures = vocabulary.measures
        self._own = own
        kinds = vocabulary.process.known_sections
        overview = {kind.id for kind in kinds if kind.overview}
        sections = SectionsByPlace(parts)
        telling = overview | vocabulary.process.holding("events")
        self._told = [
            Told(": ".join(cell.text for cell in cells), tuple(cells), section)
            for cells in _texts(document.blocks)
            if (section := sections.at(max(cells[-1].span.start, cells[-1].span.end - 1))) in telling
        ]
        self._overview = overview

    def journeys(self) -> frozenset[str]:
        """The user journeys that it names as affected."""
        return frozenset(name for told in self._told for name in self._measures.journeys(told.text))

    def in_sentences(self) -> Iterator[Report]:
        """What sentences report. A share without a length lasted as long as the section says, if it says one length."""
        lengths: dict[str, list[Lasting]] = {}
        for told in self._told:
            text = _without_code(told)
            found = [each for each in self._measures.in_text(text) if not each.over and self._is_own(text, each)]
            for each in found:
                minutes = each.minutes
                if minutes is None and each.figure is not None and told.section in self._overview:
                    known = lengths.get(told.section)
                    if known is None:
                        known = lengths[told.section] = self._lengths(told.section)
                    minutes = known[0].minutes if len({length.minutes for length in known}) == 1 else None
                journeys = self._measures.journeys(text[_sentence_start(text, each.start) : each.end])
                yield Report(told.locate(each.start, each.end), each.signal, each.figure, minutes, journeys)

    def _lengths(self, section: str) -> list[Lasting]:
        texts = (_without_code(told) for told in self._told if told.section == section)
        return [length for text in texts for length in self._vocabulary.lasting.find(text)]

    def _is_own(self, text: str, measured: Measured) -> bool:
        """Whether the sentence of a measure names no other incident than the document's."""
        sentence = text[_sentence_start(text, measured.start) : _sentence_end(text, measured.end)]
        named = self._vocabulary.incident_ids.all(sentence)
        return all(fold(sentence[each.start : each.end]) in self._own for each in named)

    def between_events(self, entries: Sequence[TimelineEntry]) -> Iterator[Report]:
        """What follows from two events: how long it was from the one that reports a signal to the one that ends it.

        A figure that an event reports holds up to the next one that reports it.
        """
        by_signal: dict[str, list[tuple[TimelineEntry, Measured]]] = {}
        for entry in oldest_first(entries):
            for measured in self._measures.in_text(entry.text.value):
                events = by_signal.setdefault(measured.signal, [])
                if len(events) < _MOST_EVENTS:
                    events.append((entry, measured))
        for events in by_signal.values():
            for index, (entry, measured) in enumerate(events):
                if not measured.over:
                    yield from _up_to_end(entry, measured, events[index + 1 :])


def _up_to_end(
    entry: TimelineEntry, measured: Measured, later: Sequence[tuple[TimelineEntry, Measured]]
) -> Iterator[Report]:
    figure = measured.figure
    for other, then in later:
        minutes = minutes_between(entry.at, other.at)
        if minutes is None or minutes < 0:
            return
        if then.over or then.figure is not None:
            yield Report(entry.text, measured.signal, figure, minutes, until=other.text)
        if then.over:
            return
        if figure is not None and then.figure is not None:
            figure = min(figure, then.figure)


def _texts(blocks: Sequence[Block]) -> Iterator[Sequence[Inline]]:
    """The texts of some blocks, but for headings and what is quoted; a row of two cells is one text."""
    for block in blocks:
        match block:
            case Paragraph(inline=inline):
                yield [inline]
            case List(items=items):
                for item in items:
                    yield from _texts(item.blocks)
            case Table(header=header, rows=rows):
                for row in rows:
                    if len(header.cells) == PAIR:
                        yield row.cells
                    else:
                        yield from ([cell] for cell in row.cells)
            case Heading() | Quote() | _:
                pass


def _without_code(told: Told) -> str:
    """A text without the code in it that is more than a name: a log line, a query, an expression."""
    texts = (
        "".join(" " * len(run.text) if run.code and _is_code(run.text) else run.text for run in cell.runs)
        for cell in told.cells
    )
    return ": ".join(texts)


def _is_code(text: str) -> bool:
    return len(text.split()) > 1 or any(sign in text for sign in "=(){}<>$")


_STOPS = (". ", "! ", "? ", ";", "。", "\n\n")


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(stop, 0, at) + 1 for stop in _STOPS)


def _sentence_end(text: str, at: int) -> int:
    return min((found for stop in _STOPS if (found := text.find(stop, at)) >= 0), default=len(text))
