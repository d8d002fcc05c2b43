"""Mutants of real documents: cut, doubled, swapped, retyped, spliced lines and characters.

A mutant is made of its seed alone, so that a failure can be repeated. The documents are those of the corpus where it
lies beside this checkout, else the project's own: a seed means another mutant there.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "files"
OWN = ("examples/incidents/*.md", "tests/cases/*.md", "rules/*/*.md")

LONGEST = 4_000
"""Characters of a document that are mutated: a window of longer ones, so that many can be tried."""

MOST_STEPS = 8

LETTERS = (
    *"\n\n\n\r\t  #*_`~|-+=<>[](){}!:;,.\\/\"'&@%$^?0123456789aeTX",
    *("\r\n", "\n\n", "---\n", "```\n", "~~~\n", "> ", "- ", "1. ", "# ", "## ", "    ", "| --- |", "[x] ", "**"),
    *("<!--", "-->", "<!-- pmlint: ignore[PM202] x -->", "<details>", "</details>", "<br>", "</p>", "](", "](<", "!["),
    *("&nbsp;", "&#10;", "&#0;", "~~", "[^1]", "TBD", "TODO", "PAY-1", "#12", "@", "Sev-", "2026-05-22", "24:00"),
    *("T09:07Z", "0000", "999999999999999999999", "\u00a0", "\u200b", "\u200d", "\u202e", "\u2028", "\u0085"),
    *("\x0b", "\x0c", "\x00", "\x1b[31m", "\ufeff", "\ufffd", "\u0130", "\u1e9e", "\ufb01", "\u0663", "\u00b2"),
    *("\u2167", "\uff10", "\u4e8c", "e\u0301", "\U0001f468\u200d\U0001f692", "\U000e0041", "\u0905\u094d"),
)  # fmt: skip
"""What is typed into a document: marks of Markdown and YAML, and letters that break naive code."""

Step = Callable[[random.Random, str, str], str]
"""Makes a text into another one; the third argument is a second document to take from."""


class Seed(NamedTuple):
    """A document to mutate."""

    name: str
    text: str


@cache
def documents() -> tuple[Seed, ...]:
    """The corpus where it exists, else the project's own documents; always in the same order."""
    if CORPUS.is_dir():
        files = sorted(file for file in CORPUS.rglob("*") if file.is_file())
    else:
        files = sorted(file for pattern in OWN for file in ROOT.glob(pattern))
    return tuple(
        Seed(file.relative_to(ROOT.parent).as_posix(), file.read_bytes().decode("utf-8", "replace")) for file in files
    )


def mutant(seed: int) -> bytes:
    """The document of a seed."""
    dice = random.Random(seed)
    texts = documents()
    text = _window(dice, dice.choice(texts).text)
    for _ in range(dice.randint(1, MOST_STEPS)):
        text = dice.choice(STEPS)(dice, text, dice.choice(texts).text)
    content = text.encode("utf-8", "surrogatepass")
    if dice.random() < 0.02:  # damage below the letters
        at = dice.randrange(len(content) + 1)
        content = content[:at] + dice.randbytes(dice.randint(1, 3)) + content[at + dice.randint(0, 3) :]
    return content


def _window(dice: random.Random, text: str) -> str:
    if len(text) <= LONGEST or dice.random() < 0.02:
        return text
    if dice.random() < 0.5:
        return text[:LONGEST]
    start = text.find("\n", dice.randrange(len(text) - LONGEST)) + 1
    return text[start : start + LONGEST]


def _range(dice: random.Random, length: int, most: int) -> tuple[int, int]:
    start = dice.randint(0, length)
    return start, min(length, start + dice.randint(0, most))


def _lines(text: str) -> list[str]:
    return text.split("\n")


def cut_characters(dice: random.Random, text: str, _: str) -> str:
    start, end = _range(dice, len(text), dice.choice((1, 3, 40, 400)))
    return text[:start] + text[end:]


def cut_lines(dice: random.Random, text: str, _: str) -> str:
    lines = _lines(text)
    start, end = _range(dice, len(lines), dice.choice((1, 2, 20)))
    return "\n".join(lines[:start] + lines[end:])


