"""The command line as a user and a build system meet it."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from pmlint import packs
from pmlint.cli.main import run

EXAMPLE = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_bytes()
COMMAND = Path(sys.executable).parent / "pmlint"

Check = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "PMLINT_AS_OF", "FORCE_COLOR", "NO_COLOR",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    write(".git/HEAD", b"")


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs `pmlint`: exit code, standard output, standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        return code, *capsys.readouterr()

    return call


def write(path: str, content: bytes = b"No title.\n") -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content)
    return path


def installed(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs the installed command."""
    return subprocess.run([COMMAND, *arguments], capture_output=True, env={**os.environ, **environment}, timeout=60)


# --- commands ---------------------------------------------------------------------------------------------------------


def test_the_installed_command_tells_a_second_postmortem_of_one_incident() -> None:
    for name in "ab":
        write(f"2026-03-12-{name}.md", EXAMPLE)
    done = installed("check", "--as-of", "2026-03-20", "--format", "concise", "2026-03-12-a.md", "2026-03-12-b.md")
    (line,) = [line for line in done.stdout.decode().splitlines() if "PM025" in line]
    assert line == (
        "2026-03-12-b.md:2:5: warning PM025 incident 'INC-2026-007' already has a postmortem: '2026-03-12-a.md'"
    )
    assert done.returncode == 0
    assert b"PM025" not in installed("check", "--as-of", "2026-03-20", "--format", "concise", "2026-03-12-b.md").stdout


def test_the_installed_command_checks_the_usual_folder() -> None:
    write("docs/incidents/2026-01-05-a.md")
    done = installed()
    assert done.returncode == 1
    assert b"docs/incidents/2026-01-05-a.md:1:1: error PM" in done.stdout
    assert done.stderr == b""


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "pmlint", "--version"], capture_output=True, timeout=60)
    assert done.returncode == 0
    assert done.stdout.startswith(b"pmlint 0.")


@pytest.mark.parametrize(
    "arguments",
    [
        ("docs",),
        ("check", "docs"),
        ("--format", "concise", "docs"),
        ("--quiet", "docs"),
        ("-v", "docs"),
        ("--", "docs"),
        ("docs", "--format", "concise"),
        ("./docs/../docs",),
    ],
)
def test_check_is_the_command_that_need_not_be_said(check: Check, arguments: tuple[str, ...]) -> None:
    write("docs/2026-01-05-a.md")
    code, out, _ = check(*arguments)
    assert code == 1
    assert "2026-01-05-a.md:1:1: error PM" in out


