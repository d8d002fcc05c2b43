"""One fault is told once and with its cause: kinds that users met, by the installed command."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pmlint import packs

COMMAND = Path(sys.executable).parent / "pmlint"
EXAMPLE = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_text("utf-8")
NAME = "2026-03-12-fx-drift-hold.md"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PMLINT_AS_OF", "2026-03-20")
    Path(".git").mkdir()


def findings(text: str, *options: str, name: str = NAME) -> str:
    Path(name).write_text(text, "utf-8")
    return subprocess.run(
        [COMMAND, name, "--level", "PM602=off", *options], capture_output=True, text=True, env=os.environ, timeout=60
    ).stdout


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2026-03-12-fx.md", None),
        ("2026-03-12-fx.mdx", None),
        ("2026-03-12-fx.qmd", None),
        ("2026-03-12-fx.markdown", "ends in '.markdown', not in '.md'"),
        ("2026-02-30-fx.md", "is not a date followed by a slug"),
        ("fx.mdx", "is not a date followed by a slug"),
        ("2026-03-12-back\\slash.md", "file name '2026-03-12-back\\slash.md' has '\\' in its slug"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="a backslash is no letter of a name there")
def test_a_file_name_is_shown_whole_and_may_end_as_its_renderer_asks(name: str, told: str | None) -> None:
    out = findings(EXAMPLE, name=name)
    assert ("PM003" in out) == (told is not None)
    assert told is None or told in out


def test_front_matter_that_is_broken_is_told_alone() -> None:
    out = findings(EXAMPLE.replace("\n---\n", "\ncause: FX feed: wrong\n---\n", 1))
    assert "error PM002 " in out
    assert not any(rule in out for rule in ("PM010", "PM013", "PM020"))


ROW = "| Action | Owner | Issue | Due |\n| --- | --- | --- | --- |\n| Keep the adapter | Noor Haddad | | 2026-03-26 |"


def with_action(action: str) -> str:
    before, rest = EXAMPLE.split("### Corrective", 1)
    return f"{before}### Corrective\n\n{action}\n\n### {rest.split('### ', 1)[1]}"


def test_a_comment_after_the_last_pipe_of_a_row_covers_the_row() -> None:
    assert "PM201" in findings(with_action(ROW))
    out = findings(with_action(f"{ROW} <!-- pmlint: ignore[PM201] the vendor keeps the tracker -->"))
    assert "PM201" not in out
    assert "1 ignored" in out


def test_a_comment_on_a_rule_that_is_off_is_quiet() -> None:
    text = with_action(f"<!-- pmlint: ignore[PM201] the vendor keeps the tracker -->\n\n{ROW}")
    assert "PM902" not in findings(text, "--level", "PM201=off")


def test_a_comment_that_is_indented_into_an_item_is_told_where_it_belongs() -> None:
    item = "- [ ] Keep the adapter - Owner: Noor Haddad - Issue: FX-12 - Due: 2026-03-26"
    out = findings(with_action(f"{item}\n\n  <!-- pmlint: ignore[PM201] the vendor keeps the tracker -->\n\n{item}"))
    assert "it belongs to the list item above, and no block follows it there: move it to the margin" in out


def test_the_severities_are_offered_with_their_names() -> None:
    out = findings(EXAMPLE.replace("severity: Sev-2", "severity: Catastrophic", 1), "--format", "full")
    assert "write one of Sev-1 (Critical), Sev-2 (High), Sev-3 (Medium), Sev-4 (Low)" in out


def test_who_chose_no_pack_is_told_how_and_not_what_its_template_says() -> None:
    head, rest = EXAMPLE.split("## 2. Impact\n", 1)
    text = f"{head}## 2. Impact\n\n## 3. {rest.split('## 3. ', 1)[1]}"
    out = findings(text, "--format", "full")
    assert "rules of incident-process, not configured (choose a pack with --pack, or 'pack:' in .pmlint.yaml)" in out
    assert "section '2. Impact' is empty" in out
    assert "the template asks for" not in out
    chosen = findings(text, "--format", "full", "--pack", "incident-process")
    assert "the template asks for: UJs affected" in chosen


# Front matter

FRONT, BODY = EXAMPLE.removeprefix("---\n").split("---\n", 1)
KEYS = dict(line.split(": ", 1) for line in FRONT.splitlines())


def front_matter_findings(front: str, body: str = BODY) -> list[str]:
    """What is found that is an error, or about what the front matter says."""
    told = (" error ", "PM002", "PM010", "PM012", "PM013", "PM014", "PM020", "PM027", "PM030")
    return [line for line in findings(front + body).splitlines() if NAME in line and any(part in line for part in told)]


def test_front_matter_ends_with_dashes_at_the_margin_only() -> None:
    note = "note: |\n  first\n  ---\n  second\n"
    assert front_matter_findings(f"---\n{note}{FRONT}---\n") == []


@pytest.mark.parametrize("above", ["\n", "<!-- SPDX-License-Identifier: CC-BY-4.0 -->\n", "<!--\nA license\n-->\n\n"])
def test_front_matter_behind_what_shows_nothing_is_told_once(above: str) -> None:
    (told,) = front_matter_findings(f"{above}---\n{FRONT}---\n")
    assert "PM002 front matter that does not start on the first line" in told


def test_json_is_front_matter() -> None:
    assert front_matter_findings(json.dumps(KEYS, indent=2) + "\n\n") == []
    assert front_matter_findings(json.dumps(KEYS) + "\n\n") == []
    (told,) = front_matter_findings(json.dumps({**KEYS, "severity": "Sev-9"}) + "\n\n")
    assert "1:" in told
    assert "'Sev-9' is not a severity" in told


@pytest.mark.parametrize("front", ['{\n"id": "INC-1",\n', '{\n"id": "INC-1",\n"id": "INC-2"\n}\n\n'])
def test_json_that_is_broken_is_told_alone(front: str) -> None:
    (told,) = front_matter_findings(front)
    assert "PM002" in told


@pytest.mark.parametrize("text", ["{ a set of rates }\n\n", '{"a quotation"}\n\n', "{{< toc >}}\n\n"])
def test_a_text_that_begins_with_a_brace_is_no_front_matter(text: str) -> None:
    (told,) = front_matter_findings(text)
    assert "PM010" in told


@pytest.mark.parametrize(
    "front",
    [
        pytest.param("---\n{}previous:\n  id: INC-2026-001\n  severity: Sev-4\n---\n", id="YAML"),
        pytest.param('{{\n{}"previous": {{\n  "id": "INC-2026-001",\n  "severity": "Sev-4"}}\n}}\n', id="JSON"),
        pytest.param('+++\n{}[previous]\nid = "INC-2026-001"\nseverity = "Sev-4"\n+++\n', id="TOML"),
        pytest.param(
            "export const about = {{\n{}  previous: {{\n    id: 'INC-2026-001',\n    severity: 'Sev-4',\n  }},\n}}\n",
            id="MDX",
        ),
    ],
)
def test_what_another_incident_is_said_to_be_is_no_conflict(front: str) -> None:
    line = {"-": "{}: {}\n", "{": '"{}": "{}",\n', "+": '{} = "{}"\n', "e": "  {}: '{}',\n"}[front[0]]
    own = "".join(line.format(key, value) for key, value in KEYS.items())
    assert front_matter_findings(front.format(own)) == []


# What Markdown makes of it


@pytest.mark.parametrize("mark", ["{#c}", "{#c .wide}", "{.wide}", "{: #c}", "{/* #c */}"])
def test_the_attributes_of_a_heading_are_no_part_of_its_name(mark: str) -> None:
    marked = re.sub(r"^#+ .+$", lambda heading: f"{heading[0]} {mark}", EXAMPLE, flags=re.MULTILINE)
    assert findings(marked) == findings(EXAMPLE)


def test_headings_in_raw_html_are_told_as_the_cause() -> None:
    out = findings(re.sub(r"^## (.+)$", r"<h2>\1</h2>", EXAMPLE, flags=re.MULTILINE))
    assert out.count("PM101") == 1
    assert "are missing: headings in raw HTML are not read" in out


def test_code_that_is_never_closed_is_told_as_the_cause() -> None:
    before, rest = EXAMPLE.split("## 4. ", 1)
    out = findings(f"{before}```\nlog\n\n## 4. {rest}")
    assert f"are missing: line {before.count(chr(10)) + 1} opens a code block that is never closed" in out
    assert "never closed" not in findings(f"{before}```\nlog\n```\n\n{rest}")


def test_a_heading_without_a_blank_is_told_how_to_write_it() -> None:
    out = findings(EXAMPLE.replace("## 5. ", "##5. "), "--format", "full")
    assert "mentions it right after '#': put a space between the two" in out


def test_what_actions_stand_in_that_are_not_read_is_told() -> None:
    cells = "".join(f"<td>{each}</td>" for each in ("Keep the adapter", "Noor Haddad", "FX-12", "2026-03-26"))
    for text, inside in (
        (f"<table><tr>{cells}</tr></table>", "raw HTML"),
        ("```\n- Keep the adapter\n```", "code"),
        ("> - Keep the adapter", "a quotation"),
    ):
        told = f"is listed among the actions but could not be read as one: it is in {inside}"
        assert told in findings(with_action(text))


FILLED = ROW.replace("| |", "| FX-12 |")


def test_a_table_of_actions_may_stand_in_an_item_that_introduces_it() -> None:
    table = FILLED.replace("\n", "\n  ")
    assert "PM2" not in findings(with_action(f"- Actions of the feed team:\n\n  {table}"))
    assert "PM201" in findings(with_action(f"- Actions of the feed team:\n\n  {table.replace('FX-12', '')}"))
    assert "'Call the provider'" in findings(with_action(f"- [ ] Call the provider\n\n  {table}"))


def test_a_link_of_a_wiki_names_an_issue_where_one_belongs() -> None:
    item = "- [ ] Keep the adapter - Owner: Noor Haddad - Issue: [[FX-12]] - Due: 2026-03-26"
    assert "PM20" not in findings(with_action(item))
    assert "PM20" not in findings(with_action(FILLED.replace("FX-12", "[[FX-12]]")))


def test_the_caption_of_a_table_is_none_of_its_rows_in_quarto() -> None:
    captioned = with_action(f"{FILLED}\n: Actions of the week {{#tbl-actions}}")
    assert "PM2" not in findings(captioned, name="2026-03-12-fx.qmd")
    assert "PM201" in findings(captioned)


ASKED = "pmlint: ignore[PM201] the vendor keeps the tracker"


@pytest.mark.parametrize(
    "action",
    [
        f"{{/* {ASKED} */}}\n\n{ROW}",
        f"{ROW} {{/* {ASKED} */}}",
        f"{{/* {ASKED} */}}\n- [ ] Keep the adapter - Owner: Noor Haddad - Due: 2026-03-26",
    ],
)
def test_a_comment_of_mdx_asks_for_what_one_of_html_does(action: str) -> None:
    out = findings(with_action(action), name="2026-03-12-fx.mdx")
    assert "PM201" not in out
    assert "1 ignored" in out
    assert "PM201" in findings(with_action(action))


def test_a_comment_of_mdx_that_is_shown_as_code_asks_for_nothing() -> None:
    out = findings(with_action(f"`{{/* {ASKED} */}}`\n\n{ROW}"), name="2026-03-12-fx.mdx")
    assert "PM201" in out
    assert "ignored" not in out


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("04/12/2026", "it could be either of two days, 2026-04-12 or 2026-12-04"),
        ("4.4.26", "its year has two digits"),
        ("4 Dec", "it has no year"),
        ("31 April 2026", "there is no such day"),
    ],
)
def test_a_date_that_names_no_day_is_told_why(written: str, why: str) -> None:
    due = "- [ ] Keep the adapter - Owner: Noor Haddad - Issue: FX-12 - Due:"
    assert f"due date '{written}' is not a date: {why}" in findings(with_action(f"{due} {written}"))
    dated = EXAMPLE.replace("date: 2026-03-12", f"date: {written}", 1)
    assert f"incident date '{written}' is not a date: {why}" in findings(dated)


PEOPLE_PACK = {
    "pack.yaml": "name: ours\ntitle: Ours\nextends: base\nsections:\n"
    "  - {id: attendees, title: Attendees}\n  - {id: crew, title: Who was there, holds: facts}\n",
    "not-written.yaml": "id: OUR1\nname: not-written\nsummary: It says something\nlevel: error\nsource: ours\n"
    "why: w\nfix: f\nexamples: []\ncheck: {kind: sections-written}\n",
}


@pytest.mark.parametrize(("people", "is_told"), [("AN", False), ("- AN\n- @tom", False), ("TBD", True), ("- ", False)])
def test_a_section_for_people_may_have_their_initials(people: str, is_told: bool) -> None:
    Path("ours").mkdir()
    for name, text in PEOPLE_PACK.items():
        Path("ours", name).write_text(text, "utf-8")
    Path(NAME).write_text(f"# The feed stood\n\n## Attendees\n\n{people}\n\n## Who was there\n\n{people}\n", "utf-8")
    run = subprocess.run(
        [COMMAND, NAME, "--pack", "./ours"], capture_output=True, text=True, env=os.environ, timeout=60
    )
    assert (run.stdout.count("OUR1"), run.returncode) == ((2, 1) if is_told else (0, 0))
