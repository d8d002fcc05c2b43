"""The action items of a document: walks the blocks, and says which group a text stands in and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pmlint.forms.boxes import opening_box
from pmlint.markdown import Block, Code, Document, Heading, Html, Inline, Item, List, Paragraph, Quote, Table, shows
from pmlint.model import ActionHeading, ActionItem, UnlistedWork, Why
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
from pmlint.read.actions.lists import below, items_of_cell, nested_items, paragraphs, with_what_follows
from pmlint.read.actions.people import ActionPeople, NamedElsewhere
from pmlint.read.actions.tables import holds_actions, read_table, read_told
from pmlint.read.actions.unlisted import FENCE, Unlisted
from pmlint.read.sections.reader import Part
from pmlint.spelling import name_key, says_nothing
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary

_LEVEL_OF_A_LABEL = 7
"""Below all headings: a label ends where a heading or the next label begins."""

_QUESTION_MARKS = ("?", "？")
_LABEL_END = re.compile(r"[:：]|\s[-–—](?=\s)")


class Actions(NamedTuple):
    """What is read where actions stand, each in order of the document."""

    items: tuple[ActionItem, ...]
    headings: tuple[ActionHeading, ...]
    """The headings of their groups."""
    unlisted: tuple[UnlistedWork, ...]


def read_actions(document: Document, parts: Sequence[Part], vocabulary: Vocabulary) -> Actions:
    """The action items, the headings of their groups, and what stands among them and is none."""
    people = ActionPeople(vocabulary, NamedElsewhere(vocabulary, document))
    reader = ActionReader(ActionFields(people), Unlisted(vocabulary, document.source))
    holding = vocabulary.process.holding("actions")
    read = 0  # up to where; parts are in order, so a section that begins before it stands in one that was read
    for index, part in enumerate(parts):
        if part.section.id in holding and part.section.span.end > read:
            read = max(read, part.section.body.end)
            reader.part(part, list(_others_in(parts, index, vocabulary)))
    known = vocabulary.process.holding("actions", "events", "signatures")
    bodies = [part.section.body for part in parts if part.section.id in known]
    reader.unlisted += reader.told.open_boxes(document.blocks, bodies)
    first = min(
        (part.section.span.start for part in parts if part.section.id in holding), default=len(document.source.text)
    )
    behind = [block for block in document.blocks if block.span.start > first]
    reader.unlisted += reader.told.blank_orders(behind, {part.section.span.start for part in parts if part.section.id})
    return Actions(tuple(reader.items), tuple(reader.headings), tuple(reader.unlisted))


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
    """A heading or label: what was read before it, and what stands below it."""

    title: Text
    level: int
    kind: ActionKind | None
    aside: bool
    items: int
    headings: int
    unlisted: int
    below: list[Block] = field(default_factory=list)


class ActionReader:
    """Walks the blocks of the sections that hold actions, and collects items and headings of groups.

    `reader` reads the fields of texts that stand in no list; `told` finds what is told of the others.
    """

    def __init__(self, reader: ActionFields, told: Unlisted) -> None:
        self.reader = reader
        self.known = reader.known
        self.told = told
        self.items: list[ActionItem] = []
        self.headings: list[ActionHeading] = []
        self.unlisted: list[UnlistedWork] = []

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
            self.consider(Candidate(inline, inline.span, scope, self.reader, begin=opening_box(inline.text).end))
        if part.lead:
            self.unlisted += self.told.paragraph(Inline.verbatim(part.lead))
        self.blocks(blocks, scope)

    def _scope_of_section(self, part: Part) -> ActionScope:
        """A section can itself be a group (`## Preventive measures`), but not by the name that the process gives it."""
        title, kinds = part.section.title, self.reader.people.vocabulary.kinds
        own = kinds[part.section.id].title if part.section.id else ""
        kind = self.known.group(title.value) if name_key(title.value) != name_key(own) else None
        if kind:
            self.headings.append(ActionHeading(kind, title))
        why = Why("section", name_key(title.value)) if kind else Why("")
        behind = bool(self.items) and self.is_procedure(title.value)
        return ActionScope(kind, self.known.heading_state(title.value), why=why, procedure=behind and not kind)

    def is_procedure(self, title: str) -> bool:
        """Whether a heading stands over steps for another time: `Runbook`, not `Fix the runbook`."""
        form = self.told.form
        return form.is_procedure(title) and not form.orders(title) and not self.known.has_intent(title)

    def scope(
        self, inline: Inline, around: ActionScope, kind: ActionKind | None, form: str, aside: bool, level: int = 0
    ) -> ActionScope:
        """What holds below a heading or label in another scope: the group that it names, else a state or an owner."""
        text = inline.text.strip()
        done = self.known.heading_state(text.rstrip(":"))
        is_above = form == "heading" or text.endswith(COLONS)
        return ActionScope(
            kind or around.kind,
            around.done if done is None else done,
            around.aside or (aside and not kind),
            (None if kind else whose(inline, self.reader)) or around.owner,
            Why(form, name_key(text)) if kind else around.why,
            not kind and (around.procedure or (is_above and self.is_procedure(text))),
            aside and self.told.form.remark(text) != "",
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
        if len(items) > 1 and all(map(self._asks, items)):
            return
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
        nested = nested_items(item)
        box = opening_box(inline.text)
        kind, begin = self.group_label(inline, box.end)
        if kind:
            scope = self.scope(inline, scope, kind, "label", aside=False)
        if not self.known.says_something(inline.text[begin:]):
            self.list(nested if kind else (), scope)
        elif self._is_label_of_code(item):
            return
        elif self._is_label_of_table(item, begin, reader):
            self.blocks(item.blocks[1:], self.scope(inline, scope, kind, "label", self.known.is_aside(inline.text)))
        elif not kind and nested and box.ticked is None and is_group(inline, begin, nested, reader, label):
            self.list(nested, self.scope(inline, scope, None, "label", self.known.is_aside(inline.text)))
        else:
            span = Span(item.span.start, inline.span.end)
            self.consider(Candidate(inline, span, scope, reader, begin=begin, below=paragraphs(item.blocks[1:])))
            self._below_done(span, [below.inline for below in nested if below.inline])

    def _below_done(self, span: Span, nested: Iterable[Inline]) -> None:
        """What items below an action tell of work, where it is done: an empty box, or a promise, is still open."""
        if not (self.items and self.items[-1].span == span and self.items[-1].done):
            return
        for inline in nested:
            if opening_box(inline.text).ticked is False:
                self.unlisted.append(UnlistedWork("form", inline.whole))
            elif self.told.form.work(inline.text, explains=True, may_order=False) == "promised":
                self.unlisted.append(UnlistedWork("promised", inline.whole))

    def _asks(self, item: Item) -> bool:
        """Whether an item is a question; a list of these is a checklist, and asks for nothing to be done."""
        text = item.inline.text if item.inline else ""
        return text.rstrip().endswith(_QUESTION_MARKS) and not self.told.form.orders(text[opening_box(text).end :])

    def _is_label_of_code(self, item: Item) -> bool:
        """Whether an item only says what the code below it is."""
        text = item.inline.text if item.inline else ""
        below = item.blocks[1:]
        label = text.rstrip().endswith(COLONS) and opening_box(text).ticked is None and not self.told.form.orders(text)
        return label and bool(below) and all(isinstance(block, Code) for block in below)

    def _is_label_of_table(self, item: Item, begin: int, reader: ActionFields) -> bool:
        """Whether an item only introduces the tables of actions below it: it has neither a box nor fields."""
        tables = [block for block in item.blocks if isinstance(block, Table)]
        if item.inline is None or not any(holds_actions(table, self.known) for table in tables):
            return False
        return opening_box(item.inline.text).ticked is None and not reader.read(item.inline, begin)

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
        if (item := judged(candidate)) is not None:
            self.items.append(item)
        elif candidate.scope.remarks:
            self.unlisted += self.told.remark(candidate.inline)


class _BlockWalk:
    """Which scope each of some blocks stands in, and which action it belongs to.

    A heading's scope holds up to the next one of its level, a label's up to the next label.
    """

    def __init__(self, reader: ActionReader, around: ActionScope) -> None:
        self.reader = reader
        self.known = reader.known
        self.scopes = [around]
        self.label: ActionScope | None = None
        self.opened: list[_Opened] = []
        """The headings and the label that the next block stands below."""
        self.below_action = False
        """Whether the heading above is an action, so that all below it is told of it."""
        self.is_read = False
        """Whether the next list was read with the paragraph above it."""
        self.introduced = False
        """Whether the block before ends with a colon."""

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
        aside = self.known.is_aside(title.value) or self.known.withdraws(title.value)
        self.scopes.append(reader.scope(heading.inline, around, kind, "heading", aside, heading.level))
        if kind:
            reader.headings.append(ActionHeading(kind, title))
        if fields is None:
            self._open(heading.inline, kind, heading.level)

    def _open(self, inline: Inline, kind: ActionKind | None, level: int) -> None:
        reader, scope = self.reader, self.label or self.scopes[-1]
        counts = len(reader.items), len(reader.headings), len(reader.unlisted)
        aside = scope.aside or scope.procedure or scope.done is True or whose(inline, reader.reader) is not None
        self.opened.append(_Opened(inline.whole, level, kind, aside, *counts))

    def close(self, level: int) -> None:
        """Tells of the headings and the label that end before a heading of a level, if no action stands below them."""
        while self.opened and self.opened[-1].level >= level:
            self._close(self.opened.pop())

    def _close(self, ended: _Opened) -> None:
        reader = self.reader
        if self.opened:
            self.opened[-1].below += ended.below
        if len(reader.items) > ended.items or len(reader.headings) > ended.headings:
            return
        if ended.kind:
            if len(reader.unlisted) == ended.unlisted and not any(map(self._explains, ended.below)):
                span = ended.below[0].span if ended.below else ended.title.span
                reader.headings[ended.headings - 1] = reader.headings[ended.headings - 1]._replace(unread=span)
        elif not ended.aside:
            blank = not any(shows(block, reader.told.source) for block in ended.below)
            if told := list(reader.told.title(ended.title, blank=blank)):
                forms = [each for each in reader.unlisted[ended.unlisted :] if each.what == "form"]
                reader.unlisted[ended.unlisted :] = [*told, *forms]  # its sentences explain what the title says

    def _explains(self, block: Block) -> bool:
        return explains(block, self.reader.reader)

    def block(self, block: Block, following: Block | None) -> None:
        """A block that is no heading."""
        scope, told, reader = self.label or self.scopes[-1], self.reader.told, self.reader
        introduced, self.introduced = self.introduced, False
        if isinstance(block, Paragraph):
            self.introduced = block.inline.text.rstrip().endswith(COLONS)
            if not self.below_action and self._paragraph(block, following, scope):
                return
        if self.opened:
            self.opened[-1].below.append(block)
        if self.below_action:
            return
        if isinstance(block, List):
            self._list(block, scope)
        elif isinstance(block, Table):
            self._table(block, scope)
        elif scope.aside and not scope.remarks:
            return
        elif isinstance(block, Quote):
            reader.unlisted += told.quote(block)
        elif isinstance(block, Html):
            reader.unlisted += told.html(block)
        elif isinstance(block, Code):
            reader.unlisted += told.code(block, introduced=introduced, below_action=bool(reader.items))

    def _list(self, block: List, scope: ActionScope) -> None:
        if not self.is_read:
            steps = scope.procedure and block.ordered
            self.reader.list(block.items, scope._replace(aside=scope.aside or steps))
        self.is_read = False

    def _table(self, block: Table, scope: ActionScope) -> None:
        reader = self.reader
        found = list(read_table(block, reader.reader, scope))
        reader.headings += [each for each in found if isinstance(each, ActionHeading)]
        reader.items += [each for each in found if isinstance(each, ActionItem)]
        if not scope.aside and not holds_actions(block, self.known) and not read_told(block, self.known):
            reader.unlisted += reader.told.table(block)

    def _paragraph(self, block: Paragraph, following: Block | None, scope: ActionScope) -> bool:
        """Reads a paragraph; whether it is a label (`**Preventive**`, `Short term:`), which opens a scope."""
        inline, reader = block.inline, self.reader.reader
        fields = action_above_fields(block, following, reader) if isinstance(following, List) else None
        self.is_read = fields is not None
        if fields is None and self._is_listed(inline, scope):
            return False
        if fields is None and self._opens_scope(inline):
            return True
        if fields is None and (names_action(inline, reader) or says_fields(inline, reader)):
            scope, fields = self.scopes[-1], reader.read(inline)
        if fields is not None:
            self.reader.items.append(accepted(Candidate(inline, block.span, scope, reader), fields))
        elif not scope.aside or scope.remarks:
            self.reader.unlisted += self.reader.told.paragraph(inline, explains=bool(self.reader.items))
        if not self.is_read and self.label and self.label.aside:
            self.label = None
        return False

    def _is_listed(self, inline: Inline, scope: ActionScope) -> bool:
        """Whether a paragraph is a list that Markdown does not read, whose items are read."""
        lines = self.reader.told.listed_lines(inline)
        reader = self.reader.reader.beside([line.text for line in lines])
        for line in lines:
            self.reader.consider(Candidate(line, line.span, scope, reader, begin=opening_box(line.text).end))
        return bool(lines)

    def _opens_scope(self, inline: Inline) -> bool:
        """Whether a paragraph is a label, whose scope is opened."""
        text = inline.text.strip()
        kind, end = self.reader.group_label(inline, 0)
        is_name = is_label(inline) or (kind is not None and end == len(inline.text))
        if not is_name and (not text.endswith(COLONS) or text.startswith(FENCE)):
            return False
        self.close(_LEVEL_OF_A_LABEL)
        around, aside = self.scopes[-1], is_aside(inline, self.known)
        self.label = self.reader.scope(inline, around, kind if is_name else None, "label", aside)
        self._open(inline, kind if is_name else None, _LEVEL_OF_A_LABEL)
        return True
