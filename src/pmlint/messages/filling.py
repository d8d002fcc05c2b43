"""A message filled from the model of a postmortem; what the postmortem does not say stays a gap."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, get_args

from pmlint.forms.placeholders import is_gap
from pmlint.markdown import inlines, parse
from pmlint.messages.templates import OWN, REST, gaps_of
from pmlint.model import ActionItem, Postmortem
from pmlint.process import ActionKind, MessageKind, Process, Step
from pmlint.text import Source

MOST_ACTIONS = 3
"""Actions that a message names: PROCESS.md asks for the "top 3 corrective/preventive actions"."""

MOST_EVIDENCE = 5
"""Pieces of evidence that a message names; the others are in the postmortem."""

_STEPS: dict[str, Step] = {step: step for step in get_args(Step)}
_SENTENCE = re.compile(r".{8,}?[.!?](?=\s|$)", re.DOTALL)


class Filled(NamedTuple):
    """A message, and the gaps in it that are left, each with the label before it. Print both through the escaper."""

    text: str
    left: tuple[str, ...]


def fill(message: MessageKind, doc: Postmortem, process: Process) -> Filled:
    """A message of a process filled from a postmortem."""
    text, at, left = "", 0, []
    for gap in gaps_of(message):
        if gap.start < at:  # a fact before it filled the rest of the line
            continue
        end = message.text.find("\n", gap.end) if gap.fact.startswith(REST) else gap.end
        written = message.text[gap.start : gap.end]
        value = written[1:-1] if gap.fact.startswith(OWN) else _fact(gap.fact.removeprefix(REST), doc, process)
        if not value:
            left.append(f"{gap.label} {written}")
            value, end = written, gap.end
        text += message.text[at : gap.start] + value
        at = end
    return Filled(text + message.text[at:], tuple(left))


def _fact(name: str, doc: Postmortem, process: Process) -> str:
    """What a postmortem says of a fact that a pack names; empty where it says nothing."""
    what, _, which = name.partition(" ")
    incident = doc.incident
    match what:
        case "incident-id" if incident.id:
            return incident.id.value
        case "severity" if incident.severity and incident.severity.level is not None:
            return process.severity(incident.severity.level)
        case "date" if incident.day:
            return incident.day.isoformat()
        case "role":
            return _holders(doc, which)
        case "section":
            return _first_sentence(doc, which)
        case "minutes-to" if which in _STEPS:
            minutes = incident.milestones.minutes_to(_STEPS[which])
            return f"{minutes:g}" if minutes is not None else ""
        case "evidence":
            return _listed([each.text.value for each in doc.evidence][:MOST_EVIDENCE], ", ")
    return _of_actions(what, doc)


def _holders(doc: Postmortem, role: str) -> str:
    """Who held a role, or else signs in it."""
    held = [holder.person.value for holder in doc.incident.roles if holder.role == role]
    signs = [line.person.value for line in doc.sign_off if line.role == role]
    return _listed(name for name in held or signs if not is_gap(name))


def _of_actions(what: str, doc: Postmortem) -> str:
    match what:
        case "mitigations":
            return _listed([item.text.value for item in _mitigations(doc)][:MOST_ACTIONS])
        case "actions":
            return _listed([item.text.value for item in _follow_ups(doc)][:MOST_ACTIONS])
        case "follow-ups":
            return _listed(filter(None, map(_follow_up, _follow_ups(doc))))
    return ""


def _mitigations(doc: Postmortem) -> list[ActionItem]:
    """What was done at once."""
    return [item for item in doc.action_items if item.kind == "immediate" and item.done and not item.struck]


def _follow_ups(doc: Postmortem) -> list[ActionItem]:
    """What is still to be done so that it does not happen again, or was, where all of it is done."""
    kinds: tuple[ActionKind, ...] = ("corrective", "preventive")
    later = doc.listed(kinds)
    return [item for item in later if not item.done] or later


def _follow_up(item: ActionItem) -> str:
    """An action by its issue IDs, owners and due date; one without an issue is none that a message can name."""
    if not item.issues:
        return ""
    owners = _listed((owner.value for owner in item.owners), ", ") or "{owner}"
    due = item.due.day.isoformat() if item.due and item.due.day else "{date}"
    return f"{_listed((issue.value for issue in item.issues), ', ')} ({owners}, due {due})"


def _first_sentence(doc: Postmortem, section_id: str) -> str:
    """The first sentence of a section, as a reader sees it; empty where the section says nothing."""
    section = doc.section((section_id,))
    if section is None or section.says != "text":
        return ""
    body = Source(doc.source.path, doc.source.slice(section.body))
    texts = (inline.text.strip() for inline in inlines(parse(body).blocks))
    first = next((text for text in texts if text and text != section.title.value.strip()), "")
    sentence = _SENTENCE.match(first)
    return " ".join((sentence[0] if sentence else first).split())


def _listed(texts: Iterable[str], between: str = "; ") -> str:
    """Texts in a row, each once and on one line."""
    return between.join(dict.fromkeys(" ".join(text.split()) for text in texts))
