"""What looks like the front matter or the title of a document and is none of it."""

from __future__ import annotations

import pytest

from pmlint.packs import load_bundled
from pmlint.read import read
from pmlint.text import Source
from pmlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary(load_bundled("incident-process").process)
FIRST = "# INC-7: Queue\n\n## Summary\n\nA.\n\n## Impact\n\nB.\n\n"
SECTIONS = (
    "Root Cause",
    "Contributing Factors",
    "Detection & Response",
    "Corrective Actions",
    "Attachments",
    "Sign-off",
)


def kinds(text: str) -> list[str]:
    return [fault.kind for fault in read(Source("a.md", text), VOCABULARY).faults]


def below(title: str, names: tuple[str, ...] = SECTIONS) -> str:
    return "\n".join((f"{FIRST}# {title}\n", *(f"## {name}\n\nText.\n" for name in names)))


@pytest.mark.parametrize("title", ["INC-8: Login", "Login [INC-8]", "Search index rebuilt twice", "Postmortem: Login"])
def test_the_title_of_another_incident_is_a_second_document(title: str) -> None:
    assert kinds(below(title)) == ["second-document"]


@pytest.mark.parametrize("title", ["Analysis", "Part 2", "INC-7: Queue, continued", "Follow-up"])
def test_a_heading_may_only_name_a_part(title: str) -> None:
    assert kinds(below(title)) == []


def test_a_name_over_few_sections_is_that_of_a_part() -> None:
    assert kinds(below("What we learned later", SECTIONS[-2:])) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("---\nid: INC-7\nseverty: Sev-4\n---\n\n# T\n", "misspelt-key"),
        ("# T\n\nid: INC-7\nseverity: Sev-4\n---\n", "displaced-front-matter"),
        ("---\nid: INC-7\n---\n\n# T\n\n---\nid: INC-8\nseverity: Sev-4\n---\n", "second-document"),
        ("---\nid: INC-7\nnote: x\u0085severity: Sev-4\n---\n\n# T\n", "front-matter"),
        ("---\nid: INC-7\nnote: x\u2028severity: Sev-4\n---\n\n# T\n", "front-matter"),
        (f"---\n{{id: INC-7,{' ' * 40}severity: Sev-4}}\n---\n\n# T\n", "hidden-character"),
        ("---\nid: INC-7\nnote: x" + "\u3000" * 40 + "y\n---\n\n# T\n", "hidden-character"),
    ],
)
def test_what_could_pass_for_front_matter_is_told(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize("blanks", [1, 29])
def test_columns_of_the_front_matter_hide_nothing(blanks: int) -> None:
    assert kinds(f"---\nid:{' ' * blanks}INC-7\nnote: x{' ' * 60}# a comment\n---\n\n# T\n") == []
