"""What may stand beside a due date or an issue ID and changes nothing of it: steps of the closed grammars of both."""

from __future__ import annotations

import re
from typing import Protocol

from pmlint.forms.people import handles
from pmlint.forms.phrases import Phrases, Step, any_of, end_of
from pmlint.process import Words
from pmlint.text import Lazy


class Around(Protocol):
    """What the document of a field tells that the field itself does not."""

    def are_named(self, written: str) -> bool:
        """Whether a text is names of people or teams and nothing else, one of them known."""

    def day_first(self) -> bool:
        """Whether a date in numbers with dots begins with the day."""


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

    def steps(self, around: Around | None) -> tuple[Step, ...]:
        """The steps that take marks, pictures, periods, events, and people whom the document knows."""
        return self._mark, self._pictures.end, self._period, self._event, lambda text, at: _somebody(text, at, around)

    def _mark(self, text: str, at: int) -> int:
        return end_of(_MARKS, text, at)

    def _period(self, text: str, at: int) -> int:
        """Where a period with its number ends (`sprint 12`), or a length of time that stands apart (`(2 weeks)`)."""
        behind = self._periods.end(text, at)
        numbered = end_of(_NUMBER, text, behind) if behind > at else at
        return numbered if numbered > behind else end_of(self._length, text, at)

    def _event(self, text: str, at: int) -> int:
        """Where an event ends that comes for sure: `after the inventory`. One that may not come is a condition."""
        return end_of(self._sure_event, text, at)

    @Lazy
    def _pictures(self) -> Phrases:
        return Phrases({"": self._words.pictures})

    @Lazy
    def _periods(self) -> Phrases:
        return Phrases({"": self._words.due.periods})

    @Lazy
    def _length(self) -> re.Pattern[str]:
        unit = any_of((*self._words.due.lengths, *self._words.times.units.day))
        return re.compile(rf"(?<![^(（])[0-9]{{1,3}}[ -]?{unit}(?=\s?[()（）,]|$)", re.IGNORECASE)

    @Lazy
    def _sure_event(self) -> re.Pattern[str]:
        lead, article = any_of(self._words.times.leading), any_of(self._words.people.articles)
        return re.compile(rf"(?<!\w)(?:{lead} )?(?:{article} )?{any_of(self._words.due.events)}", re.IGNORECASE)


def _somebody(text: str, at: int, around: Around | None) -> int:
    """Where a handle or the name of somebody known ends."""
    if text[at] == "@":
        return next((each.end for each in handles(text, at) if each.start == at), at)
    found = _NAME.match(text, at) if around else None
    name = found[0] if found else ""
    while name and around and not around.are_named(name):
        name = name.rpartition(" ")[0]
    return at + len(name)
