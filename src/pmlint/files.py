"""Paths to documents: which files are judged, how they are read, and what is refused.

Only regular files are opened: a link, a pipe or a device in the place of a postmortem is refused by name, as is a file
that is too large or not UTF-8. Refused is not skipped: the check of such a tree is not complete.
"""

import codecs
import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import PurePath
from typing import NamedTuple

from pmlint.engine import Input
from pmlint.model import Fault
from pmlint.plain_file import Refused, read_plain_file, too_large
from pmlint.report import Skipped
from pmlint.text import Source, Span

SUFFIXES = (".md", ".markdown", ".mdx", ".qmd")
"""What files of a folder end with to be looked at; a file that is named by hand may end with anything."""

LARGEST = 1024 * 1024
"""Bytes of a document that are read; parsing more could take longer than ten seconds."""


class NoSuchPath(Exception):
    """A path that was asked for does not exist."""


class Selection(NamedTuple):
    """Which files are judged; patterns as `policy.PolicyFile` describes them, relative to `root`."""

    root: str
    exclude: tuple[str, ...]
    not_postmortems: tuple[str, ...]


class Found(NamedTuple):
    """The files to judge, and those that are passed over; in order, each once."""

    judged: tuple[str, ...]
    skipped: tuple[Skipped, ...]


def find(paths: Sequence[str], selection: Selection) -> Found:
    """The files at some paths. Folders are searched. Raises `NoSuchPath`."""
    judged: list[str] = []
    skipped: list[Skipped] = []
    seen: set[str] = set()  # a file may be named twice, in two spellings of its path
    for path in paths:
        if not os.path.lexists(path):
            raise NoSuchPath(path)
        for file in _walk(path) if os.path.isdir(path) else [path]:
            if (whole := os.path.abspath(file)) in seen:
                continue
            seen.add(whole)
            shown = PurePath(file).as_posix()
            if pattern := _excluding(file, selection):
                skipped.append(Skipped(shown, "excluded", pattern))
            elif name := _naming(file, selection):
                skipped.append(Skipped(shown, "not a postmortem", name))
            else:
                judged.append(shown)
    return Found(tuple(judged), tuple(skipped))


def _walk(folder: str) -> Iterator[str]:
    """The files of a folder that look like documents.

    A folder that can't be listed stands for itself, as does a link to a folder: it is refused like any other link,
    since what lies behind it would else be passed over in silence.
    """
    unlisted: list[str] = []
    for parent, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(str(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        for name in sorted([*files, *links]):
            if name in links or name.lower().endswith(SUFFIXES):
                yield os.path.join(parent, name)
    yield from unlisted


def _excluding(path: str, selection: Selection) -> str | None:
    """The pattern that excludes a file."""
    relative = PurePath(os.path.relpath(path, selection.root)).as_posix() if selection.exclude else ""
    return next(
        (each for each in selection.exclude if any(_matches(relative, one) for one in (each, f"{each.rstrip('/')}/*"))),
        None,
    )


def _naming(path: str, selection: Selection) -> str | None:
    """The name by which a file is no postmortem."""
    return next((name for name in selection.not_postmortems if _matches(os.path.basename(path), name)), None)


def _matches(name: str, pattern: str) -> bool:
    return fnmatch(name.lower(), pattern.lower())


def load(path: str) -> Input:
    """The document at a path, or why it can't be read."""
    try:
        return decode(path, read_plain_file(path, LARGEST, follow=False))
    except Refused as refused:
        return _unreadable(path, str(refused), refused.help)
    except OSError as error:
        return _unreadable(path, f"can't be read: {error.strerror or type(error).__name__}", None)


def decode(path: str, content: bytes) -> Input:
    """A document from its bytes: UTF-8, with or without a byte order mark."""
    if len(content) > LARGEST:
        refused = too_large(LARGEST)
        return _unreadable(path, str(refused), refused.help)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unreadable(path, "is UTF-16, not UTF-8", "save it as UTF-8")
    if b"\0" in content:
        return _unreadable(path, "is binary", "a postmortem is Markdown text in UTF-8")
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = Source(path, content[: error.start].decode("utf-8")).line_count
        byte = content[error.start]
        return _unreadable(path, f"is not UTF-8: byte 0x{byte:02X} in line {line}", "save it as UTF-8")
    return Input(Source(path, text))


def _unreadable(path: str, message: str, help: str | None) -> Input:
    return Input(Source(path, ""), Fault("unreadable", Span(0, 0), f"the file {message}", help))
