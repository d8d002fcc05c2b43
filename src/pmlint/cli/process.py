"""`pmlint process`: the document in which a team has written its process down."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from pmlint import packs
from pmlint.cli.automation import HOOKS, running_pmlint, workflows
from pmlint.cli.configuration import find_configuration, load_policy, told
from pmlint.cli.main import Stop, say
from pmlint.cli.reporting import ReportOptions, deliver, keep_documents, report_options
from pmlint.data_fault import DataFaults
from pmlint.engine import Input, review
from pmlint.escape import page, plain
from pmlint.files import load
from pmlint.finding import Remark
from pmlint.policy import Policy
from pmlint.process import Process
from pmlint.process_document import (
    Data,
    Description,
    ProcessDocument,
    data_of,
    description,
    disagreements,
    hooks_of,
    meta_faults,
    pack_data,
    read_parts,
    topics_of,
)
from pmlint.report import ExitCode
from pmlint.scaffold import template_of
from pmlint.text import Source
from pmlint.yaml_text import yaml_text

_HEADER = """\
# Written by `pmlint process pack` from the document named under 'source': its severities, sections, roles, steps
# and figures, and whatever else differs from the pack that this one extends. Everything else is as in that pack.
"""

_LOOKED_FOR = (
    "looked for a table of severities, a list of the sections of a postmortem or of roles, steps of paging, deadlines, "
    "rules and messages, in words like those of the pack '{pack}'"
)


@click.group()
def process() -> None:
    """Compare a process document with the policy, or make a pack."""


@process.command("check")
@click.argument("file", type=click.Path(), metavar="FILE")
@report_options
def check_process(file: str, options: ReportOptions) -> int:
    """Report where a process document disagrees with the policy.

    FILE.meta.json next to it is compared, too, if there is one.
    """
    configuration = find_configuration(options.config)
    policy = load_policy(configuration, options.pack, options.levels, final=False)
    if not os.path.lexists(file):
        raise Stop(f"no file '{file}'")
    units = policy.process.words.times.units
    source = _readable(load(file))
    topics = topics_of(policy.process)
    reviewed = [(source, disagreements(read_parts(source), topics, units))]
    meta = _meta_path(file)
    if os.path.lexists(meta):
        reviewed.append(_meta(meta, file, policy))
    else:
        say(f"note: no '{meta}' next to it")
    keep_documents(options.outputs, [file, meta])
    return deliver(review(reviewed, policy, options.as_of), options.configured(configuration.written))


@process.command("pack")
@click.argument("file", type=click.Path(), metavar="FILE")
@click.option("--output", type=click.Path(), metavar="DIR", required=True, help="The folder to write the pack to.")
def pack_process(file: str, output: str) -> None:
    """Write a pack from a process document.

    FILE.meta.json next to it is read, too, if there is one. The pack extends incident-process. What the document does
    not say is left to that pack and named on stderr, as is what can't be read. A folder that has files already is never
    written to.
    """
    _refuse_taken(output)
    doc, data = read_parts(_source_of_pack(file)), _data_beside(file)
    known = packs.load_bundled(packs.DEFAULT_PACK)
    described = description(doc, data, known.vocabulary, os.path.basename(file))
    if described is None:
        raise Stop(f"'{file}' is not a process document: {_LOOKED_FOR.format(pack=packs.DEFAULT_PACK)}")
    files = {"pack.yaml": _HEADER + yaml_text(pack_data(described.process, known.process, packs.DEFAULT_PACK))}
    try:
        made = packs.load_written(Path(output), files, packs.DEFAULT_PACK)
    except DataFaults as faults:
        raise told(faults) from None
    template = template_of(made.vocabulary) if _has_own_template(described.process, known.process) else None
    if template is not None:
        files["template.md"] = template
    _write(output, files)
    _tell(described, doc, made.process)
    sys.stdout.write(page([plain(os.path.join(output, name)) for name in files]))


def _refuse_taken(output: str) -> None:
    """Raises `Stop` for a folder that is none, is a link, or has files."""
    if os.path.islink(output) or (os.path.lexists(output) and not os.path.isdir(output)):
        raise Stop(f"'{output}' is not a folder; give --output one that is empty or does not exist")
    if os.path.isdir(output) and os.listdir(output):
        raise Stop(f"'{output}' is not empty, and nothing is overwritten; give --output another folder")


def _source_of_pack(file: str) -> Source:
    if not os.path.lexists(file):
        raise Stop(f"no file '{file}'")
    return _readable(load(file), ExitCode.USAGE)


def _data_beside(file: str) -> Data | None:
    """The data beside a process document; what is wrong with it is told."""
    meta = _meta_path(file)
    if not os.path.lexists(meta):
        return None
    source = _readable(load(meta), ExitCode.USAGE)
    data = data_of(source)
    if data is None:
        say(f"note: {meta}: is not imported: 'pmlint process check' says what is wrong with it")
    return data


def _has_own_template(process: Process, known: Process) -> bool:
    """Whether documents of a process look otherwise than the template of the known one."""
    return process.sections != known.sections or process.action_groups != known.action_groups


def _write(output: str, files: dict[str, str]) -> None:
    try:
        os.makedirs(output, exist_ok=True)
        for name, text in files.items():
            with open(os.path.join(output, name), "xb") as file:
                file.write(text.encode())
    except (FileExistsError, NotADirectoryError) as error:
        raise Stop(f"'{error.filename}' exists, and nothing is overwritten") from None


def _tell(described: Description, doc: ProcessDocument, made: Process) -> None:
    """Says what is left to the pack that is extended, what was read with a doubt, and what not at all."""
    if described.left:
        say(f"note: {packs.DEFAULT_PACK} fills in what {doc.source.path} does not say: {', '.join(described.left)}")
    for each in described.told:
        say(f"note: {each.source.path}:{each.source.position(each.at.start).line}: {each.message}")
    units = made.words.times.units
    for remark in disagreements(doc, topics_of(made), units):
        if remark.kind != "unverified" and remark.violation.span.end:
            line = doc.source.position(remark.violation.span.start).line
            say(f"note: {doc.source.path}:{line}: {remark.violation.message}")


def _meta(meta: str, file: str, policy: Policy) -> tuple[Source, list[Remark]]:
    source = _readable(load(meta))
    process, hooks = policy.process, hooks_of(policy.process)
    runs = _repository_runs_pmlint(Path(file))
    return source, meta_faults(source, file, hooks, process.source, process.words.times.units, runs)


def _meta_path(file: str) -> str:
    return f"{os.path.splitext(file)[0]}.meta.json"


def _readable(each: Input, otherwise: ExitCode = ExitCode.INCOMPLETE) -> Source:
    if each.unreadable:
        raise Stop(f"{each.source.path}: {each.unreadable.message}", otherwise)
    return each.source


def _repository_runs_pmlint(file: Path) -> bool | None:
    """Whether a workflow or the pre-commit configuration of a file's repository runs pmlint; `None` without one."""
    root = next((each for each in file.resolve().parents if (each / ".git").exists()), None)
    return any(running_pmlint([root / HOOKS, *workflows(root)])) if root else None
