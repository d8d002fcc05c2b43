"""`pmlint new` by the installed command, and that template and rules of each pack agree."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from pmlint.checks.file_name import is_slug, slug_of
from pmlint.engine import lint
from pmlint.files import decode
from pmlint.finding import Finding, Level
from pmlint.pack_files import Pack
from pmlint.packs import bundled_folder, bundled_names, load_bundled, template_of
from pmlint.policy import PolicyFile, make_policy
from pmlint.process import Process
from pmlint.read import read
from pmlint.report import Report
from pmlint.scaffold import Known, scaffold
from pmlint.text import Source

COMMAND = Path(sys.executable).parent / "pmlint"
DAY = date(2026, 3, 12)
AS_OF = date(2026, 3, 14)  # before any deadline has passed
NAME = "2026-03-12-x.md"

GAPS = {
    "atlassian": {"PM019", "PM024", "PM103", "PM201", "PM203", "PM205", "PM217"},
    "gitlab": {"PM019", "PM020", "PM021", "PM024", "PM103", "PM201", "PM203", "PM205", "PM217"},
    "google-sre": {"PM018", "PM103", "PM201", "PM205", "PM217"},
    "incident-process": {"PM103", "PM119", "PM201", "PM203", "PM205", "PM217", "PM401"},
    "pagerduty": {"PM019", "PM022", "PM023", "PM103", "PM201", "PM205", "PM217"},
}
"""What a document lacks that was begun and in which nothing was written yet: each is about a gap of the template."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def new(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run([COMMAND, "new", *arguments], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def begin(*arguments: str) -> str:
    """The text of the document that is begun."""
    code, out, err = new("--severity", "2", "--date", "2026-03-12", *arguments)
    assert (code, err) == (0, "")
    return Path(out.removesuffix("\n")).read_text("utf-8")


# --- template and rules -----------------------------------------------------------------------------------------------


@cache
def pack(name: str) -> Pack:
    return load_bundled(name)


def levels(process: Process) -> list[int | None]:
    return [each.level for each in process.severities] or [None]


def begun(name: str, severity: int | None) -> str:
    known = Known("Prices stood still", DAY, severity, "INC-42")
    return scaffold(template_of(name), known, pack(name).vocabulary, NAME).text


def judged_file(path: Path) -> tuple[Finding, ...]:
    policy = make_policy(pack("incident-process"), PolicyFile(), {}, final=True)
    return lint([decode(path.name, path.read_bytes())], policy, AS_OF).findings


def judged(name: str, text: str, *, final: bool, as_of: date = AS_OF) -> Report:
    return lint([decode(NAME, text.encode())], make_policy(pack(name), PolicyFile(), {}, final=final), as_of)


@pytest.mark.parametrize("name", bundled_names())
def test_what_is_begun_passes_as_a_draft_but_for_gaps_and_fails_as_final_for_them(name: str) -> None:
    for severity in levels(pack(name).process):
        text = begun(name, severity)
        draft, final = (judged(name, text, final=final) for final in (False, True))
        assert draft.count(Level.ERROR) == 0, severity
        assert {found.rule_id for found in draft.findings} == {found.rule_id for found in final.findings}
        assert {found.rule_id for found in final.findings} == GAPS[name], severity
        sections = [found for found in final.findings if found.rule_id == "PM103"]
        written = ("signatures", "facts")  # lines that are told by themselves, facts that are filled in
        assert len(sections) >= len([each for each in pack(name).process.sections if each.holds not in written])


@pytest.mark.parametrize("name", bundled_names())
def test_what_is_begun_fails_as_final_where_a_postmortem_is_required(name: str) -> None:
    for each in pack(name).process.severities:
        errors = judged(name, begun(name, each.level), final=True).count(Level.ERROR)
        assert bool(errors) == (each.postmortem == "required")


