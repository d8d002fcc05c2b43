"""Whether a name is one person's: by how it is written, by the words that it is made of, and by a team's own list.

What is wholly understood as a person counts: a given or a full name, a handle, a personal address. Duties, departments,
companies, machines and states are nobody. All else is unknown: it may be somebody's name, if the document shows that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, islice
from typing import Literal

from pmlint.forms.directory import Directory
from pmlint.forms.people import PeopleForm, is_handle, is_profile, own_words, short_forms
from pmlint.forms.phrases import one_of
from pmlint.process import Words
from pmlint.spelling import (
    EAST_ASIAN,
    drop_invisible,
    fold,
    is_made_of,
    without_emoji_names,
    without_list_marks,
    words,
)
from pmlint.text import Kept, Lazy

Standing = Literal["person", "unknown", "nobody"]

_LONGEST = 200
"""Characters of an owner that are looked at; longer ones are prose."""
_MOST_WORDS = 7
"""Words of a name at most: two given names, and a family's with its particles and a number."""
_MOST_PARTS = 6
"""Parts of an owner that are looked at: a role, a name, a team and remarks."""
_LONGEST_GIVEN = 3
"""Signs of a given name behind a family's at most, in scripts that write the two without a blank."""
_LOUD_FROM = 3
"""Letters from which a word in capitals is no initials: `AWS`."""
_LONGEST_ACRONYM = 4
"""Letters of an acronym at most; a longer word in capitals is a family's name: `Ana SILVA`."""

_REMARK = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]")
_AROUND = re.compile(r"\s[-–—]{1,3}\s|[:：|/;]|\s(?=[@<]|[^\s@]{1,64}@[\w-])")
_ADDRESS = re.compile(r"(?:mailto:)?([^\s@<>]{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_URL = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?")
_DIGITS = re.compile("[0-9]+")
_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")
_WITHOUT_BLANKS = re.compile("[ぁ-ヿ㐀-鿿]")
_EDGES = "\"'“”„«».,"
_MARKS_AROUND = " <>.,;。"
"""What stands around a part of an owner and is none of it: the brackets of an address, the end of a sentence."""
_INNER = re.compile("['’ʼ.‐-]")
_PREFIXED = re.compile(r"[^\W\d_]{1,3}(?:['’ʼ-]|(?=[^\W\d_]))")
_FAMILY = re.compile(r"[A-Z]['’][^\W\d_a-z]")  # `O'Dea` is a name by itself
_ROMAN = re.compile(r"[IVX]{2,4}|[JS]r\.?")

# A name by the classes of its words: given, own, initial, particle, article, title, number, kind (of a duty, a thing),
# and loud ones: `SRE Tomas`, `Dr Roth`, `van der Berg`, `Ops Sagie`, `J. R. Roth`, `Ana S.`
_NAME = re.compile("t+[kiogp]*[og]n?|[kl]*(?:g[gokipn]*|p+[og]n?|[oki][okipg]*[og]n?|[og][opg]*i)")
_SURE = re.compile("t|g|ii")  # how a name opens that can be no heading, as `Quick Wins` could
_WITHIN = str.maketrans("ta", "oo")
"""Titles and articles that stand further inside a name are a part of it."""


