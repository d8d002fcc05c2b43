"""Who owns an action: a person, and one whom the team knows or the document shows."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pmlint.check import Context, DocumentCheck
from pmlint.checks.parameters import OfKinds
from pmlint.checks.wording import fault_of, quote, quoted_action
from pmlint.finding import Violation
from pmlint.forms.persons import PeopleIndex, Persons
from pmlint.model import ActionItem, Need, Postmortem
from pmlint.process import ActionKind
from pmlint.spelling import says_nothing, words
from pmlint.text import Text


class _Owners(NamedTuple):
    kinds: tuple[ActionKind, ...]
    """Which kinds of actions are asked about."""
    also: tuple[Literal["team"], ...] = ()
    """What may own an action beside a person."""


class OwnerIsSomebody(DocumentCheck, _Owners):
    """An owner is a person: not `TBD`, not everyone, no duty or company, and not a team unless `also` has it."""

    kind = "owner-is-somebody"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        team = "team or " if "team" in self.also else ""
        for item in doc.actions(self.kinds):
            if item.owner is None or says_nothing(item.owner.value):
                continue  # no owner at all is another rule's
            if faulty := self._faulty(item.owner, item.owners, context):
                yield fault_of(
                    item,
                    faulty.span,
                    f"owner {quote(faulty.value)} of action {quoted_action(item)} is nobody in particular",
                    f"its owner {quote(faulty.value)} is nobody in particular",
                    f"name the {team}person who sees it through, or who finds somebody to do so",
                )

    def _faulty(self, owner: Text, owners: tuple[Text, ...], context: Context) -> Text | None:
        """What is nobody: a name in the field, or the field itself."""
        if "team" not in self.also:
            return _nobody(owner, owners, context.vocabulary.persons)
        people = context.vocabulary.people
        return next((name for name in (owner, *owners) if people.leaves_open(name.value, teams=True)), None)


def _nobody(owner: Text, owners: tuple[Text, ...], persons: Persons) -> Text | None:
    """What is nobody in an owner: what leaves it open, whoever else is named; else all of it, without a person."""
    if open_ := next((name for name in (owner, *owners) if persons.leaves_open(name.value)), None):
        return open_
    if any(persons.standing(name.value) == "person" for name in (owner, *owners)):
        return None
    nobody = [name for name in (owner, *owners) if persons.standing(name.value) == "nobody"]
    return nobody[0] if nobody and (len(nobody) > len(owners) or nobody == list(owners)) else None


class OwnerIsKnown(DocumentCheck, OfKinds):
    """An owner is in the team's list of people; where there is none, is known by the name or shown by the document."""

    kind = "owner-is-known"
    reads = frozenset[Need]({"timeline"})

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        persons = context.vocabulary.persons
        shown: PeopleIndex | None = None
        told: set[tuple[str, ...]] = set()
        for item in doc.actions(self.kinds):
            name = _unknown(item, persons)
            if name is None or words(name.value) in told:
                continue
            told.add(words(name.value))  # say it once of a person
            if shown is None:
                shown = persons.index([] if persons.are_listed else _shown(doc, context))
            if not shown.calls(name.value):
                yield _not_known(item, name, persons)


def _unknown(item: ActionItem, persons: Persons) -> Text | None:
    """The owner of an action whose name does not tell whether it is a person's; the first of several."""
    if item.owner is None or says_nothing(item.owner.value) or persons.leaves_open(item.owner.value):
        return None
    if any(persons.standing(name.value) == "person" for name in (item.owner, *item.owners)):
        return None
    names = item.owners or (item.owner,)
    return next((name for name in names if persons.standing(name.value) == "unknown"), None)


def _shown(doc: Postmortem, context: Context) -> list[str]:
    """Those whom a document shows to be somebody: who signed, who held a role, who acted."""
    vocabulary = context.vocabulary
    signed = (line.person for line in doc.sign_off if line.signed is not False or line.when)
    acted = (event.actor for event in doc.timeline if event.actor)
    held = (holder.person for holder in doc.incident.roles)
    names = [
        text.value[at:end].strip()
        for text in (*signed, *held, *acted)
        for at, end in vocabulary.people.parts(text.value)
    ]
    return [name for name in names if vocabulary.persons.standing(name) != "nobody"]


def _not_known(item: ActionItem, name: Text, persons: Persons) -> Violation:
    if persons.are_listed:
        what, help_ = "is not on the list of the team's people", "name one of them, or add this one under 'people'"
    else:
        what = "may not be a person: nothing else in the document names them"
        help_ = "write the full name or a handle, let them sign off, or list your team under 'people' in .pmlint.yaml"
    message = f"owner {quote(name.value)} of action {quoted_action(item)} {what}"
    return fault_of(item, name.span, message, f"its owner {quote(name.value)} {what}", help_)
