"""What a policy asks less than the one of a commit: its rules, its process, and the settings around them.

Compared is what has a direction: a rule that is off, a deadline that is later, a file that is left out. That names and
words are added, by which documents are read, is everyday work and is not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from pmlint.baseline import Baseline, entry_place
from pmlint.finding import Level, Remark, Subject, Violation
from pmlint.likeness import renamed
from pmlint.patterns import is_pattern
from pmlint.policy import ActiveRule, Policy, PolicyFile
from pmlint.process import Figure, Process
from pmlint.text import Source, Span

MOST_NAMED = 5
"""Rules or entries that one message names; more are counted."""

_ADVICE = "leave it as it was; who may change the policy does so in a change of its own"


class Settings(NamedTuple):
    """A configuration and the policy that it makes; `place` tells where a key of it stands."""

    written: PolicyFile
    policy: Policy
    source: Source
    place: Callable[[str], Span]


class _Less(NamedTuple):
    """That less is asked: by which key of the configuration, and how."""

    key: str
    message: str


def weakened(before: Settings, after: Settings, base: str) -> Iterator[Remark]:
    """What the settings ask less than those of a commit, which is shown as `base`."""
    for key, message in chain(_settings(before.written, after.written), _policies(before.policy, after.policy)):
        at = _shown_place(before, key)
        told = f"{message}, against {at} of {base}"
        yield Remark("policy", Violation(Subject("policy", key), after.place(key), told, _ADVICE))


def unread_settings(reason: str) -> Remark:
    """That the settings of the working tree can't be read, so that nobody knows what they ask."""
    message = f"the policy of the working tree can't be compared: {reason}"
    return Remark("policy", Violation(Subject("policy", "unread"), Span(0, 0), message, "mend it"))


def grown_baseline(source: Source, before: Baseline, after: Baseline, base: str) -> Iterator[Remark]:
    """That a baseline knows findings that the one of a commit does not; `source` is its file."""
    new = {path: lines for path, lines in after.sketches.items() if path not in before.sketches}
    gone = {path: lines for path, lines in before.sketches.items() if path not in after.sketches}
    now = {old: path for path, old in renamed(gone, new).items()}
    known = before.moved(now)
    more = sorted((after.entries - known.entries).elements())
    if more:
        named = _listed([f"{each.rule} in '{each.path}' ({each.fingerprint})" for each in more])
        message = f"the baseline knows {len(more)} findings more than that of {base}: {named}"
        place = entry_place(source, more[0])
        yield Remark("policy", Violation(Subject("policy", "baseline"), place, message, "mend what is found instead"))


def _shown_place(settings: Settings, key: str) -> str:
    line, column = settings.source.position(settings.place(key).start)
    return f"{settings.source.path}:{line}:{column}"


def _quoted(things: Sequence[str]) -> str:
    return _listed([f"'{each}'" for each in things])


def _listed(things: Sequence[str]) -> str:
    more = f" and {len(things) - MOST_NAMED} more" if len(things) > MOST_NAMED else ""
    return ", ".join(things[:MOST_NAMED]) + more


# --- settings ---------------------------------------------------------------------------------------------------------


def _settings(before: PolicyFile, after: PolicyFile) -> Iterator[_Less]:
    was, now = Level(before.fail_on or "error"), Level(after.fail_on or "error")
    if now.rank > was.rank:
        yield _Less("fail-on", f"what fails a run was '{was.value}' and is '{now.value}'")
    given_up = (
        ("final", before.final, after.final, "drafts were judged as final and are no more"),
        (
            "require-files",
            before.require_files,
            after.require_files,
            "a run without postmortems failed, and passes now",
        ),
        ("people", before.people, after.people, "owners were held to a list of people and are no more"),
        ("trackers", before.trackers.projects, after.trackers.projects, "issues were held to the trackers' projects"),
    )
    yield from (_Less(key, message) for key, had, has, message in given_up if had and not has)
    yield from _left_out(before, after)


def _left_out(before: PolicyFile, after: PolicyFile) -> Iterator[_Less]:
    """Files that are looked at no more, by the patterns that say so."""
    for key, more in (("exclude", _added(before.exclude, after.exclude)), *_named(before, after)):
        if more:
            yield _Less(key, f"'{key}' leaves out more: {_quoted(more)}")
    lost = [each for each in before.paths if not _covers(after.paths, each)]
    narrowed = [each for each in _added(before.paths, after.paths) if each.startswith("!")]
    for what, entries in (("has no more", lost), ("takes out", narrowed)):
        if entries:
            yield _Less("paths", f"'paths' {what} {_quoted(entries)}")


def _added(before: Sequence[str], after: Sequence[str]) -> list[str]:
    return [each for each in after if each not in before]


def _named(before: PolicyFile, after: PolicyFile) -> Iterator[tuple[str, list[str]]]:
    """Names that are passed over now: added to the usual ones, or no more taken from them."""
    added = [each for each in _added(before.not_postmortems, after.not_postmortems) if not each.startswith("!")]
    back = [each for each in _added(after.not_postmortems, before.not_postmortems) if each.startswith("!")]
    yield "not-postmortems", [*added, *(each.removeprefix("!") for each in back)]


def _covers(paths: Sequence[str], entry: str) -> bool:
    """Whether some paths have an entry, or a folder around it; no paths at all limit nothing."""
    if entry in paths or not paths or entry.startswith("!"):
        return True
    return any(not is_pattern(each) and f"{entry}/".startswith(f"{each.rstrip('/')}/") for each in paths)


