"""What the words of a process mean in an action: names of fields, states, groups, and what is no action."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Literal

from pmlint.forms.phrases import one_of
from pmlint.forms.placeholders import Placeholders, is_untouched_row
from pmlint.process import ActionKind, Words
from pmlint.spelling import EAST_ASIAN, fold, mixes_scripts, name_key, words
from pmlint.text import Lazy

ActionField = Literal["owner", "issue", "due", "done", "kind", "action"]
ACTION_FIELDS: tuple[ActionField, ...] = ("owner", "issue", "due", "done", "kind", "action")
"""The fields of an action; a name that is given to several means the first of these."""

WORDS_OF_A_STATE = 5
"""Words of a heading or a sentence that is a state at most; a longer one tells more than that."""
_FIRM_STATE = 4
"""Letters from which a word such as `done` is a state also before more words; shorter ones, such as `no`, are not."""
_WORDS_OF_A_SHORT_HEADING = 4
"""Words from which the last one of a heading no longer tells its state: `The things that we have done`."""

_SUB_NUMBER = re.compile(r"^\s*[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[.):]?\s+")
_SPOKEN = re.compile(r"\w+")
# Where a state stands that a text says by the way.
_BRACKETED = re.compile(r"^\W{0,3}[\[({]([^\])}\n]{1,60})[\])}]|[\[({]([^\[\](\n){}]{1,60})[\])}]{1,2}[.!]?\W{0,3}$")
_LOUD = re.compile(r"^[\W_]{0,3}([A-Z]{4,12})(?=[\s:.!-])|(?<=[\s:(-])([A-Z]{4,12})[.!]?$")
_MARKED = re.compile(
    r"^[\W_]{0,3}([^\W\d_][\w ]{1,20}?)(?::| [-–—]) |[.!?]\s([^\W\d_][\w ]{1,20}):\s"
    r"|[\])）]\s{0,3}([^\W\d_][\w ]{1,20})[.!]?$|\s[-–—]\s([^\W\d_][\w ]{1,20})[.!]?$"
)
_LAST_SENTENCE = re.compile(r"[.!?]\s+([^.!?\n]{3,60})[.!]?\s*$")
_GOES_ON_BEHIND_COMMA = re.compile(r"\s?[,;(–—-]")
_REMARK = re.compile(r"\s{0,8}[(（][^()（）]{0,120}[)）]\s*$")
_CJK = re.compile(f"[{EAST_ASIAN}]")


class ActionWords:
    """What the words of a process mean in an action. Names are compared by `spelling.name_key`.

    A word may mean another thing elsewhere ('Status' of the document, 'Who' acted); only an action's fields are known.
    `groups` are names of groups of actions, `placeholders` what stands for a text that is still to be written, and
    `guidance` what the template itself says where actions stand.
    """

    def __init__(
        self, known: Words, groups: Mapping[str, ActionKind], placeholders: Placeholders, guidance: Iterable[str] = ()
    ) -> None:
        self._known = known
        self._groups = groups
        self._guidance = frozenset(map(name_key, guidance)) - {""}
        self.placeholders = placeholders
        self._fields: dict[str, ActionField] = {
            name_key(name): field for field in reversed(ACTION_FIELDS) for name in known.fields.get(field, ())
        }
        self._states, self._marks, self._shortcodes = _states(known)
        self._turning = frozenset(
            word
            for phrase, state in self._states.items()
            for *before, last in (phrase.split() or [""],)
            if not state and self._states.get(last)
            for word in before
        )
        """Words that make of one that is done one that is open: `not` of `not done`."""
        self._longest = max((phrase.count(" ") + 1 for phrase in self._states), default=1)
        self._intents, self._asides = _apart(_spoken(known.intents)), _apart(_spoken(known.asides))
        self._withdrawn = _spoken(known.withdrawn)
        self._no_actions = _spoken(known.no_actions)
        self.who = frozenset(name_key(name) for field in ("owner", "actor") for name in known.fields.get(field, ()))
        """The names of fields and columns that hold people."""

    @Lazy
    def _goes_on(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:$|[^\w\s?]|{one_of(self._known.state_goes_on)}\b|[0-9])")

    @Lazy
    def _joint(self) -> re.Pattern[str]:
        return re.compile(rf"[/+&,\n]|\s{one_of(self._known.people.joined)}\s")

    # Names of fields and groups

    def field(self, name: str) -> ActionField | None:
        """The field that a label or column header names; one with look-alikes of Latin letters names none."""
        found = self._fields.get(name_key(name))
        return None if found is None or mixes_scripts(name) else found

    def column(self, header: str) -> tuple[ActionField, ...]:
        """The fields that a column holds; `Title / Context / Reason` is a title, `Ticket + status` two fields."""
        whole = self.field(header)
        parts = self._joint.split(header)
        fields = tuple(dict.fromkeys(field for part in parts if (field := self.field(part)))) if len(parts) > 1 else ()
        return (whole,) if whole and len(fields) < 2 else fields

    def group(self, label: str) -> ActionKind | None:
        """The group of actions that a heading or label names."""
        return self._groups.get(name_key(_SUB_NUMBER.sub("", label, count=1)))

    def means_something(self, name: str) -> bool:
        """Whether a text that is written as a name is a field, a state, a group, or left to be written."""
        return (
            self.field(name) is not None
            or self.state(name) is not None
            or self.group(name) is not None
            or self.placeholders.is_placeholder(name)
        )

    # States

    def state(self, text: str, short: bool = False) -> bool | None:
        """What a status says: done, open, or nothing that is known. `Done?` says nothing.

        `short` where a word such as `No` also counts before more of a sentence: `No, not before June`.
        """
        plain = fold(text).strip()
        if "?" in plain:
            return None
        whole = self._states.get(_plain(plain))
        if whole is None:
            whole = self.mark(plain)
        return self._opening_state(plain, short) if whole is None else whole

    def _opening_state(self, plain: str, short: bool) -> bool | None:
        """What a text opens with, if it goes on with a remark: `done in #12`."""
        spoken = list(islice(_SPOKEN.finditer(plain), self._longest))
        if not spoken or plain[: spoken[0].start()].strip(" *_[("):
            return None
        for count in range(len(spoken), 0, -1):
            phrase = " ".join(word[0] for word in spoken[:count])
            if (state := self._states.get(phrase)) is not None:
                goes_on = self._behind(phrase, short)
                return state if goes_on and goes_on.match(plain, spoken[count - 1].end()) else None
        return None

    def _behind(self, phrase: str, short: bool) -> re.Pattern[str] | None:
        """How a text has to go on behind a state that it opens with."""
        if len(phrase) >= _FIRM_STATE or not phrase.isascii():
            return self._goes_on
        return _GOES_ON_BEHIND_COMMA if short else None

    def is_withdrawn(self, text: str) -> bool:
        """Whether a status says that nobody will do it any more: `cancelled on 2 April`."""
        said = f"{' '.join(words(text))} "
        return any(said.startswith(f"{phrase} ") for phrase in self._withdrawn)

    def mark(self, text: str) -> bool | None:
        """What an emoji, its shortcode or a box at the beginning or end of a text says."""
        marks = self._shortcodes if text.isascii() else self._marks  # ASCII has no emoji, no ballot box
        plain = fold(text).strip()
        if text.isascii() and ":" not in (plain[:1], plain[-1:]):
            return None
        return next((state for mark, state in marks.items() if plain.startswith(mark) or plain.endswith(mark)), None)

    def marked_state(self, text: str) -> bool | None:
        """What an action's text says of its state by the way: `(Done)`, `DONE: ...`, `... - in progress`, an emoji."""
        if (mark := self.mark(text)) is not None:
            return mark
        for found in (*_BRACKETED.finditer(text), *_MARKED.finditer(text), *_LOUD.finditer(text)):
            state = self.state(next(group for group in found.groups() if group))
            if state is not None:
                return state
        last = _LAST_SENTENCE.search(text)
        return self.state(last[1]) if last and len(last[1].split()) <= WORDS_OF_A_STATE else None

    def heading_state(self, title: str) -> bool | None:
        """What a heading says of the actions below it: `Immediate actions (Completed)`, `Actions taken`."""
        remark = _REMARK.search(title)
        if remark and (said := self.state(remark[0].strip(" ()（）"))) is not None:
            return said
        spoken = words(title[: remark.start()] if remark else title)
        if not 1 <= len(spoken) <= WORDS_OF_A_STATE:
            return None
        known = self._states.get(" ".join(spoken), self.mark(title))
        if known is None and self.field(" ".join(spoken[1:])) == "action":  # 'Open action items', 'Completed work'
            known = self._states.get(spoken[0])
        return self._closing_state(spoken) if known is None else known

    def _closing_state(self, spoken: tuple[str, ...]) -> bool | None:
        """What the last word of a short heading says, unless another one turns it: `Work done`, `Not yet completed`."""
        if len(spoken) >= _WORDS_OF_A_SHORT_HEADING or not self._turning.isdisjoint(spoken):
            return None
        return self._states.get(spoken[-1])

    # Sentences around actions

    def is_aside(self, sentence: str) -> bool:
        """Whether a sentence or heading introduces a list of something other than actions; its last words decide."""
        said = f" {' '.join(words(sentence))} "
        aside = _last_of(self._asides, said)
        return aside > (0, 0) and aside > _last_of(self._intents, said)

    def has_intent(self, sentence: str) -> bool:
        """Whether a sentence says that something will be done."""
        return _last_of(self._intents, f" {' '.join(words(sentence))} ") > (0, 0)

    def says_none(self, text: str) -> bool:
        """Whether a text says that there is no action: `None required.`, `<what>`; `None of them did` doesn't."""
        if is_untouched_row(text):
            return True
        said = f"{' '.join(words(text))} "
        opening = [phrase for phrase in self._no_actions if said.startswith(f"{phrase} ")]
        if not opening:
            return self.placeholders.is_blank(text)
        return any(not said.startswith(f"{phrase} of ") for phrase in opening)

    def without_none(self, text: str) -> str:
        """The words of a text without the longest phrase in front that says that there is no action."""
        said = " ".join(words(text))
        opening = [phrase for phrase in self._no_actions if f"{said} ".startswith(f"{phrase} ")]
        return said[max(map(len, opening), default=0) :]

    def says_something(self, text: str) -> bool:
        """Whether a text has words that are not those of the template."""
        return any(map(str.isalnum, text)) and not self.is_guidance(text)

    def is_guidance(self, text: str) -> bool:
        """Whether a text is what the template itself says there."""
        return name_key(text) in self._guidance


