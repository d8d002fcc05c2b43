"""`pmlint severity`: the severity matrix, and the severity of what was seen."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import click

from pmlint.cli.configuration import find_configuration, load_policy
from pmlint.cli.main import Stop
from pmlint.cli.options import Choice, config_option, pack_option
from pmlint.escape import json_text, plain
from pmlint.forms.signals import NoSignal, Signal, SignalForm, threshold
from pmlint.process import Criterion, Process, SeverityKind


@click.command()
@click.argument("signals", nargs=-1, metavar="[SIGNAL=VALUE]...")
@click.option("--format", "format_", type=Choice(["table", "json"]), default="table", help="[table]")
@config_option
@pack_option
def severity(signals: tuple[str, ...], format_: str, config: str | None, pack: str | None) -> None:
    """Print the severity matrix, or classify signals by it.

    For signals, prints the severity that they mean and the criteria that decide, as in

    \b
    pmlint severity errors=62%/40m breaker-open=12m data-loss
    """
    process = load_policy(find_configuration(config), pack, (), final=False).process
    form = SignalForm(process)
    try:
        seen = [form.read(each) for each in signals]
    except NoSignal as error:
        raise Stop(str(error)) from None
    decided = list(_deciding(seen, process)) if seen else []
    if format_ == "json":
        sys.stdout.write(_json(process, decided, matrix=not seen))
        return
    lines = _told(process, decided) if seen else _matrix(process)
    sys.stdout.write("".join(f"{plain(line)}\n" for line in lines))


_Met = tuple[int, Criterion, str, str | None]
"""A criterion that is met, with its level, and the signal that meets it with its value."""


def _deciding(seen: Sequence[Signal], process: Process) -> Iterator[_Met]:
    """The criteria of the gravest severity of which any is met, each with the signals that meet it."""
    decided: int | None = None
    for level, criterion in process.criteria:
        if decided is not None and level != decided:
            return
        for signal in seen:
            if any(signal.meets(test) for test in criterion.tests):
                decided = level
                yield level, criterion, signal.name, signal.value


def _json(process: Process, decided: Sequence[_Met], *, matrix: bool) -> str:
    """What decided; of the matrix all criteria, with the values from which on they are met."""
    row = _row(process, decided[0][0]) if decided else None
    told = _criteria(process) if matrix else decided
    data = {
        "severity": {"level": row.level, "name": row.name} if row else None,
        "criteria": [
            {"level": level, "text": criterion.text, "signal": signal or None, "value": value}
            for level, criterion, signal, value in told
        ],
    }
    return json_text(data) + "\n"


def _criteria(process: Process) -> Iterator[_Met]:
    for level, criterion in process.criteria:
        for test in criterion.tests:
            yield level, criterion, test.signal, threshold(test)
        if not criterion.tests:
            yield level, criterion, "", None


def _told(process: Process, decided: Sequence[_Met]) -> Iterator[str]:
    if not decided:
        yield "no criterion of a severity is met"
        return
    row = _row(process, decided[0][0])
    yield _title(process, row)
    for _, criterion, signal, value in decided:
        yield f"  {signal}{f'={value}' if value else ''}: {_text(criterion)}"


def _matrix(process: Process) -> Iterator[str]:
    if not process.severities:
        yield f"{process.title} has no severities"
    for index, row in enumerate(process.severities):
        if index:
            yield ""
        target = f", to repair {row.time_to_repair.text}" if row.time_to_repair else ""
        commander = f", commander: {row.commander}" if row.commander else ""
        yield f"{_title(process, row)}: postmortem {row.postmortem}{target}{commander}"
        for criterion in row.criteria:
            yield f"  {_text(criterion)}"
            for test in criterion.tests:
                value = threshold(test)
                yield f"    {test.signal}{f' {value}' if value else ''}"


def _title(process: Process, row: SeverityKind) -> str:
    return f"{process.severity(row.level)} ({row.name})"


def _text(criterion: Criterion) -> str:
    return f"{criterion.text}{' [Unverified]' if criterion.unverified else ''}"


def _row(process: Process, level: int) -> SeverityKind:
    return next(row for row in process.severities if row.level == level)
