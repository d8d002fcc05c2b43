"""Markdown for `$GITHUB_STEP_SUMMARY`: what a reviewer reads on the page of a run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from pmlint.escape import inert, markdown
from pmlint.finding import Finding
from pmlint.report import ExitCode, Report
from pmlint.reporters.groups import Group, grouped
from pmlint.reporters.view import View
from pmlint.reporters.wording import NAMED, brief, judged_by, summary, why_skipped

LIMIT = 900_000
"""Bytes. GitHub refuses a summary over 1 MiB as a whole."""
_VERDICTS = {ExitCode.CLEAN: "passed", ExitCode.FINDINGS: "failed", ExitCode.INCOMPLETE: "not complete"}


class _Part(NamedTuple):
    head: str
    rows: list[str]


def render(report: Report, view: View) -> str:
    """Verdict and counts, then what was not read, a table for each file, ignored findings and skipped files."""
    verdict = _VERDICTS[report.exit_code(view.fail_on)]
    text = [f"## pmlint: {verdict}\n\n{summary(report)}\n\n{_code(judged_by(report))}\n"]
    room = LIMIT - len(text[0])
    left = 0
    for part in _parts(report):
        rows: list[str] = []
        room -= _size(part.head)
        for row in part.rows:
            room -= _size(row)
            if room < 0:
                break
            rows.append(row)
        left += len(part.rows) - len(rows)
        if rows:
            text += [part.head, *rows]
    if left:
        text.append(f"\n... and {left} more, too many for this page\n")
    return "".join(text)


def _parts(report: Report) -> Iterator[_Part]:
    if report.unread:
        head = "\n### Not read, so the check is not complete\n\n"
        yield _Part(head, [f"- {_code(path)}\n" for path in report.unread])
    for path, groups in groupby(grouped(report.findings), key=lambda group: group.first.source.path):
        head = f"\n### {_code(path)}\n\n| Place | Level | Rule | Finding |\n| ---: | --- | --- | --- |\n"
        yield _Part(head, [_row(group, [_code(each) for each in group.helps]) for group in groups])
    if report.ignored:
        head = (
            "\n### Ignored\n\n| File | Place | Level | Rule | Finding and reason |\n| --- | ---: | --- | --- | --- |\n"
        )
        yield _Part(head, [_ignored_row(finding) for finding in report.ignored])
    skipped = sorted(report.skipped, key=lambda each: each.reason not in NAMED)
    if skipped:
        yield _Part("\n### Skipped\n\n", [f"- {_code(each.path)}: {_code(why_skipped(each))}\n" for each in skipped])


def _row(group: Group, remarks: list[str]) -> str:
    """A table's row; the remarks stand under the message."""
    place = group.first.source.position(group.first.violation.span.start)
    rule = _code(f"{group.rules} {group.name}".rstrip())
    said = "<br>".join(filter(None, (_code(group.message, len(group.findings)), *remarks)))
    return inert(f"| {place.line}:{place.column} | {group.level.value} | {rule} | {said} |") + "\n"


def _ignored_row(finding: Finding) -> str:
    reason = _code(finding.ignored or "")
    return f"| {_code(finding.source.path)} {_row(Group((finding,)), [f'reason: {reason}'])}"


def _code(text: str, findings: int = 1) -> str:
    return markdown(brief(text, findings))


def _size(text: str) -> int:
    return len(text.encode())
