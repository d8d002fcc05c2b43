"""Who signed off, in the forms that people write it in."""

from __future__ import annotations

from datetime import date

import pytest

from pmlint import packs
from pmlint.model import Postmortem
from pmlint.read import read
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary(packs.load_bundled("incident-process").process)


def document(body: str) -> Postmortem:
    return read(Source("a.md", "# Cart outage\n\n## Sign-off\n\n" + body), VOCABULARY)


def signed(body: str) -> list[tuple[str | None, str, str | None]]:
    return [(line.role, line.person.value, line.when and line.when.value) for line in document(body).sign_off]


@pytest.mark.parametrize(
    "written",
    [
        "- Incident Commander: Ines Roth - approved 2026-03-14",
        "- **IC:** Ines Roth, 2026-03-14",
        "- IC - Ines Roth - 2026-03-14",
        "- IC: Ines Roth approved on 2026-03-14",
        "- IC: Ines Roth (signed off 2026-03-14)",
        "- Ines Roth (IC) - 2026-03-14",
        "- Ines Roth (IC), approved 2026-03-14",
        "- Ines Roth, incident commander, 2026-03-14",
        "- Ines Roth — Incident Commander — 2026-03-14",
        "- Approved by Ines Roth (IC) on 2026-03-14",
        "- Incident Commander:\n  - Ines Roth 2026-03-14",
        "1. IC: Ines Roth ✅ 2026-03-14",
        "**Incident Commander:** Ines Roth, 2026-03-14",
        "Ines Roth (Incident Commander), 2026-03-14",
        "### Incident Commander\n\nInes Roth, 2026-03-14",
        "### IC\n\n- Ines Roth, 2026-03-14",
        "| Role | Name | Date |\n|--|--|--|\n| Incident Commander | Ines Roth | 2026-03-14 |",
        "| Date | Approved by | Role |\n|--|--|--|\n| 2026-03-14 | Ines Roth | IC |",
        "| Incident Commander | Ines Roth | 2026-03-14 |\n|--|--|--|",
        "| | | |\n|--|--|--|\n| IC | Ines Roth | approved 2026-03-14 |",
    ],
)
def test_role_name_and_day_are_the_same_in_every_form(written: str) -> None:
    assert signed(written) == [("commander", "Ines Roth", "2026-03-14")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("- Ines Roth", [(None, "Ines Roth", None)]),
        ("Ines Roth", [(None, "Ines Roth", None)]),
        (
            "- Owners: Ines Roth, Bo and Cy",
            [("owner", "Ines Roth", None), ("owner", "Bo", None), ("owner", "Cy", None)],
        ),
        ("- Owners:\n  - Ines Roth\n  - Bo", [("owner", "Ines Roth", None), ("owner", "Bo", None)]),
        ("**IC:** Ines\n**Owner:** Bo", [("commander", "Ines", None), ("owner", "Bo", None)]),
        ("- Legal: Ines", [(None, "Ines", None)]),
        ("- Owner: 李雷 - approved 2026-03-14", [("owner", "李雷", "2026-03-14")]),
        ("- IC: [Ines](mailto:ines@acme.test)", [("commander", "Ines", None)]),
        ("- IC: TBD", [("commander", "TBD", None)]),
        ("- IC: <!-- Ines -->", [("commander", "", None)]),
        ("- IC:", [("commander", "", None)]),
        ("- Incident Commander", [("commander", "", None)]),
        ("- IC: - approved 2026-03-14", [("commander", "", "2026-03-14")]),
        ("| Role | Name |\n|--|--|\n| IC | |\n| | |", [("commander", "", None)]),
        ("- Date: 2026-03-14", []),
        ("The meeting went through all of the actions and nobody had an objection.", []),
        ("> - IC: Ines", []),
        ("```\n- IC: Ines\n```", []),
        ("-\n-", []),
        ("- :white_check_mark: IC: Ines", [("commander", "Ines", None)]),
        (":construction:", []),
    ],
)
def test_people_are_names_only(written: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert signed(written) == expected


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("- IC: Ines", {"person": ("line", ""), "role": ("label", "ic")}),
        (
            "- Ines (IC) 2026-03-14",
            {"person": ("line", ""), "role": ("beside the name", "ic"), "when": ("year first", "")},
        ),
        ("### IC\n\nInes", {"person": ("line", ""), "role": ("heading", "ic")}),
        ("| Role | Name |\n|--|--|\n| IC | Ines |", {"person": ("column", "name"), "role": ("column", "ic")}),
        ("- Ines, 14 March 2026", {"person": ("line", ""), "when": ("month in words", "march")}),
    ],
    ids=["label", "beside", "heading", "columns", "date"],
)
def test_each_value_says_which_form_and_word_made_it(written: str, made: dict[str, tuple[str, str]]) -> None:
    (line,) = document(written).sign_off
    assert {field: tuple(why) for field, why in line.why} == made


@pytest.mark.parametrize(
    ("written", "ticked"), [("- [x] IC: Ines", True), ("- [ ] IC: Ines", False), ("- IC: Ines", None)]
)
def test_a_box_tells_whether_it_is_signed(written: str, ticked: bool | None) -> None:
    (line,) = document(written).sign_off
    assert (line.person.value, line.signed) == ("Ines", ticked)


def test_places_are_exact() -> None:
    doc = document("- [x] **IC:** `@ines` (2026-03-14)\n- Owner:\n\n| Role | Name |\n|--|--|\n| Owner |  |\n")
    assert [(*doc.source.position(line.person.span.start), line.person.value) for line in doc.sign_off] == [
        (5, 16, "@ines"),
        (6, 9, ""),
        (10, 11, ""),
    ]
    when = doc.sign_off[0].when
    assert when is not None
    assert doc.sign_off[0].days == (date(2026, 3, 14),)
    assert doc.source.position(when.span.start) == (5, 24)
    assert doc.source.slice(doc.sign_off[0].span) == "- [x] **IC:** `@ines` (2026-03-14)"


def test_the_label_form_of_the_section_is_read() -> None:
    doc = read(Source("a.md", "# Outage\n\n9. **Attachments:** none\n10. **Sign-off:** Ines Roth (IC)\n"), VOCABULARY)
    assert [(line.role, line.person.value) for line in doc.sign_off] == [("commander", "Ines Roth")]
    assert doc.source.position(doc.sign_off[0].person.span.start) == (4, 19)
