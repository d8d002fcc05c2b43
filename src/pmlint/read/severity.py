"""Which number a severity names. Whatever is not plainly one number is none: nothing may look milder than it is."""

from __future__ import annotations

import re

from pmlint.process import Process
from pmlint.spelling import fold, mixes_scripts

# A code at the start of a value: `Sev-2`, `SEV2`, `Severity 2`, `S2`, `P2`, or a label such as `severity::2` and
# `~"severity::2"`. ASCII only, also in ignoring case: a long s is no s, and a superscript is no digit.
_CODE = re.compile(
    r"(?:~(?P<quote>\")?(?=s))?"
    r"(?:(?P<family>sev(?:erity)?(?: level)?|level|s|p) ?(?:::|[-:#_\u2010-\u2015\u2212])? ?)?"
    r"(?P<number>[1-9]?[0-9])(?!\w)(?(quote)\")",
    re.IGNORECASE | re.ASCII,
)

# What may stand behind a code: the end, a remark that is set off, a name. A range or a fraction is no remark.
_REMARK = re.compile(r"\s*(?:$|[(\[\uff08\u3010,;:/|\u3001\u3002\uff0c\uff1a\u00b7-]|[\u2013\u2014]|\.(?:\s|$))")
_RANGE = re.compile(r"\s*(?:[-/.,:;+~&|\u2013\u2014\u2192>]\s*)+[0-9]")

# Other codes, in a folded text: none of them may hide behind a costume.
_ANY_CODE = re.compile(r"\bsev(?:erity)?[\W_]{0,3}([0-9]+|i{1,3}|iv|v|zero|one|two|three|four|five)\b")
_SAME_FAMILY = {family: re.compile(rf"\b{family}[ -]?([0-9]+)\b") for family in "sp"}
_BESIDE = re.compile(r"[(\[]\s?~?[sp]-?([0-9])\s?[)\]]|~\"?s-?([0-9]+)\b")  # 'Sev-4 (P1)', 'severity::4, ~S1'
_FORMER = re.compile(
    r"\b(?:was|from|formerly|previously|originally|initially)[:\s]+(?:an?\s+)?(?:[a-z]{1,8}[ -]?)?([0-9]+)\b"
    r"|\b(?:was|formerly|previously|originally|initially)[:\s]+(?:an?\s+)?([a-z]+)"
    r"|\b(?:(?:upgraded|raised|escalated|promoted|changed|bumped|corrected) to|max|peak|now|actually|really)[:\s]+"
    r"(?:an?\s+)?(?:sev(?:erity)?[ -]?|[sp]-?|level )?([0-9]+|[a-z]+)\b"
)
_LONGEST_LABEL = 40
"""Characters of a label such as `Severity`, in which no letter may only look like a Latin one."""

_NUMERALS = {
    "zero": 0, "i": 1, "one": 1, "ii": 2, "two": 2, "iii": 3, "three": 3, "iv": 4, "four": 4, "v": 5, "five": 5
}  # fmt: skip

# A code in a title: that of severities anywhere, other letters only where they can't be a product or a percentile.
_IN_TITLE = re.compile(
    r"(?<![\w-])sev(?:erity)?[ _]?(?:::|[-:#\u2010-\u2013\u2212])? ?([1-9]?[0-9])(?![\w]|[.,][0-9])"
    r"|(?:^|[\[(])[ps]-?([0-9])(?=[\])]|:|\s+[-\u2013\u2014]\s)",
    re.IGNORECASE | re.ASCII,
)


def level_of(value: str, written: str, process: Process) -> int | None:
    """The number that the value of a severity field names.

    `written` is all of the line or cell as it stands in the source: what is struck out there counts against the value.
    """
    found = _CODE.match(value)
    if found is None or "\n" in value.rstrip(" ") or mixes_scripts(written.partition(":")[0][:_LONGEST_LABEL]):
        return None
    level, rest = int(found["number"]), value[found.end() :]
    names = {fold(severity.name): severity.level for severity in process.severities}
    named = re.match(r"[\s(\[\uff08:\u2013\u2014-]*(\w+)\s*(?=$|[^\s\w])", fold(rest))
    if named and names.get(named[1], level) < level:
        return None
    starts_with_name = any(fold(rest).lstrip().startswith(name) for name in names)
    if _RANGE.match(rest) or not (_REMARK.match(rest) or starts_with_name):
        return None
    if any(other != level for other in _other_levels(f"{value}\n{_seen(written)}", found["family"], names)):
        return None
    return level


def _other_levels(text: str, family: str | None, names: dict[str, int]) -> list[int]:
    """All numbers and names of severities in a text."""
    folded = fold(text)
    found = [_number(code) for code in _ANY_CODE.findall(folded)]
    if same := _SAME_FAMILY.get((family or "").lower()):
        found += [int(code[:4]) for code in same.findall(folded)]
    found += [int((beside or label)[:4]) for beside, label in _BESIDE.findall(folded)]
    for number, name, later in _FORMER.findall(folded):
        said = number or name or later
        if said.isdigit():
            found.append(int(said[:4]))
        elif said in names:
            found.append(names[said])
    return found


def _number(code: str) -> int:
    return _NUMERALS[code] if code in _NUMERALS else int(code[:4])


def _seen(written: str) -> str:
    """A line without its comments, which often list the severities to choose from."""
    pieces = written.split("<!--")
    return pieces[0] + "".join(piece.partition("-->")[2] for piece in pieces[1:])


def levels_in_title(title: str) -> list[tuple[int, int, int | None]]:
    """The severities that a title names: from, to, and the level. One that is written in a costume has no level."""
    found: list[tuple[int, int, int | None]] = [
        (match.start(match.lastindex or 0) - 1 if match[2] else match.start(), match.end(), int(match[1] or match[2]))
        for match in _IN_TITLE.finditer(title)
    ]
    if len(_ANY_CODE.findall(fold(title))) > len(found):
        found.append((0, len(title), None))
    return found
