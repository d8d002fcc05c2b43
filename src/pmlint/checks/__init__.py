"""All checks, and the words by which rule files name them."""

from __future__ import annotations

from pmlint.checks.actions import (
    ActionField,
    ActionGroupsPresent,
    ActionsPresent,
    DueInRange,
    DueIsDate,
    IssueWellFormed,
    MitigationsDone,
    OwnerIsSomebody,
)
from pmlint.checks.facts import FactStated
from pmlint.checks.file_name import DateNotAhead, FileDate, FileName, IncidentId
from pmlint.checks.ignoring import IgnoreComments
from pmlint.checks.reading import ReadingFaults
from pmlint.checks.sections import SectionsFilled, SectionsInOrder, SectionsNumbered, SectionsPresent, SectionsUnique
from pmlint.checks.severity import SeverityStated
from pmlint.checks.sign_off import SignOffNames
from pmlint.checks.title import TitlePresent

AnyCheck = (
    ActionField
    | ActionGroupsPresent
    | ActionsPresent
    | DateNotAhead
    | DueInRange
    | DueIsDate
    | FactStated
    | FileDate
    | FileName
    | IgnoreComments
    | IncidentId
    | IssueWellFormed
    | MitigationsDone
    | OwnerIsSomebody
    | ReadingFaults
    | SectionsFilled
    | SectionsInOrder
    | SectionsNumbered
    | SectionsPresent
    | SectionsUnique
    | SeverityStated
    | SignOffNames
    | TitlePresent
)

KINDS: dict[str, type[AnyCheck]] = {
    "action-field": ActionField,
    "action-groups-present": ActionGroupsPresent,
    "actions-present": ActionsPresent,
    "date-not-ahead": DateNotAhead,
    "due-in-range": DueInRange,
    "due-is-date": DueIsDate,
    "fact-stated": FactStated,
    "file-date": FileDate,
    "file-name": FileName,
    "ignore-comments": IgnoreComments,
    "incident-id": IncidentId,
    "issue-well-formed": IssueWellFormed,
    "mitigations-done": MitigationsDone,
    "owner-is-somebody": OwnerIsSomebody,
    "reading-faults": ReadingFaults,
    "sections-filled": SectionsFilled,
    "sections-in-order": SectionsInOrder,
    "sections-numbered": SectionsNumbered,
    "sections-present": SectionsPresent,
    "sections-unique": SectionsUnique,
    "severity-stated": SeverityStated,
    "sign-off-names": SignOffNames,
    "title-present": TitlePresent,
}
