"""The process that a team has written down, as data: what `pack.yaml` says.

The reader takes from it the words to look for, the checks what is asked. Only data; see `pmlint.packs` for how it is
loaded and `rules/incident-process/pack.yaml` for a full example. A figure that the process itself calls unverified is a
default that teams are expected to change; it stays marked.
"""

from datetime import date
from typing import Annotated, Literal, NamedTuple

from pmlint.business_days import Calendar


class Bounds(NamedTuple):
    """Between which whole numbers a figure lies, both included, and why what lies outside is a slip or a way out."""

    least: int
    most: int
    why: str


SeverityLevel = Annotated[int, Bounds(0, 9, "a severity is written as one digit")]
"""The number of a severity, 1 the most severe."""

ActionKind = Literal["immediate", "corrective", "preventive"]


class Statement(NamedTuple):
    """A sentence of the process. Files may write the text alone."""

    text: str
    """The sentence."""
    unverified: bool = False
    """Whether the process itself marks it as unverified."""
    source: str = ""
    """Where it is from, if that is not the process's source."""


class Figure(NamedTuple):
    """A number of the process, marked like a `Statement`. Files may write the number alone."""

    value: int
    """The number."""
    unverified: bool = False
    """Whether the process itself marks it as unverified: a default to change."""
    source: str = ""
    """Where it is from, if that is not the process's source."""


ActionHorizon = Annotated[Figure, Bounds(1, 1830, "an action that may wait for more than five years is never done")]
"""Days after an incident within which its actions are due."""


FinalDays = Annotated[Figure, Bounds(1, 180, "what is open for half a year is not final")]
FinalBusinessDays = Annotated[Figure, Bounds(1, 130, "what is open for half a year is not final")]

Comparison = Literal["at least", "more than", "at most", "less than"]
"""How what was measured has to stand to a figure."""

Unit = Literal["%", "x", "GB", "min"]
"""What a figure counts: a share, how many times the budget, free space, minutes."""

MINUTES_OF_A_DAY = 1440
"""Nothing that a severity is measured by is waited for longer."""


class SignalTest(NamedTuple):
    """What of an incident can be measured, and from when on it meets a criterion of a severity.

    A test without figure and minutes is met where the signal was there at all. Figures in `min` are compared with how
    long it was.
    """

    signal: str
    """What is measured: a name under `words.measures.signals`."""
    comparison: Comparison = "at least"
    """How what was measured has to stand to the figure."""
    figure: Annotated[int, Bounds(0, 100_000, "no share, factor, size or time of an incident is greater")] | None = None
    """The number that it is compared with."""
    unit: Unit = "min"
    """What the figure counts: a share, how many times the budget, free space, or minutes."""
    minutes: Annotated[int, Bounds(1, MINUTES_OF_A_DAY, "whoever waits a day has no alert")] | None = None
    """How long that has to last at least."""
    journeys: tuple[str, ...] = ()
    """The user journeys that it is about; a document that names only others does not meet it."""
    beside: str = ""
    """Another signal that a document has to report, too, for its words to mean this one."""

    def is_met(self, figure: float | None, minutes: float | None) -> bool:
        """Whether a figure in the test's unit, and how many minutes it lasted, meet it; what is not known does not."""
        value = minutes if self.unit == "min" else figure
        if self.figure is not None and (value is None or not _compares(value, self.comparison, self.figure)):
            return False
        return self.minutes is None or (minutes is not None and minutes >= self.minutes)


def _compares(value: float, comparison: Comparison, figure: int) -> bool:
    match comparison:
        case "at least":
            return value >= figure
        case "more than":
            return value > figure
        case "at most":
            return value <= figure
        case "less than":
            return value < figure


class Criterion(NamedTuple):
    """By what an incident has a severity: a `Statement`, and the tests of which any is enough to meet it."""

    text: str
    """The criterion as the process says it."""
    unverified: bool = False
    """Whether the process itself marks it as unverified."""
    source: str = ""
    """Where it is from, if that is not the process's source."""
    tests: tuple[SignalTest, ...] = ()
    """What of an incident meets it, any of them; without one, no document is held to it."""


class Demotion(NamedTuple):
    """What a process asks of who lowers the severity of an incident."""

    stable_minutes: Annotated[Figure, Bounds(1, MINUTES_OF_A_DAY, "whoever waits a day never lowers a severity")]
    """How long after the last sign of trouble."""
    follow_ups_filed: bool = True
    """Whether an action needs an issue by then."""


class SeverityKind(NamedTuple):
    """A row of the severity matrix.

    `words` are what documents may write in place of the number, such as `Critical`: only where a process says so, as
    two teams rarely mean the same by a word.
    """

    level: SeverityLevel
    """Its number, 1 for the gravest."""
    name: str
    """What the process calls it."""
    words: tuple[str, ...] = ()
    """What documents may write in place of the number, such as `Critical`."""
    criteria: tuple[Criterion, ...] = ()
    """By what an incident has this severity."""
    signals: tuple[Statement, ...] = ()
    """What usually shows it."""
    actions: tuple[Statement, ...] = ()
    """What is to be done at once."""
    commander: str = ""
    """Who is incident commander."""
    time_to_repair: Statement | None = None
    """The target, as the process says it."""
    repair_minutes: Annotated[Figure, Bounds(1, 14_400, "what takes ten days to repair is a project")] | None = None
    """The same in minutes, to which documents are held: none where it is no figure, such as `ASAP`."""
    postmortem: Literal["required", "optional"] = "optional"
    """Whether its incidents need a postmortem."""
    postmortem_due: Statement | None = None
    """Until when the postmortem has to be written, as the process says it."""
    final_days: FinalDays | None = None
    """Days after the incident within which the postmortem has to be final, if they are not counted in business days."""
    final_business_days: FinalBusinessDays | None = None
    """Business days within which it has to be final, where that is not the same for all severities."""
    action_horizon_days: ActionHorizon | None = None
    """Days after the incident within which its actions are due, where that is not the same for all severities."""


