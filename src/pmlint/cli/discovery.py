"""Where postmortems are in a repository whose configuration does not say so, as far as names tell."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pmlint.files import find
from pmlint.patterns import BadPattern, Patterns, is_pattern
from pmlint.policy import NO_POSTMORTEMS
from pmlint.process import FileWords
from pmlint.selection import Selection
from pmlint.speaking import SpeakingNames

SIBLINGS = 3
"""Folders of one name, beside each other in other folders, from which on they are a pattern: two may be chance."""


_MARKS = re.compile(r"[\\*?\[\]]| $")
"""What means something in a pattern."""


class Discovered(NamedTuple):
    """Postmortems that names tell."""

    files: tuple[str, ...]
    """As seen from the working directory."""
    paths: tuple[str, ...]
    """The folders that hold them, and patterns of names: what `paths` of a configuration would have."""


def speaks_of_incidents(root: str, words: FileWords) -> Callable[[str], bool]:
    """Whether a path from the root has a name that speaks of an incident; the root's own name counts."""
    names, own = SpeakingNames(words), os.path.basename(os.path.abspath(root))
    return lambda path: names(f"{own}/{path}")


def discover(root: str, words: FileWords) -> Discovered:
    """The postmortems below a root, and where they are."""
    selection = Selection(root, usual_names=NO_POSTMORTEMS, speaks=speaks_of_incidents(root, words))
    files = find([os.path.relpath(root)], selection).judged
    own, names = os.path.basename(os.path.abspath(root)), SpeakingNames(words)
    places = {_place(selection.from_root(path), own, names) for path in files}
    return Discovered(files, tuple(sorted(_joined(_outermost(places)))))


def _place(path: str, root: str, names: SpeakingNames) -> str:
    """Where the postmortem at a path from the root is: a folder, a pattern that takes it, or the path itself."""
    place = names.place(f"{root}/{path}")
    if place == root:
        return "."
    place = place.removeprefix(f"{root}/") if place else path
    if not is_pattern(place):
        return place
    anchored = place if "/" in place else f"/{place}"
    return anchored if _takes(anchored, path) else pattern_of(path) or path


def pattern_of(path: str) -> str | None:
    """A pattern that takes a path from the root and no other; `None` where no pattern can."""
    pattern = "/" + _MARKS.sub(r"\\\g<0>", path)
    return pattern if _takes(pattern, path) else None


def _takes(pattern: str, path: str) -> bool:
    try:
        return Patterns([pattern]).taking(path) is not None
    except BadPattern:
        return False


def _outermost(places: Iterable[str]) -> set[str]:
    """The places that lie in no other."""
    known = set(places)
    return {"."} if "." in known else {each for each in known if not known.intersection(_above(each))}


def _above(place: str) -> Iterator[str]:
    while place := posixpath.dirname(place.rstrip("/")):
        if place == "/":
            return
        yield place


def _joined(places: set[str]) -> set[str]:
    """The places, with folders of one name in folders beside each other as one pattern."""
    alike: dict[tuple[str, str], list[str]] = {}
    for place in places:
        above, name = posixpath.split(place)
        if above and not is_pattern(place):
            alike.setdefault((posixpath.dirname(above), name), []).append(place)
    for (head, name), folders in alike.items():
        if len(folders) >= SIBLINGS:
            places = (places - {*folders}) | {posixpath.join(head, "*", name)}
    return places
