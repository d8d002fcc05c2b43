"""Until when actions are due."""

from collections.abc import Iterator
from datetime import date, timedelta

from pmlint.check import DATES, Context, DocumentCheck
from pmlint.checks.parameters import OfKinds
from pmlint.checks.wording import as_it_reads, fault_of, is_placeholder, lacks, quote, quoted_action, why_no_day
from pmlint.finding import Violation
from pmlint.model import Postmortem

_HOW_TO_WRITE = "write the day as YYYY-MM-DD"


class ActionSaysDue(DocumentCheck, OfKinds):
    """Each action of some kinds has a due date."""

    kind = "action-says-due"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            if item.due is None or is_placeholder(item.due.text.value, context):
                yield lacks(item, item.due.text if item.due else None, "due", "say by when:")


class DueIsDate(DocumentCheck, OfKinds):
    """A due date is a single, unambiguous day."""

    kind = "due-is-date"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            due = item.due
            if due and due.day is None and not is_placeholder(due.text.value, context):
                said = f"due date {quote(due.text.value)}"
                message = f"{said} is not a date{why_no_day(due.text.value, context)}"
                if due.unread and due.unread.value != due.text.value:
                    message = f"{said} is not a single day: {quote(due.unread.value)} was not understood"
                line = as_it_reads(item, "due")
                yield fault_of(item, due.text.span, message, f"its {message}", _HOW_TO_WRITE, helps=(line,))


class DueAfterIncident(DocumentCheck, OfKinds):
    """No due date is before the incident."""

    kind = "due-after-incident"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        day = doc.incident.day
        if day is None:
            return
        for item in doc.actions(self.kinds):
            if item.due and item.due.day and item.due.day < day:
                message = f"due date {item.due.day} is before the incident on {day}"
                yield fault_of(
                    item,
                    item.due.text.span,
                    message,
                    f"its {message}",
                    "give the day by which the action will be done",
                )


class DueWithinHorizon(DocumentCheck, OfKinds):
    """No due date is later than the horizon of the process, which is counted from the incident."""

    kind = "due-within-horizon"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        horizon = context.process.action_horizon(context.severity)
        last = _days_after(doc.incident.day or context.as_of, horizon)
        for item in doc.actions(self.kinds):
            if item.due and item.due.day and item.due.day > last:
                message = f"due date {item.due.day} is more than {horizon} days away"
                yield fault_of(
                    item,
                    item.due.text.span,
                    message,
                    f"its {message}",
                    "choose an earlier day, or split off a first step",
                )


class ActionsInTime(DocumentCheck, OfKinds):
    """An action past its due date is marked as done."""

    kind = "actions-in-time"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            if item.due and item.due.day and not item.done and context.now > context.calendar.end_of(item.due.day):
                yield fault_of(
                    item,
                    item.due.text.span,
                    f"action {quoted_action(item)} was due on {item.due.day} and is not marked as done",
                    f"it was due on {item.due.day} and is not marked as done",
                    "mark it as done, or agree on a new due date",
                )


def _days_after(start: date, days: int) -> date:
    """The day some days after another one, or the last day that there is."""
    return start + timedelta(days=days) if start <= date.max - timedelta(days=days) else date.max
