"""The subject of a violation: what it is about, told so that it stays the same when lines move."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from pmlint.examples import text_of
from pmlint.finding import Finding, Subject, SubjectKind
from pmlint.rule import Example, Rule

from .test_rule_examples import ALL_EXAMPLES, examples

LINES = "A line that was put in later.\n\nAnd another one.\n\n"


def subjects(text: str, pack: str, example: Example) -> Counter[tuple[str, Subject]]:
    """What the findings of a text are about, by rule."""
    found: list[Finding] = examples(pack).reported(text, example)
    return Counter((each.rule_id, each.violation.subject) for each in found)


BAD = {name: each for name, each in ALL_EXAMPLES.items() if each[2].bad is not None}


@pytest.mark.parametrize(("pack", "rule", "example"), BAD.values(), ids=BAD)
def test_each_violation_of_an_example_has_a_subject_that_stays_when_lines_move(
    pack: str, rule: Rule, example: Example
) -> None:
    text, _ = examples(pack).placed(text_of(example), example.part)
    found = subjects(text, pack, example)
    assert found
    assert {subject.kind for _, subject in found} <= set(get_args(SubjectKind))
    first, title, rest = text.partition("\n# ")
    if title:
        line, _, rest = rest.partition("\n")
        assert subjects(f"{first}{title}{line}\n\n{LINES}{rest}", pack, example) == found


@pytest.mark.parametrize(
    ("kind", "rules"),
    [
        ("action", {"PM201", "PM202", "PM203", "PM204", "PM205", "PM206", "PM208"}),
        ("section", {"PM101", "PM102", "PM103", "PM104"}),
        ("sign-off", {"PM401", "PM402", "PM403", "PM404", "PM405"}),
    ],
)
def test_what_a_rule_is_about_is_what_its_name_says(kind: SubjectKind, rules: set[str]) -> None:
    for pack, rule, example in BAD.values():
        if rule.id in rules:
            about = subjects(examples(pack).placed(text_of(example), example.part)[0], pack, example)
            assert {subject.kind for rule_id, subject in about if rule_id == rule.id} == {kind}, rule.name
