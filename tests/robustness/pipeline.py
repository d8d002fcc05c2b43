"""All of pmlint on one document, in this process: what a fuzzer calls."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from pmlint.engine import Input, lint, read_input
from pmlint.files import decode
from pmlint.model_json import as_json
from pmlint.packs import DEFAULT_PACK, bundled_folder, load_folder
from pmlint.policy import Policy, PolicyFile, make_policy
from pmlint.report import Report
from pmlint.reporters import REPORTERS, View
from pmlint.text import Source, Span

NAME = "2026-05-14-outage.md"
AS_OF = date(2026, 6, 1)

SECONDS = 1.0
"""Processor time that reading and judging 100 KB may take."""

LEAST_SECONDS = 0.25
"""What a short document may take: below, a busy machine is all that is measured."""


@cache
def policy() -> Policy:
    """The default pack; drafts are judged as final, as the gate does."""
    return make_policy(load_folder(bundled_folder() / DEFAULT_PACK), PolicyFile(), {}, final=True)


class Outcome(NamedTuple):
    """What came of a document: its model, its findings in every format, and how long reading and judging took."""

    model: str
    shown: tuple[str, ...]
    seconds: float


def judge(content: bytes) -> Report:
    """The report on one document."""
    return lint([decode(NAME, content)], policy(), AS_OF)


def outcome(content: bytes | str) -> Outcome:
    """Reads and judges a document, and renders all of it. Raises what the program raises.

    A text is taken as it is, which also allows what no file can hold: lone surrogates.
    """
    start = time.process_time()
    document = decode(NAME, content) if isinstance(content, bytes) else Input(Source(NAME, content))
    model = read_input(document, policy().vocabulary)
    data = as_json(model)  # looks at every part, also those that are read late
    report = lint([document], policy(), AS_OF)
    seconds = time.process_time() - start
    length = len(document.source.text)
    for span in (*spans(model), *spans(report.findings), *spans(report.ignored)):
        assert 0 <= span.start <= span.end <= length, f"{span} is outside of {length} characters"
    shown = tuple(render(report, View(width=80)) for render in REPORTERS.values())
    return Outcome(json.dumps(data), shown, seconds)


def spans(value: object) -> Iterator[Span]:
    """Every place that is mentioned in a part of a model or a report."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from spans(each)


def hold(content: bytes | str) -> None:
    """Asserts what holds for any document: no exception, in time, the same answer twice."""
    first = outcome(content)
    second = outcome(content)
    assert first[:2] == second[:2], "two runs differ"
    allowed = max(LEAST_SECONDS, SECONDS * len(content) / 100_000)
    seconds = min(first.seconds, second.seconds)
    if seconds > allowed:  # once more: another program may have had the processor's caches
        seconds = min(seconds, outcome(content).seconds)
    assert seconds <= allowed, f"{seconds:.2f} s for a length of {len(content)}"
