"""The time of an event that does not open with it: behind a label or a name, in parentheses, at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmlint.forms.phrases import any_of
from pmlint.forms.stamps import Stamp, StampForm
from pmlint.text import Lazy

_NEAR_AN_END = 48
"""How many characters from its beginning or end a text has to show such a time."""
_LAST_DIGIT = 20
"""How many characters from the end of a text that ends with a time the last digit stands at most."""
_LONGEST_SPEAKER = 70
"""Characters of a name and of the beginning of the time behind it."""
_FEWEST_BARE = 2
"""Times in a row that make numbers such as `1420` times."""

_DIGIT = re.compile("[0-9]")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{3,40})[)\]]")
_BEHIND_CLOSING = re.compile(r"[\s)\].*_]*$")
_SPEAKER = re.compile(r"[^\W\d_][\w.'’-]{1,20}(?: [^\W\d_][\w.'’-]{0,20}){0,2}(?=\s{1,3}[\[(]?[0-9])")
_MAY_BE_YEAR = re.compile(r"\W*(?:19|20)[0-9]{2}(?![.][0-9])")


class PlacedStamps:
    """The stamps of texts that do not open with them."""

    def __init__(self, stamps: StampForm, joint: Sequence[str]) -> None:
        self._stamps = stamps
        self._joint = joint

    def labelled(self, text: str) -> tuple[int, Stamp] | None:
        """Where the label ends and the time begins in `Detected: 14:05 UTC`."""
        colon = text.find(":", 0, _NEAR_AN_END)
        if colon <= 0 or text[colon - 1].isdecimal():
            return None
        stamp = self._stamps.read(text[colon + 1 :], "cell")
        return (colon, stamp.moved(colon + 1)) if stamp and (stamp.timed or stamp.full) else None

    def bracketed(self, text: str) -> Stamp | None:
        """The time in the first parentheses of a text, near its beginning: `Block 8812 (06:12 UTC): ...`."""
        found = _IN_BRACKETS.search(text, 0, 2 * _NEAR_AN_END)
        if found is None or found.start() > _NEAR_AN_END or not _DIGIT.search(found[1]):
            return None
        stamp = self._stamps.read(found[1], "cell")
        return stamp.moved(found.start(1)) if stamp and stamp.clock and stamp.rest >= len(found[1]) else None

    def closing(self, text: str, *, apart: bool = False) -> Stamp | None:
        """The time that a text ends with; `apart` if it may not be a part of the last sentence."""
        tail = max(0, len(text) - _NEAR_AN_END)
        if not _DIGIT.search(text, max(tail, len(text) - _LAST_DIGIT)):
            return None
        for found in self._before_closing.finditer(text, tail):
            if apart and found["inside"]:
                continue
            stamp = self._stamps.read(text[found.end() :], "cell")
            if stamp and stamp.clock and _BEHIND_CLOSING.match(text, found.end() + stamp.end):
                return stamp.moved(found.end())
        return None

    def speaker(self, line: str) -> tuple[int, Stamp] | None:
        """Where the name ends and the time begins in a line such as `Mina Sato  10:14 AM`, as chats copy it."""
        found = _SPEAKER.match(line, 0, _LONGEST_SPEAKER)
        stamp = self._stamps.read(line[found.end() :], "cell") if found else None
        if found is None or stamp is None or stamp.clock is None or stamp.rest < len(line) - found.end():
            return None
        return found.end(), stamp.moved(found.end())

    def with_bare(self, texts: Sequence[str], stamps: Sequence[Stamp | None]) -> list[Stamp | None]:
        """The stamps of texts in a row, with those in a bare form (`1420 page`) where several stand in it.

        Numbers that may all be years are none.
        """
        bare = [None if stamp else self._stamps.bare(text) for text, stamp in zip(texts, stamps, strict=True)]
        found = [text for text, stamp in zip(texts, bare, strict=True) if stamp]
        others = sum(1 for stamp in stamps if stamp and stamp.timed)
        if not found or len(found) + others < _FEWEST_BARE or all(map(_MAY_BE_YEAR.match, found)):
            return list(stamps)
        return [stamp or other for stamp, other in zip(stamps, bare, strict=True)]

    @Lazy
    def _before_closing(self) -> re.Pattern[str]:
        """What a closing time stands behind; `inside` a sentence it may be a part of it."""
        return re.compile(
            rf"[(\[\n]|[.!?]\s|[–—|]|\s-\s|\s(?=20[0-9]{{2}}-[01])|(?P<inside>[:,]\s|(?:\b{any_of(self._joint)}|@)\s)",
            re.IGNORECASE,
        )
