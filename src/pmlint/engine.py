"""From documents and a policy to a report. Pure: takes text, not paths; no clock, no network, no printing.

Each document is examined by itself, and its model dropped: what is left are findings and facts. From those of all
documents the report is put together: what is wrong between them, what they ask to ignore, and in which order.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import repeat
from typing import NamedTuple

from pmlint.check import Context, Files, NoFiles
from pmlint.facts import Facts, facts_of
from pmlint.finding import Finding, Level, Remark, Violation
from pmlint.ignoring import Ignoring
from pmlint.model import EVERYTHING, Fault, Ignore, Need, Postmortem
from pmlint.policy import ActiveRule, Policy
from pmlint.process import SeverityLevel
from pmlint.read import read
from pmlint.report import Lowered, Overridden, Report, RuleInfo, Skipped
from pmlint.rule import Rule
from pmlint.text import Source, Span
from pmlint.vocabulary import Vocabulary


class Input(NamedTuple):
    """A document to judge; `unreadable` tells why its text could not be had."""

    source: Source
    unreadable: Fault | None = None


class Examined(NamedTuple):
    """What is left of a document when it has been examined by itself."""

    source: Source
    facts: Facts
    findings: tuple[Finding, ...]
    """Those that it asks to ignore among them: which they are is told when all have been found."""
    ignores: tuple[Ignore, ...]


_NO_FILES = NoFiles()

PolicyOf = Callable[[str], Policy]
"""The policy that the document at a path is judged by."""


def lint(
    inputs: Sequence[Input],
    policy: Policy,
    as_of: date | datetime,
    skipped: Sequence[Skipped] = (),
    expected: Sequence[str] = (),
    files: Files = _NO_FILES,
    of: PolicyOf | None = None,
) -> Report:
    """Judges documents as of a day, or of a moment. `of` tells the policy of a path where it is not that of all.

    `skipped` and `expected` are for the report: what was passed over, and the paths that had to be judged; one that is
    expected and has no input counts as unread. `files` tells what lies beside the documents.
    """
    examined = [examine(each, of(each.source.path) if of else policy, as_of, files) for each in inputs]
    return assemble(examined, policy, as_of, skipped, expected, of)


def examine(each: Input, policy: Policy, as_of: date | datetime, files: Files = _NO_FILES) -> Examined:
    """What one input says, and what is wrong with it by itself."""
    try:
        return judge(read_input(each, policy.vocabulary, policy.needs), policy, as_of, files)
    except Exception as error:  # a fault of the program: it ends the run, and names the document that showed it
        error.add_note(f"while judging {each.source.path}")
        raise


def read_input(each: Input, vocabulary: Vocabulary, needs: frozenset[Need] = EVERYTHING) -> Postmortem:
    """The model of an input, as much of it as is needed; of one that could not be read, the fault alone."""
    if each.unreadable:
        return Postmortem(each.source, faults=(each.unreadable,))
    return read(each.source, vocabulary, needs)


def judge(doc: Postmortem, policy: Policy, as_of: date | datetime, files: Files = _NO_FILES) -> Examined:
    """What a model says, and what is wrong with it by itself."""
    facts = facts_of(doc, policy.vocabulary, policy.undeclared)
    if policy.at_least is not None:
        facts = facts._replace(severity=min(facts.severity, policy.at_least))
    each = Examined(doc.source, facts, (), doc.ignores)
    context = _context(policy, as_of, each.facts.severity, files)
    found: list[Finding] = []
    for rule in policy.rules:
        for check in rule.rule.check:
            if check.when == "always" or (check.when == "readable" and each.facts.readable):
                found += _findings(rule, check.run(doc, context), each, policy)
    return each._replace(findings=tuple(found))


def assemble(
    examined: Sequence[Examined],
    policy: Policy,
    as_of: date | datetime,
    skipped: Sequence[Skipped] = (),
    expected: Sequence[str] = (),
    of: PolicyOf | None = None,
) -> Report:
    """The report of a run over documents that have been examined, in any order; the rest is as for `lint`."""
    ordered = sorted(examined, key=lambda each: each.facts.path)
    theirs = [of(each.facts.path) if of else policy for each in ordered]
    between = _between(ordered, theirs, policy, as_of)
    settled = map(_settled, ordered, between, theirs, repeat(as_of))
    findings = [finding for those in settled for finding in those]
    findings.sort(key=_order)
    paths = {each.facts.path for each in ordered}
    unread = [each.facts.path for each in ordered if not each.facts.whole]
    return Report(
        findings=tuple(found for found in findings if found.ignored is None),
        ignored=tuple(found for found in findings if found.ignored is not None),
        files=tuple(sorted(paths)),
        skipped=tuple(sorted(skipped)),
        unread=tuple(sorted([*unread, *(path for path in expected if path not in paths)])),
        rules=_rules(policy),
        pack=policy.process.name,
        as_of=policy.calendar.day_of(as_of),
        configuration=policy.configuration,
        since=policy.since,
        older=_older(ordered, theirs),
        lowered=_lowered(policy),
        overrides=_overridden(policy),
        package=policy.package,
    )


def _order(found: Finding) -> tuple[str, Span, str, str]:
    """In which order findings stand in a report."""
    return found.source.path, found.violation.span, found.rule_id, found.violation.message


def _rules(policy: Policy) -> tuple[RuleInfo, ...]:
    """The rules that run for any path, each once."""
    all_ = [policy, *(each.policy for each in policy.overrides)]
    known = {active.rule.id: active.rule for each in reversed(all_) for active in each.rules}
    return tuple(_info(known[id_]) for id_ in sorted(known))


def _overridden(policy: Policy) -> tuple[Overridden, ...]:
    return tuple(
        Overridden(each.paths, each.policy.process.name, each.policy.since, _lowered(each.policy), each.policy.package)
        for each in policy.overrides
    )


def _older(examined: Sequence[Examined], theirs: Sequence[Policy]) -> tuple[str, ...]:
    pairs = zip(examined, theirs, strict=True)
    return tuple(each.facts.path for each, policy in pairs if policy.is_older(each.facts.day))


def _lowered(policy: Policy) -> tuple[Lowered, ...]:
    return tuple(Lowered(rule.id, rule.name, level) for rule, level in policy.lowered)


def review(reviewed: Sequence[tuple[Source, Sequence[Remark]]], policy: Policy, as_of: date | datetime) -> Report:
    """The report of what reviewers say of sources that are no postmortems, by the rules that ask for it."""
    return assemble([_reviewed(*each, policy, as_of) for each in reviewed], policy, as_of)


def remarked(
    report: Report, reviewed: Sequence[tuple[Source, Sequence[Remark]]], policy: Policy, as_of: date | datetime
) -> Report:
    """A report with what reviewers say of sources beside it, by the rules that ask for it."""
    found = [finding for each in reviewed for finding in _reviewed(*each, policy, as_of).findings]
    return report._replace(findings=tuple(sorted([*report.findings, *found], key=_order)))


def _reviewed(source: Source, remarks: Sequence[Remark], policy: Policy, as_of: date | datetime) -> Examined:
    """What a reviewer says of a source, as the findings of the rules that ask for it."""
    context = _context(policy, as_of, policy.process.most_severe)
    each = Examined(source, facts_of(Postmortem(source), policy.vocabulary), (), ())
    found: list[Finding] = []
    for rule in policy.rules:
        for check in rule.rule.check:
            if check.when == "review":
                found += _findings(rule, check.run(remarks, context), each, policy)
    return each._replace(findings=tuple(found))


def _between(
    examined: Sequence[Examined], theirs: Sequence[Policy], policy: Policy, as_of: date | datetime
) -> list[list[Finding]]:
    """What is wrong between documents, for each of them, at the levels of its own policy."""
    context = _context(policy, as_of, policy.process.most_severe)
    documents = [each.facts for each in examined]
    found: list[list[Finding]] = [[] for _ in documents]
    for rule in policy.rules:
        for check in rule.rule.check:
            for index, violation in check.run(documents, context) if check.when == "run" else ():
                own = next((each for each in theirs[index].rules if each.rule.id == rule.rule.id), None)
                found[index] += _findings(own, [violation], examined[index], theirs[index]) if own else ()
    return found


def _settled(each: Examined, between: Sequence[Finding], policy: Policy, as_of: date | datetime) -> list[Finding]:
    """All findings of a document: those that it asks to ignore are marked, and what is wrong with asking is one."""
    context = _context(policy, as_of, each.facts.severity)
    ignoring = Ignoring([*each.findings, *between], policy, context.as_of)
    outcomes = [outcome for ignore in each.ignores for outcome in ignoring.obey(ignore)]
    found = list(ignoring.found)
    for rule in policy.rules:
        for check in rule.rule.check:
            if check.when == "after ignores":
                found += _findings(rule, check.run(outcomes, context), each, policy)
    return found


def _findings(rule: ActiveRule, violations: Iterable[Violation], each: Examined, policy: Policy) -> Iterator[Finding]:
    """The findings of a rule in a document; where it is silent, no violation is looked for."""
    level = rule.level_for(each.facts.severity, each.facts.draft, policy.final, policy.deadlines)
    if level is None:
        return
    if policy.is_older(each.facts.day):
        level = Level.NOTE
    for violation in violations:
        milder = min(level, violation.at_most or level, key=lambda each: each.rank)
        yield Finding(each.source, rule.rule.id, rule.rule.name, milder, violation)


def _context(policy: Policy, as_of: date | datetime, severity: SeverityLevel, files: Files = _NO_FILES) -> Context:
    """What checks are told beside the model."""
    calendar = policy.calendar
    return Context(
        policy.vocabulary, calendar.day_of(as_of), severity, calendar.moment_of(as_of), calendar, files, policy.chosen
    )


def _info(rule: Rule) -> RuleInfo:
    return RuleInfo(rule.id, rule.name, rule.summary, rule.why, rule.fix, rule.source, page=f"pmlint explain {rule.id}")
