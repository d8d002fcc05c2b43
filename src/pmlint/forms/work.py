"""What a sentence says of work that is still to be done: that it will be, that it should be, or only how things are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pmlint.forms.labels import label_before_colon
from pmlint.forms.listed_lines import behind_mark
from pmlint.forms.people import PeopleForm
from pmlint.forms.phrases import end_of, one_of, word_of
from pmlint.process import Words
from pmlint.spelling import name_key
from pmlint.text import Lazy

Work = Literal["promised", "wished"]

_SENTENCE_END = re.compile(r"(?<=[.!?])[\s)\]\"'”’*_]+|(?<=[。！？])|\n(?=\s*\n)")
_OPENING_MARKS = " \t\n*_\"'“‘(["
_REASON = re.compile(r"\s?[,:;–—-]\s|\.\s|\s?[(（]")
_NAME_SHAPED = re.compile(r"[^\W\d_a-z][\w.'’-]{1,30}(?: [^\W\d_a-z][\w.'’-]{0,30}){0,2}")

_SHORTEST_STEM = 3
"""Letters of a verb without its ending by which its other forms are known."""


class Sentence(NamedTuple):
    """A sentence that tells of work, from `start` to `end` of its text."""

    start: int
    end: int
    work: Work


class WorkForm:
    """Sentences by the words of a process: who promises, what orders, what wishes."""

    def __init__(self, known: Words, people: PeopleForm) -> None:
        self._known = known
        self._people = people

    @Lazy
    def remarks(self) -> frozenset[str]:
        """The names of boxes and labels whose text is a remark."""
        return frozenset(map(name_key, self._known.work.remarks))

    @Lazy
    def _procedures(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.work.procedures), re.IGNORECASE)

    def is_procedure(self, title: str) -> bool:
        """Whether a heading or a sentence stands over steps that are for another time."""
        return self._procedures.search(title) is not None

    @Lazy
    def _statements(self) -> re.Pattern[str]:
        return re.compile(word_of((*self._known.work.stated, *self._known.asides)), re.IGNORECASE)

    @Lazy
    def _promised(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.work.promised), re.IGNORECASE)

    @Lazy
    def _wished(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.work.wished), re.IGNORECASE)

    @Lazy
    def _ordered(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.work.ordered), re.IGNORECASE)

    @Lazy
    def _leading(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{word_of(self._known.work.leading)}[,:]?\s*)*", re.IGNORECASE)

    @Lazy
    def _will_be_done(self) -> re.Pattern[str]:
        """What will be done, by the verbs that order it: `will be rewritten`."""
        verbs = {verb.removesuffix("e") for verb in self._known.work.ordered if " " not in verb}
        stems = one_of(verb for verb in verbs if len(verb) >= _SHORTEST_STEM)
        return re.compile(rf"{word_of(self._known.work.passive)} (?:\w+ ){{0,1}}{stems}", re.IGNORECASE)

    @Lazy
    def _closing_order(self) -> re.Pattern[str]:
        return re.compile(rf"{word_of(self._known.work.ordered_at_end)}\W*$", re.IGNORECASE)

    @Lazy
    def _none(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.no_actions), re.IGNORECASE)

    def sentences(self, text: str, start: int = 0) -> Iterator[Sentence]:
        """The sentences of a text that tell of work, in order."""
        at = start
        for stop in (*_SENTENCE_END.finditer(text, start), None):
            end = stop.start() if stop else len(text)
            if (work := self.work(text[at:end])) is not None:
                begin = at + len(text[at:end]) - len(text[at:end].lstrip())
                yield Sentence(begin, begin + len(text[begin:end].rstrip()), work)
            at = stop.end() if stop else end

    def work(self, sentence: str) -> Work | None:
        """What a sentence says of work; `None: rewrite the adapter` orders some, too."""
        said = sentence[behind_mark(sentence) :].strip(_OPENING_MARKS)
        if said.endswith(("?", "？")):
            return None
        if none := self._none.match(said):
            reason = _REASON.match(said, none.end())
            return "promised" if reason and self._promises(said[reason.end() :]) else None
        bare = self._statements.sub(" ", said)
        if self._promises(said) or self._will_be_done.search(bare):
            return "promised"
        return "wished" if self._wished.search(bare) else None

    def _promises(self, said: str) -> bool:
        bare = self._statements.sub(" ", said).strip(_OPENING_MARKS)
        return self.orders(said) or self._somebody_will(bare) or self._promised.search(bare) is not None

    def orders(self, said: str) -> bool:
        """Whether a text opens with a verb that orders work, or closes with one where a language puts it there.

        What leads to the verb is left out: `Then `, `Long-term: `.
        """
        label = label_before_colon(said)
        if label and name_key(label.name) not in self.remarks:
            said = said[label.value :]
        said = said[end_of(self._leading, said, 0) :].lstrip(_OPENING_MARKS)
        return self._ordered.match(said) is not None or self._closing_order.search(said) is not None

    def is_told(self, sentence: str) -> bool:
        """Whether a sentence opens with a verb that tells what was done, and speaks of no work to come."""
        known, said = self._known.work, sentence.strip(_OPENING_MARKS)
        first = said.split(None, 1)[0].rstrip(",.:;").casefold() if said else ""
        told = first in known.told or any(
            len(first) > len(each) and first.endswith(each) for each in known.told_endings
        )
        return told and self.work(said) is None

    def _somebody_will(self, said: str) -> bool:
        """Whether a sentence says what somebody will do, whoever it is: `Mira will rewrite the adapter`."""
        if said.startswith("@"):
            said = said[1:2].upper() + said[2:]
        opening = self._people.opening(said, 0)
        return (
            opening is not None
            and opening.goes_on not in (":", "-")
            and _NAME_SHAPED.fullmatch(opening.name) is not None
            and not self._people.opens_action(said)
        )
