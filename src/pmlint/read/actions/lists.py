"""Which of the lists among the actions are lists of actions, and what belongs to an item without being indented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pmlint.markdown import Block, Heading, Inline, Item, List, Paragraph, Quote, Table, walk
from pmlint.read.actions.words import ActionWords
from pmlint.text import Span

_SENTENCE_END = re.compile(r"[.!?]\s|[。！？]")
_REMARK = re.compile(r"[(（][^()（）]{0,120}[)）]")
_GAPS = re.compile(r"<[^<>]{0,300}>|\{\{?\s{0,3}(?:[^\s{}]{1,30}\s{0,3}){1,3}\}\}?")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_MARKER = re.compile(r"\s{0,9}(?:(?:[0-9]{1,2}[.)]|[-*+•–])\s{1,3}|(?=\[[ xX]\]\s))")
COLONS = ":："
_LONG_INTRODUCTION = 40
"""Words from which a paragraph that ends with a colon is prose that goes on in its list."""
_SHORT_LABEL = 3
_LABEL = 5
_BOLD_LABEL = 8
"""Words of a label at most: of one by itself, of one with a colon, of a bold one."""


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
    taken = 0
    for index, block in enumerate(blocks):
        if index < taken:
            continue
        if isinstance(block, List) and index in following:
            taken = following[index]
            *others, item = block.items
            block = block._replace(items=[*others, item._replace(blocks=[*item.blocks, *blocks[index + 1 : taken]])])
        result.append(block)
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
        isinstance(block, Paragraph)
        and (is_bold(block.inline) or (is_label(block.inline) and _length(block.inline) <= _SHORT_LABEL))
    )


def is_aside(introduction: Inline, known: ActionWords) -> bool:
    """Whether a paragraph that ends with a colon introduces something other than actions: causes, criteria."""
    text = introduction.text.strip()
    sentences = [part for part in _SENTENCE_END.split(text) if part.strip()]
    last = " ".join(sentences[-2:] if len(sentences[-1].split()) <= 2 else sentences[-1:])
    if known.is_aside(last):
        return True
    return len(text.split()) >= _LONG_INTRODUCTION and not known.has_intent(last)


def is_label(inline: Inline) -> bool:
    """Whether a text stands as a heading of what follows: it is bold throughout, or one line that ends with a colon."""
    text = inline.text.strip()
    return bool(text) and "\n" not in text and (text[-1] in COLONS or is_bold(inline))


def is_bold(inline: Inline) -> bool:
    """Whether a text is one line, and bold throughout."""
    text = inline.text
    return "\n" not in text.strip() and all(run.bold or not any(map(str.isalnum, run.text)) for run in inline.runs)


def are_labels(items: Sequence[Item]) -> bool:
    """Whether all items of a list are but labels of the lists below them: `- Monitoring` with two items, and so on."""
    return len(items) > 1 and all(_may_be_label(item) for item in items)


def _may_be_label(item: Item) -> bool:
    inline = item.inline
    if inline is None or not any(isinstance(block, List) for block in item.blocks):
        return False
    length = _length(inline)
    return length <= _SHORT_LABEL or (is_label(inline) and length <= (_BOLD_LABEL if is_bold(inline) else _LABEL))


def is_short_label(inline: Inline, known: ActionWords) -> bool:
    """Whether a text is a label whatever stands beside it: a few words and a colon, or `Cart improvements`."""
    text = inline.text.strip()
    if _length(inline) > _SHORT_LABEL:
        return False
    return text[-1:] in tuple(COLONS) or (" " in text and known.field(text.rpartition(" ")[2]) == "action")


def _length(inline: Inline) -> int:
    return len(_REMARK.sub(" ", inline.text).split())


def is_template(text: str) -> bool:
    """Whether a text is nothing but the gaps of a template: `<what> <by whom>`, `{{ action }}`."""
    if "<" not in text and "{" not in text:
        return False
    rest = _GAPS.sub("", text)
    return rest != text and not any(map(str.isalnum, rest))


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
            begin = marker.end()
            anchors = [(start - begin, cell.offset(start)) for start, _ in cell.pieces(begin, end)]
            found.append(Inline(cell.raw[begin:end], anchors, Span(cell.offset(begin), cell.offset(end)), {}))
    return found


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
