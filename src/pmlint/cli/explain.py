"""`pmlint explain`: all of a rule."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from typing import get_args

import click

from pmlint.cli.configuration import find_configuration, load_policy
from pmlint.cli.main import Stop
from pmlint.cli.options import color_option, config_option, is_colored, pack_option
from pmlint.escape import plain
from pmlint.finding import LevelWord
from pmlint.policy import Policy, UnknownRule, find_rule
from pmlint.process import Process
from pmlint.reporters.style import Style, Tone
from pmlint.rule import Example, Rule

WIDTH = 92

OWN = "Ours"
"""How the source of a rule begins that no text of a process asks for."""


@click.command()
@click.argument("rule")
@config_option
@pack_option
@color_option
def explain(rule: str, config: str | None, pack: str | None, color: str) -> None:
    """Explain a rule, by its ID or name: reason, remedy, level, source, examples, configuration."""
    policy = load_policy(find_configuration(config), pack, (), final=False)
    try:
        found = find_rule(policy.known, rule)
    except UnknownRule as unknown:
        hint = f"did you mean '{unknown.guess}'?" if unknown.guess else "'pmlint rules' lists them"
        raise Stop(f"no rule is called '{rule}'; {hint}") from None
    page = _page(found, _level(policy, found), policy.process, Style(is_colored(color)))
    sys.stdout.write("".join(f"{line}\n" for line in page))


def _level(policy: Policy, rule: Rule) -> LevelWord:
    """The level that the team has given a rule, or its own."""
    active = next((each for each in policy.rules if each.rule is rule), None)
    return (active.override or rule.level).value if active else "off"


def _page(rule: Rule, level: LevelWord, process: Process, style: Style) -> Iterator[str]:
    yield f"{style.paint(Tone.STRONG, plain(rule.id))} {style.paint(Tone.STRONG, plain(rule.name))}"
    yield from _paragraph(rule.summary)
    yield ""
    yield from _section("Why", rule.why, style)
    yield from _section("What to do", rule.fix, style)
    yield from _section("Level", _levels(rule, process), style)
    yield from _section("Source", _source(rule, process), style)
    for example in rule.examples:
        yield from _example(example, style)
    others = [word for word in get_args(LevelWord) if word != level]
    yield style.paint(Tone.STRONG, "Configure")
    yield "  # .pmlint.yaml"
    yield f"  levels: {{{plain(rule.name)}: {others[0]}}}   # now {level}; or {', '.join(others[1:])}"
    yield ""
    yield style.paint(Tone.STRONG, "Ignore")
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
        yield "  No comment in a document can ignore this rule; only the configuration can change its level."


def _source(rule: Rule, process: Process) -> str:
    """Who asks for it: a text of the process, with its address where it has one, or pmlint's authors."""
    said = rule.source
    if said.startswith(OWN):
        reason = said.removeprefix(OWN).lstrip(":. ").strip()
        return "pmlint's authors; the process itself does not say so" + (f". Their reason: {reason}" if reason else "")
    if rule.unverified:
        said += " (marked [Unverified] there: a default to change)"
    return f"{said}\n\n{process.source}" if "://" in process.source else said


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


def _section(title: str, text: str, style: Style) -> Iterator[str]:
    yield style.paint(Tone.STRONG, title)
    yield from _paragraph(text)
    yield ""


def _paragraph(text: str) -> Iterator[str]:
    for paragraph in text.strip().split("\n\n"):
        for line in textwrap.wrap(" ".join(paragraph.split()), WIDTH, break_long_words=False, break_on_hyphens=False):
            yield f"  {plain(line)}"


def _example(example: Example, style: Style) -> Iterator[str]:
    text = example.bad if example.bad is not None else example.good or ""
    word, tone = ("Bad", Tone.ERROR) if example.bad is not None else ("Good", Tone.GOOD)
    named = f" {plain(example.name)}" if example.name else ""
    asked = f" (checked at {plain(example.as_of)})" if example.as_of else ""
    yield f"{style.paint(tone, word)}{named}{asked}"
    yield from _lines(text, style)
    if example.beside is not None:
        yield "  beside another document"
        yield from _lines(example.beside, style)
    for path, content in (example.files or {}).items():
        yield f"  with the file {plain(path)}"
        yield from _lines(content, style)
    yield ""


def _lines(text: str, style: Style) -> Iterator[str]:
    for line in text.rstrip("\n").split("\n"):
        yield f"  {style.paint(Tone.FRAME, '|')} {plain(line)}".rstrip()
