"""The same documents give the same bytes: whatever the hash seed, time zone, language, folder or order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pmlint.reporters import REPORTERS

COMMAND = Path(sys.executable).parent / "pmlint"

ACTIONS = "| Action | Owner | Issue | Due |\n|-|-|-|-|\n| Mend | TBD | ? | soon |\n| Test | | | |\n"
DOCUMENTS = {
    "2026-01-05-a.md": "---\nseverity: Sev-2\nid: INC-1\ntags: [b, a]\n---\n# Queue\n\n## 1. Summary\n\nTBD\n\n"
    f"## Zebra\n\n## 8. Corrective Actions\n\n{ACTIONS}",
    "2026-02-07-b.md": "# Cache 🚒\n\nSeverity: Sev-1\n\nSeverity: Sev-3\n\n"
    "<!-- pmlint: ignore[nothing] why -->\n\ntext\n",
    "sub/2026-03-09-c.md": "No title.\n\n- [ ] mend it\n",
    "sub/README.md": "# Not one\n",
}


@pytest.fixture(autouse=True)
def _documents(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "else").mkdir()
    for name, text in DOCUMENTS.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def output(folder: Path, *arguments: str, **environment: str) -> tuple[int, bytes, bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "PMLINT_"))}
    done = subprocess.run(
        [COMMAND, "--as-of", "2026-06-15", *arguments],
        cwd=folder,
        env={**kept, **environment},
        capture_output=True,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("format", list(REPORTERS))
def test_the_bytes_do_not_depend_on_where_and_when_it_runs(tmp_path: Path, format: str) -> None:
    docs = str(tmp_path / "docs")
    expected = output(tmp_path, "--format", format, "-v", docs, PYTHONHASHSEED="0", TZ="UTC")
    assert expected[0] == 1
    assert b"2026-01-05-a.md" in expected[1]
    for folder, environment in (
        (tmp_path, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}),
        (tmp_path / "else", {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8"}),
    ):
        assert output(folder, "--format", format, "-v", docs, **environment) == expected


def test_the_bytes_do_not_depend_on_the_order_of_the_paths(tmp_path: Path) -> None:
    paths = [f"docs/{name}" for name in DOCUMENTS]
    expected = output(tmp_path, "--format", "json", *paths)
    assert output(tmp_path, "--format", "json", *reversed(paths)) == expected
    assert output(tmp_path, "--format", "json", *paths[2:], "docs", paths[0]) == expected
    report = json.loads(expected[1])
    assert report["files"] == sorted(report["files"])
    places = [(each["path"], each["line"], each["column"]) for each in report["findings"]]
    assert places == sorted(places)


def test_the_day_is_that_of_utc_when_none_is_given(tmp_path: Path) -> None:
    days = {
        json.loads(
            subprocess.run(
                [COMMAND, "--format", "json", "docs"],
                cwd=tmp_path,
                env={**os.environ, "TZ": zone},
                capture_output=True,
                timeout=60,
            ).stdout
        )["tool"]["as_of"]
        for zone in ("Etc/GMT+12", "Etc/GMT-14")
    }
    assert len(days) == 1
