"""What a document gives as evidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pmlint.markdown import Inline, Link, inlines
from pmlint.model import Evidence, EvidenceKind, Why
from pmlint.process import SectionKind
from pmlint.read.sections.reader import Part
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary

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
    r"[\s,;:=`(]{0,4}(?:and\s)?(?P<id>(?=[^\s,;]*[0-9])[0-9A-Za-z][0-9A-Za-z_-]{5,63})(?![\w.:/-])", re.ASCII
)
_MAY_HOLD_EVIDENCE = re.compile(rf"\]|://|/metrics|trace|[0-9a-f]{{16}}|\.(?:{_KINDS_OF_FILE})\b", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)


_LAST_TAKEN = 64
"""Places before one that are asked whether they cover it; names overlap with near ones only."""


def read_evidence(parts: Sequence[Part], vocabulary: Vocabulary) -> tuple[Evidence, ...]:
    """Links, images, local files, trace IDs and `/metrics` of the sections that give evidence, in order."""
    found: dict[Span, Evidence] = {}
    for inline, kind in _texts(parts, vocabulary):
        # Among the attachments a file's name is enough; elsewhere it has to be code or to have a folder.
        for evidence in EvidenceFinder(inline, bare_names=kind.holds == "evidence").evidence():
            found.setdefault(evidence.text.span, evidence)
    return tuple(sorted(found.values(), key=lambda evidence: evidence.text.span))


def _texts(parts: Sequence[Part], vocabulary: Vocabulary) -> Iterator[tuple[Inline, SectionKind]]:
    """The texts that may hold evidence, each once and with the section that it stands in."""
    seen: set[int] = set()
    for part in parts:
        kind = vocabulary.kinds.get(part.section.id or "")
        if kind is None or not kind.gives_evidence:
            continue
        for inline in inlines(part.blocks):
            if inline.span.start not in seen and _MAY_HOLD_EVIDENCE.search(inline.raw):
                seen.add(inline.span.start)
                yield inline, kind


class EvidenceFinder:
    """Looks through one text; what a link, a URL or a longer name covers is not looked at again."""

    def __init__(self, inline: Inline, *, bare_names: bool) -> None:
        self.inline = inline
        self.bare_names = bare_names
        self.links = [link.span for link in inline.links]
        self.link_starts = [span.start for span in self.links]
        self.covered: list[tuple[int, int]] = []

    def evidence(self) -> Iterator[Evidence]:
        """All of it, one form after another: a form takes what it finds from those behind it."""
        for link in self.inline.links:
            if kind := _kind_of_link(link):
                label = link.text if link.text.value else Text(link.target, link.address)
                yield Evidence(kind, label, link.target, Why("link"))
        for form, kind, places in self.written():
            for start, end in places:
                if spot := self.take(start, end):
                    yield Evidence(kind, spot, spot.value, Why(form))

    def written(self) -> Iterator[tuple[str, EvidenceKind, Iterator[tuple[int, int]]]]:
        """The evidence that is written out, by form, each with its places in the text."""
        text = self.inline.text
        yield "URL", "link", _without_punctuation(_URL_WRITTEN, text)
        yield "metrics", "metrics", _without_punctuation(_METRICS, text)
        yield "file", "file", (found.span() for found in _FILE.finditer(text) if self.is_named_as_file(found))
        yield "trace ID", "trace", _trace_numbers(text)
        yield "trace label", "trace", _labelled_traces(text)

    def is_named_as_file(self, found: re.Match[str]) -> bool:
        return self.bare_names or "/" in found[0] or self.is_code(found.start())

    def is_code(self, index: int) -> bool:
        run = self.inline.run_at(index)
        return run is not None and run.code

    def take(self, start: int, end: int) -> Text | None:
        """The part of the text, unless something else has taken it."""
        if any(start < taken_end and taken_start < end for taken_start, taken_end in self.covered[-_LAST_TAKEN:]):
            return None
        spot = self.inline.locate(start, end)
        at = bisect_right(self.link_starts, spot.span.start) - 1
        if at >= 0 and self.links[at].holds(spot.span):
            return None
        self.covered.append((start, end))
        return spot


def _kind_of_link(link: Link) -> EvidenceKind | None:
    """What a link gives; a place in the document or a mail address is no evidence."""
    if link.image:
        return "image"
    if link.target.lower().startswith(("http://", "https://")):
        return "metrics" if _METRICS.search(link.text.value or link.target) else "link"
    if not link.target or link.target.startswith("#") or _SCHEME.match(link.target):
        return None
    return "file" if _IS_FILE.match(link.target) else "link"


def _trace_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Hexadecimal numbers of the length of a trace or span ID."""
    return (found.span() for found in _TRACE.finditer(text) if not (found[0].isdecimal() or found[0].isalpha()))


def _labelled_traces(text: str) -> Iterator[tuple[int, int]]:
    """What follows the words `trace ID`, several in a row."""
    for label in _TRACE_LABEL.finditer(text):
        at = label.end()
        while found := _TRACE_ID.match(text, at):
            yield found.span("id")
            at = found.end()


def _without_punctuation(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """The places of a pattern that has no end of its own, each without the end of the sentence around it."""
    for found in pattern.finditer(text):
        target = found[0].rstrip(_ENDS_SENTENCE)
        while target.endswith(")") and target.count("(") < target.count(")"):
            target = target[:-1].rstrip(_ENDS_SENTENCE)
        yield found.start(), found.start() + len(target.rstrip("]"))


_ENDS_SENTENCE = ".,;:!?*_"
