"""The examples of a pack's rules, which are their tests: each is judged in its place, by all rules of the pack.

A part is judged inside the pack's example document, which keeps every rule. The clock is that of the example, else of
the example document: a week after its incident, when postmortems are read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from typing import NamedTuple

from pmlint.business_days import day_or_moment
from pmlint.check import Files, NoFiles, Presence
from pmlint.engine import lint, review
from pmlint.files import decode
from pmlint.finding import Finding, LevelWord, Remark
from pmlint.messages import check_message, kind_of
from pmlint.pack_files import Pack
from pmlint.policy import Policy, PolicyFile, make_policy
from pmlint.process_document import disagreements, hooks_of, meta_faults, read_parts, topics_of
from pmlint.read import read
from pmlint.rule import Example, Rule
from pmlint.text import Source, Span

FOLDER = "docs/incidents"
"""Where the documents of examples lie."""

HEAD = "head"
"""What an example calls all that stands before the first section."""

PROCESS, META, MESSAGE = "PROCESS.md", "PROCESS.meta.json", "message.txt"
"""The names of examples that are no postmortems: a process document, the data beside one, a message."""

BESIDE = "0-another.md"
"""The name of the other document of an example that has one: it comes before."""

_DAYS_LATER = 8
"""Days after the incident on which examples are judged: a week later a postmortem is to be there."""

_PLACE = re.compile(r"(-?[0-9]{1,6}):([0-9]{1,6})(?: (\S+))?")


class Place(NamedTuple):
    """Where a rule, by its ID, speaks: in lines and columns of an example's text."""

    line: int
    column: int
    rule: str

    def __str__(self) -> str:
        return f"{self.rule} at {self.line}:{self.column}"


class Mistake(NamedTuple):
    """What does not hold of an example, and at which key of it."""

    at: tuple[str | int, ...]
    message: str


class Unplaced(Exception):
    """An example can't be judged: which of its keys is wrong, and why."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


class MemoryFiles:
    """The files of an example by their paths from the root; `RepositoryFiles` is the real thing, and stricter."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def look(self, document: str, path: str) -> Presence | None:
        """What a path in a document leads to."""
        found = self._found(document, path)
        return "there" if any(each in self._files for each in found) else "missing" if found else "outside"

    def content(self, document: str, path: str, most: int) -> bytes | None:
        """What the file at a path holds."""
        texts = [self._files[each].encode() for each in self._found(document, path) if each in self._files]
        return next(iter(texts), None)

    def _found(self, document: str, path: str) -> list[str]:
        """Where a path leads inside the repository: from the document's folder, and from the root."""
        begins = ("",) if path.startswith("/") else (posixpath.dirname(document), "")
        places = [posixpath.normpath(posixpath.join(begin, path.lstrip("/"))) for begin in begins]
        return [place for place in places if not place.startswith("..")]


