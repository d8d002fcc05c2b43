"""A timeline that is a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmlint.forms.clocks import Zone
from pmlint.forms.stamps import Stamp
from pmlint.markdown import Inline, Row, Table
from pmlint.read.timeline.actors import leading_actor
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
    unsaid: bool = False
    """Whether the cell for who did it is blank."""


class TimelineColumns(NamedTuple):
    times: tuple[int, ...]
    actor: int | None
    event: int | None
    years: dict[int, int]
    zones: dict[int, Zone]


# `YYYY-MM-DD hh:mm` as the name of a column.
_FORMAT = re.compile(r"(?:[yY]{2,4}|[mM]{2}|[dD]{2}|[hH]{2}|[sS]{2}|utc|iso|8601|24h|[tTzZ]|\W)+")
_YEAR_IN_HEADER = re.compile(r"\b(?:19|20)[0-9]{2}\b", re.ASCII)


def read_table(table: Table, vocabulary: Vocabulary) -> Iterator[TimedRow]:
    """The events of a table; none if it has no column of times."""
    header, rows = _header_and_rows(table, vocabulary)
    columns = _columns(header, rows, vocabulary)
    if columns is not None:
        for row in rows:
            if found := _row(row, columns, vocabulary):
                yield found


def names_times(table: Table, vocabulary: Vocabulary) -> bool:
    """Whether the header names a column of times."""
    header, _ = _header_and_rows(table, vocabulary)
    return any(_names_a_time(cell.text, vocabulary) for cell in header.cells)


def _header_and_rows(table: Table, vocabulary: Vocabulary) -> tuple[Row, list[Row]]:
    """The header and the rows; where the header is blank, as exports write it, the first row without a time is it."""
    if table.rows and all(says_nothing(cell.text) for cell in table.header.cells):
        first = table.rows[0]
        if not any(vocabulary.stamps.read(cell.text, "cell") for cell in first.cells):
            return first, table.rows[1:]
    return table.header, table.rows


def _columns(header_row: Row, rows: list[Row], vocabulary: Vocabulary) -> TimelineColumns | None:
    headers = [cell.text for cell in header_row.cells]
    times = tuple(index for index, header in enumerate(headers) if _names_a_time(header, vocabulary))
    times = times or _column_of_times(len(headers), rows, vocabulary)
    if not times:
        return None
    actor, event = _columns_beside(headers, rows, times, vocabulary)
    years = {index: int(found[0]) for index in times if (found := _YEAR_IN_HEADER.search(headers[index]))}
    zones = {index: zone for index in times if (zone := vocabulary.clocks.find_zone(headers[index]))}
    return TimelineColumns(times, actor, event, years, zones)


def _columns_beside(
    headers: list[str], rows: list[Row], times: tuple[int, ...], vocabulary: Vocabulary
) -> tuple[int | None, int | None]:
    """The columns of who did it and of what happened: the latter, if none is named so, the one that says most."""
    rest = [index for index in range(len(headers)) if index not in times]
    actor = _named(headers, rest, vocabulary.event_columns["actor"])
    rest = [index for index in rest if index != actor]
    event = _named(headers, rest, vocabulary.event_columns["event"])
    if event is None and rest:
        event = max(rest, key=lambda index: sum(len(row.cells[index].text) for row in rows))
    return actor, event


def _names_a_time(header: str, vocabulary: Vocabulary) -> bool:
    if not header.strip():
        return False
    names = vocabulary.event_columns["time"]
    if name_key(header) in names or _FORMAT.fullmatch(header):
        return True
    bare = vocabulary.clocks.without_zones(header)
    return bare != header and (name_key(bare) in names or says_nothing(bare))


def _named(headers: list[str], among: list[int], names: frozenset[str]) -> int | None:
    return next((index for index in among if name_key(headers[index]) in names), None)


def _column_of_times(count: int, rows: list[Row], vocabulary: Vocabulary) -> tuple[int, ...]:
    """The first column that holds times, whatever its header says."""
    for index in range(count):
        cells = [row.cells[index].text for row in rows if row.cells[index].text]
        stamps = (vocabulary.stamps.read(text, "cell") for text in cells)
        timed = sum(1 for text, stamp in zip(cells, stamps, strict=True) if stamp and stamp.rest >= len(text))
        if timed and timed * 2 > len(cells):
            return (index,)
    return ()


def _row(row: Row, columns: TimelineColumns, vocabulary: Vocabulary) -> TimedRow | None:
    others = [cell for index, cell in enumerate(row.cells) if index not in columns.times]
    said = any(not says_nothing(cell.text) for cell in others)
    stamp, at = _stamp(row.cells, columns, vocabulary)
    if not said and stamp is None:
        return None
    zone = columns.zones.get(at)
    when_cell = row.cells[at]
    when = None if says_nothing(when_cell.text) else when_cell.whole
    if not said and stamp and not stamp.timed:
        return TimedRow(row.span, stamp, when, None, when_cell.locate(0, 0), zone, is_group=True)
    actor, text = _actor_and_text(row.cells, columns, when_cell, vocabulary)
    unsaid = columns.actor is not None and not row.cells[columns.actor].text.strip()
    return TimedRow(row.span, stamp, when, actor, text, zone, unsaid=unsaid)


def _actor_and_text(
    cells: list[Inline], columns: TimelineColumns, when: Inline, vocabulary: Vocabulary
) -> tuple[Text | None, Text]:
    """Who did it and what happened: the actor has a column, or stands in front of the event."""
    event = cells[columns.event] if columns.event is not None else None
    text = event.whole if event else when.locate(0, 0)
    if columns.actor is not None:
        person = cells[columns.actor]
        return None if says_nothing(person.text) else person.whole, text
    if event is None:
        return None, text
    named = leading_actor(event, 0, len(event.text), vocabulary)
    return named.actor, event.locate(named.rest, len(event.text))


def _stamp(cells: list[Inline], columns: TimelineColumns, vocabulary: Vocabulary) -> tuple[Stamp | None, int]:
    """What the cells of the time columns say together, and which of them says the time."""
    merged: Stamp | None = None
    at = next((index for index in columns.times if not says_nothing(cells[index].text)), columns.times[0])
    for index in columns.times:
        stamp = vocabulary.stamps.read(cells[index].text, "cell")
        if stamp is None:
            continue
        if stamp.date and stamp.date.year is None and index in columns.years:
            stamp = stamp._replace(date=stamp.date._replace(year=columns.years[index]))
        if merged is None or (stamp.timed and not merged.timed):
            at = index
        merged = _merged(merged, stamp)
    return merged, at


def _merged(said: Stamp | None, stamp: Stamp) -> Stamp:
    """What two cells say of one time: the first time of day, and the day of the other."""
    if said is None:
        return stamp
    if stamp.timed and not said.timed:
        return stamp._replace(date=said.date or stamp.date, near=said.near or stamp.near)
    if said.date is None and stamp.date and not stamp.timed:
        return said._replace(date=stamp.date)
    return said
