"""Due dates: where a text says until when something is due, and which day that is, if it is sure of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Literal, NamedTuple

from pmlint.forms.clocks import Clocks
from pmlint.forms.dates import Dates
from pmlint.forms.phrases import Phrases, any_of, end_of, not_understood
from pmlint.forms.weekdays import WeekdayForm
from pmlint.process import Words
from pmlint.spelling import fold
from pmlint.text import Lazy

Role = Literal["due", "new", "former", "done"]
"""What a day in a due field is: until when, until when instead, until when before, or on which day it was done."""

_MOST_DUE_WORDS = 40
"""Words before a date that are looked at in one text; a text with more is no action that anybody wrote."""
_EMOJI = "⏰📅📆🗓"
_MENTIONED = r"(?<!\w)@(?=(?-i:[0-9A-Z]))"
"""How Notion writes a day: `@May 22, 2026`."""
_MARKS = re.compile(rf"[\s,.:;()（）、，；–—-]|[{_EMOJI}]\ufe0f?|T(?=[0-9]{{2}}:)|Q[1-4](?!\w)")
"""What stands between the parts of a due date and says nothing, and a quarter."""
_NUMBER_OF_PERIOD = re.compile(r" ?[#.]?[0-9]{1,4}(?:\.[0-9]{1,4})*(?!\w)")
_LONGEST_EVENT = 30
"""Characters of an event in a remark at most; what is longer is a sentence, which may say anything."""
_ROLES: dict[str, Role] = {"former": "former", "put off": "new", "moved": "new", "done": "done"}
"""What the next day is behind a word of such a list."""
_DAYS_THAT_COUNT: tuple[Role, ...] = ("new", "due", "done")
"""A day that replaces others goes before those; the day on which it was done counts where no other is named."""


class DueDay(NamedTuple):
    """The day that a due field names, if that is one only; else the part `written[start:end]` that does not fit."""

    day: date | None
    unread: tuple[int, int] | None = None
    is_done: bool = False
    """Whether the day is the one on which it was done, as no other is named."""


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
        between = any_of((*self._known.people.articles, *due.beside, *due.vague))
        words = rf"{any_of((*due.labels, *due.before))}(?: {between})?"
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
            rf"|(?!([0-9]+)/\1(?![0-9]))[0-9]{{1,2}} ?[月월/][^\n]{{0,12}}(?:[0-9]|{any_of(due.vague_behind)})",
            re.IGNORECASE,
        )

    @Lazy
    def known_beside(self) -> Phrases:
        """What may stand beside a due date; `beside` changes nothing of it, `period` wants a number."""
        due, dates, times = self._known.due, self._known.dates, self._known.times
        limits = (*due.beside, *due.labels, *due.before, *due.on, *due.vague, *due.vague_behind, *dates.on, *dates.to)
        others = (*self._known.people.articles, *times.joint, *times.parts_of_day)
        lists = {"former": due.former, "put off": due.put_off, "moved": due.moved, "done": self._known.done}
        return Phrases({**lists, "beside": (*limits, *others), "period": due.periods})

    @Lazy
    def moved_from(self) -> Phrases:
        """What stands between a word such as `moved` and the day that no longer holds."""
        return Phrases({"from": self._known.due.moved_from})

    @Lazy
    def event(self) -> re.Pattern[str]:
        """A remark that ties a day to an event: `(after the inventory)`."""
        lead, article = any_of(self._known.times.leading), any_of(self._known.people.articles)
        return re.compile(rf"[(（]{lead} {article} [^\W\d][^()（）\d]{{0,{_LONGEST_EVENT}}}[)）]", re.IGNORECASE)

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

    def read(self, written: str) -> DueDay:
        """The day that a due field names. All of the field has to be understood."""
        reading = _Reading(self, self._dates, self._clocks, self._weekdays)
        steps = (reading.day, reading.weekday, reading.mark, reading.remark, reading.clock)
        unread = not_understood(written, 0, len(written), steps)
        if not reading.days:
            return DueDay(None)
        days = next((days for role in _DAYS_THAT_COUNT if (days := reading.days.get(role))), {})
        unread = unread or reading.misfit or reading.put_off or next(islice(days.values(), 1, None), None)
        return DueDay(None if unread else next(iter(days), None), unread, days is reading.days.get("done"))


class _Reading:
    """The days of one due field, as far as it is read: a step takes a part of it and notes what it says."""

    def __init__(self, form: DueForm, dates: Dates, clocks: Clocks, weekdays: WeekdayForm) -> None:
        self._form, self._dates, self._clocks, self._weekdays = form, dates, clocks, weekdays
        self.days: dict[Role, dict[date, tuple[int, int]]] = {}
        self.misfit: tuple[int, int] | None = None
        """A weekday that is that of no day beside it, so far."""
        self.put_off: tuple[int, int] | None = None
        """What says that a day no longer holds, while no other one is given."""
        self._role: Role = "due"
        self._last: date | None = None
        self._wanted: int | None = None

    def day(self, text: str, at: int) -> int:
        """A day with its year."""
        found = self._dates.at(text, at)
        if found is None or found.day is None:
            return at
        self.days.setdefault(self._role, {})[found.day] = at, found.end
        self._role, self._last, self.put_off = "due", found.day, None
        if found.day.weekday() == self._wanted:
            self.misfit = None
        return found.end

    def weekday(self, text: str, at: int) -> int:
        """A weekday, of the day before it or of the one that follows."""
        found = self._weekdays.beside(text, at)
        if found is None or found.weekday is None:
            return at
        if self._last is None or self._last.weekday() != found.weekday:
            self.misfit, self._wanted = (at, found.end), found.weekday
        return found.end

    def clock(self, text: str, at: int) -> int:
        """A time of day with its zone."""
        clock = self._clocks.at(text, at)
        if clock is None or clock.seconds is None:
            return at
        zone = self._clocks.zone(text, clock.end)
        return (zone or clock).end

    def mark(self, text: str, at: int) -> int:
        """What says nothing, and all of a remark that ties the day to an event."""
        event = self._form.event.match(text, at) if text[at] in "(（" and self._last else None
        return event.end() if event else end_of(_MARKS, text, at)

    def remark(self, text: str, at: int) -> int:
        """Words that are known to stand beside a due date; some tell what the next day is."""
        for meaning, end in self._form.known_beside.at(text, at):
            if meaning == "period":
                if number := _NUMBER_OF_PERIOD.match(text, end):
                    return number.end()
                continue
            if meaning in ("moved", "put off") and (behind := self._form.moved_from.end(text, end + 1)) > end + 1:
                meaning, end = "former", behind
            if meaning == "put off":
                self.put_off = at, end
            self._role = _ROLES.get(meaning, self._role)
            return end
        return at
