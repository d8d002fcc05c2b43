"""The document's file name."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from pmlint.check import Context, is_placeholder, quote
from pmlint.finding import Related, Violation
from pmlint.model import Postmortem
from pmlint.text import Span, Text

_DATED = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?=[-_. ])")
_WELL_NAMED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9]+(?:-[a-z0-9]+)*\.md")


def _name(doc: Postmortem) -> str:
    return PurePosixPath(doc.source.path.replace("\\", "/")).name


def _date(name: str) -> date | None:
    found = _DATED.match(name)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


class FileName(NamedTuple):
    """The file is called `{YYYY-MM-DD}-{slug}.md`."""

    kind: Literal["file-name"] = "file-name"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        name = _name(doc)
        if _WELL_NAMED.fullmatch(name) and _date(name):
            return
        day = doc.incident.day or _date(name)
        example = f"{day or 'YYYY-MM-DD'}-{_slug(doc)}.md"
        yield Violation(
            Span(0, 0),
            f"file name {quote(name)} is not a date and a slug",
            f"rename it to '{example}': the day of the incident, then small letters and digits with hyphens",
        )


def _slug(doc: Postmortem) -> str:
    words = re.findall(r"[a-z0-9]+", (doc.title.value if doc.title else "").lower())[:60]
    kept = [word for word in words if word not in ("postmortem", "post", "mortem", "incident")][:5]
    return "-".join(kept) or "what-broke"


class FileDate(NamedTuple):
    """The date in the file name is the date that the document gives its incident."""

    kind: Literal["file-date"] = "file-date"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        named = _date(_name(doc))
        said = next((said for said in doc.incident.dates if said.said_in != "file name" and said.day), None)
        if named and said and said.day and said.day != named:
            yield Violation(
                said.text.span,
                f"the document dates its incident {said.day}, its file name {named}",
                f"rename the file to start with '{said.day}', or correct the date",
            )


class DateNotAhead(NamedTuple):
    """The incident has happened: its date is a day, and no date that it is given lies behind the day of the check."""

    kind: Literal["date-not-ahead"] = "date-not-ahead"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        stated = [said for said in doc.incident.dates if said.said_in not in ("title", "text", "file name")]
        if stated and not any(said.day for said in stated):
            yield Violation(
                stated[0].text.span,
                f"incident date {quote(stated[0].text.value)} is no date",
                "write the day on which the incident began as YYYY-MM-DD",
            )
        for said in doc.incident.dates:
            if said.day and said.day > context.as_of:
                span = Span(0, 0) if said.said_in == "file name" else said.text.span
                yield Violation(
                    span,
                    f"the incident is dated {said.day}, which is yet to come on {context.as_of}",
                    "give the day on which the incident began",
                )
                return


class IncidentId(NamedTuple):
    """The document names its incident, and names one only."""

    fault: Literal["missing", "conflicting"]
    kind: Literal["incident-id"] = "incident-id"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        ids = [stated for stated in doc.incident.ids if not is_placeholder(stated.text.value, context)]
        said = [stated for stated in ids if stated.said_in != "file name"]
        if self.fault == "missing":
            if not ids:
                span = doc.title.span if doc.title else Span(0, 0)
                yield Violation(span, "no incident ID", "add it to the front matter, such as 'id: INC-42'")
            return
        firsts: dict[bool, Text] = {}
        for text in (each.text for each in said):
            first = firsts.setdefault("://" in text.value, text)  # an incident has an ID and an address
            if text.value.casefold() != first.value.casefold():
                yield Violation(
                    text.span,
                    f"incident ID {quote(text.value)} is not {quote(first.value)}, which was said first",
                    "keep one of the two",
                    (Related(first.span, "first said here"),),
                )
