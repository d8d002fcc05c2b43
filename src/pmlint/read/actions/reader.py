"""The action items of a document: walks the blocks, and says which group a text stands in and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pmlint.forms.boxes import opening_box
from pmlint.markdown import Block, Document, Heading, Inline, Item, List, Paragraph, Table
from pmlint.model import ActionHeading, ActionItem, Why
from pmlint.process import ActionKind
from pmlint.read.actions.fields import ActionFields
from pmlint.read.actions.item import ActionScope, Candidate
from pmlint.read.actions.judge import (
    accepted,
    action_above_fields,
    action_of_heading,
    explains,
    is_group,
    judged,
    names_action,
    says_fields,
    whose,
)
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
    people = ActionPeople(vocabulary, NamedElsewhere(vocabulary, document))
    reader = ActionReader(ActionFields(people))
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
    """Walks the blocks of the sections that hold actions, and collects items and headings of groups.

    `reader` reads the fields of texts that stand in no list.
    """

    def __init__(self, reader: ActionFields) -> None:
        self.reader = reader
        self.known = reader.known
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
        scope = self._scope_of_section(part)
        for inline in items_of_cell(part.cell) if part.cell else ():
            self._consider(Candidate(inline, inline.span, scope, self.reader, begin=opening_box(inline.text).end))
        self.blocks(blocks, scope)

    def _scope_of_section(self, part: Part) -> ActionScope:
        """A section can itself be a group (`## Preventive measures`), but not by the name that the process gives it."""
        title, kinds = part.section.title, self.reader.people.vocabulary.kinds
        own = kinds[part.section.id].title if part.section.id else ""
        kind = self.known.group(title.value) if name_key(title.value) != name_key(own) else None
        if kind:
            self.headings.append(ActionHeading(kind, title))
        why = Why("section", name_key(title.value)) if kind else Why("")
        return ActionScope(kind, self.known.heading_state(title.value), why=why)

    def scope(
        self, inline: Inline, around: ActionScope, kind: ActionKind | None, form: str, aside: bool, level: int = 0
    ) -> ActionScope:
        """What holds below a heading or label in another scope: the group that it names, else a state or an owner."""
        text = inline.text.strip()
        done = self.known.heading_state(text.rstrip(":"))
        return ActionScope(
            kind or around.kind,
            around.done if done is None else done,
            around.aside or (aside and not kind),
            (None if kind else whose(inline, self.reader)) or around.owner,
            Why(form, name_key(text)) if kind else around.why,
            level,
        )

    def blocks(self, blocks: Sequence[Block], around: ActionScope) -> None:
        """Reads blocks in order."""
        walk, blocks = _BlockWalk(self, around), with_what_follows(blocks)
        for index, block in enumerate(blocks):
            if isinstance(block, Heading):
                walk.heading(block, below(blocks, index))
            else:
                walk.block(block, blocks[index + 1] if index + 1 < len(blocks) else None)
        walk.close(0)

    def list(self, items: Sequence[Item], scope: ActionScope) -> None:
        """Reads the items of a list."""
        labels = are_labels(items)
        reader = self.reader.beside([item.inline.text for item in items if item.inline])
        for item in items:
            self._item(item, scope, reader, labels)

    def _item(self, item: Item, scope: ActionScope, reader: ActionFields, label: bool) -> None:
        """Reads an item: a group whose actions are nested in it, or an action. `label` is what its list makes of it."""
        inline = item.inline
        if inline is None or says_nothing(inline.text):
            self.blocks(item.blocks, scope)
            return
        nested = [each for block in item.blocks if isinstance(block, List) for each in block.items]
        box = opening_box(inline.text)
        kind, begin = self.group_label(inline, box.end)
        if kind:
            scope = self.scope(inline, scope, kind, "label", aside=False)
        if not self.known.says_something(inline.text[begin:]):
            self.list(nested if kind else (), scope)
        elif not kind and nested and box.ticked is None and is_group(inline, begin, nested, reader, label):
            self.list(nested, self.scope(inline, scope, None, "label", self.known.is_aside(inline.text)))
        else:
            span = Span(item.span.start, inline.span.end)
            self._consider(Candidate(inline, span, scope, reader, begin=begin, below=paragraphs(item.blocks[1:])))

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

    def _consider(self, candidate: Candidate) -> None:
        if (item := judged(candidate)) is not None:
            self.items.append(item)


class _BlockWalk:
    """Which scope each of some blocks stands in, and which action it belongs to.

    A heading's scope holds up to the next one of its level, a label's up to the next label.
    """

    def __init__(self, reader: ActionReader, around: ActionScope) -> None:
        self.reader = reader
        self.known = reader.known
        self.scopes = [around]
        self.label: ActionScope | None = None
        self.opened: _Opened | None = None
        self.below_action = False
        """Whether the heading above is an action, so that all below it is told of it."""
        self.is_read = False
        """Whether the next list was read with the paragraph above it."""

    def heading(self, heading: Heading, below: Sequence[Block]) -> None:
        """A heading opens a scope of its level, or is itself an action."""
        self.close(heading.level)
        while len(self.scopes) > 1 and self.scopes[-1].level >= heading.level:
            self.scopes.pop()
        self.label = None
        around, title, reader = self.scopes[-1], heading.inline.whole, self.reader
        kind = self.known.group(title.value)
        fields = None if kind else action_of_heading(heading, below, reader.reader)
        self.below_action = fields is not None
        if fields is not None:
            candidate = Candidate(heading.inline, heading.span, around, reader.reader, "heading")
            reader.items.append(accepted(candidate, fields))
        if kind:
            reader.headings.append(ActionHeading(kind, title))
            self.opened = self.opened or _Opened(len(reader.headings) - 1, len(reader.items), heading.level)
        aside = self.known.is_aside(title.value)
        self.scopes.append(reader.scope(heading.inline, around, kind, "heading", aside, heading.level))

    def close(self, level: int) -> None:
        """Notes for the heading of a group that ends before one of a level what stands below it instead of actions."""
        group = self.opened
        if group is None or level > group.level:
            return
        self.opened = None
        headings = self.reader.headings
        others = len(self.reader.items) > group.items or len(headings) > group.heading + 1
        if not others and not any(explains(block, self.reader.reader) for block in group.below):
            heading = headings[group.heading]
            span = group.below[0].span if group.below else heading.title.span
            headings[group.heading] = heading._replace(unread=span)

    def block(self, block: Block, following: Block | None) -> None:
        """A block that is no heading."""
        if self.opened is not None:
            self.opened.below.append(block)
        if self.below_action:
            return
        scope = self.label or self.scopes[-1]
        if isinstance(block, Paragraph):
            self._paragraph(block, following, scope)
        elif isinstance(block, List):
            if not self.is_read:
                self.reader.list(block.items, scope)
            self.is_read = False
        elif isinstance(block, Table):
            for found in read_table(block, self.reader.reader, scope):
                if isinstance(found, ActionHeading):
                    self.reader.headings.append(found)
                else:
                    self.reader.items.append(found)

    def _paragraph(self, block: Paragraph, following: Block | None, scope: ActionScope) -> None:
        """A paragraph that is a label (`**Preventive**`, `Short term:`) opens a scope; prose gives nothing."""
        inline, reader = block.inline, self.reader.reader
        fields = action_above_fields(block, following, reader) if isinstance(following, List) else None
        self.is_read = fields is not None
        if fields is None and self._opens_scope(inline):
            return
        if fields is None and (names_action(inline, reader) or says_fields(inline, reader)):
            scope, fields = self.scopes[-1], reader.read(inline)
        if fields is not None:
            self.reader.items.append(accepted(Candidate(inline, block.span, scope, reader), fields))
        if not self.is_read and self.label and self.label.aside:
            self.label = None

    def _opens_scope(self, inline: Inline) -> bool:
        """Whether a paragraph is a label, whose scope is opened."""
        text = inline.text.strip()
        kind, _ = self.reader.group_label(inline, 0)
        if not is_label(inline) and not text.endswith(COLONS):
            return False
        around, aside = self.scopes[-1], is_aside(inline, self.known)
        self.label = self.reader.scope(inline, around, kind if is_label(inline) else None, "label", aside)
        return True