class Sometimes(NamedTuple):
    """Headings that mean a section only where the document bears it out."""

    when: Literal["heading", "label", "unnamed", "opening", "later", "tasks", "timed"]
    """Where they do: `heading`, as a heading but not as a label; `label`, the other way round, inside another section;
    `unnamed`, where no heading names the section itself; `opening`, also ahead of the other sections; `later`, behind
    another section; `tasks`, over tasks; `timed`, over events with times, where no heading names the section itself."""
    names: tuple[str, ...]
    """The headings or labels."""


Holding = Literal["actions", "events", "signatures", "evidence", "facts", "prose"]
"""What stands in a section: actions with owners, events with times, signatures, evidence, fields, or text."""


class SectionKind(NamedTuple):
    """A section of the postmortem template."""

    id: str
    """The word by which rules and packs name it."""
    title: str
    """Its heading in the template, without the number."""
    number: Annotated[int, Bounds(1, 99, "a template's sections count from 1 on")] | None = None
    """The number that its heading carries, in a template that numbers them."""
    guidance: str = ""
    """What the template itself says there: no content of a postmortem, but left over from the template."""
    aliases: tuple[str, ...] = ()
    """Other headings that mean the same."""
    phrases: tuple[str, ...] = ()
    """Other headings that also mean it as the first or last words of a longer one, or around a gap that is written
    `...`."""
    sometimes: tuple[Sometimes, ...] = ()
    """Headings that mean it only where the document bears it out."""
    holds: Holding = "prose"
    """What stands in it, if it is no prose."""
    overview: bool = False
    """Whether it tells of the incident as a whole: what is said there in passing is said of the incident."""
    other_days: bool = False
    """Whether the first day that it names need not be the incident's, as it tells what led up to it or came after."""
    gives_evidence: bool = False
    """Whether links, files and trace IDs in it are evidence, also where it holds something else."""
    groups_actions: bool = False
    """Whether its name, inside the section of actions, only says what a group of them is for."""
    optional: bool = False
    """Whether it may be left out; where it stands, it is judged as any other."""

    @property
    def heading(self) -> str:
        """The heading as the template writes it."""
        return f"{self.number}. {self.title}" if self.number else self.title


class ActionGroup(NamedTuple):
    """A group of actions in the template, such as Preventive."""

    kind: ActionKind
    """Which of the three kinds of actions stand in it."""
    title: str
    """Its heading in the template."""
    aliases: tuple[str, ...] = ()
    """Other names of it, also in a column for the type of an action."""
    guidance: str = ""
    """What the template itself says there."""


class Role(NamedTuple):
    """A role of the incident response, with the words by which documents name it."""

    id: str
    """The word by which rules and packs name it."""
    title: str
    """What the process calls it."""
    aliases: tuple[str, ...] = ()
    """Other names that documents give it."""
    unverified: bool = False
    """Whether the process itself marks it as unverified."""


Step = Literal["started", "detected", "paged", "acknowledged", "triaged", "mitigated", "resolved"]
"""A step of the response to an incident, and its beginning."""


class PagingStep(NamedTuple):
    """A step of Page, Ack, Triage. Marked like a `Statement`."""

    name: str
    """What the process calls the step."""
    within: Annotated[int, Bounds(0, 1440, "whoever may answer a page a day later is not on call")]
    """Minutes from the page within which it is taken."""
    action: str
    """What is done."""
    step: Step | None = None
    """The step of the response that documents are held to; without it, nothing in a document tells it."""
    unverified: bool = False
    """Whether the process itself marks it as unverified."""
    source: str = ""
    """Where it is from, if that is not the process's source."""


class MessageKind(NamedTuple):
    """A message of the process about an incident, as a text with gaps: `Sev: {SEV}`."""

    id: str
    """The word by which the command line names it."""
    title: str
    """What the process calls it."""
    text: str
    """The message, with gaps in braces."""
    facts: tuple[str, ...]
    """What fills each gap, in their order: `incident-id`, `severity`, `date`, `role ID`, `section ID`, `mitigations`,
    `actions`, `follow-ups`, `evidence`, `minutes-to STEP`. `rest` before one fills the rest of the line, too, `own`
    names the figure that the gap itself has (`T+{30}m`), and an empty word stands for a gap that only people can fill.
    """
    within: Annotated[int, Bounds(0, 1440, "a message a day later is no news")] | None = None
    """Minutes from the page until which it is sent."""
    unverified: bool = False
    """Whether the process itself marks it as unverified."""
    source: str = ""
    """Where it is from, if that is not the process's source."""


class WrittenPart(NamedTuple):
    """What the process's document says in one of its parts that no other key holds.

    A sentence may name figures of the policy in braces: `{required}`, `{sections}`, `{draft-hours}`,
    `{final-business-days}`, `{stable-minutes}`, `{role commander}`.
    """

    name: str
    """What the process's document calls the part."""
    says: tuple[Statement, ...]
    """What it says, sentence by sentence."""
    names: bool = False
    """Whether its sentences begin with the names of things."""


class Deadlines(NamedTuple):
    """Until when a postmortem is due, and how far ahead an action may be; `None` where the process says nothing."""

    action_horizon_days: ActionHorizon
    """Days after an incident within which its actions are due."""
    final_days: FinalDays | None = None
    """Days after the incident within which the postmortem has to be final."""
    draft_hours: Annotated[Figure, Bounds(1, 2160, "what is written after 90 days is not remembered")] | None = None
    """Hours after the incident within which a draft has to be there."""
    final_business_days: FinalBusinessDays | None = None
    """Business days after the incident within which the postmortem has to be final."""


