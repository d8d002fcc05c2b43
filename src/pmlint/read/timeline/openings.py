"""Whether a block, an item or a line opens with a time."""

from __future__ import annotations

import re

from pmlint.markdown import Inline, Item, List
from pmlint.read.timeline.stamps import Stamp, may_tell, read_stamp

_BEGINNING = re.compile(
    r"(?:\s*\[x\]\s)?(?:[\W_]|:[a-z][a-z_]{1,30}:)*(?:[0-9<]|[^\x00-\x7f]|T[-+0 ]"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|utc|gmt|z |day |[a-z]{3,4}t\b)"
    r"|(?:at|on|from|between|by|before|after|since|early|late|just|around|about|approx\w*|circa|ca|c(?=\.)|roughly|sometime|previous"
    r"|shortly|soon|right|immediately|starting|the(?= next| foll| day| prev)|next|following|noon|midday|midnight"
    r"|am|um|bis|ab|nach|vor|kurz|seit|gegen|etwa|vers|environ"
    r"|a las|alle|dalle|ore|desde|depuis|om|kl|hacia|sobre|verso|rond)\b"
    r"|(?:die|mit|don|sam|son|lun|mer|jeu|ven|dim|mié|jue|vie|gio|seg|ter|qua|qui|sex|dom|maa|din|woe|vri|zat|zon)"
    r"[^\W\d]{2,10}\b"
    r"|(?:ene|abr|ago|dic|gen|mag|giu|lug|set|ott|avr|mai|juin|juil|ao|okt|dez)[^\W\d]*\b)",
    re.IGNORECASE,
)


def may_open(inline: Inline) -> bool:
    """Whether a text can open with a time, which shows without parsing its markup."""
    return _BEGINNING.match(inline.raw) is not None and may_tell(inline.raw)


_BARE = re.compile(r"\W*[0-2][0-9]\.?[0-5][0-9](?![0-9])")


def may_be_bare(inline: Inline) -> bool:
    """Whether a text may open with a time such as `1420`, which shows without parsing its markup."""
    return _BARE.match(inline.raw) is not None


def item_stamp(item: Item) -> Stamp | None:
    """The time that an item opens with."""
    return read_stamp(item.inline.text, "item") if item.inline and may_open(item.inline) else None


def is_timed(block: List) -> bool:
    """Whether the items of a list have times of their own."""
    return any((stamp := item_stamp(item)) and stamp.timed for item in block.items)


def line_starts(text: str) -> list[int]:
    return [0, *(index + 1 for index, char in enumerate(text) if char == "\n")]


def line_at(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]
