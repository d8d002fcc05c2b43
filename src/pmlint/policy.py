"""What the user wrote (`PolicyFile`) and what the program uses (`Policy`): a pack with a team's own settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pmlint import facts
from pmlint.business_days import Calendar
from pmlint.checks.sections import SectionsPresent
from pmlint.finding import Level, LevelWord
from pmlint.model import Need
from pmlint.pack_files import Pack
from pmlint.process import MOST_IGNORED, Figure, Process, SectionKind, SeverityLevel
from pmlint.rule import Rule
from pmlint.spelling import near
from pmlint.vocabulary import Vocabulary

NO_POSTMORTEMS = (
    "README.md", "_index.md", "TEMPLATE.md", "postmortem-template.md", "incident-template.md", "PROCESS.md",
    "CONTRIBUTING.md", "CHANGELOG.md", "SUMMARY.md",
)  # fmt: skip
"""Files of a folder that are no postmortems unless the configuration says otherwise. Whole names only, so that no
incident can be called something that is passed over."""


FailOn = Literal["error", "warning", "note"]


_PREFIX = re.compile(r"[A-Z]{2,}[0-9]*")
"""How ids of rules begin: a pack's letters, and digits."""


class TrackerSettings(NamedTuple):
    """The project keys of the team's trackers; when there are any, only these are project keys."""

    projects: tuple[str, ...] = ()
    """Keys of projects, such as `PAY`."""


class GateSettings(NamedTuple):
    """What keeps an incident open, where that is not the pack's to say."""

    register: str | None = None
    """The list of all incidents, as a path from the root: YAML, JSON or CSV."""
    repository: str | None = None
    """The repository whose issues are meant by bare numbers, as `OWNER/NAME`."""
    incident_labels: tuple[str, ...] = ()
    """The labels of issues that are incidents; `incident`, where there are none."""
    severity_labels: dict[str, SeverityLevel] | None = None
    """How grave an issue with a label is; without it, `sev-2` and `severity: 2` say so."""
    ignore_budget: Annotated[int, MOST_IGNORED] | None = None
    """Findings of a document that may be ignored, instead of the pack's."""


class CalendarSettings(NamedTuple):
    """By which days and hours deadlines are counted."""

    time_zone: str | None = None
    """The zone in which a day ends, by its name in the tz database, such as `Europe/Zurich`; UTC without one."""
    holidays: tuple[str, ...] = ()
    """Days that are no business days, beside weekends, as YYYY-MM-DD."""
    country: str | None = None
    """A country whose public holidays are none either, by its code, such as `CH` or, with a part of it, `CH-ZH`."""


class OverrideSettings(NamedTuple):
    """What is different for some paths; what it does not say is as elsewhere."""

    paths: tuple[str, ...]
    """Patterns, as those of `paths`."""
    pack: str | None = None
    """Another pack for them: a name, or a folder."""
    process: dict[str, Any] | None = None
    """What differs from that pack's process."""
    levels: dict[str, LevelWord] | None = None
    """Levels of rules, over those of all."""
    severity: SeverityLevel | None = None
    """How grave the incident of a document is taken for that does not say it."""
    since: str | None = None
    """The day from which on the process holds for them, as YYYY-MM-DD."""


class PolicyFile(NamedTuple):
    """The configuration as written. Paths and patterns are relative to the folder of the file.

    Of patterns, which are as `.gitignore` has them, the last that matches decides. `not-postmortems` adds to
    `NO_POSTMORTEMS` and is compared without case.
    """

    pack: str | None = None
    """The pack of rules: the name of a bundled or installed one, or a folder such as `./our-process`."""
    process: dict[str, Any] | None = None
    """What differs from the pack's process, written as a `pack.yaml` that extends it."""
    paths: tuple[str, ...] = ()
    """The files and folders to check: paths, and patterns as in `.gitignore` where there is one of `*?[`."""
    require_files: bool = False
    """Whether a run that finds no postmortem fails."""
    fail_on: FailOn | None = None
    """The mildest level that fails a run."""
    final: bool = False
    """Whether drafts are judged as final."""
    severity: SeverityLevel | None = None
    """How grave the incident of a document is taken for that does not say it; else the most severe of the process."""
    since: str | None = None
    """The day from which on the process holds, as YYYY-MM-DD: what is found in older incidents is a note."""
    exclude: tuple[str, ...] = ()
    """Patterns, as in `.gitignore`, of what is not checked."""
    not_postmortems: tuple[str, ...] = ()
    """More names of files that are no postmortems; `!name` takes one away."""
    levels: dict[str, LevelWord] | None = None
    """Levels of rules, by id, name or the beginning of ids: error, warning, note or off."""
    trackers: TrackerSettings = TrackerSettings()
    """Which projects the team's trackers have."""
    gate: GateSettings = GateSettings()
    """What keeps an incident open."""
    calendar: CalendarSettings = CalendarSettings()
    """By which days and hours deadlines are counted."""
    people: tuple[str, ...] = ()
    """Who may own an action: each person with all that they are called (`Noor Haddad, @noor`), or, with a slash, the
    path of a file of them."""
    overrides: tuple[OverrideSettings, ...] = ()
    """Other settings for some paths; the last that takes a path holds."""


class UnknownRule(Exception):
    """No rule has this id or name; `guess` is the one that was perhaps meant."""

    def __init__(self, name: str, guess: str | None) -> None:
        super().__init__(name)
        self.name = name
        self.guess = guess


