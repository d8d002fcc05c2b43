"""The examples of the rule files, judged as `pmlint rules --test` does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pmlint.cli.example_commit import against_commit
from pmlint.examples import Examples, Place
from pmlint.finding import Finding, Level
from pmlint.pack_files import Pack
from pmlint.packs import BASE, DEFAULT_PACK, bundled_folder, bundled_names, load_folder
from pmlint.rule import Example, Rule
from pmlint.text import LINE_END

from .said import said

AS_OF = date(2026, 3, 20)

MESSAGES = Path(__file__).parent / "examples"
"""What is said of the examples; read what changed before you keep what `--update-goldens` writes."""


@cache
def pack(name: str) -> Pack:
    return load_folder(bundled_folder() / name)


@cache
def examples(name: str) -> Examples:
    return Examples(pack(name), (bundled_folder() / name / "example.md").read_text("utf-8"), AS_OF, against_commit)


def reported(
    text: str, name: str | None = None, *, pack: str = DEFAULT_PACK, final: bool = False, example: Example | None = None
) -> list[Finding]:
    """What the engine says of a text under a name, with what its example lays around it; without one, by the clock."""
    around = example or Example(as_of=AS_OF.isoformat())
    return examples(pack).reported(text, around._replace(name=name or around.name), final=final)


def findings(
    text: str, name: str | None = None, *, pack: str = DEFAULT_PACK, final: bool = False, example: Example | None = None
) -> Iterator[tuple[Place, Level, str]]:
    """What the engine says of a text: place, level, message."""
    for found in reported(text, name, pack=pack, final=final, example=example):
        line, column = found.source.position(found.violation.span.start)
        yield Place(line, column, found.rule_id), found.level, found.violation.message


def own_rules(name: str) -> Iterator[Rule]:
    """The rules with a file in a pack's folder, and in the default pack those that all packs have in common."""
    folders = [bundled_folder() / name, *([bundled_folder() / BASE] if name == DEFAULT_PACK else [])]
    for rule in pack(name).rules:
        if any((folder / f"{rule.name}.yaml").is_file() for folder in folders):
            yield rule


PACKS = pytest.mark.parametrize("name", bundled_names())

ALL_EXAMPLES = {
    f"{name}-{rule.name}-{number}-{'good' if example.bad is None else 'bad'}": (name, rule, example)
    for name in bundled_names()
    for rule in own_rules(name)
    for number, example in enumerate(rule.examples, start=1)
}
EXAMPLES = pytest.mark.parametrize(("name", "rule", "example"), ALL_EXAMPLES.values(), ids=ALL_EXAMPLES)


@cache
def found_in(key: str) -> list[Finding]:
    """What the engine says of one of `ALL_EXAMPLES` in its place."""
    name, _, example = ALL_EXAMPLES[key]
    return [finding for _, finding in examples(name).found(example)]


@EXAMPLES
def test_an_example_has_the_findings_that_its_rule_file_lists_and_no_others(
    name: str, rule: Rule, example: Example
) -> None:
    assert list(examples(name).mistakes(rule, example)) == []


RULES: dict[str, list[str]] = {}
"""The keys of the examples of each rule, by pack and name."""
for key, (name, rule, _) in ALL_EXAMPLES.items():
    RULES.setdefault(f"{name}/{rule.name}", []).append(key)


@pytest.mark.parametrize("rule", RULES)
def test_what_a_finding_of_an_example_says_is_what_was_read_and_approved(
    rule: str, golden: Callable[[Path, str], None]
) -> None:
    """Place, level, message, help and what it points at, of each way that an example shows to break the rule."""
    lines = [
        f"{number}: {line}"
        for number, key in enumerate(RULES[rule], start=1)
        for each in found_in(key)
        for line in said(each)
    ]
    golden(MESSAGES / f"{rule}.txt", "".join(f"{line}\n" for line in lines))


def test_no_messages_are_kept_of_a_rule_that_is_gone() -> None:
    assert {str(file.relative_to(MESSAGES).with_suffix("")) for file in MESSAGES.rglob("*.txt")} == set(RULES)


@PACKS
def test_the_whole_example_document_breaks_no_rule(name: str) -> None:
    assert examples(name).left() == []


@PACKS
def test_the_examples_stand_in_text_whose_lines_are_counted_alike(name: str) -> None:
    text = str(examples(name).document)
    assert len(LINE_END.findall(text)) == text.count("\n") == len(text.splitlines())
    assert "".join(examples(name).parts.values()) == text
    assert list(examples(name).parts) == ["head", *(section.id for section in pack(name).process.sections)]


@PACKS
def test_the_template_has_the_headings_and_guidance_of_the_process(name: str) -> None:
    text = (bundled_folder() / name / "template.md").read_text("utf-8")
    for section in pack(name).process.sections:
        body = text.split(f"\n## {section.heading}\n", 1)[1].split("\n## ", 1)[0]
        assert "{" + section.guidance.rstrip(".") in body


@PACKS
def test_the_template_as_it_is_copied_is_refused_as_a_final_postmortem(name: str) -> None:
    text = (bundled_folder() / name / "template.md").read_text("utf-8")
    errors = [place.rule for place, level, _ in findings(text, pack=name, final=True) if level is Level.ERROR]
    assert "PM103" in errors, "sections still have their guidance"


class TestTheTemplateAsItIsCopied:
    @pytest.fixture
    def text(self) -> str:
        return (bundled_folder() / DEFAULT_PACK / "template.md").read_text("utf-8")

    def test_is_refused_as_a_final_postmortem(self, text: str) -> None:
        errors = [place.rule for place, level, _ in findings(text, final=True) if level is Level.ERROR]
        assert errors.count("PM103") == 9, "each section but the sign-off still has its guidance"
        assert set(errors) == {"PM011", "PM015", "PM030", "PM103", "PM119", "PM201", "PM203", "PM205", "PM217", "PM401"}

    def test_lists_as_a_draft_what_is_still_to_be_filled_in(self, text: str) -> None:
        said = [(place, level) for place, level, _ in findings(text)]
        unfilled = [place for place, level in said if place.rule == "PM103" and level is Level.WARNING]
        assert len(unfilled) == 9
        assert {place.rule for place, _ in said} >= {"PM005", "PM030", "PM201", "PM203", "PM205", "PM217", "PM401"}
        assert {place.rule for place, level in said if level is Level.ERROR} == {"PM011"}, (
            "only the severity can't wait"
        )

    def test_has_all_sections_and_groups_in_their_places(self, text: str) -> None:
        form = {"PM101", "PM102", "PM104", "PM105", "PM106", "PM107", "PM210", "PM002"}
        assert form.isdisjoint({place.rule for place, _, _ in findings(text, final=True)})
