"""The baseline of a run: read, laid over the report, and written."""

from __future__ import annotations

import os

from pmlint.baseline import (
    FILE,
    LARGEST,
    Baseline,
    Document,
    Matched,
    baseline_of,
    matched,
    read_baseline,
    stale_remarks,
    written,
)
from pmlint.cli.configuration import told
from pmlint.cli.main import Stop, say
from pmlint.cli.run import Run
from pmlint.data_fault import DataFaults
from pmlint.engine import remarked
from pmlint.plain_file import Refused, write_aside
from pmlint.report import Report
from pmlint.selection import from_folder
from pmlint.text import Source
from pmlint.tree import Tree


class RunBaseline:
    """The baseline of a tree, in the root of its configuration; one that is not there knows nothing. Raises `Stop`."""

    def __init__(self, root: str, tree: Tree) -> None:
        self._root = root
        self._path = os.path.join(root, FILE)
        self._tree = tree
        self._shown = self._tree.shown(from_folder(self._path, "."))
        self.source = self._read()
        self.baseline = self._parsed(self.source) if self.source else None

    def over(self, report: Report, run: Run) -> Report:
        """A report without what the baseline knows, and with what it says that is found no more."""
        if self.source is None or self.baseline is None:
            return report
        found = self._matched(self.baseline, report, run)
        stale = [(self.source, list(stale_remarks(self.source, found.stale)))]
        return remarked(found.report._replace(baseline=self._shown), stale, run.policy, run.as_of)

    def write(self, report: Report, run: Run) -> Report:
        """Writes what was found, or, where there is a baseline, drops from it what is found no more; the report then.

        Raises `Stop` where it can't be written; the old one is then as it was.
        """
        begun = baseline_of(report, self._documents(report, run)) if self.baseline is None else self.baseline
        found = self._matched(begun, report, run)
        try:
            write_aside(self._path, written(found.left).encode())
        except Refused as refused:
            raise Stop(f"{self._shown}: the baseline {refused}; {refused.help}") from None
        say(*self._said(found))
        return found.report._replace(baseline=self._shown)

    def _said(self, found: Matched) -> list[str]:
        """What was written, in words."""
        entries = found.left.entries.total()
        if self.baseline is None:
            return [f"note: {self._shown} knows the {entries} findings of this run"]
        lines = [
            f"note: {self._shown} knows {entries} findings; {found.stale.total()} dropped, which are found no more"
        ]
        if found.report.findings:
            advice = "a baseline only gets shorter; to begin anew, delete it"
            lines.append(f"note: {len(found.report.findings)} findings are new and were not added: {advice}")
        return lines

    def _matched(self, baseline: Baseline, report: Report, run: Run) -> Matched:
        documents = self._documents(report, run)
        there = {each.path for each in documents.values()}
        ahead = [path for path in baseline.sketches if path not in there]
        gone = frozenset(path for path in ahead if not os.path.lexists(os.path.join(self._root, path)))
        return matched(baseline, report, documents, gone, all_=not run.paths)

    def _documents(self, report: Report, run: Run) -> dict[str, Document]:
        """The documents of a run by the paths of its report."""
        unread = frozenset(report.unread)
        documents = {}
        for path, text in ((each.source.path, each.source.text) for each in run.inputs):
            theirs = run.of(path)
            silent = {rule.id for rule in theirs.known} - {each.rule.id for each in theirs.rules}
            inside = from_folder(path, self._root)
            documents[path] = Document(inside, text, frozenset(silent), path not in unread)
        return documents

    def _read(self) -> Source | None:
        try:
            return Source(self._shown, self._tree.read(self._path, LARGEST, follow=False).decode("utf-8"))
        except FileNotFoundError:
            return None
        except (Refused, UnicodeDecodeError) as error:
            reason = error if isinstance(error, Refused) else "is not UTF-8"
            raise Stop(f"{self._shown}: the baseline {reason}") from None
        except OSError as error:
            raise Stop(f"{self._shown}: the baseline can't be read: {error.strerror}") from None

    @staticmethod
    def _parsed(source: Source) -> Baseline:
        try:
            return read_baseline(source)
        except DataFaults as error:
            raise told(error) from None
