"""`make house`: the figures that say whether the code can be read, each beside its bar, and what is over it by place.

The figures and their bars are those of issue 7 ("The reader's house", figures printed by `make house`); what was over
them before is in `../shared/reference/house.md`, where it lies beside this checkout.
"""

from __future__ import annotations

import ast
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from radon.complexity import cc_visit

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "src" / "pmlint"
READERS = (HOUSE / "read", HOUSE / "forms", HOUSE / "vocabulary")
"""The rooms that turn text into the model."""

SHOWN = tuple(HOUSE / "markdown" / f"{name}.py" for name in ("hidden", "html_text", "html_tags", "html_style"))
"""What tells what of a document shows, in Markdown's room, and is counted with the readers."""

MOST_COMPLEX = 15
"""Branches of a function, as radon counts them: above it a reader loses the thread. 49 were, the worst with 34."""

MEAN_COMPLEXITY = 5.0
"""The mean over all functions has to stay below this: it was 5.8, and 4.6 outside the readers."""

LONGEST_PATTERN = 300
"""Characters of a regular expression: two lines and a half. What was longer was a list of words, which is data."""

READER_LINES = 7_684
"""What `read/` had at commit ed3b350. All code that turns text into the model has to be smaller, wherever it stands."""

UNSEEN = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Letters and a symbol that show nothing: only an escape tells them."""

ALIKE = frozenset("\u00b4\u2212\u2018\u2019\u201b\u02bc\u02b9\u2032\uff07\u055a\ua78c\u30fb\u00b7\u2022")
"""Minus, apostrophes and dots which the eye can't tell from one another; dashes have a category of their own."""

_PATTERN_TAKERS = frozenset({"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"})
_CONSTANT = re.compile(r"_*[A-Z][A-Z0-9_]*")
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")


class Figure(NamedTuple):
    """A figure and its bar; `offenders` are what is over it, each with its place."""

    name: str
    now: float
    bar: str
    offenders: Sequence[str]

    @property
    def holds(self) -> bool:
        return not self.offenders


class Module(NamedTuple):
    """A file of the source."""

    path: Path
    text: str
    tree: ast.Module

    def place(self, line: int, what: str) -> str:
        return f"{self.path.relative_to(ROOT)}:{line}: {what}"


@cache
def modules(*rooms: Path) -> list[Module]:
    """The files below some folders, in order of their paths."""
    paths = sorted(path for room in rooms for path in room.rglob("*.py"))
    return [Module(path, text := path.read_text(encoding="utf-8"), ast.parse(text)) for path in paths]


# --- the figures -----------------------------------------------------------------------------------------------------


@cache
def complexities() -> list[tuple[int, str]]:
    """How many ways lead through each function and method, with its place."""
    return [
        (block.complexity, module.place(block.lineno, f"{block.fullname} has {block.complexity}"))
        for module in modules(HOUSE)
        for block in cc_visit(module.text)
        if block.letter != "C"
    ]


def most_complex() -> Figure:
    counts = sorted(complexities(), reverse=True)
    return Figure(
        "complexity of a function",
        counts[0][0],
        f"<= {MOST_COMPLEX}",
        [place for count, place in counts if count > MOST_COMPLEX],
    )


def mean_complexity() -> Figure:
    counts = [count for count, _ in complexities()]
    mean = sum(counts) / len(counts)
    over = [] if mean < MEAN_COMPLEXITY else [f"{len(counts)} functions have {mean:.2f} on average"]
    return Figure("mean complexity", round(mean, 2), f"< {MEAN_COMPLEXITY}", over)


def longest_pattern() -> Figure:
    lengths = sorted(
        (
            (length, module.place(line, f"{length} characters"))
            for module in modules(HOUSE)
            for length, line in patterns(module)
        ),
        reverse=True,
    )
    return Figure(
        "characters of a pattern",
        lengths[0][0],
        f"<= {LONGEST_PATTERN}",
        [place for length, place in lengths if length > LONGEST_PATTERN],
    )


def patterns(module: Module) -> Iterator[tuple[int, int]]:
    """The length and line of each pattern that is given to `re`: what is written of it, with the constants put in."""
    constants = {
        name.id: node.value for node in module.tree.body for name in _names(node) if isinstance(node, ast.Assign)
    }

    def length(node: ast.expr) -> int:
        match node:
            case ast.Constant(value=str(text)):
                return len(text)
            case ast.JoinedStr(values=parts):
                return sum(map(length, parts))
            case ast.FormattedValue(value=value):
                return length(value)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return length(left) + length(right)
            case ast.Name(id=name) if isinstance(constants.get(name), ast.Constant | ast.JoinedStr | ast.BinOp):
                return length(constants[name])
        return 0

    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=taker), args=[pattern, *_]):
                if taker in _PATTERN_TAKERS:
                    yield length(pattern), node.lineno


