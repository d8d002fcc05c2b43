"""Logs of events that stand outside the timeline's own section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmlint.markdown import Block, Heading, List, Paragraph, Table
from pmlint.read.timeline.openings import item_stamp, line_at, line_starts, may_open
from pmlint.read.timeline.placed_stamps import closing_stamp
from pmlint.read.timeline.stamps import Stamp, read_stamp
from pmlint.read.timeline.table import names_times, read_table
from pmlint.vocabulary import Vocabulary

FEWEST_OF_A_LOG = 3
"""How many events outside the timeline make a log."""


def logs(blocks: Sequence[Block], seen: set[int], vocabulary: Vocabulary, *, tables: bool) -> Iterator[Sequence[Block]]:
    """The lists, tables and runs of paragraphs up to the first heading of which most items, rows or lines have a time.

    `tables` tells whether a table counts: beside a timeline, one with times is evidence.
    """
    run: list[tuple[Block, int]] = []
    for block in blocks:
        if isinstance(block, Heading):
            break  # what follows is a part of its own
        if block.span.start in seen:
            continue
        if isinstance(block, Paragraph):
            run.append((block, _timed_lines(block)))
        elif isinstance(block, List):
            if _is_log(block):
                yield [block]
            else:
                for item in block.items:
                    yield from logs(item.blocks[1:], seen, vocabulary, tables=tables)
        elif isinstance(block, Table) and tables and _is_log_table(block, vocabulary):
            yield [block]
    yield from _log_of_paragraphs(run)


def _log_of_paragraphs(run: Sequence[tuple[Block, int]]) -> Iterator[Sequence[Block]]:
    """The paragraphs from the first to the last with a time, with one before that tells the day."""
    timed = [index for index, (_, lines) in enumerate(run) if lines > 0]
    if timed and sum(lines for _, lines in run) >= FEWEST_OF_A_LOG:
        first, last = timed[0], timed[-1] + 1
        while last < len(run) and _opens(run[last][0]):
            last += 1
        if 2 * len(timed) > last - first:
            yield [block for block, _ in run[max(first - 1, 0) : last]]


def _opens(block: Block) -> bool:
    return isinstance(block, Paragraph) and may_open(block.inline) and read_stamp(block.inline.text, "line") is not None


def _timed_lines(paragraph: Paragraph) -> int:
    """How many lines of a paragraph open with a time; one that closes with its time counts as a line."""
    inline = paragraph.inline
    if may_open(inline):
        text = inline.text
        starts = (read_stamp(line_at(text, at), "line") for at in line_starts(text))
        opened = sum(1 for stamp in starts if stamp and (stamp.clock or is_full(stamp)))
        if opened:
            return opened
    return int(closing_stamp(inline.raw, apart=True) is not None)


def _is_log(block: List) -> bool:
    may = sum(1 for item in block.items if item.inline and may_open(item.inline))
    if may * 2 <= len(block.items):
        return False  # which shows without parsing any markup
    timed = below = 0
    for item in block.items:
        stamp = item_stamp(item)
        if stamp and (stamp.clock or is_full(stamp)):
            timed += 1
            if not stamp.clock:
                inner = (inner for nested in item.blocks if isinstance(nested, List) for inner in nested.items)
                below += sum(1 for each in inner if (stamp := item_stamp(each)) and stamp.clock)
    return timed + below >= FEWEST_OF_A_LOG and timed * 2 > len(block.items)


def _is_log_table(block: Table, vocabulary: Vocabulary) -> bool:
    if len(block.rows) < FEWEST_OF_A_LOG or not names_times(block, vocabulary):
        return False
    rows = [row for row in read_table(block, vocabulary) if not row.is_group]
    timed = sum(1 for row in rows if row.stamp and row.stamp.clock)
    return timed >= FEWEST_OF_A_LOG and timed * 2 > len(rows)


def is_full(stamp: Stamp) -> bool:
    """Whether a time has a date with its year."""
    return stamp.date is not None and stamp.date.year is not None
