"""`pmlint actions`: what all postmortems say that is to be done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import click

from pmlint.cli.as_of import as_of_option
from pmlint.cli.configuration import find_configuration, load_policy
from pmlint.cli.documents import read_documents
from pmlint.cli.options import Choice, config_option, pack_option
from pmlint.cli.overrides import PathPolicies
from pmlint.escape import json_text
from pmlint.facts import NEEDS, ActionFact, facts_of
from pmlint.model import Postmortem
from pmlint.tables import FORMATS, table
from pmlint.vocabulary import Vocabulary

HEADER = ("incident", "action", "kind", "owner", "issue", "due", "state", "place")


class _Listed(NamedTuple):
    """An action, and the postmortem that it stands in."""

    incident: str | None
    path: str
    line: int
    action: ActionFact
    overdue: bool


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True, readable=False), metavar="[PATH]...")
@click.option("--format", "format_", type=Choice([*FORMATS, "json"]), default="table", help="[table]")
@config_option
@pack_option
@as_of_option
@click.option("--overdue", is_flag=True, help="Only overdue actions: past their due date and not marked as done.")
@click.option("--open", "open_", is_flag=True, help="Only actions that are not marked as done.")
@click.option("--owner", metavar="NAME", help="Only the actions of one person: a name, part of a name, or a handle.")
def actions(
    paths: tuple[str, ...],
    format_: str,
    config: str | None,
    pack: str | None,
    as_of: date,
    overdue: bool,
    open_: bool,
    owner: str | None,
) -> int:
    """List the action items of postmortems.

    Reads files, folders, or '-' for standard input; without a path the configured paths, or else docs/incidents. Exits
    with 0 whatever it lists, and with 4 when a file can't be read.
    """
    configuration = find_configuration(config)
    of = PathPolicies(configuration, lambda each: load_policy(each, pack, (), final=False))
    documents = read_documents(paths, configuration, of, NEEDS)
    is_wanted = _filter(overdue, open_, owner, of.policy.vocabulary)
    day = of.policy.calendar.day_of(as_of)
    listed = [
        each for doc in documents.read for each in _of(doc, of(doc.source.path).vocabulary, day) if is_wanted(each)
    ]
    if format_ == "json":
        sys.stdout.write(json_text(list(map(_data, listed))) + "\n")
    else:
        sys.stdout.write(table(format_, HEADER, list(map(_row, listed))))
    return documents.code


def _of(doc: Postmortem, vocabulary: Vocabulary, as_of: date) -> Iterator[_Listed]:
    facts = facts_of(doc, vocabulary)
    incident = facts.ids[0].text.value if facts.ids else None
    for action in facts.actions:
        line = doc.source.position(action.span.start).line
        yield _Listed(incident, facts.path, line, action, action.overdue(as_of))


def _filter(overdue: bool, open_: bool, owner: str | None, vocabulary: Vocabulary) -> Callable[[_Listed], bool]:
    """Whether an action is one of those that are asked for."""
    people = None if owner is None else vocabulary.persons.index([owner])

    def is_wanted(each: _Listed) -> bool:
        return (
            (each.overdue or not overdue)
            and (not each.action.done or not open_)
            and (people is None or any(name in people for name in each.action.owners))
        )

    return is_wanted


def _data(each: _Listed) -> dict[str, object]:
    action = each.action
    return {
        "incident": each.incident,
        "path": each.path,
        "line": each.line,
        "text": action.text,
        "kind": action.kind,
        "owners": list(action.owners),
        "issues": list(action.issues),
        "due": action.due.isoformat() if action.due else None,
        "done": action.done,
        "overdue": each.overdue,
    }


def _row(each: _Listed) -> tuple[str, ...]:
    """The action in the columns of `HEADER`."""
    action = each.action
    return (
        each.incident or "",
        action.text,
        action.kind,
        ", ".join(action.owners),
        ", ".join(action.issues),
        action.due.isoformat() if action.due else "",
        "done" if action.done else "overdue" if each.overdue else "open",
        f"{each.path}:{each.line}",
    )
