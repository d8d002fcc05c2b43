"""Cosmetic edits: what somebody does to a postmortem that fails, instead of writing what is missing.

A document with one fault is cut in three: what stands before the place where something is missing, what is written
there (nothing, or a filler), and what stands behind. Edits dress the filler, put other costumes and hidden words beside
it, and change the looks of the rest. None of them adds the missing fact where a reader could see it, so none of them
may turn the failure into a pass. Last of all, what is missing is said where no reader sees it. A chain of edits is made
of its seed alone.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from functools import cache

from pmlint.finding import Level
from pmlint.markdown import parse
from pmlint.report import ExitCode
from pmlint.text import Source

from .cosmetics import EDITS, Faulty, line_ends
from .faults import EXAMPLE, faulty, with_one_action, without_section_5
from .hidden import CODE, FACTS, FORMS, MOST_FACTS
from .pipeline import judge

MOST_EDITS = 6

MOST_HIDDEN = 2
"""Places where facts are hidden in one document."""

SHARE_BY_GRAMMAR = 0.7
"""The part of the documents whose fault is written by grammar; the others have one of the lists below."""

NO_TEXT = ("", "TBD", "TODO", "N/A", "to be written", "...", "???", "-", "See above.", "FIXME", "Coming soon.", "XXX")
NOBODY = ("", "TBD", "someone", "the team", "unassigned", "nobody", "?", "everyone", "n/a", "@everyone", "on-call")
NO_ISSUE = ("", "TBD", "none", "?", "n/a", "to be filed", "ticket", "XXX-123", "-")
NO_DAY = ("", "TBD", "soon", "ASAP", "ongoing", "Q3", "next sprint", "?", "05/06/2026", "end of month", "2026-02-30")
NO_SEVERITY = ("", "TBD", "high-ish", "Sev-?", "Sev-0", "none", "unknown", "Sev-2.5", "see above")
NO_SIGNATURE = ("", "TBD", "- Incident Commander: TBD", "- [ ] Incident Commander:", "Approved by:", "- Owner: someone")


@cache
def faulty_documents() -> tuple[Faulty, ...]:
    """The project's own example with one thing taken out of it, in every way in which it can be missing."""
    text = with_one_action(EXAMPLE.read_text("utf-8"))
    found = [*_sections(text), *_fields(text), *_severities(text)]
    return tuple(found)


def _sections(text: str) -> list[Faulty]:
    heads = list(re.finditer(r"^## (.+)\n", text, re.MULTILINE))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    found = []
    for head, end in zip(heads, ends, strict=True):
        before, after = text[: head.end()] + "\n", "\n\n" + text[end:]
        fillers = NO_SIGNATURE if "Sign-off" in head[1] else NO_TEXT
        found += [Faulty(f"{head[1]}: {filler!r}", before, filler, after, False) for filler in fillers]
        found.append(Faulty(f"without {head[1]}", text[: head.start()], "", text[end:], False))
    return found


_ROW = "| Convert rates of the second source once | Tomas Lind | PAY-411 | 2026-03-26 |"


def _fields(text: str) -> list[Faulty]:
    start = text.index("| Convert rates")
    row = text[start : text.index("\n", start)]
    before, after = text[:start], text[start + len(row) :]
    found = []
    for value, fillers in (("Tomas Lind", NOBODY), ("PAY-411", NO_ISSUE), ("2026-03-26", NO_DAY)):
        at = _ROW.index(value)
        first, last = before + _ROW[:at], _ROW[at + len(value) :] + after
        found += [Faulty(f"{filler!r} for {value}", first, filler, last, True) for filler in fillers]
    return found


def _severities(text: str) -> list[Faulty]:
    start = text.index("Sev-2")
    return [
        Faulty(
            f"severity {filler!r}", text[:start], filler, without_section_5(text[start + len("Sev-2") :]), True, True
        )
        for filler in NO_SEVERITY
    ]


def hide_facts(dice: random.Random, doc: Faulty) -> Faulty:
    """The document with facts where no reader sees them, beside or inside of what is written.

    Code shows, so it would fill an empty section.
    """
    hide = FORMS[dice.choice([form for form in FORMS if doc.inline or form not in CODE])]
    facts = dice.sample(FACTS, dice.randint(1, MOST_FACTS))
    edit = hide(dice, parse(Source("", doc.text)), facts)
    behind = edit.at - len(doc.before) - len(doc.filler) if edit else -1
    if edit and edit.at <= len(doc.before):
        return replace(doc, before=doc.before[: edit.at] + edit.text + doc.before[edit.at :])
    if edit and behind >= 0:
        return replace(doc, after=doc.after[:behind] + edit.text + doc.after[behind:])
    return doc


@dataclass(frozen=True, slots=True)
class Chain:
    """A faulty document after some edits."""

    fault: str
    edits: tuple[str, ...]
    text: str


def chain(seed: int) -> Chain:
    """The chain of a seed."""
    dice = random.Random(seed)
    return dodged(dice, faulty(dice) if dice.random() < SHARE_BY_GRAMMAR else dice.choice(faulty_documents()))


def dodged(dice: random.Random, doc: Faulty) -> Chain:
    """A faulty document after a chain of edits."""
    fault, names = doc.name, []
    for _ in range(dice.randint(1, MOST_EDITS)):
        name, edit = dice.choice(EDITS)
        changed = edit(dice, doc)
        if changed.text != doc.text:
            names.append(name)
        doc = changed
    for _ in range(dice.randint(0, MOST_HIDDEN)):  # edits of the looks behind it might show what is hidden
        changed = hide_facts(dice, doc)
        if changed.text != doc.text:
            names.append(hide_facts.__name__)
        doc = changed
    if dice.random() < 0.05:
        doc = line_ends(dice, doc)
    return Chain(fault, tuple(names), doc.text)


def shown(seed: int) -> bytes:
    """The document that a chain ends with."""
    return chain(seed).text.encode("utf-8")


def hold(seed: int) -> None:
    """Asserts that a chain does not pass."""
    found = chain(seed)
    report = judge(found.text.encode("utf-8"))
    assert report.exit_code(Level.ERROR) is not ExitCode.CLEAN, f"passes: {found.fault}, {', '.join(found.edits)}"
