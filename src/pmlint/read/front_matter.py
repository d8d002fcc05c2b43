"""The front matter as fields with places, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pmlint.markdown import Document, shows
from pmlint.model import Fault
from pmlint.spelling import name_key
from pmlint.text import Source, Span, Text
from pmlint.vocabulary.fields import FieldNames
from pmlint.yaml_text import Mapping, Node, Scalar, YamlFault, parse_yaml


class FrontMatter(NamedTuple):
    """The fields of the front matter; none when it is missing or broken, which `fault` tells."""

    fields: tuple[tuple[Text, Node], ...] = ()
    span: Span | None = None
    fault: Fault | None = None


def read_front_matter(document: Document) -> FrontMatter:
    """The front matter of a document: YAML between `---`, or the forms that site generators take in its place.

    A block that is not where tools look for it, or not closed, is a fault: it would be read as text.
    """
    source = document.source
    if document.front_matter is None or document.front_matter_span is None:
        fault = _misplaced(document)
        return FrontMatter(fault=fault) if fault else _json(source) or _simple_fields(source)
    opening = source.line_span(1)
    if source.slice(opening).rstrip(" \t") != "---":
        return FrontMatter(fault=_fault(opening, "front matter opens with more than '---'", "write '---' alone"))
    return _parsed(source, document.front_matter.span, document.front_matter_span)


def _parsed(source: Source, inner: Span, whole: Span) -> FrontMatter:
    """What YAML at `inner` says as front matter that is `whole` with what encloses it."""
    try:
        node = parse_yaml(source, inner, escaped_controls=False)
    except YamlFault as fault:
        return FrontMatter(fault=Fault("front-matter", fault.span, fault.message, fault.help))
    if isinstance(node, Mapping):
        return FrontMatter(node.entries, whole)
    if node is None:
        return FrontMatter(span=whole)
    span = source.line_span(source.position(node.span.start).line)
    return FrontMatter(
        fault=_fault(span, "the front matter has no keys", "write 'key: value' lines, or remove the '---' around it")
    )


def behind_front_matter(document: Document, front_matter: FrontMatter) -> Document:
    """The document without the blocks that Markdown makes of front matter which it does not know."""
    whole = front_matter.span
    if whole is None or document.front_matter_span is not None:
        return document
    return replace(document, blocks=[block for block in document.blocks if not whole.holds(block.span)])


def misspelt_keys(front_matter: FrontMatter, names: FieldNames) -> Iterator[Fault]:
    """The keys of the front matter that are one slip from the name of a fact which it does not give."""
    fields = {name.field for key, _ in front_matter.fields if (name := names.get(key.value))}
    for key, _ in front_matter.fields:
        written = name_key(key.value)
        if names.get(key.value) is None and (meant := names.slip_of(written, fields)):
            message = f"key '{key.value}' is not a known field"
            yield Fault("misspelt-key", key.span, message, f"did you mean '{meant}'?")


def _fault(span: Span, message: str, help: str) -> Fault:
    return Fault("front-matter", span, message, help)


KEY = r"[\"']?[^\W\d][\w-]{0,40}(?: [\w-]{1,40}){0,2}[\"']?[ \t]*:"
"""The key of a line of front matter, as opposed to a sentence that has a colon: it has three words at most."""

_KEY_LINE = re.compile(rf"{KEY}(?:[ \t]|$)")


def _misplaced(document: Document) -> Fault | None:
    """The fault of a block that looks like front matter and is none: not on the first line, or not closed."""
    source = document.source
    start = next((block.span.start for block in document.blocks if shows(block, source)), 0)
    first = source.position(start).line
    if source.line_text(first).rstrip(" \t") != "---" or not _KEY_LINE.match(source.line_text(first + 1)):
        return None
    span = source.line_span(first)
    if first > 1:
        return _fault(span, "front matter that does not start on the first line", "remove the lines above it")
    return _fault(span, "front matter that is not closed", "add a line '---' after its last key")


_JSON_OPENING = re.compile(r"\{\s*\"[^\"\n]{1,80}\"\s*:")


def _json(source: Source) -> FrontMatter | None:
    """The front matter that is a JSON object, if there is one; JSON is YAML, too."""
    if not _JSON_OPENING.match(source.text):
        return None
    closing = (line for line in range(2, source.line_count + 1) if source.line_text(line).rstrip() == "}")
    last = 1 if source.line_text(1).rstrip().endswith("}") else next(closing, 0)
    if not last:
        return FrontMatter(fault=_fault(source.line_span(1), "front matter that is not closed", "add a line '}'"))
    span = Span(0, source.line_span(last).end)
    return _parsed(source, span, span)


# The flat `key = "value"` lines of TOML, and the `key: 'value',` lines of an object that an MDX file exports.
_SIMPLE_LINE = re.compile(
    r"[ \t]*(?P<key>[A-Za-z_][\w-]*)[ \t]*[=:][ \t]*"
    r"(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>[^']*)'"
    r"|(?P<plain>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9][^\s,#]*|[^\s\"'\[{,#][^\s,#]*))[ \t]*,?[ \t]*(?:#.*)?",
    re.ASCII,
)
# What opens a table of TOML, or an object in that object; and what closes the latter.
_INNER_OPENING = re.compile(
    r"[ \t]*(?:\[{1,2}(?P<table>[^\[\]\"'=]{1,80})\]{1,2}[ \t]*(?:#.*)?|(?P<key>[\w-]{1,80})[ \t]*:[ \t]*\{[ \t]*)"
)
_INNER_CLOSING = re.compile(r"[ \t]+\}[ \t]*,?[ \t]*")
_MDX_OPENING = re.compile(r"export const \w+ = \{[ \t]*", re.ASCII)
_MDX_LOOKED_AT = 40
"""Lines of an MDX file in which its exported object may open."""


def _simple_fields(source: Source) -> FrontMatter:
    """The fields of TOML front matter between `+++`, or of the object that an MDX file exports.

    Only the lines that hold one plain value; these forms have no faults, as most tools show them as text.
    """
    opening, closing = _simple_opening(source)
    inside: list[Text] = []
    told: list[tuple[Text | None, list[tuple[Text, Node]]]] = [(None, [])]
    """The fields in order, with the key of the table or object in which they stand."""
    for line in range(opening + 1, source.line_count + 1) if opening else ():
        span = source.line_span(line)
        if source.slice(span).rstrip(" \t;") == closing:
            entries = [entry for key, fields in told for entry in _entries(key, fields)]
            return FrontMatter(tuple(entries), Span(source.offset(opening), span.end))
        if found := _SIMPLE_LINE.fullmatch(source.text, *span):
            told[-1][1].append(_simple_field(found))
        elif found := _INNER_OPENING.fullmatch(source.text, *span):
            key = Text(found[found.lastgroup or 0].strip(), Span(*found.span(found.lastgroup or 0)))
            inside = [key] if found["table"] else [*inside, key]
            told.append((key, []))
        elif inside and _INNER_CLOSING.fullmatch(source.text, *span):
            inside.pop()
            told.append((inside[-1] if inside else None, []))
    return FrontMatter()


def _entries(key: Text | None, fields: Sequence[tuple[Text, Node]]) -> Iterable[tuple[Text, Node]]:
    """Fields as entries of the front matter: those below a key are its value."""
    return fields if key is None else [(key, Mapping(key.span, tuple(fields)))]


def _simple_opening(source: Source) -> tuple[int, str]:
    """The line that opens such front matter, 0 where none does, and how the line begins that closes it."""
    if source.text.startswith("+++"):
        return 1, "+++"
    if source.text.startswith(("import ", "export ")):
        lines = range(1, min(source.line_count, _MDX_LOOKED_AT) + 1)
        return next((line for line in lines if _MDX_OPENING.fullmatch(source.line_text(line))), 0), "}"
    return 0, ""


def _simple_field(found: re.Match[str]) -> tuple[Text, Node]:
    group = found.lastgroup or "plain"
    value = found[group].replace('\\"', '"') if group == "double" else found[group]
    scalar = Scalar(Text(value, Span(*found.span(group))), plain=group == "plain")
    return Text(found["key"], Span(*found.span("key"))), scalar
