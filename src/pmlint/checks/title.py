"""The title of the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pmlint.check import Context, is_to_fill_in
from pmlint.finding import Violation
from pmlint.model import Postmortem
from pmlint.text import Span


@dataclass(frozen=True, slots=True)
class TitlePresent:
    """The document has a title."""

    kind: Literal["title-present"] = "title-present"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        if doc.title is None or is_to_fill_in(doc.title.value):
            span = doc.title.span if doc.title else Span(0, 0)
            yield Violation(span, "no title", "open the document with '# ' and what happened, in a few words")
