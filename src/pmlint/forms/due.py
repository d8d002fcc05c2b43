"""Due dates: where a text says until when something is due, and which day that is, if it is sure of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Literal, NamedTuple

from pmlint.forms.beside import Around, Beside
from pmlint.forms.clocks import Clocks
from pmlint.forms.dates import Dates
from pmlint.forms.phrases import Phrases, any_of, end_of, not_understood
from pmlint.forms.weekdays import WeekdayForm
from pmlint.process import Words
from pmlint.spelling import fold, plain_hyphens
from pmlint.text import Lazy

Role = Literal["due", "new", "former", "done", "changed"]
"""What a day in a due field is: until when, until when instead, until when before, or on which it was done or moved."""

_MOST_DUE_WORDS = 40
"""Words before a date that are looked at in one text; a text with more is no action that anybody wrote."""
_EMOJI = "⏰📅📆🗓"
_MENTIONED = r"(?<!\w)@(?=(?-i:[0-9A-Z]))"
"""How Notion writes a day: `@May 22, 2026`."""
_BEFORE_CLOCK = re.compile(r"T(?=[0-9]{2}:)")
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
        self._known, self.beside = known, Beside(known)
        self.dates, self.clocks, self.weekdays = dates, clocks, weekdays

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
        """What may stand beside a due date; `beside` changes nothing of it."""
        due, dates, times = self._known.due, self._known.dates, self._known.times
        limits = (*due.beside, *due.labels, *due.before, *due.on, *due.vague, *due.vague_behind, *dates.to)
        others = (*self._known.people.articles, *times.joint, *times.parts_of_day)
        lists = {"former": due.former, "put off": due.put_off, "moved": due.moved, "done": self._known.done}
        return Phrases({**lists, "on": dates.on, "beside": (*limits, *others)})

    @Lazy
    def moved_from(self) -> Phrases:
        """What stands between a word such as `moved` and the day that no longer holds."""
        return Phrases({"from": self._known.due.moved_from})

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[FoundDue]:
        """Due dates in a running text: `by 2026-05-01`; also those of which nobody knows which day they are."""
        text = plain_hyphens(text)
        for word in islice(self._word.finditer(text, start, len(text) if end is None else end), _MOST_DUE_WORDS):
            found = self.dates.at(text, self.weekdays.skip(text, word.end()), "order")
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

    def read(self, written: str, around: Around | None = None) -> DueDay:
        """The day that a due field names. All of the field has to be understood."""
        reading, written = _Reading(self, around), plain_hyphens(written)
        steps = (reading.day, reading.weekday, reading.remark, reading.clock, *self.beside.steps(around))
        return reading.result(not_understood(written, 0, len(written), steps))


class _Reading:
    """The days of one due field, as far as it is read: a step takes a part of it and notes what it says."""

    def __init__(self, form: DueForm, around: Around | None) -> None:
        self._form, self._around = form, around
        self._days: dict[Role, dict[date, tuple[int, int]]] = {}
        self._misfit: tuple[int, int] | None = None
        """A weekday that is that of no day beside it, so far."""
        self._put_off: tuple[int, int] | None = None
        """What says that a day no longer holds, while no other one is given."""
        self._role: Role = "due"
        self._moved = False
        self._last: date | None = None
        self._wanted: int | None = None

    def result(self, unread: tuple[int, int] | None) -> DueDay:
        """The day that counts, where nothing is `unread` and no two days claim to."""
        if not self._days:
            return DueDay(None)
        roles = [role for role in _DAYS_THAT_COUNT if role in self._days]
        second = next((place for role in roles for place in islice(self._days[role].values(), 1, None)), None)
        day = next(iter(self._days[roles[0]]), None) if roles else None
        late = (place for changed, place in self._days.get("changed", {}).items() if day and changed > day)
        unread = unread or self._misfit or self._put_off or second or next(late, None)
        return DueDay(None if unread else day, unread, roles == ["done"])

    def day(self, text: str, at: int) -> int:
        """A day with its year."""
        found = self._form.dates.at(text, at, "near")
        if found is None or found.day is None:
            return at
        if found.strength != "certain" and not (found.form == "numbers" and self._around and self._around.day_first()):
            return at
        self._days.setdefault(self._role, {})[found.day] = at, found.end
        self._role, self._last, self._put_off = "due", found.day, None
        if found.day.weekday() == self._wanted:
            self._misfit = None
        return found.end

    def weekday(self, text: str, at: int) -> int:
        """A weekday, of the day before it or of the one that follows."""
        found = self._form.weekdays.beside(text, at)
        if found is None or found.weekday is None:
            return at
        if self._last is None or self._last.weekday() != found.weekday:
            self._misfit, self._wanted = (at, found.end), found.weekday
        return found.end

    def clock(self, text: str, at: int) -> int:
        """A time of day, a zone, or both."""
        clock = self._form.clocks.at(text, end_of(_BEFORE_CLOCK, text, at))
        end = clock.end if clock and clock.seconds is not None else at
        zone = self._form.clocks.zone(text, end)
        return zone.end if zone else end

    def remark(self, text: str, at: int) -> int:
        """Words that are known to stand beside a due date; some tell what the next day is."""
        for meaning, end in self._form.known_beside.at(text, at):
            if meaning in ("moved", "put off"):
                self._moved = True
                if (behind := self._form.moved_from.end(text, end + 1)) > end + 1:
                    meaning, end = "former", behind
            if meaning == "put off":
                self._put_off = at, end
            if meaning == "on" and self._moved and not self._days.keys().isdisjoint(_DAYS_THAT_COUNT):
                self._role, self._put_off = "changed", None
            self._role = _ROLES.get(meaning, self._role)
            return end
        return at
