"""Which places of a document speak for its incident, and which only hold what others say of other things."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from pmlint.markdown import Block, Document, Heading, Paragraph
from pmlint.read.sections.places import SectionsByPlace
from pmlint.read.sections.reader import Part
from pmlint.text import Text
from pmlint.vocabulary import Vocabulary

Place = Literal["head", "account", "section", "elsewhere"]
"""`head`: the front matter, what stands before the first section, a section of metadata. `account`: a section that
tells of the incident as a whole, or one of no known name ahead of the others; it speaks where the head is silent.
`section`: another section of the process. `elsewhere`: any other, such as a glossary or an appendix."""


class Places:
    """The place of each block of a document."""

    def __init__(self, document: Document, parts: Sequence[Part], title: Text | None, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._sections = SectionsByPlace(parts)
        self._known = {part.section.span.start: part.section.id for part in parts if part.section.form == "heading"}
        self._labelled = sorted(
            part.section.body for part in parts if part.section.id and part.section.form != "heading"
        )
        self._first = min(
            (part.section.span.start for part in parts if part.section.id), default=len(document.source.text)
        )
        self._title = title
        found = list(self._of_blocks(document.blocks))
        self._starts = [block.span.start for block in document.blocks]
        self._places = found

    def at(self, offset: int) -> Place:
        """The place of the block in which an offset stands."""
        index = bisect_right(self._starts, offset) - 1
        return self._places[index] if index >= 0 else "head"

    def _of_blocks(self, blocks: Sequence[Block]) -> Iterator[Place]:
        """The place of each block: that of the headings above it."""
        above: list[tuple[int, Place]] = []
        introduced = False
        for block in blocks:
            if isinstance(block, Heading):
                while above and above[-1][0] >= block.level:
                    above.pop()
                outer = above[-1][1] if above else "head"
                yield outer
                above.append((block.level, self._below(block, outer)))
            else:
                place = above[-1][1] if above else "head"
                if any(body.holds(block.span) for body in self._labelled):
                    place = "account"  # where a label's section ends nobody can say
                yield "section" if place == "account" and introduced else place
            introduced = isinstance(block, Paragraph) and block.inline.raw.rstrip().endswith((":", "："))

    def _below(self, heading: Heading, outer: Place) -> Place:
        """The place of what stands below a heading that stands itself in another."""
        if self._title and heading.span.holds(self._title.span):
            return outer
        names = self._vocabulary.metadata
        if outer == "head" and names.are_told_below(heading.inline.text):
            return outer
        if section := self._known.get(heading.span.start):
            return "account" if self._vocabulary.kinds[section].overview else "section"
        if outer != "head":
            return outer
        ahead = heading.span.start < self._first and not names.are_explained_below(heading.inline.text)
        return "account" if ahead else "elsewhere"
