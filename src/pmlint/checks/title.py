"""The title of the document."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pmlint.check import Context, is_to_fill_in
from pmlint.finding import Violation
from pmlint.model import Postmortem
from pmlint.text import Span


class TitlePresent(NamedTuple):
    """The document has a title."""

    kind: Literal["title-present"] = "title-present"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        if doc.title is None or is_to_fill_in(doc.title.value):
            span = doc.title.span if doc.title else Span(0, 0)
            yield Violation(span, "no title", "open the document with '# ' and what happened, in a few words")
