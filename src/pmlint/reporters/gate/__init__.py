"""What the gate found as text, one file a format. Each is pure; texts of others leave through `pmlint.escape` only."""

from __future__ import annotations

from collections.abc import Callable

from pmlint.gate.outcome import Outcome
from pmlint.reporters.gate import github, json, markdown, text
from pmlint.reporters.view import View

__all__ = ["GATE_REPORTERS"]

GATE_REPORTERS: dict[str, Callable[[Outcome, View], str]] = {
    "text": text.render,
    "json": json.render,
    "github": github.render,
    "markdown": markdown.render,
}
"""Every format that `--format` and `--output` of `pmlint gate` know."""
