"""Every number that a team may write has bounds, and outside of them pmlint does not start."""

from __future__ import annotations

import subprocess
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest

from pmlint.checks import KINDS
from pmlint.policy import PolicyFile
from pmlint.process import Bounds, Figure, Language, Process
from pmlint.report import ExitCode
from pmlint.rule import Rule

COMMAND = Path(sys.executable).parent / "pmlint"
PACK = "extends: incident-process\nname: ours\ntitle: Ours\nsource: us\n"


def unbounded(kind: Any, path: str) -> Iterator[str]:
    """Where a type takes a whole number that has no bounds."""
    if kind in (int, Figure):
        yield path
    elif typing.get_origin(kind) is Annotated:
        assert any(isinstance(each, Bounds) for each in typing.get_args(kind)), path
    elif hasattr(kind, "_fields"):
        for name, inner in typing.get_type_hints(kind, include_extras=True).items():
            yield from unbounded(inner, f"{path}.{name}")
    else:
        for inner in typing.get_args(kind):
            yield from unbounded(inner, path)


@pytest.mark.parametrize("kind", [Process, Language, Rule, PolicyFile, *KINDS.values()])
def test_every_number_that_files_say_has_bounds(kind: Any) -> None:
    assert list(unbounded(kind, kind.__name__)) == []


def pmlint(folder: Path, *arguments: str) -> tuple[int, str]:
    """What the installed command says in a folder: exit code, standard error."""
    done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, cwd=folder, check=False)
    return done.returncode, done.stderr


def mistakes(folder: Path, configuration: str) -> tuple[int, str]:
    (folder / ".pmlint.yaml").write_text(configuration, encoding="utf-8")
    return pmlint(folder, "rules")


HORIZON = "expected a whole number from 1 to 1830 (an action that may wait for more than five years is never done)"
BUDGET = "expected a whole number from 0 to 20 (a document with more ignored findings is not judged any more)"


@pytest.mark.parametrize(
    ("configuration", "told"),
    [
        ("gate: {ignore-budget: 21}", f"1:23: 'gate.ignore-budget': {BUDGET}"),
        ("gate: {ignore-budget: -1}", f"1:23: 'gate.ignore-budget': {BUDGET}"),
        ("gate:\n  ignore-budget: 999999999999", f"2:18: 'gate.ignore-budget': {BUDGET}"),
        ("gate: {ignore-budget: true}", f"1:23: 'gate.ignore-budget': {BUDGET}"),
        ("gate: {ignore-budget: '2'}", f"1:24: 'gate.ignore-budget': {BUDGET}"),
        ("gate: {ignore-budget: 2.5}", f"1:23: 'gate.ignore-budget': {BUDGET}"),
        ("process: {deadlines: {action-horizon-days: 0}}", f"1:44: 'deadlines.action-horizon-days': {HORIZON}"),
        (
            "process:\n  deadlines:\n    action-horizon-days: {value: 100000, source: us}",
            f"3:26: 'deadlines.action-horizon-days': {HORIZON}",
        ),
        (
            "process: {severities: [{level: 2}, {level: 3, action-horizon-days: 9999}]}",
            f"1:68: 'severities.1.action-horizon-days': {HORIZON}",
        ),
        (
            "process: {ignores: {horizon-days: 3650}}",
            "1:35: 'ignores.horizon-days': expected a whole number from 1 to 366 "
            "(a rule that is ignored for years is useless: switch it off)",
        ),
        ("process: {ignores: {budget: 100}}", f"1:29: 'ignores.budget': {BUDGET}"),
        ("process: {deadlines: {draft-hours: 0}}", "1:36: 'deadlines.draft-hours': expected a whole number from 1 to "),
        (
            "process: {deadlines: {final-business-days: 9999}}",
            "1:44: 'deadlines.final-business-days': expected a whole number from 1 to ",
        ),
        (
            "process: {severities: [{level: -1, name: all}]}",
            "1:32: 'severities.0.level': expected a whole number from 0 to 9 (a severity is written as one digit)",
        ),
        ("process: {paging: [{name: Ack, within: 99999}]}", "1:40: 'paging.0.within': expected a whole number from 0 "),
        (
            "process: {sections: [{id: impact, number: 0}]}",
            "1:43: 'sections.0.number': expected a whole number from 1 to 99 ",
        ),
    ],
)
def test_an_absurd_figure_of_the_configuration_is_refused(tmp_path: Path, configuration: str, told: str) -> None:
    code, said = mistakes(tmp_path, configuration + "\n")
    assert code == ExitCode.USAGE
    assert f".pmlint.yaml:{told}" in said


@pytest.mark.parametrize(
    "configuration",
    [
        "gate: {ignore-budget: 0}",
        "process: {deadlines: {action-horizon-days: 1830}, ignores: {horizon-days: 1, budget: 20}}",
        "process: {deadlines: {draft-hours: {value: 1, unverified: true}, final-business-days: 130}}",
    ],
)
def test_a_figure_at_its_bound_is_taken(tmp_path: Path, configuration: str) -> None:
    assert mistakes(tmp_path, configuration + "\n") == (ExitCode.CLEAN, "")


def test_an_absurd_figure_of_a_pack_is_refused_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "pack.yaml").write_text(PACK + "ignores:\n  budget: 1000\n  horizon-days: 0\n")
    code, said = pmlint(tmp_path, "rules", "--pack", "./ours")
    assert code == ExitCode.USAGE
    assert f"ours/pack.yaml:6:11: 'ignores.budget': {BUDGET}" in said
    assert "ours/pack.yaml:7:17: 'ignores.horizon-days': expected a whole number from 1 to 366" in said
