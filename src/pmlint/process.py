"""The process that a team has written down, as data: what `pack.yaml` says.

The reader takes from it the words to look for, the checks what is asked. Only data; see `pmlint.packs` for how it is
loaded and `rules/incident-process/pack.yaml` for a full example. A figure that the process itself calls unverified is a
default that teams are expected to change; it stays marked.
"""

from typing import Literal, NamedTuple

SeverityLevel = int
"""The number of a severity, 1 the most severe."""

ActionKind = Literal["immediate", "corrective", "preventive"]


class Statement(NamedTuple):
    """A sentence of the process. Files may write the text alone.

    `unverified` when the process itself marks it so; `source` where it is from, if that is not the process's source.
    """

    text: str
    unverified: bool = False
    source: str = ""


class Figure(NamedTuple):
    """A number of the process, marked like a `Statement`. Files may write the number alone."""

    value: int
    unverified: bool = False
    source: str = ""


class SeverityKind(NamedTuple):
    """A row of the severity matrix.

    `words` are what documents may write in place of the number, such as `Critical`: only where a process says so, as
    two teams rarely mean the same by a word.
    """

    level: SeverityLevel
    name: str
    words: tuple[str, ...] = ()
    criteria: tuple[Statement, ...] = ()
    signals: tuple[Statement, ...] = ()
    actions: tuple[Statement, ...] = ()
    commander: str = ""
    """Who is incident commander."""
    time_to_repair: Statement | None = None
    """The target, as the process says it."""
    postmortem: Literal["required", "optional"] = "optional"
    postmortem_due: Statement | None = None
    """Until when the postmortem has to be written, as the process says it."""
    action_horizon_days: Figure | None = None
    """Days after the incident within which its actions are due, where that is not the same for all severities."""


class Sometimes(NamedTuple):
    """Headings that mean a section only where the document bears it out.

    `when` says where: `heading`, as a heading but not as a label; `label`, the other way round, inside another section;
    `unnamed`, where no heading names the section itself;
    `opening`, also ahead of the other sections; `later`, behind another section; `tasks`, over tasks; `timed`, over
    events with times, where no heading names the section itself.
    """

    when: Literal["heading", "label", "unnamed", "opening", "later", "tasks", "timed"]
    names: tuple[str, ...]


Holding = Literal["actions", "events", "signatures", "evidence", "prose"]
"""What stands in a section: actions with owners, events with times, signatures, evidence to look up, or text."""


class SectionKind(NamedTuple):
    """A section of the postmortem template.

    `number` is the one that its heading carries, in a template that numbers them. `aliases` are other headings that
    mean the same, `phrases` those that also do as the first or last words of a longer heading, or around a gap that is
    written `...`; `guidance` is what the template itself says there, so that it can be recognised when it is left in
    place.
    """

    id: str
    title: str
    number: int | None = None
    guidance: str = ""
    aliases: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    sometimes: tuple[Sometimes, ...] = ()
    holds: Holding = "prose"
    overview: bool = False
    """Whether it tells of the incident as a whole: what is said there in passing is said of the incident."""
    other_days: bool = False
    """Whether the first day that it names need not be the incident's, as it tells what led up to it or came after."""
    gives_evidence: bool = False
    """Whether links, files and trace IDs in it are evidence."""
    groups_actions: bool = False
    """Whether its name, inside the section of actions, only says what a group of them is for."""

    @property
    def heading(self) -> str:
        """The heading as the template writes it."""
        return f"{self.number}. {self.title}" if self.number else self.title


class ActionGroup(NamedTuple):
    """A group of actions in the template, such as Preventive."""

    kind: ActionKind
    title: str
    aliases: tuple[str, ...] = ()
    guidance: str = ""


