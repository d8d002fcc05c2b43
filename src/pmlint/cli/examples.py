"""`pmlint rules --test`: whether the examples of a pack's rules hold."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from pmlint import packs
from pmlint.cli.configuration import load_pack, shown, told
from pmlint.cli.main import say
from pmlint.data_fault import DataFault, DataFaults
from pmlint.escape import page, plain
from pmlint.examples import Examples
from pmlint.report import ExitCode
from pmlint.rule import Rule
from pmlint.text import Source, Span
from pmlint.yaml_text import Node, place_of

RuleFiles = dict[str, tuple[Source, Node]]


def run_examples(pack: str | Path) -> ExitCode:
    """Prints what does not hold of the examples of a pack's own rules, and of its example document.

    `pack` is the name of a bundled pack or a folder.
    """
    loaded = load_pack(pack)
    try:
        files, document = packs.rule_files(pack), packs.example_of(pack)
    except DataFaults as error:
        raise told(error) from None
    judge = Examples(loaded, document.text if document else None, datetime.now(UTC).date())
    rules = [rule for rule in loaded.rules if rule.name in files]
    left = list(_left(judge, document)) if document else []
    examples = [faults for rule in rules for faults in _faults(judge, rule, *files[rule.name])]
    broken = list(filter(None, examples))
    lines = map(_told, chain(left, *broken))
    total = f"{len(examples)} examples pass" if not broken else f"{len(broken)} of {len(examples)} examples fail"
    sys.stdout.write(page(map(plain, [*lines, total])))
    _tell_untested(rules)
    return ExitCode.FINDINGS if left or broken else ExitCode.CLEAN


def _tell_untested(rules: Sequence[Rule]) -> None:
    if untested := [rule.name for rule in rules if not rule.examples]:
        say(f"note: without an example: {', '.join(untested)}")


def _left(judge: Examples, document: Source) -> Iterator[DataFault]:
    """What is said of the example document, which has to keep every rule."""
    for finding in judge.left():
        message = f"{finding.rule_id} is found in the example document: {finding.violation.message}"
        yield DataFault(document, finding.violation.span, message)


def _faults(judge: Examples, rule: Rule, source: Source, node: Node) -> Iterator[list[DataFault]]:
    """What does not hold of each example of a rule."""
    for index, example in enumerate(rule.examples):
        places = ((place_of(node, ("examples", index, *each.at)), each) for each in judge.mistakes(rule, example))
        yield [DataFault(source, place or Span(0, 0), each.message) for place, each in places]


def _told(fault: DataFault) -> str:
    line, column = fault.source.position(fault.span.start)
    return f"{shown(Path(fault.source.path))}:{line}:{column}: {fault.message}"
