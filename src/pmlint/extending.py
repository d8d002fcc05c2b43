"""How a pack extends another one: what it says comes on top of what it takes over.

Works on plain data, before it is checked against our types, so that a mistake can be told where it is written: what a
pack itself says keeps its place in the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from pmlint.spelling import name_key

_IDENTITIES = ("id", "level", "kind", "name")
"""Keys by which an entry of a list (a section, a severity, a group, a step) is the same in two packs."""

_ADDED_TO = ("aliases", "phrases", "sometimes", "patterns", "false-friends", "words")
"""Keys whose lists are words by which documents are read: there can be more of them, hardly fewer."""


class UnknownSection(Exception):
    """A section is named that neither the pack nor what it extends has."""

    def __init__(self, section_id: str, at: tuple[str | int, ...], known: Iterable[str]) -> None:
        super().__init__(section_id)
        self.section_id = section_id
        self.at = at
        self.known = tuple(known)


def extended(own: dict[str, Any], inherited: dict[str, Any]) -> dict[str, Any]:
    """What a pack says together with what it takes over from the pack it extends.

    Keys are taken over one by one. A list of words to read by is added to; any other list takes the place of the
    inherited one. Where its entries have an id (sections, severities, action groups, roles, paging), each takes over
    what it does not say from the entry with its id; sections that are left out stay known to the reader as
    `other-sections`. A section may be written as its id alone. `aliases` adds names to sections by id. A name that the
    pack gives to one section is no other's any more. Raises `UnknownSection`.
    """
    own, inherited = dict(own), deepcopy(inherited)
    added = own.pop("aliases", {})
    known = [*_entries(inherited, "sections"), *_entries(inherited, "other-sections")]
    if isinstance(own.get("sections"), list):
        own["sections"] = list(_spelled_out(own["sections"], [str(entry.get("id")) for entry in known]))
    _give_up_names(known, _claims(_entries(own, "sections"), added))
    result: dict[str, Any] = _together(own, inherited)
    if "sections" in own:
        result["sections"] = _together(own["sections"], known)
        kept = {entry.get("id") for entry in _entries(result, "sections")}
        result["other-sections"] = [entry for entry in known if entry.get("id") not in kept]
    if isinstance(added, dict):
        _add_aliases(added, [*_entries(result, "sections"), *_entries(result, "other-sections")])
    return result


def _entries(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    written = data.get(key)
    return [entry for entry in written if isinstance(entry, dict)] if isinstance(written, list) else []


def _spelled_out(sections: list[Any], known: list[str]) -> Iterator[Any]:
    """Sections of which some are written as their id alone."""
    for index, entry in enumerate(sections):
        if isinstance(entry, str) and entry not in known:
            raise UnknownSection(entry, ("sections", index), known)
        yield {"id": entry} if isinstance(entry, str) else entry


def _together(own: Any, inherited: Any, adding: bool = False) -> Any:
    """Two values of one key, what is the pack's own first, so that its places stay what they are."""
    if isinstance(own, dict) and isinstance(inherited, dict):
        both = {key: _together(own[key], inherited.get(key), adding or key in _ADDED_TO) for key in own}
        return {**both, **{key: value for key, value in inherited.items() if key not in own}}
    if isinstance(own, list) and isinstance(inherited, list):
        if adding:
            return [*own, *(entry for entry in inherited if entry not in own)]
        before = {_identity(entry): entry for entry in inherited if isinstance(entry, dict)}
        return [_together(entry, before.get(_identity(entry))) for entry in own]
    return own


def _identity(entry: Any) -> tuple[str, object] | None:
    if not isinstance(entry, dict):
        return None
    return next(((key, str(entry[key])) for key in _IDENTITIES if key in entry), None)


def _add_aliases(added: dict[str, Any], sections: list[dict[str, Any]]) -> None:
    for section_id, names in added.items():
        section = next((section for section in sections if section.get("id") == section_id), None)
        if section is None:
            raise UnknownSection(section_id, ("aliases", section_id), [str(section.get("id")) for section in sections])
        section["aliases"] = _together(names, section.get("aliases", []), adding=True)


def _claims(sections: list[dict[str, Any]], added: Any) -> dict[str, object]:
    """The names that a pack itself gives to sections, each with the section's id."""
    claims: dict[str, object] = {}
    for section in sections:
        names = [section.get("title"), *_words(section.get("aliases"))]
        claims.update((name_key(name), section.get("id")) for name in names if isinstance(name, str))
    for section_id, names in added.items() if isinstance(added, dict) else ():
        claims.update((name_key(name), section_id) for name in _words(names))
    return claims


def _give_up_names(sections: list[dict[str, Any]], claims: dict[str, object]) -> None:
    """Takes from inherited sections the names that are another's now."""
    for section in sections:
        for holder in (section, *_entries(section, "sometimes")):
            for key in ("aliases", "phrases", "names"):
                if isinstance(holder.get(key), list):
                    own = section.get("id")
                    holder[key] = [name for name in _words(holder[key]) if claims.get(name_key(name), own) == own]


def _words(written: Any) -> list[str]:
    return [word for word in written if isinstance(word, str)] if isinstance(written, list) else []
