"""A repository in memory, for examples and cases of rules about files."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from pmlint.check import Presence


class MemoryFiles:
    """Files by their paths from the root; `RepositoryFiles` is the real thing, and stricter."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def look(self, document: str, path: str) -> Presence | None:
        found = self._found(document, path)
        return "there" if any(each in self._files for each in found) else "missing" if found else "outside"

    def content(self, document: str, path: str, most: int) -> bytes | None:
        texts = [self._files[each].encode() for each in self._found(document, path) if each in self._files]
        return next(iter(texts), None)

    def _found(self, document: str, path: str) -> list[str]:
        """Where a path leads inside the repository: from the document's folder, and from the root."""
        begins = ("",) if path.startswith("/") else (posixpath.dirname(document), "")
        places = [posixpath.normpath(posixpath.join(begin, path.lstrip("/"))) for begin in begins]
        return [place for place in places if not place.startswith("..")]
