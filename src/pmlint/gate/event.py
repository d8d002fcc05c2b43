"""An event of GitHub as incidents: an issue that changed, or a pull request that closes issues.

The keys are those of GitHub's webhook payloads; what an event has more is not looked at. Texts of an event are what
strangers wrote: no ID is taken from a title.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from pmlint.gate.record import Closed, Record
from pmlint.gate.references import Reference, reference, repository
from pmlint.process import Process, SeverityLevel

LARGEST = 25 * 1024 * 1024
"""Bytes of an event that are read: GitHub sends no larger ones."""

ISSUE_ACTIONS = ("closed", "labeled", "unlabeled", "reopened", "opened", "edited")
"""What may have happened to an issue so that it is judged."""

INCIDENT_LABELS = ("incident",)
"""The labels of incidents, where a team does not name its own."""

_OF_OTHERS = ("comment", "review", "thread")
"""Keys of events about something else that also hold the issue or the pull request."""

_CLOSING = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s{1,20}(?P<issue>(?:[\w.-]{1,100}/[\w.-]{1,100})?#[0-9]{1,9}\b|https?://\S{1,500})",
    re.IGNORECASE | re.ASCII,
)
"""GitHub's keywords, from "Linking a pull request to an issue". One in code or in a quotation counts, too."""

_APART = re.compile(r"[\s:_-]+")


class BadEvent(Exception):
    """An event that is none, or none by which an incident can be judged."""


class Labels(NamedTuple):
    """What the labels of issues mean; they are compared without case, blanks, `-`, `:` and `_`."""

    incident: frozenset[str]
    severities: Mapping[str, SeverityLevel]

    def severity(self, labels: Sequence[str]) -> SeverityLevel | None:
        """The gravest severity that labels name."""
        return min(
            (self.severities[each] for label in labels if (each := plain_label(label)) in self.severities), default=None
        )

    def are_of_incident(self, labels: Sequence[str]) -> bool:
        """Whether labels say that an issue is an incident."""
        return any(plain_label(label) in self.incident for label in labels)


def plain_label(label: str) -> str:
    """A label as it is compared."""
    return _APART.sub("", label).casefold()


def labels_of(process: Process, incident: Sequence[str], severities: Mapping[str, SeverityLevel] | None) -> Labels:
    """What labels mean with a team's settings; without any, `Sev-2` and `severity: 2` name a severity."""
    if severities is None:
        levels = [each.level for each in process.severities]
        severities = {
            name: level for level in levels for name in (process.severity(level), f"severity{level}", f"sev{level}")
        }
    return Labels(
        frozenset(map(plain_label, incident or INCIDENT_LABELS)),
        {plain_label(label): level for label, level in severities.items()},
    )


def incidents_of(text: str, labels: Labels) -> list[Record]:
    """The incidents of an event, given as JSON. Raises `BadEvent`."""
    event = _object(text)
    home = _home(event)
    if any(key in event for key in _OF_OTHERS):
        raise BadEvent(
            "an event about a comment or a review closes nothing; run the gate on 'issues' or 'pull_request'"
        )
    if isinstance(event.get("pull_request"), dict):
        return list(_of_pull_request(event["pull_request"], home))
    issue, action = event.get("issue"), event.get("action")
    if not isinstance(issue, dict):
        raise BadEvent("neither an 'issues' nor a 'pull_request' event; run the gate on one of these")
    if action not in ISSUE_ACTIONS or "pull_request" in issue:
        raise BadEvent(f"an 'issues' event of type {action!r} closes nothing; types: [{', '.join(ISSUE_ACTIONS)}]")
    return [_of_issue(issue, home, labels)._replace(id=f"{event['repository']['full_name']}#{issue['number']}")]


def home_of(text: str) -> str:
    """The repository of an event, as `references.repository` gives it. Raises `BadEvent`."""
    return _home(_object(text))


def _object(text: str) -> dict[str, Any]:
    try:
        event = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadEvent(f"not valid JSON: {error.msg} in line {error.lineno}") from None
    except (RecursionError, ValueError):
        raise BadEvent("not valid JSON: nested too deep, or a number of thousands of digits") from None
    if not isinstance(event, dict):
        raise BadEvent("expected an object, as in $GITHUB_EVENT_PATH")
    return event


def _home(event: Mapping[str, Any]) -> str:
    """The repository of an event: on which host it lies its address tells."""
    of = event.get("repository")
    name, address = (of.get("full_name"), of.get("html_url")) if isinstance(of, dict) else (None, None)
    url = re.fullmatch(r"https?://([^/\s@]+)/.*", address) if isinstance(address, str) else None
    home = repository(name, url[1]) if isinstance(name, str) and url else None
    if not home:
        raise BadEvent("the event names no repository")
    return home


def _of_issue(issue: Mapping[str, Any], home: str, labels: Labels) -> Record:
    number, state = issue.get("number"), issue.get("state")
    if type(number) is not int or number < 1 or state not in ("open", "closed"):
        raise BadEvent("the issue of the event has no number, or no state")
    named = _labels(issue)
    severity = labels.severity(named)
    why = str(issue.get("state_reason") or "completed").replace("_", " ")
    return Record(
        id=_shown(home, str(number)),
        references=frozenset([Reference("issue", str(number), home)]),
        severity=severity,
        known_from="unknown" if severity is None else "label",
        state="open" if state == "open" else "closed",
        closed_as=next((word for word in get_args(Closed) if word == why), "completed"),
        declared=labels.are_of_incident(named),
    )


def _labels(issue: Mapping[str, Any]) -> list[str]:
    """The names of an issue's labels. Raises `BadEvent` where they are not told."""
    listed = issue.get("labels")
    names = (
        [each.get("name") if isinstance(each, dict) else each for each in listed]
        if isinstance(listed, list)
        else [None]
    )
    if not all(isinstance(name, str) for name in names):
        raise BadEvent("the event does not list the labels of the issue")
    return list(map(str, names))


def _of_pull_request(pull_request: Mapping[str, Any], home: str) -> Iterator[Record]:
    """The issues that a pull request says it closes, of which nothing more is known."""
    said = "\n".join(str(pull_request.get(key) or "") for key in ("title", "body"))
    found = {named: None for each in _CLOSING.finditer(said) if (named := reference(_address(each["issue"]), home))}
    for named in found:
        if named.kind == "issue":
            yield Record(_shown(named.repository, named.name), frozenset([named]), state="closing", looked_up=False)


def _address(text: str) -> str:
    """An address without what ends the sentence that it stands in."""
    return text.rstrip(".,;:!?)]}>'\"*_")


def _shown(home: str, number: str) -> str:
    """An issue as people write it: `owner/name#7`."""
    return f"{home.partition('/')[2]}#{number}"
