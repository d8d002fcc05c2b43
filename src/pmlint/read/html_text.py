"""What raw HTML shows."""

from __future__ import annotations

import html
import re

from pmlint.spelling import drop_invisible

# What a browser, or the page that shows the Markdown, does not show as text; a summary is the title of what is folded.
_UNSEEN_ELEMENTS = frozenset(
    ["script", "style", "textarea", "template", "title", "head", "noscript", "iframe", "object", "select", "summary"]
    + [f"h{level}" for level in range(1, 7)]
)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]{0,30})[^<>]{0,2000}>?")
_SOURCE_ATTRIBUTE = re.compile(r"""\b(?:src|href|data)\s{0,4}=\s{0,4}["']?[^\s"'>#]""", re.IGNORECASE)
_SHOWN_BY_SOURCE = frozenset(["img", "video", "audio", "source", "embed"])


def visible_html(text: str) -> str:
    """The text of raw HTML that a reader sees; an image or a video with a source counts as its tag."""
    kept: list[str] = []
    lower = text.lower()
    at = 0
    while at < len(text):
        start = text.find("<", at)
        kept.append(text[at : start if start >= 0 else len(text)])
        if start < 0:
            break
        at = _behind_markup(text, lower, start, kept)
    return drop_invisible(html.unescape("".join(kept))).strip()


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
    if name in _UNSEEN_ELEMENTS and not tag[0].startswith("</"):
        end = lower.find(f"</{name}", tag.end())
        return end if end >= 0 else len(text)
    kept.append(tag[0].replace("<", " ") if name in _SHOWN_BY_SOURCE and _SOURCE_ATTRIBUTE.search(tag[0]) else " ")
    return tag.end()
