"""Which policy judges the document at a path."""

from __future__ import annotations

import posixpath

from pmlint.cli.configuration import Configuration
from pmlint.patterns import BadPattern, Patterns, is_pattern
from pmlint.policy import Policy
from pmlint.selection import from_folder


class PathPolicies:
    """A policy and its overrides: of those that take a path the last holds. Raises `Stop` for what is no pattern."""

    def __init__(self, policy: Policy, configuration: Configuration) -> None:
        self._policy = policy
        self._configuration = configuration
        self._overrides = [(self._patterns(index), each.policy) for index, each in enumerate(policy.overrides)]

    def __call__(self, path: str) -> Policy:
        """The policy of a document."""
        inside = from_folder(path, self._configuration.root)
        taking = [policy for patterns, policy in self._overrides if patterns.taking(inside)]
        return taking[-1] if taking else self._policy

    def tell_idle(self) -> None:
        """Tells the patterns that have taken no document so far."""
        for index, (patterns, _) in enumerate(self._overrides):
            for at in patterns.idle:
                pattern = self._policy.overrides[index].paths[at]
                self._configuration.warn(
                    ("overrides", index, "paths", at), f"'{pattern}' in 'overrides.{index}.paths' matches no file"
                )

    def _patterns(self, index: int) -> Patterns:
        written = self._policy.overrides[index].paths
        try:
            return Patterns([each if is_pattern(each) else f"/{posixpath.normpath(each)}" for each in written])
        except BadPattern as bad:
            keys = ("overrides", index, "paths", bad.index)
            raise self._configuration.mistake(keys, f"'{'.'.join(map(str, keys))}': {bad}") from None
