"""What sections speak of, and what no document should say."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pmlint.check import Context, DocumentCheck, NoParameters
from pmlint.checks.parameters import OfKinds, standing_in
from pmlint.checks.wording import about_action, quote, quoted_action
from pmlint.finding import Subject, Violation
from pmlint.model import Need, Postmortem, Section, SectionForm

SPEECH: frozenset[Need] = frozenset({"speech"})
"""What the checks of texts look at."""

PROSE = "prose"
"""The topic of texts in a language whose topics are known; of others nothing is asked."""


class _Speaks(NamedTuple):
    section: str
    groups: tuple[str, ...]
    lacks: str
    help: str
    given: str = ""
    titled: str = ""
    forms: tuple[SectionForm, ...] = ("heading", "ordered-label")


class SectionSpeaks(DocumentCheck, _Speaks):
    """A section speaks of one of some topics; where `given` is set, only if it speaks of that, too.

    With `titled` it is asked only where a title names that topic: others stand for the section, and are about more.
    Each of `groups` is a topic, or some at once, joined by `+`: `latency + duration`. Several sections with the id
    count as one, and a title that does not name all that is asked for counts as text. `lacks` and `help` are told.
    """

    kind = "section-speaks"
    reads = SPEECH

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        asked = [each for each in standing_in(doc, self.forms) if each.id == self.section]
        if not asked or any(each.says != "text" or each.repeats for each in asked):
            return
        said = frozenset().union(*(each.speaks_of for each in asked))
        if PROSE not in said or (self.titled and not any(self.titled in each.named_topics for each in asked)):
            return
        said |= self._named(asked)
        if (self.given and not _is_spoken(self.given, said)) or any(_is_spoken(group, said) for group in self.groups):
            return
        message = f"section {quote(asked[0].title.value)} {self.lacks}"
        yield Violation(Subject("section", self.section), asked[0].title.span, message, self.help)

    def _named(self, asked: list[Section]) -> frozenset[str]:
        """The topics of titles that do not name all that is asked for, as `What Worked / What Didn't` does."""
        given = (self.given,) if self.given else ()
        named = [each.named_topics for each in asked]
        return frozenset().union(
            *(
                each
                for each in named
                if not (
                    all(_is_spoken(topic, each) for topic in given)
                    and any(_is_spoken(group, each) for group in self.groups)
                )
            )
        )


def _is_spoken(group: str, said: frozenset[str]) -> bool:
    """Whether some topics hold all that are joined by `+`."""
    return said >= {topic.strip() for topic in group.split("+")}


class _One(NamedTuple):
    section: str
    forms: tuple[SectionForm, ...] = ("heading", "ordered-label")


class SectionOneParagraph(DocumentCheck, _One):
    """A section is one paragraph: no second one, and no list."""

    kind = "section-one-paragraph"
    reads = SPEECH

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for section in standing_in(doc, self.forms):
            if section.id == self.section and section.says == "text" and len(section.pieces) > 1:
                yield Violation(
                    Subject("section", self.section),
                    section.pieces[1],
                    f"section {quote(section.title.value)} is more than one paragraph",
                    "keep to one paragraph what everybody has to know, and move the rest to the section it is about",
                )


class _Kind(NamedTuple):
    what: Literal["gap", "unverified"]


class NothingLeft(DocumentCheck, _Kind):
    """Nothing is left of the template of one kind: a gap (`gap`), or the mark `[Unverified]` (`unverified`)."""

    kind = "nothing-left"
    reads = SPEECH

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for left in doc.leftovers:
            if left.what == self.what:
                message, help_ = _LEFT[self.what]
                yield Violation(
                    Subject("text", left.text.value), left.text.span, f"{quote(left.text.value)} {message}", help_
                )


_LEFT = {
    "gap": ("is a gap of the template", "write what belongs there, or take it away"),
    "unverified": (
        "is left in the postmortem",
        "find out whether it is true; say what is known and how, or leave it out",
    ),
}


class NoBlame(DocumentCheck, NoParameters):
    """No words blame a person, or judge one with hindsight."""

    kind = "no-blame"
    reads = SPEECH

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for blame in doc.blame:
            yield Violation(
                Subject("text", blame.text.value.casefold()),
                blame.text.span,
                f"{quote(blame.text.value)} blames a person",
                blame.instead,
            )


class ActionsCheckable(DocumentCheck, OfKinds):
    """Each action of some kinds names a result that can be checked."""

    kind = "actions-checkable"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            text = item.text.value
            for name in item.owners:
                text = text.replace(name.value, " ")
            if context.vocabulary.vague.is_vague(text) and context.vocabulary.substance.names_something(text):
                yield Violation(
                    about_action(item),
                    item.text.span,
                    f"action {quoted_action(item)} names no result that can be checked",
                    "say what will be there when it is done: which alert, which test, which limit",
                )