@pytest.mark.parametrize("name", ["actions", "check", "explain", "new", "parse", "rules", "stats"])
def test_a_folder_may_be_called_like_a_command(check: Check, name: str) -> None:
    write(f"{name}/2026-01-05-a.md")
    for arguments in ((f"./{name}",), (f"{name}/",), ("check", name), ("--", name)):
        code, out, _ = check(*arguments)
        assert code == 1
        assert f"{name}/2026-01-05-a.md:1:1: error" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("chekc",), "no file or folder 'chekc'; did you mean the command 'pmlint check'?"),
        (("rule",), "no file or folder 'rule'; did you mean the command 'pmlint rules'?"),
        (("explian", "PM101"), "no file or folder 'explian'; did you mean the command 'pmlint explain'?"),
        (("doc/incidents",), "no file or folder 'doc/incidents'; name what to check, or set 'paths' in .pmlint.yaml"),
        (("docs/incident",), "no file or folder 'docs/incident'; did you mean 'docs/incidents'?"),
        (("docs/incidents/2026-01-05-b.md",), "; did you mean 'docs/incidents/2026-01-05-a.md'?"),
        (("zebra",), "no file or folder 'zebra'; name what to check, or set 'paths' in .pmlint.yaml"),
        (("",), "no file or folder ''; name what to check, or set 'paths' in .pmlint.yaml"),
        (("docs", "zebra"), "no file or folder 'zebra'"),
        (("--fromat", "json", "docs"), "No such option '--fromat'"),
        (("--format", "jsn", "docs"), "'jsn' is not one of"),
        (("--level", "PM101", "docs"), "'PM101' is not RULE=error, RULE=warning, RULE=note or RULE=off"),
        (("--level", "PM101=fatal", "docs"), "'PM101=fatal' is not RULE=error"),
        (("--level", "missing-sektion=off", "docs"), "no rule is called 'missing-sektion'; did you mean 'missing-sect"),
        (("--output", "json", "docs"), "'json' is not FORMAT=FILE; formats: full, concise, github, json"),
        (("--output", "jsn=x", "docs"), "'jsn=x' is not FORMAT=FILE"),
        (("--output", "json=", "docs"), "'json=' is not FORMAT=FILE"),
        (("--as-of", "20260105", "docs"), "'20260105' is not a day as YYYY-MM-DD"),
        (("--as-of", "2026-02-30", "docs"), "'2026-02-30' is not a day as YYYY-MM-DD"),
        (("--as-of", "２０２６-01-05", "docs"), "is not a day as YYYY-MM-DD"),
        (("--fail-on", "fatal", "docs"), "'fatal' is not one of"),
        (
            ("--pack", "zebra", "docs"),
            f"no pack is called 'zebra' (bundled: {', '.join(packs.bundled_names())}); a folder is written './z",
        ),
        (("--pack", "./docs", "docs"), "'./docs' is not a pack: it has no pack.yaml"),
        (("explain", "PM2O1"), "no rule is called 'PM2O1'; did you mean 'PM201'?"),
        (("explain", "zebra"), "no rule is called 'zebra'; 'pmlint rules' lists them"),
        (("explain",), "Missing argument 'RULE'"),
        (("parse",), "Missing argument 'FILE...'"),
        (("parse", "zebra.md"), "no file 'zebra.md'"),
    ],
    ids=lambda value: " ".join(value) or "nothing" if isinstance(value, tuple) else "",
)
def test_what_was_mistyped_ends_with_2_and_a_way_out(check: Check, arguments: tuple[str, ...], told: str) -> None:
    write("docs/incidents/2026-01-05-a.md")
    code, out, err = check(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert err.startswith("error: ")


@pytest.mark.parametrize(
    "arguments", [("--help",), ("-h",), ("check", "--help"), ("rules", "-h"), ("--version",), ("-V",)]
)
def test_help_ends_with_0(check: Check, arguments: tuple[str, ...]) -> None:
    code, out, err = check(*arguments)
    assert (code, err) == (0, "")
    assert out


def test_parse_prints_an_object_a_line_also_for_what_cannot_be_read(check: Check) -> None:
    paths = [write("a.md", EXAMPLE), write("b.md", b"\xff"), write("c.md", b"")]
    code, out, err = check("parse", *paths)
    assert code == 4
    assert [json.loads(line)["path"] for line in out.splitlines()] == paths
    assert err == "error: b.md: the file is not UTF-8: byte 0xFF in line 1\n"
    assert check("parse", "a.md")[0] == 0


def test_rules_are_listed_as_a_table_and_as_json(check: Check) -> None:
    table = check("rules")[1].splitlines()
    data = json.loads(check("rules", "--format", "json")[1])
    assert [line.split()[0] for line in table] == [rule["id"] for rule in data]
    assert [rule["id"] for rule in data] == sorted(rule["id"] for rule in data)


def test_explain_says_all_of_each_rule(check: Check) -> None:
    for rule in json.loads(check("rules", "--format", "json")[1]):
        code, out, _ = check("explain", rule["name"])
        assert code == 0
        assert out.startswith(f"{rule['id']} {rule['name']}\n")
        assert " ".join(rule["why"].split()) in " ".join(out.split())


def test_explain_names_the_file_where_an_example_is_about_its_name(check: Check) -> None:
    for rule in ("PM003", "PM004", "PM015"):
        out = check("explain", rule)[1]
        assert re.search(r"^Bad, in the file \S.*\.md$", out, re.MULTILINE), rule
        examples = re.findall(r"^(?:Bad|Good).*\n(?:  .*\n)+", out, re.MULTILINE)
        assert len(set(examples)) == len(examples) > 1, rule


def test_explain_offers_the_levels_that_a_rule_does_not_have(check: Check) -> None:
    assert "levels: {missing-action-group: error}   # now warning; or note, off" in check("explain", "PM210")[1]
    assert "levels: {missing-severity: warning}   # now error; or note, off" in check("explain", "PM010")[1]
    write(".pmlint.yaml", b"levels: {PM210: off}\n")
    assert "levels: {missing-action-group: error}   # now off; or warning, note" in check("explain", "PM210")[1]


def test_explain_does_not_forbid_in_one_line_what_it_offers_in_another(check: Check) -> None:
    out = check("explain", "PM010")[1]
    assert "can't be ignored" not in out
    said = "No comment in a document can ignore this rule; only the configuration can change its level."
    assert " ".join(out.split()).endswith(said)


def test_explain_says_who_asks_for_what_a_rule_asks(check: Check) -> None:
    ours = check("explain", "PM014")[1]
    assert "  pmlint's authors; the process does not ask for it. Their reason: a postmortem is found by" in ours
    assert (
        "https://response.pagerduty.com/after/post_mortem_template/"
        in check("explain", "PM101", "--pack", "pagerduty")[1]
    )


def test_explain_says_which_process_a_source_without_an_address_is(check: Check) -> None:
    assert (
        "  The pack incident-process (Incident Process) follows PROCESS.md, version 1.0\n"
        in check("explain", "PM101")[1]
    )


@pytest.mark.parametrize("pack", packs.bundled_names())
def test_explain_gives_the_address_of_the_page_of_a_rule(check: Check, pack: str) -> None:
    for rule in json.loads(check("rules", "--format", "json", "--pack", pack)[1])[::9]:
        out = check("explain", rule["id"], "--pack", pack)[1]
        (page,) = re.findall(
            r"^Page\n  https://github\.com/pmlint/pmlint/blob/v[0-9.]+/rules/(\S+)$", out, re.MULTILINE
        )
        assert f"id: {rule['id']}\n" in (packs.bundled_folder() / page).read_text("utf-8")


@pytest.mark.parametrize("command", [("explain", "PM101"), ("rules",), ("rules", "--pack", "gitlab"), ("docs",)])
def test_nothing_is_wider_than_a_terminal(command: tuple[str, ...]) -> None:
    """Documents excepted, which have lines of their own, and words that are longer."""
    write("docs/2026-01-05-a.md")
    lines = on_terminal(*command, columns=80)
    assert len(lines) > 20
    wide = [line for line in lines if len(line) > 80 and not line.startswith("  | ")]
    assert [line for line in wide if len(line.split()) > 1] == []


def on_terminal(*command: str, columns: int) -> list[str]:
    """What the installed command shows on a terminal of some columns, without its colours."""
    screen, terminal = os.openpty()
    termios.tcsetwinsize(terminal, (24, columns))
    shown = bytearray()
    with subprocess.Popen([COMMAND, *command], stdout=terminal, env={**os.environ, "TERM": "xterm"}):
        os.close(terminal)
        with suppress(OSError):  # which is how the end of a terminal reads
            while part := os.read(screen, 65536):
                shown += part
    os.close(screen)
    return re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).splitlines()


