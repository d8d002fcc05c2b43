"""Texts of which only the value and the place are known, in the clothes of a block's text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pmlint.markdown import Code
from pmlint.text import Source, Span, Text


class Titled(NamedTuple):
    """A text of which only its value and place are known, that is asked like an `Inline`."""

    whole: Text

    @property
    def text(self) -> str:
        return self.whole.value

    def locate(self, start: int, end: int) -> Text:
        value, span = self.whole
        part = value[start:end].strip()
        if span.end - span.start != len(value):  # markup in between: the place of all of it
            return Text(part, span)
        at = span.start + start + (len(value[start:end]) - len(value[start:end].lstrip()))
        return Text(part, Span(at, at + len(part)))


def code_lines(block: Code, source: Source) -> Iterator[Titled]:
    """The lines of a code block as texts without markup."""
    at = block.content.start
    for line in source.slice(block.content).split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            yield Titled(Text(line.strip(), Span(start, start + len(line.strip()))))
        at += len(line) + 1
