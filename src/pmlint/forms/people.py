"""People as texts name them: handles, mentions, profiles, names, lists of names, teams, and what is nobody's name.

Whether a name is somebody's depends on the document, too: readers know who else is named in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice
from typing import NamedTuple

from pmlint.forms.phrases import one_of
from pmlint.forms.placeholders import is_gap
from pmlint.process import Words
from pmlint.spelling import (
    drop_invisible,
    fold,
    is_made_of,
    name_key,
    says_nothing,
    without_emoji_names,
    without_list_marks,
    words,
)
from pmlint.text import Lazy

MOST_NAMES = 50
"""Names of one list, or handles of one text, that are read; nobody writes more."""
_MOST_JOINT_OWNERS = 6
"""Names that a text may be made of without a label that says so; more are a list of something else."""
_WORDS_OF_A_TEAM = 5
_WORDS_OF_AN_ACTOR = 3
"""Words of a team's name, and of a name in front of an event, at most; more are a part of a sentence."""

_HANDLE = r"@[^\W_][\w.-]{0,38}(?:/[\w.-]{1,60})?(?<![.-])"
_HANDLES = re.compile(rf"(?<![\w@/.]){_HANDLE}")
# Somebody mentioned by name, as in Notion: `@Ana S.`, `@Ana Silva`.
_MENTIONS = re.compile(r"(?<![\w@/.])@[A-ZÀ-Þ][\w-]{1,30} [A-ZÀ-Þ](?:\.|[a-zß-ÿ]{1,30}(?!\w))")
_PROFILE = re.compile(r"mailto:|https?://(?:www\.)?(?:github|gitlab|twitter|x)\.com/@?[\w.-]+/?$")
_UPPER = "A-ZÀ-ÖØ-ÞĀĆČĐŁŚŠŻŽ"
_NAME_WORD = rf"[{_UPPER}][\w'’.-]{{0,30}}"
_EAST_ASIAN_NAME = "[一-鿿]{2,4}|[가-힣]{2,4}"
_TEAM = re.compile(r"(?:[Tt]he )?[^\W_][\w&/'’.-]{0,30}(?: [^\W_][\w&/'’.-]{0,30}){0,4}")
_LOUD_FROM = 4
"""Letters from which a word in capitals is an acronym or shouted; initials have fewer."""
_LOUD = re.compile(rf"[A-Z0-9]{{{_LOUD_FROM},}}")
_SEPARATOR = r"[,;\n，、&+/]"


class Handle(NamedTuple):
    """A handle or mention, from `start` to `end` of a text, its `@` included."""

    start: int
    end: int
    value: str
    form: str
    """`handle`, `team handle` or `mention`."""

    @property
    def name(self) -> str:
        """The name without the `@`."""
        return self.value[1:]


class Opening(NamedTuple):
    """A name, as it seems, that a text opens with, and how the text goes on behind it."""

    start: int
    end: int
    name: str
    goes_on: str
    """`to`, another word such as `will`, or one of `,`, `:` and `-`."""


def is_profile(target: str) -> bool:
    """Whether a link's target is somebody: a mail address, or an account where code or news are shared."""
    return _PROFILE.match(target) is not None


def handles(text: str, start: int = 0, end: int | None = None) -> list[Handle]:
    """The handles between two indexes of a text, in order."""
    found = _HANDLES.finditer(text, start, len(text) if end is None else end) if "@" in text else ()
    return [
        Handle(*each.span(), each[0], "team handle" if "/" in each[0] else "handle")
        for each in islice(found, MOST_NAMES)
    ]


def mentions(text: str, start: int = 0) -> list[Handle]:
    """Those that a text mentions by a name of two words, from an index on, in order."""
    found = _MENTIONS.finditer(text, start) if "@" in text else ()
    return [Handle(*each.span(), each[0], "mention") for each in islice(found, MOST_NAMES)]


def is_handle(text: str) -> bool:
    """Whether a text is a handle or a mention, and nothing else."""
    return _HANDLES.fullmatch(text) is not None or _MENTIONS.fullmatch(text) is not None


