"""The marks by which a line of a paragraph is one of a list, although Markdown reads it as text."""

from __future__ import annotations

import re
import unicodedata

from pmlint.forms.boxes import opening_box

_COUNTED = re.compile(
    r"(?:\(?(?:[0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]|[\[(][ _.-]?[\])]|[=-]{1,2}>)\s+"
    r"|(?:[0-9#*]\ufe0f?\u20e3|[①-⓿❶-➓㊀-㊉])\s*"
)
_FOOTNOTE = re.compile(r"\s{0,3}\[\^[\w-]{1,20}\]:\s*")
_TERM = re.compile(r":\s+(?=\S)")
_BULLETS = "•‣·⁃⁌⁍∙"
"""Bullets that Unicode counts as punctuation; the others are symbols."""
_OF_MARKDOWN = "+=<>|~^`$"
"""Symbols that mean something in Markdown, or in a sum."""
_JOINED = "\ufe0f\u200d"
"""What makes one picture of two characters."""


def is_listed(line: str) -> bool:
    """Whether a line begins with a mark of a list: `☐ `, `• `, `→ `, `– `, `1️⃣ `, `(a) `, `ii. `, `[ ] `."""
    start = behind_footnote(line)
    return opening_box(line, start).end > start or behind_mark(line, start) > start


def behind_mark(line: str, start: int = 0) -> int:
    """Where a line goes on behind the marks that it has at an index; a box is left, as it says what is done."""
    at = start
    while opening_box(line, at).end == at and (end := _behind_one(line, at)) > at:
        at = end
    return at


def behind_footnote(line: str) -> int:
    """Where a line goes on behind the mark of the footnote that it is: `[^1]: `; 0 where it is none."""
    found = _FOOTNOTE.match(line)
    return found.end() if found else 0


def has_picture(line: str) -> bool:
    """Whether a line begins with a picture, which marks a remark as well as an item: `⚠️ `, `📌 `."""
    first = line.lstrip()[:1]
    return (first >= "🌀" or "☀" <= first <= "⛿" or first == "ℹ") and first not in "☐☑☒"


def is_definition(line: str) -> bool:
    """Whether a line is what is said of the term in the line above: `: large`."""
    return _TERM.match(line) is not None


def _behind_one(line: str, at: int) -> int:
    begin = at + len(line[at:]) - len(line[at:].lstrip())
    if counted := _COUNTED.match(line, begin):
        return counted.end()
    end = begin
    while end < len(line) and (_is_symbol(line[end]) or (end > begin and line[end] in _JOINED)):
        end += 1
    behind = line[end:]
    return end + len(behind) - len(behind.lstrip()) if end > begin and behind[:1].isspace() else at


def _is_symbol(char: str) -> bool:
    return char in _BULLETS or (char not in _OF_MARKDOWN and unicodedata.category(char) in ("So", "Sm", "Pd"))
