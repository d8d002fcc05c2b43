"""What raw HTML shows."""

from __future__ import annotations

import html
import re

from pmlint.markdown.html_tags import Tag, behind_comment, hides, tag_at, tags
from pmlint.spelling import drop_invisible

# Titles, which say nothing of their own: a summary is that of what is folded.
_TITLES = frozenset(["summary", *(f"h{level}" for level in range(1, 7))])
_SOURCE_ATTRIBUTE = re.compile(r"""\b(?:src|href|data)\s{0,4}=\s{0,4}["']?[^\s"'>#]""", re.IGNORECASE)
_SHOWN_BY_SOURCE = frozenset(["img", "video", "audio", "source", "embed"])


def visible_html(text: str) -> str:
    """The text of raw HTML that a reader sees; an image or a video with a source counts as its tag."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<", at)) >= 0:
        kept.append(text[at:start])
        tag = tag_at(text, start)
        if tag is None:
            behind = behind_comment(text, start)
            kept.append("" if behind else "<")
            at = behind or start + 1
            continue
        written = text[tag.start : tag.end]
        kept.append(
            written.replace("<", " ") if tag.name in _SHOWN_BY_SOURCE and _SOURCE_ATTRIBUTE.search(written) else " "
        )
        at = tag.end
        if not tag.closing and (tag.name in _TITLES or hides(tag, text)):
            at = _closing(text, tag)
    kept.append(text[at:])
    return drop_invisible(html.unescape("".join(kept))).strip()


def _closing(text: str, opening: Tag) -> int:
    """Where the element of an opening tag is closed; elements of its name may stand in each other."""
    depth = 1
    for tag in tags(text, opening.end, len(text)):
        if tag.name == opening.name:
            depth += -1 if tag.closing else 1
            if depth == 0:
                return tag.start
    return len(text)
