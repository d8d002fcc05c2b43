"""`concise`: one line for each thing that is wrong, for editors, logs and grep."""

from __future__ import annotations

from pmlint.escape import page
from pmlint.report import Report
from pmlint.reporters.groups import grouped
from pmlint.reporters.style import Style
from pmlint.reporters.view import View
from pmlint.reporters.wording import closing, one_line


def render(report: Report, view: View) -> str:
    """`path:line:col: error PM201 message` for each group of findings in order, then the sum."""
    style = Style(view.color)
    return page(
        [
            *(one_line(group, style) for group in grouped(report.findings)),
            *closing(report, view._replace(width=None), style),
        ]
    )
