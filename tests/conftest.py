"""What several test files share: golden files, and a restatement of what GitHub's runner takes for a command."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# The parser of a second author, where the checkout lies beside it.
_SECOND_PARSER = Path(__file__).resolve().parents[2] / "shared" / "hostile" / "runner_sim.py"


# Packs are compiled whatever the machine says: building one takes a second, and hundreds of programs are started.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write what is rendered now into the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a golden file, byte for byte."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode(), f"{path.name} differs; read the change, then use --update-goldens"

    return check


def runner_commands(output: str) -> list[tuple[str, str, str, str]]:
    """(form, name, properties, data) of each command that the GitHub Actions runner sees in a program's output.

    Restated from actions/runner, src/Runner.Common/ActionCommand.cs (TryParseV2, TryParse) and src/Runner.Sdk/
    ProcessInvoker.cs (lines as .NET reads them), and stricter: any name counts, not the registered ones alone.
    """
    commands = []
    for line in re.split(r"\r\n|\r|\n", output):
        trimmed = line.lstrip()  # Python's blanks are .NET's and a few more
        close = trimmed.find("::", 2)
        if trimmed.startswith("::") and close >= 0:
            name, _, properties = trimmed[2:close].partition(" ")
            commands.append(("::", name.casefold(), properties.strip(), trimmed[close + 2 :]))
            continue
        at = line.find("##[")
        bracket = line.find("]", at)
        if at >= 0 and bracket >= 0:
            name, _, properties = line[at + 3 : bracket].partition(" ")
            commands.append(("##[", name.casefold(), properties, line[bracket + 1 :]))
    return commands


@pytest.fixture(scope="session")
def commands() -> Callable[[str], list[tuple[str, str, str, str]]]:
    return runner_commands


@pytest.fixture(scope="session")
def foreign() -> Callable[[str], list[object]]:
    """The commands in an output that a linter must never emit: all but plain annotations."""
    second: Callable[[bytes], list[object]] | None = None
    if _SECOND_PARSER.is_file():
        spec = importlib.util.spec_from_file_location("second_parser", _SECOND_PARSER)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        second = module.foreign

    def find(output: str) -> list[object]:
        found: list[object] = [
            each
            for each in runner_commands(output)
            if each[:2] not in {("::", "error"), ("::", "warning"), ("::", "notice")}
        ]
        return found + (second(output.encode()) if second else [])

    return find
