"""The words of a process, ready to be looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from copy import copy
from functools import cached_property

from pmlint.forms.clocks import Clocks
from pmlint.forms.dates import Dates
from pmlint.forms.due import DueForm
from pmlint.forms.durations import Durations
from pmlint.forms.incident_ids import IncidentIds
from pmlint.forms.issues import IssueForm
from pmlint.forms.people import PeopleForm
from pmlint.forms.severities import Severities
from pmlint.forms.stamps import StampForm
from pmlint.forms.weekdays import WeekdayForm
from pmlint.process import ActionKind, Process, SectionKind, Sometimes
from pmlint.spelling import fold, is_made_of, name_key, undressed, words
from pmlint.text import Lazy
from pmlint.vocabulary.actions import ActionWords
from pmlint.vocabulary.fields import FieldNames
from pmlint.vocabulary.signing import Signing

MOST_FILLED_IN = 8
"""Words that the `...` of a placeholder such as `insert ... here` may stand for; more is a sentence of its own."""

LONGEST_FILLED_IN = 250
"""Characters of such a placeholder at most."""

_BRACKETED = re.compile(r"[(\[{（【［]([^()\[\]{}（）【】［］]{0,120})[)\]}）】］]")
_FIRST_PART = re.compile(r"[:;,|/：、・／]|\s[-–—]+\s|[–—]")
_AND = re.compile(r"\s(?:&|and)\s", re.IGNORECASE)


class Vocabulary:
    """Which section, field, group or role a written name means. Names are compared by `spelling.name_key`."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.kinds: dict[str, SectionKind] = {section.id: section for section in process.known_sections}
        self.sections = {
            name_key(name): section.id
            for section in reversed(process.known_sections)
            for name in (*section.aliases, *_without_gaps(section.phrases), section.title)
        }
        self.phrases = {
            name_key(name): section.id for section in process.known_sections for name in _without_gaps(section.phrases)
        }
        self.gapped: dict[str, list[tuple[list[str], list[str], str]]] = {}
        for section in process.known_sections:
            for before, gap, after in (name.partition("...") for name in section.phrases):
                if gap:
                    first, last = name_key(before).split(), name_key(after).split()
                    self.gapped.setdefault(first[0] if first else "", []).append((first, last, section.id))
        self.strong = {name_key(section.title) for section in process.known_sections} | set(self.phrases)
        self.sometimes: dict[str, list[tuple[Sometimes, str]]] = {}
        for section in process.known_sections:
            for sometimes in section.sometimes:
                for name in sometimes.names:
                    self.sometimes.setdefault(name_key(name), []).append((sometimes, section.id))
        self.fields = {
            name_key(name): field
            for field in reversed(process.words.field_priority)
            for name in process.words.fields.get(field, ())
        }
        self.groups: dict[str, ActionKind] = {
            name_key(name): group.kind for group in process.action_groups for name in (group.title, *group.aliases)
        }
        self.roles = {name_key(name): role.id for role in process.roles for name in (role.title, *role.aliases)}
        self.metadata = FieldNames(process.words, self.roles)
        self.names = frozenset(
            " ".join(words(name))
            for section in process.known_sections
            for name in (section.title, *_without_gaps(section.phrases))
        )
        self.placeholders = _phrases(process.words.placeholders)
        self.elsewhere = _phrases(process.words.elsewhere)
        self.nobody = _phrases(process.words.nobody) | self.placeholders | self.names
        self.teams = _phrases(process.words.teams)
        self.undecided = _phrases(process.words.undecided)
        self.other_dates = frozenset(map(name_key, process.words.fields.get("written", ())))
        self.collective = frozenset(
            word for phrase in process.words.teams if "..." in phrase for word in words(phrase.replace("...", " "))
        )
        self.done = frozenset(fold(word) for word in process.words.done)
        self.open = frozenset(fold(word) for word in process.words.open)

    def of(self, process: Process) -> Vocabulary:
        """The same words for a process that differs in no word, such as one with other trackers."""
        other = copy(self)
        other.process = process
        other.__dict__.pop("issues", None)  # if they were asked for, they are those of the other trackers
        return other

    @Lazy
    def actions(self) -> ActionWords:
        """What the words mean in an action."""
        guidance = [kind.guidance for kind in self.kinds.values() if kind.holds == "actions"]
        guidance += [group.guidance for group in self.process.action_groups]
        return ActionWords(self.process.words, self.groups, self.placeholders, guidance)

    @Lazy
    def signing(self) -> Signing:
        """The words of a sign-off."""
        return Signing(self.process.words.signing)

    @Lazy
    def due(self) -> DueForm:
        """How a text says until when something is due."""
        return DueForm(self.process.words, self.dates, self.clocks, self.weekdays)

    @Lazy
    def people(self) -> PeopleForm:
        """How people are named."""
        return PeopleForm(self.process.words, self.placeholders | self.names)

    @Lazy
    def issues(self) -> IssueForm:
        """How the trackers of the process write issues."""
        return IssueForm(self.process.trackers)

    @Lazy
    def severities(self) -> Severities:
        """The severities of the process, and the words around them."""
        return Severities(self.process)

    @Lazy
    def weekdays(self) -> WeekdayForm:
        """Days that are named by another day."""
        return WeekdayForm(self.process.words.dates)

    @Lazy
    def dates(self) -> Dates:
        """How dates are written."""
        return Dates(self.process.words.dates, self.process.words.people.joined, self.weekdays)

    @Lazy
    def clocks(self) -> Clocks:
        """How times of day and zones are written."""
        return Clocks(self.process.words.times)

    @Lazy
    def durations(self) -> Durations:
        """How durations are written."""
        return Durations(self.process.words.times.units)

    @Lazy
    def stamps(self) -> StampForm:
        """The dates and times that events open with."""
        return StampForm(self.process.words, self.dates, self.clocks, self.weekdays, self.durations)

    @Lazy
    def incident_ids(self) -> IncidentIds:
        """How the incident's ID is told from other IDs."""
        return IncidentIds(self.process)

    def section(self, text: str) -> str | None:
        """The id of the section that a name means whatever stands around it."""
        return self.sections.get(name_key(text))

    def heading(self, text: str) -> tuple[str | None, Sequence[tuple[Sometimes, str]]]:
        """The id of the section that a heading means, also with more words around the name; else what it may mean.

        Tried in turn: the name itself, the name without remarks in brackets, its first part (`Root cause - five whys`),
        a phrase it ends or begins with (`A short timeline`), the first of two names (`Impact and duration`), and the
        remark (`Working theory (root cause)`).
        """
        key = name_key(text)
        if found := self.sections.get(key):
            return found, ()
        bare, remarks = _without_remarks(text)
        key = _without_number(key if bare == text else name_key(bare))
        first = _FIRST_PART.split(bare, maxsplit=1)[0]
        found = (
            self.sections.get(key)
            or (self.sections.get(_without_number(name_key(first))) if first != bare else None)
            or self._phrase(key.split())
        )
        if found is None and (remarks or " and " in key):
            names = (_AND.split(bare, maxsplit=1)[0], *remarks)
            found = next((id_ for name in names if (id_ := self.sections.get(_without_number(name_key(name))))), None)
        return found, () if found else self.sometimes.get(key, ())

    def field(self, text: str) -> str | None:
        """The field that a label or a column header names, such as `owner` or `severity`."""
        return self.fields.get(name_key(text))

    def group(self, text: str) -> ActionKind | None:
        """The group of actions that a heading or label names."""
        return self.groups.get(name_key(text))

    def role(self, text: str) -> str | None:
        """The id of the role that a label names."""
        return self.roles.get(name_key(text))

    def is_filler(self, text: str) -> bool:
        """Whether a text is only placeholders, names of sections, or words that send the reader elsewhere."""
        said = words(text if len(text) <= LONGEST_FILLED_IN else text[:60])
        if said and (said[0] in self.first_of_fillers or len(said[0]) == 1) and is_made_of(text, self._fillers):
            return True
        if undressed(said) in self._fillers:
            return True
        return len(text) <= LONGEST_FILLED_IN and self._fills_gap(said, text)

    def is_open_filler(self, text: str) -> bool:
        """Whether a text is a placeholder with a gap, such as `insert ... here`."""
        return len(text) <= LONGEST_FILLED_IN and self._fills_gap(words(text), text)

    def _fills_gap(self, said: tuple[str, ...], text: str) -> bool:
        if not said:
            return False
        begin, end = self._open_fillers
        return any(each.matches(said, text) for each in (*begin.get(said[0], ()), *end.get(said[-1], ())))

    @cached_property
    def _fillers(self) -> frozenset[str]:
        return self.placeholders | self.elsewhere | self.names

    @cached_property
    def first_of_fillers(self) -> frozenset[str]:
        """The words that names of sections, and fillers without a gap, begin with."""
        return frozenset(phrase.partition(" ")[0] for phrase in self._fillers)

    @cached_property
    def _open_fillers(self) -> tuple[dict[str, list[_OpenPhrase]], dict[str, list[_OpenPhrase]]]:
        """The placeholders with a gap by their first word, and those that begin with the gap by their last."""
        begin: dict[str, list[_OpenPhrase]] = {}
        end: dict[str, list[_OpenPhrase]] = {}
        known = self.process.words
        for phrase in (*known.placeholders, *known.elsewhere):
            if "..." in phrase:
                each = _OpenPhrase(phrase)
                if each.before:
                    begin.setdefault(each.before[0], []).append(each)
                elif each.after:
                    end.setdefault(each.after[-1], []).append(each)
        return begin, end

    @cached_property
    def _longest_phrase(self) -> int:
        return max((phrase.count(" ") + 1 for phrase in self.phrases), default=0)

    def _phrase(self, name: list[str]) -> str | None:
        """The section whose phrase a heading's words end or begin with, the longest first."""
        for length in range(min(self._longest_phrase, len(name)), 0, -1):
            for part in (name[-length:], name[:length]):
                if found := self.phrases.get(" ".join(part)):
                    return found
        gapped = [*self.gapped.get(name[0], ()), *self.gapped.get("", ())] if name else []
        return next((section for before, after, section in gapped if _surround(before, after, name)), None)


