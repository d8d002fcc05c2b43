"""Data that people write, checked against our types: the one door to pydantic.

A mistake is told like a finding: where it stands, what is wrong with which key, what is allowed, and the near name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pmlint.text import Source, Span
from pmlint.yaml_text import Node, key_place, place_of, unknown_key

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DataFault:
    """A mistake in a pack, rule or configuration file."""

    source: Source
    span: Span
    message: str
    help: str | None = None

    def __str__(self) -> str:
        line, column = self.source.position(self.span.start)
        return f"{self.source.path}:{line}:{column}: {self.message}" + (f" ({self.help})" if self.help else "")


class DataFaults(Exception):
    """The mistakes of one or more files. Their texts quote the files: print them through `pmlint.escape` only."""

    def __init__(self, faults: Sequence[DataFault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)


def validated(kind: type[T], data: object, source: Source, node: Node | None, at: tuple[str | int, ...] = ()) -> T:
    """Plain data as an instance of a dataclass; keys are written with hyphens where fields have underscores.

    `at` is the path of `data` inside `node`, for the places of mistakes. Raises `DataFaults`.
    """
    # pydantic takes a configuration for a dataclass only from around it, hence the tuple of one.
    adapter = TypeAdapter(tuple[kind], config=ConfigDict(extra="forbid"))  # type: ignore[valid-type]
    try:
        return adapter.validate_python((_fields(data),))[0]
    except ValidationError as error:
        # The library's own text prints unknown keys and values raw, newlines and escapes included: never use it.
        faults = [
            _fault(kind, dict(each), source, node, at) for each in error.errors(include_input=False, include_url=False)
        ]
        raise DataFaults(faults) from None


def _fields(data: object) -> object:
    """Data with keys as Python spells them, and lists as the tuples that our types hold."""
    if isinstance(data, Mapping):
        return {str(key).replace("-", "_"): _fields(value) for key, value in data.items()}
    if isinstance(data, list):
        return tuple(_fields(item) for item in data)
    return data


def _fault(
    kind: type, error: dict[str, Any], source: Source, node: Node | None, at: tuple[str | int, ...]
) -> DataFault:
    steps = [step.replace("_", "-") if isinstance(step, str) else step for step in error["loc"][1:]]
    path = (*at, *steps)
    name = ".".join(str(step) for step in steps) or "value"
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        span = key_place(node, path) or place_of(node, path) or Span(0, 0)
        allowed = _known_keys(kind, steps[:-1])
        return DataFault(source, span, f"unknown key '{steps[-1]}'", unknown_key(str(steps[-1]), allowed))
    if error["type"] in ("missing", "missing_argument"):
        return DataFault(source, place_of(node, path[:-1]) or Span(0, 0), f"key '{name}' is missing")
    span = place_of(node, path) or Span(0, 0)
    return DataFault(source, span, f"'{name}': {str(error['msg'])[:1].lower()}{str(error['msg'])[1:]}")


def _known_keys(kind: Any, steps: Sequence[str | int]) -> list[str]:
    """The keys that are allowed at a path of a type, as far as they can be told."""
    import dataclasses
    import typing

    for step in steps:
        if dataclasses.is_dataclass(kind) and isinstance(step, str):
            kind = typing.get_type_hints(kind).get(step.replace("-", "_"))
        inner = [arg for arg in typing.get_args(kind) if dataclasses.is_dataclass(arg)]
        if inner:
            kind = inner[0]
    if not dataclasses.is_dataclass(kind):
        return []
    return [field.name.replace("_", "-") for field in dataclasses.fields(kind)]
