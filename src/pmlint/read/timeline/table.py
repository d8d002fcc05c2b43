"""A timeline that is a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pmlint.markdown import Inline, Row, Table
from pmlint.read.timeline.actors import leading_actor
from pmlint.read.timeline.stamps import Stamp, read_stamp
from pmlint.read.timeline.times import Zone, find_zone
from pmlint.spelling import name_key, says_nothing
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary


class TimedRow(NamedTuple):
    """A row as an event; `is_group` when it holds only a date, for the rows that follow."""

    span: Span
    stamp: Stamp | None
    when: Text | None
    actor: Text | None
    text: Text
    zone: Zone | None
    is_group: bool = False


class _Columns(NamedTuple):
    times: tuple[int, ...]
    actor: int | None
    event: int | None
    years: dict[int, int]
    zones: dict[int, Zone]


# `YYYY-MM-DD hh:mm` as the name of a column.
_FORMAT = re.compile(r"(?:[yY]{2,4}|[mM]{2}|[dD]{2}|[hH]{2}|[sS]{2}|utc|iso|8601|24h|[tTzZ]|\W)+")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b", re.ASCII)
_ZONE_IN_HEADER = re.compile(r"\b(?:in|as|at)\b|\b(?:UTC|GMT)(?:[+-][0-9:]{1,5})?\b|\b[A-Z]{2,4}T\b|\blocal\b|[,/]")


@lru_cache(maxsize=32)
def _keys(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name_key(name) for name in names)


def read_table(table: Table, vocabulary: Vocabulary) -> Iterator[TimedRow]:
    """The events of a table; none if it has no column of times."""
    header, rows = _header_and_rows(table)
    columns = _columns(header, rows, vocabulary)
    if columns is not None:
        for row in rows:
            if found := _row(row, columns, vocabulary):
                yield found


def names_times(table: Table, vocabulary: Vocabulary) -> bool:
    """Whether the header names a column of times."""
    header, _ = _header_and_rows(table)
    fields = vocabulary.process.words.fields
    return any(_names_a_time(cell.text, fields) for cell in header.cells)


def _header_and_rows(table: Table) -> tuple[Row, list[Row]]:
    """The header and the rows; where the header is blank, as exports write it, the first row without a time is it."""
    if table.rows and all(says_nothing(cell.text) for cell in table.header.cells):
        first = table.rows[0]
        if not any(read_stamp(cell.text, "cell") for cell in first.cells):
            return first, table.rows[1:]
    return table.header, table.rows


def _columns(header_row: Row, rows: list[Row], vocabulary: Vocabulary) -> _Columns | None:
    fields = vocabulary.process.words.fields
    headers = [cell.text for cell in header_row.cells]
    times = tuple(index for index, header in enumerate(headers) if _names_a_time(header, fields))
    times = times or _columns_of_times(len(headers), rows)
    if not times:
        return None
    rest = [index for index in range(len(headers)) if index not in times]
    actor = _named(headers, rest, fields.get("actor", ()))
    rest = [index for index in rest if index != actor]
    event = _named(headers, rest, fields.get("event", ()))
    if event is None and rest:
        event = max(rest, key=lambda index: sum(len(row.cells[index].raw) for row in rows))
    years = {index: int(found[0]) for index in times if (found := _YEAR.search(headers[index]))}
    zones = {index: zone for index in times if (zone := find_zone(headers[index]))}
    return _Columns(times, actor, event, years, zones)


def _names_a_time(header: str, fields: dict[str, tuple[str, ...]]) -> bool:
    if not header.strip():
        return False
    names = _keys(fields.get("time", ())) | _keys(fields.get("date", ()))
    if name_key(header) in names or _FORMAT.fullmatch(header):
        return True
    bare = _ZONE_IN_HEADER.sub(" ", header)
    return bare != header and (name_key(bare) in names or says_nothing(bare))


def _named(headers: list[str], among: list[int], names: tuple[str, ...]) -> int | None:
    keys = _keys(names)
    return next((index for index in among if name_key(headers[index]) in keys), None)


def _columns_of_times(count: int, rows: list[Row]) -> tuple[int, ...]:
    """The first column that holds times, whatever its header says."""
    for index in range(count):
        cells = [row.cells[index].text for row in rows if row.cells[index].raw]
        timed = sum(1 for text in cells if (stamp := read_stamp(text, "cell")) and stamp.rest >= len(text))
        if timed and timed * 2 > len(cells):
            return (index,)
    return ()


def _row(row: Row, columns: _Columns, vocabulary: Vocabulary) -> TimedRow | None:
    others = [cell for index, cell in enumerate(row.cells) if index not in columns.times]
    said = any(not says_nothing(cell.text) for cell in others)
    stamp, at = _stamp(row.cells, columns)
    timed = stamp is not None and stamp.timed
    if not said and stamp is None:
        return None
    zone = columns.zones.get(at)
    when_cell = row.cells[at]
    when = None if says_nothing(when_cell.text) else when_cell.whole
    if not said and not timed:
        return TimedRow(row.span, stamp, when, None, when_cell.locate(0, 0), zone, is_group=True)
    event = row.cells[columns.event] if columns.event is not None else when_cell
    text = event.whole if columns.event is not None else event.locate(0, 0)
    actor: Text | None = None
    if columns.actor is not None:
        person = row.cells[columns.actor]
        actor = None if says_nothing(person.text) else person.whole
    elif columns.event is not None:
        named = leading_actor(event, 0, len(event.text), vocabulary)
        actor, text = named.actor, event.locate(named.rest, len(event.text))
    return TimedRow(row.span, stamp, when, actor, text, zone)


def _stamp(cells: list[Inline], columns: _Columns) -> tuple[Stamp | None, int]:
    """What the cells of the time columns say together, and which of them says the time."""
    merged: Stamp | None = None
    at = next((index for index in columns.times if not says_nothing(cells[index].text)), columns.times[0])
    for index in columns.times:
        stamp = read_stamp(cells[index].text, "cell")
        if stamp is None:
            continue
        if stamp.date and stamp.date.year is None and index in columns.years:
            stamp = stamp._replace(date=stamp.date._replace(year=columns.years[index]))
        if stamp.timed and not (merged and merged.timed):
            at = index
            date = merged.date if merged and merged.date else stamp.date
            near = merged.near if merged and merged.near else stamp.near
            merged = stamp._replace(date=date, near=near)
        elif merged is None:
            merged, at = stamp, index
        elif merged.date is None and stamp.date and not stamp.timed:
            merged = merged._replace(date=stamp.date)
    return merged, at
