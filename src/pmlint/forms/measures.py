"""What sentences report that can be measured: `62 % of requests failed for 40 minutes`; `no data was lost` is nothing.

A signal is named by words of the pack; beside them stand its figure and how long it lasted, in the same sentence. What
a sentence denies, quotes, plans, or says of a threshold or of another time is nothing: a false alarm costs more than a
miss.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pmlint.forms.lasting import Lasting, LastingForm
from pmlint.forms.lexicon import Lexicon, Spot, Token, tokens_of, words_of
from pmlint.forms.numbers import Numbers
from pmlint.forms.phrases import any_of, end_of, one_of, word_of
from pmlint.process import Process, Unit
from pmlint.text import Kept, Lazy

_MOST_READ = 4000
"""Characters of one text that are looked at; one with more is a log."""

_FEW = 6
"""Words that may stand between what a sentence is about and what it says of it, or its figure."""

_FEW_OF = 4
"""Words from a share to what it is one of: `62 % of all API requests`."""

WHOLE = 100.0
"""All, as a share: what is left of a success rate is an error rate, and no share is greater."""

MEGABYTES = 1024.0
"""Of a gigabyte, in which free space is measured."""

# What is quoted is said by somebody else, or is a message or an alert's name; a word in quotes is as good as without.
# Addresses say nothing, and `non-` denies a word, not a sentence.
_FOREIGN = re.compile(r"[\"“„«「][^\"“”„«»「」\s]{1,40}[ ][^\"“”„«»「」\n]{4,400}[\"”“»」]|https?://\S+|\bnon-(?=\w)")
_LATENCY = re.compile(r"(?<![\w.,])[0-9]{1,6}(?:[.,][0-9]{1,3})?\s?m?s\b", re.ASCII)
"""A latency, which may stand inside what is said of it: `above its 800 ms target`."""
_SENTENCE_END = re.compile(r"[.!?]['\")\]]*\s|[。！？;；]|\n\s*\n")
_ASKS = re.compile(r"[?？]")
_PART_END = re.compile(r"[,،、，]|\s[-–—]\s|—")
_OWN = ("alone", "subjects", "states", "acts", "down", "rates", "opposite", "ends", "over")
"""What a phrase of a signal means that reports it, or its end."""
_ALONE = frozenset({"alone", "over", "rates", "opposite", "down"})
_OF_SUBJECTS = frozenset({"states", "ends", "acts"})
"""What is said of the subjects of a signal."""
_SIGN = re.compile(r"\s?[%％×]")
_CAP = re.compile(r"(?:[<≤]|<=)\s?$")


class Measured(NamedTuple):
    """A signal that a text reports, and where; its figure (a share, a factor, gigabytes) and minutes, if they are said.

    `over` where it says that the signal has ended.
    """

    start: int
    end: int
    signal: str
    figure: float | None = None
    minutes: float | None = None
    over: bool = False


class _Meaning(NamedTuple):
    """What a phrase of the pack means: of a signal, or around all of them."""

    role: str
    signal: str = ""
    share: float | None = None
    """Of a share in words."""


class _Report(NamedTuple):
    """The words that report a signal, by the indexes of their tokens, with the figure."""

    first: int
    end: int
    figure: float | None = None


class _Stretch(NamedTuple):
    """A sentence or a part of one: the tokens from `first` up to `end`, and the phrases in them."""

    text: str
    tokens: Sequence[Token]
    first: int
    end: int
    spots: Sequence[Spot[_Meaning]]

    def has(self, role: str, signal: str = "", beside: Collection[int] = ()) -> bool:
        """Whether a phrase has some meaning; one that is made of `beside` tokens does not count."""
        return any(
            spot.meaning[:2] == (role, signal) and not all(at in beside for at in range(spot.first, spot.end))
            for spot in self.spots
        )

    def of(self, signal: str, *roles: str) -> list[Spot[_Meaning]]:
        """The phrases of a signal with some roles."""
        return [spot for spot in self.spots if spot.meaning.signal == signal and spot.meaning.role in roles]

    def cut(self, at: Iterable[int]) -> Iterator[_Stretch]:
        """Its parts, of which a new one begins at some tokens."""
        bounds = [self.first, *sorted({each for each in at if self.first < each < self.end}), self.end]
        for first, end in pairwise(bounds):
            inside = [spot for spot in self.spots if first <= spot.first and spot.end <= end]
            yield self._replace(first=first, end=end, spots=inside)

    def is_near(self, one: Spot[Any], other: Spot[Any]) -> bool:
        """Whether a phrase or figure stands a few words behind another one; numbers do not count."""
        between = range(one.end, other.first)
        return one.end <= other.first and sum(not self.tokens[at].word.isdigit() for at in between) <= _FEW

    def place(self, first: int, end: int) -> tuple[int, int]:
        """Where some tokens stand in the text."""
        return self.tokens[first].start, self.tokens[end - 1].end

    def holds(self, start: int) -> bool:
        """Whether a place of the text stands in it."""
        return self.tokens[self.first].start <= start < self.tokens[self.end - 1].end

    def pairs(self, signal: str, of: Sequence[str], said: str) -> Iterator[tuple[int, int]]:
        """Where something is said of a signal's subject: a few words behind it, or just before it."""
        subjects, states = self.of(signal, *of), self.of(signal, said)
        for subject in subjects:
            for state in states:
                if self.is_near(subject, state) or 0 <= subject.first - state.end <= 1:
                    yield min(subject.first, state.first), max(subject.end, state.end)

    def done(self, signal: str) -> Iterator[tuple[int, int]]:
        """Where something is done to a signal's subject, which stands a few words behind."""
        for act in self.of(signal, "acts"):
            for subject in self.of(signal, "subjects"):
                if self.is_near(act, subject):
                    yield act.first, subject.end


