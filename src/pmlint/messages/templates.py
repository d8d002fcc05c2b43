"""A message's text as the process writes it, with its gaps (`{SEV}`) and the labels before them (`Sev:`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import zip_longest
from typing import NamedTuple

from pmlint.process import MessageKind
from pmlint.spelling import name_key

GAP = re.compile(r"\{[^{}\n]*\}")
"""What is still to be filled in. A message is copied by people, so a gap is what looks like one."""

REST = "rest "
"""Before the name of a fact that fills the rest of its line, whatever gaps stand there."""

OWN = "own "
"""Before the name of a fact whose figure the gap itself has: `T+{30}m`."""

_LABEL = re.compile(r"(?:^|(?<=[|,])[ ]*|[ ]{2,})(?P<label>[^\W\d_][^:|{}]{0,40}):[ ]?")


class Gap(NamedTuple):
    """A gap of a template: where it stands, the label of its line before it, and the fact that fills it."""

    start: int
    end: int
    label: str
    fact: str


class Field(NamedTuple):
    """A label of a line, and its value up to the next one, as indexes of the line."""

    label: str
    start: int
    end: int


def gaps_of(message: MessageKind) -> Iterator[Gap]:
    """The gaps of a message in order; one that the pack says nothing of is for people to fill."""
    for gap, fact in zip_longest(GAP.finditer(message.text), message.facts, fillvalue=""):
        if isinstance(gap, re.Match) and isinstance(fact, str):
            line = message.text[message.text.rfind("\n", 0, gap.start()) + 1 : gap.start()]
            labels = [field.label for field in fields_of(line)]
            yield Gap(gap.start(), gap.end(), labels[-1] if labels else line.strip(), fact)


def fields_of(line: str, known: Collection[str] | None = None) -> list[Field]:
    """The labels of a line with their values: `Sev: Sev-2 | Services: api`; only `known` ones, by `name_key`."""
    found = [each for each in _LABEL.finditer(line) if known is None or name_key(each["label"]) in known]
    ends = [*(each.start() for each in found[1:]), len(line)][: len(found)]
    return [Field(each["label"].strip(), each.end(), end) for each, end in zip(found, ends, strict=True)]


def label_of(message: MessageKind, fact: str) -> str | None:
    """The label before the gap that a fact fills, if the message has one."""
    return next((gap.label for gap in gaps_of(message) if gap.fact == fact), None)
