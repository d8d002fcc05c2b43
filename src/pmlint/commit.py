"""A commit as a tree of files, read by `git` alone: one `rev-parse`, and objects by their names from `cat-file`.

Nothing of the checkout has a say in what is read. Git gets an environment of our own and settings that run no program
and fetch nothing; attributes, filters and hooks have no part in reading objects. Every object is hashed again, so that
neither a replacement, nor an alternate, nor a damaged store can put another text in the place of the one that the
commit names. Standard library only.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from pmlint.plain_file import Refused, too_large
from pmlint.tree import WORKING_TREE

LONGEST_REF = 250
"""Characters of a ref; git itself keeps them as file names."""

LARGEST = 64 * 1024 * 1024
"""Bytes of an object that are read at all; the trees of the largest repositories have a tenth."""

PATIENCE = 60
"""Seconds that finding a ref may take."""

_MODES = {"100644": "file", "100755": "file", "100664": "file", "120000": "link", "40000": "folder", "160000": "module"}
"""What the entries of a tree are, by the modes that git writes."""

_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.alternateRefsCommand=",
    "core.useReplaceRefs=false",
    "core.warnAmbiguousRefs=true",
    "protocol.allow=never",
    "safe.directory=*",
)
"""What the command line of git overrules. Every directory is safe, as nothing in one is run."""

_NAME = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")


_SHA1 = 40
"""Digits of an object's name where it is hashed with SHA-1; with SHA-256 there are more."""


class BadRef(Exception):
    """A ref that names no commit here, and why."""


class NotReadable(Exception):
    """Why a commit can't be read, though there may be nothing wrong with it."""


class _Entry(NamedTuple):
    kind: str
    name: str
    """Of the object."""


