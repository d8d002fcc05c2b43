"""How long the steps of the response took: by the targets of the process, and by what the document says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pmlint.check import PASSAGES, TIMELINE, Context, DocumentCheck, NoParameters
from pmlint.checks.wording import quote
from pmlint.finding import Related, Subject, Violation
from pmlint.model import TIMES, Milestone, Milestones, Postmortem, TimelineEntry
from pmlint.process import MINUTES_OF_A_DAY, Step

ROUNDED_MINUTES = 5
"""Minutes by which two times of one thing may differ: people round to them."""

ROUNDED_SHARE = 0.2
"""The share of the longer of two lengths by which they may differ: 47 minutes are `about 40`."""

HALF_HOUR = 30
"""A length in whole half hours is taken for a rounded one."""

ROUNDED_HALF_HOURS = 0.35
"""The share by which a rounded length may differ: 40 minutes are `an hour`."""

HALF_A_DAY = 12 * 60
"""What a clock with twelve hours leaves open, in minutes."""


_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")


class _Target(NamedTuple):
    step: Step
    within: int
    unverified: bool


class _Sections(NamedTuple):
    sections: tuple[str, ...] = ()
    """The ids of the sections in which a missed target may be spoken of."""


class TargetsAddressed(DocumentCheck, _Sections):
    """If a step took longer than its target, one of `sections` or an action mentions it."""

    kind = "targets-addressed"
    reads = TIMELINE | PASSAGES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        written = [each for each in doc.sections if each.id in self.sections and each.says == "text"]
        if {section.id for section in written} != set(self.sections):
            return  # of a section that is still to be written other rules speak
        form, milestones = context.vocabulary.milestones, doc.incident.milestones
        for target in _targets(context):
            minutes, reached = milestones.minutes_to(target.step), milestones.of(target.step)
            if reached is None or minutes is None or minutes <= target.within:
                continue
            texts = [text for section in written for text in section.texts]
            texts += [item.text.value for item in doc.action_items]
            if not any(form.speaks_of(target.step, text) for text in texts):
                yield _missed(target, minutes, reached, milestones.counted_from(target.step))


def _targets(context: Context) -> Iterator[_Target]:
    """The targets of the process that hold for the incident."""
    for paging in context.process.paging:
        if paging.step:
            yield _Target(paging.step, paging.within, paging.unverified)
    for severity in context.process.severities:
        if severity.level == context.severity and severity.repair_minutes:
            yield _Target("mitigated", severity.repair_minutes.value, severity.repair_minutes.unverified)


def _missed(target: _Target, minutes: float, reached: Milestone, begin: Milestone | None) -> Violation:
    name = _name(target.step)
    mark = " [Unverified]" if target.unverified else ""
    return Violation(
        Subject("incident", f"time {name}"),
        reached.text.span,
        f"it took {minutes:.4g} minutes {name}, more than the target of {target.within}{mark}, "
        "and neither the review nor an action says why",
        "say in the review what took so long, or add an action about it",
        (Related(begin.text.span, "counted from here"),) if begin else (),
    )


def _name(step: Step) -> str:
    """What was to be done, in words: `to acknowledge`."""
    return next(name for name, each in TIMES.items() if each == step).replace("_", " ")


class DurationsAgree(DocumentCheck, NoParameters):
    """How long the incident lasted, and when each step was taken, is the same everywhere in the document."""

    kind = "durations-agree"
    reads = TIMELINE | PASSAGES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        yield from _length(doc, context)
        yield from _lengths_of_windows(doc, context)
        yield from _end(doc.incident.milestones)
        for milestone in doc.incident.milestones:
            event = milestone.event if milestone else None
            if milestone and event and _is_denied(milestone, event, doc.timeline):
                yield Violation(
                    Subject("incident", "time of a step"),
                    milestone.text.span,
                    f"{quote(milestone.text.value)} does not match the timeline, which has {quote(event.text.value)}",
                    "correct whichever is wrong",
                    (Related(event.text.span, "the timeline has it here"),),
                )


def _lengths_of_windows(doc: Postmortem, context: Context) -> Iterator[Violation]:
    """The lengths in the text that stand beside a window and are not as long."""
    passages = {each.span: each for section in doc.sections for each in section.passages}  # of a title are all below it
    for passage in passages.values():
        for length, window in context.vocabulary.lasting.beside(passage.text):
            if not _alike(length.minutes, window.minutes):
                said = passage.text[length.start : length.end]
                yield Violation(
                    Subject("text", said),
                    passage.span,
                    f"{quote(said)} does not fit {quote(passage.text[window.start : window.end].rstrip(')'))}, "
                    f"which is {window.minutes:.4g} minutes",
                    "correct the duration, or the times",
                )


def _end(milestones: Milestones) -> Iterator[Violation]:
    """The labelled end of the incident, where it is before the labelled start."""
    start, end = milestones.started, milestones.resolved
    if start and end and start.said_in == end.said_in == "metadata" and start.is_after(end):
        yield Violation(
            Subject("incident", "end"),
            end.text.span,
            f"the incident ends ({quote(end.text.value)}) before it starts ({quote(start.text.value)})",
            "correct whichever is wrong",
            (Related(start.text.span, "it starts here"),),
        )


def _is_denied(field: Milestone, event: Milestone, timeline: Sequence[TimelineEntry]) -> bool:
    """Whether a field tells one time, when the timeline has nothing, and a step for another one."""
    if len(_CLOCK.findall(field.text.value)) != 1:
        return False
    return all(_apart(field, each) for each in (event, *_at_known_times(timeline)))


def _at_known_times(timeline: Sequence[TimelineEntry]) -> Iterator[Milestone]:
    for entry in timeline:
        if entry.at and entry.at.seconds is not None:
            yield Milestone(entry.at, "timeline", entry.text)


def _apart(field: Milestone, event: Milestone) -> bool:
    """Whether two times are clearly not the same, whatever zones and halves of the day are left open."""
    seconds = field.seconds_until(event)
    if seconds is None:
        return False
    dated = field.at and event.at and field.at.day and event.at.day
    minutes = abs(seconds) / 60
    minutes = minutes if dated else min(minutes, MINUTES_OF_A_DAY - minutes)
    if not (field.at and field.at.offset is not None) and minutes % HALF_HOUR == 0:
        return False  # two times without a zone, as far apart as zones are
    return minutes > ROUNDED_MINUTES and minutes % HALF_A_DAY != 0


def _length(doc: Postmortem, context: Context) -> Iterator[Violation]:
    """The labelled length of the incident, where no two of its times are as far apart."""
    said = doc.incident.duration
    lasting = context.vocabulary.lasting
    lengths = lasting.any_minutes(said.text.value) if said else []
    if said is None or len(lengths) != 1:
        return  # none, or one of several parts
    milestones, windows = doc.incident.milestones, [each.minutes for each in lasting.windows(said.text.value)]
    followed = windows or list(_lengths(milestones.started, milestones))
    noticed = (milestones.detected, milestones.paged)
    others = [*followed, *_of_timeline(doc), *(each for begin in noticed for each in _lengths(begin, milestones))]
    if followed and not any(_alike(lengths[0], minutes) for minutes in others):
        ends = (milestones.started, milestones.resolved or milestones.mitigated)
        yield Violation(
            Subject("incident", "duration"),
            said.text.span,
            f"{quote(said.text.value)} does not match the times, which give {followed[0]:.4g} minutes",
            "correct the duration, or the times",
            () if windows else tuple(Related(each.text.span, "one of the times") for each in ends if each),
        )


def _lengths(begin: Milestone | None, milestones: Milestones) -> Iterator[float]:
    """How long it was from a beginning to each end of the incident, in minutes."""
    for end in (milestones.resolved, milestones.mitigated):
        seconds = begin.seconds_until(end) if begin and end else None
        if seconds is not None and seconds > 0:
            yield seconds / 60


def _of_timeline(doc: Postmortem) -> Iterator[float]:
    """How far the first and the last event of the timeline are apart, in minutes."""
    times = [entry.at for entry in doc.timeline if entry.at]
    seconds = times[0].seconds_until(times[-1]) if times else None
    if seconds is not None:
        yield abs(seconds) / 60


def _alike(one: float, other: float) -> bool:
    """Whether two lengths may be the same, rounded; what a clock with twelve hours leaves open is open."""
    apart = min(abs(one - other), abs(one - other + HALF_A_DAY), abs(one - other - HALF_A_DAY))
    share = ROUNDED_SHARE if one % HALF_HOUR else ROUNDED_HALF_HOURS
    return apart <= max(ROUNDED_MINUTES, share * max(one, other))
