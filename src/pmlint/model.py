"""A postmortem as data, with a place for every value.

The model is total: what a document says is kept as it is written, with its place, also when it makes no sense; what was
made of it (a date, a level) stands beside it and is `None` when it could not be understood. Rules speak about that;
nothing here raises. `None` or an empty tuple means that the document does not say it.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pmlint.process import ActionKind, Criterion, SeverityLevel, Step
from pmlint.text import Source, Span, Text

SaidIn = Literal["front matter", "table", "line", "list", "heading", "title", "text", "file name"]
"""Where a document says a fact about its incident."""

SectionForm = Literal["heading", "ordered-label", "bold", "bold-item", "label", "table-row"]
"""How a section is marked: a heading, an item of an ordered list (`1. **Summary:** ...`), a line that is only bold,
a list item that is only bold or opens with a bold label, a label before text, or a row of a two-column table."""

HiddenForm = Literal[
    "comment",
    "code",
    "quotation",
    "front matter",
    "html",
    "definition",
    "table",
    "list item",
    "text",
    "no blank",
    "html heading",
]
"""Where the words of a section were seen without being a section."""

SaidAs = Literal["severity", "below another key", "look-alike key", "one of several", "priority", "sentence"]
"""How a severity is said: declared as the document's severity, below another key of the front matter, under a key that
is written with look-alikes, as the one that the incident had at some time (`Initial severity`), as a priority, or in a
sentence only."""

EvidenceKind = Literal["link", "image", "file", "trace", "metrics"]

Need = Literal["timeline", "evidence", "dates", "measures", "passages", "speech"]
"""A part of the model that takes time to read and that not everybody needs."""

EVERYTHING: frozenset[Need] = frozenset(("timeline", "evidence", "dates", "measures", "passages", "speech"))

FaultKind = Literal[
    "unreadable",
    "cut",
    "front-matter",
    "misspelt-key",
    "displaced-front-matter",
    "second-document",
    "too-deep",
    "hidden-character",
]


class Why(NamedTuple):
    """What made a value: the form by which it was read, and the pack's word that named it, if one did.

    A form is named as `docs/forms` has it, such as `label`, `handle` or `date in numbers`; a word is as it was looked
    up (`spelling.name_key`), so that the line of the pack that says it can be found.
    """

    form: str
    word: str = ""


class Stated(NamedTuple):
    """A fact about the incident, and in which part of the document it is said."""

    text: Text
    said_in: SaidIn
    why: Why = Why("")


class Severity(NamedTuple):
    """The incident's severity; `level` is the one number it names, `None` when it names none or several."""

    text: Text
    said_in: SaidIn
    level: int | None
    said_as: SaidAs = "severity"
    why: Why = Why("")
    lowered_to: int | None = None
    """The milder level with which the value opens whose remark names the graver one that counts."""

    @property
    def declared(self) -> bool:
        """Whether the document declares it as its severity; what is only said counts against a milder one."""
        return self.said_as == "severity"

    @property
    def is_evidence(self) -> bool:
        """Whether it is said in passing: then it counts where it is graver, and is never a second severity."""
        return self.said_as in ("one of several", "priority", "sentence")


