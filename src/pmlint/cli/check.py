"""`pmlint check`: lint files and folders."""

from __future__ import annotations

import os

import click

from pmlint.cli.configuration import Configuration, find_configuration, load_policy
from pmlint.cli.documents import Speaks, documents
from pmlint.cli.main import say
from pmlint.cli.reporting import ReportOptions, deliver, keep_documents, report_options
from pmlint.engine import lint
from pmlint.policy import Policy
from pmlint.report import ExitCode
from pmlint.repository import RepositoryFiles
from pmlint.selection import looks_like_document
from pmlint.speaking import SpeakingNames


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True, readable=False), metavar="[PATH]...")
@click.option("--final/--no-final", default=None, help="Judge as final, whatever status a document claims.")
@click.option("--deadlines", is_flag=True, help="Fail also on what only the clock breaks: for scheduled runs.")
@click.option("--require-files/--no-require-files", default=None, help="Exit with 3 when nothing is there to check.")
@click.option("--hook", is_flag=True, help="Without configured paths, pass over names that speak of no incident.")
@click.option("--stdin-filename", default="-", metavar="FILE", help="The name of what '-' reads.")
@report_options
def check(
    paths: tuple[str, ...],
    final: bool | None,
    deadlines: bool,
    require_files: bool | None,
    hook: bool,
    stdin_filename: str,
    options: ReportOptions,
) -> int:
    """Lint postmortems: files, folders, or '-' for standard input.

    Without a path, those of the configuration are linted, or else docs/incidents. What the configuration
    (.pmlint.yaml in the root of the repository) leaves out is left out also where it is named.

    \b
    Exit codes: 0 clean, 1 findings, 2 bad usage or configuration, 3 nothing to
    check, 4 not everything could be checked.
    """
    configuration = find_configuration(options.config)
    written = configuration.written
    options = options.configured(written)
    policy = load_policy(
        configuration, options.pack, options.levels, written.final if final is None else final, deadlines
    )
    speaks = _speaks_of_incidents(configuration, policy) if hook else None
    found, inputs = documents(paths, configuration, stdin_filename, speaks)
    keep_documents(options, [*found.judged, *(each.path for each in found.skipped if looks_like_document(each.path))])
    report = lint(inputs, policy, options.as_of, found.skipped, found.judged, RepositoryFiles())

    code = deliver(report, options)
    if not report.files:
        say("note: no postmortem to check")
        if code is ExitCode.CLEAN and (written.require_files if require_files is None else require_files):
            return ExitCode.NO_FILES
    return code


def _speaks_of_incidents(configuration: Configuration, policy: Policy) -> Speaks:
    """Whether a path from the root has a name that speaks of an incident; the root's own name counts."""
    names, root = SpeakingNames(policy.process.words.files), os.path.basename(os.path.abspath(configuration.root))
    return lambda path: names(f"{root}/{path}")
