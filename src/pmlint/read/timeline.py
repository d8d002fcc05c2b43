"""The timeline of a document."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.model import Incident, TimelineEntry
from pmlint.read.sections import Part
from pmlint.read.vocabulary import Vocabulary


def read_timeline(parts: Sequence[Part], incident: Incident, vocabulary: Vocabulary) -> tuple[TimelineEntry, ...]:
    """The events of the timeline sections, in order of the document."""
    return ()