MOST_IGNORED = Bounds(0, 20, "a document with more ignored findings is not judged any more")
"""How many findings of a document a team may let it ignore."""


class IgnoreLimits(NamedTuple):
    """How much a document may ask to ignore."""

    horizon_days: Annotated[Figure, Bounds(1, 366, "a rule that is ignored for years is useless: switch it off")] = (
        Figure(90)
    )
    """Days from the check up to which a rule may be ignored in a whole document."""
    budget: Annotated[Figure, MOST_IGNORED] = Figure(2)
    """Findings of a document that may be ignored; what is ignored in a whole document counts as one."""


class Trackers(NamedTuple):
    """How issue IDs are written."""

    patterns: tuple[str, ...]
    """Spellings of issue IDs with the parts `{number}`, `{tens}`, `{long}`, `{zeros}`, `{name}`, `{caps}`, `{project}`,
    `{owner}`, `{repo}`, `{group}` and `{host}`."""
    false_friends: tuple[str, ...]
    """What looks like the key of a project and is none."""
    projects: tuple[str, ...] = ()
    """The keys of the projects that exist; empty: any."""
    numbered: tuple[str, ...] = ()
    """Words before a number sign that is no issue's: `step #2`."""
    in_field: tuple[str, ...] = ()
    """More spellings, which are an issue's only where one belongs."""
    incident_keys: tuple[str, ...] = ()
    """False friends that are the real thing in the ID of an incident: `INC-42`."""


class Months(NamedTuple):
    """The names of the months, short ones included; the n-th field is the n-th month."""

    january: tuple[str, ...] = ()
    february: tuple[str, ...] = ()
    march: tuple[str, ...] = ()
    april: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    june: tuple[str, ...] = ()
    july: tuple[str, ...] = ()
    august: tuple[str, ...] = ()
    september: tuple[str, ...] = ()
    october: tuple[str, ...] = ()
    november: tuple[str, ...] = ()
    december: tuple[str, ...] = ()


class Weekdays(NamedTuple):
    """The names of the weekdays; the first field is Monday."""

    monday: tuple[str, ...] = ()
    tuesday: tuple[str, ...] = ()
    wednesday: tuple[str, ...] = ()
    thursday: tuple[str, ...] = ()
    friday: tuple[str, ...] = ()
    saturday: tuple[str, ...] = ()
    sunday: tuple[str, ...] = ()


class DateWords(NamedTuple):
    """Words inside and around dates."""

    months: Months = Months()
    weekdays: Weekdays = Weekdays()
    weekday_signs: Weekdays = Weekdays()
    """Weekdays of one or two letters, which are weekdays only in brackets behind a date: `(月)`."""
    ordinals: tuple[str, ...] = ()
    """What stands behind the number of a day: `3rd`."""
    of: tuple[str, ...] = ()
    """Between day and month, or month and year: `3 of March`, `3 de marzo de 2026`."""
    day_first: tuple[str, ...] = ()
    """Small words of a language in which a date in numbers with dots begins with the day: many of them tell it."""
    to: tuple[str, ...] = ()
    """Between the first and the last of a range of days or times."""
    on: tuple[str, ...] = ()
    """Before a day that is told: `on Monday`, `last Friday`."""
    day: tuple[str, ...] = ()
    """Before the number of a day of the incident: `Day 2`."""
    next_day: tuple[str, ...] = ()
    """The day after the one that was told last."""
    day_before: tuple[str, ...] = ()
    """The day before the one that was told last."""
    other_days: tuple[str, ...] = ()
    """Words in a label over events that happened on other days: `Earlier:`."""


class Units(NamedTuple):
    """Units of a duration, with their short forms."""

    day: tuple[str, ...] = ()
    hour: tuple[str, ...] = ()
    minute: tuple[str, ...] = ()
    second: tuple[str, ...] = ()


class TimeWords(NamedTuple):
    """Words inside and around times of day."""

    units: Units = Units()
    noon: tuple[str, ...] = ()
    """Twelve o'clock at day."""
    midnight: tuple[str, ...] = ()
    """Twelve o'clock at night."""
    am: tuple[str, ...] = ()
    """Before an hour of the first half of the day: `午前9時`."""
    pm: tuple[str, ...] = ()
    """Before an hour of the second half of the day."""
    hours: tuple[str, ...] = ()
    """Behind a time: `1625 hrs`, `16.25 Uhr`."""
    leading: tuple[str, ...] = ()
    """Words that lead to a time at the head of an event: `At`, `Shortly after`."""
    openings: tuple[str, ...] = ()
    """Further words that an event with a time may begin with, so that it is looked at: `The next`, `Previous`."""
    about: tuple[str, ...] = ()
    """Before a time that is not exact."""
    about_behind: tuple[str, ...] = ()
    """Behind a time that is not exact: `14:00ish`, `9時頃`."""
    estimated: tuple[str, ...] = ()
    """In brackets behind a time that is not exact."""
    joint: tuple[str, ...] = ()
    """Between a day and its time: `3 March at 14:00`."""
    parts_of_day: tuple[str, ...] = ()
    """Behind a date in place of a time: `3 March, early morning`."""
    zones: tuple[str, ...] = ()
    """Time zones in words, whose difference to UTC is not known."""
    all_times: tuple[str, ...] = ()
    """What a sentence says that tells the zone of all times: `times are in`."""
    about_times: tuple[str, ...] = ()
    """Words of a sentence that is about the times or the days of all events."""
    relative_to: tuple[str, ...] = ()
    """Before the time from which the others are counted."""
    is_zero: tuple[str, ...] = ()
    """Between a time and `T0`: `14:03 is T0`."""


