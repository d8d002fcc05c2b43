"""A text that may be an action, with the group it stands in, and what was read of it as an item of the model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pmlint.forms.alike import AlikeKind
from pmlint.forms.boxes import opening_box
from pmlint.forms.issues import IssueForm
from pmlint.markdown import Inline, Piece
from pmlint.model import ActionItem, Alike, Due, IssueField, Why
from pmlint.process import ActionKind
from pmlint.read.actions.fields import ActionFields
from pmlint.read.actions.found import Fields
from pmlint.read.actions.issues import issue_field, issues_in
from pmlint.read.actions.people import ActionPeople
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary
from pmlint.vocabulary.actions import ActionWords

_REMARK_BEHIND_NAME = re.compile(r"\s{0,8}[(（][^()（）]{0,120}[)）]\s*$")

ActionForm = Literal["row", "item", "heading"]


class ActionScope(NamedTuple):
    """What holds for the actions below a heading or label."""

    kind: ActionKind | None = None
    done: bool | None = None
    aside: bool = False
    """Whether what is listed are no actions, but for those that have a box or fields."""
    owner: Piece | None = None
    why: Why = Why("")
    """What named the group, if it has a name."""
    procedure: bool = False
    """Whether numbered lists are steps for another time."""
    remarks: bool = False
    """Whether what is listed are remarks, of which those are told that order work."""
    level: int = 0
    """The heading's level; 0 for a label, and for the section."""


class Candidate(NamedTuple):
    """A text that may be an action, with what belongs to it."""

    inline: Inline
    span: Span
    scope: ActionScope
    reader: ActionFields
    """Reads its fields, as those of a text in its list."""
    form: ActionForm = "item"
    begin: int = 0
    """Where its text begins, behind a box, a number, or the name of a group."""
    below: Sequence[Inline] = ()
    """Texts that say its fields, or elaborate on it."""
    struck: bool = False
    unseen: Sequence[Text] = ()


def action(candidate: Candidate, fields: Fields) -> ActionItem:
    """The action that a candidate with some fields is."""
    vocabulary = candidate.reader.people.vocabulary
    if not candidate.struck:
        fields.drop_struck()
    issue = _issue(fields, candidate.reader.people)
    kind = _kind(fields, vocabulary.actions)
    done, why_done = _done(candidate, fields, vocabulary, kind or candidate.scope.kind)
    issues = issue.ids if issue and fields.is_named("issue") else _ids_in_text(fields, vocabulary.issues)
    made: dict[str, Why] = dict(fields.why.items())
    made.setdefault("issue", Why("issue ID" if issues else ""))
    made |= {"item": Why(candidate.form), "done": why_done}
    if not kind:
        made["kind"] = candidate.scope.why
    return ActionItem(
        span=candidate.span,
        kind=kind or candidate.scope.kind,
        text=fields.text.text if fields.text else Text("", Span(candidate.span.start, candidate.span.start)),
        form=candidate.form,
        owner=_joined(fields.of("owner")),
        owners=tuple(name for piece in fields.of("owner") for name in _names(piece, vocabulary)),
        issue=issue,
        issues=issues,
        due=_due(fields, candidate.reader.people),
        done=done,
        struck=candidate.struck or _is_withdrawn(fields, vocabulary.actions),
        unseen=tuple(candidate.unseen),
        alike=_alike(fields, issues, vocabulary),
        why=tuple((name, why) for name, why in made.items() if why.form and name != "action"),
    )


def _due(fields: Fields, people: ActionPeople) -> Due | None:
    """The due date as written, and its day if only one is named; the day of doing it counts where no other is."""
    due = people.vocabulary.due
    found = [(piece, due.read(piece.text.value, people)) for piece in fields.of("due")]
    read = [(piece, said) for piece, said in found if not said.is_done] or found
    text = _joined([piece for piece, _ in read])
    if text is None:
        return None
    days = {said.day for piece, said in read if piece.text.value}
    unread = next((_located(piece, *said.unread) for piece, said in read if said.unread), None)
    return Due(text, days.pop() if len(days) == 1 else None, unread)


def _located(piece: Piece, start: int, end: int) -> Text:
    """The part `piece.text.value[start:end]` with its place."""
    begin = piece.inline.text.index(piece.text.value, piece.start)
    return piece.inline.locate(begin + start, begin + end)


def _joined(pieces: Sequence[Piece]) -> Text | None:
    """What a field says; when it is said several times, all of it, so that nothing is chosen silently."""
    texts = [piece.text for piece in pieces]
    filled = [text for text in texts if text.value] or texts[:1]
    if len(filled) < 2:
        return filled[0] if filled else None
    span = Span(min(text.span.start for text in filled), max(text.span.end for text in filled))
    return Text(", ".join(dict.fromkeys(text.value for text in filled)), span)


