"""The words by which actions are read: field names, marks of what is done, names of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Literal

from pmlint.markdown import Inline, Piece
from pmlint.process import ActionKind
from pmlint.read.dates import find_date, opening_date, resolve, written_date
from pmlint.spelling import EAST_ASIAN, fold, is_made_of, mixes_scripts, name_key, says_nothing, words
from pmlint.text import Lazy, Text
from pmlint.vocabulary import Vocabulary

Field = Literal["owner", "issue", "due", "done", "kind", "action"]
FIELDS: tuple[Field, ...] = ("owner", "issue", "due", "done", "kind", "action")

_SUB_NUMBER = re.compile(r"^\s*[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[.):]?\s+")
_BRACKETED = re.compile(r"^\W{0,3}[\[({]([^\])}\n]{1,60})[\])}]|[\[({]([^\[\](\n){}]{1,60})[\])}]{1,2}[.!]?\W{0,3}$")
_LOUD = re.compile(r"^[\W_]{0,3}([A-Z]{4,12})(?=[\s:.!-])|(?<=[\s:(-])([A-Z]{4,12})[.!]?$")
_MARKED = re.compile(
    r"^[\W_]{0,3}([^\W\d_][\w ]{1,20}?)(?::| [-–—]) |[.!?]\s([^\W\d_][\w ]{1,20}):\s"
    r"|[\])）]\s{0,3}([^\W\d_][\w ]{1,20})[.!]?$|\s[-–—]\s([^\W\d_][\w ]{1,20})[.!]?$"
)
_BOX = re.compile(r"\s*(?:\[([ xX]?)\]|([☐☑✅✔]\ufe0f?))(?:\s+|$)")
_LAST_SENTENCE = re.compile(r"[.!?]\s+([^.!?\n]{3,60})[.!]?\s*$")
_WORDS_OF_A_STATE = 5
_GOES_ON = re.compile(r"\s*(?:$|[^\w\s?]|(?:on|in|by|as|at|with|since)\b|[0-9])")
_GOES_ON_BEHIND_COMMA = re.compile(r"\s?[,;(–—-]")
_REMARK = re.compile(r"\s{0,8}[(（][^()（）]{0,120}[)）]\s*$")
_CJK = re.compile(f"[{EAST_ASIAN}]")
_NAME_BREAK = re.compile(r",|;|\n|，|、|&|\+|\band\b|/")
_MOST_NAMES = 50
_JOINED = re.compile(r"[/+&,\n]| and ")
_DUE_LEAD = re.compile(r"(?:(?:due|by|on|until|before)\b[ :]*){1,2}", re.IGNORECASE)
NUMERIC_DATE = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{4}", re.ASCII)
"""A date that ends with its year: of some of them nobody knows which number is the month."""
_CLOCK = re.compile(
    r"[T ](?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9])?(?:\.[0-9]{1,6})?"
    r" ?(?:Z|[A-Z]{2,5}|[+-][01][0-9]:?[0-5][0-9])?$"
)
_UNSURE = re.compile(
    r"\?|\b(?:tb[acd]|todo|tentative|maybe|perhaps|postponed|deferred|or later|estimated?)\b", re.IGNORECASE
)


class ActionWords:
    """What the words of a process mean in an action. Names are compared by `spelling.name_key`.

    A word may mean another thing elsewhere ('Status' of the document, 'Who' acted); only an action's fields are known.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.issues = vocabulary.issues
        spelled = vocabulary.process.words
        self._fields: dict[str, Field] = {
            name_key(name): field for field in reversed(FIELDS) for name in spelled.fields.get(field, ())
        }
        self._states = {
            **{_plain(phrase): True for phrase in spelled.done if phrase[0] != ":"},
            **{_plain(phrase): False for phrase in spelled.open if phrase[0] != ":"},
        }
        self._marks = {
            phrase: state
            for phrase, state in self._states.items()
            if not (any(c.isalnum() for c in phrase) or phrase.isascii())
        }
        self._shortcodes = {
            phrase: state
            for phrases, state in ((spelled.done, True), (spelled.open, False))
            for phrase in phrases
            if phrase[0] == phrase[-1] == ":"
        }
        self._intents, self._asides, self._no_actions = (
            tuple(" ".join(words(phrase)) for phrase in phrases)
            for phrases in (spelled.intents, spelled.asides, spelled.no_actions)
        )
        self._placeholder_starts = {phrase.partition(" ")[0] for phrase in vocabulary.placeholders}
        self._longest = max((phrase.count(" ") + 1 for phrase in self._states), default=1)

    @Lazy
    def given_names(self) -> frozenset[str]:
        return frozenset(map(fold, self.vocabulary.process.words.given_names))

    @Lazy
    def no_names(self) -> frozenset[str]:
        return frozenset(map(name_key, self.vocabulary.process.words.no_names))

    @Lazy
    def who(self) -> frozenset[str]:
        """The names of fields and columns that hold people."""
        fields = self.vocabulary.process.words.fields
        return frozenset(name_key(name) for field in ("owner", "actor") for name in fields.get(field, ()))

    def field(self, name: str) -> Field | None:
        """The field that a label or column header names; one with look-alikes of Latin letters names none."""
        found = self._fields.get(name_key(name))
        return None if found is None or mixes_scripts(name) else found

    def column(self, header: str) -> tuple[Field, ...]:
        """The fields that a column holds; `Title / Context / Reason` is a title, `Ticket + status` two fields."""
        whole = self.field(header)
        parts = _JOINED.split(header) if _JOINED.search(header) else []
        fields = tuple(dict.fromkeys(field for part in parts if (field := self.field(part))))
        return (whole,) if whole and len(fields) < 2 else fields

    def group(self, label: str) -> ActionKind | None:
        """The group of actions that a heading or label names."""
        return self.vocabulary.group(_SUB_NUMBER.sub("", label, count=1))

    def state(self, text: str, short: bool = False) -> bool | None:
        """What a status says: done, open, or nothing that is known. `Done?` says nothing.

        `short` where a word such as `No` also counts before more of a sentence: `No, not before June`.
        """
        plain = fold(text).strip()
        if "?" in plain:
            return None
        whole = self._states.get(_plain(plain))
        if whole is not None:
            return whole
        mark = self.mark(plain)
        if mark is not None:
            return mark
        spoken = list(re.finditer(r"\w+", plain))[: self._longest]
        for last in reversed(spoken):
            phrase = " ".join(word[0] for word in spoken[: spoken.index(last) + 1])
            known = self._states.get(phrase)
            if known is not None and not plain[: spoken[0].start()].strip(" *_[("):
                firm = len(phrase) > 3 or not phrase.isascii()
                goes_on = _GOES_ON if firm else _GOES_ON_BEHIND_COMMA if short else None
                return known if goes_on and goes_on.match(plain, last.end()) else None
        return None

    def mark(self, text: str) -> bool | None:
        """What an emoji, its shortcode or a box at the beginning or end of a text says."""
        marks = self._shortcodes if text.isascii() else self._marks  # ASCII has no emoji, no ballot box
        plain = fold(text).strip()
        if text.isascii() and ":" not in (plain[:1], plain[-1:]):
            return None
        return next((state for mark, state in marks.items() if plain.startswith(mark) or plain.endswith(mark)), None)

    def marked_state(self, text: str) -> bool | None:
        """What an action's text says of its state by the way: `(Done)`, `DONE: ...`, `... - in progress`, an emoji."""
        mark = self.mark(text)
        if mark is not None:
            return mark
        for found in (*_BRACKETED.finditer(text), *_MARKED.finditer(text), *_LOUD.finditer(text)):
            state = self.state(next(group for group in found.groups() if group))
            if state is not None:
                return state
        last = _LAST_SENTENCE.search(text)
        return self.state(last[1]) if last and len(last[1].split()) <= _WORDS_OF_A_STATE else None

    def heading_state(self, title: str) -> bool | None:
        """What a heading says of the actions below it: `Immediate actions (Completed)`, `Actions taken`."""
        remark = _REMARK.search(title)
        if remark and (said := self.state(remark[0].strip(" ()（）"))) is not None:
            return said
        spoken = words(title[: remark.start()] if remark else title)
        if not 1 <= len(spoken) <= _WORDS_OF_A_STATE:
            return None
        known = self._states.get(" ".join(spoken), self.mark(title))
        if known is not None:
            return known
        if self.field(" ".join(spoken[1:])) == "action":  # 'Open action items', 'Completed work'
            known = self._states.get(spoken[0])
        last = self._states.get(spoken[-1]) if len(spoken) < 4 and not {"not", "to", "be"} & set(spoken) else None
        return last if known is None else known

    def is_aside(self, sentence: str) -> bool:
        """Whether a sentence or heading introduces a list of something other than actions; its last words decide."""
        said = f" {' '.join(words(sentence))} "
        aside = max((_end_of(phrase, said) for phrase in self._asides), default=(0, 0))
        return aside > (0, 0) and aside > max((_end_of(phrase, said) for phrase in self._intents), default=(0, 0))

    def has_intent(self, sentence: str) -> bool:
        """Whether a sentence says that something will be done."""
        said = f" {' '.join(words(sentence))} "
        return any(_end_of(phrase, said) > (0, 0) for phrase in self._intents)

    def says_none(self, text: str) -> bool:
        """Whether a text says that there is no action: `None required.`; `None of the alerts fired` does not."""
        said = f"{' '.join(words(text))} "
        if not said.startswith(self._no_actions):
            return self.is_placeholder(text)
        return any(
            said.startswith(f"{phrase} ") and not said.startswith(f"{phrase} of ") for phrase in self._no_actions
        )

    def is_placeholder(self, name: str) -> bool:
        """Whether a name stands for one that is still to be written."""
        spoken = words(name)
        if not spoken or spoken[0] not in self._placeholder_starts:
            return says_nothing(name)
        return is_made_of(name, self.vocabulary.placeholders)


