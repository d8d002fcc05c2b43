"""Who may be named in an action without a word such as `Owner`: known names, and those that the document says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pmlint.forms.labels import LONGEST_INNER_LABEL, label_before_colon
from pmlint.forms.people import handles
from pmlint.markdown import Document, Heading, Paragraph, Table, inlines, walk
from pmlint.model import Why
from pmlint.read.day_order import is_day_first
from pmlint.spelling import name_key, words
from pmlint.text import Lazy
from pmlint.vocabulary import Vocabulary

_ENDS_WITH = re.compile(
    r"(?:\(([^()\n]{2,60})\)|\[([^\[\]\n]{2,60})\]|[（【]([^（）【】\n]{2,60})[）】]"
    r"|\s(?:[-–—]{1,3}|->|=>|→)\s([^:,()\n]{2,40}?)(?:\s\([^()\n]{0,80}\)|,\s[^()\n]{0,40})?)[\s.]*(?:\n|$)"
)
_BEGINS_WITH = re.compile(r"\s*([^\W\d_][^:\n()\[\]]{1,40}):\s")
_REMARK_BEHIND = re.compile(r"\s?[(（\[][^()（）\[\]\n]{1,60}[)）\]]$")
_FIRST = re.compile("[,，、]")
_REACH_OF_END = 160
"""Characters at the end of an item's first line in which its names may stand; more is no remark."""
_MOST_PEOPLE = 200
"""Items of a list, or places where people stand, that are looked at; a document of one incident has fewer."""
_MOST_OF_ITEMS = 0.6
"""The share of a list's items that have a name at one place, from which on names that nobody knows count there."""
_AGAIN_AND_AGAIN = 3
"""Names at one place of a list, one of them twice, that make up for nobody being known."""
_LONGEST_NAMES = 120
"""Characters of the names behind a label or beside a role that are looked at: few words name people, and more is prose.
"""
_LONGEST_CELL = 60
"""Characters of a name in a column that are looked at."""

# How a text is written that may have a label of people. Most texts are not, and need not be parsed.
_LABEL_AS_WRITTEN = re.compile(rf"^\W{{0,8}}([^\n:：]{{1,{LONGEST_INNER_LABEL}}})[:：]", re.MULTILINE)
_MARKUP_WITHIN = re.compile(r"[<\[\\&]")


class NamedElsewhere:
    """The people that a document names where people stand: its author, the roles, in the columns of those who acted."""

    def __init__(self, vocabulary: Vocabulary, document: Document) -> None:
        self._vocabulary = vocabulary
        self._blocks = document.blocks
        self._may_have_handles = "@" in document.source.text
        self._signatures = vocabulary.process.holding("signatures")

    @Lazy
    def names(self) -> frozenset[str]:
        """Their names and handles as folded words, in whole and by the first of them."""
        found: set[str] = set()
        for name in islice(self._handles(), _MOST_PEOPLE):
            found.add(" ".join(words(name)))
        for written in islice(self._where_people_stand(), _MOST_PEOPLE):
            for name in self._vocabulary.people.names_in(written):
                said = words(name)
                found.update((" ".join(said), said[0]))
        return frozenset(found)

    @Lazy
    def day_first(self) -> bool:
        """Whether a date in numbers with dots begins with the day, as another one or the language tells."""
        return is_day_first((inline.text for inline in inlines(self._blocks)), self._vocabulary)

    def _handles(self) -> Iterator[str]:
        """The handles that a reader of the document sees."""
        for inline in inlines(self._blocks) if self._may_have_handles else ():
            if "@" in inline.raw:
                yield from (handle.name for handle in handles(inline.text))

    def _where_people_stand(self) -> Iterator[str]:
        for block in walk(self._blocks):
            if isinstance(block, Table):
                yield from self._in_table(block)
            elif isinstance(block, Paragraph | Heading) and self._may_name_people(block.inline.raw):
                for line in block.inline.text.split("\n"):
                    label = label_before_colon(line, longest=LONGEST_INNER_LABEL)
                    if label and self._is_of_people(label.name):
                        yield line[label.value :][:_LONGEST_NAMES]

    def _may_name_people(self, raw: str) -> bool:
        """Whether a text as written has a label of people, which shows without parsing its markup."""
        labels = _LABEL_AS_WRITTEN.findall(raw)
        return bool(_MARKUP_WITHIN.search(raw)) or any(map(self._is_of_people, labels))

    def _in_table(self, table: Table) -> Iterator[str]:
        """The cells in the columns of people, and beside the name of a role where a table has two columns."""
        columns = [index for index, cell in enumerate(table.header.cells) if self._is_of_people(cell.text)]
        for row in (table.header, *table.rows) if columns or len(table.header.cells) == 2 else ():
            if len(row.cells) == 2 and self._is_of_people(row.cells[0].text):
                yield row.cells[1].text[:_LONGEST_NAMES]
            if row is not table.header:
                yield from (row.cells[index].text[:_LONGEST_CELL] for index in columns)

    def _is_of_people(self, label: str) -> bool:
        vocabulary = self._vocabulary
        key = name_key(label)
        sometimes = (section for _, section in vocabulary.sections.sometimes.get(key, ()))
        sections = (vocabulary.sections.get(key), *sometimes)
        return (
            key in vocabulary.actions.who
            or vocabulary.role(label) is not None
            or not self._signatures.isdisjoint(filter(None, sections))
        )


