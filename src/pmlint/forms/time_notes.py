"""What a sentence says of the times of all events: their zone, their day, their zero."""

from __future__ import annotations

import re

from pmlint.forms.phrases import any_of, word_of
from pmlint.process import Words
from pmlint.text import Lazy

_SHORT_NOTE = 4
"""Words of a note that need not say what it is about: `UTC`, `(CET, local time)`."""
_LONGEST_REMARK = 80
"""Characters behind the word that tells a label of other days: `Earlier that week, on the staging system:`."""

_FIRST_CLOCK = re.compile(r"(?:20[0-9]{2}-[0-9]{2}-[0-9]{2}[ T])?\b[0-9]{1,2}:[0-9]{2}\b")
_ZERO = r"T ?[-+−]? ?0\b"


class TimeNotes:
    """Sentences about times, by the words of a process."""

    def __init__(self, known: Words) -> None:
        self._times, self._days = known.times, known.dates

    def zone_said(self, text: str) -> int | None:
        """Where a text says in which zone all times are, such as `All times in UTC`."""
        found = self._all_times.search(text)
        return found.start() if found else None

    def is_about_times(self, text: str) -> bool:
        """Whether a sentence is about the times or the days of events, or no more than a note."""
        return self.names_times(text) or len(text.split()) <= _SHORT_NOTE

    def names_times(self, text: str) -> bool:
        """Whether a sentence names times, days or events at all."""
        return self._about_times.search(text) is not None

    def is_of_other_days(self, text: str) -> bool:
        """Whether a text ends as a label over events that need not be of the incident's day: `Earlier that week:`."""
        return self._other_days.search(text) is not None

    def zero(self, text: str) -> int | None:
        """Where a text tells the time that is the zero of others: `T0 = 14:05`, `relative to 14:05`, `14:05 is T0`."""
        if found := self._zero.search(text):
            return found.end()
        clock = _FIRST_CLOCK.search(text) if self._as_zero.search(text) else None
        return clock.start() if clock else None

    @Lazy
    def _all_times(self) -> re.Pattern[str]:
        return re.compile(word_of(self._times.all_times), re.IGNORECASE)

    @Lazy
    def _about_times(self) -> re.Pattern[str]:
        return re.compile(word_of(self._times.about_times), re.IGNORECASE)

    @Lazy
    def _other_days(self) -> re.Pattern[str]:
        words = word_of(self._days.other_days)
        return re.compile(rf"{words}[^\n]{{0,{_LONGEST_REMARK}}}:$", re.IGNORECASE)

    @Lazy
    def _zero(self) -> re.Pattern[str]:
        said, relative, at = (
            any_of(each) for each in (self._times.is_zero, self._times.relative_to, self._times.joint)
        )
        return re.compile(
            rf"\b{_ZERO} ?(?:[:=(]|(?i:{said}))\s*|\bT ?=\s*"
            rf"|\b(?i:{relative}) (?:[a-z ]{{1,30}}(?:(?i:{at})|[(]) ?)?(?=[0-9])"
        )

    @Lazy
    def _as_zero(self) -> re.Pattern[str]:
        return re.compile(rf"(?:\b(?i:{any_of(self._times.is_zero)})|=) {_ZERO}")
