"""Data that people write, checked against our types: the one door to pydantic.

A mistake is told like a finding: where it stands, what is wrong with which key, what is allowed, and the near name.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pmlint.data_fault import DataFault, DataFaults
from pmlint.spelling import near
from pmlint.text import Source, Span
from pmlint.yaml_text import Node, key_place, place_of, unknown_key

T = TypeVar("T")


def validated(kind: type[T], data: object, source: Source, node: Node | None, at: tuple[str | int, ...] = ()) -> T:
    """Plain data as a named tuple; keys are written with hyphens where fields have underscores.

    `at` is the path of `data` inside `node`, for the places of mistakes. Raises `DataFaults`.
    """
    adapter = TypeAdapter(kind, config=ConfigDict(extra="forbid", alias_generator=_written))
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        # The library's own text prints unknown keys and values raw, newlines and escapes included: never use it.
        faults = [
            _fault(kind, dict(each), data, source, node, at)
            for each in error.errors(include_input=False, include_url=False)
        ]
        raise DataFaults(faults) from None


def _written(field: str) -> str:
    """A field's name as files write it."""
    return field.replace("_", "-")


def _fault(
    kind: type, error: dict[str, Any], data: object, source: Source, node: Node | None, at: tuple[str | int, ...]
) -> DataFault:
    steps = list(error["loc"])
    path = (*at, *steps)
    name = ".".join(str(step) for step in steps) or "value"
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        span = key_place(node, path) or place_of(node, path) or Span(0, 0)
        allowed = _known_keys(kind, steps[:-1])
        return DataFault(source, span, f"unknown key '{steps[-1]}'", unknown_key(str(steps[-1]), allowed))
    if error["type"] in ("missing", "missing_argument"):
        return DataFault(source, place_of(node, path[:-1]) or Span(0, 0), f"key '{name}' is missing")
    span = place_of(node, path) or Span(0, 0)
    allowed = re.findall(r"'([^']*)'", str(error.get("ctx", {}).get("expected", "")))
    if allowed:
        guess = near(str(_at(data, steps)), allowed)
        help_ = f"did you mean '{guess}'?" if guess else None
        return DataFault(source, span, f"'{name}': expected {error['ctx']['expected']}", help_)
    if error["type"] == "named_tuple_type":
        keys = ", ".join(_known_keys(kind, steps))
        number = "a whole number, or " if "instance of Figure" in error["msg"] else ""
        return DataFault(source, span, f"'{name}': expected {number}the keys {keys}")
    expected = _EXPECTED.get(str(error["type"]))
    told = f"expected {expected}" if expected else f"{str(error['msg'])[:1].lower()}{str(error['msg'])[1:]}"
    return DataFault(source, span, f"'{name}': {told}")


_EXPECTED = {
    "string_type": "text (write a number or a word such as 'yes' in quotes)",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "dict_type": "keys and values",
}
"""What to write, by the library's name of a mistake; its own words are about Python."""


def _at(data: object, steps: Sequence[str | int]) -> object:
    """What data says at a path of keys and indexes; `None` where the path leads nowhere."""
    for step in steps:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list | tuple) and isinstance(step, int) and step < len(data):
            data = data[step]
    return data


def _known_keys(kind: Any, steps: Sequence[str | int]) -> list[str]:
    """The keys that are allowed at a path of a type, as far as they can be told."""
    for step in steps:
        if hasattr(kind, "_fields") and isinstance(step, str):
            kind = typing.get_type_hints(kind).get(step.replace("-", "_"))
        kind = next((inner for inner in typing.get_args(kind) if hasattr(inner, "_fields")), kind)
    return [_written(field) for field in getattr(kind, "_fields", ())]
