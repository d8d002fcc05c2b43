"""`pmlint parse`: the structured model as JSON."""

from __future__ import annotations

import os
import sys

import click

from pmlint.cli.configuration import find_configuration, load_policy
from pmlint.cli.main import Stop, say
from pmlint.cli.standard_input import read_standard_input
from pmlint.engine import read_input
from pmlint.escape import json_text
from pmlint.files import load
from pmlint.model_json import as_json
from pmlint.report import ExitCode


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="FILE...")
@click.option("--config", type=click.Path(), help="The configuration, instead of the repository's.")
@click.option("--pack", metavar="NAME|DIR", help="The pack whose words are read by, instead of the configured one.")
def parse(files: tuple[str, ...], config: str | None, pack: str | None) -> int:
    """Print what is understood of postmortems, one JSON object a file and line; '-' reads standard input."""
    vocabulary = load_policy(find_configuration(config), pack, (), final=False).vocabulary
    code = ExitCode.CLEAN
    for file in files:
        if file != "-" and not os.path.lexists(file):
            raise Stop(f"no file '{file}'")
        doc = read_input(read_standard_input("-") if file == "-" else load(file), vocabulary)
        for fault in doc.faults:
            if fault.kind in ("unreadable", "cut"):
                say(f"error: {file}: {fault.message}")
                code = ExitCode.INCOMPLETE
        sys.stdout.write(json_text(as_json(doc), indent=None) + "\n")
    return code
