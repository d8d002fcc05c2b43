"""One fault is told once and with its cause: kinds that users met, by the installed command."""

from __future__ import annotations

import os
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
