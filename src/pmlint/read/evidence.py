"""What a document gives as evidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pmlint.markdown import Document, Heading, Inline, Paragraph, Table, walk
from pmlint.model import Evidence
from pmlint.read.sections.reader import Part
from pmlint.text import Span, Text

_PLACES = frozenset({"attachments", "impact", "detection_response", "timeline"})
"""The sections that give evidence."""

_KINDS_OF_FILE = (
    "png|jpe?g|gif|svg|webp|pdf|txt|log|json|ndjson|jsonl|csv|tsv|ya?ml|md|html?|har|pcap|tar|t?gz|zip|sql|xlsx?|docx?|mp4|mov|"
    "dump|prof|pprof|out|patch|diff"
)
_FILE = re.compile(
    rf"(?<![\w/.:@~-])(?:\.{{0,2}}/)?(?:[\w.@+-]{{1,100}}/){{0,12}}[\w.@+-]{{0,100}}\w\.(?:{_KINDS_OF_FILE})(?![\w/]|\.\w)",
    re.IGNORECASE,
)
_IS_FILE = re.compile(rf"[^?#]*\.(?:{_KINDS_OF_FILE})(?:[?#]|$)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"'`|\u3000-〿\uff00-／]+", re.IGNORECASE)
_METRICS = re.compile(r"(?<![\w/.])(?:[\w.-]{1,80}(?::[0-9]{1,5})?)?/metrics(?![\w-])[^\s,;)\]]{0,200}")
_TRACE = re.compile(r"(?<![\w/-])(?:[0-9a-f]{32}|[0-9a-f]{16}|[0-9A-F]{32}|[0-9A-F]{16})(?![\w/-])", re.ASCII)
_TRACE_LABEL = re.compile(r"\btrace(?:[ _-]?ids?)?\s?[:=]|\btrace[ _-]?ids?\s", re.IGNORECASE)
_TRACE_ID = re.compile(
    r"[\s,;:=`(]{0,4}(?:and\s)?(?P<id>(?=[^\s,;]*[0-9])[0-9A-Za-z][0-9A-Za-z_-]{5,63})(?![\w.:/-])", re.ASCII
)
_TELLING = re.compile(rf"\]|://|/metrics|trace|[0-9a-f]{{16}}|\.(?:{_KINDS_OF_FILE})\b", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)


def read_evidence(document: Document, parts: Sequence[Part]) -> tuple[Evidence, ...]:
    """Links, images, local files, trace IDs and `/metrics` of the sections that give evidence, in order."""
    found: dict[Span, Evidence] = {}
    for inline, section in _inlines(parts):
        if _TELLING.search(inline.raw):
            # Among the attachments a file's name is enough; elsewhere it has to be code or to have a folder.
            for evidence in _Finder(inline, bare_names=section == "attachments").evidence():
                found.setdefault(evidence.text.span, evidence)
    return tuple(sorted(found.values(), key=lambda evidence: evidence.text.span))


def _inlines(parts: Sequence[Part]) -> Iterator[tuple[Inline, str | None]]:
    seen: set[int] = set()
    for part in parts:
        if part.section.id not in _PLACES:
            continue
        for block in walk(part.blocks):
            if isinstance(block, Table):
                inlines = [cell for row in block.rows for cell in row.cells]
            elif isinstance(block, Heading | Paragraph):
                inlines = [block.inline]
            else:
                continue
            for inline in inlines:
                if inline.raw and inline.span.start not in seen:
                    seen.add(inline.span.start)
                    yield inline, part.section.id


class _Finder:
    """Looks through one text; what a link, a URL or a longer name covers is not looked at again."""

    def __init__(self, inline: Inline, *, bare_names: bool) -> None:
        self.inline = inline
        self.bare_names = bare_names
        self.links = [link.span for link in inline.links]
        self.link_starts = [span.start for span in self.links]
        self.covered: list[tuple[int, int]] = []

    def evidence(self) -> Iterator[Evidence]:
        for link in self.inline.links:
            label = link.text if link.text.value else Text(link.target, link.address)
            if link.image:
                yield Evidence("image", label, link.target)
            elif link.target.lower().startswith(("http://", "https://")):
                yield Evidence("metrics" if _METRICS.search(label.value) else "link", label, link.target)
            elif link.target and not link.target.startswith("#") and not _SCHEME.match(link.target):
                yield Evidence("file" if _IS_FILE.match(link.target) else "link", label, link.target)
        text = self.inline.text
        for found in _URL.finditer(text):
            target = _without_punctuation(found[0])
            if spot := self.take(found.start(), found.start() + len(target)):
                yield Evidence("link", spot, target)
        for found in _METRICS.finditer(text):
            if spot := self.take(found.start(), found.start() + len(_without_punctuation(found[0]))):
                yield Evidence("metrics", spot, spot.value)
        for found in _FILE.finditer(text):
            named = self.bare_names or "/" in found[0] or self.is_code(found.start())
            if named and (spot := self.take(found.start(), found.end())):
                yield Evidence("file", spot, spot.value)
        for start, end in _traces(text):
            if spot := self.take(start, end):
                yield Evidence("trace", spot, spot.value)

    def is_code(self, index: int) -> bool:
        run = self.inline.run_at(index)
        return run is not None and run.code

    def take(self, start: int, end: int) -> Text | None:
        """The part of the text, unless something else has taken it."""
        if any(start < taken_end and taken_start < end for taken_start, taken_end in self.covered[-64:]):
            return None
        spot = self.inline.locate(start, end)
        at = bisect_right(self.link_starts, spot.span.start) - 1
        if at >= 0 and self.links[at].holds(spot.span):
            return None
        self.covered.append((start, end))
        return spot


def _traces(text: str) -> Iterator[tuple[int, int]]:
    for found in _TRACE.finditer(text):
        if not found[0].isdecimal() and not found[0].isalpha():
            yield found.span()
    for label in _TRACE_LABEL.finditer(text):
        at = label.end()
        while found_id := _TRACE_ID.match(text, at):
            yield found_id.span("id")
            at = found_id.end()


def _without_punctuation(target: str) -> str:
    """A URL in a sentence without the sentence's own end."""
    target = target.rstrip(".,;:!?*_")
    while target.endswith(")") and target.count("(") < target.count(")"):
        target = target[:-1].rstrip(".,;:!?*_")
    return target.rstrip("]")
