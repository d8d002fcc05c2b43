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

from pmlint.markdown import Inline
from pmlint.read.action_words import NUMERIC_DATE, ActionWords, Field, day_of
from pmlint.read.dates import FoundDate, find_date, skip_weekday
from pmlint.read.issues import Piece

_MOST = 40
"""How many colons, dashes or brackets of one text are looked at; a text with more is no action that anybody wrote."""
_COLON = re.compile(r"[:\uff1a](?!//)")
_LABEL_WORD = re.compile(r"[^\s(\[|,;\u3001\u3002\uff0c\uff1b]+")
_SEPARATOR = re.compile(r"\n|\||;|\uff1b|\s[-\u2013\u2014]{1,3}(?=\s|$)|\s\u00b7(?=\s)")
_LONGEST_DATE = 40
_EDGES = " \t\n-\u2013\u2014|;,(:[\u00b7\u2022"
_DUE_WORD = re.compile(
    r"(?<!\w)(?:due(?: date)?(?: on| by)?|(?:no later than|on or before|by|until|before)(?: the)?|deadline|ETA"
    r"|target(?:ed|ing)?(?: date)?(?: of| for)?|bis(?: zum)?|hasta(?: el)?|antes del?|avant le|d'ici le|entro il|at\u00e9|\u0434\u043e)"
    r"[: ]\s*|[\u23f0\U0001f4c5\U0001f4c6\U0001f5d3]\ufe0f?\s*",
    re.IGNORECASE,
)
_DUE_PART = re.compile(r"(?:due(?: date)?(?: on| by)?|deadline|ETA)[: ]+(?!to\b)(?=\S)", re.IGNORECASE)
_GROUP = re.compile(r"\(([^()\n]{1,200})\)|\[([^\[\]\n]{1,200})\]")
_PART = re.compile(r"[,;|\n]|\s[-\u2013\u2014]\s")
_HANDLE = re.compile(r"(?<![\w@/.])@[^\W_][\w.-]{0,38}(?:/[\w.-]{1,60})?(?<![.-])")
_NAME = re.compile(r"[^\W\d_][\w.'\u2019-]*(?: [^\W\d_][\w.'\u2019-]*){0,3}")
_GIVEN_NAME = r"[A-Z\u00c0-\u00de][\w'\u2019-]+"
_LEADING_OWNER = re.compile(rf"({_GIVEN_NAME}(?:(?:, | and | & ){_GIVEN_NAME}){{0,3}}) to [a-z]+(?<!ing)(?=[ ,.]|$)")
_AFTER_OWNER = re.compile(r" (?:to|will|should|is) |\s?[:,]\s|\s[-\u2013\u2014]\s")
# Words that open a sentence of this form without being a name ("Switch to using ...").
_NO_NAMES = re.compile(
    r"(?:A|About|Ability|Adapt|Add|Adhere|Agree|Agreed|Aim|All|Apply|As|Ask|Attempt|Back|Begin|Bump|Change|Choose|Close|Code|Commit|"
    r"Connect|Consider|Continue|Contribute|Convert|Copy|Cut|Decide|Default|Deploy|Downgrade|Due|Effort|Efforts|Escalate|"
    r"Everything|Expand|Expose|Extend|Fail|Failover|Fall|Forget|Get|Go|Going|Have|Help|Hope|How|In|Increase|It|Lead|Learn|Limit|"
    r"Link|Listen|Look|Lower|Manage|Merge|Migrate|Move|Need|Needs|Nothing|Offer|Open|Pay|Pin|Plan|Plans|Point|Port|Prefer|Prepare|"
    r"Promote|Propose|Publish|Push|Raise|Rebase|Redirect|Reduce|Refactor|Refer|Release|Remember|Rename|Reply|Report|Respond|"
    r"Return|Revert|Roll|Rollback|Route|Scale|Scripts?|Seek|Send|Set|Ship|Something|Speak|Start|Steps?|Stick|Strive|"
    r"Subscribe|Switch|Sync|Talk|Tasks?|Tend|That|There|They|This|Time|Tools?|Transition|Try|Turn|Update|Upgrade|Used|Wait|Want|"
    r"Ways?|We|What|When|Where|Who|Work|Write|You|I)\b"
)


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


def read_fields(inline: Inline, known: ActionWords, start: int = 0, into: Fields | None = None) -> Fields:
    """The fields in an action's text from an index on, and what is left of the text."""
    fields = into or Fields()
    fields.begin = start
    named = labelled(inline, known, start)
    found = _in_order([*named, *_by_date(inline, start), *_by_form(inline, known, start)])
    for each in found:
        fields.add(each.kind, each.value, each in named)
    if "action" in fields.said:
        fields.text = fields.said["action"][0]
    elif fields.text is None:
        fields.text = _left_over(inline, start, found)
    return fields


def labelled(inline: Inline, known: ActionWords, start: int = 0) -> list[_Found]:
    """The fields that are written with their names."""
    text = inline.text
    if ":" not in text and "\uff1a" not in text:
        return []
    colons = islice(_COLON.finditer(text, start), _MOST)
    labels = [label for colon in colons if (label := _label(inline, known, start, colon.start()))]
    found = []
    for index, (kind, begin, value) in enumerate(labels):
        limit = labels[index + 1][1] if index + 1 < len(labels) else len(text)
        end = _value_end(text, value, limit, kind)
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
    if not before or before[-1] in "\n|;,([\u00b7\u2022.!?-\u2013\u2014\uff1b\u3002\u3001":
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
    dated = _DUE_WORD.search(text, start + 1, end)
    if kind != "due" and dated and text[start : dated.start()].strip() and _date_at(text, dated.end()):
        end = dated.start()
    depth = 0
    for index in range(start, end):
        depth += (text[index] in "([") - (text[index] in ")]")
        if depth < 0:
            return index
    return end


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
        text[end - 1] in " \t\n,;|([\u3001\uff0c\u3002" or (text[end - 1] == "." and text[start:end].count(".") == 1)
    ):
        end -= 1
    while start < end and text[start] in " \t":
        start += 1
    return Piece(inline, start, end)


