"""The facts of a document that are left when its model is gone.

Plain data without the text: what is asked of several documents at once needs no more, and none of them has to stay in
memory for it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from pmlint.model import ActionItem, Incident, Moment, Need, Postmortem, Severity, Stated
from pmlint.process import ActionKind, Process, SeverityLevel
from pmlint.spelling import fold
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary

NEEDS: frozenset[Need] = frozenset({"dates"})
"""What the facts are made of, beside what is always read."""


class SectionFact(NamedTuple):
    """A section of the process that stands in the document, and whether it says something."""

    id: str
    says: Literal["text", "filler", "nothing"]
    title: Text


class ActionFact(NamedTuple):
    """An action; what stands in no group is corrective."""

    text: str
    span: Span
    kind: ActionKind
    owners: tuple[str, ...]
    issues: tuple[str, ...]
    due: date | None
    done: bool | None

    def overdue(self, as_of: date) -> bool:
        """Whether its due date has passed, and nobody says that it is done; the day itself is in time."""
        return self.due is not None and self.due < as_of and not self.done


class Facts(NamedTuple):
    """What one document says that others, and reports over all of them, may need to know."""

    path: str
    readable: bool
    whole: bool
    """Whether all of it was read."""
    ids: tuple[Stated, ...]
    """The incident's IDs, as often as they are said."""
    severity: SeverityLevel
    """How grave the incident is judged."""
    severities: tuple[Severity, ...]
    """As often as it is said."""
    declared: SeverityLevel | None
    """How grave the document says that it was; `None` where it says nothing, or nothing that is known."""
    status: Text | None
    draft: bool
    """Whether the document says that it is a draft."""
    day: date | None
    minutes: Mapping[str, float | None]
    """How long the steps of the response took, by the names of `TIMES`, as far as that is known."""
    started: Moment | None
    ended: Moment | None
    sections: tuple[SectionFact, ...]
    actions: tuple[ActionFact, ...]
    withdrawn: tuple[ActionFact, ...]
    """Actions that are struck out."""
    sign_off: tuple[str, ...]
    """Who is named in the sign-off, as written."""


def facts_of(doc: Postmortem, vocabulary: Vocabulary, undeclared: SeverityLevel | None = None) -> Facts:
    """The facts of a document; `undeclared` is how grave the incident of one is taken for that says nothing of it."""
    incident, process = doc.incident, vocabulary.process
    kinds = {fault.kind for fault in doc.faults}
    return Facts(
        path=doc.source.path,
        readable="unreadable" not in kinds,
        whole=kinds.isdisjoint(("unreadable", "cut")),
        ids=incident.ids,
        severity=judged_severity(incident, process, undeclared),
        severities=incident.severities,
        declared=next((said.level for said in incident.severities if said.declared), None),
        status=incident.status,
        draft=is_draft(incident, process),
        day=incident.day,
        minutes=incident.milestones.minutes(),
        started=incident.started.at if incident.started else None,
        ended=incident.ended.at if incident.ended else None,
        sections=tuple(
            SectionFact(section.id, section.says, section.title)
            for section in doc.sections
            if section.id and not section.nested
        ),
        actions=tuple(_action(item) for item in doc.action_items if not item.struck),
        withdrawn=tuple(_action(item) for item in doc.action_items if item.struck),
        sign_off=tuple(line.person.value for line in doc.sign_off if line.person.value),
    )


def _action(item: ActionItem) -> ActionFact:
    return ActionFact(
        item.text.value,
        item.text.span,
        item.kind or "corrective",
        tuple(owner.value for owner in item.owners),
        tuple(issue.value for issue in item.issues),
        item.due.day if item.due else None,
        item.done,
    )


def judged_severity(incident: Incident, process: Process, undeclared: SeverityLevel | None = None) -> SeverityLevel:
    """How grave the incident is judged: the most severe that is said, and the most severe of all when it is unknown.

    Where none is declared, it is `undeclared`, if that is given and nothing graver is said anywhere.
    """
    known = {severity.level for severity in process.severities}
    if not any(said.declared for said in incident.severities):
        said_levels = [said.level for said in incident.severities if said.level in known]
        return process.most_severe if undeclared is None else min([undeclared, *said_levels])
    levels = [said.level if said.level in known else process.most_severe for said in incident.severities]
    return min((level for level in levels if level is not None), default=process.most_severe)


def is_draft(incident: Incident, process: Process) -> bool:
    """Whether the document says that it is a draft, and nowhere says anything else."""
    drafts = {fold(word) for word in process.words.draft}
    said = [fold(status.text.value).strip() for status in incident.statuses]
    return bool(said) and all(status in drafts for status in said)
