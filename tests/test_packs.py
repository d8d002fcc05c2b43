"""Packs: what is wrong with one is told in one run, and the compiled copy changes nothing but the time."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pmlint import checks, pack_files, packs
from pmlint.compiled import NotAPack, dumped, loaded
from pmlint.data_fault import DataFaults
from pmlint.packs import DEFAULT_PACK, PackNotFound, load_bundled, load_folder

DEFAULT = packs.bundled_folder() / DEFAULT_PACK
BASE = packs.bundled_folder() / packs.BASE
RULE = """\
id: XX001
name: untitled
summary: The document has a title
level: warning
check: {kind: title-present}
source: ours
why: why
fix: fix
examples: []
"""


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    """A pack of what postmortems have in common and one rule; each file can be written anew."""

    def write(**files: str | bytes) -> Path:
        folder = tmp_path / "pack"
        folder.mkdir(exist_ok=True)
        shutil.copy(BASE / "pack.yaml", folder)
        for name, content in {"untitled": RULE, **files}.items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / f"{name.replace('_', '-')}.yaml").write_bytes(data)
        return folder

    return write


def faults(folder: Path) -> list[str]:
    with pytest.raises(DataFaults) as raised:
        load_folder(folder)
    return [str(fault).removeprefix(f"{folder}{os.sep}") for fault in raised.value.faults]


def test_a_folder_is_a_pack(pack: Callable[..., Path]) -> None:
    loaded = load_folder(pack())
    assert [rule.name for rule in loaded.rules] == ["untitled"]
    assert (loaded.process.name, loaded.process.severities) == ("base", ())


def test_rules_come_in_order_of_their_ids(pack: Callable[..., Path]) -> None:
    other = RULE.replace("XX001", "AA001").replace("name: untitled", "name: zebra")
    assert [rule.id for rule in load_folder(pack(zebra=other)).rules] == ["AA001", "XX001"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (RULE.replace("level: warning", "level: fatal"), "4:8: 'level': expected 'note', 'warning' or 'error'"),
        (RULE + "lvel: note\n", "10:1: unknown key 'lvel' (did you mean 'level'?)"),
        (RULE.replace("why: why\n", ""), "1:1: key 'why' is missing"),
        (RULE.replace("title-present", "title-presents"), "5:15: no check is called 'title-presents' (did you mean "),
        (RULE.replace("{kind: title-present}", "{kind: zebra}"), "5:15: no check is called 'zebra' (allowed: action-"),
        (RULE.replace("title-present}", "title-present, most: 3}"), "5:30: unknown key 'most' (allowed: kind)"),
        (
            RULE.replace("{kind: title-present}", "{kind: file-name, pattern: '{YYYY}-{sluq}.md'}"),
            "5:36: '{sluq}' is not a part of a file name (did you mean '{slug}'?)",
        ),
        (
            RULE.replace("{kind: title-present}", "{kind: file-name, pattern: 'PM{nnn}.md'}"),
            "5:36: '{nnn}' is not a part of a file name "
            "(known: {YYYY-MM-DD}, {YYYY}, {MM}, {DD}, {slug}, {title}, {NNN})",
        ),
        (RULE.replace("check: {kind: title-present}", "check: title"), "5:8: no check is called 'None' (allowed: "),
        (
            RULE.replace("{kind: title-present}", "{kind: incident-id, fault: missing}"),
            "5:15: check 'incident-id' is now called 'incident-id-stated'",
        ),
        (
            RULE.replace("{kind: title-present}", "{kind: sign-off-names, who: somebody}"),
            "5:15: check 'sign-off-names' is now called 'sign-off-names-somebody' and 'commander-signed' (one question",
        ),
        (
            RULE.replace("{kind: title-present}", "\n  - {kind: title-present}\n  - {kind: date-not-ahead}"),
            "7:12: check 'date-not-ahead' is now called 'incident-date-is-day' and 'incident-date-not-ahead'",
        ),
        (RULE.replace("{kind: title-present}", "[]"), "5:8: a rule asks at least one question"),
        (RULE + "level: note\n", "10:1: key 'level' appears twice (keep one of the two)"),
        (RULE.replace("name: untitled", "name: other"), "2:7: the file of rule 'other' is called 'untitled.yaml'"),
        ("- a\n", "1:1: expected keys and values"),
        ("", "1:1: expected keys and values"),
        ("a: &x 1\n", "1:4: a YAML anchor (write the value out where it is used)"),
        (
            "a: !!python/object:os.system x\n",
            "1:4: a YAML tag (remove the tag that starts with !, or put the ",
        ),
        (b"id: 1\nwhy: caf\xe9\n", "2:9: not UTF-8: byte 0xE9"),
    ],
)
def test_a_mistake_in_a_rule_is_told_with_its_place(
    pack: Callable[..., Path], content: str | bytes, expected: str
) -> None:
    (fault,) = faults(pack(untitled=content))
    assert fault.startswith(f"untitled.yaml:{expected}")


def test_all_mistakes_of_all_files_are_told_at_once(pack: Callable[..., Path]) -> None:
    wrong = RULE.replace("level: warning", "level: fatal").replace("why: why", "whi: why")
    told = faults(pack(untitled=wrong, broken="a: [\n", pack="name: mine\n"))
    assert [fault.split(":")[0] for fault in told[:1]] == ["broken.yaml"]
    assert {fault.split(":")[0] for fault in told} == {"broken.yaml", "pack.yaml", "untitled.yaml"}
    assert sum("untitled.yaml" in fault for fault in told) == 3
    assert sum("is missing" in fault for fault in told if fault.startswith("pack.yaml")) > 5


def test_two_rules_with_one_id_are_a_mistake(pack: Callable[..., Path]) -> None:
    (fault,) = faults(pack(zebra=RULE.replace("name: untitled", "name: zebra")))
    assert fault.endswith("id XX001 is also that of 'untitled'")


def test_a_pipe_or_a_flood_in_the_place_of_a_file_is_refused(pack: Callable[..., Path]) -> None:
    folder = pack(flood=b"#" * (packs.LARGEST + 1))
    os.mkfifo(folder / "pipe.yaml")
    os.symlink("/dev/zero", folder / "zero.yaml")
    (folder / "folder.yaml").mkdir()
    assert faults(folder) == [
        "flood.yaml:1:1: the file is larger than 1024 KiB",
        "folder.yaml:1:1: can't be read: Is a directory",
        "pipe.yaml:1:1: the file is not a regular file",
        "zero.yaml:1:1: the file is a link, not a file",
    ]


def test_what_is_no_pack_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackNotFound):
        load_folder(tmp_path)
    for name in ("zebra", "", ".", "..", "../rules/incident-process", "incident-process/", "base"):
        with pytest.raises(PackNotFound):
            load_bundled(name)


# --- the compiled copy ------------------------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder of its own with the bundled packs, so that a compiled copy is made there."""
    folder = tmp_path / "pmlint"
    folder.mkdir()
    shutil.copytree(DEFAULT, folder / "rules" / DEFAULT_PACK)
    shutil.copytree(BASE, folder / "rules" / packs.BASE)
    (folder / "read").mkdir()
    (folder / "read" / "vocabulary.py").touch()
    monkeypatch.setattr(packs, "_PACKAGE", folder)
    return folder


