"""A repository with postmortems in which the tests of the gate run it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmlint import packs
from pmlint.cli.main import run

EXAMPLE = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_text()
"""A postmortem of `INC`, a Sev-2, that keeps every rule."""

INC = "INC-2026-007"
DOC = "docs/incidents/2026-03-12-fx-drift-hold.md"

AS_OF = ("--as-of", "2026-04-01")

Gate = Callable[..., tuple[int, dict[str, Any]]]
"""Runs the gate with `--format json`; the exit code, and what was printed, if anything."""


def changed(*replacements: tuple[str, str], text: str = EXAMPLE) -> str:
    """A text with some parts replaced, each of which has to be there."""
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    return text


def without_section(number: int, text: str = EXAMPLE) -> str:
    """A postmortem without one of its sections."""
    before, _, rest = text.partition(f"## {number}. ")
    _, found, after = rest.partition(f"## {number + 1}. ")
    return before + found + after


WITHOUT_SECTION = without_section(5)
WITHOUT_ISSUE = changed(("| PAY-412 |", "| |"))
WITHOUT_OWNER = changed(("ten minutes | Mira Okafor |", "ten minutes | |"))
WITHOUT_ACTIONS = EXAMPLE[: EXAMPLE.index("### Corrective")] + EXAMPLE[EXAMPLE.index("## 9.") :]
PLACEHOLDER = changed(
    ("- The contract test for the second source ran against a recording of the first one.\n", "TODO\n"),
    ("- The hold raises a counter and no page.\n", ""),
)


def write(files: dict[str, str | bytes | None]) -> None:
    """Files below the working directory; `None` takes one away."""
    for name, content in files.items():
        path = Path(name)
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def codes(told: dict[str, Any]) -> list[str]:
    """The codes of all reasons, in order."""
    return [reason["code"] for incident in told["incidents"] for reason in incident["reasons"]]


def gate_of(capsys: pytest.CaptureFixture[str]) -> Gate:
    """The gate as the installed command runs it, in this process."""

    def gate(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = run(["gate", *AS_OF, "--format", "json", *arguments])
        out, _ = capsys.readouterr()
        return code, json.loads(out) if out else {}

    return gate
