"""Text that stands for one that is still to be written: gaps of a template, placeholders, fillers.

Three questions, each wider than the one before: a gap is marked as one (`{name}`); a placeholder says nothing, or is
such a gap or word (`TBD`); a filler may also send the reader elsewhere (`see above`) or repeat names of sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pmlint.process import Words
from pmlint.spelling import fold, is_made_of, plain_word, says_nothing, without_emoji_names, words

MOST_FILLED_IN = 8
"""Words that the `...` of a placeholder such as `insert ... here` may stand for; more is a sentence of its own."""

LONGEST_FILLED_IN = 250
"""Characters of such a placeholder at most, as a sentence has no more; beyond it only whole placeholders count."""

_OPENING = 60
"""Characters of a longer text that tell whether it begins like a filler."""

SHORT = 80
"""Characters of a text that are enough to see that it does not repeat itself."""

_GAP = r"\{\{[^{}]*\}\}|\{[^{}]*\}|<[^<>]*>"
_GAPS = re.compile(_GAP)
_TOOLS_GAPS = re.compile(r"\{\{[^{}]*\}\}|<[^<>]*>")
_BRACKETED = re.compile(rf"{_GAP}|(?<!\[)\[(?!\[)[^\[\]]*\](?!\])|【[^【】]*】")
_FOOTNOTE = re.compile(r"\[?\^[\w-]{1,20}\]?")


def is_gap(text: str) -> bool:
    """Whether a text is nothing but gaps to fill in: `{name}`, `<who>`, `{{incident.owner}}`, `<what> - <when>`."""
    return ("{" in text or "<" in text) and _is_made_of_gaps(text, _GAPS)


def is_untouched_row(text: str) -> bool:
    """Whether a text is only gaps as tools fill them in, so that it was never meant: `<what> <who>`, `{{ action }}`.

    `{what}` is a gap that a template asks people to fill in, and one that is left is told.
    """
    return ("{{" in text or "<" in text) and _is_made_of_gaps(text, _TOOLS_GAPS)


def _is_made_of_gaps(text: str, gaps: re.Pattern[str]) -> bool:
    rest = gaps.sub("", text)
    return rest != text and not any(map(str.isalnum, rest))


def is_template(text: str) -> bool:
    """Whether a passage says nothing outside braces or brackets: also `[to do]`, `【概要】`, `[^1]`.

    Only for prose: where a value stands, `[PAY-7]` or `[Ana]` is one. `[[page]]` is a link, as wikis write it.
    """
    if "[[" in text:
        return False
    return _FOOTNOTE.fullmatch(text.strip(" .")) is not None or not says_words(without_gaps(text))


def is_one_gap(text: str) -> bool:
    """Whether a text is one gap, in brackets of any kind, from end to end."""
    return _BRACKETED.fullmatch(text) is not None


def without_gaps(text: str) -> str:
    """A passage without what it says in braces or brackets."""
    return _BRACKETED.sub(" ", text)


def is_footnote(text: str) -> bool:
    """Whether a text is a footnote's mark and nothing else."""
    return _FOOTNOTE.fullmatch(text) is not None


def says_words(text: str) -> bool:
    """Whether a text has a letter or a digit; emoji, their names and punctuation alone say nothing."""
    return any(map(str.isalnum, without_emoji_names(text) if ":" in text else text))


def repeats_itself(text: str) -> bool:
    """Whether a text is one word again and again, or one letter."""
    if len(text) > SHORT and len(set(words(text[:SHORT]))) > 2:  # the last of them may be cut
        return False
    said = words(text)
    if len(said) == 1:
        return len(said[0]) > 2 and len(set(said[0])) == 1 and said[0][0].isalpha()
    return len(set(said)) == 1 and not said[0].isdigit()


class _OpenPhrase(NamedTuple):
    """A placeholder with a gap: `insert ... here`, or `TODO: ...`, whose colon may also be a dash or a bracket."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    marked: bool
    """Whether a colon stands before the gap."""

    def is_said(self, said: tuple[str, ...], text: str) -> bool:
        """Whether a text, of which `said` are the words, is this."""
        fixed = len(self.before) + len(self.after)
        return (
            fixed <= len(said) <= fixed + MOST_FILLED_IN
            and said[: len(self.before)] == self.before
            and said[len(said) - len(self.after) :] == self.after
            and (not self.marked or self._has_mark(text))
        )

    def _has_mark(self, text: str) -> bool:
        said = r"\W{1,4}".join(map(re.escape, self.before))
        return re.match(rf"\W{{0,4}}{said}[^\w:\-(\[@→>]{{0,4}}[:\-(\[@→>]", fold(text)) is not None


class Placeholders:
    """What stands for a text to come by the words of a process; `names` are those of its sections."""

    def __init__(self, known: Words, names: Iterable[str]) -> None:
        self.phrases = _phrases(known.placeholders)
        """Phrases that are placeholders, ready for `spelling.is_made_of`."""
        self.nothing = self.phrases | _phrases(names)
        """The same with the names of sections: what is nobody's name, nor a value."""
        self._fillers = self.nothing | _phrases(known.elsewhere)
        self.first_words = frozenset(phrase.partition(" ")[0] for phrase in self._fillers)
        """The words that fillers without a gap begin with."""
        self._by_first: dict[str, list[_OpenPhrase]] = {}
        self._by_last: dict[str, list[_OpenPhrase]] = {}
        for phrase in (*known.placeholders, *known.elsewhere):
            self._add(phrase)

    def _add(self, phrase: str) -> None:
        """Keeps a phrase with a gap by its first word, or by its last, if the gap comes first."""
        before, gap, after = phrase.partition("...")
        each = _OpenPhrase(words(before), words(after), before.rstrip().endswith(":"))
        if gap and each.before:
            self._by_first.setdefault(each.before[0], []).append(each)
        elif gap and each.after:
            self._by_last.setdefault(each.after[-1], []).append(each)

    def is_placeholder(self, text: str) -> bool:
        """Whether a text says nothing, or stands for one that is still to be written: a gap, or a word such as `TBD`.

        Without the phrases that have a gap: `Describe the failover` is an action, too.
        """
        return is_gap(text) or self.is_blank(text)

    def is_blank(self, text: str) -> bool:
        """The same without gaps, where a gap is something that has to be filled in, such as an action's text."""
        return says_nothing(text) or is_made_of(text, self.phrases)

    def is_filler(self, text: str) -> bool:
        """Whether a text is only placeholders, names of sections, or words that send the reader elsewhere."""
        said = words(text if len(text) <= LONGEST_FILLED_IN else text[:_OPENING])
        if not said:
            return False
        may_be_phrases = said[0] in self.first_words or len(said[0]) == 1
        return (
            (may_be_phrases and is_made_of(text, self._fillers))
            or plain_word(said) in self._fillers
            or (len(text) <= LONGEST_FILLED_IN and self._fills_gap(said, text))
        )

    def has_open_end(self, text: str) -> bool:
        """Whether a text is a placeholder with a gap, such as `insert ... here`."""
        return len(text) <= LONGEST_FILLED_IN and self._fills_gap(words(text), text)

    def _fills_gap(self, said: tuple[str, ...], text: str) -> bool:
        if not said:
            return False
        candidates = (*self._by_first.get(said[0], ()), *self._by_last.get(said[-1], ()))
        return any(each.is_said(said, text) for each in candidates)


def _phrases(written: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(words(phrase)) for phrase in written if "..." not in phrase)
