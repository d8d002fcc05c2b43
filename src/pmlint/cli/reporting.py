"""The options of the commands whose outcome is a report, and the way a report leaves them."""

from __future__ import annotations

import os
import posixpath
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, get_args

import click

from pmlint.cli.as_of import as_of_option
from pmlint.cli.configuration import is_root
from pmlint.cli.main import Stop, say
from pmlint.cli.options import Choice, color_option, config_option, is_colored, pack_option, terminal_width
from pmlint.finding import Level, LevelWord
from pmlint.policy import FailOn, PolicyFile
from pmlint.report import ExitCode, Report
from pmlint.reporters import REPORTERS, View, statistics


class LevelSetting(click.ParamType[tuple[str, LevelWord]]):
    """`RULE=LEVEL`."""

    name = "RULE=LEVEL"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, LevelWord]:
        rule, _, level = str(value).partition("=")
        words: dict[str, LevelWord] = {word: word for word in get_args(LevelWord)}
        if level not in words:
            self.fail(f"'{value}' is not RULE=error, RULE=warning, RULE=note or RULE=off", param, ctx)
        return rule, words[level]


class OutputSetting(click.ParamType[tuple[str, str]]):
    """`FORMAT=FILE`."""

    name = "FORMAT=FILE"
    formats: tuple[str, ...] = tuple(REPORTERS)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        name, equals, file = str(value).partition("=")
        if file == "-":
            self.fail(f"'-' is not a file; '--format {name}' prints a report", param, ctx)
        if not equals or not file or name not in self.formats:
            self.fail(f"'{value}' is not FORMAT=FILE; formats: {', '.join(self.formats)}", param, ctx)
        return name, file


class ReportOptions(NamedTuple):
    """What the options say that every command has whose outcome is a report."""

    config: str | None
    pack: str | None
    as_of: date
    """A moment, where none was named: the present one."""
    levels: tuple[tuple[str, LevelWord], ...]
    format_: str | None
    outputs: tuple[tuple[str, str], ...]
    exit_zero: bool
    fail_on: FailOn | None
    statistics: bool
    view: View

    def configured(self, written: PolicyFile) -> ReportOptions:
        """The options with what the configuration says where none was given."""
        return self._replace(view=self.view._replace(fail_on=Level(self.fail_on or written.fail_on or "error")))


_REPORT_OPTIONS: tuple[Callable[[Callable[..., int]], Callable[..., int]], ...] = (
    click.option(
        "--format",
        "format_",
        type=Choice(list(REPORTERS)),
        help="Output format. [full on a terminal, github in Actions, else concise]",
    ),
    click.option(
        "--output", "outputs", multiple=True, type=OutputSetting(), help="Also write a report to a file; repeatable."
    ),
    config_option,
    pack_option,
    as_of_option,
    click.option(
        "--level",
        "levels",
        multiple=True,
        type=LevelSetting(),
        help="Set a rule to error, warning, note or off; repeatable.",
    ),
    click.option("--fail-on", type=Choice(get_args(FailOn)), help="The lowest level that fails the run. [error]"),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings."),
    color_option,
    click.option("--statistics", is_flag=True, help="Print how often each rule was broken, instead of the findings."),
    click.option("-q", "--quiet", is_flag=True, help="Print findings only."),
    click.option("-v", "--verbose", is_flag=True, help="Also print ignored findings and all skipped files."),
)


def report_options(command: Callable[..., int]) -> Callable[..., int]:
    """Gives a command the options of every report; it takes them as one argument, `options`."""

    @wraps(command)
    def run(color: str, quiet: bool, verbose: bool, **others: Any) -> int:  # named as the options
        view = _view(color, quiet, verbose)
        own = {name: others.pop(name) for name in [*others] if name not in ReportOptions._fields}
        return command(**own, options=ReportOptions(view=view, **others))

    given: Callable[..., int] = run
    for option in reversed(_REPORT_OPTIONS):
        given = option(given)
    return given


def deliver(report: Report, options: ReportOptions) -> ExitCode:
    """Prints and writes a report; the exit code that it means."""
    format_ = options.format_ or _fitting_format()
    in_file = options.view._replace(color=False, width=None)
    written = [write_report(file, REPORTERS[name](report, in_file), "w") for name, file in options.outputs]
    if format_ == "github":
        written.append(_write_job_summary(report, in_file))
    render = statistics.render if options.statistics else REPORTERS[format_]
    sys.stdout.write(render(report, options.view))  # last: a reader who stops reading costs no file
    code = report.exit_code(options.view.fail_on)
    if not all(written):
        return ExitCode.INCOMPLETE
    return ExitCode.CLEAN if code is ExitCode.FINDINGS and options.exit_zero else code


def keep_documents(outputs: Sequence[tuple[str, str]], documents: Sequence[str]) -> None:
    """Refuses reports that would overwrite a document."""
    for output in (file for _, file in outputs if os.path.exists(file)):
        target = os.stat(output)
        for document in filter(os.path.exists, documents):
            if os.path.samestat(target, os.stat(document)):
                raise Stop(f"'--output' would overwrite '{document}', which is a document; name another file")


def _fitting_format() -> str:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "full" if sys.stdout.isatty() else "concise"


def _view(color: str, quiet: bool, verbose: bool) -> View:
    return View(is_colored(color), verbose, quiet, terminal_width(), paths_in_repository())


def paths_in_repository() -> Callable[[str], str]:
    """Tells a path from the working directory as seen from its repository: annotations want paths from that root.

    That is the GitHub workspace, or a folder in it where the checkout has a path of its own. Links to the workspace and
    to the working directory are followed before the two are compared.
    """
    here, workspace = Path.cwd().resolve(), os.environ.get("GITHUB_WORKSPACE")
    top = Path(workspace).resolve() if workspace else None

    def in_repository(path: str) -> str:
        whole = Path(os.path.normpath(here / path))
        if top is None or not whole.is_relative_to(top):
            return posixpath.normpath(path)
        inner = (folder for folder in whole.parents if folder.is_relative_to(top))
        return whole.relative_to(next(filter(is_root, inner), top)).as_posix()

    return in_repository


def _write_job_summary(report: Report, view: View) -> bool:
    """Adds to the job summary of GitHub Actions, where there is one; whether it could be written."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return True
    from pmlint.reporters import job_summary  # only GitHub Actions has one

    return write_report(file, job_summary.render(report, view), "a")


def write_report(file: str, text: str, mode: str = "w") -> bool:
    """Writes a report to a file, or adds to it; whether that could be done, which is told if not."""
    try:
        with open(file, mode, encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        say(f"error: report '{file}' can't be written: {error.strerror}")
        return False
    return True
