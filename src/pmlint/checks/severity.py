"""How grave the document says its incident was. A process without severities asks the same of every incident."""

from collections.abc import Iterator

from pmlint.check import MEASURES, Context, DocumentCheck, NoParameters
from pmlint.checks.wording import is_head_unread, quote, unstated
from pmlint.finding import Related, Subject, Violation
from pmlint.model import ImpliedSeverity, Lowering, Postmortem
from pmlint.process import Demotion
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
        if not levels or is_head_unread(doc) or any(severity.declared for severity in said):
            return
        below = next((severity for severity in said if severity.said_as == "below another key"), None)
        span = below.text.span if below else doc.title.span if doc.title else Span(0, 0)
        example = context.process.severity(levels[min(1, len(levels) - 1)])
        message = "the severity is nested under another key" if below else "no severity"
        yield unstated(_SEVERITY, span, message, "severity", f"'severity: {example}'", _judged(context))


class SeverityKnown(DocumentCheck, NoParameters):
    """Each severity in the document is one of the process."""

    kind = "severity-known"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        levels = _levels(context)
        known = ", ".join(
            f"{context.process.severity(each.level)} ({each.name})" for each in context.process.severities
        )
        for severity in doc.incident.severities if levels else ():
            if severity.level not in levels and not severity.is_evidence:
                what = quote(severity.text.value) if severity.text.value else "an empty value"
                advice = f"write one of {known}; {_judged(context)}"
                yield Violation(_SEVERITY, severity.text.span, f"{what} is not a severity", advice)


class SeveritiesAgree(DocumentCheck, NoParameters):
    """The severity is the same everywhere; an unknown one is another rule's."""

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
                    f"severity {quote(severity.text.value)} differs from {quote(first.text.value)}, which comes first",
                    f"state one severity; {_judged(context)}",
                    (Related(first.text.span, "first stated here"),),
                )


class SeverityNotLowered(DocumentCheck, NoParameters):
    """The document nowhere gives its incident a higher severity than it declares."""

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
                f"declare the highest severity that the incident had; {_judged(context)}",
            )


class SeverityNotUnderstated(DocumentCheck, NoParameters):
    """What the document reports meets no criterion of a higher severity than the one it declares."""

    kind = "severity-not-understated"
    reads = MEASURES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        said, implied = doc.incident.severities, doc.incident.implied
        levels = {severity.level for severity in said}
        if implied is None or not levels or not levels.issubset(_levels(context)):
            return
        if implied.level < min(level for level in levels if level is not None):
            severity = context.process.severity(implied.level)
            yield Violation(
                _SEVERITY,
                implied.text.span,
                f"{quote(implied.text.value)}{_for(implied)} meets a criterion of {severity}: {_criterion(implied)}",
                f"declare {severity}, or say what kept the incident below that criterion",
                (Related(implied.until.span, "until then"),) if implied.until else (),
            )


def _for(implied: ImpliedSeverity) -> str:
    return f" for {implied.minutes:g} minutes" if implied.minutes else ""


def _criterion(implied: ImpliedSeverity) -> str:
    """A criterion as the process says it."""
    return f"{quote(implied.criterion.text)}{' [Unverified]' if implied.criterion.unverified else ''}"


class LoweringsExplained(DocumentCheck, NoParameters):
    """The severity is lowered only when all was stable for as long as the process asks, and follow-ups are filed."""

    kind = "lowerings-explained"
    reads = MEASURES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        asked = context.process.demotion
        filed = any(item.issues for item in doc.action_items if not item.struck)
        for lowering in doc.incident.lowerings if asked else ():
            assert asked
            lacks = list(_lacks(lowering, asked, filed=filed))
            if lacks:
                trouble = lowering.trouble
                yield Violation(
                    _SEVERITY,
                    lowering.text.span,
                    f"{quote(lowering.text.value)} lowers the severity {' and '.join(lacks)}",
                    f"say what had been stable for {asked.stable_minutes.value} minutes, and list the follow-ups "
                    "among the actions, with their issue IDs",
                    (Related(trouble.span, "last sign of trouble before it"),) if trouble else (),
                )


def _lacks(lowering: Lowering, asked: Demotion, *, filed: bool) -> Iterator[str]:
    """What a lowering has not that is asked for."""
    minutes, enough = lowering.stable_minutes, asked.stable_minutes
    if minutes is not None and minutes < enough.value:
        mark = " [Unverified]" if enough.unverified else ""
        yield f"{minutes:g} minutes after the last sign of trouble, not {enough.value}{mark}"
    if asked.follow_ups_filed and not filed:
        yield "with no issue ID among the actions"
