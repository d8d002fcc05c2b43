"""Honest variation: what teams write differently from one another, each right by the same process.

A document that passes is taken apart, and its parts are written anew in other styles: its severity, its actions, its
sign-off, what is pasted into its sections, its headings. No chain of that may make it fail. What a variation writes
comes from `grammars/honest.txt`; a chain is made of its seed alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from pmlint.finding import Level
from pmlint.report import ExitCode

from .faults import EXAMPLE
from .grammar import Grammar, grammar
from .pipeline import judge

FOLDER = Path(__file__).parent / "honest_documents"

MOST_VARIATIONS = 8


@cache
def grammar_of_honesty() -> Grammar:
    return grammar("common", "honest")


def fill(dice: random.Random, name: str, **given: str) -> str:
    return grammar_of_honesty().fill(dice, name, **given)


@dataclass(frozen=True, slots=True)
class Doc:
    """A document in parts: what stands above the first section, and the sections, each with its heading.

    `whole` where all ten sections of the template are there, in its order.
    """

    name: str
    head: str
    sections: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return len(self.sections) >= len(TEMPLATE)

    @property
    def text(self) -> str:
        return self.head + "".join(self.sections)

    def with_section(self, index: int, text: str) -> Doc:
        return replace(self, sections=(*self.sections[:index], text, *self.sections[index + 1 :]))

    def with_body(self, index: int, body: str) -> Doc:
        heading = self.sections[index].partition("\n")[0]
        return self.with_section(index, f"{heading}\n\n{body}\n\n")


TEMPLATE = ("summary", "impact", "timeline", "cause", "factors", "detection", "worked", "actions", "attachments", "end")
"""The sections of the template in their order, by the names that the grammar has for them."""

TIMELINE, ACTIONS, SIGN_OFF = (TEMPLATE.index(name) for name in ("timeline", "actions", "end"))


@cache
def documents() -> tuple[Doc, ...]:
    """The honest documents that are varied."""
    return tuple(_taken_apart(path) for path in (EXAMPLE, *sorted(FOLDER.glob("*.md"))))


def _taken_apart(path: Path) -> Doc:
    head, *sections = re.split(r"^(?=## )", path.read_text("utf-8"), flags=re.MULTILINE)
    return Doc(path.stem, head, tuple(section.rstrip() + "\n\n" for section in sections))


Variation = Callable[[random.Random, Doc], Doc]


# --- the head --------------------------------------------------------------------------------------------------------


def _severity(dice: random.Random, doc: Doc) -> str:
    return fill(dice, "severity_grave" if doc.whole else "severity_mild")


def severity_in_other_words(dice: random.Random, doc: Doc) -> Doc:
    value = _severity(dice, doc)
    written = dice.choice((f"'{value}'", f'"{value}"', value))
    return replace(doc, head=re.sub(r"^severity: .*$", f"severity: {written}", doc.head, flags=re.MULTILINE))


def remark_behind_the_severity(dice: random.Random, doc: Doc) -> Doc:
    remark = dice.choice((" # raised from Sev-4 at 08:10", " # see the matrix", "  # as declared"))
    return replace(doc, head=re.sub(r"^(severity: [^#\n]*)$", rf"\1{remark}", doc.head, flags=re.MULTILINE))


def head_without_front_matter(dice: random.Random, doc: Doc) -> Doc:
    title = re.search(r"^# .*$", doc.head, re.MULTILINE)
    assert title
    return replace(doc, head=f"{title[0]}\n\n{fill(dice, 'head', severity=_severity(dice, doc))}\n\n")


def more_front_matter(dice: random.Random, doc: Doc) -> Doc:
    line = fill(dice, "front_line")
    key = line.partition(":")[0]
    if not doc.head.startswith("---\n") or f"\n{key}:" in doc.head:
        return doc
    return replace(doc, head=f"---\n{line}\n{doc.head[4:]}")


def title_in_another_form(dice: random.Random, doc: Doc) -> Doc:
    form = dice.choice((r"# Postmortem: \1", r"# Incident report: \1", r"# \1 ✈️", r"# 2026-03-12 - \1", r"# \1 #"))
    return replace(doc, head=re.sub(r"^# (.*)$", form, doc.head, flags=re.MULTILINE))


# --- sections of prose -----------------------------------------------------------------------------------------------


def _prose(doc: Doc) -> list[int]:
    """The sections in which prose stands."""
    taken = {TIMELINE, ACTIONS, SIGN_OFF} if doc.whole else set()
    return [index for index in range(min(len(doc.sections), len(TEMPLATE))) if index not in taken]


def _behind(dice: random.Random, doc: Doc, block: str) -> Doc:
    index = dice.choice(_prose(doc))
    return doc.with_section(index, f"{doc.sections[index]}{block}\n\n")


def paste_evidence(dice: random.Random, doc: Doc) -> Doc:
    """An alert, a log, a vendor's notice, a CVE, other incidents: their severities are not the document's."""
    return _behind(dice, doc, fill(dice, "evidence"))


def say_more(dice: random.Random, doc: Doc) -> Doc:
    return _behind(dice, doc, fill(dice, "addition"))


def say_it_shortly(dice: random.Random, doc: Doc) -> Doc:
    """One sentence for a section."""
    index = dice.choice(_prose(doc))
    return doc.with_body(index, fill(dice, f"short_{TEMPLATE[index]}")) if doc.whole else doc


def keep_the_guidance(dice: random.Random, doc: Doc) -> Doc:
    """The template's words above what was written."""
    index = dice.choice(_prose(doc))
    body = doc.sections[index].split("\n", 1)[1].strip()
    return doc.with_body(index, f"{fill(dice, 'kept_guidance')}\n\n{body}")


