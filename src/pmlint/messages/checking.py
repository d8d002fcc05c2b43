"""What is wrong with a message before it is sent: gaps, no next update, follow-ups without owner or day, blame."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from pmlint.finding import Remark, RemarkKind, Subject, Violation
from pmlint.forms.issues import FoundIssue
from pmlint.markdown import parse
from pmlint.messages.templates import GAP, OWN, REST, Field, fields_of, gaps_of, label_of
from pmlint.process import MessageKind, Process
from pmlint.read.speech import read_blame
from pmlint.spelling import fold, is_made_of, name_key, says_nothing, words
from pmlint.text import Source, Span
from pmlint.vocabulary import Vocabulary

NEXT_UPDATE = f"{OWN}next-update"
"""The fact of a message that says when the next one comes; a message without it need not say so."""

FOLLOW_UPS = f"{REST}follow-ups"
"""The fact of a message that lists what is still to be done."""

HOLDER = "role "
"""Before the name of a role: the fact that says who has it."""

_MARKS = " \t#>*_`~-"
_AROUND = " \t\r\n|*_`"
_ITEM_END = re.compile(r"\)[ ]*[,;]?|;|\n")
_DIGIT = re.compile(r"\d")
_REMARK = re.compile(r"\(([^()]*)\)")


class Line(NamedTuple):
    """A field of a message, with its value and where that stands."""

    label: str
    value: str
    span: Span


def kind_of(text: str, process: Process) -> MessageKind | None:
    """The message that a text is, by its first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next((message for message in process.messages if _opening(message).match(_bare(first))), None)


def _opening(message: MessageKind) -> re.Pattern[str]:
    """What the first line of a message looks like when its gaps are filled, or are not."""
    pieces = map(_bare, GAP.split(message.text.split("\n", 1)[0]))
    return re.compile(".*?".join(re.escape(piece) for piece in pieces))


def _bare(line: str) -> str:
    return " ".join(fold(line).strip(_MARKS).split())


def check_message(source: Source, message: MessageKind, vocabulary: Vocabulary) -> list[Remark]:
    """What is wrong with a text that is a message of some kind, in order."""
    labels = {name_key(gap.label) for gap in gaps_of(message)}
    next_updates = _labels_of_next_update(vocabulary.process)
    fields = list(_fields(source, labels | next_updates))
    others = [field for field in fields if name_key(field.label) not in next_updates]
    remarks = [*_gaps(source, others, vocabulary), *_follow_ups(source, others, message, vocabulary)]
    if label := label_of(message, NEXT_UPDATE):
        said = [field for field in fields if name_key(field.label) in next_updates]
        remarks += _next_update(source, said, label, vocabulary)
    remarks += _blame(source, others, message, vocabulary)
    return sorted(remarks, key=lambda each: each.violation.span)


def _labels_of_next_update(process: Process) -> set[str]:
    """How the messages of a process call the time of the next one: people take either for the other."""
    labels = (label_of(message, NEXT_UPDATE) for message in process.messages)
    return {name_key(label) for label in labels if label}


def _fields(source: Source, labels: Collection[str]) -> Iterator[Line]:
    """The fields of a text with some labels; the last one of a line goes on below it, up to a line with a label."""
    open_field: Field | None = None
    begin = 0
    for number in range(1, source.line_count + 1):
        span = source.line_span(number)
        line = source.slice(span)
        indent = len(line) - len(line.lstrip(_MARKS))
        found = fields_of(line[indent:], labels)
        if not found and (indent or not fields_of(line)):
            continue
        if open_field:
            yield _line(source, open_field.label, begin, span.start)
            open_field = None
        for field in found[:-1]:
            yield _line(source, field.label, span.start + indent + field.start, span.start + indent + field.end)
        if found:
            open_field, begin = found[-1], span.start + indent + found[-1].start
    if open_field:
        yield _line(source, open_field.label, begin, len(source.text))


def _line(source: Source, label: str, start: int, end: int) -> Line:
    """A field with its value, without the marks around it; a blank value stands behind the label."""
    written = source.text[start:end]
    value = written.strip(_AROUND)
    start += len(written) - len(written.lstrip(_AROUND)) if value else 0
    return Line(label, value, Span(start, start + len(value)))


def _gaps(source: Source, fields: list[Line], vocabulary: Vocabulary) -> Iterator[Remark]:
    for gap in GAP.finditer(source.text):
        message = f"the gap '{gap[0]}' is not filled"
        yield _remark("gap", gap[0], Span(*gap.span()), message, "write what is known, or that it is not known yet")
    for field in fields:
        if not GAP.search(field.value) and (not field.value or is_made_of(field.value, vocabulary.people.undecided)):
            shown = f"'{field.label}' is '{field.value}'" if field.value else f"'{field.label}' is empty"
            yield _remark("gap", field.label, field.span, shown, "write what is known, or that it is not known yet")


