"""What the document gives as evidence: whether there is any, and whether it is where the document says."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from pmlint.check import Context, DocumentCheck, NoParameters, Unread
from pmlint.checks.wording import quote
from pmlint.finding import Level, Subject, Violation
from pmlint.forms.evidence import is_trace_id
from pmlint.model import Evidence, LocalPath, Need, Postmortem

LARGEST = 1024 * 1024
"""Bytes of an attachment that are read; the manifest of a backup or the report of a drill has some thousand."""

_EVIDENCE: frozenset[Need] = frozenset({"evidence"})


class Attached(NamedTuple):
    """The sections whose evidence is checked."""

    only: tuple[str, ...]
    """The ids of the sections in which evidence stands."""


class Parsed(NamedTuple):
    """The sections whose files are checked, and the names of those that are JSON, without their folders."""

    only: tuple[str, ...]
    """The ids of the sections in which files stand."""
    names: tuple[str, ...]
    """Names of files that are JSON, without their folders."""


class EvidenceShown(DocumentCheck, Attached):
    """A section for evidence, if it has text, shows evidence or says why there is none."""

    kind = "evidence-shown"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        section = doc.section(self.only)
        if section and section.shows_nothing:
            yield Violation(
                Subject("section", section.id or ""),
                section.title.span,
                f"section {quote(section.title.value)} shows no evidence that can be looked up",
                "link graphs, name files by their paths and traces by their IDs; if there are none, say why",
            )


def _attached(doc: Postmortem, only: tuple[str, ...]) -> Iterator[tuple[Evidence, LocalPath]]:
    """The evidence of some sections that leads to a path beside the document, with where it leads."""
    bodies = [section.body for section in doc.sections if section.id in only]
    for each in doc.evidence:
        if each.local and any(body.holds(each.text.span) for body in bodies):
            yield each, each.local


class AttachmentsExist(DocumentCheck, Attached):
    """What a link, an image or a path in code leads to beside the document exists; of a path in code a warning.

    What may be an address of the site that is made of the documents is none of its business.
    """

    kind = "attachments-exist"
    reads = _EVIDENCE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for each, local in _attached(doc, self.only):
            path = local.path
            if not (local.of_a_machine or local.of_a_site) and context.files.look(doc.source.path, path) == "missing":
                yield Violation(
                    Subject("text", path),
                    each.text.span,
                    f"attachment {quote(path)} does not exist",
                    "add the file, or give its path relative to this document or to the root of the repository",
                    at_most=Level.WARNING if each.written == "code" else None,
                )


class AttachmentsInside(DocumentCheck, Attached):
    """No link, image or path leads out of the repository, or to a file of one computer."""

    kind = "attachments-inside"
    reads = _EVIDENCE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for each, local in _attached(doc, self.only):
            path = local.path
            presence = context.files.look(doc.source.path, path)
            if presence == "outside" or (presence == "missing" and local.of_a_machine):
                where = "on one computer only" if local.of_a_machine else "outside the repository"
                yield Violation(
                    Subject("text", path),
                    each.text.span,
                    f"attachment {quote(path)} is {where}",
                    "copy it into the repository, next to the document, or link to a place where others can open it",
                )


class AttachmentsParse(DocumentCheck, Parsed):
    """Attached files with some names parse as JSON; one that cannot be read whole is told."""

    kind = "attachments-parse"
    reads = _EVIDENCE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for each, local in _attached(doc, self.only):
            path = local.path
            name = path.rpartition("/")[2]
            content = context.files.content(doc.source.path, path, LARGEST) if name in self.names else None
            if isinstance(content, Unread):
                said, advice = f"was not checked: it {content.why}", "attach a file that can be read whole"
            elif content is not None and (fault := _fault_of_json(content)):
                said, advice = f"is not JSON: {fault}", "attach the file as the tool wrote it"
            else:
                continue
            yield Violation(Subject("text", path), each.text.span, f"attachment {quote(path)} {said}", advice)


def _fault_of_json(content: bytes) -> str | None:
    """Why bytes are no JSON (RFC 8259: in UTF-8, without `NaN`), and where."""
    try:
        json.loads(content.decode("utf-8-sig"), parse_int=float, parse_constant=_refused)
    except UnicodeDecodeError:
        return "it is not UTF-8"
    except json.JSONDecodeError as error:
        return f"line {error.lineno}, column {error.colno}: {error.msg[:1].lower()}{error.msg[1:]}"
    except ValueError as error:
        return str(error)
    except RecursionError:
        return "it is nested too deeply to be read"
    return None


def _refused(word: str) -> float:
    raise ValueError(f"{word} is not a JSON number")


class TraceIdsWellFormed(DocumentCheck, NoParameters):
    """A trace ID has 32 hexadecimal digits, not all zero."""

    kind = "trace-ids-well-formed"
    reads = _EVIDENCE

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for each in doc.evidence:
            if each.named and not is_trace_id(each.target):
                yield Violation(
                    Subject("text", each.target),
                    each.text.span,
                    f"{quote(each.target)} is not a trace ID",
                    "a trace ID is 32 hexadecimal digits, not all zero; copy all of it",
                )
