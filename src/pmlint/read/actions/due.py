"""Until when an action is due: where a text says so, and which day it names, if it is sure of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from pmlint.forms.patterns import any_of
from pmlint.process import Words
from pmlint.read.dates import FoundDate, find_date, opening_date, resolve, skip_weekday, written_date
from pmlint.spelling import fold
from pmlint.text import Lazy

_MOST_DUE_WORDS = 40
"""Words before a date that are looked at in one text; a text with more is no action that anybody wrote."""
_LONGEST_DATE = 40
"""Characters that a date may take behind the word that says what it is."""
_EMOJI = "⏰📅📆🗓"
_MENTIONED = r"(?<!\w)@(?=(?-i:[0-9A-Z]))"
"""How Notion writes a day: `@May 22, 2026`."""
_NUMERIC = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{4}", re.ASCII)
"""A date that ends with its year: of some of them nobody knows which number is the month."""
_REMARK_BEHIND_DATE = re.compile(r"\s{0,8}[(（][^()（）]{0,120}[)）]\s*$")
_CLOCK_BEHIND_DATE = re.compile(
    r"[T ](?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9])?(?:\.[0-9]{1,6})?"
    r" ?(?:Z|[A-Z]{2,5}|[+-][01][0-9]:?[0-5][0-9])?$"
)


class FoundDue(NamedTuple):
    """A due date in a running text, from its word on; the date itself is `text[at:end]`."""

    start: int
    at: int
    end: int
    word: str
    """The word that says what the date is, folded."""


class DueDates:
    """Finds due dates by the words of a process."""

    def __init__(self, known: Words) -> None:
        self._known = known

    @Lazy
    def _word(self) -> re.Pattern[str]:
        due, articles = self._known.due, any_of(self._known.people.articles)
        words = rf"(?:{any_of((*due.labels, *due.before))})(?: (?:{articles}))?"
        return re.compile(rf"(?<!\w)({words})[: ]\s*|{_MENTIONED}|[{_EMOJI}]\ufe0f?\s*", re.IGNORECASE)

    @Lazy
    def _label(self) -> re.Pattern[str]:
        will = any_of(self._known.people.will)  # 'due to load' tells no date
        return re.compile(rf"({any_of(self._known.due.labels)})[: ]+(?!(?:{will})\b)(?=\S)", re.IGNORECASE)

    @Lazy
    def _in_words(self) -> re.Pattern[str]:
        due, months = self._known.due, any_of(name for names in self._known.dates.months for name in names)
        return re.compile(
            rf"(?:~|(?:{any_of(due.vague)}) )(?=\S)[^\n]{{0,20}}(?:[0-9]|Q[1-4]|(?:{months})\b)[^\n]{{0,20}}"
            rf"|[0-9]{{1,2}} ?[月월/][^\n]{{0,12}}(?:[0-9]|{any_of(due.vague_behind)})",
            re.IGNORECASE,
        )

    @Lazy
    def _lead(self) -> re.Pattern[str]:
        due = self._known.due
        return re.compile(rf"(?:(?:{any_of((*due.labels, *due.before, *due.on))})\b[ :]*){{1,2}}", re.IGNORECASE)

    @Lazy
    def _unsure(self) -> re.Pattern[str]:
        return re.compile(rf"\?|\b(?:{any_of(self._known.due.unsure)})\b", re.IGNORECASE)

    def find(self, text: str, start: int, end: int | None = None) -> Iterator[FoundDue]:
        """Due dates in a running text: `by 2026-05-01`."""
        for word in islice(self._word.finditer(text, start, len(text) if end is None else end), _MOST_DUE_WORDS):
            if found := _date_at(text, word.end()):
                unsure = text.startswith("?", found.end)
                yield FoundDue(word.start(), found.start, found.end + unsure, fold(word[1] or ""))

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
        text = (written[: remark.start()] if remark and not find_date(remark[0]) else written).strip()
        lead = self._lead.match(text)
        text = text[lead.end() if lead else 0 :]
        clock = _CLOCK_BEHIND_DATE.search(text)
        return day_of(text) or (day_of(text[: clock.start()]) if clock else None)


def day_of(text: str) -> date | None:
    """The day that a text is, if it is one date and nothing else; `13/04/2026` and `22.03.2026` can be only one.

    Not so `5.6.2026`: where dots are written the day comes first, but not everybody knows that.
    """
    text = text.strip()
    if not _NUMERIC.fullmatch(text):
        return written_date(text)
    written = opening_date(text, 0)
    if written is None or written.end != len(text) or (written.day <= 12 and written.day != written.month):
        return None
    return resolve(written, None, None)


def _date_at(text: str, at: int) -> FoundDate | None:
    """The date that begins at an index of a text."""
    after = skip_weekday(text, at)
    found = find_date(text[after : after + _LONGEST_DATE])
    if found and found.start == 0:
        return FoundDate(at, after + found.end, found.day)
    numeric = _NUMERIC.match(text, after)
    return FoundDate(at, numeric.end(), day_of(numeric[0])) if numeric else None
