"""What was read of an action, made into an item of the model."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.forms.issues import IssueForm
from pmlint.markdown import Piece
from pmlint.model import ActionItem, Due, IssueField, Why
from pmlint.process import ActionKind
from pmlint.read.actions.candidates import Candidate
from pmlint.read.actions.found import Fields
from pmlint.read.actions.issues import issue_field, issues_in
from pmlint.read.actions.names import names
from pmlint.text import Span, Text
from pmlint.vocabulary.actions import ActionWords


def action(candidate: Candidate, fields: Fields) -> ActionItem:
    """The action that a candidate with some fields is."""
    known, vocabulary = candidate.reader.known, candidate.reader.people.vocabulary
    if not candidate.struck:  # of an action that stands, what is struck out is no longer said
        fields.said = {name: [each for each in said if not each.inline.struck] for name, said in fields.said.items()}
    owners, dues = fields.said.get("owner", []), fields.said.get("due", [])
    issue = _issue(fields, vocabulary.issues)
    due = joined(dues)
    days = {candidate.reader.due.day(piece.text.value) for piece in dues if piece.text.value}
    kind, done = _kind(fields, known), _done(candidate, fields, known)
    why: dict[str, Why] = {"item": Why(candidate.form), "kind": candidate.group.why, "done": done[1]}
    why |= {
        name: each for name, each in fields.why.items() if name not in ("action", "done") and (name != "kind" or kind)
    }
    return ActionItem(
        span=candidate.span,
        kind=kind or candidate.group.kind,
        text=fields.text.text if fields.text else Text("", Span(candidate.span.start, candidate.span.start)),
        form=candidate.form,
        owner=joined(owners),
        owners=tuple(name for piece in owners if piece.text.value for name in names(piece, vocabulary)),
        issue=issue,
        issues=issue.ids if issue and fields.is_named("issue") else _ids_in_text(fields, vocabulary.issues),
        due=Due(due, days.pop() if len(days) == 1 else None) if due else None,
        done=done[0],
        struck=candidate.struck,
        unseen=candidate.unseen,
        why=tuple((field, each) for field, each in why.items() if each.form),
    )


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


def _issue(fields: Fields, form: IssueForm) -> IssueField | None:
    pieces = fields.said.get("issue", [])
    text = joined(pieces)
    if text is None:
        return None
    read = [issue_field(piece, form) for piece in pieces]
    ids = tuple(each for piece in read for each in piece.ids)
    return IssueField(text, ids, next((each.target for each in read if each.target), None))


def _ids_in_text(fields: Fields, form: IssueForm) -> tuple[Text, ...]:
    """The IDs in the text of an action without a named issue field, each once."""
    ids: dict[str, Text] = {}
    for inline in (*([fields.text.inline] if fields.text else []), *fields.more):
        for found in issues_in(inline.part(0, len(inline.text)), form):
            ids.setdefault(found.value.casefold(), found)
    return tuple(ids.values())


def _kind(fields: Fields, known: ActionWords) -> ActionKind | None:
    kinds = {known.group(piece.text.value) for piece in fields.said.get("kind", []) if piece.text.value}
    return kinds.pop() if len(kinds) == 1 else None


def _done(candidate: Candidate, fields: Fields, known: ActionWords) -> tuple[bool | None, Why]:
    """The box, else the state field, else a mark in the text, else what its group's heading says; and which of them."""
    if candidate.box.ticked is not None:
        return candidate.box.ticked, Why(candidate.box.form)
    if states := _stated(fields, known):
        return states.pop() if len(states) == 1 else None, fields.why.get("done", fields.why.get("due", Why("state")))
    if candidate.struck:
        return True, Why("struck out")
    told = {known.state(text.text) for text in fields.more} - {None}  # 'This has been done', below
    if len(told) == 1:
        return told.pop(), Why("state below")
    marked = _marked(fields, known) if fields.text else None
    if marked is not None:
        return marked, Why("mark")
    return candidate.group.done, Why("group") if candidate.group.done is not None else Why("")


def _stated(fields: Fields, known: ActionWords) -> set[bool | None]:
    """What the state fields say, else a due date that says that it is done: `When: done`, `Due: 2026-05-22 (done)`."""
    states = {known.state(piece.text.value, short=True) for piece in fields.said.get("done", []) if piece.text.value}
    if states:
        return states
    dues = [piece.text.value for piece in fields.said.get("due", [])]
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
