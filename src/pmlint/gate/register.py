"""The register of a team's incidents: a list in YAML, JSON or CSV, read strictly.

Each entry has the same keys in all three. Whatever is misspelt, said twice, or not plainly what it should be is a
mistake of the register, and no incident is judged by a register that has one.
"""

from __future__ import annotations

import csv
import io
import json
import posixpath
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple, TypeVar, cast, get_args

from pmlint.data_fault import DataFault, DataFaults
from pmlint.gate.record import Closed, Place, Record, State
from pmlint.gate.references import Reference, reference
from pmlint.spelling import near
from pmlint.text import Source, Span, Text
from pmlint.vocabulary import Vocabulary
from pmlint.yaml_text import Mapping, Node, Scalar, YamlFault, parse_yaml, unknown_key
from pmlint.yaml_text import Sequence as YamlSequence

T = TypeVar("T")

Format = Literal["yaml", "json", "csv"]

FORMATS: dict[str, Format] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "csv"}
"""The formats of a register by the ending of its name."""

LARGEST = 5 * 1024 * 1024
"""Bytes of a register that are read: tens of thousands of incidents."""

KEYS = ("id", "severity", "state", "opened", "closed", "url", "postmortem", "reason")
"""What an entry may say."""

_LIST = "incidents"


class Entry(NamedTuple):
    """An entry as it is written: what it says by key, each with its place; what says nothing is left out."""

    span: Span
    said: dict[str, Text]


class Register(NamedTuple):
    """The incidents of a register, in its order, and what of it was passed over."""

    records: tuple[Record, ...]
    notes: tuple[str, ...] = ()


def read_register(source: Source, format: Format, vocabulary: Vocabulary, home: str = "") -> Register:
    """The incidents of a register; `home` is the repository that bare numbers are of. Raises `DataFaults`."""
    notes: list[str] = []
    faults: list[DataFault] = []
    entries = _of_csv(source, notes) if format == "csv" else _of_yaml(source, format)
    records: list[Record] = []
    first: dict[Reference | str, Record] = {}
    for entry in entries:
        reader = _EntryReader(source, entry, vocabulary, home)
        record = reader.record()
        for key, own in (("id", sorted(record.references)), ("postmortem", filter(None, [record.postmortem]))):
            before = next((same for each in own if (same := first.setdefault(each, record)) is not record), None)
            if before and before.place:
                reader.fault(key, f"'{entry.said[key].value}' appears twice", f"first in line {before.place.line}")
        faults += reader.faults
        records.append(record)
    if faults:
        raise DataFaults(faults)
    return Register(tuple(records), tuple(notes))


def _of_yaml(source: Source, format: Format) -> list[Entry]:
    """The entries of a register in YAML, or in JSON, which is read by the same rules. Raises `DataFaults`."""
    if format == "json":
        source = _checked_json(source)
    try:
        node = parse_yaml(source, Span(0, len(source.text)), escaped_controls=False)
    except YamlFault as fault:
        raise DataFaults([DataFault(source, fault.span, fault.message, fault.help)]) from None
    if not isinstance(node, Mapping):
        raise _no_list(source, node.span if node else Span(0, 0))
    faults = [
        DataFault(source, key.span, f"unknown key '{key.value}'", unknown_key(key.value, [_LIST]))
        for key, _ in node.entries
        if key.value != _LIST
    ]
    listed = node.get(_LIST)
    if listed is None and not faults:
        raise _no_list(source, node.span)
    if listed is not None and not isinstance(listed, YamlSequence):
        faults.append(DataFault(source, listed.span, f"'{_LIST}': expected a list", "'[]' where there is none yet"))
    if faults or not isinstance(listed, YamlSequence):
        raise DataFaults(faults)
    entries = [_entry(source, item, faults) for item in listed.items]
    if faults:
        raise DataFaults(faults)
    return entries


def _no_list(source: Source, span: Span) -> DataFaults:
    return DataFaults([DataFault(source, span, f"no '{_LIST}'", f"'{_LIST}: []' is a register without any")])


def _entry(source: Source, item: Node, faults: list[DataFault]) -> Entry:
    if not isinstance(item, Mapping):
        faults.append(DataFault(source, item.span, "an incident is written as keys and values", "such as 'id: INC-42'"))
        return Entry(item.span, {})
    said: dict[str, Text] = {}
    for key, value in item.entries:
        if key.value not in KEYS:
            hint = unknown_key(key.value, list(KEYS))
            faults.append(DataFault(source, key.span, f"unknown key '{key.value}'", hint))
        elif not isinstance(value, Scalar):
            faults.append(DataFault(source, value.span, f"'{key.value}': expected text"))
        elif not (value.plain and value.text.value in ("", "~", "null")):
            said[key.value] = value.text
    return Entry(item.span, said)


def _checked_json(source: Source) -> Source:
    """JSON that is some, in a form that YAML takes: tabs, which stand between its values only, are blanks."""
    try:
        json.loads(source.text)
    except json.JSONDecodeError as error:
        raise DataFaults([DataFault(source, Span(error.pos, error.pos), f"not valid JSON: {error.msg}")]) from None
    except (RecursionError, ValueError):  # `ValueError` for a number that is longer than Python converts
        message = "not valid JSON: nested too deep, or a number of thousands of digits"
        raise DataFaults([DataFault(source, Span(0, 0), message)]) from None
    return Source(source.path, source.text.replace("\t", " "))


