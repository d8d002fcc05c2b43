"""What opens a section, before it is known what stands in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pmlint.markdown import Block, Inline
from pmlint.model import SectionForm, Why
from pmlint.process import Sometimes
from pmlint.text import Span, Text


@dataclass(slots=True)
class Mark:
    """A heading or label that opens a section, or may open one.

    `first` and `end` are the range of the document's blocks that belong to it; `own` are blocks inside one block, such
    as an item's, which come before them.
    """

    id: str | None
    title: Text
    number: int | None
    form: SectionForm
    span: Span
    first: int
    end: int
    level: int | None = None
    lead: Text | None = None
    cell: Inline | None = None
    own: list[Block] = field(default_factory=list)
    inside: Mark | None = None
    """The heading it stands under."""
    perhaps: Sequence[tuple[Sometimes, str]] = ()
    """What it may mean, if the document confirms it."""
    why: Why = field(default=Why(""))


def stands_in(mark: Mark, ids: Collection[str]) -> bool:
    """Whether a mark stands below a heading of one of some sections."""
    above = mark.inside
    while above is not None:
        if above.id in ids:
            return True
        above = above.inside
    return False


def known_above(mark: Mark | None) -> str | None:
    """The section that a mark is, or the next one that it stands in."""
    while mark is not None and mark.id is None:
        mark = mark.inside
    return mark.id if mark else None