@pytest.mark.parametrize("name", bundled_names())
def test_a_document_that_is_begun_and_has_the_sections_of_the_example_complies(name: str) -> None:
    """The template's headings hold what the example says below its own; the gaps of the head are left."""
    vocabulary = pack(name).vocabulary
    example = read(Source(NAME, (bundled_folder() / name / "example.md").read_text("utf-8")), vocabulary)
    bodies = {
        each.id: example.source.text[each.span.end : each.body.end] for each in example.sections if not each.nested
    }
    severity = example.incident.severity
    known = Known("Prices stood still", example.incident.day or DAY, severity.level if severity else None, "INC-42")
    plan = read(Source(NAME, scaffold(template_of(name), known, vocabulary, NAME).text), vocabulary)
    outline = [each for each in plan.sections if each.id and not each.nested]
    head = plan.source.text[: plan.source.offset(plan.source.position(outline[0].span.start).line)]
    parts = [
        f"{plan.source.line_text(plan.source.position(each.span.start).line)}{bodies[each.id]}" for each in outline
    ]
    text = "\n\n".join([head, *parts])
    signed = date(2026, 3, 18)
    found = judged(name, text, final=False, as_of=signed).findings
    left = {each.rule_id for each in found} - {"PM004", "PM702"}  # the days of the examples are their own
    assert left <= {"PM018", "PM019", "PM024"}, left


def test_a_document_without_any_section_is_told_once_what_begins_one() -> None:
    for text, times in (("# T\n", 1), ("# T\n\n## 3. Timeline\n", 0)):
        helps = [found.violation.help or "" for found in judged("incident-process", text, final=True).findings]
        assert sum("or start with 'pmlint new', which writes all headings" in each for each in helps) == times


# --- what is written --------------------------------------------------------------------------------------------------


def test_a_postmortem_is_begun_in_the_usual_folder(folder: Path) -> None:
    code, out, err = new("--severity", "2", "--title", "FX drift hold", "--id", "INC-42", "--date", "2026-03-12")
    assert (code, out, err) == (0, "docs/incidents/2026-03-12-fx-drift-hold.md\n", "")
    text = (folder / "docs/incidents/2026-03-12-fx-drift-hold.md").read_text("utf-8")
    assert text.startswith(
        '---\nid: "INC-42"\nseverity: "Sev-2"\ndate: "2026-03-12"\nstatus: draft\n---\n\n# FX drift hold\n\n'
        "<!-- Due: draft by 2026-03-14 (48 hours); final by 2026-03-19 (5 business days). -->\n\n"
        "## 1. Summary\n\n{one-paragraph plain-language overview.}\n"
    )
    check = subprocess.run([COMMAND, "check"], capture_output=True, text=True, timeout=60)
    assert (check.returncode, ": warning PM103 " in check.stdout) == (0, True)
    assert subprocess.run([COMMAND, "check", "--final"], capture_output=True, timeout=60).returncode == 1


def test_the_day_is_today_and_the_id_a_gap_unless_they_are_given(folder: Path) -> None:
    before = datetime.now(UTC).date()
    code, out, _ = new("--severity", "1", "--title", "Login down")
    assert code == 0
    assert Path(out).name.removesuffix("-login-down.md\n") in {f"{before}", f"{datetime.now(UTC).date()}"}
    assert 'id: "{INCIDENT_ID}"' in (folder / out.removesuffix("\n")).read_text("utf-8")