class CommitTree:
    """The files of a commit, by their paths in the working tree whose root is `root`.

    `ref` is what the user wrote, `sha` the commit that it meant when this was made. What lies outside the root is
    that of the disk. Raises `BadRef` and `NotReadable`; the methods the latter.
    """

    def __init__(self, root: str, ref: str) -> None:
        self.root = os.path.realpath(root)
        self.ref = ref
        self._process: subprocess.Popen[bytes] | None = None
        self._folders: dict[str, dict[str, _Entry]] = {}
        self.sha = self._resolved()
        try:
            self._top = _Entry("folder", self._tree_of(self._object(self.sha, b"commit")))
        except NotReadable:
            self.close()
            raise

    # --- as a tree ----------------------------------------------------------------------------------------------------

    def there(self, path: str) -> bool:
        """See `Tree`."""
        return self._kind(path) is not None

    def is_file(self, path: str) -> bool:
        """See `Tree`."""
        return self._kind(path) == "file"

    def is_link(self, path: str) -> bool:
        """See `Tree`."""
        return self._kind(path) == "link"

    def names(self, folder: str) -> list[str]:
        """See `Tree`."""
        inside = self._inside(folder)
        if inside is None:
            return WORKING_TREE.names(folder)
        found = self._entry(inside)
        return sorted(self._listed(found.name)) if found and found.kind == "folder" else []

    def read(self, path: str, most: int, *, follow: bool = True) -> bytes:
        """See `Tree`; no link is followed."""
        inside = self._inside(path)
        if inside is None:
            return WORKING_TREE.read(path, most, follow=follow)
        found = self._entry(inside)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        if found.kind != "file":
            what = "a link, not a file" if found.kind == "link" else "not a regular file"
            raise Refused(f"is {what}", "put the file itself there")
        content = self._object(found.name, b"blob")
        if len(content) > most:
            raise too_large(most)
        return content

    def shown(self, path: str) -> str:
        """See `Tree`."""
        return path if self._inside(path) is None else f"{self.ref}:{path}"

    def files(self) -> Iterator[tuple[str, str]]:
        """The paths from the root of all files and links of the commit, in order, each with what it is."""
        yield from self._below("", self._top)

    def close(self) -> None:
        """Ends the git that reads objects."""
        if self._process is not None:
            self._process.kill()
            with suppress(OSError):
                self._process.communicate()
            self._process = None

    # --- how it is found ----------------------------------------------------------------------------------------------

    def _below(self, folder: str, entry: _Entry) -> Iterator[tuple[str, str]]:
        for name, each in sorted(self._listed(entry.name).items()):
            path = f"{folder}{name}"
            if each.kind == "folder":
                yield from self._below(f"{path}/", each)
            else:
                yield path, each.kind

    def _inside(self, path: str) -> tuple[str, ...] | None:
        """The parts of a path from the root; `None` where it lies outside."""
        inside = os.path.relpath(os.path.abspath(path), self.root)  # by its words: links of the checkout lead nowhere
        parts = tuple(inside.split(os.sep))
        if parts[0] == os.pardir or os.path.isabs(inside):
            return None
        return () if inside == os.curdir else parts

    def _kind(self, path: str) -> str | None:
        inside = self._inside(path)
        if inside is not None:
            found = self._entry(inside)
            return found.kind if found else None
        if WORKING_TREE.is_link(path):
            return "link"
        return "file" if WORKING_TREE.is_file(path) else "folder" if WORKING_TREE.there(path) else None

    def _entry(self, inside: tuple[str, ...]) -> _Entry | None:
        found: _Entry | None = self._top
        for part in inside:
            if found is None or found.kind != "folder":
                return None
            found = self._listed(found.name).get(part)
        return found

    def _listed(self, tree: str) -> dict[str, _Entry]:
        """What stands in a tree, by name."""
        if tree not in self._folders:
            self._folders[tree] = dict(self._entries(self._object(tree, b"tree")))
        return self._folders[tree]

    def _entries(self, content: bytes) -> Iterator[tuple[str, _Entry]]:
        size, at = len(self.sha) // 2, 0
        while at < len(content):
            end = content.find(b"\0", at)
            mode, _, name = content[at:end].partition(b" ")
            at = end + 1 + size
            if end < 0 or at > len(content):
                raise NotReadable(f"a tree of {self.sha} is damaged")
            kind = _MODES.get(mode.decode("ascii", "replace"), "unknown")
            yield os.fsdecode(name), _Entry(kind, content[end + 1 : at].hex())

    # --- git ----------------------------------------------------------------------------------------------------------

    def _resolved(self) -> str:
        """The name of the commit that the ref means."""
        if not self.ref or self.ref.startswith("-") or len(self.ref) > LONGEST_REF or not self.ref.isprintable():
            raise BadRef("is no name of a commit")
        done = self._run("rev-parse", "--verify", "--end-of-options", f"{self.ref}^{{commit}}")
        said = done.stderr.decode("utf-8", "replace")
        if done.returncode == 0 and "is ambiguous" in said:
            raise BadRef("names several things, a branch and a tag perhaps; write it as 'refs/heads/...'")
        if done.returncode == 0 and _NAME.fullmatch(name := done.stdout.strip()):
            return name.decode()
        if not os.path.lexists(os.path.join(self.root, ".git")):
            raise BadRef("can't be looked up: there is no git repository here")
        shallow = self._run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        if "fatal: Needed a single revision" not in said:
            raise NotReadable(f"git can't look up '{self.ref}': {(said.splitlines() or ['it says nothing'])[-1]}")
        advice = "; this clone is shallow: fetch it whole (actions/checkout: 'fetch-depth: 0')" if shallow else ""
        raise BadRef(f"names no commit here{advice or '; fetch it, or name one that is there'}")

    def _tree_of(self, commit: bytes) -> str:
        """The name of the tree that a commit holds, which its first line says."""
        top = re.match(rb"tree ([0-9a-f]+)\n", commit)
        if top is None:
            raise NotReadable(f"commit {self.sha} has no tree")
        return top[1].decode()

    def _object(self, name: str, kind: bytes) -> bytes:
        """The content of an object of a kind, which is the one that its name says."""
        try:
            process = self._reader()
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(f"{name}\n".encode())
            process.stdin.flush()
            said, found, length = (process.stdout.readline().split() + [b""] * 3)[:3]
            if said != name.encode() or found != kind or not length.isdigit() or int(length) > LARGEST:
                raise NotReadable(f"object {name} of {self.ref} can't be read: {self._why(found)}")
            content = process.stdout.read(int(length) + 1)[:-1]
        except OSError as error:
            raise NotReadable(f"git ended while {self.ref} was read: {error.strerror}") from None
        hashed = hashlib.new("sha1" if len(name) == _SHA1 else "sha256", usedforsecurity=False)
        hashed.update(b"%s %d\0" % (kind, len(content)))
        hashed.update(content)
        if hashed.hexdigest() != name:
            raise NotReadable(f"object {name} of {self.ref} is damaged: its content is another one")
        return content

    @staticmethod
    def _why(found: bytes) -> str:
        return "it is not in this clone" if found in (b"missing", b"") else "it is not what it should be, or too large"

    def _reader(self) -> subprocess.Popen[bytes]:
        """The git that reads objects, one for all."""
        if self._process is None:
            self._process = subprocess.Popen(
                self._command("cat-file", "--batch"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(self.root),
            )
        return self._process

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                self._command(*arguments),
                capture_output=True,
                stdin=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=False,
                env=environment(self.root),
            )
        except FileNotFoundError:
            raise NotReadable("there is no git to read it with") from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotReadable(f"git can't be run: {error}") from None

    def _command(self, *arguments: str) -> list[str]:
        settings = [part for each in _SETTINGS for part in ("-c", each)]
        return ["git", "--no-pager", "--no-replace-objects", "-C", self.root, *settings, *arguments]


def environment(root: str) -> dict[str, str]:
    """What git is told beside its command line: nothing that this process was told, but where programs are."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
        "LC_ALL": "C",
        "GIT_CEILING_DIRECTORIES": os.path.dirname(root),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
