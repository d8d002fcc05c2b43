"""Which settings hold for the document at a path."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import NamedTuple

from pmlint.cli.configuration import Configuration, Together, overridden
from pmlint.patterns import BadPattern, Patterns, is_pattern
from pmlint.policy import Override, Policy
from pmlint.selection import from_folder


class Settings(NamedTuple):
    """What holds for a document: the configuration with the override that takes it, and the policy made of that."""

    configuration: Configuration
    policy: Policy


class PathPolicies:
    """The settings of the configuration and of its overrides: of those that take a path the last holds.

    `load` makes a policy of a configuration. Raises `Stop` for what is wrong in one, and for what is no pattern.
    """

    def __init__(self, configuration: Configuration, load: Callable[[Configuration], Policy]) -> None:
        overrides = configuration.written.overrides
        together = Together()
        with together:
            policy = load(configuration)
        patterns, theirs = [], []
        for index in range(len(overrides)):
            with together:
                patterns.append(_patterns(configuration, index))
            with together:
                configured = overridden(configuration, index)
                theirs.append(Settings(configured, load(configured)))
        together.end()
        self._overrides = list(zip(patterns, theirs, strict=True))
        policies = zip(overrides, theirs, strict=True)
        self.policy = policy._replace(overrides=tuple(Override(of.paths, its.policy) for of, its in policies))
        """What holds where no override does, with the overrides."""
        self._own = Settings(configuration, self.policy)

    def __call__(self, path: str) -> Policy:
        """The policy of a document."""
        return self.settings(path).policy

    def settings(self, path: str) -> Settings:
        """What holds for a document."""
        inside = from_folder(path, self._own.configuration.root)
        taking = [settings for patterns, settings in self._overrides if patterns.taking(inside)]
        return taking[-1] if taking else self._own

    def tell_idle(self) -> None:
        """Tells the patterns that have taken no document so far."""
        for index, (patterns, _) in enumerate(self._overrides):
            for at in patterns.idle:
                pattern = self.policy.overrides[index].paths[at]
                self._own.configuration.warn(
                    ("overrides", index, "paths", at), f"'{pattern}' in 'overrides.{index}.paths' matches no file"
                )


def _patterns(configuration: Configuration, index: int) -> Patterns:
    written = configuration.written.overrides[index].paths
    try:
        return Patterns([each if is_pattern(each) else f"/{posixpath.normpath(each)}" for each in written])
    except BadPattern as bad:
        keys = ("overrides", index, "paths", bad.index)
        raise configuration.mistake(keys, f"'{'.'.join(map(str, keys))}': {bad}") from None