def test_the_configured_folder_and_the_one_that_is_named_come_first(folder: Path) -> None:
    (folder / ".pmlint.yaml").write_text("paths: [README.md, records]\n")
    (folder / "records").mkdir()
    (folder / "sub").mkdir()
    arguments = ("--severity", "2", "--date", "2026-03-12", "--title")
    assert new(*arguments, "Login down")[1] == "records/2026-03-12-login-down.md\n"
    assert new(*arguments, "Login down", "--folder", "sub/deeper")[1] == "sub/deeper/2026-03-12-login-down.md\n"
    os.chdir("sub")
    assert new(*arguments, "Login slow")[1] == "../records/2026-03-12-login-slow.md\n"


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd",
        "# Heading ##",
        "`/health` is down",
        "FX_drift and *all* __of__ it",
        "A <b>bold</b> <!-- hidden --> title & more",
        "[a link](https://example.com), a | pipe and C:\\temp",
        "Größe: 'ÄRGER' mit \"Zitat\"",
        "日本語の障害",
        "{{ a template }} left",
        "::error::no command",
        "🚒 Fire",
        "- [ ] no task",
    ],
)
@pytest.mark.parametrize("name", bundled_names())
def test_a_title_is_read_as_it_was_typed(name: str, title: str) -> None:
    severity = levels(pack(name).process)[0]
    text = scaffold(template_of(name), Known(title, DAY, severity, "INC-7"), pack(name).vocabulary, NAME).text
    doc = read(Source(NAME, text), pack(name).vocabulary)
    assert doc.title is not None
    around = {"google-sre": f"{title} (incident #INC-7)", "gitlab": f"Incident Review: {title}"}
    assert doc.title.value == around.get(name, title)
    assert name == "google-sre" or (doc.incident.id and doc.incident.id.value == "INC-7")
    assert {found.rule_id for found in judged(name, text, final=True).findings} == GAPS[name]


