"""The figures that the policy's sentences name in braces (`{draft-hours}`), as those of a document say them."""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pmlint.process import Deadlines, Demotion, Figure, Process, Statement
from pmlint.process_document.describing import Describing
from pmlint.process_document.matching import Match
from pmlint.process_document.retesting import DAY, HOUR, MINUTE, duration, in_bounds, number
from pmlint.process_document.rewording import written
from pmlint.process_document.tokens import Token
from pmlint.process_document.topics import figures_of

_GAP = re.compile(r"\{([a-z-]+)\}")
_DASH = re.compile(r"\s*-\s*|.*[–—].*", re.DOTALL)
_WORD_BEHIND = re.compile(r"[\s\W]*([^\W\d_]*)")

REQUIRED = "required"
FIGURES = (REQUIRED, "draft-hours", "final-business-days", "stable-minutes")
"""What sentences of the policy name in braces, and what is read from those of a document; the rest follows from it."""


class SaidIn(NamedTuple):
    """A sentence of a document, and the policy's list of sentences that has the one like it."""

    match: Match
    says: Sequence[Statement]


class _Reading(NamedTuple):
    """Figures that a sentence says in the place of one that is named in braces, perhaps none, and its text."""

    name: str
    tokens: tuple[Token, ...]
    text: str
    before: str
    """What the policy's sentence says in full."""
    said: SaidIn


class WithFigures(NamedTuple):
    """A process with the figures that sentences say, and the names of those that none says."""

    process: Process
    unsaid: Sequence[str]


def with_figures(process: Process, says: Sequence[SaidIn], describing: Describing, known: Process) -> WithFigures:
    """A process with the figures that sentences say; `known` is the one that the document is compared with.

    The first sentence that says a figure decides; another one that says it otherwise is told, as is a figure that
    documents can't be held to, which is none then.
    """
    readings = [each for said in says for each in _readings(said, describing, figures_of(known))]
    first: dict[str, _Reading] = {}
    levels = [row.level for row in process.severities]
    for reading in sorted(readings, key=lambda each: not each.tokens):
        before = first.setdefault(reading.name, reading)
        if before is not reading and reading.tokens and not _same(before, reading, levels):
            source, place = before.said.match.source or describing.doc.source, before.said.match.said.place
            where = f"{source.path}:{source.position(place.start).line}"
            _tell(describing, reading.said, f"gives a different figure from {where}, by which documents are judged")
    for reading in first.values():
        process = _put(process, reading, describing)
    return WithFigures(process, [name for name in FIGURES if name not in first])


def _same(one: _Reading, other: _Reading, levels: Sequence[int]) -> bool:
    """Whether two sentences say the same figure, in whatever words."""
    if one.name == REQUIRED:
        return _levels(one, levels) == _levels(other, levels)
    return len(one.tokens) == len(other.tokens) and all(
        token.agrees(another) for token, another in zip(one.tokens, other.tokens, strict=True)
    )


def _tell(describing: Describing, said: SaidIn, message: str) -> None:
    describing.tell(said.match.said, message, said.match.source)


def _readings(said: SaidIn, describing: Describing, figures: dict[str, str]) -> Iterator[_Reading]:
    """The figures that a sentence says where that of the policy names one."""
    match = said.match
    if match.sentence is None:
        return
    text = written(match.said, match.said.start, match.said.end)
    full, places = _in_full(said.says[match.sentence.entry].text, figures)
    old, new = describing.rewording.figures(full), describing.rewording.figures(text)
    for name, (start, end) in places.items():
        inside = [at for at, token in enumerate(old) if start <= token.start < end]
        others = [token for at, token in enumerate(old) if at not in inside]
        if describing.rewording.figured(text, full):
            found: Sequence[Token] = [new[at] for at in inside]
        elif name == REQUIRED:  # which may be a list
            found = _without(new, others)
        else:
            found = _in_place([old[at] for at in inside], others, new)
        if name in FIGURES:
            yield _Reading(name, tuple(found), text, full, said)


def _in_place(inside: Sequence[Token], others: Sequence[Token], new: Sequence[Token]) -> Sequence[Token]:
    """The figures in the place of some in a sentence that was reworded: the same, else what is left of the new ones."""
    same = [token for token in new if token.key in [each.key for each in inside]]
    return same[:1] or _without(new, others)