class DueWords(NamedTuple):
    """Words by which a text says until when something is due, where no field does."""

    labels: tuple[str, ...] = ()
    """Names of a due date inside a sentence: `due on`, `ETA`."""
    before: tuple[str, ...] = ()
    """Before a day until which something is due: `by`, `no later than`."""
    vague: tuple[str, ...] = ()
    """Before a due date in words or without its year: `end of Q3`."""
    vague_behind: tuple[str, ...] = ()
    """Behind a due date in numbers and words: `3月末`, `3日まで`."""
    on: tuple[str, ...] = ()
    """Between `due` and its date."""
    beside: tuple[str, ...] = ()
    """Beside a due date, and changes nothing of it: `EOD`, `at the latest`, `on track`."""
    moved: tuple[str, ...] = ()
    """That a due date is no longer what it was, also before the new one: `extended`, `now`."""
    put_off: tuple[str, ...] = ()
    """The same, where no new one need be given: `postponed`; without one there is no due date."""
    moved_from: tuple[str, ...] = ()
    """Between such a word and the day that no longer holds: `extended from`."""
    former: tuple[str, ...] = ()
    """Before a day that no longer holds: `was`, `originally`."""
    periods: tuple[str, ...] = ()
    """Before the number of a stretch of time, which says a day a second time: `sprint 12`."""
    lengths: tuple[str, ...] = ()
    """Behind the number of a stretch of time that is longer than a day: `(2 weeks)`."""
    events: tuple[str, ...] = ()
    """What comes for sure, so that a day may be tied to it: `after the inventory`."""
    some_time: tuple[str, ...] = ()
    """What is said for a due date and names no day: `next week`, `ASAP`."""


class PeopleWords(NamedTuple):
    """Words around people's names, and how words look that are none."""

    agents: tuple[str, ...] = ()
    """What those are called who act in an incident and have no name: `engineer`, `probe`; the last word counts."""
    acts: tuple[str, ...] = ()
    """Verbs for what people and systems do in an incident; with `...`, how such a word begins."""
    undergone: tuple[str, ...] = ()
    """Those of them that tell, with nobody behind them, what was done to somebody: `paged`."""
    joined: tuple[str, ...] = ()
    """Between two names: `Ana and Ben`."""
    either: tuple[str, ...] = ()
    """Between two names of which one may do: `Ana or Ben`."""
    particles: tuple[str, ...] = ()
    """Small words inside a name: `van`, `de`."""
    articles: tuple[str, ...] = ()
    """Words before a team that are no part of its name: `the`, `our`, `whole`."""
    will: tuple[str, ...] = ()
    """Between a person and what they are to do: `Ana will ...`."""
    by: tuple[str, ...] = ()
    """Before a person, behind what they are to do: `Cap it, by Ana Silva`."""
    is_doing: tuple[str, ...] = ()
    """Between a person and what they do."""
    not_inside: tuple[str, ...] = ()
    """Words that no name of a team has inside."""
    team_endings: tuple[str, ...] = ()
    """Last words of a name that may be written small: `Ana's team`, `Deploy bot`."""
    honorifics: tuple[str, ...] = ()
    """Endings of names of people."""
    titles: tuple[str, ...] = ()
    """Before a name of a person: `Dr`."""
    happenings: tuple[str, ...] = ()
    """Endings of words that tell what happened and name nobody: `Escalation:`, `Rolled back:`."""
    things: tuple[str, ...] = ()
    """Endings of words that open an action and name nobody: `Documentation to ...`."""
    openers: tuple[str, ...] = ()
    """Words that open an action and name nobody (`Switch to using ...`); verbs as stems, without their ending."""
    opener_endings: tuple[str, ...] = ()
    """Endings that those words may have."""


class SigningWords(NamedTuple):
    """Words of a sign-off."""

    signed: tuple[str, ...] = ()
    """That somebody has signed."""
    by: tuple[str, ...] = ()
    """Before who signed: `approved by`."""
    agents: tuple[str, ...] = ()
    """The same, behind a word of signing and how it was done: `approved in the pull request by`."""
    when: tuple[str, ...] = ()
    """Before when somebody signed."""
    read: tuple[str, ...] = ()
    """That somebody has read it, which signs beside a day; none behind a word that turns it round: `not read`."""
    refused: tuple[str, ...] = ()
    """That somebody has not signed, or only on a condition, or not for themselves."""
    postponed: tuple[str, ...] = ()
    """That somebody has yet to sign: `pending`."""
    deferred: tuple[str, ...] = ()
    """The same, unless a word says that they have signed: `informed`, `on leave`."""
    drafts: tuple[str, ...] = ()
    """What is not yet the document; nobody signs it by signing that."""
    negations: tuple[str, ...] = ()
    """Before a word of signing, that nobody has; before one of refusing, that nobody does: `not`, `nothing`."""
    to_come: tuple[str, ...] = ()
    """Before a word of signing, that somebody has yet to sign: `will be`."""
    remarks: tuple[str, ...] = ()
    """What may stand beside a name without a word of signing: how somebody signed, and what they are."""
    signatures: tuple[str, ...] = ()
    """Names of columns that tell whether somebody has signed."""
    people: tuple[str, ...] = ()
    """Names of columns that hold the people."""
    roles: tuple[str, ...] = ()
    """Names of columns that hold their roles."""


class Numbers(NamedTuple):
    """The numbers of severities in words; the first field is zero."""

    zero: tuple[str, ...] = ()
    one: tuple[str, ...] = ()
    two: tuple[str, ...] = ()
    three: tuple[str, ...] = ()
    four: tuple[str, ...] = ()
    five: tuple[str, ...] = ()