class PeopleForm:
    """The people that texts name, by the words of a process.

    `nothing` are phrases that stand where a name could and are none, ready for `spelling.is_made_of`: placeholders, and
    the names of sections.
    """

    def __init__(self, known: Words, nothing: Collection[str]) -> None:
        self._around = known.people
        self.nobody = frozenset((*_phrases(known.nobody), *nothing))
        self.teams = _phrases(known.teams)
        self.undecided = _phrases(known.undecided)
        self.collective = frozenset(
            word for phrase in known.teams if phrase.startswith("...") for word in words(phrase)
        )
        """Last words of names of several people: `guild`."""
        self._leading_collective = frozenset(
            word for phrase in known.teams if phrase.endswith("...") for word in words(phrase)
        )
        self.given_names = frozenset(map(fold, known.given_names))
        """Names that many people have, folded."""
        self._no_names = frozenset(map(name_key, known.no_names))
        self._articles = frozenset(map(fold, self._around.articles))
        self._no_inner_words = self._articles | frozenset(map(fold, self._around.not_inside))

    # Names

    @Lazy
    def _name(self) -> re.Pattern[str]:
        particles = one_of(self._around.particles)
        return re.compile(rf"{_NAME_WORD}(?: (?:{particles}|{_NAME_WORD})){{0,3}}|{_EAST_ASIAN_NAME}")

    def is_name(self, text: str) -> bool:
        """Whether a text is written as the name of a person or of a team."""
        return self.is_team(text) or (
            self._name.fullmatch(text) is not None
            and not _LOUD.fullmatch(text)
            and name_key(text) not in self._no_names
        )

    def names_in(self, text: str) -> list[str]:
        """What is written as a name in a text, of the first few."""
        return [found[0] for found in islice(self._name.finditer(text), _MOST_JOINT_OWNERS)]

    def is_given_name(self, text: str) -> bool:
        """Whether the first word of a text is a name that many people have."""
        said = text.split()
        return bool(said) and fold(said[0].strip(",.")) in self.given_names

    # Lists of names

    @Lazy
    def _breaks(self) -> re.Pattern[str]:
        joined = one_of(self._around.joined)
        return re.compile(rf"{_SEPARATOR}(?:\s*\b(?:{joined})\b)?|(?<!\w)(?:{joined})(?!\w)")

    @Lazy
    def _or(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{_SEPARATOR}\s*|\s){one_of(self._around.either)}\s")

    def parts(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Where each name stands in a list of names, `text[start:end]`; a part may be blank."""
        end = len(text) if end is None else end
        found, depth, at, counted = [], 0, start, start
        for stop in islice(self._breaks.finditer(text, start, end), MOST_NAMES):
            depth += text.count("(", counted, stop.start()) - text.count(")", counted, stop.start())
            counted = stop.start()
            if depth <= 0 and not self._is_in_handle(text, start, stop):
                found.append((at, stop.start()))
                at = stop.end()
        return [*found, (at, end)]

    def _is_in_handle(self, text: str, start: int, stop: re.Match[str]) -> bool:
        """Whether a slash is that of the team of an organisation: `@org/team`."""
        before = max(text.rfind(" ", start, stop.start()), text.rfind(",", start, stop.start())) + 1
        return stop[0] == "/" and text[max(before, start) : stop.start()].lstrip().startswith("@")

    def split(self, text: str) -> list[str]:
        """The names that a text may be made of, joined by `and` or `or`; none if there are too many, or a blank one."""
        names = [part[at:end].strip() for part in self._or.split(text) for at, end in self.parts(part)]
        return names if len(names) <= _MOST_JOINT_OWNERS and not any(map(says_nothing, names)) else []

    def row(self, found: Sequence[Handle], text: str) -> list[Handle]:
        """The handles that stand in a row with the first of some: `@ana and @bo`, `@ana @bo`."""
        row = list(found[:1])
        for each in found[1:]:
            between = text[row[-1].end : each.start].strip()
            if between and not self._breaks.fullmatch(between):
                break
            row.append(each)
        return row

    # What stands in front of an action

    @Lazy
    def _will(self) -> str:
        return one_of(self._around.will)

    @Lazy
    def _opening(self) -> re.Pattern[str]:
        return re.compile(
            r"([^\W\d_][^:\n()\[\]|]{1,60}?)(?:\s?\([^()\n]{1,30}\))?"
            rf"(?: (?P<will>{self._will}) (?=[a-z])|\s?(?P<colon>:)\s|\s(?P<dash>[-–—]{{1,3}})\s)"
        )

    @Lazy
    def behind_owner(self) -> re.Pattern[str]:
        """How a text goes on behind an owner: ` will ...`, `: ...`, `, ...`, ` - ...`."""
        doing = one_of(self._around.is_doing)
        return re.compile(rf" (?:{self._will}|{doing}) |\s?[:,]\s|\s[-–—]\s")

    def opening(self, text: str, at: int) -> Opening | None:
        """What stands in front of a verb, a colon or a dash, from an index on, so that it could be a name."""
        found = self._opening.match(text, at)
        if found is None:
            return None
        return Opening(*found.span(1), found[1], found["will"] or (":" if found["colon"] else "-"))

    @Lazy
    def by_whom(self) -> re.Pattern[str]:
        """What is set off behind an action and may tell by whom (`who`): `, by Ana Silva`."""
        by = one_of(self._around.by)
        return re.compile(
            rf"(?:[,;(]\s?|\s[-–—]{{1,3}}\s)(?P<by>{by})\s(?P<who>[^,;()\n|]{{2,60}}?)"
            r"(?=[.!]?\s{0,4}$|[.!]?\n|[,;()|]|\s[-–—]{1,3}\s)"
        )

    @Lazy
    def with_verb(self) -> re.Pattern[str]:
        """How a text goes on with what somebody is to do: ` will look at it`."""
        return re.compile(rf" (?:{self._will}) (?=[a-z])")

    @Lazy
    def _openers(self) -> re.Pattern[str]:
        openers, endings, things = (
            one_of(each) for each in (self._around.openers, self._around.opener_endings, self._around.things)
        )
        return re.compile(rf"(?:(?:{openers})(?:{endings})?|[A-Z][a-z]{{2,20}}(?:{things}))\b")

    def opens_action(self, text: str) -> bool:
        """Whether a text begins as an action does, and with nobody's name: `Switch to ...`, `Documentation to ...`."""
        return self._openers.match(text) is not None

    # Who acted

    @Lazy
    def _happened(self) -> re.Pattern[str]:
        return re.compile(rf"{one_of(self._around.happenings)}$", re.IGNORECASE)

    def has_happened(self, text: str) -> bool:
        """Whether a text ends as words for what happens do: `Investigation`."""
        return self._happened.search(text) is not None

    @Lazy
    def _honorific(self) -> re.Pattern[str]:
        return re.compile(rf"{one_of(self._around.honorifics)}$")

    def may_have_acted(self, text: str, *, strict: bool) -> bool:
        """Whether a text in front of an event may name who acted; `strict` where no colon says that it does."""
        if text.startswith("@"):
            return True
        parts = text.split()
        if not 1 <= len(parts) <= _WORDS_OF_AN_ACTOR or self.has_happened(text):
            return False
        if not text.isascii() and not any(char.isupper() or char.islower() for char in text):  # a script without case
            return self._honorific.search(text) is not None
        if len(parts) > 1 and parts[-1] in self._around.team_endings:
            return all(map(is_capitalised, parts[:-1]))
        return (len(parts) == 1 and not strict) or all(map(is_capitalised, parts))

    # Teams and nobody

    def is_team(self, name: str) -> bool:
        """Whether a text is written as the name of several people: `Platform team`."""
        said = words(name)
        return (
            1 < len(said) <= _WORDS_OF_A_TEAM
            and said[-1] in self.collective
            and self._no_inner_words.isdisjoint(said[1:-1])
            and _TEAM.fullmatch(name) is not None
            and not is_made_of(" ".join(said[:-1]), self._articles)
        )

    def is_team_word(self, name: str) -> bool:
        """Whether a text names a team by what it works on: `platform`."""
        return " ".join(words(name)) in self.teams

    def is_group(self, name: str) -> bool:
        """Whether a name is that of several people, however it is written: `@acme/platform`, `#platform`."""
        return (name.startswith("@") and "/" in name) or name.startswith("#") or self._is_collective(words(name))

    def _is_collective(self, said: Sequence[str]) -> bool:
        """Whether words end as the name of several people does (`the cart team`), or begin so (`team cart`)."""
        own = [word for word in said if word not in self._articles]
        return bool(own) and (own[-1] in self.collective or own[0] in self._leading_collective)

    def is_nobody(self, name: str) -> bool:
        """Whether a name is nobody's in particular, or stands for one that is still to be written."""
        return _is_made_of_names(name, self.nobody)

    def is_no_person(self, name: str) -> bool:
        """Whether a name is nobody's in particular, or a team's that is named by what it works on."""
        return _is_made_of_names(name, self._no_people)

    @Lazy
    def _no_people(self) -> frozenset[str]:
        return self.nobody | self.teams

    def leaves_open(self, name: str, *, teams: bool = False) -> bool:
        """Whether an owner is nobody, or leaves open who it is; a team does so unless `teams` may own something."""
        said = words(name)
        return (
            (self.is_nobody(name) if teams else self.is_no_person(name))
            or "?" in name
            or not self.undecided.isdisjoint(said)
            or not any(len(word) > 1 or not word.isascii() for word in said if not word.isdigit())
        )


def is_capitalised(word: str) -> bool:
    """Whether a word is written as a name's: with a capital, and not loud."""
    return word[0].isupper() and not (word.isupper() and len(word) >= _LOUD_FROM)


def own_words(name: str) -> tuple[str, ...]:
    """The words of a name, or of an address before its `@`, without numbers, which accounts have at their ends."""
    return tuple(word for word in words(_mailbox(name)) if not word.isdigit())


def short_forms(said: Sequence[str]) -> frozenset[str]:
    """What accounts make of the words of a name, joined: first and last in either order, one perhaps by its initial."""
    if len(said) < 2:
        return frozenset()
    given, family = said[0], said[-1]
    pairs = ((given[0], family), (given, family), (given, family[0]))
    return frozenset(one + other for pair in pairs for one, other in (pair, pair[::-1]))


def _phrases(written: tuple[str, ...]) -> frozenset[str]:
    return frozenset(" ".join(words(phrase)) for phrase in written if "..." not in phrase)


def _is_made_of_names(name: str, names: frozenset[str]) -> bool:
    """Whether a name is blank, a gap to fill in, or made of some names, whatever marks it carries."""
    bare = drop_invisible(without_list_marks(without_emoji_names(name)))
    return not any(map(str.isalnum, bare)) or is_gap(bare) or is_made_of(_mailbox(bare), names)


def _mailbox(name: str) -> str:
    """Of an e-mail address what stands before its `@`."""
    before, at, behind = name.partition("@")
    return before if before.strip() and at and "." in behind and " " not in name.strip() else name