def _by_date(inline: Inline, start: int) -> Iterator[_Found]:
    """Due dates in the running text: `by 2026-05-01`."""
    text = inline.text
    for word in islice(_DUE_WORD.finditer(text, start), _MOST):
        day = _date_at(text, word.end())
        if day:
            end = day.end
            if text[end : end + 1] == "?":  # unsure
                end += 1
            yield _Found("due", word.start(), end, Piece(inline, day.start, end))


def _by_form(inline: Inline, known: ActionWords, start: int) -> Iterator[_Found]:
    """Fields without a name, where fields stand: in parentheses, behind separators, at the beginning and the end."""
    text = inline.text
    for group in islice(_GROUP.finditer(text, start), _MOST):
        inner = 1 if group[1] is not None else 2
        yield from _parts(inline, known, *group.span(inner))
    stops = list(islice(_SEPARATOR.finditer(text, start), _MOST))
    for index, stop in enumerate(stops):
        end = stops[index + 1].start() if index + 1 < len(stops) else len(text)
        yield from _parts(inline, known, stop.end(), end)
    yield from _people(inline, start)


def _parts(inline: Inline, known: ActionWords, start: int, end: int) -> list[_Found]:
    """The fields in a segment that is nothing but fields: people, IDs, dates, a state; none if it is anything else."""
    text = inline.text
    found: list[_Found] = []
    unnamed: list[tuple[int, int]] = []
    at = start
    for stop in (*islice(_PART.finditer(text, start, end), _MOST), None):
        begin, at, finish = at, stop.end() if stop else end, stop.start() if stop else end
        part = text[begin:finish].strip()
        if not part:
            continue
        begin = text.index(part, begin)
        finish = begin + len(part)
        piece = Piece(inline, begin, finish)
        due = _DUE_PART.match(part)
        if due:
            found.append(_Found("due", begin, finish, Piece(inline, begin + due.end(), finish)))
        elif day_of(part):
            found.append(_Found("due", begin, finish, piece))
        elif _is_person(piece):
            found.append(_Found("owner", begin, finish, piece))
        elif known.state(part) is not None:
            found.append(_Found("done", begin, finish, piece))
        elif _is_issue(piece, known):
            found.append(_Found("issue", begin, finish, piece))
        elif _NAME.fullmatch(part) and not unnamed:
            unnamed.append((begin, finish))
        else:
            return []
    if unnamed:  # a bare name is one only in the company of an ID and a date
        if not {"issue", "due"} <= {each.kind for each in found} or any(each.kind == "owner" for each in found):
            return []
        found.append(_Found("owner", *unnamed[0], Piece(inline, *unnamed[0])))
    return found


def _is_person(piece: Piece) -> bool:
    """Whether a piece is a handle, or a link to a person's mail address."""
    written = piece.text.value
    if _HANDLE.fullmatch(written):
        return True
    links = piece.links()
    return len(links) == 1 and links[0].target.startswith("mailto:") and links[0].text.value.strip() == written


def _is_issue(piece: Piece, known: ActionWords) -> bool:
    """Whether a piece is an issue ID and nothing else, wherever a link on it leads."""
    return known.issues.is_spelled_like_one(piece.text.value)


def _people(inline: Inline, start: int) -> Iterator[_Found]:
    """Owners at the beginning (`@ana to ...`, `Ana and Bo to ...`) and handles at the end of a text."""
    text = inline.text
    named = _LEADING_OWNER.match(text, start + len(text[start:]) - len(text[start:].lstrip()))
    if named and not _NO_NAMES.match(named[1]):
        yield _Found("owner", named.start(), named.start(), Piece(inline, named.start(1), named.end(1)))
    at = len(text) - len(text[start:].lstrip())
    first = next((link for link in inline.links if link.target.startswith("mailto:")), None)
    if first and inline.locate(at, at + len(first.text.value)) == first.text:
        yield _Found("owner", at, at, Piece(inline, at, at + len(first.text.value)))
    if "@" not in text:
        return
    found = islice(_HANDLE.finditer(text, start), _MOST)
    handles = [handle for handle in found if not _is_code_of_something_else(inline, handle)]
    if handles and handles[0].start() == at and _AFTER_OWNER.match(text, handles[0].end()):
        yield _Found("owner", at, at, Piece(inline, at, handles[0].end()))
        return
    end = len(text.rstrip(" .\n"))
    for handle in reversed(handles):
        if handle.end() != end:
            break
        yield _Found("owner", handle.start(), handle.end(), Piece(inline, handle.start(), handle.end()))
        before = text[: handle.start()].rstrip(" ,&")
        end = len(before[:-4].rstrip() if before.endswith(" and") else before)


def _is_code_of_something_else(inline: Inline, handle: re.Match[str]) -> bool:
    """Whether what looks like a handle is a part of code, or a package there: `@types/node`."""
    where = inline.locate(handle.start(), handle.end())
    run = inline.run_at(handle.start())
    if run is None or not run.code or not run.span.holds(where.span):
        return False
    return run.text.strip() != where.value or "/" in where.value


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
            lead = len(part) - len(part.lstrip(_EDGES if at > start else None))
            kept = part.rstrip(_EDGES) if each else part.rstrip()
            return Piece(inline, at + lead, at + len(kept))
        at = each.end if each else end
    return Piece(inline, start, start)
