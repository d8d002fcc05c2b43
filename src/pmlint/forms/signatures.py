"""Who signs by a line of a sign-off: a closed grammar, in which a line that is not wholly understood signs nothing.

A line is cut into parts: what the words of the process mean, dates, boxes, marks, and the text between. Text is a name
where one may stand and it is written as one; else it is a remark. A remark keeps a line from signing, unless a word of
approval or a tick stands beside it and the remark itself holds no word of refusal, condition or deferral.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from pmlint.forms.boxes import EMPTY_BOXES, TICKED_BOXES
from pmlint.forms.clocks import Clocks
from pmlint.forms.dates import Dates, FoundDate
from pmlint.forms.people import PeopleForm, is_handle
from pmlint.process import Role, Words
from pmlint.spelling import EAST_ASIAN, fold, says_nothing, words
from pmlint.text import Lazy

Word = Literal[
    "refused",
    "postponed",
    "deferred",
    "negation",
    "to come",
    "role",
    "by",
    "agent",
    "signed",
    "read",
    "draft",
    "yes",
    "remark",
    "label",
    "when",
    "list",
]
"""What a word of the process means in a sign-off."""
Mark = Literal["gap", "address", "box", "doubt", "list", "colon", "stop", "text"]
"""What else a part of a line is."""

_WORDS_OF_A_NAME = 5
"""Words of a name at most; more are prose."""
_LETTERS_OF_A_NAME = 6
"""Characters of a name in Chinese, Japanese or Korean at most."""

_AROUND = 60
"""Characters before and behind a phrase that tell what it means there: a word of a name, and the marks before a day."""

_SHORT_WORD = 2
"""Letters of a word inside a title that needs no capital, such as `of`, at most."""

_WORDS_OF_AN_AFFILIATION = 2
"""Words in brackets behind a name that may be unknown, as those of a company or a team; more are a remark."""

_LETTER = rf"(?:(?![{EAST_ASIAN}])[^\W_])"
_TOKEN = re.compile(
    r"(?P<gap>_{3,}|[.…]{4,}|\{[^{}]*\}|<[^<>@]*>)|(?P<address><?[\w.+-]{1,64}@[\w.-]{1,99}\.\w+>?|\w+://\S+)"
    rf"|(?P<box>\[[ xX]?\](?!\())|(?P<stop>(?:(?<=\s)|^)[-–]{{1,3}}(?=\s|$)|(?<=[\w)]{{4}})\.(?=\s|$))"
    rf"|(?P<word>[{EAST_ASIAN}]|@?{_LETTER}+(?:['’._-]+{_LETTER}+)*|:[a-z0-9+_-]{{2,40}}:)|(?P<sign>[^\w\s]|\n)"
)
_SPOKEN = re.compile(r"\S+")
_SIGNS: dict[str, Mark] = {
    **dict.fromkeys(EMPTY_BOXES + TICKED_BOXES, "box"),
    **dict.fromkeys("?？", "doubt"),
    **dict.fromkeys(",;、，；/&+\n", "list"),
    **dict.fromkeys(":：", "colon"),
    **dict.fromkeys("–—()（）[]|。!=·•", "stop"),
}
_MARKS: dict[str, Mark] = {"gap": "gap", "address": "address", "box": "box", "stop": "stop"}
_FIRM = ("refused", "role", "signed", "by")
"""Words that are no part of a name, unless they are short."""
_SHORT_PHRASE = 3
"""Letters of a word of refusing or signing that may be a part of a name, at most."""
_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")
_JOINED_PARTICLE = re.compile(r"([^\W\d_A-Z]{1,4})(?P<mark>-|(?<![^\W_]{3})['’ʼ])(?=[^\W\d_a-z])")
_BLANKS_BEFORE_CLOCK = re.compile(r"[\sT,]{0,3}(?:at\s)?")


class Part(NamedTuple):
    """A part of a line, from `start` to `end`, and what it is; `value` is the id of a role, or a box that is ticked."""

    kind: Word | Mark | Literal["date"]
    start: int
    end: int
    value: str = ""
    date: FoundDate | None = None


class Signer(NamedTuple):
    """Somebody whom a line names, from `start` to `end` of the text, with what it says of them."""

    start: int
    end: int
    role: Part | None = None
    date: FoundDate | None = None
    ticked: bool | None = None
    """Whether the box beside the name is ticked; `None` without a box."""


class Signature(NamedTuple):
    """What a line says."""

    signers: tuple[Signer, ...]
    role: Part | None
    """The role that is named without anybody who has it, or the first that is."""
    date: FoundDate | None
    ticked: bool | None
    approved: bool
    """Whether a word says that it is approved."""
    refusal: tuple[int, int] | None
    """The first word of refusal or condition, or gap, from and to which index."""
    deferred: tuple[int, int] | None
    """The first word that defers the signature unless a word says that it was given."""
    rest: tuple[int, int] | None
    """The first remark."""
    place: tuple[int, int]
    """Where the name stands, or what stands there instead; an empty place if nothing does."""

    @property
    def unread(self) -> tuple[int, int] | None:
        """What keeps the line from signing: a refusal; a remark where neither a word nor a tick approves."""
        return self.refusal or (None if self.approved else self.deferred or (None if self.ticked else self.rest))

    @property
    def proven(self) -> bool:
        """Whether it says more than names: a word of approval, a tick, a day."""
        return self.approved or self.ticked is True or self.date is not None


class SignatureForm:
    """The lines by which people sign, in the words of a process."""

    def __init__(self, known: Words, roles: Sequence[Role], people: PeopleForm, dates: Dates, clocks: Clocks) -> None:
        self._known, self._roles = known, roles
        self.people, self.dates, self.clocks = people, dates, clocks
        self.rank = {role.id: index for index, role in enumerate(roles)}

    def read(self, text: str, start: int = 0, end: int | None = None, known: Collection[str] = ()) -> Signature:
        """What a line says, `text[start:end]`; `known` are words of the names that the document has elsewhere."""
        end = len(text) if end is None else end
        return _Line(self, text, list(self._parts(text, start, end)), known).read()

    # --- the parts of a line ---

    def _meanings(self) -> Iterator[tuple[Word, Sequence[str]]]:
        """What phrases mean; of the same phrase the first meaning counts."""
        signing, fields = self._known.signing, self._known.fields
        signed = frozenset(map(words, signing.signed))
        yield "refused", signing.refused
        yield "by", [phrase for phrase in signing.by if phrase not in signing.signed]
        yield "signed", signing.signed
        yield "postponed", signing.postponed
        yield "draft", signing.drafts
        yield "read", signing.read
        yield "agent", signing.agents
        yield "deferred", signing.deferred
        yield "to come", signing.to_come
        yield "negation", signing.negations
        yield "remark", (*signing.remarks, *(team for team in self._known.teams if "..." not in team))
        yield "label", (*signing.people, *fields.get("owner", ()), *fields.get("actor", ()))
        nouns = (each for each in signing.signatures if words(each)[:1] not in signed)  # not `Approved on`
        yield "when", (*signing.when, *nouns, *fields.get("date", ()))
        yield "list", self._known.people.joined
        yield "yes", [each for each in self._known.done if each[0].isalpha() and (len(each) > 1 or not each.isascii())]

    @Lazy
    def _phrases(self) -> dict[str, list[tuple[tuple[str, ...], Word, str]]]:
        """All phrases by their first word, the longest first, with what they mean."""
        known: dict[tuple[str, ...], tuple[Word, str]] = {}
        for role in self._roles:
            for name in (role.title, *role.aliases):
                known.setdefault(_folded(name), ("role", role.id))
        for kind, phrases in self._meanings():
            for phrase in phrases:
                known.setdefault(_folded(phrase), (kind, ""))
        first: dict[str, list[tuple[tuple[str, ...], Word, str]]] = {}
        for tokens, (kind, value) in sorted(known.items(), key=lambda each: -len(each[0])):
            first.setdefault(tokens[0], []).append((tokens, kind, value))
        return first

    def _parts(self, text: str, start: int, end: int) -> Iterator[Part]:
        at = start
        for day in self.dates.all(text, start, end, "order"):
            begin, behind = self.dates.with_weekday(text, day, at, end)
            yield from self._words(text, at, begin)
            at = min(self._behind_clock(text, behind), end)
            # Where nothing tells which day it is, it proves nothing, and takes nothing back.
            is_day = day.strength == "certain" or text[day.end - 4 : day.end].isdecimal()
            yield Part("date", begin, at, date=day) if is_day else Part("remark", begin, at)
        yield from self._words(text, at, end)

    def _behind_clock(self, text: str, at: int) -> int:
        """Where a text goes on behind the time and zone that may stand behind a date."""
        before = _BLANKS_BEFORE_CLOCK.match(text, at)
        clock = self.clocks.at(text, before.end() if before else at, after_date=True)
        if clock is None:
            return at
        blank = clock.end + text.startswith(" ", clock.end)
        zone = self.clocks.zone(text, blank, after_precise=clock.precise)
        return zone.end if zone else clock.end

    def _words(self, text: str, start: int, end: int) -> Iterator[Part]:
        """The parts of a text without dates."""
        tokens = list(_TOKEN.finditer(text, start, end))
        folded = [fold(token[0]) for token in tokens]
        at, begun = 0, -1  # `begun`: the first token of the text that goes on, -1 for none
        while at < len(tokens):
            phrase = self._phrase_at(tokens, folded, at, end)
            mark = _MARKS.get(tokens[at].lastgroup or "") or _SIGNS.get(tokens[at][0])
            if phrase or mark:
                if begun >= 0:
                    yield Part("text", tokens[begun].start(), tokens[at - 1].end())
                    begun = -1
                count, part = phrase or (1, _marked(tokens[at], mark or "text"))
                yield part
                at += count
            else:
                begun = at if begun < 0 else begun
                at += 1
        if begun >= 0:
            yield Part("text", tokens[begun].start(), tokens[-1].end())

    def _phrase_at(
        self, tokens: Sequence[re.Match[str]], folded: Sequence[str], at: int, end: int
    ) -> tuple[int, Part] | None:
        """The longest phrase that begins with a token, and how many tokens it has."""
        for phrase, kind, value in self._phrases.get(folded[at], ()):
            count = len(phrase)
            if tuple(folded[at : at + count]) == phrase:
                part = Part(kind, tokens[at].start(), tokens[at + count - 1].end(), value)
                if self._counts(part, tokens[at].string, end):
                    return count, part
        return None

    def _counts(self, part: Part, text: str, end: int) -> bool:
        """Whether a phrase means what it can where it stands: some only in one place, none as a part of a name."""
        word, before = text[part.start : part.end], text[max(part.start - _AROUND, 0) : part.start]
        behind = text[part.end : min(part.end + _AROUND, end)]
        if part.kind in ("label", "when") and not behind.lstrip().startswith((":", "：")):
            when = self._known.signing.when
            return part.kind == "when" and (not (after := behind.strip(" ,(（")) or fold(after) in map(fold, when))
        if part.kind == "agent":
            return word == word.lower() and not (word in self._particles and _is_beside_capital(before, behind))
        if _EAST_ASIAN.fullmatch(word):  # one character is a word by itself, and a part of others
            return not (_EAST_ASIAN.match(before[-1:]) or _EAST_ASIAN.match(behind))
        if part.kind in _FIRM and len(word) > _SHORT_PHRASE:
            return True
        return not (word.istitle() and word.isalpha() and _is_beside_capital(before, behind))

    # --- names ---

    def name_end(self, text: str, start: int, end: int, known: Collection[str]) -> int:
        """Where a name ends that a text opens with; `start` if it opens with none."""
        at = certain = start
        for index, token in enumerate(islice(_SPOKEN.finditer(text, start, end), _WORDS_OF_A_NAME)):
            if not self._may_be_in_name(token[0], index, known):
                break
            if token[0].casefold() not in self._particles:
                at = token.end()
            if index and all(word in known for word in words(text[start : token.end()])):
                certain = token.end()
        return certain if certain > start else at

    def _may_be_in_name(self, word: str, index: int, known: Collection[str]) -> bool:
        first = next(filter(str.isalpha, word), "")
        if not first:
            return False
        if word.startswith("@") or all(each in known for each in words(word)):
            return True
        if any(map(str.isdigit, word)):
            return False
        if not (first.isupper() or first.islower()):  # a script without case
            return len(word) <= _LETTERS_OF_A_NAME or not _EAST_ASIAN.match(word)
        return first.isupper() or (index > 0 and self._opens_with_particle(word))

    def _opens_with_particle(self, word: str) -> bool:
        """Whether a word is a particle of names, or has one before a capital: `van`, `al-Zahra`, `d'Arc`."""
        if word.casefold() in self._particles:
            return True
        joined = _JOINED_PARTICLE.match(word)
        return joined is not None and (joined["mark"] != "-" or not {joined[1], joined[0]}.isdisjoint(self._particles))

    @Lazy
    def _particles(self) -> frozenset[str]:
        return frozenset(each.casefold() for each in self._known.people.particles)


def _folded(phrase: str) -> tuple[str, ...]:
    return tuple(fold(token[0]) for token in _TOKEN.finditer(phrase))


def _marked(token: re.Match[str], kind: Mark) -> Part:
    ticked = kind == "box" and token[0] not in ("[ ]", "[]", *EMPTY_BOXES)
    return Part(kind, token.start(), token.end(), "ticked" if ticked else "")


def _is_beside_capital(before: str, behind: str) -> bool:
    """Whether a word with a capital stands beside another, as in a name: `Will Smith`, `Minh Le`."""
    last = before[:-1].rsplit(" ", 1)[-1] if before.endswith(" ") else ""
    return (last[:1].isupper() and last[-1:].isalnum()) or (behind[:1] == " " and behind[1:2].isupper())


class _Line:
    """Goes through the parts of one line and notes who is named, and what else is said."""

    def __init__(self, form: SignatureForm, text: str, parts: Sequence[Part], known: Collection[str]) -> None:
        self.form, self.text, self.parts, self.known = form, text, parts, known
        self.signers: list[Signer] = []
        self.role: Part | None = None
        """The role that the names to come have."""
        self.first_role: Part | None = None
        self.date: FoundDate | None = None
        self.ticked: bool | None = None
        self.joint = self.fresh = False
        """Whether a part stands behind a comma or `and`; behind a role that nobody has yet."""
        self.turning: Part | None = None
        """The word of this clause that turns round what comes: `not`, `will be`."""
        self.approved = False
        self.refusal: Part | None = None
        self.deferred: Part | None = None
        self.rest: Part | None = None
        self.apart = False
        """Whether a comma stands between a word of signing and what comes."""
        self.closed = False
        """Whether any mark does."""

    def read(self) -> Signature:
        """What the line says."""
        for index, part in enumerate(self.parts):
            _TAKE[part.kind](self, part, index)
            self.joint = part.kind == "list"
        if not (self.approved or self.ticked or self.date):
            self.rest = self.rest or self._blank()
        return Signature(
            tuple(self.signers),
            self.first_role,
            self.date or next((signer.date for signer in self.signers if signer.date), None),
            self.ticked,
            self.approved,
            self._clause(self.refusal),
            self._clause(self.deferred),
            self._clause(self.rest),
            self._place(),
        )

    def _clause(self, part: Part | None) -> tuple[int, int] | None:
        """From a part to the end of its clause, so that a message shows what it says."""
        if part is None:
            return None
        marks = (each.start for each in self.parts if each.start >= part.end and each.kind in ("stop", "list", "colon"))
        ends = next(marks, self.parts[-1].end)
        return part.start, max(ends, part.end)

    def _place(self) -> tuple[int, int]:
        if self.signers:
            return self.signers[0].start, self.signers[0].end
        behind = 0
        for part in self.parts:
            if part.kind in _SAID_OF_NOBODY:
                return part.start, part.end
            if part.kind in ("date", "signed"):
                break
            behind = part.end
        return behind, behind

    def _blank(self) -> Part | None:
        """The blank behind the last words, if a dash, a colon or a bracket opens one: `Ana Silva - `."""
        said = (index for index in reversed(range(len(self.parts))) if not self._is_blank(self.parts[index]))
        blank = self.parts[next(said, -1) + 1 :]
        opens = any(each.kind == "colon" or self.text[each.start] in _OPENING for each in blank)
        return Part("text", blank[0].start, blank[-1].end) if opens else None

    def _is_blank(self, part: Part) -> bool:
        said = self.text[part.start : part.end]
        return part.kind in ("stop", "list", "colon") or (part.kind == "text" and says_nothing(said))

    def _next(self, index: int) -> Part | None:
        return self.parts[index + 1] if index + 1 < len(self.parts) else None

    def _kind(self, index: int) -> str:
        return self.parts[index].kind if 0 <= index < len(self.parts) else "stop"

    # --- names and roles ---

    def take_role(self, part: Part, index: int) -> None:
        self.first_role = self.first_role or part
        after, last = self._next(index), self.signers[-1] if self.signers else None
        beside_next = after is not None and after.kind == "text" and self._opens_with_name(after)
        if last is None or self._kind(index + 1) == "colon" or (beside_next and last.role):
            self.role = self._graver(self.role, part) if self.fresh else part
            self.fresh = True
        elif last.role is None or (last.role is self.role and self.role in (each.role for each in self.signers[:-1])):
            self.signers[-1] = last._replace(role=part)  # `IC: Ana, Ben (owner)`
        else:
            self.signers[-1] = last._replace(role=self._graver(last.role, part))

    def _graver(self, one: Part | None, other: Part) -> Part:
        rank = self.form.rank
        return one if one and rank[one.value] <= rank[other.value] else other

    def _opens_with_name(self, part: Part) -> bool:
        return self.form.name_end(self.text, part.start, part.end, self.known) > part.start

    def take_text(self, part: Part, index: int) -> None:
        said = self.text[part.start : part.end]
        may_be_name = not self.signers or self.joint or self.fresh
        end = self.form.name_end(self.text, part.start, part.end, self.known)
        if may_be_name and not self._is_label(index) and self._is_sure(part, end, self._next(index)):
            self._add(part.start, end)
            if not says_nothing(self.text[end : part.end]):
                self._remark(Part("text", end, part.end))
        elif self.signers and self._kind(index - 1) in ("by", "agent"):
            self.refusal = self.refusal or part  # `Ana Silva - approved by Ben Roth`
        elif not (says_nothing(said) or self._is_contact(part) or self._is_title(said, index)):
            self._remark(part)

    def _is_contact(self, part: Part) -> bool:
        """Whether a text is somebody's handle in brackets."""
        return is_handle(self.text[part.start : part.end]) and self.text[: part.start].endswith(("(", "[", "（"))

    def _is_title(self, said: str, index: int) -> bool:
        """Whether a text tells what somebody is: a team, or a part of it where another is known: `Head of Ledger`."""
        if self.form.people.is_team(said) or self._is_affiliation(said, index):
            return True
        beside = not {"remark", "role"}.isdisjoint((self._kind(index - 1), self._kind(index + 1)))
        return beside and all(word[0].isupper() or len(word) <= _SHORT_WORD for word in said.split())

    def _is_affiliation(self, said: str, index: int) -> bool:
        """Whether a text is all that stands in brackets behind a name, and written as a name: `Ana Silva (Acme)`."""
        before, behind = self.parts[index - 1], self._next(index)
        if not (self.signers and behind and self.text[before.start] in "(（" and self.text[behind.start] in ")）"):
            return False
        written = said.split()
        return len(written) <= _WORDS_OF_AN_AFFILIATION and all(word[0].isupper() for word in written)

    def _is_label(self, index: int) -> bool:
        """Whether a text before a colon is no name, but says something of the name behind it: `Legal: Ana Silva`."""
        return self._kind(index + 1) == "colon" and self._kind(index + 2) in ("text", "role", "address")

    def _is_sure(self, part: Part, end: int, after: Part | None) -> bool:
        """Whether what is written as a name, up to an index of a part, is one: a single word may be a remark."""
        said, people = self.text[part.start : end], self.form.people
        if not said or people.is_nobody(said):
            return False
        if len(said.split()) > 1 or not said[0].isupper():
            return True
        if all(word in self.known for word in words(said)) or people.is_given_name(said):
            return True
        return end == part.end and (not self.joint or self._is_in_list(part, after))

    def _is_in_list(self, part: Part, after: Part | None) -> bool:
        """Whether a single word stands in a list of names: beside `and`, or behind other single words."""
        joined = self.text[: part.start].rstrip()[-1:].isalpha()
        joins = after is not None and after.kind == "list" and self.text[after.start].isalpha()
        return joined or joins or all(" " not in self.text[each.start : each.end] for each in self.signers)

    def _add(self, start: int, end: int) -> None:
        self.signers.append(Signer(start, end, self.role, self.date, self.ticked))
        self.fresh = False

    def _remark(self, part: Part) -> None:
        self.rest = self.rest or part

    def take_address(self, part: Part, index: int) -> None:
        value = self.text[part.start : part.end]
        if not self.signers and "@" in value:
            self._add(part.start + value.startswith("<"), part.end - value.endswith(">"))

    # --- what is said of them ---

    def take_date(self, part: Part, index: int) -> None:
        if self.signers:
            self.signers = [each if each.date else each._replace(date=part.date) for each in self.signers]
        self.date = self.date or part.date

    def take_box(self, part: Part, index: int) -> None:
        ticked = part.value == "ticked"
        self.signers = [each if each.ticked is not None else each._replace(ticked=ticked) for each in self.signers]
        self.ticked = ticked

    def take_signed(self, part: Part, index: int) -> None:
        if self._is_void():
            return
        if self.turning:
            self.refusal = self.refusal or Part("refused", self.turning.start, part.end)
            return
        if part.kind == "by" and self._kind(index + 1) == "date":
            self.refusal = self.refusal or part  # `approval by 2026-03-20`
        self.approved, self.apart, self.closed = True, False, False
        if self.ticked:  # `[ ] rejected [x] approved`
            self.signers = [each._replace(ticked=True) for each in self.signers]

    def take_yes(self, part: Part, index: int) -> None:
        if self._kind(index - 1) in _BETWEEN and self._kind(index + 1) in (*_BETWEEN, "date"):
            self.take_signed(part, index)
        else:
            self._remark(part)

    def _is_void(self) -> bool:
        """Whether a word stands behind an empty box and a name: it is one of several that could be chosen."""
        return self.ticked is False and bool(self.signers)

    def take_refused(self, part: Part, index: int) -> None:
        if self.turning and self.turning.kind == "negation":  # `nothing pending`
            self.rest = None if self.rest is self.turning else self.rest
            self.turning = None
        elif not self._is_void():
            self.refusal = self.refusal or part

    def take_postponed(self, part: Part, index: int) -> None:
        if not (self.approved and self.date and self.apart):  # `approved 2026-03-17, pending the minutes` is a remark
            self.take_refused(part, index)

    def take_deferred(self, part: Part, index: int) -> None:
        if not self._is_void():
            self.deferred = self.deferred or part

    def take_turning(self, part: Part, index: int) -> None:
        self.turning = part
        behind_yes = part.kind == "negation" and self._kind(index - 1) in ("signed", "by", "yes")
        if (behind_yes or self._kind(index - 1) in _BETWEEN) and self._kind(index + 1) in _BETWEEN:
            self.refusal = self.refusal or part  # `Ana Silva - no`, `Ana Silva genehmigt nicht`
        else:
            self._remark(part)

    def take_read(self, part: Part, index: int) -> None:
        if self.turning:
            self.refusal = self.refusal or Part("refused", self.turning.start, part.end)  # `final version not read`
        else:
            self.take_when(part, index)

    def take_draft(self, part: Part, index: int) -> None:
        beside = index - 1 if self._kind(index - 1) != "text" or self._words_at(index - 1) > 1 else index - 2
        if self._kind(beside) in ("signed", "by"):
            self.refusal = self.refusal or part  # `approved the draft`
        self.take_deferred(part, index)
        self.turning = part  # `draft approved`

    def _words_at(self, index: int) -> int:
        return len(self.text[self.parts[index].start : self.parts[index].end].split())

    def take_agent(self, part: Part, index: int) -> None:
        if not self.approved:
            self._remark(part)  # `approval by Friday`

    def take_when(self, part: Part, index: int) -> None:
        behind = (self._kind(at) for at in range(index + 1, index + 4))
        if next((kind for kind in behind if kind not in ("when", "stop", "list")), "") not in ("date", "colon"):
            self._remark(part)

    def take_gap(self, part: Part, index: int) -> None:
        self.refusal = self.refusal or part

    def take_doubt(self, part: Part, index: int) -> None:
        if not self.closed:  # behind a remark it asks something else
            self.refusal = self.refusal or part

    def take_stop(self, part: Part, index: int) -> None:
        if not self.text[part.start].isalpha():
            self.turning = None
            self.apart, self.closed = self.apart or part.kind == "list", self.approved
        if self.text[part.start] in ";；\n":
            self.role = None

    def take_label(self, part: Part, index: int) -> None:
        self.fresh = True

    def take_colon(self, part: Part, index: int) -> None:
        if self.signers and self._next(index) is None and self._kind(index - 1) in ("label", "when", "signed", "by"):
            self.refusal = self.refusal or self.parts[index - 1]  # a field that was left blank

    def skip(self, part: Part, index: int) -> None:
        pass


_SAID_OF_NOBODY = frozenset(
    ("text", "address", "gap", "doubt", "draft", "refused", "postponed", "deferred", "negation", "to come", "remark")
)
_BETWEEN = ("stop", "list", "colon", "box")
_OPENING = "-–—(（["
"""Marks that open a place where something is to stand."""

_TAKE: dict[str, Callable[[_Line, Part, int], None]] = {
    "role": _Line.take_role,
    "text": _Line.take_text,
    "address": _Line.take_address,
    "date": _Line.take_date,
    "box": _Line.take_box,
    "signed": _Line.take_signed,
    "by": _Line.take_signed,
    "agent": _Line.take_agent,
    "read": _Line.take_read,
    "draft": _Line.take_draft,
    "yes": _Line.take_yes,
    "refused": _Line.take_refused,
    "postponed": _Line.take_postponed,
    "deferred": _Line.take_deferred,
    "negation": _Line.take_turning,
    "to come": _Line.take_turning,
    "gap": _Line.take_gap,
    "doubt": _Line.take_doubt,
    "stop": _Line.take_stop,
    "list": _Line.take_stop,
    "colon": _Line.take_colon,
    "remark": _Line.skip,
    "label": _Line.take_label,
    "when": _Line.take_when,
}
