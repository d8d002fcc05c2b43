"""The actions that come out of an incident: that there are some, in their groups, and whose they are."""

from collections.abc import Iterator
from typing import NamedTuple

from pmlint.check import Context, DocumentCheck, NoParameters
from pmlint.checks.parameters import OfKinds
from pmlint.checks.wording import (
    TELLING_WORDS,
    fault_of,
    lacks,
    quote,
    quoted_action,
)
from pmlint.finding import Listed, Related, Subject, Together, Violation
from pmlint.model import Postmortem, Section, Unread
from pmlint.process import ActionKind
from pmlint.spelling import says_nothing, words

_HOW_TO_TELL = "list them under a heading of that name, or add a `Type` column"
_HOW_TO_LIST = "list each as a bullet or a table row with owner, issue ID and due date"


def _written(doc: Postmortem, context: Context) -> Section | None:
    """The section of actions where it says something; one that is missing or empty is another rule's."""
    section = doc.section(context.process.holding("actions"))
    return section if section and not section.nested and section.says == "text" else None


_SAYS: dict[Unread, str] = {
    "form": "is listed among the actions but could not be read as one",
    "promised": "mentions work that is not listed as an action",
    "wished": "mentions work that nobody has taken on",
}


class _Unlisted(NamedTuple):
    what: tuple[Unread, ...]
    """What tells work: a form that is not read, a promise or order, or a wish."""


class ActionsListed(DocumentCheck, OfKinds):
    """There is at least one action of some kinds."""

    kind = "actions-listed"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        section = _written(doc, context)
        if section is None or doc.listed(self.kinds):
            return
        struck = [item for item in doc.action_items if item.struck and item.listed_as in self.kinds]
        wanted = " or ".join(self.kinds)
        is_untold = any(item.kind is None and not item.struck for item in doc.action_items)
        yield Violation(
            Subject("section", section.id or ""),
            section.title.span,
            f"no action is marked as {wanted}" if is_untold else f"no {wanted} action",
            f"mark the {wanted} ones: {_HOW_TO_TELL}" if is_untold else _HOW_TO_LIST,
            tuple(Related(item.text.span, "withdrawn") for item in struck[:1]),
        )


class ActionGroupsExplained(DocumentCheck, OfKinds):
    """A group without actions, next to others that have some, says why it has none."""

    kind = "action-groups-explained"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        if not _written(doc, context) or not doc.listed(self.kinds):
            return
        kept = _kept(doc)
        for found in doc.action_headings:
            if found.unread and found.kind in self.kinds and found.kind not in kept:
                yield Violation(
                    Subject("action group", found.kind),
                    found.unread,
                    f"{quote(found.title.value)} lists no action and does not say why",
                    f"{_HOW_TO_LIST}, or say why there is none",
                    (Related(found.title.span, "the group"),),
                )


class ActionsNotWithdrawn(DocumentCheck, OfKinds):
    """No kind has all of its actions withdrawn while other kinds have actions left."""

    kind = "actions-not-withdrawn"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        if not _written(doc, context) or not doc.listed(self.kinds):
            return
        kept = _kept(doc)
        for kind in self.kinds:
            withdrawn = [item for item in doc.action_items if item.struck and item.listed_as == kind]
            if withdrawn and kind not in kept:
                yield Violation(
                    Subject("action group", kind),
                    withdrawn[0].text.span,
                    f"every {kind} action is withdrawn",
                    "list what will be done instead, or say in that group why nothing will",
                )


def _kept(doc: Postmortem) -> set[ActionKind]:
    """The kinds of which an action still stands."""
    return {item.listed_as for item in doc.action_items if not item.struck}


class ActionGroupsPresent(DocumentCheck, NoParameters):
    """The actions are in the groups of the template."""

    kind = "action-groups-present"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        section = _written(doc, context)
        if section is None or not doc.action_items:
            return
        found = {heading.kind for heading in doc.action_headings} | {item.kind for item in doc.action_items}
        for group in context.process.action_groups:
            if group.kind not in found:
                heading = f"'### {group.title}' with its actions {group.guidance}".rstrip()
                yield Violation(
                    Subject("action group", group.kind),
                    section.title.span,
                    f"group '{group.title}' is missing",
                    f"write {heading}, or say there why there are none",
                    together=Together(
                        "action groups",
                        Listed("groups ", f"'{group.title}'", " are missing"),
                        (Listed("write ", heading, ", or say there why there are none"),),
                    ),
                )


class ActionNamesOwner(DocumentCheck, OfKinds):
    """Each action of some kinds names an owner."""

    kind = "action-names-owner"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            if item.owner is None or says_nothing(item.owner.value):  # 'TBD' is an owner that is nobody: another rule
                yield lacks(item, item.owner, "owner", "name the person who sees it through:")


class MitigationsDone(DocumentCheck, NoParameters):
    """No immediate mitigation is still open."""

    kind = "mitigations-done"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.action_items:
            if item.kind == "immediate" and item.done is False and not item.struck:
                yield fault_of(
                    item,
                    item.text.span,
                    f"immediate mitigation {quoted_action(item)} is not done",
                    "this immediate mitigation is not done",
                    "tick it once it is done; work still to do belongs to the corrective actions",
                )


class WorkListed(DocumentCheck, _Unlisted):
    """Text among the actions that is not read as one mentions no work, in a form or in words that `what` names."""

    kind = "work-listed"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for each in doc.unlisted_work:
            if each.what in self.what:
                yield Violation(
                    Subject("text", " ".join(words(each.text.value)[:TELLING_WORDS])),
                    each.text.span,
                    f"{quote(each.text.value)} {_SAYS[each.what]}"
                    + (f": it is in {each.inside}" if each.inside else ""),
                    f"{_HOW_TO_LIST}, or say that nothing needs to be done",
                )
