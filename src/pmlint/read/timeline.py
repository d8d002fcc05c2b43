"""The timeline of a document: what is an event, and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pmlint.markdown import Block, Heading, Inline, Item, List, Paragraph, Table
from pmlint.model import Incident, TimelineEntry
from pmlint.read.actors import Named, leading_actor
from pmlint.read.chronology import LONGEST_SENTENCE, Event, Group, entries
from pmlint.read.sections import Part
from pmlint.read.stamps import Stamp, read_stamp
from pmlint.read.time_table import read_table
from pmlint.read.times import Zone, find_zone
from pmlint.read.vocabulary import Vocabulary
from pmlint.text import Span, Text

_NO_LOG = ("timeline", "corrective_actions", "attachments", "sign_off")
"""Sections in which a list with dates is no log of events (or is read as the timeline anyway)."""

_FEWEST_OF_A_LOG = 3
"""How many events outside the timeline make a log."""


def read_timeline(parts: Sequence[Part], incident: Incident, vocabulary: Vocabulary) -> tuple[TimelineEntry, ...]:
    """The events of the timeline sections and of logs in other sections, in order of the document."""
    found: list[TimelineEntry] = []
    seen: set[int] = set()
    zone = _zone_elsewhere(parts)
    for index, part in enumerate(parts):
        if part.section.id == "timeline" and part.section.span.start not in seen:
            reader = _Reader(vocabulary, seen)
            reader.read_section(part)
            reader.read_dated_headings(parts, index)
            found.extend(entries(reader.events, incident.day, part.section.title.value, reader.sentences, zone))
    for part in parts:
        if part.section.id not in _NO_LOG and part.section.span.start not in seen:
            for log in _logs(part, seen):
                reader = _Reader(vocabulary, seen)
                reader.read([log])
                found.extend(entries(reader.events, incident.day, part.section.title.value, [], zone))
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


def _logs(part: Part, seen: set[int]) -> Iterator[List]:
    """The lists of a section most of whose items open with a time."""
    for block in part.blocks:
        if isinstance(block, Heading):
            return  # what follows is a part of its own
        if isinstance(block, List) and block.span.start not in seen and len(block.items) >= _FEWEST_OF_A_LOG:
            timed = sum(1 for item in block.items if (stamp := _item_stamp(item)) and (stamp.clock or _full(stamp)))
            if timed >= _FEWEST_OF_A_LOG and timed * 2 > len(block.items):
                yield block


def _full(stamp: Stamp) -> bool:
    return stamp.date is not None and stamp.date.year is not None


def _item_stamp(item: Item) -> Stamp | None:
    return read_stamp(item.inline.text, "item") if item.inline and _may_open(item.inline) else None


_DIGIT = re.compile("[0-9]")
_BEGINNING = re.compile(
    r"[\W_]*(?:[0-9<]|[^\x00-\x7f]|T[-+0 ]"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|utc|gmt|z |[a-z]{3,4}t\b)"
    r"|(?:at|on|from|between|by|before|after|since|early|late|just|around|about|approx\w*|circa|ca|roughly|sometime)\b)",
    re.IGNORECASE,
)


def _may_open(inline: Inline) -> bool:
    """Whether a text can open with a time, which shows without parsing its markup."""
    return _DIGIT.search(inline.raw, 0, 80) is not None and _BEGINNING.match(inline.raw) is not None


@dataclass(slots=True)
class _Reader:
    """Goes through the blocks of a timeline and notes the events."""

    vocabulary: Vocabulary
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

    def read_section(self, part: Part) -> None:
        self.seen.add(part.section.span.start)
        if part.lead is not None and not any(block.span.holds(part.lead.span) for block in part.blocks):
            self.lead(part.lead)
        self.section = part.blocks
        self.read(part.blocks)

    def read_dated_headings(self, parts: Sequence[Part], index: int) -> None:
        """Headings with a date that stand beside the timeline's own instead of below it."""
        title = parts[index].section
        for at in range(index + 1, len(parts)):
            part = parts[at]
            heading = part.section
            if heading.span.start in self.seen:
                continue
            stamp = read_stamp(heading.title.value, "item") if heading.id in (None, "timeline") else None
            if stamp is None or stamp.date is None or heading.form != "heading" or heading.level != title.level:
                return
            if heading.title.value[stamp.rest :] and not stamp.timed:
                return  # a day with a title is another incident, or a chapter of its own
            self.seen.add(heading.span.start)
            self.headed(heading.span, _Titled(heading.title), stamp, part.blocks)
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

    # --- headings and lines ---

    def lead(self, lead: Text) -> None:
        stamp = read_stamp(lead.value.split("\n")[0], "line")
        if stamp:
            self.add(lead.span, _Titled(lead), stamp, stamp.rest, len(lead.value))

    def heading(self, heading: Heading, blocks: Sequence[Block], following: int) -> None:
        self.under = False
        stamp = read_stamp(heading.inline.text, "item") if _may_open(heading.inline) else None
        if stamp:
            below = _up_to(blocks, following, heading.level)
            self.headed(heading.span, heading.inline, stamp, below)

    def headed(self, span: Span, title: Inline | _Titled, stamp: Stamp, below: Sequence[Block]) -> None:
        """A heading with a time is an event; one with a date is one if what stands below tells a single event."""
        self.under = False
        says = title.text[stamp.rest :].strip()
        if not stamp.timed:
            self.group = Group(stamp, find_zone(says))
            self.loose = not any(isinstance(block, List) and _is_timed(block) for block in below)
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
            self.line_stamp(_line(inline.text, 0)) if _may_open(inline) or inline.raw.lstrip().startswith("[") else None
        )
        if stamp is None:
            if len(inline.raw) <= LONGEST_SENTENCE and (not self.under or _ALL_TIMES.search(inline.raw)):
                self.sentences.append(inline.text)
            if not self.under and len(inline.raw) <= _LONGEST_LABEL and _UNDATED.search(inline.raw):
                self.loose, self.group = True, None
            return
        text = inline.text
        starts = _line_starts(text)
        opened = [(at, found) for at in starts if (found := self.line_stamp(_line(text, at)))]
        for (at, stamp), (end, _) in zip(opened, [*opened[1:], (len(text), None)], strict=True):
            rest = at + stamp.rest
            if not stamp.timed and not text[rest:end].strip():
                self.group = Group(stamp, None)
                self.under, self.loose = False, True
                if end < len(text) or not _tells_one_event(blocks, following):
                    continue
            self.under = True
            spot = inline.locate(at, end)
            span = Span(paragraph.span.start if at == 0 else spot.span.start, spot.span.end)
            more = _first_text(blocks, following) if end == len(text) and not text[rest:end].strip() else None
            self.add(span, inline, _moved(stamp, at), rest, end, more)

    def line_stamp(self, line: str) -> Stamp | None:
        """The time that a line of a paragraph opens with; words in brackets, `[the morning]`, are one too."""
        stamp = read_stamp(line, "line")
        if stamp is None and self.group and (bracketed := _BRACKETED.match(line)):
            return Stamp(bracketed.start(1), bracketed.end(1), bracketed.end())
        return stamp

    # --- lists and tables ---

    def list(self, block: List) -> None:
        stamps = [_item_stamp(item) for item in block.items]
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
                timed = any(_is_timed(inner) for inner in nested)
                if inline.text[stamp.rest :].strip():
                    self.add(item.span, inline, stamp, stamp.rest, len(inline.text))
                elif nested:
                    timed = True
                if timed:
                    self.group, self.loose, self.under = Group(stamp, None), True, False
                    self.read(nested)
                    self.loose, self.under = False, True
            elif any(_is_timed(inner) for inner in nested):
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
        if labelled := _labelled_stamp(text):
            colon, stamp = labelled
            end = colon if not text[stamp.rest :].strip() else len(text)
            self.events.append(
                Event(span, stamp, inline.locate(stamp.start, stamp.end), None, inline.locate(0, end), self.group)
            )
        else:
            self.add(span, inline, _closing_stamp(text), 0, len(text))

    def table(self, table: Table) -> None:
        for row in read_table(table, self.vocabulary):
            if row.is_group:
                self.group = Group(row.stamp, None) if row.stamp else self.group
            else:
                self.events.append(Event(row.span, row.stamp, row.when, row.actor, row.text, self.group, row.zone))

    def add(
        self,
        span: Span,
        inline: Inline | _Titled,
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


class _Titled(NamedTuple):
    """A text of which only its value and place are known, in the clothes of an `Inline`."""

    whole: Text

    @property
    def text(self) -> str:
        return self.whole.value

    def locate(self, start: int, end: int) -> Text:
        value, span = self.whole
        part = value[start:end].strip()
        if span.end - span.start != len(value):  # markup in between: the place of all of it
            return Text(part, span)
        at = span.start + start + (len(value[start:end]) - len(value[start:end].lstrip()))
        return Text(part, Span(at, at + len(part)))


_LONGEST_LABEL = 80
_UNDATED = re.compile(
    r"\b(?:dates?|times?|before|prior|earlier|previous|past|later|after|ago)\b[^\n]{0,80}:$", re.IGNORECASE
)
_ALL_TIMES = re.compile(
    r"\b(?:all|the)? ?(?:times|timestamps)(?: are| is)?(?: in| given| shown| local| UTC| GMT)\b", re.IGNORECASE
)
_BRACKETED = re.compile(r"\[([^\]\n]{1,40})\]\s")
_CLOSING = re.compile(r"[(\[]([^()\[\]]{3,40})[)\]]\.?\s*$")


def _labelled_stamp(text: str) -> tuple[int, Stamp] | None:
    """Where the label ends and the time begins in `Detected: 14:05 UTC`."""
    colon = text.find(":", 0, 48)
    stamp = read_stamp(text[colon + 1 :], "cell") if colon > 0 and not text[colon - 1].isdecimal() else None
    if stamp is None or not (stamp.timed or _full(stamp)):
        return None
    return colon, _moved(stamp, colon + 1)


def _closing_stamp(text: str) -> Stamp | None:
    """The time in parentheses that a text ends with."""
    tail = max(0, len(text) - 48)
    found = _CLOSING.search(text, tail)
    stamp = read_stamp(found[1], "cell") if found else None
    return _moved(stamp, found.start(1)) if found and stamp and stamp.clock and stamp.start == 0 else None


def _moved(stamp: Stamp, by: int) -> Stamp:
    return stamp._replace(start=stamp.start + by, end=stamp.end + by, rest=stamp.rest + by)


def _line_starts(text: str) -> list[int]:
    return [0, *(index + 1 for index, char in enumerate(text) if char == "\n")]


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


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
        first.inline if isinstance(first, Paragraph) and not read_stamp(_line(first.inline.text, 0), "line") else None
    )


def _tells_one_event(blocks: Sequence[Block], first: int) -> bool:
    """Whether below a date, from an index on, stands text, and neither a list of events nor other times."""
    told = False
    for index in range(first, len(blocks)):
        block = blocks[index]
        if isinstance(block, Heading):
            return told and read_stamp(block.inline.text, "item") is None
        if isinstance(block, Paragraph):
            if _may_open(block.inline) and read_stamp(_line(block.inline.text, 0), "line"):
                return told
            if told is False and block.inline.raw.lstrip().startswith("["):
                return _BRACKETED.match(block.inline.text) is None
            told = True
        elif isinstance(block, List | Table) and (not told or isinstance(block, Table) or _is_timed(block)):
            return False
    return told


def _is_stamped(block: Block) -> bool:
    """Whether a block opens with a time, or its items or rows have times."""
    if isinstance(block, Heading | Paragraph):
        return _may_open(block.inline) and read_stamp(_line(block.inline.text, 0), "line") is not None
    return isinstance(block, Table) or (isinstance(block, List) and any(_item_stamp(item) for item in block.items))


def _is_timed(block: List) -> bool:
    """Whether the items of a list have times of their own."""
    return any((stamp := _item_stamp(item)) and stamp.timed for item in block.items)