def more_sections(dice: random.Random, doc: Doc) -> Doc:
    more = fill(dice, "more") + "\n\n"
    if any(section.startswith(more.partition("\n")[0]) for section in doc.sections):
        return doc
    return replace(doc, sections=(*doc.sections, more))


# --- actions ---------------------------------------------------------------------------------------------------------

FIRST_DAY = date(2026, 3, 20)
MONTHS = {3: ("März", "mars", "marzo"), 4: ("April", "avril", "abril"), 5: ("Mai", "mai", "mayo")}


def days(dice: random.Random) -> dict[str, str]:
    """The slots of one day in the forms of some languages, and of an earlier one."""
    day = FIRST_DAY + timedelta(dice.randrange(1, 60))
    german, french, spanish = MONTHS[day.month]
    return {
        "day": str(day),
        "earlier_day": str(day - timedelta(dice.randrange(1, 8))),
        "weekday": f"{day:%A}",
        "day_in_words": f"{day.day} {day:%B %Y}",
        "day_american": f"{day:%B} {day.day}, {day.year}",
        "day_short": f"{day:%d-%b-%Y}",
        "day_german": f"{day.day}. {german} {day.year}",
        "day_french": f"{day.day} {french} {day.year}",
        "day_spanish": f"{day.day} de {spanish} de {day.year}",
        "day_japanese": f"{day.year}年{day.month}月{day.day}日",
    }


TABLES = (
    ("| Action | Owner | Issue | Due |", "| {work} | {owner} | {issue} | {due} |"),
    ("| # | Ticket | What | Who | By when |", "| {n} | {issue} | {work} | {owner} | {due} |"),
    ("| Item | DRI | JIRA | ETA |", "| {work} | {owner} | {issue} | {due} |"),
    ("| Action | Owner | Team | Issue | Due |", "| {work} | {owner} | Feeds | {issue} | {due} |"),
    ("| Action | Owner | Issue | Created | Due |", "| {work} | {owner} | {issue} | 2026-03-13 | {due} |"),
    ("| Action | Owner | Issue | Due | How we verify |", "| {work} | {owner} | {issue} | {due} | in the next drill |"),
    ("| Maßnahme | Verantwortlich | Ticket | Fällig am |", "| {work} | {owner} | {issue} | {due} |"),
    ("| 対策 | 担当者 | チケット | 期限 |", "| {work} | {owner} | {issue} | {due} |"),
)
"""A header, and a row for each action."""

