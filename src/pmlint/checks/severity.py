"""How grave the document says its incident was. A process without severities asks the same of every incident."""

from collections.abc import Iterator

from pmlint.check import Context, DocumentCheck, NoParameters
from pmlint.checks.wording import quote
from pmlint.finding import Related, Subject, Violation
from pmlint.model import Postmortem
from pmlint.text import Span

_SEVERITY = Subject("incident", "severity")


def _levels(context: Context) -> list[int]:
    return [severity.level for severity in context.process.severities]


def _judged(context: Context) -> str:
    return f"until then it is judged as {context.process.severity(context.severity)}"


class SeverityDeclared(DocumentCheck, NoParameters):
    """The document declares a severity."""

    kind = "severity-declared"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        said, levels = doc.incident.severities, _levels(context)
        if not levels or any(severity.declared for severity in said):
            return
        below = next((severity for severity in said if severity.said_as == "below another key"), None)
        span = below.text.span if below else doc.title.span if doc.title else Span(0, 0)
        example = context.process.severity(levels[min(1, len(levels) - 1)])
        yield Violation(
            _SEVERITY,
            span,
            "the severity stands below another key" if below else "no severity",
            f"add it to the front matter, such as 'severity: {example}'; {_judged(context)}",
        )


class SeverityKnown(DocumentCheck, NoParameters):
    """Each severity that is said is one of the process."""

    kind = "severity-known"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        levels = _levels(context)
        known = ", ".join(map(context.process.severity, levels))
        for severity in doc.incident.severities if levels else ():
            if severity.level not in levels and not severity.is_evidence:
                what = quote(severity.text.value) if severity.text.value else "an empty value"
                advice = f"write one of {known}; {_judged(context)}"
                yield Violation(_SEVERITY, severity.text.span, f"{what} is no severity", advice)


class SeveritiesAgree(DocumentCheck, NoParameters):
    """The severity is the same wherever it is said; one that is not known is another rule's."""

    kind = "severities-agree"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        levels = _levels(context)
        said = [severity for severity in doc.incident.severities if not severity.is_evidence]
        known = [severity for severity in said if severity.level in levels]
        for severity in known[1:]:
            first = known[0]
            if severity.level != first.level:
                yield Violation(
                    _SEVERITY,
                    severity.text.span,
                    f"severity {quote(severity.text.value)} is not {quote(first.text.value)}, which was said first",
                    f"say one severity; {_judged(context)}",
                    (Related(first.text.span, "first said here"),),
                )


class SeverityNotLowered(DocumentCheck, NoParameters):
    """The document says of its incident nowhere that it was graver than the severity it declares."""

    kind = "severity-not-lowered"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        said = doc.incident.severities
        graver = [each for each in said if each.is_evidence or each.lowered_to is not None]
        gravest = min((each.level for each in graver if each.level in _levels(context)), default=None)
        severity = next((each for each in graver if each.level == gravest), None)
        if severity and gravest is not None and any(each.declared for each in said):
            yield Violation(
                _SEVERITY,
                severity.text.span,
                f"{quote(severity.text.value)} says that the incident was {context.process.severity(gravest)}",
                f"declare the gravest severity that the incident had; {_judged(context)}",
            )