class SeverityWords(NamedTuple):
    """Words around the severity of an incident."""

    families: tuple[str, ...] = ()
    """Before the number of a severity: `Sev-2`, `Severity 2`."""
    levels: tuple[str, ...] = ()
    """The same, and said of other things too, so that it counts only where a severity is asked for: `Level 2`."""
    numbers: Numbers = Numbers()
    former: tuple[str, ...] = ()
    """Before a severity that held before: `was Sev-3`."""
    former_numbers: tuple[str, ...] = ()
    """The same, and said of other things too, so that only a number behind it counts: `from 3`."""
    changed: tuple[str, ...] = ()
    """Before the severity that holds in the end: `upgraded to Sev-1`."""
    qualifiers: tuple[str, ...] = ()
    """Which of several severities of an incident is meant: `initial`, `at peak`."""
    held: tuple[str, ...] = ()
    """Behind a severity that held for a time, or for somebody: `1 until 09:40`."""
    doubts: tuple[str, ...] = ()
    """What a remark says that leaves the severity open: `or so`."""
    grave: tuple[str, ...] = ()
    """What grave incidents are called, whatever number a process gives them: `severe`."""
    unreal: tuple[str, ...] = ()
    """Before a severity that the incident did not have: `not`, `would have been`, `like`."""
    rated: tuple[str, ...] = ()
    """What is done with an incident that is given a severity: `declared a Sev-2`."""
    rated_as: tuple[str, ...] = ()
    """What may stand between that and the severity: `declared as Sev-2`."""
    tellers: tuple[str, ...] = ()
    """Who gives the incident its severity, and what may stand before a verb: `we declared`, `and declared`."""
    incident: tuple[str, ...] = ()
    """What a sentence calls the incident: `this was a Sev-2`."""
    being: tuple[str, ...] = ()
    """What stands between that and the severity."""
    articles: tuple[str, ...] = ()
    """What may stand before a severity: `a Sev-2`."""
    lowered: tuple[str, ...] = ()
    """Before a severity that is milder than the one before: `downgraded to`."""
    behind: tuple[str, ...] = ()
    """Behind a severity that is the incident's: `Sev-2 was declared`."""
    other_things: tuple[str, ...] = ()
    """Behind a severity that is that of something else: `P1 tickets`."""
    others: tuple[str, ...] = ()
    """What else has a severity, or tells of it in general: `related`, `vendor`, `criteria`."""
    scales: tuple[str, ...] = ()
    """What a severity is measured by that is none of an incident: `CVSS`."""
    numbered: tuple[str, ...] = ()
    """Things that have a number, which names no severity: `runbook 1`."""


class SignalWords(NamedTuple):
    """Words by which a text reports a signal; with `...` at its end, how a word begins."""

    alone: tuple[str, ...] = ()
    """What says all of it: `data loss`."""
    subjects: tuple[str, ...] = ()
    """What it is said of: `breaker`."""
    states: tuple[str, ...] = ()
    """What is said of that, behind it or just before it: `open`."""
    acts: tuple[str, ...] = ()
    """What somebody did to a subject that stands behind it: `lost` 1,200 `trades`."""
    down: tuple[str, ...] = ()
    """What is said of a user journey, or of a whole subject: `UJ1 was unavailable`, `the whole site was offline`."""
    ends: tuple[str, ...] = ()
    """What is said of it when it is over: `closed`."""
    over: tuple[str, ...] = ()
    """What says all of that it is over: `queue drains`."""
    rates: tuple[str, ...] = ()
    """What has the share as its value: `error rate`."""
    opposite: tuple[str, ...] = ()
    """What has the rest of it: `success rate`."""
    unless: tuple[str, ...] = ()
    """What in the same sentence says that it is something else: `provider`."""


class MeasureWords(NamedTuple):
    """Words of sentences that report measures, with `...` at its end, how a word begins."""

    signals: dict[str, SignalWords] | None = None
    """By the signals of the process's criteria."""
    of: tuple[str, ...] = ()
    """Between a share and what it is a share of: `62 % of`."""
    all: tuple[str, ...] = ()
    """A whole in words: `all requests`."""
    entire: tuple[str, ...] = ()
    """That something is said of the whole of a subject: `whole`, `entirely`."""
    percent: tuple[str, ...] = ()
    """The sign `%` in words."""
    shares: dict[str, tuple[str, ...]] | None = None
    """Shares in words, by percent: `half of`."""
    ratio: tuple[str, ...] = ()
    """Between two numbers that are a share: `2 out of 3`."""
    numbers: dict[str, tuple[str, ...]] | None = None
    """Numbers in words, as they stand before what is counted, by their figure: `half an` hour."""
    times: tuple[str, ...] = ()
    """Behind a factor: `2.5x`."""
    lasting: tuple[str, ...] = ()
    """Before how long something was: `for 40 minutes`."""
    lasting_behind: tuple[str, ...] = ()
    """The same, behind it: `40 Minuten lang`."""
    nearly: tuple[str, ...] = ()
    """What may stand between the two: `for more than 40 minutes`."""
    between: tuple[str, ...] = ()
    """Before two times with an `and`: `between 10:02 and 10:20`."""
    until: tuple[str, ...] = ()
    """Between two times: `10:02 until 10:20`."""
    capped: tuple[str, ...] = ()
    """That a measure was at most what is said, or only for a moment: `up to`, `peaked`."""
    contrasts: tuple[str, ...] = ()
    """Before a part of a sentence that no negation reaches: `but`."""
    nothing: tuple[str, ...] = ()
    """What denies a measure, beside the negations of a sign-off: `none`, `avoided`."""
    unreal: tuple[str, ...] = ()
    """That a sentence tells of what may be, is planned, or was another time: `would`, `fires`, `last week`."""