class Role(NamedTuple):
    """A role of the incident response, with the words by which documents name it."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    unverified: bool = False


class PagingStep(NamedTuple):
    """A step of Page, Ack, Triage; `within` is in minutes from the page. Marked like a `Statement`."""

    name: str
    within: int
    action: str
    unverified: bool = False
    source: str = ""


class Deadlines(NamedTuple):
    """Until when a postmortem is due, and how far ahead an action may be; `None` where the process says nothing."""

    action_horizon_days: Figure
    """Days after the incident behind which no action may be due."""
    draft_hours: Figure | None = None
    final_business_days: Figure | None = None


class Trackers(NamedTuple):
    """How issue IDs are written.

    `patterns` are spellings with the parts `{number}`, `{tens}`, `{long}`, `{name}`, `{caps}`, `{project}`, `{owner}`,
    `{repo}`, `{group}` and `{host}`; `projects` the project keys that exist (empty: any); `false_friends` what looks
    like a project key and is none.
    """

    patterns: tuple[str, ...]
    false_friends: tuple[str, ...]
    projects: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    """Words before a number sign that is no issue's: `step #2`."""


class Words(NamedTuple):
    """The words by which documents name things; each list is spelled as people write it."""

    fields: dict[str, tuple[str, ...]]
    """Field names by what they hold: `severity`, `id`, `date`, `status`, `owner`, `issue`, `due`, `done`, ..."""
    placeholders: tuple[str, ...]
    """What stands for text that is still to be written."""
    elsewhere: tuple[str, ...]
    """What sends the reader elsewhere instead of saying something."""
    nobody: tuple[str, ...]
    """Owners that are nobody in particular."""
    teams: tuple[str, ...]
    """Owners that are a group of people; with `...`, the words by which a name is that of one."""
    undecided: tuple[str, ...]
    """Words that leave an owner open, whatever else stands beside them."""
    done: tuple[str, ...]
    """What marks an action as done."""
    open: tuple[str, ...]
    """What marks an action as not done."""
    draft: tuple[str, ...]
    """What a document's status says while it is still being written."""
    intents: tuple[str, ...] = ()
    """What the sentence says that introduces a list of actions."""
    asides: tuple[str, ...] = ()
    """What a sentence or heading says that introduces a list of something else: of causes, of criteria."""
    given_names: tuple[str, ...] = ()
    """Names that many people have and that mean nothing else."""
    no_names: tuple[str, ...] = ()
    """What is written as a name is and is none: priorities, environments, tools."""
    no_actions: tuple[str, ...] = ()
    """How a text begins that stands where an action could and says that there is none, or is left of a template."""
    trouble: tuple[str, ...] = ()
    """How words begin by which an event tells that something is wrong; one without any may be a lead-up."""


class Process(NamedTuple):
    """All of a process that is data.

    `sections` are those of the template, in its order; `other_sections` are known to the reader, and nothing is asked
    of them. A process without `severities` asks the same of every incident.
    """

    name: str
    title: str
    source: str
    sections: tuple[SectionKind, ...]
    deadlines: Deadlines
    trackers: Trackers
    words: Words
    severities: tuple[SeverityKind, ...] = ()
    severity_label: str = "Sev-{level}"
    """How the process writes a severity."""
    other_sections: tuple[SectionKind, ...] = ()
    action_groups: tuple[ActionGroup, ...] = ()
    roles: tuple[Role, ...] = ()
    paging: tuple[PagingStep, ...] = ()

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
    def most_severe(self) -> SeverityLevel:
        """What an incident is judged as while its severity is not known."""
        return min((severity.level for severity in self.severities), default=1)

    def action_horizon(self, level: SeverityLevel) -> int:
        """Days after an incident of some severity behind which no action may be due."""
        figures = [each.action_horizon_days for each in self.severities if each.level == level]
        return next((figure.value for figure in figures if figure), self.deadlines.action_horizon_days.value)

    def severity(self, level: SeverityLevel) -> str:
        """A severity as the process writes it, such as `Sev-2`."""
        return self.severity_label.replace("{level}", str(level))
