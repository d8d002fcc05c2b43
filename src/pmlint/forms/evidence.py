"""What can be looked up, written out in a text: an address, `/metrics`, a file, the ID of a trace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["link", "image", "file", "trace", "metrics"]


class WrittenEvidence(NamedTuple):
    """A piece of evidence in a text, from `start` to `end`."""

    start: int
    end: int
    kind: Kind
    form: str


# The formats of files in which people keep evidence. No words of a language, so they stand here and not in a pack.
_KINDS_OF_FILE = (
    "png|jpe?g|gif|svg|webp|pdf|txt|log|json|ndjson|jsonl|csv|tsv|ya?ml|md|html?|har|pcap|tar|t?gz|zip|sql|xlsx?|docx?"
    "|mp4|mov|dump|prof|pprof|out|patch|diff"
)
_FILE = re.compile(
    rf"(?<![\w/.:@~-])(?:\.{{0,2}}/)?(?:[\w.@+-]{{1,100}}/){{0,12}}[\w.@+-]{{0,100}}\w\.(?:{_KINDS_OF_FILE})(?![\w/]|\.\w)",
    re.IGNORECASE,
)
_IS_FILE = re.compile(rf"[^?#]*\.(?:{_KINDS_OF_FILE})(?:[?#]|$)", re.IGNORECASE)
_URL_WRITTEN = re.compile(r"https?://[^\s<>\"'`|\u3000-〿\uff00-／]+", re.IGNORECASE)
_METRICS = re.compile(r"(?<![\w/.])(?:[\w.-]{1,80}(?::[0-9]{1,5})?)?/metrics(?![\w-])[^\s,;)\]]{0,200}")
_TRACE = re.compile(r"(?<![\w/-])(?:[0-9a-f]{32}|[0-9a-f]{16}|[0-9A-F]{32}|[0-9A-F]{16})(?![\w/-])", re.ASCII)
_TRACE_LABEL = re.compile(r"\btrace(?:[ _-]?ids?)?\s?[:=]|\btrace[ _-]?ids?\s", re.IGNORECASE)
_TRACE_ID = re.compile(
    r"[\s,;:=`(]{0,4}(?:[^\W\d_]{1,3}\s)?(?P<id>(?=[^\s,;]*[0-9])[0-9A-Za-z][0-9A-Za-z_-]{5,63})(?![\w.:/-])", re.ASCII
)
_MAY_HOLD_EVIDENCE = re.compile(rf"\]|://|/metrics|trace|[0-9a-f]{{16}}|\.(?:{_KINDS_OF_FILE})\b", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_ENDS_SENTENCE = ".,;:!?*_"


def may_hold_evidence(text: str) -> bool:
    """Whether a raw text may have any evidence, links included, which is soon found out."""
    return _MAY_HOLD_EVIDENCE.search(text) is not None


def written_evidence(text: str) -> Iterator[WrittenEvidence]:
    """The evidence that is written out, one form after another: what an earlier one covers, a later one may find again.

    A file without a folder has a form of its own, as in a sentence it may be anything.
    """
    for found in _URL_WRITTEN.finditer(text):
        yield WrittenEvidence(found.start(), _end(found), "link", "address")
    for found in _METRICS.finditer(text):
        yield WrittenEvidence(found.start(), _end(found), "metrics", "metrics")
    for found in _FILE.finditer(text):
        yield WrittenEvidence(*found.span(), "file", "path" if "/" in found[0] else "file name")
    for found in _TRACE.finditer(text):
        if not (found[0].isdecimal() or found[0].isalpha()):
            yield WrittenEvidence(*found.span(), "trace", "trace ID")
    for label in _TRACE_LABEL.finditer(text):
        at = label.end()
        while following := _TRACE_ID.match(text, at):
            yield WrittenEvidence(*following.span("id"), "trace", "labelled trace")
            at = following.end()


def linked_evidence(label: str, target: str) -> Kind | None:
    """What a link gives; a place in the document or a mail address is no evidence."""
    if target.lower().startswith(("http://", "https://")):
        return "metrics" if _METRICS.search(label or target) else "link"
    if not target or target.startswith("#") or _SCHEME.match(target):
        return None
    return "file" if _IS_FILE.match(target) else "link"


def _end(found: re.Match[str]) -> int:
    """Where a form ends that has no end of its own: before that of the sentence around it."""
    target = found[0].rstrip(_ENDS_SENTENCE)
    while target.endswith(")") and target.count("(") < target.count(")"):
        target = target[:-1].rstrip(_ENDS_SENTENCE)
    return found.start() + len(target.rstrip("]"))
