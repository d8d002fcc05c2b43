"""The fields that a text of an action holds: owner, issue, due date, state, kind.

A field is written with its name (`Owner: Jonas`, in the running text, in parentheses or in a bullet below), or it is
known by its form where fields stand: in parentheses, between dashes, at either end (`@jonas`, `by 2026-05-01`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from pmlint.markdown import Inline, Piece
from pmlint.read.actions.owners import is_person, owners_by_form
from pmlint.read.actions.people import People
from pmlint.read.actions.words import NUMERIC_DATE, ActionWords, Field, day_of
from pmlint.read.dates import FoundDate, find_date, skip_weekday

_MOST = 40
"""How many colons, dashes or brackets of one text are looked at; a text with more is no action that anybody wrote."""
_COLON = re.compile(r"[:：](?!//)")
_LABEL_WORD = re.compile(r"[^\s(\[|,;、。（【，；]+")
_SEPARATOR = re.compile(r"\n|\||;|；|\s(?:[-–—]{1,3}|[-=]>|→|·)(?=\s|$)")
_WORD = re.compile(r"\S+")
_LONGEST_DATE = 40
_EDGES = " \t\n-–—|;,(:[·•=>→"
_DUE_WORD = re.compile(
    r"(?<!\w)(?:due(?: date)?(?: on| by)?|(?:no later than|on or before|by|until|before)(?: the)?|deadline|ETA"
    r"|target(?:ed|ing)?(?: date)?(?: of| for)?|bis(?: zum)?|hasta(?: el)?|antes del?|avant le|d'ici le|entro il"
    r"|até|до)"
    r"[: ]\s*|(?<!\w)@(?=(?-i:[0-9A-Z]))|[⏰📅📆🗓]\ufe0f?\s*",
    re.IGNORECASE,
)
_DUE_PART = re.compile(r"(?:due(?: date)?(?: on| by)?|deadline|ETA)[: ]+(?!to\b)(?=\S)", re.IGNORECASE)
# A due date that is said in words, or without its year.
_DUE_IN_WORDS = re.compile(
    r"(?:~|(?:by|until|before|end of|bis|vor|hasta|antes de|avant|d'ici|fin|até|entro|fine|do) )(?=\S)[^\n]{0,20}"
    r"(?:[0-9]|Q[1-4]|(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|ene|abr|ago|dic|fev|set|out)"
    r"[^\W\d_]{0,8}\b)[^\n]{0,20}"
    r"|[0-9]{1,2} ?[月월/][^\n]{0,12}[0-9前末底日일말까지まで]",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"[^\W\d_][\w'’-]*(?:(?: and | or | & |/)[^\W\d_][\w'’-]*)?(?=,? [a-z])")
_REMARK = re.compile(r"\s\([^()\n]{0,80}\)[.\s]{0,4}$")
_GROUP = re.compile(r"\(([^()\n]{1,200})\)|\[([^\[\]\n]{1,200})\]|[（【]([^（）【】\n]{1,200})[）】]")
_PART = re.compile(r"[,;|\n，、；]|\s[-–—+&]\s|\sand\s(?=@)")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}")


class _Found(NamedTuple):
    """A field in a text: what it is, where it stands with its name, and its value."""

    kind: Field
    start: int
    end: int
    value: Piece


@dataclass(slots=True)
class Fields:
    """What is said of one action, each as often as it is said."""

    said: dict[Field, list[Piece]] = field(default_factory=dict)
    text: Piece | None = None
    more: list[Inline] = field(default_factory=list)
    """Texts that elaborate on the action."""
    named: set[Field] = field(default_factory=set)
    """The fields that are written with their names, or in a column of their own."""
    begin: int = 0
    """Where the text with the fields begins, behind a box or number."""

    def add(self, kind: Field, value: Piece, named: bool = True) -> None:
        self.said.setdefault(kind, []).append(value)
        if named:
            self.named.add(kind)

    def __bool__(self) -> bool:
        return any(kind != "action" for kind in self.said)


def read_fields(inline: Inline, known: ActionWords, people: People, start: int = 0) -> Fields:
    """The fields in an action's text from an index on, and what is left of the text."""
    fields = Fields(begin=start)
    named = labelled(inline, known, start)
    found = [*named, *_by_date(inline, start), *_by_form(inline, known, people, start)]
    taken = [(each.start, each.end) for each in found]
    found += [_Found("owner", *owner) for owner in owners_by_form(inline, known, people, start, taken)]
    found = _in_order(found)
    for each in found:
        fields.add(each.kind, each.value, each in named)
    if "action" in fields.said:
        fields.text = fields.said["action"][0]
    elif fields.text is None:
        fields.text = _left_over(inline, start, found)
    return fields


