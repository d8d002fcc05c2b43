"""What a document gives as evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmlint.forms.evidence import linked_evidence, may_hold_evidence, written_evidence
from pmlint.markdown import Inline, inlines
from pmlint.model import Evidence, Why
from pmlint.process import SectionKind
from pmlint.read.sections.reader import Part
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary


def read_evidence(parts: Sequence[Part], vocabulary: Vocabulary) -> tuple[Evidence, ...]:
    """Links, images, local files, trace IDs and `/metrics` of the sections that give evidence, in order."""
    found: dict[Span, Evidence] = {}
    for inline, kind in _texts(parts, vocabulary):
        for evidence in (*_linked(inline), *_written(inline, bare_names=kind.holds == "evidence")):
            found.setdefault(evidence.text.span, evidence)
    return tuple(sorted(found.values(), key=lambda evidence: evidence.text.span))


def _texts(parts: Sequence[Part], vocabulary: Vocabulary) -> Iterator[tuple[Inline, SectionKind]]:
    """The texts that may hold evidence, each once and with the section that it stands in."""
    seen: set[int] = set()
    for part in parts:
        kind = vocabulary.kinds.get(part.section.id or "")
        if kind is None or not (kind.gives_evidence or kind.holds == "evidence"):
            continue
        for inline in inlines(part.blocks):
            if inline.span.start not in seen and may_hold_evidence(inline.raw):
                seen.add(inline.span.start)
                yield inline, kind


def _linked(inline: Inline) -> Iterator[Evidence]:
    for link in inline.links:
        if kind := "image" if link.image else linked_evidence(link.text.value, link.target):
            label = link.text if link.text.value else Text(link.target, link.address)
            yield Evidence(kind, label, link.target, Why("image" if link.image else "link"))


def _written(inline: Inline, *, bare_names: bool) -> Iterator[Evidence]:
    """What is written out, and covered by no link and by nothing that an earlier form has found.

    With `bare_names` a file's name is enough, as among the attachments; else it has to have a folder or to be code.
    """
    covered = bytearray(len(inline.text))
    for start, end, kind, form in written_evidence(inline.text):
        run = inline.run_at(start)
        if any(covered[start:end]) or (form == "file name" and not bare_names and not (run and run.code)):
            continue
        text = inline.locate(start, end)
        link = inline.link_at(text.span.start)
        if link is None or not link.span.holds(text.span):
            covered[start:end] = b"x" * (end - start)
            yield Evidence(kind, text, text.value, Why(form))
