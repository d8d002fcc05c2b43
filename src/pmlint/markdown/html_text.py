"""What raw HTML shows."""

from __future__ import annotations

import html
import re
import string

from pmlint.spelling import drop_invisible

UNSEEN_ELEMENTS = frozenset(
    (
        "script", "style", "textarea", "template", "title", "head", "noscript", "noframes", "noembed", "iframe",
        "object", "select", "dialog", "svg",
    )
)  # fmt: skip
"""What a browser, or the page that shows the Markdown, does not show as text."""

# Titles, which say nothing of their own: a summary is that of what is folded.
_TITLES = frozenset(["summary", *(f"h{level}" for level in range(1, 7))])
_EMPTY_ELEMENTS = frozenset(
    ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_HIDING = re.compile(
    r"\shidden(?=[\s=/>])|\b(?:display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden)\b", re.IGNORECASE
)
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)  # unlike str.lower() it keeps every place
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]{0,30})[^<>]{0,2000}>?")
_SOURCE_ATTRIBUTE = re.compile(r"""\b(?:src|href|data)\s{0,4}=\s{0,4}["']?[^\s"'>#]""", re.IGNORECASE)
_SHOWN_BY_SOURCE = frozenset(["img", "video", "audio", "source", "embed"])


def visible_html(text: str) -> str:
    """The text of raw HTML that a reader sees; an image or a video with a source counts as its tag."""
    kept: list[str] = []
    lower = text.translate(_LOWER)
    at = 0
    while at < len(text):
        start = text.find("<", at)
        kept.append(text[at : start if start >= 0 else len(text)])
        if start < 0:
            break
        at = _behind_markup(text, lower, start, kept)
    return drop_invisible(html.unescape("".join(kept))).strip()


def hides(tag: str, name: str) -> bool:
    """Whether an opening tag, whose name is given in small letters, hides what stands in its element.

    `<template>` does so, and `<div hidden>`.
    """
    return name in UNSEEN_ELEMENTS or (name not in _EMPTY_ELEMENTS and _HIDING.search(tag) is not None)


def _behind_markup(text: str, lower: str, start: int, kept: list[str]) -> int:
    """Where the comment, element or tag that begins at `start` ends; adds what is seen of it to `kept`."""
    if text.startswith("<!--", start):
        if text.startswith(("<!-->", "<!--->"), start):
            return text.index(">", start) + 1
        end = text.find("-->", start + 4)
        return end + 3 if end >= 0 else len(text)
    if text.startswith(("<!", "<?"), start):
        end = text.find(">", start)
        return end + 1 if end >= 0 else len(text)
    tag = _TAG.match(text, start)
    if tag is None:
        kept.append("<")
        return start + 1
    name = tag[1].lower()
    if not tag[0].startswith("</") and (name in _TITLES or hides(tag[0], name)):
        end = lower.find(f"</{name}", tag.end())
        return end if end >= 0 else len(text)
    kept.append(tag[0].replace("<", " ") if name in _SHOWN_BY_SOURCE and _SOURCE_ATTRIBUTE.search(tag[0]) else " ")
    return tag.end()
