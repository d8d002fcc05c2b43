"""What a policy says of its process, topic by topic, in sentences that can be laid beside those of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pmlint.process import MessageKind, Process, SeverityKind, Statement

_APART = re.compile(r"\s*;\s*")


class Sentence(NamedTuple):
    """A sentence of the policy. `name` is what it is about: a section, a role, a step; `number` is its own."""

    name: str
    text: str
    number: int | None = None

    @property
    def whole(self) -> str:
        """Name and text."""
        return f"{self.name}: {self.text}" if self.name and self.text else self.name or self.text


class Topic(NamedTuple):
    """A matter of the process with all that the policy says of it, in the policy's order.

    `names` tells that a name in it is that of a thing, such as a section; `is_severities` that these are the
    severities, and `column` that it is what a column of the severity matrix says of one `severity`; `is_code` that it
    is a text to be copied.
    """

    title: str
    says: tuple[Sentence, ...]
    names: bool = False
    is_severities: bool = False
    column: str = ""
    severity: int | None = None
    is_code: bool = False


def topics_of(process: Process) -> tuple[Topic, ...]:
    """All topics of a process of which it says something."""
    return tuple(topic for topic in _topics(process) if topic.says)


def _topics(process: Process) -> Iterator[Topic]:
    severities = (
        Sentence("", f"{process.severity(each.level)} ({each.name})", each.level) for each in process.severities
    )
    yield Topic("severities", tuple(severities), names=True, is_severities=True)
    for severity in process.severities:
        yield from _row(severity, process.severity(severity.level))
    steps = (
        Sentence(step.name, f"(≤{step.within}m): {step.action}", number)
        for number, step in enumerate(process.paging, start=1)
    )
    yield Topic("paging", tuple(steps))
    yield from _template(process)
    for message in process.messages:
        yield Topic(f"message '{message.title}'", tuple(_message(message)), is_code=True)
    figures = _figures(process)
    for part in process.written:
        filled = (_filled(each, figures) for each in part.says)
        yield Topic(part.name, tuple(Sentence("", text) for text in filled if text), names=part.names)


def _template(process: Process) -> Iterator[Topic]:
    """The sections; what the template asks of each action stands with the groups of actions."""
    of_actions = process.holding("actions")
    sections = [
        Sentence(each.title, "" if each.id in of_actions else each.guidance, each.number) for each in process.sections
    ]
    yield Topic("sections", tuple(sections), names=True)
    groups = [Sentence(each.title, each.guidance) for each in process.action_groups]
    asked = [Sentence("", each.guidance) for each in process.sections if each.id in of_actions and each.guidance]
    yield Topic("groups of actions", (*groups, *asked), names=True)


def _row(severity: SeverityKind, label: str) -> Iterator[Topic]:
    owner = [severity.commander, severity.time_to_repair.text if severity.time_to_repair else ""]
    columns: dict[str, Sequence[str]] = {
        "criteria": [each.text for each in severity.criteria],
        "signals": [each.text for each in severity.signals],
        "first actions": [each.text for each in severity.actions],
        "owner and target": [each for each in owner if each],
    }
    for column, texts in columns.items():
        says = tuple(Sentence("", part) for text in texts for part in _APART.split(text) if part)
        yield Topic(f"{column} of {label}", says, column=column, severity=severity.level)


def _message(message: MessageKind) -> Iterator[Sentence]:
    due = f" (T+≤{message.within}m)" if message.within is not None else ""
    yield Sentence("", f"{message.title}{due}")
    for line in message.text.splitlines():
        if line.strip():
            yield Sentence("", line)


def hooks_of(process: Process) -> Topic:
    """What the continuous integration has to hold, by the policy."""
    figures = _figures(process)
    texts = (_filled(each, figures) for each in process.ci_hooks)
    return Topic("ci_hooks", tuple(Sentence("", text) for text in texts if text))


def _figures(process: Process) -> dict[str, str]:
    """What a sentence of `written` may name in braces, and the policy's value for it."""
    deadlines = process.deadlines
    numbers = [each.number for each in process.sections if each.number]
    return {
        "required": _required(process),
        "sections": f"{min(numbers)}–{max(numbers)}" if numbers else "",
        "draft-hours": str(deadlines.draft_hours.value) if deadlines.draft_hours else "",
        "final-business-days": str(deadlines.final_business_days.value) if deadlines.final_business_days else "",
        "stable-minutes": str(process.demotion.stable_minutes.value) if process.demotion else "",
        **{f"role {role.id}": role.title for role in process.roles},
    }


def _required(process: Process) -> str:
    """The severities whose incidents need a postmortem: `Sev ≤ 2`, or one by one where they don't follow each other."""
    required = sorted(each.level for each in process.severities if each.postmortem == "required")
    others = [each.level for each in process.severities if each.postmortem != "required"]
    if required and all(level > required[-1] for level in others):
        return process.severity_label.replace("-", " ").replace("{level}", f"≤ {required[-1]}")
    return ", ".join(map(process.severity, required))


def _filled(statement: Statement, figures: dict[str, str]) -> str:
    """A sentence with the policy's figures in it; empty where the policy has none."""
    text = statement.text
    for name, value in figures.items():
        if f"{{{name}}}" in text:
            if not value:
                return ""
            text = text.replace(f"{{{name}}}", value)
    return text
