"""The day on which an incident began, out of all the dates that a document gives.

A blog's front matter, a file name and often a `Date` field tell when the document was written. The start of the
incident and a date beside its severity or ID are taken at their word; then comes what the timeline and the text say,
and any other date counts where they bear it out, or where they say nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache, cached_property
from typing import NamedTuple

from pmlint.markdown import Code, Document, Heading, Html
from pmlint.model import Incident, StatedDate
from pmlint.read.dates import dates_in
from pmlint.read.sections.reader import Part
from pmlint.spelling import fold, name_key, words
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary

_LOOKED_AT = 1500
"""Characters of a block in which dates are looked for."""

_DATES_LOOKED_AT = 12
"""Dates of a text among which a claimed one is looked for."""

_TEXT_LOOKED_AT = 8000
"""Characters of a text in which dates are looked for."""

OTHER_THINGS = ("corrective_actions", "attachments", "sign_off")
"""Sections that tell of actions, of other documents and of signatures."""

_BEFORE_OR_AFTER = ("timeline", "root_cause", "contributing_factors", "what_worked")
"""Sections whose first date need not be that of the incident; it can bear out another one."""

_WORKED_UP_TO = timedelta(days=3)
"""How long after its first signs an incident that a summary tells of may have broken out."""

_REPORT_FOLLOWS = timedelta(days=60)
"""How long after its incident a report is written, as a rule; what lies further off is a slip in one of the dates."""


class Claims(NamedTuple):
    """The dates that a document claims outside its text, by where they stand; each list in order of the document.

    `record` are those beside a severity or an ID, so the incident's; `publication` are the front matter's and the file
    name's, which may be the day of writing.
    """

    started: StatedDate | None
    record: Sequence[StatedDate]
    titles: Sequence[StatedDate]
    fields: Sequence[StatedDate]
    publication: Sequence[StatedDate]

    def all(self) -> list[StatedDate]:
        """All of them, the one to be trusted most in front."""
        started = [self.started] if self.started and self.started.day else []
        return [*started, *self.record, *self.titles, *self.fields, *self.publication]


class _Event(NamedTuple):
    """A dated event: its day, the time as written, what happened."""

    day: date
    when: Text
    text: str


def in_order_of_trust(
    claims: Claims, document: Document, parts: Sequence[Part], body: int, vocabulary: Vocabulary
) -> list[StatedDate]:
    """The dates that a document claims, and the one of its text that counts where none of them does; the best first.

    The text begins at the offset `body`.
    """
    known = claims.all()
    if claims.started and claims.started.day:
        return known
    record = _first(claims.record)
    others = (*claims.titles, *claims.fields, *claims.publication)
    if record and any(claim.day == record.day for claim in others):
        return known
    said = _Said(claims, document, parts, body, vocabulary)
    best = said.best()
    return [best, *(claim for claim in known if claim is not best)] if best else known


class _Said:
    """What a document says of days, and which of them it bears out."""

    def __init__(
        self, claims: Claims, document: Document, parts: Sequence[Part], body: int, vocabulary: Vocabulary
    ) -> None:
        self.claims = claims
        self.vocabulary = vocabulary
        days = [claim.day for claim in claims.all() if claim.day]
        spans = [claim.text.span for claim in claims.all()]
        self.document, self.body, self.sections = document, body, SectionsByPlace(parts)
        self.first: StatedDate | None = None
        """The first date of the text that may be the incident's."""
        self.named: set[date] = set()
        for section, said in _dates_of_text(document, self.sections, body, days, vocabulary):
            if said.day and not any(span.holds(said.text.span) for span in spans):
                self.named.add(said.day)
                if section not in _BEFORE_OR_AFTER and self.first is None:
                    self.first = said
        self.near = days[0] if days else self.first.day if self.first else None
        self.parts = parts

    @cached_property
    def events(self) -> Sequence[_Event]:
        """The dated events; read only where it takes them to decide."""
        near = self.near
        events = _events(self.document, self.parts, near, self.vocabulary)
        if near and near not in self.named and events and events[0].day == near:
            return ()  # its day is not written: it was taken from what is claimed
        return events

    @cached_property
    def days(self) -> set[date]:
        """The days of the events."""
        return {event.day for event in self.events}

    def best(self) -> StatedDate | None:
        """The date that counts, if there is any."""
        record = _first(self.claims.record)
        if record and not self._is_of_report(record):
            return record
        title = _first(self.claims.titles)
        if title and self._bears_out(title):
            return title
        begun = self.beginning
        others = [claim for claim in (*self.claims.fields, *self.claims.publication) if claim.day]
        agreed = {each.day for each in (begun, self.first) if each}
        for claim in others:
            if claim.day in agreed:
                return claim
        if title:
            return title
        for claim in self.claims.fields:
            if claim.day in self.days:
                return claim
        if begun is None:
            borne_out = next((claim for claim in others if claim.day in self.named), None)
            return borne_out or self.first or self._by_weekday(others) or next(iter(others), None) or record
        if self.first and self.first.day and self.first.day in self.days and begun.day:
            return self.first if self.first.day - begun.day <= _WORKED_UP_TO else begun
        return begun

    def _by_weekday(self, others: Sequence[StatedDate]) -> StatedDate | None:
        """The last such day up to the day of writing, where the text names no date and its first event a weekday."""
        written = next((claim.day for claim in others if claim.day), None)
        for block in self.document.blocks if written else ():
            if block.span.start < self.body or isinstance(block, Code | Html):
                continue
            if self.sections.at(block.span.start) in OTHER_THINGS:
                continue
            text = self.document.source.text[block.span.start : min(block.span.end, block.span.start + _LOOKED_AT)]
            found = _on_a_weekday().search(text)
            if found and written:
                start, end = found.span("day") if found["day"] else found.span("of_time")
                span = Span(block.span.start + start, block.span.start + end)
                number = _WEEKDAYS.index(text[start:end][:3].lower())
                day = written - timedelta(days=(written.weekday() - number) % 7)
                return StatedDate(Text(text[start:end], span), "text", day)
        return None

    def _bears_out(self, title: StatedDate) -> bool:
        others = (*self.claims.fields, *self.claims.publication)
        return title.day in self.named or any(claim.day == title.day for claim in others) or title.day in self.days

    def _is_of_report(self, record: StatedDate) -> bool:
        """Whether a date lies a little behind all of the timeline, so that it is the report's."""
        if not record.day or record.day in self.named or not self.days:
            return False  # a day that the text names too is not after it all, and the timeline need not be read
        return max(self.days) < record.day <= max(self.days) + _REPORT_FOLLOWS

    @cached_property
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
        return StatedDate(first.when, "text", first.day)

    def _tells_of_trouble(self, event: _Event) -> bool:
        marks = self.vocabulary.process.words.trouble
        plain = tuple(fold(mark) for mark in marks if mark.isascii())
        folded = fold(event.text)
        said = words(event.text)
        return any(word.startswith(plain) for word in said) or any(m in folded for m in marks if not m.isascii())


