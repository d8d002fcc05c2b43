"""`pmlint comms`: the messages about an incident, filled from its postmortem, or checked before they are sent."""

from __future__ import annotations

import os
import sys

import click

from pmlint.cli.configuration import find_configuration, load_policy
from pmlint.cli.main import Stop, say
from pmlint.cli.reporting import ReportOptions, deliver, keep_documents, report_options
from pmlint.cli.standard_input import read_standard_input
from pmlint.engine import Input, read_input, review
from pmlint.escape import page, plain
from pmlint.files import load
from pmlint.messages import check_message, fill, kind_of
from pmlint.policy import Policy
from pmlint.process import MessageKind
from pmlint.report import ExitCode
from pmlint.spelling import near


@click.command()
@click.argument(
    "arguments", nargs=-1, required=True, type=click.Path(allow_dash=True, readable=False), metavar="[MESSAGE] FILE"
)
@click.option("--check", "checking", is_flag=True, help="Check the message in FILE ('-': standard input) instead.")
@click.option("--kind", metavar="MESSAGE", help="With --check: the kind of message, if its first line does not tell.")
@report_options
def comms(arguments: tuple[str, ...], checking: bool, kind: str | None, options: ReportOptions) -> int:
    """Fill in a message about an incident, or check one with --check.

    The messages are ack, status, resolved and summary. What the postmortem does not say stays a gap, and is named on
    standard error. --check reports gaps, a missing next update, follow-ups without owner or due date, and words that
    blame.
    """
    configuration = find_configuration(options.config)
    options = options.configured(configuration.written)
    policy = load_policy(configuration, options.pack, options.levels, final=False)
    if checking:
        if len(arguments) != 1:
            raise Stop("'--check' takes one file, or '-'")
        return _check(arguments[0], kind, policy, options)
    if len(arguments) != 2 or kind:
        raise Stop("name the message and the postmortem: 'pmlint comms ack FILE'")
    return _print(_named(arguments[0], policy), arguments[1], policy)


def _print(message: MessageKind, file: str, policy: Policy) -> int:
    doc = read_input(_read(file), policy.vocabulary)
    filled = fill(message, doc, policy.process)
    sys.stdout.write(page(plain(line) for line in filled.text.splitlines()))
    for gap in filled.left:
        say(f"not known: {gap}")
    return ExitCode.CLEAN


def _check(file: str, kind: str | None, policy: Policy, options: ReportOptions) -> int:
    source = _read(file).source
    message = _named(kind, policy) if kind else kind_of(source.text, policy.process)
    if message is None:
        known = " or ".join(f"'{each.text.splitlines()[0]}'" for each in policy.process.messages) or "none"
        raise Stop(f"'{file}' is not recognised as a message by its first line ({known}); name its kind with --kind")
    keep_documents(options.outputs, [file])
    return deliver(
        review([(source, check_message(source, message, policy.vocabulary))], policy, options.as_of), options
    )


def _named(name: str, policy: Policy) -> MessageKind:
    messages = {each.id: each for each in policy.process.messages}
    if name not in messages:
        guess = near(name, messages)
        hint = (
            f"did you mean '{guess}'?"
            if guess
            else f"pack '{policy.process.name}' has: {', '.join(messages) or 'none'}"
        )
        raise Stop(f"no message is called '{name}'; {hint}")
    return messages[name]


def _read(file: str) -> Input:
    if file != "-" and not os.path.lexists(file):
        raise Stop(f"no file '{file}'")
    each = read_standard_input("-") if file == "-" else load(file)
    if each.unreadable:
        raise Stop(f"{file}: {each.unreadable.message}", ExitCode.INCOMPLETE)
    return each
