"""What keeps a document from being read as one, or makes it look like something else than it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from pmlint.markdown import NESTING_OTHERS_READ, NESTING_READ, Document, Heading, Inline, Table, walk
from pmlint.model import Fault
from pmlint.read.front_matter import FrontMatter
from pmlint.spelling import EAST_ASIAN, drop_invisible, mixes_scripts
from pmlint.text import Source, Span
from pmlint.yaml_text import Scalar


def read_faults(document: Document, front_matter: FrontMatter) -> tuple[Fault, ...]:
    """The faults of a document, in order of kind and place."""
    source = document.source
    faults = [front_matter.fault] if front_matter.fault else []
    faults.extend(_too_deep(document))
    first = faults[0].span if faults else None  # a control character in front matter is its fault already
    faults.extend(fault for fault in _controls(source) if fault.span != first)
    faults.extend(_gaps(front_matter, source))
    if _may_hide(source.text):
        faults.extend(_in_front_matter(front_matter, source))
        faults.extend(_in_blocks(document))
    return tuple(faults)


def _too_deep(document: Document) -> Iterator[Fault]:
    if document.too_deep:
        yield Fault(
            "too-deep",
            document.too_deep,
            f"nested deeper than {NESTING_OTHERS_READ} levels",
            "nest less: other tools stop reading here and drop the rest of the list, or of the document",
        )
    if document.cut:
        yield Fault(
            "cut",
            document.too_deep or Span(0, 0),
            f"nested deeper than {NESTING_READ} levels, so not all of the document could be read",
            "nest less",
        )


# Control characters but tab, line ends, vertical tab and form feed, which show as blanks; and the controls that turn
# the direction of text, by which a line shows something else than it says (CVE-2021-42574).
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _controls(source: Source) -> Iterator[Fault]:
    """The characters that have no place in any text, a fault for each line that has some."""
    at = 0
    while found := _CONTROL.search(source.text, at):
        line = source.line_span(source.position(found.start()).line)
        yield _hidden(Span(*found.span()), _CONTROL.findall(source.text, found.start(), line.end))
        at = max(line.end, found.end())


def _hidden(span: Span, characters: Iterable[str]) -> Fault:
    return Fault("hidden-character", span, f"hidden character {_named(characters)}", "remove it")


def _looks_like(span: Span, characters: Sequence[str]) -> Fault:
    kind = "letter or digit" if _COMPATIBILITY_FORM.match(characters[0]) else "letter"
    message = f"{_named(characters)} looks like a Latin {kind}"
    return Fault("hidden-character", span, message, "write the word in one script")


def _named(characters: Iterable[str]) -> str:
    """Characters by code point and name, each once."""
    return ", ".join(
        f"U+{ord(character):04X} {unicodedata.name(character, 'CONTROL CHARACTER')}"
        for character in dict.fromkeys(characters)
    )


_WIDEST_GAP = 30
"""Blanks within a line of the front matter that are no more than a column: what stands behind more, nobody sees."""

_GAP = re.compile(rf"(?<=[^\s])[^\S\r\n]{{{_WIDEST_GAP},}}(?=[^\s#])")


def _gaps(front_matter: FrontMatter, source: Source) -> Iterator[Fault]:
    """Blanks that push a part of the front matter out of sight."""
    if front_matter.span and (found := _GAP.search(source.text, *front_matter.span)):
        message = f"{len(found[0])} blanks, after which the line continues"
        yield Fault("hidden-character", Span(*found.span()), message, "move what follows to its own line")


def _may_hide(written: str) -> bool:
    """Whether there can be anything but ASCII in a text, also by way of entities."""
    return not written.isascii() or "&" in written


def _in_front_matter(front_matter: FrontMatter, source: Source) -> Iterator[Fault]:
    """Look-alikes in keys, which are looked up, and hidden characters in values, which are shown."""
    for key, value in front_matter.fields:
        if found := _look_alikes(key.value):
            yield _looks_like(key.span, [key.value[index] for index in found])
        if isinstance(value, Scalar) and (hidden := _hidden_in(value.text.value)):
            characters = [value.text.value[index] for index in hidden]
            at = source.text.find(characters[0], value.span.start, value.span.end)
            yield _hidden(Span(at, at + 1) if at >= 0 else value.span, characters)


def _in_blocks(document: Document) -> Iterator[Fault]:
    """What hides where words are looked up: in headings and in tables, below whose header only the invisible counts."""
    for block in walk(document.blocks):
        if isinstance(block, Heading):
            yield from _in_inline(block.inline)
        elif isinstance(block, Table) and _may_hide(document.source.slice(block.span)):
            for cell in block.header.cells:
                yield from _in_inline(cell)
            for row in block.rows:
                for cell in row.cells:
                    yield from _in_inline(cell, letters=False)


def _in_inline(inline: Inline, *, letters: bool = True) -> Iterator[Fault]:
    """Hidden characters in a text, and with `letters` those that only look like Latin ones."""
    if not _may_hide(inline.raw):
        return
    text = inline.text
    in_prose = () if letters else {found.start() for found in _DIVIDING.finditer(text)}
    if hidden := [index for index in _hidden_in(text) if index not in in_prose]:
        yield _hidden(inline.locate(hidden[0], hidden[0] + 1).span, (text[index] for index in hidden))
    if letters and (found := _look_alikes(text)):
        yield _looks_like(inline.locate(found[0], found[0] + 1).span, [text[index] for index in found])


def _hidden_in(text: str) -> list[int]:
    """Where a short text has characters that show nothing, and have no work to do there."""
    if text.isascii() or len(drop_invisible(text)) == len(text):
        return []
    runs_left = any(unicodedata.bidirectional(char) in ("R", "AL") for char in text if char not in _DIRECTION_MARKS)
    at_work = {index for found in _AT_WORK.finditer(text) for index in range(*found.span())}
    return [
        index
        for index, character in enumerate(text)
        if not (character.isascii() or drop_invisible(character) or _CONTROL.match(character))
        and not (index in at_work or (runs_left and character in _DIRECTION_MARKS))
    ]


_DIRECTION_MARKS = "\u200e\u200f\u061c"
"""What a text that runs from right to left needs beside Latin words and numbers."""

# Invisible characters that belong to an emoji or to a script that needs them: a joiner behind a letter or picture, the
# variant of a picture or of a keycap, a Mongolian variant, the letters of a flag.
_FORMATTING = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_AT_WORK = re.compile(
    f"(?<=[^\x00-\x7f\\s{_FORMATTING}])[\u200c\u200d]"
    "|(?<=[^\x00-\x7f])[\ufe00-\ufe0f]|(?<=.)[\ufe00-\ufe0f](?=\u20e3)"
    "|(?<=[᠀-\u18af])[\u180b-\u180f]+"
    "|(?<=🏴)[\U000e0020-\U000e007f]+"
)
_DIVIDING = re.compile("(?<=[^\\W\\d_]{3})\u00ad(?=[^\\W\\d_]{3})")
"""A soft hyphen where a word may be divided, with three letters on either side."""

# Full-width and mathematical forms of Latin letters and digits; the former are ordinary beside Chinese or Japanese.
_COMPATIBILITY_FORM = re.compile("[０-９Ａ-Ｚａ-ｚ𝐀-𝟿]")
_EAST_ASIAN_LETTER = re.compile(f"[{EAST_ASIAN}]")
_ANY_WORD = re.compile(r"[^\W_]+")


def _look_alikes(text: str) -> list[int]:
    """Where other characters stand in for Latin ones (homoglyphs): compatibility forms, or letters of other scripts in
    a Latin word, or as a short word among Latin words.
    """
    if text.isascii():
        return []
    if not _EAST_ASIAN_LETTER.search(text) and (
        forms := [found.start() for found in _COMPATIBILITY_FORM.finditer(text)]
    ):
        return forms
    return list(_letters_of_other_scripts(text)) if mixes_scripts(text) else []


def _letters_of_other_scripts(text: str) -> Iterator[int]:
    words = list(_ANY_WORD.finditer(text))
    foreign = any(not _has_latin(word[0]) and not word[0].isascii() and not mixes_scripts(word[0]) for word in words)
    for word in words:
        if mixes_scripts(word[0]) and (_has_latin(word[0]) or not foreign):
            yield from (index for index in range(*word.span()) if mixes_scripts(text[index]))


def _has_latin(word: str) -> bool:
    return any(character.isascii() and character.isalpha() for character in word)
