"""How grave the document says its incident was."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pmlint.check import Context, quote
from pmlint.finding import Related, Violation
from pmlint.model import Postmortem
from pmlint.text import Span


class SeverityStated(NamedTuple):
    """The severity is said, is one that the process knows, and is the same wherever it is said."""

    fault: Literal["missing", "unknown", "conflicting"]
    kind: Literal["severity-stated"] = "severity-stated"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        said, process = doc.incident.severities, context.process
        if not process.severities:
            return  # the process asks the same of every incident
        levels = [severity.level for severity in process.severities]
        known = ", ".join(map(process.severity, levels))
        judged = f"until then it is judged as {process.severity(context.severity)}"
        if self.fault == "missing":
            if not any(severity.declared for severity in said):
                below = next((severity for severity in said if severity.said_as == "below another key"), None)
                span = below.text.span if below else doc.title.span if doc.title else Span(0, 0)
                example = process.severity(levels[min(1, len(levels) - 1)])
                advice = f"add it to the front matter, such as 'severity: {example}'; {judged}"
                what = "the severity stands below another key" if below else "no severity"
                yield Violation(span, what, advice)
        elif self.fault == "unknown":
            for severity in said:
                if severity.level not in levels:
                    what = quote(severity.text.value) if severity.text.value else "an empty value"
                    yield Violation(severity.text.span, f"{what} is no severity", f"write one of {known}; {judged}")
        else:
            known_ones = [severity for severity in said if severity.level in levels]  # the others are another fault
            for severity in known_ones[1:]:
                first = known_ones[0]
                if severity.level != first.level:
                    yield Violation(
                        severity.text.span,
                        f"severity {quote(severity.text.value)} is not {quote(first.text.value)}, which was said first",
                        f"say one severity; {judged}",
                        (Related(first.text.span, "first said here"),),
                    )
