"""Which number a severity names; the rows stand in docs/forms/severities.md."""

from __future__ import annotations

import pytest

from pmlint.forms.severities import Severities
from pmlint.packs import load_bundled

PROCESS = load_bundled("incident-process").process
WORDS = {1: ("Showstopper", "Site down"), 2: ("Major", "重大"), 4: ("Minor",)}


@pytest.fixture(scope="module")
def severities() -> Severities:
    return Severities(PROCESS)


@pytest.fixture(scope="module")
def worded() -> Severities:
    """Those of a process that knows words for its severities."""
    kinds = (each._replace(words=WORDS.get(each.level, ())) for each in PROCESS.severities)
    return Severities(PROCESS._replace(severities=tuple(kinds)))


def number(written: str) -> int | None:
    return None if written == "none" else int(written)


def listed(cell: str) -> list[str]:
    return [each.strip("`") for each in cell.split("`, `")] if cell else []


@pytest.mark.form_table("severities", "Read")
def test_a_plain_code_names_its_number(written: str, level: str, severities: Severities) -> None:
    found = severities.value(written, written)
    assert (found.level, found.form, found.lowered_to) == (int(level), "code", None)
    assert (found.start, found.end, found.word) == (0, len(written), "")


@pytest.mark.form_table("severities", "Refused")
def test_what_is_not_plainly_one_number_has_no_level(written: str, why: str, severities: Severities) -> None:
    found = severities.value(written, written)
    assert found == (0, len(written), None, "", "", None), why


@pytest.mark.form_table("severities", "Graver")
def test_the_gravest_level_that_a_value_names_counts(
    written: str, level: str, opens_with: str, severities: Severities
) -> None:
    found = severities.value(written, f"Severity: {written}")
    assert (found.level, found.lowered_to) == (int(level), int(opens_with) if opens_with else None)


@pytest.mark.parametrize("value", ["", "Sev-4\u200b", "Sev-4\u20e3", "Sev-4\nSev-1"])
def test_what_shows_nothing_makes_no_level(value: str, severities: Severities) -> None:
    assert severities.value(value, value).level is None


@pytest.mark.form_table("severities", "Words")
def test_a_word_names_the_number_that_the_process_gives_it(written: str, level: str, worded: Severities) -> None:
    found = worded.value(written, written)
    assert (found.level, found.form) == (number(level), "" if level == "none" else "word")
    if found.form:
        assert found.word in ("site down", "major", "重大", "minor")


@pytest.mark.form_table("severities", "Beside")
def test_what_stands_beside_a_severity_counts_against_it(
    value: str, line: str, struck_out: str, level: str, worded: Severities
) -> None:
    assert worded.value(value, line, struck_out).level == number(level)


@pytest.mark.form_table("severities", "Titles")
def test_a_title_may_name_severities(title: str, named: str, level: str, severities: Severities) -> None:
    found = severities.in_title(title)
    assert [title[each.start : each.end] for each in found] == listed(named)
    assert [each.level for each in found] == [number(each) for each in level.split(", ") if each]
    assert all(each.form == ("" if each.level is None else "code in a title") for each in found)


@pytest.mark.form_table("severities", "Sentences")
def test_a_sentence_may_give_the_incident_a_severity(
    sentence: str, named: str, form: str, severities: Severities
) -> None:
    found = severities.in_sentences(sentence, asides=True)
    assert [sentence[each.start : each.end] for each in found] == listed(named)
    assert {each.form for each in found} == ({form} if form else set())
    assert all(severities.are_in(sentence) and str(each.level) == sentence[each.end - 1] for each in found)


def test_an_aside_counts_only_where_it_is_asked_for(severities: Severities) -> None:
    assert severities.in_sentences("On Monday (SEV-2) the queue stood still.", asides=False) == []


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Declared as: Sev-1", ["Sev-1 1"]),
        ("Sev-2, Sev-3", ["Sev-2 2", "Sev-3 3"]),
        ("Related: Sev-1", []),
        ("Related: Sev-1\nLevel: SEV3", ["SEV3 3"]),
        ("Not a Sev-1", []),
        ("Severe delay", []),
    ],
)
def test_what_stands_for_itself_in_the_head_names_a_severity(
    line: str, named: list[str], severities: Severities
) -> None:
    found = severities.in_head(line)
    assert [f"{line[each.start : each.end]} {each.level}" for each in found] == named
    assert all(each.form == "code in the head" for each in found)


@pytest.mark.parametrize(
    ("text", "said", "level", "form"),
    [
        ("We downgraded it to Sev-3.", "downgraded it to Sev-3", 3, "code behind a verb"),
        ("Lowered from Sev-1 at noon", "Lowered from Sev-1", None, "code behind a verb"),
        ("Sev-2 → Sev-3", "Sev-2 → Sev-3", 3, "code behind another"),
        ("Sev-3 → Sev-2", None, None, ""),
        ("Sev-2 → Sev-2", None, None, ""),
        ("We could have downgraded it to Sev-3.", None, None, ""),
        ("It was lowered. Sev-3 came later.", None, None, ""),
        (f"Lowered {'x' * 33} Sev-3", f"Lowered {'x' * 33} Sev-3", 3, "code behind a verb"),
        (f"Lowered {'x' * 34} Sev-3", None, None, ""),
        ("Lowered the load", None, None, ""),
    ],
)
def test_a_text_may_tell_that_the_severity_was_lowered(
    text: str, said: str | None, level: int | None, form: str, severities: Severities
) -> None:
    found = severities.lowering(text)
    assert (text[found.start : found.end] if found else None) == said
    assert (found.level if found else None, found.form if found else "") == (level, form)


def test_a_severity_before_and_one_of_another_scale_are_told(severities: Severities) -> None:
    assert [severities.tells_former(text) for text in ("was Sev-2", "Sev-2 → Sev-3", "High")] == [True, True, False]
    assert [severities.is_on_a_scale(text) for text in ("Critical (CVSS 9.8)", "Critical (9.8)")] == [True, False]
    assert [severities.are_in(text) for text in ("it was a SEV1", "it was severe")] == [True, False]
