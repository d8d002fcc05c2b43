"""Blocks to the model, one room for each part of it. Never raises on a document."""

from __future__ import annotations

from pmlint.markdown import Document, parse
from pmlint.model import EVERYTHING, Incident, Need, Postmortem, TimelineEntry, Why
from pmlint.read.actions.reader import read_actions
from pmlint.read.evidence import read_evidence
from pmlint.read.faults import read_faults
from pmlint.read.front_matter import FrontMatter, behind_front_matter, misspelt_keys, read_front_matter
from pmlint.read.ignores import read_ignores
from pmlint.read.incident.reader import read_incident
from pmlint.read.measures.reader import read_implied, read_lowerings
from pmlint.read.second import displaced_blocks, displaced_front_matter, second_titles
from pmlint.read.sections.reader import Part, read_sections
from pmlint.read.sign_off import read_sign_off
from pmlint.read.speech import read_blame, read_leftovers, with_passages
from pmlint.read.timeline.milestones import with_events
from pmlint.read.timeline.reader import Timeline
from pmlint.text import Source, Text
from pmlint.vocabulary import Vocabulary


def read(source: Source, vocabulary: Vocabulary, needs: frozenset[Need] = EVERYTHING) -> Postmortem:
    """What a document says. Any text gives a model; what could not be understood is in it as it is written.

    Parts that are not among `needs` are left empty: they take time to read, and most runs never look at them.
    """
    document = parse(source)
    front_matter = read_front_matter(document)
    document = behind_front_matter(document, front_matter)
    parts, sightings = read_sections(document, vocabulary)
    timeline = Timeline(parts, document, vocabulary)
    displaced = displaced_blocks(document, vocabulary.metadata)
    title, incident = read_incident(document, front_matter, displaced, parts, timeline, vocabulary, needs)
    actions = read_actions(document, parts, vocabulary)
    named = [holder.person.value for holder in incident.roles]
    named += [owner.value for item in actions.items for owner in item.owners]
    is_heard = "speech" in needs
    sign_off = read_sign_off(source, parts, named, vocabulary)
    entries = timeline.entries(incident.day) if needs & {"timeline", "measures"} else ()
    incident = _with_events(incident, entries, document, parts, needs, vocabulary)
    sections = tuple(with_passages(parts) if "passages" in needs else (part.section for part in parts))
    return Postmortem(
        source=source,
        title=title,
        why_title=_why(title, front_matter),
        incident=incident,
        sections=sections,
        sightings=tuple(sightings),
        timeline=entries if "timeline" in needs else (),
        untimed=timeline.untimed(entries) if "timeline" in needs else (),
        action_items=actions.items,
        action_headings=actions.headings,
        unlisted_work=actions.unlisted,
        sign_off=sign_off,
        evidence=read_evidence(parts, vocabulary) if "evidence" in needs else (),
        leftovers=tuple(read_leftovers(document, title, sections, actions.items, sign_off)) if is_heard else (),
        blame=tuple(read_blame(document, named, vocabulary)) if is_heard else (),
        ignores=read_ignores(document),
        faults=(
            *read_faults(document, front_matter),
            *misspelt_keys(front_matter, vocabulary.metadata),
            *displaced_front_matter(document, front_matter, displaced),
            *second_titles(document, parts, title, vocabulary),
        ),
    )


def _why(title: Text | None, front_matter: FrontMatter) -> Why:
    """Where the title stands."""
    stated = title and front_matter.span and front_matter.span.holds(title.span)
    return Why("front matter" if stated else "heading" if title else "")


def _with_events(
    incident: Incident,
    entries: tuple[TimelineEntry, ...],
    document: Document,
    parts: list[Part],
    needs: frozenset[Need],
    vocabulary: Vocabulary,
) -> Incident:
    """The incident, with what its events and its measures tell of it."""
    if "measures" in needs:
        incident = incident._replace(
            implied=read_implied(document, parts, entries, incident, vocabulary),
            lowerings=read_lowerings(entries, incident.severities, vocabulary),
        )
    if "timeline" in needs:
        incident = incident._replace(milestones=with_events(incident.milestones, entries, vocabulary.milestones))
    return incident