# --- policies ---------------------------------------------------------------------------------------------------------


def _policies(before: Policy, after: Policy) -> Iterator[_Less]:
    """What a policy asks less for all paths, and for those of overrides on either side."""
    yield from _policy(before, after)
    ours = {each.paths: each.policy for each in after.overrides}
    theirs = {each.paths: each.policy for each in before.overrides}
    everywhere = set(_policy(before, after))
    for paths in dict.fromkeys((*theirs, *ours)):
        for key, message in _policy(theirs.get(paths, before), ours.get(paths, after)):
            if (key, message) not in everywhere:
                yield _Less("overrides", f"for {_listed(paths)}: {message}")


def _policy(before: Policy, after: Policy) -> Iterator[_Less]:
    yield from _rules(before, after)
    yield from _process(before.process, after.process)
    if after.since and (before.since is None or after.since > before.since):
        was = f"held from {before.since} on" if before.since else "held for all incidents"
        yield _Less("since", f"the process {was} and holds from {after.since} on")
    most_severe = before.process.most_severe
    was_undeclared, is_undeclared = before.undeclared or most_severe, after.undeclared or most_severe
    if is_undeclared > was_undeclared:
        yield _Less("severity", f"documents that say no severity were judged as {was_undeclared}, now {is_undeclared}")


def _rules(before: Policy, after: Policy) -> Iterator[_Less]:
    """Rules that do not run any more, are milder, or ask something else."""
    now = {each.rule.id: each for each in after.rules}
    known = {rule.id for rule in after.known}
    missing = [was for was in before.rules if was.rule.id not in now]
    if gone := [_name(was) for was in missing if was.rule.id not in known]:
        yield _Less("pack", f"pack '{after.process.name}' has no {_listed(gone)}")
    if off := [_name(was) for was in missing if was.rule.id in known]:
        yield _Less("levels", f"{_listed(off)} {'is' if len(off) == 1 else 'are'} off")
    yield from _changed([(was, now[was.rule.id]) for was in before.rules if was.rule.id in now])


def _changed(pairs: Sequence[tuple[ActiveRule, ActiveRule]]) -> Iterator[_Less]:
    """Rules that still run, before and after, and are milder or ask something else."""
    for was, now in pairs:
        if _level(now).rank < _level(was).rank:
            yield _Less("levels", f"{_name(was)} was '{_level(was).value}' and is '{_level(now).value}'")
    if other := [_name(was) for was, now in pairs if _asked(was) != _asked(now)]:
        yield _Less("pack", f"{_listed(other)}: asked is something else, and nobody knows whether it is less")


def _name(active: ActiveRule) -> str:
    return f"{active.rule.id} {active.rule.name}"


def _level(active: ActiveRule) -> Level:
    return active.override or active.rule.level


def _asked(active: ActiveRule) -> tuple[object, ...]:
    """What a rule asks of whom: all but its level, its words, and which severities the process demands most of."""
    rule = active.rule
    applies = rule.applies._replace(severity=()) if rule.applies.where else rule.applies
    return rule.check, applies, rule.ignorable, rule.ignorable_in_file


def _process(before: Process, after: Process) -> Iterator[_Less]:
    """Sections, severities and figures of which less is asked."""
    ids = {section.id for section in after.sections}
    if gone := [section.title for section in before.sections if section.id not in ids]:
        yield _Less("process", f"the process has no section {_quoted(gone)} any more")
    spared = {each.level for each in after.severities if each.postmortem != "required"}
    for severity in before.severities:
        if severity.postmortem == "required" and severity.level in spared:
            label = before.severity_label.replace("{level}", str(severity.level))
            yield _Less("process", f"severity '{label}' needs no postmortem any more")
    yield from _limits(before, after)


def _limits(before: Process, after: Process) -> Iterator[_Less]:
    """Figures that limit how long may be waited, how much ignored, and how little said."""
    for name, was, now in _figures(before, after):
        if was is not None and (now is None or now > was):
            yield _Less("process", f"'{name}' was {was} and is {'not limited' if now is None else now}")
    if after.enough_words < before.enough_words:
        yield _Less("process", f"'enough-words' was {before.enough_words} and is {after.enough_words}")
    could, may = before.ignores.budget.value, after.ignores.budget.value
    if may > could:
        yield _Less("gate", f"a document could ignore {could} findings and may ignore {may}")


def _figures(before: Process, after: Process) -> Iterator[tuple[str, int | None, int | None]]:
    """Figures of which more is less, before and after: how long may be waited."""
    yield "ignores.horizon-days", before.ignores.horizon_days.value, after.ignores.horizon_days.value
    for name in before.deadlines._fields:
        yield f"deadlines.{name.replace('_', '-')}", *_values(before.deadlines, after.deadlines, name)
    now = {each.level: each for each in after.severities}
    for severity in before.severities:
        if severity.level in now:
            for name in ("final_days", "final_business_days", "action_horizon_days", "repair_minutes"):
                told = f"severities.{severity.level}.{name.replace('_', '-')}"
                yield told, *_values(severity, now[severity.level], name)


def _values(before: object, after: object, name: str) -> tuple[int | None, int | None]:
    was, now = getattr(before, name), getattr(after, name)
    return (was.value if isinstance(was, Figure) else None), (now.value if isinstance(now, Figure) else None)
