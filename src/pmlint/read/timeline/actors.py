"""Who did it, where an event begins with a name, or with somebody who acts."""

from __future__ import annotations

import re
from typing import NamedTuple

from pmlint.forms.people import handles, is_profile
from pmlint.forms.phrases import end_of
from pmlint.markdown import Inline
from pmlint.text import Text
from pmlint.vocabulary import Vocabulary


class Named(NamedTuple):
    """Who is named in front of an event, and where the event goes on."""

    actor: Text | None
    rest: int


_LONGEST_ACTOR = 64
"""Characters from the beginning of an event within which its actor stands; longer ones are a part of the event."""
_ACTOR_WORD = r"[^\W\d_][\w.'’-]*"
_ACTOR = rf"((?:{_ACTOR_WORD}[ ]){{0,2}}{_ACTOR_WORD})"
_BETWEEN_BARS = re.compile(rf"{_ACTOR}\s?\|\s?")
_LABELLED_ACTOR = re.compile(rf"{_ACTOR}(?:\s?\([^()\n]{{1,24}}\))?\s?[:：](?=\s)")
_BRACKETED_ACTOR = re.compile(rf"[\[(<]{_ACTOR}[\])>]:?\s+(?=\S)")
_DASHED_ACTOR = re.compile(rf"((?:{_ACTOR_WORD}[ ])?{_ACTOR_WORD})\s+[–—|-]+\s+")
_BEHIND_ACTOR = re.compile(r"[\s:：,|–—-]*")


def leading_actor(inline: Inline, start: int, end: int, vocabulary: Vocabulary) -> Named:
    """The person, team or system that the text between two indexes begins with."""
    text = inline.text
    start += len(text[start:end]) - len(text[start:end].lstrip())
    reach = min(end, start + _LONGEST_ACTOR)
    if until := _handles_end(text, start, reach, vocabulary) or _profile_end(inline, start):
        return _named(inline, start, until)
    if (found := _BETWEEN_BARS.match(text, start, reach)) and text[:start].rstrip().endswith("|"):
        return Named(inline.locate(*found.span(1)), end_of(_BEHIND_ACTOR, text, found.end()))
    for pattern in (_LABELLED_ACTOR, _BRACKETED_ACTOR, _DASHED_ACTOR):
        found = pattern.match(text, start, reach)
        if found and _is_name(found[1], vocabulary, strict=pattern is _DASHED_ACTOR):
            return Named(inline.locate(*found.span(1)), end_of(_BEHIND_ACTOR, text, found.end()))
    if (until := _bold_end(inline, start)) and _is_name(text[start:until].strip(), vocabulary, strict=True):
        return _named(inline, start, until)
    subject = vocabulary.subjects.find(text, start, end)
    return Named(inline.locate(*subject) if subject else None, start)


def _named(inline: Inline, start: int, end: int) -> Named:
    return Named(inline.locate(start, end), end_of(_BEHIND_ACTOR, inline.text, end))


def _handles_end(text: str, start: int, end: int, vocabulary: Vocabulary) -> int | None:
    """Where the handles in a row end that begin at an index."""
    found = handles(text, start, end) if text.startswith("@", start) else []
    return vocabulary.people.row(found, text)[-1].end if found and found[0].start == start else None


def _profile_end(inline: Inline, start: int) -> int | None:
    """Where the link to a person's mail or profile ends that stands at an index."""
    if not inline.links:
        return None
    at = inline.locate(start, start + 1).span.start
    link = inline.link_at(at)
    if link is None or link.text.span.start != at or not link.text.value or not is_profile(link.target):
        return None
    return start + len(link.text.value)


def _bold_end(inline: Inline, start: int) -> int | None:
    """Where the bold text ends that begins at an index."""
    run = inline.run_at(start)
    if run is None or not run.bold or len(run.text) > _LONGEST_ACTOR or not inline.text.startswith(run.text, start):
        return None
    return start + len(run.text)


def _is_name(text: str, vocabulary: Vocabulary, *, strict: bool) -> bool:
    """Whether a text may name somebody: a role, or names and handles; `strict` where no colon says so."""
    text = text.strip(" :")
    if vocabulary.role(text) or vocabulary.subjects.is_agent(text):
        return True
    means_else = vocabulary.field(text) is not None or vocabulary.section(text) is not None
    return not means_else and vocabulary.people.may_have_acted(text, strict=strict)
