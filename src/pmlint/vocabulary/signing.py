"""Names of columns of a sign-off, ready to be looked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pmlint.process import Words
from pmlint.spelling import name_key


class Columns(NamedTuple):
    """What the columns of a table of signatures hold, by their indexes; a name may be missing everywhere."""

    names: tuple[int, ...] = ()
    """The people."""
    roles: tuple[int, ...] = ()
    """Their roles."""
    signatures: tuple[int, ...] = ()
    """Whether they have signed."""
    days: tuple[int, ...] = ()
    """When."""
    remarks: tuple[int, ...] = ()
    """Something else that is known."""


class SigningColumns:
    """What columns are called, by the words of a process."""

    def __init__(self, known: Words) -> None:
        signing = known.signing
        self._names = frozenset(map(name_key, signing.people))
        self._roles = frozenset(map(name_key, signing.roles))
        self._signatures = frozenset(map(name_key, (*signing.signatures, *signing.signed))) - {""}
        self._days = frozenset(map(name_key, known.fields.get("date", ())))
        self._remarks = frozenset(map(name_key, signing.remarks))

    def of(self, headers: Sequence[str]) -> Columns:
        """The columns of a table with some headers; a signature is a name where no other column holds names."""
        keys = list(map(name_key, headers))
        names, signatures = tuple(_at(keys, self._names)), tuple(_at(keys, self._signatures))
        names = tuple(index for index in names if index not in signatures) or names[:1]
        return Columns(
            names,
            tuple(_at(keys, self._roles)),
            tuple(index for index in signatures if index not in names),
            tuple(_at(keys, self._days)),
            tuple(_at(keys, self._remarks)),
        )


def _at(keys: Sequence[str], known: frozenset[str]) -> Iterator[int]:
    return (index for index, key in enumerate(keys) if key in known)
