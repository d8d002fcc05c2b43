"""What checks share: how a document is quoted, what a name or a text stands for, and how a subject is told."""

from pmlint.check import Context
from pmlint.finding import Listed, Related, Subject, Together, Violation
from pmlint.model import ActionItem
from pmlint.spelling import words
from pmlint.text import Span, Text

LONGEST_QUOTE = 60
"""Characters of a document's own words in a message, which has to fit on a line."""

LONGEST_ACTION = 40
"""The same for an action, whose message says more beside it."""

TELLING_WORDS = 8
"""Words of an action that tell it from the others, also when its end is rewritten."""


def quote(text: str, most: int = LONGEST_QUOTE) -> str:
    """A document's own words as a message shows them: in quotes, on one line, cut after `most` characters."""
    line = " ".join(text.split())
    return f"'{line[:most]}...'" if len(line) > most else f"'{line}'"


def quoted_action(item: ActionItem) -> str:
    """An action as a message shows it."""
    return quote(item.text.value, LONGEST_ACTION)


def about_action(item: ActionItem) -> Subject:
    """An action as the subject of a violation: told by its first words."""
    return Subject("action", " ".join(words(item.text.value)[:TELLING_WORDS]))


def unstated(subject: Subject, span: Span, message: str, name: str, example: str, until: str = "") -> Violation:
    """A fact that the document does not name; `example` is a line of the front matter that does, `until` what holds."""
    return Violation(
        subject,
        span,
        message,
        f"add it to the front matter, such as {example}" + (f"; {until}" if until else ""),
        together=Together(
            "unstated facts",
            Listed("the document names no ", name, last="or"),
            (Listed("add to the front matter lines such as ", example), *([until] if until else [])),
        ),
    )


def is_placeholder(text: str, context: Context) -> bool:
    """Whether a text says nothing, or stands for one that is still to be written."""
    return context.vocabulary.placeholders.is_placeholder(text)


def unseen(item: ActionItem) -> tuple[Related, ...]:
    """A hint at what an action says behind the table's last column, which may be what it seems to lack."""
    return tuple(Related(cell.span, "behind the last column, so readers do not see it") for cell in item.unseen[:1])


def fault_of(
    item: ActionItem, span: Span, message: str, beside: Listed | str, help: str, related: tuple[Related, ...] = ()
) -> Violation:
    """What is wrong with an action; `beside` says it where the action is spoken of already."""
    return Violation(
        about_action(item), span, message, help, related, together=Together("action", beside, (help,), item.span.start)
    )


def lacks(item: ActionItem, said: Text | None, field: str, help: str) -> Violation:
    """An action that has no value in a field, or one that is none."""
    if said and said.value:
        message = f"action {quoted_action(item)} says {quote(said.value)} for its {field}"
        return fault_of(item, said.span, message, f"its {field} is {quote(said.value)}", help, unseen(item))
    listed = Listed(f"action {quoted_action(item)} has no ", field, last="or")
    span = said.span if said else item.text.span
    return fault_of(item, span, listed.alone, listed, help, unseen(item))
