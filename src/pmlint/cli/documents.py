"""Which documents a command is about: those at its paths, or at the configured ones."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from pmlint.cli.configuration import Configuration
from pmlint.cli.main import COMMANDS, Stop, say
from pmlint.cli.standard_input import read_standard_input
from pmlint.engine import Input, read_input
from pmlint.files import Found, NoSuchPath, Selection, find, load
from pmlint.model import EVERYTHING, Need, Postmortem
from pmlint.report import ExitCode
from pmlint.spelling import near
from pmlint.vocabulary import Vocabulary

USUAL_FOLDER = "docs/incidents"
"""Where PROCESS.md puts postmortems. A team that has had no incident yet does not have it."""


OPTIONS_AS_WORDS = {"help": "--help", "version": "--version"}
"""What other programs have as a command, and pmlint as an option."""


def documents(
    paths: Sequence[str], configuration: Configuration, stdin_filename: str = "-"
) -> tuple[Found, list[Input]]:
    """The documents at some paths, where `-` is standard input, or else at the configured ones. Raises `Stop`."""
    paths = paths or configured_paths(configuration)
    written = configuration.written
    selection = Selection(configuration.root, written.exclude, written.not_postmortems)
    try:
        found = find([path for path in paths if path != "-"], selection)
    except NoSuchPath as missing:
        raise Stop(f"no file or folder '{missing}'; {_advice(str(missing))}") from None
    inputs = [load(path) for path in found.judged]
    if "-" in paths:
        inputs.append(read_standard_input(stdin_filename))
    return found, inputs


class Documents(NamedTuple):
    """What was read at some paths, in order of the paths, and which files of them."""

    read: list[Postmortem]
    found: Found
    code: ExitCode
    """Incomplete where a document was not, or not wholly, read, which has been told."""


def read_documents(
    paths: Sequence[str], configuration: Configuration, vocabulary: Vocabulary, needs: frozenset[Need] = EVERYTHING
) -> Documents:
    """The models of the documents that `documents` finds. Raises `Stop`."""
    found, inputs = documents(paths, configuration)
    if not inputs:
        say("note: no postmortem to read")
    docs = [read_input(each, vocabulary, needs) for each in sorted(inputs, key=lambda each: each.source.path)]
    unread = [doc for doc in docs if tell_unread(doc)]
    return Documents(docs, found, ExitCode.INCOMPLETE if unread else ExitCode.CLEAN)


def tell_unread(doc: Postmortem) -> bool:
    """Says why a document was not, or not wholly, read; whether that is so."""
    faults = [fault for fault in doc.faults if fault.kind in ("unreadable", "cut")]
    say(*(f"error: {doc.source.path}: {fault.message}" for fault in faults))
    return bool(faults)


def configured_paths(configuration: Configuration) -> tuple[str, ...]:
    """The configured paths, or else the usual folder if there is one, as seen from the working directory."""
    paths = configuration.written.paths
    if not paths and os.path.lexists(os.path.join(configuration.root, USUAL_FOLDER)):
        paths = (USUAL_FOLDER,)
    return tuple(os.path.relpath(os.path.join(configuration.root, path)) for path in paths)


def _advice(missing: str) -> str:
    """What to do about a path that does not exist: the command or the name that was perhaps meant."""
    folder, name = os.path.split(missing)
    if not folder and (command := near(name, (*COMMANDS, *OPTIONS_AS_WORDS))):
        return f"did you mean the command 'pmlint {OPTIONS_AS_WORDS.get(command, command)}'?"
    with suppress(OSError, ValueError):
        if guess := near(name, sorted(os.listdir(folder or "."))):
            return f"did you mean '{os.path.join(folder, guess)}'?"
    return "name what to check, or set 'paths' in .pmlint.yaml"
