"""What the gate found: of each incident the verdict with its reasons, and of all of them the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from pmlint.finding import Finding, Level
from pmlint.gate.record import KnownFrom, State
from pmlint.process import SeverityLevel
from pmlint.report import ExitCode

Verdict = Literal["may-close", "may-not-close", "undecided"]
"""Whether an incident may be closed. Undecided is what could not be found out; it is never a pass."""

VerdictOfOne = Verdict | Literal["open"]
"""The same of one incident; one that is open stays as it is, and nothing is asked of it."""

Undecided = Literal["unreadable", "not-looked-up"]
KeepsOpen = Literal[
    "no-postmortem", "several-postmortems", "findings", "severity-differs", "id-differs", "dates-differ"
]
Informs = Literal["not-required", "not-an-incident", "not-in-register", "severity-graver"]

Code = Undecided | KeepsOpen | Informs


class Reason(NamedTuple):
    """Why an incident may, or may not, be closed. Its texts may quote the document: escape them."""

    code: Code
    message: str
    path: str | None = None
    line: int | None = None


class Judged(NamedTuple):
    """An incident, and what the gate says of it."""

    id: str
    severity: SeverityLevel
    """As which it is judged."""
    severity_name: str
    """The same as the process writes it."""
    known_from: KnownFrom
    state: State
    reasons: tuple[Reason, ...] = ()
    postmortem: str | None = None
    findings: tuple[Finding, ...] = ()
    """What was found in its postmortem, what it asks to ignore included."""

    @property
    def verdict(self) -> VerdictOfOne:
        """What its reasons come to. A reason that keeps it open holds whatever else could not be found out."""
        if self.state == "open":
            return "open"
        codes = {reason.code for reason in self.reasons}
        if codes.intersection(get_args(KeepsOpen)):
            return "may-not-close"
        return "undecided" if codes.intersection(get_args(Undecided)) else "may-close"

    @property
    def errors(self) -> list[Finding]:
        """The findings that keep it open."""
        return [each for each in self.findings if each.level is Level.ERROR and each.ignored is None]


class TrustedPolicy(NamedTuple):
    """The commit from which configuration and rules were read."""

    ref: str
    sha: str


class Outcome(NamedTuple):
    """What the gate found in one run. Reporters render it, none of them adds to it."""

    incidents: tuple[Judged, ...]
    orphans: tuple[str, ...] = ()
    """The paths of postmortems of which no incident is on record."""
    judged_by: str = ""
    """Which rules and which configuration decided, for people."""
    policy: TrustedPolicy | None = None

    @property
    def verdict(self) -> Verdict:
        """What holds of all: one that is undecided makes all so."""
        verdicts = {each.verdict for each in self.incidents}
        order: Sequence[Verdict] = ("undecided", "may-not-close", "may-close")
        return next((each for each in order if each in verdicts), "may-close")

    @property
    def exit_code(self) -> ExitCode:
        """What the run means; only `CLEAN` lets an incident be closed."""
        codes: dict[Verdict, ExitCode] = {
            "may-close": ExitCode.CLEAN,
            "may-not-close": ExitCode.FINDINGS,
            "undecided": ExitCode.INCOMPLETE,
        }
        return codes[self.verdict]
