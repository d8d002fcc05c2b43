"""What a text speaks of, by the words of a process: topics, figures, stretches of time; and phrases in their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from pmlint.forms.dates import Dates
from pmlint.forms.phrases import one_of
from pmlint.process import Units
from pmlint.spelling import EAST_ASIAN
from pmlint.text import Lazy

MOST_SPOKEN = 20_000
"""Characters of a text that are looked at; nobody's section has so many in one paragraph."""

MOST_KEPT = 20_000
"""Words of which it is kept what they open: more than all languages have in common use, and few enough to hold."""

_WORD = re.compile(r"\w+")
_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")
_CLOCK = re.compile(r"(?<![\w.:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![\w:])|T[0-9]{2}:?[0-9]{2}\S{0,10}|\b[0-9]{4}Z\b")
_FIGURE = re.compile(r"(?<![\w#/-])(?<![A-Za-z]\.)[0-9][0-9.,]*(?![0-9]*xx)")
_GAP = "..."


class Spoken(NamedTuple):
    """A phrase in a text: from where to where, which one it is, and what it stands for."""

    start: int
    end: int
    name: str
    behind_person: bool


class _Phrase(NamedTuple):
    """A phrase by its words; of a word that is `open` only the beginning is given."""

    name: str
    words: tuple[tuple[str, bool], ...]
    behind_person: bool

    def goes_on(self, said: list[re.Match[str]], at: int) -> bool:
        """Whether it stands at an index of the words of a text, where its first word does."""
        if at + len(self.words) > len(said):
            return False
        for number in range(1, len(self.words)):
            wanted, is_open = self.words[number]
            word = _plain(said[at + number][0])
            if not (word.startswith(wanted) if is_open else word == wanted):
                return False
        return True


class PhraseFinder:
    """Finds phrases, by what they stand for, in texts: linear in the length of the text, whatever their number is.

    A word that ends with `...` begins one; before a phrase `...` asks for a word for a person.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._whole: dict[str, list[_Phrase]] = {}
        self._begun: dict[str, list[_Phrase]] = {}
        self._joined: dict[str, str] = {}
        for name, written in phrases.items():
            for each in written:
                self._add(name, each)
        self._lengths = sorted({len(each) for each in self._begun})
        self._kept: dict[str, tuple[_Phrase, ...]] = {}
        self._idle: set[str] = set()

    def _add(self, name: str, written: str) -> None:
        if _EAST_ASIAN.search(written):
            self._joined[written.casefold()] = name
            return
        behind_person = written.startswith(f"{_GAP} ")
        text = written.removeprefix(f"{_GAP} ").casefold()
        parts = tuple((found[0], text[found.end() :].startswith(_GAP)) for found in _WORD.finditer(text))
        first, is_open = parts[0]
        phrase = _Phrase(name, parts, behind_person)
        known = (self._begun if is_open else self._whole).setdefault(first, [])
        if phrase not in known:  # languages share many words
            known.append(phrase)

    @Lazy
    def _without_blanks(self) -> re.Pattern[str]:
        return re.compile(one_of(self._joined))

    def find(self, text: str) -> Iterator[Spoken]:
        """The phrases of a text; they may overlap."""
        text = text[:MOST_SPOKEN]
        said = list(_WORD.finditer(text)) if self._may_speak(text) else []
        for at, word in enumerate(said):
            for phrase in self._opening(word[0]):
                if phrase.goes_on(said, at):
                    yield Spoken(
                        word.start(), said[at + len(phrase.words) - 1].end(), phrase.name, phrase.behind_person
                    )
        if not text.isascii() and self._joined:
            plain = text.lower()
            for found in self._without_blanks.finditer(plain):
                yield Spoken(found.start(), found.end(), self._joined[found[0]], behind_person=False)

    def _may_speak(self, text: str) -> bool:
        """Whether some word of a text may open a phrase: quicker to tell than where."""
        return not self._idle.issuperset(_WORD.findall(text))

    def _opening(self, written: str) -> tuple[_Phrase, ...]:
        """The phrases that a word may open; kept, as most words of most texts open none."""
        found = self._kept.get(written)
        if found is None:
            word = _plain(written)
            lengths = (length for length in self._lengths if length <= len(word))
            begun = (each for length in lengths for each in self._begun.get(word[:length], ()))
            found = (*self._whole.get(word, ()), *begun)
            if len(self._kept) < MOST_KEPT:
                self._kept[written] = found
                if not found:
                    self._idle.add(written)
        return found


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    return word.casefold()


class Topics:
    """What texts speak of, by the topics of a process, and by forms that need no words of it."""

    def __init__(self, topics: Mapping[str, Iterable[str]], units: Units, dates: Dates) -> None:
        self._finder = PhraseFinder(topics)
        self._units = units
        self._dates = dates

    @Lazy
    def _length(self) -> re.Pattern[str]:
        """A stretch of time that is longer than a second."""
        named = [name for names in (self._units.day, self._units.hour, self._units.minute) for name in names]
        return re.compile(rf"[0-9][0-9.,]*[\s-]?{one_of(named)}(?![^\W\d_])", re.IGNORECASE)

    def of(self, text: str) -> frozenset[str]:
        """The topics of a text."""
        return frozenset(spoken.name for spoken in self._finder.find(text))

    def of_all(self, texts: Iterable[str]) -> frozenset[str]:
        """The topics of some texts, and what they have by their form.

        Without `prose` where some are in a script whose topics are not known.
        """
        spoken: set[str] = set()
        known = True
        for text in texts:
            spoken |= self.of(text)
            spoken.update(self.told(text))
            known = known and not self.is_unknown(text)
        return frozenset(spoken if known else spoken - {"prose"})

    def is_unknown(self, text: str) -> bool:
        """Whether a text has words of a script whose topics are not known, whatever else stands in it."""
        return not text.isascii() and _EAST_ASIAN.search(text) is not None

    def told(self, text: str) -> Iterator[str]:
        """What a text has by its form: a `duration`, a `figure` that is neither that nor a moment.

        A figure may be a share, a count or a latency; which one is not asked.
        """
        text = text[:MOST_SPOKEN]
        if not any(map(str.isdigit, text)):
            return
        spans = [(each.start, each.end) for each in self._dates.all(text)]
        spans += [found.span() for found in _CLOCK.finditer(text)]
        lengths = [found.span() for found in self._length.finditer(text)]
        if lengths:
            yield "duration"
        covered = bytearray(len(text))
        for start, end in (*spans, *lengths):
            covered[start:end] = b"x" * (end - start)
        if any(not covered[found.start()] for found in _FIGURE.finditer(text)):
            yield "figure"
