"""The issues of an action: what stands where one belongs, and IDs in a text, where no link on them leads elsewhere."""

from __future__ import annotations

from pmlint.forms.issues import FoundIssue, IssueForm, agrees
from pmlint.markdown import Link, Piece
from pmlint.model import IssueField
from pmlint.text import Span, Text


def issue_field(piece: Piece, form: IssueForm) -> IssueField:
    """What stands where an issue belongs."""
    links = piece.links()
    return IssueField(piece.text, tuple(issues_in(piece, form)), links[0].target if len(links) == 1 else None)


def issues_in(piece: Piece, form: IssueForm) -> list[Text]:
    """The IDs in a piece, in order. A link is one only if its text and its target do not contradict each other."""
    if piece.end <= piece.start:
        return []
    found: list[Text] = []
    links = piece.links()
    judged: set[Span] = set()
    for each in form.find(piece.inline.text, piece.start, piece.end):
        where = piece.inline.locate(each.start, each.end)
        link = _link_around(piece, where) if links else None
        if link is not None and each.form != "no issue":
            judged.add(link.span)
        if each.is_issue and not _in_longer_code(piece, each, where) and (not link or agrees(each.value, link.target)):
            found.append(where)
    others = (link for link in links if link.span not in judged and link.text.value.strip())
    found += (Text(led, _place(led, link)) for link in others if (led := form.named_by(link.target)))
    return sorted(found, key=lambda text: text.span)


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