@lru_cache(maxsize=8)
def action_words(vocabulary: Vocabulary) -> ActionWords:
    """The words of a vocabulary, looked up once."""
    return ActionWords(vocabulary)


def _plain(phrase: str) -> str:
    return " ".join(words(phrase)) or fold(phrase).strip()


def _end_of(phrase: str, said: str) -> tuple[int, int]:
    """Where a phrase last ends in some words, and its length; zeros where it does not stand."""
    sought = f" {phrase} " if phrase.isascii() or not _CJK.search(phrase) else phrase
    at = said.rfind(sought)
    return (0, 0) if at < 0 else (at + len(sought.rstrip()), len(phrase))


def box(text: str) -> tuple[bool | None, int]:
    """Whether the box that a text opens with is ticked (`None` without a box), and where the text goes on."""
    found = _BOX.match(text)
    if found is None:
        return None, 0
    if found[2]:
        return found[2][0] != "☐", found.end()
    return found[1] in ("x", "X"), found.end()


def names(piece: Piece, known: ActionWords) -> Iterator[Text]:
    """The names in an owner field: without remarks in parentheses, IDs, dates and placeholders."""
    text, at = piece.inline.text, piece.start
    for stop in (*name_breaks(text, piece.start, piece.end), None):
        end = stop[0] if stop else piece.end
        part = text[at:end]
        bare = _REMARK.sub("", part)
        shown = piece.inline.locate(at, at + len(bare) if bare.strip() else end)
        at = stop[1] if stop else end
        is_id = known.issues.is_spelled_like_one(shown.value)
        is_word = any(map(str.isalpha, shown.value))
        if is_word and not is_id and not known.is_placeholder(shown.value) and not find_date(shown.value):
            yield shown


