"""The owners of an action by the form of its text: `Ana to ...`, `@ana: ...`, `**Ana** ...`, `... @ana (#12)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pmlint.markdown import Inline, Piece
from pmlint.read.actions.people import People
from pmlint.read.actions.words import ActionWords

_MOST = 40
_HANDLE = re.compile(r"(?<![\w@/.])@[^\W_][\w.-]{0,38}(?:/[\w.-]{1,60})?(?<![.-])")
# Somebody mentioned by name, as in Notion: `@Ana S.`, `@Ana Silva`.
_MENTION = re.compile(r"(?<![\w@/.])@[A-ZÀ-Þ][\w-]{1,30} [A-ZÀ-Þ](?:\.|[a-zß-ÿ]{1,30}(?!\w))")
_PROFILE = re.compile(r"mailto:|https?://(?:www\.)?(?:github|gitlab|twitter|x)\.com/@?[\w.-]+/?$")
_GIVEN_NAME = r"[A-ZÀ-Þ][\w'’-]+"
_LEADING_NAME = re.compile(
    rf"({_GIVEN_NAME}(?:(?:, | and | & ){_GIVEN_NAME}){{0,3}}) to (?!(?:an?|the|our|its|their|this|that)\b)"
    r"[a-z]+(?<!ing)(?=[ ,.]|$)"
)
_AFTER_OWNER = re.compile(r" (?:to|will|should|is) |\s?[:,]\s|\s[-–—]\s")
# What may stand before an owner at the beginning: `[P1] Ana to ...`, `CART-7: Ana to ...`.
_IN_FRONT = re.compile(r"\s{0,9}(?:[\[(][^\[\]()\n]{1,40}[\])]\s?[:–—-]?\s{1,9}){0,3}")
_FIRST_WORD = re.compile(r"(\S{2,40}?):?\s{1,9}(?:[–—-]\s{1,9})?(?=\S)")
_BEFORE_VERB = re.compile(
    r"([^\W\d_][^:\n()\[\]|]{1,60}?)(?:\s?\([^()\n]{1,30}\))?"
    r"(?P<after> (?:to|will|should|shall|must|needs to|has to|is to|(?:is|are) going to) (?=[a-z])"
    r"|\s?:\s|\s[-–—]{1,3}\s)"
)
_SENTENCE_END = re.compile(r"[.!?;]\s{1,3}(?=[^\W\d_a-z]|@)")
_HANDLE_WILL = re.compile(r"(@[^\W_][\w.-]{0,38}(?:/[\w.-]{1,60})?)(?P<after> (?:to|will|is to|is going to) )(?=[a-z])")
_END = " ,;.&\n\t|-–—"
# Words that open a sentence of this form without being a name ("Switch to using ...").
_NO_NAMES = re.compile(
    r"(?:(?:Alert|Approach|Budget|Button|Check|Clean|Cron|Dashboard|Doc|Feature|Fix|Flag|Follow|Guard|Guide|Hook|Job|Issue|Logic|"
    r"Mechanism|Method|Metric|Monitor|Option|Page|Patch|Policy|Polici|PR|Probe|Procedure|Process|Reminder|Request|Rule|Runbook|"
    r"Story|Strategy|Support|Template|Test|Ticket|Way|Workflow|A|About|Ability|Access|Adapt|Add|Adhere|Agree|Aim|All|Allow|Apply|As|Ask|Attempt|Back|Begin|Bump|Chang|Choose|Clos|Cod|"
    r"Commit|Connect|Consider|Continu|Contribut|Convert|Copy|Copi|Cut|Decid|Default|Deploy|Downgrad|Due|Effort|Escalat|"
    r"Everything|Expand|Expos|Extend|Fail|Failover|Fall|Forget|Get|Go|Have|Help|Hop|How|In|Increas|It|Learn|Limit|"
    r"Link|Listen|Look|Lower|Manag|Merg|Migrat|Mov|Need|Nothing|Offer|Open|Pay|Pin|Pinn|Plan|Plann|Point|Port|Prefer|Prepar|"
    r"Promot|Propos|Publish|Push|Rais|Reach|Rebas|Redirect|Reduc|Refactor|Refer|Releas|Remember|Renam|Repli|Reply|Report|Respond|"
    r"Return|Revert|Roll|Rollback|Rout|Scal|Script|Seek|Send|Sent|Set|Ship|Something|Speak|Start|Step|Stick|Striv|"
    r"Subscrib|Switch|Sync|Talk|Task|Tend|That|There|They|This|Time|Tool|Transition|Try|Tried|Turn|Updat|Upgrad|Us|Wait|Want|"
    r"Way|We|Went|What|When|Where|Who|Work|Writ|You|I)(?:e?d|s|es|e|ing)?"
    r"|[A-Z][a-z]{2,20}(?:tions?|sions?|ments?|ness|ances?|ences?|ity|ability)|Lead)\b"
)


def is_person(piece: Piece) -> bool:
    """Whether a piece is a handle, or a link to a person's mail address or profile."""
    written = piece.text.value
    if _HANDLE.fullmatch(written) or _MENTION.fullmatch(written):
        return True
    links = piece.links()
    return len(links) == 1 and bool(_PROFILE.match(links[0].target)) and links[0].text.value.strip() == written


