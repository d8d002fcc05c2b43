"""All checks, and the words by which rule files name them."""

from __future__ import annotations

from pmlint.check import AnyCheck
from pmlint.checks import (
    action_texts,
    actions,
    due_dates,
    facts,
    file_name,
    ignoring,
    incident_ids,
    issues,
    owners,
    reading,
    reviews,
    sections,
    severity,
    sign_off,
    title,
)

__all__ = ["KINDS", "RENAMED", "AnyCheck", "renamed"]

_CHECKS: tuple[type[AnyCheck], ...] = (
    reading.ReadingFaults,
    file_name.FileName,
    file_name.FileDate,
    title.TitlePresent,
    severity.SeverityDeclared,
    severity.SeverityKnown,
    severity.SeveritiesAgree,
    severity.SeverityNotLowered,
    incident_ids.IncidentIdStated,
    incident_ids.IncidentIdWellFormed,
    incident_ids.IncidentIdsAgree,
    incident_ids.IncidentIdUnique,
    facts.DateStated,
    facts.StatusStated,
    facts.StartStated,
    facts.EndStated,
    facts.RoleStated,
    facts.IncidentDateIsDay,
    facts.IncidentDateNotAhead,
    sections.SectionsPresent,
    sections.SectionsNotEmpty,
    sections.SectionsWritten,
    sections.SectionsNotCopied,
    sections.SectionsInOrder,
    sections.SectionsUnique,
    sections.SectionsNumbered,
    actions.ActionsListed,
    action_texts.ActionsDiffer,
    action_texts.ActionsWorded,
    actions.ActionsNotWithdrawn,
    actions.ActionGroupsPresent,
    actions.ActionGroupsExplained,
    actions.ActionNamesOwner,
    owners.OwnerIsSomebody,
    owners.OwnerIsKnown,
    actions.MitigationsDone,
    actions.WorkListed,
    issues.ActionNamesIssue,
    issues.IssueIsId,
    issues.IssueLinkLeads,
    issues.IssueIsCertain,
    issues.IssuesDiffer,
    issues.IssueNotShared,
    due_dates.ActionSaysDue,
    due_dates.DueIsDate,
    due_dates.DueAfterIncident,
    due_dates.DueWithinHorizon,
    sign_off.SignOffNamesSomebody,
    sign_off.CommanderSigned,
    sign_off.SignatureIsUnderstood,
    sign_off.SignerIsCommander,
    sign_off.SignOffNamesCommander,
    sign_off.SignOffNamesOwners,
    ignoring.IgnoreReadable,
    ignoring.IgnoreKnown,
    ignoring.IgnoreAllowed,
    ignoring.IgnoreReasoned,
    ignoring.IgnoreCurrent,
    ignoring.IgnoreEnds,
    ignoring.IgnoresWithinBudget,
    ignoring.IgnoreUsed,
    reviews.ProcessAgrees,
    reviews.MessageIsWhole,
)

KINDS: dict[str, type[AnyCheck]] = {check.kind: check for check in _CHECKS}

RENAMED = {
    "action-field issue": "action-names-issue",
    "action-field owner": "action-names-owner",
    "action-field due": "action-says-due",
    "actions-present": "actions-listed actions-worded action-groups-explained actions-not-withdrawn",
    "date-not-ahead": "incident-date-is-day incident-date-not-ahead",
    "due-in-range incident": "due-after-incident",
    "due-in-range horizon": "due-within-horizon",
    "fact-stated date": "date-stated",
    "fact-stated status": "status-stated",
    "fact-stated start": "start-stated",
    "fact-stated end": "end-stated",
    "fact-stated role": "role-stated",
    "ignore-comments unused": "ignore-used",
    "ignore-comments unknown": "ignore-known",
    "ignore-comments forbidden": "ignore-allowed",
    "ignore-comments expired": "ignore-current",
    "ignore-comments faulty": "ignore-readable",
    "ignore-comments without-reason": "ignore-reasoned",
    "incident-id missing": "incident-id-stated",
    "incident-id conflicting": "incident-ids-agree",
    "issue-well-formed": "issue-is-id issue-link-leads issue-is-certain issues-differ",
    "sections-filled empty": "sections-not-empty",
    "sections-filled filler": "sections-written sections-not-copied",
    "severity-stated missing": "severity-declared",
    "severity-stated unknown": "severity-known",
    "severity-stated conflicting": "severities-agree",
    "sign-off-names somebody": "sign-off-names-somebody commander-signed",
    "sign-off-names commander": "sign-off-names-commander",
    "sign-off-names owners": "sign-off-names-owners",
}
"""What kinds were called that asked several questions, each with the value that chose some of them, and what these
questions are called now."""


def renamed(kind: str, parameters: dict[str, object]) -> list[str]:
    """What a kind that is no more is called now, for what its parameters asked; empty for a kind that never was."""
    asked = (kind, *(f"{kind} {value}" for value in parameters.values()))
    now = [names for old, names in RENAMED.items() if old in asked]
    now = now or [names for old, names in RENAMED.items() if old.startswith(f"{kind} ")]
    return " ".join(now).split()