LISTS = (
    "- [ ] {work} - Owner: {owner} - Issue: {issue} - Due: {due}",
    "- {work} (owner: {owner}, issue: {issue}, due: {due})",
    "- {work}; Owner: {owner}; Issue: {issue}; Due: {due}",
    "- **{work}**\n  - **Owner**: {owner}\n  - **Ticket**: {issue}\n  - **Due date**: {due}",
    "- {work}\n  - Owner: {owner}\n  - Issue: {issue}\n  - Due: {due}\n  - {result}",
    "- [ ] {work} - Owner: {owner} - Issue: {issue} - Due: {due}\n  - {result}\n  - {result}",
    "- {work}<br>Owner: {owner}<br>Issue: {issue}<br>Due: {due}",
    "1. {work}. Owner: {owner}. Issue: {issue}. Due: {due}.",
    "* [ ] {work} — owner: {owner} — issue: {issue} — due: {due}",
)


def _action(dice: random.Random, form: str, n: int, *, listed: bool, done: bool) -> str:
    days_of_it = days(dice)
    kind = "_in_list" if listed else ""
    return form.format(
        n=n,
        work=fill(dice, "work"),
        owner=fill(dice, f"owner{kind}"),
        issue=fill(dice, "issue_done" if done else f"issue{kind}", n=str(410 + n)),
        due=fill(dice, "due_done" if done else "due", **days_of_it),
        result=fill(dice, "result"),
    )


def _actions(dice: random.Random, first: int) -> str:
    """One to three actions in one form, with what may stand around them."""
    numbers = range(first, first + dice.randint(1, 3))
    done = dice.random() < 0.2
    if dice.random() < 0.5:
        header, form = dice.choice(TABLES)
        rows = [_action(dice, form, n, listed=False, done=done) for n in numbers]
        rule = re.sub(r"[^|]+", " --- ", header)
        written = "\n".join((header, rule, *rows))
    else:
        form = dice.choice(LISTS)
        if done:
            form = form.replace("[ ]", "[x]")
        written = "\n".join(_action(dice, form, n, listed=True, done=done) for n in numbers)
    return "\n\n".join(filter(None, (fill(dice, "actions_intro"), written, fill(dice, "actions_outro"))))


def _group(doc: Doc, group: int, body: str) -> Doc:
    """The document with another text in one of the three groups of actions."""
    head, *groups = re.split(r"^(?=### )", doc.sections[ACTIONS], flags=re.MULTILINE)
    if len(groups) < 3:
        return doc
    heading = groups[group].partition("\n")[0]
    groups[group] = f"{heading}\n\n{body}\n\n"
    return doc.with_section(ACTIONS, head + "".join(groups))


def other_corrective_actions(dice: random.Random, doc: Doc) -> Doc:
    return _group(doc, 1, _actions(dice, 10)) if doc.whole else doc


def other_preventive_actions(dice: random.Random, doc: Doc) -> Doc:
    text = fill(dice, "nothing_preventive") if dice.random() < 0.2 else _actions(dice, 20)
    return _group(doc, 2, text) if doc.whole else doc


def other_immediate_actions(dice: random.Random, doc: Doc) -> Doc:
    return _group(doc, 0, fill(dice, "immediate")) if doc.whole else doc


def other_actions(dice: random.Random, doc: Doc) -> Doc:
    """All groups in one table or list, or under headings of another form."""
    return doc.with_body(ACTIONS, fill(dice, "one_table")) if doc.whole else doc


def let_off(dice: random.Random, doc: Doc) -> Doc:
    """An action more, which has no issue, and says why."""
    return doc.with_section(ACTIONS, f"{doc.sections[ACTIONS]}{fill(dice, 'let_off')}\n\n") if doc.whole else doc


def other_timeline(dice: random.Random, doc: Doc) -> Doc:
    return doc.with_body(TIMELINE, fill(dice, "timeline")) if doc.whole else doc