def _of_csv(source: Source, notes: list[str]) -> list[Entry]:
    """The entries of a register in CSV. Raises `DataFaults`."""
    rows = _rows(source)
    if not rows:
        raise DataFaults([DataFault(source, Span(0, 0), "no column 'id'", f"the first line names: {', '.join(KEYS)}")])
    (span, header), *others = rows
    names = [name.lower() for name in header]
    faults = list(_header_faults(source, span, names))
    faults += [
        DataFault(source, where, f"{len(row)} cells for {len(header)} columns", "quote a cell with a comma")
        for where, row in others
        if len(row) > len(header)
    ]
    if faults:
        raise DataFaults(faults)
    extra = [name for name in header if name.lower() not in KEYS]
    notes.extend(f"{source.path}: the column '{name}' is not one of a register, and is not read" for name in extra)
    return [
        Entry(where, {name: Text(cell, where) for name, cell in zip(names, row, strict=False) if name in KEYS and cell})
        for where, row in others
    ]


def _rows(source: Source) -> list[tuple[Span, list[str]]]:
    """The rows of CSV that say something, as RFC 4180 has it, each with its place. Raises `DataFaults`."""
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    rows: list[tuple[Span, list[str]]] = []
    begins = 1
    try:
        for row in reader:
            if any(map(str.strip, row)):
                rows.append((source.line_span(begins), [cell.strip() for cell in row]))
            begins = reader.line_num + 1
    except csv.Error as error:
        at = source.offset(min(begins, source.line_count))
        raise DataFaults([DataFault(source, Span(at, at), f"not valid CSV: {error}")]) from None
    return rows


def _header_faults(source: Source, span: Span, names: Sequence[str]) -> Iterator[DataFault]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield DataFault(source, span, f"column '{name}' appears twice", "keep one of the two")
    for name in names:
        if name not in KEYS and (guess := near(name, [key for key in KEYS if key not in names])):
            yield DataFault(source, span, f"unknown column '{name}'", f"did you mean '{guess}'?")
    if "id" not in names:
        hint = "separate the columns with commas" if any(";" in name or "\t" in name for name in names) else None
        yield DataFault(source, span, "no column 'id'", hint)


class _EntryReader:
    """Reads what one entry says; `faults` are its mistakes."""

    def __init__(self, source: Source, entry: Entry, vocabulary: Vocabulary, home: str) -> None:
        self.faults: list[DataFault] = []
        self._source = source
        self._entry = entry
        self._vocabulary = vocabulary
        self._home = home

    def record(self) -> Record:
        """The incident; with mistakes, what is left of it."""
        id_, named = self._named("id")
        _, address = self._named("url")
        if "id" not in self._entry.said:
            self.fault("id", "key 'id' is missing")
        severity = self._value("severity", self._severity, "a severity of the process")
        return Record(
            id=id_,
            references=frozenset(each for each in (named, address) if each),
            severity=severity,
            known_from="register" if severity is not None else "unknown",
            state=self._word("state", cast("tuple[State, ...]", get_args(State))) or "closing",
            closed_as=self._word("reason", cast("tuple[Closed, ...]", get_args(Closed))) or "completed",
            opened=self._value("opened", _day, "a day as YYYY-MM-DD"),
            closed=self._value("closed", _day, "a day as YYYY-MM-DD"),
            postmortem=self._value("postmortem", _path, "a path from the root of the repository"),
            place=Place(self._source.path, self._source.position(self._entry.span.start).line),
            registered=True,
        )

    def fault(self, key: str, message: str, help: str | None = None) -> None:
        """Notes a mistake at the value of a key, or where the entry begins."""
        said = self._entry.said.get(key)
        self.faults.append(DataFault(self._source, said.span if said else self._entry.span, message, help))

    def _named(self, key: str) -> tuple[str, Reference | None]:
        """What a key names the incident by, as written and to compare."""
        said = self._entry.said.get(key)
        if said is None:
            return "", None
        named = reference(said.value, self._home)
        if named is None or (named.kind == "id" and not (key == "id" and self._is_id(said.value))):
            what = "an ID such as INC-42, #7, or the address of an issue" if key == "id" else "an address"
            self.fault(key, f"'{key}': expected {what}, not '{said.value[:60]}'")
        return said.value, named

    def _is_id(self, text: str) -> bool:
        return self._vocabulary.incident_ids.is_word(text)

    def _severity(self, text: str) -> int | None:
        """The level that a text names, as a number or as documents write it; `None` for none of the process."""
        level = int(text) if text.isascii() and text.isdecimal() and len(text) == 1 else None
        level = self._vocabulary.severities.value(text, text).level if level is None else level
        known = {each.level for each in self._vocabulary.process.severities}
        return level if level in known or not known else None

    def _value(self, key: str, read: Callable[[str], T | None], what: str) -> T | None:
        said = self._entry.said.get(key)
        value = read(said.value) if said else None
        if said and value is None:
            self.fault(key, f"'{key}': expected {what}, not '{said.value[:60]}'")
        return value

    def _word(self, key: str, words: tuple[T, ...]) -> T | None:
        said = self._entry.said.get(key)
        if said is None or said.value in words:
            return next((word for word in words if said and word == said.value), None)
        choices = list(map(str, words))
        guess = near(said.value.lower(), choices)
        *others, last = map(repr, choices)
        self.fault(
            key, f"'{key}': expected {', '.join(others)} or {last}", f"did you mean '{guess}'?" if guess else None
        )
        return None


def _day(text: str) -> date | None:
    """A day as YYYY-MM-DD, or that of a timestamp as ISO 8601 has it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    day = moment.date()
    return day if text == day.isoformat() or text.startswith((f"{day}T", f"{day} ")) else None


def _path(text: str) -> str | None:
    """A path that stays below the root."""
    path = posixpath.normpath(text.replace("\\", "/"))
    is_inside = not path.startswith(("/", "../")) and path not in (".", "..") and ":" not in path
    return path if is_inside and text.isprintable() else None
