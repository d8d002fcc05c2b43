"""What a check is: mechanism, parameterised Python over the model.

A check is a named tuple. Its fields are its parameters, which a rule file gives; `kind` is the word by which the
rule file names it. It does not know its rule's id, level or output, and it reads the model only: where it would want to
look at Markdown, the model lacks a field.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple, Protocol

from pmlint.finding import Violation
from pmlint.model import Ignore, Postmortem
from pmlint.process import Process, SectionKind, SeverityLevel
from pmlint.spelling import drop_invisible, is_made_of, says_nothing, without_emoji_names, without_list_marks, words
from pmlint.text import Text


class IgnoreOutcome(NamedTuple):
    """What became of one rule named in an ignore comment."""

    ignore: Ignore
    rule: Text
    outcome: Literal["used", "unused", "unknown", "forbidden", "expired", "faulty", "without-reason"]
    hint: str | None = None
    """The known rule that was perhaps meant."""


class Context(NamedTuple):
    """What is neither text nor parameter: the process, the day of the check, how grave the incident is judged."""

    process: Process
    as_of: date
    severity: SeverityLevel
    placeholders: frozenset[str]
    """What stands for text that is still to be written, ready for `spelling.is_made_of`, as the next two."""
    nobody: frozenset[str]
    """Owners that are nobody in particular, placeholders among them."""
    undecided: frozenset[str]
    """Words that leave an owner open, whatever else stands beside them."""
    no_person: frozenset[str] = frozenset()
    """Owners that are nobody in particular or a team."""
    collective: frozenset[str] = frozenset()
    """Words by which a name is that of a group of people: `team` of the phrase `... team`."""
    ignores: tuple[IgnoreOutcome, ...] = ()
    """What became of the document's ignore comments; known only to the rules that run last."""


class Check(Protocol):
    """Yields what is wrong with one document."""

    @property
    def kind(self) -> str:
        """The word by which rule files name this check."""
        ...

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        """The violations of one document; never raises, whatever the document says."""
        ...


def quote(text: str, most: int = 60) -> str:
    """A document's own words as a message shows them: in quotes, on one line, cut after `most` characters."""
    line = " ".join(text.split())
    return f"'{line[:most]}...'" if len(line) > most else f"'{line}'"


def is_to_fill_in(text: str) -> bool:
    """Whether a text is one gap of a template, such as `{name}` or `<name>`."""
    return ("{" in text or "<" in text) and _GAP.fullmatch(text.strip()) is not None


_GAP = re.compile(r"\{[^{}]*\}|<[^<>]*>")


def heading(section: SectionKind) -> str:
    """A section's heading as the template writes it."""
    return f"{section.number}. {section.title}" if section.number else section.title


def is_placeholder(text: str, context: Context) -> bool:
    """Whether a text says nothing, or stands for one that is still to be written."""
    return says_nothing(text) or is_to_fill_in(text) or is_made_of(text, context.placeholders)


def is_nobody(name: str, context: Context) -> bool:
    """Whether a name is nobody's in particular, or stands for one that is still to be written."""
    return _is_made_of_names(name, context.nobody)


def is_no_person(name: str, context: Context) -> bool:
    """Whether a name is nobody's in particular, or a team's that is named by what it works on, such as `Platform`."""
    return _is_made_of_names(name, context.no_person)


def _is_made_of_names(name: str, names: frozenset[str]) -> bool:
    """Whether a name is blank, a gap to fill in, or made of some names, whatever marks it carries."""
    bare = drop_invisible(without_list_marks(without_emoji_names(name)))
    return not any(map(str.isalnum, bare)) or is_to_fill_in(bare) or is_made_of(_mailbox(bare), names)


def _mailbox(name: str) -> str:
    """Of an e-mail address what stands before its `@`."""
    before, at, behind = name.partition("@")
    return before if before.strip() and at and "." in behind and " " not in name.strip() else name


def is_group(name: str, context: Context) -> bool:
    """Whether a name is that of several people: `platform team`, `@acme/platform`, `#platform`."""
    return (
        (name.startswith("@") and "/" in name)
        or name.startswith("#")
        or any(word in context.collective for word in words(name))
    )
