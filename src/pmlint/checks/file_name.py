"""The document's file name."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import PurePath

from pmlint.check import DATES, Context, DocumentCheck, NoParameters
from pmlint.checks.wording import quote
from pmlint.finding import Subject, Violation
from pmlint.model import Postmortem
from pmlint.text import Span

_DATED = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?=[-_. ])")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ODD = re.compile(r"[^a-z0-9-]")
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_WELL_NAMED = re.compile(
    rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-{_SLUG}\.(?:md|mdx|qmd)"
)  # what renders those asks for them
_NO_WORDS_OF_SLUGS = ("postmortem", "post", "mortem", "incident")

LONGEST_SLUG = 80
"""Characters of a slug in a name that we make: with the day, what people still read in a list of files."""

_WORDS_OF_SLUG = 5
"""Words of a title that tell one incident from another."""


def is_slug(text: str) -> bool:
    """Whether a text can stand behind the day in the name of a postmortem."""
    return len(text) <= LONGEST_SLUG and re.fullmatch(_SLUG, text) is not None


def slug_of(title: str) -> str:
    """The first words of a title in small Latin letters and digits, without accents; empty where it has none."""
    folded = unicodedata.normalize("NFKD", _DATE.sub("", title).casefold())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    words = (word[0] for word in re.finditer(r"[a-z0-9]+", plain))
    kept = islice((word for word in words if word not in _NO_WORDS_OF_SLUGS), _WORDS_OF_SLUG)
    return "-".join(kept)[:LONGEST_SLUG].rstrip("-")


def _name(doc: Postmortem) -> str:
    return PurePath(doc.source.path).name


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
        if not doc.source.is_named or (_WELL_NAMED.fullmatch(name) and _date(name)):
            return
        day = doc.incident.day or _date(name)
        example = f"{day or 'YYYY-MM-DD'}-{_slug(doc)}.md"
        stem, suffix = PurePath(name).stem, PurePath(name).suffix
        odd = _ODD.search(stem, len("YYYY-MM-DD")) if _date(name) else None
        wrong = f"has {quote(odd[0])} in its slug" if odd else "is not a date followed by a slug"
        if not odd and _date(name) and _WELL_NAMED.fullmatch(f"{stem}.md"):
            wrong = f"ends in {quote(suffix)}, not in '.md'"
        yield Violation(
            Subject("file"),
            Span(0, 0),
            f"file name {quote(name)} {wrong}",
            f"rename it to '{example}': the day of the incident, then lower-case letters, digits and hyphens",
        )


def _slug(doc: Postmortem) -> str:
    return slug_of(doc.title.value if doc.title else "") or "what-broke"


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
                f"the document dates the incident {said.day}, the file name {named}",
                f"rename the file to start with '{said.day}', or correct the date",
            )
