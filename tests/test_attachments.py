"""Rules about files, from the command line: in a repository and without one, whatever a document calls its files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmlint import packs
from pmlint.cli.main import run

EXAMPLE = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_text("utf-8")
BEFORE, REST = EXAMPLE.split("## 9. Attachments")
BEHIND = REST.partition("## 10. Sign-off")[2]
DOCUMENT = "docs/incidents/2026-03-12-fx-drift-hold.md"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PMLINT_AS_OF", "2026-03-19")
    monkeypatch.chdir(tmp_path)


def found(attachments: str, capsys: pytest.CaptureFixture[str], *, git: bool = True) -> list[tuple[str, str, str]]:
    """The findings of the example with some attachments: rule, level, message."""
    if git:
        Path(".git").mkdir(exist_ok=True)
    Path(DOCUMENT).parent.mkdir(parents=True, exist_ok=True)
    Path(DOCUMENT).write_text(f"{BEFORE}## 9. Attachments\n\n{attachments}\n\n## 10. Sign-off{BEHIND}", "utf-8")
    assert run(["check", "--format", "json", DOCUMENT]) in (0, 1)
    findings = json.loads(capsys.readouterr().out)["findings"]
    return [(each["rule"], each["level"], each["message"]) for each in findings]


def rules(attachments: str, capsys: pytest.CaptureFixture[str], *, git: bool = True) -> list[tuple[str, str]]:
    return [(rule, level) for rule, level, _ in found(attachments, capsys, git=git)]


@pytest.mark.parametrize(
    ("attachments", "told"),
    [
        ("- [log](log.txt)", ("PM602", "error")),
        ("- ![log](log.png)", ("PM602", "error")),
        ("- `artifacts/log.txt`", ("PM602", "warning")),
        ("- [log](../../../log.txt)", ("PM603", "error")),
        ("- [log](%2e%2e/%2e%2e/%2e%2e/log.txt)", ("PM603", "error")),
        ("- [passwords](/../../../../etc/passwd.txt)", ("PM603", "error")),
        ("- [log](log%00.txt)", ("PM602", "error")),
        ("- file:///etc/passwd", ("PM603", "error")),
        ("- ![console](/home/noor/console.png)", ("PM603", "error")),
        ("- [log](.git/../../../../log.txt)", ("PM603", "error")),
    ],
)
def test_files_are_asked_about_in_a_repository_only(
    attachments: str, told: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert rules(attachments, capsys) == [told]
    Path(".git").rmdir()
    assert rules(attachments, capsys, git=False) == []


@pytest.mark.parametrize(
    "attachments",
    [
        "- ![console](/img/console.png)",
        "- ![console]({{ site.baseurl }}/img/console.png)",
        '- [the other incident]({{< ref "2026-01-30-feed.md" >}})',
        "- [the other incident](../2026-01-30-feed/)",
        "- [the other incident](2026-01-30-feed.html)",
        "- [console](@site/static/img/console.png)",
        "- [metrics](../../../../blob/main/metrics.txt)",
        "- [metrics](/assets/metrics/)",
    ],
)
def test_what_may_be_of_a_site_is_not_looked_for(attachments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules(attachments, capsys) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"files": []}', None),
        (b'\xef\xbb\xbf{"files": []}', None),
        (b"[" * 100_000, "it is nested too deeply to be read"),
        (b'{"files": [],}', "line 1, column 14"),
        (b"", "line 1, column 1: expecting value"),
        (b'{"files": [\n  "a.tar"\n', "line 3, column 1"),
        (b'{"size": NaN}', "NaN is not a JSON number"),
        (b'{"name": "caf\xe9"}', "it is not UTF-8"),
        ('{"files": []}'.encode("utf-16"), "it is not UTF-8"),
        (b'{"size": ' + b"1" * 6000 + b"}", None),
        (b" " * (1024 * 1024 + 1), "was not checked: it is larger than 1024 KiB"),
    ],
)
def test_a_manifest_is_json(content: bytes, says: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    Path("backups").mkdir()
    Path("backups/manifest.json").write_bytes(content)
    told = found("- `backups/manifest.json`", capsys)
    assert [(rule, level) for rule, level, _ in told] == ([("PM604", "warning")] if says else [])
    assert says is None or says in told[0][2]


def test_no_link_is_followed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(".git").mkdir()
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "manifest.json").write_text("no JSON")
    Path("away").symlink_to(outside)
    Path("manifest.json").symlink_to(outside / "manifest.json")
    assert rules("- [a](/away/manifest.json)\n- [b](/manifest.json)", capsys) == [("PM603", "error")] * 2


def test_the_bundled_example_names_a_file_that_has_to_exist(capsys: pytest.CaptureFixture[str]) -> None:
    attachments = REST.partition("## 10. Sign-off")[0].strip()
    assert rules(attachments, capsys) == [("PM602", "warning")]
    Path("artifacts/2026-03-12").mkdir(parents=True)
    Path("artifacts/2026-03-12/metrics.txt").write_text("")
    assert rules(attachments, capsys) == []
