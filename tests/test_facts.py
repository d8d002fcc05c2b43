"""What is left of a document: plain data, how grave its incident is judged, and whether it is a draft."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import date

import pytest

from pmlint import packs
from pmlint.facts import Facts, facts_of, is_draft, judged_severity
from pmlint.model import Incident, Postmortem, Severity, Stated
from pmlint.process import Process
from pmlint.read import read
from pmlint.text import Source, Span, Text

PACK = packs.load_bundled(packs.DEFAULT_PACK)
PROCESS: Process = PACK.process
EXAMPLE = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_text("utf-8")


def facts(text: str) -> Facts:
    return facts_of(read(Source("a.md", text), PACK.vocabulary), PACK.vocabulary)


def within(value: object) -> Iterator[object]:
    """A value and all that is in it."""
    yield value
    for each in value if isinstance(value, tuple) else ():
        yield from within(each)


@pytest.mark.parametrize("text", [EXAMPLE, "", "# T\n"], ids=["whole", "empty", "title"])
def test_they_are_plain_data_without_the_text(text: str) -> None:
    left = facts(text)
    assert pickle.loads(pickle.dumps(left)) == left
    assert not any(isinstance(each, Source | Postmortem) for each in within(left))


def test_the_facts_of_a_document() -> None:
    said = facts(EXAMPLE)
    assert (said.path, said.readable, said.whole, said.draft) == ("a.md", True, True, False)
    assert {stated.text.value for stated in said.ids} == {"INC-2026-007"}
    assert (said.severity, said.declared, said.day) == (2, 2, date(2026, 3, 12))
    assert [section.id for section in said.sections] == [section.id for section in PROCESS.sections]
    assert {section.says for section in said.sections} == {"text"}
    assert [(each.kind, each.owners, each.issues) for each in said.actions if each.kind != "immediate"] == [
        ("corrective", ("Tomas Lind",), ("PAY-411",)),
        ("preventive", ("Mira Okafor",), ("PAY-412",)),
        ("preventive", ("Noor Haddad",), ("PAY-413",)),
    ]
    assert "Noor Haddad" in said.sign_off


def said(*levels: int | None) -> Incident:
    return Incident(severities=tuple(Severity(Text("x", Span(0, 0)), "line", level) for level in levels))


@pytest.mark.parametrize(
    ("levels", "judged"),
    [((), 1), ((3,), 3), ((3, 2), 2), ((4, None), 1), ((None,), 1), ((7,), 1), ((3, 0), 1), ((4, 4), 4)],
)
def test_the_most_severe_that_is_said_counts_and_what_is_unknown_is_the_most_severe(
    levels: tuple[int | None, ...], judged: int
) -> None:
    assert judged_severity(said(*levels), PROCESS) == judged


@pytest.mark.parametrize(
    ("statuses", "draft"),
    [
        ((), False),
        (("draft",), True),
        (("ＤＲＡＦＴ ",), True),
        (("draft", "final"), False),
        (("final",), False),
        (("drafted by Sam",), False),
    ],
)
def test_a_document_is_a_draft_only_where_it_says_nothing_else(statuses: tuple[str, ...], draft: bool) -> None:
    incident = Incident(statuses=tuple(Stated(Text(status, Span(0, 0)), "line") for status in statuses))
    assert is_draft(incident, PROCESS) is draft
