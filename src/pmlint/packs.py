"""Packs: folders with a process (`pack.yaml`) and its rules (one YAML file each). Only data, so safe to load.

Reading and checking sixty YAML files costs more than linting a document, so a bundled pack is compiled once, as Python
compiles modules: into this package's own `__pycache__`, with a key over the bytes of all its files and of the code. It
is trusted exactly as the `.pyc` files beside it are; a pack from anywhere else is always read from its files.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pmlint.checks import KINDS
from pmlint.data_fault import DataFault, DataFaults
from pmlint.plain_file import Refused, read_plain_file
from pmlint.process import Process
from pmlint.read.vocabulary import Vocabulary
from pmlint.rule import Rule
from pmlint.spelling import near
from pmlint.text import Source, Span

if TYPE_CHECKING:
    from pmlint.yaml_text import Node

_PACKAGE = Path(__file__).resolve().parent

DEFAULT_PACK = "incident-process"

LARGEST = 1024 * 1024
"""Bytes of a pack's file that are read."""


class Pack(NamedTuple):
    """A process and the rules that hold a postmortem to it, in order of their ids."""

    process: Process
    rules: tuple[Rule, ...]
    vocabulary: Vocabulary
    """The words of the process; part of what is compiled."""


class PackNotFound(Exception):
    """No pack has this name, or the folder has no `pack.yaml`."""


def bundled_folder() -> Path:
    """Where the bundled packs are: inside the installed package, or beside `src/` in a checkout."""
    installed = _PACKAGE / "rules"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "rules"


def bundled_names() -> list[str]:
    """The names of the bundled packs."""
    return sorted(file.parent.name for file in bundled_folder().glob("*/pack.yaml"))


def load_bundled(name: str) -> Pack:
    """A bundled pack. Raises `PackNotFound` for a name that is none, `DataFaults` for mistakes in its files."""
    if name not in bundled_names():
        raise PackNotFound(name)
    folder = bundled_folder() / name
    files = _read(folder)
    key = _key(files)
    compiled = _PACKAGE / "__pycache__" / f"{name}.pack"
    if (content := _stored(compiled, key)) is not None:
        known: Pack = pickle.loads(content)  # our own file beside our own code
        return known
    pack = _build(files)
    _store(compiled, key, pickle.dumps(pack, protocol=5))
    return pack


def load_folder(folder: Path) -> Pack:
    """A pack from a folder. Raises `PackNotFound` without a `pack.yaml`, `DataFaults` for mistakes in its files."""
    if not (folder / "pack.yaml").is_file():
        raise PackNotFound(str(folder))
    return _build(_read(folder))


def _read(folder: Path) -> dict[str, bytes]:
    """The bytes of a pack's files by path. Raises `DataFaults`."""
    files: dict[str, bytes] = {}
    faults: list[DataFault] = []
    for file in map(str, sorted(folder.glob("*.yaml"))):
        try:
            files[file] = read_plain_file(file, LARGEST)
        except Refused as refused:
            faults.append(DataFault(Source(file, ""), Span(0, 0), f"the file {refused}"))
        except OSError as error:
            faults.append(DataFault(Source(file, ""), Span(0, 0), f"can't be read: {error.strerror}"))
    if faults:
        raise DataFaults(faults)
    return files


def _key(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path, content in files.items():
        digest.update(f"{os.path.basename(path)} {len(content)} ".encode())
        digest.update(content)
    for code in sorted((*_PACKAGE.glob("*.py"), *_PACKAGE.glob("checks/*.py"), _PACKAGE / "read" / "vocabulary.py")):
        status = code.stat()
        digest.update(f"{code.name} {status.st_size} {status.st_mtime_ns} ".encode())
    return digest.hexdigest()


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).digest()


def _stored(path: Path, key: str) -> bytes | None:
    """A compiled pack; `None` when there is none, or one of other files or other code, or one that is damaged."""
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    seal, content = stored[:32], stored[32:]
    return content if seal == _seal(key, content) else None


def _store(path: Path, key: str, content: bytes) -> None:
    """Writes a compiled pack so that nobody reads half of it; a folder that can't be written stays without."""
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".pmlint-", delete=False) as file:
            try:
                file.write(_seal(key, content) + content)
                file.flush()
                os.replace(file.name, path)
            except OSError:
                os.unlink(file.name)


def _build(files: dict[str, bytes]) -> Pack:
    faults: list[DataFault] = []
    process: Process | None = None
    rules: list[Rule] = []
    for path, content in files.items():
        try:
            source, node, data = _parse(path, content)
            if os.path.basename(path) == "pack.yaml":
                process = _process(source, node, data)
            else:
                rules.append(_rule(source, node, data))
        except DataFaults as error:
            faults.extend(error.faults)
    faults.extend(_clashes(rules, files))
    if faults or process is None:
        raise DataFaults(faults)
    return Pack(process, tuple(sorted(rules, key=lambda rule: rule.id)), Vocabulary(process))


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


def _process(source: Source, node: Node, data: dict[str, Any]) -> Process:
    from pmlint.schema import validated  # pydantic: 75 ms, which a compiled pack need not pay
    from pmlint.yaml_text import place_of

    for severity in data.get("severities") or ():
        if isinstance(severity, dict):  # a sentence may be written alone, or with its mark
            for key in ("criteria", "signals", "actions"):
                if isinstance(severity.get(key), list):
                    severity[key] = [_statement(item) for item in severity[key]]
            if "time-to-repair" in severity:
                severity["time-to-repair"] = _statement(severity["time-to-repair"])
    process = validated(Process, data, source, node)
    if not process.severities:
        at = place_of(node, ("severities",)) or Span(0, 0)
        raise DataFaults([DataFault(source, at, "'severities': a process has at least one")])
    return process


def _statement(written: object) -> object:
    return {"text": written} if isinstance(written, str) else written


def _rule(source: Source, node: Node, data: dict[str, Any]) -> Rule:
    from pmlint.schema import validated
    from pmlint.yaml_text import place_of

    check = data.get("check")
    kind = check.get("kind") if isinstance(check, dict) else None
    if kind not in KINDS:
        guess = near(str(kind), KINDS)
        raise DataFaults(
            [
                DataFault(
                    source,
                    place_of(node, ("check", "kind")) or Span(0, 0),
                    f"no check is called '{kind}'",
                    f"did you mean '{guess}'?" if guess else f"allowed: {', '.join(sorted(KINDS))}",
                )
            ]
        )
    checked = validated(KINDS[str(kind)], check, source, node, ("check",))
    rule = validated(Rule, {**data, "check": checked}, source, node)
    stem = os.path.splitext(os.path.basename(source.path))[0]
    if stem != rule.name:
        raise DataFaults(
            [
                DataFault(
                    source,
                    place_of(node, ("name",)) or Span(0, 0),
                    f"the file of rule '{rule.name}' is called '{stem}.yaml'",
                )
            ]
        )
    return rule._replace(why=rule.why.strip(), fix=rule.fix.strip())


def _clashes(rules: list[Rule], files: dict[str, bytes]) -> list[DataFault]:
    faults: list[DataFault] = []
    seen: dict[str, str] = {}
    for rule in rules:
        if rule.id in seen:
            path = next(path for path in files if os.path.basename(path) == f"{rule.name}.yaml")
            faults.append(DataFault(Source(path, ""), Span(0, 0), f"id {rule.id} is also that of '{seen[rule.id]}'"))
        seen[rule.id] = rule.name
    return faults
