"""Tags of raw HTML, and which of them hide what stands in their element: a closed list of what shows.

An element shows its text if it is one of those that do so everywhere, and nothing in its tag may hide it: attributes
and styles that are known to be harmless are let through, any others are not surely seen. What a page's own style sheet
does is not known either; a class hides where its name says so.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pmlint.markdown.html_style import is_seen_color, is_seen_size, shows

_WITH_ITS_TEXT = frozenset((
    "abbr", "acronym", "bdi", "bdo", "cite", "data", "dfn", "ins", "kbd", "label", "mark", "nobr", "output",
    "q", "rb", "rp", "rt", "rtc", "ruby", "samp", "span", "sub", "sup", "time", "var", "wbr", "br", "img",
))  # fmt: skip
_ACROSS_BLOCKS = frozenset((
    "a", "address", "article", "aside", "b", "big", "blockquote", "body", "button", "caption", "center", "code",
    "col", "colgroup", "dd", "details", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "font",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "i", "legend", "li",
    "main", "menu", "nav", "ol", "p", "picture", "pre", "search", "section", "small", "strong", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
))  # fmt: skip
_STRIKING = frozenset(("s", "del", "strike"))
_UNSEEN = frozenset((
    "audio", "canvas", "datalist", "dialog", "head", "iframe", "meter", "noembed", "noframes", "noscript",
    "object", "optgroup", "option", "progress", "script", "select", "style", "svg", "template", "textarea",
    "title", "video",
))  # fmt: skip
EMPTY_ELEMENTS = frozenset((
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "meta",
    "param", "source", "track", "wbr",
))  # fmt: skip
"""Elements without content, which hide nothing."""

_HARMLESS_ATTRIBUTES = frozenset((
    "id", "name", "title", "lang", "dir", "align", "valign", "href", "src", "srcset", "alt", "colspan",
    "rowspan", "scope", "width", "height", "border", "cellpadding", "cellspacing", "class", "classname",
    "style", "color", "bgcolor", "face", "size", "start", "type", "value", "reversed", "open", "target", "rel",
    "role", "datetime", "cite", "summary", "loading", "tabindex", "itemprop", "itemscope", "itemtype", "itemid",
    "headers", "nowrap", "rules", "frame", "abbr", "download", "sizes", "media", "for", "compact", "clear",
    "hspace", "vspace", "accesskey", "translate", "spellcheck", "key", "background", "char", "axis", "span",
    "frameborder", "local-id",
))  # fmt: skip
_HARMLESS_BEGINNINGS = ("data-", "aria-", "on", "xmlns")
_HIDING_ATTRIBUTE = re.compile(r"hidden|popover|(?:v|x|ng)-[a-z-]+")

_HIDING_CLASS = re.compile(
    r"(?:[a-z0-9]{1,12}:)?(?:[a-z]{1,12}[-_])??(?:hidden|hide|invisible|collapse|visually-?hidden|sr-only|screen-?reader"
    r"(?:-text|-only)?|show-for-sr|off-?screen|(?:d|display)-none|opacity-0|[hw]-0|scale-0|text-transparent)(?:-[a-z]{2})?",
    re.IGNORECASE,
)
_HARMLESS_CLASS = re.compile(
    r"(?:[a-z]{1,12}-)?overflow(?:-[xy])?-hidden|border-collapse|backface-hidden", re.IGNORECASE
)

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})(?=[\s/>])((?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,2000}+)>")
_LENIENT_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9.-]{0,30})([^<>]{0,2000})>?")
_CLOSING = re.compile(r"</([a-zA-Z][a-zA-Z0-9.-]{0,30})")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")


class Tag(NamedTuple):
    """A tag of raw HTML; its name in small letters."""

    name: str
    closing: bool
    attributes: str
    """What stands behind the name, as written."""
    start: int
    end: int

    @property
    def is_known(self) -> bool:
        """Whether it is one of an element that shows its text."""
        return self.name in _WITH_ITS_TEXT or self.name in _ACROSS_BLOCKS


def tag_at(text: str, start: int) -> Tag | None:
    """The tag that begins at a place of a text."""
    found = _TAG.match(text, start) or _LENIENT_TAG.match(text, start)
    return Tag(found[2].lower(), bool(found[1]), found[3], start, found.end()) if found else None


def tags(text: str, start: int, end: int) -> Iterator[Tag]:
    """The tags in a part of a text that is raw HTML; those in comments and declarations are none."""
    while (at := text.find("<", start, end)) >= 0:
        tag = tag_at(text, at)
        start = tag.end if tag else behind_comment(text, at) or at + 1
        if tag:
            yield tag


def behind_comment(text: str, start: int) -> int | None:
    """Where the comment, declaration or instruction ends that begins at a place of a text, if one does."""
    if text.startswith("<!--", start):
        if text.startswith(("<!-->", "<!--->"), start):
            return text.index(">", start) + 1
        end = text.find("-->", start + 4)
        return end + 3 if end >= 0 else len(text)
    if text.startswith(("<!", "<?"), start):
        end = text.find(">", start)
        return end + 1 if end >= 0 else len(text)
    return None


def hides(tag: Tag, text: str) -> bool:
    """Whether an opening tag in a text hides, or strikes out, what stands in its element.

    `<template>` does so, `<del>`, and `<div hidden>`. An element that nobody knows does so where it is closed: else it
    is a word in angle brackets, such as `<service>`, or a component.
    """
    if tag.closing or tag.name in EMPTY_ELEMENTS:
        return False
    if tag.name in _UNSEEN or tag.name in _STRIKING:
        return True
    if tag.is_known or text[tag.start + 1].isupper():
        return bool(tag.attributes) and not _attributes_show(tag)
    return _last_closings(text).get(tag.name, -1) > tag.start


@lru_cache(maxsize=4)
def _last_closings(text: str) -> dict[str, int]:
    """Where elements are closed for the last time, by name."""
    return {found[1].lower(): found.start() for found in _CLOSING.finditer(text)}


def ends_with_its_text(name: str) -> bool:
    """Whether an element that is not closed ends with the paragraph in which it was opened, instead of going on."""
    return name in _WITH_ITS_TEXT or name == "del"


def _attributes_show(tag: Tag) -> bool:
    """Whether none of the attributes of a tag may hide its text; of two with one name the first counts."""
    found: dict[str, str] = {}
    for each in _ATTRIBUTE.finditer(tag.attributes):
        found.setdefault(each[1].lower(), html.unescape((each[2] or "").strip("\"'")))
    classes = f"{found.get('class', '')} {found.get('classname', '')}".split()
    color, ground = found.get("color", ""), found.get("bgcolor", "")
    return (
        all(_is_harmless(key, value, tag) for key, value in found.items())
        and not any(_HIDING_CLASS.fullmatch(each) and not _HARMLESS_CLASS.fullmatch(each) for each in classes)
        and all(is_seen_size(found[key]) for key in ("width", "height") if key in found)
        and (not (color or ground) or is_seen_color(color, ground))
        and shows(found.get("style", ""))
    )


def _is_harmless(key: str, value: str, tag: Tag) -> bool:
    """Whether an attribute by itself hides nothing.

    A word without a value is no attribute that anybody wrote to hide something, unless it is known to do so; a
    component has attributes of its own.
    """
    if _HIDING_ATTRIBUTE.fullmatch(key):
        return False
    return not value or not tag.is_known or key in _HARMLESS_ATTRIBUTES or key.startswith(_HARMLESS_BEGINNINGS)
