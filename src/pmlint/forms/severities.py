"""Which number a severity names. Whatever is not plainly one number is none: nothing may look milder than it is.

A severity is written as a code (`Sev-2`, `severity::2`, `P2`) or as a word that the process gives a number to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from pmlint.forms.phrases import one_of, word_of
from pmlint.process import Process
from pmlint.spelling import EAST_ASIAN, fold, mixes_scripts
from pmlint.text import Lazy


class NamedSeverity(NamedTuple):
    """A severity in a text, from `start` to `end`; `level` is `None` where it is not plainly one number."""

    start: int
    end: int
    level: int | None
    form: str = ""
    """The form that told the level, as on the page of this form; empty where there is none."""
    word: str = ""
    """The word of the pack that did, folded."""
    lowered_to: int | None = None
    """The milder level that the value opens with, where a remark names the graver one that counts."""


_LONGEST_KEY = 40
"""Characters in front of a colon that may be a key such as `Severity`, in which no look-alike may stand."""

_MOST_DIGITS = 4
"""Digits of a number that are read; no process has a severity of more."""

_MOST_WORDS = 3
"""Words in front of a bare number in a remark that may only say how it is meant; more tell of something."""

_BEHIND_A_VERB = 40
"""Characters behind a word such as `lowered` in which the severity stands that is meant."""

_CHOICE = 3
"""Levels beside each other that are a choice which nobody made: `Sev-1 | Sev-2 | Sev-3`."""

# A coloured dot or the like in front of a value.
_MARK = re.compile(r"\s*(?:[●⚠⬤🔴🔥🚨🟠-🟣]\ufe0f?|:[a-z_]{2,30}:)\s*")

# What may stand behind a code or a word: the end, a remark that is set off, a name. A range or a fraction is no remark.
_ARROW = r"(?:[→⇒➔➡➜]\ufe0f?|[-=]+>)"
_REMARK = re.compile(rf"\s*(?:$|[(\[（【,;:/|、。，：]|{_ARROW}|\.(?:\s|$))|\s*[-–—]")
_REMARK_OF_WORD = re.compile(rf"\s*(?:$|[(\[（【,;:/|、。，：]|{_ARROW}|\.(?:\s|$))|\s+[-–—]\s")
_RANGE = re.compile(rf"\s*(?!{_ARROW})(?:[-/.,:;+~&|–—]\s*)+[0-9]")

# Where a part of a remark ends, and where one begins.
_STOP = r"[()\[\]（）【】,;/|、。，!:：.]|\s[-–—]|[-=]+>|[→⇒➔➡➜]"
_EDGE = rf"[^\W_{EAST_ASIAN}]"
"""A letter or digit that runs on in a word; signs of scripts without blanks do not."""

_STOPS = re.compile(r"[.;!?\n]")

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}

_CODE_FLAGS = re.IGNORECASE | re.ASCII
"""ASCII only, also in ignoring case: a long s is no s, and a superscript is no digit."""


_ASIDES = ("code before a word", "code in brackets")
"""Forms that are said of other incidents, too."""


class Severities:
    """The severities of a process, and the words around them."""

    def __init__(self, process: Process) -> None:
        self._said = process.words.severity
        self._names = {
            fold(name): each.level for each in process.severities for name in (each.name, *each.words) if name
        }
        """What documents may write in place of the number, or beside it."""
        self._levels = {each.level for each in process.severities}
        self._months = process.words.dates.months
        self._required = {each.level for each in process.severities if each.postmortem == "required"}

    def value(self, value: str, line: str = "", struck: str = "") -> NamedSeverity:
        """The severity that the value of a field names: a level, by a code or a word, and at most remarks behind it.

        The gravest level that the value names counts, also one that a remark only may mean; a remark that leaves the
        severity open makes it none. `line` is all that shows in the line or cell, struck-out text included, and
        `struck` that text alone: what they name counts, too.
        """
        nothing = NamedSeverity(0, len(value), None)
        key, colon, _ = line.partition(":")
        if "\n" in value.rstrip(" ") or (colon and mixes_scripts(key[:_LONGEST_KEY])):
            return nothing
        bare = _MARK.sub(" ", value, count=1).lstrip()
        opening = self._opening_code(bare) or self._opening_word(bare)
        if opening is None or self._is_open(fold(bare[opening.end :]), opening.level):
            return nothing
        folded = fold(bare)
        said = {
            opening.level,
            *self._coded(f"{folded}\n{fold(line)}"),
            *self._in_remarks(fold(bare[opening.end :])),
            *self._in_remarks(fold(struck)),
            *self._at_ends(bare[opening.end :]),
        }
        gravest = min(level for level in said if level is not None)
        if len(said) >= _CHOICE:
            return nothing
        raised = any(self._number(found["said"]) == gravest for found in self._raised.finditer(folded))
        lowered_to = opening.level if gravest != opening.level and not raised else None
        return NamedSeverity(0, len(value), gravest, opening.form, opening.word, lowered_to)

    def _opening_code(self, value: str) -> NamedSeverity | None:
        """The code at the start of a value, if it ends there: a range or a fraction is none."""
        code = self._code.match(value)
        if code is None:
            return None
        behind = value[code.end() :]
        set_off = _REMARK.match(behind) or fold(behind).lstrip().startswith(tuple(self._names))
        if not (set_off or _MARK.fullmatch(behind)) or _RANGE.match(behind):
            return None
        return NamedSeverity(*code.span(), int(code["number"]), "code")

    def _opening_word(self, value: str) -> NamedSeverity | None:
        """The word of the process that a value opens with, alone or before a remark; the longest there is."""
        folded = fold(value)
        opening = [word for word in self._names if folded.startswith(word) and _REMARK_OF_WORD.match(folded, len(word))]
        word = max(opening, key=len, default=None)
        return NamedSeverity(0, len(word), self._names[word], "word", word) if word else None

    def _is_open(self, remark: str, level: int | None) -> bool:
        """Whether a remark leaves a severity open: a doubt, or a word for grave ones beside one that asks for less."""
        doubtful = self._doubt.search(remark) is not None
        return doubtful or (level not in self._required and self._grave.search(remark) is not None)

    def _coded(self, folded: str) -> Iterator[int]:
        """All levels that a folded text names by codes, in any spelling."""
        for pattern in (self._spelled_code, self._letter_code):
            for found in pattern.finditer(folded):
                yield self._number(found["said"])

    def _in_remarks(self, folded: str) -> Iterator[int]:
        """The levels that remarks name by a number, in digits or words, or by a name of the process."""
        for found in self._alone.finditer(folded):
            yield self._number(found["said"])
        spread = (name for name in self._names if not name.isascii() and name in folded)
        yield from (self._names[name] for name in spread)

    def _at_ends(self, remark: str) -> Iterator[int]:
        """The levels that a remark names by a bare number behind a few words, whatever these say: `(по факту 1)`.

        A number behind a name or what is counted through is that of a thing: `(runbook 1)`, `(Kafka 2)`.
        """
        for found in self._at_end.finditer(unicodedata.normalize("NFKC", remark)):
            word = found["before"].split()[-1].rstrip(":")
            if not word.istitle() and not self._numbered.search(fold(word)) and int(found["said"]) in self._levels:
                yield int(found["said"])

    def _number(self, said: str) -> int:
        if said.isdigit():
            return int(said[:_MOST_DIGITS])
        return self._names[said] if said in self._names else self._numerals[said]

    def in_title(self, title: str) -> list[NamedSeverity]:
        """The severities that a title names. One that is written with look-alikes has no level, and the whole place."""
        found = [
            NamedSeverity(*match.span(), int(match["number"] or match["letter_number"]), "code in a title")
            for match in self._in_title.finditer(title)
        ]
        if len(self._spelled_code.findall(fold(title))) > len(found):
            found.append(NamedSeverity(0, len(title), None))
        return found

    def in_head(self, line: str) -> list[NamedSeverity]:
        """The severities that stand for themselves in a line of the head, whatever its key: `Declared as: Sev-1`.

        Not those of other things, as its words tell: `Related: Sev-1`.
        """
        return [
            NamedSeverity(*found.span("code"), int(found["number"]), "code in the head")
            for found in self._by_itself.finditer(line)
            if not self._unsaid.search(line, line.rfind("\n", 0, found.start("code")) + 1, found.start("code"))
        ]

    def is_on_a_scale(self, text: str) -> bool:
        """Whether a severity is measured on a scale of its own, and so not the incident's: `Critical (CVSS 9.8)`."""
        return self._scale.search(text) is not None

    def are_in(self, text: str) -> bool:
        """Whether a text has the code of a severity at all, which is soon found out."""
        return self._any_code.search(text) is not None

    def in_sentences(self, text: str, asides: bool) -> list[NamedSeverity]:
        """The severities that sentences give the incident (`declared a SEV-1`), in order.

        Not what it might have been or was only like. Also the label of a tracker, and with `asides` what in a section
        about the incident is said of it: `(SEV-1)`, `the SEV-1 outage`.
        """
        found: dict[tuple[int, int], NamedSeverity] = {}
        for form, pattern in self._sentences.items() if self.are_in(text) else ():
            for match in pattern.finditer(text) if asides or form not in _ASIDES else ():
                span = match.span("code")
                unsaid = self._unsaid if form == "code for the incident" else self._unreal
                if not unsaid.search(text, _clause(text, span[0]), span[0]):
                    found.setdefault(span, NamedSeverity(*span, int(match["code"][-1]), form))
        return [found[span] for span in sorted(found)]

    def lowering(self, text: str) -> NamedSeverity | None:
        """The severity to which a text says that the incident's was lowered; its level is none where it only says so.

        `Downgraded to Sev-3`, `Sev-2 → Sev-3`, `no longer Sev-2: demoted`; not what might be done.
        """
        if not self.are_in(text):
            return None
        for found in (*self._falling(text), *self._demoted(text)):
            if not self._unreal.search(text, _clause(text, found.start), found.start):
                return found
        return None

    def tells_former(self, text: str) -> bool:
        """Whether a remark tells of a severity that held before: `Sev-3 (was Sev-2)`, but not `Sev-3 / High`."""
        return self._held_before.search(text) is not None or self.lowering(text) is not None

    def _falling(self, text: str) -> Iterator[NamedSeverity]:
        """Two severities with an arrow or `to` between them, of which the second is the milder one."""
        for first, last in pairwise(self._each_code.finditer(text)):
            if first["number"] < last["number"] and self._changes.fullmatch(text, first.end(), last.start()):
                yield NamedSeverity(first.start(), last.end(), int(last["number"]), "code behind another")

    def _demoted(self, text: str) -> Iterator[NamedSeverity]:
        """A word of lowering with a severity shortly behind it: the new one, or behind `from` the old one."""
        for word in self._lowered.finditer(text):
            code = self._each_code.search(text, word.end(), word.end() + _BEHIND_A_VERB)
            between = text[word.end() : code.start()] if code else "."
            if code and not _STOPS.search(between):
                level = None if self._former.search(between) else int(code["number"])
                yield NamedSeverity(word.start(), code.end(), level, "code behind a verb")

    # The patterns are made of the pack's words, and compiled when they are first looked for.

    @Lazy
    def _code(self) -> re.Pattern[str]:
        """A code at the start of a value: `Sev-2`, `Severity level 2`, `S2`, `P2`, a label such as `~"severity::2"`.

        A tilde opens a label only; in front of another code it says `about`.
        """
        family, level = _one_of(self._said.families), _one_of(self._said.levels)
        return re.compile(
            rf"(?:~(?=\"|{family}::)(?P<quote>\")?)?"
            rf"(?:(?:{family}(?: {level})?|{level}|(?P<letter>[sp])) ?(?:::|[-:#_‐-―−])? ?)?"
            r"(?P<number>[1-9]?[0-9])(?!\w)(?(quote)\")",
            _CODE_FLAGS,
        )

    @Lazy
    def _numerals(self) -> dict[str, int]:
        return _ROMAN | {fold(word): number for number, names in enumerate(self._said.numbers) for word in names}

    @Lazy
    def _level(self) -> str:
        """A level without a code, in a folded text: a number in words or a name, but no word such as `to`."""
        said = self._said
        others = {fold(word) for word in (*said.rated_as, *said.held, *said.former_numbers, *said.articles)}
        return _one_of((*self._numerals.keys() - others, *self._names))

    @Lazy
    def _spelled_code(self) -> re.Pattern[str]:
        """A code in any spelling, in a folded text: none may hide behind one."""
        family, number = _one_of(self._said.families), _one_of(self._numerals)
        return re.compile(rf"(?<!{_EDGE}){family}[\W_]{{0,3}}(?P<said>[0-9]+|{number})(?!{_EDGE})")

    @Lazy
    def _letter_code(self) -> re.Pattern[str]:
        """`P1` and `S-1` in a folded text, unless a word follows to which they may belong: `the S1 bucket`."""
        return re.compile(rf"(?<!{_EDGE})[sp][ -]?(?P<said>[0-9]+)(?!{_EDGE}){self._ends}")

    @Lazy
    def _ends(self) -> str:
        """What follows a level that stands for itself: the end of its part, or a word such as `at peak`."""
        said = self._said
        known = word_of((*said.held, *said.qualifiers, *said.former, *said.families, *said.levels, *said.changed))
        return rf"(?=\s*(?:$|\"|{_STOP}|{known}))"

    @Lazy
    def _alone(self) -> re.Pattern[str]:
        """A number or name that is a part of a remark for itself, or stands behind a word about severities."""
        said = self._said
        about = (*said.former, *said.former_numbers, *said.changed, *said.rated, *said.rated_as, *said.qualifiers)
        behind = word_of((*about, *said.being, *said.levels, *said.incident))
        return re.compile(
            rf"(?:^|{_STOP}|{behind})[\s:~-]*(?:{_one_of(said.articles)}\s+)?"
            rf"(?P<said>(?<![0-9][.,:/-])[0-9]+|{self._level})(?!{_EDGE}|[.,:/-][0-9]){self._ends}"
        )

    @Lazy
    def _raised(self) -> re.Pattern[str]:
        """The severity that holds in the end, behind an arrow or a word that says so, in a folded text."""
        said = self._said
        return re.compile(
            rf"(?:{_ARROW}|{word_of(said.changed)})[:\s]*(?:{_one_of(said.articles)}\s+)?"
            rf"(?:~?\"?{_one_of(said.families)}[\W_]{{0,3}}|~?[sp]-?|{_one_of(said.levels)} )?"
            rf"(?P<said>[0-9]+|{self._level})(?!{_EDGE})"
        )

    @Lazy
    def doubts(self) -> re.Pattern[str]:
        """What leaves a value open, wherever it stands."""
        return re.compile(rf"\?|(?<!\w){word_of(self._said.doubts)}", re.IGNORECASE)

    @Lazy
    def _doubt(self) -> re.Pattern[str]:
        """A part of a remark, in a folded text, that says only that the severity is not certain."""
        return re.compile(rf"(?:^|{_STOP})[\s-]*(?:\?|{word_of(self._said.doubts)}){self._ends}")

    @Lazy
    def _grave(self) -> re.Pattern[str]:
        """A part of a remark that is a word for grave incidents to which this process gives no number."""
        others = (word for word in self._said.grave if fold(word) not in self._names)
        return re.compile(rf"(?:^|{_STOP})[\s-]*{word_of(others)}{self._ends}")

    @Lazy
    def _in_title(self) -> re.Pattern[str]:
        """That of severities anywhere; other letters only where they can't be a product or a percentile."""
        return re.compile(
            rf"(?<![\w-]){_one_of(self._said.families)}[ _]?(?:::|[-:#‐-–−])? ?(?P<number>[1-9]?[0-9])(?!\w|[.,][0-9])"
            r"|(?:^|(?<=[\[(]))[ps]-?(?P<letter_number>[0-9])(?=[\])]|:|\s+[-–—]\s)",
            _CODE_FLAGS,
        )

    @Lazy
    def _any_code(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{_one_of(self._said.families)}(?:::|[- ]?)|[sp]-?)[0-9]\b", _CODE_FLAGS)

    @Lazy
    def _by_itself(self) -> re.Pattern[str]:
        """A code that is all of its part of a line."""
        return re.compile(
            rf"(?:^|{_STOP}|[\"'~|·•])\s*(?P<code>{_one_of(self._said.families)}[ _]?(?:::|[-:#‐-–−])? ?"
            rf"(?P<number>[1-9]?[0-9]))(?!\w|[.,/-][0-9])(?=\s*(?:$|[\"'|·•]|{_STOP}))",
            _CODE_FLAGS | re.MULTILINE,
        )

    @Lazy
    def _at_end(self) -> re.Pattern[str]:
        """A number behind one to three words at the end of a part of a remark, but for those behind a hyphen."""
        return re.compile(
            rf"(?:^|{_STOP})\s*(?P<before>(?:[^\W\d_]+[\s:~]*){{1,{_MOST_WORDS}}})"
            rf"(?<!{_EDGE})(?P<said>[0-9])(?!\w|[.,:/-][0-9])(?=\s*(?:$|\"|{_STOP}))"
        )

    @Lazy
    def _numbered(self) -> re.Pattern[str]:
        """A word whose number is none of a severity: a thing, a month, a word such as `until`."""
        months = (name for names in self._months for name in names)
        words = sorted({fold(word) for word in (*self._said.numbered, *self._said.held, *months)})
        return re.compile(rf"{word_of(words)}$")

    @Lazy
    def _scale(self) -> re.Pattern[str]:
        return re.compile(rf"\b{_one_of(self._said.scales)}", re.IGNORECASE)

    @Lazy
    def _unreal(self) -> re.Pattern[str]:
        return re.compile(word_of(self._said.unreal), re.IGNORECASE)

    @Lazy
    def _unsaid(self) -> re.Pattern[str]:
        """What in front of a severity says that it is not the incident's, or of something else."""
        said = self._said
        return re.compile(word_of((*said.unreal, *said.others, *said.other_things, *said.scales)), re.IGNORECASE)

    @Lazy
    def _each_code(self) -> re.Pattern[str]:
        family = _one_of(self._said.families)
        before = rf"(?<![\w-])(?:{family}(?:::|[-_ ]?)|[sp]-?)"
        return re.compile(rf"{before}(?P<number>[0-9])(?!\w|[.,/-][0-9])", _CODE_FLAGS)

    @Lazy
    def _changes(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:{_ARROW}|{word_of(self._said.rated_as)})\s*", re.IGNORECASE)

    @Lazy
    def _lowered(self) -> re.Pattern[str]:
        return re.compile(word_of(self._said.lowered), re.IGNORECASE)

    @Lazy
    def _held_before(self) -> re.Pattern[str]:
        return re.compile(word_of(self._said.former), re.IGNORECASE)

    @Lazy
    def _former(self) -> re.Pattern[str]:
        return re.compile(rf"{word_of(self._said.former_numbers)}\s*$", re.IGNORECASE)

    @Lazy
    def _sentences(self) -> dict[str, re.Pattern[str]]:
        """The forms in which a sentence gives the incident a severity."""
        said, family = self._said, _one_of(self._said.families)
        code, article = rf"{family}[- ]?[0-9]", rf"{_one_of(said.articles)}\s+"
        any_code = rf"(?P<code>{code}|[sp]-?[0-9])(?!\w|[.,/-][0-9]| {_one_of(said.other_things)}\b)"
        being = rf"\b{_one_of(said.being)}\s+"
        teller = rf"(?:(?:^|[^\w\s'’-])\s*|\b(?:{_one_of(said.tellers)}|{_one_of(said.incident)})\s+|{being})"
        rated = rf"{_one_of(said.rated)} (?:{_one_of(said.incident)} )?(?:{_one_of(said.rated_as)} )?(?:{article})?"
        called = rf"\b{_one_of(said.incident)} {being}(?:{article})?"
        thing = rf"(?:{_one_of((*said.incident, *said.articles))}\s+){{0,2}}{_one_of(said.incident)}\s+"
        rating = rf"\b{_one_of(said.rated)}\s+{thing}(?:{_one_of(said.rated_as)}\s+)?(?:{article})?"
        written = {
            "code in a sentence": rf"(?:{teller}{rated}|{called}){any_code}",
            "code for the incident": rf"{rating}{any_code}",
            "code for a time": rf"{being}(?:{article})?{any_code}(?=\s+{word_of(said.held)})",
            "code that was declared": rf"\b(?P<code>{code}) {_one_of(said.behind)}\b",
            "code before a word": rf"\b(?P<code>{code}) {_one_of(said.incident)}\b",
            "code in brackets": rf"\((?P<code>{code})\)",
            "label in a sentence": rf"(?<![\w:])(?P<code>{family}::[0-9])\b",
        }
        return {form: re.compile(pattern, _CODE_FLAGS) for form, pattern in written.items()}


def _clause(text: str, at: int) -> int:
    """Where the clause begins in which an offset stands."""
    return max(text.rfind(stop, 0, at) for stop in ".;!?\n") + 1


def _one_of(words: Iterable[str]) -> str:
    return one_of(map(fold, words))