class Examples:
    """Judges the examples of a pack inside its example document; without one, only those that are whole documents.

    `today` is the day of the check where neither an example nor the example document has one.
    """

    def __init__(self, pack: Pack, document: str | None, today: date) -> None:
        self.pack = pack
        self.document = document
        self.today = today
        self.policy = cache(self._policy)

    @cached_property
    def parts(self) -> dict[str, str]:
        """The parts of the example document by what `part` calls them, in their order, each up to the next one."""
        if self.document is None:
            return {}
        doc = read(Source("example.md", self.document), self.pack.vocabulary)
        asked = {section.id for section in self.pack.process.sections}
        starts = {HEAD: 0}
        for section in sorted(doc.sections, key=lambda each: each.span):
            if section.id in asked and not section.nested:
                line = doc.source.position(section.span.start).line
                starts.setdefault(section.id or "", doc.source.offset(line))
        ends = [*list(starts.values())[1:], len(self.document)]
        return {part: self.document[start:end] for (part, start), end in zip(starts.items(), ends, strict=True)}

    @cached_property
    def day(self) -> date | None:
        """The day of the incident of the example document."""
        return None if self.document is None else self._day_of(self.document)

    def _day_of(self, text: str) -> date | None:
        return read(Source("-", text), self.pack.vocabulary).incident.day

    def _policy(self, final: bool, clock: bool) -> Policy:
        """All rules of the pack; without the clock, those that a document can break by its own words."""
        timed = {rule.id for rule in self.pack.rules if rule.applies.deadlines}
        off: dict[str, LevelWord] = {} if clock else dict.fromkeys(timed, "off")
        return make_policy(self.pack, PolicyFile(), off, final)

    def as_of(self, example: Example, text: str) -> date:
        """The day or moment of the check of an example. Raises `Unplaced`."""
        if example.as_of is None:
            day = self.day or self._day_of(text)
            return day + timedelta(_DAYS_LATER) if day else self.today
        as_of = day_or_moment(example.as_of)
        if as_of is None:
            raise Unplaced("as-of", f"'{example.as_of}' is not a day as YYYY-MM-DD, nor a time as YYYY-MM-DDTHH:MMZ")
        return as_of

    def name(self, example: Example) -> str:
        """The file name that an example is judged under."""
        return example.name or (f"{self.day}-example.md" if self.day else "example.md")

    def placed(self, text: str, part: str | None) -> tuple[str, int]:
        """The document that a text stands for, and how many lines of it stand before the text. Raises `Unplaced`."""
        if part is None:
            return text, 0
        if not self.parts:
            raise Unplaced("part", "a part is judged inside the pack's 'example.md', and there is none")
        names, ids = list(self.parts), part.split()
        if unknown := next((each for each in ids if each not in names), None):
            raise Unplaced("part", f"the pack's 'example.md' has no section '{unknown}'; it has {', '.join(names)}")
        replaced = [names.index(each) for each in ids]
        if not replaced or replaced != list(range(replaced[0], replaced[-1] + 1)):
            raise Unplaced("part", f"the sections '{part}' do not follow each other in the pack's 'example.md'")
        before = "".join(self.parts[each] for each in names[: replaced[0]])
        after = "".join(self.parts[each] for each in names[replaced[-1] + 1 :])
        return f"{before}{text.rstrip()}\n" + (f"\n{after}" if after else ""), before.count("\n")

    def reported(self, text: str, example: Example, *, final: bool = False) -> list[Finding]:
        """What is said of a whole text, with what an example lays around it; of one that stands beside it, nothing.

        Raises `Unplaced`.
        """
        name = self.name(example)
        if name in (PROCESS, META, MESSAGE):
            return self._reviewed(Source(name, text), example)
        texts = {name: text}
        if example.beside is not None:
            texts[BESIDE] = self.placed(example.beside, example.part)[0]
        inputs = [decode(f"{FOLDER}/{each}", content.encode()) for each, content in texts.items()]
        files: Files = NoFiles() if example.files is None else MemoryFiles(example.files)
        policy = self.policy(final, clock=example.as_of is not None)
        report = lint(inputs, policy, self.as_of(example, text), files=files)
        return [each for each in report.findings if each.source.path == f"{FOLDER}/{name}"]

    def _reviewed(self, source: Source, example: Example) -> list[Finding]:
        """What is said of a part of a process document, of the data beside one, or of a message."""
        policy = self.policy(final=False, clock=True)
        remarks = self._remarks(source, policy, example.files)
        return list(review([(source, remarks)], policy, self.as_of(example, "")).findings)

    def _remarks(self, source: Source, policy: Policy, files: Mapping[str, str] | None) -> list[Remark]:
        units = policy.process.words.times.units
        if source.path == META:
            runs = any("pmlint" in each for each in files.values()) if files else None
            return meta_faults(source, PROCESS, hooks_of(policy.process), policy.process.source, units, runs)
        if source.path == PROCESS:
            said = disagreements(read_parts(source), topics_of(policy.process), units)
            # That its other parts are missing would be said of every example: it is said of the document as a whole.
            return [each for each in said if each.kind != "missing part" or each.violation.span != Span(0, 0)]
        message = kind_of(source.text, policy.process)
        if message is None:
            raise Unplaced("name", "the text does not start like any message of the process")
        return check_message(source, message, policy.vocabulary)

    def left(self) -> list[Finding]:
        """What is said of the example document, which keeps every rule."""
        return [] if self.document is None else self.reported(self.document, Example())

    def found(self, example: Example) -> list[tuple[Place, Finding]]:
        """Where which rule speaks in the text of an example, and what it says. Raises `Unplaced`."""
        text, before = self.placed(text_of(example), example.part)
        found = self.reported(text, example)
        places = ((each.source.position(each.violation.span.start), each) for each in found)
        return [(Place(at.line - before, at.column, each.rule_id), each) for at, each in places]

    def mistakes(self, rule: Rule, example: Example) -> Iterator[Mistake]:
        """What does not hold of an example of a rule: how it is written, or else what is found in it."""
        wrong = list(self._miswritten(rule, example))
        yield from wrong
        if not wrong:
            try:
                yield from _differences(expected(rule, example), self.found(example), example)
            except Unplaced as unplaced:
                yield Mistake((unplaced.key,), str(unplaced))

    def _miswritten(self, rule: Rule, example: Example) -> Iterator[Mistake]:
        ids = {each.id for each in self.pack.rules}
        for index, written in enumerate(example.expect):
            place = _PLACE.fullmatch(written)
            if place is None:
                yield Mistake(("expect", index), f"'{written}' is not LINE:COLUMN, with or without an ID after it")
            elif place[3] and place[3] not in ids:
                yield Mistake(("expect", index), f"no rule of the pack has the ID '{place[3]}'")
        if (example.bad is None) == (example.good is None):
            yield Mistake((), "an example is either 'bad' or 'good'")
        elif example.good is not None and example.expect:
            yield Mistake(("expect",), "a 'good' example has no findings: leave 'expect' out, or make it bad")
        elif example.bad is not None and not any(place.rule == rule.id for place in expected(rule, example)):
            yield Mistake(("bad",), f'give the place of {rule.id}: expect: ["LINE:COLUMN"]')


def text_of(example: Example) -> str:
    """The text of an example, bad or good."""
    return example.bad if example.bad is not None else example.good or ""


def expected(rule: Rule, example: Example) -> list[Place]:
    """Where which rule has to speak in an example of a rule, in the order of `expect`."""
    places = map(_PLACE.fullmatch, example.expect)
    return [Place(int(each[1]), int(each[2]), each[3] or rule.id) for each in places if each]


def _differences(wanted: list[Place], found: list[tuple[Place, Finding]], example: Example) -> Iterator[Mistake]:
    """Where what is found in an example is not what is expected in it."""
    said = {place: finding.violation.message for place, finding in found}
    others = {place: message for place, message in said.items() if place not in wanted}
    for index, place in enumerate(wanted):
        if place not in said:
            elsewhere = [f"{each.line}:{each.column}" for each in others if each.rule == place.rule]
            but = f"it was found at {', '.join(elsewhere)}" if elsewhere else "it was not found"
            yield Mistake(("expect", index), f"expected {place}, but {but}")
    key = "bad" if example.bad is not None else "good"
    told = {place.rule for place in wanted if place not in said}
    for place, message in others.items():
        if place.rule not in told:
            yield Mistake((key,), f"found {place}, which was not expected: {message}")
