"""A process as the plain data of a pack that extends another: what is otherwise, and each figure with its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pmlint.process import (
    ActionGroup,
    Criterion,
    Figure,
    MessageKind,
    PagingStep,
    Process,
    Role,
    SectionKind,
    SeverityKind,
    Statement,
    WrittenPart,
)

_IDENTITY = {
    SeverityKind: "level",
    SectionKind: "id",
    ActionGroup: "kind",
    Role: "id",
    PagingStep: "name",
    MessageKind: "id",
    WrittenPart: "name",
}
"""By which key an entry is the same in two packs."""

_STATED = ("name", "postmortem", "within", "unverified")
"""What is written also where it is the same: figures and marks, which no later version of the known pack may change."""

_KEYS = (
    "severities",
    "severity_label",
    "demotion",
    "sections",
    "action_groups",
    "roles",
    "paging",
    "deadlines",
    "messages",
    "written",
    "ci_hooks",
)
"""What of a process a document describes, in the order in which packs have it."""


def pack_data(process: Process, known: Process, extends: str) -> dict[str, Any]:
    """A process as the `pack.yaml` of a pack that extends the one of a known process."""
    data: dict[str, Any] = {
        "extends": extends,
        "name": process.name,
        "title": process.title,
        "source": process.source,
    }
    for field in _KEYS:
        value, old = getattr(process, field), getattr(known, field)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            data[_key(field)] = [_entry(each, old) for each in value]
        elif value != old:
            data[_key(field)] = None if value is None else _otherwise(value, old)
    return data


def _key(field: str) -> str:
    return field.replace("_", "-")


def _entry(value: Any, known: Sequence[Any]) -> Any:
    """An entry of a list: its identity, and what it says otherwise than the known one."""
    identity = _IDENTITY.get(type(value))
    if identity is None:
        return _whole(value)
    name = getattr(value, identity)
    old = next((each for each in known if getattr(each, identity) == name), None)
    data = {identity: name, **(_otherwise(value, old) if old else _fields(value))}
    return name if isinstance(value, SectionKind) and len(data) == 1 else data


def _otherwise(value: Any, old: Any) -> dict[str, Any]:
    """The fields of a thing that the known one has otherwise; what it has no more is taken back."""
    data: dict[str, Any] = {}
    for field in value._fields:
        new, before = getattr(value, field), getattr(old, field, None)
        if new != before or (field in _STATED and new is not None and new is not False):
            is_figure = isinstance(new, Figure | Statement) and isinstance(before, Figure | Statement)
            data[_key(field)] = {**_fields(new), **_otherwise(new, before)} if is_figure else _whole(new)
    return data


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a thing that are not what they are when nothing is said."""
    defaults = value._field_defaults
    return {
        _key(field): _whole(each)
        for field, each in value._asdict().items()
        if field not in defaults or each != defaults[field]
    }


def _whole(value: Any) -> Any:
    """A value as plain data."""
    if isinstance(value, Statement | Criterion | Figure) and len(fields := _fields(value)) == 1:
        return next(iter(fields.values()))
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return _fields(value)
    return [_whole(each) for each in value] if isinstance(value, tuple) else value
