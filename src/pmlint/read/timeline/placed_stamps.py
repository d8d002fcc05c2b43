"""The time of an event that does not open with it: behind a label or a name, in parentheses, at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmlint.read.timeline.stamps import Stamp, read_bare_stamp, read_stamp

_REACH = 48
"""How many characters from its beginning or end a text has to show such a time."""

_DIGIT = re.compile("[0-9]")
_BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{3,40})[)\]]")
_BEFORE_CLOSING = re.compile(r"[(\[\n]|[.!?:,]\s|[–—|]|\s-\s|(?:\bat|@)\s|\s(?=20[0-9]{2}-[01])")
_BEHIND_CLOSING = re.compile(r"[\s)\].*_]*$")
_SPEAKER = re.compile(r"[^\W\d_][\w.'’-]{1,20}(?: [^\W\d_][\w.'’-]{0,20}){0,2}(?=\s{1,3}[\[(]?[0-9])")
_YEAR = re.compile(r"\W*(?:19|20)[0-9]{2}(?![.][0-9])")


def labelled_stamp(text: str) -> tuple[int, Stamp] | None:
    """Where the label ends and the time begins in `Detected: 14:05 UTC`."""
    colon = text.find(":", 0, _REACH)
    if colon <= 0 or text[colon - 1].isdecimal():
        return None
    stamp = read_stamp(text[colon + 1 :], "cell")
    if stamp is None or not (stamp.timed or (stamp.date is not None and stamp.date.year is not None)):
        return None
    return colon, moved(stamp, colon + 1)


def bracketed_stamp(text: str) -> Stamp | None:
    """The time in the first parentheses of a text, near its beginning: `Block 8812 (06:12 UTC): ...`."""
    found = _BRACKETED.search(text, 0, 2 * _REACH)
    if found is None or found.start() > _REACH or not _DIGIT.search(found[1]):
        return None
    stamp = read_stamp(found[1], "cell")
    return moved(stamp, found.start(1)) if stamp and stamp.clock and stamp.rest >= len(found[1]) else None


def closing_stamp(text: str, *, apart: bool = False) -> Stamp | None:
    """The time that a text ends with; `apart` if it may not be a part of the last sentence."""
    tail = max(0, len(text) - _REACH)
    if not _DIGIT.search(text, max(tail, len(text) - 20)):
        return None
    for found in _BEFORE_CLOSING.finditer(text, tail):
        if apart and (found[0][0] in "a@," or found[0] == ": "):
            continue
        stamp = read_stamp(text[found.end() :], "cell")
        if stamp and stamp.clock and _BEHIND_CLOSING.match(text, found.end() + stamp.end):
            return moved(stamp, found.end())
    return None


def speaker_stamp(line: str) -> tuple[int, Stamp] | None:
    """Where the name ends and the time begins in a line such as `Mina Sato  10:14 AM`, as chats copy it."""
    found = _SPEAKER.match(line, 0, 70)
    stamp = read_stamp(line[found.end() :], "cell") if found else None
    if found is None or stamp is None or stamp.clock is None or stamp.rest < len(line) - found.end():
        return None
    return found.end(), moved(stamp, found.end())


def with_bare_stamps(texts: Sequence[str], stamps: Sequence[Stamp | None]) -> list[Stamp | None]:
    """The stamps of texts in a row, with those in a bare form (`1420 page`) that others beside them bear out.

    Numbers that may all be years are none.
    """
    bare = [None if stamp else read_bare_stamp(text) for text, stamp in zip(texts, stamps, strict=True)]
    found = [text for text, stamp in zip(texts, bare, strict=True) if stamp]
    others = sum(1 for stamp in stamps if stamp and stamp.timed)
    if not found or len(found) + others < 2 or all(_YEAR.match(text) for text in found):
        return list(stamps)
    return [stamp or other for stamp, other in zip(stamps, bare, strict=True)]


def moved(stamp: Stamp, by: int) -> Stamp:
    """The same stamp where its text stands further behind in another one."""
    return stamp._replace(start=stamp.start + by, end=stamp.end + by, rest=stamp.rest + by)
