"""The configuration: where it is found, what it may say, and how its mistakes are told."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pmlint import packs
from pmlint.cli.main import run

HOSTILE = Path(__file__).resolve().parents[2] / "shared" / "hostile" / "configs"
EXAMPLE = packs.bundled_folder() / packs.DEFAULT_PACK / "example.md"

Check = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty repository with one postmortem that breaks rules, as working directory."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "PMLINT_AS_OF", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    write(".git/HEAD", "ref: x\n")
    write("docs/incidents/2026-01-05-a.md", "No title.\n")


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs `pmlint`: exit code, standard output, standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        return code, *capsys.readouterr()

    return call


def write(path: str, content: str | bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content if isinstance(content, bytes) else content.encode())


# --- mistakes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("path: [docs]\n", ":1:1: unknown key 'path' (did you mean 'paths'?)"),
        ("zebra: 1\n", ":1:1: unknown key 'zebra' (allowed: calendar, exclude, "),
        ("paths: docs\n", ":1:8: 'paths': expected a list"),
        ("paths:\n  - [a]\n", ":2:5: 'paths.0': expected text"),
        ("paths: [1]\n", ":1:9: 'paths.0': expected text"),
        ("levels: [PM101]\n", ":1:9: 'levels': expected keys and values"),
        ("levels:\n  PM101: fatal\n", ":2:10: 'levels.PM101': expected 'error', 'warning', 'note' or 'off'"),
        ("levels:\n  PM101: {a: b}\n", ":2:10: 'levels.PM101': expected 'error', 'warning', 'note' or 'off'"),
        ("levels:\n  missing-sektion: off\n", ":2:3: no rule is called 'missing-sektion'; did you mean 'missing-sec"),
        ("levels:\n  zebra: off\n", ":2:3: no rule is called 'zebra'; 'pmlint rules' lists them"),
        ("pack: incident\n", f":1:7: no pack is called 'incident' (bundled: {', '.join(packs.bundled_names())}); "),
        ("pack: pagerdut\n", ":1:7: no pack is called 'pagerdut'; did you mean 'pagerduty'? (bundled: "),
        ("trackers: {project: [A]}\n", ":1:12: unknown key 'project' (did you mean 'projects'?)"),
        ("paths: [a]\npaths: [b]\n", ":2:1: key 'paths' appears twice (keep one of the two)"),
        ("paths: [a]\nPATHS: [b]\n", ":2:1: key 'PATHS' appears twice (keep one of the two)"),
        ("- paths\n", ":1:1: expected keys and values (such as 'paths: [docs/incidents]')"),
        ("paths\n", ":1:1: expected keys and values"),
        ("paths: &a [b]\n", ":1:8: a YAML anchor (write the value out where it is used)"),
        ("paths: *a\n", ":1:8: a YAML alias (write the value out, or put it in quotes)"),
        (
            "paths: !!python/name:os.system []\n",
            ":1:8: a YAML tag (remove the tag that starts with !, or put ",
        ),
        ("<<: {paths: [a]}\n", ":1:1: a YAML merge key (write the values out)"),
        ("%YAML 1.2\n---\npaths: []\n", ":1:1: a YAML directive"),
        ("paths: []\n---\npaths: []\n", ":2:1: a second YAML document"),
        ("process: {words: {done: ['']}}\n", ":1:26: '' says nothing (write a word, or remove it)"),
        (
            "exclude: [*.draft.md]\n",
            ":1:12: not valid YAML: did not find expected alphabetic or numeric character (put",
        ),
        (
            "exclude: [!a]\n",
            ":1:13: not valid YAML: did not find expected whitespace or line break (put the value in ",
        ),
        (
            "exclude: [@a]\n",
            ":1:11: not valid YAML: found character that cannot start any token (put the value in ",
        ),
        ("paths: [\n", ":2:1: not valid YAML: "),
        ("paths:\n\t- a\n", ":2:1: not valid YAML: "),
        (b"paths: []\n# caf\xe9\n", ":2:6: the configuration is not UTF-8 (save it as UTF-8)"),
        ("paths: [a]\n".encode("utf-16"), ":1:1: the configuration is not UTF-8"),
        ("paths: [a\x1b[2J]\n", ":1:10: control character U+001B in YAML"),
        ("#" * (64 * 1024 + 1), ": the configuration is larger than 64 KiB"),
    ],
)
def test_a_mistake_ends_with_2_and_is_told_with_its_place(check: Check, content: str | bytes, told: str) -> None:
    write(".pmlint.yaml", content)
    for arguments in ((), ("rules",), ("explain", "PM101"), ("--config", ".pmlint.yaml", "docs")):
        code, out, err = check(*arguments)
        assert (code, out) == (2, "")
        assert err.startswith(f"error: .pmlint.yaml{told}")


def test_a_configured_pack_that_is_none_is_told_with_its_place(check: Check) -> None:
    write(".pmlint.yaml", "pack: ./nowhere\n")
    code, _, err = check()
    assert code == 2
    assert err.startswith("error: .pmlint.yaml:1:7: '")
    assert err.endswith("nowhere' is not a pack: it has no pack.yaml\n")


MANY_MISTAKES = """\
path: []
exclude: ["[z-a]"]
not-postmortems: 1
levels:
  PM101: fatal
  missing-sektion: off
  PM1O1: off
