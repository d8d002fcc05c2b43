"""A new postmortem from the template of a process, with what is known of its incident filled in.

Where a template says the title, the severity, the day and the ID is told by the reader, so any template will do that
can be read; and what was filled in is read back, so that no document is made that says anything else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from pmlint.business_days import Calendar
from pmlint.checks.incident_ids import is_incident_id
from pmlint.forms.placeholders import GAPS
from pmlint.model import Postmortem, Severity, Stated, StatedDate
from pmlint.process import Process
from pmlint.read import read
from pmlint.text import Source, Span
from pmlint.vocabulary import Vocabulary

_BRACKETS = "{<>} "
_BRACE = re.compile(r"[{}]")
_MARKUP = re.compile(r"[\\`*_\[\]<>&~#|]")
_HOURS_OF_DAY = 24
_CALENDAR = Calendar()


class Known(NamedTuple):
    """What is known of an incident when its postmortem is begun."""

    title: str
    day: date
    severity: int | None = None
    """`None` in a process that has none."""
    id: str | None = None


class Scaffold(NamedTuple):
    """A document that is ready to be filled in."""

    text: str
    unplaced: tuple[str, ...]
    """What its template has no place for: `id`, `severity`, ..."""
    from_template: bool
    """Whether it is made of the template, and not of the process."""


class Misread(Exception):
    """What was to be filled in (`title`, `severity`, ...) would be read as something else, if as anything."""

    def __init__(self, what: str, read_as: str | None) -> None:
        super().__init__(what)
        self.what = what
        self.read_as = read_as


class _Edit(NamedTuple):
    """A part of the template, what is written in its place, and which facts that says."""

    span: Span
    new: str
    says: tuple[str, ...]


def scaffold(
    template: str | None, known: Known, vocabulary: Vocabulary, name: str, calendar: Calendar = _CALENDAR
) -> Scaffold:
    """The postmortem of an incident, to be written to a file of some name. Raises `Misread`.

    A template that has no title, or other sections than the process, or whose facts would be misread, gives way to one
    that is made of the process.
    """
    process = vocabulary.process
    facts = _facts(known, process)
    misread = None
    for written in (template, _template(process)):
        plan = read(Source(name, written or ""), vocabulary)
        if written is template and not _fits(plan, process):
            continue
        for escaped in (str, _escaped):
            edits = [*_edits(plan, facts, vocabulary, escaped), *_deadlines(plan, known, process, calendar)]
            said = {fact: facts[fact] for edit in edits for fact in edit.says}
            text = _edited(plan.source.text, edits)
            misread = _misread(read(Source(name, text), vocabulary), plan, said, vocabulary)
            if misread is None:
                return Scaffold(text, tuple(sorted(facts.keys() - said.keys())), written is template)
    assert misread is not None
    raise misread


def template_of(vocabulary: Vocabulary) -> str | None:
    """A template made of what a process says of its documents, if it is read with the sections of the process."""
    for escaped in (str, _escaped):
        text = _template(vocabulary.process, escaped)
        if _fits(read(Source("template.md", text), vocabulary), vocabulary.process):
            return text
    return None


def _facts(known: Known, process: Process) -> dict[str, str]:
    """What is known, as a document of the process writes it."""
    severity = None if known.severity is None else process.severity(known.severity)
    facts = {"title": known.title, "severity": severity, "date": known.day.isoformat(), "id": known.id}
    return {fact: value for fact, value in facts.items() if value is not None}


def _fits(plan: Postmortem, process: Process) -> bool:
    """Whether a template has a title, and the sections of the process, but for optional ones."""
    outline = _outline(plan)
    asked = [each.id for each in process.sections if not each.optional or each.id in outline]
    return plan.title is not None and outline == asked


def _outline(doc: Postmortem) -> list[str]:
    return [section.id for section in doc.sections if section.id and not section.nested]


def _edits(
    plan: Postmortem, facts: dict[str, str], vocabulary: Vocabulary, escaped: Callable[[str], str]
) -> Iterator[_Edit]:
    """Where the template leaves the facts open, and what is written there."""
    assert plan.title is not None
    template, title = plan.source.text, plan.title
    in_front = plan.why_title.form == "front matter"
    written = title.value if in_front else plan.source.slice(title.span)
    yield _edit(template, title.span, *_titled(written, facts, vocabulary, str if in_front else escaped), in_front)
    dates = [each for each in plan.incident.dates if each.day is None]
    blanks: list[tuple[str, Stated | Severity | StatedDate]] = [
        *(("severity", each) for each in plan.incident.severities if each.level is None),
        *(("id", each) for each in plan.incident.ids if not is_incident_id(each.text.value, vocabulary)),
        *(("date", each) for each in dates[:1]),  # the others are those of a start or an end
    ]
    for fact, each in blanks:
        if fact in facts and not title.span.holds(each.text.span):
            in_front = each.said_in == "front matter"
            value = facts[fact] if in_front else escaped(facts[fact])
            yield _edit(template, each.text.span, value, (fact,), in_front)


def _edit(template: str, span: Span, value: str, says: tuple[str, ...], in_front: bool) -> _Edit:
    """A value in its place: in the front matter as a string of YAML, quotes included; apart from a label's colon."""
    if in_front:
        value = json.dumps(value, ensure_ascii=False)
        if template[span.start - 1 : span.start] + template[span.end : span.end + 1] in ('""', "''"):
            span = Span(span.start - 1, span.end + 1)
    if span.start == span.end:  # an empty value, or a gap that is a tag to Markdown, and shows nothing
        value = value if template[: span.start].endswith(" ") else f" {value}"
        tag = GAPS.match(template, span.end)
        span = Span(span.start, tag.end() if tag else span.end)
    return _Edit(span, value, says)