def fields_in_cell(inline: Inline, known: ActionWords, people: People) -> dict[Field, list[Piece]]:
    """The fields in a table's cell that holds several: with their names, or known by their form."""
    named = labelled(inline, known)
    until = min(
        [len(inline.text), *(each.start for each in named), *(inline.text.find(c) for c in "([" if c in inline.text)]
    )
    fields = Fields()
    for each in _in_order([*named, *_parts(inline, known, people, 0, until), *_by_form(inline, known, people, 0)]):
        fields.add(each.kind, each.value)
    return fields.said


def labelled(inline: Inline, known: ActionWords, start: int = 0) -> list[_Found]:
    """The fields that are written with their names."""
    text = inline.text
    if ":" not in text and "：" not in text:
        return []
    colons = islice(_COLON.finditer(text, start), _MOST)
    labels = [label for colon in colons if (label := _label(inline, known, start, colon.start()))]
    found = []
    for index, (kind, begin, value) in enumerate(labels):
        limit = labels[index + 1][1] if index + 1 < len(labels) else len(text)
        end = _value_end(text, value, min(limit, _bold_end(inline, begin, value) or limit), kind)
        piece = _trimmed(inline, value, end)
        if (
            kind == "done"
            and known.state(text[begin : value - 1]) is not None
            and known.state(piece.text.value) is None
        ):
            continue  # 'DONE: rotate the keys' is a mark, not a field
        found.append(_Found(kind, begin, end, piece))
    return found


def opens_with_field(inline: Inline, known: ActionWords) -> bool:
    """Whether a text begins with the name of a field and a colon."""
    colon = _COLON.search(inline.text)
    return colon is not None and colon.start() < 40 and known.field(inline.text[: colon.start()]) is not None


def _label(inline: Inline, known: ActionWords, start: int, colon: int) -> tuple[Field, int, int] | None:
    """The field whose name ends at a colon, where the name starts and its value starts; the longest name counts."""
    text = inline.text
    line = max(text.rfind("\n", start, colon) + 1, start, colon - 40)
    for word in [*_LABEL_WORD.finditer(text, line, colon)][-4:]:
        kind = known.field(text[word.start() : colon])
        if kind and (text[word.start()].isupper() or _stands_apart(inline, word.start(), start)):
            return kind, word.start(), colon + 1
    return None


def _stands_apart(inline: Inline, at: int, start: int) -> bool:
    """Whether a word begins a line, a segment, a sentence or a bold text, so that it can be a label."""
    before = inline.text[start:at].rstrip(" \t")
    if not before or before[-1] in "\n|;,([·•.!?-–—；。、，（【":
        return True
    index = 0
    for run in inline.runs:
        if index == at:
            return run.bold
        index += len(run.text)
    return False


def _value_end(text: str, start: int, limit: int, kind: Field) -> int:
    """Where a field's value ends: at a separator, at the parenthesis that closes around it, or at the next field."""
    stop = _SEPARATOR.search(text, start, limit)
    end = stop.start() if stop else limit
    dates = islice(_DUE_WORD.finditer(text, start + 1, end), _MOST) if kind != "due" else ()
    dated = next((word for word in dates if _date_at(text, word.end())), None)
    if dated and text[start : dated.start()].strip():
        end = dated.start()
    depth = 0
    for index in range(start, end):
        depth += (text[index] in "([（【") - (text[index] in ")]）】")
        if depth < 0:
            return index
    return end


def _bold_end(inline: Inline, label: int, value: int) -> int | None:
    """Where a bold text ends that holds a label and the value behind it: `**Owner: Ana** ...`."""
    at = 0
    for run in inline.runs:
        end = at + len(run.text)
        if at <= label < end:
            return end if run.bold and inline.text[value:end].strip() else None
        at = end
    return None


def _date_at(text: str, at: int) -> FoundDate | None:
    """The date that begins at an index of a text."""
    after = skip_weekday(text, at)
    found = find_date(text[after : after + _LONGEST_DATE])
    if found and found.start == 0:
        return FoundDate(at, after + found.end, found.day)
    numeric = NUMERIC_DATE.match(text, after)
    return FoundDate(at, numeric.end(), day_of(numeric[0])) if numeric else None


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


def _by_date(inline: Inline, start: int) -> Iterator[_Found]:
    """Due dates in the running text: `by 2026-05-01`."""
    text = inline.text
    for word in islice(_DUE_WORD.finditer(text, start), _MOST):
        day = _date_at(text, word.end())
        if day:
            end = day.end
            if text[end : end + 1] == "?":  # unsure
                end += 1
            yield _Found("due", word.start(), end, inline.part(day.start, end))


