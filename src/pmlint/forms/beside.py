"""What may stand beside a due date or an issue ID and changes nothing of it: steps of the closed grammars of both."""

from __future__ import annotations

import re
from typing import Protocol

from pmlint.forms.people import handles
from pmlint.forms.phrases import Phrases, any_of, end_of
from pmlint.process import Words
from pmlint.text import Lazy


class Around(Protocol):
    """What the document of a field tells that the field itself does not."""

    def are_named(self, written: str) -> bool:
        """Whether a text is names of people or teams and nothing else, one of them known."""

    def day_first(self) -> bool:
        """Whether a date in numbers with dots begins with the day."""


class Nowhere:
    """What is around a text that stands in no document."""

    def are_named(self, written: str) -> bool:
        """Nobody is known."""
        return False

    def day_first(self) -> bool:
        """Nothing tells."""
        return False


_MARKS = re.compile(
    r"(?:[\s,.;&/•·|()（）\[\]、，：；–—↗→\"'“”„«»\ufe0f-]|:(?![a-z_]{2,40}:))+|(?<= )\+(?= )"
    r"|(?:Q[1-4]|W[0-9]{1,2})(?!\w)"
)
"""What stands between the parts of a field and says nothing; a quarter, a week."""
_NUMBER = re.compile(r" ?[#.]?[0-9]{1,4}(?:\.[0-9]{1,4})*(?!\w)")
_NAME = re.compile(r"(?<!\w)[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}")


class Beside:
    """What the words of a process say beside a field."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def mark(self, text: str, at: int) -> int:
        """Where marks and pictures end that say nothing."""
        behind = end_of(_MARKS, text, at)
        return behind if behind > at else self._pictures.end(text, at)

    def period(self, text: str, at: int) -> int:
        """Where a period with its number ends (`sprint 12`), or a length of time that stands apart (`(2 weeks)`)."""
        behind = self._periods.end(text, at)
        return end_of(_NUMBER, text, behind) if behind > at and _NUMBER.match(text, behind) else self._length(text, at)

    def event(self, text: str, at: int) -> int:
        """Where an event ends that comes for sure: `after the inventory`. One that may not come is a condition."""
        return end_of(self._event, text, at)

    def somebody(self, text: str, at: int, around: Around) -> int:
        """Where a handle or the name of somebody known ends."""
        if text[at] == "@":
            return next((each.end for each in handles(text, at) if each.start == at), at)
        found = _NAME.match(text, at)
        name = found[0] if found else ""
        while name and not around.are_named(name):
            name = name.rpartition(" ")[0]
        return at + len(name)

    @Lazy
    def _pictures(self) -> Phrases:
        return Phrases({"": self._words.pictures})

    @Lazy
    def _periods(self) -> Phrases:
        return Phrases({"": self._words.due.periods})

    @Lazy
    def _length_form(self) -> re.Pattern[str]:
        unit = any_of((*self._words.due.lengths, *self._words.times.units.day))
        return re.compile(rf"(?<![^(（])[0-9]{{1,3}}[ -]?{unit}(?=\s?[()（）,]|$)", re.IGNORECASE)

    def _length(self, text: str, at: int) -> int:
        return end_of(self._length_form, text, at) if text[at].isdecimal() else at

    @Lazy
    def _event(self) -> re.Pattern[str]:
        lead, article = any_of(self._words.times.leading), any_of(self._words.people.articles)
        return re.compile(rf"(?<!\w)(?:{lead} )?(?:{article} )?{any_of(self._words.due.events)}", re.IGNORECASE)
