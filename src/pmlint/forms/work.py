"""What a sentence says of work that is still to be done: that it will be, that it should be, or only how things are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pmlint.forms.dates import Dates
from pmlint.forms.duty import DutyForm
from pmlint.forms.labels import label_before_colon
from pmlint.forms.listed_lines import behind_mark
from pmlint.forms.people import PeopleForm
from pmlint.forms.phrases import end_of, word_of
from pmlint.process import Words
from pmlint.spelling import name_key
from pmlint.text import Lazy

Work = Literal["promised", "wished"]
Remark = Literal["", "remark", "call"]
"""What a label or box makes of its text: nothing, a remark, which orders nothing, or one that may (`Important`)."""

_SENTENCE_END = re.compile(r"(?<=[.!?])[\s)\]\"'”’*_]+|(?<=[。！？])|\n(?=\s*\n)")
_OPENING_MARKS = " \t\n*_\"'“‘(["
_REASON = re.compile(r"\s?[,:;–—-]\s|\.\s|\s?[(（]")
# A few words before the sentence itself, whatever they say: `Besides, `, `On top of that, `.
_INTRODUCTION = re.compile(r"^[^\W\d_]{1,20}(?: [^\W\d_]{1,20}){0,3}, (?=[^\W\d_a-z]|@)")
_NAME_SHAPED = re.compile(r"[^\W\d_a-z][\w.'’-]{1,30}(?: [^\W\d_a-z][\w.'’-]{0,30}){0,2}")


class Sentence(NamedTuple):
    """A sentence that tells of work, from `start` to `end` of its text."""

    start: int
    end: int
    work: Work


class WorkForm:
    """Sentences by the words of a process: who promises, what orders, what wishes."""

    def __init__(self, known: Words, people: PeopleForm, dates: Dates) -> None:
        self._known = known
        self._people = people
        self._dates = dates
        self.duty = DutyForm(known, self.orders)

    @Lazy
    def _remarks(self) -> frozenset[str]:
        return frozenset(map(name_key, self._known.work.remarks))

    @Lazy
    def _calls(self) -> frozenset[str]:
        return frozenset(map(name_key, self._known.work.calls))

    def remark(self, name: str) -> Remark:
        """What the name of a label or a box makes of its text."""
        key = name_key(name)
        if key in self._calls:
            return "call"
        return "remark" if key in self._remarks else ""

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
    def _passive(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.work.passive), re.IGNORECASE)

    @Lazy
    def _addressed(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.work.addressed), re.IGNORECASE)

    @Lazy
    def _actor(self) -> re.Pattern[str]:
        return re.compile(rf"{word_of(self._known.people.by)}\s+({_NAME_SHAPED.pattern})")

    @Lazy
    def _closing_order(self) -> re.Pattern[str]:
        return re.compile(rf"{word_of(self._known.work.ordered_at_end)}\W*$", re.IGNORECASE)

    @Lazy
    def _none(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.no_actions), re.IGNORECASE)

    def sentences(
        self, text: str, start: int = 0, *, explains: bool = False, remark: Remark = ""
    ) -> Iterator[Sentence]:
        """The sentences of a text that tell of work, in order; `explains` if the text stands below an action.

        In a remark only promises count, and orders only in one that calls for something and gives no advice.
        """
        at = start = behind_mark(text, start)
        for stop in (*_SENTENCE_END.finditer(text, start), None):
            end = stop.start() if stop else len(text)
            begins_line = not text[start:at].rpartition("\n")[2].strip()
            may_order = begins_line and (not remark or (remark == "call" and not self.duty.advises(text[at:end])))
            work = self.work(text[at:end], explains=explains, may_order=may_order)
            if work == "promised" or (work and not remark):
                begin = at + len(text[at:end]) - len(text[at:end].lstrip())
                yield Sentence(begin, begin + len(text[begin:end].rstrip()), work)
            at = stop.end() if stop else end

    def work(self, sentence: str, *, explains: bool = False, may_order: bool = True) -> Work | None:
        """What a sentence says of work; `None: rewrite the adapter` orders some, too.

        What `explains` an action may say what will come of it. A verb inside a paragraph orders nothing (`may_order`).
        """
        said = sentence[behind_mark(sentence) :].strip(_OPENING_MARKS)
        if said.endswith(("?", "？")):
            return None
        if none := self._none.match(said):
            reason = _REASON.match(said, none.end())
            return "promised" if reason and self._promises(said[reason.end() :], may_order=True) else None
        bare = self._statements.sub(" ", said)
        if self._promises(said, may_order=may_order):
            return "wished" if self._addressed.search(said) else "promised"
        if passive := self._passive.search(bare):
            if self._dates.find(bare, passive.end()) or self._has_actor(bare[passive.end() :]):
                return "promised"
            if not explains:
                return "wished"
        wishes = (
            self._wished.search(bare) or self.duty.says_duty(bare) or self.orders(said) or self._something_will(bare)
        )
        return "wished" if wishes else None

    def _promises(self, said: str, *, may_order: bool) -> bool:
        bare = self._statements.sub(" ", said).strip(_OPENING_MARKS)
        bare = _INTRODUCTION.sub("", bare)
        ordered = may_order and self.orders(said)
        return (
            ordered
            or self._somebody_will(bare)
            or self._promised.search(bare) is not None
            or self.duty.is_duty(said)
            or self.duty.is_agreement(bare)
        )

    def _has_actor(self, said: str) -> bool:
        """Whether a text tells by whom: `rewritten by Mira`."""
        return any(self._is_somebody(found[1]) for found in self._actor.finditer(said))

    def _is_somebody(self, name: str) -> bool:
        """Whether a name is that of a person or a team, and not of a program: `Mira`, `Platform team`."""
        return self._people.is_given_name(name) or self._people.is_team(name)

    def orders(self, said: str) -> bool:
        """Whether a text opens with a verb that orders work, or closes with one where a language puts it there.

        What leads to the verb is left out: `Then `, `Long-term: `.
        """
        label = label_before_colon(said)
        if label and not self.remark(label.name):
            said = said[label.value :]
        said = said[end_of(self._leading, said, 0) :].lstrip(_OPENING_MARKS)
        if self._statements.match(said):  # `Use of ...`
            return False
        return self._ordered.match(said) is not None or self._closing_order.search(said) is not None

    def is_told(self, sentence: str) -> bool:
        """Whether a sentence opens with a verb that tells what was done, and speaks of no work to come."""
        known, said = self._known.work, sentence.strip(_OPENING_MARKS)
        first = said.split(None, 1)[0].rstrip(",.:;").casefold() if said else ""
        told = first in known.told or any(
            len(first) > len(each) and first.endswith(each) for each in known.told_endings
        )
        return told and self.work(said) is None

    def _something_will(self, said: str) -> bool:
        """Whether a sentence names who or what will do a work, be it a person that nobody knows or a program."""
        opening = self._people.opening(said, 0)
        if opening is None or opening.goes_on in (":", "-", ",") or not self._people.is_name(opening.name):
            return False
        behind = said[opening.end :].lstrip().removeprefix(opening.goes_on)
        return self._ordered.match(behind.lstrip()) is not None

    def _somebody_will(self, said: str) -> bool:
        """Whether a sentence says what somebody will do, whoever it is: `Mira will rewrite the adapter`."""
        if is_handle := said.startswith("@"):
            said = said[1:2].upper() + said[2:]
        opening = self._people.opening(said, 0)
        return (
            opening is not None
            and opening.goes_on not in (":", "-")
            and _NAME_SHAPED.fullmatch(opening.name) is not None
            and (is_handle or self._is_somebody(opening.name))
            and not self._people.opens_action(said)
        )
