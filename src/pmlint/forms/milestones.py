"""Which steps of the response to an incident an event tells: `Mira acknowledges`, `Mitigation: clamps at 50 %`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from pmlint.forms.lexicon import Found, Lexicon
from pmlint.forms.phrases import one_of
from pmlint.process import MilestoneWords, Step, Words
from pmlint.text import Lazy

STEPS: tuple[Step, ...] = get_args(Step)

_REACH_BEHIND = 12
"""Characters behind a step's words in which what takes it back stands: `mitigation failed`, `acknowledged? no`."""

_LONGEST_OPENING = 60
"""Characters of an event in which the label that it opens with stands."""

_BEFORE_NAME = "before a name: "
"""In front of the step that a phrase tells only where a name stands behind it."""

_QUOTED = re.compile(r"[\"“„«「][^\"“”„«»「」\n]{0,200}[\"”“»」]")
_BEHIND_OPENING = re.compile(r"\s*(?:[:：—–-]|$)")
_NAME = re.compile(r"\s+(?:@|[^\W\d_a-z])")


class MilestoneForm:
    """The steps that events tell, by the words of a process."""

    def __init__(self, known: Words) -> None:
        self._known: MilestoneWords = known.milestones
        self._joined = known.people.joined

    def steps(self, text: str) -> frozenset[Step]:
        """The steps that an event tells; what is negated, planned, quoted, asked or somebody else's is none."""
        if text.rstrip().endswith(("?", "？")):
            return frozenset()
        text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
        found = list(self._words.find(text))
        told = {_step_of(each, text) for each in found if self._is_told(each, found, text)}
        told |= {each.meaning for each in self._openings.find(text[:_LONGEST_OPENING]) if _opens(each, text)}
        return frozenset(step for step in STEPS if step in told)

    def notices(self, text: str) -> bool:
        """Whether an event tells in any way that somebody or something noticed the incident."""
        return bool(self.steps(text) & {"detected", "paged"}) or self._noticed.is_in(text)

    def is_unreal(self, text: str) -> bool:
        """Whether a text has a word for what is planned, wished or denied."""
        return "unreal" in self._words.meanings(text)

    def speaks_of(self, step: Step, text: str) -> bool:
        """Whether a text speaks of a step, or of something that took too long."""
        return self._spoken[step].is_in(text) if step in self._spoken else False

    def _is_told(self, step: Found[str], found: Iterable[Found[str]], text: str) -> bool:
        begin = max((each.end() for each in self._breaks.finditer(text, 0, step.start)), default=0)
        stop = self._breaks.search(text, step.end)
        end = stop.start() if stop else len(text)
        for each in found:
            if each.meaning == "others" and begin <= each.start < end:
                return False
            before = begin <= each.start < step.start
            behind = step.end <= each.start < min(end, step.end + _REACH_BEHIND)
            if each.meaning == "unreal" and (before or behind):
                return False
        return True

    @Lazy
    def _words(self) -> Lexicon[str]:
        known = self._known
        meanings = {_BEFORE_NAME + step: getattr(known, step).naming for step in STEPS}
        meanings |= {str(step): getattr(known, step).said for step in STEPS}
        return Lexicon([*meanings.items(), ("unreal", known.unreal), ("others", known.others)])

    @Lazy
    def _openings(self) -> Lexicon[str]:
        return Lexicon([(step, getattr(self._known, step).opening) for step in STEPS])

    @Lazy
    def _noticed(self) -> Lexicon[str]:
        return Lexicon([("noticed", self._known.noticed)])

    @Lazy
    def _spoken(self) -> dict[str, Lexicon[str]]:
        spoken = self._known.spoken
        by_step = {"acknowledged": spoken.acknowledged, "triaged": spoken.triaged, "mitigated": spoken.mitigated}
        return {step: Lexicon([(step, (*phrases, *spoken.late))]) for step, phrases in by_step.items()}

    @Lazy
    def _breaks(self) -> re.Pattern[str]:
        """What parts a sentence into statements."""
        return re.compile(rf"[.;,!?()\[\]—–\n、。，；！？（）]|\s-\s|(?<!\w){one_of(self._joined)}(?!\w)")


def _step_of(found: Found[str], text: str) -> str:
    """The step that a phrase tells where it stands, if it is one and tells it."""
    if not found.meaning.startswith(_BEFORE_NAME):
        return found.meaning
    return found.meaning.removeprefix(_BEFORE_NAME) if _NAME.match(text, found.end) else ""


def _opens(found: Found[str], text: str) -> bool:
    """Whether a phrase is the label that a text opens with, or all of it."""
    return not text[: found.start].strip(" *_") and _BEHIND_OPENING.match(text, found.end) is not None
