"""Packs that other packages bring: from a wheel that pip installs, by the installed command. Nothing of it is run."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .quay import COMMAND, DOCUMENT, PACK, RULE

LOUD = "import pathlib\npathlib.Path(__file__).with_name('imported').write_text('')\nraise SystemExit('imported')\n"
METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: 1.2.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
MISSING = DOCUMENT.partition("## Lessons")[0]


def wheel(folder: Path, name: str, entry: str = "acme_process.packs.quay") -> Path:
    """A wheel (https://packaging.python.org/specifications/binary-distribution-format) with a pack in a package."""
    info = f"{name.replace('-', '_')}-1.2.0.dist-info"
    inside = entry.replace(".", "/")
    files = {
        "acme_process/__init__.py": LOUD,
        f"{inside}/pack.yaml": PACK,
        f"{inside}/lost.yaml": RULE,
        f"{inside}/example.md": DOCUMENT,
        f"{info}/METADATA": METADATA.format(name=name),
        f"{info}/WHEEL": WHEEL,
        f"{info}/entry_points.txt": f"[pmlint.packs]\nacme-process = {entry}\n",
    }
    path = folder / f"{name.replace('-', '_')}-1.2.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in (files | {f"{info}/RECORD": "".join(f"{each},,\n" for each in files)}).items():
            archive.writestr(file, text)
    return path


def install(wheels: Path, site: Path) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", str(site), str(wheels)], check=True, timeout=120)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of installed packages with one that brings a pack."""
    folder = tmp_path_factory.mktemp("installed")
    install(wheel(folder, "acme-process-rules"), folder / "site")
    return folder / "site"


def ran(folder: Path, site: Path, *arguments: str) -> tuple[int, str, str]:
    """The exit code of the installed command, what it prints, and what it says on standard error."""
    environment = os.environ | {"PYTHONPATH": str(site)}
    done = subprocess.run([COMMAND, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    assert not list(site.rglob("imported")), "the package was imported"
    return done.returncode, done.stdout, done.stderr


def test_a_pack_is_found_by_its_name_and_the_report_says_whose_it_is(tmp_path: Path, site: Path) -> None:
    (tmp_path / "2026-09-02-crane.md").write_text(MISSING, encoding="utf-8")
    code, out, err = ran(tmp_path, site, "check", "--pack", "acme-process", "2026-09-02-crane.md")
    assert (code, err) == (1, "")
    assert "error QY001 section 'Lessons' is missing" in out
    assert "acme-process-rules 1.2.0" in out


def test_the_configuration_names_it_too(tmp_path: Path, site: Path) -> None:
    (tmp_path / "2026-09-02-crane.md").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / ".pmlint.yaml").write_text("pack: acme-process\n", encoding="utf-8")
    assert ran(tmp_path, site, "check", "2026-09-02-crane.md")[0] == 0


def test_a_pack_of_ones_own_extends_it_and_borrows_from_it(tmp_path: Path, site: Path) -> None:
    (tmp_path / "2026-09-02-crane.md").write_text(MISSING, encoding="utf-8")
    for name, text in (
        ("extending", "extends: acme-process"),
        ("borrowing", "extends: base\nborrow: [acme-process/lost]"),
    ):
        (tmp_path / name).mkdir()
        sections = "" if name == "extending" else "sections: [summary, {id: lessons, title: Lessons}]\n"
        written = f"{text}\nname: {name}\ntitle: Ours\nsource: ours\n{sections}"
        (tmp_path / name / "pack.yaml").write_text(written, encoding="utf-8")
        assert (
            "QY001 section 'Lessons'" in ran(tmp_path, site, "check", "--pack", f"./{name}", "2026-09-02-crane.md")[1]
        )


def test_a_name_that_is_nearly_one_is_told(tmp_path: Path, site: Path) -> None:
    code, _, err = ran(tmp_path, site, "rules", "--pack", "acme-proces")
    assert code == 2
    assert "no pack is called 'acme-proces'; did you mean 'acme-process'?" in err


def test_a_bundled_pack_can_not_be_replaced(tmp_path: Path) -> None:
    name = "google-sre"
    path = wheel(tmp_path, "evil")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("evil_too-1.dist-info/METADATA", METADATA.format(name="evil-too"))
        archive.writestr("evil_too-1.dist-info/entry_points.txt", f"[pmlint.packs]\n{name} = acme_process.packs.quay\n")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "site")
    code, out, err = ran(tmp_path, tmp_path / "site", "rules", "--pack", name)
    assert (code, err) == (0, "")
    assert "missing-status" in out
    assert "QY001" not in out
    assert "QY001" in ran(tmp_path, tmp_path / "site", "rules", "--pack", "acme-process")[1]  # both are installed


@pytest.mark.parametrize("entry", ["acme_process.elsewhere", "acme_process:pack", "../acme_process"])
def test_an_entry_that_leads_to_no_pack_is_told(tmp_path: Path, entry: str) -> None:
    with zipfile.ZipFile(wheel(tmp_path, "acme")) as archive:
        archive.extractall(tmp_path / "site")
    (points,) = (tmp_path / "site").rglob("entry_points.txt")
    points.write_text(f"[pmlint.packs]\nacme-process = {entry}\n", encoding="utf-8")
    code, _, err = ran(tmp_path, tmp_path / "site", "rules", "--pack", "acme-process")
    assert code == 2
    assert f"the package acme 1.2.0 says that its pack 'acme-process' is in '{entry}', but there is no pack.yaml" in err
