"""What a policy says of its process, topic by topic, in sentences that can be laid beside those of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pmlint.process import MessageKind, Process, SeverityKind, Statement

_APART = re.compile(r"\s*;\s*")

OWNER = "owner and target"
"""The column of the severity matrix that says who is incident commander, and the time to repair."""


class Sentence(NamedTuple):
    """A sentence of the policy. `name` is what it is about: a section, a role, a step; `number` is its own.

    `entry` is the index of what says it in the policy's own list, such as that of its criterion.
    """

    name: str
    text: str
    number: int | None = None
    entry: int = 0

    @property
    def whole(self) -> str:
        """Name and text."""
        return f"{self.name}: {self.text}" if self.name and self.text else self.name or self.text


Matter = Literal["severities", "cell", "paging", "sections", "groups", "message", "written", "hooks"]
"""What of a process a topic is about, as its data have it; a cell is one of the severity matrix."""


class Topic(NamedTuple):
    """A matter of the process with all that the policy says of it, in the policy's order.

    `entry` is the index of the message or the part of `written`; `names` tells that a name in it is that of a
    thing, such as a section; `column` that it is what a column of the severity matrix says of one `severity`.
    """

    title: str
    says: tuple[Sentence, ...]
    matter: Matter
    entry: int = 0
    names: bool = False
    column: str = ""
    severity: int | None = None

    @property
    def is_severities(self) -> bool:
        """Whether these are the severities."""
        return self.matter == "severities"

    @property
    def is_code(self) -> bool:
        """Whether it is a text to be copied."""
        return self.matter == "message"


def topics_of(process: Process) -> tuple[Topic, ...]:
    """All topics of a process of which it says something."""
    return tuple(topic for topic in _topics(process) if topic.says)


def _topics(process: Process) -> Iterator[Topic]:
    severities = (
        Sentence("", f"{process.severity(each.level)} ({each.name})", each.level, entry)
        for entry, each in enumerate(process.severities)
    )
    yield Topic("severities", tuple(severities), "severities", names=True)
    for severity in process.severities:
        yield from _row(severity, process.severity(severity.level))
    steps = (
        Sentence(step.name, f"(≤{step.within}m): {step.action}", number, number - 1)
        for number, step in enumerate(process.paging, start=1)
    )
    yield Topic("paging", tuple(steps), "paging")
    yield from _template(process)
    for entry, message in enumerate(process.messages):
        yield Topic(f"message '{message.title}'", tuple(_message(message)), "message", entry)
    figures = figures_of(process)
    for entry, part in enumerate(process.written):
        yield Topic(part.name, _statements(part.says, figures), "written", entry, part.names)


def _template(process: Process) -> Iterator[Topic]:
    """The sections; what the template asks of each action stands with the groups of actions."""
    of_actions = process.holding("actions")
    sections = [
        Sentence(each.title, "" if each.id in of_actions else each.guidance, each.number, entry)
        for entry, each in enumerate(process.sections)
    ]
    yield Topic("sections", tuple(sections), "sections", names=True)
    groups = [Sentence(each.title, each.guidance, None, entry) for entry, each in enumerate(process.action_groups)]
    asked = [
        Sentence("", each.guidance, None, entry)
        for entry, each in enumerate(process.sections)
        if each.id in of_actions and each.guidance
    ]
    yield Topic("groups of actions", (*groups, *asked), "groups", names=True)


def _row(severity: SeverityKind, label: str) -> Iterator[Topic]:
    owner = [severity.commander, severity.time_to_repair.text if severity.time_to_repair else ""]
    columns: dict[str, Sequence[str]] = {
        "criteria": [each.text for each in severity.criteria],
        "signals": [each.text for each in severity.signals],
        "first actions": [each.text for each in severity.actions],
        OWNER: owner,
    }
    for column, texts in columns.items():
        says = tuple(
            Sentence("", part, None, entry) for entry, text in enumerate(texts) for part in _APART.split(text) if part
        )
        yield Topic(f"{column} of {label}", says, "cell", column=column, severity=severity.level)


def _message(message: MessageKind) -> Iterator[Sentence]:
    due = f" (T+≤{message.within}m)" if message.within is not None else ""
    yield Sentence("", f"{message.title}{due}")
    for entry, line in enumerate(message.text.splitlines()):
        if line.strip():
            yield Sentence("", line, None, entry)


def _statements(says: Sequence[Statement], figures: dict[str, str]) -> tuple[Sentence, ...]:
    texts = ((entry, filled(each, figures)) for entry, each in enumerate(says))
    return tuple(Sentence("", text, None, entry) for entry, text in texts if text)


def hooks_of(process: Process) -> Topic:
    """What the continuous integration has to hold, by the policy."""
    return Topic("ci_hooks", _statements(process.ci_hooks, figures_of(process)), "hooks")


def figures_of(process: Process) -> dict[str, str]:
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


def filled(statement: Statement, figures: dict[str, str]) -> str:
    """A sentence with the policy's figures in it; empty where the policy has none."""
    text = statement.text
    for name, value in figures.items():
        if f"{{{name}}}" in text:
            if not value:
                return ""
            text = text.replace(f"{{{name}}}", value)
    return text
