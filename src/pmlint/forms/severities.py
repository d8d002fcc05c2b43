"""Which number a severity names. Whatever is not plainly one number is none: nothing may look milder than it is.

A severity is written as a code (`Sev-2`, `severity::2`, `P2`) or as a word that the process gives a number to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pmlint.forms.phrases import one_of
from pmlint.process import Process
from pmlint.spelling import fold, mixes_scripts, words
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


_LONGEST_KEY = 40
"""Characters in front of a colon that may be a key such as `Severity`, in which no look-alike may stand."""

_MOST_DIGITS = 4
"""Digits of a number that are read; no process has a severity of more."""

# A coloured dot or the like in front of a value.
_MARK = re.compile(r"\s*(?:[●⚠⬤🔴🔥🚨🟠-🟣]\ufe0f?|:[a-z_]{2,30}:)\s*")

# What may stand behind a code: the end, a remark that is set off, a name. A range or a fraction is no remark.
_REMARK = re.compile(r"\s*(?:$|[(\[（【,;:/|、。，：·-]|[–—]|\.(?:\s|$))")
_RANGE = re.compile(r"\s*(?:[-/.,:;+~&|–—→>]\s*)+[0-9]")
_NAME_BEHIND = re.compile(r"[\s(\[（:–—-]*(\w+)\s*(?=$|[^\s\w])")

# Other codes beside one, in a folded text: of the letter that the code has, in brackets, as a label.
_SAME_LETTER = {letter: re.compile(rf"\b{letter}[ -]?([0-9]+)\b") for letter in "sp"}
_IN_BRACKETS = re.compile(r"[(\[]\s?~?[sp]-?([0-9])\s?[)\]]|~\"?s-?([0-9]+)\b")  # 'Sev-4 (P1)', 'severity::4, ~S1'

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}

_CODE_FLAGS = re.IGNORECASE | re.ASCII
"""ASCII only, also in ignoring case: a long s is no s, and a superscript is no digit."""


class Severities:
    """The severities of a process, and the words around them."""

    def __init__(self, process: Process) -> None:
        self._said = process.words.severity
        self._words = {fold(word): severity.level for severity in process.severities for word in severity.words}
        """What documents may write in place of the number."""
        self._names = {fold(severity.name): severity.level for severity in process.severities} | self._words
        """What may stand beside the number, too."""

    def value(self, value: str, line: str = "", struck: str = "") -> NamedSeverity:
        """The severity that the value of a field names, by a code or by a word that the process knows.

        `line` is all that shows in the line or cell, struck-out text included, and `struck` that text alone: another
        code in the line counts against the value, another name in what is struck out.
        """
        key = (line or value).partition(":")[0]
        if "\n" in value.rstrip(" ") or mixes_scripts(key[:_LONGEST_KEY]):
            return NamedSeverity(0, len(value), None)
        bare = _MARK.sub(" ", value, count=1).lstrip()
        if code := self._code.match(bare):
            level = self._level_of_code(code, f"{bare}\n{line}")
            return NamedSeverity(0, len(value), level, "code" if level is not None else "")
        word = self._opening_word(bare)
        if word and self._is_alone(word, f"{bare}\n{struck}"):
            return NamedSeverity(0, len(value), self._words[word], "word", word)
        return NamedSeverity(0, len(value), None)

    def _level_of_code(self, code: re.Match[str], said: str) -> int | None:
        """The level of a code at the start of a value; `None` where it does not end there or another is `said`.

        A name may stand behind it, and counts where it is that of a graver severity: `Sev-4 (Critical)`.
        """
        level, behind = int(code["number"]), code.string[code.end() :]
        folded = fold(behind)
        set_off = _REMARK.match(behind) or folded.lstrip().startswith(tuple(self._names))
        named = _NAME_BEHIND.match(folded)
        if not set_off or _RANGE.match(behind) or (named and self._names.get(named[1], level) < level):
            return None
        others = self._other_levels(fold(said), code["letter"] or "")
        return level if all(other == level for other in others) else None

    def _opening_word(self, value: str) -> str | None:
        """The word of the process that a value opens with, alone or before a remark; the longest there is."""
        folded = fold(value)
        opening = [word for word in self._words if folded.startswith(word) and _REMARK.match(folded, len(word))]
        return max(opening, key=len, default=None)

    def _is_alone(self, word: str, said: str) -> bool:
        """Whether no other severity is named beside a word; a name of a script without blanks may stand anywhere."""
        folded, spaced = fold(said), f" {' '.join(words(said))} "
        named = {name: f" {name} " in spaced if name.isascii() else name in folded for name in self._names}
        levels = [*(self._names[name] for name in named if named[name]), *self._other_levels(folded, "")]
        return all(level == self._words[word] for level in levels)

    def _other_levels(self, folded: str, letter: str) -> Iterator[int]:
        """All numbers of severities in a folded text that holds a code with a letter for a word, or another."""
        yield from map(self._number, self._spelled_code.findall(folded))
        if same := _SAME_LETTER.get(letter.lower()):
            yield from map(self._number, same.findall(folded))
        for pattern in (_IN_BRACKETS, self._changed):
            for found in pattern.finditer(folded):
                said = found[found.lastindex or 0]
                if said.isdigit():
                    yield self._number(said)
                elif said in self._names:
                    yield self._names[said]

    def _number(self, said: str) -> int:
        return int(said[:_MOST_DIGITS]) if said.isdigit() else self._numerals[said]

    def in_title(self, title: str) -> list[NamedSeverity]:
        """The severities that a title names. One that is written with look-alikes has no level, and the whole place."""
        found = [
            NamedSeverity(*match.span(), int(match["number"] or match["letter_number"]), "code in a title")
            for match in self._in_title.finditer(title)
        ]
        if len(self._spelled_code.findall(fold(title))) > len(found):
            found.append(NamedSeverity(0, len(title), None))
        return found

    def are_in(self, text: str) -> bool:
        """Whether a text has the code of a severity at all, which is soon found out."""
        return self._any_code.search(text) is not None

    def in_sentences(self, text: str, asides: bool) -> list[NamedSeverity]:
        """The severities that sentences give the incident (`declared a SEV-1`), in order.

        Also the label of a tracker, and with `asides` `(SEV-1)`, which in a summary is said of the incident.
        """
        found: dict[tuple[int, int], NamedSeverity] = {}
        for form, pattern in self._sentences.items() if self.are_in(text) else ():
            for match in pattern.finditer(text) if asides or form != "code in brackets" else ():
                span = match.span("code")
                found.setdefault(span, NamedSeverity(*span, int(match["code"][-1]), form))
        return [found[span] for span in sorted(found)]

    # The patterns are made of the pack's words, and compiled when they are first looked for.

    @Lazy
    def _code(self) -> re.Pattern[str]:
        """A code at the start of a value: `Sev-2`, `Severity level 2`, `S2`, `P2`, a label such as `~"severity::2"`."""
        family, level = _one_of(self._said.families), _one_of(self._said.levels)
        return re.compile(
            r"(?:~(?P<quote>\")?(?![p0-9]))?"
            rf"(?:(?:{family}(?: {level})?|{level}|(?P<letter>[sp])) ?(?:::|[-:#_‐-―−])? ?)?"
            r"(?P<number>[1-9]?[0-9])(?!\w)(?(quote)\")",
            _CODE_FLAGS,
        )

    @Lazy
    def _numerals(self) -> dict[str, int]:
        return _ROMAN | {fold(word): number for number, names in enumerate(self._said.numbers) for word in names}

    @Lazy
    def _spelled_code(self) -> re.Pattern[str]:
        """A code in any spelling, in a folded text: none may hide behind one."""
        return re.compile(rf"\b{_one_of(self._said.families)}[\W_]{{0,3}}([0-9]+|{_one_of(self._numerals)})\b")

    @Lazy
    def _changed(self) -> re.Pattern[str]:
        """What a folded text says that the severity once was, or is now."""
        said, article = self._said, rf"(?:{_one_of(self._said.articles)}\s+)?"
        return re.compile(
            rf"\b{_one_of((*said.former, *said.former_numbers))}[:\s]+{article}(?:[a-z]{{1,8}}[ -]?)?([0-9]+)\b"
            rf"|\b{_one_of(said.former)}[:\s]+{article}(?=([^\W\d_]+))"
            rf"|\b{_one_of(said.changed)}[:\s]+{article}"
            rf"(?:{_one_of(said.families)}[ -]?|[sp]-?|{_one_of(said.levels)} )?([0-9]+|[^\W\d_]+)\b"
        )

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
    def _sentences(self) -> dict[str, re.Pattern[str]]:
        """The forms in which a sentence gives the incident a severity."""
        said, family = self._said, _one_of(self._said.families)
        code, article = rf"{family}[- ]?[0-9]", rf"{_one_of(said.articles)}\s+"
        any_code = rf"(?P<code>{code}|[sp]-?[0-9])(?!\w|[.,/-][0-9]| {_one_of(said.other_things)}\b)"
        rated = rf"{_one_of(said.rated)} (?:{_one_of(said.rated_as)} )?(?:{article})?"
        called = rf"{_one_of(said.incident)} {_one_of(said.being)} {article}"
        written = {
            "code in a sentence": rf"\b(?:{rated}|{called}){any_code}",
            "code before a word": rf"\b(?P<code>{code}) {_one_of(said.behind)}\b",
            "code in brackets": rf"\((?P<code>{code})\)",
            "label in a sentence": rf"(?<![\w:])(?P<code>{family}::[0-9])\b",
        }
        return {form: re.compile(pattern, _CODE_FLAGS) for form, pattern in written.items()}


def _one_of(words: Iterable[str]) -> str:
    return one_of(map(fold, words))
