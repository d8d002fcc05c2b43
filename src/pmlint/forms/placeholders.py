"""Text that stands for one that is still to be written: gaps of a template, and placeholders.

A gap is marked as one (`{name}`); a placeholder says nothing, or is such a gap or word (`TBD`). Whether a longer
text says anything is weighed in `pmlint.forms.substance`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmlint.process import Words
from pmlint.spelling import is_made_of, says_nothing, without_emoji_names, words

_GAP = r"\{\{[^{}]*\}\}|\{[^{}]*\}|<[^<>]*>"
GAPS = re.compile(_GAP)
"""The gaps in a text: `{name}`, `<who>`, `{{incident.owner}}`."""

_TOOLS_GAPS = re.compile(r"\{\{[^{}]*\}\}|<[^<>]*>")
_BRACKETED = re.compile(rf"{_GAP}|(?<!\[)\[(?!\[)[^\[\]]*\](?!\])|【[^【】]*】")


def is_gap(text: str) -> bool:
    """Whether a text is nothing but gaps to fill in: `{name}`, `<who>`, `{{incident.owner}}`, `<what> - <when>`."""
    return ("{" in text or "<" in text) and _is_made_of_gaps(text, GAPS)


def is_untouched_row(text: str) -> bool:
    """Whether a text is only gaps as tools fill them in, so that it was never meant: `<what> <who>`, `{{ action }}`.

    `{what}` is a gap that a template asks people to fill in, and one that is left is told.
    """
    return ("{{" in text or "<" in text) and _is_made_of_gaps(text, _TOOLS_GAPS)


def _is_made_of_gaps(text: str, gaps: re.Pattern[str]) -> bool:
    rest = gaps.sub("", text)
    return rest != text and not any(map(str.isalnum, rest))


def without_gaps(text: str) -> str:
    """A passage without what it says in braces or brackets."""
    return _BRACKETED.sub(" ", text)


def says_words(text: str) -> bool:
    """Whether a text has a letter or a digit; emoji, their names and punctuation alone say nothing."""
    return any(map(str.isalnum, without_emoji_names(text) if ":" in text else text))


class Placeholders:
    """What stands for a text to come by the words of a process; `names` are those of its sections."""

    def __init__(self, known: Words, names: Iterable[str]) -> None:
        self.phrases = _phrases(known.placeholders)
        """Phrases that are placeholders, ready for `spelling.is_made_of`."""
        self.nothing = self.phrases | _phrases(names)
        """The same with the names of sections: what is nobody's name, nor a value."""

    def is_placeholder(self, text: str) -> bool:
        """Whether a text says nothing, or stands for one still to be written: a gap, or a word such as `TBD`."""
        return is_gap(text) or self.is_blank(text)

    def is_blank(self, text: str) -> bool:
        """The same without gaps, where a gap is something that has to be filled in, such as an action's text."""
        return says_nothing(text) or is_made_of(text, self.phrases)


def _phrases(written: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(words(phrase)) for phrase in written if "..." not in phrase)
