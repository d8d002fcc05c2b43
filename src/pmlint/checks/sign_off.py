"""Who signed the document off."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pmlint.check import Context, is_group, is_no_person, quote
from pmlint.finding import Related, Violation
from pmlint.model import Postmortem, SignOff
from pmlint.spelling import words

_SECTION = "sign_off"


def _is_signed(line: SignOff, context: Context) -> bool:
    """Whether a line of the sign-off names somebody who signed: an empty box says that they have yet to do so."""
    name = line.person.value
    if is_no_person(name, context) or "?" in name or any(word in context.undecided for word in words(name)):
        return False
    letters = [char for char in name if char.isalpha()]
    if len(letters) < 2 and all(map(str.isascii, letters)):
        return False
    return not is_group(name, context) and (line.signed is not False or line.when is not None)


def _same_person(one: set[str], other: set[str]) -> bool:
    """Whether two names, as their words, can be the same person's: `@maria` and `Maria Lindqvist` can."""
    return bool(one and other) and (one <= other or other <= one)


class SignOffNames(NamedTuple):
    """The sign-off names somebody at all, the incident commander, or the owner of every action."""

    who: Literal["somebody", "commander", "owners"]
    kind: Literal["sign-off-names"] = "sign-off-names"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        section = doc.section(_SECTION)
        if section is None or section.nested:
            return  # a section that is missing is another rule's
        signed = [line for line in doc.sign_off if _is_signed(line, context)]
        if self.who == "somebody":
            commanders = [line for line in doc.sign_off if line.role == "commander"]
            if signed and commanders and not any(line in signed for line in commanders):
                yield Violation(
                    commanders[0].person.span if commanders[0].person.value else commanders[0].span,
                    "the line of the incident commander names nobody who signed",
                    "name the incident commander once they agree with the document",
                )
            if not signed:
                first = doc.sign_off[0] if doc.sign_off else None
                yield Violation(
                    first.person.span if first and first.person.value else section.title.span,
                    "the sign-off names nobody",
                    "name the incident commander and the owner of each action, one a line",
                )
        elif not signed:
            return
        elif self.who == "commander":
            if not any(line.role == "commander" for line in signed):
                yield Violation(
                    section.title.span,
                    "the sign-off does not name the incident commander",
                    "add a line such as '- Incident Commander: Maria Lindqvist - approved 2026-03-16'",
                )
        else:
            yield from self._owners(doc, context, signed)

    def _owners(self, doc: Postmortem, context: Context, signed: list[SignOff]) -> Iterator[Violation]:
        section = doc.section(_SECTION)
        named = [set(words(line.person.value)) for line in signed]
        for item in doc.action_items:
            for owner in item.owners:
                if item.struck or is_no_person(owner.value, context) or is_group(owner.value, context):
                    continue
                name = set(words(owner.value))
                if section and not any(_same_person(name, other) for other in named):
                    named.append(name)  # say it once
                    yield Violation(
                        section.title.span,
                        f"the sign-off does not name {quote(owner.value)}, who owns an action",
                        f"add a line such as '- Owner: {owner.value} - approved 2026-03-16'",
                        (Related(owner.span, "owns this action"),),
                    )
