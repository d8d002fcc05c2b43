"""The model keeps its types, and each value is what stands at its place.

pydantic checks here what mypy promises: reading itself is spared the cost, as no document may make it fail.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ConfigDict, TypeAdapter

from pmlint import packs
from pmlint.model import ActionItem, Evidence, Fault, Ignore, Incident, Section, Sighting, SignOff, TimelineEntry
from pmlint.model_json import as_json
from pmlint.read import read
from pmlint.text import Source

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(
    [*(ROOT / "tests" / "cases").glob("*-*.md"), *(ROOT / "examples").rglob("*.md"), *(ROOT / "rules").rglob("*.md")]
)
VOCABULARY = packs.load_bundled(packs.DEFAULT_PACK).vocabulary

PARTS: dict[str, Any] = {
    "incident": Incident,
    "sections": tuple[Section, ...],
    "sightings": tuple[Sighting, ...],
    "timeline": tuple[TimelineEntry, ...],
    "action_items": tuple[ActionItem, ...],
    "sign_off": tuple[SignOff, ...],
    "evidence": tuple[Evidence, ...],
    "ignores": tuple[Ignore, ...],
    "faults": tuple[Fault, ...],
}


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.name)
def source(request: pytest.FixtureRequest) -> Source:
    path: Path = request.param
    return Source(path.name, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_the_declared_types(source: Source, part: str) -> None:
    value: Any = getattr(read(source, VOCABULARY), part)
    value = tuple(value) if part in ("timeline", "evidence") else value
    value = value._replace(dates=tuple(value.dates)) if isinstance(value, Incident) else value
    adapter: TypeAdapter[Any] = TypeAdapter(PARTS[part], config=ConfigDict(strict=True, extra="forbid"))
    assert adapter.validate_python(value) == value


def located(value: Any) -> list[dict[str, Any]]:
    """All values with a place in the JSON of a model."""
    if isinstance(value, list):
        return [found for item in value for found in located(item)]
    if not isinstance(value, dict):
        return []
    own = [value] if isinstance(value.get("value"), str) and "line" in value else []
    return own + [found for item in value.values() for found in located(item)]


def test_a_value_of_one_line_stands_at_its_place(source: Source) -> None:
    values = located(json.loads(json.dumps(as_json(read(source, VOCABULARY)))))
    assert values or source.path == "README.md"
    for found in values:
        line = source.line_text(found["line"])
        written = line[found["column"] - 1 : found["end_column"] - 1]
        if found["line"] == found["end_line"] and not set("*`[<\\&~\"'|") & set(written):
            assert written == found["value"]
