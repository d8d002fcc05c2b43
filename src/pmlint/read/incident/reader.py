"""The title of a document and what it says of its incident."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.markdown import Document
from pmlint.model import Incident, Milestones, Need, RoleHolder, Stated
from pmlint.read.front_matter import FrontMatter
from pmlint.read.incident.dates import DateReader
from pmlint.read.incident.day import in_order_of_trust
from pmlint.read.incident.fields import displaced_severities, front_matter_fields, of_incident, read_fields
from pmlint.read.incident.ids import read_ids, read_records
from pmlint.read.incident.severities import read_severities
from pmlint.read.incident.title import read_titles
from pmlint.read.second import Displaced
from pmlint.read.sections.reader import Part
from pmlint.read.timeline.reader import Timeline
from pmlint.spelling import fold
from pmlint.text import Text
from pmlint.vocabulary import Vocabulary

_LONGEST_NAME = 80
"""Characters of a person's name; what is longer is a sentence."""

_FIELDS = ("start", "detected", "paged", "acknowledged", "triaged", "mitigated", "end")
"""The fields that tell when the steps of the response were taken, in the order of `Milestones`."""


def read_incident(
    document: Document,
    front_matter: FrontMatter,
    displaced: Sequence[Displaced],
    parts: Sequence[Part],
    timeline: Timeline,
    vocabulary: Vocabulary,
    needs: frozenset[Need],
) -> tuple[Text | None, Incident]:
    """The title, and the incident's facts: each as often as it is said, those of the front matter first.

    Only `dates` is in order of trust: its first is the day on which the incident most likely began. They are left out
    where nobody needs them.
    """
    source = document.source
    titles = read_titles(document, front_matter, vocabulary)
    title = titles[0] if titles else None
    written = [
        *front_matter_fields(front_matter.fields, source, vocabulary.metadata),
        *read_fields(document, parts, title, vocabulary),
        *displaced_severities(displaced, vocabulary.metadata),
    ]
    fields = of_incident(written)
    ids = read_ids(fields, titles, source, vocabulary)
    own = {fold(said.text.value) for said in ids}
    severities = read_severities(written, titles, own, front_matter, document, parts, vocabulary)
    dates = DateReader(source, fields, vocabulary)
    started = dates.start()
    records = {*(said.said_in for said in severities if said.declared), *(said.said_in for said in ids)}
    claims = dates.claims(front_matter, started, titles, records)
    body = front_matter.span.end if front_matter.span else 0
    in_order = in_order_of_trust(claims, document, parts, body, timeline, vocabulary) if "dates" in needs else ()
    return title, Incident(
        ids=ids,
        dates=tuple(in_order),
        severities=severities,
        statuses=tuple(
            Stated(field.value, field.said_in, field.why) for field in fields if field.name.field == "status"
        ),
        roles=tuple(
            RoleHolder(field.name.role, field.value, field.why)
            for field in fields
            if field.name.role and 0 < len(field.value.value) <= _LONGEST_NAME
        ),
        started=started,
        ended=dates.end(),
        milestones=Milestones(*map(dates.milestone, _FIELDS)),
        duration=dates.duration(),
        records=read_records(written),
    )
