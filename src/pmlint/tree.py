"""Where the files are read from that decide how documents are judged: the working tree, or a commit of it.

Paths are those of the working tree, whichever it is. Standard library only.
"""

from __future__ import annotations

import os
from typing import Protocol

from pmlint.plain_file import read_plain_file


class Tree(Protocol):
    """Files and folders by their paths."""

    def there(self, path: str) -> bool:
        """Whether anything lies at a path, a link too that leads nowhere."""

    def is_file(self, path: str) -> bool:
        """Whether a file lies at a path."""

    def is_link(self, path: str) -> bool:
        """Whether a link lies at a path."""

    def names(self, folder: str) -> list[str]:
        """What lies in a folder, in order; nothing, where there is none."""

    def read(self, path: str, most: int, *, follow: bool = True) -> bytes:
        """What a file holds, of at most `most` bytes. Raises `Refused`, and `OSError` where there is none to read."""

    def shown(self, path: str) -> str:
        """A path as it is told to people."""


class WorkingTree:
    """What lies on the disk."""

    def there(self, path: str) -> bool:
        """See `Tree`."""
        return os.path.lexists(path)

    def is_file(self, path: str) -> bool:
        """See `Tree`."""
        return os.path.isfile(path)

    def is_link(self, path: str) -> bool:
        """See `Tree`."""
        return os.path.islink(path)

    def names(self, folder: str) -> list[str]:
        """See `Tree`."""
        try:
            return sorted(os.listdir(folder))
        except OSError:
            return []

    def read(self, path: str, most: int, *, follow: bool = True) -> bytes:
        """See `Tree`."""
        return read_plain_file(path, most, follow=follow)

    def shown(self, path: str) -> str:
        """See `Tree`."""
        return path


WORKING_TREE = WorkingTree()
