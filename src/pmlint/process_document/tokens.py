"""A sentence of a process as figures and words, so that two sentences can be compared whatever their punctuation.

A figure is all that has a digit: `≥50%`, `15 minutes`, `5m`, `p99`, `UJ1`. Signs get lost where a document is
converted: a question mark in the place of one is taken for any.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from pmlint.process import Units
from pmlint.spelling import fold

_BESIDE = r"[^\[\]]{0,80}"
UNVERIFIED = re.compile(
    rf"\[(?:{_BESIDE}\[{_BESIDE}unverified{_BESIDE}\]{_BESIDE}|{_BESIDE}unverified{_BESIDE})\]", re.IGNORECASE
)
"""A mark of what is not verified, alone or with words beside it: `[Unverified]`, `[All thresholds [Unverified]]`."""

SECONDS = (86400, 3600, 60, 1)
"""Of a day, an hour, a minute, a second, as the fields of `Units` stand."""

TIMES = "×"
"""The sign for which people also type the letter: `2x`."""

LOST = "?"
"""What stands for a sign that got lost where a document was converted."""
_ONE_SIGN = {"<=": "≤", ">=": "≥", "=<": "≤", "=>": "≥"}
_TOKEN = re.compile(
    r"(?P<sign>[<>]=?|=[<>]|[≤≥?])?[ ]?(?P<number>(?<![^\W_])[0-9]+(?:\.[0-9]+)*)"
    r"(?:[ ]?(?P<mark>[%×])|(?P<unit>[^\W\d_]+)(?![0-9])|[ -]?(?P<apart>[^\W\d_]+)(?![0-9]))?"
    r"|(?P<word>[^\W_]+)"
)
_FROM_ZERO = re.compile(r"T(?=\+)")


class Token(NamedTuple):
    """A figure or a word, and where it stands. `key` is what is compared, with `sign` beside it."""

    key: str
    start: int
    end: int
    is_figure: bool = False
    sign: str = ""

    def agrees(self, other: Token) -> bool:
        """Whether two figures are the same; a sign that is lost or left out may be any."""
        either = {self.sign, other.sign} & {"", LOST}
        return self.key == other.key and (bool(either) or self.sign == other.sign)


class Tokens:
    """Reads sentences by the units of a process's words."""

    def __init__(self, units: Units) -> None:
        self._seconds: Mapping[str, int] = {
            fold(unit): seconds for names, seconds in zip(units, SECONDS, strict=True) for unit in names
        }

    def of(self, text: str) -> list[Token]:
        """The figures and words of a text, without marks of what is unverified."""
        shown = _FROM_ZERO.sub(" ", UNVERIFIED.sub(lambda mark: " " * len(mark[0]), text))
        found: list[Token] = []
        at = 0
        while match := _TOKEN.search(shown, at):
            token = self._figure(match) if match["number"] else _word(match)
            found.append(token)
            at = token.end
        return found

    def _figure(self, match: re.Match[str]) -> Token:
        number, sign = match["number"], match["sign"] or ""
        start = match.start("sign") if sign else match.start("number")
        unit = match["mark"] or match["unit"] or ""
        end = match.end("mark") if match["mark"] else match.end("unit") if unit else match.end("number")
        if not unit and fold(match["apart"] or "") in self._seconds:
            unit, end = match["apart"], match.end("apart")
        seconds = self._seconds.get(fold(unit))
        sign = _ONE_SIGN.get(sign, sign)
        if seconds and number.isdigit():
            return Token(f"{int(number) * seconds} s" if int(number) else "0", start, end, True, sign)
        return Token(f"{number}{fold(unit.replace(TIMES, 'x'))}", start, end, True, sign)


def _word(match: re.Match[str]) -> Token:
    word = match["word"]
    return Token(fold(word), match.start("word"), match.end("word"), any(map(str.isdigit, word)))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """How much two sentences share, from 0 to 1: twice the tokens in both, over the tokens of both (Dice)."""
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


def counted(tokens: list[Token]) -> Counter[str]:
    """The tokens of a sentence, ready for `likeness`."""
    return Counter(token.key for token in tokens)
