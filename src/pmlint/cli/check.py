"""`pmlint check`: lint files and folders."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, NamedTuple

import click

from pmlint.cli.base import BaseDocuments, compared_policies
from pmlint.cli.baseline import RunBaseline
from pmlint.cli.commits import named, reading_commits
from pmlint.cli.configuration import Configuration, find_configuration, load_policy, no_configuration
from pmlint.cli.discovery import speaks_of_incidents
from pmlint.cli.documents import documents
from pmlint.cli.main import Stop, say
from pmlint.cli.overrides import PathPolicies
from pmlint.cli.reporting import ReportOptions, deliver, keep_documents, report_options
from pmlint.cli.run import Run
from pmlint.cli.settings import settings
from pmlint.commit import CommitTree
from pmlint.engine import lint, remarked
from pmlint.escape import page, plain
from pmlint.files import Found
from pmlint.policy import Policy
from pmlint.report import ExitCode, Report
from pmlint.repository import RepositoryFiles
from pmlint.selection import looks_like_document
from pmlint.tree import WORKING_TREE


class _Asked(NamedTuple):
    """What the command line says, by the names of its options."""

    paths: tuple[str, ...]
    final: bool | None
    deadlines: bool
    require_files: bool | None
    severity: int | None
    write_baseline: bool
    policy_from: str | None
    base: str | None
    hook: bool
    stdin_filename: str
    isolated: bool
    list_files: bool
    show_settings: bool
    options: ReportOptions


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True, readable=False), metavar="[PATH]...")
@click.option("--final/--no-final", default=None, help="Judge every document as final, whatever its status.")
@click.option("--deadlines", is_flag=True, help="Also fail on missed deadlines; for scheduled runs.")
@click.option("--require-files/--no-require-files", default=None, help="Exit with 3 when there is nothing to check.")
@click.option("--severity", type=int, metavar="N", help="Severity where a document states none. [the highest]")
@click.option("--write-baseline", is_flag=True, help="Record the findings as known; later, drop those that are fixed.")
@click.option("--policy-from", metavar="REF", help="Read configuration, packs and baseline from this commit.")
@click.option("--base", metavar="REF", help="Also fail where documents or policy say less than at this commit.")
@click.option("--hook", is_flag=True, help="Without configured paths, skip names that do not suggest an incident.")
@click.option("--stdin-filename", default="-", metavar="FILE", help="The file name to report for standard input.")
@click.option("--isolated", is_flag=True, help="Ignore every configuration file, even --config.")
@click.option("--list-files", is_flag=True, help="List the files that would be checked, and exit.")
@click.option("--show-settings", is_flag=True, help="Print each setting and where it comes from, and exit.")
@report_options
def check(**given: Any) -> int:
    """Lint postmortems: files, folders, or '-' for standard input.

    Without a path, lints the configured paths, or else docs/incidents. Files that the configuration (.pmlint.yaml in
    the root of the repository) excludes are skipped even when they are named here.

    \b
    Exit codes: 0 clean, 1 findings, 2 bad usage or configuration, 3 nothing to
    check, 4 not everything could be checked.
    """
    asked = _Asked(**given)
    _refuse_together(asked)
    with reading_commits() as commits:
        return _run(asked, commits.open("--policy-from", asked.policy_from), commits.open("--base", asked.base))


def _refuse_together(asked: _Asked) -> None:
    """Refuses options of which one takes back what the other says. Raises `Stop`."""
    given = {
        "--isolated": asked.isolated,
        "--policy-from": asked.policy_from is not None,
        "--base": asked.base is not None,
        "--write-baseline": asked.write_baseline,
        "-": "-" in asked.paths,
    }
    for one, others in _NOT_TOGETHER.items():
        for other in others if given[one] else ():
            if given[other]:
                raise Stop(f"'{one}' and '{other}' can't be given together")


_NOT_TOGETHER = {
    "--isolated": ("--policy-from", "--base"),
    "--write-baseline": ("--isolated", "--policy-from", "--base", "-"),
}
"""Options that contradict each other: nothing is read that could be compared, or not all is judged that is written."""


def _run(asked: _Asked, trusted: CommitTree | None, base: CommitTree | None) -> int:
    """Does what was asked, with the policy of a commit, if one is given; the exit code."""
    tree = trusted or WORKING_TREE
    configuration = no_configuration() if asked.isolated else find_configuration(asked.options.config, tree)
    options = asked.options.configured(configuration.written)
    of = _policies(asked, configuration)
    policy = of.policy
    if asked.show_settings:
        return _print(settings(configuration, policy, _typed(asked)))
    theirs = BaseDocuments(base, asked.paths) if base else None
    run = _collected(asked, configuration, of, theirs)
    if asked.list_files:
        return _print(plain(path) for path in run.found.judged)
    looked_at = (path for path in (each.path for each in run.found.skipped) if looks_like_document(path))
    keep_documents(options.outputs, [*run.found.judged, *looked_at])
    report = _judged(asked, run, None if asked.isolated else RunBaseline(configuration.root, tree))
    said = theirs.compared(run) if theirs else []
    if before := trusted or base:
        said += compared_policies(before)
    report = remarked(report, said, policy, run.as_of)._replace(policy_from=named(trusted), base=named(base))
    return _with_files(report, deliver(report, options), _needs_files(asked, configuration))


def _needs_files(asked: _Asked, configuration: Configuration) -> bool:
    """Whether there has to be a postmortem; what a hook names may be none, though the configuration demands one."""
    demanded = configuration.written.require_files and not (asked.hook and asked.paths)
    return _first(asked.require_files, demanded)


def _judged(asked: _Asked, run: Run, baseline: RunBaseline | None) -> Report:
    """The report of a run, with its baseline."""
    report = lint(run.inputs, run.policy, run.as_of, run.found.skipped, run.found.judged, RepositoryFiles(), run.of)
    if not run.paths:
        run.of.tell_idle()
    if baseline is None:
        return report
    return baseline.write(report, run) if asked.write_baseline else baseline.over(report, run)


def _policies(asked: _Asked, configuration: Configuration) -> PathPolicies:
    """The policies of a configuration, with what the command line says. Raises `Stop`."""
    options, final = asked.options, _first(asked.final, configuration.written.final)

    def load(each: Configuration) -> Policy:
        policy = load_policy(each, options.pack, options.levels, final, asked.deadlines, asked.severity)
        return policy._replace(chosen=each.source is not None or options.pack is not None)

    return PathPolicies(configuration, load)


def _collected(asked: _Asked, configuration: Configuration, of: PathPolicies, theirs: BaseDocuments | None) -> Run:
    """The documents to judge. Raises `Stop` where there is no path to look at, and none of the base lay there."""
    speaks = speaks_of_incidents(configuration.root, of.policy.process.words.files) if asked.hook else None
    try:
        found, inputs = documents(asked.paths, configuration, asked.stdin_filename, speaks)
    except Stop as stop:
        if not theirs or not theirs.asked():
            raise
        say(f"warning: {stop.message}")
        found, inputs = Found((), ()), []  # what lay there is told as removed
    return Run(asked.paths, found, inputs, of.policy, of, asked.options.as_of)


def _typed(asked: _Asked) -> dict[str, Any]:
    """The settings that the command line says, by their names in the configuration."""
    options = asked.options
    return {
        "pack": options.pack,
        "levels": dict(options.levels) or None,
        "paths": asked.paths or None,
        "fail_on": options.fail_on,
        "final": asked.final,
        "require_files": asked.require_files,
        "severity": asked.severity,
    }


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
