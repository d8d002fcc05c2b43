"""What looks like a field of an action and was not read as one: `next week`, `OPS 77`, a name at the end of the text.

It makes no fact. It is looked for only where an action lacks the field, so that people are told why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from pmlint.forms.dates import Dates, Doubt
from pmlint.forms.issues import IssueForm
from pmlint.forms.people import PeopleForm, handles
from pmlint.forms.persons import Persons
from pmlint.forms.phrases import any_of
from pmlint.process import Words
from pmlint.text import Lazy

AlikeKind = Literal["owner", "issue", "due"]
Unlike = Doubt | Literal["no day", "not set apart", "no ID", "counts", "no tracker"]
"""Why it was not read as one."""

_TAKEN = "\0"
"""Stands for what was read already, and ends a segment."""
_BETWEEN = re.compile(
    r"[\0\n|;,()\[\]{}（）、，；…☀-➿🌀-🫿]|\s(?:[-–—→]{1,3}|/|::)(?=\s|$)|[-=]>"
    r"|(?<![ ,(][A-Z])[.!?](?=\s|$)"
)
_MOST_SEGMENTS = 40
"""Parts of a text that are looked at; a text with more is no action that anybody wrote."""
_URL_OF_ONE = re.compile(r"https?://[^\s|()<>\[\]\0]{1,200}[/=#](?:[A-Za-z]{2,10}-)?[0-9]{1,7}(?=[\s|.,;)\]\0]|$)")
_NUMBER = re.compile(r"(?<![\w/#!.-])[#!][0-9]{1,7}(?![\w.-])")
_KEY = re.compile(r"(?<![\w./-])(?P<key>[A-Z][A-Z0-9]{1,9})[ _–](?P<number>[0-9]{1,7})(?=[\s.]{0,3}$)")
_NAMED = re.compile(r"[.:]?\s{1,3}(?:[^\W\d_]{1,7}[.:]?\s{1,3}|#\s?)?(?:[A-Z]{3,10})?[0-9]{1,7}(?![\w.-])")
"""What stands behind a word for an issue: `issue number 77`, `tracked as PAY77`."""
_INITIALS = re.compile(r"[A-Z]{2,3}")
_WITH_INITIALS = re.compile(r"(?:[A-Z]\. ?){1,2}[^\W\d_a-z][\w'’-]{1,30}")
_CAPITAL = r"(?<!\w)[^\W\d_a-z][\w'’-]{1,30}"
_FULL_NAME = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{1,2}}")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_LONGEST_NAME = 60
_LONGEST = 1000
"""Characters of a text in which something is looked for; more is no line in which fields stand."""


class Alike(NamedTuple):
    """A part of a text, `text[start:end]`, that looks like a field, and why it was not read as one.

    `value` is how the field would be written, where that is sure.
    """

    kind: AlikeKind
    start: int
    end: int
    doubt: Unlike
    value: str = ""


class AlikeForm:
    """What looks like an owner, an issue or a due date, by the words of a process."""

    def __init__(self, known: Words, issues: IssueForm, dates: Dates, people: PeopleForm, persons: Persons) -> None:
        self._known = known
        self._issues, self._dates, self._people, self._persons = issues, dates, people, persons

    def find(
        self, text: str, start: int, taken: Sequence[tuple[int, int]], missing: Sequence[AlikeKind]
    ) -> list[Alike]:
        """The first that looks like each of some fields, between what was read already."""
        if len(text) > _LONGEST:
            return []
        signs = list(text)
        issues = ((each.start, each.end) for each in self._issues.find(text, start) if each.is_issue)
        for begin, end in [(0, start), *taken, *issues]:
            signs[begin:end] = _TAKEN * len(signs[begin:end])
        found: list[Alike] = []
        finders = {"issue": self._issue, "due": self._due, "owner": self._owner}  # a name is what is left
        for kind, finder in finders.items():
            alike = next(finder("".join(signs), bool(taken or found)), None) if kind in missing else None
            if alike:
                found.append(alike)
                signs[alike.start : alike.end] = _TAKEN * (alike.end - alike.start)
        return found

    # Issues

    def _issue(self, text: str, in_company: bool) -> Iterator[Alike]:
        if url := _URL_OF_ONE.search(text):
            yield Alike("issue", *url.span(), "no tracker")
        if number := _NUMBER.search(text):
            yield Alike("issue", *number.span(), "counts", number[0])
        for word in self._issue_word.finditer(text):
            if number := _NAMED.match(text, word.end()):
                yield Alike("issue", word.start(), number.end(), "no ID")
        for start, end in _segments(text):
            key = _KEY.search(text[:end], start)
            if not _opens(text, start) and self._issues.in_field.is_spelled_like_one(text[start:end].strip()):
                yield _stripped("issue", text, start, end)
            written = f"{key['key']}-{key['number']}" if key else ""
            if key and self._issues.is_spelled_like_one(written):
                yield Alike("issue", *key.span(), "no ID", written)

    @Lazy
    def _issue_word(self) -> re.Pattern[str]:
        words = self._known
        return re.compile(rf"(?<!\w){any_of((*words.fields['issue'], *words.issue.beside))}", re.IGNORECASE)

    # Due dates

    def _due(self, text: str, in_company: bool) -> Iterator[Alike]:
        dates = self._dates
        for start, end in _segments(text):
            day = dates.last(text, start, end)
            if day and not self._told.search(text, start, day.start):
                begin = self._until.search(text, start, day.start)
                doubt = dates.doubt(text[day.start : day.end])
                value = day.day.isoformat() if day.day and not doubt else ""
                yield Alike("due", begin.start() if begin else day.start, day.end, doubt or "not set apart", value)
            heading = text.find(": ", start, end) if _opens(text, start) else -1  # '2026-04-04: cap it'
            if day is None and heading > 0 and (told := dates.last(text, start, heading)):
                yield Alike("due", told.start, told.end, dates.doubt(text[told.start : told.end]) or "not set apart")
            if some_time := self._some_time.search(text, start, end):
                yield Alike("due", *some_time.span("when"), "no day")

    @Lazy
    def _until(self) -> re.Pattern[str]:
        due = self._known.due
        return re.compile(rf"(?<!\w){any_of((*due.labels, *due.before))}\s?[:=]?\s{{0,3}}$", re.IGNORECASE)

    @Lazy
    def _told(self) -> re.Pattern[str]:
        """What stands before a day on which something happened: `lost on 2026-03-12`."""
        return re.compile(rf"(?<!\w){any_of(self._known.dates.on)}\s{{0,3}}$", re.IGNORECASE)

    @Lazy
    def _some_time(self) -> re.Pattern[str]:
        """A time at the end of a segment that no day is said by: what is soon, a weekday, a month, a quarter."""
        words = self._known
        names = [name for names in (*words.dates.weekdays, *words.dates.months) for name in names]
        until = any_of((*words.due.labels, *words.due.before, *words.due.vague))
        length = any_of((*words.due.lengths, *words.times.units.day))
        month = rf"(?:{any_of(names)}\.?|Q[1-4])(?:\s{{1,3}}[0-9]{{4}})?|[0-9]{{4}}-[0-9]{{2}}"
        period = rf"{any_of(words.due.periods)}\s?#?[0-9]{{1,3}}"
        time = rf"(?:{any_of(words.due.some_time)}|{month}|{period}|(?:[^\W\d_]{{2}}\s|^)[0-9]{{1,3}}\s?{length})"
        return re.compile(
            rf"(?<!\w)(?P<when>(?:{until}[\s:=]{{1,3}}(?:[^\W\d_]{{1,8}}\s){{0,2}})?{time})\W{{0,3}}$", re.IGNORECASE
        )

    # Owners

    def _owner(self, text: str, in_company: bool) -> Iterator[Alike]:
        for word in self._owner_word.finditer(text):
            name = (word["written"] or word["who"]).rstrip(".")
            if word["written"] or self._persons.standing(name) != "nobody":
                yield Alike("owner", word.start(), word.end() - word[0].endswith("."), "not set apart", name)
        named = [(handle.start, handle.end) for handle in handles(text)]
        for begin, end in (*named, *(address.span() for address in _ADDRESS.finditer(text))):
            if not text[end:].lstrip()[:1].isalnum():
                yield Alike("owner", begin, end, "not set apart", text[begin:end])
        for start, end in _segments(text):
            part = text[start:end].strip()
            may_be = in_company and _INITIALS.fullmatch(part) and not text[end:].lstrip(" ").startswith(_TAKEN)
            if not _opens(text, start) and (may_be or self._is_name(part)):
                yield _stripped("owner", text, start, end)
        yield from self._named_in_passing(text)

    def _named_in_passing(self, text: str) -> Iterator[Alike]:
        """Whom a sentence names: `by Anna`, and any full name."""
        for word in self._by.finditer(text):
            if self._is_name(word["who"]):
                yield Alike("owner", *word.span("who"), "not set apart", word["who"])
        for who in _FULL_NAME.finditer(text):
            if self._persons.is_surely(who[0]):
                yield Alike("owner", *who.span(), "not set apart")

    def _is_name(self, written: str) -> bool:
        """Whether a text is a person's name and nothing else."""
        people, persons = self._people, self._persons
        if _WITH_INITIALS.fullmatch(written):
            return True
        if not written or len(written) > _LONGEST_NAME or not people.is_name(written):
            return False
        return persons.is_surely(written) or (people.is_given_name(written) and persons.standing(written) != "nobody")

    @Lazy
    def _by(self) -> re.Pattern[str]:
        """A word before who does something, and a name: `by Anna Berg`."""
        by = any_of(self._known.people.by)
        return re.compile(rf"(?<!\w){by}\s{{1,3}}(?P<who>(?-i:{_FULL_NAME.pattern}|{_CAPITAL}))", re.IGNORECASE)

    @Lazy
    def _owner_word(self) -> re.Pattern[str]:
        """A word for an owner before a name, without a colon: `owner=anna`, `Owner is Anna`."""
        names = any_of(self._known.fields["owner"])
        word = r"(?-i:[^\W\d_a-z])[\w.'’-]*"
        return re.compile(
            rf"(?<!\w){names}(?:\s?[:=]\s?(?P<written>[^\s,;(){{}}|\0]+)"
            rf"|\s(?:[^\W\d_]{{1,4}}\s)??(?P<who>{word}(?: {word}){{0,2}}))",
            re.IGNORECASE,
        )


def _opens(text: str, start: int) -> bool:
    """Whether a segment opens the text: it says what is to be done."""
    return not text[:start].strip(f"{_TAKEN} ")


def _stripped(kind: AlikeKind, text: str, start: int, end: int) -> Alike:
    """A whole segment as a field that nothing sets apart."""
    part = text[start:end].strip()
    begin = text.index(part, start)
    return Alike(kind, begin, begin + len(part), "not set apart", part)


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text between the marks that set fields apart, without the blanks behind them."""
    at = 0
    for stop in (*islice(_BETWEEN.finditer(text), _MOST_SEGMENTS), None):
        end = stop.start() if stop else len(text)
        if not text[at:end].isspace() and end > at:
            yield at, at + len(text[at:end].rstrip())
        at = stop.end() if stop else end
