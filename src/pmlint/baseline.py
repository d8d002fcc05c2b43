"""The baseline: which findings were there when a team began, so that only new ones fail a run.

An entry is a document, a rule and a fingerprint, which is what the finding is about: so it is found again when lines
have moved. A document that lies at its path no more is looked for among those that have no entries: the one that has
half of its lines is the same under a new name. What was found as often as the entries say is known; the rest is new.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pmlint.data_fault import DataFault, DataFaults
from pmlint.escape import json_text
from pmlint.finding import Finding, Remark, Subject, Violation
from pmlint.likeness import renamed, sketch
from pmlint.report import Report
from pmlint.schema import validated
from pmlint.text import Source, Span

FILE = ".pmlint-baseline.json"
"""The baseline of a repository, in its root."""

LARGEST = 16 * 1024 * 1024
"""Bytes of a baseline that are read: that of 231 real postmortems with 5,000 findings has 0.4 MB."""

VERSION = 1
"""The form of the file."""

LONGEST = 120
"""Characters of a fingerprint; a hash stands for the rest, as what a document writes has no end."""

_DIGITS = 12
"""Hexadecimal digits of that hash."""


class Entry(NamedTuple):
    """A finding that was there: of which document, by its path from the root, and of which rule."""

    path: str
    rule: str
    fingerprint: str


class Baseline(NamedTuple):
    """The entries, each as often as it was found, and a sketch of each document by its path."""

    entries: Counter[Entry]
    sketches: Mapping[str, str]

    def moved(self, now: Mapping[str, str]) -> Baseline:
        """The same with documents at new paths, which `now` tells by the old ones."""
        entries = {each._replace(path=now.get(each.path, each.path)): times for each, times in self.entries.items()}
        return Baseline(Counter(entries), {now.get(path, path): lines for path, lines in self.sketches.items()})


EMPTY = Baseline(Counter(), {})


class Document(NamedTuple):
    """A document of a run: its path from the root, its text, and which rules could speak of it."""

    path: str
    text: str
    silent: frozenset[str] = frozenset()
    """The rules that are off for it."""
    whole: bool = True
    """Whether it was read whole; else nothing is known of what is not found in it."""


class Matched(NamedTuple):
    """What a baseline says of a run: the report without what it knows, and what became of its entries."""

    report: Report
    stale: Counter[Entry]
    """Those that occur no more."""
    left: Baseline
    """The baseline without them, and with documents at their new paths."""


def fingerprint(finding: Finding) -> str:
    """What a finding is about, which stays when lines move."""
    text = " ".join(" ".join(finding.violation.subject).split())
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}... {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:_DIGITS]}"


def baseline_of(report: Report, documents: Mapping[str, Document]) -> Baseline:
    """The baseline that knows all findings of a report; `documents` are those of the run by the report's paths."""
    found = [documents[path] for path in sorted({each.source.path for each in report.findings})]
    entries = Counter(_entry(documents[each.source.path], each) for each in report.findings)
    return Baseline(entries, {each.path: sketch(each.text) for each in found})


def matched(
    baseline: Baseline, report: Report, documents: Mapping[str, Document], gone: frozenset[str], *, all_: bool
) -> Matched:
    """Which findings of a report a baseline knows.

    `documents` are those of the run by the report's paths, and `all_` tells whether these are all that there are; else
    what the baseline says of others is left as it is. `gone` are the paths in it at which nothing lies any more.
    """
    ahead, sketches = baseline.moved(_now(baseline, documents.values(), gone))
    occurring: Counter[Entry] = Counter()
    known: list[Finding] = []
    new: list[Finding] = []
    for finding in report.findings:
        entry = _entry(documents[finding.source.path], finding)
        if occurring[entry] < ahead[entry]:
            occurring[entry] += 1
            known.append(finding._replace(known=True))
        else:
            new.append(finding)
    stale = _judged(ahead, documents.values(), all_=all_) - occurring
    left = ahead - stale
    there = {entry.path for entry in left}
    return Matched(
        report._replace(findings=tuple(new), known=tuple(known)),
        stale,
        Baseline(left, {path: lines for path, lines in sketches.items() if path in there}),
    )


