"""What is said where no reader sees it makes no fact, and takes no finding away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import ClassVar

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin

from .hidden import CODE, FORMS, Edit
from .hidden_cases import Case, case, differences, hold

CASES = 16
"""Documents for each form."""


@pytest.mark.parametrize("form", FORMS)
def test_hidden_text_is_no_fact(form: str) -> None:
    for seed in _seeds(form):
        try:
            hold(seed)
        except AssertionError as error:
            error.add_note(f"seed {seed}; repeat it with: make fuzz WHAT=hidden COUNT=1 SEED={seed}")
            raise


def _seeds(form: str) -> range:
    return range(list(FORMS).index(form), CASES * len(FORMS), len(FORMS))


FOUND = {
    "a day in a heading": ("## 8. Corrective ⟦<!-- due 2026-05-01 -->⟧ Actions",),
    "a day in a cell": ("| Metric ⟦<!-- on 2026-05-02 -->⟧ | Value |", "| --- | --- |", "| Orders | 40 |"),
    "a day in an attribute": ("A queue ran full.", "", '⟦<a title="2026-01-01 14:05"></a>⟧'),
    "a day on a line of a comment": ("A queue ran full⟦ <!-- so", "Date: 2026-01-01", "-->⟧ and stayed so."),
    "a weekday": ("**Date:** 2026-05-20", "", "A queue ran full⟦<!-- on Monday -->⟧ and stayed so."),
    "a severity in a heading": ("## 6. Detection ⟦<!-- This was a Sev-4 incident. -->⟧ & Response",),
    "a severity in a cell": ("| Time ⟦<!-- This was a Sev-4 incident. -->⟧ | Event |", "| --- | --- |"),
    "a severity beside another": ("Severity: Sev-2 ⟦<!-- or Sev-4 -->⟧",),
    "a severity in front matter": ("---", "severity: Sev-2 ⟦# or Sev-4⟧", "---", "", "# Outage"),
    "a key cell": ("| Fact | |", "| --- | --- |", f"| Severity⟦<!-- {'long ' * 20} -->⟧ | Sev-2 |"),
    "a status below a heading": ("## Status", "", "⟦<!-- as of now -->", "", "⟧final"),
    "a section on a line of a comment": ("**Authors:** Ida Brand⟦ <!-- so", "Impact: forty orders", "-->⟧"),
    "a section in a row": (
        *("| Metric | Value |", "| --- | --- |"),
        f"| Root cause⟦<!-- {'long ' * 20} -->⟧ | The second source publishes rates in another currency |",
    ),
    "a filler in a row": (
        *("## Summary", "", "| Fact | |", "| --- | --- |"),
        f"| Trigger | TBD⟦<!-- {'long ' * 20} -->⟧ |",
    ),
    "a copied section": (
        *("## 1. Summary", "", "The second source publishes rates in another currency.", ""),
        *(
            "## 4. Root Cause",
            "",
            "The second source publishes rates in another currency.⟦<!-- And the pool ran dry. -->⟧",
        ),
    ),
    "a comment behind a label": ("Root cause ⟦<!-- x -->⟧— the pool was empty",),
    "a comment in a label below a heading": ("## Summary", "", "**Impact⟦<!-- x -->⟧:** forty orders failed"),
    "a comment in a numbered line": ("1. Summary⟦<!-- x -->⟧", "", "   Empty pool.", "", "2. Impact", "", "   None."),
    "a comment behind a bold key": ("**Severity**⟦ <!-- x -->⟧", "", "Sev-2"),
    "a template below a key": ("## Severity", "", "⟦<template>Sev-1</template>", "", "⟧Sev-2"),
    "an event below a time in an item": ("## Timeline", "", "- 14:05", "  ⟦<!-- x -->", "  ⟧page goes out"),
    "people in a comment": ("## 8. Corrective Actions", "", "- Show more (Pool) PAY-414", "", "⟦<!-- @pool -->⟧"),
    "people in code": ("## Corrective Actions", "", "- Show more (Pool) PAY-414", "", "# B", "⟦```", "@pool", "```⟧"),
    "an event below a time": ("## Timeline", "", "### 08:17", "", "⟦<!-- @pool -->", "", "⟧We reverted the change."),
    "blanks beside a comment": ("## Timeline", "", "- 07:40Z", "- 11:17⟦ <!-- or so -->⟧ AM: restarts the worker"),
    "blanks in a name": ("## Timeline", "", "- 2026-05-14T07:40Z Jon⟦ <!-- or Ida -->⟧ Weber: restarts the worker"),
    "a zone before a timeline": (
        *("# Outage", "", '⟦<a title="All times are in JST."></a>', "", "⟧All times are in UTC.", ""),
        *("## Timeline", "", "- 08:00 it expires", "- 09:40 support calls"),
    ),
    "tags between the lines of a log": (
        *("# Outage", "", "2026-03-21 06:31 page", "2026-03-21 06:35 restart", "", "We waited.", ""),
        *('⟦<a name="x"></a>', "", "⟧2026-03-21 06:40 done"),
    ),
    "a blank before a comment": ("## Timeline", "", "### 2026-03-21 06:31", "", "Run:⟦ <!-- x -->⟧"),
    "a comment in a label": ("Root Cause⟦<!-- x -->⟧: the pool was empty",),
    "a comment in a numbered label": ("1. **Root Cause⟦<!-- x -->⟧:** the pool was empty",),
    "a comment in a bold line": ("**Root Cause⟦<!-- x -->⟧**", "", "The pool was empty"),
    "a comment in the title of a box": ("> [!NOTE]⟦ <!-- x -->⟧ Summary", "> The pool was empty"),
    "a span of an owner": ("## Corrective Actions", "", "- Show more - Owner: ⟦<span hidden>Ida</span>⟧ - PAY-414"),
    "a span of a title": ("# Outage⟦<span hidden> of PAY-12</span>⟧", "", "A queue ran full."),
}
"""What was found by chance once: the smallest document for each, with the hidden text in brackets."""


@pytest.mark.parametrize("lines", [pytest.param(lines, id=name) for name, lines in FOUND.items()])
def test_what_was_found(lines: Sequence[str]) -> None:
    before, hidden, after = re.split("[⟦⟧]", "\n".join(lines))
    form = "fenced code" if "```" in hidden else "comment"
    assert differences(Case("a document", form, before + after, Edit(len(before), hidden))) == []


# --- the forms are hidden --------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    """The words that a page of HTML shows."""

    UNSEEN = ("script", "style", "template", "datalist", "video")
    HIDING: ClassVar[dict[str, tuple[str, ...]]] = {
        "style": ("display: none", "height:0"),
        "class": ("d-none",),
        "color": ("white",),
    }

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.hidden: list[str] = []
        """The elements that hide what is in them, and those inside of such an element that have its name."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hides = tag in self.UNSEEN or "hidden" in given
        hides = hides or any(word in (given.get(key) or "") for key, words in self.HIDING.items() for word in words)
        if (hides and tag != "input") or tag in self.hidden:
            self.hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.shown += data.split()


def words_shown(text: str) -> list[str]:
    """The words of a document as the page that a browser makes of it, told by others than pmlint."""
    page = _Page()
    page.feed(MarkdownIt("commonmark").enable("table").use(front_matter_plugin).render(text))
    page.close()
    return page.shown


@pytest.mark.parametrize("form", [form for form in FORMS if form not in CODE])
def test_nothing_of_it_shows(form: str) -> None:
    for seed in _seeds(form):
        found = case(seed)
        shown, before = words_shown(found.hiding), words_shown(found.text)
        assert "".join(shown) == "".join(before), f"seed {seed}"


def test_a_seed_makes_the_same_case_each_time() -> None:
    assert [case(seed) for seed in range(20)] == [case(seed) for seed in range(20)]
