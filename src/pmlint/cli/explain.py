"""`pmlint explain`: all of a rule."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args
from urllib.parse import quote

import click

from pmlint import __version__, packs
from pmlint.cli.configuration import find_configuration, load_policy, pack_files_of
from pmlint.cli.main import Stop
from pmlint.cli.options import color_option, config_option, is_colored, pack_option, terminal_width
from pmlint.escape import plain
from pmlint.finding import LevelWord
from pmlint.policy import Policy, UnknownRule, find_rule
from pmlint.process import Process
from pmlint.reporters.style import Style, Tone
from pmlint.reporters.wording import wrapped
from pmlint.rule import Example, Rule

WIDTH = 92
"""Columns of a page at most, which a narrower terminal has fewer of."""

PAGES = f"https://github.com/pmlint/pmlint/blob/v{__version__}/rules"
"""Where the files of the bundled packs are, which are the pages of their rules."""

OWN = "Ours"
"""How the source of a rule begins that no text of a process asks for."""


@click.command()
@click.argument("rule")
@config_option
@pack_option
@color_option
def explain(rule: str, config: str | None, pack: str | None, color: str) -> None:
    """Explain a rule: why, what to do, source, examples, settings.

    RULE is an ID or a name, such as PM201 or action-without-issue.
    """
    configuration = find_configuration(config)
    policy = load_policy(configuration, pack, (), final=False)
    try:
        found = find_rule(policy.known, rule)
    except UnknownRule as unknown:
        hint = f"did you mean '{unknown.guess}'?" if unknown.guess else "'pmlint rules' lists them"
        raise Stop(f"no rule is called '{rule}'; {hint}") from None
    file = packs.file_of_rule(pack_files_of(configuration, pack), found.name)
    page = _page(found, _level(policy, found), policy.process, file, _Paper(Style(is_colored(color)), terminal_width()))
    sys.stdout.write("".join(f"{line}\n" for line in page))


class _Paper(NamedTuple):
    """What a page is written on."""

    style: Style
    width: int | None

    def paragraphs(self, text: str) -> Iterator[str]:
        """The paragraphs of a text as lines that fit."""
        width = min(WIDTH, (self.width or WIDTH) - len("  "))
        for paragraph in text.strip().split("\n\n"):
            for line in wrapped(plain(" ".join(paragraph.split())), width):
                yield f"  {line}"

    def section(self, title: str, text: str) -> Iterator[str]:
        """A text below its title, and a blank line."""
        yield self.style.paint(Tone.STRONG, title)
        yield from self.paragraphs(text)
        yield ""


def address_of(file: Path) -> str:
    """Where everybody can read the file of a rule: on the web, if it is of a bundled pack, else on this machine."""
    folder = packs.bundled_folder()
    return f"{PAGES}/{quote(file.relative_to(folder).as_posix())}" if file.is_relative_to(folder) else str(file)


def _level(policy: Policy, rule: Rule) -> LevelWord:
    """The level that the team has given a rule, or its own."""
    active = next((each for each in policy.rules if each.rule is rule), None)
    return (active.override or rule.level).value if active else "off"


def _page(rule: Rule, level: LevelWord, process: Process, file: Path | None, paper: _Paper) -> Iterator[str]:
    style = paper.style
    yield f"{style.paint(Tone.STRONG, plain(rule.id))} {style.paint(Tone.STRONG, plain(rule.name))}"
    yield from paper.paragraphs(rule.summary)
    yield ""
    yield from paper.section("Why", rule.why)
    yield from paper.section("What to do", rule.fix)
    yield from paper.section("Level", _levels(rule, process))
    yield from paper.section("Source", _source(rule, process))
    if file:
        yield from paper.section("Page", address_of(file))
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
            yield f"  above the first section, for the whole document; at most {days} days ahead"
        else:
            yield "  one action at a time; ignore-file can't name this rule"
    else:
        said = "No comment in a document can ignore this rule; only the configuration can change its level."
        yield from paper.paragraphs(said)


def _source(rule: Rule, process: Process) -> str:
    """Who asks for it: a text of the process, with its address where it has one, or pmlint's authors."""
    said = rule.source
    if said.startswith(OWN):
        reason = said.removeprefix(OWN).lstrip(":. ").strip()
        return "pmlint's authors; the process does not ask for it" + (f". Their reason: {reason}" if reason else "")
    if rule.unverified:
        said += " (marked [Unverified] there: a default to change)"
    follows = f"The pack {process.name} ({process.title}) follows {process.source}" if process.source else ""
    return f"{said}\n\n{follows}"


def _levels(rule: Rule, process: Process) -> str:
    words = [rule.level.value]
    if rule.applies.severity:
        words.append("for " + ", ".join(map(process.severity, rule.applies.severity)))
    if rule.applies.draft:
        level = rule.applies.draft if rule.applies.draft == "off" else rule.applies.draft.value
        words.append(f"({level} while the document's status is draft)")
    if rule.applies.severity:
        otherwise = rule.applies.otherwise
        words.append(f"- {otherwise.value} for the others" if otherwise else "- off for the others")
    return " ".join(words)


def _example(example: Example, style: Style) -> Iterator[str]:
    text = example.bad if example.bad is not None else example.good or ""
    word, tone = ("Bad", Tone.ERROR) if example.bad is not None else ("Good", Tone.GOOD)
    named = f", in the file {plain(example.name)}" if example.name else ""
    asked = f" (checked at {plain(example.as_of)})" if example.as_of else ""
    yield f"{style.paint(tone, word)}{named}{asked}"
    yield from _lines(text, style)
    if example.beside is not None:
        yield "  next to another document"
        yield from _lines(example.beside, style)
    for path, content in (example.files or {}).items():
        yield f"  with the file {plain(path)}"
        yield from _lines(content, style)
    yield ""


def _lines(text: str, style: Style) -> Iterator[str]:
    for line in text.rstrip("\n").split("\n"):
        yield f"  {style.paint(Tone.FRAME, '|')} {plain(line)}".rstrip()
