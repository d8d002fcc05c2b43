"""The configuration: where it is, and what it says."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from pmlint import packs
from pmlint.cli.calendar import calendar_of, day_of
from pmlint.cli.main import Stop, say
from pmlint.data_fault import DataFault, DataFaults
from pmlint.finding import LevelWord
from pmlint.forms.directory import listed_in
from pmlint.installed import Unusable, installed_names, installed_pack
from pmlint.pack_files import Pack, changed
from pmlint.plain_file import Refused, read_plain_file
from pmlint.policy import NO_POSTMORTEMS, Policy, PolicyFile, UnknownRule, make_policy, rules_named, unasked_sections
from pmlint.process import Process, SeverityLevel
from pmlint.report import ExitCode
from pmlint.rule import Rule
from pmlint.selection import BadEntry, Selection, Speaks, from_folder
from pmlint.spelling import near
from pmlint.text import Source, Span
from pmlint.yaml_text import Mapping, Node, YamlFault, as_data, key_place, parse_yaml, place_of

NAME = ".pmlint.yaml"

_RENAMED = f"rename it to {NAME}"
_MOVED = f"write it as {NAME}, or as [tool.pmlint] in pyproject.toml"
_MISNAMED = {".pmlint.yml": _RENAMED, "pmlint.yaml": _RENAMED, "pmlint.yml": _RENAMED}
_MISNAMED |= {".pmlint.toml": _MOVED, "pmlint.toml": _MOVED}
"""Names under which a configuration is not read, as those of other tools are, and what to do about it."""

LARGEST = 64 * 1024
"""Bytes of a configuration that are read."""

LARGEST_PROJECT = 1024 * 1024
"""Bytes of a pyproject.toml that are read; it may hold much that is not ours."""


class Configuration(NamedTuple):
    """What the configuration says; `root` is the folder that its paths are relative to, `source` its file, if any."""

    written: PolicyFile
    root: str
    source: Source | None = None
    node: Node | None = None
    """The file's values with their places."""
    override: int | None = None
    """Which of the overrides has been put over the rest, where one has."""
    faults: tuple[DataFault, ...] = ()
    """What of the file could not be taken, and is left out of `written`; `load_policy` tells it with the rest."""

    def mistake(self, keys: tuple[str | int, ...], message: str) -> Stop:
        """A mistake in what the configuration says at a path of keys and indexes, told with its place."""
        fault = self._at(keys, message)
        return Mistakes([fault]) if isinstance(fault, DataFault) else Stop(fault)

    def warn(self, keys: tuple[str | int, ...], message: str) -> None:
        """Tells something about what the configuration says at a path of keys and indexes that is no mistake."""
        say(f"warning: {self._at(keys, message)}")

    def _at(self, keys: tuple[str | int, ...], message: str) -> DataFault | str:
        if self.source is None:
            return message
        is_entry = len(keys) > 1
        if self.override is not None and key_place(self.node, ("overrides", self.override, *keys)):
            keys = ("overrides", self.override, *keys)
        span = (key_place(self.node, keys) if is_entry else None) or place_of(self.node, keys)
        return DataFault(self.source, span or Span(0, 0), message)

    def keys(self, key: str) -> tuple[str | int, ...]:
        """Where a key stands: in the override, if that is what says it."""
        if self.override is not None and getattr(self.written.overrides[self.override], key) is not None:
            return ("overrides", self.override, key)
        return (key,)

    def place_of(self, key: str) -> str | None:
        """Where the file says a key, as `path:line:column`; `None` where it does not."""
        place = key_place(self.node, (key,))
        return str(DataFault(self.source, place, "")).rstrip(": ") if self.source and place else None

    def is_other(self, path: str) -> bool:
        """Whether a configuration lies elsewhere than in the root."""
        return os.path.realpath(os.path.dirname(path)) != os.path.realpath(self.root)


