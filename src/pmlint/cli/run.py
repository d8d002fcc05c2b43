"""What a run of `pmlint check` judges, for whoever asks more of it than the engine does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pmlint.cli.overrides import PathPolicies
from pmlint.engine import Input
from pmlint.files import Found
from pmlint.policy import Policy


class Run(NamedTuple):
    """The documents of a run and what they are judged by."""

    paths: tuple[str, ...]
    """Those that were typed; none, where all documents are judged that there are."""
    found: Found
    inputs: Sequence[Input]
    policy: Policy
    of: PathPolicies
    as_of: date