# --- the sign-off ----------------------------------------------------------------------------------------------------


def other_sign_off(dice: random.Random, doc: Doc) -> Doc:
    return doc.with_body(SIGN_OFF, fill(dice, "signed")) if doc.whole else doc


# --- looks -----------------------------------------------------------------------------------------------------------

HEADINGS = (
    (r"^(## )(?:\d+\. )?(.*)$", (r"\1\2", r"\1\2 ##", r"\1\2:", r"\1🔎 \2", r'\1<a id="x"></a>\2', r"\1**\2**")),
    (r"^(## )(\d+)\. (.*)$", (r"\1\2) \3", r"\1\2 - \3", r"\1\2.\3", r"\1\3", r"\1\2. \3 {#s\2}")),
    (r"^## (?:\d+\. )?(.*)$", (r"\1\n---", r"## \1  ")),
)
"""What headings look like: a pattern, and what may stand in its place."""


def other_headings(dice: random.Random, doc: Doc) -> Doc:
    pattern, forms = dice.choice(HEADINGS)
    form = dice.choice(forms)
    count = min(len(doc.sections), len(TEMPLATE))
    changed = (re.sub(pattern, form, section, count=1, flags=re.MULTILINE) for section in doc.sections[:count])
    return replace(doc, sections=(*changed, *doc.sections[count:]))


def rules_between_sections(_: random.Random, doc: Doc) -> Doc:
    return replace(doc, sections=tuple(f"{section}---\n\n" for section in doc.sections))


def typography(dice: random.Random, doc: Doc) -> Doc:
    old, new = dice.choice((("'", "’"), (" - ", " – "), ("&", "&amp;"), ("\n- ", "\n* "), ("\n\n", "\n\n\n")))
    return replace(doc, sections=tuple(section.replace(old, new) for section in doc.sections))


VARIATIONS: Sequence[Variation] = (
    *(severity_in_other_words, remark_behind_the_severity, head_without_front_matter, more_front_matter),
    *(title_in_another_form, more_front_matter, more_sections, more_sections, keep_the_guidance),
    *(paste_evidence, paste_evidence, say_more, say_more, say_more, say_it_shortly, say_it_shortly),
    *(other_corrective_actions, other_preventive_actions, other_immediate_actions, other_sign_off),
    *(other_corrective_actions, other_preventive_actions, other_actions, let_off, other_timeline, other_sign_off),
)
"""A variation that many texts are of stands here more than once."""

LOOKS: Sequence[Variation] = (other_headings, rules_between_sections, typography)
"""What changes the looks of all, after the rest: a section that is written anew keeps the first line of its heading."""


@dataclass(frozen=True, slots=True)
class Chain:
    """An honest document after some variations."""

    document: str
    variations: tuple[str, ...]
    text: str


def chain(seed: int) -> Chain:
    """The chain of a seed."""
    dice = random.Random(seed)
    doc = dice.choice(documents())
    name = doc.name
    chosen = dice.sample(VARIATIONS, dice.randint(1, MOST_VARIATIONS)) + dice.sample(LOOKS, dice.randint(0, len(LOOKS)))
    for variation in chosen:
        doc = variation(dice, doc)
    text = doc.text
    if dice.random() < 0.1:
        text = dice.choice(("\ufeff" + text, text.replace("\n", "\r\n"), text.rstrip("\n")))
    return Chain(name, tuple(variation.__name__ for variation in chosen), text)


def shown(seed: int) -> bytes:
    """The document that a chain ends with."""
    return chain(seed).text.encode("utf-8")


def hold(seed: int) -> None:
    """Asserts that a chain passes."""
    found = chain(seed)
    report = judge(found.text.encode("utf-8"))
    errors = [
        f"{finding.rule_id} {finding.violation.message}" for finding in report.findings if finding.level is Level.ERROR
    ]
    assert report.exit_code(Level.ERROR) is ExitCode.CLEAN, f"{found.document}, {', '.join(found.variations)}: {errors}"