def owners_by_form(
    inline: Inline, known: ActionWords, people: People, start: int, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Piece]]:
    """Owners at the beginning and handles at the end of a text: where each stands with what belongs to it, its name.

    `taken` are the places of other fields, which may stand behind a handle at the end.
    """
    text = inline.text
    handles: list[re.Match[str]] = []
    if "@" in text:
        found = islice(_HANDLE.finditer(text, start), _MOST)
        handles = [handle for handle in found if not _is_code_of_something_else(inline, handle)]
    first = list(_leading(inline, known, people, start, handles)) or list(_in_sentences(inline, people, start))
    for piece in first:
        yield piece.start, piece.start, piece
    if handles and not first:
        yield from _trailing(inline, known, start, handles, taken)


def _leading(
    inline: Inline, known: ActionWords, people: People, start: int, handles: Sequence[re.Match[str]]
) -> Iterator[Piece]:
    """The owners that a text opens with."""
    text = inline.text
    at = _behind_front(text, known, start)
    link = next((link for link in inline.links if not link.image and _PROFILE.match(link.target)), None)
    if link and (end := at + len(link.text.value)) > at and inline.locate(at, end) == link.text:
        if link.target.startswith("mailto:") or _AFTER_OWNER.match(text, end):
            yield inline.part(at, end)
        return
    leading = next((index for index, handle in enumerate(handles) if handle.start() == at), None)
    if leading is not None:
        yield from _leading_handles(inline, handles[leading:])
        return
    named = _BEFORE_VERB.match(text, at)
    if named and _names_owner(named, people):
        yield inline.part(named.start(1), named.end(1))
        return
    plain = _LEADING_NAME.match(text, at)
    if plain and people.are_named(plain[1]):
        yield inline.part(plain.start(1), plain.end(1))
        return
    run = inline.run_at(at) if not named else None
    if run is not None and run.bold and text.startswith(run.text, at) and people.are_named(run.text.strip(" :")):
        yield inline.part(at, at + len(run.text.rstrip(" :")))


def _in_sentences(inline: Inline, people: People, start: int) -> Iterator[Piece]:
    """The owners that a later sentence opens with: `The page is late. Ana will look at it.`"""
    text = inline.text
    for end in islice(_SENTENCE_END.finditer(text, start), _MOST):
        named = _BEFORE_VERB.match(text, end.end()) or _HANDLE_WILL.match(text, end.end())
        if named and (named[1][0] == "@" or (named["after"][0] == " " and people.are_named(named[1]))):
            yield inline.part(named.start(1), named.end(1))
            return


def _behind_front(text: str, known: ActionWords, start: int) -> int:
    """Where the text goes on behind a remark in brackets, or an issue ID, at its beginning."""
    found = _IN_FRONT.match(text, start)
    at = found.end() if found else start
    word = _FIRST_WORD.match(text, at)
    return word.end() if word and known.issues.is_spelled_like_one(word[1]) else at


def _names_owner(named: re.Match[str], people: People) -> bool:
    """Whether what stands before a verb, a colon or a dash is an owner."""
    written, after = named[1], named["after"]
    if people.are_named(written):
        return True
    if _NO_NAMES.match(written):
        return False
    if after.strip() == "to":
        return " " in written and people.may_be(written)
    return people.ahead and after.strip()[:1] in ":-–—" and people.may_be(written)


def _leading_handles(inline: Inline, handles: Sequence[re.Match[str]]) -> Iterator[Piece]:
    """The handles in a row that a text opens with, if they are its owners: `@ana and @bo will ...`, `@ana cap it`."""
    text = inline.text
    row = [handles[0]]
    for handle in handles[1:]:
        if text[row[-1].end() : handle.start()].strip() not in {",", "and", "&", "/", "+", ", and", ""}:
            break
        row.append(handle)
    end = row[-1].end()
    if _AFTER_OWNER.match(text, end) or ("/" not in row[-1][0] and text[end : end + 1] == " "):
        for handle in row:
            yield inline.part(handle.start(), handle.end())


def _trailing(
    inline: Inline,
    known: ActionWords,
    start: int,
    handles: Sequence[re.Match[str]],
    taken: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int, Piece]]:
    """The handles at the end of a text, before other fields, issue IDs and remarks in brackets."""
    text = inline.text
    dated = [place for place in taken if text.startswith("@", place[0])]
    named = islice(_MENTION.finditer(text, start), _MOST)
    ends = {
        len(text[: handle.end()].rstrip(_END)): handle
        for handle in (*handles, *named)
        if not any(begin <= handle.start() < end for begin, end in dated)
    }
    ids = ((each.start, each.end) for each in known.issues.find(text, start) if each.form != "other URL")
    behind = {end: begin for begin, end in [*taken, *ids]}
    end = len(text)
    for _ in range(_MOST):
        end = start + len(text[start:end].rstrip(_END))
        if end > 4 and text.endswith(" and", start, end):
            end -= 4
            continue
        if handle := ends.get(end):
            yield handle.start(), handle.end(), inline.part(handle.start(), handle.end())
            end = handle.start()
        elif end in behind and behind[end] < end:
            end = behind[end]
        elif text[end - 1 : end] in (")", "]") and (opening := _opening(text, start, end)) is not None:
            end = opening
        else:
            return


def _opening(text: str, start: int, end: int) -> int | None:
    """Where the bracket opens that closes before an index, if it holds a short remark without handles."""
    opening = max(text.rfind("(", start, end), text.rfind("[", start, end))
    return opening if opening >= 0 and end - opening <= 60 else None


def _is_code_of_something_else(inline: Inline, handle: re.Match[str]) -> bool:
    """Whether what looks like a handle is a part of code, or a package there: `@types/node`."""
    where = inline.locate(handle.start(), handle.end())
    code = next((run for run in inline.runs if run.code and run.span.holds(where.span)), None)
    return code is not None and (code.text.strip() != where.value or "/" in where.value)
