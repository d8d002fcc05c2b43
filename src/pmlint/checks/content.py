"""What sections speak of, and what no document should say."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pmlint.check import PASSAGES, TIMELINE, Context, DocumentCheck, NoParameters
from pmlint.checks.parameters import OfKinds, standing_in
from pmlint.checks.wording import about_action, quote, quoted_action
from pmlint.finding import Subject, Violation
from pmlint.forms.labels import label_before_colon
from pmlint.forms.topics import Topics
from pmlint.model import Need, Postmortem, Section, SectionForm
from pmlint.process import Step

SPEECH: frozenset[Need] = frozenset({"speech"})
"""What the checks of texts look at."""

PROSE = "prose"
"""The topic of texts in a language whose topics are known; of others nothing is asked."""


class _Speaks(NamedTuple):
    section: str
    """The id of the section."""
    groups: tuple[str, ...]
    """Topics of `words.topics`, any of which is enough; `latency + duration` asks for both at once."""
    lacks: str
    """What the message says after the name of the section: `does not say ...`."""
    help: str
    """What the message says to do."""
    given: str = ""
    """A topic: only sections that speak of it, too, are asked."""
    titled: str = ""
    """A topic: only sections whose title names it are asked."""
    actions: str = ""
    """A topic: an action that speaks of it answers for the section, too."""
    labelled: tuple[Step, ...] = ()
    """Steps of the response: fields that say when they were taken answer for the section, too."""
    forms: tuple[SectionForm, ...] = ("heading", "ordered-label")
    """How a section may be marked to count as one of the template's."""


class SectionSpeaks(DocumentCheck, _Speaks):
    """A section speaks of one of some topics; where `given` is set, only if it speaks of that, too.

    With `titled` it is asked only where a title names that topic: others stand for the section, and are about more.
    Each of `groups` is a topic, or some at once, joined by `+`: `latency + duration`. Several sections with the id
    count as one, and a title that does not name all that is asked for counts as text. `lacks` and `help` are told.

    Nothing is asked where an action speaks of `actions`, nor where labelled fields tell each step of `labelled`.
    """

    kind = "section-speaks"
    reads = PASSAGES | TIMELINE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        asked = [each for each in standing_in(doc, self.forms) if each.id == self.section]
        if not asked or any(each.says != "text" or each.repeats for each in asked):
            return  # of a section that is still to be written other rules speak
        if self._is_said_elsewhere(doc, context.vocabulary.topics):
            return
        said = self._said(asked, context.vocabulary.topics)
        if PROSE in said and self._is_given(said) and not self._is_answered(said):
            message = f"section {quote(asked[0].title.value)} {self.lacks}"
            yield Violation(Subject("section", self.section), asked[0].title.span, message, self.help)

    def _said(self, asked: list[Section], topics: Topics) -> frozenset[str]:
        """What the sections speak of, and their titles that leave something to be said; nothing where none is asked."""
        named = [topics.of(each.title.value) for each in asked]
        if self.titled and not any(self.titled in each for each in named):
            return frozenset()
        said = topics.of_all(text for each in asked for text in each.texts)
        return said.union(*(each for each in named if not (self._is_given(each) and self._is_answered(each))))

    def _is_said_elsewhere(self, doc: Postmortem, topics: Topics) -> bool:
        """Whether the document answers outside the section, where an answer is as good."""
        steps = [doc.incident.milestones.of(step) for step in self.labelled]
        if steps and all(step and step.said_in == "metadata" for step in steps):
            return True
        return bool(self.actions) and any(self.actions in topics.of(item.text.value) for item in doc.action_items)

    def _is_given(self, said: frozenset[str]) -> bool:
        return not self.given or _is_spoken(self.given, said)

    def _is_answered(self, said: frozenset[str]) -> bool:
        return any(_is_spoken(group, said) for group in self.groups)


def _is_spoken(group: str, said: frozenset[str]) -> bool:
    """Whether some topics hold all that are joined by `+`."""
    return said >= {topic.strip() for topic in group.split("+")}


class _One(NamedTuple):
    section: str
    """The id of the section."""
    forms: tuple[SectionForm, ...] = ("heading", "ordered-label")
    """How a section may be marked to count as one of the template's."""


class SectionOneParagraph(DocumentCheck, _One):
    """A section is one paragraph: no second one, and no list. Lines of fields count for nothing."""

    kind = "section-one-paragraph"
    reads = PASSAGES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for section in standing_in(doc, self.forms):
            if section.id != self.section or section.says != "text":
                continue
            own = [each for each in section.passages if not each.aside]
            if len(own) < 2:
                continue
            telling = [each for each in own if _tells(each.text, context)]
            if len(telling) > 1:
                yield Violation(
                    Subject("section", self.section),
                    telling[1].span,
                    f"section {quote(section.title.value)} is more than one paragraph",
                    "keep what everybody has to know to one paragraph, and move the rest to the section it belongs to",
                )


def _tells(text: str, context: Context) -> bool:
    """Whether a text says something, and is no line of a field."""
    words = context.vocabulary
    label = label_before_colon(text)
    name = label.name if label else ""
    if name and (words.field(name) or words.role(name) or words.metadata.get(name)):
        return False
    return words.substance.says_something(text, context.process.enough_words)


class _Kind(NamedTuple):
    what: Literal["gap", "unverified"]
    """A gap in braces, or the mark `[Unverified]`."""


class NothingLeft(DocumentCheck, _Kind):
    """Nothing of one kind is left from the template: a gap (`gap`), or the mark `[Unverified]` (`unverified`)."""

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
    "gap": ("is a gap in the template that was not filled", "fill it in, or delete it"),
    "unverified": (
        "is left in the postmortem",
        "find out whether it is true and say how you know, or leave it out",
    ),
}


class NoBlame(DocumentCheck, NoParameters):
    """No words blame a person, or judge one in hindsight."""

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
                    "say what will exist when it is done: which alert, which test, which limit",
                )