def no_configuration() -> Configuration:
    """The defaults, with paths as from the root of the repository, or else from the working directory."""
    folder = Path.cwd()
    root = next(filter(is_root, (folder, *folder.parents)), folder)
    return Configuration(PolicyFile(), str(root))


def find_configuration(explicit: str | None) -> Configuration:
    """The configuration named by hand, or that of the repository's root; without a repository, the working directory's.

    One in a folder between the two is not used, which is told. Raises `Stop` where the file can't be read; what is
    wrong in it `load_policy` tells.
    """
    if explicit is not None:
        return _read(Path(explicit), os.path.dirname(explicit) or ".")
    folder = Path.cwd()
    inner = [*takewhile(lambda each: not is_root(each), (folder, *folder.parents))]
    in_repository = len(inner) <= len(folder.parents)
    root = inner[-1].parent if in_repository and inner else folder
    for nested in inner if in_repository else ():
        if found := _file_in(nested):
            say(f"warning: {shown(found)} is not used: the configuration is that of the repository, {shown(root)}")
    file = _file_in(root)
    return _read(file, str(root)) if file else Configuration(PolicyFile(), str(root))


def is_root(folder: Path) -> bool:
    """Whether a folder is the root of a repository; that of a linked working tree has a file there."""
    return (folder / ".git").exists()


def _file_in(folder: Path) -> Path | None:
    """The file of a folder that configures pmlint. Raises `Stop` where there are two, or one under another name."""
    own, project = folder / NAME, folder / "pyproject.toml"
    for name, advice in _MISNAMED.items():
        if os.path.lexists(other := folder / name):
            raise Stop(f"{shown(other)}: {advice}; it is not read under this name")
    in_project = _has_table(project)
    if not os.path.lexists(own):
        return project if in_project else None
    if in_project:
        raise Stop(f"{shown(own)} and [tool.pmlint] in {shown(project)} both configure pmlint; keep one of the two")
    return own


def load_policy(
    configuration: Configuration,
    pack: str | None,
    levels: Sequence[tuple[str, LevelWord]],
    final: bool,
    deadlines: bool = False,
    severity: int | None = None,
) -> Policy:
    """The pack that is asked for (by name or folder), with the settings of the configuration and the command line.

    Raises `Stop` with every mistake of the configuration: path, line, key, allowed values, near name.
    """
    together = Together(configuration.faults)
    with together:
        selection_of(configuration)
    with together:
        written = with_people(configuration)
    with together:
        calendar = calendar_of(configuration.written.calendar, configuration.mistake)
    with together:
        since = _since(configuration)
    with together:
        chosen = _pack(configuration, pack)
        for name in configuration.written.levels or {}:
            with together:
                _of_rules(configuration, chosen.rules, name)
        with together:
            if changes := configuration.written.process:
                chosen = _changed(chosen, changes, configuration)
            undeclared = _undeclared(configuration, severity, chosen.process)
    together.end()
    try:
        policy = make_policy(chosen, written, dict(levels), final)
    except UnknownRule as unknown:
        raise Stop(_no_rule(unknown)) from None
    if configuration.override is None:
        _tell_idle_levels(configuration, policy)
    _tell_unasked_sections(chosen)
    return policy._replace(
        configuration=configuration.source.path if configuration.source else None,
        package=_package(pack or configuration.written.pack),
        deadlines=deadlines,
        calendar=calendar,
        since=since,
        undeclared=undeclared,
    )


def _pack(configuration: Configuration, pack: str | None) -> Pack:
    """The pack that is asked for, or the configured one."""
    try:
        return load_pack(pack or _configured_pack(configuration))
    except NoPack as error:
        raise error if pack else configuration.mistake(("pack",), error.message) from None


def _of_rules(configuration: Configuration, rules: tuple[Rule, ...], name: str) -> None:
    """Raises `Stop` where a name that the configuration gives a level is none of the rules'."""
    try:
        rules_named(rules, name)
    except UnknownRule as unknown:
        raise configuration.mistake(("levels", name), _no_rule(unknown)) from None


