"""The command `pmlint`, and how it ends: every way out of the program is a code of `ExitCode`."""

from __future__ import annotations

import gc
import io
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn, TextIO

import click

from pmlint import __version__
from pmlint.escape import plain
from pmlint.report import ExitCode

INTERRUPTED = 130
"""What a shell reports of a program that Ctrl-C ended."""

# A command's module is imported when the command runs: most of the time of a short run is imports.
COMMANDS = {
    "actions": "pmlint.cli.actions",
    "check": "pmlint.cli.check",
    "comms": "pmlint.cli.comms",
    "explain": "pmlint.cli.explain",
    "gate": "pmlint.cli.gate",
    "generate-shell-completion": "pmlint.cli.completion",
    "init": "pmlint.cli.init",
    "new": "pmlint.cli.new",
    "parse": "pmlint.cli.parse",
    "process": "pmlint.cli.process",
    "rules": "pmlint.cli.rules",
    "severity": "pmlint.cli.severity",
    "stats": "pmlint.cli.stats",
}


class DefaultsToCheck(click.Group):
    """`pmlint PATH...` is `pmlint check PATH...`; `pmlint ./rules` is a path, `pmlint rules` a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in COMMANDS and args[0] not in ("--help", "-h", "--version", "-V")):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(import_module(module), cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command


@click.group(cls=DefaultsToCheck, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", "-V", message="pmlint %(version)s")
def pmlint() -> None:
    """Hold incident postmortems to the process that your team has written down.

    `pmlint docs/incidents/` is short for `pmlint check docs/incidents/`.

    \b
    Exit codes: 0 clean, 1 findings, 2 bad usage or configuration, 3 nothing to
    check, 4 not everything could be checked.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command and exits. No traceback, interrupt or closed pipe ends as 0 or 1."""
    if sys.stdout is None:
        say("error: standard output is closed")
        sys.exit(int(ExitCode.INCOMPLETE))
    raw = getattr(sys.stdout, "buffer", None)
    if isinstance(raw, io.RawIOBase):  # PYTHONUNBUFFERED: what such a stream can't write at once, it drops silently
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), encoding=sys.stdout.encoding)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a character that the stream can't show must not end the run
            reconfigure(errors="backslashreplace", newline="\n")
    gc.disable()  # no cycles are built, so there is nothing to collect; looking for some costs a tenth of a long run
    code = run(_asked_by_shell() or (sys.argv[1:] if arguments is None else arguments))
    failure = _finish(sys.stdout)
    if failure and code != ExitCode.INCOMPLETE:
        if not isinstance(failure, BrokenPipeError):
            say(f"error: the output can't be written: {failure.strerror or type(failure).__name__}")
        code = ExitCode.INCOMPLETE
    if sys.stderr is not None:
        _finish(sys.stderr)
    sys.exit(int(code))


def _asked_by_shell() -> list[str]:
    """The command that is meant where a shell asks for completion as programs that are made with click are asked."""
    asked = os.environ.get("_PMLINT_COMPLETE")
    return ["generate-shell-completion", asked.removesuffix("_source")] if asked else []


def _finish(stream: TextIO) -> OSError | None:
    """Writes what is in a stream's buffer; what can't be written goes nowhere, also not at interpreter exit."""
    try:
        stream.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return error
    return None


def run(arguments: Sequence[str]) -> int:
    """Runs the command; the exit code."""
    try:
        # Not pmlint.main(), whose answer to a closed pipe is exit code 1.
        with pmlint.make_context("pmlint", list(arguments)) as context:
            code = pmlint.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "pmlint"
        say(f"error: {error.format_message()}", f"try '{command} --help'")
        return ExitCode.USAGE
    except click.ClickException as error:
        say(f"error: {error.format_message()}")
        return error.code if isinstance(error, Stop) else ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:  # nobody reads on
        return ExitCode.INCOMPLETE
    except OSError as error:
        what = f"'{error.filename}'" if error.filename else "the output can't be written"
        if not _has_working_directory():
            what = "the working directory is gone"
        say(f"error: {what}: {error.strerror or type(error).__name__}")
        return ExitCode.INCOMPLETE
    except Exception as error:
        say("error: pmlint itself failed; nothing was decided. Please report this:")
        say(*("".join(traceback.format_exception(error)).splitlines()))
        return ExitCode.INCOMPLETE
    return int(code or 0)


def _has_working_directory() -> bool:
    """Whether the folder in which the command runs is still there."""
    try:
        os.getcwd()
    except OSError:
        return False
    return True


class Stop(click.ClickException):
    """Ends the run with lines for the user and an exit code."""

    def __init__(self, message: str, code: ExitCode = ExitCode.USAGE) -> None:
        super().__init__(message)
        self.code = code


def say(*lines: str) -> None:
    """Lines on stderr; what they quote leaves through the escaper. Where stderr can't be written, nobody is told."""
    with suppress(OSError):
        for text in lines:
            for line in text.splitlines() or [""]:
                click.echo(plain(line), err=True)
