"""What a text speaks of, by the words of a process: topics, figures, stretches of time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pmlint.forms.dates import Dates
from pmlint.forms.lexicon import MOST_SPOKEN, Lexicon
from pmlint.forms.phrases import one_of
from pmlint.process import Units
from pmlint.spelling import EAST_ASIAN
from pmlint.text import Kept, Lazy

_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")
_CLOCK = re.compile(r"(?<![\w.:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![\w:])|T[0-9]{2}:?[0-9]{2}\S{0,10}|\b[0-9]{4}Z\b")
_NAME = re.compile(r"(?<=[^\W\d_] )[A-Z][a-z]+|[^\W_]+[_./-][^\W\d_]\w*|(?<!\d )(?<!\w)[A-Z]{2}")
"""What is called by a name: a capital within a sentence, words joined by a sign, an abbreviation that is no zone."""
_FIGURE = re.compile(r"(?<![\w#/-])(?<![A-Za-z]\.)[0-9][0-9.,]*+(?!xx)")


class Topics:
    """What texts speak of, by the topics of a process, and by forms that need no words of it."""

    def __init__(self, topics: Mapping[str, Iterable[str]], units: Units, dates: Dates) -> None:
        self._finder = Lexicon(topics.items())
        self._units = units
        self._dates = dates

    @Lazy
    def _length(self) -> re.Pattern[str]:
        """A stretch of time that is longer than a second."""
        named = [name for names in (self._units.day, self._units.hour, self._units.minute) for name in names]
        return re.compile(rf"(?<![0-9.,])[0-9][0-9.,]*+[\s-]?{one_of(named)}(?![^\W\d_])", re.IGNORECASE)

    @Kept
    def of(self, text: str) -> frozenset[str]:
        """The topics of a text."""
        return self._finder.meanings(text)

    def of_all(self, texts: Iterable[str]) -> frozenset[str]:
        """The topics of some texts, and what they have by their form.

        Without `prose` where some are in a script whose topics are not known.
        """
        spoken: set[str] = set()
        known = True
        for text in texts:
            spoken |= self.of(text)
            spoken.update(self.told(text))
            known = known and not self.is_unknown(text)
        return frozenset(spoken if known else spoken - {"prose"})

    def is_unknown(self, text: str) -> bool:
        """Whether a text has words of a script whose topics are not known, whatever else stands in it."""
        return not text.isascii() and _EAST_ASIAN.search(text) is not None

    @Kept
    def told(self, text: str) -> tuple[str, ...]:
        """What a text has by its form: a `name`, a `moment`, a `duration`, a `figure` that is none of these.

        A figure may be a share, a count or a latency; which one is not asked.
        """
        return tuple(self._told(text[:MOST_SPOKEN]))

    def _told(self, text: str) -> Iterator[str]:
        if _NAME.search(text):
            yield "name"
        if not any(map(str.isdigit, text)):
            return
        moments = [(each.start, each.end) for each in self._dates.all(text)]
        moments += [found.span() for found in _CLOCK.finditer(text)]
        if moments:
            yield "moment"
        lengths = [found.span() for found in self._length.finditer(text)]
        if lengths:
            yield "duration"
        covered = bytearray(len(text))
        for start, end in (*moments, *lengths):
            covered[start:end] = b"x" * (end - start)
        if any(not covered[found.start()] for found in _FIGURE.finditer(text)):
            yield "figure"
