"""Labels: the words in front that name what follows, as in `Owner: Ana`, `**Impact:** 40 orders`, `Scope — all of it`.

Pure text: which parts of it are bold is told by the caller. What a label means is not known here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import Generic, Literal, NamedTuple, TypeVar

LONGEST_LABEL = 60
"""Characters before a colon at most: the longest names of sections have 45, and a sentence has more."""

LONGEST_BOLD_LABEL = 80
"""Characters of a bold label at most: bold says by itself that it is one, and questions of templates are long."""

LONGEST_INNER_LABEL = 40
"""Characters of a label inside running text at most, as the longest names of fields have 38."""

MOST_WORDS_INSIDE = 4
"""Words of such a label at most; the names of an action's fields have three, or four with a sign between."""

MOST_COLONS = 40
"""Colons of one text that are looked at; a text with more is none that anybody wrote."""

COLONS = ":："

MARKS_BETWEEN_PAIRS = "|·•"
"""Between blanks, what sets off several pairs of label and value in one line."""

Form = Literal["label", "bold label", "box title", "dashed label", "question"]

T = TypeVar("T")


class Label(NamedTuple):
    """A label of a text: its name without marks from `start` to `end`, and where its value begins."""

    name: str
    start: int
    end: int
    value: int
    """Behind the colon or dash, and behind the box's or bold words' end; blanks may follow."""
    form: Form
    alone: bool
    """Whether nothing follows on its line but a footnote, or a remark in parentheses behind a bold one."""

    @property
    def bold(self) -> bool:
        """Whether it is set off as a heading is."""
        return self.form in ("bold label", "box title")


class Known(NamedTuple, Generic[T]):
    """A label inside a text that means something, from `start` to the colon at `end`; the value begins at `value`.

    `apart` where more than a capital tells that it begins there.
    """

    means: T
    start: int
    end: int
    value: int
    apart: bool


# `https://` is no label, nor is `14` of `14:05`.
_COLON = re.compile(r"(?:(?<![0-9]):|:(?![0-9])|：)(?!//)")
_BEFORE = r"[^\w*#<\[\]|>\\\n]{0,4}"  # an emoji or the like may stand in front
_BEFORE_BOLD = re.compile(_BEFORE)
_BEHIND_BOLD = re.compile(r"[ ]{0,2}[:：]")
_PLAIN = re.compile(rf"{_BEFORE}(?P<label>[^\W_][^:：*\[\]|\n]{{0,{LONGEST_LABEL}}})(?::(?=\s|$)|：)")
_DASHED = re.compile(r"(?P<label>[A-Z][\w; ]{1,20}?)\s+[–—]\s+(?=\S)")
_QUESTION = re.compile(r"(?P<label>[A-Z][^:：*\[\]|\n?]{4,50})\?\s*$")
_UNMARKED: tuple[tuple[re.Pattern[str], Form], ...] = (
    (_PLAIN, "label"),
    (_DASHED, "dashed label"),
    (_QUESTION, "question"),
)
_SENTENCES = re.compile(r"[^\W\d_][.!] [^\W\d_]")
_REMARKS = re.compile(r"\[\^[^\]\n]{1,20}\]|^\s*\([^()\n]{1,60}\)")
# The title of a box, as GitHub, Obsidian, MkDocs and Docusaurus write it.
_BOX_TITLE = re.compile(
    r"(?:\[!\w{1,20}\][+-]?[ ]|:{3,5}[ ]?\w{1,20}[ ]|[!?]{3}\+?[ ]\w{1,20}[ ]\")[ ]?(?P<label>[^\n\"]{1,60}?)\"?[ ]*$"
)
_PAIRS_END = re.compile(rf"[ \t][{MARKS_BETWEEN_PAIRS}][ \t]")
_INNER_WORD = re.compile(r"[^\s(\[|,;、。（【，；]+")
_APART = "\n|;,([·•.!?-–—；。、，（【"
"""Behind these a word begins a line, a segment or a sentence."""


def label_before_colon(
    text: str, start: int = 0, end: int | None = None, *, longest: int = LONGEST_LABEL
) -> Label | None:
    """The label that a part of a text opens with: all before its first colon, on the same line.

    Anything may be before that colon; it is for the caller to look up what it means.
    """
    end = len(text) if end is None else end
    colon = _COLON.search(text, start, min(end, start + longest + 1))
    if colon is None:
        return None
    before = text[start : colon.start()]
    name = before.strip()
    if not name or "\n" in name:
        return None
    at = start + before.index(name)
    line_end = text.find("\n", colon.end(), end)
    alone = not text[colon.end() : line_end if line_end >= 0 else end].strip()
    return Label(name, at, at + len(name), colon.end(), "label", alone)


