"""Markdown that stands inside raw HTML which browsers do not show, such as `<template>` or `<div hidden>`.

Markdown goes on behind a blank line, so its headings are headings; a reader does not see them all the same.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pmlint.markdown.blocks import Block, Document, Html
from pmlint.markdown.html_text import UNSEEN_ELEMENTS, hides
from pmlint.text import Span

_MAY_HIDE = re.compile(
    rf"<(?:{'|'.join(sorted(UNSEEN_ELEMENTS))})\b|<[a-z][^<>]{{0,200}}(?:\shidden|display|visibility)", re.IGNORECASE
)
_OPENING = re.compile(r"<([a-z][a-z0-9-]{0,30})(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE)


def without_hidden(document: Document) -> Document:
    """The document with each stretch of blocks that such an element hides as one block of raw HTML."""
    text = document.source.text
    if "<" not in text or not _MAY_HIDE.search(text):
        return document
    blocks: list[Block] = []
    hidden_to = -1
    for block in document.blocks:
        if block.span.start < hidden_to and isinstance(blocks[-1], Html):
            blocks[-1] = Html(Span(blocks[-1].span.start, max(blocks[-1].span.end, block.span.end)))
            continue
        blocks.append(block)
        if isinstance(block, Html):
            hidden_to = _hidden_to(text, block.span)
    return replace(document, blocks=blocks)


def _hidden_to(text: str, span: Span) -> int:
    """Where the element ends that a block of HTML opens, does not close, and that hides what is in it; else -1."""
    if text.startswith(("<!", "<?"), span.start):
        return -1
    at = span.start
    while tag := _OPENING.search(text, at, span.end):
        at, name = tag.end(), tag[1].lower()
        if hides(tag[0], name):
            closing = re.compile(rf"</{re.escape(name)}\b", re.IGNORECASE).search(text, at)
            end = closing.start() if closing else len(text)
            if end > span.end:
                return end
            at = end
    return -1
