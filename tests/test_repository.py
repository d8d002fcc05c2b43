"""What lies beside a document: found inside its repository, and never looked for outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pmlint.check import Unread
from pmlint.repository import LONGEST, RepositoryFiles

DOCUMENT = "docs/incidents/2026-03-12-x.md"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository as working directory, with a secret beside it."""
    root = tmp_path / "repository"
    for path in (".git/config", DOCUMENT, "docs/incidents/a/graph.png", "artifacts/log.txt", "docs/incidents/a b.png"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)
    (tmp_path / "secret.txt").write_text("secret")
    links = {
        "inside.txt": "artifacts/log.txt",
        "folder": "docs/incidents/a",
        "artifacts/up.txt": "../docs/incidents/a/graph.png",
        "docs/far.txt": "../inside.txt",
        "out.txt": "../secret.txt",
        "away": "..",
        "absolute.txt": f"{root}/artifacts/log.txt",
        "proc": "/proc/self",
        "round.txt": "round.txt",
        "broken.txt": "artifacts/none.txt",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize(
    ("path", "presence"),
    [
        ("a/graph.png", "there"),
        ("./a//graph.png", "there"),
        ("a/", "there"),
        ("a b.png", "there"),
        ("artifacts/log.txt", "there"),
        ("/artifacts/log.txt", "there"),
        ("../../artifacts/log.txt", "there"),
        ("/inside.txt", "there"),
        ("/folder/graph.png", "there"),
        ("/artifacts/up.txt", "there"),
        ("/docs/far.txt", "there"),
        ("/a/graph.png", "missing"),
        ("a/none.png", "missing"),
        ("a/graph.png/none", "missing"),
        ("artifacts/log.txt\0.png", "missing"),
        ("artifacts\\log.txt", "missing"),
        ("/broken.txt", "missing"),
        ("/round.txt", "missing"),
        ("x" * 300, "missing"),
        ("x/" * LONGEST, "missing"),
        ("../../../secret.txt", "outside"),
        ("a/../../../../secret.txt", "outside"),
        ("none/../../../../secret.txt", "outside"),
        ("/../secret.txt", "outside"),
        ("../" * 400, "outside"),
        ("/out.txt", "outside"),
        ("/away/secret.txt", "outside"),
        ("/away/repository/artifacts/log.txt", "outside"),
        ("/absolute.txt", "outside"),
        ("/proc/environ", "outside"),
        ("/.git/config", "outside"),
        ("../../.GIT/config", "outside"),
    ],
)
def test_a_path_leads_somewhere(root: Path, path: str, presence: str) -> None:
    for document in (DOCUMENT, str(root / DOCUMENT), f"./docs/../{DOCUMENT}"):
        assert RepositoryFiles().look(document, path) == presence
        content = RepositoryFiles().content(document, path, 100)
        assert content is None or presence == "there"


def test_nothing_outside_is_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    look, home = os.lstat, str(root)
    files = RepositoryFiles()
    files.look(DOCUMENT, "a/graph.png")  # which finds the root

    def noting(path: str) -> os.stat_result:
        asked.append(str(path))
        return look(path)

    monkeypatch.setattr("pmlint.repository.os.lstat", noting)
    for path in ("../../../secret.txt", "/out.txt", "/away/secret.txt", "/proc/environ", "/absolute.txt", "/../x"):
        files.look(DOCUMENT, path)
    assert asked
    assert [path for path in asked if not path.startswith(f"{home}/")] == []


def test_only_a_file_of_a_fair_size_is_read(root: Path) -> None:
    files = RepositoryFiles()
    assert files.content(DOCUMENT, "/artifacts/log.txt", 17) == b"artifacts/log.txt"
    assert files.content(DOCUMENT, "/artifacts/log.txt", 16) == Unread("is larger than 0 KiB")
    assert files.content(DOCUMENT, "/artifacts", 100) == Unread("cannot be read: Is a directory")
    assert files.content(DOCUMENT, "/nothing", 100) is None
    os.mkfifo(root / "pipe.json")
    assert files.content(DOCUMENT, "/pipe.json", 100) == Unread("is not a regular file")
    assert files.look(DOCUMENT, "/pipe.json") == "there"


def test_without_a_repository_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.png").write_text("x")
    assert RepositoryFiles().look("x.md", "a.png") is None
    assert RepositoryFiles().look("x.md", "../a.png") is None
    assert RepositoryFiles().content("x.md", "a.png", 9) is None


def test_standard_input_lies_nowhere(root: Path) -> None:
    assert RepositoryFiles().look("-", "artifacts/log.txt") is None


def test_a_linked_working_tree_and_a_submodule_are_repositories(root: Path) -> None:
    (root / "sub/docs").mkdir(parents=True)
    (root / "sub/.git").write_text("gitdir: ../.git/modules/sub\n")
    (root / "sub/docs/x.md").write_text("x")
    assert RepositoryFiles().look("sub/docs/x.md", "../../artifacts/log.txt") == "outside"
    assert RepositoryFiles().look("sub/docs/x.md", "/docs/x.md") == "there"
