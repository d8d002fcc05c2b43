"""The page about packs and rules says what is so. `--update-goldens` writes its table of checks anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from pmlint.checks import KINDS
from pmlint.pack_files import Beside
from pmlint.packs import DEFAULT_PACK, bundled_folder, bundled_names, load_folder
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
    MessageKind,
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
    WrittenPart,
)
from pmlint.rule import Applies, Example, Rule
from pmlint.schema import validated
from pmlint.text import Source, Span
from pmlint.yaml_text import as_data, parse_yaml

from .field_docs import field_docs
from .test_editor_schemas import IDENTITY

PAGE = bundled_folder() / "README.md"
TEXT = PAGE.read_text(encoding="utf-8")


def block(opening: str) -> str:
    (found,) = [text for text in re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.M | re.S) if text.startswith(opening)]
    return str(found)


def checks() -> Iterator[str]:
    """The checks with the names of their parameters, and what each of these means."""
    yield "| kind | asks | parameters |"
    yield "|---|---|---|"
    kinds: dict[str, Any] = dict(sorted(KINDS.items()))
    for name, check in kinds.items():
        says = " ".join((check.__doc__ or "").split("\n\n")[0].split())
        own = (f"`{key}`" if key in check._field_defaults else f"**`{key}`**" for key in parameters(check))
        yield f"| `{name}` | {says} | {', '.join(own) or '-'} |"
    yield ""
    yield "A parameter in bold is required. What they mean, in the checks that are named, or else wherever they are:"
    yield ""
    yield "| parameter | is | means |"
    yield "|---|---|---|"
    meanings: dict[tuple[str, str], list[str]] = {}
    for name, check in kinds.items():
        for key in parameters(check):
            meanings.setdefault((key, f"{value_of(check, key)} | {field_docs(check)[key]}"), []).append(name)
    several = Counter(key for key, _ in meanings)
    for (key, meaning), names in sorted(meanings.items()):
        where = f" ({', '.join(f'`{name}`' for name in names)})" if several[key] > 1 else ""
        yield f"| `{key}`{where} | {meaning} |"


def parameters(check: Any) -> Iterator[str]:
    return (field.replace("_", "-") for field in check._fields)


def value_of(check: Any, key: str) -> str:
    """What may be written for a parameter, and what it is without it."""
    kind = get_type_hints(check)[key]
    inner = get_args(kind)[0] if get_origin(kind) is tuple else kind
    of_words = get_origin(inner) is Literal
    values = " ".join(f"`{value}`" for value in get_args(inner)) if of_words else {str: "text", int: "number"}[inner]
    default = check._field_defaults.get(key)
    otherwise = default if isinstance(default, str) else " ".join(map(str, default or ()))
    several = "" if inner is kind else "list of " if of_words else "list of texts"
    return f"{several}{values if of_words or not several else ''}" + (f"; else `{otherwise}`" if otherwise else "")


def known_ids() -> Iterator[str]:
    """The sections and roles that a pack may take over by their ids, and who has them in its template."""
    process = load_folder(bundled_folder() / DEFAULT_PACK).process
    packs = {name: load_folder(bundled_folder() / name).process for name in bundled_names()}
    yield "| id of a section | is usually called | holds | in the template of |"
    yield "|---|---|---|---|"
    for section in process.sections:
        where = ", ".join(name for name, each in packs.items() if each.section(section.id))
        yield f"| `{section.id}` | {section.title} | {section.holds} | {where} |"
    yield ""
    roles, kinds = (each.id for each in process.roles), (each.kind for each in process.action_groups)
    yield f"The ids of roles are {listed(roles)}, the kinds of actions {listed(kinds)}."


def required() -> Iterator[str]:
    """The keys that have to be written, and the one that is enough for what is imported."""
    yield "| of | are required | of what is imported, only |"
    yield "|---|---|---|"
    yield f"| `pack.yaml` | {listed(('name', 'title', 'source'))} | |"
    for name, kind in ENTRIES.items():
        keys = [field.replace("_", "-") for field in kind._fields if field not in kind._field_defaults]
        yield f"| {name} | {listed(keys)} | {f'`{IDENTITY[kind]}`' if kind in IDENTITY else ''} |"
    yield "| an entry of `examples` | `bad` with `expect`, or `good` | |"


ENTRIES: dict[str, Any] = {
    "an entry of `sections`": SectionKind,
    "of `severities`": SeverityKind,
    "of `action-groups`": ActionGroup,
    "of `roles`": Role,
    "of `paging`": PagingStep,
    "of `messages`": MessageKind,
    "of `written`": WrittenPart,
    "of `tests`": SignalTest,
    "a rule": Rule,
}


def listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


@pytest.mark.parametrize(("name", "made"), [("checks", checks), ("ids", known_ids), ("required", required)])
def test_what_is_made_of_the_code_is_up_to_date(
    name: str, made: Callable[[], Iterator[str]], golden: Callable[[Path, str], None]
) -> None:
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    text = PAGE.read_text(encoding="utf-8")
    assert (text.count(begin), text.count(end)) == (1, 1)
    before, _, rest = text.partition(begin)
    golden(PAGE, before + begin + "".join(f"{line}\n" for line in made()) + end + rest.partition(end)[2])


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
            Beside,
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
