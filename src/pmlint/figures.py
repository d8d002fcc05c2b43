"""Figures over many postmortems: how many, how grave, how fast, how complete, and what is still to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from statistics import median
from typing import NamedTuple

from pmlint.facts import ActionFact, Facts
from pmlint.finding import Level
from pmlint.model import TIMES
from pmlint.report import Report

UNKNOWN = "unknown"
"""What stands in place of a severity or a month that a document does not say."""

_YEAR_AND_MONTH = len("2026-03")


class Times(NamedTuple):
    """How long something took, in minutes, over the incidents of which it is known; `None` where it is of none."""

    median: float | None
    p90: float | None
    known: int

    @classmethod
    def of(cls, minutes: Iterable[float]) -> Times:
        """The figures of some durations."""
        ordered = sorted(minutes)
        if not ordered:
            return cls(None, None, 0)
        return cls(_whole(median(ordered)), _whole(ordered[_nearest_rank(len(ordered), 90) - 1]), len(ordered))


def _nearest_rank(count: int, percentile: int) -> int:
    """The rank, from 1, of the least of `count` values that a share of them does not exceed (NIST's "nearest rank")."""
    return ceil(count * percentile / 100)


def _whole(number: float) -> float:
    """A number as people write it: to the second, and without `.0`."""
    return int(number) if number == int(number) else round(number, 2)


class Complete(NamedTuple):
    """How many documents were read whole and have no error when they are judged as final, of how many."""

    documents: int
    of: int


class ActionFigures(NamedTuple):
    """How many actions there are, and how many of them are said to be done, or not, or have passed their due date."""

    all: int
    open: int
    done: int
    overdue: int


class Figures(NamedTuple):
    """The figures of a run. Each document that could be read counts as an incident."""

    incidents: int
    by_severity: Mapping[str, int]
    """By the number of the severity that is declared."""
    by_month: Mapping[str, int]
    """By the month of the incident's day: `2026-03`."""
    minutes: Mapping[str, Times]
    """By what they were the time to: `to_detect`, ..."""
    complete: Complete
    actions: ActionFigures
    findings: Sequence[tuple[str, int]]
    """How often each rule spoke, by its id; the most frequent first."""


def figures(documents: Sequence[Facts], report: Report) -> Figures:
    """The figures of the documents of a report that judges them as final."""
    read = [facts for facts in documents if facts.readable]
    actions = [action for facts in read for action in facts.actions]
    faulty = {found.source.path for found in report.findings if found.level is Level.ERROR} | set(report.unread)
    spoke = Counter(found.rule_id for found in report.findings)
    return Figures(
        incidents=len(read),
        by_severity=_counted(map(_severity, read)),
        by_month=_counted(map(_month, read)),
        minutes={name: Times.of(_known(name, read)) for name in TIMES},
        complete=Complete(sum(facts.path not in faulty for facts in documents), len(documents)),
        actions=_of_actions(actions, report.as_of),
        findings=sorted(spoke.items(), key=lambda each: (-each[1], each[0])),
    )


def _known(name: str, documents: Sequence[Facts]) -> Iterator[float]:
    """How long a step took in each of the documents that tell it."""
    return (minutes for facts in documents if (minutes := facts.minutes[name]) is not None)


def _severity(facts: Facts) -> str:
    return UNKNOWN if facts.declared is None else str(facts.declared)


def _month(facts: Facts) -> str:
    return facts.day.isoformat()[:_YEAR_AND_MONTH] if facts.day else UNKNOWN


def _counted(keys: Iterable[str]) -> dict[str, int]:
    """How often each key occurs, in their order; what is not known comes last."""
    return dict(sorted(Counter(keys).items(), key=lambda each: (each[0] == UNKNOWN, each[0])))


def _of_actions(actions: Sequence[ActionFact], as_of: date) -> ActionFigures:
    done = sum(bool(action.done) for action in actions)
    return ActionFigures(len(actions), len(actions) - done, done, sum(action.overdue(as_of) for action in actions))