def _first(stated: Sequence[StatedDate]) -> StatedDate | None:
    return next((each for each in stated if each.day), None)


def _events(document: Document, parts: Sequence[Part], near: date | None, vocabulary: Vocabulary) -> list[_Event]:
    """The dated events of the first timeline that has any, or else of other logs; `near` helps where no year stands."""
    # Imported here as its patterns take long to compile, and a document that states its date does not need them.
    from pmlint.read.timeline.reader import read_timeline

    stated = (StatedDate(Text("", Span(0, 0)), "text", near),) if near else ()
    found = []
    for entry in read_timeline(parts, Incident(dates=stated), vocabulary, document):
        if entry.at and entry.when and entry.at[4:5] == "-":
            try:
                day = date.fromisoformat(entry.at[:10])
            except ValueError:
                continue
            found.append((entry.span, _Event(day, entry.when, entry.text.value)))
    for part in parts:
        if part.section.id == "timeline":
            inside = [event for span, event in found if part.section.body.holds(span)]
            if inside:
                return inside
    return [event for _, event in found]


class SectionsByPlace:
    """Which known section an offset stands in."""

    def __init__(self, parts: Sequence[Part]) -> None:
        known = sorted((part.section.body, part.section.id) for part in parts if part.section.id)
        self.bodies = known
        self.starts = [body.start for body, _ in known]

    def at(self, offset: int) -> str | None:
        """The id of the innermost known section; those that hold others close behind them are looked at too."""
        index = bisect_right(self.starts, offset) - 1
        for body, section in reversed(self.bodies[max(0, index - 20) : index + 1]):
            if offset < body.end:
                return section
        return None


def _dates_of_text(
    document: Document, sections: SectionsByPlace, body: int, claimed: Sequence[date], vocabulary: Vocabulary
) -> Iterator[tuple[str | None, StatedDate]]:
    """The first dates of the text, each with its section. One without a year has the year next to a claimed date."""
    source = document.source
    near = max(claimed, default=None)
    found = 0
    for block in document.blocks:
        is_title = isinstance(block, Heading) and block.level == 1
        if block.span.start < body or is_title or isinstance(block, Code | Html):
            continue
        start = block.span.start
        if found >= _DATES_LOOKED_AT or start > body + _TEXT_LOOKED_AT:
            return
        section = sections.at(start)
        if section in OTHER_THINGS:
            continue
        text = source.text[start : min(block.span.end, start + _LOOKED_AT)]
        for each in dates_in(text, near, _DATES_LOOKED_AT):
            if each.day and not _is_of_something_else(text[: each.start], vocabulary):
                found += 1
                span = Span(start + each.start, start + each.end)
                yield section, StatedDate(Text(source.slice(span), span), "text", each.day)


# A weekday that tells when something happened: beside a time, or behind `on` or `last`. `Every Monday` does not.
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"


@cache
def _on_a_weekday() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\b(?:on|last)\s|^)(?P<day>{_WEEKDAY})\b(?!s|\s(?:and|to)\b)"
        rf"|[0-9][0-9:]{{0,4}}\s?(?:[AP]M)?\s(?:[A-Z]{{2,4}}\s)?(?:on\s)?(?P<of_time>{_WEEKDAY})\b",
        re.IGNORECASE | re.ASCII | re.MULTILINE,
    )


_LONGEST_LABEL = 60


def _is_of_something_else(before: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands before a date makes it that of the document or of an action, or part of an address."""
    if before.endswith("/"):
        return True
    line = before[before.rfind("\n") + 1 :][-_LONGEST_LABEL:]
    label = name_key(line.replace("|", " "))
    return label in vocabulary.other_dates or (
        any(mark in line for mark in ":：|") and vocabulary.field(label) in ("due", "end")
    )
