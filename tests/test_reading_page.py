"""The page that says how documents are read names each threshold with its value and reason, as the code has them.

`pytest tests/test_reading_page.py --update-goldens` writes its table anew.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

HOUSE = Path(__file__).resolve().parents[1] / "src" / "pmlint"
PAGE = HOUSE / "read" / "README.md"
HEADING = "## Thresholds\n\n"

_CONSTANT = re.compile(r"_*[A-Z][A-Z0-9_]*")


class Threshold(NamedTuple):
    """A named number of the code that reads documents."""

    file: str
    name: str
    value: str
    reason: str


def thresholds() -> Iterator[Threshold]:
    """All of them, in order of the files and of the lines in these."""
    for room in ("forms", "vocabulary", "read"):
        for path in sorted((HOUSE / room).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            yield from _in_body(ast.parse(text).body, text.split("\n"), path.relative_to(HOUSE).as_posix())


def _in_body(body: Sequence[ast.stmt], lines: Sequence[str], file: str) -> Iterator[Threshold]:
    for index, node in enumerate(body):
        match node:
            case ast.ClassDef(body=inner):
                yield from _in_body(inner, lines, file)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _CONSTANT.fullmatch(name) and _is_number(
                value
            ):
                yield Threshold(file, name.lstrip("_"), ast.unparse(value), _reason(body, index, lines))


def _is_number(node: ast.expr) -> bool:
    """Whether a value is a number, a sum or product of numbers, or a time that is made of one."""
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return True
        case ast.BinOp(left=left, right=right):
            return _is_number(left) and _is_number(right)
        case ast.Call(func=ast.Name(id="timedelta"), args=args, keywords=keywords):
            return all(map(_is_number, [*args, *(keyword.value for keyword in keywords)]))
    return False


def _reason(body: Sequence[ast.stmt], index: int, lines: Sequence[str]) -> str:
    """What is said of a constant: on its line, above it, or below the row of constants that it stands in."""
    line = body[index].lineno - 1
    if "#" in lines[line]:
        return lines[line].partition("#")[2].strip()
    for node in body[index + 1 :]:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return " ".join(str(node.value.value).split())
        if not isinstance(node, ast.Assign):
            break
    above: list[str] = []
    while lines[line - 1].startswith("#"):
        line -= 1
        above.insert(0, lines[line].removeprefix("#").strip())
    return " ".join(above)


def test_each_threshold_stands_on_the_page_with_its_value_and_reason(golden: Callable[[Path, str], None]) -> None:
    found = list(thresholds())
    assert found
    assert [each for each in found if not each.reason] == []
    rows = [f"| `{each.file}` | `{each.name}` | {each.value} | {_cell(each.reason)} |" for each in found]
    before, heading, _ = PAGE.read_text(encoding="utf-8").partition(HEADING)
    assert heading, "the page has lost its table"
    table = "\n".join(["| file | threshold | is | reason |", "|---|---|---|---|", *rows])
    golden(PAGE, f"{before}{heading}{table}\n")


def _cell(reason: str) -> str:
    return reason.replace("|", "\\|")
