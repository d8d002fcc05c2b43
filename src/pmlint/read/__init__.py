"""Blocks to the model, one room for each part of it. Never raises on a document."""

from __future__ import annotations

from pmlint.markdown import parse
from pmlint.model import EVERYTHING, Need, Postmortem, Why
from pmlint.read.actions.reader import read_actions
from pmlint.read.evidence import read_evidence
from pmlint.read.faults import read_faults
from pmlint.read.front_matter import misspelt_keys, read_front_matter
from pmlint.read.ignores import read_ignores
from pmlint.read.incident.reader import read_incident
from pmlint.read.measures.reader import read_implied, read_lowerings
from pmlint.read.second import displaced_blocks, displaced_front_matter, second_titles
from pmlint.read.sections.reader import read_sections
from pmlint.read.sign_off import read_sign_off
from pmlint.read.speech import read_blame, read_leftovers, with_speech
from pmlint.read.timeline.milestones import with_events, with_told_steps
from pmlint.read.timeline.reader import Timeline
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary


def read(source: Source, vocabulary: Vocabulary, needs: frozenset[Need] = EVERYTHING) -> Postmortem:
    """What a document says. Any text gives a model; what could not be understood is in it as it is written.

    Parts that are not among `needs` are left empty: they take time to read, and most runs never look at them.
    """
    document = parse(source)
    front_matter = read_front_matter(document)
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
    if "measures" in needs:
        incident = incident._replace(
            implied=read_implied(document, parts, entries, incident, vocabulary),
            lowerings=read_lowerings(entries, incident.severities, vocabulary),
        )
    milestones = with_events(incident.milestones, entries if "timeline" in needs else (), vocabulary.milestones)
    sections = with_told_steps(parts, milestones, vocabulary.milestones)
    if is_heard:
        sections = with_speech(parts, sections, vocabulary)
    stated = title and front_matter.span and front_matter.span.holds(title.span)
    return Postmortem(
        source=source,
        title=title,
        why_title=Why("front matter" if stated else "heading" if title else ""),
        incident=incident._replace(milestones=milestones),
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