class Moment(NamedTuple):
    """When something happened, as far as it is known: a day, a time of day, or both.

    `seconds` are those since midnight, fewer than a day has. `offset` is in minutes ahead of UTC; `None` where no zone
    is said, or one that may be several: such a time is not UTC. `precise` tells whether seconds are written.
    """

    day: date | None
    seconds: int | None = None
    offset: int | None = None
    precise: bool = False

    @classmethod
    def of(cls, day: date | None, seconds: int, offset: int | None, *, precise: bool) -> "Moment":
        """The moment so many seconds after the midnight of a day; with more than a day has it is on a later one."""
        days, seconds = divmod(seconds, 24 * 3600)
        try:
            return cls(day + timedelta(days) if day else None, seconds, offset, precise)
        except OverflowError:  # the calendar ends
            return cls(None, seconds, offset, precise)

    def seconds_until(self, later: "Moment") -> int | None:
        """How many seconds later another moment is; `None` where that is not known.

        It is not where one has no time of day, or only one of them a zone. Where one has no day, the other is taken to
        be on the same day, or the next one if its time is earlier.
        """
        if self.seconds is None or later.seconds is None or (self.offset is None) != (later.offset is None):
            return None
        passed = later.seconds - self.seconds - 60 * ((later.offset or 0) - (self.offset or 0))
        if self.day and later.day:
            return passed + (later.day - self.day).days * 24 * 3600
        return passed % (24 * 3600)

    def iso(self) -> str:
        """ISO 8601: `2026-03-14T09:07Z`, `2026-03-14T09:07`, `2026-03-14`, `09:07`."""
        day = self.day.isoformat() if self.day else ""
        if self.seconds is None:
            return day
        clock = f"{self.seconds // 3600:02}:{self.seconds // 60 % 60:02}"
        clock += f":{self.seconds % 60:02}" if self.precise else ""
        return f"{day}T{clock}{self._zone}" if day else clock + self._zone

    @property
    def _zone(self) -> str:
        """The zone as ISO 8601 writes it: `Z`, `+09:00`."""
        if not self.offset:
            return "" if self.offset is None else "Z"
        hours, minutes = divmod(abs(self.offset), 60)
        return f"{'+' if self.offset > 0 else '-'}{hours:02}:{minutes:02}"


