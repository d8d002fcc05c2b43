"""Comments that ask to ignore findings: none asks for what it can't, or for what is not there."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import accumulate

from pmlint.check import Context, IgnoreCheck, IgnoreOutcome, NoParameters
from pmlint.checks.wording import quote
from pmlint.finding import Subject, Violation
from pmlint.spelling import fold


def _violation(outcome: IgnoreOutcome, message: str, help: str | None) -> Violation:
    return Violation(Subject("ignore", fold(outcome.rule.value).strip()), outcome.rule.span, message, help)


class IgnoreReadable(IgnoreCheck, NoParameters):
    """A comment addressed to pmlint can be understood."""

    kind = "ignore-readable"

    def run(self, outcomes: Sequence[IgnoreOutcome], context: Context) -> Iterator[Violation]:
        for each in outcomes:
            if each.outcome == "faulty" and each.ignore.fault:
                yield _violation(each, each.ignore.fault, "write '<!-- pmlint: ignore[PM205] the reason -->'")


class IgnoreKnown(IgnoreCheck, NoParameters):
    """A comment names a rule that exists."""

    kind = "ignore-known"

    def run(self, outcomes: Sequence[IgnoreOutcome], context: Context) -> Iterator[Violation]:
        for each in outcomes:
            if each.outcome == "unknown":
                guess = f"did you mean '{each.hint}'?" if each.hint else None
                yield _violation(each, f"no rule is called {quote(each.rule.value)}", guess)


class IgnoreAllowed(IgnoreCheck, NoParameters):
    """A comment names a rule that may be ignored, and where it may be."""

    kind = "ignore-allowed"

    def run(self, outcomes: Sequence[IgnoreOutcome], context: Context) -> Iterator[Violation]:
        for each in outcomes:
            if each.outcome == "forbidden":
                yield _violation(each, f"rule {quote(each.rule.value)} can't be ignored", "fix what it reports")
            elif each.outcome == "one-place-only":
                scope = "in a whole document" if each.ignore.whole_file else "for several actions at once"
                what = f"rule {quote(each.rule.value)} can't be ignored {scope}"
                help_ = "fix what it reports, or put 'ignore[...]' with the reason at the end of one action's line"
                yield _violation(each, what, help_)


class IgnoreReasoned(IgnoreCheck, NoParameters):
    """A comment gives its reason."""

    kind = "ignore-reasoned"

    def run(self, outcomes: Sequence[IgnoreOutcome], context: Context) -> Iterator[Violation]:
        for each in outcomes:
            if each.outcome == "without-reason":
                what = f"no reason is given for ignoring {quote(each.rule.value)}"
                yield _violation(each, what, "write the reason after the bracket")


class IgnoreCurrent(IgnoreCheck, NoParameters):
    """A comment has not expired."""

    kind = "ignore-current"

    def run(self, outcomes: Sequence[IgnoreOutcome], context: Context) -> Iterator[Violation]:
        for each in outcomes:
            if each.outcome == "expired":
                day = each.ignore.until.day if each.ignore.until else None
                what = f"the comment that ignores {quote(each.rule.value)} expired on {day}"
                yield _violation(each, what, "fix what it reports, or give a new date with a reason")


class IgnoreEnds(IgnoreCheck, NoParameters):
    """A comment that ignores a rule in the whole document has an end date, and it is near."""

    kind = "ignore-ends"

    def run(self, outcomes: Sequence[IgnoreOutcome], context: Context) -> Iterator[Violation]:
        days = context.process.ignores.horizon_days.value
        latest = context.as_of + timedelta(days)
        for each in outcomes:
            if each.outcome == "endless":
                until = each.ignore.until
                what = f"'until={until.day}' is more than {days} days ahead" if until else "the comment has no end date"
                yield _violation(
                    each,
                    f"{quote(each.rule.value)} is not ignored in the whole document: {what}",
                    f"fix what it reports, or add 'until=YYYY-MM-DD' after the reason, {latest} at the latest",
                )


class IgnoresWithinBudget(IgnoreCheck, NoParameters):
    """A document does not ask to ignore more than the budget."""

    kind = "ignores-within-budget"

    def run(self, outcomes: Sequence[IgnoreOutcome], context: Context) -> Iterator[Violation]:
        budget = context.process.ignores.budget.value
        used = [each for each in outcomes if each.outcome == "used"]
        count = sum(each.findings for each in used)
        if count <= budget:
            return
        counted = accumulate(each.findings for each in used)
        first_over = next(each for each, so_far in zip(used, counted, strict=True) if so_far > budget)
        yield _violation(
            first_over,
            f"{count} findings are ignored in this document; the limit is {budget}",
            "fix what the rules report and delete the comments; a rule that does not fit your team is changed once, "
            "under 'levels' in the configuration",
        )


class IgnoreUsed(IgnoreCheck, NoParameters):
    """A comment has a finding to ignore."""

    kind = "ignore-used"

    def run(self, outcomes: Sequence[IgnoreOutcome], context: Context) -> Iterator[Violation]:
        for each in outcomes:
            if each.outcome == "unused":
                what = f"nothing to ignore: rule {quote(each.rule.value)} finds nothing here"
                yield _violation(each, what, "remove it")
