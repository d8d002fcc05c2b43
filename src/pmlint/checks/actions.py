"""The actions that come out of an incident."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pmlint.check import Context, is_group, is_no_person, is_nobody, is_placeholder, quote
from pmlint.finding import Related, Violation
from pmlint.model import ActionItem, IssueField, Postmortem
from pmlint.process import ActionKind
from pmlint.spelling import mixes_scripts, says_nothing, words
from pmlint.text import Text

_SECTION = "corrective_actions"


def _leaves_open(name: str, context: Context, teams: bool) -> bool:
    """Whether an owner is nobody, or leaves open who it is; a team does so unless `teams` may own something."""
    said = words(name)
    return (
        (is_nobody if teams else is_no_person)(name, context)
        or "?" in name
        or any(word in context.undecided for word in said)
        or not any(len(word) > 1 or not word.isascii() for word in said if not word.isdigit())
    )


def _unseen(item: ActionItem) -> tuple[Related, ...]:
    """A hint at what is written behind the table's last column."""
    return tuple(Related(cell.span, "behind the last column, so readers do not see it") for cell in item.unseen[:1])


class ActionField(NamedTuple):
    """Each action of some kinds says its issue, its owner or its due date."""

    field: Literal["issue", "owner", "due"]
    kinds: tuple[ActionKind, ...]
    kind: Literal["action-field"] = "action-field"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            said = self._said(item)
            if said is not None and not is_placeholder(said.value, context):
                continue
            if self.field == "issue" and item.issues and said is None:
                continue
            if self.field == "owner" and said is not None and not says_nothing(said.value):
                continue  # 'TBD' is an owner that is nobody, which another rule says
            name, advice = _FIELDS[self.field]
            what = f"says {quote(said.value)} for its {name}" if said and said.value else f"has no {name}"
            yield Violation(
                said.span if said else item.text.span,
                f"action {quote(item.text.value, 40)} {what}",
                advice,
                _unseen(item),
            )

    def _said(self, item: ActionItem) -> Text | None:
        if self.field == "owner":
            return item.owner
        if self.field == "issue":
            return item.issue.text if item.issue else None
        return item.due.text if item.due else None


_FIELDS = {
    "issue": ("issue ID", "file the issue, then name it here, such as 'PAY-123' or '#123'"),
    "owner": ("owner", "name the person who sees it through"),
    "due": ("due date", "write the day as YYYY-MM-DD"),
}


_CHANGE = re.compile(
    r"/(?:pull|pulls|pull-requests|merge_requests|c/.{1,200}/\+)/|![0-9]"
    r"|(?<![A-Za-z])(?:PR|MR|pull request|merge request) ?[#!]?[0-9]"
)
_NO_ISSUE = re.compile(r"(?:#|\b[A-Z][A-Z0-9_]{1,9}-)0[0-9]*\b", re.ASCII)

_OPEN_ISSUE = re.compile(
    r"\?(?=\s|$|[)\]])|^\W{0,3}not\b|\bto be (?:created|filed|opened|written|raised)\b", re.IGNORECASE
)

_ENOUGH_ACTIONS = 3
"""Actions that make it a habit, and no chance, to give them all one issue."""


def _doubt(issue: IssueField, context: Context) -> str | None:
    """Why what stands where an issue belongs is none, or not for sure, although it has the ID of one."""
    said = issue.text.value
    if any(word in context.undecided for word in words(said)) or _OPEN_ISSUE.search(said):
        return "leaves the issue open"
    if "](" in said or "][" in said:
        return "is no link, and readers see it as it is written"
    if _NO_ISSUE.search(said):
        return "names an issue that can't exist"
    if all(_CHANGE.search(each.value) for each in issue.ids) or _CHANGE.search(issue.target or said):
        return "is a change, not the issue that asks for it"
    return None


def _one_for_all(items: Sequence[ActionItem]) -> Iterator[Violation]:
    """The actions of a document that have one issue between them."""
    if len(items) < _ENOUGH_ACTIONS or not all(len(item.issues) == 1 for item in items):
        return
    first, second = items[0].issues[0], items[1].issues[0]
    if len({item.issues[0].value.casefold() for item in items}) == 1:
        yield Violation(
            second.span,
            f"all {len(items)} actions have the issue {quote(second.value)}",
            "file an issue for each, so that each can be closed when it is done",
            (Related(first.span, "first here"),),
        )


class IssueWellFormed(NamedTuple):
    """What stands where an issue ID belongs is one, and a link on it leads to that issue."""

    kinds: tuple[ActionKind, ...]
    kind: Literal["issue-well-formed"] = "issue-well-formed"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        projects = context.process.trackers.projects
        known = f"issue IDs look like '#123', 'owner/repo#123' or '{projects[0] if projects else 'PAY'}-123'"
        items = doc.actions(self.kinds)
        yield from _one_for_all(items)
        for item in items:
            issue = item.issue
            if issue is not None and issue.ids and (doubt := _doubt(issue, context)):
                yield Violation(issue.text.span, f"{quote(issue.text.value)} {doubt}", known)
            if issue is None or issue.ids or is_placeholder(issue.text.value, context):
                continue
            if issue.target is not None:
                message = f"link {quote(issue.text.value)} leads to {quote(issue.target)}, which is not that issue"
                yield Violation(issue.text.span, message, "link the issue itself, or write its ID without a link")
            else:
                yield Violation(
                    issue.text.span,
                    f"{quote(issue.text.value)} is no issue ID",
                    self._help(issue.text, context) or known,
                )

    def _help(self, text: Text, context: Context) -> str | None:
        if mixes_scripts(text.value):
            return "it has letters of another script that look like Latin ones"
        key = text.value.partition("-")[0]
        trackers = context.process.trackers
        if key in trackers.false_friends and key not in trackers.projects:
            return f"'{key}' is no project of a tracker; if it is one of yours, name it under trackers.projects"
        if trackers.projects and key.isupper():
            return f"known projects: {', '.join(trackers.projects)}"
        return None


