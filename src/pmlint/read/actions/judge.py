"""What a text among the actions is: an action, a label or owner of what is listed below it, or beside the point."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmlint.forms.boxes import opening_box
from pmlint.forms.labels import label_before_colon
from pmlint.markdown import Block, Heading, Inline, Item, List, Paragraph, Piece, Table
from pmlint.model import ActionItem, Why
from pmlint.read.actions.fields import ActionFields
from pmlint.read.actions.found import Fields
from pmlint.read.actions.item import Candidate, action
from pmlint.read.actions.labels import is_label, is_short_label
from pmlint.read.actions.lists import paragraphs, texts
from pmlint.read.actions.owners import person
from pmlint.read.actions.tables import read_told
from pmlint.spelling import says_nothing, split_number, words

_NUMBERED = re.compile(r"\W{0,3}([^\W\d_]{1,15})(?: ?#|[ -])?([0-9]{1,6})(\s?[.:)–—-])?(?=\s|\])\]?")
_WORDS_OF_A_REASON = 2
"""Words beside `None` that say why there is none."""
_OF_A_GROUP = frozenset(("done", "owner"))
"""Fields that a heading may say of all that is listed below it."""


def judged(candidate: Candidate) -> ActionItem | None:
    """The action that a candidate is, if it has a box or fields, or says what is to be done."""
    inline, reader = candidate.inline, candidate.reader
    fields = reader.read(inline, candidate.begin)
    for text in candidate.below:
        _add_below(text, fields, reader)
    certain = opening_box(inline.text).ticked is not None or bool(fields) or _strikes_out(inline)
    if not certain and (candidate.scope.aside or _says_none(inline.text[candidate.begin :], reader)):
        return None
    return accepted(candidate, fields)


def _says_none(text: str, reader: ActionFields) -> bool:
    """Whether a text says that there is no action, and orders none behind that."""
    return reader.known.says_none(text) and reader.people.vocabulary.work.work(text) != "promised"


def accepted(candidate: Candidate, fields: Fields) -> ActionItem:
    """The action that a candidate with some fields is, whatever it says."""
    inline, owner = candidate.inline, candidate.scope.owner
    left = fields.text.text.value if fields.text else ""
    nothing_left = not left or (len(left.split()) == 1 and candidate.reader.known.state(left) is True)
    if fields.text is None:
        fields.text = inline.part(opening_box(inline.text).end, len(inline.text))
    if owner and "owner" not in fields.said:
        fields.add("owner", owner, Why("group"))
    return action(candidate._replace(struck=inline.struck or (nothing_left and _strikes_out(inline))), fields)


def _strikes_out(inline: Inline) -> bool:
    """Whether a part of a text is struck out."""
    return "~~" in inline.raw and any(run.struck for run in inline.runs_at(inline.span))


def is_group(inline: Inline, begin: int, nested: Sequence[Item], reader: ActionFields, label: bool) -> bool:
    """Whether an item only introduces the items below it; `label` is what its list makes of it."""
    below = texts(nested)
    if not below or any(map(reader.opens_with_field, below)):
        return False
    if reader.read(inline, begin) and not whose(inline, reader):
        return False
    if all(opening_box(child.text).ticked is not None for child in below):
        return True
    return any(map(reader.labelled, below)) or label or is_short_label(inline, reader.known)


def explains(block: Block, reader: ActionFields) -> bool:
    """Whether a block is prose, or one item, that says why a group has no action; `None.` alone gives no reason."""
    if isinstance(block, List):
        return len(block.items) == 1 and any(explains(each, reader) for each in block.items[0].blocks[:1])
    text = block.inline.text.strip() if isinstance(block, Paragraph) else ""
    if not reader.people.vocabulary.substance.weigh(text).words or reader.known.is_guidance(text):
        return False
    return len(words(reader.known.without_none(text))) >= _WORDS_OF_A_REASON


def action_of_heading(heading: Heading, below: Sequence[Block], reader: ActionFields) -> Fields | None:
    """The fields of a heading that is itself an action: numbered or with fields, and without actions below it."""
    if says_nothing(heading.inline.text) or _lists_actions(below, reader):
        return None
    text = heading.inline.text
    number, rest = split_number(text)
    box = opening_box(text)
    fields = reader.read(heading.inline, box.end or len(text) - len(rest))
    own = bool(fields) and not set(fields.said) <= _OF_A_GROUP
    listed = _listed(below)
    if not all(map(reader.opens_with_field, listed)) and (not own or whose(heading.inline, reader)):
        return None
    _add_told(below, fields, reader)
    numbered = number is not None or _is_numbered(text, reader)
    return fields if fields or box.ticked is not None or (numbered and not listed) else None


def _add_told(below: Sequence[Block], fields: Fields, reader: ActionFields) -> None:
    """Adds the fields that tables and texts below an action tell."""
    for block in below:
        for kind, piece, why in read_told(block, reader.known) if isinstance(block, Table) else ():
            fields.add(kind, piece, why)
    for each in paragraphs(below):
        _add_below(each, fields, reader, also_prose=True)


def _listed(below: Sequence[Block]) -> list[Inline]:
    return texts(item for block in below if isinstance(block, List) for item in block.items)


def _lists_actions(below: Sequence[Block], reader: ActionFields) -> bool:
    """Whether blocks below a heading are actions, or a table that may hold some."""
    return (
        any(isinstance(block, Table) and not read_told(block, reader.known) for block in below)
        or any(isinstance(block, Paragraph) and names_action(block.inline, reader) for block in below)
        or any(_has_fields(text, reader) for text in _listed(below))
    )


def action_above_fields(block: Paragraph, following: List, reader: ActionFields) -> Fields | None:
    """The fields of a bold line or label that is an action, all that is listed below it being its fields."""
    inline, below = block.inline, [item.inline for item in following.items if item.inline]
    if not below or not is_label(inline) or not all(map(reader.opens_with_field, below)):
        return None
    if reader.known.group(inline.text) is not None or whose(inline, reader) is not None:
        return None
    number, rest = split_number(inline.text)
    fields = reader.read(inline, len(inline.text) - len(rest) if number else 0)
    for text in paragraphs([following]):
        _add_labelled(text, fields, reader)
    return fields


def _add_below(text: Inline, fields: Fields, reader: ActionFields, *, also_prose: bool = False) -> None:
    """Adds a text below an action to its fields: one that says fields, also in prose, or one that elaborates on it."""
    if reader.opens_with_field(text) or (also_prose and says_fields(text, reader)):
        _add_labelled(text, fields, reader)
    else:
        fields.more.append(text)


def _add_labelled(text: Inline, fields: Fields, reader: ActionFields) -> None:
    for found in reader.labelled(text):
        if found.kind != "action":
            fields.add(found.kind, found.value, found.why)


def whose(label: Inline, reader: ActionFields) -> Piece | None:
    """The owner that a heading or label names for the actions below it: `Ana:`, `@bo`, `Owner: Ana`."""
    named = reader.labelled(label)
    if len(named) == 1 and named[0].kind == "owner":
        return named[0].value
    piece = label.part(0, len(label.text.rstrip(" :：")))
    return piece if person(piece) or reader.people.own_all(piece.text.value) else None


def _has_fields(text: Inline, reader: ActionFields) -> bool:
    """Whether an item's text is an action in its own right: with a box, or with fields behind it."""
    if opening_box(text.text).ticked is not None:
        return True
    return bool(reader.labelled(text)) and not reader.opens_with_field(text)


def _is_numbered(title: str, reader: ActionFields) -> bool:
    """Whether a title begins with a number of its own: `Action 2: ...`, `AI-2: ...`, `CART-7 ...`."""
    found = _NUMBERED.match(title)
    if found is None:
        return False
    name = found[1]
    return reader.people.vocabulary.issues.is_spelled_like_one(found[0].strip(" :-–—[]")) or (
        bool(found[3]) and (name.isupper() or reader.known.field(name) == "action")
    )


def names_action(text: Inline, reader: ActionFields) -> bool:
    """Whether a paragraph is an action in label lines: `Action: ...`, `Owner: ...`."""
    label = label_before_colon(text.text)
    return label is not None and reader.known.field(label.name) == "action" and len(reader.labelled(text)) > 1


def says_fields(text: Inline, reader: ActionFields) -> bool:
    """Whether a paragraph says of an action who does it until when: `Add a check. Owner: Ana. Due: 2026-05-01.`"""
    if reader.opens_with_field(text):
        return False
    kinds = {found.kind for found in reader.labelled(text)} & {"owner", "issue", "due"}
    opening = text.run_at(0)
    return len(kinds) > 1 or (bool(kinds - {"issue"}) and opening is not None and opening.bold)
