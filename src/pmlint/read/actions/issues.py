"""The issues of an action: what stands where one belongs, and IDs in a text, where no link on them leads elsewhere."""

from __future__ import annotations

from typing import NamedTuple

from pmlint.forms.issue_remarks import IssueRemarks
from pmlint.forms.issues import FoundIssue, IssueForm, agrees, whole
from pmlint.markdown import Inline, Link, Piece
from pmlint.model import IssueField
from pmlint.text import Span, Text


class _Issue(NamedTuple):
    """An issue in a piece: its ID, the link on it, and which part of the text says no more than that."""

    id: Text
    start: int
    end: int
    link: Link | None


def issue_field(piece: Piece, form: IssueForm, remarks: IssueRemarks) -> IssueField:
    """What stands where an issue belongs, with the first part of it that is no ID and no known remark."""
    links, issues, inline = piece.links(), _issues(piece, form.in_field), piece.inline
    unread = remarks.unread(inline.text, {each.start: each.end for each in issues}, piece.start, piece.end)
    return IssueField(
        piece.text,
        tuple(each.id for each in issues),
        links[0].target if len(links) == 1 else None,
        inline.locate(*unread) if unread else None,
        bool(issues) and all(_is_change(each, piece, remarks) for each in issues),
    )


def issues_in(piece: Piece, form: IssueForm) -> list[Text]:
    """The IDs in a piece, in order. A link is one only if its text and its target do not contradict each other."""
    return [each.id for each in _issues(piece, form)]


def _is_change(issue: _Issue, piece: Piece, remarks: IssueRemarks) -> bool:
    before = piece.inline.text[piece.start : issue.start]
    return remarks.is_change(issue.id.value, before, issue.link.target if issue.link else "")


def _issues(piece: Piece, form: IssueForm) -> list[_Issue]:
    if piece.end <= piece.start:
        return []
    inline, links = piece.inline, piece.links()
    found: list[_Issue] = []
    judged: set[Span] = set()
    for each in form.find(inline.text, piece.start, piece.end):
        where = inline.locate(each.start, each.end)
        link = _link_around(piece, where) if links else None
        if link is not None and each.form != "no issue":
            judged.add(link.span)
        if each.is_issue and not _in_longer_code(piece, each, where) and (not link or agrees(each.value, link.target)):
            start, end = _shown(inline, link) if link else (each.start, whole(inline.text, each))
            found.append(_Issue(where, start, end, link))
    for link in links:
        led = form.named_by(link.target) if link.span not in judged and link.text.value.strip() else None
        if led:
            found.append(_Issue(Text(led, _place(led, link)), *_shown(inline, link), link))
    return sorted(found, key=lambda issue: issue.id.span)


def _shown(inline: Inline, link: Link) -> tuple[int, int]:
    """Where the text of a link stands."""
    return inline.index_at(link.text.span.start), inline.index_at(link.text.span.end)


def _link_around(piece: Piece, where: Text) -> Link | None:
    link = piece.inline.link_at(where.span.start)
    return link if link is not None and link.span.holds(where.span) else None


def _place(issue: str, link: Link) -> Span:
    """Where the URL of an issue stands, with which a link's target begins."""
    start, end = link.address
    is_written = end - start == len(link.target)  # else it is escaped there, or stands elsewhere
    return Span(start, start + len(issue)) if is_written else link.span


def _in_longer_code(piece: Piece, issue: FoundIssue, where: Text) -> bool:
    """Whether an ID is only a part of a code span: of a command or a file name."""
    run = piece.inline.run_at(issue.start)
    return run is not None and run.code and run.span.holds(where.span) and run.text.strip() != where.value