def _titled(
    written: str, facts: dict[str, str], vocabulary: Vocabulary, escaped: Callable[[str], str]
) -> tuple[str, tuple[str, ...]]:
    """A title with its gaps filled in, as far as they are known, and what it says then.

    A gap is what its words name as a field; of the others the first is for the title, and a second for the ID. A title
    without such a gap is replaced.
    """
    unnamed = iter(("title", "id"))
    says = []

    def filled(gap: re.Match[str]) -> str:
        field = vocabulary.field(gap[0].strip(_BRACKETS))
        fact = field if field in facts else next(unnamed, "")
        if fact not in facts:
            return gap[0]
        says.append(fact)
        return escaped(facts[fact])

    title = GAPS.sub(filled, written)
    return (title, tuple(says)) if "title" in says else (escaped(facts["title"]), ("title",))


def _escaped(text: str) -> str:
    """A text as Markdown that shows just that."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _edited(template: str, edits: Iterable[_Edit]) -> str:
    for span, new, _ in sorted(edits, reverse=True):
        template = template[: span.start] + new + template[span.end :]
    return template


def _misread(doc: Postmortem, plan: Postmortem, said: dict[str, str], vocabulary: Vocabulary) -> Misread | None:
    """What of the facts that a document says is read as something else."""
    assert plan.title is not None
    title, _ = _titled(plan.title.value, said, vocabulary, str)
    if _outline(doc) != _outline(plan):  # the title, which is all that is free text, was taken for a section
        return Misread("title", None)
    meant = {**said, "title": title}
    found = _understood(doc, meant, vocabulary)
    return next((Misread(fact, found[fact]) for fact in said if found[fact] != meant[fact]), None)


def _understood(doc: Postmortem, meant: dict[str, str], vocabulary: Vocabulary) -> dict[str, str | None]:
    """The facts as a document is read, as `_facts` writes them; of several IDs one that is not meant."""
    incident = doc.incident
    level = incident.severity.level if incident.severity else None
    given = meant.get("id", "")
    other = next((each.text.value for each in incident.ids if each.text.value != given), None)
    return {
        "title": doc.title.value if doc.title else None,
        "severity": None if level is None else vocabulary.process.severity(level),
        "date": incident.day.isoformat() if incident.day else None,
        "id": given if other is None and is_incident_id(given, vocabulary) else other,
    }


def _deadlines(plan: Postmortem, known: Known, process: Process, calendar: Calendar) -> Iterator[_Edit]:
    """Until when the postmortem is due, as a comment before the first section: for who writes it, not for who reads."""
    due = "; ".join(_due(known, process, calendar))
    first = next((section for section in plan.sections if section.id), None)
    if due and first:
        source = plan.source
        at = source.offset(source.position(first.span.start).line)
        yield _Edit(Span(at, at), f"<!-- Due: {due.replace('--', '- -')}. -->\n\n", ())


def _due(known: Known, process: Process, calendar: Calendar) -> Iterator[str]:
    own = next((each.postmortem_due for each in process.severities if each.level == known.severity), None)
    if own:
        yield own.text
    draft, final = process.deadlines.draft_hours, process.final_due(known.severity or process.most_severe)
    if draft:
        yield f"draft by {known.day + timedelta(ceil(draft.value / _HOURS_OF_DAY))} ({draft.value} hours)"
    if final:
        yield f"final by {final.day(known.day, calendar)} ({final.told()})"


def _template(process: Process, escaped: Callable[[str], str] = str) -> str:
    """A template made of what the process says of its documents."""
    names = {fact: process.words.fields[fact][0].lower() for fact in ("id", "severity", "date", "status")}
    lines = ["---", f'{names["id"]}: "{{INCIDENT_ID}}"']
    if process.severities:
        lines.append(f'{names["severity"]}: "{{SEV}}"')
    lines += [f'{names["date"]}: "{{YYYY-MM-DD}}"', f"{names['status']}: {process.words.draft[0]}", "---", ""]
    lines.append("# {what users met, in a few words}")
    for section in process.sections:
        lines += ["", f"## {escaped(section.heading)}", "", _gap(escaped(section.guidance))]
        for group in process.action_groups if section.holds == "actions" else ():
            lines += ["", f"### {escaped(group.title)}", "", _gap(escaped(group.guidance))]
    return "".join(f"{line}\n" for line in lines)


def _gap(guidance: str) -> str:
    return f"{{{_BRACE.sub('', guidance) or '...'}}}"
