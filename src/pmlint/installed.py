"""Packs that other Python packages bring, by name. Only data: a package is located and never imported.

A package names its packs as entry points of the group `pmlint.packs`: `acme-process = "acme_process"` says that the
folder `acme_process` of what it installs is the pack `acme-process`. An editable installation installs no folder.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "pmlint.packs"

_DOTTED = re.compile(r"\w+(?:\.\w+)*", re.ASCII)


class InstalledPack(NamedTuple):
    """Where the pack of a package is, and which package brings it, as `acme-process 1.2.0`."""

    folder: Path
    package: str


class Unusable(Exception):
    """A pack is named that can't be used: why, and a hint if there is one. The texts quote what packages say."""


def installed_pack(name: str) -> InstalledPack | None:
    """The pack of a name that an installed package brings, if one does. Raises `Unusable`."""
    found = [each for each in _entry_points() if each.name == name]
    if not found:
        return None
    packages = sorted(_package(each) for each in found)
    if len(found) > 1:
        raise Unusable(f"several packages bring a pack called '{name}': {', '.join(packages)}")
    (entry,) = found
    folder = _folder(entry)
    if folder is None or not (folder / "pack.yaml").is_file():
        raise Unusable(
            f"the package {packages[0]} says that its pack '{name}' is in '{entry.value}', but there is no pack.yaml "
            "there (name a pack from an editable install by its folder)"
        )
    return InstalledPack(folder, packages[0])


def installed_names() -> list[str]:
    """The names of the packs that installed packages bring."""
    return sorted({each.name for each in _entry_points()})


@cache
def _entry_points() -> list[EntryPoint]:
    from importlib.metadata import entry_points  # 20 ms, which a bundled pack need not pay

    return list(entry_points(group=GROUP))


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else "unknown"


def _folder(entry: EntryPoint) -> Path | None:
    """The folder that an entry point names, inside what its package installs."""
    if entry.dist is None or not _DOTTED.fullmatch(entry.value):
        return None
    return Path(str(entry.dist.locate_file(entry.value.replace(".", "/"))))
