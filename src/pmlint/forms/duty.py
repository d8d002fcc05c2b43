"""What a sentence says of a duty or an agreement: that there is work which somebody has to do, whoever it is.

Three mechanisms tell work from how things are. A duty stands in the main clause, names what it is about, and nothing in
its sentence makes it a habit or a remark. An agreement is one on work, and no opinion. A negation makes neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pmlint.forms.phrases import gapped, word_of
from pmlint.process import Words
from pmlint.spelling import words
from pmlint.text import Lazy

_CLOCK = re.compile(r"\b[0-9]{1,2}[:.h][0-9]{2}\b")
_WORD = re.compile(r"\w")


class DutyForm:
    """Duties and agreements by the words of a process; `orders` tells whether a text opens with a verb of work."""

    def __init__(self, known: Words, orders: Callable[[str], bool]) -> None:
        self._known = known
        self._orders = orders

    @Lazy
    def _must(self) -> re.Pattern[str]:
        return re.compile(gapped(self._known.work.must), re.IGNORECASE)

    @Lazy
    def _must_be(self) -> re.Pattern[str]:
        return re.compile(gapped(self._known.work.must_be), re.IGNORECASE)

    @Lazy
    def _agreed(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.work.agreed), re.IGNORECASE)

    @Lazy
    def _agreed_on(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.work.agreed_on), re.IGNORECASE)

    @Lazy
    def _advised(self) -> re.Pattern[str]:
        return re.compile(rf"\W*{word_of(self._known.work.advised)}", re.IGNORECASE)

    @Lazy
    def _told(self) -> frozenset[str]:
        return frozenset(self._known.work.told)

    @Lazy
    def _usual(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.work.usual), re.IGNORECASE)

    @Lazy
    def _clauses(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.work.clauses), re.IGNORECASE)

    @Lazy
    def _negations(self) -> re.Pattern[str]:
        return re.compile(word_of(self._known.signing.negations), re.IGNORECASE)

    @Lazy
    def _referring(self) -> frozenset[str]:
        """Words that name nothing by themselves, of which a subject may be made: `it`, `both of these`."""
        phrases = (*self._known.content.small, *self._known.work.leading)
        return frozenset(word for phrase in phrases for word in words(phrase))

    def says_duty(self, sentence: str) -> bool:
        """Whether a sentence speaks of a duty, be it of the team, of a program or of anybody who does something."""
        return self._must.search(sentence) is not None or self._must_be.search(sentence) is not None

    def is_duty(self, sentence: str) -> bool:
        """Whether a sentence makes work a duty of the team: in its main clause, of something named, and no habit."""
        duty = self._must.search(sentence)
        if duty is None and (duty := self._must_be.search(sentence)):
            subject = sentence[: duty.start()]
            if self._referring.issuperset(words(subject)):
                return False
        return (
            duty is not None
            and not self._clauses.search(sentence, 0, duty.start())
            and not self._usual.search(sentence, duty.start())
            and not self._negations.search(sentence, 0, duty.start())
            and not self._negations.search(sentence, duty.end())
        )

    def is_agreement(self, sentence: str) -> bool:
        """Whether a sentence tells of an agreement or a promise to do work."""
        agreed = self._agreed.search(sentence)
        if agreed is None or _CLOCK.search(sentence):  # what has a time of day is told of the incident
            return False
        before, behind = sentence[: agreed.start()], sentence[agreed.end() :]
        subject = behind if _WORD.search(behind) else before  # some languages put the verb behind it
        if self._negations.search(subject) or self._advised.match(subject):
            return False
        return self._orders(subject) or self._agreed_on.search(subject) is not None

    def advises(self, order: str) -> bool:
        """Whether an order is advice for readers, or none: `Keep the tab open`, `Restart it before each deploy`.

        A verb that tells what was done makes a noun of the first: `Move to the new API was rejected`.
        """
        return (
            self._advised.match(order) is not None
            or self._usual.search(order) is not None
            or not self._told.isdisjoint(words(order)[1:])
        )
