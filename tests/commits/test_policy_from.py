"""`--policy-from`: what decides is read from a commit, whatever the checkout and its git say."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pmlint import packs
from pmlint.commit import BadRef, CommitTree, NotReadable
from pmlint.plain_file import Refused

from .conftest import Run
from .real_git import commit, git, write

EXAMPLE = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_text("utf-8")
DOCUMENT = "docs/incidents/2026-03-12-fx-drift-hold.md"
BROKEN = EXAMPLE.replace("Noor Haddad | PAY-413", "TBD | PAY-413")
PMLINT = Path(sys.executable).with_name("pmlint")


@pytest.fixture
def tree() -> Iterator[Callable[[str], CommitTree]]:
    """Opens commits of the working directory."""
    opened: list[CommitTree] = []

    def call(ref: str) -> CommitTree:
        opened.append(CommitTree(os.getcwd(), ref))
        return opened[-1]

    yield call
    for each in opened:
        each.close()


def found(run: Run, *arguments: str) -> list[str]:
    data: Any = json.loads(run("--format", "json", *arguments)[1])
    return [each["rule"] for each in data["findings"] if each["level"] != "note" and not each["known"]]


# --- what is read from the commit -------------------------------------------------------------------------------------


def test_levels_of_the_commit_hold_and_the_report_names_ref_and_sha(run: Run) -> None:
    commit("main", {DOCUMENT: BROKEN, ".pmlint.yaml": "levels: {PM602: off}\n"})
    write(".pmlint.yaml", "levels: {PM602: off, PM205: off}\n")
    assert found(run) == []
    assert found(run, "--policy-from", "main") == ["PM928", "PM205"]
    sha = git("rev-parse", "main")
    code, out, _ = run("--policy-from", "main")
    assert code == 1
    assert f"policy of main ({sha[:12]})" in out
    assert "configured by main:.pmlint.yaml" in out
    data = json.loads(run("--policy-from", "main", "--format", "json")[1])
    assert data["tool"]["policy"] == {"ref": "main", "sha": sha}
    write(".pmlint.yaml", "levels: {PM602: off}\n")
    assert found(run, "--policy-from", "main") == ["PM205"]


def test_without_a_configuration_there_the_defaults_hold(run: Run) -> None:
    commit("main", {DOCUMENT: BROKEN})
    write(".pmlint.yaml", "exclude: ['*']\n")
    assert found(run, "--policy-from", "main") == ["PM928", "PM205", "PM602"]


def test_packs_people_and_baseline_are_those_of_the_commit(run: Run) -> None:
    commit(
        "main",
        {
            DOCUMENT: EXAMPLE,
            ".pmlint.yaml": "pack: ./packs/ours\npeople: [.github/PEOPLE]\nlevels: {PM602: off}\n",
            "packs/ours/pack.yaml": "extends: ../company\nname: ours\n",
            "packs/company/pack.yaml": "extends: incident-process\nname: company\nlevels: {unknown-owner: error}\n",
            ".github/PEOPLE": "Tomas Lind\nMira Okafor\nNoor Haddad\n",
        },
    )
    assert found(run) == []
    write(DOCUMENT, EXAMPLE.replace("Mira Okafor", "Wen Li"))
    write(".github/PEOPLE", "Tomas Lind\nWen Li\nNoor Haddad\n")
    write("packs/company/pack.yaml", "extends: incident-process\nname: company\nlevels: {unknown-owner: off}\n")
    assert found(run) == []
    assert "PM215" in found(run, "--policy-from", "main")
    shutil.rmtree("packs")
    assert "PM215" in found(run, "--policy-from", "main")
    assert run()[0] == 2


def test_a_rule_that_is_borrowed_from_a_folder_is_that_of_the_commit(run: Run) -> None:
    rule = (packs.bundled_folder() / "google-sre" / "missing-status.yaml").read_text("utf-8")
    commit(
        "main",
        {
            DOCUMENT: EXAMPLE.replace("status: final\n", ""),
            ".pmlint.yaml": "pack: ./packs/ours\nlevels: {PM602: off}\n",
            "packs/ours/pack.yaml": "extends: incident-process\nname: ours\nborrow: [../lender/missing-status]\n",
            "packs/lender/pack.yaml": "extends: google-sre\nname: lender\n",
            "packs/lender/missing-status.yaml": rule,
        },
    )
    assert found(run) == ["PM017"]
    write("packs/lender/missing-status.yaml", rule.replace("level: warning", "level: note"))
    assert found(run) == []
    assert "PM017" in found(run, "--policy-from", "main")
    shutil.rmtree("packs")
    assert "PM017" in found(run, "--policy-from", "main")


def test_a_baseline_that_is_only_in_the_checkout_excuses_nothing(run: Run) -> None:
    commit("main", {DOCUMENT: EXAMPLE})
    write(DOCUMENT, BROKEN)
    assert run("--write-baseline")[0] == 0
    assert run()[0] == 0
    assert found(run, "--policy-from", "main") == ["PM928", "PM205", "PM602"]
    git("add", "-A")
    git("commit", "-qm", "two")
    assert found(run, "--policy-from", "main") == []
    Path(".pmlint-baseline.json").unlink()
    assert found(run, "--policy-from", "main") == []


def test_links_of_the_checkout_lead_nowhere(run: Run, tmp_path: Path) -> None:
    commit(
        "main", {DOCUMENT: BROKEN, ".pmlint.yaml": "pack: ./ours\n", "ours/pack.yaml": "extends: incident-process\n"}
    )
    write(str(tmp_path / "evil/pack.yaml"), "extends: incident-process\nlevels: {PM205: off}\n")
    shutil.rmtree("ours")
    Path("ours").symlink_to(tmp_path / "evil")
    assert "PM205" in found(run, "--policy-from", "main")


def test_a_link_or_a_second_configuration_in_the_commit_is_refused(run: Run) -> None:
    commit("main", {DOCUMENT: EXAMPLE, "other.yaml": "final: true\n"})
    Path(".pmlint.yaml").symlink_to("other.yaml")
    git("add", "-A")
    git("commit", "-qm", "link")
    code, _, err = run("--policy-from", "main")
    assert code == 2
    assert "main:.pmlint.yaml: the configuration is a link" in err
    Path(".pmlint.yaml").unlink()
    write(".pmlint.yaml", "final: true\n")
    write("pyproject.toml", "[tool.pmlint]\nfinal = true\n")
    git("add", "-A")
    git("commit", "-qm", "both")
    code, _, err = run("--policy-from", "main")
    assert code == 2
    assert "both configure pmlint" in err


# --- refs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ref",
    ["nope", "", "-x", "--all", "--output=pwned", "HEAD~9", "main:docs", "main^{tree}", "a b", "a\nb", "a\0b", "0" * 40,
     "x" * 300, ":/base", "main..main", "@{-1}", "refs/heads/*"],
)  # fmt: skip
@pytest.mark.parametrize("option", ["--policy-from", "--base"])
def test_what_names_no_commit_is_told_and_never_green(run: Run, option: str, ref: str) -> None:
    commit("main", {DOCUMENT: EXAMPLE})
    if ref == ":/base":
        ref = ":/no such message"
    code, out, err = run(f"{option}={ref}")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: '{option}':")
    assert not Path("pwned").exists()


def test_a_ref_behind_a_shallow_clone_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit("main", {DOCUMENT: EXAMPLE})
    old = git("rev-parse", "main")
    write("more", "")
    git("add", "-A")
    git("commit", "-qm", "two")
    git("clone", "-q", "--depth", "1", f"file://{os.getcwd()}", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    for ref in ("HEAD~1", old, "origin/other"):
        code, out, err = run("--policy-from", ref)
        assert (code, out) == (2, "")
        assert "this clone is shallow" in err
        assert "fetch-depth: 0" in err
    assert run("--policy-from", "HEAD", "--level", "PM602=off")[0] == 0


def test_a_name_of_two_things_is_refused(run: Run) -> None:
    commit("main", {DOCUMENT: EXAMPLE})
    git("tag", "main")
    code, _, err = run("--policy-from", "main")
    assert code == 2
    assert "refs/heads/" in err
    assert run("--policy-from", "refs/heads/main")[0] == 0


def test_no_repository_and_no_git(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(DOCUMENT, EXAMPLE)
    code, _, err = run("--policy-from", "main")
    assert code == 2
    assert "no git repository" in err
    Path(".git").mkdir()
    assert run("--policy-from", "main")[0] in (2, 4)
    shutil.rmtree(".git")
    commit("main", {DOCUMENT: EXAMPLE})
    monkeypatch.setenv("PATH", str(tmp_path))
    code, out, err = run("--policy-from", "main")
    assert (code, out) == (4, "")
    assert "there is no git" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--isolated", "--policy-from", "main"),
        ("--isolated", "--base", "main"),
        ("--write-baseline", "--policy-from", "main"),
        ("--write-baseline", "--base", "main"),
        ("--write-baseline", "--isolated"),
        ("--write-baseline", "-"),
    ],
)
def test_options_that_contradict_each_other(run: Run, arguments: tuple[str, ...]) -> None:
    commit("main", {DOCUMENT: EXAMPLE})
    code, _, err = run(*arguments)
    assert code == 2
    assert "can't be given together" in err


# --- the git of the checkout ------------------------------------------------------------------------------------------


def script(path: Path, marker: Path) -> str:
    path.write_text(f"#!/bin/sh\ntouch {marker}\ncat\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_nothing_that_the_checkout_configures_is_run_or_changes_what_is_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit("main", {DOCUMENT: BROKEN, ".pmlint.yaml": "levels: {PM602: off}\n"})
    marker = tmp_path / "run"
    evil = script(tmp_path / "evil", marker)
    for key in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.alternateRefsCommand", "core.gitProxy", "core.editor",
        "diff.evil.textconv", "diff.external", "filter.evil.smudge", "filter.evil.clean", "filter.evil.process",
        "uploadpack.packObjectsHook", "credential.helper", "gpg.program", "alias.rev-parse", "alias.cat-file",
    ):  # fmt: skip
        git("config", key, f"!{evil}" if key.startswith("alias") else evil)
    git("config", "core.hooksPath", str(tmp_path / "hooks"))
    git("config", "extensions.partialClone", "origin")
    git("config", "remote.origin.url", f"ext::{evil}")
    git("config", "remote.origin.promisor", "true")
    (tmp_path / "hooks").mkdir()
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        script(tmp_path / "hooks" / hook, marker)
    write(".git/info/attributes", "* filter=evil diff=evil text eol=crlf working-tree-encoding=UTF-16\n")
    write(".gitattributes", "* filter=evil diff=evil ident\n")
    for name in ("GIT_CONFIG_COUNT", "GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_EXTERNAL_DIFF"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_REPLACE_REF_BASE", "refs/evil/")
    marker.unlink(missing_ok=True)
    assert found(run, "--policy-from", "main", "--base", "main") == ["PM205"]
    assert not marker.exists()


def test_replacements_and_grafts_have_no_say(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    commit("main", {DOCUMENT: BROKEN, ".pmlint.yaml": "levels: {PM602: off}\n"})
    trusted = git("rev-parse", "main")
    git("checkout", "-q", "-b", "evil")
    write(".pmlint.yaml", "levels: {PM205: off, PM602: off}\n")
    git("commit", "-qam", "evil")
    git("replace", trusted, "evil")
    git("replace", blob_of(trusted), blob_of("evil"))
    write(".git/info/grafts", f"{trusted}\n")
    assert "PM205" in found(run, "--policy-from", "main")


def blob_of(ref: str) -> str:
    done = subprocess.run(
        ["git", "--no-replace-objects", "rev-parse", f"{ref}:.pmlint.yaml"], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_an_alternate_with_another_text_under_the_same_name_is_told(run: Run, tmp_path: Path) -> None:
    """Git does not hash loose objects again when it reads them; we do."""
    commit("main", {DOCUMENT: BROKEN, ".pmlint.yaml": "levels: {PM602: off}\n"})
    name = blob_of("main")
    commit_evil = tmp_path / "evil"
    commit_evil.mkdir()
    git("init", "-q", str(commit_evil))
    evil = subprocess.run(
        ["git", "-C", str(commit_evil), "hash-object", "-w", "--stdin"],
        input=b"levels: {PM205: off}\n", capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    own = Path(".git/objects", name[:2], name[2:])
    own.chmod(0o644)
    own.unlink()
    other = commit_evil / ".git/objects" / name[:2] / name[2:]
    other.parent.mkdir(exist_ok=True)
    shutil.copy(commit_evil / ".git/objects" / evil[:2] / evil[2:], other)
    write(".git/objects/info/alternates", f"{commit_evil}/.git/objects\n")
    code, out, err = run("--policy-from", "main")
    assert (code, out) == (4, "")
    assert f"object {name} of main is damaged" in err


def test_objects_that_are_not_there_are_told(run: Run) -> None:
    commit("main", {DOCUMENT: EXAMPLE, ".pmlint.yaml": "levels: {PM602: off}\n"})
    name = blob_of("main")
    Path(".git/objects", name[:2], name[2:]).unlink()
    code, out, err = run("--policy-from", "main")
    assert (code, out) == (4, "")
    assert f"object {name} of main can't be read: it is not in this clone" in err


def test_nothing_of_the_checkout_is_imported_or_read_from_a_cache(tmp_path: Path) -> None:
    marker = tmp_path / "run"
    evil = f"open({str(marker)!r}, 'w').close()\n"
    names = ("yaml.py", "json.py", "sitecustomize.py", "usercustomize.py", "pmlint.py", "pmlint/__init__.py", "git.py")
    commit("main", {DOCUMENT: EXAMPLE, ".pmlint.yaml": "levels: {PM602: off}\n"})
    for name in names:
        write(name if name != "pmlint.py" else "pathspec.py", evil)
    write(".pmlint_cache/v1/00.json", "{}")
    environment = {"PATH": os.environ["PATH"], "PMLINT_AS_OF": "2026-03-20"}
    done = subprocess.run(
        [PMLINT, "check", "--policy-from", "main", "--base", "main"], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert not marker.exists()


# --- as a tree --------------------------------------------------------------------------------------------------------


def test_a_commit_is_a_tree_of_files(tree: Callable[[str], CommitTree], tmp_path: Path) -> None:
    commit("main", {"a/b/c.md": "one\n", "a.md": "two\n", "ü ä/\u3042.md": "three\n"})
    Path("link").symlink_to("a")
    git("add", "-A")
    git("commit", "-qm", "link")
    shutil.rmtree("a")
    here = tree("main")
    assert list(here.files()) == [
        ("a/b/c.md", "file"),
        ("a.md", "file"),
        ("link", "link"),
        ("ü ä/\u3042.md", "file"),
    ]
    assert here.read("a/b/c.md", 10) == b"one\n"
    assert here.read(os.path.abspath("a/b/../b/c.md"), 10) == b"one\n"
    assert (here.is_file("a"), here.there("a"), here.there("a/b/c.md/d"), here.is_link("link")) == (
        False, True, False, True,
    )  # fmt: skip
    assert (here.names("a"), here.names("nowhere"), here.names(".")) == (["b"], [], ["a", "a.md", "link", "ü ä"])
    with pytest.raises(Refused, match="a link"):
        here.read("link", 10)
    with pytest.raises(FileNotFoundError):
        here.read("link/b/c.md", 10)
    with pytest.raises(Refused, match="not a regular file"):
        here.read("a", 10)
    with pytest.raises(Refused, match="larger"):
        here.read("a.md", 2)
    outside = tmp_path / "outside"
    outside.write_text("four", encoding="utf-8")
    assert here.read(str(outside), 10) == b"four"


def test_objects_hashed_with_sha256_are_read(tree: Callable[[str], CommitTree]) -> None:
    subprocess.run(["git", "init", "-q", "-b", "main", "--object-format=sha256"], check=True)
    write("a.md", "one\n")
    git("add", "-A")
    git("commit", "-qm", "one")
    assert len(tree("main").sha) == 64
    assert tree("main").read("a.md", 10) == b"one\n"


def test_a_worktree_and_a_tag_are_read(
    tree: Callable[[str], CommitTree], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit("main", {"a.md": "one\n"})
    git("tag", "-a", "v1", "-m", "one")
    git("worktree", "add", "-q", str(tmp_path / "other"), "-b", "other")
    monkeypatch.chdir(tmp_path / "other")
    assert tree("v1").read("a.md", 10) == b"one\n"
    assert tree("v1").sha == git("rev-parse", "main")
    with pytest.raises(BadRef):
        tree("v2")


def test_a_git_that_ends_or_talks_nonsense_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit("main", {"a.md": "one\n"})
    name = git("rev-parse", "main")
    for answer in ("exit 1", "echo nonsense; cat", f"echo {name} commit 99999999999", "exec cat"):
        fake = tmp_path / "bin" / "git"
        fake.parent.mkdir(exist_ok=True)
        fake.write_text(f'#!/bin/sh\ncase "$*" in *rev-parse*) echo {name};; *) {answer};; esac\n', encoding="utf-8")
        fake.chmod(0o755)
        monkeypatch.setenv("PATH", f"{fake.parent}:/usr/bin:/bin")
        with pytest.raises(NotReadable):
            CommitTree(os.getcwd(), "main")
