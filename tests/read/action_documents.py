"""Documents with actions in them, and what was read of them."""

from __future__ import annotations

from pmlint import packs
from pmlint.model import ActionItem, Postmortem
from pmlint.read import read
from pmlint.text import Source, Text
from pmlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary(packs.load_bundled("incident-process").process)


def document(body: str) -> Postmortem:
    return read(Source("a.md", "# Cart outage\n\n## Corrective Actions\n\n" + body), VOCABULARY)


def items(body: str) -> tuple[ActionItem, ...]:
    return document(body).action_items


def only(body: str) -> ActionItem:
    (item,) = items(body)
    return item


def made_by(item: ActionItem, field: str) -> str:
    """The form that made a field of an action; empty where there is none."""
    return dict(item.why)[field].form if field in dict(item.why) else ""


def place(doc: Postmortem, text: Text | None) -> tuple[int, int, int]:
    """Line, column and end column of a text."""
    assert text is not None
    start = doc.source.position(text.span.start)
    return (*start, doc.source.position(text.span.end).column)


def summary(item: ActionItem) -> tuple[str, list[str], list[str], str | None]:
    return (
        item.text.value,
        [owner.value for owner in item.owners],
        [issue.value for issue in item.issues],
        item.due.text.value if item.due else None,
    )
