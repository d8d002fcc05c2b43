"""`pmlint check`: lint files and folders."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import click

from pmlint.cli.configuration import Configuration, find_configuration, load_policy, no_configuration
from pmlint.cli.discovery import speaks_of_incidents
from pmlint.cli.documents import documents
from pmlint.cli.main import say
from pmlint.cli.overrides import PathPolicies
from pmlint.cli.reporting import ReportOptions, deliver, keep_documents, report_options
from pmlint.cli.settings import settings
from pmlint.engine import lint
from pmlint.escape import page, plain
from pmlint.policy import Policy
from pmlint.report import ExitCode, Report
from pmlint.repository import RepositoryFiles
from pmlint.selection import looks_like_document


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True, readable=False), metavar="[PATH]...")
@click.option("--final/--no-final", default=None, help="Judge every document as final, whatever its status.")
@click.option("--deadlines", is_flag=True, help="Also fail on missed deadlines; for scheduled runs.")
@click.option("--require-files/--no-require-files", default=None, help="Exit with 3 when there is nothing to check.")
@click.option("--severity", type=int, metavar="N", help="Severity where a document states none. [the highest]")
@click.option("--hook", is_flag=True, help="Without configured paths, skip names that do not suggest an incident.")
@click.option("--stdin-filename", default="-", metavar="FILE", help="The file name to report for standard input.")
@click.option("--isolated", is_flag=True, help="Ignore every configuration file, even --config.")
@click.option("--list-files", is_flag=True, help="List the files that would be checked, and exit.")
@click.option("--show-settings", is_flag=True, help="Print each setting and where it comes from, and exit.")
@report_options
def check(
    paths: tuple[str, ...],
    final: bool | None,
    deadlines: bool,
    require_files: bool | None,
    severity: int | None,
    hook: bool,
    stdin_filename: str,
    isolated: bool,
    list_files: bool,
    show_settings: bool,
    options: ReportOptions,
) -> int:
    """Lint postmortems: files, folders, or '-' for standard input.

    Without a path, lints the configured paths, or else docs/incidents. Files that the configuration (.pmlint.yaml in
    the root of the repository) excludes are skipped even when they are named here.

    \b
    Exit codes: 0 clean, 1 findings, 2 bad usage or configuration, 3 nothing to
    check, 4 not everything could be checked.
    """
    configuration = no_configuration() if isolated else find_configuration(options.config)
    written = configuration.written
    options = options.configured(written)
    judged_final = _first(final, written.final)
    # What a hook names may well be no postmortem, though the configuration demands that there are some.
    needs_files = _first(require_files, written.require_files and not (hook and paths))

    def load(each: Configuration) -> Policy:
        policy = load_policy(each, options.pack, options.levels, judged_final, deadlines, severity)
        return policy._replace(chosen=each.source is not None or options.pack is not None)

    of = PathPolicies(configuration, load)
    policy = of.policy
    if show_settings:
        typed: dict[str, Any] = {"pack": options.pack, "levels": dict(options.levels) or None, "paths": paths or None}
        typed |= {"fail_on": options.fail_on, "final": final, "require_files": require_files, "severity": severity}
        return _print(settings(configuration, policy, typed))
    speaks = speaks_of_incidents(configuration.root, policy.process.words.files) if hook else None
    found, inputs = documents(paths, configuration, stdin_filename, speaks)
    if list_files:
        return _print(plain(path) for path in found.judged)
    keep_documents(
        options.outputs, [*found.judged, *(each.path for each in found.skipped if looks_like_document(each.path))]
    )
    report = lint(inputs, policy, options.as_of, found.skipped, found.judged, RepositoryFiles(), of)
    if not paths:
        of.tell_idle()
    return _with_files(report, deliver(report, options), needs_files)


def _first(given: bool | None, configured: bool) -> bool:
    return configured if given is None else given


def _with_files(report: Report, code: ExitCode, needs_files: bool) -> ExitCode:
    """The exit code of a run that has to find postmortems; tells where it found none."""
    if report.files:
        return code
    say("note: no postmortem to check")
    return ExitCode.NO_FILES if code is ExitCode.CLEAN and needs_files else code


def _print(lines: Iterable[str]) -> ExitCode:
    sys.stdout.write(page(lines))
    return ExitCode.CLEAN