@pytest.mark.parametrize("title", ["../../etc/passwd", "日本語の障害", "CON"])
def test_no_title_leads_out_of_the_folder(folder: Path, title: str) -> None:
    code, out, _ = new("--severity", "2", "--date", "2026-03-12", "--title", title)
    path = folder / out.removesuffix("\n")
    assert (code, path.parent, path.is_file()) == (0, folder / "docs/incidents", True)
    assert "PM003" not in {found.rule_id for found in judged_file(path)}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--severity", "2"), "Missing option '--title'"),
        (("--title", "x"), "'--severity' is missing; Incident Process has 1, 2, 3, 4"),
        (("--title", "x", "--severity", "7"), "no severity has the number 7; Incident Process has 1, 2, 3, 4"),
        (("--title", " \t", "--severity", "2"), "'--title' is empty"),
        (("--title", "x" * 201, "--severity", "2"), "'--title' is longer than 200 characters"),
        (("--title", "a\x1b[2J", "--severity", "2"), "'--title' has a character that does not show: 'a\\u{1b}[2J'"),
        (("--title", "Summary", "--severity", "2"), "'--title' would not be read as one; choose another"),
        (("--title", "Severity: 1", "--severity", "2"), "'--title' would not be read as one; choose another"),
        (("--title", "A Sev-1", "--severity", "3"), "'--severity' would be read as 'Sev-1' next to this title; change"),
        (("--title", "INC-5: x", "--severity", "2", "--id", "INC-7"), "'--id' would be read as 'INC-5' next to this"),
        (("--title", "x", "--severity", "2", "--id", "TBD"), "'--id' would not be read as one; choose another"),
        (("--title", "x", "--severity", "2", "--id", '": evil'), "'--id' would not be read as one; choose another"),
        (("--title", "x", "--severity", "2", "--slug", "../Up"), "digits and hyphens; did you mean 'up'?"),
        (
            ("--title", "x", "--severity", "2", "--slug", "a" * 81),
            "takes at most 80 lower-case letters, digits and hyphens",
        ),
        (("--title", "x", "--severity", "2", "--slug", ""), "takes at most 80 lower-case letters, digits and hyphens"),
        (("--title", "x", "--severity", "2", "--date", "12.03.2026"), "is not a day as YYYY-MM-DD"),
        (("--title", "x", "--severity", "2", "--pack", "zebra"), "no pack is called 'zebra'"),
    ],
)
def test_what_cannot_be_begun_ends_with_2_and_writes_nothing(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    code, out, err = new(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert [path.name for path in folder.iterdir()] == [".git"]


def test_what_the_template_has_no_place_for_is_told() -> None:
    code, out, err = new("--pack", "google-sre", "--severity", "2", "--title", "Search slow", "--date", "2026-03-12")
    assert (code, out) == (0, "docs/incidents/2026-03-12-search-slow.md\n")
    assert err == "note: Google SRE postmortem has no severities, so none is written\n"


# --- where it is written ----------------------------------------------------------------------------------------------


def test_nothing_is_overwritten(folder: Path) -> None:
    before = begin("--title", "Login down")
    code, out, err = new("--severity", "1", "--date", "2026-03-12", "--title", "Login down")
    assert (code, out) == (2, "")
    assert err.startswith("error: 'docs/incidents/2026-03-12-login-down.md' already exists and is not overwritten")
    assert (folder / "docs/incidents/2026-03-12-login-down.md").read_text("utf-8") == before


def test_no_link_is_followed_out_of_the_repository(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (folder / "docs").mkdir()
    (folder / "docs/incidents").symlink_to(outside)
    arguments = ("--severity", "2", "--date", "2026-03-12", "--title", "Login down")
    for where in ((), ("--folder", "docs/incidents/deeper")):
        code, out, err = new(*arguments, *where)
        assert (code, out) == (2, "")
        assert "is a link that leads out of" in err
    (folder / "records").mkdir()
    (folder / "records/2026-03-12-login-down.md").symlink_to(outside / "there.md")
    assert new(*arguments, "--folder", "records")[0] == 2
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize(("where", "code"), [("file", 2), ("file/below", 4)])
def test_a_file_is_no_folder(folder: Path, where: str, code: int) -> None:
    (folder / "file").touch()
    assert new("--severity", "2", "--title", "x", "--folder", where)[:2] == (code, "")


# --- packs of teams ---------------------------------------------------------------------------------------------------


OURS = "extends: incident-process\nname: ours\ntitle: Ours\nsource: Ours\n"


def own_pack(folder: Path, more: str, template: str | None = None) -> tuple[str, str]:
    (folder / "ours").mkdir()
    (folder / "ours/pack.yaml").write_text(OURS + more, "utf-8")
    if template is not None:
        (folder / "ours/template.md").write_text(template, "utf-8")
    return "--pack", "./ours"


def test_a_pack_has_its_own_template_or_that_of_the_pack_it_extends(folder: Path) -> None:
    ours = own_pack(folder, "")
    theirs = begin("--title", "Login down", *ours)
    assert theirs == begin("--title", "Login down", "--slug", "other")
    headings = "".join(f"## {each.heading}\n\n{{...}}\n\n" for each in pack("incident-process").process.sections)
    template = (
        f"# {{INCIDENT_ID}}: {{what broke}}\n\n- Severity: {{SEV}}\n- Date: {{day}}\n- Status: draft\n\n{headings}"
    )
    (folder / "ours/template.md").write_text(template, "utf-8")
    text = begin("--title", "Login *slow*", "--id", "INC-42", *ours)
    assert text.startswith(
        "# INC-42: Login \\*slow\\*\n\n- Severity: Sev-2\n- Date: 2026-03-12\n- Status: draft\n\n<!-- Due:"
    )


SECTIONS = "\n\n## Summary\n\n{x}\n\n## Impact\n\n{y}\n"


@pytest.mark.parametrize(
    ("template", "head"),
    [
        (
            "---\ntitle: '{title}'\nid: {id}\nseverity: '{SEV}'\ndate: YYYY-MM-DD # first day\n---",
            '---\ntitle: "It is *down*"\nid: "INC-42"\nseverity: "Sev-2"\ndate: "2026-03-12" # first day\n---',
        ),
        (
            "---\ntitle: TITLE\nid:\nseverity:\ndate:\n---",
            '---\ntitle: "It is *down*"\nid: "INC-42"\nseverity: "Sev-2"\ndate: "2026-03-12"\n---',
        ),
        (
            "# {Title} ({Incident ID})\n\n- Severity:\n- Date: <day>",
            "# It is \\*down\\* (INC-42)\n\n- Severity: Sev-2\n- Date: 2026-03-12",
        ),
        (
            "# Our template\n\n| ID | TBD |\n| --- | --- |\n| Severity | [1-4] |\n| Date | {day} |",
            "# It is \\*down\\*\n\n| ID | INC-42 |\n| --- | --- |\n| Severity | Sev-2 |\n| Date | 2026-03-12 |",
        ),
    ],
    ids=["front matter", "empty keys", "lines", "table"],
)
def test_a_template_of_a_team_is_filled_in_where_it_is_read(folder: Path, template: str, head: str) -> None:
    ours = own_pack(folder, "sections: [summary, impact]\n", template + SECTIONS)
    text = begin("--title", "It is *down*", "--id", "INC-42", *ours)
    assert text.split("\n\n<!-- Due:")[0] == head
    assert text.endswith(f" -->{SECTIONS}")


@pytest.mark.parametrize("template", [None, "No title.\n", "# {title}\n\n## Summary\n"], ids=["none", "other", "cut"])
def test_a_template_that_does_not_fit_the_process_gives_way_to_one_made_of_it(
    folder: Path, template: str | None
) -> None:
    promise = "{id: promise, title: What we promise, guidance: '{words}'}"
    sections = f"sections:\n  - summary\n  - {promise}\n  - corrective_actions\n"
    ours = own_pack(folder, sections, template)
    code, out, err = new("--severity", "2", "--date", "2026-03-12", "--title", "Login down", "--id", "INC-42", *ours)
    assert (code, err.startswith("note: the pack's template lacks a title or sections of the process")) == (0, True)
    text = (folder / out.removesuffix("\n")).read_text("utf-8")
    assert text.startswith(
        '---\nid: "INC-42"\nseverity: "Sev-2"\ndate: "2026-03-12"\nstatus: draft\n---\n\n# Login down\n'
    )
    assert [line for line in text.splitlines() if line.startswith("#")][1:] == [
        "## 1. Summary", "## What we promise", "## 8. Corrective Actions",
        "### Immediate Mitigations", "### Corrective", "### Preventive",
    ]  # fmt: skip
    assert "\n{words}\n" in text


def test_a_template_that_cannot_be_read_is_a_mistake_of_the_pack(folder: Path) -> None:
    ours = own_pack(folder, "", "")
    (folder / "ours/template.md").write_bytes(b"\xff")
    code, out, err = new("--severity", "2", "--title", "x", *ours)
    assert (code, out) == (2, "")
    assert "template.md" in err
    (folder / "ours/template.md").unlink()
    (folder / "ours/template.md").symlink_to("/etc/passwd")
    assert new("--severity", "2", "--title", "x", *ours)[0] == 2


# --- names and days ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("FX drift hold", "fx-drift-hold"),
        ("Postmortem: Größe der Straße", "grosse-der-strasse"),
        ("2026-03-12 Café down for all of us", "cafe-down-for-all-of"),
        ("../../CON\\nul", "con-nul"),
        ("日本語", ""),
        ("w" * 300, "w" * 80),
    ],
)
def test_a_slug_is_made_of_the_words_of_a_title(title: str, slug: str) -> None:
    assert slug_of(title) == slug
    assert not slug or is_slug(slug)


def test_deadlines_are_counted_by_the_teams_calendar(folder: Path) -> None:
    (folder / ".pmlint.yaml").write_text("calendar: {holidays: [2026-03-16, 2026-03-17]}\n", encoding="utf-8")
    code, out, _ = new("--severity", "2", "--date", "2026-03-12", "--title", "Login was slow")
    assert code == 0
    assert "final by 2026-03-23 (5 business days)" in (folder / out.strip()).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "severity", "due"),
    [
        ("google-sre", None, "final by 2026-03-19 (7 days)"),
        ("pagerduty", 1, "final by 2026-03-15 (3 days)"),
        ("pagerduty", 2, "final by 2026-03-19 (5 business days)"),
    ],
)
def test_deadlines_are_those_of_the_severity(name: str, severity: int | None, due: str) -> None:
    text = scaffold(template_of(name), Known("Slow", DAY, severity, "INC-7"), pack(name).vocabulary, NAME).text
    assert due in text
