"""Which incidents `pmlint gate` is about: one named by hand, those of a register, or that of an event."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from pmlint.cli.configuration import Configuration, told
from pmlint.cli.main import Stop, say
from pmlint.data_fault import DataFault, DataFaults
from pmlint.gate.event import LARGEST as LARGEST_EVENT
from pmlint.gate.event import BadEvent, home_of, incidents_of, labels_of
from pmlint.gate.floor import Held
from pmlint.gate.record import Record, joined
from pmlint.gate.references import reference, repository
from pmlint.gate.register import FORMATS, LARGEST, read_register
from pmlint.plain_file import Refused, read_plain_file
from pmlint.process import SeverityLevel
from pmlint.report import ExitCode
from pmlint.selection import from_folder
from pmlint.text import Source, Span
from pmlint.vocabulary import Vocabulary


class Asked(NamedTuple):
    """The incidents that a run is about."""

    records: tuple[Record, ...]
    register: tuple[Record, ...] | None
    """All incidents of the register; `None` where there is none."""
    paths: tuple[str, ...]
    """Where postmortems are to be looked for."""
    home: str
    """The repository of bare numbers."""
    files: tuple[str, ...]
    """The files that were read for it."""


def asked_incidents(
    arguments: Sequence[str],
    severity: SeverityLevel | None,
    register: str | None,
    event: str | None,
    home: str | None,
    configuration: Configuration,
    policies: Held,
) -> Asked:
    """The incidents that the command line asks for. Raises `Stop` for a mistake in it, in a register or in an event."""
    if register is not None and event is not None:
        raise Stop("'--register' and '--github-event' each say which incidents are meant; give one of the two")
    text = None if event is None else _content(event, "the event", LARGEST_EVENT)
    try:
        home = _home(home, configuration) or ("" if text is None else home_of(text))
        known = _register(register, configuration, policies.own.vocabulary, home)
        files = tuple(filter(None, [event, known[0] if known else None]))
        entries = known[1] if known else None
        if text is not None:
            _no_severity(severity, "the labels of an issue")
            labels = labels_of(policies.own.process, *_labels(configuration, policies))
            found = [joined(each, entries) for each in incidents_of(text, labels)]
            return Asked(tuple(found), entries, tuple(arguments), home, files)
    except BadEvent as bad:
        raise Stop(f"{event}: {bad}") from None
    if arguments and register is None:
        record = _by_hand(arguments[0], severity, policies, home)
        return Asked((joined(record, entries),), entries, tuple(arguments[1:]), home, files)
    if entries is None:
        raise Stop(
            "which incident? Name one ('pmlint gate INC-42 --severity 1'), or give '--register' or '--github-event'"
        )
    _no_severity(severity, "the register")
    return Asked(entries, entries, tuple(arguments), home, files)


def _no_severity(severity: SeverityLevel | None, says: str) -> None:
    if severity is not None:
        raise Stop(f"'--severity' is for an incident that is named by hand; here {says} says it")


def _by_hand(name: str, severity: SeverityLevel | None, policies: Held, home: str) -> Record:
    """The incident that is named on the command line. Raises `Stop`."""
    known = policies.severities
    if severity is not None and known and severity not in known:
        raise Stop(f"'--severity': the process has no severity {severity}; it has {', '.join(map(str, known))}")
    named = reference(name, home)
    if os.path.exists(name):
        raise Stop(f"'{name}' is a file or folder, not an incident; 'pmlint gate INC-42 {name}' looks there for one")
    if named is None or (named.kind == "id" and not policies.own.vocabulary.incident_ids.is_word(name)):
        raise Stop(f"'{name}' is not an incident; write an ID such as INC-42, #7, owner/repo#7, or an address")
    return Record(name, frozenset([named]), severity, "unknown" if severity is None else "command line")


def _home(given: str | None, configuration: Configuration) -> str | None:
    """The repository that is named on the command line or in the configuration. Raises `Stop`."""
    chosen = given or configuration.written.gate.repository
    home = None if chosen is None else repository(chosen)
    if chosen is not None and home is None:
        message = f"'{chosen}' is not a repository; write it as OWNER/NAME"
        raise Stop(f"'--repository': {message}") if given else configuration.mistake(("gate", "repository"), message)
    return home


def _labels(configuration: Configuration, policies: Held) -> tuple[Sequence[str], dict[str, SeverityLevel] | None]:
    """The labels that the configuration gives a meaning. Raises `Stop` for a severity that is none of the process."""
    settings = configuration.written.gate
    known = policies.severities
    for label, level in (settings.severity_labels or {}).items():
        if known and level not in known:
            message = f"the process has no severity {level}; it has {', '.join(map(str, known))}"
            raise configuration.mistake(("gate", "severity-labels", label), message)
    return settings.incident_labels, settings.severity_labels


def _register(
    given: str | None, configuration: Configuration, vocabulary: Vocabulary, home: str
) -> tuple[str, tuple[Record, ...]] | None:
    """The register that is named, or that of the configuration: its path and its incidents. Raises `Stop`."""
    configured = configuration.written.gate.register
    if given is None and configured is None:
        return None
    path = given or from_folder(os.path.join(configuration.root, configured or ""), ".")
    ending = os.path.splitext(path)[1].lower()
    if ending not in FORMATS:
        raise Stop(f"the register '{path}': a register ends with {', '.join(FORMATS)}")
    try:
        source = Source(path, _content(path, "the register", LARGEST))
        read = read_register(source, FORMATS[ending], vocabulary, home)
    except DataFaults as error:
        raise told(error) from None
    say(*(f"note: {each}" for each in read.notes))
    return path, read.records


def _content(path: str, what: str, most: int) -> str:
    """The text of a file that incidents are read from. Raises `Stop`: what can't be read leaves all undecided."""
    try:
        content = read_plain_file(path, most, follow=False)
    except FileNotFoundError:
        raise Stop(f"{what} '{path}' does not exist") from None
    except Refused as refused:
        raise Stop(f"{what} '{path}' {refused}", ExitCode.INCOMPLETE) from None
    except OSError as error:
        raise Stop(f"{what} '{path}' can't be read: {error.strerror}", ExitCode.INCOMPLETE) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = Source(path, content[: error.start].decode("utf-8"))
        at = Span(len(before.text), len(before.text))
        raise told(DataFaults([DataFault(before, at, f"{what} is not UTF-8", "save it as UTF-8")])) from None
