"""What one document says less than it did: its severity, status, due dates, actions, sections, and what it ignores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pmlint.facts import ActionFact, Facts
from pmlint.finding import Finding, Remark, Subject, Violation
from pmlint.model import Ignore, Severity
from pmlint.process import Process
from pmlint.spelling import fold, words
from pmlint.text import Source, Span, Text

LONGEST_QUOTE = 40
"""Characters of a document's own words in a message, which has to say much beside."""

ALIKE = 0.5
"""The share of their words that two texts have in common which are the same action in other words."""

_DRAFT, _OPEN, _OVER = 0, 1, 2


class State(NamedTuple):
    """What a document says at one of the two points."""

    source: Source
    facts: Facts
    ignores: tuple[Ignore, ...] = ()
    ignored: tuple[Finding, ...] = ()
    """The findings that it was granted to ignore."""


def lost(before: State, after: State, base: str, process: Process, budget: int) -> Iterator[Remark]:
    """What a document says less than it did at the commit `base`, which is shown as this."""
    told = _Told(before, after, base)
    yield from _severity(told)
    yield from _status(told, process)
    yield from _actions(told, process)
    yield from _sections(told, process)
    yield from _ignores(told, budget)


def removed(before: State, base: str, why: str) -> Remark:
    """That a document of the commit is judged no more."""
    place = f"{before.source.path}:1:1 of {base}"
    message = f"the postmortem at {place} is judged no more: {why}"
    advice = "put it back; a wrong one is corrected, not taken away"
    return Remark("postmortem", Violation(Subject("file", "removed"), Span(0, 0), message, advice))


class _Told(NamedTuple):
    """The two points of a comparison, and how they are told."""

    before: State
    after: State
    base: str

    def at(self, span: Span) -> str:
        """A place at the commit, as people look it up."""
        line, column = self.before.source.position(span.start)
        return f"{self.before.source.path}:{line}:{column} of {self.base}"


def _severity(told: _Told) -> Iterator[Remark]:
    """The severity that the document declared, where it declares a milder one now, or is judged as one."""
    was, now = _declared(told.before.facts), _declared(told.after.facts)
    if was is None or was.level is None:
        return
    level = now.level if now else told.after.facts.severity
    if level is not None and level > was.level:
        is_now = f"is {_quote(now.text.value)}" if now else "is not stated any more"
        message = f"the severity was {_quote(was.text.value)} at {told.at(was.text.span)} and {is_now}"
        advice = "put it back, or have the record of the incident say the milder one first"
        span = now.text.span if now else Span(0, 0)
        yield Remark("severity", Violation(Subject("incident", "severity"), span, message, advice))


def _declared(facts: Facts) -> Severity | None:
    """The gravest severity that a document declares; one that is not known is graver than any."""
    declared = (each for each in facts.severities if each.declared)
    return min(declared, key=lambda each: -1 if each.level is None else each.level, default=None)


def _status(told: _Told, process: Process) -> Iterator[Remark]:
    """The status, where it says less than it did: that what was over goes on, that what was final is a draft."""
    was, now = told.before.facts.status, told.after.facts.status
    if was is None or now is None:
        return
    if _stage(told.after.facts, now, process) < _stage(told.before.facts, was, process):
        message = f"the status was {_quote(was.value)} at {told.at(was.span)} and is {_quote(now.value)}"
        yield Remark("status", Violation(Subject("incident", "status"), now.span, message, "put it back"))


def _stage(facts: Facts, status: Text, process: Process) -> int:
    """How far a document is by its status."""
    if facts.draft:
        return _DRAFT
    opened = {fold(word) for word in process.words.open}
    return _OPEN if fold(status.value).strip() in opened else _OVER


def _actions(told: _Told, process: Process) -> Iterator[Remark]:
    """Actions that are gone, and due dates that are later."""
    now = _same(told.before.facts.actions, (*told.after.facts.actions, *told.after.facts.withdrawn))
    holding = process.holding("actions")
    places = (each.title.span for each in told.after.facts.sections if each.id in holding)
    where = next(places, Span(0, 0))
    for was in told.before.facts.actions:
        subject = Subject("action", " ".join(words(was.text)))
        action = f"action {_quote(was.text)}, at {told.at(was.span)},"
        found = now.get(was)
        if found is None:
            advice = "put it back; one that is not to be done any more is struck out, with the reason"
            yield Remark("action", Violation(subject, where, f"{action} is gone", advice))
        elif was.due and found.due and found.due > was.due and not found.done:
            message = f"{action} was due on {was.due} and is due on {found.due}"
            advice = "say in the document why it takes longer, or keep the date"
            yield Remark("due date", Violation(subject, found.span, message, advice))


def _same(before: Sequence[ActionFact], after: Sequence[ActionFact]) -> dict[ActionFact, ActionFact]:
    """Which action is which earlier one: by its words, by its issues, and by most of its words; each once."""
    found: dict[ActionFact, ActionFact] = {}
    for alike in (_same_words, _same_issue, _similar):
        for was in before:
            if was not in found:
                taken = set(found.values())
                match = next((each for each in after if each not in taken and alike(was, each)), None)
                found |= {was: match} if match else {}
    return found


def _same_words(one: ActionFact, other: ActionFact) -> bool:
    return words(one.text) == words(other.text)


def _same_issue(one: ActionFact, other: ActionFact) -> bool:
    return not {fold(each) for each in one.issues}.isdisjoint(fold(each) for each in other.issues)


def _similar(one: ActionFact, other: ActionFact) -> bool:
    ours, theirs = set(words(one.text)), set(words(other.text))
    return len(ours & theirs) >= ALIKE * len(ours | theirs) > 0


def _sections(told: _Told, process: Process) -> Iterator[Remark]:
    """Sections that said something and do so no more."""
    known = {section.id: section for section in process.sections}
    now = {each.id: each for each in reversed(told.after.facts.sections)}
    saying = {each.id for each in told.after.facts.sections if each.says == "text"}
    for was in told.before.facts.sections:
        if was.says != "text" or was.id in saying or was.id not in known:
            continue
        saying.add(was.id)  # said once
        found = now.get(was.id)
        became = "has no text any more" if found else "is gone"
        message = f"section '{known[was.id].title}' had a text at {told.at(was.title.span)} and {became}"
        span = found.title.span if found else Span(0, 0)
        yield Remark("section", Violation(Subject("section", was.id), span, message, "put its text back"))


def _ignores(told: _Told, budget: int) -> Iterator[Remark]:
    """More findings that are ignored than before, and than may be."""
    before, after = _asked(told.before), _asked(told.after)
    if len(after) <= max(len(before), budget):
        return
    span = next((ignore.span for ignore in told.after.ignores if not ignore.fault), Span(0, 0))
    message = (
        f"{len(after)} findings are ignored here, {len(before)} were at {told.at(Span(0, 0))}, "
        f"and a document may ignore {budget}"
    )
    yield Remark(
        "ignore", Violation(Subject("ignore"), span, message, "mend what the rules say, and delete the comments")
    )


def _asked(state: State) -> set[tuple[str, int]]:
    """What a document ignores, as the budget counts it: each finding, and each rule of a whole document as one."""
    whole = [ignore for ignore in state.ignores if ignore.whole_file]
    return {
        (each.rule_id, -1 if any(ignore.reason == each.ignored for ignore in whole) else each.violation.span.start)
        for each in state.ignored
    }


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line[:LONGEST_QUOTE]}...'" if len(line) > LONGEST_QUOTE else f"'{line}'"
