"""The page about packs and rules says what is so. `--update-goldens` writes its table of checks anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from pmlint.checks import KINDS
from pmlint.packs import bundled_folder, bundled_names, load_folder
from pmlint.policy import PolicyFile
from pmlint.process import (
    ActionGroup,
    ContentWords,
    Criterion,
    DateWords,
    Deadlines,
    Demotion,
    DueWords,
    Figure,
    IgnoreLimits,
    IssueWords,
    Language,
    MeasureWords,
    PagingStep,
    PeopleWords,
    Process,
    Role,
    SectionKind,
    SeverityKind,
    SeverityWords,
    SignalTest,
    SignalWords,
    SigningWords,
    Statement,
    TimeWords,
    Trackers,
    Words,
)
from pmlint.rule import Applies, Example, Rule
from pmlint.schema import validated
from pmlint.text import Source, Span
from pmlint.yaml_text import as_data, parse_yaml

PAGE = bundled_folder() / "README.md"
TEXT = PAGE.read_text(encoding="utf-8")
BEGIN, END = "<!-- checks: begin -->\n", "<!-- checks: end -->\n"


def block(opening: str) -> str:
    (found,) = [text for text in re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.M | re.S) if text.startswith(opening)]
    return str(found)


def checks() -> Iterator[str]:
    yield "| kind | asks | parameters |"
    yield "|---|---|---|"
    for name, check in sorted(KINDS.items()):
        says = " ".join((check.__doc__ or "").split("\n\n")[0].split())
        yield f"| `{name}` | {says} | {', '.join(parameters(check)) or '-'} |"


def parameters(check: Any) -> Iterator[str]:
    hints = get_type_hints(check)
    for name in check._fields:
        kind = hints[name]
        inner = get_args(kind)[0] if get_origin(kind) is tuple else kind
        values = " ".join(f"`{value}`" for value in get_args(inner)) if get_origin(inner) is Literal else "ids"
        several = "list of " if inner is not kind else ""
        default = check._field_defaults.get(name)
        yield f"`{name}`: {several}{values}" + (f" (else {' '.join(map(str, default))})" if default else "")


def test_the_table_of_checks_is_that_of_the_code(golden: Callable[[Path, str], None]) -> None:
    before, _, rest = TEXT.partition(BEGIN)
    after = rest.partition(END)[2]
    golden(PAGE, before + BEGIN + "\n".join(checks()) + "\n" + END + after)


def test_the_pack_on_the_page_is_one(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(block("# our-process/pack.yaml"), encoding="utf-8")
    pack = load_folder(tmp_path)
    assert [section.title for section in pack.process.sections][1::3] == ["Who was hurt", "What we told our customers"][
        :2
    ]
    assert pack.vocabulary.section("Why it broke") == "root_cause"
    assert "sign-off-without-owner" not in {rule.name for rule in pack.rules}


def test_the_words_on_the_page_are_taken(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(block("# our-process/pack.yaml"), encoding="utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "de.yaml").write_text(block("# our-process/words/de.yaml"), encoding="utf-8")
    pack = load_folder(tmp_path)
    assert pack.vocabulary.section("Wer war betroffen") == "impact"
    assert pack.vocabulary.role("Einsatzleitung") == "commander"
    assert pack.process.words.due.before[0] == "bis zum"


def test_the_configuration_on_the_page_is_one() -> None:
    text = block("# .pmlint.yaml")
    source = Source(".pmlint.yaml", text)
    node = parse_yaml(source, Span(0, len(text)))
    assert validated(PolicyFile, as_data(node), source, node).pack in bundled_names()


@pytest.mark.parametrize(
    "kind",
    [
        *(
            Process,
            SeverityKind,
            SectionKind,
            ActionGroup,
            Role,
            PagingStep,
            Criterion,
            SignalTest,
            Demotion,
            Deadlines,
            IgnoreLimits,
            Trackers,
            Statement,
            Figure,
        ),
        *(Words, ContentWords, DateWords, TimeWords, DueWords, PeopleWords, SigningWords, SeverityWords, IssueWords),
        *(MeasureWords, SignalWords),
        Language,
    ],
)
def test_every_key_of_a_pack_is_on_the_page(kind: Any) -> None:
    for field in kind._fields:
        if field != "other_sections":
            assert re.search(rf"\b{field.replace('_', '-')}\b", TEXT), field


@pytest.mark.parametrize("kind", [Rule, Applies, Example])
def test_every_key_of_a_rule_is_on_the_page(kind: Any) -> None:
    for field in kind._fields:
        assert re.search(rf"\b{field.replace('_', '-')}\b", TEXT), field


def test_the_bundled_packs_are_on_the_page() -> None:
    for name in bundled_names():
        assert f"`{name}`" in TEXT
