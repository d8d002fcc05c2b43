"""Who signed the document off. A section of signatures that is missing is another rule's."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pmlint.check import DATES, Context, DocumentCheck, NoParameters
from pmlint.checks.wording import quote
from pmlint.finding import Listed, Related, Subject, Together, Violation
from pmlint.forms.persons import PeopleIndex
from pmlint.model import Postmortem, Section, SignOff
from pmlint.spelling import words
from pmlint.text import Span, Text


def _section(doc: Postmortem, context: Context) -> Section | None:
    section = doc.section(context.process.holding("signatures"))
    return section if section and not section.nested else None


def _signed(doc: Postmortem, context: Context) -> list[SignOff]:
    return [line for line in doc.sign_off if _unsigned(line, doc, context) is None]


def _fault(
    who: str,
    span: Span,
    message: str,
    beside: Listed | str,
    helps: tuple[Listed | str, ...],
    related: tuple[Related, ...] = (),
) -> Violation:
    """What is wrong with the sign-off; `beside` and `helps` say it beside what else is."""
    advice = "; ".join(each if isinstance(each, str) else each.alone for each in helps)
    together = Together("sign-off", beside, helps)
    return Violation(Subject("sign-off", who), span, message, advice, related, together=together)


class _Unsigned(NamedTuple):
    """Why a line does not sign; `what` is blank where it names nobody."""

    span: Span
    what: str
    help: str


def _unsigned(line: SignOff, doc: Postmortem, context: Context) -> _Unsigned | None:
    """Why a line of the sign-off does not sign, or `None` if somebody signs by it."""
    person = line.person
    if not _is_somebody(person.value, context) or (line.unread and line.unread.span == person.span):
        return _Unsigned(person.span if person.value else line.span, "", _NAME)
    if line.unread and line.unread.value:
        return _Unsigned(line.unread.span, f"{quote(line.unread.value)} is not an approval", _APPROVE)
    if line.unread or line.signed is False:
        return _Unsigned(person.span, "the signature is missing", _APPROVE)
    if line.when and not any(_is_plausible(day, doc, context) for day in line.days):
        what = f"{quote(line.when.value)} is not a day between the incident and {context.as_of}"
        return _Unsigned(line.when.span, what, "give the day of the approval as YYYY-MM-DD")
    return None


_NAME = "name the incident commander once they agree with the document"
_APPROVE = "once they agree, write 'approved' and the day after the name; put remarks in a separate sentence"
_ZONES_APART = timedelta(days=1)
"""A day begins up to 14 hours earlier and ends up to 12 hours later elsewhere than in UTC."""


def _is_plausible(day: date, doc: Postmortem, context: Context) -> bool:
    """Whether somebody, anywhere on earth, can have signed on a day: not before the incident, nor after the check."""
    began = doc.incident.day
    if began and began > context.as_of:
        began = None  # which is another rule's
    return (began is None or day >= began - _ZONES_APART) and day <= context.as_of + _ZONES_APART


def _is_somebody(name: str, context: Context) -> bool:
    letters = [char for char in name if char.isalpha()]
    return context.vocabulary.persons.may_sign(name) and (len(letters) > 1 or not all(map(str.isascii, letters)))


def _commanders(doc: Postmortem, context: Context) -> list[Text]:
    """Whom the document names as incident commander outside the sign-off."""
    named = [holder.person for holder in doc.incident.roles if holder.role == "commander"]
    return [name for name in named if _is_somebody(name.value, context)]


def _commanders_lines(doc: Postmortem, context: Context) -> list[SignOff]:
    """The lines of the incident commander: of the role, and of whom the document names as one."""
    named = [name.value for name in _commanders(doc, context)]
    known = context.vocabulary.persons.index(named)
    return [line for line in doc.sign_off if line.role == "commander" or line.person.value in known]


class SignOffNamesSomebody(DocumentCheck, NoParameters):
    """The sign-off names somebody who signed."""

    kind = "sign-off-names-somebody"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        section = _section(doc, context)
        if section is None or _signed(doc, context):
            return
        first = _unsigned(doc.sign_off[0], doc, context) if doc.sign_off else None
        if first is None or not doc.sign_off[0].person.value:
            first = _Unsigned(section.title.span, "", _NAME)
        message = f"nobody signs off: {first.what}" if first.what else "the sign-off names nobody"
        yield _fault("", first.span, message, message, (first.help,))


class CommanderSigned(DocumentCheck, NoParameters):
    """If the sign-off has a line for the incident commander, and others signed, the commander did, too."""

    kind = "commander-signed"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        signed = _signed(doc, context) if _section(doc, context) else []
        commanders = _commanders_lines(doc, context)
        if not signed or not set(signed).isdisjoint(commanders):
            return
        for why in (_unsigned(line, doc, context) for line in commanders[:1]):
            if why:
                what = f"does not sign: {why.what}" if why.what else "names nobody who signed"
                message = f"the incident commander's line {what}"
                yield _fault("commander", why.span, message, message, (why.help,))


def _unread(doc: Postmortem, context: Context) -> Iterator[tuple[SignOff, _Unsigned]]:
    """The lines that name somebody and do not sign, but for empty boxes, and for what is told of the commander."""
    signed = _signed(doc, context) if _section(doc, context) else []
    commanders = _commanders_lines(doc, context)
    told = commanders[0] if commanders and set(signed).isdisjoint(commanders) else None
    for line in doc.sign_off if signed else ():
        why = _unsigned(line, doc, context) if line != told else None
        if why and why.what and (line.unread or line.when):
            yield line, why


class SignatureIsUnderstood(DocumentCheck, NoParameters):
    """Each line of the sign-off that names somebody signs, or leaves its box empty."""

    kind = "signature-is-understood"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for line, why in _unread(doc, context):
            message = f"{quote(line.person.value)} does not sign: {why.what}"
            yield _fault(" ".join(words(line.person.value)), why.span, message, message, (why.help,))


class SignerIsCommander(DocumentCheck, NoParameters):
    """Whoever signs as incident commander is the one named elsewhere in the document, if there is one."""

    kind = "signer-is-commander"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        named = _commanders(doc, context)
        signed = _signed(doc, context) if _section(doc, context) else []
        signers = [line.person for line in signed if line.role == "commander"]
        if not named or not signers or _may_be_one(signers, named, doc, context):
            return
        signer, commander = signers[0], named[0]
        message = f"{quote(signer.value)} signs as incident commander, but the document names {quote(commander.value)}"
        advice = "have the incident commander sign; if command was handed over, name both"
        related = (Related(commander.span, "named as incident commander"),)
        yield _fault("commander", signer.span, message, message, (advice,), related)


def _may_be_one(signers: Sequence[Text], commanders: Sequence[Text], doc: Postmortem, context: Context) -> bool:
    """Whether a signer can be a commander."""
    others = context.vocabulary.persons.index(owner.value for item in doc.action_items for owner in item.owners)
    return any(_may_be(signer.value, commander.value, others) for signer in signers for commander in commanders)


def _may_be(signer: str, commander: str, others: PeopleIndex) -> bool:
    """Whether a signer can be the commander, in whatever form either is named.

    Two full names are one person's if they share a word, or if they are written in two scripts; a handle is anybody's
    who is not named as somebody else.
    """
    one, other = words(signer), words(commander)
    if not set(one).isdisjoint(other) or _is_inside(one, other) or _is_inside(other, one):
        return True
    if min(len(one), len(other)) > 1:
        return signer.isascii() != commander.isascii()
    return signer not in others and commander not in others


def _is_inside(handle: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a handle is built of a name: `@nhaddad` of `Noor Haddad`."""
    return any(len(part) >= _TELLING and part in word for word in handle for part in name)