class Measures:
    """Measures by the words of a process; what figure a signal has is told by the criteria that ask for it."""

    def __init__(self, process: Process, lasting: LastingForm) -> None:
        self._words = process.words
        self._lasting = lasting
        self._numbers = Numbers(self._words.measures.numbers or {})
        self._units: dict[str, Unit] = {
            test.signal: test.unit for test in process.tests if test.figure is not None or test.minutes is not None
        }
        self._journeys = frozenset(journey for test in process.tests for journey in test.journeys)
        self._signals = frozenset(test.signal for test in process.tests)

    def in_text(self, text: str) -> Sequence[Measured]:
        """The signals that a text reports, in order."""
        return self._measured(text[:_MOST_READ])

    @Kept
    def _measured(self, text: str) -> Sequence[Measured]:
        """The same of as much as is read; an event is asked for twice, for what it says and for how long that was."""
        text = _FOREIGN.sub(lambda foreign: " " * len(foreign[0]), text)
        plain = _LATENCY.sub(lambda latency: " " * len(latency[0]), text)
        spots = list(self._lexicon.spots(words_of(plain)))
        if not _may_report(spots):
            return []
        tokens = tokens_of(plain)
        whole = _Stretch(text, tokens, 0, len(tokens), spots)
        found = {each for sentence in _sentences(whole) for each in self._in_sentence(sentence)}
        return _widest(sorted(found, key=lambda each: (each.start, -each.end, each.signal)))

    def journeys(self, text: str) -> frozenset[str]:
        """The user journeys that a text says something of, but for sentences that deny it: `UJ1 was not affected`."""
        if not self._journey.search(text.casefold()):
            return frozenset()
        tokens = tokens_of(text)
        whole = _Stretch(text, tokens, 0, len(tokens), list(self._lexicon.spots(words_of(text))))
        return frozenset(
            token.word.upper()
            for sentence in whole.cut(_ends(whole))
            if not sentence.has("negations")
            for token in tokens[sentence.first : sentence.end]
            if self._journey.fullmatch(token.word)
        )

    def has_figure(self, text: str) -> bool:
        """Whether a text has a share, a factor, or a length of time, whatever it is about."""
        return any((self._share.search(text), self._factor.search(text), self._lasting.has_length(text)))

    def _in_sentence(self, sentence: _Stretch) -> Iterator[Measured]:
        contrasts = [spot.first for spot in sentence.spots if spot.meaning.role == "contrasts"]
        for signal in sorted({spot.meaning.signal for spot in sentence.spots} & self._signals):
            own = _tokens(sentence.of(signal, *_OWN))
            if sentence.has("unless", signal) or sentence.has("unreal", beside=own):
                continue
            unit = self._units.get(signal)
            for clause in sentence.cut(contrasts):
                for part in clause.cut(_commas(clause)):
                    if not (part if unit else clause).has("negations", beside=own):
                        yield from self._in_part(signal, unit, part, sentence)

    def _in_part(self, signal: str, unit: Unit | None, part: _Stretch, sentence: _Stretch) -> Iterator[Measured]:
        for first, end in part.pairs(signal, ("subjects", "alone", "rates", "opposite"), "ends"):
            yield Measured(*part.place(first, end), signal, over=True)
        for spot in part.of(signal, "over"):
            yield Measured(*part.place(spot.first, spot.end), signal, over=True)
        if unit and part.has("capped"):
            return
        for report in self._reports(signal, unit, part):
            start, end = part.place(report.first, report.end)
            end = end_of(_SIGN, part.text, end)
            lasting = self._lasting_of(start, part, sentence) if unit else None
            if lasting:
                start, end = min(start, lasting.start), max(end, lasting.end)
            yield Measured(start, end, signal, report.figure, lasting.minutes if lasting else None)

    def _lasting_of(self, start: int, part: _Stretch, sentence: _Stretch) -> Lasting | None:
        """How long what is reported at some place lasted: as its part says, else its sentence if that says one."""
        found = [each for each in self._lasting.find(part.text) if sentence.holds(each.start)]
        near = [each for each in found if part.holds(each.start)]
        if near:
            return min(near, key=lambda each: abs(each.start - start))
        return found[0] if len(found) == 1 else None

    def _reports(self, signal: str, unit: Unit | None, part: _Stretch) -> Iterator[_Report]:
        """Where a part reports a signal, with the figure in its unit."""
        said = [(spot.first, spot.end) for spot in part.of(signal, "alone")]
        said += part.pairs(signal, ("subjects",), "states")
        said += part.done(signal)
        if part.has("entire"):
            said += part.pairs(signal, ("subjects",), "down")
        match unit:
            case "%":
                yield from self._of_shares(signal, part)
            case "x" | "GB":
                pattern = self._factor if unit == "x" else _SIZE
                figures = list(_figures(pattern, part))
                for first, end in said:
                    for figure in figures:
                        if figure.first - end <= _FEW and first - figure.end <= _FEW:
                            yield _Report(min(first, figure.first), max(end, figure.end), figure.meaning)
            case _:
                yield from (_Report(first, end) for first, end in said)

    # --- shares ---

    def _of_shares(self, signal: str, part: _Stretch) -> Iterator[_Report]:
        shares = list(_figures(self._share, part))
        for rate in part.of(signal, "rates", "opposite"):
            if (share := _value_of(rate, shares, part)) is not None:
                rest = rate.meaning.role == "opposite"
                value = WHOLE - share.meaning if rest else share.meaning
                yield _Report(min(rate.first, share.first), max(rate.end, share.end), value)
        yield from self._of_subjects(signal, shares, part)
        if not shares:
            yield from self._of_journeys(signal, part)

    def _of_subjects(self, signal: str, shares: Sequence[Spot[float]], part: _Stretch) -> Iterator[_Report]:
        """`62 % of requests failed`, `all requests failed`, `requests failed for 62 % of users`."""
        worded = [*_worded(part), *self._ratios(part)]
        subjects, states = part.of(signal, "subjects"), part.of(signal, "states")
        for subject in subjects:
            behind = [state for state in states if part.is_near(subject, state)]
            for share in (*shares, *worded) if behind else ():
                if self._is_share_of(share, subject, part, share in worded):
                    yield _Report(min(share.first, subject.first), behind[0].end, share.meaning)
            for share in shares:
                before = [state for state in states if 0 <= share.first - state.end <= 1]
                if before and self._is_share_of(share, subject, part, worded=False):
                    yield _Report(before[0].first, subject.end, share.meaning)

    def _ratios(self, part: _Stretch) -> Iterator[Spot[float]]:
        """`2 out of 3 requests`, as shares."""
        begin, stop = part.place(part.first, part.end)
        for found in self._ratio.finditer(part.text, begin, stop):
            of, whole = self._numbers.value(found["of"]), self._numbers.value(found["whole"])
            inside = [at for at in range(part.first, part.end) if part.tokens[at].start in range(*found.span())]
            if inside and 0 < of <= whole:
                yield Spot(inside[0], inside[-1] + 1, WHOLE * of / whole)

    def _of_journeys(self, signal: str, part: _Stretch) -> Iterator[_Report]:
        """`UJ1 was unavailable`: where no share is said of it, all its requests failed."""
        named = [at for at in range(part.first, part.end) if self._journey.fullmatch(part.tokens[at].word)]
        for at in named:
            for state in part.of(signal, "down"):
                if part.is_near(Spot(at, at + 1, WHOLE), state):
                    yield _Report(at, state.end, WHOLE)

    def _is_share_of(self, share: Spot[float], subject: Spot[_Meaning], part: _Stretch, worded: bool) -> bool:
        """Whether a share is one of a subject: `62 % of API requests`, `62% requests`, `requests: 62 %`."""
        if share.end <= subject.first:
            steps = subject.first - share.end
            if steps == 0:  # `with the CPU at 95 % requests failed`
                return share.first == part.first or worded
            if worded and all(self._tells_which(part, at) for at in range(share.end, subject.first)):
                return not any(spot.meaning.role == "of" and spot.end == share.first for spot in part.spots)
            led = any(spot.meaning.role == "of" and spot.first == share.end for spot in part.spots)
            return steps <= _FEW_OF and led
        between = part.text[part.tokens[subject.end - 1].end : part.tokens[share.first].start].strip()
        return share.first >= subject.end and len(between) <= 1  # a colon, or a particle of a script without blanks

    def _tells_which(self, part: _Stretch, at: int) -> bool:
        """Whether a word says whose requests they are, and not that they are only some: `all API requests`."""
        subjects = (spot for spot in part.spots if spot.meaning.role == "subjects")
        return any(spot.first <= at < spot.end for spot in subjects) or bool(
            self._journey.fullmatch(part.tokens[at].word)
        )

    # --- patterns ---

    @Lazy
    def _lexicon(self) -> Lexicon[_Meaning]:
        known = self._words.measures
        around = {
            "of": known.of,
            "entire": known.entire,
            "capped": known.capped,
            "contrasts": known.contrasts,
            "unreal": known.unreal,
            "negations": (*self._words.signing.negations, *known.nothing),
        }
        meanings = [(_Meaning(role), words) for role, words in around.items()]
        meanings.append((_Meaning("share", share=WHOLE), known.all))
        meanings += [(_Meaning("share", share=float(share)), words) for share, words in (known.shares or {}).items()]
        for signal, said in (known.signals or {}).items():
            meanings += [(_Meaning(role, signal), words) for role, words in said._asdict().items()]
        return Lexicon(meanings)

    @Lazy
    def _journey(self) -> re.Pattern[str]:
        """A journey that is written as those of the process are: with other numbers."""
        families = {journey.rstrip("0123456789").casefold() for journey in self._journeys}
        return re.compile(rf"{one_of(families)}[0-9]{{1,3}}")

    @Lazy
    def _share(self) -> re.Pattern[str]:
        number = r"[0-9]{1,3}(?:[.,][0-9]{1,3})?"
        sign = rf"(?:[%％]|{any_of(self._words.measures.percent)})"
        behind = rf"(?<![0-9A-Za-z_.,])(?P<n>{number})(?:\s?[-–—]\s?{number})?\s?{sign}"
        return re.compile(rf"{behind}|(?<![0-9]\s)(?<![0-9])[%％](?P<before>{number})", re.IGNORECASE)

    @Lazy
    def _ratio(self) -> re.Pattern[str]:
        number, between = self._numbers.pattern, word_of(self._words.measures.ratio)
        return re.compile(rf"(?<![\w.,])(?P<of>{number})\s?{between}\s?(?P<whole>{number})(?![\w.,])", re.IGNORECASE)

    @Lazy
    def _factor(self) -> re.Pattern[str]:
        times = any_of(self._words.measures.times)
        return re.compile(rf"(?<![\w.,])(?P<n>[0-9]{{1,4}}(?:[.,][0-9]{{1,2}})?)\s?(?:×|{times})", re.IGNORECASE)


