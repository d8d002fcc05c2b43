"""The data beside a process document: `PROCESS.meta.json` with its version, status and hooks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from pmlint.finding import Remark
from pmlint.markdown import Inline
from pmlint.process import Units
from pmlint.process_document.alignment import Alignment
from pmlint.process_document.comparison import differences, remark
from pmlint.process_document.parts import Said
from pmlint.process_document.tokens import Tokens
from pmlint.process_document.topics import Topic
from pmlint.text import Source, Span, Text

_TEXTS = ("version", "doc", "status")
_LISTS = ("ci_hooks", "quality_checklist", "open_questions", "assumptions", "sources", "techniques")
_REQUIRED = ("version", "doc", "status", "ci_hooks")
_IS_VERSION = re.compile(r"[0-9][0-9.]{0,20}[0-9]|[0-9]")
_VERSION = re.compile(r"\bversion ([0-9][0-9.]*[0-9]|[0-9])")


class Data(NamedTuple):
    """What the data beside a process document says of the process: its hooks, and the version, which may be empty."""

    source: Source
    hooks: tuple[Text, ...]
    version: str = ""


class _Repeated(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(f"'{key}' appears twice")
        self.key = key


def meta_faults(
    source: Source, document: str, hooks: Topic, process_source: str, units: Units, runs_pmlint: bool | None
) -> list[Remark]:
    """What is wrong with the data beside a process document, in order.

    `document` is the document's path, `hooks` what the policy says of them, `process_source` the source that it names.
    `runs_pmlint` tells whether the repository's continuous integration does; `None` outside of a repository.
    """
    data = _read(source)
    if isinstance(data, Remark):
        return [data]
    return list(_faults(source, data, document, hooks, process_source, units, runs_pmlint))


def data_of(source: Source) -> Data | None:
    """The data beside a process document, as far as it is some; `None` for what can't be read."""
    data = _read(source)
    if isinstance(data, Remark):
        return None
    written, version = data.get("ci_hooks"), data.get("version")
    texts = [each for each in written if isinstance(each, str)] if isinstance(written, list) else []
    hooks = tuple(Text(text, _place(source, "ci_hooks", text)) for text in texts)
    return Data(source, hooks, version if isinstance(version, str) and _IS_VERSION.fullmatch(version) else "")


def _read(source: Source) -> dict[str, object] | Remark:
    """The object that a text is as JSON, or why it is none."""
    try:
        data = json.loads(source.text, object_pairs_hook=_object)
    except _Repeated as fault:
        at = source.text.rfind(json.dumps(fault.key, ensure_ascii=False))
        return remark("meta", fault.key, Span(max(at, 0), max(at, 0)), str(fault), "keep one of the two")
    except json.JSONDecodeError as fault:
        return remark("meta", "", Span(fault.pos, fault.pos), f"not valid JSON: {fault.msg}", "fix the file")
    except (RecursionError, ValueError):  # `ValueError` for a number that is longer than Python converts
        message = "can't be read: nested too deep, or a number of thousands of digits"
        return remark("meta", "", Span(0, 0), message, "fix the file")
    if not isinstance(data, dict):
        return remark("meta", "", Span(0, 0), "expected an object", 'such as {"version": "1.0", ...}')
    return data


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    data: dict[str, object] = {}
    for key, value in pairs:
        if key in data:
            raise _Repeated(key)
        data[key] = value
    return data


def _faults(
    source: Source,
    data: dict[str, object],
    document: str,
    hooks: Topic,
    process_source: str,
    units: Units,
    runs_pmlint: bool | None,
) -> Iterator[Remark]:
    yield from _shape(source, data)
    doc, version = data.get("doc"), data.get("version")
    if isinstance(doc, str) and PurePosixPath(doc).name != PurePosixPath(document).name:
        message = f"'doc' is '{doc}', but the file is next to '{PurePosixPath(document).name}'"
        yield remark("meta", "doc", _place(source, "doc", doc), message, "name the document that it is about")
    known = _VERSION.search(process_source)
    if isinstance(version, str) and known and version != known[1]:
        message = f"version '{version}', but the policy was made from version '{known[1]}'"
        yield remark("figure", "version", _place(source, "version", version), message, "bring the policy up to date")
    written = data.get("ci_hooks")
    texts = [each for each in written if isinstance(each, str)] if isinstance(written, list) else []
    places = [_place(source, "ci_hooks", text) for text in texts]
    said = [_said(Text(text, place)) for text, place in zip(texts, places, strict=True)]
    yield from differences(said, hooks, Alignment(Tokens(units)))
    for text, place in zip(texts, places, strict=True):
        if runs_pmlint is False:
            message = f"no workflow or pre-commit configuration of the repository runs pmlint, as promised by '{text}'"
            yield remark("hook", text, place, message, "add pmlint to a workflow, or to .pre-commit-config.yaml")


def _shape(source: Source, data: dict[str, object]) -> Iterator[Remark]:
    """Keys that are missing, empty or of another type."""
    for key in _REQUIRED:
        if key not in data:
            yield remark("meta", key, Span(0, 0), f"'{key}' is missing", f'add "{key}"')
    for key in (*_TEXTS, *_LISTS):
        value = data.get(key, "-" if key in _TEXTS else [])
        if key in _TEXTS and not (isinstance(value, str) and value.strip()):
            yield remark("meta", key, _place(source, key), f"'{key}' is not text", "write it as text")
        if key in _LISTS and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            yield remark(
                "meta", key, _place(source, key), f"'{key}' is not a list of texts", "write it as a list of texts"
            )


def _said(text: Text) -> Said:
    return Said(Inline.verbatim(text), 0, 0, len(text.value))


def _place(source: Source, key: str, value: str = "") -> Span:
    """Where a key is, or a text behind it. One that is written with escapes has the place of its key."""
    at = max(source.text.find(f'"{key}"'), 0)
    found = source.text.find(f'"{value}"', at + len(key) + 2) if value else -1
    return Span(found + 1, found + 1 + len(value)) if found >= 0 else Span(at, at + len(key) + 2)
