"""Markdown that stands inside raw HTML which hides its text, such as `<template>` or `<div hidden>`.

Markdown goes on behind a blank line, so its headings are headings; a reader does not see them all the same. What a
template language or MDX leaves out is no text either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pmlint.markdown.blocks import Block, Document, Heading, Html, List, Paragraph, Quote, Table
from pmlint.markdown.html_tags import Tag, ends_with_its_text, hides, tag_at, tags
from pmlint.markdown.inline import Inline
from pmlint.text import Span

# Comments and conditions of MDX, Liquid, Go templates and Obsidian: how a block begins that opens one, and its end.
_LEFT_OUT = tuple(
    (re.compile(opening, re.MULTILINE), re.compile(closing, re.MULTILINE))
    for opening, closing in (
        (r"\{/\*", r"\*/\}"),
        (r"\{\s*(?:[\w.!]+\s*(?:&&|\|\||\?)|\(\)\s*=>)[^{}\n]*$", r"^[ \t]*(?:</[\w.]*>|\))[ \t]*\)?\}[ \t]*$"),
        (r"\{%-?\s*(?:comment|if|unless|case)\b", r"\{%-?\s*end(?:comment|if|unless|case)\b[^\n]*"),
        (r"\{\{-?\s*/\*", r"\*/\s*-?\}\}"),
        (r"\{\{-?\s*if\b", r"\{\{-?\s*end\b[^\n]*"),
        (r"%%(?!%)", r"%%"),
    )
)


def without_hidden(document: Document) -> Document:
    """The document, in which each block that is not seen is one of raw HTML that is not seen."""
    text = document.source.text
    if "<" not in text and "{" not in text and "%%" not in text:
        return document
    if not any(hides(tag, text) for tag in _openings(text)) and not _MAY_LEAVE_OUT.search(text):
        return document
    return replace(document, blocks=_Hiding(text).in_blocks(document.blocks))


_MAY_LEAVE_OUT = re.compile(r"^[ \t]*(?:\{|%%)", re.MULTILINE)
_OPENING = re.compile(r"<[a-zA-Z]")


def _openings(text: str) -> Iterable[Tag]:
    return (tag for found in _OPENING.finditer(text) if (tag := tag_at(text, found.start())))


class _Hiding:
    """Goes through the blocks of a document with the element that is open and hides what stands in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open = ""
        """The name of the element."""
        self.depth = 0
        """How many elements of this name are open."""
        self.closings = list(_LEFT_OUT)
        """What a template language may leave out that is closed somewhere behind."""
        self.left_out = 0
        """Up to where a template language leaves out what is written."""

    def in_blocks(self, blocks: Sequence[Block]) -> list[Block]:
        return [seen for block in blocks for seen in self.in_block(block)]

    def in_block(self, block: Block) -> list[Block]:
        """What is seen of a block, as blocks; notes what it opens and closes."""
        if self.leaves_out(block):
            return [Html(block.span, seen=False)]
        hidden = bool(self.open)
        match block:
            case Html(span=span):
                behind = self.in_html(span)
                if hidden:
                    rest = [Html(Span(behind, span.end))] if behind < span.end else []
                    return [Html(Span(span.start, behind), seen=False), *rest]
            case Heading(inline=inline) | Paragraph(inline=inline):
                self.in_text(inline)
            case List(items=items):
                for item in items:
                    item.blocks[:] = self.inside(item.blocks)
            case Quote(blocks=inner):
                inner[:] = self.inside(inner)
            case Table(header=header, rows=rows):
                for cell in (cell for row in (header, *rows) for cell in row.cells):
                    before = self.open
                    self.in_text(cell)
                    self.open = self.open if before else ""
        return [Html(block.span, seen=False)] if hidden else [block]

    def inside(self, blocks: Sequence[Block]) -> list[Block]:
        """The same for the blocks of an item or a quotation, whose end closes what they open."""
        before = self.open
        seen = self.in_blocks(blocks)
        self.open = self.open if before else ""
        return seen

    def in_html(self, span: Span) -> int:
        """Goes through a block of raw HTML; up to where it is hidden by what was open before it."""
        hidden_to = span.end if self.open else span.start
        for tag in tags(self.text, span.start, span.end):
            was_open = bool(self.open)
            self.meet(tag, self.text)
            if was_open and not self.open and hidden_to == span.end:
                hidden_to = tag.end
        return hidden_to

    def in_text(self, inline: Inline) -> None:
        before = self.open
        for tag in inline.tags:
            self.meet(tag, inline.raw)
        if not before and self.open and ends_with_its_text(self.open):
            self.open = ""

    def meet(self, tag: Tag, text: str) -> None:
        """Begins or ends what an element hides."""
        if self.open:
            if tag.name == self.open:
                self.depth += -1 if tag.closing else 1
                self.open = self.open if self.depth else ""
        elif hides(tag, text):
            self.open, self.depth = tag.name, 1

    def leaves_out(self, block: Block) -> bool:
        """Whether a template language leaves out a block, which may be the one that says so."""
        start, end = block.span
        if start >= self.left_out and isinstance(block, Paragraph | Html) and self.text[start] in "{%":
            for form in [form for form in self.closings if form[0].match(self.text, start)]:
                closed = form[1].search(self.text, start + 2)
                if closed is None:
                    self.closings.remove(form)
                elif end <= closed.end():
                    self.left_out = closed.end()
        return start < self.left_out
