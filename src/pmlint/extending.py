"""How a pack extends another one: what it says comes on top of what it takes over.

Works on plain data, before it is checked against our types, so that a mistake can be told where it is written: what a
pack itself says keeps its place in the result.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, NamedTuple

from pmlint.spelling import name_key

_IDENTITIES = ("id", "level", "kind", "name")
"""Keys by which an entry of a list (a section, a severity, a group, a step) is the same in two packs."""

_ADDED_TO = ("aliases", "phrases", "sometimes", "patterns", "false-friends", "words")
"""Keys whose lists are words by which documents are read: there can be more of them, hardly fewer."""


class UnknownSection(NamedTuple):
    """A section that is named at a path of keys, and that neither the pack nor what it extends has."""

    id: str
    at: tuple[str | int, ...]
    known: tuple[str, ...]


class Spoken(NamedTuple):
    """Words of a pack that stand beside its `pack.yaml`, as plain data: those of one language, or of several."""

    sections: dict[str, dict[str, Any]]
    """`aliases`, `phrases` and `sometimes` as in an entry of `sections`, by the section's id."""
    groups: dict[str, list[str]]
    """`aliases` of groups of actions by kind."""
    roles: dict[str, list[str]]
    """`aliases` of roles by id."""
    words: dict[str, Any]


NOTHING_SPOKEN = Spoken({}, {}, {}, {})


class Extended(NamedTuple):
    """What a pack says together with what it takes over, and the sections that it names and nobody knows."""

    data: dict[str, Any]
    unknown: list[UnknownSection]


def extended(own: dict[str, Any], inherited: dict[str, Any], spoken: Spoken = NOTHING_SPOKEN) -> Extended:
    """What a pack says together with what it takes over from the pack it extends.

    Keys are taken over one by one. A list of words to read by is added to; any other list takes the place of the
    inherited one. Where its entries have an id (sections, severities, action groups, roles, paging), each takes over
    what it does not say from the entry with its id; sections that are left out stay known to the reader as
    `other-sections`. A section may be written as its id alone. `aliases` adds names to sections by id. A name that the
    pack gives to one section is no other's any more, and so with groups of actions. `spoken` are more words of the
    pack; those of sections, groups and roles that do not exist are left out.
    """
    own, inherited = dict(own), deepcopy(inherited)
    added = own.pop("aliases", {})
    if spoken.words:
        own["words"] = together(own.get("words", {}), spoken.words, adding=True)
    spoken_names = {id_: each["aliases"] for id_, each in spoken.sections.items()}
    known = [*_entries(inherited, "sections"), *_entries(inherited, "other-sections")]
    unknown = _write_out_sections(own, tuple(str(entry.get("id")) for entry in known))
    claims = {**_claims([], spoken_names), **_claims(_entries(own, "sections"), added)}
    _hold_people(_entries(own, "sections"), known, claims)
    _give_up_names(known, claims)
    groups = _entries(inherited, "action-groups")
    _give_up_names(
        groups, {**_claims([], spoken.groups), **_claims(_entries(own, "action-groups"), {}, "kind")}, "kind"
    )
    result: dict[str, Any] = together(own, inherited)
    if "sections" in own:
        result["sections"] = together(own["sections"], known)
        kept = {entry.get("id") for entry in _entries(result, "sections")}
        result["other-sections"] = [entry for entry in known if entry.get("id") not in kept]
    if isinstance(added, dict):
        unknown += _add_names(result, added)
    _speak(result, spoken)
    return Extended(result, unknown)


def _write_out_sections(own: dict[str, Any], ids: tuple[str, ...]) -> list[UnknownSection]:
    """Makes entries of the sections that a pack writes as ids alone; returns those that nobody knows."""
    unknown: list[UnknownSection] = []
    if isinstance(own.get("sections"), list):
        written = own["sections"]
        own["sections"] = [{"id": entry} if isinstance(entry, str) else entry for entry in written]
        for index, entry in enumerate(written):
            if isinstance(entry, str) and entry not in ids:
                unknown.append(UnknownSection(entry, ("sections", index), ids))
                own["sections"][index] = {"id": entry, "title": entry}
    return unknown


def _add_names(result: dict[str, Any], added: dict[str, Any]) -> list[UnknownSection]:
    """Adds names to sections by id; returns the ids that no section has."""
    sections = {entry.get("id"): entry for key in ("other-sections", "sections") for entry in _entries(result, key)}
    for section_id, names in added.items():
        if section := sections.get(section_id):
            section["aliases"] = together(names, section.get("aliases", []), adding=True)
    known = tuple(map(str, sections))
    return [UnknownSection(each, ("aliases", each), known) for each in added if each not in sections]


