"""The fields that a text of an action holds: owner, issue, due date, state, kind.

A field is written with its name (`Owner: Jonas`, in the running text, in parentheses or in a bullet below), or it is
known by its form where fields stand: in parentheses, between dashes, at either end (`@jonas`, `by 2026-05-01`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pmlint.forms.labels import LONGEST_INNER_LABEL, MOST_WORDS_INSIDE, Known, known_labels, label_before_colon
from pmlint.forms.phrases import end_of
from pmlint.markdown import Inline, Piece
from pmlint.model import Why
from pmlint.read.actions.found import Fields, FoundField
from pmlint.read.actions.owners import owners_by_form, person
from pmlint.read.actions.people import ActionPeople
from pmlint.spelling import name_key
from pmlint.vocabulary.actions import ActionField

_MOST_STOPS = 40
"""How many colons, dashes or brackets of one text are looked at; a text with more is no action that anybody wrote."""
_BETWEEN_SEGMENTS = re.compile(r"\n|\||;(?!\w)|；|\s(?:[-–—]{1,3}|[-=]>|→|·)(?=\s|$)")
_LIST_MARKS = (";", "；")
"""What divides fields so plainly that no dash between two of them does."""
_AROUND_LABEL = " *_"
"""Blanks and bold marks between such a mark and the next field."""
_WORD = re.compile(r"\S+")
_BLANKS = re.compile(r"[ \t]+")
_EDGES = " \t\n-–—|;,(:[·•=>→"
_EDGES_BEHIND_FIELD = _EDGES + ")].*"
_SOMEBODY = re.compile(r"[^\W\d_][\w'’-]*(?:(?: and | or | & |/)[^\W\d_][\w'’-]*)?(?=,? [a-z])")
_REMARK_BEHIND_FIELDS = re.compile(r"(?:\s\([^()\n]{0,80}\)){1,3}[.\s]{0,4}$")
_GROUP = re.compile(
    r"\(((?:[^()\n]|\([^()\n]{1,80}\)){1,200})\)|\[([^\[\]\n]{1,200})\]|[（【]([^（）【】\n]{1,200})[）】]"
)
_BETWEEN_PARTS = re.compile(r"[,;|\n，、；]|\s[-–—+&]\s|\sand\s(?=@)")
_BARE_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}")
_IN_WORDS = "due date in words"
_BEFORE_AN_ISSUE = " \t,;、，"
"""What an issue has before it that ends the field in front: `Owner: Ana, PAY-12`."""
_COMPANY = frozenset(("due", "owner", "done"))
"""Fields in whose company a bare name is an owner, and an ID with a remark an issue."""
_WORDS_OF_A_REMARK = 4
"""Words behind an ID that are a remark on the issue; more are a sentence about it."""


class ActionFields:
    """Reads the fields in the texts of actions; `people` are those that the list may name."""

    def __init__(self, people: ActionPeople) -> None:
        self.people = people
        self.known = people.vocabulary.actions
        self.due = people.vocabulary.due

    def beside(self, texts: Sequence[str]) -> ActionFields:
        """The same for one of the items of a list."""
        return ActionFields(self.people.in_list(texts))

    def read(self, inline: Inline, start: int = 0) -> Fields:
        """The fields in an action's text from an index on, and what is left of the text."""
        fields = Fields(begin=start)
        by_form, by_date = self._by_form(inline, start), list(self._by_date(inline, start))
        # Where fields stand a due date is read with what is said of it, but not with the bracket around them all.
        labelled = (each for each in by_form if each.kind == "due" and each.value.start > each.start)
        said_of = {each.start for each in labelled if _is_closed(each.value.text.value)}
        first = (each for each in by_date if each.start not in said_of)
        found = [*self.labelled(inline, start), *first, *by_form, *by_date]
        found = _in_order([*found, *owners_by_form(inline, self.people, start, found)])
        for each in found:
            fields.add(each.kind, each.value, each.why)
        fields.text = fields.said["action"][0] if "action" in fields.said else _left_over(inline, start, found)
        return fields

    def in_cell(self, inline: Inline) -> Fields:
        """The fields in a table's cell that holds several: with their names, or known by their form."""
        named = self.labelled(inline)
        brackets = (inline.text.find(bracket) for bracket in "([" if bracket in inline.text)
        until = min([len(inline.text), *(each.start for each in named), *brackets])
        fields = Fields()
        for each in _in_order([*named, *self._parts(inline, 0, until), *self._by_form(inline, 0)]):
            fields.add(each.kind, each.value, each.why)
        return fields

    # Fields with their names

    def labelled(self, inline: Inline, start: int = 0) -> list[FoundField]:
        """The fields that are written with their names."""
        text, bold = inline.text, inline.bold_parts()
        begins = {begin for begin, _ in bold} | set(self._behind_fields(text, start))
        labels: list[Known[ActionField]] = known_labels(text, self.known.field, start, begins=begins)
        found = []
        for index, label in enumerate(labels):
            limit = labels[index + 1].start if index + 1 < len(labels) else len(text)
            end = self._value_end(text, label.value, min(limit, _bold_end(text, bold, label)), label.means)
            piece, name = _trimmed(inline, label.value, end), text[label.start : label.end]
            if not self._is_of_a_sentence(label, piece) and (label.means != "done" or not self._is_mark(name, piece)):
                found.append(FoundField(label.means, label.start, end, piece, Why("label", name_key(name))))
        return found

    def _behind_fields(self, text: str, start: int) -> Iterator[int]:
        """Where a text goes on behind a due date or an issue, so that a label may begin: `📅 2026-05-22 owner: Ana`."""
        if ":" in text:
            issues = self.people.vocabulary.issues
            ends = [each.end for each in self.due.find(text, start)]
            for end in (*ends, *(each.end for each in issues.find(text, start))):
                yield end_of(_BLANKS, text, end)

    def opens_with_field(self, inline: Inline) -> bool:
        """Whether a text begins with the name of a field and a colon."""
        label = label_before_colon(inline.text, longest=LONGEST_INNER_LABEL)
        return label is not None and self.known.field(label.name) is not None

    def _is_mark(self, name: str, value: Piece) -> bool:
        """Whether what looks like a state's name is the state itself: `DONE: rotate the keys`."""
        return self.known.state(name) is not None and self.known.state(value.text.value) is None

    def _is_of_a_sentence(self, label: Known[ActionField], value: Piece) -> bool:
        """Whether a word with a colon only ends the words before it: `For every PR: name the tank`."""
        if label.apart or label.means != "issue":
            return False
        vocabulary, text = self.people.vocabulary, value.text.value
        return not vocabulary.placeholders.is_placeholder(text) and not any(vocabulary.issues.in_field.find(text))

    def _stops(self, text: str, start: int, limit: int, kind: ActionField) -> Iterator[re.Match[str]]:
        """The separators that may end a field's value."""
        stops = _BETWEEN_SEGMENTS.finditer(text, start, limit)
        if kind == "issue" and text[:limit].rstrip(_AROUND_LABEL).endswith(_LIST_MARKS):
            return (stop for stop in stops if stop[0] in _LIST_MARKS)  # where marks divide, a dash does not
        if kind == "due":  # a dash between two days makes them a range
            dates = self.people.vocabulary.dates
            return (stop for stop in stops if not dates.at(text, end_of(_BLANKS, text, stop.end()), "order"))
        return stops

    def _value_end(self, text: str, start: int, limit: int, kind: ActionField) -> int:
        """Where a field's value ends: at a separator, another field, or the bracket that closes around it."""
        stop = next(self._stops(text, start, limit, kind), None)
        end = stop.start() if stop else limit
        others = [each.start for each in self.due.find(text, start + 1, end)] if kind != "due" else []
        if kind in ("owner", "due"):
            issues = self.people.vocabulary.issues.find(text, start + 1, end)
            others += [each.start for each in issues if each.is_issue and text[each.start - 1] in _BEFORE_AN_ISSUE]
        end = next((at for at in sorted(others) if text[start:at].strip()), end)
        depth = 0
        for index in range(start, end):
            depth += (text[index] in "([（【") - (text[index] in ")]）】")
            if depth < 0:
                return index
        return end

    # Fields without names

    def _by_date(self, inline: Inline, start: int) -> Iterator[FoundField]:
        """Due dates in the running text: `by 2026-05-01`."""
        for each in self.due.find(inline.text, start):
            value = inline.part(each.at, each.end)
            yield FoundField("due", each.start, each.end, value, Why("due date", each.word))

    def _by_form(self, inline: Inline, start: int) -> list[FoundField]:
        """Fields where fields stand: in parentheses, behind separators, behind the last comma."""
        text = inline.text
        found = list(self._in_groups(inline, start))
        stops = list(islice(_BETWEEN_SEGMENTS.finditer(text, start), _MOST_STOPS))
        for index, stop in enumerate(stops):
            end = stops[index + 1].start() if index + 1 < len(stops) else len(text)
            segment = self._parts(inline, stop.end(), end)
            remark = None if segment else _REMARK_BEHIND_FIELDS.search(text, stop.end(), end)
            if remark:
                segment = self._parts(inline, stop.end(), remark.start())
                if segment and not any(
                    remark.start() <= each.start < end for each in found if each.why.form != _IN_WORDS
                ):
                    segment[-1] = _with_remark(inline, segment[-1], remark)
            found += segment
        comma = text.rfind(", ", start)
        if comma > 0:
            found += self._parts(inline, comma + 2, len(text.rstrip(" .\n")))
        return sorted(found, key=lambda each: each.why.form == _IN_WORDS)  # beside a day a remark: '2026-05-22 (Q2)'

    def _in_groups(self, inline: Inline, start: int) -> Iterator[FoundField]:
        """The fields in parentheses, also of those that only begin with somebody."""
        for group in islice(_GROUP.finditer(inline.text, start), _MOST_STOPS):
            begin, end = group.span(group.lastindex or 0)
            found = self._parts(inline, begin, end)
            yield from found
            named = None if found else _SOMEBODY.match(inline.text, begin, end)
            if named and self.people.are_named(named[0]):
                yield FoundField("owner", begin, end, inline.part(begin, named.end()), self.people.why(named[0]))

    def _parts(self, inline: Inline, start: int, end: int) -> list[FoundField]:
        """The fields in a segment that is nothing but fields: people, IDs, dates, a state; none if there is more."""
        found: list[FoundField] = []
        in_company: list[FoundField] = []
        for begin, finish in _cut(inline.text, start, end):
            part = inline.text[begin:finish]
            if field := self._part(inline, begin, finish):
                found.append(field)
            elif _BARE_NAME.fullmatch(part) and self.people.may_stand_alone(part):
                in_company.append(FoundField("owner", begin, finish, inline.part(begin, finish), self.people.why(part)))
            elif self._opens_with_issue(part):
                in_company.append(FoundField("issue", begin, finish, inline.part(begin, finish), Why("issue ID")))
            else:
                return []
        # In the company of a date, a state or known names, or where others of the list have theirs, and else not.
        if in_company and not self.people.at_ends and _COMPANY.isdisjoint(each.kind for each in found):
            return []
        return found + in_company

    def _opens_with_issue(self, part: str) -> bool:
        """Whether a part is an issue with a remark, whatever that says: `PAY-12 (draft)`."""
        issue = next(self.people.vocabulary.issues.find(part), None)
        return issue is not None and issue.start == 0 and len(part[issue.end :].split()) <= _WORDS_OF_A_REMARK

    def _part(self, inline: Inline, begin: int, end: int) -> FoundField | None:
        """The field that a part of a segment is, if it is one and nothing else."""
        part, piece = inline.text[begin:end], inline.part(begin, end)
        if label := self.due.label(part):
            return FoundField("due", begin, end, inline.part(begin + label[0], end), Why("due date", label[1]))
        if found := self._value(piece):
            return FoundField(found[0], begin, end, piece, found[1])
        if worded := self._worded(inline, begin, end):
            return worded
        return FoundField("due", begin, end, piece, Why(_IN_WORDS)) if self.due.is_in_words(part) else None

    def _value(self, piece: Piece) -> tuple[ActionField, Why] | None:
        """What a piece is by its form alone, in order: a day, people, a state, an issue ID."""
        part = piece.inline.text[piece.start : piece.end]
        if (date := self.people.vocabulary.dates.whole(part)) and date.day:
            return "due", Why(date.form, date.word)
        if date is None and any(map(str.isdigit, part)) and self.due.read(part, self.people).day:
            return "due", Why("due date")
        if why := person(piece):
            return "owner", why
        if self.people.are_named(part):
            return "owner", self.people.why(part)
        if self.known.state(part) is not None:
            return "done", Why("state", name_key(part))
        issues, said = self.people.vocabulary.issues, piece.text.value
        form = issues.in_field if said.isupper() or "/" in said else issues  # small letters are a key only in a field
        return ("issue", Why("issue ID")) if form.is_spelled_like_one(said) else None  # wherever a link on it leads

    def _worded(self, inline: Inline, start: int, end: int) -> FoundField | None:
        """A field whose name stands before its value without a colon: `assigned to Ines`, `ticket CART-7`."""
        text = inline.text
        words = list(islice(_WORD.finditer(text, start, end), MOST_WORDS_INSIDE))
        for count in range(len(words) - 1, 0, -1):
            name = text[start : words[count - 1].end()]
            kind = self.known.field(name)
            if kind is None:
                continue
            piece = inline.part(words[count].start(), end)
            value = self._value(piece)
            if (value and value[0] == kind) or (kind == "owner" and self.people.may_be(piece.text.value)):
                return FoundField(kind, start, end, piece, Why("field in words", name_key(name)))
        return None


