"""`pmlint rules`: the catalogue."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Literal

import click

from pmlint.cli.configuration import find_configuration, load_policy, pack_files_of
from pmlint.cli.options import Choice, color_option, config_option, is_colored, pack_option, terminal_width
from pmlint.escape import json_text, plain
from pmlint.finding import Level
from pmlint.policy import ActiveRule, Policy
from pmlint.process import Figure, PagingStep, Process, SectionKind
from pmlint.report import ExitCode
from pmlint.reporters.style import TONE_OF_LEVEL, Style, Tone
from pmlint.reporters.wording import LEAST_ROOM, wrapped
from pmlint.rule import Rule

WIDTH = 100
"""Columns of a line about the pack after its name, if the terminal has as many."""

_NAMED = len("  ") + 14
"""Columns before it."""


@click.command()
@click.option("--format", "format_", type=Choice(["table", "json"]), default="table", help="[table]")
@click.option("--test", is_flag=True, help="Run the examples of the pack's own rules instead.")
@config_option
@pack_option
@color_option
def rules(format_: str, test: bool, config: str | None, pack: str | None, color: str) -> int:
    """List the rules of the pack, with their configured levels.

    With --pack, also prints what else the pack defines. With --test, prints which examples fail, and exits with 1 if
    any does.
    """
    configuration = find_configuration(config)
    if test and format_ == "json":
        raise click.UsageError("--test prints lines, not JSON")
    if test:
        from pmlint.cli.examples import run_examples  # with all that judges, which a list need not wait for

        return run_examples(pack_files_of(configuration, pack))
    policy = load_policy(configuration, pack, (), final=False)
    if format_ == "json":
        sys.stdout.write(_json(policy))
        return ExitCode.CLEAN
    width = terminal_width()
    lines = [*_table(policy, Style(is_colored(color)), width), *(("", *_pack(policy.process, width)) if pack else ())]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return ExitCode.CLEAN


def _table(policy: Policy, style: Style, width: int | None) -> Iterator[str]:
    rows = [(rule.id, plain(rule.name), _level(rule, policy), plain(rule.summary)) for rule in policy.known]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    below = widths[0] + len("  ")
    before = sum(widths) + len("  ") * len(widths)
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        cells[0] = style.paint(Tone.STRONG, cells[0])
        cells[2] = style.paint(_TONES[row[2]], cells[2])
        if width is None or width - before >= LEAST_ROOM:
            first, *more = wrapped(row[3], width and width - before)
            yield "  ".join([*cells, first])
            yield from (f"{' ' * before}{line}" for line in more)
        else:
            yield "  ".join(cells).rstrip()
            yield from (f"{' ' * below}{line}" for line in wrapped(row[3], width - below))


_TONES = {**{level.value: tone for level, tone in TONE_OF_LEVEL.items()}, "off": Tone.FAINT}


def _pack(process: Process, width: int | None) -> Iterator[str]:
    """What was understood of a pack beside its rules."""
    yield plain(f"{process.name}: {process.title}")
    parts = {
        "source": process.source,
        "severities": "; ".join(
            f"{process.severity(each.level)} {each.name}, postmortem {each.postmortem}" for each in process.severities
        ),
        "sections": "; ".join(_section(each) for each in process.sections),
        "also read": "; ".join(each.title for each in process.other_sections),
        "action groups": "; ".join(each.title for each in process.action_groups),
        "roles": "; ".join(each.title for each in process.roles),
        "paging": "; ".join(f"{each.name} within {each.within} minutes{_mark(each)}" for each in process.paging),
        "deadlines": "; ".join(
            f"{name.replace('_', '-')} {figure.value}{_mark(figure)}"
            for name, figure in process.deadlines._asdict().items()
            if figure is not None
        ),
        "issue IDs": "; ".join(process.trackers.patterns),
        "projects": ", ".join(process.trackers.projects) or "any",
    }
    for name, text in parts.items():
        room = min(WIDTH, (width or WIDTH + _NAMED) - _NAMED)
        for index, line in enumerate(wrapped(plain(" ".join(text.split())) or "none", room)):
            yield f"  {name if index == 0 else '':<14}{line}"


def _section(section: SectionKind) -> str:
    """A section with its id and how many names documents may give it."""
    names = 1 + len(section.aliases) + len(section.phrases) + sum(len(each.names) for each in section.sometimes)
    marks = [section.id, *(["optional"] if section.optional else []), f"{names} name{'s' if names > 1 else ''}"]
    return f"{section.heading} ({', '.join(marks)})"


def _mark(figure: Figure | PagingStep) -> str:
    return " [Unverified]" if figure.unverified else ""


def _json(policy: Policy) -> str:
    return json_text([_data(rule, policy) for rule in policy.known]) + "\n"


def _data(rule: Rule, policy: Policy) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": rule.name,
        "summary": rule.summary,
        "level": _level(rule, policy),
        "severity": list(rule.applies.severity),
        "draft": _written(rule.applies.draft),
        "otherwise": rule.applies.otherwise.value if rule.applies.otherwise else None,
        "checks": [check.kind for check in rule.check],
        "source": rule.source,
        "unverified": rule.unverified,
        "ignorable": rule.ignorable,
        "why": rule.why,
        "fix": rule.fix,
    }


def _level(rule: Rule, policy: Policy) -> str:
    """The level with which a rule runs, or `off`."""
    active = next((each for each in policy.rules if each.rule is rule), None)
    return _word(active) if active else "off"


def _written(level: Level | Literal["off"] | None) -> str | None:
    return level.value if isinstance(level, Level) else level


def _word(active: ActiveRule) -> str:
    return (active.override or active.rule.level).value