@pytest.mark.parametrize("command", [("explain", "PM101"), ("rules",), ("docs",)])
def test_colours_are_a_matter_of_the_option_and_of_the_environment(
    check: Check, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    write("docs/2026-01-05-a.md")
    plain = check(*command)[1]
    colored = check(*command, "--color", "always")[1]
    assert "\x1b[" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain != colored
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert check(*command)[1] == colored
    monkeypatch.setenv("NO_COLOR", "1")
    assert check(*command)[1] == plain


@pytest.mark.parametrize(
    ("environment", "colored"), [({}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False)], ids=str
)
@pytest.mark.parametrize("command", [("explain", "PM101"), ("rules",), ("docs",)])
def test_a_terminal_shows_colours_unless_it_can_not(
    command: tuple[str, ...], environment: dict[str, str], colored: bool
) -> None:
    write("docs/2026-01-05-a.md")
    screen, terminal = os.openpty()
    with subprocess.Popen([COMMAND, *command], stdout=terminal, env={**os.environ, "TERM": "xterm", **environment}):
        os.close(terminal)
        shown = bytearray()
        with suppress(OSError):  # which is how the end of a terminal reads
            while part := os.read(screen, 65536):
                shown += part
    os.close(screen)
    assert (b"\x1b[" in shown) == colored


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("explain", "PM2O1"), "did you mean 'PM201'?"),
        (("explain", "pm20l"), "did you mean 'PM201'?"),
        (("explain", "PM1"), "did you mean 'PM101'?"),
        (("explain", "PM"), "'pmlint rules' lists them"),
        (("explain", "201"), "did you mean 'PM201'?"),
        (("--format", "ful"), "'concise', 'github', 'json'; did you mean 'full'?"),
        (("--fail-on", "warnings"), "; did you mean 'warning'?"),
        (("--color", "allways"), "; did you mean 'always'?"),
        (("rules", "--format", "Jsn"), "; did you mean 'json'?"),
        (("help",), "did you mean the command 'pmlint --help'?"),
        (("version",), "did you mean the command 'pmlint --version'?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_near_name_is_offered_for_ids_values_and_options(check: Check, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = check(*arguments)
    assert (code, out) == (2, "")
    assert told in err


# --- input ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [(EXAMPLE, 0, "no findings in 1 file"), (b"x\n", 1, "in.md:1:1: error"), (b"\xff", 4, "in.md: not read")],
)
def test_standard_input_is_read_under_a_name(
    check: Check, monkeypatch: pytest.MonkeyPatch, content: bytes, code: int, told: str
) -> None:
    write("artifacts/2026-03-12/metrics.txt")  # which the example names
    monkeypatch.setenv("PMLINT_AS_OF", "2026-03-20")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    found, out, _ = check("-", "--stdin-filename", "in.md", "--level", "misnamed-file=off", "--level", "PM004=off")
    assert found == code, out
    assert told in out


