"""`--base`: the documents and the policy of the working tree against those of a commit."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pmlint.baseline import EMPTY, FILE, Baseline
from pmlint.cli.baseline import RunBaseline
from pmlint.cli.commits import named
from pmlint.cli.configuration import (
    NAME,
    Configuration,
    find_configuration,
    load_policy,
    root_of_repository,
    with_people,
)
from pmlint.cli.documents import USUAL_FOLDER
from pmlint.cli.main import Stop
from pmlint.cli.overrides import PathPolicies
from pmlint.cli.run import Run
from pmlint.commit import CommitTree
from pmlint.comparison import Settings, State, grown_baseline, lost, removed, unread_settings, weakened
from pmlint.engine import Input, assemble, examine
from pmlint.files import LARGEST, decode
from pmlint.finding import Remark
from pmlint.likeness import renamed, sketch
from pmlint.plain_file import Refused
from pmlint.policy import NO_POSTMORTEMS, Policy
from pmlint.reporters.wording import why_skipped
from pmlint.selection import Selection, from_folder, is_hidden
from pmlint.text import Source, Span
from pmlint.tree import WORKING_TREE, Tree
from pmlint.yaml_text import key_place

Reviewed = list[tuple[Source, list[Remark]]]
"""What is said of sources."""


# --- documents --------------------------------------------------------------------------------------------------------


class BaseDocuments:
    """The documents of a commit that were judged there, by their paths from the root. Raises `Stop`."""

    def __init__(self, base: CommitTree, paths: Sequence[str]) -> None:
        self._base = base
        self._shown = str(named(base))
        self._paths = [from_folder(path, base.root) for path in paths if path != "-"]
        self.paths = frozenset(self._judged())

    def _judged(self) -> Iterator[str]:
        """The paths of all documents."""
        configuration = find_configuration(None, self._base)
        written = configuration.written
        selection = Selection(
            configuration.root, written.paths, written.exclude, written.not_postmortems, NO_POSTMORTEMS
        )
        usual = () if written.paths or self._paths else self._usual_folders()
        for path, kind in self._base.files():
            *folders, _ = path.split("/")
            if kind != "file" or any(map(is_hidden, folders)) or (usual and not _below(path, usual)):
                continue
            if selection.why_not(self._place(path), found=True) is None:
                yield path

    def _usual_folders(self) -> list[str]:
        return [from_folder(USUAL_FOLDER, self._base.root), USUAL_FOLDER]

    def _place(self, path: str) -> str:
        return os.path.join(self._base.root, path)

    def asked(self) -> frozenset[str]:
        """Those of them that a run is about: below the typed paths, where there are any."""
        return frozenset(path for path in self.paths if not self._paths or _below(path, self._paths))

    def compared(self, run: Run) -> Reviewed:
        """What the documents of a run say less than those of the commit."""
        said: dict[Source, list[Remark]] = defaultdict(list)
        now = {from_folder(each.source.path, self._base.root): each for each in run.inputs}
        pairs = {path: path for path in now if path in self.paths}
        gone = {path for path in self.paths - set(pairs) if not os.path.lexists(self._place(path))}
        pairs |= self._renamed(gone, {path: each for path, each in now.items() if path not in self.paths}, run)
        for path, old in sorted(pairs.items()):
            was, each = self._input(old), now[path]
            if was.source.text != each.source.text and not was.unreadable and not each.unreadable:
                before, after = self._state(was, run), self._state(each, run)
                theirs = run.of(each.source.path).process
                budget = theirs.ignores.budget.value
                said[each.source] += lost(before, after, self._shown, theirs, budget)
        lost_ones = self.asked() - set(pairs.values())
        lost_ones |= {old for path, old in pairs.items() if os.path.islink(self._place(path))}
        for path in sorted(lost_ones):
            state = self._state(self._input(path), run)
            said[state.source].append(removed(state, self._shown, self._why(path, run)))
        return list(said.items())

    def _renamed(self, gone: set[str], new: dict[str, Input], run: Run) -> dict[str, str]:
        """The former path of each document that lies elsewhere now: one with the same ID, or with half of its lines."""
        if not gone or not new:
            return {}
        was = {path: self._input(path) for path in sorted(gone)}
        ids = {path: self._ids(each, run) for path, each in was.items()}
        found: dict[str, str] = {}
        for path, each in sorted(new.items()):
            theirs = self._ids(each, run)
            if same := [old for old in ids if ids[old] & theirs and old not in found.values()]:
                found[path] = same[0]
        left = {path: sketch(each.source.text) for path, each in was.items() if path not in found.values()}
        others = {path: sketch(each.source.text) for path, each in new.items() if path not in found}
        return found | renamed(left, others)

    @staticmethod
    def _ids(each: Input, run: Run) -> set[str]:
        """The IDs that a document itself states of its incident."""
        facts = examine(each, run.of(each.source.path), run.as_of).facts
        return {stated.text.value.casefold() for stated in facts.ids if stated.said_in != "file name"}

    def _input(self, path: str) -> Input:
        shown = from_folder(self._place(path), ".")
        try:
            return decode(shown, self._base.read(self._place(path), LARGEST, follow=False))
        except Refused:
            return decode(shown, b"\0" * (LARGEST + 1))

    @staticmethod
    def _state(each: Input, run: Run) -> State:
        policy = run.of(each.source.path)
        examined = examine(each, policy, run.as_of)
        ignored = assemble([examined], policy, run.as_of).ignored
        return State(each.source, examined.facts, examined.ignores, ignored)

    def _why(self, path: str, run: Run) -> str:
        """Why a document of the commit is not judged in a run."""
        place = self._place(path)
        if not os.path.lexists(place):
            return "no file lies there, and none that is judged is the same under another name"
        if os.path.islink(place):
            return "a link lies there"
        skipped = next((each for each in run.found.skipped if from_folder(each.path, self._base.root) == path), None)
        return why_skipped(skipped) if skipped else "it lies outside of what is checked"


def _below(path: str, folders: Sequence[str]) -> bool:
    """Whether a path is one of some, or lies below one."""
    return any(folder == "." or f"{path}/".startswith(f"{folder}/") for folder in folders)


# --- policy -----------------------------------------------------------------------------------------------------------


def compared_policies(before: CommitTree) -> Reviewed:
    """What configuration, packs and baseline of the working tree ask less than those of a commit. Raises `Stop`."""
    shown = str(named(before))
    was = _settings(before)
    said: Reviewed = []
    try:
        now = _settings(WORKING_TREE)
        said.append((now.source, list(weakened(was, now, shown))))
    except Stop as stop:
        said.append((Source(NAME, ""), [unread_settings(stop.message)]))
    try:
        source, baseline = _baseline(WORKING_TREE)
        said.append((source, list(grown_baseline(source, _baseline(before)[1], baseline, shown))))
    except Stop as stop:
        said.append((Source(FILE, ""), [unread_settings(stop.message)]))
    return said


def _settings(tree: Tree) -> Settings:
    """The settings of a tree, without those of the command line."""
    configuration = find_configuration(None, tree)

    def load(each: Configuration) -> Policy:
        return load_policy(each, None, (), each.written.final, quiet=True)

    policy = PathPolicies(configuration, load).policy
    source = configuration.source or Source(tree.shown(NAME), "")
    source = Source(source.path.removeprefix(tree.shown("")), source.text)  # its tree is told beside

    def place(key: str) -> Span:
        return key_place(configuration.node, (key,)) or Span(0, 0)

    return Settings(with_people(configuration), policy, source, place)


def _baseline(tree: Tree) -> tuple[Source, Baseline]:
    """The baseline of a tree, and its file."""
    found = RunBaseline(root_of_repository() or ".", tree)
    return found.source or Source(tree.shown(FILE), ""), found.baseline or EMPTY
