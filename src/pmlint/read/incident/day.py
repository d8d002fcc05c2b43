"""The day on which an incident began, out of all the dates that a document gives.

A blog's front matter, a file name and often a `Date` field tell when the document was written. The start of the
incident and a date beside its severity or ID are taken at their word; then comes what the timeline and the text say,
and any other date counts where they bear it out, or where they say nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pmlint.markdown import Block, Document, Heading, Inline, Paragraph, Table, walk
from pmlint.model import Moment, StatedDate, Why
from pmlint.read.incident.dates import Claims
from pmlint.read.sections.places import SectionsByPlace
from pmlint.read.sections.reader import Part
from pmlint.read.timeline.reader import Timeline
from pmlint.spelling import fold, name_key, words
from pmlint.text import Lazy, Text
from pmlint.vocabulary import Vocabulary

_LOOKED_AT = 1500
"""Characters of a block in which dates are looked for."""

_DATES_LOOKED_AT = 12
"""Dates of a text among which a claimed one is looked for."""

_TEXT_LOOKED_AT = 8000
"""Characters of a text in which dates are looked for."""

_LONGEST_DATE_LABEL = 60
"""Characters before a date that may name it; what is longer is a sentence."""

_WORKED_UP_TO = timedelta(days=3)
"""How long after its first signs an incident that a summary tells of may have broken out."""

_REPORT_FOLLOWS = timedelta(days=60)
"""How long after its incident a report is written, as a rule; what lies further off is a slip in one of the dates."""


class _DatedEvent(NamedTuple):
    """A dated event: its day, the time as written, what happened."""

    day: date
    when: Text
    text: str
    why: Why


class _Passage(NamedTuple):
    """A text of the document, the section it stands in, and what names it: the cell in front of it in its row."""

    inline: Inline
    section: str | None
    name: str = ""


def in_order_of_trust(
    claims: Claims,
    document: Document,
    parts: Sequence[Part],
    body: int,
    timeline: Timeline,
    vocabulary: Vocabulary,
) -> list[StatedDate]:
    """The dates that a document claims, and the one of its text that counts where none of them does; the best first.

    The text begins at the offset `body`. The timeline is read only where it takes its events to decide.
    """
    known = claims.all()
    if claims.started and claims.started.day:
        return known
    record = _first(claims.record)
    others = (*claims.titles, *claims.fields, *claims.publication)
    if record and any(claim.day == record.day for claim in others):
        return known
    said = _SaidOfDays(claims, _Passages(document, parts, body, vocabulary), timeline, parts, vocabulary)
    best = said.best()
    return [best, *(claim for claim in known if claim is not best)] if best else known


class _SaidOfDays:
    """What a document says of days, and which of them it bears out."""

    def __init__(
        self,
        claims: Claims,
        passages: _Passages,
        timeline: Timeline,
        parts: Sequence[Part],
        vocabulary: Vocabulary,
    ) -> None:
        self.claims, self.passages, self.timeline, self.parts = claims, passages, timeline, parts
        self.vocabulary = vocabulary
        days = [claim.day for claim in claims.all() if claim.day]
        spans = [claim.text.span for claim in claims.all()]
        self.first: StatedDate | None = None
        """The first date of the text that may be the incident's."""
        self.named: set[date] = set()
        for section, said in passages.dates(max(days, default=None)):
            if said.day and not any(span.holds(said.text.span) for span in spans):
                self.named.add(said.day)
                if self.first is None and not _tells_of_other_days(section, vocabulary):
                    self.first = said
        self.near = days[0] if days else self.first.day if self.first else None

    @Lazy
    def events(self) -> Sequence[_DatedEvent]:
        """The dated events; read only where it takes them to decide."""
        near = self.near
        events = _events(self.timeline, self.parts, near, self.vocabulary)
        if near and near not in self.named and events and events[0].day == near:
            return ()  # its day is not written: it was taken from what is claimed
        return events

    @Lazy
    def days(self) -> set[date]:
        """The days of the events."""
        return {event.day for event in self.events}

    def best(self) -> StatedDate | None:
        """The date that counts, if there is any: what others bear out goes before what stands alone."""
        record, title = _first(self.claims.record), _first(self.claims.titles)
        if record and not self._is_of_report(record):
            return record
        if title and self._bears_out(title):
            return title
        others = [claim for claim in (*self.claims.fields, *self.claims.publication) if claim.day]
        return self._agreed(others) or title or self._on_an_event() or self._of_text(others) or record

    def _agreed(self, claims: Sequence[StatedDate]) -> StatedDate | None:
        """The first claim that is the day of the first event, or the first date of the text."""
        agreed = {each.day for each in (self.beginning, self.first) if each}
        return next((claim for claim in claims if claim.day in agreed), None)

    def _on_an_event(self) -> StatedDate | None:
        """The first field with a day on which an event is told."""
        return next((claim for claim in self.claims.fields if claim.day in self.days), None)

    def _of_text(self, others: Sequence[StatedDate]) -> StatedDate | None:
        """The day of the first event; a later one that the text names where the incident broke out after its signs.

        Without dated events: a claim whose day the text names, the first date of the text, a weekday, any claim.
        """
        begun, first = self.beginning, self.first
        if begun is None:
            named = next((claim for claim in others if claim.day in self.named), None)
            return named or first or self._by_weekday(others) or next(iter(others), None)
        if first and first.day and begun.day and first.day in self.days:
            return first if first.day - begun.day <= _WORKED_UP_TO else begun
        return begun

    def _by_weekday(self, others: Sequence[StatedDate]) -> StatedDate | None:
        """The last such day up to the day of writing, where the text names no date and its first event a weekday."""
        written = next((claim.day for claim in others if claim.day), None)
        for passage in self.passages.all() if written else ():
            found = self.vocabulary.weekdays.of_event(passage.inline.text[:_LOOKED_AT])
            if written and found and found[1].weekday is not None:
                start, named = found
                day = written - timedelta(days=(written.weekday() - found[1].weekday) % 7)
                text = passage.inline.locate(start, named.end)
                return StatedDate(text, "text", day, Moment(day), Why("weekday", named.word))
        return None

    def _bears_out(self, title: StatedDate) -> bool:
        others = (*self.claims.fields, *self.claims.publication)
        return title.day in self.named or any(claim.day == title.day for claim in others) or title.day in self.days

    def _is_of_report(self, record: StatedDate) -> bool:
        """Whether a date lies a little behind all of the timeline, so that it is the report's."""
        if not record.day or record.day in self.named or not self.days:
            return False  # a day that the text names too is not after it all, and the timeline need not be read
        return max(self.days) < record.day <= max(self.days) + _REPORT_FOLLOWS

    @Lazy
    def beginning(self) -> StatedDate | None:
        """The day of the first event that is no lead-up.

        A lead-up is an event or two, of which none tells of trouble, a day or more before most of the others.
        """
        events = self.events
        if not events:
            return None
        if events[0].day > events[-1].day:
            events = events[::-1]
        on = Counter(event.day for event in events)
        first = events[0]
        later = next((event for event in events if event.day > first.day), None)
        lone = later is not None and on[later.day] >= 3 * on[first.day]
        if later and lone and not any(self._tells_of_trouble(event) for event in events if event.day == first.day):
            first = later
        return StatedDate(first.when, "text", first.day, Moment(first.day), first.why)

    def _tells_of_trouble(self, event: _DatedEvent) -> bool:
        marks = self.vocabulary.process.words.trouble
        plain = tuple(fold(mark) for mark in marks if mark.isascii())
        folded = fold(event.text)
        said = words(event.text)
        return any(word.startswith(plain) for word in said) or any(m in folded for m in marks if not m.isascii())


