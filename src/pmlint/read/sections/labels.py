"""Labels that may open a section: bold lines, words before a colon, list items and table rows.

Here is only what is written; which of them are sections is for `pmlint.read.sections.labelled` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmlint.markdown import Inline
from pmlint.text import Span, Text

# An emoji or the like may stand in front; a bold label may have its colon inside or outside.
_BOLD = re.compile(
    r"[^\w*_#<\[\]|>\\\n]{0,4}(?P<mark>\*{2,3}|_{2,3})(?P<label>[^*_\n]{1,80})(?P=mark)(?P<after>[ ]{0,2}[:：])?"
)
_PLAIN = re.compile(r"[^\w*_#<\[\]|>\\\n]{0,4}(?P<label>[^\W_][^:：*_\[\]|\n]{0,60})[:：](?=\s|$)")
_DASHED = re.compile(r"(?P<label>[A-Z][\w; ]{1,20}?)\s+[–—]\s+(?=\S)")
_QUESTION = re.compile(r"(?P<label>[A-Z][^:：*_\[\]|\n?]{4,50})\?\s*$")
_REMARKS = re.compile(r"\[\^[^\]\n]{1,20}\]|^\s*\([^()\n]{1,60}\)")
# The title of a box, as GitHub, Obsidian, MkDocs and Docusaurus write it.
_BOX_TITLE = re.compile(
    r"(?:\[!\w{1,20}\][+-]?[ ]|:{3,5}[ ]?\w{1,20}[ ]|[!?]{3}\+?[ ]\w{1,20}[ ]\")(?P<label>[^\n\"]{1,60}?)\"?[ ]*$"
)
_COLONS = ":： \t"


class Label(NamedTuple):
    """A label at the start of a line of an inline text.

    `start` and `end` are indexes into the text as written: of the label without marks, and of what follows it. `alone`
    when nothing follows on its line.
    """

    name: str
    start: int
    end: int
    bold: bool
    alone: bool


def labels(inline: Inline) -> Iterator[Label]:
    """The labels at the starts of the lines of a text; as written, so that no inline markup has to be parsed."""
    at = 0
    for line in inline.raw.split("\n"):
        if label := label_of(line, at):
            yield label
        at += len(line) + 1


def label_of(line: str, at: int = 0) -> Label | None:
    """The label that a line begins with, if any; `at` is where the line begins.

    It is bold, the title of a box, stands before a colon or a long dash, or is a question that has the line for itself.
    """
    indent = len(line) - len(line.lstrip())
    if box := _BOX_TITLE.match(line, indent):
        return Label(box["label"], at + box.start("label"), at + box.end(), True, True)
    if bold := _BOLD.match(line, indent):
        name = bold["label"].strip(_COLONS)
        alone = not _REMARKS.sub("", line[bold.end() :]).strip(_COLONS)
        if name and (alone or bold["after"] or bold["label"].rstrip()[-1:] in (":", "：")):
            return Label(name, at + line.index(name, bold.start("label")), at + bold.end(), True, alone)
        return None
    if plain := _PLAIN.match(line, indent):
        alone = not line[plain.end() :].strip()
        return Label(plain["label"].strip(), at + plain.start("label"), at + plain.end(), False, alone)
    if dashed := _DASHED.match(line, indent):
        return Label(dashed["label"], at + dashed.start("label"), at + dashed.end(), False, False)
    if question := _QUESTION.match(line, indent):
        return Label(question["label"], at + question.start("label"), at + question.end(), False, True)
    return None


def bold_opening(inline: Inline) -> Label | None:
    """The bold words that a text opens with, where no colon says that they are a label."""
    bold = _BOLD.match(inline.raw)
    if bold is None or not inline.raw[bold.end() : bold.end() + 2].strip():
        return None
    return Label(bold["label"].strip(_COLONS), bold.start("label"), bold.end(), True, False)


def label_text(inline: Inline, label: Label) -> Text:
    """The label with its place, without marks and colon."""
    start = inline.offset(label.start)
    return Text(label.name, Span(start, start + len(label.name)))


def text_behind(inline: Inline, label: Label, stop: int | None = None) -> Text | None:
    """What a reader sees behind a label, up to the index `stop` of the text as written; `None` for nothing."""
    begin = inline.index_at(inline.offset(label.end))
    end = inline.index_at(inline.span.end if stop is None else inline.offset(stop))
    text = inline.locate(begin, max(begin, end))
    return text if text.value else None
