"""The words of a process, ready to be looked up."""

from __future__ import annotations

from pmlint.process import ActionKind, Process
from pmlint.spelling import fold, name_key, words


class Vocabulary:
    """Which section, field, group or role a written name means. Names are compared by `spelling.name_key`."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.sections = {
            name_key(name): section.id
            for section in reversed(process.sections)
            for name in (*section.aliases, section.title)
        }
        self.fields = {name_key(name): field for field, names in process.words.fields.items() for name in names}
        self.groups: dict[str, ActionKind] = {
            name_key(name): group.kind for group in process.action_groups for name in (group.title, *group.aliases)
        }
        self.roles = {name_key(name): role.id for role in process.roles for name in (role.title, *role.aliases)}
        self.placeholders = frozenset(" ".join(words(phrase)) for phrase in process.words.placeholders)
        self.elsewhere = frozenset(" ".join(words(phrase)) for phrase in process.words.elsewhere)
        self.done = frozenset(fold(word) for word in process.words.done)
        self.open = frozenset(fold(word) for word in process.words.open)

    def section(self, text: str) -> str | None:
        """The id of the section that a heading names."""
        return self.sections.get(name_key(text))

    def field(self, text: str) -> str | None:
        """The field that a label or a column header names, such as `owner` or `severity`."""
        return self.fields.get(name_key(text))

    def group(self, text: str) -> ActionKind | None:
        """The group of actions that a heading or label names."""
        return self.groups.get(name_key(text))

    def role(self, text: str) -> str | None:
        """The id of the role that a label names."""
        return self.roles.get(name_key(text))
