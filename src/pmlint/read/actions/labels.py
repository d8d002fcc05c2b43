"""Which texts among the actions only introduce what is listed below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmlint.markdown import Inline, Item, List
from pmlint.vocabulary.actions import ActionWords

COLONS = (":", "：")
_SENTENCE_END = re.compile(r"[.!?]\s|[。！？]")
_BRACKETED_REMARK = re.compile(r"[(（][^()（）]{0,120}[)）]")
_LONG_INTRODUCTION = 40
"""Words from which a paragraph that ends with a colon is prose that goes on in its list."""
_SHORT_LABEL = 3
_LABEL_WITH_COLON = 5
_BOLD_LABEL = 8
"""Words of a label at most: of one by itself, of one with a colon, of a bold one."""


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
    return is_short(inline) or (
        is_label(inline) and _length(inline) <= (_BOLD_LABEL if is_bold(inline) else _LABEL_WITH_COLON)
    )


def is_short_label(inline: Inline, known: ActionWords) -> bool:
    """Whether a text is a label whatever stands beside it: a few words and a colon, or `Cart improvements`."""
    text = inline.text.strip()
    if not is_short(inline):
        return False
    return text.endswith(COLONS) or (" " in text and known.field(text.rpartition(" ")[2]) == "action")


def is_short(inline: Inline) -> bool:
    """Whether a text has so few words, without remarks, that it can be a label by itself."""
    return _length(inline) <= _SHORT_LABEL


def _length(inline: Inline) -> int:
    return len(_BRACKETED_REMARK.sub(" ", inline.text).split())
