"""`pmlint parse`: the structured model as JSON."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import click

from pmlint import packs
from pmlint.cli.configuration import find_configuration, load_policy, pack_files_of
from pmlint.cli.documents import tell_unread
from pmlint.cli.main import Stop
from pmlint.cli.options import config_option, pack_option
from pmlint.cli.overrides import PathPolicies
from pmlint.cli.standard_input import read_standard_input
from pmlint.engine import read_input
from pmlint.escape import json_text
from pmlint.files import load
from pmlint.model_json import Reason, as_json, reasons
from pmlint.report import ExitCode


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True, readable=False), metavar="FILE...")
@config_option
@pack_option
@click.option("--why", is_flag=True, help="Add to each value the form, the word and the line of the pack behind it.")
def parse(files: tuple[str, ...], config: str | None, pack: str | None, why: bool) -> int:
    """Print what pmlint reads in postmortems, as JSON lines.

    One line per document; '-' reads standard input.
    """
    configuration = find_configuration(config)
    of = PathPolicies(configuration, lambda each: load_policy(each, pack, (), final=False))
    word_places = cache(packs.WordPlaces)
    code = ExitCode.CLEAN
    for file in files:
        if file != "-" and not os.path.lexists(file):
            raise Stop(f"no file '{file}'")
        settings = of.settings(file)
        doc = read_input(read_standard_input("-") if file == "-" else load(file), settings.policy.vocabulary)
        if tell_unread(doc):
            code = ExitCode.INCOMPLETE
        data = as_json(doc)
        if why:
            places = word_places(pack_files_of(settings.configuration, pack))
            data["why"] = [_told(reason, places) for reason in reasons(doc)]
        sys.stdout.write(json_text(data, indent=None) + "\n")
    return code


def _told(reason: Reason, places: packs.WordPlaces) -> dict[str, str | None]:
    """What made a value: the form, the pack's word as it is looked up, and the line of the pack that says it."""
    word = reason.why.word
    place = (places.find(word, reason.kind, reason.id) if reason.id else None) or places.only(word) if word else None
    rule = f"{_shown(place.path)}:{place.line}" if place else None
    return {"of": reason.of, "form": reason.why.form, "word": word or None, "rule": rule}


def _shown(path: str) -> str:
    """A file of a bundled pack as from `rules/`, which is the same on every machine; another one as it was named."""
    bundled = packs.bundled_folder()
    return f"rules/{Path(path).relative_to(bundled).as_posix()}" if Path(path).is_relative_to(bundled) else path
