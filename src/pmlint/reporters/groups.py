"""What people are told once: the findings about one thing of a document are one group, which reporters show as one.

Programs get each finding (`json`); counts and the exit code are those of the findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pmlint.finding import Finding, Level, Listed, Related
from pmlint.text import Span


class _Part(NamedTuple):
    """A part of a message or of a remedy, and on which line it is, where that has to be said."""

    said: Listed | str
    line: int | None = None


class Group(NamedTuple):
    """Findings that are said as one, in their order. Its texts may quote the document: escape them."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The one at whose place the group is told."""
        return self.findings[0]

    @property
    def level(self) -> Level:
        """The gravest of their levels."""
        return max((each.level for each in self.findings), key=lambda level: level.rank)

    @property
    def rules(self) -> str:
        """The ids of their rules: `PM101,PM107`."""
        return ",".join(dict.fromkeys(each.rule_id for each in self.findings))

    @property
    def name(self) -> str:
        """The name of their rule; empty where they are of several."""
        names = {each.rule_name for each in self.findings}
        return names.pop() if len(names) == 1 else ""

    @property
    def message(self) -> str:
        """What is wrong; what stands on another line than the first says on which."""
        if len(self.findings) == 1:
            return self.first.violation.message
        parts = _in_order(map(self._part, self.findings))
        if isinstance(parts[0].said, str):  # nothing is listed, so that the first says what all is about
            parts[0] = _Part(self.first.violation.message)
        return "; ".join(_sentences(parts))

    def _part(self, finding: Finding) -> _Part:
        """What one of several says in the group's message."""
        violation = finding.violation
        line, told = (each.source.position(each.violation.span.start).line for each in (finding, self.first))
        said = violation.together.message if violation.together else violation.message
        return _Part(said, line if line != told else None)

    @property
    def helps(self) -> list[str]:
        """What to do, each remedy once."""
        if len(self.findings) == 1:
            return [self.first.violation.help] if self.first.violation.help is not None else []
        return _sentences(_in_order(_Part(each) for finding in self.findings for each in _helps(finding)))

    @property
    def spans(self) -> list[Span]:
        """The places, each once."""
        return list(dict.fromkeys(each.violation.span for each in self.findings))

    @property
    def related(self) -> list[Related]:
        """The other places that explain them, each once."""
        return list(dict.fromkeys(each for finding in self.findings for each in finding.violation.related))


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Findings in groups, in order of the first of each."""
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        together = finding.violation.together
        key = (finding.source.path, together.topic, together.start) if together else number
        groups.setdefault(key, []).append(finding)
    return [Group(tuple(found)) for found in groups.values()]


def _helps(finding: Finding) -> Sequence[Listed | str]:
    return finding.violation.together.helps if finding.violation.together else ()


def _in_order(parts: Iterable[_Part]) -> list[_Part]:
    """Parts in the order in which they are said: what is listed first."""
    return sorted(parts, key=lambda part: isinstance(part.said, str))


def _sentences(parts: Iterable[_Part]) -> list[str]:
    """Sentences of some parts: one for all things that can be listed in it, each sentence once."""
    sentences: dict[Listed | str, dict[int | None, dict[str, None]]] = {}
    for said, line in parts:
        if isinstance(said, str):
            sentences.setdefault(f"{said} (line {line})" if line else said, {})
        else:
            lines = sentences.setdefault(said._replace(thing=""), {})
            lines.setdefault(line, {})[said.thing] = None
    return [
        said if isinstance(said, str) else said._replace(thing=_by_line(lines, said)).alone
        for said, lines in sentences.items()
    ]


def _by_line(lines: dict[int | None, dict[str, None]], said: Listed) -> str:
    """`a and b`, or where some are on another line `a, b, and at line 41 c`."""
    (first, things), *others = lines.items()
    if not others:
        return _listed([*things], said) + (f" (line {first})" if first else "")
    opening = (f"at line {first} " if first else "") + said.between.join(things)
    return opening + "".join(f",{said.last}at line {line} {_listed([*each], said)}" for line, each in others)


def _listed(things: Sequence[str], said: Listed) -> str:
    """`a, b and c`."""
    return f"{said.between.join(things[:-1])}{said.last}{things[-1]}" if len(things) > 1 else "".join(things)
