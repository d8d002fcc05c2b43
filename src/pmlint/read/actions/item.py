"""What was read of an action, made into an item of the model."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.markdown import Piece
from pmlint.model import ActionItem, Due, IssueField
from pmlint.process import ActionKind
from pmlint.read.actions.fields import Fields
from pmlint.read.actions.issues import issue_field, issues_in
from pmlint.read.actions.words import ActionWords, due_day, names
from pmlint.text import Span, Text


def joined(pieces: Sequence[Piece]) -> Text | None:
    """What a field says; when it is said several times, all of it, so that nothing is chosen silently."""
    if len(pieces) < 2:
        return pieces[0].text if pieces else None
    texts = [piece.text for piece in pieces]
    filled = [text for text in texts if text.value]
    if len(filled) <= 1:
        return filled[0] if filled else texts[0]
    spans = [text.span for text in filled]
    return Text(
        ", ".join(dict.fromkeys(text.value for text in filled)),
        Span(min(span.start for span in spans), max(span.end for span in spans)),
    )


def action(
    fields: Fields,
    span: Span,
    known: ActionWords,
    form: str,
    kind: ActionKind | None,
    done: bool | None,
    group_done: bool | None = None,
    struck: bool = False,
    unseen: Sequence[Text] = (),
) -> ActionItem:
    """The action with some fields. `kind` and `group_done` are its group's, `done` is its box."""
    text = fields.text.text if fields.text else Text("", Span(span.start, span.start))
    if not struck:  # of an action that stands, what is struck out is no longer said
        for name, pieces in fields.said.items():
            fields.said[name] = [piece for piece in pieces if not piece.inline.struck]
    owners = fields.said.get("owner", [])
    issue = _issue(fields, known)
    due = joined(fields.said.get("due", []))
    days = {due_day(piece.text.value) for piece in fields.said.get("due", []) if piece.text.value}
    return ActionItem(
        span=span,
        kind=_kind(fields, known) or kind,
        text=text,
        form="row" if form == "row" else "heading" if form == "heading" else "item",
        owner=joined(owners),
        owners=tuple(name for piece in owners if piece.text.value for name in names(piece, known)),
        issue=issue,
        issues=issue.ids if issue and "issue" in fields.named else _ids_in_text(fields, known),
        due=Due(due, days.pop() if len(days) == 1 else None) if due else None,
        done=_done(fields, known, done, struck, group_done),
        struck=struck,
        unseen=tuple(unseen),
    )


def _issue(fields: Fields, known: ActionWords) -> IssueField | None:
    pieces = fields.said.get("issue", [])
    text = joined(pieces)
    if text is None:
        return None
    read = [issue_field(piece, known.issues) for piece in pieces]
    ids = tuple(each for read_piece in read for each in read_piece.ids)
    return IssueField(text, ids, next((each.target for each in read if each.target), None))


def _ids_in_text(fields: Fields, known: ActionWords) -> tuple[Text, ...]:
    """The IDs in the text of an action without a named issue field, each once."""
    inlines = [*([fields.text.inline] if fields.text else []), *fields.more]
    ids: dict[str, Text] = {}
    for inline in inlines:
        for found in issues_in(inline.part(0, len(inline.text)), known.issues):
            ids.setdefault(found.value.casefold(), found)
    return tuple(ids.values())


def _kind(fields: Fields, known: ActionWords) -> ActionKind | None:
    kinds = {known.group(piece.text.value) for piece in fields.said.get("kind", []) if piece.text.value}
    return kinds.pop() if len(kinds) == 1 else None


def _done(
    fields: Fields, known: ActionWords, ticked: bool | None, struck: bool, group_done: bool | None
) -> bool | None:
    """The box, else the state field, else a mark in the text, else what its group's heading says."""
    if ticked is not None:
        return ticked
    states = {known.state(piece.text.value, short=True) for piece in fields.said.get("done", []) if piece.text.value}
    if not states:  # 'When: done', 'Due: 2026-05-22 (done)'
        dues = [piece.text.value for piece in fields.said.get("due", [])]
        states = {known.state(text) or known.heading_state(text) for text in dues} & {True}
    if states:
        return states.pop() if len(states) == 1 else None
    if struck:
        return True
    told = {known.state(text.text) for text in fields.more} - {None}  # 'This has been done', below
    if len(told) == 1:
        return told.pop()
    if fields.text is None:
        return group_done
    inline = fields.text.inline
    marked = known.marked_state(inline.text[fields.begin :])
    if marked is None and "*" in inline.raw:
        bold = [run for run in (inline.runs[:1] + inline.runs[-1:]) if run.bold]  # `... **done**`
        marked = next((said for run in bold if (said := known.state(run.text)) is not None), None)
    return group_done if marked is None else marked
