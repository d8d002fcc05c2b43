"""`pmlint gate`: may an incident be closed?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date

import click

from pmlint.cli.as_of import as_of_option
from pmlint.cli.configuration import Configuration, find_configuration, load_policy, pack_files_of
from pmlint.cli.documents import documents
from pmlint.cli.incidents import asked_incidents
from pmlint.cli.main import Stop, say
from pmlint.cli.options import Choice, color_option, config_option, is_colored, pack_option
from pmlint.cli.reporting import OutputSetting, keep_documents, paths_in_repository, write_report
from pmlint.engine import Examined, Input, assemble, examine, read_input
from pmlint.facts import NEEDS, facts_of
from pmlint.files import Found, load
from pmlint.finding import Finding
from pmlint.gate.floor import Held, held
from pmlint.gate.matching import Document, orphans, stated
from pmlint.gate.outcome import Outcome
from pmlint.gate.verdict import Bench, PassedOver
from pmlint.packs import bundled_of, load_bundled
from pmlint.policy import Policy
from pmlint.process import SeverityLevel
from pmlint.report import ExitCode, Report
from pmlint.reporters.gate import GATE_REPORTERS
from pmlint.reporters.view import View
from pmlint.reporters.wording import judged_by, why_skipped
from pmlint.repository import RepositoryFiles
from pmlint.selection import from_folder, looks_like_document
from pmlint.text import Span


class GateOutput(OutputSetting):
    """`FORMAT=FILE` with the formats of the gate."""

    formats = tuple(GATE_REPORTERS)


@click.command()
@click.argument("arguments", nargs=-1, type=click.Path(readable=False), metavar="[INCIDENT] [PATH]...")
@click.option(
    "--severity", type=int, metavar="N", help="The severity of the incident, as a number. [that of the register]"
)
@click.option("--register", type=click.Path(), metavar="FILE", help="Judge all incidents on a list: YAML, JSON or CSV.")
@click.option(
    "--github-event", type=click.Path(), metavar="FILE", help="Judge the issue or pull request of a GitHub event."
)
@click.option("--repository", metavar="OWNER/NAME", help="The repository that bare issue numbers belong to.")
@click.option("--no-ignores", is_flag=True, help="Also count findings that documents ignore.")
@click.option(
    "--format", "format_", type=Choice(list(GATE_REPORTERS)), help="Output format. [github in Actions, else text]"
)
@click.option(
    "--output", "outputs", multiple=True, type=GateOutput(), help="Also write a report to a file; repeatable."
)
@config_option
@pack_option
@as_of_option
@color_option
def gate(
    arguments: tuple[str, ...],
    severity: int | None,
    register: str | None,
    github_event: str | None,
    repository: str | None,
    no_ignores: bool,
    format_: str | None,
    outputs: tuple[tuple[str, str], ...],
    config: str | None,
    pack: str | None,
    as_of: date,
    color: str,
) -> int:
    """Tell whether an incident may be closed.

    It may when its postmortem exists and is complete. INCIDENT is an ID, #7, owner/repo#7 or an address; or judge the
    incidents of a register, or of a GitHub event. Postmortems are looked for in the paths, or else in the configured
    ones, or else in docs/incidents.

    \b
    Exit codes: 0 all may close, 1 one may not, 2 bad usage, configuration or
    register, 4 not everything could be found out.
    """
    configuration = find_configuration(config)
    policy = load_policy(configuration, pack, (), final=True)
    bundled = bundled_of(pack_files_of(configuration, pack))
    policies = held(policy, load_bundled(bundled) if bundled else None)
    asked = asked_incidents(arguments, severity, register, github_event, repository, configuration, policies)
    found, inputs = _documents(asked.paths, configuration)
    keep_documents(outputs, [*found.judged, *asked.files])
    room = _Room(policies, configuration.root, asked.home, as_of, no_ignores, inputs)
    bench = Bench(policies, room.documents, room.unread, room.examine, lambda: room.passed_over(found))
    outcome = Outcome(
        incidents=tuple(map(bench.judge, asked.records)),
        orphans=tuple(orphans(asked.register, room.documents)) if asked.register is not None else (),
        judged_by=_judged_by(policies, as_of),
    )
    return _deliver(outcome, format_, outputs, color)


def _documents(paths: Sequence[str], configuration: Configuration) -> tuple[Found, list[Input]]:
    """The documents among which postmortems are looked for; without a folder to look in there are none."""
    try:
        return documents(paths, configuration)
    except Stop as stop:
        if stop.code is not ExitCode.NO_FILES:
            raise
        say(f"note: {stop.message}")
        return Found((), ()), []


class _Room:
    """The documents of a run, read once, and what is found in those that are judged."""

    def __init__(
        self, policies: Held, root: str, home: str, as_of: date, no_ignores: bool, inputs: Sequence[Input]
    ) -> None:
        self._policies = policies
        self._root = root
        self._home = home
        self._as_of = as_of
        self._no_ignores = no_ignores
        self._files = RepositoryFiles()
        self._inputs = {each.source.path: each for each in sorted(inputs, key=lambda each: each.source.path)}
        self.documents = [self._document(each) for each in self._inputs.values()]
        self.unread = [each.path for each in self.documents if not each.facts.whole]

    def _document(self, each: Input) -> Document:
        own = self._policies.own
        doc = read_input(each, own.vocabulary, NEEDS)
        mildest = max((each.level for each in own.process.severities), default=own.process.most_severe)
        facts = facts_of(doc, own.vocabulary, undeclared=mildest)
        inside = from_folder(doc.source.path, self._root)
        return Document(doc.source, inside, doc.incident, facts, stated(doc.incident, self._home))

    def examine(self, document: Document, severity: SeverityLevel) -> Report:
        """What is found in a document as the postmortem of an incident of a severity."""
        own, floor = self._policies.at(severity)
        judged = self._judged(document, own)
        if floor:
            findings = (*judged.findings, *self._judged(document, floor).findings)
            gravest = {_identity(each): each for each in sorted(findings, key=lambda each: each.level.rank)}
            judged = judged._replace(findings=tuple(gravest.values()))
        return assemble([judged], own, self._as_of)

    def _judged(self, document: Document, policy: Policy) -> Examined:
        examined = examine(self._inputs[document.path], policy, self._as_of, self._files)
        return examined._replace(ignores=()) if self._no_ignores else examined

    def passed_over(self, found: Found) -> Iterator[PassedOver]:
        """The documents that were found and are not judged."""
        for skipped in found.skipped:
            if looks_like_document(skipped.path) and os.path.isfile(skipped.path):
                yield PassedOver(self._document(load(skipped.path)), why_skipped(skipped))


def _identity(finding: Finding) -> tuple[str, Span, str]:
    """What makes two findings of one document the same, whatever their levels."""
    return finding.rule_id, finding.violation.span, finding.violation.message


def _judged_by(policies: Held, as_of: date) -> str:
    """Which rules and which configuration decided."""
    told = judged_by(assemble([], policies.own, as_of))
    return (
        f"{told}; held to the sections, owners and issue IDs of {policies.floor.process.name}"
        if policies.floor
        else told
    )


def _deliver(outcome: Outcome, format_: str | None, outputs: Sequence[tuple[str, str]], color: str) -> ExitCode:
    """Prints and writes what was found; the exit code that it means."""
    in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
    format_ = format_ or ("github" if in_actions else "text")
    view = View(color=is_colored(color), in_repository=paths_in_repository())
    in_file = view._replace(color=False)
    written = [write_report(file, GATE_REPORTERS[name](outcome, in_file)) for name, file in outputs]
    if format_ == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        written.append(write_report(summary, GATE_REPORTERS["markdown"](outcome, in_file), "a"))
    sys.stdout.write(GATE_REPORTERS[format_](outcome, view))
    return outcome.exit_code if all(written) else ExitCode.INCOMPLETE
