"""When the steps of the response were taken: what labelled fields leave open, the timeline tells."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.forms.milestones import STEPS, MilestoneForm
from pmlint.model import Milestone, Milestones, TimelineEntry
from pmlint.process import Step


def with_events(stated: Milestones, timeline: Sequence[TimelineEntry], form: MilestoneForm) -> Milestones:
    """The steps as fields state them, else as the first event tells that says so; of the end it is the last one.

    A field that tells only the day yields to an event that tells the time. Only events of the first log count that has
    such a step: another one may be of another incident.
    """
    told: dict[Step, Milestone] = {}
    log: int | None = None
    for entry in timeline:
        if (entry.at is None and entry.from_zero is None) or log not in (None, entry.log):
            continue
        for step in form.steps(entry.text.value):
            log = entry.log
            if step not in told or step == "resolved":
                told[step] = Milestone(entry.at, "timeline", entry.when or entry.text, entry.from_zero)
    return Milestones(*(_decided(stated.of(step), told.get(step)) for step in STEPS))


def _decided(field: Milestone | None, event: Milestone | None) -> Milestone | None:
    if field is None or event is None:
        return field or event
    field_is_day = field.from_zero is None and field.at is not None and field.at.seconds is None
    event_is_day = event.from_zero is None and event.at is not None and event.at.seconds is None
    return event if field_is_day and not event_is_day else field._replace(event=event)
