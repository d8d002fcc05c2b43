"""Who acts in a sentence that begins with them: `Dunja Petrova acknowledges`, `On-call paged Mira`."""

from __future__ import annotations

import re

from pmlint.forms.people import PeopleForm, is_capitalised
from pmlint.forms.phrases import one_of
from pmlint.process import Words
from pmlint.spelling import fold
from pmlint.text import Lazy

_MOST_WORDS = 4
"""Words of somebody's name or title in front of the verb at most: `the second on-call engineer`."""

_FULL_NAME = 2
"""Words with a capital that are a name, whatever they mean: a single one begins any sentence."""

_WORD = re.compile(r"[^\W_](?:[\w.'’-]*\w)?")


class SubjectForm:
    """The subjects of sentences, by the words of a process."""

    def __init__(self, known: Words, people: PeopleForm) -> None:
        self._known, self._people = known.people, people
        self._told, self._endings = frozenset(known.work.told), tuple(known.work.told_endings)

    def find(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Where somebody stands who acts at the beginning of `text[start:end]`: directly in front of a verb."""
        found: list[re.Match[str]] = []
        for word in _WORD.finditer(text, start, end):
            if found and text[found[-1].end() : word.start()] != " ":
                return None
            if found and self.is_verb(word[0]) and self._acts(found, word, text[word.end() : end]):
                return found[0].start(), found[-1].end()
            found.append(word)
            if fold(word[0]) in self._articles and len(found) == 1:
                found.pop()
            if len(found) > _MOST_WORDS:
                return None
        return None

    def is_agent(self, text: str) -> bool:
        """Whether a text is what somebody or something is called who acts and has no name: `blackbox probe`."""
        said = list(map(fold, text.split()))
        return 0 < len(said) <= _MOST_WORDS and said[-1] in self._agents and self._no_inner.isdisjoint(said)

    def is_deed(self, text: str) -> bool:
        """Whether a text opens with what somebody did, and does not say who.

        With a capital a verb in the present has to go on with its object or a comma, as it may be a noun: `Reports of`.
        """
        word = _WORD.search(text)
        if word is None or text[: word.start()].strip(" *_") or self._by.search(text):
            return False
        verb, behind = word[0].lower(), text[word.end() :]
        if "-" in verb or not self.is_verb(verb):  # `release-deploy` is a name
            return False
        goes_on = _WORD.match(behind.lstrip())
        has_object = behind.startswith(",") or (goes_on is not None and fold(goes_on[0]) in self._articles)
        return self._is_past(verb) or word[0][0].islower() or has_object

    def is_verb(self, word: str) -> bool:
        """Whether a word without a capital is one for what people do in an incident."""
        return word in self._acts_whole or (word[:1].islower() and word.startswith(self._acts_begun))

    def _acts(self, subject: list[re.Match[str]], verb: re.Match[str], behind: str) -> bool:
        names = [word[0] for word in subject]
        agent = self.is_agent(" ".join(names))
        capitals = all(map(is_capitalised, names)) and not self._people.has_happened(" ".join(names))
        person = capitals and self._people.is_given_name(names[0])
        if not (agent or person or (capitals and len(names) >= _FULL_NAME)):
            return False
        if not self._is_past(verb[0]):
            return True
        goes_on = _WORD.search(behind)  # `the key rotated`, `on-call paged for errors`: nobody says by whom
        is_object = goes_on is not None and not behind[: goes_on.start()].strip() and not self._leads_on(goes_on[0])
        return is_object or ((agent or person) and verb[0] not in self._known.undergone)

    def _is_past(self, verb: str) -> bool:
        return verb in self._told or verb.endswith(self._endings)

    def _leads_on(self, word: str) -> bool:
        """Whether a word behind a verb is no object of it: `for`, `at`."""
        return fold(word) in self._no_inner

    @Lazy
    def _by(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){one_of(self._known.by)}\s", re.IGNORECASE)

    @Lazy
    def _agents(self) -> frozenset[str]:
        return frozenset(map(fold, self._known.agents))

    @Lazy
    def _articles(self) -> frozenset[str]:
        return frozenset(map(fold, self._known.articles))

    @Lazy
    def _no_inner(self) -> frozenset[str]:
        return frozenset(map(fold, self._known.not_inside))

    @Lazy
    def _acts_whole(self) -> frozenset[str]:
        return frozenset(verb for verb in self._known.acts if not verb.endswith("..."))

    @Lazy
    def _acts_begun(self) -> tuple[str, ...]:
        return tuple(verb.removesuffix("...") for verb in self._known.acts if verb.endswith("..."))
