"""Who did it, where an event begins with a name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pmlint.markdown import Inline
from pmlint.spelling import name_key
from pmlint.text import Text
from pmlint.vocabulary import Vocabulary


class Named(NamedTuple):
    """Who is named in front of an event, and where the event goes on."""

    actor: Text | None
    rest: int


_REACH = 64
_WORD = r"[^\W\d_][\w.'’-]*"
_HANDLES = re.compile(r"@\w[\w./-]*(?:(?:,\s*|\s*&\s*|\s+and\s+|\s+)@\w[\w./-]*)*")
_LABEL = re.compile(rf"((?:{_WORD}[ ]){{0,2}}{_WORD})(?:\s?\([^()\n]{{1,24}}\))?\s?[:：](?=\s)")
_BRACKETED = re.compile(rf"[\[(<]((?:{_WORD}[ ]){{0,2}}{_WORD})[\])>]:?\s+(?=\S)")
_BETWEEN_BARS = re.compile(rf"((?:{_WORD}[ ]){{0,2}}{_WORD})\s?\|\s?")
_DASHED = re.compile(rf"((?:{_WORD}[ ])?{_WORD})\s+[–—|-]+\s+")
_SEPARATOR = re.compile(r"[\s:：,|–—-]*")
_PROFILE = re.compile(r"mailto:|https?://(?:www\.)?(?:github|gitlab|twitter|x)\.com/[\w-]+/?$")

# A word with such an end tells what happened (`Escalation:`, `Rolled back:`) and is nobody's name.
_HAPPENING = re.compile(r"(?:tion|sion|ment|ing|[^aeiou]ed|ery|ance|ence|ity|back|date|sis|ure)$", re.IGNORECASE)
_HONORIFIC = re.compile("(?:さん|氏|様|님)$")


@lru_cache(maxsize=8)
def _no_names(vocabulary: Vocabulary) -> frozenset[str]:
    fields = vocabulary.process.words.fields
    return frozenset(name_key(name) for names in fields.values() for name in names) | frozenset(vocabulary.sections)


def leading_actor(inline: Inline, start: int, end: int, vocabulary: Vocabulary) -> Named:
    """The person, team or system that the text between two indexes begins with."""
    text = inline.text
    start += len(text[start:end]) - len(text[start:end].lstrip())
    reach = min(end, start + _REACH)
    if found := _HANDLES.match(text, start, reach):
        return _named(inline, start, found.end())
    if inline.links and (until := _profile_end(inline, start)):
        return _named(inline, start, until)
    if (found := _BETWEEN_BARS.match(text, start, reach)) and _is_between_bars(text, start):
        return Named(inline.locate(found.start(1), found.end(1)), _behind(text, found.end()))
    for pattern in (_LABEL, _BRACKETED, _DASHED):
        found = pattern.match(text, start, reach)
        if found and _is_name(found[1], vocabulary, strict=pattern is _DASHED):
            return Named(inline.locate(found.start(1), found.end(1)), _behind(text, found.end()))
    if (until := _bold_end(inline, start)) and _is_name(text[start:until].strip(), vocabulary, strict=True):
        return _named(inline, start, until)
    return Named(None, start)


def _is_between_bars(text: str, start: int) -> bool:
    return text[:start].rstrip().endswith("|")


def _named(inline: Inline, start: int, end: int) -> Named:
    return Named(inline.locate(start, end), _behind(inline.text, end))


def _behind(text: str, end: int) -> int:
    found = _SEPARATOR.match(text, end)
    return found.end() if found else end


def _profile_end(inline: Inline, start: int) -> int | None:
    """Where the link to a person's mail or profile ends that stands at an index."""
    at = inline.locate(start, start + 1).span.start
    link = inline.link_at(at)
    if link is None or link.text.span.start != at or not link.text.value or not _PROFILE.match(link.target):
        return None
    return start + len(link.text.value)


def _bold_end(inline: Inline, start: int) -> int | None:
    """Where the bold text ends that begins at an index."""
    run = inline.run_at(start)
    if run is None or not run.bold or len(run.text) > _REACH or not inline.text.startswith(run.text, start):
        return None
    return start + len(run.text)


def _is_name(words: str, vocabulary: Vocabulary, *, strict: bool) -> bool:
    """Whether words may name somebody: a role, or names and handles; `strict` where no colon says so."""
    words = words.strip(" :")
    if not words or words.startswith("@"):
        return bool(words)
    if vocabulary.role(words):
        return True
    if name_key(words) in _no_names(vocabulary) or _HAPPENING.search(words) or words.count(" ") > 2:
        return False
    if not words.isascii() and not any(char.isupper() or char.islower() for char in words):  # a script without case
        return _HONORIFIC.search(words) is not None
    parts = words.split()
    if strict or len(parts) > 1:
        if len(parts) > 1 and parts[-1] in ("team", "bot", "on-call", "oncall"):
            parts.pop()
        return all(part[0].isupper() for part in parts) and not any(part.isupper() and len(part) > 3 for part in parts)
    return True
