"""What a document gives as evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmlint.forms.evidence import (
    WrittenEvidence,
    WrittenPath,
    linked_evidence,
    local_path,
    may_hold_evidence,
    path_in_code,
    written_evidence,
)
from pmlint.markdown import Inline, inlines
from pmlint.model import Evidence, LocalPath, Why
from pmlint.process import SectionKind
from pmlint.read.sections.reader import Part
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary


def read_evidence(parts: Sequence[Part], vocabulary: Vocabulary) -> tuple[Evidence, ...]:
    """Links, images, local files, trace IDs and `/metrics` of the sections that give evidence, in order."""
    found: dict[Span, Evidence] = {}
    for inline, kind in _texts(parts, vocabulary):
        for evidence in (*_linked(inline), *_written(inline, attached=kind.holds == "evidence")):
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
            if inline.span.start not in seen and (kind.holds == "evidence" or may_hold_evidence(inline.raw)):
                seen.add(inline.span.start)
                yield inline, kind


def _linked(inline: Inline) -> Iterator[Evidence]:
    for link in inline.links:
        if kind := "image" if link.image else linked_evidence(link.text.value, link.target):
            label = link.text if link.text.value else Text(link.target, link.address)
            why = Why("image" if link.image else "link")
            yield Evidence(kind, label, link.target, why, _local(local_path(link.target)), "link")


def _written(inline: Inline, *, attached: bool) -> Iterator[Evidence]:
    """What is written out, and covered by no link and by nothing that an earlier form has found.

    `attached`: among the attachments, where a file's name is enough, and code that is a path is one, whatever its
    ending. Elsewhere a name has to have a folder or to be code.
    """
    covered = bytearray(len(inline.text))
    for start, end, kind, form, named in (*_in_code(inline, attached), *written_evidence(inline.text)):
        run = inline.run_at(start)
        code = run is not None and run.code
        if any(covered[start:end]) or (form == "file name" and not attached and not code):
            continue
        text = inline.locate(start, end)
        link = inline.link_at(text.span.start)
        if link is None or not link.span.holds(text.span):
            covered[start:end] = b"x" * (end - start)
            local = _local(local_path(text.value)) if form in _OF_A_FILE else None
            yield Evidence(kind, text, text.value, Why(form), local, "code" if code else "text", named)


_OF_A_FILE = ("path in code", "local address")
"""Forms by which a text says that a file lies there; in a sentence or a command a path may be one of anything."""


def _in_code(inline: Inline, attached: bool) -> Iterator[WrittenEvidence]:
    """The spans of code that are paths as a whole."""
    at = 0
    for run in inline.runs if attached else ():
        if run.code and (path := path_in_code(run.text)):
            yield WrittenEvidence(at, at + len(path), "file", "path in code")
        at += len(run.text)


def _local(written: WrittenPath | None) -> LocalPath | None:
    return LocalPath(*written) if written else None
