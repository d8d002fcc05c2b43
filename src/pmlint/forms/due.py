"""Due dates: where a text says until when something is due, and which day that is, if it is sure of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from pmlint.forms.clocks import Clocks
from pmlint.forms.dates import Dates
from pmlint.forms.phrases import any_of
from pmlint.forms.weekdays import WeekdayForm
from pmlint.process import Words
from pmlint.spelling import fold
from pmlint.text import Lazy

_MOST_DUE_WORDS = 40
"""Words before a date that are looked at in one text; a text with more is no action that anybody wrote."""
_EMOJI = "⏰📅📆🗓"
_MENTIONED = r"(?<!\w)@(?=(?-i:[0-9A-Z]))"
"""How Notion writes a day: `@May 22, 2026`."""
_REMARK_BEHIND_DATE = re.compile(r"\s{0,8}[(（][^()（）]{0,120}[)）]\s*$")


class FoundDue(NamedTuple):
    """A due date in a running text, from its word on; the date itself is `text[at:end]`."""

    start: int
    at: int
    end: int
    word: str
    """The word that says what the date is, folded."""


class DueForm:
    """Due dates by the words of a process."""

    def __init__(self, known: Words, dates: Dates, clocks: Clocks, weekdays: WeekdayForm) -> None:
        self._known = known
        self._dates, self._clocks, self._weekdays = dates, clocks, weekdays

    @Lazy
    def _word(self) -> re.Pattern[str]:
        due = self._known.due
        words = rf"{any_of((*due.labels, *due.before))}(?: {any_of(self._known.people.articles)})?"
        return re.compile(rf"(?<!\w)({words})[: ]\s*|{_MENTIONED}|[{_EMOJI}]\ufe0f?\s*", re.IGNORECASE)

    @Lazy
    def _label(self) -> re.Pattern[str]:
        will = any_of(self._known.people.will)  # 'due to load' tells no date
        return re.compile(rf"({any_of(self._known.due.labels)})[: ]+(?!{will})(?=\S)", re.IGNORECASE)

    @Lazy
    def _in_words(self) -> re.Pattern[str]:
        due, months = self._known.due, any_of(name for names in self._known.dates.months for name in names)
        return re.compile(
            rf"(?:~|{any_of(due.vague)} )(?=\S)[^\n]{{0,20}}(?:[0-9]|Q[1-4]|{months})[^\n]{{0,20}}"
            rf"|[0-9]{{1,2}} ?[月월/][^\n]{{0,12}}(?:[0-9]|{any_of(due.vague_behind)})",
            re.IGNORECASE,
        )

    @Lazy
    def _lead(self) -> re.Pattern[str]:
        due = self._known.due
        return re.compile(rf"(?:{any_of((*due.labels, *due.before, *due.on))}[ :]*){{1,2}}", re.IGNORECASE)

    @Lazy
    def _unsure(self) -> re.Pattern[str]:
        return re.compile(rf"\?|\b{any_of(self._known.due.unsure)}", re.IGNORECASE)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[FoundDue]:
        """Due dates in a running text: `by 2026-05-01`; also those of which nobody knows which day they are."""
        for word in islice(self._word.finditer(text, start, len(text) if end is None else end), _MOST_DUE_WORDS):
            found = self._dates.at(text, self._weekdays.skip(text, word.end()), "order")
            if found and found.year is not None:
                unsure = text.startswith("?", found.end)
                yield FoundDue(word.start(), word.end(), found.end + unsure, fold(word[1] or ""))

    def label(self, part: str) -> tuple[int, str] | None:
        """Where a text goes on behind a word that says that it is a due date, also of a vague one; and the word."""
        found = self._label.match(part)
        return (found.end(), fold(found[1])) if found else None

    def is_in_words(self, part: str) -> bool:
        """Whether a text is a due date that is said in words, or without its year: `by end of May`."""
        return self._in_words.fullmatch(part) is not None

    def day(self, written: str) -> date | None:
        """The day that a due field names, if it names exactly one and is sure of it."""
        remark = _REMARK_BEHIND_DATE.search(written)
        if remark and self._unsure.search(remark[0]):
            return None
        text = (written[: remark.start()] if remark and not self._dates.find(remark[0]) else written).strip()
        lead = self._lead.match(text)
        text = text[lead.end() if lead else 0 :]
        whole = self._dates.whole(text)
        return whole.day if whole else self._day_with_clock(text)

    def _day_with_clock(self, text: str) -> date | None:
        """The day of a text that is a date and a time of day."""
        found = self._dates.at(text, self._weekdays.skip(text, 0))
        if found is None or text[found.end : found.end + 1] not in (" ", "T"):
            return None
        clock = self._clocks.at(text, found.end + 1)
        if clock is None or clock.seconds is None:
            return None
        zone = self._clocks.zone(text, clock.end)
        return None if text[(zone or clock).end :].strip() else found.day
