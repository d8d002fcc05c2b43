"""Where the words of a section stand without making one: in a comment, in code, in a quotation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pmlint.markdown import Block, Code, Document, Heading, Html, List, Paragraph, Quote, Row, Table
from pmlint.model import HiddenForm, Sighting
from pmlint.spelling import name_key
from pmlint.text import LINE_END, Source, Span, Text
from pmlint.vocabulary import Vocabulary

LONGEST = 80
"""Characters of a line that can be a section's name with its marks."""

_MARKS = re.compile(r"(?:[\s>]|\\?#|[-*+]\s|<!--|<[^<>]{0,80}>|&nbsp;|[*_\"'(]){0,20}")
_NO_BLANK = re.compile(r"\s{0,3}#{1,6}(?=[^#\s])")
"""Number signs that make no heading, as no blank is behind them."""
_HTML_HEADING = re.compile(r"\s{0,9}<h[1-6][\s>]", re.IGNORECASE)
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\]\n]{1,60}\]:[ ]{0,4}\S{1,200}[ ]{1,4}[\"'(]")


def find_sightings(document: Document, vocabulary: Vocabulary, missing: frozenset[str]) -> list[Sighting]:
    """The sightings of sections that are missing, in order of the document."""
    if not missing:
        return []
    wanted = _wanted(document, vocabulary, missing)
    if not wanted:
        return []
    hint = re.compile("|".join(sorted({re.escape(key.split(" ")[0]) for key in wanted})), re.IGNORECASE)
    found: list[Sighting] = []
    unclosed = _unclosed(document)
    for form, start, line in _lines(document):
        if hint.search(line if line.isascii() else unicodedata.normalize("NFKC", line)) is None:
            continue
        for text in _names(line):
            section = wanted.get(name_key(text.value))
            if section is not None:
                span = Span(start + text.span.start, start + text.span.end)
                is_open = unclosed is not None and unclosed.end < span.start
                found.append(Sighting(section, form, Text(text.value, span), unclosed if is_open else None))
                break
    return sorted(found, key=lambda sighting: sighting.text.span)


def _wanted(document: Document, vocabulary: Vocabulary, missing: frozenset[str]) -> dict[str, str]:
    """The sections that are missing, by their names of which all words are somewhere in the document."""
    # Only the process's own words are looked for: `Action` in a table's header is no section that went astray.
    names = {key: section for key in vocabulary.sections.own if (section := vocabulary.sections.get(key))}
    all_words = document.source.text.casefold().replace("&", "and")
    return {
        key: section
        for key, section in names.items()
        if section in missing and all(word in all_words for word in key.split())
    }


def _unclosed(document: Document) -> Span | None:
    """The line that opens a code block which goes on to the end of the document."""
    last = document.blocks[-1] if document.blocks else None
    if not isinstance(last, Code) or last.closed:
        return None
    return document.source.line_span(document.source.position(last.span.start).line)


def _names(line: str) -> Iterator[Text]:
    """What a line may say as a heading: all of it without marks, and its words before a colon."""
    begin = _MARKS.match(line)
    start = begin.end() if begin else 0
    rest = line[start : start + LONGEST + 20]
    name = re.split(r"</|-->|[*_]{2}[:：]?|[\"]", rest, maxsplit=1)[0].rstrip(" \t#:：*_\u00a0")
    if name and len(name) <= LONGEST:
        yield Text(name, Span(start, start + len(name)))
        before = re.split(r"[:：]", name, maxsplit=1)[0]
        if before != name:
            yield Text(before, Span(start, start + len(before)))
    elif name:
        # A definition's title goes on after the name; the name is its first words.
        words = list(re.finditer(r"\S+", name))[:8]
        for word in reversed(words):
            yield Text(name[: word.end()], Span(start, start + word.end()))


def _lines(document: Document) -> Iterator[tuple[HiddenForm, int, str]]:
    """The lines where a section's words would make none: the form, where it starts, the line."""
    source = document.source
    if document.front_matter is not None:
        yield from _each("front matter", source, document.front_matter.span)
    behind = document.front_matter_span.end if document.front_matter_span else 0
    for block in document.blocks:
        yield from _definitions(source, Span(behind, block.span.start))
        yield from _in_block(source, block, "text")
        behind = max(behind, block.span.end)
    yield from _definitions(source, Span(behind, len(source.text)))


def _each(form: HiddenForm, source: Source, span: Span) -> Iterator[tuple[HiddenForm, int, str]]:
    start = span.start
    for end in LINE_END.finditer(source.text, span.start, span.end):
        yield form, start, source.text[start : end.start()]
        start = end.end()
    yield form, start, source.text[start : span.end]


def _definitions(source: Source, span: Span) -> Iterator[tuple[HiddenForm, int, str]]:
    if source.text.find("[", span.start, span.end) < 0:
        return
    for _, start, line in _each("definition", source, span):
        if found := _DEFINITION.match(line):
            yield "definition", start + found.end(), line[found.end() :]


def _in_block(source: Source, block: Block, form: HiddenForm) -> Iterator[tuple[HiddenForm, int, str]]:
    """The lines of one block; `form` is that of what stands around it."""
    stack: list[tuple[Block, HiddenForm]] = [(block, form)]
    while stack:
        block, form = stack.pop()
        if isinstance(block, Quote):
            stack.extend((inner, "quotation") for inner in block.blocks)
        elif isinstance(block, List):
            inside: HiddenForm = "list item" if form == "text" else form
            stack.extend((inner, inside) for item in block.items for inner in item.blocks)
        else:
            yield from _in_leaf(source, block, form)


def _in_leaf(source: Source, block: Block, form: HiddenForm) -> Iterator[tuple[HiddenForm, int, str]]:
    """The lines of a block without blocks in it."""
    match block:
        case Html(span=span):
            is_comment = source.text.startswith("<!--", span.start)
            for each, start, line in _each("comment" if is_comment else "html", source, span):
                yield "html heading" if each == "html" and _HTML_HEADING.match(line) else each, start, line
        case Code(content=content):
            yield from _each("code", source, content)
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                yield from _cells(row)
        case Heading(inline=inline) if form != "text":
            yield form, inline.span.start, inline.raw
        case Paragraph():
            yield from _text(block, form)


def _cells(row: Row) -> Iterator[tuple[HiddenForm, int, str]]:
    for cell in row.cells:
        if 0 < len(cell.raw) <= LONGEST:
            yield "table", cell.span.start, cell.raw


def _text(block: Paragraph, form: HiddenForm) -> Iterator[tuple[HiddenForm, int, str]]:
    """A paragraph's lines that look like a heading that failed, or are short; in it, comments."""
    at = 0
    for line in block.inline.raw.split("\n"):
        start = block.inline.offset(at)
        at += len(line) + 1
        if len(line) <= LONGEST:
            yield "no blank" if form == "text" and _NO_BLANK.match(line) else form, start, line
        elif (comment := line.find("<!--")) >= 0:
            yield "comment", start + comment, line[comment:]
