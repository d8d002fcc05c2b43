"""The configuration: where it is, and what it says."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pmlint import packs
from pmlint.cli.main import Stop
from pmlint.data_fault import DataFault, DataFaults
from pmlint.policy import Policy, PolicyFile, UnknownRule, make_policy
from pmlint.text import Source, Span

NAME = ".pmlint.yaml"

LARGEST = 64 * 1024
"""Bytes of a configuration that are read."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the configuration says; `root` is the folder that its paths are relative to, `path` its file, if any."""

    written: PolicyFile
    root: str
    path: str | None = None


def find_configuration(explicit: str | None) -> Configuration:
    """The configuration named by hand, or that of the repository: the nearest above the working directory.

    Raises `Stop` with every mistake in it: path, line, key, allowed values, near name.
    """
    if explicit is not None:
        return Configuration(_read(Path(explicit)), os.path.dirname(explicit) or ".", explicit)
    folder = Path.cwd()
    for parent in (folder, *folder.parents):
        own, project = parent / NAME, parent / "pyproject.toml"
        if (parent / ".pmlint.yml").exists():
            raise Stop(f"{_shown(parent / '.pmlint.yml')}: call it {NAME}; under this name it is not read")
        in_project = _has_table(project)
        if own.exists() and in_project:
            raise Stop(
                f"{_shown(own)} and [tool.pmlint] in {_shown(project)} both configure pmlint; keep one of the two"
            )
        if own.exists():
            return Configuration(_read(own), str(parent), _shown(own))
        if in_project:
            return Configuration(_read(project), str(parent), _shown(project))
        if (parent / ".git").exists():
            return Configuration(PolicyFile(), str(parent))
    return Configuration(PolicyFile(), str(folder))


def load_policy(
    configuration: Configuration, pack: str | None, levels: Sequence[tuple[str, str]], final: bool
) -> Policy:
    """The pack that is asked for (by name or folder), with the settings of the configuration and the command line."""
    name = pack or configuration.written.pack
    if name is not None and pack is None and _is_folder(name):
        name = os.path.join(configuration.root, name)
    chosen = load_pack(name)
    try:
        return make_policy(chosen, configuration.written, dict(levels), final)  # type: ignore[arg-type]
    except UnknownRule as unknown:
        hint = f"; did you mean '{unknown.guess}'?" if unknown.guess else "; 'pmlint rules' lists them"
        raise Stop(f"no rule is called '{unknown.name}'{hint}") from None


def load_pack(name: str | None) -> packs.Pack:
    """A bundled pack by name, or one from a folder. Raises `Stop` with every mistake in it."""
    if name is None:
        name = packs.DEFAULT_PACK
    try:
        return packs.load_folder(Path(name)) if _is_folder(name) else packs.load_bundled(name)
    except packs.PackNotFound:
        if _is_folder(name):
            raise Stop(f"'{name}' is no pack: it has no pack.yaml") from None
        bundled = ", ".join(packs.bundled_names())
        raise Stop(f"no pack is called '{name}' (bundled: {bundled}); a folder is written './{name}'") from None
    except DataFaults as error:
        raise _told(error) from None


def _is_folder(name: str) -> bool:
    return "/" in name or os.sep in name or name in (".", "..")


def _shown(path: Path) -> str:
    relative = os.path.relpath(path)
    return relative if not relative.startswith("..") else str(path)


def _has_table(project: Path) -> bool:
    """Whether a pyproject.toml has a [tool.pmlint] table; one that is broken is another tool's concern."""
    try:
        content = project.read_bytes()
    except OSError:
        return False
    if b"tool.pmlint" not in content and b"pmlint" not in content:
        return False
    import tomllib  # only where a project has a table for us

    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return b"tool.pmlint" in content
    return "pmlint" in data.get("tool", {})


def _read(path: Path) -> PolicyFile:
    shown = _shown(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Stop(f"{shown}: the configuration can't be read: {error.strerror}") from None
    if len(content) > LARGEST:
        raise Stop(f"{shown}: the configuration is larger than {LARGEST // 1024} KiB")
    try:
        source = Source(shown, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Stop(f"{shown}:{line}: the configuration is not UTF-8") from None
    try:
        return _from_toml(source) if path.name == "pyproject.toml" else _from_yaml(source)
    except DataFaults as error:
        raise _told(error) from None


def _from_yaml(source: Source) -> PolicyFile:
    from pmlint.schema import validated
    from pmlint.yaml_text import Mapping, YamlFault, as_data, parse_yaml

    try:
        node = parse_yaml(source, Span(0, len(source.text)))
    except YamlFault as fault:
        raise DataFaults([DataFault(source, fault.span, fault.message, fault.help)]) from None
    if node is None:
        return PolicyFile()
    if not isinstance(node, Mapping):
        raise DataFaults(
            [DataFault(source, node.span, "expected keys and values", "such as 'paths: [docs/incidents]'")]
        )
    return validated(PolicyFile, as_data(node), source, node)


def _from_toml(source: Source) -> PolicyFile:
    import tomllib

    from pmlint.schema import validated

    try:
        data = tomllib.loads(source.text)["tool"]["pmlint"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise DataFaults([DataFault(source, Span(0, 0), f"not valid TOML: {error}")]) from None
    # tomllib gives no places: mistakes are told at the table's head.
    at = max(source.text.find("[tool.pmlint"), 0)
    try:
        return validated(PolicyFile, data, source, None)
    except DataFaults as error:
        raise DataFaults([DataFault(source, Span(at, at), each.message, each.help) for each in error.faults]) from None


def _told(error: DataFaults) -> Stop:
    return Stop("\n       ".join(map(str, error.faults)))
