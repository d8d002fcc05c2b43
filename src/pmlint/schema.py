"""Data that people write, checked against our types: the one door to pydantic.

A mistake is told like a finding: where it stands, what is wrong with which key, what is allowed, and the near name.
What is allowed is told by our types alone: pydantic says no more than where the mistake is, and whether a key is too
many or missing. Which numbers a figure may be it does not ask: that is our own question, as is what is a number.
"""

from __future__ import annotations

import enum
import types
import typing
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pmlint.data_fault import DataFault, DataFaults
from pmlint.process import Bounds, Criterion, Figure, Statement
from pmlint.spelling import near
from pmlint.text import Source, Span
from pmlint.yaml_text import Node, key_place, place_of, unknown_key

T = TypeVar("T")

_CONFIG = ConfigDict(
    extra="forbid",
    alias_generator=lambda field: _written(field),
    arbitrary_types_allowed=True,  # checks, which are made before the rule that names them
)

_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
_MISSING = ("missing", "missing_argument")

_KEY = "[key]"
"""The step of a path that stands for a key of a mapping instead of its value."""

_SHORT_FORMS: dict[object, type] = {Figure: int, Statement: str, Criterion: str}
"""Named tuples of which files may write the first field alone."""

_PLAIN: dict[object, str] = {
    str: "text (write a number or a word such as 'yes' in quotes)",
    int: "a whole number",
    bool: "true or false",
    tuple: "a list",
    dict: "keys and values",
}
"""What to write for a type."""


def validated(
    kind: type[T],
    data: object,
    source: Source,
    node: Node | None,
    at: tuple[str | int, ...] = (),
    beside: tuple[str, ...] = (),
) -> T:
    """Plain data as a named tuple; keys are written with hyphens where fields have underscores.

    `at` is the path of `data` inside `node`, for the places of mistakes; `beside` are keys of `data` that are read
    elsewhere. Raises `DataFaults`.
    """
    own = {key: value for key, value in data.items() if key not in beside} if isinstance(data, dict) else data
    telling = _Telling(kind, own, source, node, at, beside)
    try:
        valid: T = _adapter(typing.cast(Any, kind)).validate_python(own)
    except ValidationError as error:
        # The library's own text prints unknown keys and values raw, newlines and escapes included: never use it.
        mistakes = error.errors(include_input=False, include_url=False, include_context=False)
        steps = [each["loc"] for each in mistakes]
        raise _Invalid([telling.fault(each["type"], each["loc"]) for each in mistakes], steps) from None
    if wrong := list(_out_of_bounds(kind, own)):
        raise _Invalid([telling.fault("out of bounds", steps) for steps in wrong], wrong)
    return valid


def valid_part(kind: type[T], data: object, source: Source, node: Node | None) -> tuple[T, tuple[DataFault, ...]]:
    """What of some data is valid, as a named tuple all of whose fields have defaults, and what is wrong with the rest.

    Left out are the keys whose values are wrong: the innermost ones, and those of the lists that a wrong entry is in.
    """
    faults: list[DataFault] = []
    while True:
        try:
            return validated(kind, data, source, node), tuple(faults)
        except _Invalid as invalid:
            faults += invalid.faults
            for steps in {_innermost(data, steps) for steps in invalid.steps}:
                data = _without(data, steps) if not steps or _has(data, steps) else data


class _Invalid(DataFaults):
    """Mistakes, and the path of each in the data."""

    def __init__(self, faults: Sequence[DataFault], steps: Sequence[tuple[str | int, ...]]) -> None:
        super().__init__(faults)
        self.steps = steps


