"""Findings that a document asks to ignore: marked with the reason, and each request answered.

What a document may ask for has limits, so that it can't excuse itself from the process. A rule says whether it may be
ignored at all, or at one place only; a whole document may ignore one rule at a time, up to a day within the process's
horizon; and each request gives a reason that says something.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from pmlint.check import IgnoreOutcome
from pmlint.finding import Finding
from pmlint.model import Ignore
from pmlint.policy import Policy, UnknownRule, find_rule
from pmlint.rule import Rule
from pmlint.spelling import drop_invisible, words
from pmlint.text import Text
from pmlint.vocabulary import Vocabulary

WORDS_OF_A_REASON = 2
"""Words of content that a reason has at least, beside names of rules; one alone, such as `agreed`, gives none."""

WORDS_OF_A_SENTENCE = 4
"""Words of any kind of a sentence in which one of content is enough: `the vendor does it`."""


def gives_reason(text: str, rules: Sequence[Text], vocabulary: Vocabulary) -> bool:
    """Whether the text of a comment gives a reason for ignoring some rules."""
    named = {word for rule in rules for word in words(rule.value)}
    text = drop_invisible(text)
    said = vocabulary.substance.weigh(text, doing=True).words - named
    is_sentence = len(words(text)) >= WORDS_OF_A_SENTENCE and vocabulary.substance.weigh(text).words - named
    return len(said) >= WORDS_OF_A_REASON or bool(is_sentence)


class Ignoring:
    """The findings of one document, of which its comments ignore some; `found` has them all, those marked."""

    def __init__(self, found: Sequence[Finding], policy: Policy, as_of: date) -> None:
        self.found = list(found)
        self._policy = policy
        self._as_of = as_of
        self._running = {each.rule.id for each in policy.rules}
        # Of each rule the findings that still count: where they start and their indexes, in order.
        self._counting: dict[str, list[tuple[int, int]]] = {}
        for index, finding in enumerate(found):
            self._counting.setdefault(finding.rule_id, []).append((finding.violation.span.start, index))
        for those in self._counting.values():
            those.sort()

    def obey(self, ignore: Ignore) -> Iterator[IgnoreOutcome]:
        """Marks what a comment asks to ignore, and says what became of each rule that it names."""
        if ignore.fault is not None:
            yield IgnoreOutcome(ignore, Text("", ignore.span), "faulty")
            return
        for name in ignore.rules:
            try:
                rule = find_rule(self._policy.known, name.value)
            except UnknownRule as unknown:
                yield IgnoreOutcome(ignore, name, "unknown", unknown.guess)
                continue
            if rule.id not in self._running:
                continue  # the team has switched it off, so there is nothing to find and nothing to tell
            covered = self._covered(ignore, rule)
            refusal = self._refusal(ignore, rule, covered)
            if refusal is None:
                self._mark(ignore, rule, covered)
            outcome = refusal or ("used" if covered else "unused")
            yield IgnoreOutcome(ignore, name, outcome, findings=1 if covered and ignore.whole_file else len(covered))

    def _refusal(
        self, ignore: Ignore, rule: Rule, covered: Sequence[int]
    ) -> Literal["forbidden", "one-place-only", "without-reason", "endless", "expired"] | None:
        """Why a request is not granted, if it is not."""
        if not rule.ignorable:
            return "forbidden"
        if not rule.ignorable_in_file:
            subjects = {self.found[index].violation.subject for index in covered}
            if ignore.whole_file or len(subjects) > 1:
                return "one-place-only"
        if not gives_reason(ignore.reason, ignore.rules, self._policy.vocabulary):
            return "without-reason"
        until = ignore.until.day if ignore.until else None
        if until and until < self._as_of:
            return "expired"
        horizon = timedelta(self._policy.process.ignores.horizon_days.value)
        if ignore.whole_file and (until is None or until - self._as_of > horizon):
            return "endless"
        return None

    def _covered(self, ignore: Ignore, rule: Rule) -> list[int]:
        """The indexes of the findings of a rule that a comment covers and that still count."""
        those = self._counting.get(rule.id, [])
        first, last = bisect_left(those, (ignore.covers.start, 0)), bisect_left(those, (ignore.covers.end + 1, 0))
        return [index for _, index in those[first:last]]

    def _mark(self, ignore: Ignore, rule: Rule, covered: Sequence[int]) -> None:
        """Marks findings of a rule, which no longer count."""
        for index in covered:
            self.found[index] = self.found[index]._replace(ignored=ignore.reason)
        if covered:
            marked = frozenset(covered)
            self._counting[rule.id] = [each for each in self._counting[rule.id] if each[1] not in marked]