def double_characters(dice: random.Random, text: str, _: str) -> str:
    start, end = _range(dice, len(text), dice.choice((1, 2, 8)))
    times = dice.choice((2, 2, 3, 10, 200))
    return text[:start] + text[start:end] * times + text[end:]


def double_lines(dice: random.Random, text: str, _: str) -> str:
    lines = _lines(text)
    start, end = _range(dice, len(lines), dice.choice((1, 3, 10)))
    return "\n".join(lines[:start] + lines[start:end] * dice.choice((2, 2, 3, 12)) + lines[end:])


def swap_characters(dice: random.Random, text: str, _: str) -> str:
    one, two = sorted((_range(dice, len(text), 20), _range(dice, len(text), 20)))
    if one[1] > two[0]:
        return text[::-1] if dice.random() < 0.01 else text
    return text[: one[0]] + text[slice(*two)] + text[one[1] : two[0]] + text[slice(*one)] + text[two[1] :]


def swap_lines(dice: random.Random, text: str, _: str) -> str:
    lines = _lines(text)
    one, two = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


def shuffle_lines(dice: random.Random, text: str, _: str) -> str:
    lines = _lines(text)
    start, end = _range(dice, len(lines), 30)
    part = lines[start:end]
    dice.shuffle(part)
    return "\n".join(lines[:start] + part + lines[end:])


def type_characters(dice: random.Random, text: str, _: str) -> str:
    at = dice.randint(0, len(text))
    typed = "".join(dice.choice(LETTERS) for _ in range(dice.choice((1, 1, 2, 4))))
    return text[:at] + typed * dice.choice((1, 1, 1, 1, 3, 40)) + text[at + dice.choice((0, 0, 1, 2)) :]


def type_at_line_start(dice: random.Random, text: str, _: str) -> str:
    lines = _lines(text)
    start, end = _range(dice, len(lines), dice.choice((1, 1, 5, 30)))
    typed = dice.choice(LETTERS)
    return "\n".join(lines[:start] + [typed + line for line in lines[start:end]] + lines[end:])


def indent(dice: random.Random, text: str, _: str) -> str:
    lines = _lines(text)
    start, end = _range(dice, len(lines), 30)
    blanks = dice.choice((" ", "  ", "   ", "    ", "\t", "        "))
    out = [line.lstrip() if dice.random() < 0.2 else blanks + line for line in lines[start:end]]
    return "\n".join(lines[:start] + out + lines[end:])


def splice(dice: random.Random, text: str, other: str) -> str:
    start, end = _range(dice, len(text), 300)
    first, last = _range(dice, len(other), dice.choice((20, 300, 1500)))
    return text[:start] + other[first:last] + text[end:]


def splice_lines(dice: random.Random, text: str, other: str) -> str:
    lines, others = _lines(text), _lines(other)
    start, end = _range(dice, len(lines), 10)
    first, last = _range(dice, len(others), dice.choice((1, 5, 40)))
    return "\n".join(lines[:start] + others[first:last] + lines[end:])


def change_case(dice: random.Random, text: str, _: str) -> str:
    start, end = _range(dice, len(text), 60)
    change = dice.choice((str.upper, str.lower, str.swapcase, str.title))
    return text[:start] + change(text[start:end]) + text[end:]


def change_line_ends(dice: random.Random, text: str, _: str) -> str:
    end = dice.choice(("\r\n", "\r", "\n\n", " \n", "\\\n", "  \n", "\u2028", " "))
    if dice.random() < 0.5:
        return text.replace("\n", end)
    lines = text.split("\n")
    return "".join(line + (end if dice.random() < 0.1 else "\n") for line in lines)


def retype_marks(dice: random.Random, text: str, _: str) -> str:
    old, new = dice.choice("#*_`|-:[]()<>. \n0123456789"), dice.choice(LETTERS)
    return text.replace(old, new, dice.choice((1, 3, -1))) if text.count(old) * len(new) < 20_000 else text


def cut_end(dice: random.Random, text: str, _: str) -> str:
    return text[: dice.randint(0, len(text))]


STEPS: Sequence[Step] = (
    cut_characters, cut_lines, cut_end, double_characters, double_lines, swap_characters, swap_lines, shuffle_lines,
    type_characters, type_characters, type_at_line_start, indent, splice, splice_lines, change_case, change_line_ends,
    retype_marks,
)  # fmt: skip