class OwnerIsSomebody(NamedTuple):
    """An owner is a person: not `TBD`, not everyone, and not a team unless `also` has it."""

    kinds: tuple[ActionKind, ...]
    also: tuple[Literal["team"], ...] = ()
    kind: Literal["owner-is-somebody"] = "owner-is-somebody"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        teams = "team" in self.also
        for item in doc.actions(self.kinds):
            if item.owner is None or says_nothing(item.owner.value):
                continue  # no owner at all is another rule's
            names = (item.owner, *item.owners)
            faulty = next((name for name in names if _leaves_open(name.value, context, teams)), None)
            if faulty is None and not teams and all(is_group(name.value, context) for name in item.owners):
                faulty = item.owner  # also where none of its words is a name
            if faulty is None:
                continue
            yield Violation(
                faulty.span,
                f"owner {quote(faulty.value)} of action {quote(item.text.value, 40)} is nobody in particular",
                f"name the {'team or ' if teams else ''}person who sees it through, or who finds somebody to do so",
            )


class DueIsDate(NamedTuple):
    """A due date is one day, written so that nobody can read another one."""

    kinds: tuple[ActionKind, ...]
    kind: Literal["due-is-date"] = "due-is-date"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            due = item.due
            if due and due.day is None and not is_placeholder(due.text.value, context):
                yield Violation(
                    due.text.span, f"due date {quote(due.text.value)} is no date", "write the day as YYYY-MM-DD"
                )


class DueInRange(NamedTuple):
    """A due date lies behind the incident, and before the horizon of the process."""

    bound: Literal["incident", "horizon"]
    kinds: tuple[ActionKind, ...]
    kind: Literal["due-in-range"] = "due-in-range"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        day = doc.incident.day
        horizon = context.process.action_horizon(context.severity)
        for item in doc.actions(self.kinds):
            if item.due is None or item.due.day is None:
                continue
            due = item.due.day
            if self.bound == "incident" and day and due < day:
                yield Violation(
                    item.due.text.span,
                    f"due date {due} lies before the incident of {day}",
                    "give the day by which the action will be done",
                )
            elif self.bound == "horizon" and due > _last_day(day or context.as_of, horizon):
                yield Violation(
                    item.due.text.span,
                    f"due date {due} is more than {horizon} days away",
                    "give a day that somebody will look at, or split off a first step",
                )


def _last_day(start: date, days: int) -> date:
    return start + timedelta(days=days) if start <= date.max - timedelta(days=days) else date.max


class ActionsPresent(NamedTuple):
    """There is at least one action of some kinds."""

    kinds: tuple[ActionKind, ...]
    kind: Literal["actions-present"] = "actions-present"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        section = doc.section(_SECTION)
        if section is None or section.nested or section.says != "text":
            return  # a section that is missing or empty is another rule's
        if not doc.actions(self.kinds):
            struck = [item for item in doc.action_items if item.struck and (item.kind or "corrective") in self.kinds]
            yield Violation(
                section.title.span,
                f"no {' or '.join(self.kinds)} action",
                "list each as a bullet or a table row with owner, issue ID and due date",
                tuple(Related(item.text.span, "struck out, so withdrawn") for item in struck[:1]),
            )
            return
        for item in doc.actions(self.kinds):
            if is_placeholder(item.text.value, context):
                yield Violation(
                    item.text.span,
                    f"action {quote(item.text.value, 40)} does not say what is to be done",
                    "write it in a sentence that somebody else can act on",
                )
        kept = {item.kind or "corrective" for item in doc.action_items if not item.struck}
        for found in doc.action_headings:
            if found.unread and found.kind in self.kinds and found.kind not in kept:
                yield Violation(
                    found.unread,
                    f"{quote(found.title.value)} lists no action, and does not say why",
                    "list each as a bullet or a table row with owner, issue ID and due date, or say why there is none",
                    (Related(found.title.span, "the group"),),
                )
        for kind in self.kinds:
            withdrawn = [item for item in doc.action_items if item.struck and (item.kind or "corrective") == kind]
            if withdrawn and kind not in kept:
                yield Violation(
                    withdrawn[0].text.span,
                    f"every {kind} action is struck out, so none is left",
                    "list what is done instead, or say under the group why nothing is",
                )


class ActionGroupsPresent(NamedTuple):
    """The actions stand in the groups of the template."""

    kind: Literal["action-groups-present"] = "action-groups-present"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        section = doc.section(_SECTION)
        if section is None or section.nested or section.says != "text" or not doc.action_items:
            return
        found = {heading.kind for heading in doc.action_headings} | {item.kind for item in doc.action_items}
        for group in context.process.action_groups:
            if group.kind not in found:
                yield Violation(
                    section.title.span,
                    f"group '{group.title}' is missing",
                    f"write '### {group.title}' with its actions {group.guidance}, or say there why there is none",
                )


class MitigationsDone(NamedTuple):
    """No immediate mitigation is still open."""

    kind: Literal["mitigations-done"] = "mitigations-done"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.action_items:
            if item.kind == "immediate" and item.done is False and not item.struck:
                yield Violation(
                    item.text.span,
                    f"immediate mitigation {quote(item.text.value, 40)} is not done",
                    "tick it once it is; what is still to do is a corrective action",
                )
