"""The words of a process, ready to be looked up, and the written forms that are built from them.

Compiled with the pack: sets and dicts are stored with it, forms that are not needed to list rules are built when they
are first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from typing import TypeVar

from pmlint.forms.alike import AlikeForm
from pmlint.forms.blaming import Blaming, blaming_words
from pmlint.forms.clocks import Clocks
from pmlint.forms.dates import Dates
from pmlint.forms.due import DueForm
from pmlint.forms.durations import Durations
from pmlint.forms.incident_ids import IncidentIds
from pmlint.forms.issue_remarks import IssueRemarks
from pmlint.forms.issues import IssueForm
from pmlint.forms.lasting import LastingForm
from pmlint.forms.lexicon import Lexicon
from pmlint.forms.measures import Measures
from pmlint.forms.milestones import MilestoneForm
from pmlint.forms.people import PeopleForm
from pmlint.forms.persons import Persons
from pmlint.forms.phrases import word_of
from pmlint.forms.placed_stamps import PlacedStamps
from pmlint.forms.placeholders import Placeholders
from pmlint.forms.severities import Severities
from pmlint.forms.signatures import SignatureForm
from pmlint.forms.stamps import StampForm
from pmlint.forms.subjects import SubjectForm
from pmlint.forms.substance import Substance
from pmlint.forms.time_notes import TimeNotes
from pmlint.forms.topics import Topics
from pmlint.forms.vague import VagueForm
from pmlint.forms.weekdays import WeekdayForm
from pmlint.forms.work import WorkForm
from pmlint.process import ActionKind, Process
from pmlint.spelling import name_key
from pmlint.text import Lazy
from pmlint.vocabulary.actions import ActionWords
from pmlint.vocabulary.fields import FieldNames
from pmlint.vocabulary.sections import SectionNames, spoken_names
from pmlint.vocabulary.signing import SigningColumns

T = TypeVar("T")


class Vocabulary:
    """Which section, field, group or role a written name means. Names are compared by `spelling.name_key`."""

    def __init__(self, process: Process) -> None:
        known = process.words
        self.process = process
        self.sections = SectionNames(process.known_sections)
        self.kinds = self.sections.kinds
        self.placeholders = Placeholders(known, spoken_names(process.known_sections))
        """What stands for text that is still to be written."""
        self.substance = Substance(known, self.placeholders.nothing)
        """What a text says when all is taken away that says nothing."""
        self.fields = _by_key((field, known.fields.get(field, ())) for field in reversed(known.field_priority))
        self.groups: dict[str, ActionKind] = _by_key(
            (group.kind, (group.title, *group.aliases)) for group in process.action_groups
        )
        self.roles = _by_key((role.id, (role.title, *role.aliases)) for role in process.roles)
        self.metadata = FieldNames(known, self.roles)
        self.other_dates = frozenset(map(name_key, known.fields.get("written", ())))
        guidance = [kind.guidance for kind in self.kinds.values() if kind.holds == "actions"]
        guidance += [group.guidance for group in process.action_groups]
        self.actions = ActionWords(known, self.groups, self.placeholders, guidance)
        """What the words mean in an action."""
        self.signing = SigningColumns(known)
        """The columns of a sign-off."""
        self.people = PeopleForm(known, self.placeholders.nothing)
        """How people are named."""

    def of(self, process: Process) -> Vocabulary:
        """The same words for a process that differs in no word, such as one with other trackers."""
        other = copy(self)
        other.process = process
        for form in (
            "issues",
            "incident_ids",
            "persons",
        ):  # if they were asked for, they are those of the other process
            other.__dict__.pop(form, None)
        return other

    @Lazy
    def due(self) -> DueForm:
        """How a text says until when something is due."""
        return DueForm(self.process.words, self.dates, self.clocks, self.weekdays)

    @Lazy
    def alike(self) -> AlikeForm:
        """What looks like a field of an action and is not read as one."""
        return AlikeForm(self.process.words, self.issues, self.dates, self.people, self.persons)

    @Lazy
    def work(self) -> WorkForm:
        """What sentences say of work that is still to be done."""
        return WorkForm(self.process.words, self.people, self.dates)

    @Lazy
    def _denial(self) -> re.Pattern[str]:
        return re.compile(word_of(self.process.words.signing.negations), re.IGNORECASE)

    def denies(self, text: str) -> bool:
        """Whether a text says that there is none of something, or that something is not so: `Nothing was kept`."""
        return self.actions.says_none(text) or self._denial.search(text) is not None

    @Lazy
    def issues(self) -> IssueForm:
        """How the trackers of the process write issues."""
        return IssueForm(self.process.trackers, self.process.words.issue)

    @Lazy
    def persons(self) -> Persons:
        """What tells a person's name from a duty's, a department's or a machine's."""
        return Persons(self.process.words, self.people, self.process.people)

    @Lazy
    def issue_remarks(self) -> IssueRemarks:
        """What may stand beside an issue ID."""
        return IssueRemarks(self.process.words, self.due)

    @Lazy
    def severities(self) -> Severities:
        """The severities of the process, and the words around them."""
        return Severities(self.process)

    @Lazy
    def signatures(self) -> SignatureForm:
        """How people sign."""
        process = self.process
        return SignatureForm(process.words, process.roles, self.people, self.dates, self.clocks)

    @Lazy
    def weekdays(self) -> WeekdayForm:
        """Days that are named by another day."""
        return WeekdayForm(self.process.words.dates)

    @Lazy
    def dates(self) -> Dates:
        """How dates are written."""
        return Dates(self.process.words.dates, self.process.words.people, self.weekdays)

    @Lazy
    def clocks(self) -> Clocks:
        """How times of day and zones are written."""
        return Clocks(self.process.words.times)

    @Lazy
    def durations(self) -> Durations:
        """How durations are written."""
        return Durations(self.process.words.times.units)

    @Lazy
    def calm(self) -> Lexicon[str]:
        """What an event says that tells of no trouble."""
        return Lexicon([("calm", self.process.words.calm)])

    @Lazy
    def lasting(self) -> LastingForm:
        """How long something lasted."""
        return LastingForm(self.process.words, self.clocks)

    @Lazy
    def measures(self) -> Measures:
        """What sentences report that can be measured."""
        return Measures(self.process, self.lasting)

    @Lazy
    def stamps(self) -> StampForm:
        """The dates and times that events open with."""
        return StampForm(self.process.words, self.dates, self.clocks, self.weekdays, self.durations)

    @Lazy
    def placed_stamps(self) -> PlacedStamps:
        """The times of events that do not open with them."""
        return PlacedStamps(self.stamps, self.process.words.times.joint)

    @Lazy
    def time_notes(self) -> TimeNotes:
        """What sentences say of all times."""
        return TimeNotes(self.process.words)

    @Lazy
    def topics(self) -> Topics:
        """What sections speak of."""
        known = self.process.words
        return Topics(known.topics, known.times.units, self.dates)

    @Lazy
    def blaming(self) -> Lexicon[Blaming]:
        """What blames persons; each phrase stands for what to write in its place."""
        return blaming_words(self.process.words.blaming)

    @Lazy
    def denying(self) -> Lexicon[str]:
        """What takes blame back that follows."""
        return Lexicon([("denied", self.process.words.blame_denied)])

    @Lazy
    def persons_blamed(self) -> frozenset[str]:
        """Words for persons, before what blames them."""
        return frozenset(map(str.casefold, self.process.words.persons))

    @Lazy
    def vague(self) -> VagueForm:
        """Actions of which nobody could say whether they are done."""
        return VagueForm(self.process.words)

    @Lazy
    def milestones(self) -> MilestoneForm:
        """Which steps of the response events tell."""
        return MilestoneForm(self.process.words)

    @Lazy
    def subjects(self) -> SubjectForm:
        """Who acts in the sentences of events."""
        return SubjectForm(self.process.words, self.people)

    @Lazy
    def event_columns(self) -> dict[str, frozenset[str]]:
        """The names of the columns of a timeline, folded, by what they hold: `time`, `actor` or `event`."""
        fields = self.process.words.fields
        holding = {"time": ("time", "date"), "actor": ("actor",), "event": ("event",)}
        return {
            column: frozenset(name_key(name) for field in held for name in fields.get(field, ()))
            for column, held in holding.items()
        }

    @Lazy
    def incident_ids(self) -> IncidentIds:
        """How the incident's ID is told from other IDs."""
        return IncidentIds(self.process)

    def section(self, text: str) -> str | None:
        """The id of the section that a name means whatever stands around it."""
        return self.sections.get(name_key(text))

    def field(self, text: str) -> str | None:
        """The field that a label or a column header names, such as `owner` or `severity`."""
        return self.fields.get(name_key(text))

    def group(self, text: str) -> ActionKind | None:
        """The group of actions that a heading or label names."""
        return self.groups.get(name_key(text))

    def role(self, text: str) -> str | None:
        """The id of the role that a label names."""
        return self.roles.get(name_key(text))


def _by_key(named: Iterable[tuple[T, Iterable[str]]]) -> dict[str, T]:
    """What is named by the keys of its names; of several with the same name the last one counts."""
    return {name_key(name): each for each, names in named for name in names}
