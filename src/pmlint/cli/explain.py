"""`pmlint explain`: all of a rule."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator

import click

from pmlint.cli.configuration import find_configuration, load_policy
from pmlint.cli.main import Stop
from pmlint.escape import plain
from pmlint.policy import UnknownRule, find_rule
from pmlint.process import Process
from pmlint.rule import Example, Rule

WIDTH = 92


@click.command()
@click.argument("rule")
@click.option("--config", type=click.Path(), help="The configuration, instead of the repository's.")
@click.option("--pack", metavar="NAME|DIR", help="The pack of rules, instead of the configured one.")
def explain(rule: str, config: str | None, pack: str | None) -> None:
    """Say all of a rule: what, why, remedy, examples, source, how to configure and ignore it."""
    policy = load_policy(find_configuration(config), pack, (), final=False)
    try:
        found = find_rule(policy.known, rule)
    except UnknownRule as unknown:
        hint = f"did you mean '{unknown.guess}'?" if unknown.guess else "'pmlint rules' lists them"
        raise Stop(f"no rule is called '{rule}'; {hint}") from None
    sys.stdout.write("".join(f"{line}\n" for line in _page(found, policy.process)))


def _page(rule: Rule, process: Process) -> Iterator[str]:
    yield f"{plain(rule.id)} {plain(rule.name)}"
    yield from _paragraph(rule.summary)
    yield ""
    yield from _section("Why", rule.why)
    yield from _section("What to do", rule.fix)
    yield from _section("Level", _levels(rule, process))
    yield from _section(
        "Source", rule.source + (" (marked [Unverified] there: a default to change)" if rule.unverified else "")
    )
    for example in rule.examples:
        yield from _example(example)
    yield "Configure"
    yield "  # .pmlint.yaml"
    yield f"  levels: {{{plain(rule.name)}: warning}}   # or error, note, off"
    yield ""
    yield "Ignore"
    if rule.ignorable:
        yield f"  <!-- pmlint: ignore[{plain(rule.id)}] the reason, required -->"
        yield "  before a block or at the end of a line; add until=YYYY-MM-DD to be reminded"
        if rule.ignorable_in_file:
            yield f"  <!-- pmlint: ignore-file[{plain(rule.id)}] the reason until=YYYY-MM-DD -->"
            days = process.ignores.horizon_days.value
            yield f"  above the first section, for the whole document; the day is at most {days} days ahead"
        else:
            yield "  one action at a time; ignore-file can't name this rule"
    else:
        yield "  This rule can't be ignored."


def _levels(rule: Rule, process: Process) -> str:
    words = [rule.level.value]
    if rule.applies.severity:
        words.append("for " + ", ".join(map(process.severity, rule.applies.severity)))
    if rule.applies.draft:
        level = rule.applies.draft if rule.applies.draft == "off" else rule.applies.draft.value
        words.append(f"({level} while the document's status is draft)")
    if rule.applies.severity:
        otherwise = rule.applies.otherwise
        words.append(f"- {otherwise.value} for the others" if otherwise else "- silent for the others")
    return " ".join(words)


def _section(title: str, text: str) -> Iterator[str]:
    yield title
    yield from _paragraph(text)
    yield ""


def _paragraph(text: str) -> Iterator[str]:
    for paragraph in text.strip().split("\n\n"):
        for line in textwrap.wrap(" ".join(paragraph.split()), WIDTH, break_long_words=False, break_on_hyphens=False):
            yield f"  {plain(line)}"


def _example(example: Example) -> Iterator[str]:
    text = example.bad if example.bad is not None else example.good or ""
    yield "Bad" if example.bad is not None else "Good"
    yield from _lines(text)
    if example.beside is not None:
        yield "  beside"
        yield from _lines(example.beside)
    yield ""


def _lines(text: str) -> Iterator[str]:
    for line in text.rstrip("\n").split("\n"):
        yield f"  | {plain(line)}".rstrip()
