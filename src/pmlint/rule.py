"""What a rule is: policy, one YAML file that names checks and their parameters, a level, the reason and the remedy."""

from typing import Literal, NamedTuple

from pmlint.check import AnyCheck
from pmlint.finding import Level
from pmlint.process import SeverityLevel


class Applies(NamedTuple):
    """When a rule has its level, and what becomes of it otherwise."""

    severity: tuple[SeverityLevel, ...] = ()
    """The severities for which it has its level; all when empty."""
    where: Literal["required"] | None = None
    """Instead: those for which the process requires a postmortem; all, in a process that tells no severities apart."""
    draft: Level | Literal["off"] | None = None
    """Its level while the document says that it is a draft; `off`: silent then."""
    final: Level | None = None
    """Its level where documents are judged as final, whatever they say of themselves."""
    deadlines: Level | None = None
    """Its level in a run that holds teams to their deadlines (`--deadlines`), for what the clock alone breaks."""
    otherwise: Level | None = None
    """Its level for the other severities; silent there without it."""


class Example(NamedTuple):
    """A text that breaks the rule, with the findings that are expected in it, or one that keeps it.

    A part is judged inside the pack's `example.md`, which keeps every rule; see `pmlint.examples`.
    """

    bad: str | None = None
    """A text that breaks the rule."""
    good: str | None = None
    """A text that keeps it."""
    expect: tuple[str, ...] = ()
    """Where the rule speaks in a bad text, as LINE:COLUMN, with the id of another rule behind it that speaks, too."""
    part: str | None = None
    """The sections that the text stands for in `example.md`, by their ids; `head` for all before the first; nothing:
    a whole document."""
    name: str | None = None
    """The name of the file."""
    beside: str | None = None
    """What another document of the run has in that place."""
    files: dict[str, str] | None = None
    """What lies in the repository, by the path from its root."""
    as_of: str | None = None
    """The day or time of the check; what only the clock breaks is asked with it alone."""
    base: str | None = None
    """What stood in its place at the commit of `--base`, for rules that ask what has changed."""


class Rule(NamedTuple):
    """All of a rule. Its file is its documentation: `why` and `fix` are shown to the people who break it."""

    id: str
    """Two or more capitals and a number, never used for another rule."""
    name: str
    """Its name, which is the file's: it names the fault, and reads well after `ignore`."""
    summary: str
    """What is asked, in one line."""
    level: Level
    """How grave a finding is."""
    check: tuple[AnyCheck, ...]
    """One question each; a file writes the only one alone."""
    source: str
    """Where the process asks for it."""
    why: str
    """The reason."""
    fix: str
    """What to do."""
    examples: tuple[Example, ...]
    """Texts that break it and that keep it, which are its tests."""
    applies: Applies = Applies()
    """When it has its level, and what becomes of it otherwise."""
    ignorable: bool = True
    """Whether a comment in a document may ignore it."""
    ignorable_in_file: bool = True
    """Whether `ignore-file` may name it, too; if not, a comment may ignore it at one place, such as an action."""
    floor: bool = False
    """Whether the gate holds to it as an error whatever a configuration, or a pack that extends this one, says."""
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