class Persons:
    """Tells persons from duties, departments, companies and machines, by the words of a process.

    `listed` are the people of a team, where it lists them, as `Directory` takes them: then nobody else counts.
    """

    def __init__(self, known: Words, people: PeopleForm, listed: Sequence[str] = ()) -> None:
        self._known, self._people, self._around = known, people, known.people
        self._listed = Directory(listed)
        duties = frozenset(" ".join(words(each)) for each in known.duties)
        weekdays = frozenset(fold(day) for days in known.dates.weekdays for day in days)
        self._kinds = duties | people.teams | people.collective | weekdays
        """Words that close no name."""
        self._companies = frozenset("".join(words(each)) for each in known.companies)
        self._no_persons = duties | people.teams | people.nobody | {" ".join(words(each)) for each in known.no_names}
        """What a name is made of that is nobody's."""

    @Kept
    def standing(self, name: str) -> Standing:
        """Whether a name, with its remarks, is a person's or nobody's; a team is nobody."""
        shown = _visible(name)
        if len(shown) > _LONGEST:
            return "unknown"
        if self.leaves_open(shown):
            return "nobody"
        parts = list(islice(_parts(shown), _MOST_PARTS))
        if any(map(self._is_person, parts)):
            return "person"
        return "nobody" if all(map(self._is_nobody, parts)) else "unknown"

    def may_sign(self, name: str) -> bool:
        """Whether a name can be that of somebody who signs: not nobody's, and in the list where the team has one."""
        standing = self.standing(name)
        return standing == "person" or (standing == "unknown" and not self._listed)

    def is_surely(self, name: str) -> bool:
        """Whether a name is a person's wherever it stands; `Quick Wins` is written as a name, too, and heads a list.

        It is an account, or a full name that opens with a title, a given name or initials, or with a family's name
        where those come first.
        """
        if self.standing(name) != "person":
            return False
        part = next(_parts(_visible(name)), "")
        written = part.split()
        if self._listed or len(written) < 2:
            return bool(self._listed) or _account(part) is not None
        if _EAST_ASIAN.search(part):
            return self._bare(written[0]) in self._families
        return _SURE.match("".join(self._class_of(word, shouted=part.isupper()) for word in written)) is not None

    @property
    def are_listed(self) -> bool:
        """Whether the team names its people."""
        return bool(self._listed)

    def index(self, names: Iterable[str]) -> PeopleIndex:
        """Some names, to be asked whether another can be the same person's as one of them."""
        return PeopleIndex(names, self._listed)

    # A person

    def _is_person(self, part: str) -> bool:
        """Whether a part of a name is a person's by the list, else by its form."""
        if self._listed:
            return len(self._listed.find(part)) == 1
        if (account := _account(part)) is not None:
            return not self._is_of_a_kind(account) and not self._people.is_group(part)
        written = part.split()
        if self._people.is_group(part) and not self._is_given(written[0]):
            return False
        if any(map(_EAST_ASIAN.search, written)):
            return self._is_east_asian_name(written)
        if self._people.is_nobody(part) or _URL.fullmatch(part) or len(written) > _MOST_WORDS:
            return False
        shouted = all(map(str.isupper, written))
        classes = "".join(self._class_of(word, shouted=shouted) for word in written)
        titles = len(classes) - len(classes.lstrip("t"))
        behind = classes[titles + 1 :].translate(_WITHIN)  # 'Tran Anh', 'Urvi Das'
        return _NAME.fullmatch(classes[: titles + 1] + behind) is not None

    def _class_of(self, word: str, *, shouted: bool) -> str:
        """What a word is in a name, as `_NAME` has it; `-` if it is not written as a word of a name."""
        plain = fold(word.strip(_EDGES))
        if word in self._around.particles:
            return "p"
        if not _is_written_as_name(word) or self._is_of_company(word):
            return "-"
        kind = self._is_kind(word)
        if len(plain) > 1 and not kind and plain in self._small:
            return self._small[plain]
        if self._is_given(word):
            return "g"
        if _ROMAN.fullmatch(word):
            return "n"
        if _is_loud(word) and not shouted:
            return "l" if kind else "-"
        return "k" if kind else "o" if len(plain) > 1 else "i"

    def _is_kind(self, word: str) -> bool:
        """Whether a word is one of duties, alone or joined with others by a hyphen: `On-Call`."""
        said = words(word)
        return " ".join(said) in self._kinds or (len(said) > 1 and is_made_of(" ".join(said), self._no_persons))

    def _is_of_company(self, word: str) -> bool:
        return "".join(words(word)) in self._companies

    @Lazy
    def _small(self) -> dict[str, str]:
        """The classes of the words before names: articles and titles."""
        articles = {fold(each): "a" for each in self._around.articles}
        return articles | {fold(each): "t" for each in self._around.titles}

    def _is_given(self, word: str) -> bool:
        """Whether a word is a name by itself: one that many have, or `O'Dea`."""
        if _FAMILY.match(word):
            return words(word)[-1] not in self._kinds
        return fold(word.strip(_EDGES)) in self._people.given_names

    # A person in a script without blanks

    def _is_east_asian_name(self, written: Sequence[str]) -> bool:
        """Whether words, but for those of duties, are a family's name and a given one, with or without a blank."""
        own = [self._bare(word) for word in written if not self._tells_kind(word)]
        if len(own) == 2:
            return all(len(word) <= _LONGEST_GIVEN + 1 for word in own)
        return len(own) == 1 and len(own[0]) > 1 and self._opens_with_family(own[0])

    def _bare(self, word: str) -> str:
        """A name without the ending that shows respect."""
        return word.removesuffix(next(filter(word.endswith, self._around.honorifics), ""))

    def _opens_with_family(self, word: str) -> bool:
        """Whether a word is the name of a family with a given one behind it, which is longer behind a longer one."""
        length = next((length for length in (3, 2, 1) if word[:length] in self._families), 0)
        return bool(length) and len(word) - length <= min(length + 1, _LONGEST_GIVEN)

    @Lazy
    def _families(self) -> frozenset[str]:
        return frozenset(self._known.family_names)

    def _tells_kind(self, word: str) -> bool:
        """Whether a word of such a script begins with a duty, or ends as the name of one or of a group does: `部`."""
        return word not in self._families and self._kind.search(word) is not None

    @Lazy
    def _kind(self) -> re.Pattern[str]:
        kinds, endings = (
            [each for each in phrases if _EAST_ASIAN.search(each)]
            for phrases in (self._no_persons, self._people.collective)
        )
        return re.compile(rf"^{one_of(each for each in kinds if len(each) > 1)}|{one_of(endings)}$")

    # Nobody

    def leaves_open(self, name: str) -> bool:
        """Whether a name, with its remarks, says that it is not decided who it is, or that it is nobody any more."""
        shown = _visible(name)
        said = words(shown)
        return (
            "?" in shown
            or not any(len(word) > 1 or not word.isascii() for word in said if not word.isdigit())
            or self._open.search(" ".join(said)) is not None
            or self._either.search(shown.lower() if shown.isupper() else shown) is not None
        )

    @Lazy
    def _open(self) -> re.Pattern[str]:
        """Words that leave open who it is, and those that do so in front of a name or behind it."""
        gaps = [each for each in self._known.nobody if "..." in each]
        inside, before, behind = (
            _phrases(phrases)
            for phrases in (
                self._known.undecided,
                [each for each in gaps if each.endswith("...")],
                [each for each in gaps if each.startswith("...")],
            )
        )
        return re.compile(rf"{inside}|^{before}(?=.)|(?<=.){behind}$")

    @Lazy
    def _either(self) -> re.Pattern[str]:
        apart = [each for each in self._around.either if not _EAST_ASIAN.search(each)]
        return re.compile(rf"[\s(]{one_of(apart)}\s|{one_of(set(self._around.either) - set(apart))}")

    def _is_nobody(self, part: str) -> bool:
        """Whether a part of a name is made of the words of duties, departments, companies, machines and states."""
        if (
            self._people.is_group(part)
            or self._people.is_no_person(part)
            or any(map(self._is_of_company, part.split()))
        ):
            return True
        if (account := _account(part)) is not None:
            return self._is_of_a_kind(account)
        if any(map(_EAST_ASIAN.search, part)):
            return all(map(self._tells_kind, part.split()))
        return _URL.fullmatch(part) is not None or self._is_of_a_kind(
            " ".join(
                word
                for word in part.split()
                if word not in self._around.not_inside and fold(word.strip(_EDGES)) not in self._small
            )
        )

    def _is_of_a_kind(self, written: str) -> bool:
        """Whether words, or an account, are those of a duty, a group or a machine: `alerts`, `sre-oncall`, `Tier 2`."""
        said = [word for word in words(_DIGITS.sub("", written)) if len(word) > 1 or not word.isascii()]
        return not said or said[-1] in self._people.collective or is_made_of(" ".join(said), self._no_persons)


