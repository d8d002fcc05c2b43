"""`pmlint init`: what a repository needs for its postmortems to be checked."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import click

from pmlint.cli import deliveries
from pmlint.cli.as_of import as_of_option
from pmlint.cli.automation import GITLAB, HOOKS, WORKFLOWS, running_pmlint, text_of, workflows
from pmlint.cli.configuration import NAME, find_configuration, is_root, load_policy
from pmlint.cli.discovery import Discovered, discover, pattern_of
from pmlint.cli.documents import USUAL_FOLDER
from pmlint.cli.main import say
from pmlint.cli.options import pack_option
from pmlint.cli.writing import inside, write_new
from pmlint.engine import assemble, examine
from pmlint.escape import page, plain
from pmlint.files import load
from pmlint.finding import Level
from pmlint.policy import Policy
from pmlint.repository import RepositoryFiles
from pmlint.selection import from_folder
from pmlint.yaml_text import yaml_text

_WORKFLOW = f"{WORKFLOWS}/postmortems.yml"
_KEEP = f"{USUAL_FOLDER}/.gitkeep"
_KEYS = f"# Written by `pmlint init`. All keys: {deliveries.URL}#configure-it\n"
_REQUIRED = """
# A run without a single postmortem fails, so that the last one can't be deleted unseen.
require-files: true
"""
_NOT_YET = """
# Once there is a postmortem, make a run without any fail:
# require-files: true
"""
_SINCE = """
# The process holds from this day on: what is found in older incidents is a note.
since: {}
"""
_UNDATED = """
# Left out: they have errors, and no day of an incident was found in them. Add it, and take them off this list.
"""
_ENTRY = re.compile(r"^( *)- *repo:", re.MULTILINE)


class _Step(NamedTuple):
    """A file of the repository, and what it needs. One that `exists` stays as it is, and `why` says what to do."""

    path: str
    text: str = ""
    exists: bool = False
    why: str = ""


class _Survey(NamedTuple):
    """The postmortems that are there, and how they do by the rules of a pack."""

    pack: str
    found: Discovered
    today: date
    failing: int
    """How many have errors."""
    has_old: bool
    """Whether one of these is older than today."""
    undated: tuple[str, ...]
    """Patterns that take those of these that say no day."""


@click.command()
@click.option("--write", is_flag=True, help="Write the files. Without it they are only shown.")
@pack_option
@as_of_option
def init(write: bool, pack: str | None, as_of: date) -> None:
    """Set up configuration, pre-commit hook and workflow.

    Shows what it would write; with --write it does. The configuration names the folders in which postmortems were
    found by their names; where some have errors, 'since' makes what is found in incidents before today notes. A file
    that exists is never changed: what to add to it is printed.
    """
    configuration = find_configuration(None)
    root = Path(configuration.root)
    steps, lines = [], []
    if configuration.source:
        steps.append(_Step(configuration.source.path, exists=True, why="configures pmlint, and stays as it is"))
    else:
        policy = load_policy(configuration, pack, (), final=False)
        survey = _survey(configuration.root, policy, as_of)
        lines.append(_summary(survey))
        steps += _configuration(survey, root, pack)
    if is_root(root):
        steps += [_hook(root), _workflow(root)]
    else:
        say("note: this is no git repository, so there is no hook and no workflow to set up")
    steps = [_kept(step) if os.path.lexists(root / step.path) else step for step in steps]
    if write:
        _write([step for step in steps if not step.exists], configuration.root)
    lines += _told(steps, write)
    sys.stdout.write(page([plain(line) for line in lines]))


def _kept(step: _Step) -> _Step:
    return step if step.exists else step._replace(exists=True, text="", why="exists, and stays as it is")


def _write(steps: Sequence[_Step], root: str) -> None:
    paths = [from_folder(os.path.join(root, step.path), ".") for step in steps]
    for path in paths:
        inside(os.path.dirname(path) or ".", root)
    for step, path in zip(steps, paths, strict=True):
        write_new(path, step.text)


def _told(steps: Sequence[_Step], written: bool) -> Iterator[str]:
    """What was, or would be, written, and what is left to do by hand."""
    for step in steps:
        shown = step.text if step.exists or not written else ""
        if step.exists:
            yield f"{step.path} {step.why}"
        else:
            yield f"{step.path} {'was' if written else 'would be'} written{':' if shown else ''}"
        if shown:
            yield from ("", *indent(shown, "    ").splitlines(), "")
    if not written and not all(step.exists for step in steps):
        yield "Nothing was written. 'pmlint init --write' does it."


def _survey(root: str, policy: Policy, as_of: date) -> _Survey:
    found, files = discover(root, policy.process.words.files), RepositoryFiles()
    examined = [examine(load(path), policy, as_of, files) for path in found.files]
    errors = {each.source.path for each in assemble(examined, policy, as_of).findings if each.level is Level.ERROR}
    failing = [each.facts for each in examined if each.facts.path in errors]
    undated = [each.path for each in failing if each.day is None and each.readable]
    today = policy.calendar.day_of(as_of) if isinstance(as_of, datetime) else as_of
    return _Survey(
        policy.process.name,
        found,
        today,
        len(failing),
        any(each.day is not None and each.day < today for each in failing),
        tuple(filter(None, (pattern_of(from_folder(each, root)) for each in undated))),
    )


def _summary(survey: _Survey) -> str:
    count = len(survey.found.files)
    if not count:
        return f"No postmortem was found, by the names of files and folders; the first one is for {USUAL_FOLDER}."
    what = "1 postmortem was" if count == 1 else f"{count} postmortems were"
    failing = f"{survey.failing or 'none'} {'has' if survey.failing <= 1 else 'have'}"
    return f"{what} found; {failing} errors by the rules of {survey.pack}."


def _configuration(survey: _Survey, root: Path, pack: str | None) -> Iterator[_Step]:
    """The configuration, and where there is no postmortem yet, the folder for the first."""
    named = {} if pack is None else {"pack": _pack_from(root, pack)}
    written = yaml_text({**named, "paths": [*(survey.found.paths or [USUAL_FOLDER])]})
    text = _KEYS + written.replace("\n\n", "\n")
    text += _REQUIRED if survey.found.files else _NOT_YET
    if survey.has_old:
        text += _SINCE.format(survey.today)
        text += _UNDATED + yaml_text({"exclude": [*survey.undated]}).lstrip() if survey.undated else ""
    yield _Step(NAME, text)
    folder = root / USUAL_FOLDER
    if not survey.found.files and not (folder.is_dir() and any(folder.iterdir())):
        yield _Step(_KEEP)


def _pack_from(root: Path, pack: str) -> str:
    """A pack as a configuration in the root names it: a folder as seen from there."""
    return f"./{from_folder(pack, str(root))}" if "/" in pack or os.sep in pack else pack


def _hook(root: Path) -> _Step:
    """The hook of pre-commit, which knows one configuration only."""
    path = root / HOOKS
    if not os.path.lexists(path):
        return _Step(HOOKS, deliveries.HOOKS)
    if any(running_pmlint([path])):
        return _Step(HOOKS, exists=True, why="runs pmlint already")
    entry = _ENTRY.search(text_of(path) or "")
    deep = entry[1] if entry else "  "
    text = "".join(f"{deep}{line.removeprefix('  ')}" for line in deliveries.HOOK.splitlines(keepends=True))
    return _Step(HOOKS, text, exists=True, why="exists, and stays as it is. Add to its 'repos':")


def _workflow(root: Path) -> _Step:
    """The workflow of GitHub, or on GitLab the job."""
    known = [*workflows(root), root / GITLAB]
    for path in running_pmlint(known):
        return _Step(from_folder(str(path), str(root)), exists=True, why="runs pmlint already")
    if os.path.lexists(root / GITLAB) and not os.path.lexists(root / ".github"):
        return _Step(GITLAB, deliveries.JOB, exists=True, why="exists, and stays as it is. Add to it:")
    return _Step(_WORKFLOW, deliveries.WORKFLOW)
