"""The commits that options name, and what becomes of a run that can't read one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from pmlint.cli.configuration import root_of_repository
from pmlint.cli.main import Stop
from pmlint.commit import BadRef, CommitTree, NotReadable
from pmlint.report import Commit, ExitCode


@contextmanager
def reading_commits() -> Iterator[Commits]:
    """Opens commits, and closes them behind the block. Raises `Stop` where one can't be read, also in the block."""
    with ExitStack() as stack:
        try:
            yield Commits(stack)
        except NotReadable as error:
            raise Stop(f"{error}; nothing was decided", ExitCode.INCOMPLETE) from None


class Commits:
    """The commits of one run."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def open(self, option: str, ref: str | None) -> CommitTree | None:
        """The commit that an option names, if it was given. Raises `Stop`."""
        if ref is None:
            return None
        root = root_of_repository()
        if root is None:
            raise Stop(f"'{option}' reads a commit, and here is no git repository")
        try:
            commit = CommitTree(root, ref)
        except BadRef as error:
            raise Stop(f"'{option}': '{ref}' {error}") from None
        self._stack.callback(commit.close)
        return commit


def named(commit: CommitTree | None) -> Commit | None:
    """A commit as reports name it."""
    return Commit(commit.ref, commit.sha) if commit else None