def _first(stated: Sequence[StatedDate]) -> StatedDate | None:
    return next((each for each in stated if each.day), None)


def _events(timeline: Timeline, parts: Sequence[Part], near: date | None, vocabulary: Vocabulary) -> list[_DatedEvent]:
    """The dated events of the first timeline that has any, or else of other logs; `near` helps where no year stands."""
    found = [
        (entry.span, _DatedEvent(entry.at.day, entry.when, entry.text.value, entry.why))
        for entry in timeline.entries(near)
        if entry.when and entry.at and entry.at.day
    ]
    of_events = vocabulary.process.holding("events")
    for part in parts:
        if part.section.id in of_events:
            inside = [event for span, event in found if part.section.body.holds(span)]
            if inside:
                return inside
    return [event for _, event in found]


def _tells_of_other_days(section: str | None, vocabulary: Vocabulary) -> bool:
    """Whether the first date of a section need not be the incident's; it can bear out another one."""
    kind = vocabulary.kinds.get(section) if section else None
    return kind is not None and (kind.other_days or kind.holds == "events")


class _Passages:
    """The visible texts of a document that may tell of its incident, from its body's beginning on."""

    def __init__(self, document: Document, parts: Sequence[Part], body: int, vocabulary: Vocabulary) -> None:
        self.document, self.body, self.vocabulary = document, body, vocabulary
        self.sections = SectionsByPlace(parts)
        self.others = vocabulary.process.holding("actions", "evidence", "signatures")

    def all(self) -> Iterator[_Passage]:
        """In order; without the title, code, and the sections of actions, of other documents and of signatures."""
        for block in self.document.blocks:
            is_title = isinstance(block, Heading) and block.level == 1
            section = self.sections.at(block.span.start)
            if block.span.start >= self.body and not is_title and section not in self.others:
                yield from _passages(block, section)

    def dates(self, near: date | None) -> Iterator[tuple[str | None, StatedDate]]:
        """The first dates, each with its section. One without a year has the year next to a day that is claimed."""
        found = 0
        for passage in self.all():
            inline = passage.inline
            if found >= _DATES_LOOKED_AT or inline.span.start > self.body + _TEXT_LOOKED_AT:
                return
            text = inline.text[:_LOOKED_AT]
            for each in self.vocabulary.dates.all(text, strength="near", near=near, most=_DATES_LOOKED_AT):
                before = f"{passage.name}|{text[: each.start]}" if passage.name else text[: each.start]
                if each.day and not _is_of_something_else(before, self.vocabulary):
                    found += 1
                    said, why = inline.locate(each.start, each.end), Why(each.form, each.word)
                    yield passage.section, StatedDate(said, "text", each.day, Moment(each.day), why)


def _passages(block: Block, section: str | None) -> Iterator[_Passage]:
    """The texts of a block, each cell of a table for itself; not those of raw HTML and code."""
    for inner in walk([block]):
        if isinstance(inner, Heading | Paragraph):
            yield _Passage(inner.inline, section)
        elif isinstance(inner, Table):
            for row in (inner.header, *inner.rows):
                names = ("", *(cell.text for cell in row.cells))
                yield from (_Passage(cell, section, name) for name, cell in zip(names, row.cells, strict=False))


def _is_of_something_else(before: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands before a date makes it that of the document or of an action, or part of an address."""
    if before.endswith("/"):
        return True
    line = before[before.rfind("\n") + 1 :][-_LONGEST_DATE_LABEL:]
    label = name_key(line.replace("|", " "))
    return label in vocabulary.other_dates or (
        any(mark in line for mark in ":：|") and vocabulary.field(label) in ("due", "end")
    )
