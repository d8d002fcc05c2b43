"""Real documents in which text is hidden, beside the same without it: they say the same, and fail the same.

A case is a document, at times with a few lines less, so that something is missing which hidden text could fill in, and
hidden text in one place of it. It is made of its seed alone.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from pmlint.finding import Level
from pmlint.markdown import parse
from pmlint.model import Postmortem
from pmlint.read import read
from pmlint.report import ExitCode, Report
from pmlint.text import Source, Span, Text

from .dodge import faulty_documents
from .faults import EXAMPLE
from .hidden import CODE, FACTS, FORMS, MOST_FACTS, Edit
from .mutate import CORPUS, ROOT, documents
from .pipeline import NAME, judge, policy

OWN = ("rules/*/*.md", "tests/cases/**/*.md", "examples/incidents/*.md")

LONGEST = 20_000
"""Characters of a document: the longest of the corpus would take most of the time."""


class Named(NamedTuple):
    """A document, and what to call it."""

    name: str
    text: str


class Case(NamedTuple):
    """A document, and how text is hidden in it."""

    name: str
    form: str
    text: str
    edit: Edit

    @property
    def hiding(self) -> str:
        """The document with the hidden text."""
        return self.text[: self.edit.at] + self.edit.text + self.text[self.edit.at :]


@cache
def originals() -> tuple[tuple[Named, ...], ...]:
    """The documents by kind: the project's own, those in which a thing is missing, and the corpus where it lies."""
    files = sorted({file for pattern in OWN for file in ROOT.glob(pattern)})
    kinds = (
        [Named(file.relative_to(ROOT).as_posix(), file.read_text("utf-8")) for file in files],
        [Named(f"the example, {doc.name}", doc.text) for doc in faulty_documents()],
        [*_prone()],
        [Named(each.name, each.text) for each in documents()] if CORPUS.is_dir() else [],
    )
    return tuple(fit for kind in kinds if (fit := tuple(filter(_is_fit, kind))))


_METADATA = ("+++", "import ", "export ")
"""How front matter in TOML and the metadata of MDX begin: neither is Markdown, and both have to stand at the top."""


def _is_fit(doc: Named) -> bool:
    """Whether text can be put anywhere between the lines of a document."""
    return len(doc.text) <= LONGEST and "\r" not in doc.text and not doc.text.startswith(_METADATA)


def _prone() -> Iterator[Named]:
    """The project's example, written so that a fact hangs on what is said elsewhere in the document."""
    text = EXAMPLE.read_text("utf-8")
    bare = text[text.index("# FX") :]
    timeless = re.sub(r"2026-03-12T(\d\d:\d\d)Z", r"\1", bare).replace("Time (UTC)", "Time")
    undated = re.sub(r"(?:On )?12 March 2026|2026-03-1\d", "then", timeless)
    listed = re.sub(r"^\| (\d\d:\d\d) \| (.+) \| (.+) \|$", r"- \1 \2: \3", undated, flags=re.MULTILINE)
    named = (
        "### Preventive\n\n- Show more sources (Pool) - Issue: PAY-414 - Due: 2026-04-16\n- Page earlier (Ida)\n\n## 9."
    )
    yield Named("names", text[: text.index("### Preventive")] + named + text[text.index("## 9.") + len("## 9.") :])
    yield Named("severities", re.sub(r"^severity: .+\n|, declares Sev-2", "", text, flags=re.MULTILINE))
    yield Named("zones", timeless)
    yield Named("days", undated)
    yield Named("days of a list", listed.replace("| Time | Actor | Event |\n| --- | --- | --- |\n", ""))
    summary, cause = re.findall(r"^## [14]\. .+\n\n((?:.+\n)+)", text, re.MULTILINE)
    yield Named("copies", text.replace(cause, summary))
    yield Named("titles", bare[bare.index("\n") :])


def thinned(dice: random.Random, text: str) -> str:
    """A text without one to five of its lines, so that it says less; blank lines stay, as what they part does."""
    lines = text.split("\n")
    said = [index for index, line in enumerate(lines) if line.strip(" -")]
    gone = set(dice.sample(said, min(len(said), dice.randint(1, 5))))
    return "\n".join(line for index, line in enumerate(lines) if index not in gone)


def case(seed: int) -> Case:
    """The case of a seed; seeds that follow each other take the forms in turn."""
    dice = random.Random(seed)
    form = list(FORMS)[seed % len(FORMS)]
    while True:
        name, text = dice.choice(dice.choice(originals()))
        text = thinned(dice, text) if dice.random() < 0.5 else text
        document = parse(Source(NAME, text))
        facts = dice.sample(FACTS, dice.randint(1, MOST_FACTS))
        edit = FORMS[form](dice, document, facts)
        if edit is not None:
            return Case(name, form, text, edit)


