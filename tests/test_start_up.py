"""What listing and explaining rules loads: no reader, and no parser of Markdown."""

from __future__ import annotations

import subprocess
import sys

import pytest

NOT_NEEDED = ("pmlint.read", "pmlint.markdown", "markdown_it")
SCRIPT = """
import sys
from pmlint.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("loaded:", *sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [["explain", "PM101"], ["rules"]], ids=["explain", "rules"])
def test_rules_are_told_without_loading_the_readers(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, check=True)
    assert "PM101" in done.stdout
    loaded = done.stderr.rpartition("loaded:")[2].split()
    assert "pmlint.vocabulary" in loaded
    assert [name for name in loaded if name.startswith(NOT_NEEDED)] == []