def _no_rule(unknown: UnknownRule) -> str:
    hint = f"; did you mean '{unknown.guess}'?" if unknown.guess else "; 'pmlint rules' lists them"
    return f"no rule is called '{unknown.name}'{hint}"


def selection_of(
    configuration: Configuration, paths: Sequence[str] | None = None, speaks: Speaks | None = None
) -> Selection:
    """What the configuration says about paths, or instead of its own about other ones. Raises `Stop`."""
    written = configuration.written
    chosen = written.paths if paths is None else paths
    try:
        return Selection(configuration.root, chosen, written.exclude, written.not_postmortems, NO_POSTMORTEMS, speaks)
    except BadEntry as bad:
        raise configuration.mistake((bad.key, bad.index), f"'{bad.key}.{bad.index}': {bad}") from None


def _package(pack: str | None) -> str | None:
    """The installed package that brings a pack, where one does."""
    if pack is None or _is_folder(pack) or pack in packs.bundled_names():
        return None
    found = installed_pack(pack)
    return found.package if found else None


def overridden(configuration: Configuration, index: int) -> Configuration:
    """The configuration with one of its overrides put over the rest; of another pack, only what that one has."""
    written, own = configuration.written, configuration.written.overrides[index]
    given = {key: value for key, value in own._asdict().items() if key != "paths" and value is not None}
    levels = dict(written.levels or {})
    if own.pack is not None:
        given.setdefault("process", None)
        with suppress(NoPack):
            known = load_pack(_configured_pack(configuration._replace(written=written._replace(pack=own.pack)))).rules
            levels = {name: level for name, level in levels.items() if _names_rules(known, name)}
    given["levels"] = levels | (own.levels or {})
    return configuration._replace(written=written._replace(**given), override=index)


def _names_rules(rules: tuple[Rule, ...], name: str) -> bool:
    try:
        return bool(rules_named(rules, name))
    except UnknownRule:
        return False


def _since(configuration: Configuration) -> date | None:
    text = configuration.written.since
    return None if text is None else day_of(configuration.mistake, ("since",), text)


def _tell_idle_levels(configuration: Configuration, policy: Policy) -> None:
    """Tells the configured levels that change nothing."""
    levels = configuration.written.levels or {}
    of_rule: dict[str, str] = {}  # the first name that a rule is given a level by
    for name, level in levels.items():
        first, *others = rules_named(policy.known, name)
        if not others and first.id in of_rule:
            earlier = of_rule[first.id]
            configuration.warn(("levels", earlier), f"'{earlier}' has no effect: '{name}' is the same rule")
        elif all(level == rule.level.value for rule in (first, *others)):
            are = f"{first.id} is" if not others else "these rules are"
            configuration.warn(("levels", name), f"'{name}' has no effect: {are} '{level}' without it")
        if not others:
            of_rule[first.id] = name


def _tell_unasked_sections(pack: Pack) -> None:
    """Tells the sections that a pack lists and no rule asks for: documents without them would pass in silence."""
    if unasked := unasked_sections(pack.process, pack.rules):
        names = ", ".join(f"'{section.heading}'" for section in unasked)
        say(
            f"warning: pack '{pack.process.name}': no rule asks whether these sections are there: {names} "
            "(a rule with the check 'sections-present' does; a section that may be left out is 'optional: true')"
        )


def _undeclared(configuration: Configuration, severity: int | None, process: Process) -> SeverityLevel | None:
    """The severity of documents that say none, by the command line or the configuration. Raises `Stop`."""
    chosen = configuration.written.severity if severity is None else severity
    known = [each.level for each in process.severities]
    if chosen is None or chosen in known:
        return chosen
    message = f"'severity': the process has no severity {chosen}; it has {', '.join(map(str, known)) or 'none'}"
    raise configuration.mistake(("severity",), message) if severity is None else Stop(message)


