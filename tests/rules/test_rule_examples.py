"""The examples of the rule files, judged by the real engine: what a rule calls bad is found where it says, no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from pmlint.baseline import read_baseline, stale_remarks
from pmlint.check import Files, NoFiles
from pmlint.cli.as_of import DayOrMoment
from pmlint.engine import lint, review
from pmlint.files import decode
from pmlint.finding import Finding, Level, LevelWord
from pmlint.messages import check_message, kind_of
from pmlint.pack_files import Pack
from pmlint.packs import BASE, DEFAULT_PACK, bundled_folder, bundled_names, load_folder
from pmlint.policy import Policy, PolicyFile, make_policy
from pmlint.process_document import disagreements, hooks_of, meta_faults, read_parts, topics_of
from pmlint.rule import Example, Rule
from pmlint.text import LINE_END, Source

from .against_base import against_base
from .memory_files import MemoryFiles
from .said import said

NAME = "2026-03-12-fx-drift-hold.md"
BESIDE = "2026-03-12-another.md"
"""The name of the other document of an example that has one: it comes before."""

CONFIGURATION = ".pmlint.yaml"
"""The name of examples that are no document, but say how these are judged."""

AS_OF = date(2026, 3, 20)

MESSAGES = Path(__file__).parent / "examples"
"""What is said of the examples; read what changed before you keep what `--update-goldens` writes."""


class Place(NamedTuple):
    """Where a rule speaks."""

    line: int
    column: int
    rule: str


@cache
def pack(name: str) -> Pack:
    return load_folder(bundled_folder() / name)


@cache
def policy(name: str, final: bool = False, clock: bool = True) -> Policy:
    """All rules of a pack; without the clock, those that a document can break by its own words."""
    off: dict[str, LevelWord] = {rule.id: "off" for rule in pack(name).rules if rule.applies.deadlines and not clock}
    return make_policy(pack(name), PolicyFile(), off, final)


@cache
def example_document(name: str) -> str:
    return (bundled_folder() / name / "example.md").read_text("utf-8")


@cache
def whole_parts(name: str) -> dict[str, str]:
    """The parts of a pack's example document by what `part` calls them, each up to the next one."""
    headings = {section.heading: section.id for section in pack(name).process.sections}
    parts, part = {"head": ""}, "head"
    for line in example_document(name).splitlines(keepends=True):
        part = headings.get(line.removeprefix("## ").rstrip(), part) if line.startswith("## ") else part
        parts[part] = parts.get(part, "") + line
    return parts


def text_of(example: Example) -> str:
    text = example.bad if example.bad is not None else example.good
    assert text is not None
    return text


def in_its_place(text: str, example: Example, name: str) -> tuple[str, int]:
    """The document that a text of an example stands for in a pack, and how many lines of it stand before the text."""
    if example.part is None:
        return text, 0
    parts = whole_parts(name)
    names = list(parts)
    replaced = [names.index(part) for part in example.part.split()]
    assert replaced == list(range(replaced[0], replaced[-1] + 1)), "the sections follow each other"
    before = "".join(parts[part] for part in names[: replaced[0]])
    after = "".join(parts[part] for part in names[replaced[-1] + 1 :])
    return f"{before}{text.rstrip()}\n" + (f"\n{after}" if after else ""), before.count("\n")


REVIEWED = {"PROCESS.md", "PROCESS.meta.json", "message.txt", ".pmlint-baseline.json"}
"""The names of examples that are no postmortems."""


def reviewed(text: str, name: str, pack: str, example: Example | None) -> list[Finding]:
    """What is said of a part of a process document, of the data beside one, of a message, or of an outlived baseline.

    That the other parts of the document are missing is not said: it would be of every example.
    """
    held = policy(pack)
    source = Source(name, text)
    units = held.process.words.times.units
    if name == "message.txt":
        message = kind_of(text, held.process)
        assert message is not None
        remarks = check_message(source, message, held.vocabulary)
    elif name == ".pmlint-baseline.json":
        remarks = list(stale_remarks(source, read_baseline(source).entries))
    elif name == "PROCESS.md":
        remarks = disagreements(read_parts(source), topics_of(held.process), units)
        remarks = [each for each in remarks if not each.violation.message.startswith("nothing is understood of")]
    else:
        hooks = hooks_of(held.process)
        files = example.files if example else None
        runs = any("pmlint" in each for each in files.values()) if files else None
        remarks = meta_faults(source, "PROCESS.md", hooks, held.process.source, units, runs)
    return list(review([(source, remarks)], held, AS_OF).findings)


