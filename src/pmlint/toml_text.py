"""TOML with places. Python's own parser gives none: the lines are searched for the keys that it has read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from pmlint.text import Source, Span, Text
from pmlint.yaml_text import Mapping, Node, Scalar, Sequence

Path = tuple[str | int, ...]

_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_KEYS = rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+"
_LINE = re.compile(rf"(?m)^[ \t]*+(?:(?P<opened>\[\[?)[ \t]*+(?P<table>{_KEYS})[ \t]*+\]|(?P<key>{_KEYS})[ \t]*+=)")


def toml_node(source: Source, table: dict[str, object], at: tuple[str, ...]) -> Node:
    """The values of a table of a TOML file with their places; `at` is the path of the table.

    What stands in an inline table has the place of the key that is written at the beginning of its line.
    """
    return _Placing(source.text).node(table, at, Span(0, 0))


class _Placing:
    """Places for values that a text says."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._keys = _keys(text)
        self._starts = sorted(span.start for span in self._keys.values())
        self._after = 0
        """Where the search for the next text begins, so that of two alike each gets its own place."""

    def node(self, value: object, path: Path, above: Span) -> Node:
        place = self._keys.get(path, above)
        if isinstance(value, dict):
            keys = [Text(key, self._keys.get((*path, key), place)) for key in value]
            nodes = [self.node(value[key.value], (*path, key.value), key.span) for key in keys]
            return Mapping(place, tuple(zip(keys, nodes, strict=True)))
        if isinstance(value, list):
            return Sequence(place, tuple(self.node(each, (*path, at), place) for at, each in enumerate(value)))
        return Scalar(Text(str(value), self._value(str(value), place)), plain=not isinstance(value, str))

    def _value(self, value: str, key: Span) -> Span:
        """Where a value stands behind its key and before the next one; where it is written otherwise, the key."""
        following = bisect_right(self._starts, key.start)
        end = self._starts[following] if following < len(self._starts) else len(self._text)
        at = self._text.find(value, max(key.end, min(self._after, end)), end) if value else -1
        if at < 0:
            return key
        self._after = at + len(value)
        return Span(at, self._after)


def _keys(text: str) -> dict[Path, Span]:
    """Where the keys and the tables of a text stand that are at the beginning of a line, by their paths."""
    places: dict[Path, Span] = {}
    counts: Counter[Path] = Counter()  # of the tables of a list
    table: Path = ()
    for line in _LINE.finditer(text):
        names = [part.strip("\"'") for part in re.findall(_PART, line["table"] or line["key"])]
        path: Path = () if line["table"] else table
        span = Span(*line.span("table" if line["table"] else "key"))
        for index, name in enumerate(names):
            path = (*path, name)
            places.setdefault(path, span)
            if line["opened"] == "[[" and index == len(names) - 1:
                counts[path] += 1
            if path in counts:
                path = (*path, counts[path] - 1)
                places.setdefault(path, span)
        if line["table"]:
            table = path
    return places