def name_breaks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where one name ends and the next begins in a list of names: at commas, `and`, `&`, `/`."""
    depth, at = 0, start
    for found in islice(_NAME_BREAK.finditer(text, start, end), _MOST_NAMES):
        depth += text.count("(", at, found.start()) - text.count(")", at, found.start())
        at = found.start()
        word_start = max(text.rfind(" ", start, at), text.rfind(",", start, at)) + 1
        if depth > 0 or (found[0] == "/" and text[max(word_start, start) : at].lstrip().startswith("@")):
            continue  # within a remark, or the team of an organisation: '@org/team'
        yield found.start(), found.end()


def due_day(written: str) -> date | None:
    """The day that a due field names, if it names exactly one and is sure of it."""
    remark = _REMARK.search(written)
    if remark and _UNSURE.search(remark[0]):
        return None
    text = (written[: remark.start()] if remark and not find_date(remark[0]) else written).strip()
    lead = _DUE_LEAD.match(text)
    text = text[lead.end() if lead else 0 :]
    clock = _CLOCK.search(text)
    return day_of(text) or (day_of(text[: clock.start()]) if clock else None)


def day_of(text: str) -> date | None:
    """The day that a text is, if it is one date and nothing else; `13/04/2026` and `22.03.2026` can be only one.

    Not so `5.6.2026`: where dots are written the day comes first, but not everybody knows that.
    """
    text = text.strip()
    if not NUMERIC_DATE.fullmatch(text):
        return written_date(text)
    written = opening_date(text, 0)
    if written is None or written.end != len(text) or (written.day <= 12 and written.day != written.month):
        return None
    return resolve(written, None, None)


def visible(inline: Inline) -> bool:
    """Whether a reader sees something there."""
    return bool(inline.text) and not says_nothing(inline.text)