def _issue(fields: Fields, people: ActionPeople) -> IssueField | None:
    pieces = fields.of("issue")
    text = _joined(pieces)
    if text is None:
        return None
    known = people.vocabulary
    read = [issue_field(piece, known.issues, known.issue_remarks, people) for piece in pieces]
    return IssueField(
        text,
        tuple(each for field in read for each in field.ids),
        next((field.target for field in read if field.target), None),
        next((field.unread for field in read if field.unread), None),
        any(field.only_changes for field in read) and all(field.only_changes or not field.ids for field in read),
    )


def _ids_in_text(fields: Fields, form: IssueForm) -> tuple[Text, ...]:
    """The IDs in the text of an action without a named issue field, each once."""
    ids: dict[str, Text] = {}
    for inline in (*([fields.text.inline] if fields.text else []), *fields.more):
        for found in issues_in(inline.part(0, len(inline.text)), form):
            ids.setdefault(found.value.casefold(), found)
    return tuple(ids.values())


def _kind(fields: Fields, known: ActionWords) -> ActionKind | None:
    kinds = {known.group(piece.text.value) for piece in fields.of("kind") if piece.text.value}
    return kinds.pop() if len(kinds) == 1 else None


def _done(
    candidate: Candidate, fields: Fields, vocabulary: Vocabulary, kind: ActionKind | None
) -> tuple[bool | None, Why]:
    """The box, else the state field, else a mark in the text, else what its group's heading says; and which of them.

    A mitigation may also be told: `Rolled back to 3.4.1`.
    """
    known, done = vocabulary.actions, candidate.scope.done
    box = opening_box(candidate.inline.text)
    if box.ticked is not None:
        return box.ticked, Why(box.form)
    if states := _stated(fields, known):
        return states.pop() if len(states) == 1 else None, fields.why.get("done", fields.why.get("due", Why("state")))
    if candidate.struck:
        return True, Why("struck out")
    told = {known.state(text.text) for text in fields.more} - {None}  # 'This has been done', below
    if len(told) == 1:
        return told.pop(), Why("state below")
    marked = _marked(fields, known)
    if marked is not None:
        return marked, Why("mark")
    if done is None and kind == "immediate" and fields.text and vocabulary.work.is_told(fields.text.text.value):
        return True, Why("told")
    return done, Why("group") if done is not None else Why("")


def _alike(fields: Fields, issues: Sequence[Text], vocabulary: Vocabulary) -> tuple[Alike, ...]:
    """What looks like a field that is missing, in the text of the action."""
    told: tuple[tuple[AlikeKind, bool], ...] = (
        ("owner", not fields.of("owner")),
        ("issue", not (issues or fields.of("issue"))),
        ("due", not fields.of("due")),
    )
    missing = [kind for kind, is_missing in told if is_missing]
    if fields.text is None or not missing:
        return ()
    inline = fields.text.inline
    said = [(kind, piece) for kind, pieces in fields.said.items() for piece in pieces if piece.inline is inline]
    # What was taken for the names of owners, up to the end of a bracket, may hold more than these.
    taken = [(piece.start, piece.end) for kind, piece in said if kind not in ("action", "owner")]
    found = vocabulary.alike.find(inline.text, fields.begin, taken, missing)
    return tuple(Alike(each.kind, inline.locate(each.start, each.end), each.doubt, each.value) for each in found)


def _is_withdrawn(fields: Fields, known: ActionWords) -> bool:
    """Whether its state says that nobody will do it: `Status: cancelled`."""
    return any(known.is_withdrawn(piece.text.value) for piece in fields.of("done"))


def _stated(fields: Fields, known: ActionWords) -> set[bool | None]:
    """What the state fields say, else a due date that says that it is done: `When: done`, `Due: 2026-05-22 (done)`."""
    states = {known.state(piece.text.value, short=True) for piece in fields.of("done") if piece.text.value}
    if states:
        return states
    dues = (piece.text.value for piece in fields.of("due"))
    return {known.state(text) or known.heading_state(text) for text in dues} & {True}


def _marked(fields: Fields, known: ActionWords) -> bool | None:
    """What the text says of its state by the way, also in bold at one of its ends: `... **done**`."""
    if fields.text is None:
        return None
    inline = fields.text.inline
    marked = known.marked_state(inline.text[fields.begin :])
    if marked is None and "*" in inline.raw:
        bold = [run for run in (inline.runs[:1] + inline.runs[-1:]) if run.bold]
        marked = next((said for run in bold if (said := known.state(run.text)) is not None), None)
    return marked


def _names(piece: Piece, vocabulary: Vocabulary) -> Iterator[Text]:
    """The names in an owner field: without remarks in parentheses, IDs, dates and placeholders."""
    text = piece.inline.text
    for start, end in vocabulary.people.parts(text, piece.start, piece.end):
        bare = _REMARK_BEHIND_NAME.sub("", text[start:end])
        shown = piece.inline.locate(start, start + len(bare) if bare.strip() else end)
        if any(map(str.isalpha, shown.value)) and not _is_something_else(shown.value, vocabulary):
            yield shown


def _is_something_else(written: str, vocabulary: Vocabulary) -> bool:
    return (
        vocabulary.issues.is_spelled_like_one(written)
        or vocabulary.placeholders.is_placeholder(written)
        or vocabulary.dates.find(written) is not None
    )