def _innermost(data: object, steps: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path of the innermost key on a path that data has."""
    while steps and not (isinstance(steps[-1], str) and _has(data, steps)):
        steps = steps[:-1]
    return steps


def _has(data: object, steps: tuple[str | int, ...]) -> bool:
    holder = _at(data, steps[:-1])
    return isinstance(holder, dict) and steps[-1] in holder


def _without(data: Any, steps: tuple[str | int, ...]) -> Any:
    """A copy of data without what stands at a path."""
    if not steps:
        return {}
    first, rest = steps[0], steps[1:]
    if isinstance(data, list):
        return [_without(each, rest) if index == first else each for index, each in enumerate(data)]
    kept = {key: each for key, each in data.items() if rest or key != first}
    return {key: _without(each, rest) if key == first else each for key, each in kept.items()}


@cache  # as a pack is made of sixty files of three types
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind, config=_CONFIG)


def _written(field: str) -> str:
    """A field's name as files write it."""
    return field.replace("_", "-")


class _Telling(NamedTuple):
    """Tells mistakes in `data`, which should be of a kind and stands at `at` in `node`."""

    kind: type
    data: object
    source: Source
    node: Node | None
    at: tuple[str | int, ...]
    beside: tuple[str, ...]

    def fault(self, mistake: str, steps: tuple[str | int, ...]) -> DataFault:
        """A mistake of some type at a path of the data."""
        steps, in_key = tuple(step for step in steps if step != _KEY), _KEY in steps
        path = (*self.at, *steps)
        name = ".".join(map(str, steps)) or "value"
        key, value = key_place(self.node, path), place_of(self.node, path)
        if mistake in _UNKNOWN:
            allowed = [*(self.beside if len(steps) == 1 else ()), *_keys(_type_at(self.kind, steps[:-1]))]
            help_ = unknown_key(str(steps[-1]), allowed)
            return DataFault(self.source, key or value or _START, f"unknown key '{steps[-1]}'", help_)
        if mistake in _MISSING:
            return DataFault(self.source, place_of(self.node, path[:-1]) or _START, f"key '{name}' is missing")
        wanted = str if in_key else _type_at(self.kind, steps)  # all keys are text
        guess = near(str(_at(self.data, steps)), _choices(wanted))
        span = (key if in_key else value) or _START
        told = f"'{name}': expected {_expected(wanted)}"
        bounds = _bounds(wanted)
        return DataFault(self.source, span, told, f"did you mean '{guess}'?" if guess else bounds and bounds.why)


_START = Span(0, 0)


def _at(data: object, steps: Sequence[str | int]) -> object:
    """What data says at a path of keys and indexes; `None` where the path leads nowhere."""
    for step in steps:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list | tuple) and isinstance(step, int) and step < len(data):
            data = data[step]
    return data


def _type_at(kind: Any, steps: Sequence[str | int]) -> Any:
    """The type that data has to have at a path of keys and indexes of a type."""
    for step in steps:
        kind = _plain(kind)
        if hasattr(kind, "_fields"):
            kind = _hints(kind).get(str(step).replace("-", "_"))
        else:  # the values of a mapping, the entries of a list
            inner = typing.get_args(kind)
            kind = inner[-1 if typing.get_origin(kind) is dict else 0] if inner else None
        kind = _not_none(kind)
    return kind


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The types of the fields of a named tuple, with their bounds."""
    return typing.get_type_hints(kind, include_extras=True)


def _not_none(kind: Any) -> Any:
    """A type without `None`, which files do not write."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return next(each for each in typing.get_args(kind) if each is not type(None))
    return kind


def _bounds(kind: Any) -> Bounds | None:
    """Between which numbers a value of a type lies, where it is a number."""
    return next((each for each in typing.get_args(kind)[1:] if isinstance(each, Bounds)), None)


def _plain(kind: Any) -> Any:
    """A type without bounds."""
    return typing.get_args(kind)[0] if typing.get_origin(kind) is Annotated else kind


def _out_of_bounds(kind: Any, data: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of the numbers, in data that has the keys of a type, that lie out of their bounds, or are none."""
    if bounds := _bounds(kind):
        number = data.get("value") if isinstance(data, dict) else data
        if number is not None and (type(number) is not int or not bounds.least <= number <= bounds.most):
            yield steps
    elif isinstance(data, dict):
        for key, value in data.items() if kind else ():
            yield from _out_of_bounds(_type_at(kind, (key,)), value, (*steps, key))
    elif isinstance(data, list) and (entry := _type_at(kind, (0,))) not in (None, str):
        for index, value in enumerate(data):
            yield from _out_of_bounds(entry, value, (*steps, index))


def _expected(kind: Any) -> str:
    """What to write where a type is asked for."""
    if choices := _choices(kind):
        *others, last = map(repr, choices)
        return f"{', '.join(others)} or {last}" if others else last
    if bounds := _bounds(kind):
        return f"{_PLAIN[int]} from {bounds.least} to {bounds.most}"
    if hasattr(kind, "_fields"):
        short = f"{_PLAIN[_SHORT_FORMS[kind]]}, or " if kind in _SHORT_FORMS else ""
        return f"{short}the keys {', '.join(_keys(kind))}"
    return _PLAIN.get(typing.get_origin(kind) or kind, "another value")


def _choices(kind: Any) -> list[str]:
    """The words of which a type takes one."""
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return [str(member.value) for member in kind]
    return [str(word) for word in typing.get_args(kind)] if typing.get_origin(kind) is Literal else []


def _keys(kind: Any) -> list[str]:
    """The keys of a named tuple as files write them."""
    return [_written(field) for field in getattr(_plain(kind), "_fields", ())]
