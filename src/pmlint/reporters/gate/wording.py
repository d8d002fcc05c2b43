"""Words that the formats of the gate share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from pmlint.escape import plain
from pmlint.gate.outcome import Informs, Judged, Outcome, Reason, VerdictOfOne
from pmlint.reporters.groups import Group, grouped
from pmlint.reporters.style import Style, Tone
from pmlint.reporters.wording import number, one_line

TOLD: dict[VerdictOfOne, str] = {
    "may-close": "may close",
    "may-not-close": "may not close",
    "undecided": "undecided",
    "open": "open",
}
"""A verdict in words."""

_TONES: dict[VerdictOfOne, Tone] = {
    "may-close": Tone.GOOD,
    "may-not-close": Tone.ERROR,
    "undecided": Tone.ERROR,
    "open": Tone.FAINT,
}

NO_INCIDENT = "no incident to judge"


def informs(reason: Reason) -> bool:
    """Whether a reason keeps no incident open."""
    return reason.code in get_args(Informs)


def error_groups(judged: Judged) -> list[Group]:
    """The errors of an incident's postmortem, as people are told of them."""
    return grouped(judged.errors)


def head(judged: Judged) -> str:
    """`INC-42 (Sev-1, by the register)`, as it is; escape it."""
    known = "severity unknown" if judged.known_from == "unknown" else f"by the {judged.known_from}"
    return f"{judged.id} ({judged.severity_name}, {known})"


def reason_line(reason: Reason) -> str:
    """`path:line: code: message`, as it is; escape it."""
    place = "" if reason.path is None else f"{reason.path}:{reason.line}: " if reason.line else f"{reason.path}: "
    return f"{place}{reason.code}: {reason.message}"


def incident_lines(judged: Judged, style: Style) -> Iterator[str]:
    """An incident with its verdict, its reasons, and the errors of its postmortem, escaped."""
    verdict = style.paint(_TONES[judged.verdict], TOLD[judged.verdict])
    yield f"{style.paint(Tone.STRONG, plain(head(judged)))}: {verdict}"
    if judged.postmortem and judged.verdict == "may-close":
        yield f"  {plain(judged.postmortem)}"
    for reason in judged.reasons:
        yield f"  {plain(reason_line(reason))}"
        if reason.code == "findings":
            yield from (f"    {one_line(group, style)}" for group in error_groups(judged))


def closing(outcome: Outcome, style: Style) -> Iterator[str]:
    """Postmortems of no incident, what decided, and the sum, escaped."""
    for path in outcome.orphans:
        yield f"{plain(path)}: not-in-register: it belongs to no incident in the register"
    if outcome.judged_by:
        yield style.paint(Tone.FAINT, plain(outcome.judged_by))
    yield style.paint(_TONES[outcome.verdict], summary(outcome))


def summary(outcome: Outcome) -> str:
    """`may not close: 3 incidents, 2 may close, 1 may not close`."""
    verdicts = [each.verdict for each in outcome.incidents]
    if len(verdicts) < 2:
        return f"{TOLD[outcome.verdict]}: {number(1, 'incident') if verdicts else NO_INCIDENT}"
    counts = [f"{verdicts.count(each)} {TOLD[each]}" for each in TOLD if each in verdicts]
    return f"{TOLD[outcome.verdict]}: {number(len(verdicts), 'incident')}, {', '.join(counts)}"