class StatedDate(NamedTuple):
    """A date of the incident; `day` is `None` when it is no date, or could be two.

    `at` has the time of day, too, where one is written beside it; `last` is the last day of a range.
    """

    text: Text
    said_in: SaidIn
    day: date | None
    at: Moment | None = None
    why: Why = Why("")
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it is, or a range that has, some day."""
        return self.day is not None and self.day <= day <= (self.last or self.day)


class RoleHolder(NamedTuple):
    """Who held a role in the incident, such as `commander`."""

    role: str
    person: Text
    why: Why = Why("")


class ImpliedSeverity(NamedTuple):
    """The gravest severity of which the document reports a criterion, and the words that report it.

    `until` is the event with which it ended, where its length follows from two, and `minutes` are these.
    """

    level: SeverityLevel
    criterion: Criterion
    text: Text
    until: Text | None = None
    minutes: float | None = None


class Lowering(NamedTuple):
    """That the severity was lowered while the incident ran, with the words that say so, and `to` which one.

    `stable_minutes` are those since the last sign of trouble, which is `trouble`; `None` if they are not known.
    """

    text: Text
    to: SeverityLevel | None
    trouble: Text | None = None
    stable_minutes: float | None = None


TIMES: dict[str, Step] = {
    "to_detect": "detected",
    "to_acknowledge": "acknowledged",
    "to_triage": "triaged",
    "to_mitigate": "mitigated",
    "to_resolve": "resolved",
}
"""What the times to the steps are called in JSON and in figures."""


class Milestone(NamedTuple):
    """When a step was taken, and where the document says so: in a labelled field, or by an event.

    `from_zero` are the seconds from the incident's zero where only these are said (`T+5m`): then `at` may be `None`.
    """

    at: Moment | None
    said_in: Literal["metadata", "timeline"]
    text: Text
    from_zero: int | None = None
    event: "Milestone | None" = None
    """What the timeline says of it, where a labelled field says it, too."""

    def seconds_until(self, later: "Milestone") -> int | None:
        """How many seconds later another step was taken, if that is known."""
        if self.from_zero is not None and later.from_zero is not None:
            return later.from_zero - self.from_zero
        return self.at.seconds_until(later.at) if self.at and later.at else None

    def is_after(self, other: "Milestone") -> bool:
        """Whether it was clearly later than another step, by its day or by its time."""
        if not (self.at and other.at and self.at.day and other.at.day):
            return False
        seconds = self.seconds_until(other)
        if seconds is not None:
            return seconds < 0
        same_calendar = self.at.seconds is None and other.at.seconds is None
        return (self.at.day - other.at.day).days > (0 if same_calendar else 1)  # two zones may be a day apart


class Milestones(NamedTuple):
    """The steps of the response to an incident, as far as the document says when they were taken."""

    started: Milestone | None = None
    detected: Milestone | None = None
    paged: Milestone | None = None
    acknowledged: Milestone | None = None
    triaged: Milestone | None = None
    mitigated: Milestone | None = None
    resolved: Milestone | None = None

    def of(self, step: Step) -> Milestone | None:
        """One of them."""
        found: Milestone | None = getattr(self, step)
        return found

    def counted_from(self, step: Step) -> Milestone | None:
        """From where the time to a step is counted: the page for acknowledge and triage, else the start."""
        return self.paged if step in ("acknowledged", "triaged") else self.started

    def minutes_to(self, step: Step) -> float | None:
        """How long a step took, in minutes: from the page to acknowledge and triage, else from the start.

        What is told from the incident's zero only is counted from there, where nothing tells that beginning. `None`
        where that is not known, or the step lies before what it is counted from.
        """
        begin, end = self.counted_from(step), self.of(step)
        seconds = begin.seconds_until(end) if begin and end else end.from_zero if end else None
        return None if seconds is None or seconds < 0 else seconds / 60

    def minutes(self) -> dict[str, float | None]:
        """How long each step took, by the names of `TIMES`."""
        return {name: self.minutes_to(step) for name, step in TIMES.items()}


class Incident(NamedTuple):
    """What the document says of its incident; each fact as often as it is said, in order of the document.

    The front matter comes first; the title and file name come last, as they are used only where nothing else says it.
    """

    ids: tuple[Stated, ...] = ()
    dates: tuple[StatedDate, ...] = ()
    severities: tuple[Severity, ...] = ()
    statuses: tuple[Stated, ...] = ()
    roles: tuple[RoleHolder, ...] = ()
    started: StatedDate | None = None
    ended: StatedDate | None = None
    implied: ImpliedSeverity | None = None
    lowerings: tuple[Lowering, ...] = ()
    milestones: Milestones = Milestones()
    duration: Stated | None = None
    """How long it lasted, where a labelled field says so."""
    records: tuple[Stated, ...] = ()
    """Under which issues and addresses it is tracked, as the metadata says: `#7`, `https://...`."""

    @property
    def id(self) -> Text | None:
        """The first ID that is said."""
        return self.ids[0].text if self.ids else None

    @property
    def day(self) -> date | None:
        """The first day that is understood."""
        return next((stated.day for stated in self.dates if stated.day), None)

    @property
    def severity(self) -> Severity | None:
        """The most severe of those that are said; an unknown one counts as more severe than any."""
        return min(self.severities, key=lambda said: -1 if said.level is None else said.level, default=None)

    @property
    def status(self) -> Text | None:
        """The first status that is said."""
        return self.statuses[0].text if self.statuses else None


class Passage(NamedTuple):
    """A block of a section by the text that it shows, its blanks and line breaks as one blank each.

    An `aside` is none of its paragraphs and lists, or stands below a heading of its own.
    """

    span: Span
    text: str
    aside: bool = False


class Section(NamedTuple):
    """A section of the document. `id` is the process's, or `None` for a section it does not know.

    `nested` tells a heading that stands inside another known section. `says` tells what stands in it: real text, only
    fillers (`filler` has them: placeholders, the template's guidance, the title again, words that send the reader
    elsewhere), or nothing that shows.
    """

    id: str | None
    title: Text
    number: int | None
    form: SectionForm
    level: int | None
    """The heading's level, 1 to 6; `None` for other forms."""
    nested: bool
    span: Span
    """The heading or label."""
    body: Span
    """From the heading to the next section of the same or a higher level."""
    says: Literal["text", "filler", "nothing"]
    filler: tuple[Text, ...] = ()
    repeats: Text | None = None
    """The title of an earlier section that has the same text, word for word as readers see it."""
    why: Why = Why("")
    """How its name says which section it is, and by which word: `name`, `first part`, `phrase`, `phrase with a gap`,
    `first of two`, `remark`, or `sometimes` and what the document confirms it by."""
    passages: tuple[Passage, ...] = ()
    """What stands in it, block by block."""
    shows_nothing: bool = False
    """Whether it is for evidence and has words only: nothing to look at or to look up, and no denial that there is."""

    @property
    def texts(self) -> Iterator[str]:
        """The texts that it shows."""
        return (passage.text for passage in self.passages)