_SIZE = re.compile(r"(?<![\w.,])(?P<n>[0-9]{1,5}(?:[.,][0-9]{1,2})?)\s?(?P<mega>M|G)i?[Bo]\b", re.ASCII)


def _figures(pattern: re.Pattern[str], part: _Stretch) -> Iterator[Spot[float]]:
    """The figures of a part, by the indexes of their tokens; one that is only a bound from above is none."""
    begin, stop = part.place(part.first, part.end)
    for found in pattern.finditer(part.text, begin, len(part.text)):
        if found.start() >= stop or _CAP.search(part.text, max(0, found.start() - 3), found.start()):
            continue
        inside = [at for at in range(part.first, part.end) if part.tokens[at].start in range(*found.span())]
        if not inside:  # the end of a word that begins with something else: `ﬁ00 %`
            continue
        said = found.groupdict()
        value = float((said["n"] or said["before"]).replace(",", "."))
        mega = said.get("mega") == "M"
        yield Spot(inside[0], inside[-1] + 1, value / MEGABYTES if mega else value)


def _worded(part: _Stretch) -> Iterator[Spot[float]]:
    """The shares that a part says in words."""
    for spot in part.spots:
        if spot.meaning.share is not None:
            yield Spot(spot.first, spot.end, spot.meaning.share)


