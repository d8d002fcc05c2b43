"""The sections of a document, with what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmlint.markdown import Block, Document, Heading
from pmlint.model import Section, Sighting
from pmlint.read.vocabulary import Vocabulary
from pmlint.spelling import split_number
from pmlint.text import Span, Text


@dataclass(slots=True)
class Part:
    """A section and the blocks of its body, sub-headings included."""

    section: Section
    blocks: list[Block]
    lead: Text | None = None
    """Text that follows a label on its own line, as in `**Impact:** some users`."""


def read_sections(document: Document, vocabulary: Vocabulary) -> tuple[list[Part], list[Sighting]]:
    """The sections in order of the document, and where else the words of a section were seen."""
    return list(_headed(document.blocks, vocabulary)), []


def _headed(blocks: Sequence[Block], vocabulary: Vocabulary) -> Iterator[Part]:
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            body: list[Block] = []
            for following in blocks[index + 1 :]:
                if isinstance(following, Heading) and following.level <= block.level:
                    break
                body.append(following)
            title = block.inline.whole
            end = body[-1].span.end if body else block.span.end
            section = Section(
                id=vocabulary.section(title.value),
                title=title,
                number=split_number(title.value)[0],
                form="heading",
                level=block.level,
                nested=False,
                span=block.span,
                body=Span(block.span.end, end),
                holds="text" if body else "nothing",
            )
            yield Part(section, body)