class Sighting(NamedTuple):
    """The words of a section where they make none, such as in a comment."""

    id: str
    form: HiddenForm
    text: Text
    unclosed: Span | None = None
    """The line that opens the code in which they stand, where nothing closes it."""


class TimelineEntry(NamedTuple):
    """An event. `at` is its time as far as known, `when` the time as written."""

    span: Span
    at: Moment | None
    when: Text | None
    actor: Text | None
    text: Text
    why: Why = Why("")
    from_zero: int | None = None
    """Seconds from the incident's zero, where it says these: `T+5m`."""
    zoned: bool = True
    """Whether it, or something around it, names the zone of its time, also one whose difference to UTC is not known."""
    unsaid: bool = False
    """Whether it stands in a table with a column for who did it, and its cell there is blank."""
    log: int = 0
    """The number of the list or section of events in which it stands; times of two of them are not in one order."""


class Due(NamedTuple):
    """A due date as written; `day` is `None` when it is no date, or could be two.

    `unread` is the first part of it that is not understood, or does not fit the day beside it.
    """

    text: Text
    day: date | None
    unread: Text | None = None


class IssueField(NamedTuple):
    """What an action says where its issue belongs, and the issue IDs in it.

    `target` is set where the text is a link: it has to lead to the issue it names. `unread` is the first part that is
    no ID and no known remark.
    """

    text: Text
    ids: tuple[Text, ...] = ()
    target: str | None = None
    unread: Text | None = None
    only_changes: bool = False
    """Whether there are IDs, and all of them are those of changes, such as pull requests."""


class Alike(NamedTuple):
    """What looks like a field that an action lacks, and why it was not read as one.

    `value` is how the field would be written; blank where that is not sure.
    """

    field: Literal["owner", "issue", "due"]
    text: Text
    doubt: Literal[
        "no year", "two days", "no such day", "short year", "no day", "not set apart", "no ID", "counts", "no tracker"
    ]
    value: str = ""


class ActionItem(NamedTuple):
    """An action. A field is `None` when the document has no place for it, and empty where the place is left blank.

    `owner` is the owner field as written and `owners` the names in it; `issue` the issue field as written and `issues`
    the IDs understood, also those in the text of the action.
    """

    span: Span
    kind: ActionKind | None
    text: Text
    form: Literal["row", "item", "heading"]
    owner: Text | None = None
    owners: tuple[Text, ...] = ()
    issue: IssueField | None = None
    issues: tuple[Text, ...] = ()
    due: Due | None = None
    done: bool | None = None
    struck: bool = False
    """Struck out, so withdrawn."""
    unseen: tuple[Text, ...] = ()
    """Cells behind the table's last column, which no reader sees."""
    alike: tuple[Alike, ...] = ()
    why: tuple[tuple[str, Why], ...] = ()
    """What made `item` an action, and its `owner`, `issue`, `due`, `done` and `kind`, as far as they are known."""

    @property
    def listed_as(self) -> ActionKind:
        """The kind of the group it stands in; what stands in none counts as corrective."""
        return self.kind or "corrective"

    @property
    def judged_as(self) -> ActionKind:
        """The kind whose demands it has to meet: less is asked only of a mitigation that is said to be done."""
        return "corrective" if self.kind == "immediate" and not self.done else self.listed_as


class ActionHeading(NamedTuple):
    """The heading or label of a group of actions.

    `unread` is what stands below a heading without actions and does not say why there is none: a placeholder, or a bare
    `None.`; the heading itself where nothing stands below it.
    """

    kind: ActionKind
    title: Text
    unread: Span | None = None


Unread = Literal["form", "promised", "wished"]


class UnlistedWork(NamedTuple):
    """What stands among the actions and is read as none of them, nor as an introduction or an explanation.

    `form` tells a form that is read as no action, `promised` prose that promises or orders work, `wished` prose that
    would like it to be done.
    """

    what: Unread
    text: Text
    inside: Literal["", "raw HTML", "code", "a quotation"] = ""
    """What it stands in, of which no actions are read."""


