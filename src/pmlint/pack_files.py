"""What the files of a pack say, on top of what the packs say that it extends.

`rules/README.md` documents them; every mistake in them is told with its place.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pmlint.check import AnyCheck
from pmlint.checks import KINDS, renamed
from pmlint.checks.file_name import NAME_PARTS, FileName
from pmlint.data_fault import DataFault, DataFaults
from pmlint.extending import UnknownSection, extended
from pmlint.finding import Level, LevelWord
from pmlint.languages import WordFile, Written, merged, place_of_name, unusable_words, word_file, written_words
from pmlint.process import Process
from pmlint.rule import Rule
from pmlint.spelling import name_key, near
from pmlint.text import Source, Span
from pmlint.tree import WORKING_TREE, Tree
from pmlint.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pmlint.yaml_text import Node


class Pack(NamedTuple):
    """A process and the rules that hold a postmortem to it, in order of their ids."""

    process: Process
    rules: tuple[Rule, ...]
    vocabulary: Vocabulary
    """The words of the process; part of what is compiled."""
    data: dict[str, Any]
    """What the process is made of, as plain data, for who extends it."""


class Borrowed(NamedTuple):
    """A rule of another pack as it was read: how the pack names it, and its file."""

    written: str
    path: str
    content: bytes


class Beside(NamedTuple):
    """What a `pack.yaml` says beside its process."""

    extends: str | None = None
    """The pack that this one extends: a bundled or an installed one by its name, or a folder such as `../ours`."""
    borrow: tuple[str, ...] = ()
    """Rules of other packs that are taken over as they are, ids included, such as `google-sre/missing-status`."""
    levels: dict[str, LevelWord] | None = None
    """Levels of inherited and borrowed rules, by id or name: error, warning, note or off."""


class Location(NamedTuple):
    """Where a pack's folder is: its path, and the tree that is read there."""

    path: Path
    tree: Tree


class PackFolder(NamedTuple):
    """A pack's folder as it was read: the bytes of its files by path, and the folder of the pack that it extends."""

    path: Path
    files: dict[str, bytes]
    """`pack.yaml` and the rules."""
    words: dict[str, bytes]
    """Its words, a file for each language: English first, the others in order of their names."""
    extends: Location | None
    borrowed: tuple[Borrowed, ...] = ()
    tree: Tree = WORKING_TREE
    """Where it was read from, and the folders that it names by their paths are."""


def changed(pack: Pack, changes: dict[str, Any], source: Source, node: Node | None, at: tuple[str | int, ...]) -> Pack:
    """A pack whose process a team changes: `changes` as in a `pack.yaml` that extends it, found at `at` in `node`.

    Raises `DataFaults`.
    """
    data, process = _process(source, node, changes, pack.data, at)
    rules = tuple(_for(rule, process) for rule in pack.rules)
    return Pack(process, rules, Vocabulary(process), data)


class _Said(NamedTuple):
    """What the packs of a chain say together, from the innermost to one of them."""

    data: dict[str, Any]
    process: Process | None
    rules: dict[str, tuple[str, Rule]]
    """By name, each with the path of its file."""


def build(folders: Sequence[PackFolder]) -> Pack:
    """The pack of the first of some folders, each of which extends the next. Raises `DataFaults`."""
    said = _Said({}, None, {})
    for folder in reversed(folders):
        said = _extend(folder, said)
    assert said.process is not None  # else its absence is a fault
    rules = sorted((rule for _, rule in said.rules.values()), key=lambda rule: rule.id)
    return Pack(said.process, tuple(rules), Vocabulary(said.process), said.data)


def _extend(folder: PackFolder, said: _Said) -> _Said:
    """What a folder says on top of what the packs say that it extends."""
    from pmlint.yaml_text import key_place

    faults: list[DataFault] = []
    languages: list[WordFile] = []
    for file, content in folder.words.items():
        with _gathering(faults):
            languages.append(word_file(*_parse(file, content)))
    path = str(folder.path / "pack.yaml")
    data, process, rules = said.data, said.process, dict(said.rules)
    with _gathering(faults):
        source, node, own = _parse(path, folder.files[path])
        if own.get("extends") is not None and folder.extends is None:
            at = key_place(node, ("extends",)) or Span(0, 0)
            faults.append(DataFault(source, at, "'extends' is not read in this form", "write it as 'extends: NAME'"))
        beside = {key: value for key, value in own.items() if key in Beside._fields}
        with _gathering(faults):
            own = {key: value for key, value in own.items() if key not in beside}
            data, process = _process(source, node, own, said.data, words=languages)
        with _gathering(faults):
            written = _beside(source, node, beside)
            with _gathering(faults):
                rules |= _lent(folder.borrowed, written.borrow, source, node, process)
            rules = _leveled(rules, _levels(source, node, written.levels or {}, rules))
    for file, content in folder.files.items():
        with _gathering(faults):
            if file != path:
                rule = _rule(*_parse(file, content), process)
                rules[rule.name] = file, rule
    faults.extend(_clashes(rules))
    if faults:
        raise DataFaults(sorted(faults, key=lambda fault: fault.source.path))
    return _Said(data, process, {name: (where, _for(rule, process)) for name, (where, rule) in rules.items()})