def compiled(package: Path) -> Path:
    return package / "__pycache__" / f"{DEFAULT_PACK}.pack"


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts how often a pack is built from its files."""
    made: list[int] = []
    build = pack_files.build

    def counted(folders: Sequence[pack_files.PackFolder]) -> pack_files.Pack:
        made.append(len(folders))
        return build(folders)

    monkeypatch.setattr(packs, "build", counted)
    return made


def test_a_pack_is_built_once_and_read_from_its_copy_then(package: Path, builds: list[int]) -> None:
    first = load_bundled(DEFAULT_PACK)
    second = load_bundled(DEFAULT_PACK)
    assert (first.process, first.rules) == (second.process, second.rules)
    assert len(builds) == 1
    assert os.listdir(package / "__pycache__") == [f"{DEFAULT_PACK}.pack"]


def test_a_changed_rule_a_new_rule_and_changed_code_are_seen_at_once(package: Path, builds: list[int]) -> None:
    load_bundled(DEFAULT_PACK)
    rule = package / "rules" / packs.BASE / "missing-title.yaml"
    status = rule.stat()
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("The document has a title", "The document has a TITLE"), encoding="utf-8")
    os.utime(rule, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert "The document has a TITLE" in {each.summary for each in load_bundled(DEFAULT_PACK).rules}
    (package / "rules" / DEFAULT_PACK / "untitled.yaml").write_text(RULE)
    assert "untitled" in {each.name for each in load_bundled(DEFAULT_PACK).rules}
    (package / "rule.py").write_text("changed = True\n")
    load_bundled(DEFAULT_PACK)
    assert len(builds) == 4


class _Bomb:
    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("touch exploded",)


def test_a_damaged_or_foreign_copy_is_ignored(
    package: Path, builds: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    expected = load_bundled(DEFAULT_PACK).rules
    whole = compiled(package).read_bytes()
    flipped = [bytearray(whole) for _ in range(4)]
    for number, flip in enumerate(flipped):
        flip[len(whole) * number // 4] ^= 1 << number % 8
    damaged = [
        b"",
        whole[:32],
        whole[:-1],
        whole + b"x",
        whole[:32] + pickle.dumps(_Bomb()),
        sealed(package, pickle.dumps(_Bomb())),
        *(sealed(package, content) for content in OTHER_VALUES),
        pickle.dumps(("key", expected)),
        *map(bytes, flipped),
    ]
    for number, content in enumerate(damaged):
        compiled(package).write_bytes(content)
        for _ in range(2):  # the second time from a copy that is whole again
            assert load_bundled(DEFAULT_PACK).rules == expected
            assert len(builds) == number + 2
    assert not (tmp_path / "exploded").exists()


def test_what_is_no_copy_of_a_pack_is_refused_or_no_pack() -> None:
    for content in FOREIGN:
        with pytest.raises(NotAPack):
            loaded(content)
    assert not [content for content in OTHER_VALUES if isinstance(loaded(content), pack_files.Pack)]


def made(plain: str, *numbers: int) -> bytes:
    """A copy that says this: the texts and numbers, and how all others are made of them."""
    return plain.encode() + b"\n" + b"".join(number.to_bytes(4, "little") for number in numbers)


FOREIGN = (
    b"[]", b"{}", b"null", b"[1", b"\xff", b"[" * 100_000, b"[1]\nx", made("[]"), made("{}", 0, 0),
    made("[1]", 1), made("[1]", 1, 9, 0), made("[1]", 1, 0, 7), made("[1]", 1, 4, 0),
    made('["os:system"]', 1, 7, 0), made('["pmlint.packs:Path"]', 1, 7, 0), made('["pmlint.forms.nothing:X"]', 1, 7, 0),
    made('["pmlint.rule:Rule"]', 1, 6, 0), made('["pmlint.rule:Nothing"]', 1, 6, 0),
    made('["pmlint.process:Process"]', 1, 7, 0), made('["pmlint.finding:Level","gravest"]', 2, 5, 0, 1),
    made("[]", 0, 6),
)  # fmt: skip

OTHER_VALUES = (b"[[]]", made("[1]", 2**32 - 1, 0, 0))
"""Copies of something else than a pack."""
"""What nobody writes, and what would make something else than a pack."""


def sealed(package: Path, content: bytes) -> bytes:
    """A copy as somebody would write it who may write there and knows the seal."""
    folders = packs._read(package / "rules" / DEFAULT_PACK)
    return packs._seal(packs._key(folders), content) + content


def test_a_compiled_pack_is_the_same_pack_in_the_same_bytes(package: Path) -> None:
    load_bundled(DEFAULT_PACK)
    first = compiled(package).read_bytes()
    again = load_bundled(DEFAULT_PACK)
    assert dumped(again) == first[32:]
    assert json.loads(first[32:].partition(b"\n")[0])


def test_everybody_may_read_a_compiled_pack(package: Path) -> None:
    load_bundled(DEFAULT_PACK)
    assert compiled(package).stat().st_mode & 0o777 == 0o644


def test_nothing_is_written_where_python_writes_nothing(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    load_bundled(DEFAULT_PACK)
    assert not (package / "__pycache__").exists()


def test_it_is_written_where_python_writes(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "cache"))
    load_bundled(DEFAULT_PACK)
    assert not (package / "__pycache__").exists()
    assert [file.name for file in (tmp_path / "cache").rglob("*") if file.is_file()] == [f"{DEFAULT_PACK}.pack"]


@pytest.mark.parametrize("trouble", ["a file is there", "nothing can be replaced"])
def test_a_copy_that_cannot_be_written_is_done_without(
    package: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if trouble == "a file is there":
        (package / "__pycache__").write_text("")
    else:
        (package / "__pycache__").mkdir()
        monkeypatch.setattr(os, "replace", fail)
    assert load_bundled(DEFAULT_PACK).rules == load_bundled(DEFAULT_PACK).rules
    assert len(builds) == 2
    if trouble != "a file is there":
        assert os.listdir(package / "__pycache__") == []


def test_eight_processes_at_once_all_load_the_pack_without_a_copy(package: Path) -> None:
    code = (
        "import sys, pathlib, pmlint.packs as packs; packs._PACKAGE = pathlib.Path(sys.argv[1]);"
        "print(len(packs.load_bundled('incident-process').rules))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(package)], stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    counts = {process.communicate()[0].strip() for process in running}
    assert [process.returncode for process in running] == [0] * 8
    assert counts == {str(len(load_bundled(DEFAULT_PACK).rules))}
    assert os.listdir(package / "__pycache__") == [f"{DEFAULT_PACK}.pack"]


def test_an_old_kind_is_called_what_is_a_kind_now() -> None:
    for old, now in checks.RENAMED.items():
        assert old.partition(" ")[0] not in checks.KINDS
        assert set(now.split()) <= set(checks.KINDS)
