"""What the parts of a description share: sentences taken over with their marks and places, and what is to be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pmlint.process import Figure, Statement
from pmlint.process_document.alignment import Alignment
from pmlint.process_document.matching import MOST_SENTENCES, Match, Matched
from pmlint.process_document.parts import Part, ProcessDocument, Said
from pmlint.process_document.rewording import MOST_CHARACTERS, Rewording, is_unverified, shown, written
from pmlint.process_document.topics import Topic
from pmlint.spelling import words
from pmlint.text import Source, Span

_LONGEST_HEADING = 80
"""Characters of a heading that a source names; the longest that we have seen in a process has 60."""

_SHOWN = 80
"""Characters of a document's text that a message quotes."""


class Told(NamedTuple):
    """Something about a description that its reader has to know, and where it stands."""

    source: Source
    at: Span
    message: str


class Describing:
    """Takes over what sentences say, and keeps what is to be told."""

    def __init__(self, doc: ProcessDocument, topics: Sequence[Topic], alignment: Alignment, name: str) -> None:
        self.doc = doc
        self.alignment = alignment
        self.topics = topics
        self.matched = Matched(doc, topics, alignment)
        self.rewording = Rewording(alignment)
        self.told: list[Told] = []
        self._name = name

    def tell(self, said: Said, message: str, source: Source | None = None) -> None:
        """Keeps what is to be told of a sentence of the document or of another file, which is quoted before it."""
        self.told.append(Told(source or self.doc.source, said.place, f"'{quoted(said.text)}' {message}"))

    def topic(self, matter: str) -> Topic | None:
        """The topic of a matter that there is once, if the document speaks of it."""
        found = (each for each in self.topics if each.matter == matter and self.matched.parts(each))
        return next(found, None)

    def sentences(self, topic: Topic) -> list[Match]:
        """The sentences about a topic; those that are too long to be some, and too many, are told."""
        return self.readable(self.matched.sentences(topic), topic.title)

    def readable(self, found: Sequence[Match], title: str) -> list[Match]:
        """Those of some sentences that can be taken over; the others are told."""
        kept = []
        for match in found:
            if len(match.said.text) > MOST_CHARACTERS:
                self.tell(match.said, f"is not imported: it has more than {MOST_CHARACTERS} characters", match.source)
            else:
                kept.append(match)
        if len(kept) > MOST_SENTENCES:
            first = kept[MOST_SENTENCES]
            message = f"and what follows is not imported: {title} are more than {MOST_SENTENCES}"
            self.tell(first.said, message, first.source)
        return kept[:MOST_SENTENCES]

    def source(self, said: Said, part: Part) -> str:
        """Where a sentence stands, as a pack names it."""
        heading = shown(part.heading)
        where = f"{heading}, " if heading and len(heading) <= _LONGEST_HEADING else ""
        return f"{self._name}, {where}line {self.doc.source.position(said.place.start).line}"

    def figure(self, value: int, match: Match) -> Figure:
        """A figure that a sentence says, with its mark and its place."""
        return Figure(value, self.is_unverified(match), self.source(match.said, match.part))

    def is_unverified(self, match: Match) -> bool:
        """Whether a sentence is marked, or the heading over it."""
        return is_unverified(match.said.text) or is_unverified(match.part.title)

    def taken(self, match: Match) -> str:
        """What a sentence says, in the policy's words where it says the same."""
        said = match.said
        text = written(said, said.start, said.end)
        if match.sentence is None:
            return shown(text)
        unnamed = written(said, said.middle, said.end)
        texts = [each for each in (text, unnamed) if self.rewording.figured(each, match.sentence.whole)]
        return self.rewording.taken(texts[0] if texts else text, match.sentence.whole)

    def statement(self, matches: Sequence[Match]) -> Statement:
        """The sentences that are one in the policy, as one."""
        text = "; ".join(filter(None, map(self.taken, matches)))
        return Statement(text, any(map(self.is_unverified, matches)))

    def grouped(self, matches: Iterable[Match]) -> list[list[Match]]:
        """Sentences by what they are in the policy; a new one stands alone."""
        groups: list[list[Match]] = []
        for match in matches:
            before = groups[-1][0].sentence if groups else None
            if match.sentence and before and match.sentence.entry == before.entry:
                groups[-1].append(match)
            else:
                groups.append([match])
        return groups


def quoted(text: str) -> str:
    """The beginning of a text, for a message."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def slug(text: str, taken: Iterable[str], otherwise: str) -> str:
    """A word by which a pack can name something: the text's, in small letters, unlike those that are taken."""
    base = "_".join(word for word in words(text) if word.isascii())[:_LONGEST_SLUG].strip("_") or otherwise
    known, count, name = set(taken), 1, base
    while name in known:
        count += 1
        name = f"{base}_{count}"
    return name


_LONGEST_SLUG = 40
"""Characters of an id; those of the bundled packs have up to 20."""
