"""Who signed the document off. A section of signatures that is missing is another rule's."""

from collections.abc import Iterator

from pmlint.check import Context, DocumentCheck, NoParameters
from pmlint.checks.wording import quote
from pmlint.finding import Related, Subject, Violation
from pmlint.forms.people import is_same_person
from pmlint.model import Postmortem, Section, SignOff
from pmlint.spelling import words


def _section(doc: Postmortem, context: Context) -> Section | None:
    section = doc.section(context.process.holding("signatures"))
    return section if section and not section.nested else None


def _signed(doc: Postmortem, context: Context) -> list[SignOff]:
    return [line for line in doc.sign_off if _is_signed(line, context)]


def _is_signed(line: SignOff, context: Context) -> bool:
    """Whether a line of the sign-off names somebody who signed: an empty box says that they have yet to do so."""
    name, people = line.person.value, context.vocabulary.people
    if (
        people.is_no_person(name)
        or people.is_group(name)
        or "?" in name
        or not people.undecided.isdisjoint(words(name))
    ):
        return False
    letters = [char for char in name if char.isalpha()]
    is_name = len(letters) > 1 or not all(map(str.isascii, letters))
    return is_name and (line.signed is not False or line.when is not None)


class SignOffNamesSomebody(DocumentCheck, NoParameters):
    """The sign-off names somebody who signed."""

    kind = "sign-off-names-somebody"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        section = _section(doc, context)
        if section is None or _signed(doc, context):
            return
        first = doc.sign_off[0] if doc.sign_off else None
        yield Violation(
            Subject("sign-off"),
            first.person.span if first and first.person.value else section.title.span,
            "the sign-off names nobody",
            "name the incident commander and the owner of each action, one a line",
        )


class CommanderSigned(DocumentCheck, NoParameters):
    """Where the sign-off has a line of the incident commander, and others signed, it names who that is."""

    kind = "commander-signed"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        signed = _signed(doc, context) if _section(doc, context) else []
        commanders = [line for line in doc.sign_off if line.role == "commander"]
        if signed and commanders and not any(line in signed for line in commanders):
            yield Violation(
                Subject("sign-off", "commander"),
                commanders[0].person.span if commanders[0].person.value else commanders[0].span,
                "the line of the incident commander names nobody who signed",
                "name the incident commander once they agree with the document",
            )


class SignOffNamesCommander(DocumentCheck, NoParameters):
    """The incident commander is among those who signed."""

    kind = "sign-off-names-commander"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        section, signed = _section(doc, context), _signed(doc, context)
        if section and signed and not any(line.role == "commander" for line in signed):
            yield Violation(
                Subject("sign-off", "commander"),
                section.title.span,
                "the sign-off does not name the incident commander",
                "add a line such as '- Incident Commander: Maria Lindqvist - approved 2026-03-16'",
            )


class SignOffNamesOwners(DocumentCheck, NoParameters):
    """The owner of every action is among those who signed."""

    kind = "sign-off-names-owners"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        section, people = _section(doc, context), context.vocabulary.people
        named = [line.person.value for line in _signed(doc, context)]
        if section is None or not named:
            return
        for owner in (owner for item in doc.action_items if not item.struck for owner in item.owners):
            if people.is_no_person(owner.value) or people.is_group(owner.value):
                continue
            if not any(is_same_person(owner.value, other) for other in named):
                named.append(owner.value)  # say it once
                yield Violation(
                    Subject("sign-off", " ".join(words(owner.value))),
                    section.title.span,
                    f"the sign-off does not name {quote(owner.value)}, who owns an action",
                    f"add a line such as '- Owner: {owner.value} - approved 2026-03-16'",
                    (Related(owner.span, "owns this action"),),
                )
