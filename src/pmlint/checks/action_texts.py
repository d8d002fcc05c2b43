"""What the actions say."""

import re
from collections.abc import Iterator

from pmlint.check import Context, DocumentCheck
from pmlint.checks.parameters import OfKinds
from pmlint.checks.wording import fault_of, quoted_action
from pmlint.finding import Related, Violation
from pmlint.model import ActionItem, Postmortem
from pmlint.spelling import fold, words

_SHOWN_WITH_TITLE = re.compile(r"(?:[\w.-]+/[\w.-]+)?#[0-9]+|https://git(?:hub|lab)\.com/\S+/[0-9]+")


class ActionsWorded(DocumentCheck, OfKinds):
    """Each action of some kinds says what to do."""

    kind = "actions-worded"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        for item in doc.actions(self.kinds):
            if not _says_what(item, context):
                yield fault_of(
                    item,
                    item.text.span,
                    f"action {quoted_action(item)} does not say what to do",
                    "it does not say what to do",
                    "name the task and what it applies to, so that somebody else can act on it",
                )


class ActionsDiffer(DocumentCheck, OfKinds):
    """No action of some kinds repeats an earlier one: its words and its issues."""

    kind = "actions-differ"

    def run(self, doc: Postmortem, context: Context) -> Iterator[Violation]:
        first: dict[tuple[tuple[str, ...], frozenset[str]], ActionItem] = {}
        for item in doc.actions(self.kinds):
            said = words(item.text.value)
            earlier = first.setdefault((said, frozenset(fold(each.value) for each in item.issues)), item)
            if said and earlier is not item:
                yield fault_of(
                    item,
                    item.text.span,
                    f"action {quoted_action(item)} repeats an earlier one",
                    "it repeats an earlier one",
                    "say what this one adds, or delete it",
                    (Related(earlier.text.span, "first here"),),
                )


def _says_what(item: ActionItem, context: Context) -> bool:
    """Whether an action says something beside its owners, its issue, and what the template says of its group.

    A list's item that is an issue alone is shown with the issue's title, where the issue and the list are on one host.
    """
    text = item.text.value
    if item.form == "item" and _SHOWN_WITH_TITLE.fullmatch(text.strip()):
        return True
    for name in item.owners:
        text = text.replace(name.value, " ")
    substance, groups = context.vocabulary.substance, context.process.action_groups
    return substance.names_something(text) and not substance.repeats(text, (group.guidance for group in groups))