fail-on: eror
since: 2026-13-40
severity: 7
people: [./nowhere]
calendar: {time-zone: Europe/Zurch, holidays: [2026]}
overrides:
  - paths: ["[z-a]"]
    severity: 8
    levels: {zebra: off}
"""
MANY_PLACES = [
    *("1:1", "2:12", "3:18", "5:10", "6:3", "7:3", "8:10", "9:8", "10:11", "11:10", "12:12", "12:48"),
    *("14:14", "15:15", "16:14"),
]


def test_all_mistakes_are_told_in_one_run(check: Check) -> None:
    write(".pmlint.yaml", MANY_MISTAKES)
    for command in ("check", "stats", "actions"):
        code, _, err = check(command)
        assert code == 2
        told = [line.removeprefix("error: ").strip().split(": ")[0] for line in err.splitlines()]
        assert told == [f".pmlint.yaml:{place}" for place in MANY_PLACES]


def test_what_is_no_setting_ends_a_command_that_needs_the_pack_only(check: Check) -> None:
    write(".pmlint.yaml", "fail-on: eror\n")
    code, out, err = check("rules", "--test")
    assert (code, out) == (2, "")
    assert err.startswith("error: .pmlint.yaml:1:10: 'fail-on': expected 'error'")


def test_all_configured_paths_that_are_missing_are_told_in_one_run(check: Check) -> None:
    write(".pmlint.yaml", "paths: [docs/incident, docs, nowhere]\n")
    code, _, err = check()
    assert code == 2
    assert err.splitlines() == [
        "error: .pmlint.yaml:1:9: 'paths': no file or folder 'docs/incident'; did you mean 'docs/incidents'?",
        "       .pmlint.yaml:1:30: 'paths': no file or folder 'nowhere'; did you mean 'docs/incidents'?",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[tool.pmlint]\npath = []\n", ":2:1: unknown key 'path' (did you mean 'paths'?)"),
        ("[project]\nname = 'x'\n\n[tool.pmlint]\npaths = 'docs'\n", ":5:10: 'paths': expected a list"),
        ("[tool.pmlint.levels]\nPM101 = 'fatal'\n", ":2:10: 'levels.PM101': expected 'error', "),
        ("[tool.pmlint.levels]\nzebra = 'off'\n", ":2:1: no rule is called 'zebra'"),
        ("[tool.pmlint]\npack = 'zebra'\n", ":2:9: no pack is called 'zebra'"),
        ("[tool.pmlint.process.words]\ndone = ['']\n", ":2:1: '' says nothing"),
        ("[tool.pmlint]\nfail-on = 'eror'\n", ":2:12: 'fail-on': expected"),
        ("[tool.pmlint]\nexclude = [\n  'a',\n  '[z-a]',\n]\n", ":4:4: 'exclude.1': not a pattern"),
        ("[tool.pmlint]\ngate.register = 1\n", ":2:17: 'gate.register': expected text"),
        ("tool.pmlint.severity = 7\n", ":1:24: 'severity': the process has no severity 7"),
        ("[[tool.pmlint.overrides]]\npaths = ['a']\n[[tool.pmlint.overrides]]\npath = ['a']\n", ":3:3: key 'overr"),
        ("[[tool.pmlint.overrides]]\npaths = ['a']\n[tool.pmlint.overrides.levels]\nx = 'off'\n", ":4:1: no rule "),
        ("[tool.pmlint]\npaths = [\n", ":3:1: not valid TOML: "),
        ("[tool.pmlint]\npaths = nope\n", ":2:9: not valid TOML: Invalid value"),
        ("[tool.pmlint]\npaths = []\npaths = []\n", ":3:11: not valid TOML: Cannot overwrite a value"),
        ("[tool.pmlint]\npaths = " + "[" * 5000, ":1:1: not valid TOML: nested too deep"),
        (b"[tool.pmlint]\n# caf\xe9\n", ":2:6: the configuration is not UTF-8"),
        ("[tool]\npmlint = 1\n", ":1:1: "),
    ],
)
def test_a_mistake_in_a_pyproject_is_told_too(check: Check, content: str | bytes, told: str) -> None:
    write("pyproject.toml", content)
    code, out, err = check()
    assert (code, out) == (2, "")
    assert err.startswith(f"error: pyproject.toml{told}")


@pytest.mark.parametrize(
    "content", ["[tool.other]\nx = 'pmlint'\n", "broken = [pmlint\n", "[tool.ruff]\n", "tool = 1 # pmlint\n"]
)
def test_what_a_pyproject_says_to_others_is_not_ours(check: Check, content: str) -> None:
    write("pyproject.toml", content)
    assert check()[0] == 1


def test_two_configurations_are_one_too_many(check: Check) -> None:
    write(".pmlint.yaml", "")
    write("pyproject.toml", "[tool.pmlint]\n")
    code, _, err = check()
    assert code == 2
    assert err == "error: .pmlint.yaml and [tool.pmlint] in pyproject.toml both configure pmlint; keep one of the two\n"


@pytest.mark.parametrize("make", [lambda path: write(path, ""), lambda path: os.symlink("nowhere", path)])
def test_the_other_spelling_of_the_name_is_told_and_not_passed_over(check: Check, make: Callable[[str], None]) -> None:
    make(".pmlint.yml")
    code, _, err = check()
    assert code == 2
    assert err == "error: .pmlint.yml: rename it to .pmlint.yaml; it is not read under this name\n"


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("pmlint.yaml", "rename it to .pmlint.yaml"),
        ("pmlint.yml", "rename it to .pmlint.yaml"),
        (".pmlint.toml", "write it as .pmlint.yaml, or as [tool.pmlint] in pyproject.toml"),
        ("pmlint.toml", "write it as .pmlint.yaml, or as [tool.pmlint] in pyproject.toml"),
    ],
)
def test_other_names_of_a_configuration_are_told_with_what_to_do(check: Check, name: str, advice: str) -> None:
    write(name, "")
    code, _, err = check()
    assert (code, err) == (2, f"error: {name}: {advice}; it is not read under this name\n")


def linked(name: str, content: str) -> None:
    write("elsewhere", content)
    os.symlink("elsewhere", name)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: os.symlink("nowhere", ".pmlint.yaml"), "is a link, not a file"),
        (lambda: os.symlink("/dev/zero", ".pmlint.yaml"), "is a link, not a file"),
        (lambda: linked(".pmlint.yaml", "paths: [x]\n"), "is a link, not a file"),
        (lambda: linked("pyproject.toml", "[tool.pmlint]\n"), "is a link, not a file"),
        (lambda: os.mkfifo(".pmlint.yaml"), "is not a regular file"),
        (lambda: os.mkdir(".pmlint.yaml"), "can't be read: Is a directory"),
        (lambda: os.mkfifo("pyproject.toml"), "is not a regular file"),
    ],
)
def test_what_cannot_be_read_is_never_taken_for_no_configuration(
    check: Check, make: Callable[[], None], told: str
) -> None:
    make()
    code, _, err = check()
    assert code == 2
    assert told in err


def test_a_configuration_named_by_hand_has_to_exist(check: Check) -> None:
    code, _, err = check("--config", "other.yaml")
    assert code == 2
    assert err == "error: other.yaml: the configuration can't be read: No such file or directory\n"


def test_an_unknown_rule_of_the_command_line_is_not_the_configurations(check: Check) -> None:
    write(".pmlint.yaml", "levels: {PM101: off}\n")
    code, _, err = check("--level", "zebra=off")
    assert (code, err) == (2, "error: no rule is called 'zebra'; 'pmlint rules' lists them\n")


# --- what it does -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["", "# nothing\n", "{}\n", "\ufeffpaths: [docs/incidents]\n"])
def test_an_empty_configuration_is_one(check: Check, content: str) -> None:
    write(".pmlint.yaml", content)
    assert check()[0] == 1


@pytest.mark.parametrize("below", ["docs/incidents", "a/b/c"])
def test_the_configuration_of_the_repository_counts_with_its_own_paths(
    check: Check, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    write(".pmlint.yaml", "paths: [docs/incidents]\nlevels: {PM101: off}\n")
    os.makedirs(below, exist_ok=True)
    monkeypatch.chdir(below)
    code, out, _ = check()
    assert code == 1
    assert " PM101 " not in out.partition("rules of ")[0]
    assert out.startswith(f"{os.path.relpath('docs/incidents', below)}/2026-01-05-a.md:".removeprefix("./"))


def test_a_configuration_below_the_root_is_not_used_and_told(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    write(".pmlint.yaml", "paths: [docs/incidents]\n")
    write("team/.pmlint.yaml", "levels: {PM101: off}\n")
    monkeypatch.chdir("team")
    code, out, err = check()
    assert code == 1
    assert "off:" not in out
    assert err.startswith("warning: .pmlint.yaml is not used: the configuration is that of the repository, ")


def test_without_a_repository_only_the_working_directory_configures(
    check: Check, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("outside"))
    write(".pmlint.yaml", "levels: {PM101: off}\n")
    write("inner/2026-01-05-a.md", "No title.\n")
    assert "off: PM101" in check("inner")[1]
    monkeypatch.chdir("inner")
    assert "rules of incident-process, not configured (choose a pack with --pack, or" in check(".")[1]


def test_the_search_ends_at_the_repository(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    write(".pmlint.yaml", "zebra: 1\n")
    write("inner/.git", "gitdir: elsewhere\n")
    write("inner/sub/2026-01-05-b.md", "No title.\n")
    monkeypatch.chdir("inner/sub")
    assert check(".")[0] == 1
    os.remove("../.git")
    assert check(".")[0] == 2


def test_a_configuration_of_another_folder_keeps_its_own_paths_and_pack(check: Check) -> None:
    write("team/conf.yaml", "paths: [incidents]\npack: ./pack\nexclude: [incidents/old]\n")
    write("team/pack/pack.yaml", (packs.bundled_folder() / packs.BASE / "pack.yaml").read_bytes())
    write("team/incidents/2026-01-05-b.md", "No title.\n")
    write("team/incidents/old/2026-01-05-c.md", "No title.\n")
    code, out, _ = check("--config", "team/conf.yaml", "--format", "json")
    assert code == 0
    assert '"team/incidents/2026-01-05-b.md"' in out
    assert [each["pattern"] for each in json.loads(out)["skipped"]] == ["incidents/old"]
    assert '"findings": []' in out


def test_a_pyproject_configures_like_the_file_of_our_own(check: Check) -> None:
    write("pyproject.toml", "[tool.pmlint]\npaths = ['other']\n\n[tool.pmlint.levels]\nmissing-section = 'off'\n")
    write("other/2026-01-05-b.md", "No title.\n")
    code, out, _ = check()
    assert code == 1
    assert out.startswith("other/2026-01-05-b.md:")
    assert "rules of incident-process, configured by pyproject.toml; off: PM101 missing-section\n" in out


ACTION_OF = "# A\n\n## Corrective Actions\n\n### Corrective\n\n- [ ] Cap it (owner: {}, PAY-1, due 2026-01-09)\n"


@pytest.mark.parametrize(
    ("people", "owner", "found"),
    [
        ("", "Xanti Roth", False),
        ("", "Xanti", True),
        ("people: ['Xanti Roth, @xr']\n", "@xr", False),
        ("people: ['Xanti Roth, @xr']\n", "Xanti", False),
        ("people: ['Xanti Roth, @xr']\n", "Ana Silva", True),
        ("people: [.github/CODEOWNERS]\n", "@ana", False),
        ("people: [.github/CODEOWNERS]\n", "Xanti Roth", True),
        ("people: [.github/CODEOWNERS, ./people.txt]\n", "Xanti Roth", False),
        ("people: ['@acme/core']\n", "Ana Silva", True),
    ],
)
def test_who_is_known_as_an_owner(check: Check, people: str, owner: str, found: bool) -> None:
    write(".pmlint.yaml", f"paths: [docs/incidents]\n{people}")
    write(".github/CODEOWNERS", "# us\n* @ana @acme/core\n")
    write("people.txt", "Xanti Roth <xanti@acme.test>\n")
    write("docs/incidents/2026-01-05-a.md", ACTION_OF.format(owner))
    code, out, _ = check("check", "--final", "--format=concise")
    assert code == 1
    assert ("error PM215" in out) == found


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("people: [./nothing.txt]\n", ":1:10: the people file './nothing.txt' can't be read: No such file"),
        ("people:\n  - Ana Roth\n  - ./link\n", ":3:5: the people file './link' is a link"),
        ("people: [./empty]\n", ":1:10: the people file './empty' names nobody"),
        ("people: [./latin]\n", ":1:10: the people file './latin' is not UTF-8"),
        ("people: Ana Roth\n", ":1:9: 'people': expected a list"),
        ("people: [{name: Ana}]\n", ":1:10: 'people.0': expected text"),
    ],
)
def test_a_list_of_people_that_can_not_be_had_is_told_with_its_place(check: Check, content: str, told: str) -> None:
    write("empty", "# nobody\n")
    write("latin", "Ren\xe9 Roth\n".encode("latin-1"))
    os.symlink("empty", "link")
    write(".pmlint.yaml", content)
    code, _, err = check("check")
    assert code == 2
    assert f"error: .pmlint.yaml{told}" in err


@pytest.mark.parametrize("level", ["off", "note", "warning", "error"])
def test_levels_of_the_configuration_are_shown_by_rules_and_used(check: Check, level: str) -> None:
    write(".pmlint.yaml", f"levels: {{PM101: {level}}}\n")
    line = next(line for line in check("rules")[1].splitlines() if line.startswith("PM101"))
    assert line.split()[:3] == ["PM101", "missing-section", level]
    found = json.loads(check("--format", "json")[1])["findings"]
    assert {each["level"] for each in found if each["rule"] == "PM101"} == {level} - {"off"}


def test_the_command_line_beats_the_configuration(check: Check) -> None:
    write(".pmlint.yaml", "levels: {PM101: off}\npaths: [nowhere]\npack: ./nowhere\n")
    options = ["--level", "missing-section=note", "--pack", "incident-process", "--format", "json"]
    code, out, _ = check(*options, "docs")
    assert code == 1
    assert {each["level"] for each in json.loads(out)["findings"] if each["rule"] == "PM101"} == {"note"}


def test_explain_knows_the_rules_of_the_configured_pack(check: Check) -> None:
    write("pack/pack.yaml", (packs.bundled_folder() / packs.DEFAULT_PACK / "pack.yaml").read_bytes())
    write(
        "pack/untitled.yaml",
        "id: XX001\nname: untitled\nsummary: A title\nlevel: note\ncheck: {kind: title-present}\n"
        "source: ours\nwhy: why\nfix: fix\nexamples: []\n",
    )
    write(".pmlint.yaml", "pack: ./pack\n")
    assert check("explain", "XX001")[0] == 0
    assert check("explain", "PM101")[0] == 2
    assert check("explain", "PM101", "--pack", "incident-process")[0] == 0


def test_mistakes_of_a_pack_are_told_in_one_run(check: Check) -> None:
    write("pack/pack.yaml", "name: x\n")
    write("pack/a.yaml", "lvl: 1\n")
    write("pack/b.yaml", b"\xff")
    code, out, err = check("--pack", "./pack")
    assert (code, out) == (2, "")
    for name in ("pack/pack.yaml:1:1: key 'title' is missing", "pack/a.yaml:1:1: ", "pack/b.yaml:1:1: not UTF-8"):
        assert name in err


# --- hostile configurations -------------------------------------------------------------------------------------------

ESCAPES = [
    'paths: ["::set-output name=a::b"]\n"::stop-commands::x": 1\n',
    '"\\n::set-env name=PATH::/tmp": 1\n',
    '"##[add-path]/tmp": 1\n',
    'levels: {"\\e[2J\\e]0;owned\\a": off}\n',
    'levels: {"PM101\\r::add-mask::e": off}\n',
    'pack: "\\n::debug::x\\u202e"\n',
    'pack: "./a\\0b"\n',
    'paths: ["a\\0b"]\n',
    'paths: ["\\n::error::x"]\n',
    'exclude: ["[[[[", "\\n::error::x", "*a*a*a*a*a*a*a*a*a*a*a*a*b"]\n',
]


@pytest.mark.parametrize("content", ESCAPES)
def test_nothing_in_a_configuration_commands_the_reader_of_our_output(
    check: Check, foreign: Callable[[str], list[object]], content: str
) -> None:
    write(".pmlint.yaml", content)
    code, out, err = check()
    assert code in (1, 2)
    for stream in (out, err):
        assert foreign(stream) == []
        assert "::error::x" not in stream.splitlines()
        assert not set(map(chr, (*range(10), *range(11, 32), 127, 0x9B, 0x202E))) & set(stream)


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile files lie beside the checkout only where pmlint is made")
def test_hostile_configurations_fail_as_expected(check: Check, foreign: Callable[[str], list[object]]) -> None:
    expected = dict(
        line.split(",")[0::2][:2] for line in (HOSTILE.parent / "expected_configs.csv").read_text().splitlines()[1:]
    )
    assert expected
    for name, what in expected.items():
        code, out, err = check("--config", str(HOSTILE / name), "docs")
        assert code in ((2,) if what == "must-fail" else (0, 1, 2, 3, 4)), name
        assert "Traceback" not in err
        for stream in (out, err):
            assert foreign(stream) == []
            assert stream.replace("\n", "").isprintable()
