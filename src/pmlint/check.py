"""What a check is: mechanism, parameterised Python over what was read. It asks one question.

A check is a named tuple: its fields are its parameters, which a rule file gives. `kind` is the word by which the rule
file names it, and its base says what it looks at: one document, what became of the comments that ask to ignore
findings, or the facts of all documents of a run. It does not know its rule's id, level or output, and reads the model
only: where it would want to look at Markdown, the model lacks a field. No check raises, whatever a document says.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import ClassVar, Literal, NamedTuple, Protocol

from pmlint.business_days import Calendar
from pmlint.facts import Facts
from pmlint.finding import Remark, Violation
from pmlint.model import Ignore, Need, Postmortem
from pmlint.process import Process, SeverityLevel
from pmlint.text import Text
from pmlint.vocabulary import Vocabulary

Presence = Literal["there", "missing", "outside"]
"""What a path leads to: something in the repository, nothing, or a place that is not in the repository."""


class Unread(NamedTuple):
    """Why a file that is there is not read: `is larger than 1024 KiB`."""

    why: str


class Files(Protocol):
    """What lies beside the documents, as far as checks may ask; paths are the document's own words.

    A path is one from the document, or from the root of its repository. What is not in that repository is told and not
    looked at, and no link is followed out of it.
    """

    def look(self, document: str, path: str) -> Presence | None:
        """What a path in a document leads to; `None` where the document lies in no repository."""

    def content(self, document: str, path: str, most: int) -> bytes | Unread | None:
        """What the file at a path holds, of at most `most` bytes, or why it is not read; `None` where there is none."""


class NoFiles:
    """A document in no repository: nothing is known of the files beside it."""

    def look(self, document: str, path: str) -> Presence | None:
        """Nothing is known."""
        return None

    def content(self, document: str, path: str, most: int) -> bytes | Unread | None:
        """Nothing is known."""
        return None


class Context(NamedTuple):
    """What is neither text nor parameter: the words and the process, the day of the check, how grave the incident is.

    Where a whole run is checked, `severity` is the most severe of the process.
    """

    vocabulary: Vocabulary
    as_of: date
    severity: SeverityLevel
    now: datetime
    """The moment of the check: the end of the day, where only a day is given."""
    calendar: Calendar = Calendar()
    files: Files = NoFiles()
    chosen: bool = True
    """Whether the team chose its pack: what a template says to those who wrote it is strange to others."""

    @property
    def process(self) -> Process:
        """The process that the documents are held to."""
        return self.vocabulary.process


class IgnoreOutcome(NamedTuple):
    """What became of one rule named in an ignore comment, or of a comment that can't be obeyed (`faulty`)."""

    ignore: Ignore
    rule: Text
    outcome: Literal[
        "used", "unused", "unknown", "forbidden", "one-place-only", "expired", "endless", "faulty", "without-reason"
    ]
    hint: str | None = None
    """The known rule that was perhaps meant."""
    findings: int = 0
    """How many findings are ignored by it, or would be if it were granted."""


DATES: frozenset[Need] = frozenset({"dates"})
"""What checks read that look at the dates of the incident."""

TIMELINE: frozenset[Need] = DATES | {"timeline"}
"""What checks read that look at the events of the timeline."""

PASSAGES: frozenset[Need] = frozenset({"passages"})
"""What checks read that look at the texts of sections."""


MEASURES: frozenset[Need] = frozenset({"measures"})
"""What checks read that look at how grave the incident was by what the document reports."""


class NoParameters(NamedTuple):
    """The parameters of a check that has none."""


class DocumentCheck:
    """Yields what is wrong with one document: one that could be read, or `always` also one that could not."""

    kind: ClassVar[str]
    when: ClassVar[Literal["readable", "always"]] = "readable"
    reads: ClassVar[frozenset[Need]] = frozenset()
    """What it asks of the model beside what is always read."""

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        """The violations of one document."""
        raise NotImplementedError


class IgnoreCheck:
    """Yields what is wrong with the comments of one document that ask to ignore findings, when all have been found."""

    kind: ClassVar[str]
    when: ClassVar[Literal["after ignores"]] = "after ignores"

    def run(self, outcomes: Sequence[IgnoreOutcome], context: Context) -> Iterator[Violation]:
        """The violations of one document's comments."""
        raise NotImplementedError


class RunCheck:
    """Yields what is wrong between the documents of a run, of which the facts are left."""

    kind: ClassVar[str]
    when: ClassVar[Literal["run"]] = "run"

    def run(self, documents: Sequence[Facts], context: Context) -> Iterator[tuple[int, Violation]]:
        """The violations of some documents, which come in order of their paths; each with the index of its document."""
        raise NotImplementedError


class ReviewCheck:
    """Yields what is wrong with something else than a postmortem: a process document, or a message."""

    kind: ClassVar[str]
    when: ClassVar[Literal["review"]] = "review"

    def run(self, remarks: Sequence[Remark], context: Context) -> Iterator[Violation]:
        """The violations among what a reviewer says."""
        raise NotImplementedError


AnyCheck = DocumentCheck | IgnoreCheck | RunCheck | ReviewCheck
