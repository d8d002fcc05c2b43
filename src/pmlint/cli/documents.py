"""Which documents a command is about: those at its paths, or at the configured ones."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from pmlint.cli.configuration import Configuration, Together, load_pack, selection_of
from pmlint.cli.discovery import discover
from pmlint.cli.main import COMMANDS, Stop, say
from pmlint.cli.standard_input import read_standard_input
from pmlint.engine import Input, PolicyOf, read_input
from pmlint.files import Found, NoSuchPath, expand, find, load
from pmlint.model import EVERYTHING, Need, Postmortem
from pmlint.patterns import is_pattern
from pmlint.report import ExitCode
from pmlint.selection import Selection, Speaks, from_folder
from pmlint.spelling import near

USUAL_FOLDER = "docs/incidents"
"""Where PROCESS.md puts postmortems. A team that has had no incident yet does not have it."""

PLACES_TOLD = 3
"""Places of postmortems that are told to who looked where there are none: one is most often all."""

OPTIONS_AS_WORDS = {"help": "--help", "version": "--version"}
"""What other programs have as a command, and pmlint as an option."""


def documents(
    paths: Sequence[str], configuration: Configuration, stdin_filename: str = "-", speaks: Speaks | None = None
) -> tuple[Found, list[Input]]:
    """The documents at some paths, where `-` is standard input, or else at the configured ones. Raises `Stop`.

    `speaks` limits them where no paths are configured. Tells what of the configuration has no effect.
    """
    selection = _selection(configuration, speaks, named=bool(paths))
    try:
        found = find([path for path in paths or _configured(configuration, selection) if path != "-"], selection)
    except NoSuchPath as missing:
        raise Stop(f"no file or folder '{missing}'; {_advice(str(missing))}") from None
    if not paths:
        for idle in selection.idle():
            configuration.warn((idle.key, idle.at), f"'{idle.pattern}' in '{idle.key}' matches no file")
    for nested in filter(configuration.is_other, found.configurations):
        say(f"warning: {nested} is not used: the configuration is that of the repository, {configuration.root}")
    inputs = [load(path) for path in found.judged]
    if "-" in paths:
        skipped = None if stdin_filename == "-" else selection.why_not(stdin_filename)
        if skipped:
            found = found._replace(skipped=(*found.skipped, skipped))
        else:
            inputs.append(read_standard_input(stdin_filename))
    return found, inputs


def _selection(configuration: Configuration, speaks: Speaks | None, named: bool) -> Selection:
    """What the configuration says about paths. Where paths are `named`, those that it misspells limit nothing."""
    written, root = configuration.written, configuration.root
    missing = [each for each in written.paths if not is_pattern(each) and not os.path.lexists(os.path.join(root, each))]
    paths = () if len(missing) == len(written.paths) and named else written.paths
    for entry in missing if named else ():
        configuration.warn(("paths", written.paths.index(entry)), f"'paths': no file or folder '{entry}'")
    return selection_of(configuration, paths, speaks)


class Documents(NamedTuple):
    """What was read at some paths, in order of the paths, and which files of them."""

    read: list[Postmortem]
    found: Found
    code: ExitCode
    """Incomplete where a document was not, or not wholly, read, which has been told."""


def read_documents(
    paths: Sequence[str], configuration: Configuration, of: PolicyOf, needs: frozenset[Need] = EVERYTHING
) -> Documents:
    """The models of the documents that `documents` finds, each read with the words of its own policy. Raises `Stop`."""
    found, inputs = documents(paths, configuration)
    if not inputs:
        say("note: no postmortem to read")
    ordered = sorted(inputs, key=lambda each: each.source.path)
    docs = [read_input(each, of(each.source.path).vocabulary, needs) for each in ordered]
    unread = [doc for doc in docs if tell_unread(doc)]
    return Documents(docs, found, ExitCode.INCOMPLETE if unread else ExitCode.CLEAN)


def tell_unread(doc: Postmortem) -> bool:
    """Says why a document was not, or not wholly, read; whether that is so."""
    faults = [fault for fault in doc.faults if fault.kind in ("unreadable", "cut")]
    say(*(f"error: {doc.source.path}: {fault.message}" for fault in faults))
    return bool(faults)


def first_folder(configuration: Configuration) -> str:
    """The first of the configured folders, or else the usual one, as seen from the working directory."""
    entries = [each for each in configuration.written.paths if not is_pattern(each)]
    folders = [from_folder(os.path.join(configuration.root, each), ".") for each in (*entries, USUAL_FOLDER)]
    return next(filter(os.path.isdir, folders), folders[-1])


def _configured(configuration: Configuration, selection: Selection) -> list[str]:
    """The configured paths, or else the usual folder, as seen from the working directory. Raises `Stop`."""
    root, entries = configuration.root, configuration.written.paths
    if not entries:
        return [_usual_folder(root)]
    paths, together = [], Together()
    for index, entry in enumerate(entries):
        with together:
            paths += [] if is_pattern(entry) else [_at(configuration, index)]
    together.end()
    if len(paths) < len(entries):
        paths += [from_folder(path, ".") for path in expand(selection)]
    if not paths:
        like = " or ".join(f"'{each}'" for each in entries if not each.startswith("!"))
        raise configuration.mistake(("paths", 0), f"'paths': no file or folder matches {like}")
    return paths


def _at(configuration: Configuration, index: int) -> str:
    """The configured path at a place of their list, as seen from the working directory. Raises `Stop`."""
    root, entry = configuration.root, configuration.written.paths[index]
    path = from_folder(os.path.join(root, entry), ".")
    if not os.path.lexists(path):
        guess = _near_path(path) or os.path.join(root, USUAL_FOLDER)
        hint = f"; did you mean '{from_folder(guess, root)}'?" if os.path.lexists(guess) else ""
        raise configuration.mistake(("paths", index), f"'paths': no file or folder '{entry}'{hint}")
    return path


def _usual_folder(root: str) -> str:
    """The folder in which postmortems are looked for where nobody says where they are. Raises `Stop`."""
    here, at_root = USUAL_FOLDER, from_folder(os.path.join(root, USUAL_FOLDER), ".")
    for folder in (here, at_root):
        if os.path.lexists(folder):
            return folder
    places = f"no '{here}' here" + (f", nor '{at_root}'" if at_root != here else "")
    raise Stop(
        f"nothing was checked: there is {places}. {_found_elsewhere(root)}Say where postmortems are with "
        f"'paths: [...]' in .pmlint.yaml ('pmlint init' writes one), name them ('pmlint FOLDER'), or create the folder "
        f"with an empty file .gitkeep in it",
        ExitCode.NO_FILES,
    )


def _found_elsewhere(root: str) -> str:
    """Where postmortems are by their names, as a sentence."""
    paths = discover(root, load_pack(None).process.words.files).paths
    more = f" and {len(paths) - PLACES_TOLD} more places" if len(paths) > PLACES_TOLD else ""
    told = ", ".join(f"'{each}'" for each in paths[:PLACES_TOLD])
    return f"By their names, some are in {told}{more}. " if paths else ""


def _advice(missing: str) -> str:
    """What to do about a path that does not exist: the command or the name that was perhaps meant."""
    folder, name = os.path.split(missing)
    if not folder and (command := near(name, (*COMMANDS, *OPTIONS_AS_WORDS))):
        return f"did you mean the command 'pmlint {OPTIONS_AS_WORDS.get(command, command)}'?"
    if guess := _near_path(missing):
        return f"did you mean '{guess}'?"
    return "name what to check, or set 'paths' in .pmlint.yaml"


def _near_path(missing: str) -> str | None:
    """The path that was perhaps meant by one that does not exist."""
    folder, name = os.path.split(missing)
    with suppress(OSError, ValueError):
        if guess := near(name, sorted(os.listdir(folder or "."))):
            return os.path.join(folder, guess)
    return None