def shown(seed: int) -> bytes:
    """The document of a seed, with the hidden text in it."""
    return case(seed).hiding.encode("utf-8")


# --- what has to hold ------------------------------------------------------------------------------------------------

_PLACES = ("source", "sightings", "ignores")
"""Parts of the model that are no facts: the text itself, where words of a section were seen, and comments to pmlint."""


def said(doc: Postmortem) -> dict[str, Any]:
    """The parts of a model by value: without places, and with blanks as a reader sees them."""
    return {part: _value(getattr(doc, part)) for part in doc._fields if part not in _PLACES}


def _value(part: object) -> object:
    if isinstance(part, Text):
        return " ".join(part.value.split())
    if isinstance(part, Span):
        return "a place"
    if isinstance(part, tuple) and hasattr(part, "_fields"):
        return {name: _value(value) for name, value in zip(part._fields, part, strict=True)}
    if isinstance(part, Sequence) and not isinstance(part, str):
        return [_value(each) for each in part]
    return part


UNKNOWN_KEY = frozenset({"front matter, a key nobody knows", "front matter, lines of such a key"})


def differences(hidden: Case) -> list[str]:
    """The parts of the model that hidden text changes, each before and after; and what the verdict lost by it."""
    before = read(Source(NAME, hidden.text), policy().vocabulary)
    after = read(Source(NAME, hidden.hiding), policy().vocabulary)
    around = _sections_around(before, hidden) if hidden.form in CODE else []
    old, new = said(before), said(after)
    if hidden.form in CODE:
        _excuse_code(old, new, around)
    if hidden.form in UNKNOWN_KEY:  # a severity under any key counts where it is graver: `tags: [sev-1]`
        old["incident"]["severities"] = new["incident"]["severities"] = None
    found = [f"{part}\n  before: {old[part]}\n  after:  {new[part]}" for part in old if old[part] != new[part]]
    silent = _OF_CONTENT if around else frozenset()
    return found + _lost(judge(hidden.text.encode()), judge(hidden.hiding.encode()), silent)


_OF_CONTENT = frozenset({"empty-section", "placeholder-section", "draft-overdue", "final-overdue"})
"""Rules that ask whether something stands in a section; code is something, such as a log or a configuration."""


def _sections_around(doc: Postmortem, hidden: Case) -> list[tuple[int, str | None]]:
    """The sections in which the text is hidden: which of the document's they are, and their ids.

    A body may end before that, where only what shows nothing stands between it and the next section.
    """
    at = hidden.edit.at
    starts = [section.span.start for section in doc.sections]
    return [
        (index, section.id)
        for index, section in enumerate(doc.sections)
        if section.span.end <= at and not any(section.body.end <= start < at for start in starts)
    ]


def _excuse_code(old: dict[str, Any], new: dict[str, Any], around: list[tuple[int, str | None]]) -> None:
    """Takes out of both models what code may change, as it shows."""
    for each in (old, new):  # it shows, so it may be told that it is read as no action
        del each["unlisted_work"]
    # Metrics and traces are often set as code: it adds evidence, and takes none away.
    new["evidence"] = [each for each in new["evidence"] if each in old["evidence"]]
    if any(section in policy().process.holding("events") for _, section in around):
        for model in (old, new):  # a timeline is often a log, and tells the day
            model["timeline"] = model["incident"]["dates"] = None
    for fact in ("statuses", "severities", "ids"):  # code may stand between a heading and the value below it
        facts = new["incident"][fact]
        old["incident"][fact] = [each for each in old["incident"][fact] if each in facts]
    for index, _ in around:
        for model in (old, new):  # a section with code in it says something
            model["sections"][index].update(says=None, filler=None)


def _lost(before: Report, after: Report, may_fall_silent: frozenset[str]) -> list[str]:
    """The findings that hidden text took away, by rule, and a failure that it turned into a pass."""
    gone = Counter(each.rule_name for each in before.findings) - Counter(each.rule_name for each in after.findings)
    lost = [f"lost: {count} of {rule}" for rule, count in gone.items() if rule not in may_fall_silent]
    passes = after.exit_code(Level.ERROR) is ExitCode.CLEAN and before.exit_code(Level.ERROR) is not ExitCode.CLEAN
    return [*lost, "the document passes"] if passes and not may_fall_silent else lost


def hold(seed: int) -> None:
    """Asserts that what is hidden in a document makes no fact, and takes no finding away."""
    found = case(seed)
    changed = differences(found)
    assert not changed, "\n".join([f"{found.form} in {found.name}: {found.edit.text!r}", *changed])
