"""What a heading, a label or a paragraph among the actions is: an action by itself, or the owner of a group."""

from __future__ import annotations

import re

from pmlint.markdown import Inline, Piece
from pmlint.read.actions.fields import labelled, opens_with_field
from pmlint.read.actions.owners import is_person
from pmlint.read.actions.people import People
from pmlint.read.actions.words import ActionWords, box

_NUMBERED = re.compile(r"\W{0,3}([^\W\d_]{1,15})(?: ?#|[ -])?([0-9]{1,6})(\s?[.:)–—-])?(?=\s|\])\]?")


def whose(label: Inline, known: ActionWords, people: People) -> Piece | None:
    """The owner that a heading or label names for the actions below it: `Ana:`, `@bo`, `Owner: Ana`."""
    named = labelled(label, known)
    if len(named) == 1 and named[0].kind == "owner":
        return named[0].value
    piece = label.part(0, len(label.text.rstrip(" :：")))
    return piece if is_person(piece) or people.are_named(piece.text.value) else None


def has_fields(text: Inline, known: ActionWords) -> bool:
    """Whether an item's text is an action in its own right: with a box, or with fields behind it."""
    if box(text.text)[0] is not None:
        return True
    return bool(labelled(text, known)) and not opens_with_field(text, known)


def is_numbered(title: str, known: ActionWords) -> bool:
    """Whether a title begins with a number of its own: `Action 2: ...`, `AI-2: ...`, `CART-7 ...`."""
    found = _NUMBERED.match(title)
    if found is None:
        return False
    name = found[1]
    return known.issues.is_spelled_like_one(found[0].strip(" :-–—[]")) or (
        bool(found[3]) and (name.isupper() or known.field(name) == "action")
    )


def names_action(text: Inline, known: ActionWords) -> bool:
    """Whether a paragraph is an action in label lines: `Action: ...`, `Owner: ...`."""
    first = known.field(text.text.partition(":")[0])
    return first == "action" and len(labelled(text, known)) > 1


def says_fields(text: Inline, known: ActionWords) -> bool:
    """Whether a paragraph says of an action who does it until when: `Add a check. Owner: Ana. Due: 2026-05-01.`"""
    if opens_with_field(text, known):
        return False
    kinds = {found.kind for found in labelled(text, known)} & {"owner", "issue", "due"}
    opening = text.run_at(0)
    return len(kinds) > 1 or (bool(kinds - {"issue"}) and opening is not None and opening.bold)
