"""Shell completion, in the real shells: what is offered after TAB."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from pmlint.cli.main import pmlint

COMMAND = Path(sys.executable).parent / "pmlint"
FORMATS = ["concise", "full", "github", "json"]
LEVELS = ["error", "note", "warning"]
COMMANDS = pmlint.list_commands(click.Context(pmlint))

# What is typed, and all words that are offered for it; files are beside the point.
OFFERED = [
    ("pmlint ", COMMANDS),
    ("pmlint exp", ["explain"]),
    ("pmlint --fo", ["--format"]),
    ("pmlint --vers", ["--version"]),
    ("pmlint --format ", FORMATS),
    ("pmlint check --format ", FORMATS),
    ("pmlint check --format co", ["concise"]),
    ("pmlint docs/incidents --fail-on ", LEVELS),
    ("pmlint actions --format ", ["csv", "json", "markdown", "table"]),
    ("pmlint process ", ["check", "pack"]),
    ("pmlint process check --color ", ["always", "auto", "never"]),
    ("pmlint process pack --ou", ["--output"]),
    ("pmlint check --list-f", ["--list-files"]),
    ("pmlint generate-shell-completion ", ["bash", "fish", "zsh"]),
    ("pmlint init --w", ["--write"]),
    ("pmlint init --list-f", []),
    ("pmlint explain --fo", []),
]


def script(shell: str) -> str:
    done = subprocess.run([COMMAND, "generate-shell-completion", shell], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the script of each shell, and with nothing that could be taken for a file to lint."""
    folder = tmp_path_factory.mktemp("scripts")
    for shell in ("bash", "zsh", "fish"):
        (folder / f".{shell}").write_text(script(shell), encoding="utf-8")
    return folder


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"there is no {shell} here")


def said(scripts: Path, *command: str) -> list[str]:
    home = {**os.environ, "HOME": str(scripts)}
    done = subprocess.run(command, cwd=scripts, env=home, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return sorted(line.split("\t")[0] for line in done.stdout.splitlines() if line)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [*OFFERED, ("pmlint check --format = ", FORMATS), ("pmlint check --fail-on = n", ["note"])],
)
def test_bash_offers(typed: str, offered: list[str], scripts: Path) -> None:
    words = " ".join(f"'{each}'" for each in typed.split(" "))  # bash takes '=' for a word
    run = (
        f'source .bash; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _pmlint pmlint; printf "%s\\n" '
    )
    assert said(scripts, "bash", "-c", f'{run}"${{COMPREPLY[@]}}"') == sorted(offered)


@needs("fish")
@pytest.mark.parametrize(("typed", "offered"), [*OFFERED, ("pmlint --format=fu", ["--format=full"])])
def test_fish_offers(typed: str, offered: list[str], scripts: Path) -> None:
    assert said(scripts, "fish", "--no-config", "-c", f"source .fish; complete -C '{typed}'") == sorted(offered)


def typed_in(shell: list[str], begin: str, typed: str, wanted: str, cwd: Path) -> str:
    """What a shell shows on a terminal where something is typed, and TAB is pressed, until that is what is wanted."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.environ.update(HOME=str(cwd), TERM="dumb")
        os.execvp(shell[0], shell)
    shown = ""

    def until(what: str, seconds: float = 20) -> None:
        nonlocal shown
        end = time.monotonic() + seconds
        while not re.search(what, shown) and time.monotonic() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                shown += os.read(terminal, 65536).decode("utf-8", "replace").replace("\a", "")

    try:
        os.write(terminal, f"{begin}; PS1='ready> '; echo be''gun\n".encode())
        until(r"begun[\s\S]*ready> ")
        shown = ""
        os.write(terminal, f"{typed}\t\t".encode())
        until(re.escape(wanted), seconds=10)
        return shown
    finally:
        os.close(terminal)
        os.waitpid(child, 0)


TYPED = [
    ("pmlint process che", "pmlint process check "),
    ("pmlint check --fail-on w", "pmlint check --fail-on warning "),
    ("pmlint --exit-z", "pmlint --exit-zero "),
    ("pmlint process pack --outp", "pmlint process pack --output"),
    ("pmlint generate-shell-completion fi", "pmlint generate-shell-completion fish "),
    ("pmlint sev", "pmlint severity "),
]


@pytest.mark.parametrize(("typed", "completed"), TYPED)
def test_bash_completes_what_is_typed(typed: str, completed: str, scripts: Path) -> None:
    assert completed in typed_in(["bash", "--norc", "-i"], "source .bash", typed, completed, scripts)


@needs("zsh")
@pytest.mark.parametrize(("typed", "completed"), TYPED)
def test_zsh_completes_what_is_typed(typed: str, completed: str, scripts: Path) -> None:
    begin = "autoload -U compinit; compinit -u -D; source ./.zsh"
    assert completed in typed_in(["zsh", "-f", "-i"], begin, typed, completed, scripts)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_that_is_asked_for_in_the_way_of_click_is_the_same_and_lints_nothing(shell: str) -> None:
    asked = {**os.environ, "_PMLINT_COMPLETE": f"{shell}_source"}
    done = subprocess.run([COMMAND], env=asked, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, script(shell))


@pytest.mark.parametrize("asked", ["bash_complete", "1", "powershell_source"])
def test_another_wish_for_completion_is_bad_usage_and_lints_nothing(asked: str) -> None:
    done = subprocess.run([COMMAND], env={**os.environ, "_PMLINT_COMPLETE": asked}, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not one of 'bash', 'zsh', 'fish'" in done.stderr
