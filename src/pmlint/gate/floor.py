"""What no configuration talks the gate out of.

A team's own levels, exclusions and dates are for its daily lint. An incident that needs a postmortem closes by the
pack in force at its own levels, and where that pack is, or extends, one whose rules are marked as a `floor`, these
rules hold as the bundled pack has them: for its sections, its groups of actions and its severities. What a team has
named otherwise keeps the team's names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pmlint.pack_files import Pack
from pmlint.policy import ActiveRule, Policy
from pmlint.process import ActionGroup, Process, SectionKind, SeverityLevel
from pmlint.rule import Rule
from pmlint.vocabulary import Vocabulary


class Held(NamedTuple):
    """The policies by which the gate judges a postmortem; it has to keep both."""

    own: Policy
    """The pack in force, at its own levels or graver ones. What a document asks to ignore is decided by this one."""
    floor: Policy | None = None
    """The rules of the floor; `None` where the pack in force has them as they are."""

    def at(self, severity: SeverityLevel) -> Held:
        """The same for an incident of a severity, or of a graver one where the document says so."""
        floor = self.floor and self.floor._replace(at_least=severity, undeclared=severity)
        return Held(self.own._replace(at_least=severity, undeclared=severity), floor)

    def requires(self, severity: SeverityLevel) -> bool:
        """Whether an incident of a severity needs a postmortem; a process without severities always asks for one."""
        return any(_requires(each.process, severity) for each in (self.own, self.floor) if each)

    @property
    def severities(self) -> list[SeverityLevel]:
        """The severities that there are, the gravest first; none, where the process tells none apart."""
        processes = [each.process for each in (self.own, self.floor) if each]
        return sorted({each.level for process in processes for each in process.severities})

    @property
    def most_severe(self) -> SeverityLevel:
        """What an incident is judged as while its severity is not known."""
        return min(each.process.most_severe for each in (self.own, self.floor) if each)


def _requires(process: Process, severity: SeverityLevel) -> bool:
    required = {each.level for each in process.severities if each.postmortem == "required"}
    return severity in required or not process.severities


def held(policy: Policy, bundled: Pack | None) -> Held:
    """The policies of the gate from a team's own; `bundled` is the pack that the team's is, or extends."""
    floor_rules = tuple(rule for rule in bundled.rules if rule.floor) if bundled else ()
    chosen = {each.rule.id: each.override for each in policy.rules}
    rules = tuple(_at_least_its_own(rule, chosen.get(rule.id)) for rule in policy.known)
    own = policy._replace(rules=rules, final=True, since=None, overrides=(), undeclared=None, deadlines=False)
    if not bundled or not floor_rules or _has_floor(policy, bundled.process, floor_rules):
        return Held(own)
    process = floor_process(bundled.process, policy.process)
    floor = own._replace(
        process=process,
        rules=tuple(map(ActiveRule, floor_rules)),
        known=floor_rules,
        vocabulary=Vocabulary(process),
    )
    ids = {rule.id for rule in floor_rules}
    both = (*floor.rules, *(each for each in own.rules if each.rule not in floor_rules))
    known = (*floor_rules, *(rule for rule in policy.known if rule.id not in ids))
    return Held(own._replace(rules=both, known=known), floor)


def _at_least_its_own(rule: Rule, chosen: Any) -> ActiveRule:
    """A rule at its own level, or at the graver one that a team has chosen."""
    return ActiveRule(rule, chosen if chosen and chosen.rank > rule.level.rank else None)


def _has_floor(policy: Policy, floor: Process, rules: Sequence[Rule]) -> bool:
    """Whether a policy has all rules of the floor as they are, and its process but for what is the team's own."""
    known = policy.process._replace(trackers=floor.trackers, people=floor.people, ignores=floor.ignores)
    return known == floor and all(rule in policy.known for rule in rules)


def floor_process(floor: Process, own: Process) -> Process:
    """The process of the floor with the names and words of another: nothing is asked less, and all is understood."""
    theirs = {each.id: each for each in own.known_sections}
    asked = {each.id for each in floor.sections}
    kinds = {each.kind: each for each in own.action_groups}
    return floor._replace(
        sections=tuple(_section(each, theirs.get(each.id)) for each in floor.sections),
        other_sections=tuple(each for each in own.known_sections if each.id not in asked),
        action_groups=tuple(_group(each, kinds.get(each.kind)) for each in floor.action_groups),
        words=_together(floor.words, own.words),
        roles=own.roles,
        people=own.people,
        trackers=own.trackers,
        enough_words=max(floor.enough_words, own.enough_words),
    )


def _section(floor: SectionKind, own: SectionKind | None) -> SectionKind:
    """A section of the floor, with what a team calls it."""
    if own is None or own == floor:
        return floor
    aliases = tuple(dict.fromkeys((*own.aliases, floor.title, *floor.aliases)))
    return floor._replace(
        title=own.title,
        number=own.number,
        aliases=tuple(name for name in aliases if name != own.title),
        phrases=_together(floor.phrases, own.phrases),
    )


def _group(floor: ActionGroup, own: ActionGroup | None) -> ActionGroup:
    return floor if own is None else floor._replace(aliases=_together(floor.aliases, (own.title, *own.aliases)))


def _together(floor: Any, own: Any) -> Any:
    """Words of two processes: lists are added to, and so is what holds lists."""
    if hasattr(floor, "_fields"):
        return type(floor)(*map(_together, floor, own))
    if isinstance(floor, dict) and isinstance(own, dict):
        return {
            key: _together(floor[key], own[key]) if key in floor and key in own else floor.get(key, own.get(key))
            for key in (*floor, *(key for key in own if key not in floor))
        }
    if isinstance(floor, tuple) and isinstance(own, tuple):
        return (*floor, *(each for each in own if each not in floor))
    return floor