class PeopleIndex:
    """Names, to be asked whether a name can be the same person's as one of them, in time that they do not multiply.

    `@maria`, `m.lindqvist`, `mlindqvist` and `Maria Lindqvist` can be; and what the list of a team has of one person.
    """

    def __init__(self, names: Iterable[str], listed: Directory) -> None:
        self._listed = listed
        self._ids: set[int] = set()
        self._names: set[frozenset[str]] = set()
        self._joined: set[str] = set()
        self._short: set[str] = set()
        self._holding: dict[str, set[frozenset[str]]] = {}
        """The names that hold a word."""
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Add a name."""
        said = own_words(name)
        key = frozenset(said)
        self._ids |= self._listed.find(name)
        self._names.add(key)
        self._joined.add("".join(said))
        self._short |= short_forms(said)
        for word in key:
            self._holding.setdefault(word, set()).add(key)

    def calls(self, name: str) -> bool:
        """Whether one of the names can be called so: by words of it, or as an account is, `mlindqvist`."""
        said = own_words(name)
        holding = sorted((self._holding.get(word, set()) for word in set(said)), key=len)
        return bool(said) and (bool(set.intersection(*holding)) or "".join(said) in self._short)

    def __contains__(self, name: str) -> bool:
        said = own_words(name)
        return (
            self.calls(name)
            or any(frozenset(some) in self._names for some in _some_of(said))
            or not self._joined.isdisjoint(short_forms(said))
            or not self._ids.isdisjoint(self._listed.find(name))
        )


def _some_of(said: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Each choice of words of a name; of its first ones only where no name has so many."""
    said = said[:_MOST_WORDS]
    return chain.from_iterable(combinations(said, size) for size in range(1, len(said) + 1))


