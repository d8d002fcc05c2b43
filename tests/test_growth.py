"""Nothing is quadratic in the document: a form of writing costs as many calls per character when there is more of it.

The forms are those of `make bench`, which measures times; calls are the same on every machine.
"""

from __future__ import annotations

import cProfile
import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from pmlint import packs
from pmlint.engine import assemble, judge
from pmlint.model_json import as_json
from pmlint.policy import PolicyFile, make_policy
from pmlint.read import read
from pmlint.text import Source

SMALL, LARGE = 2_000, 12_000
"""Characters of the documents that are compared."""

MOST = 1.5
"""How often as many calls a character of the large document may cost; what is quadratic costs up to six times as many.
"""

UNREAD = 10_000
"""From here on no unit of a form was read before: what is remembered of a text would make the small document cheap."""

FORMS_FILE = Path(__file__).parent / "bench" / "grown_forms.py"
POLICY = make_policy(packs.load_bundled(packs.DEFAULT_PACK), PolicyFile(), {})


def _forms() -> ModuleType:
    spec = importlib.util.spec_from_file_location("grown_forms", FORMS_FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FORMS = _forms().FORMS


def calls(text: str) -> float:
    """How many functions are called for each character of a document."""
    profile = cProfile.Profile()
    profile.enable()
    doc = read(Source("2026-03-14-harbor.md", text), POLICY.vocabulary)
    as_json(doc)
    as_of = date(2026, 11, 1)
    assemble([judge(doc, POLICY, as_of)], POLICY, as_of)
    profile.disable()
    return sum(each.callcount for each in profile.getstats()) / len(text)


@pytest.mark.parametrize("name", FORMS)
def test_a_longer_document_costs_no_more_for_each_character(name: str) -> None:
    form = FORMS[name]
    calls(form.document(SMALL, 1))  # what is made once for all documents
    few, many = calls(form.document(SMALL, UNREAD)), calls(form.document(LARGE, 2 * UNREAD))
    assert many <= MOST * few