class SignOff(NamedTuple):
    """A line of the sign-off. `role` is the process's id of the role, if one is named; `person` is whom it names.

    That somebody is named does not say that they signed: `signed`, `days` and `unread` tell.
    """

    span: Span
    role: str | None
    person: Text
    when: Text | None = None
    signed: bool | None = None
    """Whether its box is ticked; `None` without a box."""
    why: tuple[tuple[str, Why], ...] = ()
    """What made its `person`, `role` and `when`, as far as they are known."""
    days: tuple[date, ...] = ()
    """The days that `when` can be: none where no such day exists, two where nothing tells day and month apart."""
    unread: Text | None = None
    """What keeps the line from signing: a word of refusal, or what is not understood; all of it may be blank."""


class LocalPath(NamedTuple):
    """A path in a file system, from the document or from the root of its repository, with `/` between its parts.

    `of_a_machine`: it names a file of one computer, as `file:///home/...` and `C:\\...` do. `of_a_site`: it may as well
    be an address of the site that is made of the documents, where `/img/p99.png` and `../queue/` lie in other folders.
    """

    path: str
    of_a_machine: bool = False
    of_a_site: bool = False


class Evidence(NamedTuple):
    """Something that can be looked up: a link, an image, a local file, a trace ID."""

    kind: EvidenceKind
    text: Text
    target: str
    why: Why = Why("")
    local: LocalPath | None = None
    """The path that it leads to, if that may be one of a file that lies beside the document."""
    written: Literal["link", "code", "text"] = "text"
    """Whether a link or image leads to it, or it is written out, as code or in a sentence."""
    named: bool = False
    """Whether the document says that it is a trace ID, whatever it looks like."""


class Ignore(NamedTuple):
    """A comment that asks to ignore findings: `<!-- pmlint: ignore[PM205] reason until=2026-12-31 -->`.

    `fault` says why a comment that is addressed to pmlint can't be obeyed.
    """

    span: Span
    rules: tuple[Text, ...]
    reason: str
    until: Due | None
    covers: Span
    """What it holds for: the block that follows, the line it ends, or the whole file."""
    whole_file: bool = False
    fault: str | None = None


class Fault(NamedTuple):
    """Why a document could not be read as one; `unreadable` and `cut` mean that the rest of it is not known."""

    kind: FaultKind
    span: Span
    message: str
    help: str | None = None


class Leftover(NamedTuple):
    """What a template left for somebody to settle: a `gap` (`{name}`), or a mark that a thing is `unverified`."""

    what: Literal["gap", "unverified"]
    text: Text


class Blame(NamedTuple):
    """Words that blame a person, or judge one with hindsight, and what to write in their place."""

    text: Text
    instead: str


class Postmortem(NamedTuple):
    """All that was understood of one document."""

    source: Source
    title: Text | None = None
    why_title: Why = Why("")
    incident: Incident = Incident()
    sections: tuple[Section, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    untimed: tuple[Text, ...] = ()
    """The titles of sections for events that have text, and neither an event nor a day or time anywhere in it."""
    action_items: tuple[ActionItem, ...] = ()
    action_headings: tuple[ActionHeading, ...] = ()
    unlisted_work: tuple[UnlistedWork, ...] = ()
    sign_off: tuple[SignOff, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    blame: tuple[Blame, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    faults: tuple[Fault, ...] = ()

    def section(self, ids: Collection[str]) -> Section | None:
        """The first section with one of some ids that stands in the outline, else the first that is nested."""
        found = [section for section in self.sections if section.id in ids]
        return next((section for section in found if not section.nested), found[0] if found else None)

    def actions(self, kinds: Collection[ActionKind]) -> list[ActionItem]:
        """The actions that still stand and have to meet the demands on some kinds."""
        return [item for item in self.action_items if not item.struck and item.judged_as in kinds]

    def listed(self, kinds: Collection[ActionKind]) -> list[ActionItem]:
        """The actions that still stand and are listed in groups of some kinds."""
        return [item for item in self.action_items if not item.struck and item.listed_as in kinds]
