"""A pack as bytes and back: JSON, which runs no code, whatever it says.

A pack is a tree of texts, numbers, lists, sets, dicts and objects of our own classes. It is written as a list of nodes,
inner ones first: a text or number, which stands for itself, or `[what, part, ...]`, where a part is the index of a
node. So what occurs twice is written once. Objects are made without running their classes' own code: a named tuple of
its fields, any other of its attributes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from enum import Enum
from importlib import import_module
from itertools import chain
from typing import Any

_TUPLE, _LIST, _SET, _FROZEN_SET, _DICT, _MEMBER, _RECORD, _OBJECT = range(8)
"""What a node is: a tuple, list, set, frozen set or dict of its parts; or the member of an enumeration with a value, a
named tuple or an object, of which the first part is the class."""

_COLLECTIONS: dict[type, int] = {tuple: _TUPLE, list: _LIST, set: _SET, frozenset: _FROZEN_SET}
_PLAIN = (str, int, float, bool, type(None))

_ROOMS = re.compile(r"pmlint\.(?:process|rule|finding|pack_files|check|(?:vocabulary|forms|checks)(?:\.[a-z_]+)?)")
"""The modules of which objects are made: those that say what a pack is."""


class NotAPack(ValueError):
    """What is to be written is no pack, or what was read is not what `dumped` writes."""


def dumped(pack: object) -> bytes:
    """A pack as bytes. Raises `NotAPack` for what is neither plain data nor an object of a pack's classes."""
    writer = _Writer()
    writer.index(pack)
    return json.dumps(writer.nodes, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


class _Writer:
    """Gives each value its index, and notes its node."""

    def __init__(self) -> None:
        self.nodes: list[object] = []
        self._known: dict[object, tuple[int, object]] = {}  # with the values, as an identity may else recur

    def index(self, value: Any) -> int:
        kind = type(value)
        key = (kind, value) if kind in _PLAIN else id(value)
        if key not in self._known:
            node = value if kind in _PLAIN else self.node(value)
            self.nodes.append(node)
            self._known[key] = len(self.nodes) - 1, value
        return self._known[key][0]

    def node(self, value: Any) -> list[int]:
        kind = type(value)
        if kind in _COLLECTIONS:
            in_order = value if kind in (tuple, list) else sorted(value, key=repr)  # the same bytes in every run
            return [_COLLECTIONS[kind], *map(self.index, in_order)]
        if kind is dict:
            return [_DICT, *map(self.index, chain.from_iterable(value.items()))]
        name = f"{kind.__module__}:{kind.__qualname__}"
        _class(name)
        if isinstance(value, Enum):
            return [_MEMBER, *map(self.index, (name, value.value))]
        if isinstance(value, tuple):
            return [_RECORD, *map(self.index, (name, *value))]
        return [_OBJECT, *map(self.index, (name, *chain.from_iterable(vars(value).items())))]


def loaded(content: bytes) -> object:
    """What `dumped` wrote. Raises `NotAPack`."""
    try:
        made: list[Any] = json.loads(content.decode("utf-8"))
        for index, node in enumerate(made):
            if type(node) is list:
                made[index] = _MAKE[node[0]]([made[part] for part in node[1:]])
        root: object = made[-1]
    except (ValueError, TypeError, LookupError, AttributeError, ImportError, RecursionError) as error:
        raise NotAPack(str(error)) from None
    return root


def _dict(parts: Sequence[Any]) -> object:
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _member(parts: Sequence[Any]) -> object:
    kind = _class(parts[0])
    if not issubclass(kind, Enum):
        raise NotAPack(f"{kind.__name__} has no members")
    return kind(parts[1])


def _record(parts: Sequence[Any]) -> object:
    kind = _class(parts[0])
    if len(kind._fields) != len(parts) - 1:
        raise NotAPack(f"{kind.__name__} has other fields")
    return tuple.__new__(kind, parts[1:])


def _object(parts: Sequence[Any]) -> object:
    made = object.__new__(_class(parts[0]))
    made.__dict__.update(zip(parts[1::2], parts[2::2], strict=True))
    return made


_MAKE: tuple[Callable[[list[Any]], object], ...] = (tuple, list, set, frozenset, _dict, _member, _record, _object)
"""What makes a value of the parts of a node, in order of what a node is."""

_classes: dict[str, type[Any]] = {}


def _class(name: str) -> type[Any]:
    """A class of a pack by its name, `module:class`. Raises `NotAPack`."""
    if name not in _classes:
        module, _, own = name.partition(":")
        found = getattr(import_module(module), own, None) if _ROOMS.fullmatch(module) else None
        if not isinstance(found, type) or found.__module__ != module:
            raise NotAPack(f"'{name}' is no class of a pack")
        _classes[name] = found
    return _classes[name]