def opening_label(
    text: str, start: int = 0, end: int | None = None, bold: Sequence[tuple[int, int]] = ()
) -> Label | None:
    """The label that a line opens with; `bold` are the ranges of the text that are bold, in order.

    It is the title of a box, bold, stands before a colon or a long dash, or is a question that has the line for itself.
    Bold words are one before a colon, or where they have the line for themselves.
    """
    end = len(text) if end is None else end
    line = text[start:end]
    start += len(line) - len(line.lstrip())
    if box := _BOX_TITLE.match(text[:end], start) if text[start : start + 1] in ("[", ":", "!", "?") else None:
        return _label(box, "box title", alone=True)
    if opening := bold_opening(text, start, end, bold):
        is_label = opening.alone or text[opening.value - 1] in COLONS
        return opening if is_label else None
    for pattern, form in _UNMARKED:
        if found := pattern.match(text, start, end):
            label = _label(found, form, alone=not text[found.end() : end].strip())
            return None if _is_partly_bold(label, bold) else label
    return None


def _is_partly_bold(label: Label, bold: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(bold, (label.start, 0))
    return at < len(bold) and bold[at][0] < label.end


def bold_opening(
    text: str, start: int = 0, end: int | None = None, bold: Sequence[tuple[int, int]] = ()
) -> Label | None:
    """The bold words that a line opens with, also where no colon says that they are a label."""
    end = len(text) if end is None else end
    at = bisect_left(bold, (start, 0))
    if at == len(bold):
        return None
    begin, stop = bold[at]
    before = _BEFORE_BOLD.match(text, start, begin)
    if before is None or before.end() != begin or stop > end or stop - begin > LONGEST_BOLD_LABEL:
        return None
    if _SENTENCES.search(text, begin, stop):
        return None
    name = text[begin:stop].strip(COLONS + " \t")
    if not name:
        return None
    behind = _BEHIND_BOLD.match(text, stop, end)
    value = behind.end() if behind else begin + len(text[begin:stop].rstrip())
    alone = not _REMARKS.sub("", text[value:end]).strip(COLONS + " \t")
    first = text.index(name, begin)
    return Label(name, first, first + len(name), value, "bold label", alone)


def _label(found: re.Match[str], form: Form, *, alone: bool) -> Label:
    name = found["label"].strip()
    start = found.start("label")
    return Label(name, start, start + len(name), found.end(), form, alone)


def labels_of_lines(text: str, bold: Sequence[tuple[int, int]] = ()) -> Iterator[Label]:
    """The labels that the lines of a text open with."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if label := opening_label(text, start, end, bold):
            yield label
        start = end + 1


def known_labels(
    text: str,
    known: Callable[[str], T | None],
    start: int = 0,
    end: int | None = None,
    begins: Collection[int] = (),
) -> list[Known[T]]:
    """The labels anywhere in a text whose name means something; of the names that end at a colon the longest counts.

    A name begins with a capital, a line, a segment, a sentence, or where `begins` says, as bold words do.
    """
    end = len(text) if end is None else end
    found: list[Known[T]] = []
    for colon in islice(_COLON.finditer(text, start, end), MOST_COLONS):
        line = max(text.rfind("\n", start, colon.start()) + 1, start, colon.start() - LONGEST_INNER_LABEL)
        for word in [*_INNER_WORD.finditer(text, line, colon.start())][-MOST_WORDS_INSIDE:]:
            at = word.start()
            means = known(text[at : colon.start()]) if text[at].isalnum() else None
            apart = means is not None and (at in begins or _stands_apart(text, start, at))
            if means is not None and (apart or text[at].isupper()):
                found.append(Known(means, at, colon.start(), colon.end(), apart))
                break
    return found


def _stands_apart(text: str, start: int, at: int) -> bool:
    before = text[start:at].rstrip(" \t")
    return not before or before[-1] in _APART


def pairs(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The parts of a line that may be pairs of label and value, set off by `|`, `·` or `•` between blanks."""
    end = len(text) if end is None else end
    for mark in _PAIRS_END.finditer(text, start, end):
        yield start, mark.start()
        start = mark.end()
    yield start, end