def with_people(configuration: Configuration) -> PolicyFile:
    """What the configuration says, with those who stand in files of people instead of the files."""
    written = configuration.written
    entries = [each for at, entry in enumerate(written.people) for each in _people(entry, at, configuration)]
    return written._replace(people=tuple(entries))


def _people(entry: str, at: int, configuration: Configuration) -> Sequence[str]:
    """The people of an entry: itself, or those in the file that it is the path of, such as `.github/CODEOWNERS`."""
    if "/" not in entry or entry.startswith("@"):
        return [entry]
    path, where = Path(configuration.root, entry), ("people", at)
    try:
        text = read_plain_file(str(path), LARGEST, follow=False).decode("utf-8")
    except (Refused, UnicodeDecodeError) as refused:
        reason = refused if isinstance(refused, Refused) else "is not UTF-8"
        raise configuration.mistake(where, f"the people file '{entry}' {reason}") from None
    except OSError as error:
        raise configuration.mistake(where, f"the people file '{entry}' can't be read: {error.strerror}") from None
    found = list(listed_in(text, owners_of_code=path.name == "CODEOWNERS"))
    if not found:
        raise configuration.mistake(where, f"the people file '{entry}' names nobody")
    return found


def _changed(pack: Pack, changes: dict[str, Any], configuration: Configuration) -> Pack:
    """The pack with the configuration's own process."""
    source = configuration.source
    assert source is not None  # which is where the changes are from
    try:
        return changed(pack, changes, source, configuration.node, configuration.keys("process"))
    except DataFaults as error:
        raise told(error) from None


def pack_files_of(configuration: Configuration, pack: str | None) -> str | Path:
    """The pack that `load_policy` takes, as the name of a bundled one or its folder. Raises `Stop`."""
    Together(configuration.faults).end()
    name = pack or _configured_pack(configuration) or packs.DEFAULT_PACK
    return Path(name) if _is_folder(name) else name


def _configured_pack(configuration: Configuration) -> str | None:
    name = configuration.written.pack
    return os.path.join(configuration.root, name) if name is not None and _is_folder(name) else name


class NoPack(Stop):
    """No pack has this name or stands in this folder."""


def load_pack(pack: str | Path | None) -> Pack:
    """A bundled or an installed pack by name, or one from a folder. Raises `Stop` with every mistake in it."""
    name = packs.DEFAULT_PACK if pack is None else str(pack)
    in_folder = isinstance(pack, Path) or _is_folder(name)
    try:
        return packs.load_folder(Path(name)) if in_folder else packs.load_named(name)
    except Unusable as unusable:
        raise NoPack(str(unusable)) from None
    except packs.PackNotFound:
        if not packs.bundled_names():
            message = "pmlint's packs are not there as files, as in an archive; install it with pip or pipx"
            raise Stop(message, ExitCode.INCOMPLETE) from None
        if in_folder:
            raise NoPack(f"'{name}' is not a pack: it has no pack.yaml") from None
        guess = near(name, [*packs.bundled_names(), *installed_names()])
        hint = f"; did you mean '{guess}'?" if guess else ""
        message = f"no pack is called '{name}'{hint} ({packs.known_packs()}); a folder is written './{name}'"
        raise NoPack(message) from None
    except DataFaults as error:
        raise told(error) from None


def _is_folder(name: str) -> bool:
    return "/" in name or os.sep in name or name in (".", "..")


def shown(path: Path) -> str:
    """A path as it is told: from the working directory, if it lies below it."""
    relative = from_folder(str(path), ".")
    return relative if not relative.startswith("..") else str(path)


def _has_table(project: Path) -> bool:
    """Whether a pyproject.toml has a [tool.pmlint] table; one that is broken is another tool's concern."""
    try:
        content = read_plain_file(str(project), LARGEST_PROJECT)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Stop(f"{shown(project)}: the file can't be read: {error.strerror}") from None
    except Refused as refused:
        raise Stop(f"{shown(project)}: the file {refused}") from None
    if b"pmlint" not in content:
        return False
    import tomllib  # only where a project may have a table for us

    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return b"tool.pmlint" in content
    tool = data.get("tool")
    return isinstance(tool, dict) and "pmlint" in tool


