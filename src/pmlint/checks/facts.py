"""What a document says about its incident as a whole."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pmlint.check import Context, is_no_person, is_placeholder
from pmlint.finding import Violation
from pmlint.model import Postmortem
from pmlint.spelling import fold
from pmlint.text import Span, Text

_NAMES = {"date": "date", "status": "status", "start": "start of the incident", "end": "end of the incident"}
_EXAMPLES = {"date": "2026-03-14", "status": "final", "start": "2026-03-14T09:07Z", "end": "2026-03-14T10:30Z"}


class FactStated(NamedTuple):
    """The document says its incident's date, status, start or end, or who held a role (`role` is its id)."""

    fact: Literal["date", "status", "start", "end", "role"]
    role: str = ""
    kind: Literal["fact-stated"] = "fact-stated"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        role = next((each for each in context.process.roles if each.id == self.role), None)
        name = role.title.lower() if role else _NAMES.get(self.fact, self.role)
        said = self._said(doc)
        if any(not self._is_open(text.value, context) for text in said):
            return
        key = f"{role.title if role else self.fact}".lower()
        advice = f"add it to the front matter, such as '{key}: {_EXAMPLES.get(self.fact, 'Maria Lindqvist')}'"
        if said:
            yield Violation(said[0].span, f"the document leaves the {name} open", advice)
        else:
            yield Violation(doc.title.span if doc.title else Span(0, 0), f"the document names no {name}", advice)

    def _is_open(self, value: str, context: Context) -> bool:
        """Whether a value leaves the fact open; `draft` stands for a text to come, and for a status it is one."""
        if self.fact == "role":
            return is_no_person(value, context)
        known = context.process.words
        states = (*known.draft, *known.done, *known.open) if self.fact == "status" else ()
        status = fold(value).strip()
        return is_placeholder(value, context) and (
            status in context.undecided or status not in {fold(state) for state in states}
        )

    def _said(self, doc: Postmortem) -> list[Text]:
        incident = doc.incident
        if self.fact == "date":
            return [said.text for said in incident.dates if said.said_in not in ("text", "file name")]
        if self.fact == "status":
            return [said.text for said in incident.statuses]
        if self.fact == "role":
            signed = [line.person for line in doc.sign_off if line.role == self.role]
            return [holder.person for holder in incident.roles if holder.role == self.role] + signed
        said = incident.started if self.fact == "start" else incident.ended
        return [said.text] if said else []
