"""The JSON Schemas beside the packs, which editors check and complete with: made of our types, and as strict as pmlint.

`pytest tests/packs/test_editor_schemas.py --update-goldens` writes them anew.
"""

from __future__ import annotations

import enum
import json
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from jsonschema import Draft202012Validator

from pmlint.check import AnyCheck
from pmlint.checks import KINDS
from pmlint.pack_files import Beside
from pmlint.packs import BASE, bundled_folder, bundled_names
from pmlint.policy import PolicyFile
from pmlint.process import (
    ActionGroup,
    Bounds,
    Criterion,
    Deadlines,
    Figure,
    Language,
    MessageKind,
    PagingStep,
    Process,
    Role,
    SectionKind,
    SeverityKind,
    SometimesWords,
    Statement,
    Trackers,
    Words,
    WrittenPart,
)
from pmlint.rule import Rule
from pmlint.text import Source, Span
from pmlint.yaml_text import as_data, parse_yaml

from .field_docs import field_docs

Schema = dict[str, Any]

ALONE: dict[type, Schema] = {
    Statement: {"type": "string"},
    Criterion: {"type": "string"},
    Figure: {"type": "integer"},
    SectionKind: {"type": "string"},
}
"""Types that files may also write as one value alone."""

IDENTITY = {
    SectionKind: "id",
    SeverityKind: "level",
    ActionGroup: "kind",
    Role: "id",
    PagingStep: "name",
    MessageKind: "id",
    WrittenPart: "name",
}
"""Types of which a pack may say a part and take over the rest, and the key that says of what."""

IN_PARTS = (Process, Deadlines, Trackers, Words)
"""Types that are one thing, and of which a pack may say a part."""


def schema_of(kind: Any) -> Schema:
    """The JSON Schema of a type as files write it."""
    if kind == tuple[AnyCheck, ...]:
        return {"anyOf": [CHECK, {"type": "array", "minItems": 1, "items": CHECK}]}
    if typing.get_origin(kind) is Annotated:
        return bounded(*typing.get_args(kind))
    if hasattr(kind, "_fields"):
        return schema_of_tuple(kind)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [member.value for member in kind]}
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": schema_of(inner[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(inner[1])}
    if origin in (typing.Union, types.UnionType):
        choices = [schema_of(each) for each in inner if each is not type(None)]
        taken_back: list[Schema] = [{"type": "null"}] if type(None) in inner else []
        return {"anyOf": [*choices, *taken_back]} if len(choices) + len(taken_back) > 1 else choices[0]
    plain = {str: "string", int: "integer", bool: "boolean"}
    return {"type": plain[kind]} if kind in plain else {}


def bounded(kind: Any, bounds: Bounds) -> Schema:
    """The JSON Schema of a figure that lies between two numbers, both included."""
    number: Schema = {"type": "integer", "minimum": bounds.least, "maximum": bounds.most}
    if kind is not Figure:
        return number
    marked = schema_of_tuple(Figure)["anyOf"][1]
    value = {**marked["properties"]["value"], **number}
    return {"anyOf": [number, {**marked, "properties": {**marked["properties"], "value": value}}]}


def schema_of_tuple(kind: Any) -> Schema:
    hints = typing.get_type_hints(kind, include_extras=True)
    required = [name for name in kind._fields if name not in kind._field_defaults]
    if kind in IDENTITY:
        required = [IDENTITY[kind]]
    elif kind in IN_PARTS:
        required = []
    whole: Schema = {
        "type": "object",
        "description": told(kind),
        "properties": {name.replace("_", "-"): property_of(kind, name, hints[name]) for name in kind._fields},
        "additionalProperties": False,
    }
    if required:
        whole["required"] = [name.replace("_", "-") for name in required]
    return {"anyOf": [ALONE[kind], whole]} if kind in ALONE else whole


def told(kind: Any) -> str:
    """What a type says of itself."""
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split())


def property_of(kind: Any, name: str, hint: Any) -> Schema:
    """The JSON Schema of a field, with what is said of it: by itself, else by its type or the one that it stands in."""
    own = hint if hasattr(hint, "_fields") else kind
    return {**schema_of(hint), "description": field_docs(kind).get(name) or told(own)}


CHECK: Schema = {"$ref": "#/$defs/check"}


def schema_of_check(check: Any) -> Schema:
    """The JSON Schema of a check with its parameters, and the word by which a rule file names it."""
    schema = schema_of_tuple(check)
    schema["properties"]["kind"] = {"enum": [check.kind], "description": told(check)}
    schema["required"] = [*schema.get("required", ()), "kind"]
    return schema


def rule_schema() -> Schema:
    checks = [schema_of_check(check) for _, check in sorted(KINDS.items())]
    return {**schema_of(Rule), "$defs": {"check": {"anyOf": checks}}}


def process_schema() -> Schema:
    schema = schema_of(Process)
    properties = schema["properties"]
    properties["aliases"] = {
        "type": "object",
        "description": "More names of sections, by the section's id.",
        "additionalProperties": schema_of(tuple[str, ...]),
    }
    del properties["other-sections"]  # what is left over when sections are taken from the pack that is extended
    return schema


def pack_schema() -> Schema:
    schema = process_schema()
    own = schema_of(Beside)["properties"]
    return {**schema, "properties": {**own, **schema["properties"]}, "required": ["name", "title", "source"]}


