"""What a check says that it reads is all that it reads of what can be left out."""

from __future__ import annotations

import pytest

from pmlint.engine import examine
from pmlint.examples import text_of
from pmlint.files import decode
from pmlint.finding import Violation
from pmlint.model import Need
from pmlint.policy import ActiveRule, Policy
from pmlint.read import read
from pmlint.rule import Example, Rule

from .test_rule_examples import ALL_EXAMPLES, AS_OF, examples


@pytest.mark.parametrize(("pack", "rule", "example"), ALL_EXAMPLES.values(), ids=ALL_EXAMPLES)
def test_a_rule_finds_the_same_when_only_what_its_checks_read_is_read(
    pack: str, rule: Rule, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: frozenset[Need] = frozenset().union(*(getattr(check, "reads", ()) for check in rule.check))
    judge = examples(pack)
    whole = judge.policy(final=False, clock=True)
    alone = Policy(whole.process, (ActiveRule(rule),), whole.known, whole.vocabulary)
    text, _ = judge.placed(text_of(example), example.part)
    each = decode(f"docs/incidents/{judge.name(example)}", text.encode())

    def found() -> list[Violation]:
        return [finding.violation for finding in examine(each, alone, AS_OF).findings]

    expected = found()
    monkeypatch.setattr("pmlint.engine.read", lambda source, vocabulary, _: read(source, vocabulary, reads))
    assert found() == expected
