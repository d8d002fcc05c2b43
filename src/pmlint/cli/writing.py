"""Files that must not exist yet, and that no link leads out of the repository."""

from __future__ import annotations

import os
from pathlib import Path

from pmlint.cli.main import Stop


def inside(folder: str, root: str) -> str:
    """A folder to write to. Raises `Stop` where a link would lead it out of the repository."""
    whole, repository = os.path.abspath(folder), os.path.abspath(root)
    if Path(whole).is_relative_to(repository) and not Path(os.path.realpath(whole)).is_relative_to(
        os.path.realpath(repository)
    ):
        raise Stop(f"'{folder}' is a link that leads out of '{root}'; put the folder itself there")
    return folder


def write_new(path: str, text: str, advice: str = "") -> None:
    """Writes a file that must not exist yet; not through a link either, which opening it so refuses. Raises `Stop`."""
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "xb") as file:
            file.write(text.encode())
    except FileExistsError as error:
        what = f"already exists and is not overwritten{advice}" if error.filename == path else "is not a folder"
        raise Stop(f"'{error.filename}' {what}") from None
