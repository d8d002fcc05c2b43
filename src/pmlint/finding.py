"""What a run has to say: violations, which a check yields, and findings, which a report holds."""

import enum
from typing import Literal, NamedTuple

from pmlint.text import Source, Span


class Level(enum.Enum):
    """How grave a finding is, least grave first; the value is the word that users write and read."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """For comparing: a graver level has a higher rank."""
        return ("note", "warning", "error").index(self.value)


LevelWord = Literal["error", "warning", "note", "off"]
"""What a user may write for the level of a rule."""


class Related(NamedTuple):
    """Another place that explains a violation, such as where a value was first said."""

    span: Span
    message: str


SubjectKind = Literal[
    "file",
    "text",
    "title",
    "incident",
    "section",
    "event",
    "action group",
    "action",
    "sign-off",
    "ignore",
    "process",
    "message",
    "baseline",
    "policy",
]


class Subject(NamedTuple):
    """What a violation is about, told so that it stays the same when lines move.

    `name` says which one of its kind: the fact of the incident (`severity`), the id of the section, the words of the
    action, the kind of the group, who should have signed, the rule to ignore, the fault of the text; empty where there
    is one only.
    """

    kind: SubjectKind
    name: str = ""


class Listed(NamedTuple):
    """A sentence in which several things can be listed: `sections ` ... ` are missing`."""

    before: str
    thing: str
    after: str = ""
    between: str = ", "
    last: str = " and "
    """What stands before the last of them."""

    @property
    def alone(self) -> str:
        """The sentence with this thing only."""
        return f"{self.before}{self.thing}{self.after}"


class Together(NamedTuple):
    """How a violation is said in one finding with others about the same thing, instead of its own message and remedy.

    The same are those with one `topic` of one document, of which `start` tells where it begins if there can be several.
    """

    topic: str
    message: Listed | str
    helps: tuple[Listed | str, ...] = ()
    start: int = 0


class Edit(NamedTuple):
    """A change of the document: what stands at a place is replaced by a text."""

    span: Span
    new: str


class Violation(NamedTuple):
    """What is wrong at one place. Its texts may quote the document: print them through `pmlint.escape` only.

    `edits`, made together, mend it without adding a fact; none where somebody has to know something.
    """

    subject: Subject
    span: Span
    message: str
    help: str | None = None
    related: tuple[Related, ...] = ()
    edits: tuple[Edit, ...] = ()
    at_most: Level | None = None
    """How grave it is at most, where it is less sure than others of its rule, or weighs less."""
    together: Together | None = None
    """How people are told of it beside others about the same thing; `None` where it is told alone."""


RemarkKind = Literal[
    "figure", "name", "words", "missing part", "unknown part", "unverified", "hook", "meta", "unread part",
    "gap", "next update", "follow-up owner", "follow-up due date", "blame",
    "stale entry",
    "severity", "status", "due date", "action", "section", "postmortem", "ignore", "policy",
]  # fmt: skip
"""What is wrong with a process document, then with a message, with a baseline, and with what changed since a commit."""


class Remark(NamedTuple):
    """What a reviewer of something else than one postmortem says; a rule takes the remarks of its kind."""

    kind: RemarkKind
    violation: Violation


class Finding(NamedTuple):
    """A violation, and what the engine knows of it: whose document, which rule, how grave, and why ignored."""

    source: Source
    rule_id: str
    rule_name: str
    level: Level
    violation: Violation
    ignored: str | None = None
    """The reason given in the document for ignoring it; `None` when it counts."""
    known: bool = False
    """Whether the baseline knows it, so that it does not count."""
