"""Logs of events that stand outside the timeline's own section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmlint.forms.stamps import Stamp
from pmlint.markdown import Block, Heading, Item, List, Paragraph, Table
from pmlint.read.timeline.openings import item_stamp, line_at, line_starts, opens_with_stamp
from pmlint.read.timeline.table import names_times, read_table
from pmlint.vocabulary import Vocabulary

FEWEST_OF_A_LOG = 3
"""How many events outside the timeline make a log; two dates in a row are found in any text."""


def logs(blocks: Sequence[Block], seen: set[int], vocabulary: Vocabulary, *, tables: bool) -> Iterator[Sequence[Block]]:
    """The lists, tables and runs of paragraphs up to the first heading of which most items, rows or lines have a time.

    `tables` tells whether a table counts: beside a timeline, one with times is evidence.
    """
    run: list[tuple[Paragraph, int]] = []
    for block in blocks:
        if isinstance(block, Heading):
            break  # what follows is a part of its own
        if block.span.start in seen:
            continue
        if isinstance(block, Paragraph):
            if block.inline.raw[:1] != "<" or block.inline.text.strip():  # a line that is only tags parts nothing
                run.append((block, _timed_lines(block, vocabulary)))
        elif isinstance(block, List):
            yield from _logs_of_list(block, seen, vocabulary, tables=tables)
        elif isinstance(block, Table) and tables and _is_log_table(block, vocabulary):
            yield [block]
    yield from _log_of_paragraphs(run, vocabulary)


def _logs_of_list(block: List, seen: set[int], vocabulary: Vocabulary, *, tables: bool) -> Iterator[Sequence[Block]]:
    """The list itself, or the logs in its items."""
    if _is_log(block, vocabulary):
        yield [block]
        return
    for item in block.items:
        yield from logs(item.blocks[1:], seen, vocabulary, tables=tables)


def _log_of_paragraphs(run: Sequence[tuple[Paragraph, int]], vocabulary: Vocabulary) -> Iterator[Sequence[Block]]:
    """The paragraphs from the first to the last with a time, with one before that tells the day."""
    timed = [index for index, (_, lines) in enumerate(run) if lines > 0]
    if not timed or sum(lines for _, lines in run) < FEWEST_OF_A_LOG:
        return
    first, last = timed[0], timed[-1] + 1
    while last < len(run) and opens_with_stamp(run[last][0].inline, vocabulary.stamps):
        last += 1
    if 2 * len(timed) > last - first:
        yield [block for block, _ in run[max(first - 1, 0) : last]]


def _timed_lines(paragraph: Paragraph, vocabulary: Vocabulary) -> int:
    """How many lines of a paragraph open with a time; one that closes with its time counts as a line."""
    inline, stamps = paragraph.inline, vocabulary.stamps
    if stamps.may_open(inline.raw):
        opening = (stamps.read(line_at(inline.text, at), "line") for at in line_starts(inline.text))
        if opened := sum(map(_is_of_log, opening)):
            return opened
    return int(vocabulary.placed_stamps.closing(inline.text, apart=True) is not None)


def _is_of_log(stamp: Stamp | None) -> bool:
    """Whether a stamp has a time, or a date with its year."""
    return stamp is not None and (stamp.clock is not None or stamp.full)


def _is_log(block: List, vocabulary: Vocabulary) -> bool:
    may = sum(1 for item in block.items if item.inline and vocabulary.stamps.may_open(item.inline.raw))
    if may * 2 <= len(block.items):
        return False  # which shows without parsing any markup
    stamps = [item_stamp(item, vocabulary.stamps) for item in block.items]
    timed = sum(map(_is_of_log, stamps))
    below = sum(
        _clocks_below(item, vocabulary)
        for item, stamp in zip(block.items, stamps, strict=True)
        if stamp and stamp.full and not stamp.clock
    )
    return timed + below >= FEWEST_OF_A_LOG and timed * 2 > len(block.items)


def _clocks_below(item: Item, vocabulary: Vocabulary) -> int:
    """How many items of the lists below an item open with a time of day."""
    below = (inner for nested in item.blocks if isinstance(nested, List) for inner in nested.items)
    return sum(1 for inner in below if (stamp := item_stamp(inner, vocabulary.stamps)) and stamp.clock)


def _is_log_table(block: Table, vocabulary: Vocabulary) -> bool:
    if len(block.rows) < FEWEST_OF_A_LOG or not names_times(block, vocabulary):
        return False
    rows = [row for row in read_table(block, vocabulary) if not row.is_group]
    timed = sum(1 for row in rows if row.stamp and row.stamp.clock)
    return timed >= FEWEST_OF_A_LOG and timed * 2 > len(rows)