def _value_of(rate: Spot[_Meaning], shares: Sequence[Spot[float]], part: _Stretch) -> Spot[float] | None:
    """The share that a rate has: the last of those behind it (`from 2 % to 62 %`), else the one just before it."""
    found: Spot[float] | None = None
    for share in shares:
        if part.is_near(found or rate, share):
            found = share
    return found or next((share for share in shares if 0 <= rate.first - share.end <= 0), None)


def _may_report(spots: Iterable[Spot[_Meaning]]) -> bool:
    """Whether there is enough of one signal to report it, which is soon found out: most texts only name some."""
    said: dict[str, set[str]] = {}
    for spot in spots:
        if spot.meaning.signal:
            said.setdefault(spot.meaning.signal, set()).add(spot.meaning.role)
    return any(
        not _ALONE.isdisjoint(roles) or ("subjects" in roles and not _OF_SUBJECTS.isdisjoint(roles))
        for roles in said.values()
    )


def _tokens(spots: Iterable[Spot[_Meaning]]) -> frozenset[int]:
    return frozenset(at for spot in spots for at in range(spot.first, spot.end))


def _sentences(whole: _Stretch) -> Iterator[_Stretch]:
    """The sentences that name a signal, without questions."""
    text, tokens = whole.text, whole.tokens
    for sentence in whole.cut(_ends(whole)):
        behind = tokens[sentence.end].start if sentence.end < len(tokens) else len(text)
        asks = _ASKS.search(text, tokens[sentence.end - 1].end, behind)
        if not asks and any(spot.meaning.signal for spot in sentence.spots):
            yield sentence


def _ends(whole: _Stretch) -> Iterator[int]:
    """The tokens that begin a sentence."""
    return (at for at, gap in _gaps(whole) if _SENTENCE_END.search(gap))


def _widest(found: Sequence[Measured]) -> list[Measured]:
    """Measures in order, without those that stand inside another one that says the same."""
    kept: list[Measured] = []
    for each in found:
        if not any(each.end <= wide.end and each[2:] == wide[2:] for wide in kept):
            kept.append(each)
    return kept


def _commas(clause: _Stretch) -> Iterator[int]:
    """The tokens of a clause behind a comma or a long dash, but for the one in a number."""
    for at, gap in _gaps(clause):
        in_number = gap == "," and clause.tokens[at - 1].word.isdigit() and clause.tokens[at].word[:1].isdigit()
        if not in_number and _PART_END.search(gap):
            yield at


def _gaps(stretch: _Stretch) -> Iterator[tuple[int, str]]:
    """What stands between two tokens, with the index of the second, where it is more than a blank."""
    text, tokens = stretch.text, stretch.tokens
    for at in range(stretch.first + 1, stretch.end):
        gap = text[tokens[at - 1].end : tokens[at].start]
        if gap != " ":
            yield at, gap
