"""What a document gives as evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pmlint.forms.evidence import linked_evidence, may_hold_evidence, written_evidence
from pmlint.markdown import Inline, inlines
from pmlint.model import Evidence, Why
from pmlint.process import SectionKind
from pmlint.read.sections.reader import Part
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary

_LAST_TAKEN = 64
"""Places before one that are asked whether they cover it; names overlap with near ones only."""


def read_evidence(parts: Sequence[Part], vocabulary: Vocabulary) -> tuple[Evidence, ...]:
    """Links, images, local files, trace IDs and `/metrics` of the sections that give evidence, in order."""
    found: dict[Span, Evidence] = {}
    for inline, kind in _texts(parts, vocabulary):
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
            if inline.span.start not in seen and may_hold_evidence(inline.raw):
                seen.add(inline.span.start)
                yield inline, kind


class EvidenceFinder:
    """Looks through one text; what a link, an address or a longer name covers is not looked at again.

    With `bare_names` a file's name is enough, as among the attachments; else it has to have a folder or to be code.
    """

    def __init__(self, inline: Inline, *, bare_names: bool) -> None:
        self.inline = inline
        self.bare_names = bare_names
        self.links = [link.span for link in inline.links]
        self.link_starts = [span.start for span in self.links]
        self.covered: list[tuple[int, int]] = []

    def evidence(self) -> Iterator[Evidence]:
        """The links and images, then what is written out, in the order of its forms."""
        for link in self.inline.links:
            if kind := "image" if link.image else linked_evidence(link.text.value, link.target):
                label = link.text if link.text.value else Text(link.target, link.address)
                yield Evidence(kind, label, link.target, Why("image" if link.image else "link"))
        for start, end, kind, form in written_evidence(self.inline.text):
            named = form != "file name" or self.bare_names or self.is_code(start)
            if named and (spot := self.take(start, end)):
                yield Evidence(kind, spot, spot.value, Why(form))

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
