"""`pmlint parse`: the structured model as JSON."""

from __future__ import annotations

import os
import sys

import click

from pmlint import packs
from pmlint.cli.main import Stop, say
from pmlint.engine import read_input
from pmlint.escape import json_text
from pmlint.files import load
from pmlint.model_json import as_json
from pmlint.report import ExitCode


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
def parse(files: tuple[str, ...]) -> int:
    """Print what is understood of postmortems: one JSON object a file and line."""
    vocabulary = packs.load_bundled(packs.DEFAULT_PACK).vocabulary
    code = ExitCode.CLEAN
    for file in files:
        if not os.path.lexists(file):
            raise Stop(f"no file '{file}'")
        doc = read_input(load(file), vocabulary)
        for fault in doc.faults:
            if fault.kind in ("unreadable", "cut"):
                say(f"error: {file}: {fault.message}")
                code = ExitCode.INCOMPLETE
        sys.stdout.write(json_text(as_json(doc), indent=None) + "\n")
    return code