def _read(path: Path, root: str) -> Configuration:
    name = shown(path)
    in_project = path.name == "pyproject.toml"
    try:
        content = read_plain_file(str(path), LARGEST_PROJECT if in_project else LARGEST, follow=False)
    except Refused as refused:
        raise Stop(f"{name}: the configuration {refused}") from None
    except OSError as error:
        raise Stop(f"{name}: the configuration can't be read: {error.strerror}") from None
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        source = Source(name, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        before = Source(name, content[: error.start].decode("utf-8"))
        at = Span(len(before.text), len(before.text))
        raise told(DataFaults([DataFault(before, at, "the configuration is not UTF-8", "save it as UTF-8")])) from None
    try:
        return _from_toml(source, root) if in_project else _from_yaml(source, root)
    except DataFaults as error:
        raise told(error) from None


def _from_yaml(source: Source, root: str) -> Configuration:
    try:
        node = parse_yaml(source, Span(0, len(source.text)))
    except YamlFault as fault:
        raise DataFaults([DataFault(source, fault.span, fault.message, fault.help)]) from None
    if node is None:
        return Configuration(PolicyFile(), root, source)
    if not isinstance(node, Mapping):
        raise DataFaults(
            [DataFault(source, node.span, "expected keys and values", "such as 'paths: [docs/incidents]'")]
        )
    return _valid(as_data(node), root, source, node)


def _from_toml(source: Source, root: str) -> Configuration:
    import tomllib

    from pmlint.toml_text import toml_node

    try:
        data = tomllib.loads(source.text)["tool"]["pmlint"]
    except tomllib.TOMLDecodeError as error:
        message, place = _TOML_PLACE.sub("", str(error)), _TOML_PLACE.search(str(error))
        at = source.offset(int(place[1])) + int(place[2]) - 1 if place and place[1] else len(source.text)
        raise DataFaults([DataFault(source, Span(at, at), f"not valid TOML: {message}")]) from None
    except RecursionError:
        raise DataFaults([DataFault(source, Span(0, 0), "not valid TOML: nested too deep")]) from None
    except (KeyError, TypeError):
        raise DataFaults([DataFault(source, Span(0, 0), "no table [tool.pmlint]")]) from None
    if not isinstance(data, dict):
        raise DataFaults([DataFault(source, Span(0, 0), "'tool.pmlint': expected a table")])
    return _valid(data, root, source, toml_node(source, data, ("tool", "pmlint")))


def _valid(data: object, root: str, source: Source, node: Node) -> Configuration:
    from pmlint.schema import valid_part

    written, faults = valid_part(PolicyFile, data, source, node)
    return Configuration(written, root, source, node, faults=faults)


_TOML_PLACE = re.compile(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)")


class Mistakes(Stop):
    """Ends the run with mistakes in files: one a line, each once, those of a file in order of their places."""

    def __init__(self, faults: Sequence[DataFault]) -> None:
        self.faults = tuple(faults)
        files = list(dict.fromkeys(each.source.path for each in faults))
        ordered = sorted(faults, key=lambda each: (files.index(each.source.path), each.span.start))
        super().__init__("\n       ".join(dict.fromkeys(map(str, ordered))))


class Together:
    """Keeps the mistakes that end its `with` blocks, so that what is wrong in one does not hide what is in another."""

    def __init__(self, faults: Sequence[DataFault] = ()) -> None:
        self._faults = list(faults)

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, Mistakes):
            self._faults += error.faults
        return isinstance(error, Mistakes)

    def end(self) -> None:
        """Raises `Stop` with all mistakes so far, if there are any."""
        if self._faults:
            raise Mistakes(self._faults)


def told(error: DataFaults) -> Stop:
    """The end of a run that mistakes in data make."""
    return Mistakes(error.faults)
