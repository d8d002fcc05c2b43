"""What a text says of the incident: its words of content, counted.

Placeholders, pointers, deferrals and speech about the document itself are not looked for one by one. What is left is
counted: words that are no small words of a language, that not every incident could say, and that do not speak of the
document, its writing or the investigation. The words that do not count are the pack's (`words.content`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Literal, NamedTuple

from pmlint.forms.labels import COLONS
from pmlint.forms.placeholders import without_gaps
from pmlint.process import Words
from pmlint.spelling import (
    drop_invisible,
    fold,
    is_made_of,
    name_key,
    without_emoji_names,
    without_list_marks,
    without_look_alikes,
    words,
)
from pmlint.text import KEPT, Kept, Lazy

MOST_READ = 4000
"""Characters of a passage that are weighed; the first sentences of a longer one tell what it is."""

SHORT_LABEL = 3
"""Words of a label at most that says nothing where what it names says nothing: `Trigger: see PAY-411`."""

SHORTEST_MASHED = 3
"""Letters in the order of the alphabet or of a keyboard from which a word is none: `asdf`, `abc`."""

SHORTEST_OF_A_HASH = 4
"""Digits of the shortest part of a UUID."""

STEM = 4
"""Letters of a word's beginning that tell its family: `config`, `configuration`, `configuración`."""

SHORTEST_COPIED = 4
"""Words of a guidance from which on its words in a row are a copy; `IC + owners` anybody writes."""

COPIED = 0.5
"""The share of neighbouring words, of a text and of a guidance, that make a copy: a word put between breaks two."""

A_PERSON = "aperson"
"""The word of content that all full names of a text are together: who writes a section is not what it says."""

Class = Literal["small", "relating", "general", "doing", "papers", "writing"]

_HEX_DIGITS = frozenset("0123456789abcdef")
_FORTH = "qwertyuiop asdfghjkl zxcvbnm abcdefghijklmnopqrstuvwxyz"
_ROWS = f"{_FORTH} {_FORTH[::-1]}"
_WITHOUT_WORDS = re.compile(
    r"%%.*?%%|\{[%#].*?[%#]\}|\[\[.*?\]\]|^\s*(?:-{1,3}8<-{1,3}|!!!|\?\?\?|:::+)[^\n]*|\[\^[^\]\n]{1,40}\]:?"
    r"|\bhttps?://\S+|\bwww\.\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|(?<![\w/.])@[\w./-]{1,60}"
    r"|#[\w-]{1,60}|\b[A-Z][A-Z0-9_]{1,9}-[0-9-]{1,12}\b|[0-9]+(?:[-:/.T][0-9]+)+Z?",
    re.MULTILINE | re.DOTALL,
)
# A small word before an address goes with it: `Moved to https://docs.example/7` relates to nothing that is said here.
_POINTING = re.compile(r"(?<!\w)[^\W\d_A-Z]{1,3}:?\s+(?=<?https?://)")
# A dot behind one letter shortens a word, as does one behind the two that open a sentence: `cf. the channel`.
_SENTENCE = re.compile(
    r"((?:\s*\w\w\.(?=\s+[^\W\d_A-Z]))?(?:[^.!?;…\n。！？；؟]|[.!?;](?=\w)|(?<=\b\w)\.)+)([.!?;…\n。！？；؟]*)"
)
# A line that is no item and has no label is a part of the one before.
_GOES_ON = re.compile(r"\n(?!\s*(?:[-*•–>|]|[0-9]{1,3}[.)]|[^\n:：]{1,60}[:：]))")
_FULL_NAME = re.compile(r"\b([^\W\d_a-z][^\W\d_]{1,20})((?:[ \u00a0][^\W\d_a-z][^\W\d_]{1,20}){1,2})\b")
_BETWEEN = re.compile(r"(:(?=\s|$)|：|\s[-–=→>|]+\s|[—―])")
_COMMAS = str.maketrans("、،・", ",,/")
_QUESTION = "?？؟"
_HAN_OR_KANA = re.compile("[ぁ-ヿ㐀-鿿]")
# The blanks of a text whose signs stand apart: `後 で`.
_APART = re.compile(r"(?<=[ぁ-ヿ㐀-鿿])[ \t]{1,3}(?=[ぁ-ヿ㐀-鿿](?:\s|$))")
_HAN = re.compile("[゠-ヿ]+|[㐀-鿿々]{1,2}|[a-z0-9]+")  # a word in katakana; two signs of Chinese are about one word