def _phrases(written: tuple[str, ...]) -> frozenset[str]:
    """Phrases without a gap, ready for `spelling.is_made_of`."""
    return frozenset(" ".join(words(phrase)) for phrase in _without_gaps(written))


def _without_gaps(phrases: tuple[str, ...]) -> list[str]:
    return [phrase for phrase in phrases if "..." not in phrase]


def _surround(before: list[str], after: list[str], name: list[str]) -> bool:
    """Whether a name begins and ends with words, and has more between them."""
    return (
        len(name) > len(before) + len(after)
        and name[: len(before)] == before
        and name[len(name) - len(after) :] == after
    )


def _without_remarks(text: str) -> tuple[str, list[str]]:
    """A heading without what stands in brackets, and what stood there."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _BRACKETED.sub(" ", plain), _BRACKETED.findall(plain)


def _without_number(key: str) -> str:
    """A name without a number, letter or Roman numeral in front (`4 root cause`, `b impact`, `iv root cause`)."""
    first, _, rest = key.partition(" ")
    return rest if rest and _ORDINAL.fullmatch(first) else key


_ORDINAL = re.compile(r"[0-9]{1,2}[a-z]?|[a-h]|[ivx]{1,4}")


class _OpenPhrase:
    """A placeholder with a gap: `insert ... here`, or `TODO: ...`, whose colon may also be a dash or a bracket."""

    def __init__(self, phrase: str) -> None:
        before, _, after = phrase.partition("...")
        self.before, self.after = words(before), words(after)
        marker = r"\W{0,4}" + r"\W{1,4}".join(map(re.escape, self.before)) + r"[^\w:\-(\[@→>]{0,4}[:\-(\[@→>]"
        self.mark = re.compile(marker) if before.rstrip().endswith(":") else None

    def matches(self, said: tuple[str, ...], text: str) -> bool:
        """Whether a text, of which `said` are the words, is this."""
        fixed = len(self.before) + len(self.after)
        return (
            fixed <= len(said) <= fixed + MOST_FILLED_IN
            and said[: len(self.before)] == self.before
            and said[len(said) - len(self.after) :] == self.after
            and (self.mark is None or self.mark.match(fold(text)) is not None)
        )