def language_schema() -> Schema:
    schema = schema_of(Language)
    names = schema["properties"]["sections"]["additionalProperties"]
    names["properties"] = {"sometimes": schema_of(SometimesWords)}
    return {**schema, "required": ["language"]}


def configuration_schema() -> Schema:
    schema = schema_of(PolicyFile)
    schema["properties"]["process"] = process_schema()
    return schema


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "pack.schema.json": pack_schema,
    "language.schema.json": language_schema,
    "rule.schema.json": rule_schema,
    "configuration.schema.json": configuration_schema,
}
TITLES = {
    "pack.schema.json": "pack.yaml of pmlint: a process and its rules",
    "language.schema.json": "words/<language>.yaml of pmlint: the words of a pack in one language",
    "rule.schema.json": "<rule-name>.yaml of pmlint: a rule",
    "configuration.schema.json": ".pmlint.yaml: the configuration of pmlint",
}


def head(name: str) -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://raw.githubusercontent.com/pmlint/pmlint/main/rules/{name}",
        "title": TITLES[name],
    }


def properties(schema: Any, path: str = "") -> Iterator[tuple[str, Schema]]:
    """All properties in a schema, each with its path."""
    if isinstance(schema, dict):
        for key, each in schema.items():
            if key == "properties":
                yield from ((f"{path}/{name}", own) for name, own in each.items())
            yield from properties(each, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, each in enumerate(schema):
            yield from properties(each, f"{path}/{index}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_that_of_our_types(name: str, golden: Callable[[Path, str], None]) -> None:
    made = {**head(name), **SCHEMAS[name]()}
    Draft202012Validator.check_schema(made)
    golden(bundled_folder() / name, json.dumps(made, indent=1, ensure_ascii=False) + "\n")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_says_what_it_is(name: str) -> None:
    schema = json.loads((bundled_folder() / name).read_text(encoding="utf-8"))
    assert schema["title"]
    assert schema["$id"].endswith(f"/rules/{name}")
    found = list(properties(schema))
    assert len(found) > 60
    assert [path for path, own in found if not own.get("description")] == []


def mistakes(schema: str, text: str) -> list[str]:
    """What an editor says of a file."""
    data = as_data(parse_yaml(Source("file.yaml", text), Span(0, len(text))))
    validator = Draft202012Validator(json.loads((bundled_folder() / schema).read_text(encoding="utf-8")))
    return [error.message for error in validator.iter_errors(data)]


@pytest.mark.parametrize("pack", [BASE, *bundled_names()])
def test_all_bundled_files_keep_their_schema(pack: str) -> None:
    for file in (bundled_folder() / pack).glob("*.yaml"):
        schema = "pack.schema.json" if file.name == "pack.yaml" else "rule.schema.json"
        assert mistakes(schema, file.read_text(encoding="utf-8")) == [], file.name
    for file in (bundled_folder() / pack).glob("words/*.yaml"):
        assert mistakes("language.schema.json", file.read_text(encoding="utf-8")) == [], file.name


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("configuration.schema.json", "pack: ./ours\nlevels: {PM101: off}\nprocess: {sections: [summary, impact]}\n"),
        ("configuration.schema.json", "process:\n  severities: [{level: 1, postmortem-due: 3 days}]\n"),
        (
            "configuration.schema.json",
            "process: {aliases: {impact: [Who felt it]}, words: {fields: {owner: [Held by]}}}\n",
        ),
        ("pack.schema.json", "extends: base\nname: a\ntitle: A\nsource: ours\ndeadlines: {draft-hours: 24}\n"),
        (
            "language.schema.json",
            "language: German\nsections: {impact: {effects: [Folgen], sometimes: {later: [Umfang]}}}\n",
        ),
    ],
)
def test_what_may_be_written_short_is_accepted(schema: str, text: str) -> None:
    assert mistakes(schema, text) == []


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("configuration.schema.json", "pak: base\n"),
        ("configuration.schema.json", "levels: {PM101: fatal}\n"),
        ("configuration.schema.json", "process: {sections: [{title: Impact}]}\n"),
        ("configuration.schema.json", "process: {levels: {PM101: off}}\n"),
        ("pack.schema.json", "extends: base\ntitle: A\nsource: ours\n"),
        ("pack.schema.json", "name: a\ntitle: A\nsource: ours\nseverities: [{level: one}]\n"),
        ("pack.schema.json", "name: a\ntitle: A\nsource: ours\ndeadlines: {draft-hours: soon}\n"),
        ("rule.schema.json", "id: X\n"),
        ("language.schema.json", "sections: {}\n"),
        ("language.schema.json", "language: German\nsections: {impact: {sometimes: {often: [Folge]}}}\n"),
        ("language.schema.json", "language: German\nwords: {dates: {months: {jan: [Januar]}}}\n"),
    ],
)
def test_a_mistake_is_one_for_the_editor_too(schema: str, text: str) -> None:
    assert mistakes(schema, text)


def test_a_check_with_a_parameter_it_does_not_have_is_a_mistake() -> None:
    rule = (bundled_folder() / "incident-process" / "missing-section.yaml").read_text(encoding="utf-8")
    assert mistakes("rule.schema.json", rule) == []
    assert mistakes("rule.schema.json", rule.replace("but: [sign_off]", "except: [sign_off]"))
    assert mistakes("rule.schema.json", rule.replace("kind: sections-present", "kind: sections-there"))
