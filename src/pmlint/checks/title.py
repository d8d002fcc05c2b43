"""The title of the document."""

from collections.abc import Iterator

from pmlint.check import Context, DocumentCheck, NoParameters
from pmlint.finding import Subject, Violation
from pmlint.forms.placeholders import is_gap
from pmlint.model import Postmortem
from pmlint.text import Span


class TitlePresent(DocumentCheck, NoParameters):
    """The document has a title."""

    kind = "title-present"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        if doc.title is None or is_gap(doc.title.value):
            span = doc.title.span if doc.title else Span(0, 0)
            advice = "start the document with '# ' and what happened, in a few words"
            yield Violation(Subject("title"), span, "no title", advice)