@contextmanager
def _gathering(faults: list[DataFault]) -> Iterator[None]:
    """Adds the mistakes that are met to others, and goes on behind the block, so that all are told in one run."""
    try:
        yield
    except DataFaults as error:
        faults.extend(error.faults)


def _beside(source: Source, node: Node, written: dict[str, Any]) -> Beside:
    from pmlint.schema import validated

    return validated(Beside, written, source, node)


def _lent(
    borrowed: Sequence[Borrowed], written: Sequence[str], source: Source, node: Node, process: Process | None
) -> dict[str, tuple[str, Rule]]:
    """The rules that a pack borrows, by name, each with the path of its file. Raises `DataFaults`."""
    from pmlint.yaml_text import place_of

    lent: dict[str, tuple[str, Rule]] = {}
    faults: list[DataFault] = []
    for each in borrowed:
        place = place_of(node, ("borrow", written.index(each.written))) or Span(0, 0)
        try:
            rule = _rule(*_parse(each.path, each.content), process)
        except DataFaults as error:
            why = error.faults[0]
            message = f"'{each.written}' can't be borrowed: {why.message}"
            faults.append(DataFault(source, place, message, why.help))
            continue
        if rule.name in lent:
            faults.append(DataFault(source, place, f"a rule called '{rule.name}' is borrowed already"))
        lent[rule.name] = each.path, rule
    if faults:
        raise DataFaults(faults)
    return lent


def _leveled(rules: dict[str, tuple[str, Rule]], levels: dict[str, LevelWord]) -> dict[str, tuple[str, Rule]]:
    """Rules with the levels that they are given, without those that are off."""
    return {
        name: (where, rule._replace(level=Level(level)) if level else rule)
        for name, (where, rule) in rules.items()
        if (level := levels.get(name)) != "off"
    }


def words_of(folder: PackFolder) -> Iterator[tuple[Source, Written]]:
    """The words that the files of a pack say, each with its place: those of `pack.yaml`, then language by language.

    Raises `DataFaults` for a file that is no YAML.
    """
    path = str(folder.path / "pack.yaml")
    for file, content in ((path, folder.files[path]), *folder.words.items()):
        source, node, _ = _parse(file, content)
        for written in written_words(node):
            yield source, written


def borrowed_by(path: str, content: bytes) -> Iterator[tuple[str, Source, Span]]:
    """The rules that a `pack.yaml` names to borrow, each with its place; none of what is no list of names.

    Raises `DataFaults` for a file that is no YAML.
    """
    from pmlint.yaml_text import Mapping, Scalar, Sequence

    source, node, _ = _parse(path, content)
    written = node.get("borrow") if isinstance(node, Mapping) else None
    for each in written.items if isinstance(written, Sequence) else ():
        if isinstance(each, Scalar):
            yield each.text.value, source, each.span


def rules_of(folder: PackFolder) -> Iterator[tuple[str, Source, Node]]:
    """The rule files of a folder, each with the name of its rule. Raises `DataFaults` for one that is no YAML."""
    for file, content in folder.files.items():
        name = os.path.splitext(os.path.basename(file))[0]
        if name != "pack":
            source, node, _ = _parse(file, content)
            yield name, source, node