class ActiveRule(NamedTuple):
    """A rule, and the level that the team gives it instead of its own."""

    rule: Rule
    override: Level | None = None

    def level_for(
        self, severity: SeverityLevel, draft: bool, final: bool = False, deadlines: bool = False
    ) -> Level | None:
        """How grave a violation is; `None` when the rule is silent.

        An override takes the place of the rule's own level. Where a rule is milder (for a draft, for another severity)
        it stays at most as grave as it was there.
        """
        level = self.rule.level_for(severity, draft, final, deadlines)
        if level is None or self.override is None or level is self.rule.level:
            return self.override if level and self.override else level
        return min(level, self.override, key=lambda each: each.rank)


class Override(NamedTuple):
    """The policy of some paths."""

    paths: tuple[str, ...]
    policy: Policy


class Policy(NamedTuple):
    """The process and the rules that run, in order of their ids.

    `final`: judge drafts as final. `deadlines`: hold teams to their deadlines, which the clock alone breaks.
    """

    process: Process
    rules: tuple[ActiveRule, ...]
    known: tuple[Rule, ...]
    """All rules of the pack, also those that are off."""
    vocabulary: Vocabulary
    final: bool = False
    configuration: str | None = None
    """The file of the team's settings, as it is shown."""
    deadlines: bool = False
    package: str | None = None
    """The installed package that brings the pack, with its version; `None` for a bundled pack and for a folder."""
    chosen: bool = True
    """Whether the team chose the pack, by its configuration or on the command line."""
    calendar: Calendar = Calendar()
    undeclared: SeverityLevel | None = None
    """How grave the incidents are taken for of documents that say nothing of it; else the most severe."""
    at_least: SeverityLevel | None = None
    """How grave the incidents are on record: a document that says less is judged by this."""
    overrides: tuple[Override, ...] = ()
    since: date | None = None
    """The first day whose incidents the process holds for; of older ones everything is a note."""

    def is_older(self, day: date | None) -> bool:
        """Whether an incident of a day is older than the process; one without a day is not."""
        return day is not None and self.since is not None and day < self.since

    @property
    def lowered(self) -> list[tuple[Rule, Level | None]]:
        """The rules that the team has switched off (`None`), or given a milder level."""
        levels = {each.rule.id: each.override or each.rule.level for each in self.rules}
        now = [(rule, levels.get(rule.id)) for rule in self.known]
        return [(rule, level) for rule, level in now if level is None or level.rank < rule.level.rank]

    @property
    def needs(self) -> frozenset[Need]:
        """What has to be read of a document: what the facts and the checks of the rules that run ask for."""
        checks = [check for active in self.rules for check in active.rule.check]
        return facts.NEEDS.union(*(check.reads for check in checks if check.when in ("readable", "always")))


def find_rule(rules: tuple[Rule, ...], name: str) -> Rule:
    """The rule with an id or name, in any case. Raises `UnknownRule`."""
    wanted = name.strip().casefold()
    for rule in rules:
        if wanted in (rule.id.casefold(), rule.name.casefold()):
            return rule
    guess = near(wanted, [rule.name for rule in rules]) or _near_id(name.strip().upper(), [rule.id for rule in rules])
    raise UnknownRule(name, guess)


_TYPED_FOR_DIGITS = str.maketrans("OIL", "011")
"""Capital letters that are typed for a digit."""


def _near_id(wanted: str, ids: Sequence[str]) -> str | None:
    """The ID that was perhaps meant: with digits for letters, the first that begins so, or one that is near."""
    meant = wanted[:2] + wanted[2:].translate(_TYPED_FOR_DIGITS)
    begun = next((each for each in ids if len(wanted) > len("PM") and each.startswith(meant)), None)
    return begun or near(meant, ids)


def rules_named(rules: tuple[Rule, ...], name: str) -> tuple[Rule, ...]:
    """The rule with an id or name, or those whose ids begin so, such as `PM2`. Raises `UnknownRule`."""
    prefix = name.strip().upper()
    found = tuple(rule for rule in rules if rule.id.upper().startswith(prefix)) if _PREFIX.fullmatch(prefix) else ()
    return found if found and found[0].id.upper() != prefix else (find_rule(rules, name),)


def _chosen(rules: tuple[Rule, ...], levels: Mapping[str, LevelWord]) -> dict[str, LevelWord]:
    """The levels of rules by their ids; who names fewer rules goes before who names more of them. As `rules_named`."""
    named = [(rules_named(rules, name), level) for name, level in levels.items()]
    named.sort(key=lambda each: len(each[0]), reverse=True)
    return {rule.id: level for found, level in named for rule in found}


def unasked_sections(process: Process, rules: Iterable[Rule]) -> list[SectionKind]:
    """The sections of a template of which no rule asks whether they are there, nor leaves one out by name."""
    asking = [check for rule in rules for check in rule.check if isinstance(check, SectionsPresent)]
    left_out = {id_ for check in asking for id_ in check.but}
    return [
        section
        for section in process.sections
        if not section.optional and section.id not in left_out and not any(check.asks(section) for check in asking)
    ]


def make_policy(pack: Pack, written: PolicyFile, levels: Mapping[str, LevelWord], final: bool = False) -> Policy:
    """A pack with the settings of a configuration and of the command line, which wins. Raises `UnknownRule`."""
    chosen = {**_chosen(pack.rules, written.levels or {}), **_chosen(pack.rules, levels)}
    rules = tuple(
        ActiveRule(rule, Level(chosen[rule.id]) if rule.id in chosen else None)
        for rule in pack.rules
        if chosen.get(rule.id) != "off"
    )
    process = pack.process
    if written.trackers.projects:
        process = process._replace(trackers=process.trackers._replace(projects=written.trackers.projects))
    if written.gate.ignore_budget is not None:
        process = process._replace(ignores=process.ignores._replace(budget=Figure(written.gate.ignore_budget)))
    if written.people:
        process = process._replace(people=written.people)
    return Policy(process, rules, pack.rules, pack.vocabulary.of(process), final)
