"""A pack as bytes and back: data, which runs no code, whatever it says.

A pack is a tree of texts, numbers, lists, sets, dicts and objects of our own classes. What occurs twice in it is
written once: in a line of JSON the texts and numbers, then all others, inner ones first, each as the number of its
parts, what it is, and the indexes of its parts. These are integers of four bytes, as it takes a while to read 70,000
that are spelled. Objects are made without running their classes' own code: a named tuple of its fields, any other of
its attributes.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Callable, Sequence
from enum import Enum
from importlib import import_module
from itertools import chain
from typing import Any

_TUPLE, _LIST, _SET, _FROZEN_SET, _DICT, _MEMBER, _RECORD, _OBJECT = range(8)
"""What a value is: a tuple, list, set, frozen set or dict of its parts; or the member of an enumeration with a value, a
named tuple or an object, of which the first part is the class."""

_COLLECTIONS: dict[type, int] = {tuple: _TUPLE, list: _LIST, set: _SET, frozenset: _FROZEN_SET}
_PLAIN = (str, int, float, bool, type(None))
_INTEGERS = "I"

_ROOMS = re.compile(r"pmlint\.(?:process|rule|finding|pack_files|check|(?:vocabulary|forms|checks)(?:\.[a-z_]+)?)")
"""The modules of which objects are made: those that say what a pack is."""


class NotAPack(ValueError):
    """What is to be written is no pack, or what was read is not what `dumped` writes."""


def dumped(pack: object) -> bytes:
    """A pack as bytes. Raises `NotAPack` for what is neither plain data nor an object of a pack's classes."""
    writer = _Writer()
    writer.note(pack)
    numbers = array(_INTEGERS)
    for what, *parts in writer.made:
        indexes = (part if part >= 0 else len(writer.plain) + ~part for part in parts)
        numbers.extend((len(parts), what, *indexes))
    texts = json.dumps(writer.plain, ensure_ascii=False, separators=(",", ":"))
    return texts.encode("utf-8") + b"\n" + _little_endian(numbers).tobytes()


def _little_endian(numbers: array[int]) -> array[int]:
    """Numbers in memory with their bytes as files have them, and the other way round."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class _Writer:
    """Notes each value once: what is plain, and of what all others are made."""

    def __init__(self) -> None:
        self.plain: list[object] = []
        self.made: list[list[int]] = []
        """What a value is, and its parts: the index of what is plain, or `~index` of what is made."""
        self._known: dict[object, tuple[int, object]] = {}  # with the values, as an identity may else recur

    def note(self, value: Any) -> int:
        """Notes a value and says where, as parts of others do."""
        kind = type(value)
        key = (kind, value) if kind in _PLAIN else id(value)
        if key not in self._known:
            if kind in _PLAIN:
                self.plain.append(value)
            else:
                self.made.append(self.parts(value))
            place = len(self.plain) - 1 if kind in _PLAIN else -len(self.made)
            self._known[key] = place, value
        return self._known[key][0]

    def parts(self, value: Any) -> list[int]:
        kind = type(value)
        if kind in _COLLECTIONS:
            in_order = value if kind in (tuple, list) else sorted(value, key=repr)  # the same bytes in every run
            return [_COLLECTIONS[kind], *map(self.note, in_order)]
        if kind is dict:
            return [_DICT, *map(self.note, chain.from_iterable(value.items()))]
        name = f"{kind.__module__}:{kind.__qualname__}"
        _class(name)
        if isinstance(value, Enum):
            return [_MEMBER, *map(self.note, (name, value.value))]
        if isinstance(value, tuple):
            return [_RECORD, *map(self.note, (name, *value))]
        return [_OBJECT, *map(self.note, (name, *chain.from_iterable(vars(value).items())))]


def loaded(content: bytes) -> object:
    """What `dumped` wrote. Raises `NotAPack`."""
    try:
        texts, _, rest = content.partition(b"\n")
        values: list[Any] = json.loads(texts.decode("utf-8"))
        numbers = _little_endian(array(_INTEGERS, rest)).tolist()
        at = 0
        while at < len(numbers):
            end = at + 2 + numbers[at]
            values.append(_MAKE[numbers[at + 1]]([values[part] for part in numbers[at + 2 : end]]))
            at = end
        root: object = values[-1]
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
"""What makes a value of its parts, in order of what it is."""

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
