"""The packs beside the default one: what each asks is its own source's, and its two documents show it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from pmlint.checks.sections import SectionsPresent
from pmlint.engine import lint
from pmlint.files import decode
from pmlint.finding import Level
from pmlint.pack_files import Pack
from pmlint.packs import DEFAULT_PACK, bundled_folder, bundled_names, load_folder
from pmlint.policy import PolicyFile, make_policy
from pmlint.report import Report
from pmlint.text import Source, Span
from pmlint.yaml_text import as_data, parse_yaml

AS_OF = date(2026, 6, 1)

COUNTEREXAMPLES = {
    "atlassian": {
        "PM013", "PM024", "PM101", "PM102", "PM103", "PM104", "PM201", "PM202", "PM203", "PM205", "PM208", "PM220",
        "PM305",
    },
    "gitlab": {
        "PM013", "PM019", "PM021", "PM024", "PM102", "PM103", "PM104", "PM201", "PM202", "PM203", "PM205", "PM208",
        "PM220", "PM702",
    },
    "google-sre": {
        "PM018", "PM101", "PM102", "PM103", "PM104", "PM201", "PM202", "PM205", "PM212", "PM219", "PM305", "PM702",
    },
    "pagerduty": {
        "PM017", "PM019", "PM022", "PM023", "PM101", "PM102", "PM103", "PM104", "PM201", "PM202", "PM208",
        "PM305", "PM501", "PM702",
    },
}  # fmt: skip
"""The rules that the counterexample of a pack breaks."""

OTHERS = sorted(set(bundled_names()) - {DEFAULT_PACK})


@cache
def pack(name: str) -> Pack:
    return load_folder(bundled_folder() / name)


def report(name: str, text: str) -> Report:
    policy = make_policy(pack(name), PolicyFile(), {}, final=True)
    return lint([decode("docs/incidents/2026-02-03-counterexample.md", text.encode())], policy, AS_OF)


def figures(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """The entries of a pack's data that state a figure, each with its path."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from figures(each, f"{at}.{index}")
    elif isinstance(value, dict):
        if value.keys() & {"value", "within"}:
            yield at, value
        for key, each in value.items():
            if key in ("postmortem-due", "action-horizon-days", "draft-hours", "final-days", "final-business-days"):
                yield f"{at}.{key}", each
            else:
                yield from figures(each, f"{at}.{key}")


def test_every_pack_has_its_counterexample_here() -> None:
    assert sorted(COUNTEREXAMPLES) == OTHERS


@pytest.mark.parametrize("name", OTHERS)
def test_the_counterexample_fails_and_breaks_these_rules(name: str) -> None:
    result = report(name, (bundled_folder() / name / "counterexample.md").read_text("utf-8"))
    assert {finding.rule_id for finding in result.findings} == COUNTEREXAMPLES[name]
    assert any(finding.level is Level.ERROR for finding in result.findings)


@pytest.mark.parametrize("name", OTHERS)
def test_an_empty_document_lacks_the_sections_of_this_pack_and_no_others(name: str) -> None:
    process = pack(name).process
    asked: set[str] = set()
    for rule in pack(name).rules:
        for check in rule.check:
            if isinstance(check, SectionsPresent):
                asked |= {each.id for each in process.sections if each.id in (check.only or {each.id})} - {*check.but}
    missing = {finding.violation.message for finding in report(name, "").findings if finding.rule_id == "PM101"}
    assert missing == {f"section '{each.heading}' is missing" for each in process.sections if each.id in asked}


@pytest.mark.parametrize("name", OTHERS)
def test_every_figure_says_where_it_is_from(name: str) -> None:
    text = (bundled_folder() / name / "pack.yaml").read_text("utf-8")
    source = Source("pack.yaml", text)
    stated = list(figures(as_data(parse_yaml(source, Span(0, len(text))))))
    assert stated
    assert [at for at, figure in stated if not (isinstance(figure, dict) and figure.get("source"))] == []


@pytest.mark.parametrize("name", OTHERS)
def test_parse_knows_the_names_that_a_pack_gives_to_the_sections_of_all(name: str) -> None:
    """`pmlint parse` reads with the default pack's words, which have every bundled name of its sections."""
    default = pack(DEFAULT_PACK).vocabulary
    for section in pack(name).process.sections:
        for alias in (section.title, *section.aliases) if section.id in default.kinds else ():
            named = default.sections.find(alias)
            assert section.id in (named.id, *(meant for _, meant in named.perhaps)), alias
