"""Bytes of files that strangers may have put there: nothing waits or reads without end. Standard library only.

What is written is there whole, or not at all.
"""

from __future__ import annotations

import os
import stat

_READABLE = 0o644
"""Who may read a file that was not there before: everybody, as of any file of a repository."""


class Refused(Exception):
    """Why a file is not read; `help` says what to do."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help


def read_plain_file(path: str, most: int, *, follow: bool = True) -> bytes:
    """The bytes of a regular file, of at most `most` bytes; links are refused unless `follow`.

    Raises `Refused`, and `OSError` where there is no file to read.
    """
    if not follow and os.path.islink(path):
        raise Refused("is a link, not a file", "put the file itself there")
    # Opened without waiting for a pipe's other end, then asked what it is.
    careful = getattr(os, "O_NONBLOCK", 0) | (0 if follow else getattr(os, "O_NOFOLLOW", 0))
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | careful)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Refused("is not a regular file", "put the file itself there")
        content = file.read(most + 1)
    if len(content) > most:
        raise too_large(most)
    return content


def too_large(most: int) -> Refused:
    """The refusal of what has more than `most` bytes."""
    return Refused(f"is larger than {most // 1024} KiB", "move logs and data into files of their own")


def write_aside(path: str, content: bytes) -> None:
    """Puts a file in the place of the one at a path, so that whoever reads gets all of the old or all of the new one.

    Raises `Refused` where something else than a file lies there, and `OSError`, after which the old one is as it was.
    """
    import tempfile  # which loads much that hardly a run needs

    if os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
        raise Refused("is not a regular file", "put a file there, or nothing")
    mode = os.stat(path).st_mode if os.path.exists(path) else _READABLE
    with tempfile.NamedTemporaryFile(dir=os.path.dirname(path) or ".", prefix=".pmlint-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, stat.S_IMODE(mode))
            os.replace(file.name, path)
        except OSError:
            os.unlink(file.name)
            raise
