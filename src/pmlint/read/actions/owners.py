"""The owners of an action by the form of its text: `Ana to ...`, `@ana: ...`, `**Ana** ...`, `... @ana (#12)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pmlint.forms.people import Handle, Opening, handles, is_handle, is_profile, mentions
from pmlint.forms.phrases import end_of
from pmlint.markdown import Inline, Link, Piece
from pmlint.model import Why
from pmlint.read.actions.found import FoundField
from pmlint.read.actions.people import ActionPeople

_MOST_AT_END = 40
"""Sentences, or things at the end, of one text that are looked at; a text with more is no action that anybody wrote."""
# What may stand before an owner at the beginning: `[P1] Ana to ...`, `CART-7: Ana to ...`.
_IN_FRONT = re.compile(r"\s{0,9}(?:[\[(][^\[\]()\n]{1,40}[\])]\s?[:–—-]?\s{1,9}){0,3}")
_LEADING_WORD = re.compile(r"(\S{2,40}?):?\s{1,9}(?:[–—-]\s{1,9})?(?=\S)")
_BETWEEN_SENTENCES = re.compile(r"[.!?;]\s{1,3}(?=[^\W\d_a-z]|@)")
_END = " ,;.&\n\t|-–—"
_JOINT_END = " and"
_LONGEST_REMARK = 60
"""Characters of a remark in brackets behind the handles at the end of a text."""


def person(piece: Piece) -> Why | None:
    """What makes a piece somebody by its form: a handle, a mention, or a link to a mail address or profile."""
    written = piece.text.value
    if is_handle(written):
        return Why("handle" if " " not in written else "mention")
    links = piece.links()
    if len(links) == 1 and is_profile(links[0].target) and links[0].text.value.strip() == written:
        return Why("profile")
    return None


def owners_by_form(
    inline: Inline, people: ActionPeople, start: int, taken: Sequence[FoundField]
) -> Iterator[FoundField]:
    """Owners at the beginning of a text, behind `by`, and handles at its end.

    `taken` are the other fields, which may stand behind a handle at the end.
    """
    search = _OwnerSearch(inline, people, start)
    first = list(search.leading()) or list(search.in_sentences())
    yield from first or list(search.by_whom()) or search.trailing(taken)


class _OwnerSearch:
    """The owners in a text from an index on, of the people that its list may name."""

    def __init__(self, inline: Inline, people: ActionPeople, start: int) -> None:
        self.inline, self.people, self.start = inline, people, start
        self.text, self.form, self.issues = inline.text, people.vocabulary.people, people.vocabulary.issues
        self.handles = [each for each in handles(self.text, start) if not _is_code_of_something_else(inline, each)]

    def owner(self, start: int, end: int, why: Why) -> FoundField:
        """An owner at the beginning of a text, who stays a part of it."""
        return FoundField("owner", start, start, self.inline.part(start, end), why)

    def leading(self) -> Iterator[FoundField]:
        """The owners that the text opens with."""
        at = self.behind_front()
        link = next((link for link in self.inline.links if not link.image and is_profile(link.target)), None)
        if link and (end := _end_of_link(self.inline, link, at)):
            if link.target.startswith("mailto:") or self.form.behind_owner.match(self.text, end):
                yield self.owner(at, end, Why("profile"))
            return
        leading = next((index for index, handle in enumerate(self.handles) if handle.start == at), None)
        if leading is not None:
            yield from self.leading_handles(self.handles[leading:])
            return
        opening = self.form.opening(self.text, at)
        if opening is None:
            yield from self.bold_name(at)
        elif _names_owner(opening, self.people):
            yield self.owner(opening.start, opening.end, self.people.why(opening.name))

    def behind_front(self) -> int:
        """Where the text goes on behind a remark in brackets, or an issue ID, at its beginning."""
        at = end_of(_IN_FRONT, self.text, self.start)
        word = _LEADING_WORD.match(self.text, at)
        return word.end() if word and self.issues.is_spelled_like_one(word[1]) else at

    def bold_name(self, at: int) -> Iterator[FoundField]:
        """The owner that stands in bold before an action: `**Ana** cap it`."""
        run = self.inline.run_at(at)
        name = run.text.strip(" :") if run and run.bold and self.text.startswith(run.text, at) else ""
        if run and self.people.are_named(name):
            yield self.owner(at, at + len(run.text.rstrip(" :")), self.people.why(name))

    def leading_handles(self, found: Sequence[Handle]) -> Iterator[FoundField]:
        """The handles in a row that the text opens with, if they are its owners: `@ana and @bo will`, `@ana cap it`."""
        row = self.form.row(found, self.text)
        last = row[-1]
        if self.form.behind_owner.match(self.text, last.end) or (
            last.form == "handle" and self.text[last.end : last.end + 1] == " "
        ):
            yield from (self.owner(handle.start, handle.end, Why(handle.form)) for handle in row)

    def in_sentences(self) -> Iterator[FoundField]:
        """The owners that a later sentence opens with: `The page is late. Ana will look at it.`"""
        for stop in islice(_BETWEEN_SENTENCES.finditer(self.text, self.start), _MOST_AT_END):
            if self.text[stop.end()] == "@":
                handle = next(iter(handles(self.text, stop.end())), None)
                if handle and handle.start == stop.end() and self.form.with_verb.match(self.text, handle.end):
                    yield self.owner(handle.start, handle.end, Why(handle.form))
                    return
                continue
            opening = self.form.opening(self.text, stop.end())
            if opening and opening.goes_on not in ":-" and self.people.are_named(opening.name):
                yield self.owner(opening.start, opening.end, self.people.why(opening.name))
                return

    def by_whom(self) -> Iterator[FoundField]:
        """The persons that are set off behind what they are to do: `Cap it, by Ana Silva, CART-7`."""
        persons = self.people.vocabulary.persons
        for found in islice(self.form.by_whom.finditer(self.text, self.start), _MOST_AT_END):
            names = self.form.split(found["who"])
            if names and all(persons.standing(name) == "person" for name in names):
                start = found.start("by")
                yield FoundField(
                    "owner", start, found.end(), self.inline.part(*found.span("who")), Why("by", found["by"])
                )

    def trailing(self, taken: Sequence[FoundField]) -> Iterator[FoundField]:
        """The handles at the end of the text, before other fields, issue IDs and remarks in brackets."""
        if not self.handles:
            return
        text, start = self.text, self.start
        dates = [each for each in taken if text.startswith("@", each.start)]  # `@May 22` is a date, and no handle
        ends = {
            len(text[: handle.end].rstrip(_END)): handle
            for handle in (*self.handles, *mentions(text, start))
            if not any(each.start <= handle.start < each.end for each in dates)
        }
        ids = (each for each in self.issues.find(text, start) if each.form != "other URL")
        behind = {each.end: each.start for each in taken} | {each.end: each.start for each in ids}
        before: int | None = len(text)
        for _ in range(_MOST_AT_END):
            end = start + len(text[start:before].rstrip(_END))
            if handle := ends.get(end):
                piece = self.inline.part(handle.start, handle.end)
                yield FoundField("owner", handle.start, handle.end, piece, Why(handle.form))
            before = handle.start if handle else _before_end(text, start, end, behind)
            if before is None:
                return


def _end_of_link(inline: Inline, link: Link, at: int) -> int | None:
    """Where a link ends that is what a text says at an index."""
    end = at + len(link.text.value)
    return end if end > at and inline.locate(at, end) == link.text else None


def _names_owner(opening: Opening, people: ActionPeople) -> bool:
    """Whether what stands before a verb, a colon or a dash is an owner."""
    if people.are_named(opening.name):
        return True
    if people.vocabulary.people.opens_action(opening.name):
        return False
    if opening.goes_on == "to":
        return " " in opening.name and people.may_be(opening.name)
    return people.at_beginnings and opening.goes_on in ":-" and people.may_be(opening.name)


def _before_end(text: str, start: int, end: int, behind: dict[int, int]) -> int | None:
    """Where what begins that a text ends with, if handles may stand before it: a field, an ID, a remark, `and`."""
    if end > len(_JOINT_END) and text.endswith(_JOINT_END, start, end):
        return end - len(_JOINT_END)
    if behind.get(end, end) < end:
        return behind[end]
    if text[end - 1 : end] not in (")", "]"):
        return None
    opening = max(text.rfind("(", start, end), text.rfind("[", start, end))
    return opening if opening >= 0 and end - opening <= _LONGEST_REMARK else None


def _is_code_of_something_else(inline: Inline, handle: Handle) -> bool:
    """Whether what looks like a handle is a part of code, or a package there: `@types/node`."""
    where = inline.locate(handle.start, handle.end)
    code = next((run for run in inline.runs if run.code and run.span.holds(where.span)), None)
    return code is not None and (code.text.strip() != where.value or "/" in where.value)
