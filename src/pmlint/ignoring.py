"""Findings that a document asks to ignore: marked with the reason, and each request answered."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from pmlint.check import IgnoreOutcome
from pmlint.finding import Finding
from pmlint.model import Ignore
from pmlint.policy import Policy, UnknownRule, find_rule
from pmlint.rule import Rule
from pmlint.spelling import drop_invisible
from pmlint.text import Text

SHORTEST_REASON = 2
"""Letters of a reason for ignoring a finding: a word in some languages."""


class Ignoring:
    """The findings of one document, of which its comments ignore some; `found` has them all, those marked."""

    def __init__(self, found: Sequence[Finding], policy: Policy, as_of: date) -> None:
        self.found = list(found)
        self._policy = policy
        self._as_of = as_of
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
            outcome = self._refusal(ignore, rule) or ("used" if self._mark(ignore, rule) else "unused")
            yield IgnoreOutcome(ignore, name, outcome)

    def _refusal(self, ignore: Ignore, rule: Rule) -> Literal["forbidden", "without-reason", "expired"] | None:
        """Why a request is not granted, if it is not."""
        if not rule.ignorable:
            return "forbidden"
        letters = sum(map(str.isalpha, drop_invisible(ignore.reason)))
        if letters < SHORTEST_REASON or self._policy.vocabulary.placeholders.is_placeholder(ignore.reason):
            return "without-reason"
        if ignore.until and (ignore.until.day is None or ignore.until.day < self._as_of):
            return "expired"
        return None

    def _mark(self, ignore: Ignore, rule: Rule) -> bool:
        """Marks the findings of a rule that a comment covers and that still count; whether there are any."""
        those = self._counting.get(rule.id, [])
        first, last = bisect_left(those, (ignore.covers.start, 0)), bisect_left(those, (ignore.covers.end + 1, 0))
        for _, index in those[first:last]:
            self.found[index] = self.found[index]._replace(ignored=ignore.reason)
        del those[first:last]
        return first < last
