"""Mistakes in the files that configure pmlint: packs, rules and configuration."""

from collections.abc import Sequence
from typing import NamedTuple

from pmlint.text import Source, Span


class DataFault(NamedTuple):
    """A mistake in a pack, rule or configuration file."""

    source: Source
    span: Span
    message: str
    help: str | None = None

    def __str__(self) -> str:
        line, column = self.source.position(self.span.start)
        return f"{self.source.path}:{line}:{column}: {self.message}" + (f" ({self.help})" if self.help else "")


class DataFaults(Exception):
    """The mistakes of one or more files. Their texts quote the files: print them through `pmlint.escape` only."""

    def __init__(self, faults: Sequence[DataFault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)
