"""What a rule is: policy, one YAML file that names checks and their parameters, a level, the reason and the remedy."""

from typing import Literal, NamedTuple

from pmlint.check import AnyCheck
from pmlint.finding import Level
from pmlint.process import SeverityLevel


class Applies(NamedTuple):
    """When a rule has its level, and what becomes of it otherwise.

    `severity`: the severities for which it has its level; all when empty. `where: required` stands for those for which
    the process requires a postmortem (all, in a process that tells no severities apart). `draft`: its level while the
    document says that it is a draft; `off`: silent then. `final`: its level where documents are judged as final,
    whatever they say of themselves. `deadlines`: its level in a run that holds teams to their deadlines, which the
    clock alone breaks.
    `otherwise`: its level for the other severities; `None` when it is silent there.
    """

    severity: tuple[SeverityLevel, ...] = ()
    where: Literal["required"] | None = None
    draft: Level | Literal["off"] | None = None
    final: Level | None = None
    deadlines: Level | None = None
    otherwise: Level | None = None


class Example(NamedTuple):
    """A text that breaks the rule (`bad`), with the findings that are expected in it, or one that keeps it (`good`).

    `part` says what the text is: the sections with those ids (one, or several that follow each other), headings
    included; `head`, all that stands before the first section; or, when it is `None`, a whole document. A part is
    judged inside the pack's `example.md`, which keeps every rule. `expect` lists the places as `LINE:COLUMN` in the
    text, with the ID of the rule behind it (`4:7 PM205`) where another one has to speak as well; `name` is the file
    name to judge it under. `beside` is what stands in its place in another document, which is judged in the same run.
    `files` lie in the repository, by their paths from its root. `as_of` is the day or time of the check, for rules that
    ask for it; what only the clock breaks is not asked of an example without one. `base` is what stood in the text's
    place at the base of the comparison, for rules that ask what has changed.
    """

    bad: str | None = None
    good: str | None = None
    expect: tuple[str, ...] = ()
    part: str | None = None
    name: str | None = None
    beside: str | None = None
    files: dict[str, str] | None = None
    as_of: str | None = None
    base: str | None = None


class Rule(NamedTuple):
    """All of a rule. Its file is its documentation: `why` and `fix` are shown to the people who break it."""

    id: str
    name: str
    summary: str
    level: Level
    check: tuple[AnyCheck, ...]
    """One question each; a file writes the only one alone."""
    source: str
    why: str
    fix: str
    examples: tuple[Example, ...]
    applies: Applies = Applies()
    ignorable: bool = True
    ignorable_in_file: bool = True
    """Whether `ignore-file` may name it, too; if not, a comment may ignore it at one place, such as an action."""
    unverified: bool = False
    """Whether the process marks what the rule asks as `[Unverified]`."""

    def level_for(
        self, severity: SeverityLevel, draft: bool, final: bool = False, deadlines: bool = False
    ) -> Level | None:
        """How grave a violation is; `None` when the rule is silent.

        `final`: judged as final, so no draft either. `deadlines`: in a run that holds teams to their deadlines.
        """
        if self.applies.severity and severity not in self.applies.severity:
            return self.applies.otherwise
        if deadlines and self.applies.deadlines:
            return self.applies.deadlines
        if final:
            return self.applies.final or self.level
        if draft and self.applies.draft:
            return None if self.applies.draft == "off" else self.applies.draft
        return self.level
