"""What stands between walking the blocks and judging them: texts that may be actions, and the groups they stand in."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pmlint.forms.boxes import Box
from pmlint.markdown import Inline, Piece
from pmlint.model import Why
from pmlint.process import ActionKind
from pmlint.read.actions.fields import FieldReader
from pmlint.text import Span, Text

ActionForm = Literal["row", "item", "heading"]


class Group(NamedTuple):
    """What holds for the actions below a heading or label."""

    kind: ActionKind | None = None
    done: bool | None = None
    level: int = 0
    aside: bool = False
    """Whether what is listed are no actions, but for those that have a box or fields."""
    owner: Piece | None = None
    why: Why = Why("")
    """What named the group, if it has a name."""

    def stating(self, done: bool | None) -> Group:
        """The same where a heading or label says a state of its own, or none."""
        return self if done is None else self._replace(done=done)


class Candidate(NamedTuple):
    """A text that may be an action, with what belongs to it."""

    inline: Inline
    span: Span
    form: ActionForm
    group: Group
    reader: FieldReader
    """Reads its fields, as those of a text in its list."""
    box: Box
    begin: int
    """Where its text begins, behind a box, a number, or the name of a group."""
    below: tuple[Inline, ...] = ()
    """Texts that say its fields, or elaborate on it."""
    struck: bool = False
    unseen: tuple[Text, ...] = ()
