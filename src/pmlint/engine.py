"""From documents and a policy to a report. Pure: takes text, not paths; no clock, no network, no printing."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from pmlint.check import Context, IgnoreOutcome
from pmlint.checks.ignoring import IgnoreComments
from pmlint.checks.reading import ReadingFaults
from pmlint.finding import Finding
from pmlint.model import Fault, Ignore, Incident, Postmortem
from pmlint.policy import ActiveRule, Policy, UnknownRule, find_rule
from pmlint.process import Process, SeverityLevel
from pmlint.read import read
from pmlint.report import Report, RuleInfo
from pmlint.rule import Rule
from pmlint.spelling import drop_invisible, fold, is_made_of
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary

SHORTEST_REASON = 2
"""Letters of a reason for ignoring a finding: a word in some languages."""


class Input(NamedTuple):
    """A document to judge; `unreadable` tells why its text could not be had."""

    source: Source
    unreadable: Fault | None = None


def lint(
    inputs: Sequence[Input], policy: Policy, as_of: date, skipped: Sequence[str] = (), expected: Sequence[str] = ()
) -> Report:
    """Judges documents as of a day.

    `skipped` and `expected` are paths for the report: what was passed over, and what had to be judged; a path that is
    expected and has no input counts as unread.
    """
    findings: list[Finding] = []
    unread: list[str] = []
    for each in inputs:
        try:
            doc = read_input(each, policy.vocabulary)
            findings.extend(judge(doc, policy, as_of))
        except Exception as error:  # a fault of the program: it ends the run, and names the document that showed it
            error.add_note(f"while judging {each.source.path}")
            raise
        if any(fault.kind in ("unreadable", "cut") for fault in doc.faults):
            unread.append(each.source.path)
    read_paths = {each.source.path for each in inputs}
    unread.extend(path for path in expected if path not in read_paths)
    findings.sort(key=lambda found: (found.source.path, found.violation.span, found.rule_id, found.violation.message))
    return Report(
        findings=tuple(found for found in findings if found.ignored is None),
        ignored=tuple(found for found in findings if found.ignored is not None),
        files=tuple(sorted(read_paths)),
        skipped=tuple(sorted(skipped)),
        unread=tuple(sorted(unread)),
        rules=tuple(RuleInfo(rule.rule.id, rule.rule.name, rule.rule.summary) for rule in policy.rules),
        pack=policy.process.name,
        as_of=as_of,
    )


def read_input(each: Input, vocabulary: Vocabulary) -> Postmortem:
    """The model of an input; of one that could not be read, the fault alone."""
    if each.unreadable:
        return Postmortem(each.source, faults=(each.unreadable,))
    return read(each.source, vocabulary)


def judge(doc: Postmortem, policy: Policy, as_of: date) -> list[Finding]:
    """The findings of one document, those that it asks to ignore among them."""
    severity = judged_severity(doc.incident, policy.process)
    draft = not policy.final and is_draft(doc.incident, policy.process)
    known = policy.vocabulary
    context = Context(
        policy.process,
        as_of,
        severity,
        known.placeholders,
        known.nobody,
        known.undecided,
        known.nobody | known.teams,
        known.collective,
    )
    rules = policy.rules
    if any(fault.kind == "unreadable" for fault in doc.faults):
        rules = tuple(rule for rule in rules if isinstance(rule.rule.check, ReadingFaults))
    last = [rule for rule in rules if isinstance(rule.rule.check, IgnoreComments)]
    found = [
        finding
        for rule in rules
        if not isinstance(rule.rule.check, IgnoreComments)
        for finding in _findings(rule, doc, context, draft)
    ]
    found, outcomes = _ignore(found, doc, policy, as_of)
    context = context._replace(ignores=tuple(outcomes))
    return found + [finding for rule in last for finding in _findings(rule, doc, context, draft)]


def _findings(rule: ActiveRule, doc: Postmortem, context: Context, draft: bool) -> Iterator[Finding]:
    level = rule.level_for(context.severity, draft)
    if level is None:
        return
    for violation in rule.rule.check.run(doc, context):
        yield Finding(doc.source, rule.rule.id, rule.rule.name, level, violation)


def judged_severity(incident: Incident, process: Process) -> SeverityLevel:
    """How grave the incident is judged: the most severe that is said, and the most severe of all when it is unknown."""
    known = {severity.level for severity in process.severities}
    if not any(said.declared for said in incident.severities):
        return process.most_severe
    levels = [said.level if said.level in known else process.most_severe for said in incident.severities]
    return min((level for level in levels if level is not None), default=process.most_severe)


def is_draft(incident: Incident, process: Process) -> bool:
    """Whether the document says that it is a draft, and nowhere says anything else."""
    drafts = {fold(word) for word in process.words.draft}
    said = [fold(status.text.value).strip() for status in incident.statuses]
    return bool(said) and all(status in drafts for status in said)


def _ignore(
    found: list[Finding], doc: Postmortem, policy: Policy, as_of: date
) -> tuple[list[Finding], list[IgnoreOutcome]]:
    """Marks the findings that the document asks to ignore, and says what became of each request."""
    outcomes: list[IgnoreOutcome] = []
    placeholders = policy.vocabulary.placeholders
    # Of each rule the findings that still count: where they start and their indexes, in order.
    counting: dict[str, list[tuple[int, int]]] = {}
    for index, finding in enumerate(found) if doc.ignores else ():
        counting.setdefault(finding.rule_id, []).append((finding.violation.span.start, index))
    for those in counting.values():
        those.sort()
    for ignore in doc.ignores:
        for name in ignore.rules if ignore.fault is None else ():
            try:
                rule = find_rule(policy.known, name.value)
            except UnknownRule as unknown:
                outcomes.append(IgnoreOutcome(ignore, name, "unknown", unknown.guess))
                continue
            refusal = _refusal(ignore, rule, as_of, placeholders)
            if refusal:
                outcomes.append(IgnoreOutcome(ignore, name, refusal))
                continue
            those = counting.get(rule.id, [])
            first, last = bisect_left(those, (ignore.covers.start, 0)), bisect_left(those, (ignore.covers.end + 1, 0))
            for _, index in those[first:last]:
                found[index] = found[index]._replace(ignored=ignore.reason)
            outcomes.append(IgnoreOutcome(ignore, name, "used" if first < last else "unused"))
            del those[first:last]
    return found, outcomes


def _refusal(
    ignore: Ignore, rule: Rule, as_of: date, placeholders: frozenset[str]
) -> Literal["forbidden", "without-reason", "expired"] | None:
    """Why a request is not granted, if it is not."""
    if not rule.ignorable:
        return "forbidden"
    letters = sum(map(str.isalpha, drop_invisible(ignore.reason)))
    if letters < SHORTEST_REASON or is_made_of(ignore.reason, placeholders):
        return "without-reason"
    if ignore.until and (ignore.until.day is None or ignore.until.day < as_of):
        return "expired"
    return None
