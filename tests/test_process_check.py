"""`pmlint process check`: the document of a process beside the policy."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pmlint.engine import review
from pmlint.packs import DEFAULT_PACK, load_bundled
from pmlint.policy import PolicyFile, make_policy
from pmlint.process_document import disagreements, read_parts, topics_of
from pmlint.text import Source

COMMAND = Path(sys.executable).parent / "pmlint"
DOCUMENT = Path(__file__).parent / "process" / "PROCESS.md"
TEXT = DOCUMENT.read_text("utf-8")