def _phrases(written: Sequence[str]) -> str:
    """A pattern for phrases in the words of a text: whole words, but in scripts that write no blanks between them."""
    said = [" ".join(words(each)) for each in written]
    apart = [each for each in said if not _WITHOUT_BLANKS.search(each)]
    return rf"(?:(?<!\w){one_of(apart)}(?!\w)|{one_of(each for each in said if _WITHOUT_BLANKS.search(each))})"


def _visible(name: str) -> str:
    """What readers see of a name, cut where nothing is looked at."""
    return drop_invisible(without_list_marks(without_emoji_names(name[: _LONGEST + 1]))).strip()


def _parts(shown: str) -> Iterator[str]:
    """A name without its remarks, each side of a colon or dash in it, and the remarks."""
    if _account(shown) is not None:
        yield shown
        return
    bare = _REMARK.sub(" ", shown).strip()
    sides = _AROUND.split(bare) if _AROUND.search(bare) and not _URL.fullmatch(bare) else ()
    yield from filter(None, (part.strip(_MARKS_AROUND) for part in (bare, *sides, *_REMARK.findall(shown))))


def _account(part: str) -> str | None:
    """The name of the account that a handle, an address or the link to a profile is; `None` for anything else."""
    if address := _ADDRESS.fullmatch(part):
        return address[1]
    return part.rstrip("/").rpartition("/")[2] if is_handle(part) or is_profile(part) else None


def _is_written_as_name(word: str) -> bool:
    """Whether a word has letters only, and opens with a capital, perhaps behind a short word (`O'Dea`, `al-Haddad`)."""
    bare = word.strip(_EDGES)
    plain = _INNER.sub("", bare)
    if not plain or not all(unicodedata.category(char)[0] in "LM" for char in plain):
        return False
    small = bare[0] != bare[0].title()  # Georgian has capitals, and no name begins with one
    return not small or (_PREFIXED.match(bare) is not None and any(map(str.isupper, bare)))


def _is_loud(word: str) -> bool:
    letters = word.strip(_EDGES)
    return letters.isupper() and _LOUD_FROM <= len(letters) <= _LONGEST_ACRONYM and "." not in letters