def _parse(path: str, content: bytes) -> tuple[Source, Node, dict[str, Any]]:
    from pmlint.yaml_text import Mapping, YamlFault, as_data, parse_yaml

    try:
        source = Source(path, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        before = Source(path, content[: error.start].decode("utf-8"))
        at = len(before.text)
        raise DataFaults([DataFault(before, Span(at, at), f"not UTF-8: byte 0x{content[error.start]:02X}")]) from None
    try:
        node = parse_yaml(source, Span(0, len(source.text)))
    except YamlFault as fault:
        raise DataFaults([DataFault(source, fault.span, fault.message, fault.help)]) from None
    data = as_data(node)
    if not isinstance(node, Mapping) or not isinstance(data, dict):
        raise DataFaults([DataFault(source, Span(0, 0), "expected keys and values")])
    return source, node, data


def _process(
    source: Source,
    node: Node | None,
    own: dict[str, Any],
    inherited: dict[str, Any],
    at: tuple[str | int, ...] = (),
    words: Sequence[WordFile] = (),
) -> tuple[dict[str, Any], Process]:
    """What a process says on top of an inherited one, as data and checked; `own` stands at `at` in `node`."""
    from pmlint.schema import validated  # pydantic: 75 ms, which a compiled pack need not pay
    from pmlint.yaml_text import as_node, node_at, place_of

    def fault(unknown: UnknownSection) -> DataFault:
        guess = near(unknown.id, unknown.known)
        hint = f"did you mean '{guess}'?" if guess else f"known: {', '.join(unknown.known)}"
        place = place_of(node, (*at, *unknown.at)) or Span(0, 0)
        return DataFault(source, place, f"no section is called '{unknown.id}'", hint)

    if "aliases" in own:
        validated(dict[str, tuple[str, ...]], own["aliases"], source, node, (*at, "aliases"))
    data, unknown = extended(own, inherited, merged(words))
    faults = [fault(each) for each in unknown]
    faults.extend(each for file in words for each in file.unknown(data))
    faults.extend(unusable_words(source, node_at(node, at) or as_node(own)))
    try:
        process = validated(Process, _written_out(data), source, node, at)
    except DataFaults as error:
        raise DataFaults([*faults, *error.faults]) from None
    faults.extend(_shared_names(process, own, source, node, at, words))
    if faults:
        raise DataFaults(faults)
    return data, process


def _shared_names(
    process: Process,
    own: dict[str, Any],
    source: Source,
    node: Node | None,
    at: tuple[str | int, ...],
    words: Sequence[WordFile],
) -> Iterator[DataFault]:
    """Names that stand for two sections; a pack can only have written both itself."""
    from pmlint.yaml_text import place_of

    added = own.get("aliases", {})
    first: dict[str, str] = {}
    for index, section in enumerate(process.known_sections):
        for number, name in enumerate((section.title, *section.aliases)):
            other = first.setdefault(name_key(name), section.id)
            if other == section.id:
                continue
            path: tuple[str | int, ...] = ("sections", index, *(("aliases", number - 1) if number else ("title",)))
            if name in added.get(section.id, ()):
                path = ("aliases", section.id, added[section.id].index(name))
            place = place_of(node, (*at, *path)) or Span(0, 0)
            rival, where = other, place_of_name(words, section.id, name)
            if where is None and (of_other := place_of_name(words, other, name)):
                rival, where = section.id, of_other
            message = f"'{name}' is also a name of section '{rival}'"
            yield DataFault(*(where or (source, place)), message, "keep one of the two")


def _written_out(data: dict[str, Any]) -> dict[str, Any]:
    """A process in which each sentence and figure is written with its marks, where it may be written alone."""
    written = dict(data)
    for entries in ("severities", "written"):
        if isinstance(data.get(entries), list):
            written[entries] = [
                {key: _in_full(key, value) for key, value in entry.items()} if isinstance(entry, dict) else entry
                for entry in data[entries]
            ]
    if "ci-hooks" in data:
        written["ci-hooks"] = _in_full("ci-hooks", data["ci-hooks"])
    if isinstance(data.get("words"), dict):
        written["words"] = {"fields": {}, **data["words"]}
    if isinstance(data.get("deadlines"), dict):
        written["deadlines"] = {key: _in_full(key, value) for key, value in data["deadlines"].items()}
    if isinstance(data.get("demotion"), dict):
        written["demotion"] = {key: _in_full(key, value) for key, value in data["demotion"].items()}
    if isinstance(data.get("ignores"), dict):
        written["ignores"] = {key: _in_full(key, value) for key, value in data["ignores"].items()}
    return written


_SENTENCES = ("criteria", "signals", "actions", "time-to-repair", "postmortem-due", "says", "ci-hooks")
_FIGURES = (
    "action-horizon-days",
    "draft-hours",
    "final-days",
    "final-business-days",
    "horizon-days",
    "budget",
    "stable-minutes",
)


def _in_full(key: str, value: object) -> object:
    """The value of a key that may be a sentence or a figure alone, as one that has its marks."""
    if isinstance(value, list):
        return [_in_full(key, each) for each in value]
    if key in _SENTENCES and isinstance(value, str):
        return {"text": value}
    return {"value": value} if key in _FIGURES and isinstance(value, int) else value


def _levels(
    source: Source, node: Node, written: dict[str, LevelWord], rules: dict[str, tuple[str, Rule]]
) -> dict[str, LevelWord]:
    """The levels that a pack gives to inherited and borrowed rules, by name; `off` leaves one out."""
    from pmlint.yaml_text import key_place

    ids = {rule.id: name for name, (_, rule) in rules.items()}
    levels: dict[str, LevelWord] = {}
    faults: list[DataFault] = []
    for name, level in written.items():
        if known := ids.get(name, name if name in rules else None):
            levels[known] = level
        else:
            guess = near(name, rules)
            hint = f"did you mean '{guess}'?" if guess else None
            place = key_place(node, ("levels", name)) or Span(0, 0)
            faults.append(DataFault(source, place, f"no inherited or borrowed rule is called '{name}'", hint))
    if faults:
        raise DataFaults(faults)
    return levels


def _rule(source: Source, node: Node, data: dict[str, Any], process: Process | None) -> Rule:
    """The rule that a file tells. Raises `DataFaults`."""
    from pmlint.schema import validated
    from pmlint.yaml_text import place_of

    def fault(at: tuple[str | int, ...], message: str, hint: str | None = None) -> DataFaults:
        return DataFaults([DataFault(source, place_of(node, at) or Span(0, 0), message, hint)])

    written = data.get("check")
    several = isinstance(written, list)
    if written == []:
        raise fault(("check",), "a rule asks at least one question")
    checks = tuple(
        _check(each, ("check", index) if several else ("check",), source, node, process)
        for index, each in enumerate(written if isinstance(written, list) else [written])
    )
    rule = validated(Rule, {**data, "check": checks}, source, node)
    stem = os.path.splitext(os.path.basename(source.path))[0]
    if stem != rule.name:
        raise fault(("name",), f"the file of rule '{rule.name}' is called '{stem}.yaml'")
    levels = [severity.level for severity in process.severities] if process else []
    for index, level in enumerate(rule.applies.severity):
        if process and level not in levels:
            known = ", ".join(map(str, levels)) or "none"
            raise fault(("applies", "severity", index), f"the process has no severity {level}", f"it has: {known}")
    return rule._replace(why=rule.why.strip(), fix=rule.fix.strip())


def _check(written: object, at: tuple[str | int, ...], source: Source, node: Node, process: Process | None) -> AnyCheck:
    """The check that a rule's file names at a place, with its parameters. Raises `DataFaults`."""
    from pmlint.schema import validated
    from pmlint.yaml_text import place_of

    def fault(key: tuple[str | int, ...], message: str, hint: str | None) -> DataFaults:
        return DataFaults([DataFault(source, place_of(node, (*at, *key)) or Span(0, 0), message, hint)])

    parameters = written if isinstance(written, dict) else {}
    kind = str(parameters.get("kind"))
    if now := renamed(kind, parameters):
        hint = "one question each: write them as a list" if len(now) > 1 else None
        raise fault(("kind",), f"check '{kind}' is now called {' and '.join(map(repr, now))}", hint)
    if kind not in KINDS:
        guess = near(kind, KINDS)
        hint = f"did you mean '{guess}'?" if guess else f"allowed: {', '.join(sorted(KINDS))}"
        raise fault(("kind",), f"no check is called '{kind}'", hint)
    check = validated(KINDS[kind], parameters, source, node, at, beside=("kind",))
    for unknown in chain(_unknown_name_parts(check), _unknown_sections(check, process)):
        raise fault(*unknown)
    return check


def _unknown_name_parts(check: AnyCheck) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """The parts of a file name's pattern that stand for nothing: each with its key, what is wrong, and a hint."""
    for part in check.unknown() if isinstance(check, FileName) else ():
        guess = near(part, NAME_PARTS)
        hint = f"did you mean '{{{guess}}}'?" if guess else f"known: {', '.join(f'{{{each}}}' for each in NAME_PARTS)}"
        yield ("pattern",), f"'{{{part}}}' is not a part of a file name", hint


def _unknown_sections(check: AnyCheck, process: Process | None) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """The sections that a check names and the template has not: each with its key, what is wrong, and a hint."""
    sections = [section.id for section in process.sections] if process else []
    for key in ("only", "but") if process else ():
        for index, section in enumerate(getattr(check, key, ())):
            if section not in sections:
                guess = near(section, sections)
                hint = f"did you mean '{guess}'?" if guess else f"it has: {', '.join(sections)}"
                yield (key, index), f"the template has no section '{section}'", hint


def _for(rule: Rule, process: Process | None) -> Rule:
    """A rule for the severities of a process, if it asks for those for which a postmortem is required."""
    if rule.applies.where is None or process is None:
        return rule
    levels = tuple(severity.level for severity in process.severities if severity.postmortem == "required")
    return rule._replace(applies=rule.applies._replace(severity=levels))


def _clashes(rules: dict[str, tuple[str, Rule]]) -> list[DataFault]:
    faults: list[DataFault] = []
    seen: dict[str, str] = {}
    for name, (path, rule) in rules.items():
        if rule.id in seen:
            faults.append(DataFault(Source(path, ""), Span(0, 0), f"id {rule.id} is also that of '{seen[rule.id]}'"))
        seen[rule.id] = name
    return faults
