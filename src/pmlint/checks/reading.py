"""Whether the document can be read as one."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pmlint.check import Context
from pmlint.finding import Violation
from pmlint.model import FaultKind, Postmortem


class ReadingFaults(NamedTuple):
    """The reader met none of some faults."""

    faults: tuple[FaultKind, ...]
    kind: Literal["reading-faults"] = "reading-faults"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for fault in doc.faults:
            if fault.kind in self.faults:
                yield Violation(fault.span, fault.message, fault.help)