class Worth(NamedTuple):
    """What a text says: its words of content, and whether it relates them to something.

    A negation, a cause, a number, a deed makes a statement of one word: `No user noticed`, `Caused by DNS`.
    """

    words: frozenset[str] = frozenset()
    related: bool = False

    def __or__(self, other: Worth) -> Worth:
        return Worth(self.words | other.words, self.related or other.related)

    @property
    def size(self) -> int:
        """The number of its words, of which a relation is one, if there is something to relate."""
        return len(self.words) + (1 if self.related and self.words else 0)


_NOTHING = Worth()


class _Phrases:
    """Phrases that are looked for where a word stands."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.written = frozenset(" ".join(words(each)) for each in phrases)
        self._first = frozenset(each.partition(" ")[0] for each in self.written)
        self._longest = max((each.count(" ") + 1 for each in self.written), default=1)

    def begin(self, said: tuple[str, ...], at: int) -> bool:
        """Whether one of them begins with a word."""
        lengths = range(1, self._longest + 1) if said[at] in self._first else ()
        return any(" ".join(said[at : at + length]) in self.written for length in lengths)


class Substance:
    """Weighs texts by the words of a process."""

    def __init__(self, known: Words, placeholders: frozenset[str]) -> None:
        content = known.content
        self._placeholders = placeholders
        self._classes, self._beginnings = _classes(known, placeholders)
        self._pairing = frozenset(each.partition(" ")[0] for each in self._classes if " " in each)
        self._lengths = sorted({len(each) for each in self._beginnings}, reverse=True)
        self._asking = _Phrases(each for each in content.asking if not each.endswith(":"))
        self._placing = _Phrases(content.placing)
        self._deferring = frozenset(map(fold, content.deferring))
        self._marks = frozenset(" ".join(words(each)) for each in content.asking if each.endswith(":"))
        self.apart = frozenset(map(name_key, content.apart))
        """The keys of sub-headings over what is not about the incident."""
        self._given = frozenset(map(fold, known.given_names))
        self._no_surnames = frozenset(map(fold, known.duties))

    @Lazy
    def _unspaced(self) -> re.Pattern[str]:
        """A known word of a script without blanks, the longest that stands there."""
        known = {*self._classes, *self._beginnings, *self._asking.written, *self._placeholders}
        longest_first = sorted(filter(_HAN_OR_KANA.search, known), key=lambda each: (-len(each), each))
        return re.compile("|".join(longest_first) or "(?!)")

    def says_something(self, text: str, enough: int) -> bool:
        """Whether a text has so many words of content."""
        return self.weigh(text).size >= enough

    def names_something(self, text: str) -> bool:
        """Whether an action or a reason has a word of content: `Document the failover`, but not `Fix it`.

        To write a paper is something; to see one is not.
        """
        said = self._words(_bare(text))
        kinds = list(self._kinds(said))
        points = bool(said) and self._asking.begin(said, 0) and kinds[0] == "small"
        return None in kinds or ("papers" in kinds and len(said) > 1 and not points)

    def of_content(self, said: Iterable[str]) -> frozenset[str]:
        """Those of some folded words that are words of content, whatever stands beside them."""
        return frozenset(word for word in said if self._class(word) is None)

    def repeats(self, text: str, guidances: Iterable[str]) -> bool:
        """Whether a text has only words of one of some guidances, and most of them: `Code, config, tests, docs`."""
        own = stems(self.weigh(text, doing=True).words)
        told = (guided(guidance, self) for guidance in guidances)
        return bool(own) and any(own <= known and 2 * len(own) >= len(known) for known in told)

    def weigh(self, text: str, doing: bool = False) -> Worth:
        """The words of content of a text; `doing` where what anybody does in any incident counts, as beside a time."""
        counting: frozenset[Class | None] = frozenset((None, "doing", "papers") if doing else (None,))
        worth = _NOTHING
        for said, end in _SENTENCE.findall(_FULL_NAME.sub(self._person, _bare(text[:MOST_READ]))):
            if not any(mark in _QUESTION for mark in end):
                worth |= self._weigh_sentence(said, counting)
        return worth

    def _person(self, found: re.Match[str]) -> str:
        """One word for a full name: a given name, and behind it words with capitals that are no duties."""
        given, behind = found.groups()
        is_name = given[0].isupper() and fold(given) in self._given
        return A_PERSON if is_name and self._no_surnames.isdisjoint(map(fold, behind.split())) else found[0]

    def _weigh_sentence(self, sentence: str, counting: frozenset[Class | None]) -> Worth:
        """A sentence by its parts between colons and dashes, of which one may be the label of the next."""
        worth, label, is_short = _NOTHING, _NOTHING, False
        pieces = _BETWEEN.split(sentence)
        for piece, colon, last in zip(pieces[::2], [None, *pieces[1::2]], [*pieces[1::2], None], strict=True):
            said = self._words(piece)
            if last is not None and " ".join(said) in self._marks:
                break
            stands_for_text = is_made_of(piece, self._placeholders)
            own = _NOTHING if stands_for_text else self._weigh_words(said, counting)
            if not stands_for_text and (own.words or not (is_short and colon is not None and colon in COLONS)):
                worth |= label
            label, is_short = own, len(said) <= SHORT_LABEL
        return worth | label

    def _weigh_words(self, said: tuple[str, ...], counting: frozenset[Class | None]) -> Worth:
        """A part of a sentence: it says something if it speaks of more else than of the document."""
        content: set[str] = set()
        related, about_writing = False, 0
        for index, (word, kind) in enumerate(zip(said, self._kinds(said), strict=True)):
            if content <= {A_PERSON} and self._asking.begin(said, index):
                return _NOTHING
            if self._placing.begin(said, index):  # behind it stands where more is told
                break
            if kind in counting:
                content.add(word)
            related = related or kind in ("relating", "doing") or word[0].isdigit()
            about_writing += kind in ("papers", "writing") and kind not in counting
        if about_writing and said[0] in self._deferring:  # `Wird nach dem Gespräch ergänzt`
            return _NOTHING
        return Worth(frozenset(content), related) if len(content) > about_writing else _NOTHING

    def _kinds(self, said: tuple[str, ...]) -> Iterator[Class | None]:
        """What kind of words some words are, two of which may be a pair that is known."""
        for word, behind in zip_longest(said, said[1:], fillvalue=""):
            pair = self._classes.get(f"{word} {behind}") if word in self._pairing else None
            yield pair or self._class(word)

    @Kept
    def _class(self, word: str) -> Class | None:
        """What kind of word that does not count a word is; `None` for a word of content."""
        if known := self._classes.get(word):
            return known
        if is_no_word(word):
            return "small"
        return next(filter(None, (self._beginnings.get(word[:length]) for length in self._lengths)), None)

    def _words(self, text: str) -> tuple[str, ...]:
        said = words(text)
        if text.isascii() or not _HAN_OR_KANA.search(text):
            return said
        return tuple(each for word in said for each in self._split(word))

    def _split(self, word: str) -> Iterator[str]:
        """What is written without blanks, cut at the words that are known; hiragana is grammar and counts nowhere."""
        at = 0
        for known in self._unspaced.finditer(word):
            yield from _HAN.findall(word[at : known.start()])
            yield known[0]
            at = known.end()
        rest = word[at:]
        yield from _HAN.findall(rest) if _HAN_OR_KANA.search(rest) else filter(None, (rest,))


@lru_cache(maxsize=128)  # all documents of a run have the same guidance
def guided(guidance: str, substance: Substance) -> frozenset[str]:
    """The stems of what a template says."""
    return stems(substance.weigh(guidance, doing=True).words)


@lru_cache(maxsize=128)
def _neighbours(guidance: str) -> frozenset[tuple[str, str]]:
    said = words(guidance)
    return frozenset(pairwise(said)) if len(said) >= SHORTEST_COPIED else frozenset()


def copies(text: str, guidances: Iterable[str]) -> bool:
    """Whether a text is a guidance with a few words changed: its words in a row are those of the guidance, and most."""
    own = set(pairwise(words(text[:MOST_READ])))
    return bool(own) and any(
        len(own & known) >= COPIED * max(len(own), len(known)) for known in map(_neighbours, guidances)
    )


def is_no_word(word: str) -> bool:
    """Whether a folded word is a letter, a number, also in hexadecimal, a letter again and again, or keys in a row."""
    if word[0].isdigit():
        return True
    if not word.isascii():
        return False
    return (
        len(word) < 2
        or len(set(word)) == 1
        or _is_hexadecimal(word)
        or (len(word) >= SHORTEST_MASHED and word in _ROWS)
    )


def _is_hexadecimal(word: str) -> bool:
    """Whether a word is a part of a hash or of a UUID."""
    return len(word) >= SHORTEST_OF_A_HASH and _HEX_DIGITS.issuperset(word) and any(map(str.isdigit, word))


def _bare(text: str) -> str:
    """A text without what is no word of its author's: gaps, markup of tools, addresses, handles, IDs, dates, times."""
    plain = _APART.sub("", without_look_alikes(drop_invisible(text)))
    plain = _POINTING.sub(" ", without_gaps(without_emoji_names(plain)))
    plain = _WITHOUT_WORDS.sub(" ", plain)
    return without_list_marks(_GOES_ON.sub(" ", plain))


