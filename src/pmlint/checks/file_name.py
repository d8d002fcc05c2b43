"""The document's file name."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from pmlint.check import DATES, Context, DocumentCheck, NoParameters
from pmlint.checks.wording import quote
from pmlint.finding import Subject, Violation
from pmlint.model import Postmortem
from pmlint.text import Span

_DATED = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?=[-_. ])")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ODD = re.compile(r"[^a-z0-9-]")
_WELL_NAMED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9]+(?:-[a-z0-9]+)*\.md")


def _name(doc: Postmortem) -> str:
    return PurePosixPath(doc.source.path.replace("\\", "/")).name


def _date(name: str) -> date | None:
    found = _DATED.match(name)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


class FileName(DocumentCheck, NoParameters):
    """The file is called `{YYYY-MM-DD}-{slug}.md`."""

    kind = "file-name"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        name = _name(doc)
        if _WELL_NAMED.fullmatch(name) and _date(name):
            return
        day = doc.incident.day or _date(name)
        example = f"{day or 'YYYY-MM-DD'}-{_slug(doc)}.md"
        odd = _ODD.search(name.removesuffix(".md"), len("YYYY-MM-DD"))
        wrong = f"has {quote(odd[0])} in its slug" if odd and _date(name) else "is not a date and a slug"
        yield Violation(
            Subject("file"),
            Span(0, 0),
            f"file name {quote(name)} {wrong}",
            f"rename it to '{example}': the day of the incident, then small letters and digits with hyphens",
        )


def _slug(doc: Postmortem) -> str:
    title = _DATE.sub("", doc.title.value if doc.title else "")
    words = re.findall(r"[a-z0-9]+", title.lower())[:60]
    kept = [word for word in words if word not in ("postmortem", "post", "mortem", "incident")][:5]
    return "-".join(kept) or "what-broke"


class FileDate(DocumentCheck, NoParameters):
    """The date in the file name is the date that the document gives its incident."""

    kind = "file-date"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        named = _date(_name(doc))
        said = next((said for said in doc.incident.dates if said.said_in != "file name" and said.day), None)
        if named and said and not said.covers(named):
            yield Violation(
                Subject("file", "date"),
                said.text.span,
                f"the document dates its incident {said.day}, its file name {named}",
                f"rename the file to start with '{said.day}', or correct the date",
            )
