"""Markdown to blocks with exact places. The only room that imports markdown-it.

markdown-it gives line ranges for blocks and no places for inline text. Here the columns are recovered: an inline text
is looked up line by line inside its block's own lines, table rows are cut at unescaped pipes, and inline tokens record
where the parser stood when it pushed them. Only blocks are parsed up front; inline markup is parsed when a text is
asked for, which halves the cost of a document (most paragraphs are never asked).
"""

from pmlint.markdown.blocks import (
    Block,
    Break,
    Code,
    Document,
    Heading,
    Html,
    Item,
    List,
    Paragraph,
    Quote,
    Row,
    Table,
    inlines,
    shows,
    walk,
)
from pmlint.markdown.builder import parse
from pmlint.markdown.html_text import visible_html
from pmlint.markdown.inline import Inline, Link, Piece, Run
from pmlint.markdown.parser import NESTING_OTHERS_READ, NESTING_READ

__all__ = [
    "NESTING_OTHERS_READ",
    "NESTING_READ",
    "Block",
    "Break",
    "Code",
    "Document",
    "Heading",
    "Html",
    "Inline",
    "Item",
    "Link",
    "List",
    "Paragraph",
    "Piece",
    "Quote",
    "Row",
    "Run",
    "Table",
    "inlines",
    "parse",
    "shows",
    "visible_html",
    "walk",
]
