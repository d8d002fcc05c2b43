"""Places in a text: offsets inside, lines and columns at the edge.

Standard library only; everything else in pmlint builds on this module.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, partial
from typing import Any, Generic, NamedTuple, TypeVar

# Lines end where markdown-it ends them. str.splitlines() also splits at U+2028, NEL and form feed, and its
# line numbers drift from the parser's.
LINE_END = re.compile(r"\r\n?|\n")
_NEWLINE = re.compile(r"\n")


A = TypeVar("A")
T = TypeVar("T")


class Lazy(Generic[T]):
    """`functools.cached_property` without the lock of Python 3.11, which costs more than most of the values here."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make = make
        self.__doc__ = make.__doc__

    def __get__(self, instance: object, owner: type) -> T:
        value = self.make(instance)
        instance.__dict__[self.make.__name__] = value  # from now on found before this descriptor
        return value


KEPT = 8192
"""Answers that are kept of one question: a document asks it of most of its words and names many times."""


class Kept(Generic[A, T]):
    """A method that is asked the same many times and keeps its last answers, as long as its instance lives."""

    def __init__(self, answer: Callable[[Any, A], T]) -> None:
        self.answer = answer
        self.__doc__ = answer.__doc__

    def __get__(self, instance: object, owner: type) -> Callable[[A], T]:
        kept = lru_cache(KEPT)(partial(self.answer, instance))
        instance.__dict__[self.answer.__name__] = kept
        return kept


class Span(NamedTuple):
    """A half-open range of code-point offsets into one source."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


def inside(bodies: Iterable[Span], places: Iterable[Span]) -> Iterator[bool]:
    """Whether each of some places, in their order, begins inside one of some spans; linear in both."""
    ahead = sorted(bodies, reverse=True)
    end = 0
    for place in places:
        while ahead and ahead[-1].start <= place.start:
            end = max(end, ahead.pop().end)
        yield place.start < end


class Text(NamedTuple):
    """A value as the document says it, with the place where it stands."""

    value: str
    span: Span


class Position(NamedTuple):
    """A place as people count it: line and column from 1, columns in code points."""

    line: int
    column: int


class Source:
    """One document: the path to report it by, and its text without a byte order mark."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source) and (self.path, self.text) == (other.path, other.text)

    def __hash__(self) -> int:
        return hash((self.path, self.text))

    @property
    def is_named(self) -> bool:
        """Whether it has a name of its own: standard input is reported as `-`."""
        return self.path != "-"

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts; a text has at least one line."""
        line_end = LINE_END if "\r" in self.text else _NEWLINE  # which is found ten times as fast
        return [0, *(end.end() for end in line_end.finditer(self.text))]

    @property
    def line_count(self) -> int:
        return len(self.line_starts)

    def position(self, offset: int) -> Position:
        """The line and column of an offset; the offset after the last character is allowed."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def offset(self, line: int) -> int:
        """Where a line (from 1) starts; a line past the last one starts at the end of the text."""
        starts = self.line_starts
        return starts[line - 1] if line <= len(starts) else len(self.text)

    def line_span(self, line: int) -> Span:
        """The span of a line (from 1) without its line end."""
        start, end = self.offset(line), self.offset(line + 1)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def line_text(self, line: int) -> str:
        """A line (from 1) without its line end."""
        return self.slice(self.line_span(line))

    def slice(self, span: Span) -> str:
        """The text at a span, exactly as written."""
        return self.text[span.start : span.end]