def _speak(result: dict[str, Any], spoken: Spoken) -> None:
    """Adds words to the sections, groups and roles of a process."""
    for key in ("sections", "other-sections"):
        for entry in _entries(result, key):
            for kind, names in spoken.sections.get(str(entry.get("id")), {}).items():
                entry[kind] = together(entry.get(kind, []), names, adding=True)
    for key, identity, added in (("action-groups", "kind", spoken.groups), ("roles", "id", spoken.roles)):
        for entry in _entries(result, key):
            if names := added.get(str(entry.get(identity))):
                entry["aliases"] = together(entry.get("aliases", []), names, adding=True)


def _entries(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    written = data.get(key)
    return [entry for entry in written if isinstance(entry, dict)] if isinstance(written, list) else []


def together(own: Any, inherited: Any, adding: bool = False) -> Any:
    """Two values of one key, what is the pack's own first, so that its places stay what they are.

    `adding` tells that a list is added to; else it takes the place of the inherited one. Entries of a list that
    is added to, and that say `when` they hold, are joined.
    """
    if isinstance(own, dict) and isinstance(inherited, dict):
        both = {key: together(own[key], inherited.get(key), adding or key in _ADDED_TO) for key in own}
        return {**both, **{key: value for key, value in inherited.items() if key not in own}}
    if isinstance(own, list) and isinstance(inherited, list):
        if adding:
            return _added(own, inherited)
        before = {identity: entry for entry in inherited if (identity := _identity(entry)) is not None}
        return [together(entry, before.get(identity)) if (identity := _identity(entry)) else entry for entry in own]
    return own


def _added(own: list[Any], inherited: list[Any]) -> list[Any]:
    """A list with what another one has more."""
    known = [entry.get("when") if isinstance(entry, dict) else entry for entry in own]
    result = list(own)
    for entry in inherited:
        when = entry.get("when") if isinstance(entry, dict) else None
        if when is not None and when in known:
            at = known.index(when)
            result[at] = {**result[at], "names": [*(_words(result[at].get("names"))), *_words(entry.get("names"))]}
        elif entry not in own:
            result.append(entry)
    return result


def _identity(entry: Any) -> tuple[str, object] | None:
    if not isinstance(entry, dict):
        return None
    return next(((key, str(entry[key])) for key in _IDENTITIES if key in entry), None)


def _claims(entries: list[dict[str, Any]], added: Any, identity: str = "id") -> dict[str, object]:
    """The names that a pack itself gives to sections, or to groups of actions, each with what identifies its entry."""
    claims: dict[str, object] = {}
    for entry in entries:
        names = [entry.get("title"), *_words(entry.get("aliases"))]
        claims.update((name_key(name), entry.get(identity)) for name in names if isinstance(name, str))
    for section_id, names in added.items() if isinstance(added, dict) else ():
        claims.update((name_key(name), section_id) for name in _words(names))
    return claims


def _hold_people(own: list[dict[str, Any]], inherited: list[dict[str, Any]], claims: dict[str, object]) -> None:
    """Notes which of a pack's own sections hold people: those with names that may open a sign-off, as `Attendees`."""
    signed = [entry for entry in inherited if entry.get("holds") == "signatures"]
    sometimes = [names for entry in signed for names in _entries(entry, "sometimes") if names.get("when") == "heading"]
    of_people = {claims.get(name_key(name)) for names in sometimes for name in _words(names.get("names"))}
    known = {entry.get("id") for entry in inherited}
    for entry in own:
        if entry.get("id") in of_people and entry.get("id") not in known:
            entry.setdefault("holds", "facts")


def _give_up_names(entries: list[dict[str, Any]], claims: dict[str, object], identity: str = "id") -> None:
    """Takes from inherited entries the names that are another's now."""
    for entry in entries:
        own = entry.get(identity)
        for holder in (entry, *_entries(entry, "sometimes")):
            for key in ("aliases", "phrases", "names"):
                if isinstance(holder.get(key), list):
                    holder[key] = [name for name in _words(holder[key]) if claims.get(name_key(name), own) == own]


def _words(written: Any) -> list[str]:
    return [word for word in written if isinstance(word, str)] if isinstance(written, list) else []
