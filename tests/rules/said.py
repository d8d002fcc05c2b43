"""A finding as the golden files of messages have it."""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Finding
from pmlint.text import Source, Span


def said(finding: Finding) -> Iterator[str]:
    """The lines of a finding: its place, message, subject and help, and what it points at besides."""
    source, violation = finding.source, finding.violation
    yield f"{place(source, violation.span)}: {finding.level.value} {finding.rule_id} {violation.message}"
    yield f"    about: {' '.join(filter(None, violation.subject))}"
    if violation.help:
        yield f"    help: {violation.help}"
    for each in violation.related:
        yield f"    {place(source, each.span)}: {each.message}"
    for edit in violation.edits:
        yield f"    edit: {place(source, edit.span)} becomes {edit.new!r}"


def place(source: Source, span: Span) -> str:
    start, end = source.position(span.start), source.position(span.end)
    return f"{start.line}:{start.column}-{end.line}:{end.column}"
