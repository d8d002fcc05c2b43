"""What checks share: how a document is quoted, what a name or a text stands for, and how a subject is told."""

from typing import Literal

from pmlint.check import Context
from pmlint.finding import Listed, Related, Subject, Together, Violation
from pmlint.model import ActionItem, Postmortem
from pmlint.spelling import words
from pmlint.text import Span, Text

LONGEST_QUOTE = 60
"""Characters of a document's own words in a message, which has to fit on a line."""

LONGEST_ACTION = 40
"""The same for an action, whose message says more beside it."""

TELLING_WORDS = 8
"""Words of an action that tell it from the others, also when its end is rewritten."""


ActionField = Literal["owner", "issue", "due"]
_NAMES: dict[ActionField, str] = {"owner": "owner", "issue": "issue ID", "due": "due date"}
_LABELS: dict[ActionField, str] = {"owner": "Owner", "issue": "Issue", "due": "Due"}
_GAPS: dict[ActionField, str] = {"owner": "{owner}", "issue": "{issue ID}", "due": "{YYYY-MM-DD}"}
_BEFORE_FIELDS = " \t\n-–—|;,:.([·=>→"

WHY_UNREAD = {
    "no year": "it has no year",
    "two days": "it could be either of two days",
    "no such day": "there is no such day",
    "short year": "its year has two digits",
    "no day": "it names no day",
    "not set apart": "it has no '{}:' in front of it",
    "no ID": "issue IDs look like 'PAY-123' or '#123'",
    "counts": "it looks like the number of something else",
    "no tracker": "it does not lead to a known tracker",
}
"""Why what looks like a field was not read as one; with a gap for the label of the field."""


def why_no_day(written: str, context: Context) -> str:
    """Why a date names no one day, behind the message that it does not; nothing where that can't be told."""
    doubt, days = next(context.vocabulary.dates.doubts(written), (None, ()))
    if doubt is None:
        return ""
    return f": {WHY_UNREAD[doubt]}" + (f", {' or '.join(map(str, days))}" if len(days) > 1 else "")


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


def is_head_unread(doc: Postmortem) -> bool:
    """Whether the front matter could not be read, which another rule says: what it does not name is not known."""
    return any(fault.kind == "front-matter" for fault in doc.faults)


def unstated(subject: Subject, span: Span, message: str, name: str, example: str, until: str = "") -> Violation:
    """A fact that the document does not name; `example` is a line of the front matter that does, `until` what holds."""
    return Violation(
        subject,
        span,
        message,
        f"add it to the front matter, for example {example}" + (f"; {until}" if until else ""),
        together=Together(
            "unstated facts",
            Listed("the document names no ", name, last=" or "),
            (Listed("add to the front matter lines such as ", example), *([until] if until else [])),
        ),
    )


def is_placeholder(text: str, context: Context) -> bool:
    """Whether a text says nothing, or stands for one that is still to be written."""
    return context.vocabulary.placeholders.is_placeholder(text)


def unseen(item: ActionItem) -> tuple[Related, ...]:
    """A hint at what an action says behind the table's last column, which may be what it seems to lack."""
    return tuple(Related(cell.span, "after the last column, so readers do not see it") for cell in item.unseen[:1])


def fault_of(
    item: ActionItem,
    span: Span,
    message: str,
    beside: Listed | str,
    help: str,
    related: tuple[Related, ...] = (),
    helps: tuple[Listed | str, ...] = (),
) -> Violation:
    """What is wrong with an action; `beside` and `helps` say it where the action is spoken of already."""
    together = Together("action", beside, helps or (help,), item.span.start)
    return Violation(about_action(item), span, message, help, related, together=together)


def lacks(item: ActionItem, said: Text | None, field: ActionField, advice: str) -> Violation:
    """An action that has no value in a field, or one that is none, or one that was not understood."""
    name, alike = _NAMES[field], next((each for each in item.alike if each.field == field), None)
    listed = Listed(f"action {quoted_action(item)} has no ", name, last=" or ")
    message: str = listed.alone
    beside: Listed | str = listed
    if said and said.value:
        message = f"action {quoted_action(item)} says {quote(said.value)} for its {name}"
        beside = f"its {name} is {quote(said.value)}"
    elif alike:
        unread, why = quote(alike.text.value), WHY_UNREAD[alike.doubt].format(_LABELS[field])
        message = f"{unread} was not read as the {name} of action {quoted_action(item)}: {why}"
        beside = f"{unread} was not read as its {name}: {why}"
    line = as_it_reads(item, field, alike.value if alike else "")
    span = said.span if said else item.text.span
    return fault_of(item, span, message, beside, f"{advice} {line.alone}", unseen(item), (line,))


def as_it_reads(item: ActionItem, field: ActionField, value: str = "") -> Listed:
    """How an action is written so that all of it is read: by what it says, and one more field, or a gap for it."""
    written = f"{_LABELS[field]}: {' '.join(value.split()) or _GAPS[field]}"
    if item.form == "row":
        has_place = {"owner": item.owner, "issue": item.issue, "due": item.due}[field] is not None
        return Listed("write in its row ", f"'{written}'" if has_place else f"'{written}' (in a column of its own)")
    if item.form == "heading":
        return Listed("write below the heading ", f"'{written}'")
    said: dict[ActionField, str] = {
        "owner": ", ".join(owner.value for owner in item.owners),
        "issue": ", ".join(issue.value for issue in item.issues),
        "due": item.due.day.isoformat() if item.due and item.due.day else "",
    }
    parts = [_bare(item), *(f"{_LABELS[each]}: {value}" for each, value in said.items() if value and each != field)]
    box = "[x]" if item.done else "[ ]"
    return Listed(f"write '- {box} {' - '.join(parts)} - ", written, "'", between=" - ", last=" - ")


def _bare(item: ActionItem) -> str:
    """The text of an action up to what looks like a field of it, on one line, cut where it is long."""
    text = item.text.value
    ends = [text.find(each.text.value) for each in item.alike]
    short = text[: min((end for end in ends if end > 0), default=len(text))].rstrip(_BEFORE_FIELDS)
    return quote(short or text)[1:-1]
