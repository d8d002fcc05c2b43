"""Which files are judged, and why others are not: rules about paths and names; nothing is opened or listed."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from pmlint.patterns import BadPattern, Patterns, is_pattern
from pmlint.report import Skipped

SUFFIXES = (".md", ".markdown", ".mdx", ".qmd")
"""What files of a folder end with to be looked at; a file that is named by hand may end with anything."""


Speaks = Callable[[str], bool]
"""Whether the names of a path from the root speak of an incident."""


class BadEntry(Exception):
    """A pattern of the configuration that is none: the key and the place in its list."""

    def __init__(self, key: str, index: int, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.index = index


class Idle(NamedTuple):
    """A pattern of the configuration that decided nothing in a run."""

    key: str
    at: int
    pattern: str


class Selection:
    """What the configuration says about paths, all of them relative to `root`; `policy.PolicyFile` describes it.

    Where no paths are configured nothing lies outside, unless `speaks` is given, which tells whether the names of a
    path speak of an incident. Raises `BadEntry`.
    """

    def __init__(
        self,
        root: str = ".",
        paths: Sequence[str] = (),
        exclude: Sequence[str] = (),
        not_postmortems: Sequence[str] = (),
        usual_names: Sequence[str] = (),
        speaks: Speaks | None = None,
    ) -> None:
        self.root = root
        self._folders = [posixpath.normpath(each) for each in paths if not is_pattern(each)]
        self._places = [index for index, each in enumerate(paths) if is_pattern(each)]
        self._paths = self._patterns("paths", [paths[index] for index in self._places])
        self._exclude = self._patterns("exclude", exclude)
        self._named = self._patterns("not-postmortems", not_postmortems, any_case=True)
        self._usual_names = {name.lower() for name in usual_names}
        self._speaks = None if paths else speaks
        self._known: dict[str, str] = {}

    def _patterns(self, key: str, written: Sequence[str], *, any_case: bool = False) -> Patterns:
        try:
            return Patterns(written, any_case=any_case)
        except BadPattern as bad:
            index = self._places[bad.index] if key == "paths" else bad.index
            raise BadEntry(key, index, str(bad)) from None

    def why_not(self, path: str, *, found: bool = False, is_folder: bool = False) -> Skipped | None:
        """Why a file, or with `is_folder` a folder, is not judged; `None` where it is.

        What was `found` in a folder has to look like a document, too; what was named by hand may look like anything.
        """
        end, name = "/" if is_folder else "", os.path.basename(path)
        shown, inside = PurePath(path).as_posix() + end, self.from_root(path) + end
        if self._is_outside(inside):
            return Skipped(shown, "outside paths")
        if pattern := self._exclude.taking(inside):
            return Skipped(shown, "excluded", pattern)
        if found and is_hidden(name):
            return Skipped(shown, "hidden")
        if found and not is_folder and not looks_like_document(name):
            return Skipped(shown, "not Markdown")
        if pattern := self._naming(inside, name):
            return Skipped(shown, "not a postmortem", pattern)
        return None

    def takes(self, folder_or_file: str) -> bool:
        """Whether a pattern of the configured paths takes a path from the root; a folder's ends with a slash."""
        return self._paths.taking(folder_or_file) is not None

    def idle(self) -> list[Idle]:
        """The patterns that have decided nothing so far, by key and place."""
        keys = (("paths", self._paths), ("exclude", self._exclude), ("not-postmortems", self._named))
        return [
            Idle(key, self._places[index] if key == "paths" else index, patterns.written[index])
            for key, patterns in keys
            for index in patterns.idle
        ]

    def from_root(self, path: str) -> str:
        """A path as seen from the root, with slashes."""
        folder, name = os.path.split(path)
        if folder not in self._known:
            self._known[folder] = from_folder(folder, self.root)
        return posixpath.join(self._known[folder], name).removeprefix("./")

    def _is_outside(self, inside: str) -> bool:
        """Whether a path from the root is none of the configured ones; they say nothing about what is not below it."""
        if inside.startswith("../") or os.path.isabs(inside):
            return False
        if self._speaks:
            return not inside.endswith("/") and not self._speaks(inside)
        if not self._folders and not self._places:
            return False
        decision = self._paths.decide(inside)
        if decision is not None:
            return not decision[1]
        return not any(each == "." or f"{inside}/".startswith(f"{each.rstrip('/')}/") for each in self._folders)

    def _naming(self, inside: str, name: str) -> str | None:
        """The name or pattern by which a file is no postmortem; the configuration goes before the usual names."""
        decision = self._named.decide(inside)
        if decision is not None:
            return decision[0] if decision[1] else None
        return name if name.lower() in self._usual_names else None


def from_folder(path: str, folder: str) -> str:
    """A path as seen from a folder, with slashes; on Windows, where it may lie on another drive, the whole path."""
    whole = os.path.abspath(path or ".")
    try:
        return PurePath(os.path.relpath(whole, os.path.abspath(folder))).as_posix()
    except ValueError:
        return PurePath(whole).as_posix()


def looks_like_document(path: str) -> bool:
    """Whether a file is called as Markdown is."""
    return path.lower().endswith(SUFFIXES)


def is_hidden(name: str) -> bool:
    """Whether a name is that of a file or folder which is not for people, or which an editor left behind."""
    return name.startswith(".") or name.endswith("~") or (name[:1] == name[-1:] == "#") or name == "node_modules"
