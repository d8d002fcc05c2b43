"""Whether a text among the actions is one, and whether it says anything at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmlint.forms.boxes import opening_box
from pmlint.markdown import Block, Inline, Item, Paragraph
from pmlint.model import ActionItem, Why
from pmlint.read.actions.fields import ActionFields
from pmlint.read.actions.found import Fields
from pmlint.read.actions.headings import add_below, whose
from pmlint.read.actions.item import ActionScope, Candidate, action
from pmlint.read.actions.labels import is_short_label
from pmlint.spelling import name_key, says_nothing
from pmlint.vocabulary import Vocabulary

# A paragraph that was meant for a list or a table.
_LOOKS_LISTED = re.compile(r"[-*+•–—|▪●◦‣]|.{1,300}\|.{1,300}\|")


class Judge:
    """Judges texts by the words of a process, and by what its template says where actions stand."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        process = vocabulary.process
        sections = (kind for kind in process.known_sections if kind.holds == "actions")
        guidance = (*(each.guidance for each in sections), *(each.guidance for each in process.action_groups))
        self.vocabulary = vocabulary
        self._guidance = frozenset(map(name_key, guidance)) - {""}

    def action(self, candidate: Candidate) -> ActionItem | None:
        """The action that a candidate is, if it has a box or fields, or says what is to be done."""
        inline, reader = candidate.inline, candidate.reader
        fields = reader.read(inline, candidate.begin)
        for text in candidate.below:
            add_below(text, fields, reader)
        certain = candidate.box.ticked is not None or bool(fields) or _strikes_out(inline)
        if not certain and self._is_none(inline.text[candidate.begin :], candidate.group):
            return None
        return self.item(candidate, fields)

    def item(self, candidate: Candidate, fields: Fields) -> ActionItem:
        """The action that a candidate with some fields is, whatever it says."""
        inline, group = candidate.inline, candidate.group
        struck = inline.struck or (_strikes_out(inline) and self._says_nothing_else(fields))
        if fields.text is None:
            fields.text = inline.part(candidate.box.end, len(inline.text))
        if group.owner and "owner" not in fields.said:
            fields.add("owner", group.owner, Why("group"))
        return action(candidate._replace(struck=struck), fields)

    def _is_none(self, text: str, group: ActionScope) -> bool:
        """Whether a text without a box and fields is no action: beside the point, or left open, or `None required`."""
        return group.aside or self.vocabulary.actions.says_none(text)

    def _says_nothing_else(self, fields: Fields) -> bool:
        """Whether what is left of a text is nothing, or only says that it is done."""
        left = fields.text.text.value if fields.text else ""
        return not left or (len(left.split()) == 1 and self.vocabulary.actions.state(left) is True)

    def says_something(self, text: str) -> bool:
        """Whether a text has words that are not those of the template."""
        return any(map(str.isalnum, text)) and not self._is_guidance(text)

    def _is_guidance(self, text: str) -> bool:
        return name_key(text) in self._guidance

    def is_group(self, inline: Inline, begin: int, nested: Sequence[Item], reader: ActionFields, label: bool) -> bool:
        """Whether an item only introduces the items below it."""
        below = [item.inline for item in nested if item.inline and not says_nothing(item.inline.text)]
        if not below or any(map(reader.opens_with_field, below)):
            return False
        if reader.read(inline, begin) and not whose(inline, reader):
            return False
        if all(opening_box(child.text).ticked is not None for child in below):
            return True
        return any(map(reader.labelled, below)) or label or is_short_label(inline, reader.known)

    def explains(self, block: Block) -> bool:
        """Whether a block is prose that says why a group has no action."""
        if not isinstance(block, Paragraph):
            return False
        text = block.inline.text.strip()
        return not (
            says_nothing(text)
            or self.vocabulary.placeholders.is_filler(text)
            or _LOOKS_LISTED.match(text)
            or self._is_guidance(text)
        )


def _strikes_out(inline: Inline) -> bool:
    """Whether a part of a text is struck out."""
    return "~~" in inline.raw and any(run.struck for run in inline.runs_at(inline.span))
