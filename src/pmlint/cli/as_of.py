"""The option that says as of when a command judges, for all commands that need a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click

from pmlint.business_days import day_or_moment


class DayOrMoment(click.ParamType[date]):
    """A day as YYYY-MM-DD, or a timestamp as ISO 8601 has it."""

    name = "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        as_of = day_or_moment(str(value))
        if as_of is None:
            self.fail(f"'{value}' is not a day as YYYY-MM-DD, nor a time as YYYY-MM-DDTHH:MMZ", param, ctx)
        return as_of


as_of_option = click.option(
    "--as-of",
    type=DayOrMoment(),
    envvar="PMLINT_AS_OF",
    default=lambda: datetime.now(UTC),
    help="Judge as of this day or time, instead of now (UTC).",
)