class IssueWords(NamedTuple):
    """Words around issue IDs."""

    beside: tuple[str, ...] = ()
    """Beside an issue ID, and changes nothing of it: `tracked in`, `in review`, `epic`."""
    related: tuple[str, ...] = ()
    """The same behind an ID, as it says what other issues are to this one: `blocked by`, `duplicate of`."""
    nearby: tuple[str, ...] = ()
    """Behind a number that is none of an issue, but points into the document: `#3 below`."""
    changes: tuple[str, ...] = ()
    """Before the number of a change, which is no issue: `PR #12`."""


class WorkWords(NamedTuple):
    """Words of prose that tells of work that is still to be done."""

    promised: tuple[str, ...] = ()
    """That somebody of the team will do it: `we will`."""
    wished: tuple[str, ...] = ()
    """That it would be good to do it: `we should`."""
    must: tuple[str, ...] = ()
    """That it has to be done, whoever does it: `someone must`, `il faut`."""
    must_be: tuple[str, ...] = ()
    """That what stands before it has to be changed, by whomever: `must be`; with a gap, `muss ... werden`."""
    agreed: tuple[str, ...] = ()
    """Before what somebody agreed or promised to do: `it was agreed that`, `promised to`."""
    agreed_on: tuple[str, ...] = ()
    """What shows behind these that it is work, and no opinion: `gets`; any verb that orders work shows it, too."""
    usual: tuple[str, ...] = ()
    """Behind a duty, by which it is no work, but how things are, or a remark: `by hand`, `each time`, `noted`."""
    clauses: tuple[str, ...] = ()
    """Before a duty, by which it is none of the team, but explains: `because`, `which`, `currently`."""
    passive: tuple[str, ...] = ()
    """That it will be so, whoever does it: `will be`; below an action, what comes of it."""
    addressed: tuple[str, ...] = ()
    """What is said to readers, who are not the team: `please`, `your`."""
    ordered: tuple[str, ...] = ()
    """Verbs that order work where they open a sentence: `rewrite`."""
    ordered_at_end: tuple[str, ...] = ()
    """The same, where they close one."""
    leading: tuple[str, ...] = ()
    """What may stand before such a verb: `then`, `please`."""
    stated: tuple[str, ...] = ()
    """What sounds like a promise and is none: `we will have`, `should have`, `won't`."""
    told: tuple[str, ...] = ()
    """Verbs that tell what was done where they open a sentence: `took`."""
    told_endings: tuple[str, ...] = ()
    """Endings of others: `ed` of `replaced`."""
    remarks: tuple[str, ...] = ()
    """Names of boxes and labels whose text remarks on the actions: `Note`."""
    calls: tuple[str, ...] = ()
    """Those of them whose text may order work: `Important`."""
    advised: tuple[str, ...] = ()
    """Verbs that advise readers where they open such a text, and order no work: `keep`, `check`."""
    procedures: tuple[str, ...] = ()
    """What stands over steps that are for another time: `Checklist`."""


class StepWords(NamedTuple):
    """Words by which an event says that a step of the response was taken; with `...` at its end, how a word begins."""

    said: tuple[str, ...] = ()
    """What says so anywhere: `acknowledges`."""
    opening: tuple[str, ...] = ()
    """What does so as the label that an event opens with, or as all of it: `Ack`, `Detection:`."""
    naming: tuple[str, ...] = ()
    """What does so before a name: `pages Mira`."""


class SpokenWords(NamedTuple):
    """Words by which a text speaks of how long a step took; with `...` at its end, how a word begins."""

    acknowledged: tuple[str, ...] = ()
    """Of the time to acknowledge."""
    triaged: tuple[str, ...] = ()
    """Of the time to triage."""
    mitigated: tuple[str, ...] = ()
    """Of the time to mitigate."""
    late: tuple[str, ...] = ()
    """Of any step: `too long`, `delay`."""


class MilestoneWords(NamedTuple):
    """Words by which the events of a timeline tell the steps of the response to this incident."""

    started: StepWords = StepWords()
    """The incident begins."""
    detected: StepWords = StepWords()
    """Somebody or something notices."""
    paged: StepWords = StepWords()
    """Somebody is called."""
    acknowledged: StepWords = StepWords()
    """Who was called answers."""
    triaged: StepWords = StepWords()
    """It is known how grave it is."""
    mitigated: StepWords = StepWords()
    """Users are better off."""
    resolved: StepWords = StepWords()
    """It is over."""
    unreal: tuple[str, ...] = ()
    """What takes a step back: `not`, `tried`, `planned`."""
    others: tuple[str, ...] = ()
    """Whose step it is where it is not this incident's: `provider`."""
    noticed: tuple[str, ...] = ()
    """What tells in any way that somebody or something noticed: `alert`, `asks`."""
    spoken: SpokenWords = SpokenWords()


class ContentWords(NamedTuple):
    """Words that say nothing of an incident; with `...`, how such words begin."""

    small: tuple[str, ...] = ()
    """Articles, pronouns, auxiliaries, prepositions: of every text."""
    relating: tuple[str, ...] = ()
    """What makes a statement of one word: a negation, a cause, all of something."""
    general: tuple[str, ...] = ()
    """What every incident has: `problem`, `cause`, `technical`."""
    doing: tuple[str, ...] = ()
    """What is done in every incident: `started`, `fixed`, `add`. It counts beside a time."""
    writing: tuple[str, ...] = ()
    """What the document, its writing and the investigation are spoken of with: `details`, `section`, `to be`."""
    papers: tuple[str, ...] = ()
    """What is written about incidents: `report`, `documentation`. As `writing`, but an action may be to write one."""
    asking: tuple[str, ...] = ()
    """What sentences begin with that send the reader elsewhere or tell the writer what to write.

    One that ends with a colon does so only before a colon, dash or the like: `TODO:`.
    """
    deferring: tuple[str, ...] = ()
    """What a sentence opens with that says what will be written, where it speaks of writing: `wird`."""
    placing: tuple[str, ...] = ()
    """Before where more is told, which is not told here: `can be found`."""
    apart: tuple[str, ...] = ()
    """Sub-headings over what is not about the incident: `Glossary`."""


