"""Who signed off, in the forms that people write it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

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


@pytest.mark.parametrize("written", ["\\[IC\\] Ines Roth, 2026-03-14", "IC \\- Ines Roth, 2026-03-14"])
def test_places_behind_a_label_and_an_escape_are_exact(written: str) -> None:
    doc = read(Source("a.md", f"# Cart outage\n\n**Sign-off:** {written}\n"), VOCABULARY)
    assert {doc.source.slice(line.person.span) for line in doc.sign_off} == {"Ines Roth"}
    assert {line.person.value for line in doc.sign_off} == {"Ines Roth"}


def test_the_label_form_of_the_section_is_read() -> None:
    doc = read(Source("a.md", "# Outage\n\n9. **Attachments:** none\n10. **Sign-off:** Ines Roth (IC)\n"), VOCABULARY)
    assert [(line.role, line.person.value) for line in doc.sign_off] == [("commander", "Ines Roth")]
    assert doc.source.position(doc.sign_off[0].person.span.start) == (4, 19)


# --- all that is read of a sign-off, in forms that are rare ---

GOLDEN = Path(__file__).parent / "sign_offs.txt"

TABLE = "| Role | Name | Signature | Date | Remarks |\n| --- | --- | --- | --- | --- |\n"

WRITTEN = {
    "several sections": "- IC: Ines Roth\n\n## Approvals\n\n- Owner: Bo Lind\n\n## Impact\n\n- Owner: Cy Park",
    "a section inside": "- IC: Ines Roth\n\n### Sign-off\n\n- Owner: Bo Lind\n",
    "heading with a role, and one without": "### IC\n\nInes Roth\n\n### Others\n\n- Bo Lind\n\nCy Park",
    "heading that takes back": "### Pending\n\n- Ines Roth\n- Bo Lind, 2026-03-14\n- Owner: Cy Park",
    "words that take back": "Not signed yet:\n\n- Ines Roth\n- Bo Lind - approved\n\nRefused by all.",
    "a field that takes back": "- Status: not approved\n- IC: Ines Roth\n- [x] Bo Lind",
    "a field that tells something else": "- Date: 2026-03-14\n- Status: approved\n- IC: Ines Roth",
    "lines of a paragraph": "IC: Ines Roth\n\n\nOwner: Bo Lind, 2026-03-14\n  \nReviewed by nobody so far\nCy Park",
    "names below a role": "- [x] Owners:\n  - Ines Roth\n  - [ ] Bo Lind",
    "remarks below a name": "- IC: Ines Roth\n  - approved 2026-03-14\n- Owner: Bo Lind\n  - Cy Park",
    "an item of blocks": "- > IC: Bo\n-\n\n  | Role | Name |\n  |--|--|\n  | IC | Ines Roth |",
    "struck out": "- ~~IC: Ines Roth~~\n- Owner: Bo Lind ~~approved~~\n- Gil Roth ~~2026-03-14~~ 2026-03-15\n"
    "- Owner: Cy Park ~~late~~\n- ~~Ed~~ Ed Fox",
    "five words, and six": "- who will sign it soon\n- who will sign it very soon\n\nwho will sign it soon",
    "colons": "- IC： Ines Roth\n- Ines Roth: IC\n- Ines Roth (IC): approved\n- IC Ines Roth",
    "days": "- IC: Ines Roth, 03/04/2026\n- Owner: Bo Lind, 2026-02-30\n- Cy Park, 13/04/2026\n- Di Fox, May 3",
    "several on a line": "- Ed Fox and @gil, 2026-03-14",
    "refusals": "- IC: Ines Roth - refused\n- Owner: Bo Lind - has been told\n- Cy Park - will sign\n- Di Fox - {date}",
    "table": f"{TABLE}| IC | Ines Roth | yes | 2026-03-14 | in the meeting |\n| Owner | Bo Lind | | 2026-03-14 | |",
    "table, signatures": f"{TABLE}| IC | Ines Roth | Ines Roth | 2026-03-14 | |\n| Owner | Bo Lind | ~~yes~~ | | |\n"
    "| Owner | Cy Park | no | 2026-03-14 | |\n| Owner | Di Fox | ✅ | | late |\n| Owner | Ed Fox | pending | - | |",
    "table, names for signatures": f"{TABLE}| IC | Ines Roth | Roth | | |\n| Owner | Bo Lind | BL | | |\n"
    "| Owner | Cy Park | Awaited | | |\n| Owner | Di Fox | Bo Lind | | |",
    "table, nobody": f"{TABLE}| IC | | | |\n| | - | |\n| ~~Owner~~ | ~~Bo~~ | | | |\n| IC | TBD | yes |",
    "table, several": f"{TABLE}| Owners | Ines Roth, Bo Lind and Cy Park | yes | 2026-03-14 | |",
    "table without signatures": "| Role | Name | Date | Remarks |\n|--|--|--|--|\n| IC | Ines | 2026-03-14 | it |\n"
    "| Owner | Bo Lind | | |\n| Owner | Cy | tomorrow | |\n| Owner | [x] Di | | |\n| Owner | Ed - refused |",
    "table of boxes": "| Name | Role | OK |\n|--|--|--|\n| Ines | IC | [x] |\n| [x] Bo | IC | [ ] |\n| Cy | | no |",
    "table without header": "| IC | Ines Roth | 2026-03-14 |\n|--|--|--|\n| Owner | Bo Lind | |",
    "table of names": "| Approved by | Date |\n|--|--|\n| Ines Roth (IC) | 2026-03-14 |\n| Owner: Bo Lind | |",
    "table of little": "| A | B |\n|--|--|\n| Ines Roth | IC |\n| Bo Lind | |\n| | Cy Park |\n| has been told | |",
    "names from elsewhere": "- zuul\n- zuul - agrees\n- yoda kenobi asks\n\n## Timeline\n\n- 09:00 zuul: restarts it",
}


def whole(doc: Postmortem) -> Iterator[str]:
    """All that is read of the lines of a sign-off, with the places."""
    at = doc.source.position
    for line in doc.sign_off:
        said = [("", line.person), *([("when ", line.when)] if line.when else [])]
        said += [("unread ", line.unread)] if line.unread else []
        texts = [f"{what}{text.value!r} at {':'.join(map(str, at(text.span.start)))}" for what, text in said]
        days = [str(day) for day in line.days]
        box = {True: ["ticked"], False: ["not ticked"], None: []}[line.signed]
        made = [f"{field} by {' '.join(filter(None, why))}" for field, why in line.why]
        told = f"{line.role or '-'} {', '.join((*texts, *days, *box))} ({', '.join(made)})"
        yield f"    {told} in {doc.source.slice(line.span)!r}"


def test_what_is_read_of_a_sign_off_is_what_was_read_and_approved(golden: Callable[[Path, str], None]) -> None:
    lines = [line for name, body in WRITTEN.items() for line in (name, *whole(document(body)))]
    golden(GOLDEN, "".join(f"{line}\n" for line in lines))
