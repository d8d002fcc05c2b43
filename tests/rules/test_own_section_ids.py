"""A pack may call its sections what it wants: what is found does not depend on their ids, but on what they hold."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pmlint.check import AnyCheck
from pmlint.engine import lint
from pmlint.files import decode
from pmlint.pack_files import Pack
from pmlint.packs import bundled_folder, bundled_names, load_folder
from pmlint.policy import Policy, PolicyFile, make_policy
from pmlint.process import SectionKind
from pmlint.vocabulary import Vocabulary

from .test_cases import FILES, pack_of

AS_OF = date(2026, 6, 1)
DOCUMENTS = {
    f"{name}-{stem}": (name, file)
    for name in bundled_names()
    for stem in ("example", "counterexample", "template")
    if (file := bundled_folder() / name / f"{stem}.md").is_file()
} | {f"{pack_of(case)}-{case.stem}": (pack_of(case), case) for case in FILES}


def own(id: str) -> str:
    """The id that this pack gives to a section."""
    return f"own_{id}"


def renamed(sections: tuple[SectionKind, ...]) -> tuple[SectionKind, ...]:
    return tuple(section._replace(id=own(section.id)) for section in sections)


def asking(check: Any) -> AnyCheck:
    """A check that names sections by their own ids."""
    named = {key: tuple(map(own, getattr(check, key))) for key in ("only", "but", "sections") if hasattr(check, key)}
    one = {"section": own(check.section)} if hasattr(check, "section") else {}
    changed: AnyCheck = check._replace(**named, **one)
    return changed


@cache
def policies(name: str) -> tuple[Policy, Policy]:
    """A pack as it is, and one in which all sections have other ids."""
    pack = load_folder(bundled_folder() / name)
    process = pack.process._replace(
        sections=renamed(pack.process.sections), other_sections=renamed(pack.process.other_sections)
    )
    rules = tuple(rule._replace(check=tuple(map(asking, rule.check))) for rule in pack.rules)
    other = Pack(process, rules, Vocabulary(process), pack.data)
    return make_policy(pack, PolicyFile(), {}), make_policy(other, PolicyFile(), {})


@pytest.mark.parametrize(("name", "file"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_the_same_is_found_whatever_the_sections_ids_are(name: str, file: Path) -> None:
    each = decode(f"docs/incidents/2026-05-14-{file.stem}.md", file.read_bytes())
    usual, others = (
        [(found.violation.span, found.rule_id, found.level, found.violation.message) for found in report.findings]
        for report in (lint([each], policy, AS_OF) for policy in policies(name))
    )
    assert others == usual
