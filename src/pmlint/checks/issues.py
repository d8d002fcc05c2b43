"""The issues that actions are filed as."""

from collections.abc import Iterator, Sequence

from pmlint.check import Context, DocumentCheck
from pmlint.checks.parameters import OfKinds
from pmlint.checks.wording import about_action, fault_of, is_placeholder, lacks, quote
from pmlint.finding import Related, Violation
from pmlint.forms.issues import IssueKey, issue_key
from pmlint.model import ActionItem, IssueField, Postmortem
from pmlint.process import Trackers
from pmlint.spelling import mixes_scripts

ENOUGH_ACTIONS = 3
"""Actions with one issue that make it a habit, and no chance or two steps of one piece of work."""


class ActionNamesIssue(DocumentCheck, OfKinds):
    """Each action of some kinds names an issue, or something where its issue belongs."""

    kind = "action-names-issue"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            said = item.issue.text if item.issue else None
            if is_placeholder(said.value, context) if said else not item.issues:
                yield lacks(item, said, "issue", "file the issue, then")


def _without_id(item: ActionItem, context: Context) -> IssueField | None:
    """What stands where an issue ID belongs and has none, though it says something."""
    issue = item.issue
    return issue if issue and not issue.ids and not is_placeholder(issue.text.value, context) else None


class IssueIsId(DocumentCheck, OfKinds):
    """The field for an issue ID has one."""

    kind = "issue-is-id"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        trackers = context.process.trackers
        for item in doc.actions(self.kinds):
            issue = _without_id(item, context)
            if issue and issue.target is None:
                said = issue.text.value
                advice = _known_cause(said, trackers) or _spellings(trackers)
                message = f"{quote(said)} is not an issue ID"
                yield fault_of(item, issue.text.span, message, message, advice)


def _known_cause(said: str, trackers: Trackers) -> str | None:
    """Why a text is not an issue ID, where that can be told."""
    if mixes_scripts(said):
        return "it has letters of another script that look like Latin ones"
    key = said.partition("-")[0]
    if key in trackers.false_friends and key not in trackers.projects:
        return f"'{key}' is not a known tracker project; if it is one of yours, add it to trackers.projects"
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
                message = f"link {quote(issue.text.value)} leads to {quote(issue.target)}, which is not that issue"
                advice = "link the issue itself, or write its ID without a link"
                yield fault_of(item, issue.text.span, message, message, advice)


class IssueIsCertain(DocumentCheck, OfKinds):
    """Everything next to an issue ID is understood, and the ID is not that of a change."""

    kind = "issue-is-certain"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            issue = item.issue
            if issue and issue.ids and (doubt := _doubt(issue)):
                advice = "write the ID alone or with its state, such as 'PAY-123 (closed)'"
                message = f"{quote(issue.text.value)} {doubt}"
                yield fault_of(item, issue.text.span, message, message, advice)


def _doubt(issue: IssueField) -> str | None:
    """Why what stands where an issue belongs is none, or not for sure, although it has the ID of one."""
    if issue.unread:
        return f"has more than an issue ID: {quote(issue.unread.value)} was not understood"
    return "is a change, not the issue behind it" if issue.only_changes else None


class IssuesDiffer(DocumentCheck, OfKinds):
    """Several open actions do not all share one issue; done ones have nothing left to close."""

    kind = "issues-differ"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        items = [item for item in doc.actions(self.kinds) if not item.done]
        for sharing in _sharing(items):
            if len(sharing) == len(items):
                message = f"all {len(items)} open actions name the issue"
                yield _shared(sharing, message, "file an issue for each, so that each can be closed when it is done")


class IssueNotShared(DocumentCheck, OfKinds):
    """No issue is the only one of several among many actions."""

    kind = "issue-not-shared"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        items = doc.actions(self.kinds)
        for sharing in _sharing(items):
            if len(sharing) < len(items):
                message = f"{len(sharing)} of {len(items)} actions name the issue"
                yield _shared(sharing, message, "file an issue for each, and name the shared one next to it")


def _sharing(items: Sequence[ActionItem]) -> Iterator[list[ActionItem]]:
    """The actions that have one issue and no other between them, where they are so many that it is no chance."""
    having: dict[IssueKey, list[int]] = {}
    for index, item in enumerate(items):
        keys = {issue_key(each.value) for each in item.issues}
        keys -= {wider for key in keys for wider in key.wider() if wider != key}
        if len(keys) == 1:
            having.setdefault(keys.pop(), []).append(index)
    for key in sorted(having, key=lambda key: (not key.host, not key.project)):  # those that leave nothing open first
        sharing = sorted(index for wider in key.wider() for index in having.get(wider, ()))
        if len(sharing) >= ENOUGH_ACTIONS:
            for wider in key.wider():
                having.pop(wider, None)
            yield [items[index] for index in sharing]


def _shared(items: Sequence[ActionItem], message: str, advice: str) -> Violation:
    first, second = items[0].issues[0], items[1].issues[0]
    related = (Related(first.span, "first here"),)
    return Violation(about_action(items[1]), second.span, f"{message} {quote(second.value)}", advice, related)