def _now(baseline: Baseline, documents: Iterable[Document], gone: frozenset[str]) -> dict[str, str]:
    """Where documents lie now that are gone from their paths, as far as one is found that is like them."""
    if not gone:
        return {}
    new = {each.path: sketch(each.text) for each in documents if each.path not in baseline.sketches}
    moved = renamed({path: baseline.sketches[path] for path in sorted(gone)}, new)
    return {old: path for path, old in moved.items()}


def _judged(entries: Counter[Entry], documents: Iterable[Document], *, all_: bool) -> Counter[Entry]:
    """The entries that would have been found in a run if they still occurred."""
    by_path = {each.path: each for each in documents}

    def is_judged(entry: Entry) -> bool:
        document = by_path.get(entry.path)
        return document.whole and entry.rule not in document.silent if document else all_

    return Counter({entry: times for entry, times in entries.items() if is_judged(entry)})


def stale_remarks(source: Source, stale: Counter[Entry]) -> Iterator[Remark]:
    """That entries of the file occur no more, each where it stands."""
    for entry, times in sorted(stale.items()):
        often = f" {times} times" if times > 1 else ""
        message = f"{entry.rule} is known in '{entry.path}'{often} ({entry.fingerprint}) and is found there no more"
        subject = Subject("baseline", " ".join(entry))
        yield Remark(
            "stale entry",
            Violation(subject, entry_place(source, entry), message, "drop it: 'pmlint check --write-baseline' does so"),
        )


def entry_place(source: Source, entry: Entry) -> Span:
    """Where the file says an entry."""
    return _place(source, *entry)


def _entry(document: Document, finding: Finding) -> Entry:
    return Entry(document.path, finding.rule_id, fingerprint(finding))


def _place(source: Source, *keys: str) -> Span:
    """Where the last of some texts stands in the file, each behind the one before; the top, where one does not."""
    at, end = 0, 0
    for key in keys:
        written = json_text(key, indent=None)
        at = source.text.find(written, end)
        if at < 0:
            return Span(0, 0)
        end = at + len(written)
    return Span(at, end)


# --- the file ---------------------------------------------------------------------------------------------------------


class _Known(NamedTuple):
    """What the file says of a document: the fingerprints by rule, and the sketch of its lines."""

    known: dict[str, tuple[str, ...]]
    lines: str = ""


class _File(NamedTuple):
    """The file as written."""

    version: int
    documents: dict[str, _Known]


def written(baseline: Baseline) -> str:
    """The text of the file, one entry a line, in order."""
    documents: dict[str, dict[str, Any]] = {}
    for path, rule, about in sorted(baseline.entries.elements()):
        document = documents.setdefault(path, {"lines": baseline.sketches.get(path, ""), "known": {}})
        document["known"].setdefault(rule, []).append(about)
    return f"{json_text({'version': VERSION, 'documents': documents})}\n"


def read_baseline(source: Source) -> Baseline:
    """The baseline that a file says. Raises `DataFaults`."""
    try:
        data = json.loads(source.text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise DataFaults([DataFault(source, Span(error.pos, error.pos), f"not valid JSON: {error.msg}")]) from None
    except _Twice as twice:
        at = _place(source, twice.key, twice.key)
        raise DataFaults([DataFault(source, at, f"key '{twice.key}' stands twice", "keep one of the two")]) from None
    except (RecursionError, ValueError):
        raise DataFaults(
            [DataFault(source, Span(0, 0), "not valid JSON: nested too deep, or a number too long")]
        ) from None
    if not isinstance(data, dict):
        raise DataFaults([DataFault(source, Span(0, 0), "expected an object", "'--write-baseline' writes one")])
    if data.get("version", VERSION) != VERSION:
        fault = f"'version': expected {VERSION}"
        raise DataFaults([DataFault(source, _place(source, "version"), fault, "a later pmlint wrote it")])
    file = validated(_File, data, source, None)
    entries = Counter(
        Entry(path, rule, about)
        for path, of in file.documents.items()
        for rule, abouts in of.known.items()
        for about in abouts
    )
    return Baseline(entries, {path: of.lines for path, of in file.documents.items()})


class _Twice(Exception):
    """A key stands twice in an object."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of which no key stands twice."""
    keys = Counter(key for key, _ in pairs)
    for key, times in keys.items():
        if times > 1:
            raise _Twice(key)
    return dict(pairs)
