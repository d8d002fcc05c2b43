"""The timeline of a document: what is an event, and what stands in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from pmlint.forms.clocks import Zone
from pmlint.forms.stamps import Stamp
from pmlint.markdown import Block, Code, Document, Heading, Inline, Item, List, Paragraph, Quote, Table, shows, walk
from pmlint.model import TimelineEntry
from pmlint.read.sections.reader import Part
from pmlint.read.timeline.actors import leading_actor
from pmlint.read.timeline.chronology import Event, Group, Log, place
from pmlint.read.timeline.logs import FEWEST_OF_A_LOG, logs
from pmlint.read.timeline.openings import (
    is_stamped,
    is_timed,
    item_stamp,
    line_at,
    line_starts,
    may_be_bare,
    opens_with_stamp,
)
from pmlint.read.timeline.table import read_table
from pmlint.text import Lazy, Source, Span, Text
from pmlint.vocabulary import Vocabulary

_FEWEST_SET_OFF = 2
"""How many events make a quotation or a code block the timeline; one may be quoted from another."""
_LONGEST_SENTENCE = 400
"""Characters up to which a paragraph counts as a sentence about all times; longer ones tell a story."""
_LONGEST_UNDATED_LABEL = 80
"""Characters of a label over events of other days; what is longer is a sentence."""
_WORDS_OF_A_ZONE = 4
"""Words of a remark that only tells the zone: `(all times in CET)`."""

_IN_BRACKETS = re.compile(r"\[([^\]\n]{1,40})\]\s")


class Timeline:
    """The events of a document: read once, and given their days as often as somebody asks with another day in mind."""

    def __init__(self, parts: Sequence[Part], document: Document, vocabulary: Vocabulary) -> None:
        self._parts = parts
        self._document = document
        self._vocabulary = vocabulary

    def entries(self, near: date | None) -> tuple[TimelineEntry, ...]:
        """The events in order of the document; `near` is the day of the incident, as far as it is known."""
        found = [entry for number, log in enumerate(self.logs) for entry in place(log, near, self._vocabulary, number)]
        return tuple(sorted(found, key=lambda entry: entry.span))

    def untimed(self, found: Sequence[TimelineEntry]) -> tuple[Text, ...]:
        """The titles of sections for events that have neither one nor a day or a time anywhere in their text."""
        starts = [entry.span.start for entry in found]
        return tuple(
            part.section.title
            for part in self._parts
            if part.section.id in self._of_events
            and part.section.says == "text"
            and bisect_left(starts, part.section.body.start) == bisect_left(starts, part.section.body.end)
            and not self._names_time(part)
        )

    def _names_time(self, part: Part) -> bool:
        """Whether a section has a number anywhere, or a note on its times, which stand in those that follow."""
        blocks = list(walk(part.blocks))
        texts = [each.inline.text for each in blocks if isinstance(each, Heading | Paragraph)]
        texts += [cell.text for each in blocks if isinstance(each, Table) for row in each.rows for cell in row.cells]
        texts += [self._document.source.slice(each.content) for each in blocks if isinstance(each, Code)]
        texts += [part.lead.value] if part.lead else []
        zone_said = self._vocabulary.time_notes.zone_said
        return any(any(map(str.isdecimal, text)) or zone_said(text) is not None for text in texts)

    @Lazy
    def logs(self) -> tuple[Log, ...]:
        """The events of the sections that hold some, and of logs elsewhere, as they are written."""
        seen: set[int] = set()
        zone = self._zone_elsewhere()
        inside = list(self._sections(seen, zone))
        has_events = any(log.events for log in inside)
        return (*inside, *self._elsewhere(seen, zone, tables=not has_events))

    def _sections(self, seen: set[int], zone: Zone | None) -> Iterator[Log]:
        for index, part in enumerate(self._parts):
            if part.section.id in self._of_events and part.section.span.start not in seen:
                reader = TimelineReader(self._vocabulary, self._document.source, seen)
                reader.read_section(part)
                reader.read_dated_headings(self._parts, index, self._of_events)
                yield Log(reader.events, part.section.title.value, reader.sentences, zone)

    def _elsewhere(self, seen: set[int], zone: Zone | None, *, tables: bool) -> Iterator[Log]:
        """The logs outside; in sections of actions, files or signatures a list with dates is none."""
        no_logs = self._vocabulary.process.holding("events", "actions", "evidence", "signatures")
        places = [
            (part.blocks, part.section.title.value)
            for part in self._parts
            if part.section.id not in no_logs and part.section.span.start not in seen
        ]
        seen.update(block.span.start for part in self._parts if part.section.id in no_logs for block in part.blocks)
        for blocks, title in [*places, (self._document.blocks, "")]:  # of all, those ahead of the first heading count
            for log in logs(blocks, seen, self._vocabulary, tables=tables):
                reader = TimelineReader(self._vocabulary, self._document.source, seen)
                reader.learn(log)
                reader.read(log)
                yield Log(reader.events, title, reader.sentences, zone)

    @Lazy
    def _of_events(self) -> frozenset[str]:
        return self._vocabulary.process.holding("events")

    def _zone_elsewhere(self) -> Zone | None:
        """The zone of a sentence or heading such as `All times in UTC` before the timeline."""
        zone_said = self._vocabulary.time_notes.zone_said
        for part in self._parts:
            if part.section.id in self._of_events:
                return None
            title = part.section.title.value
            if (at := zone_said(title)) is not None:
                return self._vocabulary.clocks.find_zone(title[at:])
            for block in part.blocks:
                if isinstance(block, Heading):
                    break  # what follows is a part of its own
                if not isinstance(block, Paragraph) or zone_said(block.inline.raw) is None:
                    continue  # most paragraphs, whose markup need not be read
                if (at := zone_said(block.inline.text)) is not None:
                    return self._vocabulary.clocks.find_zone(block.inline.text[at:])
        return None


@dataclass(slots=True)
class TimelineReader:
    """Goes through the blocks of a timeline and notes the events."""

    vocabulary: Vocabulary
    source: Source
    seen: set[int]
    """Where the blocks start that were read, as sections may stand in each other."""
    events: list[Event] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    """What is said about all of the timeline, such as `All times in UTC`."""
    group: Group | None = None
    under: bool = False
    """Whether the last thing was an event of its own, so that lists and paragraphs tell more about it."""
    loose: bool | None = None
    """Whether lists without times are events, as the date they stand under has no other or all events lack one; `None`
    while no date said so."""
    section: Sequence[Block] = ()
    sentences_tell: bool = False
    """Whether paragraphs are events that open with a sentence such as `At 14:05, ...`."""
    closings_tell: bool = False
    """Whether paragraphs are events that close with their time."""

    def read_section(self, part: Part) -> None:
        self.seen.add(part.section.span.start)
        if part.lead is not None and not any(block.span.holds(part.lead.span) for block in part.blocks):
            self.lead(part.lead)
        self.section = part.blocks
        self.learn(part.blocks)
        self.read(part.blocks)
        if not self.events:
            self.read_set_off(part.blocks)

    def learn(self, blocks: Sequence[Block]) -> None:
        """Finds out how paragraphs tell their times: one that says a time tells a story, most of them tell events."""
        texts = [block.inline for block in blocks if isinstance(block, Paragraph)]
        if len(texts) >= FEWEST_OF_A_LOG:
            self.sentences_tell = _most(texts, self.opens_with_clock)
            self.closings_tell = _most(
                texts, lambda text: self.vocabulary.placed_stamps.closing(text.text, apart=True) is not None
            )

    def opens_with_clock(self, text: Inline) -> bool:
        if not self.vocabulary.stamps.may_open(text.raw):
            return False
        stamp = self.vocabulary.stamps.read(text.text, "item")
        return stamp is not None and stamp.clock is not None

    def read_set_off(self, blocks: Sequence[Block]) -> None:
        """A timeline all of which is quoted or set as code; beside events such blocks are evidence for them."""
        for block in blocks:
            if isinstance(block, Quote):
                self.seen.discard(block.span.start)  # which is where its first block starts, too
                self.read(block.blocks)
            elif isinstance(block, Code):
                self.code(block)
        if len(self.events) < _FEWEST_SET_OFF:
            self.events.clear()

    def code(self, block: Code) -> None:
        for line in _code_lines(block, self.source):
            stamp = self.line_stamp(line.text)
            if stamp and stamp.timed:
                self.add(line.span, line, stamp, stamp.rest, len(line.text))

    def read_dated_headings(self, parts: Sequence[Part], index: int, of_events: frozenset[str]) -> None:
        """Headings with a date that stand beside the timeline's own instead of below it."""
        level = parts[index].section.level
        for at in range(index + 1, len(parts)):
            heading = parts[at].section
            if heading.span.start in self.seen:
                continue
            known = heading.id is None or heading.id in of_events
            stamp = self.vocabulary.stamps.read(heading.title.value, "item") if known else None
            if stamp is None or not stamp.dated or heading.form != "heading" or heading.level != level:
                return
            if heading.title.value[stamp.rest :] and not stamp.timed:
                return  # a day with a title is another incident, or a chapter of its own
            self.seen.add(heading.span.start)
            self.headed(heading.span, Inline.verbatim(heading.title), stamp, parts[at].blocks)
            self.read(parts[at].blocks)

    def read(self, blocks: Sequence[Block]) -> None:
        for index, block in enumerate(blocks):
            if block.span.start not in self.seen:
                self.seen.add(block.span.start)
                self.block(block, blocks, index + 1)

    def block(self, block: Block, blocks: Sequence[Block], following: int) -> None:
        match block:
            case Heading():
                self.heading(block, blocks, following)
            case Paragraph():
                self.paragraph(block, blocks, following)
            case List():
                self.list(block)
            case Table():
                self.table(block)
            case Quote():
                said = (inner.inline.text for inner in block.blocks if isinstance(inner, Paragraph))
                self.sentences.extend(text for text in said if self.says_zone(text))

    def says_zone(self, text: str) -> bool:
        return self.vocabulary.time_notes.zone_said(text) is not None

    # --- headings and lines ---

    def lead(self, lead: Text) -> None:
        """The text behind a label, which may have a line for each event: `<br>` breaks them in a table's cell."""
        text = Inline.verbatim(lead)
        stamps = [(at, self.vocabulary.stamps.read(line_at(lead.value, at), "line")) for at in line_starts(lead.value)]
        opened = [(at, stamp) for at, stamp in stamps if stamp and stamp.timed]
        ends = [*(at for at, _ in opened[1:]), len(lead.value)]
        for (at, stamp), end in zip(opened, ends, strict=False):  # there is no end where nothing opens
            self.add(text.locate(at, end).span, text, stamp.moved(at), at + stamp.rest, end)

    def heading(self, heading: Heading, blocks: Sequence[Block], following: int) -> None:
        self.under = False
        may_open = self.vocabulary.stamps.may_open(heading.inline.raw)
        stamp = self.vocabulary.stamps.read(heading.inline.text, "item") if may_open else None
        if stamp:
            self.headed(heading.span, heading.inline, stamp, _up_to(blocks, following, heading.level))

    def headed(self, span: Span, title: Inline, stamp: Stamp, below: Sequence[Block]) -> None:
        """A heading with a time is an event; one with a date is one if what stands below tells a single event."""
        self.under = False
        says = title.text[stamp.rest :].strip()
        if not stamp.timed:
            self.begin_group(stamp, says)
            self.loose = not any(isinstance(block, List) and is_timed(block, self.vocabulary.stamps) for block in below)
            if not (self.tells_one_event(below, 0) if below else says):
                return
        self.under = True
        if says:
            self.add(span, title, stamp, stamp.rest, len(title.text))
        else:
            self.add(span, title, stamp, 0, 0, self.first_text(below, 0))

    def begin_group(self, stamp: Stamp, says: str) -> None:
        self.group = Group(stamp, self.vocabulary.clocks.find_zone(says))

    def paragraph(self, paragraph: Paragraph, blocks: Sequence[Block], following: int) -> None:
        if self.opens(paragraph.inline):
            self.lines(paragraph, blocks, following)
        elif self.under or not self.placed(paragraph):
            self.note(paragraph.inline.text)

    def opens(self, inline: Inline) -> bool:
        """Whether the first line of a paragraph opens with a time."""
        may_open = self.vocabulary.stamps.may_open(inline.raw) or inline.raw.lstrip().startswith("[")
        return may_open and self.line_stamp(line_at(inline.text, 0)) is not None

    def note(self, text: str) -> None:
        """A paragraph that is no event: it may tell something about all times, or about those that follow."""
        if len(text) <= _LONGEST_SENTENCE and (not self.under or self.says_zone(text)):
            self.sentences.append(text)
        is_label = not self.under and len(text) <= _LONGEST_UNDATED_LABEL
        if is_label and self.vocabulary.time_notes.is_of_other_days(text):
            self.loose, self.group = True, None

    def lines(self, paragraph: Paragraph, blocks: Sequence[Block], following: int) -> None:
        """The events of a paragraph whose lines open with times; a line with a date alone stands over others."""
        inline, text = paragraph.inline, paragraph.inline.text
        starts = line_starts(text)
        lines = [line_at(text, at) for at in starts]
        stamps = self.vocabulary.placed_stamps.with_bare(lines, [self.line_stamp(line) for line in lines])
        opened = [(at, stamp) for at, stamp in zip(starts, stamps, strict=True) if stamp]
        ends = [*(at for at, _ in opened[1:]), len(text)]
        for (at, stamp), end in zip(opened, ends, strict=True):
            rest = at + stamp.rest
            if not stamp.timed and self.is_zone(text[rest:end]):
                self.begin_group(stamp, text[rest:end])
                self.under, self.loose = False, True
                if end < len(text) or not self.tells_one_event(blocks, following):
                    continue
            self.under = True
            spot = inline.locate(at, end)
            span = Span(paragraph.span.start if at == 0 else spot.span.start, spot.span.end)
            says_nothing = end == len(text) and not text[rest:end].strip()
            more = self.first_text(blocks, following) if says_nothing else None
            self.add(span, inline, stamp.moved(at), rest, end, more)

    def placed(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is an event that has its time elsewhere, where several of them do."""
        inline, text = paragraph.inline, paragraph.inline.text
        speaker = self.vocabulary.placed_stamps.speaker(line_at(text, 0))
        if speaker and speaker[1].end < len(text):
            name, stamp = speaker
            when, said = inline.locate(stamp.start, stamp.end), inline.locate(stamp.rest, len(text))
            self.events.append(Event(paragraph.span, stamp, when, inline.locate(0, name), said, self.group))
            return True
        closing = self.vocabulary.placed_stamps.closing(text, apart=True) if self.closings_tell else None
        if closing:
            self.add(paragraph.span, inline, closing, 0, len(text))
        return closing is not None

    def line_stamp(self, line: str) -> Stamp | None:
        """The time that a line of a paragraph opens with; words in brackets, `[the morning]`, are one too."""
        stamp = self.vocabulary.stamps.read(line, "item" if self.sentences_tell else "line")
        if stamp is None and self.group and (bracketed := _IN_BRACKETS.match(line)):
            return Stamp(bracketed.start(1), bracketed.end(1), bracketed.end())
        return stamp

    # --- lists and tables ---

    def list(self, block: List) -> None:
        stamps = self.item_stamps(block)
        tells = any(stamps) or (not self.under and self.is_loose())
        self.under = self.under or any(stamps)
        for item, stamp in zip(block.items, stamps, strict=True):
            if item.inline is not None:
                self.item(item, item.inline, stamp, tells)

    def item_stamps(self, block: List) -> Sequence[Stamp | None]:
        """The times that the items open with, those in a bare form included."""
        stamps = [item_stamp(item, self.vocabulary.stamps) for item in block.items]
        texts = [item.inline for item in block.items]
        if any(text and not stamp and may_be_bare(text) for text, stamp in zip(texts, stamps, strict=True)):
            return self.vocabulary.placed_stamps.with_bare([text.text if text else "" for text in texts], stamps)
        return stamps

    def item(self, item: Item, inline: Inline, stamp: Stamp | None, tells: bool) -> None:
        """An item is an event, or stands over others; one without a time is one where its list tells events."""
        nested = [inner for inner in item.blocks if isinstance(inner, List)]
        if stamp and (stamp.timed or not nested):
            more = None if inline.text[stamp.rest :].strip() else self.first_text(item.blocks, 1)
            self.add(item.span, inline, stamp, stamp.rest, len(inline.text), more)
        elif stamp:
            self.dated_item(item, inline, stamp, nested)
        elif any(is_timed(inner, self.vocabulary.stamps) for inner in nested):
            self.read(nested)
        elif tells and inline.text.strip():
            self.untimed(item.span, inline)

    def dated_item(self, item: Item, inline: Inline, stamp: Stamp, nested: Sequence[List]) -> None:
        """A date with lists below: a group, if it says nothing else; those below are events where they have times."""
        says = inline.text[stamp.rest :]
        is_group = self.is_zone(says)
        if not is_group:
            self.add(item.span, inline, stamp, stamp.rest, len(inline.text))
        if is_group or any(is_timed(inner, self.vocabulary.stamps) for inner in nested):
            around = self.group
            self.begin_group(stamp, says)
            self.loose, self.under = True, False
            self.read(nested)
            self.group, self.loose, self.under = around, False, True

    def is_loose(self) -> bool:
        if self.loose is None:
            self.loose = not any(is_stamped(block, self.vocabulary.stamps) for block in self.section)
        return self.loose

    def untimed(self, span: Span, inline: Inline) -> None:
        """An event that does not open with its time; it may have it behind a label, or in parentheses at the end."""
        text, placed = inline.text, self.vocabulary.placed_stamps
        if labelled := placed.labelled(text):
            colon, stamp = labelled
            end = colon if not text[stamp.rest :].strip() else len(text)
            when, said = inline.locate(stamp.start, stamp.end), inline.locate(0, end)
            self.events.append(Event(span, stamp, when, None, said, self.group))
        else:
            self.add(span, inline, placed.bracketed(text) or placed.closing(text), 0, len(text))

    def table(self, table: Table) -> None:
        for row in read_table(table, self.vocabulary):
            if row.is_group:
                self.group = Group(row.stamp, None) if row.stamp else self.group
            else:
                self.events.append(
                    Event(row.span, row.stamp, row.when, row.actor, row.text, self.group, row.zone, row.unsaid)
                )

    def add(
        self, span: Span, inline: Inline, stamp: Stamp | None, start: int, end: int, more: Inline | None = None
    ) -> None:
        """An event whose time and words stand in one text; `more` has the words if they stand in another."""
        when = inline.locate(stamp.start, stamp.end) if stamp else None
        if more is not None:
            inline, start, end = more, 0, len(more.text)
        end = start + len(inline.text[start:end].rstrip())
        named = leading_actor(inline, start, end, self.vocabulary)
        self.events.append(Event(span, stamp, when, named.actor, inline.locate(named.rest, end), self.group))

    # --- what stands around a time ---
    # What follows is passed as a list and an index: to copy the rest at each block would be quadratic.

    def is_zone(self, says: str) -> bool:
        """Whether what stands behind a date is nothing, or a remark on its zone: `(UTC)`, `(all times in CET)`."""
        bare = says.strip()
        if not bare.strip("()[]:* _"):
            return True
        is_remark = bare.startswith("(") and len(bare.split()) <= _WORDS_OF_A_ZONE
        return is_remark and self.vocabulary.clocks.find_zone(says) is not None

    def first_text(self, blocks: Sequence[Block], index: int) -> Inline | None:
        """The text of the paragraph at an index, or behind code and what shows nothing, if no time opens it."""
        while index < len(blocks) and (isinstance(blocks[index], Code) or not shows(blocks[index], self.source)):
            index += 1
        first = blocks[index] if index < len(blocks) else None
        if not isinstance(first, Paragraph) or self.vocabulary.stamps.read(line_at(first.inline.text, 0), "line"):
            return None
        return first.inline

    def tells_one_event(self, blocks: Sequence[Block], first: int) -> bool:
        """Whether below a date, from an index on, stands text, and neither a list of events nor other times."""
        told = False
        for index in range(first, len(blocks)):
            block = blocks[index]
            if isinstance(block, Heading):
                return told and self.vocabulary.stamps.read(block.inline.text, "item") is None
            if isinstance(block, Paragraph):
                if opens_with_stamp(block.inline, self.vocabulary.stamps):
                    return told
                if not told and block.inline.raw.lstrip().startswith("["):
                    return _IN_BRACKETS.match(block.inline.text) is None
                told = True
            elif isinstance(block, Table) or (
                isinstance(block, List) and (not told or is_timed(block, self.vocabulary.stamps))
            ):
                return False
        return told


def _most(texts: Sequence[Inline], is_so: Callable[[Inline], bool]) -> bool:
    """Whether most texts, and as many as make a log, are so."""
    count = sum(map(is_so, texts))
    return count >= FEWEST_OF_A_LOG and 2 * count > len(texts)


def _up_to(blocks: Sequence[Block], first: int, level: int) -> Sequence[Block]:
    """The blocks from an index to the next heading of the same or a higher level."""
    for index in range(first, len(blocks)):
        block = blocks[index]
        if isinstance(block, Heading) and block.level <= level:
            return blocks[first:index]
    return blocks[first:]


def _code_lines(block: Code, source: Source) -> Iterator[Inline]:
    """The lines of a code block as texts without markup."""
    at = block.content.start
    for line in source.slice(block.content).split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            yield Inline.verbatim(Text(line.strip(), Span(start, start + len(line.strip()))))
        at += len(line) + 1
