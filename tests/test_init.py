"""`pmlint init` by the installed command: what it writes is valid, and does what it says."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from pmlint import packs
from pmlint.cli.deliveries import HOOK, HOOKS, JOB, WORKFLOW
from pmlint.cli.discovery import SIBLINGS, discover

SCRIPTS = Path(sysconfig.get_path("scripts"))
DAY = "2026-05-02"
EXAMPLE = (packs.bundled_folder() / packs.DEFAULT_PACK / "example.md").read_text(encoding="utf-8")
FAULTY = "---\nseverity: Sev-1\ndate: {}\nstatus: final\n---\n\n# Rates stood still\n"
UNDATED = "# Rates stood still\n\nNobody knows when.\n"
OLD, NEW = "2025-01-07-old.md", "2026-05-04-new.md"
HOSTILE = ("a [draft].md", "x*y?.md", "#1 rates.md", "!important.md", "back\\slash.md", "100% of $it.md", "Ünï 日本.md")


class Run(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def pmlint(*arguments: str, cwd: str = ".", as_of: str = DAY) -> Run:
    others = ("GITHUB_", "PMLINT_", "FORCE_COLOR", "NO_COLOR")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    done = subprocess.run(
        [SCRIPTS / "pmlint", *arguments],
        cwd=cwd,
        env={**environment, "PMLINT_AS_OF": as_of},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def write(path: str, text: str = EXAMPLE) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def tree() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def configured() -> dict[str, Any]:
    """What the written configuration says, as YAML."""
    data: dict[str, Any] = yaml.load(Path(".pmlint.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return data


def init() -> str:
    """Writes, and says what it printed."""
    code, out, err = pmlint("init", "--write")
    assert (code, err) == (0, "")
    return out


# --- what it writes ---------------------------------------------------------------------------------------------------


def test_without_write_it_shows_all_files_and_writes_none() -> None:
    write(f"postmortems/{OLD}", FAULTY.format("2025-01-07"))
    before = tree()
    code, shown, err = pmlint("init")
    assert (code, err) == (0, "")
    assert tree() == before
    assert shown.splitlines()[-1] == "Nothing was written. 'pmlint init --write' does it."
    init()
    for name in (".pmlint.yaml", ".pre-commit-config.yaml", ".github/workflows/postmortems.yml"):
        written = Path(name).read_text("utf-8")
        indented = "".join(f"    {line}" if line.strip() else line for line in written.splitlines(keepends=True))
        assert f"{name} would be written:\n\n{indented}\n" in shown


@pytest.mark.parametrize(
    ("files", "paths"),
    [
        (["docs/incidents/a.md"], ["docs/incidents"]),
        (["docs/incidents/2025/a.md", "docs/incidents/2026/b.md", "docs/incidents/README.md"], ["docs/incidents"]),
        (["ops/postmortems/a/index.md", "outages/b.md", "docs/guide.md"], ["ops/postmortems", "outages"]),
        (["_posts/2026-04-09-dns-outage.md", "_posts/2026-04-10-release.md"], ["_posts/*outage*"]),
        (["Postmortem-2026-04-09.md", "README.md"], ["/*Postmortem*"]),
        ([f"services/{name}/incidents/a.md" for name in "abcd"[:SIBLINGS]], ["services/*/incidents"]),
        (
            [f"services/{name}/incidents/a.md" for name in "abcd"[: SIBLINGS - 1]],
            ["services/a/incidents", "services/b/incidents"],
        ),
        (["app/[slug]/postmortems/a.md"], [r"/app/\[slug\]/postmortems/a.md"]),
        (["null/incidents/a.md", "node_modules/incidents/b.md", ".venv/incidents/c.md"], ["null/incidents"]),
        (["incidents: all/outages/a.md"], ["incidents: all/outages"]),
    ],
)
def test_the_configuration_names_the_places_that_were_found(files: list[str], paths: list[str]) -> None:
    for file in files:
        write(file)
    init()
    assert configured() == {"paths": paths, "require-files": "true"}
    listed = pmlint("check", "--list-files")
    others = ("docs/guide", ".venv", "node_modules", "_posts/2026-04-10")
    expected = {file for file in files if not file.startswith(others) and "README" not in file}
    assert (listed.err, {*listed.out.splitlines()}) == ("", expected)


def test_a_repository_that_is_called_as_postmortems_are_is_looked_at_whole(tmp_path: Path) -> None:
    (tmp_path / "post-mortems" / ".git").mkdir(parents=True)
    os.chdir(tmp_path / "post-mortems")
    write("PM-1.md")
    init()
    assert configured()["paths"] == ["."]


def test_what_is_older_is_a_note_and_what_comes_is_held_to_the_process() -> None:
    write(f"postmortems/{OLD}", FAULTY.format("2025-01-07"))
    assert pmlint("postmortems").code == 1
    assert "1 postmortem was found; 1 has errors by the rules of incident-process.\n" in init()
    assert configured() == {"paths": ["postmortems"], "require-files": "true", "since": DAY}
    assert (pmlint().code, pmlint().err) == (0, "")
    write(f"postmortems/{NEW}", FAULTY.format("2026-05-04"))
    assert pmlint(as_of="2026-05-05").code == 1
    for name in (OLD, NEW):
        Path("postmortems", name).unlink()
    assert pmlint().code == 3


@pytest.mark.parametrize("name", HOSTILE)
def test_beside_old_ones_a_document_without_a_day_is_left_out(name: str) -> None:
    write(f"incidents/{OLD}", FAULTY.format("2025-01-07"))
    write(f"incidents/{name}", UNDATED)
    init()
    assert len(configured()["exclude"]) == 1
    code, out, err = pmlint()
    assert (code, err) == (0, "")
    assert "1 excluded" in out


@pytest.mark.parametrize("text", [FAULTY.format(DAY), UNDATED, EXAMPLE])
def test_where_no_postmortem_is_old_and_fails_nothing_is_milder(text: str) -> None:
    write("incidents/2026-05-02-x.md", text)
    code = pmlint("incidents").code
    init()
    assert configured() == {"paths": ["incidents"], "require-files": "true"}
    assert pmlint().code == code


def test_what_cannot_be_read_is_not_left_out() -> None:
    write(f"incidents/{OLD}", FAULTY.format("2025-01-07"))
    Path("incidents/broken.md").write_bytes(b"\xff\xff\xff")
    init()
    assert "exclude" not in configured()
    assert pmlint().code == 4


def test_before_the_first_postmortem_no_file_is_required() -> None:
    write("docs/guide.md")
    assert init().startswith("No postmortem was found")
    assert configured() == {"paths": ["docs/incidents"]}
    assert Path("docs/incidents/.gitkeep").read_bytes() == b""
    assert pmlint().code == 0
    write("docs/incidents/2026-05-02-x.md", FAULTY.format(DAY))
    assert pmlint().code == 1


def test_the_folder_of_the_first_postmortem_is_kept_as_it_is() -> None:
    write("docs/incidents/README.md", "# Incidents\n")
    init()
    assert os.listdir("docs/incidents") == ["README.md"]


def test_another_pack_is_the_one_that_is_configured() -> None:
    write("incidents/a.md")
    assert pmlint("init", "--write", "--pack", "google-sre").code == 0
    assert configured()["pack"] == "google-sre"
    assert "rules of google-sre, configured by" in pmlint().out


def test_a_pack_in_a_folder_is_named_as_seen_from_the_root() -> None:
    write("incidents/a.md")
    write("packs/ours/pack.yaml", "extends: incident-process\nname: ours\ntitle: Ours\nsource: ours\n")
    assert pmlint("init", "--write", "--pack", "./ours", cwd="packs").code == 0
    assert configured()["pack"] == "./packs/ours"


def test_it_sets_the_repository_up_wherever_it_runs() -> None:
    write("services/pay/incidents/a.md")
    assert pmlint("init", "--write", cwd="services/pay").code == 0
    assert configured()["paths"] == ["services/pay/incidents"]
    assert Path(".github/workflows/postmortems.yml").is_file()


def test_without_a_repository_there_is_nothing_to_run_it() -> None:
    Path(".git").rmdir()
    write("incidents/a.md")
    code, _, err = pmlint("init", "--write")
    assert (code, sorted(os.listdir())) == (0, [".pmlint.yaml", "incidents"])
    assert err == "note: this is no git repository, so there is no hook and no workflow to set up\n"


# --- what is there already --------------------------------------------------------------------------------------------


def test_nothing_is_overwritten() -> None:
    write("incidents/a.md")
    init()
    before = tree()
    out = init()
    assert tree() == before
    assert out.splitlines() == [
        ".pmlint.yaml configures pmlint, and stays as it is",
        ".pre-commit-config.yaml runs pmlint already",
        ".github/workflows/postmortems.yml runs pmlint already",
    ]


def test_a_configuration_in_the_project_file_counts() -> None:
    write("pyproject.toml", '[tool.pmlint]\npaths = ["incidents"]\n')
    write("incidents/a.md")
    assert "pyproject.toml configures pmlint" in init()
    assert not Path(".pmlint.yaml").exists()


@pytest.mark.parametrize("deep", ["", "  ", "    "])
def test_what_to_add_to_the_hooks_is_told_as_it_has_to_stand_there(deep: str) -> None:
    hooks = f"repos:\n{deep}- repo: meta\n{deep}  hooks:\n{deep}    - id: identity\n"
    write(".pre-commit-config.yaml", hooks)
    told = init()
    assert Path(".pre-commit-config.yaml").read_text("utf-8") == hooks
    shown = told.partition("Add to its 'repos':\n\n")[2].partition("\n\n")[0]
    added = "".join(f"{line.removeprefix('    ')}\n" for line in shown.splitlines())
    write(".pre-commit-config.yaml", hooks + added)
    valid("pre-commit", "validate-config", ".pre-commit-config.yaml")
    assert [each["repo"] for each in yaml.safe_load(hooks + added)["repos"]] == [
        "meta",
        yaml.safe_load(HOOK)[0]["repo"],
    ]


def test_a_workflow_that_runs_pmlint_is_found_and_another_of_the_name_kept() -> None:
    write(".github/workflows/lint.yaml", "# pmlint is mentioned only\n")
    write(".github/workflows/postmortems.yml", "name: other\n")
    assert ".github/workflows/postmortems.yml exists, and stays as it is\n" in init()
    write(".github/workflows/lint.yaml", "      - run: pmlint --final\n")
    assert ".github/workflows/lint.yaml runs pmlint already\n" in init()


def test_on_gitlab_the_job_is_told() -> None:
    write(".gitlab-ci.yml", "test:\n  script: make test\n")
    told = init()
    assert not Path(".github").exists()
    shown = told.partition(".gitlab-ci.yml exists, and stays as it is. Add to it:\n\n")[2].partition("\n\n")[0]
    assert "".join(f"{line.removeprefix('    ')}\n" for line in shown.splitlines()) == JOB


def test_nothing_is_written_where_a_link_leads_out_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    os.symlink(tmp_path / "elsewhere", ".github")
    code, out, err = pmlint("init", "--write")
    assert (code, out) == (2, "")
    assert "is a link that leads out of" in err
    assert (os.listdir(tmp_path / "elsewhere"), sorted(os.listdir())) == ([], [".git", ".github"])


def test_a_link_in_the_place_of_a_file_is_kept(tmp_path: Path) -> None:
    os.symlink(tmp_path / "nowhere", ".pre-commit-config.yaml")
    init()
    assert not (tmp_path / "nowhere").exists()


# --- that it is valid -------------------------------------------------------------------------------------------------


def valid(*linter: str) -> None:
    done = subprocess.run([SCRIPTS / linter[0], *linter[1:]], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_the_hook_and_the_workflow_are_valid() -> None:
    init()
    assert Path(".pre-commit-config.yaml").read_text("utf-8") == HOOKS
    valid("pre-commit", "validate-config", ".pre-commit-config.yaml")
    workflow = ".github/workflows/postmortems.yml"
    assert Path(workflow).read_text("utf-8") == WORKFLOW
    valid("check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)


def test_the_job_is_valid() -> None:
    write(".gitlab-ci.yml", JOB)
    valid("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", ".gitlab-ci.yml")


def test_places_are_found_without_reading_a_configuration() -> None:
    write("incidents/a.md")
    write(".pmlint.yaml", "paths: [nowhere]\n")
    words = packs.load_bundled(packs.DEFAULT_PACK).process.words.files
    assert discover(".", words) == (("incidents/a.md",), ("incidents",))
