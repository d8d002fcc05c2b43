"""A process document beside the policy, sentence by sentence: which is like one of the policy, and which is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pmlint.process_document.alignment import Alignment
from pmlint.process_document.assignment import assigned
from pmlint.process_document.parts import Part, ProcessDocument, Said
from pmlint.process_document.topics import Matter, Sentence, Topic
from pmlint.text import Source

MOST_SENTENCES = 99
"""Of a matter that are taken over: as many as a template may have sections. What is longer is another list."""


class Match(NamedTuple):
    """A sentence of the document with the policy's that is like it, if there is one, and the part that it stands in."""

    said: Said
    part: Part
    sentence: Sentence | None = None
    source: Source | None = None
    """The file that it is in, where that is not the document."""


class Matched:
    """What a document says of each topic of the policy."""

    def __init__(self, doc: ProcessDocument, topics: Sequence[Topic], alignment: Alignment) -> None:
        self._alignment = alignment
        found = list(assigned(doc.parts, topics, alignment))
        listed = {topic for part, topic in found if topic and part.form != "paragraph"}
        self.listed = {topic.matter for topic in listed}
        """The matters of which a list, a table or code speaks, and not prose alone."""
        self.unread = [part for part, topic in found if topic is None]
        """The parts that are about no topic."""
        self.columns = {
            (part.table, part.column): topic.column for part, topic in found if topic and topic.matter == "cell"
        }
        """What the columns of the severity matrix say, by its table."""
        self._parts: dict[Topic, list[Part]] = defaultdict(list)
        for part, topic in found:
            if topic and not (topic in listed and part.form == "paragraph"):
                self._parts[topic].append(part)

    def parts(self, topic: Topic) -> Sequence[Part]:
        """The parts that are about a topic."""
        return self._parts.get(topic, ())

    def of(self, matter: Matter, topics: Sequence[Topic]) -> list[Topic]:
        """The topics of a matter of which the document says something."""
        return [topic for topic in topics if topic.matter == matter and self.parts(topic)]

    def sentences(self, topic: Topic) -> list[Match]:
        """The sentences about a topic in order of the document, each with the policy's that is like it."""
        return self.beside([(said, part) for part in self.parts(topic) for said in part.said], topic)

    def beside(self, said: Sequence[tuple[Said, Part]], topic: Topic) -> list[Match]:
        """Some sentences, each with that of a topic that is like it."""
        part_of = {id(each): part for each, part in said}
        pairs = self._alignment.pairs([each for each, _ in said], topic)
        return [
            Match(pair.said, part_of[id(pair.said)], pair.sentence if pair.alike else None)
            for pair in pairs
            if pair.said
        ]
