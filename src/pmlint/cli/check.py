"""`pmlint check`: lint files and folders."""

from __future__ import annotations

import click

from pmlint.cli.configuration import find_configuration, load_policy
from pmlint.cli.documents import documents
from pmlint.cli.main import say
from pmlint.cli.reporting import ReportOptions, deliver, keep_documents, report_options
from pmlint.engine import lint
from pmlint.report import ExitCode
from pmlint.repository import RepositoryFiles


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True), metavar="[PATH]...")
@click.option("--final", is_flag=True, help="Judge as final, whatever status a document claims.")
@click.option("--deadlines", is_flag=True, help="Fail also on what only the clock breaks: for scheduled runs.")
@click.option("--require-files", is_flag=True, help="Exit with 3 when there is no postmortem to check.")
@click.option("--stdin-filename", default="-", metavar="FILE", help="The name of what '-' reads.")
@report_options
def check(
    paths: tuple[str, ...],
    final: bool,
    deadlines: bool,
    require_files: bool,
    stdin_filename: str,
    options: ReportOptions,
) -> int:
    """Lint postmortems: files, folders, or '-' for standard input.

    Without a path, those of the configuration are linted, or else docs/incidents.
    """
    configuration = find_configuration(options.config)
    policy = load_policy(configuration, options.pack, options.levels, final, deadlines)
    found, inputs = documents(paths, configuration, stdin_filename)
    keep_documents(options, [*found.judged, *(each.path for each in found.skipped)])
    report = lint(inputs, policy, options.as_of, found.skipped, found.judged, RepositoryFiles())

    code = deliver(report, options)
    if not report.files:
        say("note: no postmortem to check")
        if code is ExitCode.CLEAN and require_files:
            return ExitCode.NO_FILES
    return code