class FileWords(NamedTuple):
    """How files and folders are called that hold postmortems, in the words of their names."""

    reports: tuple[str, ...] = ()
    """What stands in the name of a file, at its end or beside a year or a longer number: `postmortem`."""
    incidents: tuple[str, ...] = ()
    """What does so beside a year or a longer number only, and as the whole name of a folder: `incident`."""
    folders: tuple[str, ...] = ()
    """The last words of a folder's name: `incidents`."""
    openers: tuple[str, ...] = ()
    """The first words of names that are about postmortems in general: `how`."""
    others: tuple[str, ...] = ()
    """What stands behind such words in those names, or last: `template`."""


_NO_LISTS: dict[str, tuple[str, ...]] = {}


class VagueWords(NamedTuple):
    """Words of an action of which nobody could say whether it is done: `Improve monitoring`."""

    doing: tuple[str, ...] = ()
    """What is to be done, without an end: `improve`, `look into`; with `...`, how such words begin."""
    objects: tuple[str, ...] = ()
    """What that is to be done to, of which every team has much: `monitoring`, `process`."""


class Words(NamedTuple):
    """The words by which documents name things; each list is spelled as people write it."""

    fields: dict[str, tuple[str, ...]]
    """Field names by what they hold: `severity`, `id`, `date`, `status`, `owner`, `issue`, `due`, `done`, ..."""
    field_priority: tuple[str, ...] = ()
    """Which field a name means that is given to several, where nothing tells: the first of these."""
    pictures: tuple[str, ...] = ()
    """Pictures that decorate an issue ID or a due date and say nothing."""
    metadata: tuple[str, ...] = ()
    """Headings over the facts of the incident: `Incident details`."""
    placeholders: tuple[str, ...] = ()
    """What stands for text that is still to be written."""
    content: ContentWords = ContentWords()
    nobody: tuple[str, ...] = ()
    """Owners that are nobody in particular; with `...`, what such an owner begins or ends with: `formerly ...`."""
    teams: tuple[str, ...] = ()
    """Owners that are a group of people; with `...`, the words by which a name is that of one."""
    duties: tuple[str, ...] = ()
    """Words that no person is named by: duties, departments, companies, machines, states of work."""
    companies: tuple[str, ...] = ()
    """Words that only names of companies have: `GmbH`."""
    undecided: tuple[str, ...] = ()
    """Words that leave an owner open, whatever else stands beside them."""
    done: tuple[str, ...] = ()
    """What marks an action as done."""
    open: tuple[str, ...] = ()
    """What marks an action as not done."""
    withdrawn: tuple[str, ...] = ()
    """What marks an action as one that nobody will do any more."""
    state_goes_on: tuple[str, ...] = ()
    """What may stand behind a state that says more: `done on Monday`."""
    draft: tuple[str, ...] = ()
    """What a document's status says while it is still being written."""
    intents: tuple[str, ...] = ()
    """What the sentence says that introduces a list of actions."""
    asides: tuple[str, ...] = ()
    """What a sentence or heading says that introduces a list of something else: of causes, of criteria."""
    given_names: tuple[str, ...] = ()
    """Names that many people have and that mean nothing else."""
    family_names: tuple[str, ...] = ()
    """Names of families, in scripts that write a given name behind them without a blank."""
    no_names: tuple[str, ...] = ()
    """What is written as a name is and is none: priorities, environments, tools."""
    no_actions: tuple[str, ...] = ()
    """How a text begins that stands where an action could and says that there is none, or is left of a template."""
    work: WorkWords = WorkWords()
    vague: VagueWords = VagueWords()
    topics: dict[str, tuple[str, ...]] = _NO_LISTS
    """What a section may speak of, by name, and the words that tell it; with `...`, how such a word begins.

    `prose` has the commonest words of the languages that have the others: a text without any is not judged by them.
    """
    blaming: dict[str, tuple[str, ...]] = _NO_LISTS
    """What blames persons or judges them with hindsight, by what to write in its place.

    Behind `...` stands what does so only behind a word for a person (`... should have`).
    """
    persons: tuple[str, ...] = ()
    """Words for a person who did something, before what blames them: `engineer`, `he`."""
    blame_denied: tuple[str, ...] = ()
    """Before what would blame if it were not denied: `rather than human error`."""
    trouble: tuple[str, ...] = ()
    """How words begin by which an event tells that something is wrong; one without any may be a lead-up."""
    calm: tuple[str, ...] = ()
    """What an event says that tells of no trouble, whatever words of it stand beside: `recovered`, `no further`."""
    milestones: MilestoneWords = MilestoneWords()
    title_prefixes: tuple[str, ...] = ()
    """Before the incident's ID in a title: `Postmortem`, `Incident report`."""
    files: FileWords = FileWords()
    dates: DateWords = DateWords()
    times: TimeWords = TimeWords()
    due: DueWords = DueWords()
    people: PeopleWords = PeopleWords()
    signing: SigningWords = SigningWords()
    severity: SeverityWords = SeverityWords()
    measures: MeasureWords = MeasureWords()
    issue: IssueWords = IssueWords()


