"""The issues that actions are filed as."""

import re
from collections.abc import Iterator

from pmlint.check import Context, DocumentCheck
from pmlint.checks.parameters import OfKinds
from pmlint.checks.wording import about_action, is_placeholder, lacks, quote
from pmlint.finding import Related, Violation
from pmlint.model import ActionItem, IssueField, Postmortem
from pmlint.process import Trackers
from pmlint.spelling import mixes_scripts, words

ENOUGH_ACTIONS = 3
"""Actions that make it a habit, and no chance, to give them all one issue."""

_NO_ISSUE = re.compile(r"(?:#|\b[A-Z][A-Z0-9_]{1,9}-)0[0-9]*\b", re.ASCII)


class ActionNamesIssue(DocumentCheck, OfKinds):
    """Each action of some kinds names an issue, or something where its issue belongs."""

    kind = "action-names-issue"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            said = item.issue.text if item.issue else None
            if is_placeholder(said.value, context) if said else not item.issues:
                yield lacks(item, said, "issue ID", "file the issue, then name it here, such as 'PAY-123' or '#123'")


def _without_id(item: ActionItem, context: Context) -> IssueField | None:
    """What stands where an issue ID belongs and has none, though it says something."""
    issue = item.issue
    return issue if issue and not issue.ids and not is_placeholder(issue.text.value, context) else None


class IssueIsId(DocumentCheck, OfKinds):
    """What stands where an issue ID belongs is one."""

    kind = "issue-is-id"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        trackers = context.process.trackers
        for item in doc.actions(self.kinds):
            issue = _without_id(item, context)
            if issue and issue.target is None:
                said = issue.text.value
                advice = _known_cause(said, trackers) or _spellings(trackers)
                yield Violation(about_action(item), issue.text.span, f"{quote(said)} is no issue ID", advice)


def _known_cause(said: str, trackers: Trackers) -> str | None:
    """Why a text is no issue ID, where that can be told."""
    if mixes_scripts(said):
        return "it has letters of another script that look like Latin ones"
    key = said.partition("-")[0]
    if key in trackers.false_friends and key not in trackers.projects:
        return f"'{key}' is no project of a tracker; if it is one of yours, name it under trackers.projects"
    if trackers.projects and key.isupper():
        return f"known projects: {', '.join(trackers.projects)}"
    return None


def _spellings(trackers: Trackers) -> str:
    project = trackers.projects[0] if trackers.projects else "PAY"
    return f"issue IDs look like '#123', 'owner/repo#123' or '{project}-123'"


class IssueLinkLeads(DocumentCheck, OfKinds):
    """A link where an issue ID belongs leads to the issue that it names."""

    kind = "issue-link-leads"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            issue = _without_id(item, context)
            if issue and issue.target is not None:
                yield Violation(
                    about_action(item),
                    issue.text.span,
                    f"link {quote(issue.text.value)} leads to {quote(issue.target)}, which is not that issue",
                    "link the issue itself, or write its ID without a link",
                )


class IssueIsCertain(DocumentCheck, OfKinds):
    """Where an issue ID stands, the words around it do not take it back."""

    kind = "issue-is-certain"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            issue = item.issue
            if issue and issue.ids and (doubt := _doubt(issue, context)):
                message = f"{quote(issue.text.value)} {doubt}"
                advice = _spellings(context.process.trackers)
                yield Violation(about_action(item), issue.text.span, message, advice)


def _doubt(issue: IssueField, context: Context) -> str | None:
    """Why what stands where an issue belongs is none, or not for sure, although it has the ID of one."""
    said, remarks = issue.text.value, context.vocabulary.issue_remarks
    if not context.vocabulary.people.undecided.isdisjoint(words(said)) or remarks.leaves_open(said):
        return "leaves the issue open"
    if "](" in said or "][" in said:
        return "is no link, and readers see it as it is written"
    if _NO_ISSUE.search(said):
        return "names an issue that can't exist"
    if all(remarks.names_change(each.value) for each in issue.ids) or remarks.names_change(issue.target or said):
        return "is a change, not the issue that asks for it"
    return None


class IssuesDiffer(DocumentCheck, OfKinds):
    """Several actions do not have one issue between them all."""

    kind = "issues-differ"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        items = doc.actions(self.kinds)
        if len(items) < ENOUGH_ACTIONS or not all(len(item.issues) == 1 for item in items):
            return
        if len({item.issues[0].value.casefold() for item in items}) == 1:
            first, second = items[0].issues[0], items[1].issues[0]
            yield Violation(
                about_action(items[1]),
                second.span,
                f"all {len(items)} actions have the issue {quote(second.value)}",
                "file an issue for each, so that each can be closed when it is done",
                (Related(first.span, "first here"),),
            )