def _without(new: Sequence[Token], others: Sequence[Token]) -> list[Token]:
    """Figures without those that are others'."""
    counts = Counter(token.key for token in others)
    left = []
    for token in new:
        if counts[token.key] > 0:
            counts[token.key] -= 1
        else:
            left.append(token)
    return left


def _in_full(statement: str, figures: dict[str, str]) -> tuple[str, dict[str, tuple[int, int]]]:
    """A sentence with its figures, and where each stands."""
    text, at, places = "", 0, {}
    for gap in _GAP.finditer(statement):
        text += statement[at : gap.start()]
        value = figures.get(gap[1], gap[0])
        places[gap[1]] = len(text), len(text) + len(value)
        text, at = text + value, gap.end()
    return text + statement[at:], places


def _put(process: Process, reading: _Reading, describing: Describing) -> Process:
    if reading.name == REQUIRED:
        return _required(process, reading, describing)
    token = reading.tokens[0] if len(reading.tokens) == 1 else None
    deadlines = process.deadlines
    match reading.name:
        case "draft-hours":
            hours = _figure(token and duration(token, HOUR), Deadlines, "draft_hours", reading, describing)
            return process._replace(deadlines=deadlines._replace(draft_hours=hours))
        case "final-business-days":
            return process._replace(deadlines=_final(deadlines, token, reading, describing))
        case _:
            minutes = _figure(token and duration(token, MINUTE), Demotion, "stable_minutes", reading, describing)
            demotion = process.demotion or Demotion(Figure(0))
            return process._replace(demotion=demotion._replace(stable_minutes=minutes) if minutes else None)


def _final(deadlines: Deadlines, token: Token | None, reading: _Reading, describing: Describing) -> Deadlines:
    """Deadlines with the days for the final document: business days where the sentence says them like the policy's."""
    days = token and duration(token, DAY)
    if token and days:
        figure = _figure(days, Deadlines, "final_days", reading, describing)
        return deadlines._replace(final_days=figure, final_business_days=None)
    business = token and number(token) if token and _are_business_days(token, reading, describing) else None
    figure = _figure(business, Deadlines, "final_business_days", reading, describing)
    return deadlines._replace(final_business_days=figure)


def _are_business_days(token: Token, reading: _Reading, describing: Describing) -> bool:
    """Whether the word behind a figure is that of the policy behind its own."""
    wanted = describing.rewording.figures(reading.before)
    behind = _word_behind(reading.text, token)
    return any(behind and behind == _word_behind(reading.before, each) for each in wanted if number(each) is not None)


def _word_behind(text: str, token: Token) -> str:
    found = _WORD_BEHIND.match(text, token.end)
    return found[1].casefold() if found else ""


def _figure(value: int | None, kind: type, field: str, reading: _Reading, describing: Describing) -> Figure | None:
    if value and in_bounds(kind, field, value):
        return describing.figure(value, reading.said.match)
    _tell(describing, reading.said, f"gives no figure for '{field.replace('_', '-')}' by which documents can be judged")
    return None


def _required(process: Process, reading: _Reading, describing: Describing) -> Process:
    """A process with the severities that need a postmortem."""
    levels = [row.level for row in process.severities]
    required = _levels(reading, levels)
    if required is None:
        _tell(describing, reading.said, "does not say for which severities a postmortem is required")
        return process
    rows = (row._replace(postmortem="required" if row.level in required else "optional") for row in process.severities)
    return process._replace(severities=tuple(rows))


def _levels(reading: _Reading, levels: Sequence[int]) -> list[int] | None:
    """The severities that figures name: one up to which all are meant, two with a dash between them, or each alone."""
    numbers = [number(token) for token in reading.tokens]
    named = [each for each in numbers if each is not None]
    if not named or len(named) < len(numbers):
        return None
    if len(named) == 1:
        is_meant = _SIGNS[reading.tokens[0].sign]
        return [level for level in levels if is_meant(level, named[0])]
    between = reading.text[reading.tokens[0].end : reading.tokens[1].start]
    if len(named) == _TWO and _DASH.fullmatch(between):
        return [level for level in levels if named[0] <= level <= named[1]]
    return sorted(named)


_SIGNS: Mapping[str, Callable[[int, int], bool]] = {
    "≤": operator.le,
    "": operator.le,
    "?": operator.le,
    "<": operator.lt,
    "≥": operator.ge,
    ">": operator.gt,
}
"""How a severity stands to the one that a figure names, by the sign before it; `?` is one that was lost."""

_TWO = 2
"""Ends of a range."""
