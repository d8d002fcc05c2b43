"""The day on which an incident began, out of all the dates that a document gives.

A blog's front matter, a file name and often a `Date` field tell when the document was written. Such a date counts when
the text names it too; else the first date of the text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pmlint.markdown import Code, Document, Heading, Html
from pmlint.model import StatedDate
from pmlint.read.dates import FoundDate, find_date
from pmlint.text import Span, Text

_LOOKED_AT = 1500
"""Characters of a block in which dates are looked for."""

_DATES_LOOKED_AT = 12
"""Dates of a text among which a claimed one is looked for."""

_TEXT_LOOKED_AT = 8000
"""Characters of a text in which dates are looked for."""


def day_of(value: str) -> date | None:
    """The day that a field or a title gives: the first date in it; of a range the first day."""
    found = find_date(value)
    span = _DAYS.search(value)
    if span and (found is None or span.start() <= found.start):
        month, days, year = span["m1"] or span["m2"], span["d1"] or span["d2"], span["y1"] or span["y2"]
        found = find_date(f"{days} {month} {year}") or found
    return found.day if found else None


# `January 14-19, 2026` and `14-19 January 2026`: of the first day the year is written only behind the last.
_DAYS = re.compile(
    r"(?P<m1>[A-Z][a-z]{2,8})\.? (?P<d1>[0-9]{1,2}) ?[-\u2013\u2014] ?[0-9]{1,2},? (?P<y1>[0-9]{4})(?![0-9])"
    r"|(?<![0-9])(?P<d2>[0-9]{1,2}) ?[-\u2013\u2014] ?[0-9]{1,2} (?P<m2>[A-Z][a-z]{2,8}) (?P<y2>[0-9]{4})(?![0-9])"
)


def in_order_of_trust(claims: Sequence[StatedDate], document: Document, body: int) -> list[StatedDate]:
    """The dates that a document claims and the first of its text, the one that counts in front.

    The text begins at the offset `body`.
    """
    days = [claim.day for claim in claims if claim.day]
    spans = [claim.text.span for claim in claims]
    texts = [
        said for said in _dates_of_text(document, body, days) if not any(span.holds(said.text.span) for span in spans)
    ]
    named = {said.day for said in texts}
    for claim in claims:
        if claim.day and claim.day in named:
            return [claim, *(other for other in claims if other is not claim)]
    return [*texts[:1], *claims]


def _dates_of_text(document: Document, body: int, claimed: Sequence[date]) -> Iterator[StatedDate]:
    """The first dates of the text. One without a year has the year in which it lies before a claimed date."""
    source = document.source
    found = 0
    for block in document.blocks:
        is_title = isinstance(block, Heading) and block.level == 1
        if block.span.start < body or is_title or isinstance(block, Code | Html):
            continue
        start = block.span.start
        if found >= _DATES_LOOKED_AT or start > body + _TEXT_LOOKED_AT:
            return
        text = source.text[start : min(block.span.end, start + _LOOKED_AT)]
        for each in _dates(text, max(claimed, default=None)):
            if each.day:
                found += 1
                span = Span(start + each.start, start + each.end)
                yield StatedDate(Text(source.slice(span), span), "text", each.day)


_MONTH = r"(?P<{}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NO_YEAR = re.compile(
    rf"(?<![\w]){_MONTH.format('m1')} (?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![\w]|,? [0-9]{{4}})"
    rf"|(?<![\w])(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH.format('m2')}(?![\w]|,? [0-9]{{4}})",
    re.IGNORECASE | re.ASCII,
)


def _dates(text: str, until: date | None) -> list[FoundDate]:
    found: list[FoundDate] = []
    at = 0
    while (each := find_date(text, at)) and len(found) < _DATES_LOOKED_AT:
        found.append(each)
        at = each.end
    if until:
        for match in _NO_YEAR.finditer(text, 0, found[0].start if found else len(text)):
            month, day = match["m1"] or match["m2"], match["d1"] or match["d2"]
            for year in (until.year, until.year - 1):
                dated = find_date(f"{day} {month} {year}")
                if dated and dated.day and dated.day <= until:
                    found.append(FoundDate(match.start(), match.end(), dated.day))
                    break
    return sorted(found)
