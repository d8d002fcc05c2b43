"""The words by which a document's metadata names its facts and the roles of its incident."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from pmlint.forms.labels import COLONS, LONGEST_LABEL
from pmlint.forms.phrases import word_of
from pmlint.process import Words
from pmlint.spelling import is_slip_of, name_key
from pmlint.text import Lazy

STEPS = ("detected", "paged", "acknowledged", "triaged", "mitigated", "duration")
"""The fields that tell when a step of the response was taken, and how long the incident lasted."""

FACTS = ("severity", "id", "date", "day", "status", "start", "end", "window", "priority")
"""The fields that state a fact of the incident, by their names in `words.fields`."""

RECORD = "record"
"""The field that tells under which issue or address the incident itself is tracked."""

ONE_OF_SEVERAL = "one of several severities"
"""The field of a key that tells which severity of the incident it gives, such as its first or its highest."""

_NOTE = re.compile(r"\[[^\[\]]{1,40}\]\s*$|\[\^[^\]]{1,40}\]")  # a footnote, a link to what the field means


class FieldName(NamedTuple):
    """What a key names: one of `FACTS`, `RECORD`, or `role` with the role's id; and the word of the pack for it."""

    field: str
    role: str
    word: str

    @property
    def is_fact(self) -> bool:
        return self.field not in ("role", RECORD)


class FieldNames:
    """Which fact or role a key names.

    `Vocabulary.field` knows one meaning of a word; here it is the one of metadata: `Status` is also an action's.
    """

    def __init__(self, words: Words, roles: Mapping[str, str]) -> None:
        self._known = {key: FieldName("role", role, key) for key, role in roles.items()}
        for field in (RECORD, *STEPS, *FACTS):  # of a name that is given to both, the latter counts
            for name in words.fields.get(field, ()):
                self._known[name_key(name)] = FieldName(field, "", name_key(name))
        self._severities = tuple(map(name_key, words.fields.get("severity", ())))
        said = words.severity
        self._of_others = tuple(map(name_key, (*said.others, *said.other_things, *said.scales, *words.asides)))
        self._headings = frozenset(map(name_key, words.metadata))
        self._asides = frozenset(map(name_key, words.asides))
        self._owners = frozenset(map(name_key, words.fields.get("owner", ())))
        keys = (*self._known, *map(name_key, words.severity.qualifiers))
        self.first_words = frozenset(key.partition(" ")[0].partition("'")[0] for key in keys)
        """The words that a key may begin with, folded."""

    def get(self, key: str) -> FieldName | None:
        """What a key names, if anything; colons and a footnote or a bracketed link behind it do no harm."""
        bare = key.strip().rstrip(" " + COLONS)
        if not 0 < len(bare) <= LONGEST_LABEL:
            return None
        name = name_key(_NOTE.sub("", bare))
        return self._known.get(name) or self._qualified(name)

    @Lazy
    def _severity(self) -> re.Pattern[str]:
        words = word_of(self._severities)
        return re.compile(rf"^{words}|{words}$", re.IGNORECASE)

    @Lazy
    def _others(self) -> re.Pattern[str]:
        """What a severity may be of besides the incident."""
        return re.compile(word_of(self._of_others), re.IGNORECASE)

    def _qualified(self, name: str) -> FieldName | None:
        """The severity that the incident had at some time, however that is said: `Severity at peak`."""
        found = self._severity.search(name)
        if found is None or self._others.search(name) or any(map(str.isdecimal, name)):  # `Sev-2` is no key
            return None
        return FieldName(ONE_OF_SEVERAL, "", found[0])

    def slip_of(self, key: str, given: Collection[str]) -> str | None:
        """The name of a fact, none of those that are `given`, that a key has most likely been meant to be."""
        names = (name for name, meant in self._known.items() if meant.field in FACTS and meant.field not in given)
        return next((name for name in names if is_slip_of(key, name)), None)

    def are_told_below(self, heading: str) -> bool:
        """Whether the facts of the incident stand below a heading, as it says: `Incident details`."""
        return name_key(heading) in self._headings

    def are_explained_below(self, heading: str) -> bool:
        """Whether below a heading their words are explained: `Severity levels`, `Glossary`."""
        return name_key(heading) in self._asides

    def is_role_of_incident(self, name: FieldName) -> bool:
        """Whether a name is that of a role, and not also what a table of actions calls its owners."""
        return name.field == "role" and name.word not in self._owners
