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
    trace_label,
    written_evidence,
)
from pmlint.markdown import Block, Inline, Table, inlines, walk
from pmlint.model import Evidence, LocalPath, Why
from pmlint.process import SectionKind
from pmlint.read.sections.reader import Part
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary


def read_evidence(parts: Sequence[Part], vocabulary: Vocabulary) -> tuple[Evidence, ...]:
    """Links, images, local files, trace IDs and `/metrics` of the sections that give evidence, in order."""
    found: dict[Span, Evidence] = {}
    for inline, label, kind in _texts(parts, vocabulary):
        for evidence in (*_linked(inline), *_written(inline, label, attached=kind.holds == "evidence")):
            found.setdefault(evidence.text.span, evidence)
    return tuple(sorted(found.values(), key=lambda evidence: evidence.text.span))


def _texts(parts: Sequence[Part], vocabulary: Vocabulary) -> Iterator[tuple[Inline, str, SectionKind]]:
    """The texts that may hold evidence, each once, with the label that its table gives it, and its section."""
    seen: set[int] = set()
    for part in parts:
        kind = vocabulary.kinds.get(part.section.id or "")
        if kind is None or not (kind.gives_evidence or kind.holds == "evidence"):
            continue
        labels = dict(_labels(part.blocks))
        for inline in inlines(part.blocks):
            label = labels.get(inline.span.start, "")
            if inline.span.start not in seen and (kind.holds == "evidence" or label or may_hold_evidence(inline.raw)):
                seen.add(inline.span.start)
                yield inline, label, kind


def _labels(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Where the cells begin that their column, or the first cell of their row, says to be trace IDs, and how."""
    for table in walk(blocks):
        if isinstance(table, Table):
            columns = [trace_label(cell.raw) for cell in table.header.cells]
            for row in table.rows:
                of_row = trace_label(row.cells[0].raw) if row.cells else ""
                for index, (cell, column) in enumerate(zip(row.cells, columns, strict=False)):
                    if label := column or (of_row if index else ""):
                        yield cell.span.start, label


def _linked(inline: Inline) -> Iterator[Evidence]:
    for link in inline.links:
        if kind := "image" if link.image else linked_evidence(link.text.value, link.target):
            label = link.text if link.text.value else Text(link.target, link.address)
            why = Why("image" if link.image else "link")
            yield Evidence(kind, label, link.target, why, _local(local_path(link.target)), "link")


def _written(inline: Inline, label: str, *, attached: bool) -> Iterator[Evidence]:
    """What is written out, and covered by no link and by nothing that an earlier form has found.

    `label`: what is to be read before the text, as its table says it.
    `attached`: among the attachments, where a file's name is enough, and code that is a path is one, whatever its
    ending. Elsewhere a name has to have a folder or to be code.
    """
    covered = bytearray(len(inline.text))
    written = (
        each._replace(start=each.start - len(label), end=each.end - len(label))
        for each in written_evidence(label + inline.text)
    )
    for start, end, kind, form, named in (*_in_code(inline, attached), *written):
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
