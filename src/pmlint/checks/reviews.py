"""What is wrong with a process document, a message about an incident, a baseline, or a change since a commit."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pmlint.check import Context, NoParameters, ReviewCheck
from pmlint.finding import Remark, Violation


class _Disagreement(NamedTuple):
    about: Literal[
        "figure", "name", "words", "missing part", "unknown part", "unverified", "hook", "meta", "unread part"
    ]
    """In which respect."""


class ProcessAgrees(ReviewCheck, _Disagreement):
    """The document of the process and the policy agree in some respect."""

    kind = "process-agrees"

    def run(self, remarks: Sequence[Remark], context: Context) -> Iterator[Violation]:
        return (remark.violation for remark in remarks if remark.kind == self.about)


class _Lack(NamedTuple):
    about: Literal["gap", "next update", "follow-up owner", "follow-up due date", "blame"]
    """What is missing, or what it has too much."""


class MessageIsWhole(ReviewCheck, _Lack):
    """A message about an incident has everything of some kind that it needs, and blames nobody."""

    kind = "message-is-whole"

    def run(self, remarks: Sequence[Remark], context: Context) -> Iterator[Violation]:
        return (remark.violation for remark in remarks if remark.kind == self.about)


class BaselineCurrent(ReviewCheck, NoParameters):
    """Each entry of the baseline still occurs."""

    kind = "baseline-current"

    def run(self, remarks: Sequence[Remark], context: Context) -> Iterator[Violation]:
        return (remark.violation for remark in remarks if remark.kind == "stale entry")


class _Loss(NamedTuple):
    about: Literal["severity", "status", "due date", "action", "section", "postmortem", "ignore", "policy"]
    """What is compared with the base."""


class KeptSinceBase(ReviewCheck, _Loss):
    """What a document, or the policy, said of something at the base (`--base`) it still says."""

    kind = "kept-since-base"

    def run(self, remarks: Sequence[Remark], context: Context) -> Iterator[Violation]:
        return (remark.violation for remark in remarks if remark.kind == self.about)
