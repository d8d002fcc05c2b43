"""What `pmlint check --show-settings` prints: each setting that applies, and where it is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pmlint.cli.configuration import Configuration
from pmlint.escape import json_text, plain
from pmlint.packs import DEFAULT_PACK
from pmlint.policy import Policy

_DEFAULTS = {"pack": DEFAULT_PACK, "fail_on": "error"}
"""What holds for settings whose default is to have none written."""


def settings(configuration: Configuration, policy: Policy, typed: Mapping[str, Any]) -> Iterator[str]:
    """A line for each setting, as it would be written, with its origin; `typed` are those of the command line."""
    yield plain(f"# {configuration.source.path}" if configuration.source else "# no configuration")
    for name, written in configuration.written._asdict().items():
        key = name.replace("_", "-")
        place = configuration.place_of(key)
        if typed.get(name) is not None:
            value, origin = typed[name], "command line"
        elif place:
            value, origin = written, place
        else:
            value, origin = _DEFAULTS.get(name, written), "default"
        yield plain(f"{key}: {_shown(value)}  # {origin}")
    for rule, level in policy.lowered:
        yield plain(f"# {rule.id} {rule.name} is {level.value if level else 'off'}, in the pack {rule.level.value}")


def _shown(value: Any) -> str:
    """A value as YAML has it on one line."""
    value = value._asdict() if hasattr(value, "_asdict") else value
    if isinstance(value, dict):
        value = {name.replace("_", "-"): each for name, each in value.items()}
    return value if isinstance(value, str) else json_text(value, indent=None)
