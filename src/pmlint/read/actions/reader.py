"""The action items of a document: walks the blocks, and says which group a text stands in and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pmlint.forms.boxes import opening_box
from pmlint.markdown import Block, Document, Heading, Inline, Item, List, Paragraph, Table
from pmlint.model import ActionHeading, ActionItem, Why
from pmlint.process import ActionKind
from pmlint.read.actions.due import DueDates
from pmlint.read.actions.fields import ActionFields
from pmlint.read.actions.headings import (
    action_above_fields,
    action_of_heading,
    names_action,
    says_fields,
    whose,
)
from pmlint.read.actions.item import ActionScope, Candidate
from pmlint.read.actions.judge import Judge
from pmlint.read.actions.labels import COLONS, are_labels, is_aside, is_label
from pmlint.read.actions.lists import below, items_of_cell, paragraphs, with_what_follows
from pmlint.read.actions.people import ActionPeople, NamedElsewhere
from pmlint.read.actions.tables import read_table
from pmlint.read.sections.reader import Part
from pmlint.spelling import name_key, says_nothing
from pmlint.text import Span
from pmlint.vocabulary import Vocabulary

_LABEL_END = re.compile(r"[:：]|\s[-–—](?=\s)")


def read_actions(
    document: Document, parts: Sequence[Part], vocabulary: Vocabulary
) -> tuple[tuple[ActionItem, ...], tuple[ActionHeading, ...]]:
    """The action items and the headings of their groups, in order of the document."""
    people = ActionPeople(vocabulary, NamedElsewhere(vocabulary, document.blocks))
    reader = ActionReader(vocabulary, ActionFields(people, DueDates(vocabulary.process.words)))
    holding = vocabulary.process.holding("actions")
    read = 0  # up to where; parts are in order, so a section that begins before it stands in one that was read
    for index, part in enumerate(parts):
        if part.section.id in holding and part.section.span.end > read:
            read = max(read, part.section.body.end)
            reader.part(part, list(_others_in(parts, index, vocabulary)))
    return tuple(reader.items), tuple(reader.headings)


def _others_in(parts: Sequence[Part], index: int, vocabulary: Vocabulary) -> Iterator[Span]:
    """Where other sections stand in a part, headings included, in order; but for those that only name a group."""
    body = parts[index].section.body
    for at in range(index + 1, len(parts)):
        section = parts[at].section
        if section.span.end > body.end:
            return
        kind = vocabulary.kinds[section.id] if section.id else None
        if kind and not kind.groups_actions and kind.holds != "actions" and section.form == "heading":
            yield Span(section.span.start, section.body.end)


@dataclass(slots=True)
class _Opened:
    """A group whose heading was read: its index among the headings, how many actions came before, what is below it."""

    heading: int
    items: int
    level: int
    below: list[Block] = field(default_factory=list)


class ActionReader:
    """Walks the blocks of the sections that hold actions, and collects items and headings of groups."""

    def __init__(self, vocabulary: Vocabulary, reader: ActionFields) -> None:
        self.vocabulary = vocabulary
        self.known = vocabulary.actions
        self.judge = Judge(vocabulary)
        self.reader = reader
        """Reads the fields of texts that stand in no list."""
        self.items: list[ActionItem] = []
        self.headings: list[ActionHeading] = []

    def part(self, part: Part, others: Sequence[Span]) -> None:
        """Reads a section without the other sections in it."""
        blocks: list[Block] = []
        behind = at = 0
        for block in part.blocks:
            while at < len(others) and others[at].start <= block.span.start:
                behind = max(behind, others[at].end)
                at += 1
            if block.span.start >= behind:
                blocks.append(block)
        group = self._group_of_section(part)
        for inline in items_of_cell(part.cell) if part.cell else ():
            box = opening_box(inline.text)
            self.consider(Candidate(inline, inline.span, "item", group, self.reader, box, box.end))
        self.blocks(blocks, group)

    def _group_of_section(self, part: Part) -> ActionScope:
        """A section can itself be a group (`## Preventive measures`), but not by the name that the process gives it."""
        title = part.section.title
        kinds = self.vocabulary.kinds
        own = kinds[part.section.id].title if part.section.id else ""
        kind = self.known.group(title.value) if name_key(title.value) != name_key(own) else None
        if kind:
            self.headings.append(ActionHeading(kind, title))
        return ActionScope(kind, self.known.heading_state(title.value), why=_named("section", title.value, kind))

    def blocks(self, blocks: Sequence[Block], around: ActionScope) -> None:
        """Reads blocks in order."""
        walk = _BlockWalk(self, around)
        for index, block in enumerate(joined := with_what_follows(blocks)):
            if isinstance(block, Heading):
                walk.heading(block, below(joined, index))
            else:
                walk.block(block, joined[index + 1] if index + 1 < len(joined) else None)
        walk.close(0)

    def list(self, items: Sequence[Item], group: ActionScope) -> None:
        """Reads the items of a list."""
        labels = are_labels(items)
        reader = self.reader.beside([item.inline.text for item in items if item.inline])
        for item in items:
            self._item(item, group, reader, labels)

    def _item(self, item: Item, group: ActionScope, reader: ActionFields, label: bool) -> None:
        """Reads an item: a group whose actions are nested in it, or an action. `label` is what its list makes of it."""
        inline = item.inline
        if inline is None or says_nothing(inline.text):
            self.blocks(item.blocks, group)
            return
        nested = [each for block in item.blocks if isinstance(block, List) for each in block.items]
        box = opening_box(inline.text)
        kind, begin = self.group_label(inline, box.end)
        says_more = self.judge.says_something(inline.text[begin:])
        if kind:
            group = ActionScope(
                kind, group.done, aside=group.aside, why=_named("label", inline.text[box.end : begin], kind)
            )
            group = group.stating(self.known.heading_state(inline.text))
            if not says_more:
                self.list(nested, group)
                return
        elif not says_more:
            return
        elif nested and box.ticked is None and self.judge.is_group(inline, begin, nested, reader, label):
            self.list(nested, self._group_of_item(inline, group, reader))
            return
        span = Span(item.span.start, inline.span.end)
        texts = tuple(paragraphs(item.blocks[1:]))
        self.consider(Candidate(inline, span, "item", group, reader, box, begin, texts))

    def _group_of_item(self, inline: Inline, group: ActionScope, reader: ActionFields) -> ActionScope:
        """The group of the items nested in one that only introduces them."""
        return ActionScope(
            group.kind,
            aside=group.aside or self.known.is_aside(inline.text),
            owner=whose(inline, reader) or group.owner,
            done=group.done,
            why=group.why,
        ).stating(self.known.heading_state(inline.text.rstrip(":")))

    def group_label(self, inline: Inline, begin: int) -> tuple[ActionKind | None, int]:
        """The group that a text opens by naming, and where the text goes on; the heading is noted."""
        text = inline.text
        stop = _LABEL_END.search(text, begin)
        for end, after in ((len(text), len(text)), *(((stop.start(), stop.end()),) if stop else ())):
            kind = self.known.group(text[begin:end])
            if kind:
                self.headings.append(ActionHeading(kind, inline.locate(begin, end)))
                return kind, after
        return None, begin

    def consider(self, candidate: Candidate) -> None:
        """Adds a candidate, if it is an action."""
        if (item := self.judge.action(candidate)) is not None:
            self.items.append(item)


class _BlockWalk:
    """Which group each of some blocks stands in, and which action it belongs to.

    A heading's group holds up to the next one of its level, a label's up to the next label.
    """

    def __init__(self, reader: ActionReader, around: ActionScope) -> None:
        self.reader = reader
        self.known = reader.known
        self.open_groups = [around]
        self.label: ActionScope | None = None
        self.opened: _Opened | None = None
        self.below_action = False
        """Whether the heading above is an action, so that all below it is told of it."""
        self.is_read = False
        """Whether the next list was read with the paragraph above it."""

    @property
    def group(self) -> ActionScope:
        return self.label or self.open_groups[-1]

    def heading(self, heading: Heading, below: Sequence[Block]) -> None:
        """A heading opens a group of its level, or is itself an action."""
        self.close(heading.level)
        while len(self.open_groups) > 1 and self.open_groups[-1].level >= heading.level:
            self.open_groups.pop()
        self.label, self.below_action = None, False
        around, title = self.open_groups[-1], heading.inline.whole
        kind = self.known.group(title.value)
        if kind:
            self._open_group(heading, kind)
            return
        reader = self.reader.reader
        fields = action_of_heading(heading, below, reader)
        if fields is not None:
            box = opening_box(heading.inline.text)
            candidate = Candidate(heading.inline, heading.span, "heading", around, reader, box, box.end)
            self.reader.items.append(self.reader.judge.item(candidate, fields))
            self.below_action = True
        self.open_groups.append(
            ActionScope(
                around.kind,
                around.done,
                heading.level,
                around.aside or self.known.is_aside(title.value),
                whose(heading.inline, reader) if fields is None else None,
                around.why,
            ).stating(self.known.heading_state(title.value))
        )

    def _open_group(self, heading: Heading, kind: ActionKind) -> None:
        title = heading.inline.whole
        self.reader.headings.append(ActionHeading(kind, title))
        done = self.known.heading_state(title.value)
        self.open_groups.append(ActionScope(kind, done, heading.level, why=_named("heading", title.value, kind)))
        if self.opened is None:
            self.opened = _Opened(len(self.reader.headings) - 1, len(self.reader.items), heading.level)

    def close(self, level: int) -> None:
        """Notes for the heading of a group that ends before one of a level what stands below it instead of actions."""
        group = self.opened
        if group is None or level > group.level:
            return
        self.opened = None
        headings = self.reader.headings
        others = len(self.reader.items) > group.items or len(headings) > group.heading + 1
        if not others and not any(map(self.reader.judge.explains, group.below)):
            heading = headings[group.heading]
            span = group.below[0].span if group.below else heading.title.span
            headings[group.heading] = heading._replace(unread=span)

    def block(self, block: Block, following: Block | None) -> None:
        """A block that is no heading."""
        if self.opened is not None:
            self.opened.below.append(block)
        if self.below_action:
            return
        if isinstance(block, Paragraph):
            self._paragraph(block, following)
        elif isinstance(block, List) and not self.is_read:
            self.reader.list(block.items, self.group)
        elif isinstance(block, Table):
            for found in read_table(block, self.reader.reader, self.group):
                if isinstance(found, ActionHeading):
                    self.reader.headings.append(found)
                else:
                    self.reader.items.append(found)
        self.is_read = self.is_read and not isinstance(block, List)

    def _paragraph(self, block: Paragraph, following: Block | None) -> None:
        """A paragraph that is a label (`**Preventive**`, `Short term:`) opens a group; prose gives nothing."""
        inline, reader = block.inline, self.reader.reader
        box = opening_box(inline.text)
        fields = action_above_fields(block, following, reader) if isinstance(following, List) else None
        if fields is not None:
            candidate = Candidate(inline, block.span, "item", self.group, reader, box, box.end)
            self.reader.items.append(self.reader.judge.item(candidate, fields))
            self.is_read = True
            return
        around = self.open_groups[-1]
        if group := self._label(inline, around):
            self.label = group
            return
        if names_action(inline, reader) or says_fields(inline, reader):
            candidate = Candidate(inline, block.span, "item", around, reader, box, box.end)
            self.reader.items.append(self.reader.judge.item(candidate, reader.read(inline)))
        if self.label and self.label.aside:
            self.label = None

    def _label(self, inline: Inline, around: ActionScope) -> ActionScope | None:
        """The group that a paragraph opens, if it is a label."""
        text = inline.text.strip()
        kind, _ = self.reader.group_label(inline, 0)
        if kind and is_label(inline):
            return ActionScope(kind, self.known.heading_state(text), why=_named("label", text, kind))
        if not is_label(inline) and not text.endswith(COLONS):
            return None
        return ActionScope(
            around.kind,
            self.known.heading_state(text.rstrip(":")),
            aside=around.aside or is_aside(inline, self.known),
            owner=whose(inline, self.reader.reader),
            why=around.why,
        )


def _named(form: str, name: str, kind: ActionKind | None) -> Why:
    return Why(form, name_key(name)) if kind else Why("")