def _by_form(inline: Inline, known: ActionWords, people: People, start: int) -> Iterator[_Found]:
    """Fields without a name, where fields stand: in parentheses, behind separators, behind the last comma."""
    text = inline.text
    for group in islice(_GROUP.finditer(text, start), _MOST):
        begin, end = group.span(group.lastindex or 0)
        found = _parts(inline, known, people, begin, end)
        yield from found
        if not found and (named := _SOMEBODY.match(text, begin, end)) and people.are_named(named[0]):
            yield _Found("owner", begin, end, inline.part(begin, named.end()))
    stops = list(islice(_SEPARATOR.finditer(text, start), _MOST))
    for index, stop in enumerate(stops):
        end = stops[index + 1].start() if index + 1 < len(stops) else len(text)
        found = _parts(inline, known, people, stop.end(), end)
        remark = None if found else _REMARK.search(text, stop.end(), end)
        yield from _parts(inline, known, people, stop.end(), remark.start()) if remark else found
    comma = text.rfind(", ", start)
    if comma > 0:
        yield from _parts(inline, known, people, comma + 2, len(text.rstrip(" .\n")))


def _parts(inline: Inline, known: ActionWords, people: People, start: int, end: int) -> list[_Found]:
    """The fields in a segment that is nothing but fields: people, IDs, dates, a state; none if it is anything else."""
    text = inline.text
    found: list[_Found] = []
    unnamed: list[_Found] = []
    at = start
    for stop in (*islice(_PART.finditer(text, start, end), _MOST), None):
        begin, at, finish = at, stop.end() if stop else end, stop.start() if stop else end
        part = text[begin:finish].strip()
        if not part:
            continue
        begin = text.index(part, begin)
        finish = begin + len(part)
        piece = inline.part(begin, finish)
        due = _DUE_PART.match(part)
        if due:
            found.append(_Found("due", begin, finish, inline.part(begin + due.end(), finish)))
        elif day_of(part):
            found.append(_Found("due", begin, finish, piece))
        elif is_person(piece) or people.are_named(part):
            found.append(_Found("owner", begin, finish, piece))
        elif known.state(part) is not None:
            found.append(_Found("done", begin, finish, piece))
        elif _is_issue(piece, known):
            found.append(_Found("issue", begin, finish, piece))
        elif worded := _worded(inline, known, people, begin, finish):
            found.append(worded)
        elif _DUE_IN_WORDS.fullmatch(part):
            found.append(_Found("due", begin, finish, piece))
        elif _NAME.fullmatch(part) and (people.may_be(part) or people.is_team_word(part)):
            unnamed.append(_Found("owner", begin, finish, piece))
        else:
            return []
    # A bare name is one in the company of a date, a state or known names, or where others of the list have theirs.
    if unnamed and not (people.behind or {each.kind for each in found} & {"due", "owner", "done"}):
        return []
    return found + unnamed


def _worded(inline: Inline, known: ActionWords, people: People, start: int, end: int) -> _Found | None:
    """A field whose name stands before its value without a colon: `assigned to Ines`, `ticket CART-7`."""
    text = inline.text
    words = list(islice(_WORD.finditer(text, start, end), 4))
    for count in range(len(words) - 1, 0, -1):
        kind = known.field(text[start : words[count - 1].end()])
        if kind is None:
            continue
        piece = inline.part(words[count].start(), end)
        value = piece.text.value
        if (
            (kind == "owner" and (is_person(piece) or people.are_named(value) or people.may_be(value)))
            or (kind == "issue" and _is_issue(piece, known))
            or (kind == "due" and day_of(value))
            or (kind == "done" and known.state(value) is not None)
        ):
            return _Found(kind, start, end, piece)
    return None


def _is_issue(piece: Piece, known: ActionWords) -> bool:
    """Whether a piece is an issue ID and nothing else, wherever a link on it leads."""
    return known.issues.is_spelled_like_one(piece.text.value)


def _in_order(found: list[_Found]) -> list[_Found]:
    """The fields in order of the text; of two that overlap the one with a name wins, as it was found first."""
    kept: list[_Found] = []
    for each in found:
        end = max(each.value.end, each.value.start + 1)
        if not any(each.value.start < other.end and other.start < end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def _left_over(inline: Inline, start: int, found: Sequence[_Found]) -> Piece:
    """The first stretch of text that is not a field."""
    at = start
    for each in [*(each for each in found if each.end > each.start), None]:
        end = each.start if each else len(inline.text)
        part = inline.text[at:end]
        if any(char.isalnum() for char in part):
            lead = len(part) - len(part.lstrip(_EDGES + ")].*" if at > start else None))
            kept = part.rstrip(_EDGES) if each else part.rstrip()
            return inline.part(at + lead, at + len(kept))
        at = each.end if each else end
    return inline.part(start, start)
