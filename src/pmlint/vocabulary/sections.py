"""Which section of the process a written name means, and by which word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pmlint.process import SectionKind, Sometimes
from pmlint.spelling import name_key, split_number

_REMARK = re.compile(r"[(\[{（【［]([^()\[\]{}（）【】［］]{0,120})[)\]}）】］]")
_FIRST_PART = re.compile(r"[:;,|/：、・／]|\s[-–—]+\s|[–—]")
_AND = re.compile(r"\s(?:&|and)\s", re.IGNORECASE)
_ORDINAL = re.compile(r"[0-9]{1,2}[a-z]?|[a-h]|[ivx]{1,4}")


class Named(NamedTuple):
    """What a heading names: the section's id, how it says so, and the pack's word as `spelling.name_key` has it.

    `how` is `name`, `first part`, `phrase`, `phrase with a gap`, `first of two` or `remark`. Without an id `perhaps`
    tells what the heading may mean, where the document confirms it.
    """

    id: str | None = None
    how: str = ""
    word: str = ""
    perhaps: Sequence[tuple[Sometimes, str]] = ()


class _Gapped(NamedTuple):
    """A phrase of a section with a gap, as in `summary of ...`."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    id: str

    def is_said(self, name: Sequence[str]) -> bool:
        """Whether a name begins and ends with its words, and has more between them."""
        return (
            len(name) > len(self.before) + len(self.after)
            and tuple(name[: len(self.before)]) == self.before
            and tuple(name[len(name) - len(self.after) :]) == self.after
        )

    @property
    def word(self) -> str:
        """The phrase as it is looked up in the pack."""
        return " ".join((*self.before, *self.after))


class SectionNames:
    """The names of sections, looked up by `spelling.name_key`."""

    def __init__(self, kinds: Sequence[SectionKind]) -> None:
        self.kinds = {kind.id: kind for kind in kinds}
        self.phrases = {name_key(phrase): kind.id for kind in kinds for phrase in _whole(kind.phrases)}
        self._named = {name_key(name): kind.id for kind in reversed(kinds) for name in _names(kind)}
        self.own = {name_key(kind.title) for kind in kinds} | set(self.phrases)
        """The names that the process itself uses, which mean a section also where others would be just words."""
        self.sometimes: dict[str, list[tuple[Sometimes, str]]] = {}
        for kind in kinds:
            for sometimes in kind.sometimes:
                for name in sometimes.names:
                    self.sometimes.setdefault(name_key(name), []).append((sometimes, kind.id))
        self._gapped: dict[str, list[_Gapped]] = {}
        for each in _gapped(kinds):
            self._gapped.setdefault(each.before[0] if each.before else "", []).append(each)
        known = (*self._named, *self.sometimes)
        self.first_words = frozenset(key.partition(" ")[0].partition("'")[0] for key in known)
        """The words that names begin with, folded."""
        self._longest = max((phrase.count(" ") + 1 for phrase in self.phrases), default=0)

    def get(self, key: str) -> str | None:
        """The id of the section that a key of `spelling.name_key` is the name of."""
        return self._named.get(key)

    def find(self, text: str) -> Named:
        """The section that a heading means, also with more words around the name; else what it may mean.

        Tried in turn: the name itself, the name without remarks in brackets, its first part (`Root cause - five whys`),
        a phrase it ends or begins with (`A short timeline`), the first of two names (`Impact and duration`), and the
        remark (`Working theory (root cause)`).
        """
        key = name_key(text)
        if found := self._named.get(key):
            return Named(found, "name", key)
        bare, remarks = _without_remarks(text)
        key = _without_number(key if bare == text else name_key(bare))
        return (
            self._by_name(key, "name")
            or self._by_first_part(bare)
            or self._by_phrase(key.split())
            or (self._by_first_of_two(bare) if remarks or " and " in key else None)
            or self._by_remark(remarks)
            or Named(word=key, perhaps=self.sometimes.get(key, ()))
        )

    def _by_name(self, key: str, how: str) -> Named | None:
        found = self._named.get(key)
        return Named(found, how, key) if found else None

    def _by_first_part(self, bare: str) -> Named | None:
        _, name = split_number(bare)  # the dash of `7 - Went well / went badly` parts no names
        first = _FIRST_PART.split(name, maxsplit=1)[0]
        return self._by_name(_without_number(name_key(first)), "first part") if first != name else None

    def _by_phrase(self, name: Sequence[str]) -> Named | None:
        """The section whose phrase a name ends or begins with, the longest first; or whose phrase is around it."""
        for length in range(min(self._longest, len(name)), 0, -1):
            for part in (name[-length:], name[:length]):
                word = " ".join(part)
                if found := self.phrases.get(word):
                    return Named(found, "phrase", word)
        gapped = [*self._gapped.get(name[0], ()), *self._gapped.get("", ())] if name else []
        around = next((each for each in gapped if each.is_said(name)), None)
        return Named(around.id, "phrase with a gap", around.word) if around else None

    def _by_first_of_two(self, bare: str) -> Named | None:
        return self._by_name(_without_number(name_key(_AND.split(bare, maxsplit=1)[0])), "first of two")

    def _by_remark(self, remarks: Sequence[str]) -> Named | None:
        found = (self._by_name(_without_number(name_key(remark)), "remark") for remark in remarks)
        return next(filter(None, found), None)


def spoken_names(kinds: Iterable[SectionKind]) -> Iterator[str]:
    """The titles and whole phrases of sections, which say nothing where a section's text belongs."""
    for kind in kinds:
        yield kind.title
        yield from _whole(kind.phrases)


def _names(kind: SectionKind) -> tuple[str, ...]:
    return (*kind.aliases, *_whole(kind.phrases), kind.title)


def _whole(phrases: Sequence[str]) -> list[str]:
    return [phrase for phrase in phrases if "..." not in phrase]


def _gapped(kinds: Sequence[SectionKind]) -> Iterator[_Gapped]:
    for kind in kinds:
        for before, gap, after in (phrase.partition("...") for phrase in kind.phrases):
            if gap:
                yield _Gapped(tuple(name_key(before).split()), tuple(name_key(after).split()), kind.id)


def _without_remarks(text: str) -> tuple[str, list[str]]:
    """A heading without what stands in brackets, and what stood there."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _REMARK.sub(" ", plain), _REMARK.findall(plain)


def _without_number(key: str) -> str:
    """A name without a number, letter or Roman numeral in front (`4 root cause`, `b impact`, `iv root cause`)."""
    first, _, rest = key.partition(" ")
    return rest if rest and _ORDINAL.fullmatch(first) else key
