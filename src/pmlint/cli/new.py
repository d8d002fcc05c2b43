"""`pmlint new`: begin a postmortem."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime

import click

from pmlint import packs
from pmlint.checks.file_name import LONGEST_SLUG, is_slug, slug_of
from pmlint.cli.configuration import find_configuration, load_policy, pack_files_of, told
from pmlint.cli.documents import first_folder
from pmlint.cli.main import Stop, say
from pmlint.cli.options import config_option, pack_option
from pmlint.cli.writing import inside, write_new
from pmlint.data_fault import DataFaults
from pmlint.escape import page, plain, shown_as
from pmlint.process import Process
from pmlint.scaffold import Known, Misread, scaffold

LONGEST_TITLE = 200
"""Characters of a title or an ID: what is longer is no heading, but the document."""

_SHOWN_OTHERWISE = "#\\"
"""What is shown as a code point only where it would be a command, or one."""


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:
            self.fail(f"'{value}' is not a day as YYYY-MM-DD", param, ctx)
        return day


@click.command()
@click.option("--severity", type=int, metavar="N", help="The severity of the incident, as a number.")
@click.option("--title", required=True, help="What users experienced, in a few words.")
@click.option("--id", help="The incident's ID.")
@click.option("--date", "day", type=Day(), help="The day on which the incident began, instead of today.")
@click.option("--slug", help="The slug in the file name, instead of one made from the title.")
@click.option("--folder", type=click.Path(), help="Where to put the file, instead of the configured folder.")
@config_option
@pack_option
def new(
    severity: int | None,
    title: str,
    id: str | None,
    day: date | None,
    slug: str | None,
    folder: str | None,
    config: str | None,
    pack: str | None,
) -> None:
    """Start a draft postmortem from the pack's template.

    The file goes to docs/incidents, or the configured folder, as {YYYY-MM-DD}-{slug}.md; its path is printed. Existing
    files are never overwritten.
    """
    configuration = find_configuration(config)
    policy = load_policy(configuration, pack, (), final=False)
    vocabulary = policy.vocabulary
    known = Known(
        _text("--title", title),
        day or policy.calendar.day_of(datetime.now(UTC)),
        _severity(severity, vocabulary.process),
        None if id is None else _text("--id", id),
    )
    name = f"{known.day}-{_slug(slug, known)}.md"
    path = os.path.join(inside(folder or first_folder(configuration), configuration.root), name)
    try:
        template = packs.template_of(pack_files_of(configuration, pack))
        begun = scaffold(template, known, vocabulary, name, policy.calendar)
    except DataFaults as faults:
        raise told(faults) from None
    except Misread as misread:
        raise _stop(misread) from None
    write_new(path, begun.text, "; choose another name with --slug")
    if template is not None and not begun.from_template:
        say("note: the pack's template lacks a title or sections of the process, which was used instead")
    for what in begun.unplaced:
        say(f"note: the template has no place for the incident's {what}, so it is not written")
    sys.stdout.write(page([plain(path)]))


def _text(option: str, value: str) -> str:
    """A title or ID as one line, of characters that show."""
    line = " ".join(value.split())
    if not line:
        raise Stop(f"'{option}' is empty")
    if len(line) > LONGEST_TITLE:
        raise Stop(f"'{option}' is longer than {LONGEST_TITLE} characters")
    if any(shown != char and char not in _SHOWN_OTHERWISE for char, shown in zip(line, shown_as(line), strict=True)):
        raise Stop(f"'{option}' has a character that does not show: '{line}'")
    return line


def _stop(misread: Misread) -> Stop:
    what = f"'--{misread.what}'"
    if misread.read_as is None or misread.what == "title":
        return Stop(f"{what} would not be read as one; choose another")
    return Stop(f"{what} would be read as '{misread.read_as}' next to this title; change one of the two")


def _severity(given: int | None, process: Process) -> int | None:
    known = [each.level for each in process.severities]
    if not known:
        if given is not None:
            say(f"note: {process.title} has no severities, so none is written")
        return None
    if given not in known:
        missing = "'--severity' is missing" if given is None else f"no severity has the number {given}"
        raise Stop(f"{missing}; {process.title} has {', '.join(map(str, known))}")
    return given


def _slug(given: str | None, known: Known) -> str:
    if given is None:
        return slug_of(known.title) or slug_of(known.id or "") or "incident"
    if not is_slug(given):
        guess = slug_of(given)
        hint = f"; did you mean '{guess}'?" if guess else ""
        raise Stop(f"'--slug' takes at most {LONGEST_SLUG} lower-case letters, digits and hyphens{hint}")
    return given
