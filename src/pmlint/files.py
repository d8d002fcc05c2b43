"""Paths to documents: which files are judged, how they are read, and what is refused.

Only regular files are opened: a link, a pipe or a device in the place of a postmortem is refused by name, as is a file
that is too large or not UTF-8. Refused is not skipped: the check of such a tree is not complete.
"""

import codecs
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from pmlint.engine import Input
from pmlint.model import Fault
from pmlint.plain_file import Refused, read_plain_file, too_large
from pmlint.report import Skipped
from pmlint.selection import Selection, is_hidden
from pmlint.text import Source, Span

LARGEST = 1024 * 1024
"""Bytes of a document that are read; parsing more could take longer than ten seconds."""

CONFIGURATION = ".pmlint.yaml"
"""The configuration of a repository, in its root."""


class NoSuchPath(Exception):
    """A path that was asked for does not exist."""


class Found(NamedTuple):
    """The files to judge, and those that are passed over; in order, each once."""

    judged: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    configurations: tuple[str, ...] = ()
    """Configurations in the folders that were searched. They are not read."""


def find(paths: Sequence[str], selection: Selection) -> Found:
    """The files at some paths, each once, however often it is named. Folders are searched. Raises `NoSuchPath`."""
    judged: dict[str, str] = {}
    skipped: dict[str, Skipped] = {}
    configurations: list[str] = []
    real_folder = cache(os.path.realpath)
    for path in paths:
        if not os.path.lexists(path):
            raise NoSuchPath(path)
        for each in _walk(path) if os.path.isdir(path) else [_Seen(path, named=True)]:
            place = _place(each.path, real_folder)
            if place in judged:
                continue
            if not each.named and os.path.basename(each.path) == CONFIGURATION:
                configurations.append(PurePath(each.path).as_posix())
            if reason := selection.why_not(each.path, found=not each.named, is_folder=each.is_folder):
                skipped.setdefault(place, reason)
            else:
                skipped.pop(place, None)  # what a folder passes over may be named by hand, too
                judged[place] = PurePath(each.path).as_posix()
    return Found(tuple(judged.values()), tuple(skipped.values()), tuple(configurations))


def expand(selection: Selection) -> Iterator[str]:
    """The topmost files and folders that a pattern of the configured paths takes."""
    for parent, folders, files in os.walk(selection.root):
        taken = []
        for name in sorted(folders):
            path = os.path.join(parent, name)
            if is_hidden(name):
                taken.append(name)
            elif selection.takes(f"{selection.from_root(path)}/"):
                taken.append(name)
                yield path
        folders[:] = sorted(set(folders) - set(taken))
        yield from (
            path
            for path in (os.path.join(parent, name) for name in sorted(files) if not is_hidden(name))
            if selection.takes(selection.from_root(path))
        )


class _Seen(NamedTuple):
    """A file that was named, or found in a folder; or a folder that is not searched."""

    path: str
    named: bool = False
    is_folder: bool = False


def _walk(folder: str) -> Iterator[_Seen]:
    """What is in a folder: all files, and the hidden folders as a whole.

    A folder that can't be listed stands for itself, as if it had been named, and so does a link to a folder: it is
    refused like any other link, since what lies behind it would else be passed over in silence.
    """
    unlisted: list[str] = []
    for parent, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(str(error.filename))):
        hidden = {name for name in folders if is_hidden(name)}
        links = {name for name in folders if os.path.islink(os.path.join(parent, name))} - hidden
        folders[:] = sorted(set(folders) - hidden)
        for name in sorted([*files, *links, *hidden]):
            yield _Seen(os.path.join(parent, name), named=name in links, is_folder=name in hidden)
    yield from (_Seen(path, named=True) for path in unlisted)


def _place(path: str, real_folder: Callable[[str], str]) -> str:
    """Where a file lies, however it was named; one that is a link stands for itself."""
    folder, name = os.path.split(path)
    return os.path.join(real_folder(os.path.abspath(folder)), name)


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
