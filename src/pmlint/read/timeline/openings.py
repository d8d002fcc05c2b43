"""Whether an item, a line or a block opens with a time."""

from __future__ import annotations

import re

from pmlint.forms.stamps import Stamp, StampForm
from pmlint.markdown import Block, Heading, Inline, Item, List, Paragraph, Table

_MAY_BE_BARE = re.compile(r"\W*[0-2][0-9]\.?[0-5][0-9](?![0-9])")


def may_be_bare(inline: Inline) -> bool:
    """Whether a text may open with a time such as `1420`, which shows without parsing its markup."""
    return _MAY_BE_BARE.match(inline.raw) is not None


def item_stamp(item: Item, stamps: StampForm) -> Stamp | None:
    """The time that an item opens with."""
    return stamps.read(item.inline.text, "item") if item.inline and stamps.may_open(item.inline.raw) else None


def is_timed(block: List, stamps: StampForm) -> bool:
    """Whether the items of a list have times of their own."""
    return any((stamp := item_stamp(item, stamps)) and stamp.timed for item in block.items)


def opens_with_stamp(inline: Inline, stamps: StampForm) -> bool:
    """Whether the first line of a text opens with a time."""
    return stamps.may_open(inline.raw) and stamps.read(line_at(inline.text, 0), "line") is not None


def is_stamped(block: Block, stamps: StampForm) -> bool:
    """Whether a block opens with a time, or its items or rows have times."""
    if isinstance(block, Heading | Paragraph):
        return opens_with_stamp(block.inline, stamps)
    return isinstance(block, Table) or (
        isinstance(block, List) and any(item_stamp(item, stamps) for item in block.items)
    )


def line_starts(text: str) -> list[int]:
    return [0, *(index + 1 for index, char in enumerate(text) if char == "\n")]


def line_at(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]
