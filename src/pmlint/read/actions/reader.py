"""The action items of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pmlint.markdown import Block, Document, Heading, Inline, Item, List, Paragraph, Piece, Table
from pmlint.model import ActionHeading, ActionItem
from pmlint.process import ActionKind
from pmlint.read.actions.fields import Fields, labelled, opens_with_field, read_fields
from pmlint.read.actions.item import action
from pmlint.read.actions.labels import has_fields, is_numbered, names_action, says_fields, whose
from pmlint.read.actions.lists import (
    are_labels,
    below,
    is_aside,
    is_label,
    is_short_label,
    is_template,
    items_of_cell,
    paragraphs,
    with_what_follows,
)
from pmlint.read.actions.people import People
from pmlint.read.actions.tables import read_table, read_told
from pmlint.read.actions.words import ActionWords, action_words, box, visible
from pmlint.read.sections.reader import Part
from pmlint.spelling import name_key, says_nothing, split_number
from pmlint.text import Span
from pmlint.vocabulary import Vocabulary

_SECTION = "corrective_actions"
# A group of actions may be named after what it improves, as another section is.
_MAY_BE_GROUPS = (None, _SECTION, "detection_response")
_COLONS = (":", "：")
_LABEL_END = re.compile(r"[:：]|\s[-–—](?=\s)")


def read_actions(
    document: Document, parts: Sequence[Part], vocabulary: Vocabulary
) -> tuple[tuple[ActionItem, ...], tuple[ActionHeading, ...]]:
    """The action items and the headings of their groups, in order of the document."""
    known = action_words(vocabulary)
    reader = _Reader(known, People(known, document.blocks))
    read = 0  # up to where; parts are in order, so a section that begins before it stands in one that was read
    for index, part in enumerate(parts):
        if part.section.id == _SECTION and part.section.span.end > read:
            read = max(read, part.section.body.end)
            reader.part(part, list(_others_in(parts, index)))
    return tuple(reader.items), tuple(reader.headings)


def _others_in(parts: Sequence[Part], index: int) -> Iterator[Span]:
    """Where other sections stand in a part, headings included, in order."""
    body = parts[index].section.body
    for at in range(index + 1, len(parts)):
        section = parts[at].section
        if section.span.end > body.end:
            return
        if section.id not in _MAY_BE_GROUPS and section.form == "heading":
            yield Span(section.span.start, section.body.end)


# A paragraph that was meant for a list or a table.
_LOOKS_LISTED = re.compile(r"[-*+•–—|▪●◦‣]|.{1,300}\|.{1,300}\|")


@dataclass(slots=True)
class _Opened:
    """A group whose heading was read: its index among the headings, how many actions came before, what is below it."""

    heading: int
    items: int
    level: int
    below: list[Block] = field(default_factory=list)


class _Group(NamedTuple):
    """What holds for the actions below a heading or label."""

    kind: ActionKind | None = None
    done: bool | None = None
    level: int = 0
    aside: bool = False
    """Whether what is listed are no actions, but for those that have a box or fields."""
    owner: Piece | None = None


@dataclass(slots=True)
class _Reader:
    known: ActionWords
    people: People
    items: list[ActionItem] = field(default_factory=list)
    headings: list[ActionHeading] = field(default_factory=list)

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
            self._text(inline, inline.span, group)
        self.blocks(blocks, group)

    def _text(self, inline: Inline, span: Span, group: _Group) -> None:
        """Reads a text that is an action by itself."""
        ticked, begin = box(inline.text)
        fields = read_fields(inline, self.known, self.people, begin)
        if ticked is not None or fields or not self._is_none(inline.text[begin:], group):
            self._add(fields, span, "item", group, inline)

    def _group_of_section(self, part: Part) -> _Group:
        """A section can itself be a group (`## Preventive measures`), but not by the name that the process gives it."""
        title = part.section.title
        own = self.known.vocabulary.process.section(_SECTION)
        kind = self.known.group(title.value)
        if own and name_key(title.value) == name_key(own.title):
            kind = None
        if kind:
            self.headings.append(ActionHeading(kind, title))
        return _Group(kind, self.known.heading_state(title.value))

    def blocks(self, blocks: Sequence[Block], around: _Group) -> None:
        """Reads blocks in order. A heading's group holds up to the next one of its level, a label's up to the next."""
        blocks = with_what_follows(blocks)
        open_groups = [around]
        label: _Group | None = None
        opened: _Opened | None = None
        above: Heading | Paragraph | None = None  # which is an action, so that the lists below belong to it
        for index, block in enumerate(blocks):
            group = label or open_groups[-1]
            if isinstance(block, Heading):
                if opened is not None and block.level <= opened.level:
                    self._close(opened)
                    opened = None
                while len(open_groups) > 1 and open_groups[-1].level >= block.level:
                    open_groups.pop()
                label = None
                count = len(self.items)
                open_groups.append(self._heading(block, below(blocks, index), open_groups[-1]))
                above = block if len(self.items) > count else None
                if opened is None and self.known.group(block.inline.text):
                    opened = _Opened(len(self.headings) - 1, len(self.items), block.level)
                continue
            if opened is not None:
                opened.below.append(block)
            if isinstance(above, Heading):
                continue
            if above and isinstance(block, List):
                above = None
                continue
            if isinstance(block, Paragraph):
                following = blocks[index + 1] if index + 1 < len(blocks) else None
                if isinstance(following, List) and self._is_action_above_fields(block.inline, following):
                    self._add_above_fields(block, following, group)
                    above = block
                    continue
                label = self._paragraph(block, open_groups[-1]) or (label if label and not label.aside else None)
            elif isinstance(block, List):
                self._items(block.items, group)
            elif isinstance(block, Table):
                for found in read_table(block, self.known, self.people, group.kind, group.done):
                    if isinstance(found, ActionHeading):
                        self.headings.append(found)
                    else:
                        self.items.append(found)
        if opened is not None:
            self._close(opened)

    def _close(self, group: _Opened) -> None:
        """Notes for a group's heading what stands below it instead of actions."""
        others = len(self.items) > group.items or len(self.headings) > group.heading + 1
        if others or any(map(self._explains, group.below)):
            return
        heading = self.headings[group.heading]
        span = group.below[0].span if group.below else heading.title.span
        self.headings[group.heading] = heading._replace(unread=span)

    def _explains(self, block: Block) -> bool:
        """Whether a block is prose that says why a group has no action."""
        if not isinstance(block, Paragraph):
            return False
        text = block.inline.text.strip()
        return not (
            says_nothing(text)
            or self.known.vocabulary.is_filler(text)
            or _LOOKS_LISTED.match(text)
            or self._is_guidance(text)
        )

    def _heading(self, heading: Heading, below: Sequence[Block], around: _Group) -> _Group:
        title = heading.inline.whole
        kind = self.known.group(title.value)
        if kind:
            self.headings.append(ActionHeading(kind, title))
            return _Group(kind, self.known.heading_state(title.value), heading.level)
        fields = self._fields_of_heading(heading, below)
        if fields is not None:
            self._add(fields, heading.span, "heading", around, heading.inline)
        done = self.known.heading_state(title.value)
        aside = around.aside or self.known.is_aside(title.value)
        owner = whose(heading.inline, self.known, self.people) if fields is None else None
        return _Group(around.kind, around.done if done is None else done, heading.level, aside, owner)

    def _fields_of_heading(self, heading: Heading, below: Sequence[Block]) -> Fields | None:
        """The fields of a heading that is itself an action: numbered or with fields, and without actions below it."""
        number, rest = split_number(heading.inline.text)
        ticked, begin = box(heading.inline.text)
        begin = begin or len(heading.inline.text) - len(rest)
        fields = read_fields(heading.inline, self.known, self.people, begin)
        items = [item for block in below if isinstance(block, List) for item in block.items]
        texts = [item.inline for item in items if item.inline and visible(item.inline)]
        only_fields = all(opens_with_field(text, self.known) for text in texts)
        own = bool(fields) and (only_fields or not set(fields.said) <= {"done", "owner"})
        told = [read_told(block, self.known) for block in below if isinstance(block, Table)]
        if (
            not visible(heading.inline)
            or not all(told)
            or any(has_fields(text, self.known) for text in texts)
            or any(isinstance(block, Paragraph) and names_action(block.inline, self.known) for block in below)
            or not (own or only_fields)
            or (whose(heading.inline, self.known, self.people) and not only_fields)
        ):
            return None
        for each in told:
            for kind, piece in each:
                fields.add(kind, piece)
        for text in paragraphs(below):
            if opens_with_field(text, self.known) or says_fields(text, self.known):
                _add_labelled(text, self.known, fields)
            else:
                fields.more.append(text)
        numbered = number is not None or is_numbered(heading.inline.text, self.known)
        return fields if fields or ticked is not None or (numbered and not texts) else None

    def _is_action_above_fields(self, text: Inline, following: List) -> bool:
        """Whether a bold line or a label is an action whose fields are listed below it."""
        below = [item.inline for item in following.items if item.inline]
        return (
            is_label(text)
            and self.known.group(text.text) is None
            and whose(text, self.known, self.people) is None
            and bool(below)
            and all(opens_with_field(each, self.known) for each in below)
        )

    def _add_above_fields(self, block: Paragraph, following: List, group: _Group) -> None:
        number, rest = split_number(block.inline.text)
        fields = read_fields(block.inline, self.known, self.people, len(block.inline.text) - len(rest) if number else 0)
        for text in paragraphs([following]):
            _add_labelled(text, self.known, fields)
        self._add(fields, block.span, "item", group, block.inline)

    def _paragraph(self, block: Paragraph, around: _Group) -> _Group | None:
        """A paragraph that is a label (`**Preventive**`, `Short term:`) opens a group; prose gives nothing."""
        inline = block.inline
        text = inline.text.strip()
        kind, _ = self._group_label(inline, 0)
        if kind and is_label(inline):
            return _Group(kind, self.known.heading_state(text))
        if is_label(inline) or text.endswith(_COLONS):
            aside = around.aside or is_aside(inline, self.known)
            return _Group(
                around.kind,
                self.known.heading_state(text.rstrip(":")),
                aside=aside,
                owner=whose(inline, self.known, self.people),
            )
        if names_action(inline, self.known) or says_fields(inline, self.known):
            self._add(read_fields(inline, self.known, self.people), block.span, "item", around, inline)
        return None

    def _group_label(self, inline: Inline, begin: int) -> tuple[ActionKind | None, int]:
        """The group that a text opens by naming, and where the text goes on; the heading is noted."""
        text = inline.text
        stop = _LABEL_END.search(text, begin)
        for end, after in ((len(text), len(text)), *(((stop.start(), stop.end()),) if stop else ())):
            kind = self.known.group(text[begin:end])
            if kind:
                self.headings.append(ActionHeading(kind, inline.locate(begin, end)))
                return kind, after
        return None, begin

    def _items(self, items: Sequence[Item], group: _Group) -> None:
        labels = are_labels(items)
        self.people.look_at([item.inline.text for item in items if item.inline])
        for item in items:
            self._item(item, group, labels)

    def _item(self, item: Item, group: _Group, label: bool) -> None:
        """Reads an item: a group whose actions are nested in it, or an action. `label` is what its list makes of it."""
        inline = item.inline
        nested = [each for block in item.blocks if isinstance(block, List) for each in block.items]
        if inline is None or not visible(inline):
            self.blocks(item.blocks, group)
            return
        ticked, begin = box(inline.text)
        kind, after = self._group_label(inline, begin)
        rest = inline.text[after:]
        if kind:
            done = self.known.heading_state(inline.text)
            group = _Group(kind, group.done if done is None else done, aside=group.aside)
            begin = after
            if not any(map(str.isalnum, rest)) or self._is_guidance(rest):
                self._items(nested, group)
                return
        elif self._is_guidance(inline.text[begin:]) or not any(map(str.isalnum, inline.text[begin:])):
            return
        elif nested and ticked is None and self._is_group(inline, begin, nested, label):
            aside = group.aside or self.known.is_aside(inline.text)
            done = self.known.heading_state(inline.text.rstrip(":"))
            owner = whose(inline, self.known, self.people) or group.owner
            self._items(nested, _Group(group.kind, group.done if done is None else done, aside=aside, owner=owner))
            return
        fields = read_fields(inline, self.known, self.people, begin)
        for text in paragraphs(item.blocks[1:]):
            if opens_with_field(text, self.known):
                _add_labelled(text, self.known, fields)
            else:
                fields.more.append(text)
        if ticked is None and not (fields or "~~" in inline.raw) and self._is_none(inline.text[begin:], group):
            return
        self._add(fields, Span(item.span.start, inline.span.end), "item", group, inline)

    def _is_none(self, text: str, group: _Group) -> bool:
        """Whether an item without a box and fields is no action: beside the point, or left open, or `None required`."""
        return group.aside or self.known.says_none(text) or is_template(text)

    def _is_group(self, inline: Inline, begin: int, nested: Sequence[Item], label: bool) -> bool:
        """Whether an item only introduces the items below it."""
        below = [item.inline for item in nested if item.inline and visible(item.inline)]
        if not below or any(opens_with_field(child, self.known) for child in below):
            return False
        if read_fields(inline, self.known, self.people, begin) and not whose(inline, self.known, self.people):
            return False
        if all(box(child.text)[0] is not None for child in below):
            return True
        return any(labelled(child, self.known) for child in below) or label or is_short_label(inline, self.known)

    def _is_guidance(self, text: str) -> bool:
        """Whether a text is what the template itself says there."""
        process = self.known.vocabulary.process
        section = process.section(_SECTION)
        told = [*([section.guidance] if section else ()), *(group.guidance for group in process.action_groups)]
        written = name_key(text)
        return bool(written) and any(written == name_key(guidance) for guidance in told if guidance)

    def _add(self, fields: Fields, span: Span, form: str, group: _Group, inline: Inline) -> None:
        ticked, begin = box(inline.text)
        struck = inline.struck or ("~~" in inline.raw and self._says_nothing_else(fields))
        if fields.text is None:
            fields.text = inline.part(begin, len(inline.text))
        if group.owner and "owner" not in fields.said:
            fields.add("owner", group.owner, named=False)
        self.items.append(action(fields, span, self.known, form, group.kind, ticked, group.done, struck))

    def _says_nothing_else(self, fields: Fields) -> bool:
        """Whether what is left of a text is nothing, or only says that it is done."""
        left = fields.text.text.value if fields.text else ""
        return not left or (len(left.split()) == 1 and self.known.state(left) is True)


def _add_labelled(inline: Inline, known: ActionWords, fields: Fields) -> None:
    for found in labelled(inline, known):
        if found.kind != "action":
            fields.add(found.kind, found.value)
