"""Actions that name no result that anybody could check: `Improve monitoring`, `Be more careful`."""

from __future__ import annotations

from pmlint.process import Words
from pmlint.spelling import fold, words
from pmlint.text import Lazy

_GAP = "..."


class VagueForm:
    """Tells a vague action by the words of a process."""

    def __init__(self, known: Words) -> None:
        self._known = known

    def is_vague(self, text: str) -> bool:
        """Whether a text has words for a deed without an end, and beside them none but those that every team has."""
        said = words(text)
        kinds = [self._kind(word) for word in said]
        return "doing" in kinds and None not in kinds

    def _kind(self, word: str) -> str | None:
        for kind, (whole, begun) in self._lists.items():
            if word in whole or word.startswith(begun):
                return kind
        return None

    @Lazy
    def _lists(self) -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
        vague, content = self._known.vague, self._known.content
        lists = {"doing": vague.doing, "objects": vague.objects, "small": content.small}
        return {
            kind: (
                frozenset(fold(each) for each in written if not each.endswith(_GAP)),
                tuple(fold(each.removesuffix(_GAP)) for each in written if each.endswith(_GAP)),
            )
            for kind, written in lists.items()
        }
