"""The project as it is published: built, installed in an environment of its own and run from elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

import pytest

from pmlint import __version__

Run = Callable[..., subprocess.CompletedProcess[str]]

_SCRIPTS = "Scripts" if os.name == "nt" else "bin"


@pytest.fixture(scope="module")
def distributions(run: Run, project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The source distribution, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, project, cwd=folder)
    [sdist], [wheel] = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return {"sdist": sdist, "wheel": wheel}


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def scripts(
    run: Run, distributions: dict[str, Path], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Path:
    """The folder of programs of an environment that has pmlint and what it depends on, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=folder)
    scripts = folder / "venv" / _SCRIPTS
    run(
        sys.executable, "-m", "pip", "--python", scripts / "python", "install", distributions[request.param], cwd=folder
    )
    return scripts


def test_wheel_has_the_package_the_rules_and_nothing_else(distributions: dict[str, Path], project: Path) -> None:
    wanted = {
        f"pmlint/{file.relative_to(project / 'src/pmlint').as_posix()}" for file in _files(project / "src/pmlint")
    }
    wanted |= {f"pmlint/{file.relative_to(project).as_posix()}" for file in _files(project / "rules")}
    information = f"pmlint-{__version__}.dist-info"
    wanted |= {f"{information}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt")}
    wanted |= {f"{information}/licenses/LICENSE", "pmlint/py.typed", "pmlint/rules/incident-process/pack.yaml"}

    assert set(zipfile.ZipFile(distributions["wheel"]).namelist()) == wanted


def test_wheel_says_what_it_is_and_needs(distributions: dict[str, Path]) -> None:
    with zipfile.ZipFile(distributions["wheel"]) as wheel:
        metadata = message_from_bytes(wheel.read(f"pmlint-{__version__}.dist-info/METADATA"))

    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata.get_all("Provides-Extra") == ["holidays"]


def test_sdist_has_what_the_wheel_is_built_from_and_tested_with(distributions: dict[str, Path]) -> None:
    with tarfile.open(distributions["sdist"]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}

    assert {
        "LICENSE",
        "README.md",
        "pyproject.toml",
        "rules/incident-process/pack.yaml",
        "src/pmlint/py.typed",
    } <= names
    assert "tests/delivery/test_wheel.py" in names


def test_installed_program_lists_the_bundled_rules(run: Run, scripts: Path, tmp_path: Path) -> None:
    listed = run(scripts / "pmlint", "rules", cwd=tmp_path).stdout.splitlines()

    assert len(listed) == len({line.split()[0] for line in listed})
    assert any("missing-section" in line for line in listed)
    assert run(scripts / "pmlint", "--version", cwd=tmp_path).stdout == f"pmlint {__version__}\n"


def test_installed_program_judges_postmortems(
    run: Run, scripts: Path, tmp_path: Path, clean_document: str, faulty_document: str, fault: str
) -> None:
    (tmp_path / "2026-03-12-clean.md").write_text(clean_document, encoding="utf-8")
    (tmp_path / "2026-09-14-faulty.md").write_text(faulty_document, encoding="utf-8")

    run(scripts / "pmlint", "2026-03-12-clean.md", cwd=tmp_path, code=0)
    found = run(scripts / "pmlint", "2026-09-14-faulty.md", cwd=tmp_path, code=1)
    assert f"2026-09-14-faulty.md{fault}" in found.stdout


def test_installed_program_imports_nothing_from_the_working_directory(
    run: Run, scripts: Path, tmp_path: Path, clean_document: str
) -> None:
    for module in ("click", "pmlint", "yaml"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('imported from the working directory')\n")
    (tmp_path / "2026-03-12-clean.md").write_text(clean_document, encoding="utf-8")

    run(scripts / "pmlint", "2026-03-12-clean.md", cwd=tmp_path)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]
