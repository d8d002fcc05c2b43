"""`pmlint stats`: figures over all postmortems."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date

import click

from pmlint.cli.as_of import as_of_option
from pmlint.cli.configuration import find_configuration, load_policy
from pmlint.cli.documents import read_documents
from pmlint.cli.options import Choice, config_option, pack_option
from pmlint.cli.overrides import PathPolicies
from pmlint.engine import assemble, judge
from pmlint.escape import json_text
from pmlint.figures import Figures, figures
from pmlint.report import Report
from pmlint.repository import RepositoryFiles
from pmlint.tables import table

HEADER = ("figure", "of", "value")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True, readable=False), metavar="[PATH]...")
@click.option("--format", "format_", type=Choice(["table", "csv", "json"]), default="table", help="[table]")
@config_option
@pack_option
@as_of_option
def stats(paths: tuple[str, ...], format_: str, config: str | None, pack: str | None, as_of: date) -> int:
    """Print statistics about postmortems.

    Counts incidents by severity and month; complete postmortems, which have no error when judged as final; open and
    overdue actions; and the most frequent findings. For the time to detect, acknowledge, triage, mitigate and resolve,
    prints median and 90th percentile in minutes. Reads files, folders, or '-' for standard input; without a path the
    configured paths, or else docs/incidents. Exits with 0 whatever the figures are, and with 4 when a file can't be
    read.
    """
    configuration = find_configuration(config)
    of = PathPolicies(configuration, lambda each: load_policy(each, pack, (), final=True)._replace(since=None))
    documents = read_documents(paths, configuration, of)
    files = RepositoryFiles()
    judged = [judge(doc, of(doc.source.path), as_of, files) for doc in documents.read]
    report = assemble(judged, of.policy, as_of, documents.found.skipped, documents.found.judged, of)
    counted = figures([each.facts for each in judged], report)
    if format_ == "json":
        sys.stdout.write(json_text(_data(counted)) + "\n")
    else:
        sys.stdout.write(table(format_, HEADER, list(_rows(counted, report))))
    return documents.code


def _data(counted: Figures) -> dict[str, object]:
    return {
        **counted._asdict(),
        "minutes": {name: times._asdict() for name, times in counted.minutes.items()},
        "complete": counted.complete._asdict(),
        "actions": counted.actions._asdict(),
        "findings": [{"rule": rule, "count": count} for rule, count in counted.findings],
    }


def _rows(counted: Figures, report: Report) -> Iterator[tuple[str, str, str]]:
    """The figures in the columns of `HEADER`, one a row."""
    yield "incidents", "", str(counted.incidents)
    yield from (("by severity", level, str(count)) for level, count in counted.by_severity.items())
    yield from (("by month", month, str(count)) for month, count in counted.by_month.items())
    for name, times in counted.minutes.items():
        for of, value in times._asdict().items():
            yield f"minutes {name.replace('_', ' ')}", of, "" if value is None else str(value)
    yield "complete", "documents", str(counted.complete.documents)
    yield "complete", "of", str(counted.complete.of)
    yield from (("actions", of, str(count)) for of, count in counted.actions._asdict().items())
    names = {rule.id: rule.name for rule in report.rules}
    yield from (("findings", f"{rule} {names[rule]}", str(count)) for rule, count in counted.findings)