def stems(said: Iterable[str]) -> frozenset[str]:
    """The beginnings of words, by which words of one family, and of kindred languages, are the same."""
    return frozenset(map(stem, said))


@lru_cache(KEPT)
def stem(word: str) -> str:
    """The beginning of a word without accents."""
    plain = unicodedata.normalize("NFKD", fold(word))
    return "".join(char for char in plain if not unicodedata.combining(char))[:STEM]


def shape(text: str) -> str:
    """The commas, semicolons and slashes of a text, in order: a translation of a list has those of the list."""
    return re.sub(r"[^,;/]", "", unicodedata.normalize("NFKC", text).translate(_COMMAS))


def _classes(known: Words, placeholders: frozenset[str]) -> tuple[dict[str, Class], dict[str, Class]]:
    """The words that do not count, and the beginnings of such words, with what kind they are of."""
    content, dates = known.content, known.dates
    names = (name for each in (*dates.months, *dates.weekdays) for name in each)
    lists: dict[Class, Iterable[str]] = {
        "relating": (*content.relating, *(name for each in known.severity.numbers for name in each)),
        "small": (*content.small, *(each for each in content.asking if " " not in each and each[-1] != ":")),
        "general": (*content.general, *names, *known.given_names),
        "doing": content.doing,
        "papers": content.papers,
        "writing": (*content.writing, *(each for each in placeholders if " " not in each)),
    }
    whole: dict[str, Class] = {}
    beginnings: dict[str, Class] = {}
    for kind, written in lists.items():  # a word that is of two kinds, in two languages, is of the first
        for each in written:
            beginning, gap, _ = each.partition("...")
            (beginnings if gap else whole).setdefault(" ".join(words(beginning)), kind)
    return whole, beginnings
