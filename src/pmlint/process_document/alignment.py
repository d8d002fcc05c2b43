"""Sentences of a document laid beside those of a policy, by the figures and words that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pmlint.process_document.parts import Said
from pmlint.process_document.tokens import Token, Tokens, counted, likeness
from pmlint.process_document.topics import Sentence, Topic

_ALIKE = 0.34
"""From which likeness on two sentences say the same otherwise: a third of their words."""


_LOOKED_AT = 100
"""Sentences of a part that tell what it is about: a list that is longer has shown it by then."""


class Pair(NamedTuple):
    """A sentence of the document, and the policy's that it is laid beside; one of them may be missing.

    `alike` tells that the two share words; else they are what is left on both sides, in order.
    """

    said: Said | None
    sentence: Sentence | None
    alike: bool = False


class Beside(NamedTuple):
    """What is compared of a sentence of the document and of one of the policy, and how alike the two are."""

    text: str
    wanted: str
    likeness: float


class Alignment:
    """Lays sentences beside each other; each text is read once."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._read: dict[str, list[Token]] = {}
        self._counted: dict[str, Counter[str]] = {}

    def tokens(self, text: str) -> list[Token]:
        """The figures and words of a text."""
        if text not in self._read:
            self._read[text] = self._tokens.of(text)
        return self._read[text]

    def score(self, said: Sequence[Said], topic: Topic) -> float:
        """How much some sentences are about a topic, from 0 to 1: the mean of what each shares with its nearest."""
        looked_at = said[:_LOOKED_AT]
        best = [
            max((self._likeness(each, sentence, topic) for sentence in topic.says), default=0.0) for each in looked_at
        ]
        return sum(best) / max(len(best), 1)

    def beside(self, said: Said, sentence: Sentence, topic: Topic) -> Beside:
        """Two sentences as they are compared.

        In the severity matrix perhaps without the label before the first (`MTTR: ASAP`); of things that have names, by
        the name alone where the first has no more.
        """
        texts = (said.text, said.unnamed) if topic.column else (said.text,)
        wanted = (sentence.whole, sentence.name) if topic.names and sentence.name else (sentence.whole,)
        both = [
            Beside(text, other, likeness(self._count(text), self._count(other))) for text in texts for other in wanted
        ]
        return max(both, key=lambda each: each.likeness)

    def pairs(self, said: Sequence[Said], topic: Topic) -> list[Pair]:
        """Each sentence with the policy's that is most like it; what is left on both sides goes together in order."""
        alike = [
            (self._likeness(each, sentence, topic), -abs(i - j), i, j)
            for i, each in enumerate(said)
            for j, sentence in enumerate(topic.says)
        ]
        paired: dict[int, int] = {}
        taken: set[int] = set()
        for score, _, i, j in sorted(alike, reverse=True):
            if score >= _ALIKE and i not in paired and j not in taken:
                paired[i] = j
                taken.add(j)
        alike_to = dict(paired)
        rest = [j for j in range(len(topic.says)) if j not in taken]
        lone = [i for i in range(len(said)) if i not in paired]
        paired.update(zip(lone, rest, strict=False))
        pairs = [
            Pair(each, topic.says[paired[i]] if i in paired else None, i in alike_to) for i, each in enumerate(said)
        ]
        return [*pairs, *(Pair(None, topic.says[j]) for j in rest[len(lone) :])]

    def nearest(self, said: Said, topic: Topic) -> Sentence:
        """The sentence of a topic that is most like another one."""
        return max(topic.says, key=lambda sentence: self._likeness(said, sentence, topic))

    def _likeness(self, said: Said, sentence: Sentence, topic: Topic) -> float:
        return self.beside(said, sentence, topic).likeness

    def _count(self, text: str) -> Counter[str]:
        if text not in self._counted:
            self._counted[text] = counted(self.tokens(text))
        return self._counted[text]
