"""Who signed the document off. A section of signatures that is missing is another rule's."""

from collections.abc import Iterator

from pmlint.check import Context, DocumentCheck, NoParameters
from pmlint.checks.wording import is_group, is_no_person, is_undecided, quote
from pmlint.finding import Related, Subject, Violation
from pmlint.model import Postmortem, Section, SignOff
from pmlint.spelling import words


def _section(doc: Postmortem, context: Context) -> Section | None:
    section = doc.section(context.process.holding("signatures"))
    return section if section and not section.nested else None


def _signed(doc: Postmortem, context: Context) -> list[SignOff]:
    return [line for line in doc.sign_off if _is_signed(line, context)]


def _is_signed(line: SignOff, context: Context) -> bool:
    """Whether a line of the sign-off names somebody who signed: an empty box says that they have yet to do so."""
    name = line.person.value
    if is_no_person(name, context) or "?" in name or is_undecided(name, context) or is_group(name, context):
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
        section = _section(doc, context)
        named = [set(words(line.person.value)) for line in _signed(doc, context)]
        if section is None or not named:
            return
        for owner in (owner for item in doc.action_items if not item.struck for owner in item.owners):
            name = set(words(owner.value))
            if is_no_person(owner.value, context) or is_group(owner.value, context):
                continue
            if not any(_same_person(name, other) for other in named):
                named.append(name)  # say it once
                yield Violation(
                    Subject("sign-off", " ".join(words(owner.value))),
                    section.title.span,
                    f"the sign-off does not name {quote(owner.value)}, who owns an action",
                    f"add a line such as '- Owner: {owner.value} - approved 2026-03-16'",
                    (Related(owner.span, "owns this action"),),
                )


def _same_person(one: set[str], other: set[str]) -> bool:
    """Whether two names, as their words, can be the same person's: `@maria` and `Maria Lindqvist` can."""
    return bool(one and other) and (one <= other or other <= one)
