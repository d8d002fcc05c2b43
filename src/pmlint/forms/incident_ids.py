"""The incident's ID where no field gives it: at the start of a title, in brackets, at the start of a file name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmlint.forms.phrases import one_of
from pmlint.process import Process
from pmlint.text import Lazy

# `PM-2026-014`, `PM2022-003`, `INC-42`; and a running number such as `001 - ...`.
_ID = r"(?P<id>(?P<project>[A-Z]{2,10})(?:-?[0-9]{4})?-[0-9]{1,8})"
_KEYED = rf"{_ID}(?![\w.-]*[0-9])"
_AT_START = re.compile(
    rf"(?:[\[(]\s*)?{_KEYED}|(?P<number>[0-9]{{3}})(?=:|\s+[-–—]\s)",
    re.ASCII | re.IGNORECASE,
)
_IN_BRACKETS = re.compile(rf"[\[(]\s*{_KEYED}\s*[\])]", re.ASCII)
_ANYWHERE = re.compile(rf"(?<![\w-]){_ID}(?![\w-])", re.ASCII)
_FIRST = re.compile(r"\S+?(?=[,;:]?(?:\s|$))")
_SET_OFF = re.compile(rf"^\s*(?:,|\([^()]*\)|[;&+]\s*{_ID}(?![\w-])).*|\([^()]*\)", re.DOTALL | re.ASCII)
"""What behind an ID is set off from it: a remark, or further IDs of the same incident."""
_RUN_ON = re.compile(r"\s*[;&+]")
"""What joins an ID with more that is none."""
_OF_FILE = re.compile(rf"{_ID}(?=[-_ .]|$)|(?P<number>[0-9]{{3}})(?=[-_ ])", re.ASCII)


_FILE = re.compile(r"/[^/#]*\.[A-Za-z]{1,4}$|\.(?:md|mdx|txt|html?)$", re.IGNORECASE)
_GAP = re.compile(r"(?:^|[-_.#/])(?:XX+|NN+|YY+|x{3,}|n{3,}|(?<!^)0{3,}|#+|_+)(?=$|[-_./])")
"""What stands in an ID for its number: `INC-XXXX`, `INC-YYYY-NNN`."""
_LONGEST_ID = 64
"""Characters of an ID at most; the longest of the trackers that we know have 40."""

# A word; with slashes one that has a number behind the last of them, as in `group/project#7`: other ones are paths.
_WORD = re.compile(r"(?=[^\W_])(?!.*(?:\.\.|//))(?:[\w.#/-]*/(?=[^/]*[0-9])[\w.#-]+|[\w.#-]+)(?<![./-])")


class NamedId(NamedTuple):
    """An incident's ID in a text, from `start` to `end`, and the form in which it stands there."""

    start: int
    end: int
    form: str


class IncidentIds:
    """The IDs of incidents, as a process tells them from those of issues and of other things."""

    def __init__(self, process: Process) -> None:
        self._prefixes = process.words.title_prefixes
        self._false_friends = frozenset(process.trackers.false_friends).difference(process.trackers.incident_keys)

    def is_word(self, written: str) -> bool:
        """Whether a text can be an ID: a word of letters, digits, hyphens, low lines, dots, number signs and slashes.

        No path, no address, and nothing that stands for an ID to come.
        """
        name = written.removeprefix("#")
        is_word = len(written) <= _LONGEST_ID and _WORD.fullmatch(name) is not None
        return is_word and not _FILE.search(name) and not _GAP.search(name)

    def in_title(self, title: str) -> NamedId | None:
        """The ID that a title gives: at its start, behind what the document calls itself, or in brackets."""
        report = self._report.match(title)
        for start in (0, report.end()) if report else (0,):
            if (found := _AT_START.match(title, start)) and self._is_id(found):
                return NamedId(*found.span("id" if found["id"] else "number"), "id at the start")
        found = next(filter(self._is_id, _IN_BRACKETS.finditer(title)), None)
        return NamedId(*found.span("id"), "id in brackets") if found else None

    def in_file_name(self, stem: str) -> NamedId | None:
        """The ID that a file name, given without its ending, begins with."""
        found = _OF_FILE.match(stem)
        return NamedId(*found.span(), "id of a file") if found and self._is_id(found) else None

    def all(self, text: str) -> Iterator[NamedId]:
        """All IDs of a text that have a project key in front of their number."""
        return (NamedId(*found.span("id"), "id") for found in _ANYWHERE.finditer(text) if self._is_id(found))

    def opens(self, value: str) -> NamedId | None:
        """The word of a field's value that may be an ID: all of it, or the first before a remark that names no other.

        Nothing where the value is a sentence, or leaves open which of several IDs is meant.
        """
        first = _FIRST.match(value)
        if first is None or not any(map(str.isdecimal, first[0])):
            return None
        rest = _SET_OFF.sub("", value[first.end() :])
        return None if _ANYWHERE.search(rest) or _RUN_ON.match(rest) else NamedId(*first.span(), "id")

    def is_title_prefix(self, key: str) -> bool:
        """Whether a key only says what the document is, so that a title may stand behind it: `Incident: ...`."""
        return self._report.fullmatch(key) is not None

    def opens_title(self, title: str) -> bool:
        """Whether a title says that it is one, and of what: `Postmortem: login`."""
        report = self._report.match(title)
        return report is not None and ":" in report[0] and report.end() < len(title.rstrip())

    def is_report(self, title: str) -> bool:
        """Whether a title says what a document is, and not of which incident: `Postmortem`, `Incident report`."""
        report = self._report.match(title)
        return report is not None and ":" not in title and not any(map(str.isdecimal, title))

    def _is_id(self, found: re.Match[str]) -> bool:
        project = found["project"]
        return project is None or (project.isupper() and project not in self._false_friends)

    @Lazy
    def _report(self) -> re.Pattern[str]:
        """What the title calls the document, and what sets that off from the ID."""
        return re.compile(rf"{one_of(self._prefixes)}\b[\s:#–—-]*", re.IGNORECASE)