def _is_closed(text: str) -> bool:
    """Whether a text closes the brackets that it opens, and no others."""
    return text.count("(") == text.count(")")


def _with_remark(inline: Inline, field: FoundField, remark: re.Match[str]) -> FoundField:
    """An issue or a due date with the remark behind it, so that it is judged with what is said of it."""
    end = remark.start() + len(remark[0].rstrip(" .\n"))
    is_said_of = field.kind in ("issue", "due")
    return field._replace(end=end, value=inline.part(field.value.start, end)) if is_said_of else field


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the parts of a segment stand, without the blanks around them and without blank ones."""
    at = start
    for stop in (*islice(_BETWEEN_PARTS.finditer(text, start, end), _MOST_STOPS), None):
        finish = stop.start() if stop else end
        part = text[at:finish].strip()
        if part:
            begin = text.index(part, at)
            yield begin, begin + len(part)
        at = stop.end() if stop else end


def _bold_end(text: str, bold: Sequence[tuple[int, int]], label: Known[ActionField]) -> int:
    """Where the bold text ends that holds a label and its value, as in `**Owner: Ana** ...`; else the text's end."""
    end = next((end for begin, end in bold if begin <= label.start < end), len(text))
    return end if text[label.value : end].strip() else len(text)


def _trimmed(inline: Inline, start: int, end: int) -> Piece:
    """A field's value without the punctuation that joins it to what follows."""
    text = inline.text
    while end > start and (
        text[end - 1] in " \t\n,;|([、，。" or (text[end - 1] == "." and text[start:end].count(".") == 1)
    ):
        end -= 1
    while start < end and text[start] in " \t":
        start += 1
    return inline.part(start, end)


def _in_order(found: list[FoundField]) -> list[FoundField]:
    """The fields in order of the text; of two that overlap the one with a name wins, as it was found first."""
    kept: list[FoundField] = []
    for each in found:
        end = max(each.value.end, each.value.start + 1)
        if not any(each.value.start < other.end and other.start < end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def _left_over(inline: Inline, start: int, found: Sequence[FoundField]) -> Piece:
    """The first stretch of text that is not a field."""
    text, at = inline.text, start
    for each in [*(each for each in found if each.end > each.start), None]:
        end = each.start if each else len(text)
        part = text[at:end]
        if any(map(str.isalnum, part)):
            lead = len(part) - len(part.lstrip(_EDGES_BEHIND_FIELD if at > start else None))
            kept = part.rstrip(_EDGES) if each else part.rstrip()
            return inline.part(at + lead, at + len(kept))
        at = each.end if each else end
    return inline.part(start, start)
