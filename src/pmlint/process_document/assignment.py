"""Which part of a process document is about which topic of the policy: the one with which it shares most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pmlint.process_document.alignment import Alignment
from pmlint.process_document.parts import Part, Said
from pmlint.process_document.topics import Topic

_ABOUT = 0.4
"""From which score on a part is about a topic: in parts that are about another matter it stays below 0.3, and one in
which half of the words were changed is still above."""

_PROSE_ABOUT = 0.6
"""The same for a paragraph: prose speaks of what lists say, and is not held to it."""


class Assigned(NamedTuple):
    """A part with the topic that it is about, or none."""

    part: Part
    topic: Topic | None


def assigned(parts: Sequence[Part], topics: Sequence[Topic], alignment: Alignment) -> Iterator[Assigned]:
    """Each part with its topic; of a table or a column that is not understood, its first cell stands for all."""
    for table in dict.fromkeys(part.table for part in parts if part.table is not None):
        yield from _matrix([part for part in parts if part.table == table], topics, alignment)
    yield from _messages([part for part in parts if part.form == "code" and part.said], topics, alignment)
    for part in parts:
        if part.table is None and part.form != "code" and part.said:
            yield Assigned(part, _nearest(part, topics, alignment))


def _messages(parts: Sequence[Part], topics: Sequence[Topic], alignment: Alignment) -> Iterator[Assigned]:
    """Each code with its message; what is most like a message is it, and no other."""
    messages = [topic for topic in topics if topic.is_code]
    scores = [
        (alignment.score(part.said, topic), -at, -of, part, topic)
        for at, part in enumerate(parts)
        for of, topic in enumerate(messages)
    ]
    topic_of: dict[int, Topic] = {}
    for score, at, _, _, topic in sorted(scores, key=lambda each: each[:3], reverse=True):
        if score >= _ABOUT and at not in topic_of and topic not in topic_of.values():
            topic_of[at] = topic
    yield from (Assigned(part, topic_of.get(-at)) for at, part in enumerate(parts))


def _nearest(part: Part, topics: Sequence[Topic], alignment: Alignment) -> Topic | None:
    fitting = [topic for topic in topics if not topic.is_code]
    scores = [alignment.score(part.said, topic) for topic in fitting]
    best = max(scores, default=0.0)
    needed = _PROSE_ABOUT if part.form == "paragraph" else _ABOUT
    return fitting[scores.index(best)] if best >= needed else None


def _matrix(cells: Sequence[Part], topics: Sequence[Topic], alignment: Alignment) -> Iterator[Assigned]:
    """The cells of a table; one whose first column are severities is the severity matrix, and no other is read."""
    rows = [part for part in cells if part.column == 0]
    firsts = [part.said[0] for part in rows]
    severities = next((topic for topic in topics if topic.is_severities), None)
    if severities is None or alignment.score(firsts, severities) < _ABOUT:
        yield Assigned(cells[0], None)
        return
    yield from (Assigned(part, severities) for part in rows)
    level_of = _levels(firsts, severities, alignment)
    taken: set[str] = set()
    for column in sorted({part.column for part in cells} - {0}):
        found = _column([part for part in cells if part.column == column], level_of, topics, alignment, taken)
        taken.update(each.topic.column for each in found if each.topic)
        yield from found


def _levels(firsts: Sequence[Said], severities: Topic, alignment: Alignment) -> dict[Said, int | None]:
    """The severity of each row by its first cell, also where it is called otherwise."""
    pairs = alignment.pairs(firsts, severities)
    return {pair.said: pair.sentence.number for pair in pairs if pair.said and pair.sentence}


def _column(
    cells: Sequence[Part],
    level_of: dict[Said, int | None],
    topics: Sequence[Topic],
    alignment: Alignment,
    taken: Iterable[str],
) -> list[Assigned]:
    """The cells of a column of the severity matrix with their topics, if it is one of the policy's columns."""
    cells_of: dict[str, list[Assigned]] = defaultdict(list)
    scores: dict[str, float] = defaultdict(float)
    for part in cells:
        level = level_of.get(part.row) if part.row else None
        for topic in topics:
            if topic.column and topic.severity == level and topic.column not in taken:
                cells_of[topic.column].append(Assigned(part, topic))
                scores[topic.column] += alignment.score(part.said, topic) / len(cells)
    best = max(scores, key=lambda column: scores[column], default="")
    return cells_of[best] if scores[best] >= _ABOUT else [Assigned(cells[0], None)]