class SometimesWords(NamedTuple):
    """The names of `Sometimes` in one language, by when they mean the section."""

    heading: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    timed: tuple[str, ...] = ()


class GroupWords(NamedTuple):
    """The names of the groups of actions in one language, by kind."""

    immediate: tuple[str, ...] = ()
    corrective: tuple[str, ...] = ()
    preventive: tuple[str, ...] = ()


class Language(NamedTuple):
    """What `words/<language>.yaml` says: the words of a pack in one language.

    `sections` holds names by the section's id and by what they say, in English (`root cause`, `analysis of causes`), so
    that files of two languages can be laid side by side. Three names of lists are special: `phrases` as in
    `SectionKind`, `questions`, and `also` for what has no kin elsewhere. Beside them a section has `sometimes`.
    """

    language: str
    """Its name in English."""
    sections: dict[str, dict[str, tuple[str, ...]]]
    """Names of sections, by the id of the section and by what they say in English."""
    groups: GroupWords
    """Names of the groups of actions."""
    roles: dict[str, tuple[str, ...]]
    """More names of roles, by id."""
    words: Words
    """The words by which documents are read."""


class FinalDue(NamedTuple):
    """Within how many days a postmortem has to be final; `business` tells whether only business days count."""

    days: int
    business: bool

    def day(self, over: date, calendar: Calendar) -> date:
        """The last day that is in time, after the one on which the incident was over."""
        count = calendar.business_days_after if self.business else calendar.days_after
        return count(over, self.days)

    def told(self) -> str:
        """How long that is, in words."""
        return f"{self.days} business days" if self.business else f"{self.days} days"


class Process(NamedTuple):
    """All of a process that is data.

    `sections` are those of the template, in its order; `other_sections` are known to the reader, and nothing is asked
    of them. A process without `severities` asks the same of every incident.
    """

    name: str
    """What the pack is called."""
    title: str
    """What the process is called."""
    source: str
    """Where the process is written down: an address, or a document with its date."""
    sections: tuple[SectionKind, ...]
    """The sections of the template, in its order."""
    deadlines: Deadlines
    """Until when a postmortem is due, and how far ahead an action may be."""
    trackers: Trackers
    """How issue IDs are written."""
    words: Words
    """The words by which documents are read."""
    severities: tuple[SeverityKind, ...] = ()
    """The severities; a process without any asks the same of every incident."""
    severity_label: str = "Sev-{level}"
    """How the process writes a severity."""
    demotion: Demotion | None = None
    """What is asked of who lowers a severity; `None` where the process says nothing."""
    other_sections: tuple[SectionKind, ...] = ()
    """Sections that are known to the reader, and of which nothing is asked."""
    action_groups: tuple[ActionGroup, ...] = ()
    """The groups of actions in the template."""
    roles: tuple[Role, ...] = ()
    """The roles in an incident."""
    people: tuple[str, ...] = ()
    """The people of the team, each with all that they are called, apart by commas. Empty: it does not say."""
    paging: tuple[PagingStep, ...] = ()
    """The steps of the response with their targets."""
    messages: tuple[MessageKind, ...] = ()
    """The messages about an incident that `pmlint comms` fills and checks."""
    written: tuple[WrittenPart, ...] = ()
    """What else its document says, to compare such a document with."""
    ci_hooks: tuple[Statement, ...] = ()
    """What the continuous integration has to hold, by the data beside the process's document."""
    enough_words: Annotated[int, Bounds(1, 10, "one word has to be left, and honest sections are short")] = 2
    """Words of content by which a section, an action or a reason says something."""
    ignores: IgnoreLimits = IgnoreLimits()
    """How much a document may ask to ignore."""

    def section(self, id: str) -> SectionKind | None:
        """The section of the template with an id, if it has one."""
        return next((section for section in self.sections if section.id == id), None)

    def holding(self, *kinds: Holding) -> frozenset[str]:
        """The ids of the sections in which some kinds of things stand, those that nothing is asked of included."""
        return frozenset(section.id for section in self.known_sections if section.holds in kinds)

    @property
    def known_sections(self) -> tuple[SectionKind, ...]:
        """All sections that a document's headings may mean."""
        return (*self.sections, *self.other_sections)

    @property
    def tests(self) -> tuple[SignalTest, ...]:
        """The tests of all criteria, those of the gravest severity first."""
        return tuple(test for _, criterion in self.criteria for test in criterion.tests)

    @property
    def criteria(self) -> tuple[tuple[SeverityLevel, Criterion], ...]:
        """All criteria with their levels, those of the gravest severity first."""
        rows = sorted(self.severities, key=lambda row: row.level)
        return tuple((row.level, criterion) for row in rows for criterion in row.criteria)

    @property
    def most_severe(self) -> SeverityLevel:
        """What an incident is judged as while its severity is not known."""
        return min((severity.level for severity in self.severities), default=1)

    def action_horizon(self, level: SeverityLevel) -> int:
        """Days after an incident of some severity behind which no action may be due."""
        figures = [each.action_horizon_days for each in self.severities if each.level == level]
        return next((figure.value for figure in figures if figure), self.deadlines.action_horizon_days.value)

    def final_due(self, level: SeverityLevel) -> FinalDue | None:
        """Within how many days after an incident of some severity its postmortem has to be final; `None`: not said."""
        own = next((each for each in self.severities if each.level == level), SeverityKind(level, ""))
        for said in (own, self.deadlines):
            if said.final_days:
                return FinalDue(said.final_days.value, business=False)
            if said.final_business_days:
                return FinalDue(said.final_business_days.value, business=True)
        return None

    def severity(self, level: SeverityLevel) -> str:
        """A severity as the process writes it, such as `Sev-2`."""
        return self.severity_label.replace("{level}", str(level))
