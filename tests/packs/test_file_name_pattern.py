"""The pattern of file names that a rule may ask for: what it takes, and what is said of another name."""

from __future__ import annotations

from datetime import date

import pytest

from pmlint.checks.file_name import FileName, Named
from pmlint.cli.example_commit import against_commit
from pmlint.examples import Examples
from pmlint.packs import bundled_folder, load_folder
from pmlint.rule import Example

NUMBERED = "PM{YYYY}-{NNN} - {title}.md"


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        (NUMBERED, "PM2025-001 - Title.md"),
        (NUMBERED, "PM2025-014 - Träfik v2, again (S3).md"),
        (NUMBERED, "PM2025-014 - x.qmd"),
        ("{YYYY-MM-DD}_{title}.markdown", "2026-05-14_Quotes froze.markdown"),
        ("{YYYY}{MM}{DD}-{slug}.md", "20260514-quotes-froze.mdx"),
        ("incident-{NNNN}.md", "incident-0042.md"),
        ("postmortem.md", "postmortem.md"),
        ("a+b.md", "a+b.md"),
    ],
)
def test_a_name_is_taken_that_is_written_like_it(pattern: str, name: str) -> None:
    assert Named(pattern).takes(name)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        (NUMBERED, "PM2025-01 - Title.md"),
        (NUMBERED, "PM2025-0001 - Title.md"),
        (NUMBERED, "PM25-001 - Title.md"),
        (NUMBERED, "PM2025-001 -  Title.md"),
        (NUMBERED, "PM2025-001 - .md"),
        (NUMBERED, "PM2025-001 - Title"),
        (NUMBERED, "PM2025-001 - Title.markdown"),
        (NUMBERED, "pm2025-001 - Title.md"),
        (NUMBERED, "A PM2025-001 - Title.md"),
        (NUMBERED, "PM٢٠٢٥-001 - Title.md"),
        ("{YYYY-MM-DD} {title}.md", "2026-02-30 Quotes froze.md"),
        ("{slug} {YYYY-MM-DD}.md", "quotes 2026-13-01.md"),
        ("{YYYY}{MM}{DD}-{slug}.md", "20261314-quotes.md"),
        ("a+b.md", "aab.md"),
    ],
)
def test_any_other_name_is_not(pattern: str, name: str) -> None:
    assert not Named(pattern).takes(name)


def test_the_usual_pattern_is_that_of_the_default_pack() -> None:
    assert Named().takes("2026-03-12-fx-drift-hold.md")
    assert not Named().takes("2026-02-30-fx-drift-hold.md")


def test_what_is_said_shows_the_pattern_and_a_name_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = load_folder(bundled_folder() / "incident-process")
    rules = tuple(
        rule._replace(check=(FileName(NUMBERED),)) if rule.name == "misnamed-file" else rule for rule in pack.rules
    )
    document = (bundled_folder() / "incident-process" / "example.md").read_text("utf-8")
    judge = Examples(
        pack._replace(rules=rules),
        document.replace("# FX drift hold kept", "# FX/drift hold: kept"),
        date.min,
        against_commit,
    )
    (found,) = judge.reported(str(judge.document), Example(name="hold.md"))
    assert found.violation.message == "file name 'hold.md' is not written as 'PM{YYYY}-{NNN} - {title}.md'"
    example = "PM2026-001 - FX drift hold kept the portfolio page from updating.md"
    assert found.violation.help == f"rename it, for example to '{example}'"
    assert Named(NUMBERED).takes(example)
    assert judge.reported(str(judge.document), Example(name=example)) == []
