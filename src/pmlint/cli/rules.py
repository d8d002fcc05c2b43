"""`pmlint rules`: the catalogue."""

from __future__ import annotations

import sys

import click

from pmlint.cli.configuration import find_configuration, load_policy
from pmlint.escape import json_text, plain
from pmlint.policy import ActiveRule, Policy
from pmlint.rule import Rule


@click.command()
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", help="[table]")
@click.option("--config", type=click.Path(), help="The configuration, instead of the repository's.")
@click.option("--pack", metavar="NAME|DIR", help="The pack of rules, instead of the configured one.")
def rules(format_: str, config: str | None, pack: str | None) -> None:
    """List the rules of the pack, with the levels that your configuration gives them."""
    policy = load_policy(find_configuration(config), pack, (), final=False)
    sys.stdout.write(_json(policy) if format_ == "json" else _table(policy))


def _table(policy: Policy) -> str:
    rows = [(rule.id, plain(rule.name), _level(rule, policy), plain(rule.summary)) for rule in policy.known]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]) for row in rows
    ]
    return "".join(f"{line}\n" for line in lines)


def _json(policy: Policy) -> str:
    return json_text([_data(rule, policy) for rule in policy.known]) + "\n"


def _data(rule: Rule, policy: Policy) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": rule.name,
        "summary": rule.summary,
        "level": _level(rule, policy),
        "severity": list(rule.applies.severity),
        "draft": rule.applies.draft.value if rule.applies.draft else None,
        "otherwise": rule.applies.otherwise.value if rule.applies.otherwise else None,
        "check": rule.check.kind,
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


def _word(active: ActiveRule) -> str:
    return (active.override or active.rule.level).value