def _next_update(source: Source, said: list[Line], label: str, known: Vocabulary) -> Iterator[Remark]:
    advice = f"say when the next message comes, such as '{label}: T+30m'"
    if not said:
        line = source.line_span(1)
        yield _remark("next update", label, line, f"no '{label}': it does not say when the next message comes", advice)
    for field in said:
        if not GAP.search(field.value) and not _says_when(field.value, known):
            message = f"'{field.label}' gives no time: '{field.value}'"
            yield _remark("next update", label, field.span, message, advice)


def _says_when(value: str, known: Vocabulary) -> bool:
    """Whether a text names a time: one with a figure, or a word such as noon, Monday, tomorrow or hour."""
    times, dates = known.process.words.times, known.process.words.dates
    names = {*times.noon, *times.midnight, *dates.next_day, *_names_of(times.units), *_names_of(dates.weekdays)}
    said = set(words(value))
    return bool(_DIGIT.search(value)) or any(said.issuperset(words(name)) for name in names)


def _names_of(fields: Iterable[Sequence[str]]) -> Iterator[str]:
    return (name for names in fields for name in names)


def _follow_ups(source: Source, fields: list[Line], message: MessageKind, known: Vocabulary) -> Iterator[Remark]:
    label = label_of(message, FOLLOW_UPS)
    for field in fields:
        if label and name_key(field.label) == name_key(label) and not known.placeholders.is_placeholder(field.value):
            for start, end in _items(field.value):
                text = field.value[start:end]
                issues = [found for found in known.issues.find(text) if found.is_issue]
                if issues and not GAP.search(text):
                    at = field.span.start + start
                    shown = text[issues[0].start : issues[-1].end]
                    place = Span(at + issues[0].start, at + issues[-1].end)
                    yield from _lacks(_without(text, issues), shown, place, known)


def _items(value: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*(found.end() for found in _ITEM_END.finditer(value)), len(value)]:
        if not says_nothing(value[start:end]):
            yield start, end
        start = end


def _without(text: str, issues: list[FoundIssue]) -> str:
    """A text without the issue IDs that were found in it."""
    starts = [0, *(found.end for found in issues)]
    ends = [*(found.start for found in issues), len(text)]
    return " ".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _lacks(rest: str, shown: str, place: Span, known: Vocabulary) -> Iterator[Remark]:
    """What a follow-up does not say beside its issue IDs: who does it, and until when."""
    day = known.dates.find(rest)
    owner = f"{rest[: day.start]} {rest[day.end :]}" if day else rest
    if not _names_somebody(owner, known):
        advice = "name who does it: 'OPS-12 (Noor Haddad, due 2026-04-01)'"
        yield _remark("follow-up owner", shown, place, f"nobody owns follow-up '{shown}'", advice)
    if day is None and not set(map(fold, _names_of(known.process.words.dates.weekdays))) & set(words(rest)):
        advice = "say by when: 'OPS-12 (Noor Haddad, due 2026-04-01)'"
        yield _remark("follow-up due date", shown, place, f"follow-up '{shown}' has no due date", advice)


def _names_somebody(text: str, known: Vocabulary) -> bool:
    """Whether anything but words about due dates, words for an owner, and placeholders is left in a text.

    Where a remark in parentheses is left, it is in there: what stands before it says what is to be done.
    """
    remark = _REMARK.search(text)
    said = remark[1] if remark else text
    due = known.process.words.due
    of_due = sorted({name_key(word) for word in (*due.labels, *due.before, *due.on)}, key=len, reverse=True)
    for part in re.split(r"[,;:()]", said):
        left = name_key(part)
        left = next((left.removesuffix(word).strip() for word in of_due if left.endswith(word)), left)
        left = next((left.removeprefix(word).strip() for word in of_due if left.startswith(f"{word} ")), left)
        if (
            left
            and not says_nothing(left)
            and known.field(left) != "owner"
            and not known.placeholders.is_placeholder(left)
        ):
            return True
    return False


def _blame(source: Source, fields: list[Line], message: MessageKind, known: Vocabulary) -> Iterator[Remark]:
    """What blames persons; those who have a role in the message are known by name."""
    roles = {name_key(gap.label) for gap in gaps_of(message) if gap.fact.startswith(HOLDER)}
    named = [field.value for field in fields if name_key(field.label) in roles]
    for blame in read_blame(parse(source), named, known):
        said = blame.text.value
        yield _remark("blame", said.casefold(), blame.text.span, f"'{said}' blames a person", blame.instead)


def _remark(kind: RemarkKind, name: str, span: Span, message: str, help: str) -> Remark:
    return Remark(kind, Violation(Subject("message", name), span, message, help))
