"""Which number a severity names. Whatever is not plainly one number is none: nothing may look milder than it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

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

# A coloured dot or the like in front of a value.
_MARK = re.compile(r"\s*(?:[●⚠⬤🔴🔥🚨🟠-🟣]\ufe0f?|:[a-z_]{2,30}:)\s*")

# What may stand behind a code: the end, a remark that is set off, a name. A range or a fraction is no remark.
_REMARK = re.compile(r"\s*(?:$|[(\[（【,;:/|、。，：·-]|[–—]|\.(?:\s|$))")
_RANGE = re.compile(r"\s*(?:[-/.,:;+~&|–—→>]\s*)+[0-9]")

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
    r"(?<![\w-])sev(?:erity)?[ _]?(?:::|[-:#\u2010-–\u2212])? ?([1-9]?[0-9])(?![\w]|[.,][0-9])"
    r"|(?:^|[\[(])[ps]-?([0-9])(?=[\])]|:|\s+[-–—]\s)",
    re.IGNORECASE | re.ASCII,
)


def level_of(value: str, written: str, process: Process) -> int | None:
    """The number that the value of a severity field names, by a code or by a word that the process knows.

    `written` is all of the line or cell as it stands in the source: what is struck out there counts against the value.
    """
    if "\n" in value.rstrip(" ") or mixes_scripts(written.partition(":")[0][:_LONGEST_LABEL]):
        return None
    value = _MARK.sub("", value, count=1)
    found = _CODE.match(value)
    if found is None:
        return _level_of_word(value, written, process)
    level, rest = int(found["number"]), value[found.end() :]
    names = _names(process)
    named = re.match(r"[\s(\[（:–—-]*(\w+)\s*(?=$|[^\s\w])", fold(rest))
    if named and names.get(named[1], level) < level:
        return None
    starts_with_name = any(fold(rest).lstrip().startswith(name) for name in names)
    if _RANGE.match(rest) or not (_REMARK.match(rest) or starts_with_name):
        return None
    if any(other != level for other in _other_levels(f"{value}\n{_seen(written)}", found["family"], names)):
        return None
    return level


def _names(process: Process) -> dict[str, int]:
    """What the process calls its severities, in words."""
    return {fold(name): severity.level for severity in process.severities for name in (severity.name, *severity.words)}


def _level_of_word(value: str, written: str, process: Process) -> int | None:
    """The number of a severity that is written as a word of the process, alone or before a remark.

    None where another severity is named beside it.
    """
    names = {fold(word): severity.level for severity in process.severities for word in severity.words}
    if not names:
        return None
    folded = fold(value).strip()
    word = next((name for name in sorted(names, key=len, reverse=True) if _opens(folded, name)), None)
    if word is None:
        return None
    struck = _seen(written) if "~~" in written or "<" in written else ""
    level, said = names[word], fold(f"{value}\n{struck}")
    beside = [other for name, other in _names(process).items() if _is_named(said, name)]
    beside += _other_levels(said, None, names)
    return level if all(other == level for other in beside) else None


def _opens(folded: str, word: str) -> bool:
    return folded.startswith(word) and _REMARK.match(folded, len(word)) is not None


def _is_named(folded: str, name: str) -> bool:
    """Whether a name stands in a folded text as a word of its own."""
    at = folded.find(name)
    while at >= 0:
        before, after = folded[at - 1 : at], folded[at + len(name) : at + len(name) + 1]
        if not name.isascii() or not (before.isalnum() or after.isalnum()):
            return True
        at = folded.find(name, at + 1)
    return False


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


_CODE_IN_SENTENCE = (
    r"(?P<{}>(?:sev(?:erity)?[- ]?|[sp]-?)[0-9])(?![\w]|[.,/-][0-9]| (?:support|tickets?|bugs?|alerts?|tasks?)\b)"
)
_RATED = "declared|classified|treated|raised|rated|logged|flagged|escalated|upgraded|downgraded|categori[sz]ed"


@cache
def _in_sentence() -> re.Pattern[str]:
    """Compiled for a document that states no severity elsewhere, and names one."""
    return re.compile(
        rf"\b(?:{_RATED}) (?:(?:as|to|at) )?(?:an? )?{_CODE_IN_SENTENCE.format('rated')}"
        rf"|\b(?:incident|outage|event|issue|this|it) (?:was|is) an? {_CODE_IN_SENTENCE.format('was')}"
        rf"|\b(?P<kind>sev(?:erity)?[- ]?[0-9]) (?:incident|outage|was declared|declared)\b"
        r"|\((?P<aside>sev(?:erity)?[- ]?[0-9])\)|(?<![\w:])(?P<label>severity::[0-9])\b",
        re.IGNORECASE | re.ASCII,
    )


_CODE_AT_ALL = re.compile(r"(?<![\w-])(?:sev(?:erity)?(?:::|[- ]?)|[sp]-?)[0-9]\b", re.IGNORECASE | re.ASCII)


def names_a_code(text: str) -> bool:
    """Whether a text names a severity at all, which is soon found out."""
    return _CODE_AT_ALL.search(text) is not None


def levels_in_sentences(text: str, asides: bool) -> Iterator[tuple[int, int, int]]:
    """The severities that sentences give the incident (`declared a SEV-1`): from, to, and the level.

    Also the label of a tracker, and with `asides` `(SEV-1)`, which in a summary is said of the incident.
    """
    for found in _in_sentence().finditer(text):
        group = found.lastgroup or "rated"
        if asides or group != "aside":
            yield *found.span(group), int(found[group][-1])
