"""The document's file name."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice
from pathlib import PurePath
from typing import NamedTuple

from pmlint.check import DATES, Context, DocumentCheck, NoParameters
from pmlint.checks.wording import quote
from pmlint.finding import Subject, Violation
from pmlint.model import Postmortem
from pmlint.text import Span

_DATED = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?=[-_. ])")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ODD = re.compile(r"[^a-z0-9-]")
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_FORMS = {
    "YYYY-MM-DD": "([0-9]{4}-[0-9]{2}-[0-9]{2})",
    "YYYY": "[0-9]{4}",
    "MM": "(?:0[1-9]|1[0-2])",
    "DD": "(?:0[1-9]|[12][0-9]|3[01])",
    "slug": _SLUG,
    "title": r"[^\s/](?:[^/]*[^\s/])?",
}
NAME_PARTS = (*_FORMS, "NNN")
"""The parts of a pattern of file names; `N` stands for one digit, `NN` for two, and so on."""

_COUNT = re.compile(r"N{1,9}")
_PART = re.compile(r"\{([^{}]*)\}")
_MARKDOWN = ".md"
_MARKDOWN_FORM = r"\.(?:md|mdx|qmd)"  # what renders those asks for them
_UNFIT = re.compile(r'[\s\\/:*?"<>|\x00-\x1f]+')
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


DATE_AND_SLUG = "{YYYY-MM-DD}-{slug}.md"


class Named(NamedTuple):
    """How the file is called."""

    pattern: str = DATE_AND_SLUG
    """What its name looks like: `{YYYY-MM-DD}`, `{YYYY}`, `{MM}`, `{DD}`, `{NNN}` for as many digits as it has letters,
    `{slug}` for small letters and digits with hyphens, `{title}` for any words; all around them stands as it is."""

    def unknown(self) -> Iterator[str]:
        """The parts of the pattern that stand for nothing."""
        return (part for part in _PART.findall(self.pattern) if part not in _FORMS and not _COUNT.fullmatch(part))

    def takes(self, name: str) -> bool:
        """Whether a file may have a name: one of this form, in which each day is one of the calendar."""
        found = _form(self.pattern).fullmatch(name)
        return found is not None and all(_date(f"{day}.") for day in found.groups())


@cache
def _form(pattern: str) -> re.Pattern[str]:
    """What names look like that a pattern takes; each whole day is a group."""
    stem = pattern.removesuffix(_MARKDOWN)
    pieces = [
        (_FORMS.get(piece) or f"[0-9]{{{len(piece)}}}") if index % 2 else re.escape(piece)
        for index, piece in enumerate(_PART.split(stem))
    ]
    return re.compile("".join(pieces) + (_MARKDOWN_FORM if stem != pattern else ""))


class FileName(DocumentCheck, Named):
    """The file is called as `pattern` says."""

    kind = "file-name"
    reads = DATES

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        name = _name(doc)
        if not doc.source.is_named or self.takes(name):
            return
        day = str(doc.incident.day or _date(name) or "YYYY-MM-DD")
        title = " ".join(_UNFIT.sub(" ", doc.title.value if doc.title else "").split())[:LONGEST_SLUG].rstrip()
        known = {"YYYY-MM-DD": day, "YYYY": day[:4], "MM": day[5:7], "DD": day[8:]}
        known |= {"slug": _slug(doc), "title": title or "What broke"}
        example = _PART.sub(lambda part: known.get(part[1]) or "1".zfill(len(part[1])), self.pattern)
        is_usual = self.pattern == DATE_AND_SLUG
        wrong = _wrong(name) if is_usual else f"is not written as '{self.pattern}'"
        that_is = "the day of the incident, then lower-case letters, digits and hyphens"
        yield Violation(
            Subject("file"),
            Span(0, 0),
            f"file name {quote(name)} {wrong}",
            f"rename it to '{example}': {that_is}" if is_usual else f"rename it, for example to '{example}'",
        )


def _wrong(name: str) -> str:
    """What keeps a name from being a date and a slug."""
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    odd = _ODD.search(stem, len("YYYY-MM-DD")) if _date(name) else None
    if odd:
        return f"has {quote(odd[0])} in its slug"
    named = _date(name) and _form(DATE_AND_SLUG).fullmatch(f"{stem}.md")
    return f"ends in {quote(suffix)}, not in '.md'" if named else "is not a date followed by a slug"


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
