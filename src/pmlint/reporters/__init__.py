"""Reporters: a report as text, one file a format. Each is pure; texts of others leave through `pmlint.escape` only."""

from __future__ import annotations

from collections.abc import Callable

from pmlint.report import Report
from pmlint.reporters import concise, full, github, json
from pmlint.reporters.view import View

__all__ = ["REPORTERS", "View"]

REPORTERS: dict[str, Callable[[Report, View], str]] = {
    "full": full.render,
    "concise": concise.render,
    "github": github.render,
    "json": json.render,
}
"""Every format that `--format` and `--output` know. The job summary is no such format: it has a file of its own."""