class ActionPeople(NamedTuple):
    """The people and teams that an action may name, in one list of one document."""

    vocabulary: Vocabulary
    elsewhere: NamedElsewhere
    at_ends: bool = False
    """Whether the items of the list have names at their ends, so that those that nobody knows count there."""
    at_beginnings: bool = False

    def are_named(self, written: str) -> bool:
        """Whether a text is names of people or teams and nothing else, one of them known."""
        names = self.vocabulary.people.split(written)
        return bool(names) and all(map(self.may_be, names)) and any(map(self._is_known, names))

    def own_all(self, label: str) -> bool:
        """Whether a label over a list is names and nothing else, which own what is listed: `Ana Silva (Ledger)`."""
        persons, names = self.vocabulary.persons, self.vocabulary.people.split(label)
        sure = bool(names) and all(persons.is_surely(name) and not self._means_something(name) for name in names)
        return sure or self.are_named(_REMARK_BEHIND.sub("", label))

    def day_first(self) -> bool:
        """Whether a date in numbers with dots begins with the day."""
        return self.elsewhere.day_first

    def may_be(self, name: str) -> bool:
        """Whether a text is written as a name, and means nothing else that is known."""
        form = self.vocabulary.people
        return form.is_name(name) and (form.is_team(name) or not self._means_something(name))

    def _means_something(self, name: str) -> bool:
        """Whether what is written as a name means something else, or says that it is of a field: `High Priority`."""
        known, said = self.vocabulary, name.split()
        return known.actions.means_something(name) or (
            len(said) > 1 and any(known.field(word) is not None for word in (said[0], said[-1]))
        )

    def may_stand_alone(self, name: str) -> bool:
        """Whether a text may be a name, or names a team by what it works on."""
        return self.may_be(name) or self.vocabulary.people.is_team_word(name)

    def why(self, written: str) -> Why:
        """What makes a text names, of which one is known or others of the list have theirs."""
        form = self.vocabulary.people
        for name in form.split(written):
            if form.is_team(name):
                return Why("team", words(name)[-1])
            if form.is_given_name(name):
                return Why("name", words(name)[0])
        if form.is_team_word(written):
            return Why("team", " ".join(words(written)))
        return Why("name elsewhere" if self.are_named(written) else "name in a list")

    def in_list(self, texts: Sequence[str]) -> ActionPeople:
        """Those of a list with some items, most of which may end or begin with names."""
        if not 2 <= len(texts) <= _MOST_PEOPLE:
            return self._replace(at_ends=False, at_beginnings=False)
        items = len(texts)
        ends = [found for text in texts if (found := _ENDS_WITH.search(text.partition("\n")[0][-_REACH_OF_END:]))]
        written = [next(group for group in found.groups() if group).strip() for found in ends]
        starts = [found[1].strip() for text in texts if (found := _BEGINS_WITH.match(text))]
        at_ends, at_beginnings = (self._are_mostly_names(names, items) for names in (written, starts))
        return self._replace(at_ends=at_ends, at_beginnings=at_beginnings)

    def _is_known(self, name: str) -> bool:
        form, said = self.vocabulary.people, words(name)
        return (
            form.is_team(name)
            or form.is_given_name(name)
            or " ".join(said) in self.elsewhere.names
            or (len(said) == 1 and said[0] in self.elsewhere.names)
        )

    def _are_mostly_names(self, written: Sequence[str], items: int) -> bool:
        firsts = [_FIRST.split(text, maxsplit=1)[0].strip() for text in written]
        split = self.vocabulary.people.split
        names = [text for text in firsts if (parts := split(text)) and all(map(self.may_be, parts))]
        if len(names) < 2 or len(names) < _MOST_OF_ITEMS * items:
            return False
        # Names that nobody knows are some where they stand again and again.
        known = sum(map(self.are_named, names))
        return 2 * known >= len(names) or (len(set(names)) < len(names) >= _AGAIN_AND_AGAIN)