def test_standard_input_without_end_is_refused() -> None:
    with open("/dev/zero", "rb") as endless:
        done = subprocess.run([COMMAND, "-"], stdin=endless, capture_output=True, timeout=60)
    assert done.returncode == 4
    assert b"larger than 1024 KiB" in done.stdout


def test_a_file_that_is_named_and_found_is_judged_once(check: Check) -> None:
    write("docs/2026-01-05-a.md")
    report = json.loads(check("--format", "json", "docs", "docs/2026-01-05-a.md", "./docs")[1])
    assert report["files"] == ["docs/2026-01-05-a.md"]
    assert len({(each["rule"], each["message"]) for each in report["findings"]}) == len(report["findings"])


def test_skipped_files_are_told(check: Check) -> None:
    write("docs/README.md")
    code, out, err = check("docs/README.md")
    assert code == 0
    assert out.startswith("docs/README.md: skipped, not a postmortem\n")
    assert err == "note: no postmortem to check\n"


@pytest.mark.parametrize(
    "name",
    [
        b"\x1b[2J\x1b]0;owned\x07.md",
        b"::set-output name=a::b.md",
        b"##[stop-commands]x.md",
        b"a\n::add-mask::e.md",
        b"a\r##[group]x.md",
        b"caf\xe9.md",
        "\u202etxt.md".encode(),
        b"a,b=c%0A::x.md",
        b"-dash.md",
    ],
)
@pytest.mark.parametrize("format", ["full", "concise", "github", "json"])
def test_a_file_name_is_never_a_command(
    check: Check, foreign: Callable[[str], list[object]], name: bytes, format: str
) -> None:
    Path("docs").mkdir()
    Path(os.fsdecode(b"docs/" + name)).write_bytes(b"No title.\n")
    os.symlink("nowhere", os.fsdecode(b"docs/link" + name))
    for arguments in (["docs"], [os.fsdecode(b"docs/" + name)], [os.fsdecode(b"docs/none" + name)], ["parse", "docs"]):
        code, out, err = check("--format", format, *arguments) if arguments[0] != "parse" else check(*arguments)
        assert code in (1, 2, 4)
        for stream in (out, err):
            assert foreign(stream) == []
            assert not set(map(chr, (*range(10), *range(11, 32), 127, 0x9B, 0x202E, 0xDCE9))) & set(stream)


# --- day --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "day"),
    [
        (("--as-of", "2026-03-01"), None, "2026-03-01"),
        ((), "2026-04-01", "2026-04-01"),
        (("--as-of", "2026-03-01"), "2026-04-01", "2026-03-01"),
    ],
)
def test_the_day_comes_from_the_option_or_else_the_environment(
    check: Check, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], environment: str | None, day: str
) -> None:
    if environment:
        monkeypatch.setenv("PMLINT_AS_OF", environment)
    write("2026-01-05-a.md")
    assert json.loads(check("--format", "json", *arguments, ".")[1])["tool"]["as_of"] == day


