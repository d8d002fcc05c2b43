"""What `--statistics` prints: how often each rule speaks, most often first, and the sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pmlint.escape import page, plain
from pmlint.finding import Level
from pmlint.report import Report
from pmlint.reporters.style import Style
from pmlint.reporters.view import View
from pmlint.reporters.wording import closing


def render(report: Report, view: View) -> str:
    """A line a rule: how often, its id and name, at which levels, in how many files; then what closes a report."""
    return page(_lines(report, view))


def _lines(report: Report, view: View) -> Iterator[str]:
    counts = Counter((found.rule_id, found.rule_name) for found in report.findings)
    width = len(str(max(counts.values(), default=0)))
    for (id_, name), count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        theirs = [found for found in report.findings if found.rule_id == id_]
        files = len({found.source.path for found in theirs})
        levels = [level.value for level in Level if any(found.level is level for found in theirs)]
        in_files = "in 1 file" if files == 1 else f"in {files} files"
        yield plain(f"{count:>{width}}  {id_} {name}  {'/'.join(levels)}, {in_files}")
    yield from closing(report, view, Style(view.color))
