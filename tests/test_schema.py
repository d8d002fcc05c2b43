"""Mistakes in what people write are told by our types: where, what is expected there, and the near name."""

from __future__ import annotations

from typing import Any

import pytest

from pmlint.data_fault import DataFaults
from pmlint.model import SectionForm
from pmlint.policy import PolicyFile
from pmlint.process import Deadlines, SeverityKind
from pmlint.schema import validated
from pmlint.text import Source, Span
from pmlint.yaml_text import as_data, parse_yaml

LEVEL = "1:8: 'level': expected a whole number from 0 to 9 (a severity is written as one digit)"
HORIZON = "expected a whole number from 1 to 1830 (an action that may wait for more than five years is never done)"
TEXT = "text (write a number or a word such as 'yes' in quotes)"


def mistakes(kind: Any, text: str) -> list[str]:
    source = Source("f.yaml", text)
    node = parse_yaml(source, Span(0, len(text)))
    try:
        validated(kind, as_data(node), source, node)
    except DataFaults as faults:
        return [str(fault).removeprefix("f.yaml:") for fault in faults.faults]
    return []


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        pytest.param(PolicyFile, "pack: [a]", f"1:7: 'pack': expected {TEXT}", id="text"),
        pytest.param(PolicyFile, "pack: 3", f"1:7: 'pack': expected {TEXT}", id="a number for text"),
        pytest.param(SeverityKind, "level: one\nname: a", LEVEL, id="number"),
        pytest.param(SeverityKind, "level: 1.5\nname: a", LEVEL, id="fraction"),
        pytest.param(SeverityKind, "level: yes\nname: a", LEVEL, id="truth for a number"),
        pytest.param(PolicyFile, "paths: docs", "1:8: 'paths': expected a list", id="list"),
        pytest.param(PolicyFile, "paths: [a, {b: c}]", f"1:12: 'paths.1': expected {TEXT}", id="entry of a list"),
        pytest.param(PolicyFile, "process: 3", "1:10: 'process': expected keys and values", id="mapping"),
        pytest.param(dict[str, tuple[str, ...]], "a: b", "1:4: 'a': expected a list", id="value of a mapping"),
        pytest.param(
            SeverityKind,
            "level: 1\nname: a\npostmortem: requird",
            "3:13: 'postmortem': expected 'required' or 'optional' (did you mean 'required'?)",
            id="one of two words",
        ),
        pytest.param(
            PolicyFile,
            "levels: {PM101: 3}",
            "1:17: 'levels.PM101': expected 'error', 'warning', 'note' or 'off'",
            id="one of four words",
        ),
        pytest.param(
            tuple[SectionForm, ...],
            "[heading, bolt]",
            "1:11: '1': expected 'heading', 'ordered-label', 'bold', 'bold-item', 'label' or 'table-row' "
            "(did you mean 'bold'?)",
            id="words in a list",
        ),
        pytest.param(PolicyFile, "trackers: 4", "1:11: 'trackers': expected the keys projects", id="keys"),
        pytest.param(
            Deadlines,
            "action-horizon-days: soon",
            f"1:22: 'action-horizon-days': {HORIZON}",
            id="a figure alone or marked",
        ),
        pytest.param(
            Deadlines,
            "action-horizon-days: {value: soon}",
            "1:30: 'action-horizon-days.value': expected a whole number",
            id="inside a figure",
        ),
        pytest.param(
            SeverityKind,
            "level: 1\nname: a\ncriteria: [5]",
            f"3:12: 'criteria.0': expected {TEXT}, or the keys text, unverified, source, tests",
            id="a sentence alone or marked",
        ),
        pytest.param(
            SeverityKind,
            "level: 1\nname: a\ncriteria: [{text: a, unverified: maybe}]",
            "3:34: 'criteria.0.unverified': expected true or false",
            id="truth",
        ),
        pytest.param(SeverityKind, "level: 1", "1:1: key 'name' is missing", id="missing key"),
        pytest.param(
            PolicyFile, "trackers: {project: [A]}", "1:12: unknown key 'project' (did you mean 'projects'?)", id="key"
        ),
    ],
)
def test_a_mistake_says_what_is_expected_where_it_stands(kind: Any, text: str, told: str) -> None:
    assert mistakes(kind, text) == [told]


def test_what_is_as_our_types_say_is_no_mistake() -> None:
    assert mistakes(PolicyFile, "pack: gitlab\nlevels: {PM101: off}\ntrackers: {projects: [PAY]}") == []