def test_a_day_in_the_environment_that_is_none_is_a_mistake(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMLINT_AS_OF", "\n::set-env name=X::tomorrow")
    code, out, err = check(".")
    assert (code, out) == (2, "")
    assert "is not a day as YYYY-MM-DD" in err
    assert not any(line.startswith("::") for line in err.splitlines())


@pytest.mark.parametrize("form", ["same", "other spelling", "link", "hard link"])
def test_a_report_does_not_overwrite_a_document(check: Check, form: str) -> None:
    document = Path("docs/2026-01-05-a.md")
    document.parent.mkdir()
    document.write_text("# T\n")
    before = document.read_bytes()
    target = {"same": str(document), "other spelling": f"./x/../{document}"}.get(form, "report.json")
    Path("x").mkdir()
    if form == "link":
        os.symlink(document, target)
    elif form == "hard link":
        os.link(document, target)
    code, _, err = check("--output", f"json={target}", str(document))
    assert code == 2
    assert err == f"error: '--output' would overwrite '{document}', which is a document; name another file\n"
    assert document.read_bytes() == before


# --- output -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": ""}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
    ids=[
        "unasked",
        "typed",
        "forced",
        "forced by nothing",
        "forced and unwanted",
        "forced and unwanted by nothing",
        "typed and unwanted",
        "typed off and forced",
    ],
)
def test_colours_are_used_where_they_are_wanted(
    check: Check,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    colored: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    write("2026-01-05-a.md")
    for name in ("full", "concise"):
        out = check("--format", name, *arguments, "--output", f"{name}=report.txt", ".")[1]
        assert ("\x1b[" in out) is colored
        assert b"\x1b" not in Path("report.txt").read_bytes()


@pytest.mark.parametrize("value", ["true", "false", ""])
def test_github_actions_gets_annotations_by_itself(check: Check, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", value)
    write("2026-01-05-a.md")
    assert check(".")[1].startswith("::error ") is (value == "true")
    assert json.loads(check("--format", "json", ".")[1])


def test_annotations_name_files_from_the_workspace(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    write("sub/docs/2026-01-05-a.md")
    monkeypatch.setenv("GITHUB_WORKSPACE", os.getcwd())
    monkeypatch.chdir("sub")
    out = check("--format", "github", "docs")[1]
    assert out.startswith("::error file=sub/docs/2026-01-05-a.md,line=1,")
    monkeypatch.setenv("GITHUB_WORKSPACE", "/somewhere/else")
    assert check("--format", "github", "docs")[1].startswith("::error file=docs/2026-01-05-a.md,line=1,")


def test_the_job_summary_is_added_to_what_stands_there(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    write("2026-01-05-a.md")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", write("summary.md", b"before\n"))
    assert check("--format", "json", ".")[0] == 1
    assert Path("summary.md").read_bytes() == b"before\n"
    assert check("--format", "github", "2026-01-05-a.md")[0] == 1
    assert Path("summary.md").read_text().startswith("before\n## pmlint: failed\n")


def test_reports_go_to_files_beside_what_is_printed(check: Check) -> None:
    write("2026-01-05-a.md")
    code, out, _ = check(
        "--output", "json=a.json", "--output", "concise=b.txt", "--format", "github", "2026-01-05-a.md"
    )
    assert code == 1
    assert out.startswith("::error ")
    assert json.loads(Path("a.json").read_bytes())["summary"]["exit"] == 1
    assert Path("b.txt").read_text().startswith("2026-01-05-a.md:1:1: ")


def test_quiet_prints_findings_only_and_verbose_more(check: Check) -> None:
    write("docs/2026-01-05-a.md")
    for number in range(7):
        write(f"docs/{number}/README.md")
    plain, quiet, verbose = (check(*more, "docs")[1] for more in ((), ("-q",), ("-v",)))
    assert all(re.search(": (?:error|warning|note) PM", line) for line in quiet.splitlines())
    assert "... and 2 more skipped" in plain
    assert "docs/6/README.md: skipped" in verbose


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}])
@pytest.mark.parametrize("format", ["full", "github"])
def test_any_text_can_be_shown_on_any_terminal(environment: dict[str, str], format: str) -> None:
    write("2026-01-05-ü.md", "---\nseverity: schlimm 通\n---\n\n# Ausfall 🚒\n".encode())
    done = installed("--format", format, "2026-01-05-ü.md", **environment)
    assert done.returncode == 1
    assert done.stderr == b""
    done.stdout.decode("ascii" if "PYTHONIOENCODING" in environment else "utf-8")
