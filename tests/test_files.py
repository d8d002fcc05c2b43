"""Which files are judged, how they are read, and what is refused by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pmlint.files import LARGEST, NoSuchPath, decode, expand, find, load
from pmlint.policy import NO_POSTMORTEMS
from pmlint.selection import BadEntry, Selection

EVERYTHING = Selection(".")
KEYS = ("paths", "exclude", "not-postmortems")


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(*paths: str, text: str = "# T\n") -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text)


def refused(path: str) -> str:
    fault = load(path).unreadable
    assert fault is not None
    assert fault.kind == "unreadable"
    return fault.message


# --- what is found ----------------------------------------------------------------------------------------------------


def test_a_folder_is_searched_in_order_and_what_is_no_document_is_listed() -> None:
    write("d/b.md", "d/a.MD", "d/c.markdown", "d/e.mdx", "d/f.qmd", "d/notes.txt", "d/md", "d/sub/x.md", "d/.hidden.md")
    write("d/.git/x.md", "d/.github/x.md", "d/node_modules/x.md", "d/sub/node_modules/y.md", "d/._a.md", "d/a.md~")
    write("d/#a.md#", "d/#42 outage.md")
    os.symlink("nobody@host:1", "d/.#b.md")
    found = find(["d"], EVERYTHING)
    names = ("#42 outage.md", "a.MD", "b.md", "c.markdown", "e.mdx", "f.qmd", "sub/x.md")
    assert found.judged == tuple(f"d/{name}" for name in names)
    hidden = ("#a.md#", ".#b.md", "._a.md", ".git/", ".github/", ".hidden.md", "a.md~", "node_modules/")
    told = [(each.path.removeprefix("d/"), each.reason) for each in found.skipped]
    assert sorted(told) == sorted(
        [(name, "hidden") for name in (*hidden, "sub/node_modules/")]
        + [(name, "not Markdown") for name in ("md", "notes.txt")]
    )


def test_what_a_folder_passes_over_is_judged_where_it_is_named_too() -> None:
    write("d/notes.txt", "d/.x.md", "d/a.md")
    for paths in (["d", "d/notes.txt", "d/.x.md"], ["d/notes.txt", "d/.x.md", "d"]):
        found = find(paths, EVERYTHING)
        assert sorted(found.judged) == ["d/.x.md", "d/a.md", "d/notes.txt"]
        assert found.skipped == ()


@pytest.mark.parametrize("path", ["d/.github", "d/node_modules", "d/.github/x.md", "d/plain.txt"])
def test_what_is_named_by_hand_is_looked_at_whatever_it_is_called(path: str) -> None:
    write("d/.github/x.md", "d/node_modules/x.md", "d/plain.txt")
    assert len(find([path], EVERYTHING).judged) == 1


def test_paths_are_shown_plainly_and_each_file_once() -> None:
    write("d/a.md", "b.md")
    os.symlink("d", "link")
    elsewhere = [os.path.abspath("b.md"), "d/../b.md", "link/a.md"]
    assert find(["./d//a.md", "d", "d/", "b.md", "./b.md", ".", *elsewhere], EVERYTHING).judged == (
        "d/a.md",
        "b.md",
        "link",
    )


def test_a_path_that_does_not_exist_is_no_empty_folder() -> None:
    with pytest.raises(NoSuchPath, match="nowhere"):
        find(["nowhere.md"], EVERYTHING)


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        (["d/old"], "d/a.md d/new/c.md"),
        (["d/old/"], "d/a.md d/new/c.md"),
        (["./d/old"], "d/a.md d/new/c.md"),
        (["/d/old"], "d/a.md d/new/c.md"),
        (["old"], "d/a.md d/new/c.md"),
        (["D/OLD"], "d/a.md d/new/c.md d/old/b.md"),
        (["d/*"], ""),
        (["d/*", "!d/a.md"], "d/a.md"),
        (["*/b.md"], "d/a.md d/new/c.md d/old/b.md"),
        (["**/b.md"], "d/a.md d/new/c.md"),
        (["d/?.md"], "d/new/c.md d/old/b.md"),
        (["d/[a-b].md"], "d/new/c.md d/old/b.md"),
        (["b.md"], "d/a.md d/new/c.md"),
        (["# b.md", ""], "d/a.md d/new/c.md d/old/b.md"),
        (["["], "d/a.md d/new/c.md d/old/b.md"),
    ],
)
def test_excluded_paths_are_left_out_as_git_would_also_when_they_are_named(patterns: list[str], left: str) -> None:
    write("d/a.md", "d/old/b.md", "d/new/c.md")
    for paths in (["d"], ["d/a.md", "d/new/c.md", "d/old/b.md"], [os.path.abspath("d")]):
        found = find(paths, Selection(os.getcwd(), exclude=patterns))
        assert [os.path.relpath(path) for path in found.judged] == left.split()
        assert all((each.reason, each.pattern) == ("excluded", patterns[0]) for each in found.skipped)


@pytest.mark.parametrize("pattern", ["!", "a\\", "[z-a]", "*a*a*a*a*b", "a/" * 13])
@pytest.mark.parametrize("key", KEYS)
def test_a_pattern_that_git_would_not_take_is_refused_with_its_place(key: str, pattern: str) -> None:
    if key == "paths" and "*" not in pattern:
        pattern = f"*{pattern}" if pattern != "!" else pattern
    paths, exclude, names = (["fine", "fine*", pattern] if each == key else [] for each in KEYS)
    with pytest.raises(BadEntry) as bad:
        Selection(".", paths, exclude, names)
    assert (bad.value.key, bad.value.index) == (key, 2)


@pytest.mark.parametrize(
    ("paths", "judged"),
    [
        (["d"], "d/a.md d/new/c.md d/old/b.md"),
        (["d/new"], "d/new/c.md"),
        (["d/ne"], ""),
        (["./d/new/", "e"], "d/new/c.md e/x.md"),
        (["d/a.md"], "d/a.md"),
        (["."], "d/a.md d/new/c.md d/old/b.md e/x.md"),
        (["*/old"], "d/old/b.md"),
        (["old*"], "d/old/b.md"),
        (["d", "!d/o*"], "d/a.md d/new/c.md"),
        (["[de]/*.md"], "d/a.md e/x.md"),
    ],
)
def test_what_lies_outside_the_configured_paths_is_passed_over(paths: list[str], judged: str) -> None:
    write("d/a.md", "d/old/b.md", "d/new/c.md", "e/x.md", "../beside.md")
    for named in (["."], ["d/a.md", "d/new/c.md", "d/old/b.md", "e/x.md"]):
        found = find(named, Selection(os.getcwd(), paths))
        assert found.judged == tuple(judged.split())
        assert {each.reason for each in found.skipped} <= {"outside paths"}
        assert len(found.judged) + len(found.skipped) == 4
    assert find(["../beside.md"], Selection(os.getcwd(), paths)).judged == ("../beside.md",)


@pytest.mark.parametrize(
    ("paths", "searched"),
    [
        (["*/docs/incidents"], "a/docs/incidents b/docs/incidents"),
        (["incidents*"], "a/docs/incidents b/docs/incidents c/incidents-2026"),
        (["**/x*.md"], "a/docs/incidents/x.md"),
        (["?/docs", "!b/do*"], "a/docs"),
        (["n*/*"], ""),
    ],
)
def test_patterns_of_the_configured_paths_are_what_lies_there(paths: list[str], searched: str) -> None:
    write("a/docs/incidents/x.md", "b/docs/incidents/y.md", "c/incidents-2026/z.md", "node_modules/incidents/n.md")
    assert [os.path.relpath(path) for path in expand(Selection(os.getcwd(), paths))] == searched.split()


def test_a_pattern_that_decided_nothing_is_known() -> None:
    write("d/a.md", "d/README.md", "d/index.md")
    selection = Selection(
        os.getcwd(), ["d", "e*"], ["d/b.md", "d/a.md"], ["index.md", "home.md", "!ReadMe.md"], NO_POSTMORTEMS
    )
    assert find(["d"], selection).judged == ("d/README.md",)
    assert [(idle.key, idle.at) for idle in selection.idle()] == [("paths", 1), ("exclude", 0), ("not-postmortems", 1)]


def test_excluded_paths_are_relative_to_the_root_and_not_to_the_working_directory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write("d/old/b.md", "d/c.md")
    selection = Selection(os.getcwd(), exclude=["d/old"])
    monkeypatch.chdir("d")
    assert find(["."], selection).judged == ("c.md",)


@pytest.mark.parametrize("name", ["README.md", "readme.md", "TEMPLATE.md", "process.md"])
def test_files_that_are_no_postmortems_are_passed_over_and_told(name: str) -> None:
    write(f"d/{name}", "d/README-outage.md")
    for paths in (["d"], [f"d/{name}", "d/README-outage.md"]):
        found = find(paths, Selection(".", usual_names=NO_POSTMORTEMS))
        assert found.judged == ("d/README-outage.md",)
        assert [each.path for each in found.skipped] == [f"d/{name}"]


def test_links_are_refused_also_those_to_folders() -> None:
    write("real/a.md", "d/own.md")
    os.symlink("../real/a.md", "d/file.md")
    os.symlink("../real", "d/folder")
    os.symlink("nowhere.md", "d/dangling.md")
    os.symlink(".", "d/loop")
    os.symlink("self.md", "d/self.md")
    found = find(["d"], EVERYTHING)
    assert found.judged == ("d/dangling.md", "d/file.md", "d/folder", "d/loop", "d/own.md", "d/self.md")
    for path in ("d/dangling.md", "d/file.md", "d/folder", "d/loop", "d/self.md"):
        assert "is a link" in refused(path)
    assert load("d/own.md").unreadable is None
    assert find(["d/dangling.md"], EVERYTHING).judged == ("d/dangling.md",)


def test_a_folder_that_cannot_be_listed_stands_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    write("d/a.md", "d/closed/b.md")
    listed = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert find(["d"], EVERYTHING).judged == ("d/a.md", "d/closed")
    assert "can't be read" in refused("d/closed")


# --- what is read -----------------------------------------------------------------------------------------------------


def test_a_pipe_is_refused_without_waiting_for_its_other_end() -> None:
    os.mkfifo("pipe.md")
    assert find(["."], EVERYTHING).judged == ("pipe.md",)
    assert "not a regular file" in refused("pipe.md")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/stdin"])
def test_a_device_is_refused(device: str) -> None:
    assert "the file is " in refused(device)


def test_a_folder_in_the_place_of_a_file_is_refused_and_leaves_nothing_open() -> None:
    os.mkdir("folder.md")
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        assert "can't be read" in refused("folder.md")
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_file_that_vanished_is_refused() -> None:
    assert refused("gone.md") == "the file can't be read: No such file or directory"


@pytest.mark.parametrize(("size", "readable"), [(LARGEST - 1, True), (LARGEST, True), (LARGEST + 1, False)])
def test_the_limit_of_size_is_exact(size: int, readable: bool) -> None:
    Path("a.md").write_bytes(b"x" * size)
    for each in (load("a.md"), decode("a.md", b"x" * size)):
        assert (each.unreadable is None) is readable
        assert len(each.source.text) == (size if readable else 0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a\0b", "the file is binary"),
        ("\ufeffab".encode("utf-16-le"), "the file is UTF-16, not UTF-8"),
        ("\ufeffab".encode("utf-16-be"), "the file is UTF-16, not UTF-8"),
        ("ab".encode("utf-16-le"), "the file is binary"),
        (b"\x89PNG\r\n\x1a\n\0", "the file is binary"),
        (b"caf\xe9", "the file is not UTF-8: byte 0xE9 in line 1"),
        (b"a\nb\r\nc\rd\xff", "the file is not UTF-8: byte 0xFF in line 4"),
        ("é\n".encode() * 3 + b"\xc3", "the file is not UTF-8: byte 0xC3 in line 4"),
        (b"\xef\xbb\xbfab\n\xfe", "the file is not UTF-8: byte 0xFE in line 2"),
        (b"\xed\xa0\x80", "the file is not UTF-8: byte 0xED in line 1"),
    ],
)
def test_what_is_not_utf_8_is_refused_with_its_line(content: bytes, message: str) -> None:
    Path("a.md").write_bytes(content)
    each = load("a.md")
    assert each.unreadable is not None
    assert each.unreadable.message == message
    assert each.unreadable.help
    assert each.source.text == ""


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbf", ""),
        (b"\xef\xbb\xbf# T", "# T"),
        (b"\xef\xbb\xbf\xef\xbb\xbfx", "\ufeffx"),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        ("a\u2028b😀".encode(), "a\u2028b😀"),
    ],
)
def test_utf_8_is_read_as_it_stands_without_its_byte_order_mark(content: bytes, text: str) -> None:
    Path("a.md").write_bytes(content)
    each = load("a.md")
    assert each.unreadable is None
    assert each.source.text == text


@pytest.mark.parametrize("make", [lambda: os.mkfifo("a.md"), lambda: os.mkdir("a.md"), lambda: None])
def test_a_file_that_changes_after_it_was_found_is_told(make: Callable[[], None]) -> None:
    write("a.md")
    (path,) = find(["."], EVERYTHING).judged
    os.remove(path)
    make()
    assert load(path).unreadable is not None
