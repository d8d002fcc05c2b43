"""Sections that repeat an earlier one: what readers see is compared, not what is written."""

from __future__ import annotations

import pytest

from pmlint.packs import DEFAULT_PACK, load_bundled
from pmlint.read import read
from pmlint.text import Source

VOCABULARY = load_bundled(DEFAULT_PACK).vocabulary
SAID = "Orders failed for forty minutes, and nobody was paged."


def repeats(first: str, second: str) -> dict[str, str]:
    """The sections that repeat another one, by their ids, with its title."""
    text = f"# T\n\n## Summary\n\n{first}\n\n## Root Cause\n\n{second}\n"
    sections = read(Source("a.md", text), VOCABULARY).sections
    return {str(each.id): each.repeats.value for each in sections if each.repeats}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(SAID, SAID, id="the same"),
        pytest.param(SAID, f"{SAID[:20]}<!-- other words -->{SAID[20:]}", id="a comment in it"),
        pytest.param(SAID, f"<!-- other words -->\n\n{SAID}", id="a comment above it"),
        pytest.param(SAID, f"{SAID}\n\n[other]: # (words)", id="a link definition below it"),
        pytest.param(SAID, f"**{SAID[:6]}** {SAID[7:]}", id="bold"),
        pytest.param(SAID, f"[{SAID}](https://example.com/other-words)", id="a link around it"),
        pytest.param(SAID, f"- {SAID}", id="an item"),
        pytest.param(SAID, f"### Other words\n\n{SAID}", id="a heading inside it"),
        pytest.param(f"```\n{SAID}\n```", f"```\n{SAID}\n```", id="code"),
        pytest.param(SAID, f"{SAID} Twice.", id="a word more"),
        pytest.param(SAID, SAID.replace("forty", "fifty"), id="another word"),
        pytest.param(
            "The gateway kept an old certificate that the renewal job no longer reads since its move to X.",
            "The gateway kept an old certificate which the renewal job does not read any longer since its move to X.",
            id="other small words",
        ),
        pytest.param(SAID, "Nobody was paged, and orders failed for forty minutes.", id="another order"),
    ],
)
def test_a_section_repeats_another_one(first: str, second: str) -> None:
    assert repeats(first, second) == {"root_cause": "Summary"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(SAID, f"{SAID} The disk was full.", id="a sentence more"),
        pytest.param(SAID, "Orders failed because the disk was full, and nobody was paged.", id="half of it"),
        pytest.param(
            "The gateway kept an old certificate, as the renewal job writes elsewhere.",
            "The renewal job had no test, and the gateway no alert on the age of its certificate.",
            id="of the same things",
        ),
        pytest.param("None so far.", "None so far.", id="too short"),
        pytest.param("TODO", "TODO", id="filler"),
    ],
)
def test_a_section_of_its_own(first: str, second: str) -> None:
    assert repeats(first, second) == {}


def test_a_section_that_others_stand_below_repeats_another_one() -> None:
    text = f"# T\n\n## Summary\n\n{SAID}\n\n# Root Cause\n\n{SAID}\n\n## Impact\n\nForty orders were late.\n"
    sections = read(Source("a.md", text), VOCABULARY).sections
    assert [each.id for each in sections if each.repeats] == ["root_cause"]
