"""Who is named in an action without a word such as `Owner`: names that are known, or said elsewhere in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pmlint.markdown import Block, Heading, Inline, Paragraph, Table, walk
from pmlint.read.actions.words import ActionWords
from pmlint.spelling import is_made_of, name_key, says_nothing, words
from pmlint.text import Lazy

_UPPER = "A-ZÀ-ÖØ-ÞĀĆČĐŁŚŠŻŽ"
_WORD = rf"[{_UPPER}][\w'’.-]{{0,30}}"
_PERSON = rf"{_WORD}(?: (?:de|da|do|di|del|la|van|von|der|den|el|al|bin|ten|{_WORD})){{0,3}}"
_EAST_ASIAN = "[一-鿿]{2,4}|[가-힣]{2,4}"
_NAME = re.compile(rf"{_PERSON}|{_EAST_ASIAN}")
_TEAM = re.compile(r"(?:[Tt]he )?[^\W_][\w&/'’.-]{0,30}(?: [^\W_][\w&/'’.-]{0,30}){0,4}")
_BETWEEN = re.compile(r"\s*(?:,|&|/|\+|;)\s*(?:and |or )?|\s+(?:and|or|und|et|y|e|och)\s+")
_HANDLE = re.compile(r"(?<![\w@/.])@([^\W_][\w.-]{1,38})")
_ENDS_WITH = re.compile(
    r"(?:\(([^()\n]{2,60})\)|\[([^\[\]\n]{2,60})\]|[（【]([^（）【】\n]{2,60})[）】]|\s(?:[-–—]{1,3}|->|=>|→)\s([^:,()\n]{2,40}?)(?:\s\([^()\n]{0,80}\)|,\s[^()\n]{0,40})?)[\s.]*(?:\n|$)"
)
_FIRST = re.compile("[,，、]")
_BEGINS_WITH = re.compile(r"\s*([^\W\d_][^:\n()\[\]]{1,40}):\s")
_LOUD = re.compile(r"[A-Z0-9]{4,}")
_MOST_PEOPLE = 200
_MOST_NAMES = 6
_LONGEST_LINE = 200
_LONGEST_LABEL = 40
_LONGEST_NAMES = 120
_LONGEST_CELL = 60


class People:
    """The people and teams that an action may name, in one document."""

    def __init__(self, known: ActionWords, blocks: Sequence[Block]) -> None:
        self._known = known
        self._blocks = blocks
        self.behind = self.ahead = False
        """Whether the items of the list that is read have names at their ends, at their beginnings."""

    def are_named(self, written: str) -> bool:
        """Whether a text is names of people or teams and nothing else, one of them known."""
        names = _split(written)
        return bool(names) and all(map(self.may_be, names)) and any(map(self._is_known, names))

    def may_be(self, name: str) -> bool:
        """Whether a text is written as a name, and means nothing else that is known."""
        if self._is_team(name):
            return True
        key = name_key(name)
        return (
            _NAME.fullmatch(name) is not None
            and not _LOUD.fullmatch(name)
            and key not in self._known.no_names
            and self._known.field(name) is None
            and self._known.state(name) is None
            and self._known.group(name) is None
            and not self._known.is_placeholder(name)
        )

    def look_at(self, texts: Sequence[str]) -> None:
        """Notes whether most items of a list end or begin with names, so that the names that are not known count."""
        self.behind = self.ahead = False
        if len(texts) < 2 or len(texts) > _MOST_PEOPLE:
            return
        ends = [found for text in texts if (found := _ENDS_WITH.search(text.partition("\n")[0][-160:]))]
        written = [next(group for group in found.groups() if group).strip() for found in ends]
        self.behind = self._are_mostly_names(written, len(texts))
        starts = [found[1].strip() for text in texts if (found := _BEGINS_WITH.match(text))]
        self.ahead = self._are_mostly_names(starts, len(texts))

    def _are_mostly_names(self, written: Sequence[str], items: int) -> bool:
        firsts = [_FIRST.split(text, maxsplit=1)[0].strip() for text in written]
        names = [text for text in firsts if (parts := _split(text)) and all(map(self.may_be, parts))]
        if len(names) < 2 or 5 * len(names) < 3 * items:
            return False
        # Names that nobody knows are some where they stand again and again.
        return 2 * sum(map(self.are_named, names)) >= len(names) or len(set(names)) < len(names) > 2

    def is_team_word(self, name: str) -> bool:
        """Whether a text names a team by what it works on, as `platform` does."""
        return " ".join(words(name)) in self._known.vocabulary.teams

    def _is_team(self, name: str) -> bool:
        """Whether a name is that of several people: `Platform team`."""
        said = words(name)
        collective = self._known.vocabulary.collective
        return (
            1 < len(said) <= _WORDS_OF_A_TEAM
            and said[-1] in collective
            and not any(word in _ARTICLES or word in _JOINING for word in said[1:-1])
            and _TEAM.fullmatch(name) is not None
            and not is_made_of(" ".join(said[:-1]), _ARTICLES)
        )

    def _is_known(self, name: str) -> bool:
        if self._is_team(name):
            return True
        said = words(name)
        first = said[0] if said else ""
        return (
            first in self._known.given_names or " ".join(said) in self._said or (len(said) == 1 and first in self._said)
        )

    @Lazy
    def _said(self) -> frozenset[str]:
        """The people that the document names elsewhere, where people stand: in whole and by their first names."""
        found: set[str] = set()
        for handle in islice(self._handles(), _MOST_PEOPLE):
            found.add(" ".join(words(handle)))
        for written in islice(self._where_people_stand(), _MOST_PEOPLE):
            for name in islice(_NAME.finditer(written), _MOST_NAMES):
                said = words(name[0])
                found.update((" ".join(said), said[0]))
        return frozenset(found)

    def _handles(self) -> Iterator[str]:
        """The handles that a reader of the document sees."""
        for block in walk(self._blocks):
            for inline in _inlines(block):
                if "@" in inline.raw:
                    yield from (handle[1] for handle in _HANDLE.finditer(inline.text))

    def _where_people_stand(self) -> Iterator[str]:
        """What the document says of its author, the roles, and in the columns of those who acted."""
        for block in walk(self._blocks):
            if isinstance(block, Table):
                yield from self._in_table(block)
            elif isinstance(block, Paragraph | Heading) and ":" in block.inline.raw:
                for line in block.inline.text.split("\n"):
                    label, colon, rest = line[:_LONGEST_LINE].partition(":")
                    if colon and len(label) <= _LONGEST_LABEL and self._is_of_people(label):
                        yield rest

    def _in_table(self, table: Table) -> Iterator[str]:
        """The cells in the columns of people, and beside the name of a role where a table has two columns."""
        header = table.header.cells
        columns = [index for index, cell in enumerate(header) if self._is_of_people(cell.text)]
        for row in (table.header, *table.rows):
            cells = row.cells
            if len(cells) == 2 and self._is_of_people(cells[0].text):
                yield cells[1].text[:_LONGEST_NAMES]
            if row is not table.header:
                yield from (cells[index].text[:_LONGEST_CELL] for index in columns)

    def _is_of_people(self, label: str) -> bool:
        vocabulary = self._known.vocabulary
        key = name_key(label)
        return (
            key in self._known.who
            or vocabulary.role(label) is not None
            or vocabulary.sections.get(key) == "sign_off"
            or any(section == "sign_off" for _, section in vocabulary.sometimes.get(key, ()))
        )


_WORDS_OF_A_TEAM = 5
_JOINING = frozenset(
    {"of", "to", "with", "for", "from", "by", "in", "at", "on", "as", "is", "are", "has", "have", "will", "ve"}
)
_ARTICLES = frozenset({"the", "our", "a", "whole", "entire", "all", "other"})


def _inlines(block: Block) -> Sequence[Inline]:
    """The texts that a block shows itself, without those of the blocks in it."""
    if isinstance(block, Table):
        return [cell for row in (block.header, *block.rows) for cell in row.cells]
    return [block.inline] if isinstance(block, Paragraph | Heading) else []


def _split(written: str) -> list[str]:
    """The names in a list of names, or none if there are too many."""
    names = [part.strip() for part in _BETWEEN.split(written.strip())]
    return names if len(names) <= _MOST_NAMES and all(not says_nothing(name) for name in names) else []
