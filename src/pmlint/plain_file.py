"""Bytes of files that strangers may have put there: nothing waits or reads without end. Standard library only."""

from __future__ import annotations

import os
import stat


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
