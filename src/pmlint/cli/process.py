"""`pmlint process`: the document in which a team has written its process down."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click

from pmlint.cli.configuration import find_configuration, load_policy
from pmlint.cli.main import Stop, say
from pmlint.cli.reporting import ReportOptions, deliver, keep_documents, report_options
from pmlint.engine import Input, review
from pmlint.files import load
from pmlint.finding import Remark
from pmlint.plain_file import Refused, read_plain_file
from pmlint.policy import Policy
from pmlint.process_document import disagreements, hooks_of, meta_faults, read_parts, topics_of
from pmlint.report import ExitCode
from pmlint.text import Source

LARGEST_WORKFLOW = 256 * 1024
"""Bytes of a workflow that are read; what runs pmlint stands long before."""

_RUNS_PMLINT = re.compile(r"^[^#\n]*\bpmlint\b", re.MULTILINE)


@click.group()
def process() -> None:
    """Compare the document of a process with the policy that postmortems are held to."""


@process.command("check")
@click.argument("file", type=click.Path(), metavar="FILE")
@report_options
def check_process(file: str, options: ReportOptions) -> int:
    """Say where a process document, and the FILE.meta.json beside it, disagree with the policy in force."""
    configuration = find_configuration(options.config)
    policy = load_policy(configuration, options.pack, options.levels, final=False)
    if not os.path.lexists(file):
        raise Stop(f"no file '{file}'")
    units = policy.process.words.times.units
    source = _readable(load(file))
    topics = topics_of(policy.process)
    reviewed = [(source, disagreements(read_parts(source), topics, units))]
    meta = os.path.splitext(file)[0] + ".meta.json"
    if os.path.lexists(meta):
        reviewed.append(_meta(meta, file, policy))
    else:
        say(f"note: no '{meta}' beside it")
    keep_documents(options, [file, meta])
    return deliver(review(reviewed, policy, options.as_of), options.configured(configuration.written))


def _meta(meta: str, file: str, policy: Policy) -> tuple[Source, list[Remark]]:
    source = _readable(load(meta))
    process, hooks = policy.process, hooks_of(policy.process)
    runs = _repository_runs_pmlint(Path(file))
    return source, meta_faults(source, file, hooks, process.source, process.words.times.units, runs)


def _readable(each: Input) -> Source:
    if each.unreadable:
        raise Stop(f"{each.source.path}: {each.unreadable.message}", ExitCode.INCOMPLETE)
    return each.source


def _repository_runs_pmlint(file: Path) -> bool | None:
    """Whether a workflow or the pre-commit configuration of a file's repository runs pmlint; `None` without one."""
    root = next((each for each in file.resolve().parents if (each / ".git").exists()), None)
    return any(map(_RUNS_PMLINT.search, _automation(root))) if root else None


def _automation(root: Path) -> Iterator[str]:
    """The texts of what runs by itself in a repository; what can't be read, or is a link, runs nothing that we know."""
    workflows = root / ".github" / "workflows"
    for path in (root / ".pre-commit-config.yaml", *sorted([*workflows.glob("*.yml"), *workflows.glob("*.yaml")])):
        try:
            yield read_plain_file(str(path), LARGEST_WORKFLOW, follow=False).decode("utf-8", "replace")
        except (Refused, OSError):
            continue
