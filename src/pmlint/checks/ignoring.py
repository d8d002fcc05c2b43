"""Comments that ask to ignore findings."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pmlint.check import Context, quote
from pmlint.finding import Violation
from pmlint.model import Postmortem

Fault = Literal["unused", "unknown", "forbidden", "expired", "faulty", "without-reason"]


class IgnoreComments(NamedTuple):
    """No comment asks to ignore what it can't, or what is not there. Runs when all other checks have."""

    fault: Fault
    kind: Literal["ignore-comments"] = "ignore-comments"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        if self.fault == "faulty":
            for ignore in doc.ignores:
                if ignore.fault:
                    yield Violation(ignore.span, ignore.fault, "write '<!-- pmlint: ignore[PM205] the reason -->'")
        for outcome in context.ignores:
            if outcome.outcome != self.fault:
                continue
            name = quote(outcome.rule.value)
            until = outcome.ignore.until
            day = until.day if until else None
            message, advice = {
                "unused": (f"nothing to ignore: rule {name} finds nothing here", "remove it"),
                "unknown": (f"no rule is called {name}", f"did you mean '{outcome.hint}'?" if outcome.hint else None),
                "forbidden": (f"rule {name} can't be ignored", "mend what it says"),
                "expired": (f"ignoring {name} ended on {day}", "mend what it says, or give a new date with a reason"),
                "without-reason": (f"no reason is given for ignoring {name}", "write the reason behind the bracket"),
                "faulty": ("", None),
            }[self.fault]
            yield Violation(outcome.rule.span, message, advice)
