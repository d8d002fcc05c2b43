"""What keeps a document from being read as one, or makes it look like something else than it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pmlint.markdown import NESTING_OTHERS_READ, NESTING_READ, Document, Heading, Inline, Table, walk
from pmlint.model import Fault
from pmlint.read.front_matter import FrontMatter
from pmlint.spelling import EAST_ASIAN, drop_invisible, mixes_scripts
from pmlint.text import Source, Span
from pmlint.yaml_text import Scalar


def read_faults(document: Document, front_matter: FrontMatter) -> tuple[Fault, ...]:
    """The faults of a document, in order of kind and place."""
    source = document.source
    faults: list[Fault] = [front_matter.fault] if front_matter.fault else []
    if document.too_deep:
        faults.append(
            Fault(
                "too-deep",
                document.too_deep,
                f"nested deeper than {NESTING_OTHERS_READ} levels",
                "nest less: other tools stop reading here and drop the rest of the list, or of the document",
            )
        )
    if document.cut:
        faults.append(
            Fault(
                "cut",
                document.too_deep or Span(0, 0),
                f"nested deeper than {NESTING_READ} levels, so the document could not be read whole",
                "nest less",
            )
        )
    faults.extend(fault for fault in _anywhere(source) if not (faults and fault.span == faults[0].span))
    if not source.text.isascii() or "&" in source.text:
        faults.extend(_in_names(document, front_matter))
    return tuple(faults)


# Control characters but tab, line ends, vertical tab and form feed, which show as blanks; and the controls that turn
# the direction of text, by which a line shows something else than it says (CVE-2021-42574).
_NOWHERE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _anywhere(source: Source) -> Iterator[Fault]:
    """The characters that have no place in any text, a fault for each line that has some."""
    at = 0
    while found := _NOWHERE.search(source.text, at):
        line = source.line_span(source.position(found.start()).line)
        characters = _NOWHERE.findall(source.text, found.start(), line.end)
        yield _hidden(Span(found.start(), found.end()), characters)
        at = max(line.end, found.end())


def _hidden(span: Span, characters: Iterable[str]) -> Fault:
    named = ", ".join(_name(character) for character in dict.fromkeys(characters))
    return Fault("hidden-character", span, f"hidden character {named}", "remove it")


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'CONTROL CHARACTER')}"


def _in_names(document: Document, front_matter: FrontMatter) -> Iterator[Fault]:
    """What hides in headings, in the cells of tables and in the front matter, where words are looked up."""
    for key, value in front_matter.fields:
        if found := _look_alikes(key.value):
            named = ", ".join(_name(character) for character in dict.fromkeys(key.value[index] for index in found))
            message = f"{named} looks like a Latin letter"
            yield Fault("hidden-character", key.span, message, "write the word in one script")
        if isinstance(value, Scalar) and (hidden := _hidden_in(value.text.value)):
            at = document.source.text.find(value.text.value[hidden[0]], value.span.start, value.span.end)
            span = Span(at, at + 1) if at >= 0 else value.span
            yield _hidden(span, [value.text.value[index] for index in hidden])
    for block in walk(document.blocks):
        if isinstance(block, Heading):
            yield from _in_inline(block.inline)
        elif isinstance(block, Table) and _may_hide(document.source.slice(block.span)):
            for cell in block.header.cells:
                yield from _in_inline(cell)
            for row in block.rows:
                for cell in row.cells:
                    yield from _in_inline(cell, letters=False)


def _may_hide(written: str) -> bool:
    """Whether there can be anything but ASCII in a text, also by way of entities."""
    return not written.isascii() or "&" in written


def _in_inline(inline: Inline, *, letters: bool = True) -> Iterator[Fault]:
    if not _may_hide(inline.raw):
        return
    text = inline.text
    if hidden := _hidden_in(text):
        yield _hidden(inline.locate(hidden[0], hidden[0] + 1).span, [text[index] for index in hidden])
    if letters and (found := _look_alikes(text)):
        kind = "letter or digit" if _is_costume(text[found[0]]) else "letter"
        named = ", ".join(_name(character) for character in dict.fromkeys(text[index] for index in found))
        span = inline.locate(found[0], found[0] + 1).span
        yield Fault("hidden-character", span, f"{named} looks like a Latin {kind}", "write the word in one script")


def _hidden_in(text: str) -> list[int]:
    """Where a short text has characters that show nothing, and have no work to do there."""
    if text.isascii() or len(drop_invisible(text)) == len(text):
        return []
    right_to_left = any(unicodedata.bidirectional(char) in ("R", "AL") for char in text if char not in _MARKS)
    return [
        index
        for index, character in enumerate(text)
        if not character.isascii()
        and not drop_invisible(character)
        and not _NOWHERE.match(character)
        and not _has_work(text, index, right_to_left)
    ]


_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c"


def _has_work(text: str, index: int, right_to_left: bool) -> bool:
    """Whether an invisible character belongs to an emoji or to a script that needs it."""
    character = text[index]
    before = text[index - 1] if index else ""
    if character in _JOINERS:
        return bool(before) and not before.isascii() and not before.isspace() and unicodedata.category(before) != "Cf"
    if "\ufe00" <= character <= "\ufe0f":
        return bool(before) and (not before.isascii() or text[index + 1 : index + 2] == "\u20e3")
    if "\u180b" <= character <= "\u180f":
        return "᠀" <= before <= "\u18af"
    if "\U000e0020" <= character <= "\U000e007f":  # the tags of a flag
        return before == "🏴" or "\U000e0020" <= before <= "\U000e007f"
    return character in _MARKS and right_to_left


_WORD = re.compile(r"[^\W_]+")


# Full-width and mathematical forms of Latin letters and digits; the former are ordinary beside Chinese or Japanese.
_COSTUMES = (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"), ("𝐀", "𝟿"))
_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")


def _is_costume(character: str) -> bool:
    return any(first <= character <= last for first, last in _COSTUMES)


def _costumes(text: str) -> list[int]:
    """Where other forms of Latin letters and digits stand in for the plain ones."""
    if text.isascii() or _EAST_ASIAN.search(text):
        return []
    return [index for index, character in enumerate(text) if _is_costume(character)]


def _look_alikes(text: str) -> list[int]:
    """Where letters of other scripts stand in for Latin ones: in a Latin word, or as a short word among Latin words."""
    if costumes := _costumes(text):
        return costumes
    if not mixes_scripts(text):
        return []
    words = list(_WORD.finditer(text))
    foreign = any(not _has_latin(word[0]) and not word[0].isascii() and not mixes_scripts(word[0]) for word in words)
    return [
        index
        for word in words
        if mixes_scripts(word[0]) and (_has_latin(word[0]) or not foreign)
        for index in range(word.start(), word.end())
        if mixes_scripts(text[index])
    ]


def _has_latin(word: str) -> bool:
    return any(character.isascii() and character.isalpha() for character in word)
