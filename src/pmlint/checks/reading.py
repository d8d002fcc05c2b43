"""Whether the document can be read as one."""

from collections.abc import Iterator
from typing import NamedTuple

from pmlint.check import Context, DocumentCheck
from pmlint.finding import Subject, Violation
from pmlint.model import FaultKind, Postmortem


class _Faults(NamedTuple):
    faults: tuple[FaultKind, ...]
    """What the reader may not have met."""


class ReadingFaults(DocumentCheck, _Faults):
    """The reader met none of some faults."""

    kind = "reading-faults"
    when = "always"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for fault in doc.faults:
            if fault.kind in self.faults:
                yield Violation(Subject("text", fault.kind), fault.span, fault.message, fault.help)
