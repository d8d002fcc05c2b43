"""Who signed off a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pmlint.markdown import Block, Heading, Inline, Item, List, Paragraph, Row, Table
from pmlint.model import SignOff
from pmlint.read.actions.words import box, name_breaks, visible
from pmlint.read.dates import find_date
from pmlint.read.sections.reader import Part
from pmlint.spelling import EMOJI_NAMES, name_key, words
from pmlint.text import Span, Text
from pmlint.vocabulary import Vocabulary

_SECTION = "sign_off"
_WORDS_OF_A_NAME = 5
_WORDS_OF_A_LABEL = 5
_COLON = re.compile(r"[:：](?!//)")
_STOP = re.compile(r"\s[-–—]{1,3}(?=\s|$)|[(（\[|;\n]|\s?[✅☑☐✔❌]")
_SIGNED = re.compile(
    r"(?<!\w)(?:approved|signed(?:[ -]off)?|agreed|accepted|reviewed|acknowledged|lgtm|on|at)\b", re.IGNORECASE
)
_LEAD = re.compile(r"\s*(?:approved|signed(?:[ -]off)?|reviewed|accepted)(?: by)?\b[ :]*", re.IGNORECASE)
_REFUSED = re.compile(
    r"(?<!\w)(?:not (?:yet )?(?:approved|signed|agreed|accepted|reviewed)|awaiting|waiting for|pending|rejected"
    r"|declined|refused|unsigned|disagreed?|disagrees|objected|objects|to be (?:approved|signed))\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\s[-–—]{1,3}\s|,|[()（）]|\|")
_NAME_COLUMNS = frozenset(
    (
        "name",
        "names",
        "person",
        "who",
        "signed by",
        "approver",
        "approved by",
        "reviewer",
        "signature",
        "signatory",
        "owner",
    )
)
_NO_PERSON = frozenset(("date", "status", "due", "issue", "id", "severity", "time", "end", "start"))


def read_sign_off(parts: Sequence[Part], vocabulary: Vocabulary) -> tuple[SignOff, ...]:
    """The lines of the sign-off sections, in order of the document."""
    lines: list[SignOff] = []
    read = 0  # up to where; parts are in order, so a section that begins before it stands in one that was read
    for part in parts:
        if part.section.id == _SECTION and part.section.span.end > read:
            read = max(read, part.section.body.end)
            reader = _Reader(vocabulary)
            if part.lead:
                lines += reader.lead(part.lead)
            lines += reader.blocks(part.blocks)
    return tuple(lines)


class _Reader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def lead(self, lead: Text) -> Iterator[SignOff]:
        """The names behind a section's label, as in `**Sign-off:** Maria Lindqvist (IC)`."""
        inline = Inline(lead.value, [(0, lead.span.start)], lead.span, {})
        yield from self.line(inline, 0, len(inline.text), lead.span, None)

    def blocks(self, blocks: Sequence[Block], role: str | None = None) -> Iterator[SignOff]:
        """The lines in some blocks. A heading that names a role holds for the names below it."""
        for block in blocks:
            if isinstance(block, Heading):
                role = self.vocabulary.role(block.inline.text)
            elif isinstance(block, Paragraph):
                yield from self._paragraph(block, role)
            elif isinstance(block, List):
                for item in block.items:
                    yield from self._item(item, role)
            elif isinstance(block, Table):
                yield from self._table(block)

    def _paragraph(self, block: Paragraph, role: str | None) -> Iterator[SignOff]:
        start = 0
        text = block.inline.text
        for end in [*(at for at, char in enumerate(text) if char == "\n"), len(text)]:
            if text[start:end].strip():
                yield from self.line(block.inline, start, end, block.inline.locate(start, end).span, role)
            start = end + 1

    def _item(self, item: Item, role: str | None) -> Iterator[SignOff]:
        inline = item.inline
        if inline is None or not inline.text.strip():
            yield from self.blocks(item.blocks, role)
            return
        below = [block for block in item.blocks if isinstance(block, List)]
        named = self.vocabulary.role(inline.text[box(inline.text)[1] :])
        if named and below:  # `- Owners:` with the names nested below
            yield from self.blocks(below, named)
            return
        yield from self.line(inline, 0, len(inline.text), Span(item.span.start, inline.span.end), role, in_list=True)
        yield from self.blocks(below, role)

    def line(
        self, inline: Inline, start: int, end: int, span: Span, role: str | None, in_list: bool = False
    ) -> Iterator[SignOff]:
        """The sign-offs on one line: a role, if it names one, and the people; none where all is struck out."""
        if inline.struck:
            return
        ticked, begin = box(inline.text[start:end])
        at = start + begin
        if emoji := EMOJI_NAMES.match(inline.text, at, end):
            at = emoji.end()
        label = self._label(inline.text, at, end)
        if label is not None:
            named, at = label
            if named is None and self.vocabulary.field(inline.text[start + begin : at]) in _NO_PERSON:
                return
            role = named or role
        said = inline.text[at:end]
        lead = _LEAD.match(said)
        if lead and lead.end() < len(said.rstrip()):
            at += lead.end()
            said = inline.text[at:end]
        other, skip = self._role_beside(said)
        known = label is not None or other is not None
        if not known and not in_list and len(words(said)) > _WORDS_OF_A_NAME and not find_date(said):
            return  # prose
        people = list(self._people(inline, at + skip, end))
        when = self._when(inline, at, end)
        if _is_refused(inline.text, at, end):
            when, ticked = None, False
        for person in people:
            yield SignOff(span, other or role, person, when, ticked)

    def _label(self, text: str, start: int, end: int) -> tuple[str | None, int] | None:
        """The role that a label in front names (`None` for an unknown label), and where the line goes on."""
        role = self.vocabulary.role(text[start:end])
        if role:
            return role, end  # nothing but a role: nobody is named
        colon = _COLON.search(text, start, end)
        if colon and len(words(text[start : colon.start()])) <= _WORDS_OF_A_LABEL:
            return self.vocabulary.role(text[start : colon.start()]), colon.end()
        return None

    def _role_beside(self, said: str) -> tuple[str | None, int]:
        """The role that stands beside a name (`Maria (IC)`, `IC - Maria`), and where the name begins."""
        at = 0
        for stop in [*_PART.finditer(said), None]:
            end = stop.start() if stop else len(said)
            role = self.vocabulary.role(said[at:end]) if said[at:end].strip() else None
            if role:
                return role, (stop.end() if stop and at == 0 else 0)
            at = stop.end() if stop else end
        return None, 0

    def _people(self, inline: Inline, start: int, end: int) -> Iterator[Text]:
        """The names from an index on, up to what was said about the approval; an empty one if there is none."""
        text = inline.text
        if emoji := EMOJI_NAMES.match(text, start, end):
            start = emoji.end()
        stop = _STOP.search(text, start, end)
        while stop and not text[start : stop.start()].strip():  # a separator before the name
            start, stop = stop.end(), _STOP.search(text, stop.end(), end)
        last = stop.start() if stop else end
        date = find_date(text, start, last)
        if date:
            last = date.start
        signed = _SIGNED.search(text, start, last)
        if signed:
            last = signed.start()
        last = start + len(text[start:last].rstrip(" \t,;:."))
        found = False
        at = start
        for begin, after in [*name_breaks(text, start, last), (last, last)]:
            person = inline.locate(at, begin)
            if person.value and self.vocabulary.role(person.value) is None:
                found = True
                yield person
            at = after
        if not found:
            yield Text("", inline.locate(start, start).span)

    def _when(self, inline: Inline, start: int, end: int) -> Text | None:
        date = find_date(inline.text, start, end)
        return inline.locate(date.start, date.end) if date else None

    def _table(self, table: Table) -> Iterator[SignOff]:
        headers = [name_key(cell.text) for cell in table.header.cells]
        names = [index for index, header in enumerate(headers) if header in _NAME_COLUMNS]
        roles = [index for index, header in enumerate(headers) if header in ("role", "position", "function")]
        rows = table.rows
        if not names and self.vocabulary.role(table.header.cells[0].text):
            rows = [table.header, *table.rows]  # a header row that is itself the first line
        for row in rows:
            if any(visible(cell) for cell in row.cells):
                yield from self._row(row, names, roles)

    def _row(self, row: Row, names: list[int], roles: list[int]) -> Iterator[SignOff]:
        held = [self.vocabulary.role(cell.text) for cell in row.cells]
        at = roles[0] if roles else next((index for index, role in enumerate(held) if role), None)
        role = held[at] if at is not None else None
        others = names or [index for index in range(len(row.cells)) if index != at]
        person = next((index for index in others if visible(row.cells[index])), others[0] if others else 0)
        ticks = [box(cell.text)[0] for cell in row.cells if cell.text.strip()]
        ticked = next((tick for tick in ticks if tick is not None), None)
        rest = [cell for index, cell in enumerate(row.cells) if index != at]
        when = next((found for cell in rest if (found := self._when(cell, 0, len(cell.text)))), None)
        cell = row.cells[person]
        beside, skip = self._role_beside(cell.text)
        blank = not visible(cell)
        for name in self._people(cell, skip, len(cell.text)):
            yield SignOff(row.span, role or beside, cell.whole if blank else name, when, ticked)


def _is_refused(text: str, start: int, end: int) -> bool:
    """Whether a line says first that its person has not signed, such as `rejected`, `pending` or `not approved`."""
    refused = _REFUSED.search(text, start, end)
    signed = _SIGNED.search(text, start, end)
    return refused is not None and (signed is None or refused.start() < signed.start())
