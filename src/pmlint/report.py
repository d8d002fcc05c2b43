"""What a run found: findings, ignored ones with their reasons, what was read, and the exit code."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import Literal, NamedTuple, get_args

from pmlint.finding import Finding, Level

SHORT = 12
"""Digits of a commit's name that are shown to people; git shows as many of large repositories."""


class ExitCode(IntEnum):
    """What the exit status means; the same in every format. Only 0 lets a gate pass."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    NO_FILES = 3
    INCOMPLETE = 4


class RuleInfo(NamedTuple):
    """What reporters show of a rule that speaks in a report."""

    id: str
    name: str
    summary: str
    why: str
    fix: str
    source: str
    """Where the process asks for it."""
    page: str
    """The command that shows all of the rule."""


SkipReason = Literal["not a postmortem", "excluded", "not Markdown", "hidden", "outside paths"]
"""Why a file is not judged: its name says that it is no postmortem, a pattern leaves it out, it ends with nothing that
Markdown ends with, it is not for people (or a whole folder is not), it lies where no postmortems are looked for."""


class Skipped(NamedTuple):
    """A file that was found and not judged, and why. `pattern` is the name or pattern that told, if one did."""

    path: str
    reason: SkipReason
    pattern: str | None = None


class Lowered(NamedTuple):
    """A rule of the pack that the team has switched off, or given a milder level (`None` is off)."""

    id: str
    name: str
    level: Level | None


class Overridden(NamedTuple):
    """What judges the documents at some paths instead."""

    paths: tuple[str, ...]
    pack: str
    since: date | None
    lowered: tuple[Lowered, ...]
    package: str | None = None


class Commit(NamedTuple):
    """A commit: what the user wrote for it, and its name."""

    ref: str
    sha: str

    def __str__(self) -> str:
        return f"{self.ref} ({self.sha[:SHORT]})"


class Report(NamedTuple):
    """The result of one run over some documents; reporters render it, none of them adds to it.

    `findings` has those that count, `ignored` those that a document asks to ignore (each with its reason); both are in
    order of path and place. `unread` names the files that were not, or not wholly, read, so that the check is not
    complete. `skipped` names the files that were found and not judged.
    """

    findings: tuple[Finding, ...]
    ignored: tuple[Finding, ...]
    files: tuple[str, ...]
    """The paths that were checked."""
    skipped: tuple[Skipped, ...]
    unread: tuple[str, ...]
    rules: tuple[RuleInfo, ...]
    """The rules that ran."""
    pack: str
    as_of: date
    configuration: str | None = None
    """The file of the team's settings."""
    since: date | None = None
    """The first day whose incidents the process holds for."""
    older: tuple[str, ...] = ()
    """The paths of documents whose incident is older: all that was found in them is a note."""
    lowered: tuple[Lowered, ...] = ()
    """The rules that do not have the pack's level, but a milder one or none."""
    overrides: tuple[Overridden, ...] = ()
    known: tuple[Finding, ...] = ()
    """Those that the baseline knows, so that they do not count."""
    baseline: str | None = None
    """The file of the baseline, where there is one."""
    policy_from: Commit | None = None
    """The commit from which the policy was read; else it was the working tree."""
    base: Commit | None = None
    """The commit with which the documents were compared."""
    package: str | None = None
    """The installed package that brings the pack, with its version; `None` for a bundled pack and for a folder."""

    def count(self, level: Level) -> int:
        """How many findings of a level count."""
        return sum(finding.level is level for finding in self.findings)

    def skipped_by_reason(self) -> dict[SkipReason, int]:
        """How many files were not judged for each of the reasons."""
        return {reason: sum(each.reason == reason for each in self.skipped) for reason in get_args(SkipReason)}

    @property
    def complete(self) -> bool:
        """Whether every file was read whole."""
        return not self.unread

    def exit_code(self, fail_on: Level) -> ExitCode:
        """What the run means: incomplete before findings, findings at or above `fail_on` before clean."""
        if not self.complete:
            return ExitCode.INCOMPLETE
        if any(finding.level.rank >= fail_on.rank for finding in self.findings):
            return ExitCode.FINDINGS
        return ExitCode.CLEAN