def _states(known: Words) -> tuple[dict[str, bool], dict[str, bool], dict[str, bool]]:
    """The words that tell a state, those of them that are emoji, and the shortcodes of emoji; whether it is done."""
    states, marks, shortcodes = {}, {}, {}
    for phrases, done in ((known.done, True), (known.open, False)):
        for phrase in phrases:
            plain = _plain(phrase)
            if phrase.startswith(":"):
                shortcodes[phrase] = done
                continue
            states[plain] = done
            if not plain.isascii() and not any(map(str.isalnum, plain)):
                marks[plain] = done
    return states, marks, shortcodes


def _spoken(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(" ".join(words(phrase)) for phrase in phrases)


def _plain(phrase: str) -> str:
    return " ".join(words(phrase)) or fold(phrase).strip()


def _apart(phrases: Iterable[str]) -> tuple[str, ...]:
    """Phrases with the blanks around them, but for those of scripts that write none."""
    return tuple(phrase if _CJK.search(phrase) else f" {phrase} " for phrase in phrases)


def _last_of(phrases: Iterable[str], said: str) -> tuple[int, int]:
    """Where the phrase ends that comes last in some words, and its length; zeros without one."""
    found = ((at + len(phrase.rstrip()), len(phrase)) for phrase in phrases if (at := said.rfind(phrase)) >= 0)
    return max(found, default=(0, 0))