def reasonless_thresholds() -> Figure:
    places = [
        module.place(line, f"{name} has no reason")
        for module in modules(*READERS)
        for line, name in bare_numbers(module)
    ]
    return Figure("thresholds without a reason", len(places), "0", places)


def bare_numbers(module: Module) -> Iterator[tuple[int, str]]:
    """The constants of a module or class that are a number, and say nowhere why it is that one."""
    lines = module.text.split("\n")
    for owner in ast.walk(module.tree):
        if not isinstance(owner, ast.Module | ast.ClassDef):
            continue
        for index, node in enumerate(owner.body):
            names = [name.id for name in _names(node) if _CONSTANT.fullmatch(name.id)]
            commented = "#" in lines[node.lineno - 1] or lines[node.lineno - 2].lstrip().startswith("#")
            if names and _is_number(node) and not commented and not _has_docstring(owner.body[index:]):
                yield node.lineno, ", ".join(names)


def _has_docstring(body: Sequence[ast.stmt]) -> bool:
    """Whether a text stands below the first statement, or below the row of numbers which it opens."""
    for node, below in pairwise(body):
        match below:
            case ast.Expr(value=ast.Constant(value=str())):
                return True
        if not _is_number(below) or below.lineno != (node.end_lineno or 0) + 1:
            break
    return False


def _is_number(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return False
    inner = [each for each in ast.walk(node.value) if isinstance(each, ast.expr)]
    leaves = [each.value for each in inner if isinstance(each, ast.Constant)]
    whole = all(isinstance(each, ast.Constant | ast.UnaryOp | ast.BinOp | ast.Tuple) for each in inner)
    return whole and bool(leaves) and all(type(leaf) in (int, float) for leaf in leaves)


def names_taken_twice() -> Figure:
    homes: dict[str, list[str]] = {}
    for module in modules(HOUSE / "read"):
        for node in module.tree.body:
            for name in _defined(node):
                homes.setdefault(name, []).append(module.place(node.lineno, name))
    twice = [place for places in homes.values() if len(places) > 1 for place in places]
    return Figure("names in read/ taken twice", sum(len(places) > 1 for places in homes.values()), "0", twice)


def _defined(node: ast.stmt) -> list[str]:
    """The class or the constants that a statement of a module defines; what is imported is defined elsewhere."""
    if isinstance(node, ast.ClassDef):
        return [node.name]
    return [name.id for name in _names(node) if _CONSTANT.fullmatch(name.id)]


def _names(node: ast.stmt) -> list[ast.Name]:
    """The names that an assignment gives."""
    match node:
        case ast.Assign(targets=targets):
            return [name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
        case ast.AnnAssign(target=ast.Name() as name):
            return [name]
    return []


def escaped_letters() -> Figure:
    places = [
        module.place(number, f"{found[0]} is {char}")
        for module in modules(HOUSE)
        for number, line in enumerate(module.text.split("\n"), 1)
        for found in _ESCAPE.finditer(line)
        if shows(char := chr(int(found[1] or found[2], 16)))
    ]
    return Figure("escapes for letters that show", len(places), "0", places)


def shows(char: str) -> bool:
    """Whether a character can be read where it stands, and be told from others."""
    category = unicodedata.category(char)
    return category[0] in "LNSP" and category != "Pd" and char not in UNSEEN | ALIKE


def reader_lines() -> Figure:
    rooms = {room.name: sum(module.text.count("\n") for module in modules(room)) for room in READERS}
    rooms |= {path.name: path.read_text(encoding="utf-8").count("\n") for path in SHOWN if path.is_file()}
    lines = sum(rooms.values())
    over = [f"{count:5} {room}" for room, count in rooms.items()] if lines >= READER_LINES else []
    return Figure("lines from text to model", lines, f"< {READER_LINES:,}", over)


FIGURES: Sequence[Callable[[], Figure]] = (
    most_complex,
    mean_complexity,
    longest_pattern,
    reasonless_thresholds,
    names_taken_twice,
    escaped_letters,
    reader_lines,
)


def main() -> int:
    """Prints the table, and what is over its bar; returns the exit status."""
    figures = [figure() for figure in FIGURES]
    rows = [("figure", "now", "bar", "verdict")]
    rows += [(each.name, f"{each.now:,}", each.bar, "holds" if each.holds else "OVER") for each in figures]
    print("\n".join(f"{name:<30} {now:>7}  {bar:<8} {verdict}" for name, now, bar, verdict in rows))
    for each in figures:
        if not each.holds:
            print(f"\n{each.name}:", *each.offenders, sep="\n  ")
    return 0 if all(each.holds for each in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
