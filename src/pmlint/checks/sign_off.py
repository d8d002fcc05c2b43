"""Who signed the document off."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pmlint.check import Context, is_to_fill_in, phrases, quote
from pmlint.finding import Related, Violation
from pmlint.model import Postmortem, SignOff
from pmlint.spelling import is_made_of, says_nothing, words

_SECTION = "sign_off"


def _names_somebody(line: SignOff, context: Context) -> bool:
    name = line.person.value
    spelled = context.process.words
    nobody = phrases(spelled.nobody + spelled.placeholders)
    return not (says_nothing(name) or is_to_fill_in(name) or is_made_of(name, nobody))


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
        signed = [line for line in doc.sign_off if _names_somebody(line, context)]
        if self.who == "somebody":
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
        nobody = phrases(context.process.words.nobody + context.process.words.placeholders)
        for item in doc.action_items:
            for owner in item.owners:
                if item.struck or says_nothing(owner.value) or is_to_fill_in(owner.value):
                    continue
                if is_made_of(owner.value, nobody):
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
