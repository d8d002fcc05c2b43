"""The timeline of a document: what is an event, and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pmlint.markdown import Block, Code, Document, Heading, Inline, List, Paragraph, Quote, Table
from pmlint.model import Incident, TimelineEntry
from pmlint.read.sections.reader import Part
from pmlint.read.timeline.actors import Named, leading_actor
from pmlint.read.timeline.chronology import LONGEST_SENTENCE, Event, Group, entries
from pmlint.read.timeline.logs import FEWEST_OF_A_LOG, logs
from pmlint.read.timeline.openings import is_timed, item_stamp, line_at, line_starts, may_be_bare, may_open
from pmlint.read.timeline.placed_stamps import (
    bracketed_stamp,
    closing_stamp,
    labelled_stamp,
    moved,
    speaker_stamp,
    with_bare_stamps,
)
from pmlint.read.timeline.stamps import Stamp, read_stamp
from pmlint.read.timeline.table import read_table
from pmlint.read.timeline.times import Zone, find_zone
from pmlint.read.timeline.titled import Titled, code_lines
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary

_NO_LOG = ("timeline", "corrective_actions", "attachments", "sign_off")
"""Sections in which a list with dates is no log of events (or is read as the timeline anyway)."""

_FEWEST_SET_OFF = 2
"""How many events make a quotation or a code block the timeline."""


def read_timeline(
    parts: Sequence[Part], incident: Incident, vocabulary: Vocabulary, document: Document
) -> tuple[TimelineEntry, ...]:
    """The events of the timeline sections and of logs in other sections, in order of the document."""
    found: list[TimelineEntry] = []
    seen: set[int] = set()
    zone = _zone_elsewhere(parts)
    for index, part in enumerate(parts):
        if part.section.id == "timeline" and part.section.span.start not in seen:
            reader = _Reader(vocabulary, document.source, seen)
            reader.read_section(part)
            reader.read_dated_headings(parts, index)
            found.extend(entries(reader.events, incident.day, part.section.title.value, reader.sentences, zone))
    elsewhere = [
        (part.blocks, part.section.title.value)
        for part in parts
        if part.section.id not in _NO_LOG and part.section.span.start not in seen
    ]
    seen.update(block.span.start for part in parts if part.section.id in _NO_LOG for block in part.blocks)
    beside = bool(found)
    for blocks, title in [*elsewhere, (document.blocks, "")]:  # of all blocks, those ahead of the first heading count
        for log in logs(blocks, seen, vocabulary, tables=not beside):
            reader = _Reader(vocabulary, document.source, seen)
            reader.learn(log)
            reader.read(log)
            found.extend(entries(reader.events, incident.day, title, reader.sentences, zone))
    return tuple(sorted(found, key=lambda entry: entry.span))


def _zone_elsewhere(parts: Sequence[Part]) -> Zone | None:
    """The zone of a sentence such as `All times in UTC` that stands before the timeline."""
    for part in parts:
        if part.section.id == "timeline":
            return None
        for block in part.blocks:
            if isinstance(block, Heading):
                break  # what follows is a part of its own
            if isinstance(block, Paragraph) and _ALL_TIMES.search(block.inline.raw):
                text = block.inline.text
                found = _ALL_TIMES.search(text)
                return find_zone(text[found.start() :]) if found else None
    return None


@dataclass(slots=True)
class _Reader:
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
            opening = sum(
                1 for text in texts if may_open(text) and (stamp := read_stamp(text.text, "item")) and stamp.clock
            )
            self.sentences_tell = opening >= FEWEST_OF_A_LOG and 2 * opening > len(texts)
            closing = sum(1 for text in texts if closing_stamp(text.raw, apart=True))
            self.closings_tell = closing >= FEWEST_OF_A_LOG and 2 * closing > len(texts)

    def read_set_off(self, blocks: Sequence[Block]) -> None:
        """A timeline all of which is quoted or set as code; beside events such blocks are evidence for them."""
        for block in blocks:
            if isinstance(block, Quote):
                self.seen.discard(block.span.start)  # which is where its first block starts, too
                self.read(block.blocks)
            elif isinstance(block, Code):
                for line in code_lines(block, self.source):
                    stamp = self.line_stamp(line.text)
                    if stamp and stamp.timed:
                        self.add(line.whole.span, line, stamp, stamp.rest, len(line.text))
        if len(self.events) < _FEWEST_SET_OFF:
            self.events.clear()

    def read_dated_headings(self, parts: Sequence[Part], index: int) -> None:
        """Headings with a date that stand beside the timeline's own instead of below it."""
        title = parts[index].section
        for at in range(index + 1, len(parts)):
            part = parts[at]
            heading = part.section
            if heading.span.start in self.seen:
                continue
            stamp = read_stamp(heading.title.value, "item") if heading.id in (None, "timeline") else None
            if stamp is None or not stamp.dated or heading.form != "heading" or heading.level != title.level:
                return
            if heading.title.value[stamp.rest :] and not stamp.timed:
                return  # a day with a title is another incident, or a chapter of its own
            self.seen.add(heading.span.start)
            self.headed(heading.span, Titled(heading.title), stamp, part.blocks)
            self.read(part.blocks)

    def read(self, blocks: Sequence[Block]) -> None:
        for index, block in enumerate(blocks):
            if block.span.start in self.seen:
                continue
            self.seen.add(block.span.start)
            if isinstance(block, Heading):
                self.heading(block, blocks, index + 1)
            elif isinstance(block, Paragraph):
                self.paragraph(block, blocks, index + 1)
            elif isinstance(block, List):
                self.list(block)
            elif isinstance(block, Table):
                self.table(block)
            elif isinstance(block, Quote):
                said = (inner.inline for inner in block.blocks if isinstance(inner, Paragraph))
                self.sentences.extend(inline.text for inline in said if _ALL_TIMES.search(inline.raw))

    # --- headings and lines ---

    def lead(self, lead: Text) -> None:
        """The text behind a label, which may have a line for each event: `<br>` breaks them in a table's cell."""
        text = Titled(lead)
        opened = [
            (at, stamp)
            for at in line_starts(lead.value)
            if (stamp := read_stamp(line_at(lead.value, at), "line")) and stamp.timed
        ]
        ends = [*(at for at, _ in opened[1:]), len(lead.value)]
        for (at, stamp), end in zip(opened, ends, strict=False):  # there is no end where nothing opens
            self.add(text.locate(at, end).span, text, moved(stamp, at), at + stamp.rest, end)

    def heading(self, heading: Heading, blocks: Sequence[Block], following: int) -> None:
        self.under = False
        stamp = read_stamp(heading.inline.text, "item") if may_open(heading.inline) else None
        if stamp:
            below = _up_to(blocks, following, heading.level)
            self.headed(heading.span, heading.inline, stamp, below)

    def headed(self, span: Span, title: Inline | Titled, stamp: Stamp, below: Sequence[Block]) -> None:
        """A heading with a time is an event; one with a date is one if what stands below tells a single event."""
        self.under = False
        says = title.text[stamp.rest :].strip()
        if not stamp.timed:
            self.group = Group(stamp, find_zone(says))
            self.loose = not any(isinstance(block, List) and is_timed(block) for block in below)
            if not (_tells_one_event(below, 0) if below else says):
                return
        self.under = True
        if says:
            self.add(span, title, stamp, stamp.rest, len(title.text))
        else:
            self.add(span, title, stamp, 0, 0, _first_text(below, 0))

    def paragraph(self, paragraph: Paragraph, blocks: Sequence[Block], following: int) -> None:
        inline = paragraph.inline
        stamp = (
            self.line_stamp(line_at(inline.text, 0))
            if may_open(inline) or inline.raw.lstrip().startswith("[")
            else None
        )
        if stamp is None and not self.under and self.placed(paragraph):
            return
        if stamp is None:
            if len(inline.raw) <= LONGEST_SENTENCE and (not self.under or _ALL_TIMES.search(inline.raw)):
                self.sentences.append(inline.text)
            if not self.under and len(inline.raw) <= _LONGEST_LABEL and _UNDATED.search(inline.raw):
                self.loose, self.group = True, None
            return
        text = inline.text
        starts = line_starts(text)
        lines = [line_at(text, at) for at in starts]
        stamps = with_bare_stamps(lines, [self.line_stamp(line) for line in lines])
        opened = [(at, found) for at, found in zip(starts, stamps, strict=True) if found]
        for (at, stamp), (end, _) in zip(opened, [*opened[1:], (len(text), None)], strict=True):
            rest = at + stamp.rest
            if not stamp.timed and _is_zone(text[rest:end]):
                self.group = Group(stamp, find_zone(text[rest:end]))
                self.under, self.loose = False, True
                if end < len(text) or not _tells_one_event(blocks, following):
                    continue
            self.under = True
            spot = inline.locate(at, end)
            span = Span(paragraph.span.start if at == 0 else spot.span.start, spot.span.end)
            more = _first_text(blocks, following) if end == len(text) and not text[rest:end].strip() else None
            self.add(span, inline, moved(stamp, at), rest, end, more)

    def placed(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is an event that has its time elsewhere, where several of them do."""
        inline = paragraph.inline
        text = inline.text
        if speaker := speaker_stamp(line_at(text, 0)):
            name, stamp = speaker
            if stamp.end < len(text):
                when, said = inline.locate(stamp.start, stamp.end), inline.locate(stamp.rest, len(text))
                self.events.append(Event(paragraph.span, stamp, when, inline.locate(0, name), said, self.group))
                return True
        if self.closings_tell and (closing := closing_stamp(text, apart=True)):
            self.add(paragraph.span, inline, closing, 0, len(text))
            return True
        return False

    def line_stamp(self, line: str) -> Stamp | None:
        """The time that a line of a paragraph opens with; words in brackets, `[the morning]`, are one too."""
        stamp = read_stamp(line, "item" if self.sentences_tell else "line")
        if stamp is None and self.group and (bracketed := _BRACKETED.match(line)):
            return Stamp(bracketed.start(1), bracketed.end(1), bracketed.end())
        return stamp

    # --- lists and tables ---

    def list(self, block: List) -> None:
        stamps = [item_stamp(item) for item in block.items]
        if any(
            stamp is None and item.inline and may_be_bare(item.inline)
            for item, stamp in zip(block.items, stamps, strict=True)
        ):
            stamps = with_bare_stamps([item.inline.text if item.inline else "" for item in block.items], stamps)
        tells = any(stamps) or (not self.under and self.is_loose())
        self.under = self.under or any(stamps)
        for item, stamp in zip(block.items, stamps, strict=True):
            inline = item.inline
            nested = [inner for inner in item.blocks if isinstance(inner, List)]
            if inline is None:
                continue
            if stamp and stamp.timed:
                self.add(item.span, inline, stamp, stamp.rest, len(inline.text))
            elif stamp:
                timed = any(is_timed(inner) for inner in nested)
                says = inline.text[stamp.rest :]
                if not (nested and _is_zone(says)):
                    self.add(item.span, inline, stamp, stamp.rest, len(inline.text))
                elif nested:
                    timed = True
                if timed:
                    around = self.group
                    self.group, self.loose, self.under = Group(stamp, find_zone(says)), True, False
                    self.read(nested)
                    self.group, self.loose, self.under = around, False, True
            elif any(is_timed(inner) for inner in nested):
                self.read(nested)
            elif tells and inline.text.strip():
                self.untimed(item.span, inline)

    def is_loose(self) -> bool:
        if self.loose is None:
            self.loose = not any(_is_stamped(block) for block in self.section)
        return self.loose

    def untimed(self, span: Span, inline: Inline) -> None:
        """An event that does not open with its time; it may have it behind a label, or in parentheses at the end."""
        text = inline.text
        if labelled := labelled_stamp(text):
            colon, stamp = labelled
            end = colon if not text[stamp.rest :].strip() else len(text)
            self.events.append(
                Event(span, stamp, inline.locate(stamp.start, stamp.end), None, inline.locate(0, end), self.group)
            )
        else:
            self.add(span, inline, bracketed_stamp(text) or closing_stamp(text), 0, len(text))

    def table(self, table: Table) -> None:
        for row in read_table(table, self.vocabulary):
            if row.is_group:
                self.group = Group(row.stamp, None) if row.stamp else self.group
            else:
                self.events.append(Event(row.span, row.stamp, row.when, row.actor, row.text, self.group, row.zone))

    def add(
        self,
        span: Span,
        inline: Inline | Titled,
        stamp: Stamp | None,
        start: int,
        end: int,
        more: Inline | None = None,
    ) -> None:
        """An event whose time and words stand in one text; `more` has the words if they stand in another."""
        when = inline.locate(stamp.start, stamp.end) if stamp else None
        if more is not None:
            inline, start, end = more, 0, len(more.text)
        named = leading_actor(inline, start, end, self.vocabulary) if isinstance(inline, Inline) else Named(None, start)
        self.events.append(Event(span, stamp, when, named.actor, inline.locate(named.rest, end), self.group))


def _is_zone(says: str) -> bool:
    """Whether what stands behind a date is nothing, or a remark on its zone: `(UTC)`, `(all times in CET)`."""
    return not says.strip(" ()[]:*_\n") or (
        len(says.split()) <= 4 and find_zone(says) is not None and says.strip()[0] == "("
    )


_LONGEST_LABEL = 80
_UNDATED = re.compile(
    r"\b(?:dates?|times?|before|prior|earlier|previous|past|later|after|ago)\b[^\n]{0,80}:$", re.IGNORECASE
)
_ALL_TIMES = re.compile(
    r"\b(?:all|the)? ?(?:times|timestamps)(?: are| is)?(?: in| given| shown| local| UTC| GMT)\b", re.IGNORECASE
)
_BRACKETED = re.compile(r"\[([^\]\n]{1,40})\]\s")


# Where one looks at what follows, a list and an index are passed: to copy the rest at each block would be quadratic.


def _up_to(blocks: Sequence[Block], first: int, level: int) -> Sequence[Block]:
    """The blocks from an index to the next heading of the same or a higher level."""
    for index in range(first, len(blocks)):
        block = blocks[index]
        if isinstance(block, Heading) and block.level <= level:
            return blocks[first:index]
    return blocks[first:]


def _first_text(blocks: Sequence[Block], index: int) -> Inline | None:
    """The text of the paragraph at an index, if there is one and no time opens it."""
    first = blocks[index] if index < len(blocks) else None
    return (
        first.inline if isinstance(first, Paragraph) and not read_stamp(line_at(first.inline.text, 0), "line") else None
    )


def _tells_one_event(blocks: Sequence[Block], first: int) -> bool:
    """Whether below a date, from an index on, stands text, and neither a list of events nor other times."""
    told = False
    for index in range(first, len(blocks)):
        block = blocks[index]
        if isinstance(block, Heading):
            return told and read_stamp(block.inline.text, "item") is None
        if isinstance(block, Paragraph):
            if may_open(block.inline) and read_stamp(line_at(block.inline.text, 0), "line"):
                return told
            if told is False and block.inline.raw.lstrip().startswith("["):
                return _BRACKETED.match(block.inline.text) is None
            told = True
        elif isinstance(block, List | Table) and (not told or isinstance(block, Table) or is_timed(block)):
            return False
    return told


def _is_stamped(block: Block) -> bool:
    """Whether a block opens with a time, or its items or rows have times."""
    if isinstance(block, Heading | Paragraph):
        return may_open(block.inline) and read_stamp(line_at(block.inline.text, 0), "line") is not None
    return isinstance(block, Table) or (isinstance(block, List) and any(item_stamp(item) for item in block.items))
