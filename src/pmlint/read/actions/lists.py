"""What belongs to an item or heading without being indented, and lists that are written in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pmlint.markdown import Block, Heading, Inline, Item, List, Paragraph, Quote, Table, walk
from pmlint.read.actions.labels import is_bold, is_label, is_short
from pmlint.spelling import says_nothing
from pmlint.text import Span

_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_MARKER = re.compile(r"\s{0,9}(?:(?:[0-9]{1,2}[.)]|[-*+•–])\s{1,3}|(?=\[[ xX]\]\s))")


def with_what_follows(blocks: Sequence[Block]) -> list[Block]:
    """Blocks, where what stands between the numbers of one list belongs to the item before it.

    `1. Item`, then text that nobody indented, then `2. Item`: to Markdown these are two lists.
    """
    lists = [index for index, block in enumerate(blocks) if isinstance(block, List) and block.ordered]
    joins = [(first, second) for first, second in pairwise(lists) if _goes_on(blocks, first, second)]
    if not joins:
        return list(blocks)
    following = dict(joins)
    last = joins[-1][1]
    following[last] = next((i for i in range(last + 1, len(blocks)) if _ends_list(blocks[i])), len(blocks))
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        block, end = blocks[at], following.get(at, at + 1)
        if isinstance(block, List) and end > at + 1:
            *others, item = block.items
            block = block._replace(items=[*others, item._replace(blocks=[*item.blocks, *blocks[at + 1 : end]])])
        result.append(block)
        at = end
    return result


def _goes_on(blocks: Sequence[Block], first: int, second: int) -> bool:
    """Whether an ordered list goes on in another one, behind what belongs to its last item."""
    before, after = blocks[first], blocks[second]
    if not (isinstance(before, List) and isinstance(after, List)) or second == first + 1:
        return False
    last, number = before.items[-1].number, after.items[0].number
    return last is not None and number == last + 1 and not any(map(_ends_list, blocks[first + 1 : second]))


def _ends_list(block: Block) -> bool:
    """Whether a block begins something new: a heading, a table, a label."""
    return isinstance(block, Heading | Table) or (
        isinstance(block, Paragraph) and (is_bold(block.inline) or (is_label(block.inline) and is_short(block.inline)))
    )


def items_of_cell(cell: Inline) -> list[Inline]:
    """The items of a list that is written in a table's cell, its lines apart by `<br>`; none if it is no list."""
    found: list[Inline] = []
    at = 0
    shown = {run.span.start for run in cell.runs if run.text == "\n"}  # and none in a comment or code
    breaks = [stop for stop in _BREAK.finditer(cell.raw) if cell.offset(stop.start()) in shown]
    for stop in (*breaks, None):
        begin, end = at, stop.start() if stop else len(cell.raw)
        at = stop.end() if stop else end
        marker = _MARKER.match(cell.raw, begin, end)
        if marker and marker.end() < end:
            found.append(cut(cell, marker.end(), end))
    return found


def cut(inline: Inline, begin: int, end: int) -> Inline:
    """The part `raw[begin:end]` of a text as a text of its own."""
    anchors = [(start - begin, inline.offset(start)) for start, _ in inline.pieces(begin, end)]
    return Inline(inline.raw[begin:end], anchors, Span(inline.offset(begin), inline.offset(end)), {})


def texts(items: Iterable[Item]) -> list[Inline]:
    """The texts that items open with, of those that say something."""
    return [item.inline for item in items if item.inline and not says_nothing(item.inline.text)]


def nested_items(item: Item) -> list[Item]:
    """The items of the lists inside an item."""
    return [each for block in item.blocks if isinstance(block, List) for each in block.items]


def paragraphs(blocks: Sequence[Block]) -> list[Inline]:
    """The texts in some blocks, nested ones included, quotations left out."""
    shown = [block for block in blocks if not isinstance(block, Quote)]
    return [block.inline for block in walk(shown) if isinstance(block, Paragraph)]


def below(blocks: Sequence[Block], index: int) -> list[Block]:
    """The blocks between a heading and the next one."""
    found: list[Block] = []
    for at in range(index + 1, len(blocks)):
        if isinstance(blocks[at], Heading):
            break
        found.append(blocks[at])
    return found
