"""`text`: each incident with its verdict and the reasons, for people at a terminal or in a log."""

from __future__ import annotations

from pmlint.escape import page
from pmlint.gate.outcome import Outcome
from pmlint.reporters.gate.wording import closing, incident_lines
from pmlint.reporters.style import Style
from pmlint.reporters.view import View


def render(outcome: Outcome, view: View) -> str:
    """A block for each incident, then the sum."""
    style = Style(view.color)
    lines = [line for judged in outcome.incidents for line in incident_lines(judged, style)]
    return page([*lines, *closing(outcome, style)])
