"""The examples of the rule files, judged by the real engine: what a rule calls bad is found where it says, no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

import pytest

from pmlint.engine import lint
from pmlint.files import decode
from pmlint.finding import Level
from pmlint.packs import DEFAULT_PACK, Pack, bundled_folder, load_folder
from pmlint.policy import Policy, PolicyFile, make_policy
from pmlint.rule import Example, Rule
from pmlint.text import LINE_END

FOLDER = bundled_folder() / DEFAULT_PACK
NAME = "2026-03-12-fx-drift-hold.md"
AS_OF = date(2026, 3, 20)


class Place(NamedTuple):
    """Where a rule speaks."""

    line: int
    column: int
    rule: str


@cache
def pack() -> Pack:
    return load_folder(FOLDER)


@cache
def policy(final: bool = False) -> Policy:
    return make_policy(pack(), PolicyFile(), {}, final)


@cache
def whole_parts() -> dict[str, str]:
    """The parts of the pack's example document by what `part` calls them, each up to the next one."""
    parts, name = {"head": ""}, "head"
    for line in (FOLDER / "example.md").read_text("utf-8").splitlines(keepends=True):
        if heading := re.match(r"## ([0-9]+)\. ", line):
            name = next(section.id for section in pack().process.sections if section.number == int(heading[1]))
        parts[name] = parts.get(name, "") + line
    return parts


def in_its_place(example: Example) -> tuple[str, int]:
    """The document that an example stands for, and how many lines of it stand before the example."""
    text = example.bad if example.bad is not None else example.good
    assert text is not None
    if example.part is None:
        return text, 0
    names = list(whole_parts())
    replaced = [names.index(name) for name in example.part.split()]
    assert replaced == list(range(replaced[0], replaced[-1] + 1)), "the sections follow each other"
    before = "".join(whole_parts()[name] for name in names[: replaced[0]])
    after = "".join(whole_parts()[name] for name in names[replaced[-1] + 1 :])
    return f"{before}{text.rstrip()}\n" + (f"\n{after}" if after else ""), before.count("\n")


def findings(text: str, name: str = NAME, *, final: bool = False) -> Iterator[tuple[Place, Level, str]]:
    """What the engine says of a text: place, level, message."""
    report = lint([decode(f"docs/incidents/{name}", text.encode())], policy(final), AS_OF)
    for found in report.findings:
        line, column = found.source.position(found.violation.span.start)
        yield Place(line, column, found.rule_id), found.level, found.violation.message


def expected(rule: Rule, example: Example) -> set[Place]:
    places = set()
    for written in example.expect:
        place, _, other = written.partition(" ")
        line, column = map(int, place.split(":"))
        places.add(Place(line, column, other or rule.id))
    return places


EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}-{'good' if example.bad is None else 'bad'}")
    for rule in pack().rules
    for number, example in enumerate(rule.examples, start=1)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_has_the_findings_that_its_rule_file_lists_and_no_others(rule: Rule, example: Example) -> None:
    text, before = in_its_place(example)
    said = list(findings(text, example.name or NAME))
    found = {(place.line - before, place.column, place.rule) for place, _, _ in said}
    assert found == expected(rule, example), [message for _, _, message in said]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_is_bad_with_places_or_good_without(rule: Rule, example: Example) -> None:
    assert (example.bad is None) != (example.good is None)
    assert bool(example.expect) == (example.bad is not None)
    if example.bad is not None:
        assert rule.id in {place.rule for place in expected(rule, example)}


def test_the_whole_example_document_breaks_no_rule() -> None:
    assert list(findings((FOLDER / "example.md").read_text("utf-8"))) == []


def test_the_examples_stand_in_text_whose_lines_are_counted_alike() -> None:
    text = (FOLDER / "example.md").read_text("utf-8")
    assert len(LINE_END.findall(text)) == text.count("\n") == len(text.splitlines())
    assert "".join(whole_parts().values()) == text
    assert list(whole_parts()) == ["head", *(section.id for section in pack().process.sections)]


class TestTheTemplateAsItIsCopied:
    @pytest.fixture
    def text(self) -> str:
        return (FOLDER / "template.md").read_text("utf-8")

    def test_is_refused_as_a_final_postmortem(self, text: str) -> None:
        errors = [place.rule for place, level, _ in findings(text, final=True) if level is Level.ERROR]
        assert errors.count("PM103") == 9, "each section but the sign-off still has its guidance"
        assert set(errors) == {"PM011", "PM015", "PM103", "PM201", "PM203", "PM205", "PM401"}

    def test_lists_as_a_draft_what_is_still_to_be_filled_in(self, text: str) -> None:
        said = [(place, level) for place, level, _ in findings(text)]
        unfilled = [place for place, level in said if place.rule == "PM103" and level is Level.WARNING]
        assert len(unfilled) == 9
        assert {place.rule for place, _ in said} >= {"PM005", "PM013", "PM201", "PM203", "PM205", "PM401"}
        assert {place.rule for place, level in said if level is Level.ERROR} == {"PM011"}, (
            "only the severity can't wait"
        )

    def test_has_all_sections_and_groups_in_their_places(self, text: str) -> None:
        form = {"PM101", "PM102", "PM104", "PM105", "PM106", "PM107", "PM210", "PM002"}
        assert form.isdisjoint({place.rule for place, _, _ in findings(text, final=True)})

    @pytest.mark.parametrize("number", range(1, 11))
    def test_has_the_headings_and_guidance_of_the_process(self, text: str, number: int) -> None:
        section = next(section for section in pack().process.sections if section.number == number)
        body = text.split(f"\n## {number}. {section.title}\n", 1)[1].split("\n## ", 1)[0]
        assert "{" + section.guidance.rstrip(".") in body