def reported(
    text: str, name: str = NAME, *, pack: str = DEFAULT_PACK, final: bool = False, example: Example | None = None
) -> list[Finding]:
    """What the engine says of a text, with what its example lays around it; of one that stands beside it, nothing."""
    if name in REVIEWED:
        return reviewed(text, name, pack, example)
    around = example or Example(as_of=AS_OF.isoformat())
    if around.base is not None:
        before = in_its_place(around.base, around, pack)[0]
        if name == CONFIGURATION:
            return against_base({name: before}, {name: text}, policy(pack, final, clock=False), AS_OF)
        files_then = {f"docs/incidents/{NAME}": before}
        return against_base(files_then, {f"docs/incidents/{name}": text}, policy(pack, final, clock=False), AS_OF)
    texts = (
        {name: text} if around.beside is None else {BESIDE: in_its_place(around.beside, around, pack)[0], name: text}
    )
    inputs = [decode(f"docs/incidents/{each}", texts[each].encode()) for each in texts]
    as_of = DayOrMoment().convert(around.as_of or AS_OF, None, None)
    files: Files = NoFiles() if around.files is None else MemoryFiles(around.files)
    found = list(lint(inputs, policy(pack, final, clock=bool(around.as_of)), as_of, files=files).findings)
    assert {each.source.path for each in found} <= {f"docs/incidents/{name}"}
    return found


def findings(
    text: str, name: str = NAME, *, pack: str = DEFAULT_PACK, final: bool = False, example: Example | None = None
) -> Iterator[tuple[Place, Level, str]]:
    """What the engine says of a text: place, level, message."""
    for found in reported(text, name, pack=pack, final=final, example=example):
        line, column = found.source.position(found.violation.span.start)
        yield Place(line, column, found.rule_id), found.level, found.violation.message


def expected(rule: Rule, example: Example) -> set[Place]:
    places = set()
    for written in example.expect:
        place, _, other = written.partition(" ")
        line, column = map(int, place.split(":"))
        places.add(Place(line, column, other or rule.id))
    return places


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
    text, _ = in_its_place(text_of(example), example, name)
    return reported(text, example.name or NAME, pack=name, example=example)


@pytest.mark.parametrize("key", ALL_EXAMPLES)
def test_an_example_has_the_findings_that_its_rule_file_lists_and_no_others(key: str) -> None:
    name, rule, example = ALL_EXAMPLES[key]
    _, before = in_its_place(text_of(example), example, name)
    places = ((each.source.position(each.violation.span.start), each.rule_id) for each in found_in(key))
    found = {Place(position.line - before, position.column, rule_id) for position, rule_id in places}
    assert found == expected(rule, example), [each.violation.message for each in found_in(key)]


@EXAMPLES
def test_an_example_is_bad_with_places_or_good_without(name: str, rule: Rule, example: Example) -> None:
    assert (example.bad is None) != (example.good is None)
    assert bool(example.expect) == (example.bad is not None)
    if example.bad is not None:
        assert rule.id in {place.rule for place in expected(rule, example)}


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
    assert list(findings(example_document(name), pack=name)) == []


@PACKS
def test_the_examples_stand_in_text_whose_lines_are_counted_alike(name: str) -> None:
    text = example_document(name)
    assert len(LINE_END.findall(text)) == text.count("\n") == len(text.splitlines())
    assert "".join(whole_parts(name).values()) == text
    assert list(whole_parts(name)) == ["head", *(section.id for section in pack(name).process.sections)]


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
