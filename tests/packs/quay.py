"""A small pack of one's own, as somebody writes it, and the installed command that reads it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

COMMAND = Path(sys.executable).parent / "pmlint"

PACK = """\
extends: base
name: quay
title: How the quay team writes reviews
source: https://wiki.example.com/quay, Reviews
sections:
  - summary
  - timeline
  - id: lessons
    title: Lessons
    guidance: what we would do again
"""
DOCUMENT = """\
# Crane bookings failed for an hour

Date: 2026-09-02

## Summary

Bookings of the north crane failed from 09:10 to 10:05 UTC, as the calendar service ran out of connections.

## Timeline

- 2026-09-02T09:10Z: the first booking fails
- 2026-09-02T10:05Z: Ines Caro restarts the pool, and bookings work again

## Lessons

The pool has no alarm, so the port office noticed before the team did.
"""
RULE = """\
id: QY001
name: lost
summary: The sections of the template stand in the document
level: error
check: {kind: sections-present}
source: "wiki, Reviews: 'all three parts'"
why: What is left out was not asked.
fix: Add the heading with a sentence below it.
examples:
  - bad: |
      ## What else

      The port office noticed first.
    expect: ["3:31"]
    part: lessons
  - good: |
      ## Lessons

      The port office noticed first, so the pool gets an alarm.
    part: lessons
"""


def quay_pack(folder: Path, **texts: str) -> Path:
    """Writes the pack, with other texts of some files, beside the documents of a folder."""
    pack = folder / "quay"
    pack.mkdir()
    files = {"pack.yaml": PACK, "example.md": DOCUMENT, "lost.yaml": RULE}
    for name, text in (files | {f"{name}.yaml": text for name, text in texts.items()}).items():
        (pack / name).write_text(text, encoding="utf-8")
    return pack


def ran(folder: Path, *arguments: str) -> tuple[int, list[str], list[str]]:
    """The exit code of the installed command, and the lines that it prints and says on standard error."""
    done = subprocess.run([COMMAND, *arguments], cwd=folder, capture_output=True, encoding="utf-8", timeout=60)
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()
