"""The option that says as of when a command judges, for all commands that need a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click


class DayOrMoment(click.ParamType[date]):
    """A day as YYYY-MM-DD, or a timestamp as ISO 8601 has it."""

    name = "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        text = str(value)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is not None and moment.date().isoformat() == text:
            return moment.date()
        if moment is None or not text.startswith(f"{moment.date()}T"):
            self.fail(f"'{value}' is not a day as YYYY-MM-DD, nor a time as YYYY-MM-DDTHH:MMZ", param, ctx)
        return moment


as_of_option = click.option(
    "--as-of",
    type=DayOrMoment(),
    envvar="PMLINT_AS_OF",
    default=lambda: datetime.now(UTC),
    help="Judge as of this day or time, instead of now (UTC).",
)