_TELLING = 3
"""Letters of a name that a handle does not share with another one by chance."""


class SignOffNamesCommander(DocumentCheck, NoParameters):
    """The incident commander is among those who signed, by the role or, on a line without one, by the name."""

    kind = "sign-off-names-commander"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        section, signed = _section(doc, context), _signed(doc, context)
        commanders = [line for line in _commanders_lines(doc, context) if line.role in (None, "commander")]
        if section and signed and set(signed).isdisjoint(commanders):
            message = Listed("the sign-off does not name ", "the incident commander")
            example = Listed("add a line such as ", "'- Incident Commander: Maria Lindqvist - approved 2026-03-16'")
            yield _fault("commander", section.title.span, message.alone, message, (example,))


class SignOffNamesOwners(DocumentCheck, NoParameters):
    """The owner of every action is among those who signed."""

    kind = "sign-off-names-owners"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        section, people = _section(doc, context), context.vocabulary.people
        named = [line.person.value for line in _signed(doc, context)]
        if section is None or not named:
            return
        named += [line.person.value for line, _ in _unread(doc, context)]
        owners = [owner for item in doc.action_items if not item.struck for owner in item.owners]
        told = context.vocabulary.persons.index(named)
        for owner in owners:
            if people.is_no_person(owner.value) or people.is_group(owner.value):
                continue
            if owner.value not in told:
                told.add(owner.value)  # say it once
                message = f"the sign-off does not name {quote(owner.value)}, who owns an action"
                beside = Listed("the sign-off does not name ", f"{quote(owner.value)} (owns an action)")
                line = Listed("add a line such as ", f"'- Owner: {owner.value} - approved 2026-03-16'")
                yield _fault(
                    " ".join(words(owner.value)),
                    section.title.span,
                    message,
                    beside,
                    (line,),
                    (Related(owner.span, "owns this action"),),
                )
