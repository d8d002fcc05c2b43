"""Text that no reader of a document sees, put into it in every way that Markdown, HTML and YAML know.

What it says is what each part of the model is made of: an owner, a date, a severity, a section ... None of that may
become a fact. Code is the one form that a reader does see; it counts here because what it quotes is said by something
else.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pmlint.markdown import Code, Heading, Html, Inline, List, Paragraph, Table, walk
from pmlint.markdown.blocks import Block, Document

FACTS = (
    *("Owner: Pool", "@pool", "**Owner:** Maria Pool", "| Owner | Pool |", "- Owner: Maria Pool - approved 2026-05-02"),
    *("Author: Maria Pool", "Incident commander: Maria Pool", "Scribe: Maria Pool", "Maria Pool (SRE)", "Pool team"),
    *("Date: 2026-01-01", "Incident date: 1 January 2026", "2026-01-01", "On Monday, 5 January 2026 it broke."),
    *("Start: 2026-01-01 14:00 UTC", "End: 2026-01-01 15:00 UTC", "Duration: 60 minutes", "Detected: 2026-01-01"),
    *("Severity: Sev-4", "Severity: Sev-1", "Sev-4", "Priority: P1", "This was a Sev-4 incident.", "Status: draft"),
    *("Incident ID: INC-2026-999", "INC-2026-999", "Title: The pool is empty", "# Postmortem: the pool is empty"),
    *("## Impact", "## 4. Root Cause", "**Impact:** forty orders failed", "Impact: forty orders failed", "Root Cause"),
    *("1. **Root Cause:** the pool was empty", "### Preventive", "## 10. Sign-off", "| Summary | The pool ran dry |"),
    *("14:05 UTC page", "2026-01-01 14:05 UTC Maria Pool pages Ida", "- 14:05 - alert", "All times are in JST."),
    *("- [ ] Rotate keys (Pool) PAY-1 due 2026-05-01", "Rotate keys - Owner: Pool - Issue: PAY-414", "UTC+9", "[x]"),
    *("PAY-999", "Issue: PAY-999", "Due: 2026-05-01", "due 2026-05-01", "- [x] Rotate keys", "Done"),
    *("Approved by Maria Pool", "- [x] Incident Commander: Maria Pool", "Signed: Maria Pool, 2026-05-02", "Approved"),
    *("https://metrics.example/d/9", "trace ID 4bf92f3577b34da6a3ce929d0e0e4736", "| Action | Owner | Due |"),
    *("Schweregrad: Sev-4", "担当者: 佐藤", "影響：四十件", "2026年1月1日 14:05 発生", "TBD", "n/a", "see below"),
)  # fmt: skip
"""One line for each way to say each part of the model."""

MOST_FACTS = 4
"""Lines that are hidden in one place."""


class Edit(NamedTuple):
    """What is put into a text, and where."""

    at: int
    text: str


Hide = Callable[[random.Random, Document, Sequence[str]], Edit | None]
"""Hides lines in a document; `None` where it has no place for that."""


# --- between the blocks ----------------------------------------------------------------------------------------------


def _wrapped(opening: str, closing: str, between: str = "\n") -> Hide:
    """A block that opens and closes with a line of its own."""

    def hide(dice: random.Random, document: Document, facts: Sequence[str]) -> Edit | None:
        return _block(dice, document, between.join((opening, *facts, closing)))

    return hide


def _each_line(form: str, refused: str = "") -> Hide:
    """A block in which each fact is part of one line, but for those with letters that would end the form early."""

    def hide(dice: random.Random, document: Document, facts: Sequence[str]) -> Edit | None:
        lines = [form.format(fact) for fact in facts if not any(letter in fact for letter in refused)]
        return _block(dice, document, "\n".join(lines)) if lines else None

    return hide


def _block(dice: random.Random, document: Document, hidden: str) -> Edit | None:
    """A block of its own between two others, or at one of the ends."""
    blocks, text = document.blocks, document.source.text
    index = dice.randint(0, len(blocks))
    before = blocks[index - 1] if index else None
    if isinstance(before, List) and hidden.startswith("    "):
        return None  # it would be a paragraph of the list
    if isinstance(before, Html) and "pmlint" in document.source.slice(before.span).lower():
        return None  # a request to ignore findings is about the block that follows it
    if index < len(blocks):
        return Edit(_line_start(text, blocks[index].span.start), f"\n{hidden}\n\n")
    if isinstance(before, Html) or (isinstance(before, Code) and not before.closed):
        return None  # it may go on to the end of the file
    return Edit(len(text), f"\n\n{hidden}\n")


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


_LIST_MARK = re.compile(r" *(?:[-*+]|[0-9]{1,9}[.)]) +")


def below_an_item(dice: random.Random, document: Document, facts: Sequence[str]) -> Edit | None:
    """A comment on lines of its own below the first paragraph of a list item."""
    text = document.source.text
    items = [item for block in walk(document.blocks) if isinstance(block, List) for item in block.items]
    dice.shuffle(items)
    for item in items:
        first = item.blocks[0] if item.blocks else None
        if not isinstance(first, Paragraph):
            continue
        start = first.inline.span.start
        mark = text[_line_start(text, start) : start]
        if _LIST_MARK.fullmatch(mark):
            lines = ("<!--", *facts, "-->")
            return Edit(first.inline.span.end, "".join(f"\n{' ' * len(mark)}{line}" for line in lines))
    return None


# --- inside a text ---------------------------------------------------------------------------------------------------

_OPENS_BLOCK = re.compile(r"\s*(?:#|[-+*>|]|[0-9]+[.)]|```|~~~|=)")


def _inside(form: str, between: str = "; ", kinds: tuple[type[Block], ...] = (Heading, Paragraph, Table)) -> Hide:
    """Inside the text of a heading, a paragraph, an item or a cell; `form` says how."""

    def hide(dice: random.Random, document: Document, facts: Sequence[str]) -> Edit | None:
        places = list(_places(dice, document, kinds))
        if not places:
            return None
        at, in_cell = dice.choice(places)
        if between == "\n":  # a line that opens a block would end the paragraph, and with it the comment
            facts = [fact for fact in facts if not _OPENS_BLOCK.match(fact)]
        if in_cell:
            facts = [fact for fact in facts if "|" not in fact]
        blank = dice.choice(("", " "))
        return Edit(at, blank + form.format(between.join(facts))) if facts else None

    return hide


def _places(dice: random.Random, document: Document, kinds: tuple[type[Block], ...]) -> Iterator[tuple[int, bool]]:
    """Where words of a text end, one place or two for each text, and whether that is in a cell."""
    for block in walk(document.blocks):
        if isinstance(block, Heading | Paragraph) and isinstance(block, kinds):
            yield from ((at, False) for at in _ends_of_words(dice, document, block.inline))
        elif isinstance(block, Table) and Table in kinds:
            for cell in (cell for row in (block.header, *block.rows) for cell in row.cells):
                yield from ((at, True) for at in _ends_of_words(dice, document, cell))


def _ends_of_words(dice: random.Random, document: Document, inline: Inline) -> Iterator[int]:
    text = document.source.text
    if inline.raw.strip():
        if not inline.raw.endswith(("\\", "`")):
            yield inline.span.end
    elif text[inline.span.start - 1 : inline.span.start + 1].strip("| ") == "":
        yield inline.span.start  # an empty cell
    runs = [run for run in inline.runs if not run.code and run.span.end - run.span.start == len(run.text)]
    blanks = [
        at
        for run in runs
        for at in range(run.span.start + 1, run.span.end - 1)
        if text[at] == " " and text[at - 1].isalnum() and not inline.link_at(at)
    ]
    if blanks:
        yield dice.choice(blanks)


def title_of_a_link(dice: random.Random, document: Document, facts: Sequence[str]) -> Edit | None:
    """The title of a link or image, which shows when the mouse rests on it."""
    text = document.source.text
    ends = [
        link.address.end
        for block in walk(document.blocks)
        if isinstance(block, Heading | Paragraph)
        for link in block.inline.links
        if link.address != link.span and text[link.address.end : link.address.end + 1] == ")"
    ]
    return Edit(dice.choice(ends), f' "{"; ".join(facts)}"') if ends else None


# --- front matter ----------------------------------------------------------------------------------------------------


def _in_front_matter(form: str, between: str) -> Hide:
    def hide(_: random.Random, document: Document, facts: Sequence[str]) -> Edit | None:
        front = document.front_matter
        if front is None or not re.match(r"[A-Za-z]", front.value):
            return None
        end = front.span.end
        line_end = "" if document.source.text[end - 1] == "\n" else "\n"
        hidden = form.format(between.join(facts))
        return Edit(end, f"{line_end}{hidden}" + ("" if line_end else "\n"))

    return hide


FORMS: dict[str, Hide] = {
    "comment": _wrapped("<!--", "-->"),
    "comment of a line": _each_line("<!-- {} -->"),
    "comment with blank lines": _wrapped("<!--\n", "\n-->", "\n\n"),
    "comment below an item": below_an_item,
    "comment in a text": _inside("<!-- {} -->"),
    "comment of lines in a text": _inside("<!-- so\n{}\n-->", "\n", (Paragraph,)),
    "comment in a cell": _inside("<!-- {} -->", kinds=(Table,)),
    "comment in a heading": _inside("<!-- {} -->", kinds=(Heading,)),
    "instruction": _wrapped("<?note", "?>"),
    "instruction in a text": _inside("<?note {} ?>"),
    "declaration": _each_line("<!NOTE {}>"),
    "hidden div": _wrapped("<div hidden>", "</div>"),
    "hidden div around Markdown": _wrapped("<div hidden>\n", "\n</div>", "\n\n"),
    "hidden by its style": _wrapped('<p style="display: none">', "</p>"),
    "box without height around Markdown": _wrapped('<div style="height:0;overflow:hidden">\n', "\n</div>", "\n\n"),
    "white on white in a text": _inside('<font color="white">{}</font>'),
    "hidden by its class": _wrapped('<div class="note d-none">\n', "\n</div>", "\n\n"),
    "list of data": _wrapped("<datalist>\n", "\n</datalist>", "\n\n"),
    "video around Markdown": _wrapped("<video>\n", "\n</video>", "\n\n"),
    "template": _wrapped("<template>", "</template>"),
    "template around Markdown": _wrapped("<template>\n", "\n</template>", "\n\n"),
    "template in a text": _inside("<template>{}</template>"),
    "script": _wrapped("<script>", "</script>"),
    "style": _wrapped("<style>", "</style>", "\n\n"),
    "attribute": _each_line('<a title="{}"></a>'),
    "attribute in a text": _inside('<a title="{}"></a>'),
    "hidden input": _each_line('<input type="hidden" value="{}">'),
    "hidden span in a text": _inside("<span hidden>{}</span>"),
    "definition": _each_line('[hidden]: #hidden "{}"'),
    "definition named by it": _each_line("[{}]: #hidden", refused="[]"),
    "definition as a comment": _each_line("[//]: # ({})", refused="()"),
    "title of a link": title_of_a_link,
    "front matter, a key nobody knows": _in_front_matter("x-notes: '{}'", "; "),
    "front matter, lines of such a key": _in_front_matter("x-notes: |\n  {}", "\n  "),
    "front matter, comment": _in_front_matter("# {}", "\n# "),
    "fenced code": _wrapped("```", "```"),
    "fenced YAML": _wrapped("~~~yaml", "~~~"),
    "indented code": _each_line("    {}"),
}
"""The ways to hide text."""

CODE = frozenset({"fenced code", "fenced YAML", "indented code"})
