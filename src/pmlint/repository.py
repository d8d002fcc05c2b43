"""What lies beside a document in its repository: whether files exist there, and what is in them. Standard library only.

Paths are what strangers wrote. They are walked part by part and never given to the system as a whole: what leaves the
repository, by its own parts or through a link, is told before anything there is looked at.
"""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

from pmlint.check import Presence, Unread
from pmlint.plain_file import Refused, read_plain_file

LONGEST = 1000
"""Characters of a path that is looked for; the longest of real repositories have 250."""

MOST_LINKS = 20
"""Links on the way to a file that are followed; more go round in a circle."""


class _Found(NamedTuple):
    """What a path leads to, and where it is, if it is there."""

    presence: Presence
    place: str = ""


_MISSING, _OUTSIDE = _Found("missing"), _Found("outside")


class RepositoryFiles:
    """The files of the repositories in which documents lie."""

    def __init__(self) -> None:
        self._homes: dict[str, tuple[str, tuple[str, ...]] | None] = {}

    def look(self, document: str, path: str) -> Presence | None:
        """What a path in a document leads to; `None` where the document lies in no repository."""
        found = self._find(document, path)
        return found.presence if found else None

    def content(self, document: str, path: str, most: int) -> bytes | Unread | None:
        """What the file at a path holds, of at most `most` bytes, or why it is not read; `None` where there is none."""
        found = self._find(document, path)
        if not (found and found.place):
            return None
        try:
            return read_plain_file(found.place, most, follow=False)
        except Refused as refused:
            return Unread(str(refused))
        except OSError as error:
            return Unread(f"cannot be read: {error.strerror}")

    def _find(self, document: str, path: str) -> _Found | None:
        """What a path leads to from the document or from the root; from there only where it begins with a slash."""
        home = self._home(document)
        if home is None:
            return None
        root, folder = home
        begins = ((),) if path.startswith("/") else (folder, ())
        found = [_walk(root, begin, path) for begin in begins]
        return next((each for each in found if each.presence == "there"), found[0])

    def _home(self, document: str) -> tuple[str, tuple[str, ...]] | None:
        """The root of a document's repository, and the parts of its folder from there."""
        if document == "-":  # standard input, which lies nowhere
            return None
        folder = os.path.dirname(os.path.abspath(document))
        if folder not in self._homes:
            self._homes[folder] = _home_of(os.path.realpath(folder))
        return self._homes[folder]


def _home_of(folder: str) -> tuple[str, tuple[str, ...]] | None:
    root = folder
    inner: list[str] = []
    while not os.path.lexists(os.path.join(root, ".git")):
        root, name = os.path.split(root)
        if not name:
            return None
        inner.append(name)
    return root, tuple(reversed(inner))


def _walk(root: str, begin: tuple[str, ...], path: str) -> _Found:
    """Where a path leads that begins at a folder of the repository."""
    if _leaves(begin, path):
        return _OUTSIDE
    if len(path) > LONGEST:
        return _MISSING
    standing, ahead, links = list(begin), path.split("/")[::-1], 0
    while ahead:
        part = ahead.pop()
        if part == ".." and not standing:
            return _OUTSIDE
        if part == "..":
            standing.pop()
        if part in ("", ".", ".."):
            continue
        target = _target(os.path.join(root, *standing, part)) if _is_name(part) else None
        if target is None or links > MOST_LINKS:
            return _MISSING
        if os.path.isabs(target):
            return _OUTSIDE
        if target:
            links += 1
            ahead.extend(target.split("/")[::-1])
        else:
            standing.append(part)
    return _Found("there", os.path.join(root, *standing))


def _is_name(part: str) -> bool:
    """Whether a part of a path can be the name of a file, and is no path to another system."""
    return "\0" not in part and "\\" not in part and not (os.name == "nt" and ":" in part)


def _target(place: str) -> str | None:
    """Where a link leads that lies at a place; nothing, where a file lies there, and `None`, where nothing does."""
    try:
        return os.readlink(place) if stat.S_ISLNK(os.lstat(place).st_mode) else ""
    except (OSError, ValueError):
        return None


def _leaves(begin: tuple[str, ...], path: str) -> bool:
    """Whether a path leaves the repository by its own parts, or enters the folder in which git keeps its own."""
    depth = len(begin)
    for part in path.split("/"):
        depth += -1 if part == ".." else part not in ("", ".")
        if depth < 0 or part.lower() == ".git":
            return True
    return False
